"""Lines of a text with their places: what plain text and the pages of a PDF have in common."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from extract.page_lines import Spot
from extract.traced import Traced, trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as extracted; `start` counts in the page (PDF) or in the whole text, `page` is None where pages are unknown.

    `blank` counts the empty lines above it, None where what stands above is unknown (the top of a page, behind page furniture);
    `spot` is its place on the paper, where the source shows one.
    """

    text: str
    start: int
    page: int | None
    blank: int | None = None
    spot: Spot | None = None

    @property
    def runs_on(self) -> bool:
        """Whether the line goes on in the next: the extractor left a space, or the break fell inside a word."""
        return self.text.endswith((" ", "-", "\u00ad")) and bool(self.text.strip())

    @property
    def bare(self) -> str:
        """The line without the spaces around it; a no-break space is a space."""
        return self.text.replace("\u00a0", " ").strip()

    @property
    def left(self) -> float:
        """How far from the left it begins: points on paper, else characters."""
        return self.spot.x if self.spot else float(len(self.text) - len(self.text.lstrip()))

    def traced(self) -> Traced:
        return trace(self.text, self.start, self.page)


def lines_of(text: str, page: int | None, base: int = 0, spots: Iterable[Spot] = ()) -> tuple[Line, ...]:
    """The lines of a page or text, those without words left out; a line is cut where a spot says that print begins another."""
    out, at, blank = [], 0, None
    placed = {spot.start: spot for spot in spots}
    starts = sorted(placed)
    for raw in text.split("\n"):
        inner = starts[bisect_right(starts, at + len(raw) - len(raw.lstrip())) : bisect_left(starts, at + len(raw))]
        for low, high in pairwise([at, *inner, at + len(raw)]):
            part = text[low:high]
            if part.strip():
                spot = placed.get(low + len(part) - len(part.lstrip()))
                out.append(Line(text=part.rstrip("\r"), start=base + low, page=page, blank=blank, spot=spot))
                blank = 0
        if blank is not None and not raw.strip():
            blank += 1
        at += len(raw) + 1
    return tuple(out)
