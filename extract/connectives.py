"""What a reference does: the relation that the words around it express, "by way of derogation from", "referred to in", "shall apply".

A closed table of drafting formulas for each language (`extract/connective_words.py`), and one rule: the nearest formula in front of a
mention decides, what a list joins has the same, and only where none leads to it do the words behind it. A formula that is denied has the
relation that its table gives for it. `ontology/references.ttl` says what each relation is for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from extract.connective_words import CONNECTIVES, FORMULA, REMARK, Connectives
from kg.findings import Relation

_WINDOW: Final = 110
"""Characters before and behind a mention in which a formula is looked for: more than any formula needs, and a bound for hostile text."""

_NEAR: Final = 40
"""Characters around a formula in which it is denied or begins a clause."""

_LONGEST: Final = 20
"""Mentions of one list."""


class Spanned(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lead:
    """What leads to a mention, and whether it begins a clause, so that a comma may end it."""

    relation: Relation
    opens: bool


@lru_cache(maxsize=8)
def _leading(words: Connectives) -> re.Pattern[str]:
    """Any leading formula, each in a group of its own."""
    return re.compile("|".join(rf"(?P<_{at}>(?<!\w)(?i:{shape})(?!\w))" for at, (_, shape) in enumerate(words.leading)))


@lru_cache(maxsize=8)
def _trailing(words: Connectives) -> re.Pattern[str]:
    return re.compile(
        REMARK + r"[\s,]*(?:" + "|".join(rf"(?P<_{at}>(?i:{shape})(?!\w))" for at, (_, shape) in enumerate(words.trailing)) + ")"
    )


@lru_cache(maxsize=32)
def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(shape)


def relations(text: str, mentions: Sequence[Spanned], language: str = "en") -> tuple[Relation, ...]:
    """The relation of each mention of a text, in order; REFERS_TO where no formula leads to it, or the language has no table."""
    words = CONNECTIVES.get(language)
    if words is None:
        return tuple(Relation.REFERS_TO for _ in mentions)
    joined = _joined(text, mentions, words)
    behind = _behind(text, mentions, joined, words)
    out: list[Relation] = []
    opens = False
    for at, mention in enumerate(mentions):
        lead = _led(text, mentions[at - 1].end if at else 0, mention.start, words)
        if lead is None and joined[at] and not (opens and _is_subject(text, mentions, joined, at, words)):
            lead = _Lead(relation=out[-1], opens=opens) if out[-1] is not Relation.REFERS_TO else None
        opens = lead is not None and lead.opens
        out.append((lead.relation if lead else behind[at]) or Relation.REFERS_TO)
    return _shared(text, mentions, joined, behind, out, words)


def _is_subject(text: str, mentions: Sequence[Spanned], joined: Sequence[bool], at: int, words: Connectives) -> bool:
    """Whether a list behind a comma is what something is said of: "Notwithstanding Article 2, Article 5 and Article 9 bind"."""
    if _compiled(words.joint).fullmatch(text, mentions[at - 1].end, mentions[at].start):
        return False
    end = mentions[_last(joined, at)].end
    return _compiled(words.verb).match(text, end, end + _WINDOW) is not None


def _last(joined: Sequence[bool], at: int) -> int:
    """The last mention of the list that goes on from one, or as far as lists are followed."""
    last = at
    while last + 1 < len(joined) and joined[last + 1] and last - at < _LONGEST:
        last += 1
    return last


def _joined(text: str, mentions: Sequence[Spanned], words: Connectives) -> list[bool]:
    """Whether each mention goes on with a list: behind "and", or behind a comma where the list comes to an "and"."""
    out = [False] * len(mentions)
    goes_on = False
    for at in range(len(mentions) - 1, 0, -1):
        between = text[mentions[at - 1].end : mentions[at].start]
        if len(between) < _WINDOW and _compiled(words.joint).fullmatch(between):
            goes_on = out[at] = True
        else:
            goes_on = out[at] = goes_on and len(between) < _WINDOW and bool(_compiled(words.comma).fullmatch(between))
    return out


def _led(text: str, begin: int, end: int, words: Connectives) -> _Lead | None:
    """What the last formula before a mention says of it, if only light words stand between."""
    begin = max(begin, end - _WINDOW)
    found, opens = None, False
    for match in _leading(words).finditer(text, begin, end):
        goes_on = found is not None and "," not in text[found.end() : match.start()]
        opens = (opens and goes_on) or _begins_clause(text, match, words)
        found = match
    if found is None or not _compiled(words.between).fullmatch(text, found.end(), end):
        return None
    relation = _relation(found, words.leading)
    if _is_denied(text, begin, found, words):
        relation = words.negated.get(relation, Relation.REFERS_TO)
    return _Lead(relation=relation, opens=opens)


def _relation(match: re.Match[str], formulas: tuple[tuple[Relation, str], ...]) -> Relation:
    """The relation of the formula that matched."""
    return formulas[int((match.lastgroup or "_0")[1:])][0]


def _begins_clause(text: str, formula: re.Match[str], words: Connectives) -> bool:
    if _relation(formula, words.leading) not in words.openers:
        return False
    return _compiled(words.opening).search(text, max(0, formula.start() - _NEAR), formula.start()) is not None


def _is_denied(text: str, begin: int, formula: re.Match[str], words: Connectives) -> bool:
    around = text[max(begin, formula.start() - _NEAR) : formula.start()] + FORMULA + text[formula.end() : formula.end() + _NEAR]
    return _compiled(words.negation).search(around) is not None


def _behind(text: str, mentions: Sequence[Spanned], joined: Sequence[bool], words: Connectives) -> list[Relation | None]:
    """What the words behind each mention say of it; "nothing in Article 5 shall apply" denies it from in front, for a whole list."""
    out: list[Relation | None] = []
    denied = False
    for at, mention in enumerate(mentions):
        begin = max(mentions[at - 1].end if at else 0, mention.start - _WINDOW)
        denied = (denied and joined[at]) or _compiled(words.nothing).search(text, begin, mention.start) is not None
        said = _followed(text, mention.end, words)
        out.append(words.negated.get(said, Relation.REFERS_TO) if said and denied else said)
    return out


def _followed(text: str, end: int, words: Connectives) -> Relation | None:
    match = _trailing(words).match(text, end, end + _WINDOW)
    return _relation(match, words.trailing) if match else None


def _shared(
    text: str,
    mentions: Sequence[Spanned],
    joined: Sequence[bool],
    behind: Sequence[Relation | None],
    found: list[Relation],
    words: Connectives,
) -> tuple[Relation, ...]:
    """What stands behind a list is said of all of it: "Article 5 and Article 6 shall apply"; what it leaves out stands between."""
    trailing = {relation for relation, _ in words.trailing}
    for at in range(len(mentions) - 2, -1, -1):
        said = found[at + 1]
        if said is Relation.EXCEPTS and text.startswith(",", mentions[at].end):
            said = behind[_last(joined, at + 1)] or said
        elif not joined[at + 1]:
            continue
        if found[at] is Relation.REFERS_TO and said in trailing:
            found[at] = said
    return tuple(found)
