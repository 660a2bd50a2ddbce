"""Lines of a text with their places: what plain text and the pages of a PDF have in common."""

from __future__ import annotations

from dataclasses import dataclass

from extract.traced import Traced, trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as extracted; `start` counts in the page (PDF) or in the whole text, `page` is None where pages are unknown."""

    text: str
    start: int
    page: int | None

    @property
    def runs_on(self) -> bool:
        """Whether the line goes on in the next: the extractor left a space, or the break fell inside a word."""
        return self.text.endswith((" ", "-")) and bool(self.text.strip())

    def traced(self) -> Traced:
        return trace(self.text, self.start, self.page)


def lines_of(text: str, page: int | None, base: int = 0) -> tuple[Line, ...]:
    """The lines of a page or text, those without words left out."""
    out, at = [], 0
    for raw in text.split("\n"):
        if raw.strip():
            out.append(Line(text=raw.rstrip("\r"), start=base + at, page=page))
        at += len(raw) + 1
    return tuple(out)
