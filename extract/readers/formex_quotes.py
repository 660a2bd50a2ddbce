"""Quotation marks of Formex: QUOT.START and QUOT.END stand for them, and `CODE` says which character the print has.

Where it says nothing, the mark is that of the language and of how deep the quotation stands in another (interinstitutional style guide,
part "Quotation marks" of each language).
"""

from __future__ import annotations

from typing import Final

from extract.readers.xml_elements import Element

_PAIRS: Final = {
    "bg": "„“", "cs": "„“", "da": "»«", "de": "„“", "el": "«»", "en": "‘’", "es": "«»", "et": "„“", "fi": "””", "fr": "«»", "ga": "‘’",
    "hr": "„”", "hu": "„”", "it": "«»", "lt": "„“", "lv": "“”", "mt": "“”", "nl": "„”", "pl": "„”", "pt": "«»", "ro": "„”", "sk": "„“",
    "sl": "„“", "sv": "””",
}  # fmt: skip
_WITHIN: Final = {"en": "“”", "ga": "“”", "bg": "‚‘", "cs": "‚‘", "de": "‚‘", "sk": "‚‘", "fi": "’’", "sv": "’’", "nl": "‚’"}
_ELSEWHERE: Final = "“”"


def quote_of(element: Element, language: str, level: int) -> str:
    """The character that a QUOT.START or QUOT.END prints, `level` quotations deep (1 is the outermost)."""
    code = element.attributes.get("CODE", "")
    if code and all(digit in "0123456789ABCDEFabcdef" for digit in code) and 0x20 < int(code, 16) < 0x10000:
        return chr(int(code, 16))
    named = element.attributes.get("LEVEL", "")[:9]
    deep = int(named) if named.isdecimal() else level
    pair = _PAIRS.get(language, _ELSEWHERE) if deep <= 1 else _WITHIN.get(language, _ELSEWHERE)
    return pair[element.tag == "QUOT.END"]
