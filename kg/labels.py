"""Labels of provisions: the "1", "4a", "(b)", "iv", "XIII", "3.1" that legislation numbers its parts with.

A label is stored bare, without brackets or full stop ("(a)" is "a", "1." is "1"). A style says how labels of one list run:

>>> successor("h", Style.LETTER), successor("h", Style.ROMAN) is None, successor("iv", Style.ROMAN)
('i', True, 'v')

Labels are accepted only in sequence (DESIGN, section 4): in a text as published "(c)" comes only after "(b)"; in consolidated and
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
    Style.ARABIC: re.compile(r"(\d{1,4})([a-z]{0,2})"),
    Style.LETTER: re.compile(r"([a-z]{1,2})()"),
    Style.UPPER_LETTER: re.compile(r"([A-Z])([a-z]?)"),
    Style.DOTTED: re.compile(r"(\d{1,3}(?:\.\d{1,3})+)([a-z]?)"),
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
    """Every style the label could belong to: "i" is both a letter and a Roman numeral; an empty tuple means it is no label."""
    found = [style for style, shape in _SHAPES.items() if shape.fullmatch(label)]
    if label and roman_value(label) is not None:
        if label == label.lower():
            found.append(Style.ROMAN)
        elif label == label.upper():
            found.append(Style.UPPER_ROMAN)
    return tuple(found)


def order_key(label: str, style: Style) -> tuple[tuple[int, ...], int]:
    """A key that sorts the labels of one list as the law runs: "4" < "4a" < "5", "b" < "ba" < "c".

    Raises ValueError when the label is not of the style.
    """
    if style in (Style.ROMAN, Style.UPPER_ROMAN):
        value = roman_value(label)
        if value is None:
            raise ValueError(f"{label!r} is not a Roman numeral")
        return (value,), 0
    if style is Style.DASH:
        return (int(label),), 0
    shape = _SHAPES[style].fullmatch(label)
    if shape is None:
        raise ValueError(f"{label!r} is not a label of style {style}")
    return _key_of_parts(shape[1], shape[2], style)


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
    """The label that comes next in a text as published, or None when the label is not of the style.

    An inserted label ("4a") is followed by the next insertion ("4b"); `follows` knows that "5" may come too.
    """
    if style not in styles_of(label) and style is not Style.DASH:
        return None
    if style is Style.ROMAN:
        return to_roman((roman_value(label) or 0) + 1)
    if style is Style.UPPER_ROMAN:
        return to_roman((roman_value(label) or 0) + 1).upper()
    if style is Style.LETTER:
        return "aa" if label == "z" else label[:-1] + _letters_of(_letters_value(label[-1]) + 1)
    if style is Style.UPPER_LETTER:
        return chr(ord(label[0]) + 1)
    head, _, last = label.rpartition(".")
    number = re.match(r"\d+", last)
    if number is None:
        return None
    if number[0] != last:
        return label[: len(label) - len(last)] + number[0] + _letters_of(_letters_value(last[len(number[0]) :]) + 1)
    return (head + "." if head else "") + str(int(last) + 1)


def follows(previous: str, label: str, style: Style, *, published: bool = True) -> bool:
    """Whether `label` may stand after `previous` in one list.

    As published: exactly the next one. Otherwise (consolidated or quoted text): any label that sorts later.
    """
    if published:
        return successor(previous, style) == label
    if style not in styles_of(label) or style not in styles_of(previous):
        return False
    return order_key(previous, style) < order_key(label, style)
