"""Words that a source has twice: a line, paragraph or page that was copied once too often.

Acts repeat phrases, but none that was looked at says twelve words twice over (the longest says ten: an article whose heading is its
chapter's), has the same line twice running, or the same text twice in one list; annexes with forms and tables do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from extract.finding import Finding, about
from extract.source_words import WORD, SourceWords
from kg.model import Kind, Provision

LEAST: Final = 12
_SIGNATURE: Final = 60
"""No line of a signature is longer."""
_TELLING: Final = 6
"""Only words of so many letters are looked up: a stretch worth reporting holds one that stands in it once."""


def repeated_stretches(words: Sequence[str], least: int = LEAST) -> Iterator[tuple[int, int]]:
    """Start and length of each stretch of words that says again what stands immediately before it."""
    last: dict[str, int] = {}
    done, seen_gap, seen_end = 0, 0, 0
    for at, word in enumerate(words):
        if len(word) < _TELLING:
            continue
        before = last.get(word, at)
        last[word] = at
        gap = at - before
        if gap < least or at < done or (gap == seen_gap and at < seen_end):
            continue
        begin, end = _same(words, before, at)
        seen_gap, seen_end = gap, end
        if end - begin >= gap:
            done = end
            yield begin, gap


def _same(words: Sequence[str], before: int, at: int) -> tuple[int, int]:
    """How far around `at` the words equal those around `before`; backwards at most the distance between the two."""
    gap, begin, end = at - before, at, at + 1
    while begin - gap > 0 and at - begin < gap and words[begin - 1] == words[begin - 1 - gap]:
        begin -= 1
    while end < len(words) and words[end] == words[end - gap]:
        end += 1
    return begin, end


def repeated_lines(source: SourceWords, done: re.Pattern[str]) -> Iterator[Finding]:
    """Lines of pages or plain text that say what the line before them says; below the closing formula (`done`) signatures stand abreast."""
    if source.markup:
        return
    before, signed = "", False
    for page, text in source.raw.items():
        for line in text.replace("\f", "\n").split("\n"):
            bare = line.strip()
            if not bare:
                continue
            signed = done.search(bare) is not None or (signed and len(bare) < _SIGNATURE)
            abreast = signed and not any(character.isdecimal() for character in bare)
            if bare == before and WORD.search(bare) and not abreast:
                yield Finding(kind="repeat", text=f"the line {bare[:60]!r} stands twice", page=page or None)
            before = bare


def repeated_texts(everything: Sequence[Provision]) -> Iterator[Finding]:
    """Provisions that say what another of their list says: the one just before, or outside annexes any one, if it is long.

    Cells of a table may say the same as often as they like.
    """
    for parent in everything:
        if parent.kind in (Kind.ROW, Kind.FINAL):
            continue
        leaves = [one for one in parent.children if one.text and not one.children]
        for one, two in pairwise(leaves):
            if one.text == two.text and WORD.search(two.text) and two.kind is not Kind.CELL:
                yield about(two, "repeat", "says what the one before it says")
        if parent.kind in (Kind.ARTICLE, Kind.PARAGRAPH, Kind.SUBPARAGRAPH, Kind.PREAMBLE) and "/anx_" not in parent.id:
            yield from _said_before(leaves)


def _said_before(leaves: Sequence[Provision]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for at, one in enumerate(leaves):
        before = seen.setdefault(one.text, at)
        if before < at - 1 and len(WORD.findall(one.text)) >= LEAST:
            yield about(one, "repeat", f"says what {leaves[before].id} says")
