"""Everyday senses of words that an act also defines: where such a word is part of another expression, it is no use of the term.

Two signs, both of English: a set phrase ("subject to") or an expression of general Union law ("data subject"), and a word for anything at
all ("system", "group") that is said to be another thing ("electronic system", "system for complaints").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from extract.words import carries_no_subject, phrase_key
from kg.findings import TermUse
from kg.ids import article_level

_SET_PHRASES: Final = {
    "subject": (
        r"subject(?: only)? to", r"subject[ -]matters?", r"data subjects?", r"(?:be|is|are|been|being|was|were|to) subject",
        r"(?:be|is|are|been|being|was|were|become|form) the subjects? of",
    ),
    "performance": (r"performance of (?:\w+ ){0,3}(?:tasks?|duty|duties|functions?|obligations?|contracts?|activities)",),
    "withdrawal": (
        r"withdrawals? of (?:\w+ ){0,3}(?:consent|certificates?|designations?|applications?|authorisations?|approvals?)",
        r"(?:suspension|restriction|refusal)s?(?:,? \w+)? (?:or|and) withdrawals?", r"withdrawals? (?:or|and) refusals?",
        r"(?:certificate|consent) withdrawals?",
    ),
    "representative": (
        r"legal representatives?", r"(?:composed of|consists? of|made up of|invite|appoint) (?:\w+ )?representatives?",
        r"representatives? of (?:\w+ ){0,2}(?:States?|Commission|stakeholders|authorities|bodies|industry|society|organisations)",
    ),
    "fund": (r"own funds",),
    "control": (r"(?:merger|security|border) controls?",),
    "term": (r"in terms of",),
    "force": (r"in(?:to)? force",),
    "respect": (r"(?:in|with) respect (?:of|to)",),
    "case": (r"in (?:any|no|the)? ?case",),
    "place": (r"in place", r"tak(?:e|es|ing|en) place"),
    "part": (r"in part", r"tak(?:e|es|ing|en) part"),
    "view": (r"(?:in|with a) view (?:of|to)",),
    "account": (r"on account of", r"into account"),
    "mean": (r"by means of",),
    "behalf": (r"on behalf of",),
    "course": (r"in the course of",),
    "light": (r"in the light of",),
    "line": (r"in line with",),
}  # fmt: skip
"""Phrases of general legal English around a word that an act may define, by its phrase key."""
_PHRASES: Final = {word: re.compile("|".join(shapes), re.IGNORECASE) for word, shapes in _SET_PHRASES.items()}
_REACH: Final = 60
"""Characters around a word that a set phrase may take."""
_GENERAL: Final = frozenset("system group fund control process procedure network programme service".split())
"""Words for anything at all: with another word in front they are that thing, and seldom the term."""
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)[’']?[  ]$")


def in_set_phrase(text: str, start: int, end: int) -> bool:
    """Whether a single word is part of a set phrase."""
    phrases = _PHRASES.get(phrase_key(text[start:end]))
    if phrases is None:
        return False
    stretch = phrases.finditer(text, max(0, start - _REACH), end + _REACH)
    return any(found.start() <= start and end <= found.end() and found.end() - found.start() > end - start for found in stretch)


def without_everyday(uses: Sequence[TermUse], text_of: Callable[[TermUse], str]) -> tuple[TermUse, ...]:
    """The uses without general words that are meant in their everyday sense.

    Those with another word in front are; and the others of an article are too, unless they are more: "the system" is the one spoken of.
    """
    general = [use for use in uses if phrase_key(use.form) in _GENERAL]
    if not general:
        return tuple(uses)
    told = {use for use in general if _is_told_which(text_of(use), use.span.start, use.span.end)}
    bare: dict[tuple[str, str], int] = defaultdict(int)
    for use in general:
        bare[use.node, article_level(use.provision)] += -1 if use in told else 1
    dropped = {use for use in general if use in told or bare[use.node, article_level(use.provision)] <= 0}
    return tuple(use for use in uses if use not in dropped)


def _is_told_which(text: str, start: int, end: int) -> bool:
    """Whether a word that carries a subject stands in front, or behind what the thing is for."""
    before = _WORD_BEFORE.search(text, max(0, start - _REACH), start)
    return text.startswith(" for ", end) or (before is not None and (before[1] == "own" or not carries_no_subject(before[1])))
