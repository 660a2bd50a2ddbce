"""Lists of provisions in a sentence, whose commas part no clauses: "Articles 5, 6(1) and 7", "Chapter II, points (a), (b) and (c)".

Behind the word for a kind of provision stand its numbers, parted by commas, "and" or "or"; behind a comma may stand such a word again,
unless the comma ends what is said beside the clause ("pursuant to Article 5, Article 6 shall apply").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from extract.clause_tokens import Token
from extract.duty_words import duty_words

_UNITS: Final = frozenset(
    """article articles paragraph paragraphs subparagraph subparagraphs point points annex annexes chapter chapters section sections title
    titles part parts recital recitals regulation regulations directive directives decision decisions""".split()
)
_NUMBER: Final = re.compile(r"\d{1,4}[a-z]{0,2}|[IVXLC]{1,7}[a-z]?|[A-Z]")
_LABEL: Final = re.compile(r"\w{1,4}")
_ORDINALS: Final = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last introductory".split())
_MARKS: Final = (",", ";", ":")
_JOINS: Final = ("and", "or", "to")


def between_numbers(tokens: Sequence[Token]) -> Iterator[int]:
    """The tokens between the numbers of provisions: commas, and words that join one number to the next."""
    at = begin = 0
    while at < len(tokens):
        if tokens[at].low in _MARKS:
            begin = at + 1
        behind = _behind_item(tokens, at + 1) if tokens[at].low in _UNITS else None
        if behind is None:
            at += 1
            continue
        leads = not _is_aside(tokens, begin)
        while (item := _next_item(tokens, behind, leads=leads)) is not None:
            yield from range(behind, item.first)
            behind = item.behind
        at = behind


def _is_aside(tokens: Sequence[Token], begin: int) -> bool:
    """Whether a stretch is said beside its clause, by the word that it begins with."""
    first = begin + 1 if _is(tokens, begin, _JOINS) else begin
    return _is(tokens, first, duty_words().openers)


class _Item(NamedTuple):
    """A further number of a list: where it begins, or the word for its kind in front of it, and where the words go on behind it."""

    first: int
    behind: int


def _next_item(tokens: Sequence[Token], at: int, *, leads: bool) -> _Item | None:
    """The next number of a list, behind a comma, "and" or both, or behind a word for a further kind ("Chapter I Section 2").

    `leads` where the list is in no aside, so that such a word goes on with it behind a comma.
    """
    first = at + 1 if _is(tokens, at, (",",)) else at
    parted = first > at
    if _is(tokens, first, _JOINS):
        first += 1
    unit = _is(tokens, first, _UNITS)
    if (unit and parted and not leads) or (first == at and not unit):
        return None
    behind = _behind_item(tokens, first + unit)
    if behind is None:
        return None
    joined = unit and first > at + parted
    return _Item(first - joined, behind)


def _is(tokens: Sequence[Token], at: int, words: Collection[str]) -> bool:
    """Whether one of some words stands at a token."""
    return at < len(tokens) and tokens[at].low in words


def _behind_item(tokens: Sequence[Token], at: int) -> int | None:
    """Behind a number with its brackets ("6(1)", "4.3", "(a)", "(EU) 2015/1"); None where none stands at a token."""
    behind = _behind_brackets(tokens, at)
    number = behind + 1 if _is(tokens, behind, ("no",)) else behind
    if number < len(tokens) and _NUMBER.fullmatch(tokens[number].text):
        return _behind_brackets(tokens, _behind_parts(tokens, number + 1))
    if _is(tokens, at, _ORDINALS) and _is(tokens, at + 1, _UNITS):
        return at + 2
    return behind if behind > at else None


def _behind_parts(tokens: Sequence[Token], at: int) -> int:
    """Behind the further parts of a number: "4.3", "4.5.", "2015/1"."""
    while at + 1 < len(tokens) and tokens[at].low in (".", "/"):
        if not tokens[at + 1].text[0].isdigit() or tokens[at + 1].start != tokens[at].end:
            return at if tokens[at + 1].text[0].isupper() else at + 1
        at += 2
    return at


def _behind_brackets(tokens: Sequence[Token], at: int) -> int:
    """Behind labels in brackets."""
    while at + 2 < len(tokens) and tokens[at].low == "(" and tokens[at + 2].low == ")" and _LABEL.fullmatch(tokens[at + 1].text):
        at += 3
    return at
