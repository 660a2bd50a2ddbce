"""The difference of two texts in words: what is kept, deleted and inserted, such that carrying it out gives the new text exactly.

Words are whole: "high-risk", "12.7.2024" and "35 000 000" are one each, and so is every other character that is no space. As many words
are kept as can be (a longest common subsequence), except crumbs: a few words kept between two longer changes say nothing to a reader, and
are folded into one change. A change that may stand in several places stands where a sentence or clause begins or ends.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from math import isqrt
from typing import Final

_WORD: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\w+(?:[-‑’'./]\w+|(?<=\d),\d+)*|[^\w\s]")
_BESIDE: Final = 2
"""How many times as long as the words kept between them the changes on both sides are, where those words are a crumb."""
_ENDS: Final = {".": 3, ";": 3, ":": 3, ",": 2, ")": 1}
"""How well a change stands behind such a character, and ends with it; behind a line break, and at the end of a text, it stands best."""
_BEST: Final = 4


class Done(StrEnum):
    """What becomes of some words."""

    KEEP = "keep"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Operation:
    """Words with the spaces between them, and what becomes of them."""

    done: Done
    words: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that stand in both texts one behind another: `size` of them, from the word `old` of the one and `new` of the other."""

    old: int
    new: int
    size: int


@dataclass(frozen=True, slots=True)
class _Words:
    """A text with the places of its words."""

    text: str
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.spans)

    def word(self, number: int) -> str:
        start, end = self.spans[number]
        return self.text[start:end]

    def letters(self, start: int, end: int) -> int:
        """How many characters the words from one to before another have, spaces left out."""
        return sum(last - first for first, last in self.spans[start:end])

    def space(self, number: int) -> str:
        """What stands before a word; of the number behind the last, what ends the text."""
        start = self.spans[number - 1][1] if number else 0
        end = self.spans[number][0] if number < len(self.spans) else len(self.text)
        return self.text[start:end]


def differences(old: str, new: str) -> tuple[Operation, ...]:
    """What to do with an old text to make it the new one: of two changes side by side, the deletion first; no two of a kind in a row."""
    before, after = _words(old), _words(new)
    runs = _slid(_folded(_kept(before, after), before, after), before, after)
    return tuple(_joined(_operations(before, after, runs)))


def applied(old: str, operations: Iterable[Operation]) -> str:
    """The new text that operations make of the old one. Raises ValueError where they are not of this text."""
    made, at = [], 0
    for one in operations:
        if one.done is not Done.INSERT:
            if not old.startswith(one.words, at):
                raise ValueError(f"the text does not have {one.words[:40]!r} at {at}")
            at += len(one.words)
        if one.done is not Done.DELETE:
            made.append(one.words)
    if at != len(old):
        raise ValueError(f"the operations end at {at} of {len(old)}")
    return "".join(made)


def _words(text: str) -> _Words:
    return _Words(text, tuple(match.span() for match in _WORD.finditer(text)))


# ── which words are kept ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _kept(before: _Words, after: _Words) -> list[_Run]:
    """The most words that both texts have in one order, in runs; an empty run stands at either end."""
    old, new = [before.word(at) for at in range(len(before))], [after.word(at) for at in range(len(after))]
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    inner = [(first + i, first + j) for i, j in _common(old[first : len(old) - last], new[first : len(new) - last])]
    opening = [(at, at) for at in range(first)]
    closing = [(len(old) - last + at, len(new) - last + at) for at in range(last)]
    runs = [_Run(0, 0, 0)]
    for i, j in (*opening, *inner, *closing):
        ahead = runs[-1]
        if (i, j) == (ahead.old + ahead.size, ahead.new + ahead.size):
            runs[-1] = _Run(ahead.old, ahead.new, ahead.size + 1)
        else:
            runs.append(_Run(i, j, 1))
    return [*runs, _Run(len(old), len(new), 0)]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How much two sequences begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _common(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """A longest common subsequence, as pairs of places.

    Row by row with the bits of one number for all of `new` (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004); a bit is 0
    where one more word of `new` makes the subsequence longer. Only some rows are kept, and those between are made again on the way back.
    """
    full = (1 << len(new)) - 1
    masks: defaultdict[str, int] = defaultdict(int)
    for at, word in enumerate(new):
        masks[word] |= 1 << at
    every = isqrt(len(old)) + 1
    marks = [full]
    for start in range(0, len(old), every):
        marks.append(_rows(marks[-1], old[start : start + every], masks, full)[-1])
    pairs, j = [], len(new)
    for block in range(len(marks) - 2, -1, -1):
        start = block * every
        rows = _rows(marks[block], old[start : start + every], masks, full)
        i = len(rows) - 1
        while i and j:
            if rows[i] >> (j - 1) & 1:
                j -= 1
                continue
            i -= 1
            if rows[i] >> (j - 1) & 1:
                j -= 1
                pairs.append((start + i, j))
    return pairs[::-1]


def _rows(row: int, words: Iterable[str], masks: defaultdict[str, int], full: int) -> list[int]:
    """A row, and those behind it, one for each word."""
    rows = [row]
    for word in words:
        same = row & masks.get(word, 0)
        row = ((row + same) | (row - same)) & full
        rows.append(row)
    return rows


# ── how changes read ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _folded(runs: Sequence[_Run], before: _Words, after: _Words) -> list[_Run]:
    """Runs without crumbs: what is short beside the changes on both sides of it."""
    while True:
        sizes = [_size(left, right, before, after) for left, right in pairwise(runs)]
        inner = [
            run
            for run, ahead, behind in zip(runs[1:-1], sizes, sizes[1:], strict=False)
            if before.letters(run.old, run.old + run.size) * _BESIDE > min(ahead, behind)
        ]
        if len(inner) == len(runs) - 2:
            return list(runs)
        runs = [runs[0], *inner, runs[-1]]


def _size(left: _Run, right: _Run, before: _Words, after: _Words) -> int:
    """How many characters change between two runs."""
    return max(before.letters(left.old + left.size, right.old), after.letters(left.new + left.size, right.new))


def _slid(runs: Sequence[_Run], before: _Words, after: _Words) -> list[_Run]:
    """Runs with what is only inserted, or only deleted, between them moved to where it reads best."""
    out = [runs[0]]
    for run in runs[1:]:
        left = out[-1]
        shift = _shift(left, run, before, after)
        out[-1] = _Run(left.old, left.new, left.size + shift)
        out.append(_Run(run.old + shift, run.new + shift, run.size - shift))
    return out


def _shift(left: _Run, right: _Run, before: _Words, after: _Words) -> int:
    """By how many words a change between two runs moves on, or back where that is less than nothing."""
    old, new = (left.old + left.size, right.old), (left.new + left.size, right.new)
    if (old[0] == old[1]) is (new[0] == new[1]):
        return 0
    text, (start, end) = (after, new) if old[0] == old[1] else (before, old)
    shifts = [0]
    while len(shifts) <= left.size and text.word(start - len(shifts)) == text.word(end - len(shifts)):
        shifts.append(-len(shifts))
    on = 0
    while on < right.size and text.word(start + on) == text.word(end + on):
        on += 1
        shifts.append(on)
    return max(shifts, key=lambda by: _end(text, start + by) + _end(text, end + by))


def _end(text: _Words, number: int) -> int:
    """How well a change begins before a word, or ends before it."""
    if number in (0, len(text)) or "\n" in text.space(number):
        return _BEST
    return _ENDS.get(text.word(number - 1), 0)


# ── in operations ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _operations(before: _Words, after: _Words, runs: Iterable[_Run]) -> Iterator[Operation]:
    """A deletion and an insertion wherever the texts differ, and what they share word by word."""
    old_at = new_at = 0
    for run in runs:
        for at in range(run.size):
            (old_start, old_end), (new_start, new_end) = before.spans[run.old + at], after.spans[run.new + at]
            yield from _between(before.text[old_at:old_start], after.text[new_at:new_start])
            yield Operation(Done.KEEP, before.text[old_start:old_end])
            old_at, new_at = old_end, new_end
    yield from _between(before.text[old_at:], after.text[new_at:])


def _between(old: str, new: str) -> Iterator[Operation]:
    """What stands between two words that are kept; spaces that both texts have at its ends are kept too."""
    lead = _leading_spaces(old[: _alike(old, new)])
    yield Operation(Done.KEEP, lead)
    old, new = old[len(lead) :], new[len(lead) :]
    tail = _leading_spaces(old[::-1][: _alike(old[::-1], new[::-1])])[::-1]
    yield Operation(Done.DELETE, old.removesuffix(tail))
    yield Operation(Done.INSERT, new.removesuffix(tail))
    yield Operation(Done.KEEP, tail)


def _leading_spaces(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _joined(operations: Iterable[Operation]) -> Iterator[Operation]:
    """Operations of one kind side by side as one, a deletion before an insertion, and none without words."""
    said = (one for one in operations if one.words)
    for keeps, group in groupby(said, key=lambda one: one.done is Done.KEEP):
        together = list(group)
        for done in (Done.KEEP,) if keeps else (Done.DELETE, Done.INSERT):
            words = "".join(one.words for one in together if one.done is done)
            if words:
                yield Operation(done, words)
