"""The stretch of words that a modal verb governs, and the condition on which it depends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from extract.clause_sentences import Sentence
from extract.clause_subjects import Clause, Opening
from extract.duty_words import duty_words

_OPENINGS: Final = (
    ("provided", "that"), ("on", "condition", "that"), ("in", "the", "case", "of"), ("in", "case", "of"), ("in", "cases", "where"),
    ("in", "the", "event", "of"), ("in", "the", "event", "that"), ("as", "long", "as"), ("to", "the", "extent", "that"),
    ("except", "where"),    ("insofar", "as"), ("in", "the", "absence", "of"), ("in", "such", "cases"), ("in", "such", "a", "case"),
    ("in", "that", "case"),
    ("in", "exceptional", "cases"), ("upon", "request"), ("in", "so", "far", "as"), ("only", "if"), ("only", "where"), ("except", "in"),
)  # fmt: skip
"""How conditions begin besides with one word."""
_BY_WORD: Final = {words[0]: tuple(one for one in _OPENINGS if one[0] == words[0]) for words in _OPENINGS}
_TAIL: Final = frozenset({"and", "or", "but", ",", ";", ".", ":"})
_SHORT: Final = 25
"""Tokens of a condition between commas."""
_CLOSED: Final = (Opening.MAIN, Opening.JOINED, Opening.NONE)


def clause_end(sentence: Sentence, modal: int, clauses: Mapping[int, Clause]) -> int:
    """Behind the last token that a modal verb governs: the end of its clause, or where the next begins that does not depend on it."""
    tokens = sentence.tokens
    end = next((at for at in range(modal, len(tokens)) if tokens[at].low == ";" and at not in sentence.hidden), len(tokens))
    for later, clause in clauses.items():
        if modal < later < end and clause.opening in _CLOSED:
            end = max(modal + 1, clause.start if clause.opening is Opening.MAIN else later)
    while end > modal + 1 and (tokens[end - 1].low in _TAIL):
        end -= 1
    return end


def clause_start(modal: int, clause: Clause) -> int:
    """The first token of a clause: that of its subject, or the verb itself where the subject stands elsewhere."""
    return modal if clause.opening in (Opening.JOINED, Opening.NONE, Opening.RELATIVE) else clause.start


def condition_of(sentence: Sentence, modal: int, origin: Clause, end: int) -> tuple[int, int] | None:
    """The tokens of the condition of a clause: what leads to it (or to that which it goes on from), else the first in it."""
    if origin.opening in (Opening.MAIN, Opening.THAT) and (leading := _leading(sentence, origin.start)):
        return leading
    for at in range(modal + 1, end):
        if _opens(sentence, at):
            return at, _condition_end(sentence, at, end)
    return None


def _leading(sentence: Sentence, start: int) -> tuple[int, int] | None:
    """The condition that a sentence begins with, in front of a clause."""
    tokens = sentence.tokens
    first = max((modal + 1 for modal in sentence.modals if modal < start), default=0)
    for at in range(first, start):
        if _opens(sentence, at) and (at == 0 or tokens[at - 1].low in (",", ";", ":") or duty_words().is_adverb(tokens[at - 1].low)):
            last = start
            while last > at + 1 and not tokens[last - 1].is_word:
                last -= 1
            return at, last
    return None


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether a condition begins at a token."""
    if at in sentence.hidden:
        return False
    low = sentence.tokens[at].low
    if low in duty_words().conditions:
        return True
    openings = _BY_WORD.get(low, ())
    return any(tuple(one.low for one in sentence.tokens[at : at + len(words)]) == words for words in openings)


def _condition_end(sentence: Sentence, at: int, end: int) -> int:
    """Where a condition within a clause ends: at the comma that closes it, where one in front of it opened it; else with the clause."""
    tokens = sentence.tokens
    if at > 0 and (tokens[at - 1].low == "," or tokens[at].low not in duty_words().conditions):
        closed: Sequence[int] = [index for index in range(at, end) if tokens[index].low == "," and index not in sentence.hidden]
        if closed and closed[0] - at <= _SHORT:
            return closed[0]
    last = end
    while last > at + 1 and tokens[last - 1].low in _TAIL:
        last -= 1
    return last
