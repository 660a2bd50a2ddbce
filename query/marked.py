"""Characters of a quotation for which its source has markup and no character: are they what the markup stands for?

Formex has elements for quotation marks, and marks capitals that the print shows (docs/reference/text.md); markup writes characters as
references. Between two pieces that a quotation copies from its source, the rest of the quotation must be quotation marks or dashes where
elements stand, or the same letters in capitals, or the character that a reference names.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

MARKUP: Final = frozenset({"formex", "akn", "xhtml", "html"})
"""Formats of which this is asked; in others every character of a quotation is copied."""

_TAG: Final = re.compile(r"<[^<>]*>")
_PRINTED: Final = re.compile(r"[‘’‚“”„«»‹›\"'—–]")
_AROUND: Final = 400


def stands_for(said: str, between: str) -> bool:
    """Whether `said`, which no piece covers, is what stands `between` two pieces of the source."""
    letters, there = _letters(_PRINTED.sub("", said)), _letters(_bare(between))
    marked = "<" in between or "&" in between
    return marked and (not letters or there.startswith(letters) or there.endswith(letters))


def stands_before(said: str, source: str, start: int) -> bool:
    """The same of what a quotation begins with, before its first piece, which begins at `start`."""
    before = source[max(start - _AROUND, 0) : max(start, 0)]
    letters = _letters(_PRINTED.sub("", said))
    return before.rstrip().endswith((">", ";")) and (not letters or _letters(_bare(before)).endswith(letters))


def stands_behind(said: str, source: str, end: int) -> bool:
    """The same of what a quotation ends with, behind its last piece, which ends at `end`."""
    behind = source[end : end + _AROUND]
    letters = _letters(_PRINTED.sub("", said))
    return ("<" in behind or "&" in behind) and (not letters or _letters(_bare(behind)).startswith(letters))


def _bare(source: str) -> str:
    """Source characters without tags; a tag that begins or ends outside leaves its rest."""
    return unescape(_TAG.sub("", source))


def _letters(text: str) -> str:
    return "".join(text.split()).casefold()
