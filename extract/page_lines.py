"""Pages of a PDF with the place of each line on the paper.

pypdf's text of a page does not say where a paragraph ends; the distance between its lines does. The places are taken while the text is
extracted, at no cost worth measuring, and the text is exactly what `extract_text()` gives without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

_NO_CHARACTER: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_RAISED: Final = 0.8
"""Type sizes by which a mark in a line may stand higher."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line's first word stands: its character in the page's text, points from the left and from the foot, and type size.

    A line of print may begin within a line of the text, where pypdf puts two together.
    """

    start: int
    x: float
    y: float
    size: float


def page_of(page: Any, watch: Callable[..., None] | None = None) -> tuple[str, tuple[Spot, ...]]:
    """A pypdf page's text, and the spot of each of its lines; no spots where pypdf puts the text together in another way.

    `watch` is called for each operator that draws the page, and may raise. Controls, and halves of characters that stand alone, become
    U+FFFD: a font has them where it does not say what a sign means.
    """
    strokes = _Strokes()
    text = page.extract_text(visitor_text=strokes.take, visitor_operand_before=watch)
    text = _NO_CHARACTER.sub("\ufffd", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return text, tuple(strokes.spots) if strokes.at == len(text) else ()


@dataclass(slots=True)
class _Strokes:
    """The spots of the lines seen so far; lives only while a page's text is extracted."""

    spots: list[Spot] = field(default_factory=list)
    at: int = 0
    begun: bool = False

    def take(self, text: str, transform: Any, matrix: Any, _font: Any, size: float) -> None:
        """A piece of text with its matrices, as pypdf hands it over."""
        for index, part in enumerate(text.split("\n")):
            self.begun = self.begun and index == 0
            self.at += index > 0
            if part.strip():
                self._place(_spot(self.at + len(part) - len(part.lstrip()), transform, matrix, size))
            self.at += len(part)

    def _place(self, spot: Spot) -> None:
        """Keep the spot of a word that begins a line, of the text or of print: raised marks stand higher by less than their line."""
        if not self.begun or abs(spot.y - self.spots[-1].y) > _RAISED * max(spot.size, self.spots[-1].size):
            self.spots.append(spot)
            self.begun = True


def _spot(start: int, transform: Any, matrix: Any, size: float) -> Spot:
    x, y = float(matrix[4]), float(matrix[5])
    return Spot(
        start,
        round(x * transform[0] + y * transform[2] + transform[4], 1),
        round(x * transform[1] + y * transform[3] + transform[5], 1),
        round(abs(size * float(matrix[3]) * float(transform[3])), 1),
    )
