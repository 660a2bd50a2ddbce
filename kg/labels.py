"""Labels of provisions: the "1", "4a", "(b)", "iv", "XIII", "3.1" that legislation numbers its parts with.

A label is stored bare, without brackets or full stop ("(a)" is "a", "1." is "1"). A style says how labels of one list run:

>>> successor("h", Style.LETTER), successor("h", Style.ROMAN) is None, successor("iv", Style.ROMAN)
('i', True, 'v')

Labels are accepted only in sequence: in a text as published "(c)" comes only after "(b)"; in consolidated and
quoted text labels only have to rise, since insertions ("4a", "ba") and deletions leave their traces. After "z" the drafting guides
run on with "aa", "ab"; inserted labels put a letter behind the one they follow ("4a", "ba", "14a").
"""

from __future__ import annotations

import re
from enum import StrEnum

_ROMAN_DIGITS = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90),
    ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


class Style(StrEnum):
    """How the labels of one list run."""

    ARABIC = "arabic"  # 1 2 3, 4a
    LETTER = "letter"  # a b … z aa ab, ba
    ROMAN = "roman"  # i ii iii iv
    UPPER_LETTER = "upper_letter"  # A B C
    UPPER_ROMAN = "upper_roman"  # I II III
    DOTTED = "dotted"  # 3.1 3.2, 4.7
    DASH = "dash"  # indents, numbered by position


_SHAPES = {
    Style.ARABIC: re.compile(r"([0-9]{1,4})([a-z]{0,2})"),
    Style.LETTER: re.compile(r"([a-z]{1,2})()"),
    Style.UPPER_LETTER: re.compile(r"([A-Z])([a-z]?)"),
    Style.DOTTED: re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})+)([a-z]?)"),
    Style.DASH: re.compile(r"([0-9]{1,4})()"),
}


def roman_value(text: str) -> int | None:
    """The number a Roman numeral stands for, in either case; None when the text is not one."""
    lowered = text.lower()
    if not lowered or not _ROMAN.fullmatch(lowered):
        return None
    total = 0
    for digit, value in _ROMAN_DIGITS:
        while lowered.startswith(digit):
            total, lowered = total + value, lowered[len(digit) :]
    return total


def to_roman(number: int) -> str:
    """The lower-case Roman numeral of a number from 1 to 3999 (ValueError outside)."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman numeral for {number}")
    out = ""
    for digit, value in _ROMAN_DIGITS:
        out += digit * (number // value)
        number %= value
    return out


def _letters_value(letters: str) -> int:
    """Position in a b … z aa ab … (1-based)."""
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 96
    return value


def _letters_of(value: int) -> str:
    out = ""
    while value:
        value, rest = divmod(value - 1, 26)
        out = chr(97 + rest) + out
    return out


def styles_of(label: str) -> tuple[Style, ...]:
    """Every style the label could belong to: "i" is both a letter and a Roman numeral; an empty tuple means it is no label.

    `DASH` is never among them, since a dash carries no label of its own.
    """
    found = [style for style, shape in _SHAPES.items() if style is not Style.DASH and shape.fullmatch(label)]
    if label and roman_value(label) is not None:
        if label == label.lower():
            found.append(Style.ROMAN)
        elif label == label.upper():
            found.append(Style.UPPER_ROMAN)
    return tuple(found)


def order_key(label: str, style: Style) -> tuple[tuple[int, ...], int]:
    """A key that sorts the labels of one list as the law runs: "4" < "4a" < "5", "b" < "ba" < "c".

    "aa" sorts as what was inserted behind "a"; that it may also run on after "z" only its list can tell, and `follows` knows both.
    Raises ValueError when the label is not of the style.
    """
    if not _is_of(label, style):
        raise ValueError(f"{label!r} is not a label of style {style}")
    if style in (Style.ROMAN, Style.UPPER_ROMAN):
        return (roman_value(label) or 0,), 0
    shape = _SHAPES[style].fullmatch(label)
    return _key_of_parts(shape[1], shape[2], style) if shape else ((), 0)


def _is_of(label: str, style: Style) -> bool:
    """Whether a list of the style may hold the label; the places of dashes are numbers."""
    return style in styles_of(label) or (style is Style.DASH and _SHAPES[style].fullmatch(label) is not None)


def _key_of_parts(base: str, suffix: str, style: Style) -> tuple[tuple[int, ...], int]:
    if style is Style.LETTER:
        return (_letters_value(base[0]), _letters_value(base[1:])), 0
    if style is Style.UPPER_LETTER:
        return (ord(base) - 64,), _letters_value(suffix)
    return tuple(int(part) for part in base.split(".")), _letters_value(suffix)


def first_label(style: Style) -> str:
    """The label a list of this style begins with (dotted lists begin with their parent's number: "1.1" here)."""
    return {"letter": "a", "roman": "i", "upper_letter": "A", "upper_roman": "I", "dotted": "1.1"}.get(style, "1")


def is_first(label: str, style: Style, parent: str | None = None) -> bool:
    """Whether a list of this style may begin with the label; a dotted list begins with ".1" under its parent's label."""
    if style is Style.DOTTED:
        head, _, last = label.rpartition(".")
        return last == "1" and (parent is None or head == parent)
    return label == first_label(style)


def successor(label: str, style: Style) -> str | None:
    """The label that comes next in a text as published; None when the label is not of the style, or is the last one there can be.

    An inserted label ("4a") is followed by the next insertion ("4b"); `follows` knows that "5" may come too.
    """
    if not _is_of(label, style):
        return None
    following = _next(label, style)
    return following if _is_of(following, style) else None


def _next(label: str, style: Style) -> str:
    """The label one further on, which may be too long for its style."""
    if style in (Style.ROMAN, Style.UPPER_ROMAN):
        value = roman_value(label) or 0
        following = to_roman(value + 1) if value < 3999 else ""
        return following if style is Style.ROMAN else following.upper()
    if style is Style.LETTER:
        return _letters_of(_letters_value(label) + 1)
    shape = _SHAPES[style].fullmatch(label)
    base, suffix = (shape[1], shape[2]) if shape else (label, "")
    if suffix:
        return base + _letters_of(_letters_value(suffix) + 1)
    if style is Style.UPPER_LETTER:
        return chr(ord(base) + 1)
    head, dot, last = base.rpartition(".")
    return f"{head}{dot}{int(last) + 1}"


def follows(previous: str, label: str, style: Style, *, published: bool = True) -> bool:
    """Whether `label` may stand after `previous` in one list.

    As published: exactly the next one. Otherwise (consolidated or quoted text): any label that sorts later, and "aa" after "z".
    """
    if published:
        return successor(previous, style) == label
    if not _is_of(label, style) or not _is_of(previous, style):
        return False
    return successor(previous, style) == label or order_key(previous, style) < order_key(label, style)
