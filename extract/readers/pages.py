"""Plain text cut into its pages: at form feeds, at "[Page 30]" marks, or behind the furniture that ends a page.

Only a text that says where its pages end can be cited by page; elsewhere the cut serves to find each page's footnotes at its foot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from extract.readers.furniture import kind_of
from extract.readers.lines import Line, lines_of

_PAGE_MARK: Final = re.compile(r"\[Page \d+\]")
_PARTED: Final = 2
"""Empty lines that part two pages, where nothing else does."""
_NEARLY_ALL: Final = 0.8


def pages_of(text: str) -> list[tuple[Line, ...]]:
    """The lines of a text by page; each line knows its page's number where form feeds tell it."""
    if "\f" in text:
        pages, base = [], 0
        for number, page in enumerate(text.split("\f"), 1):
            pages.append(lines_of(page, number, base))
            base += len(page) + 1
        return pages
    lines = lines_of(text, None)
    cuts = _marked(lines) or _parted(lines) or _furnished(lines)
    return [lines[low:high] for low, high in pairwise([0, *cuts, len(lines)]) if low < high]


def _marked(lines: Sequence[Line]) -> list[int]:
    """Where lines stand that do nothing but number a page."""
    return [at for at, line in enumerate(lines) if at and _PAGE_MARK.fullmatch(line.bare[:20])]


def _parted(lines: Sequence[Line]) -> list[int]:
    """Empty lines that follow furniture, when they follow nearly all of it; else nothing."""
    cuts, seen = [], False
    for at, line in enumerate(lines):
        if seen and (line.blank or 0) >= _PARTED:
            cuts.append(at)
            seen = False
        kind = kind_of(line.text)
        seen = seen or (kind is not None and kind[1])
    runs = len(_furnished(lines))
    return cuts if runs > 1 and len(cuts) >= _NEARLY_ALL * (runs - 1) else []


def _furnished(lines: Sequence[Line]) -> list[int]:
    """Where runs of furniture end that hold an unmistakable line."""
    cuts, certain, inside = [], False, False
    for at, line in enumerate(lines):
        kind = kind_of(line.text)
        if kind is None:
            if inside and certain:
                cuts.append(at)
            certain = False
        else:
            certain = certain or kind[1]
        inside = kind is not None
    return cuts
