"""Everyday senses of words that an act also defines: where such a word is part of another expression, it is no use of the term.

Three signs, all of English: a set phrase ("subject to"); an expression of general Union law that is a term of its own ("data subject"); and
a word for anything at all ("system", "group") with another word in front of it, which says what thing is meant ("electronic system").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from extract.words import carries_no_subject, phrase_key
from kg.ids import article_level
from kg.model import TermUse

_SET_PHRASES: Final = re.compile(
    r"subject(?: only)? to|subject[ -]matters?|in terms of|in force|in respect of|in case of|in place|in part|in view of|on account of"
    r"|by means of|on behalf of|in the course of|in the light of|in line with|own funds|data subjects?|merger control",
    re.IGNORECASE,
)
_PHRASED: Final = frozenset(
    "subject subjects term terms force respect case place part view account means behalf course light line fund funds data control".split()
)
"""The words of set phrases that an act may define."""
_REACH: Final = 24
"""Characters around a word that a set phrase may take."""
_GENERAL: Final = frozenset("system group fund control process procedure network programme service".split())
"""Words for anything at all: with another word in front they are that thing, and seldom the term."""
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)[’']?[  ]$")


def in_set_phrase(text: str, start: int, end: int) -> bool:
    """Whether a single word is part of a set phrase."""
    if text[start:end].lower() not in _PHRASED:
        return False
    first = max(0, start - _REACH)
    return any(
        found.start() <= start and found.end() >= end and found.end() - found.start() > end - start
        for found in _SET_PHRASES.finditer(text, first, end + _REACH)
    )


def without_everyday(uses: Sequence[TermUse], text_of: Callable[[TermUse], str]) -> tuple[TermUse, ...]:
    """The uses without general words that are meant in their everyday sense.

    Those with another word in front are; and the others of an article are too, unless they are more: "the system" is the one spoken of.
    """
    general = [use for use in uses if phrase_key(use.form) in _GENERAL]
    if not general:
        return tuple(uses)
    told = {use for use in general if _is_told_which(text_of(use), use.span.start)}
    bare: dict[tuple[str, str], int] = defaultdict(int)
    for use in general:
        bare[use.node, article_level(use.provision)] += -1 if use in told else 1
    dropped = {use for use in general if use in told or bare[use.node, article_level(use.provision)] <= 0}
    return tuple(use for use in uses if use not in dropped)


def _is_told_which(text: str, start: int) -> bool:
    """Whether a word that carries a subject stands in front."""
    before = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
    return before is not None and (before[1] == "own" or not carries_no_subject(before[1]))
