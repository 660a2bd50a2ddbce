"""How wide a line is when printed, in thousandths of an em of the serif type that the Official Journal is set in.

A line that ends a paragraph is told by the room it leaves: the next word would have fitted. Counting characters is too coarse for that
("illi" is narrower than "mm"). The widths are those which the Journal's own PDFs give their characters, in classes of nearly equal ones.
"""

from __future__ import annotations

from typing import Final

_CLASSES: Final = (
    (168, "‘’"), (182, "'"), (217, " ,.:;"), (242, "ijl"), (261, "()"), (272, "IJ"), (286, "f/"), (294, "t"), (302, "-\u00ad"),
    (309, "[]"), (340, "r“”"), (359, "s"), (379, "*"), (412, "ce"), (425, "aFz"), (457, "vyzg"), (472, "LPSx"), (485, "Ekq"), (494, "d"),
    (502, "b"), (515, "ohpnu"), (540, "TB"), (590, "CR"), (604, "VXYZ"), (665, "ADGHKNU"), (697, "w"), (727, "OQ"), (788, "mM"),
    (918, "W—…"),
)  # fmt: skip
_WIDTHS: Final = {character: size for size, characters in _CLASSES for character in characters}
_OTHER: Final = 500
_DIGIT: Final = 533


def width(text: str) -> float:
    """The width of a text; every run of spaces counts as one."""
    return float(sum(_WIDTHS.get(character) or (_DIGIT if character.isdecimal() else _OTHER) for character in " ".join(text.split())))
