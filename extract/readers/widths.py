"""How wide a line is when printed, estimated from its characters: in ems, for the serif type official texts are set in.

A line that ends a paragraph is told by the room it leaves: the next word would have fitted. Counting characters is too coarse for
that ("illi" is narrower than "mm"), so characters are taken by classes of width.
"""

from __future__ import annotations

from typing import Final

_CLASSES: Final = (
    (0.25, " \u00a0.,"),
    (0.28, "ijlt:;/|'‘’\u00ad"),
    (0.35, "Ifrs()[]-!"),
    (0.44, "acez“”?"),
    (0.62, "ABEFLPRSTZJ–+=<>"),
    (0.72, "CDGHKNOQUVXYw&"),
    (0.80, "mM"),
    (0.94, "W—…%"),
)
_WIDTHS: Final = {character: size for size, characters in _CLASSES for character in characters}
_OTHER: Final = 0.5


def width(text: str) -> float:
    """The width of a text in ems; every run of spaces counts as one."""
    return sum(_WIDTHS.get(character, _OTHER) for character in " ".join(text.split()))
