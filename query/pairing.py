"""Which citation a quotation in a text belongs to.

To what stands in brackets or by a dash behind it ("…" (Article 5)), or is joined to it by "in", "of", "under"; else to the citations before
it in its sentence, those since the quotation before if there are any; else to the first behind it in its sentence; else, where its
paragraph begins with it, to the last one of the paragraph before, if that ends with a colon or is a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from query.cited_words import Cited
from query.quoted_words import Quoted

_END: Final = re.compile(
    r"(?<!\bArt)(?<!\bArts)(?<!\bNo)(?<!\bpara)(?<!\blit)(?<!\bcf)(?<!\be\.g)(?<!\bi\.e)[.!?][\"”’)*]*\s+(?=[^\W\d_a-z])"
    r"|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+•]|\d+[.)])[ \t])|\n(?=#)"
)
"""Where a sentence ends, a paragraph, or an item of a list."""
_BEHIND: Final = re.compile(
    r"[ \t.,;\"]*(?:\n[ \t>]*(?=[(\[—–]|--))?"
    r"(?:(?:[(\[—–]+|--?)[ \t]*(?:see|cf\.?|as|per|in)?"
    r"|\s(?:of|in|under|from|see|per|pursuant to|as set out in|according to))\s*(?:the)?\s*"
)
"""What joins a quotation to the citation behind it; a hyphen that begins a line begins an item of a list."""
_JOINT: Final = re.compile(r"[\s,;\"]*(?:and|or|&|with|read with|to)?[\s,;]*(?:\]\(|\()?")
"""What stands between the citations of a list, or before the address that a link leads to."""
_PARAGRAPH: Final = 2000
"""Characters of the paragraph before that are looked at."""
_CLOSING: Final = "*:_) \t\n]"


def beside(quoted: Quoted, bare: str, cited: Sequence[Cited], ends: Sequence[int]) -> tuple[Cited, ...]:
    """The citations that a quotation of a masked text belongs to; `ends` are where its sentences begin (`sentences`)."""
    first = bisect_left(cited, quoted.end, key=lambda one: one.start)
    if first < len(cited) and _BEHIND.fullmatch(bare, quoted.end, cited[first].start):
        return _joined(cited, first, bare)
    start, end = _sentence(quoted, ends)
    if first and cited[first - 1].start >= start:
        return _last_group(cited, first, start, bare)
    if first < len(cited) and cited[first].start < end:
        return _joined(cited, first, bare)
    return _leading(quoted, bare, cited[first - 1], start) if first else ()


def sentences(bare: str) -> list[int]:
    """Where the sentences of a masked text begin, but the first."""
    return [match.end() for match in _END.finditer(bare)]


def _sentence(quoted: Quoted, ends: Sequence[int]) -> tuple[int, int]:
    place = bisect_right(ends, quoted.start)
    behind = bisect_left(ends, quoted.end)
    return ends[place - 1] if place else 0, ends[behind] if behind < len(ends) else 10**9


def _joined(cited: Sequence[Cited], first: int, bare: str) -> tuple[Cited, ...]:
    """A citation with those behind it that only a joint parts from it and from each other."""
    last = first + 1
    while last < len(cited) and _JOINT.fullmatch(bare, cited[last - 1].end, cited[last].start):
        last += 1
    return tuple(cited[first:last])


def _last_group(cited: Sequence[Cited], behind: int, start: int, bare: str) -> tuple[Cited, ...]:
    """The citations of a sentence before one, as far as no quotation parts them, nearest first, without that which credits it."""
    apart = max(bare.rfind('"""', start, cited[behind - 1].start), start)
    group = []
    while behind and cited[behind - 1].start >= apart:
        behind -= 1
        group.append(cited[behind])
    credit = bare.startswith('"""', apart) and _BEHIND.fullmatch(bare, apart + 3, group[-1].start)
    return tuple(group[:-1] if credit and len(group) > 1 else group)


def _leading(quoted: Quoted, bare: str, before: Cited, start: int) -> tuple[Cited, ...]:
    """The last citation of the paragraph before, where that leads to a quotation which begins its own."""
    if bare[start : quoted.start].strip() or start - before.start > _PARAGRAPH:
        return ()
    above = bare[before.start : quoted.start].rstrip()
    leads = (
        above.endswith(":")
        or bare[: before.start].rpartition("\n")[2].lstrip().startswith("#")
        or not above[before.end - before.start :].strip(_CLOSING)
    )
    return (before,) if leads and "\n\n" not in above else ()
