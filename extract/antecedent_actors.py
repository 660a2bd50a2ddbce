"""Whom pronouns stand for, and whom "such entities" are: the actors that the words before speak of.

A pronoun stands for the subject that came last and agrees with it in number: that of the clause before in its sentence, else that of the
sentence before. Where that subject is a thing, so is what the pronoun stands for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from extract.actors import Mention
from extract.clause_actors import NO_SUBJECT, Subject, named
from extract.clause_sentences import Sentence
from extract.clause_subjects import Clause
from extract.duty_words import duty_words
from kg.ids import ProvisionId, article_level
from kg.model import Kind, Provision

_LISTED: Final = (Kind.POINT, Kind.INDENT)
_KEPT: Final = 40
"""Actors named before that are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was said before a sentence: the subject of the introductory words, the subjects of sentences and the actors, the last first."""

    leading: Subject = NO_SUBJECT
    subjects: tuple[Subject, ...] = ()
    named: tuple[Mention, ...] = ()


@dataclass(slots=True)
class Context:
    """What the sentences of one article have said so far."""

    article: ProvisionId | None = None
    last: dict[ProvisionId, Subject] = field(default_factory=dict)
    recent: Subject = NO_SUBJECT
    named: tuple[Mention, ...] = ()

    def at(self, provision: Provision, holder: ProvisionId | None, *, behind_points: bool) -> Before:
        """What was said before a sentence of a provision; `behind_points` where its own introductory words lead to it."""
        article = article_level(provision.id)
        if article != self.article:
            self.article, self.last, self.recent, self.named = article, {}, NO_SUBJECT, ()
        above = self.last.get(provision.id if behind_points else holder or article, NO_SUBJECT)
        listed = behind_points or provision.kind in _LISTED
        return Before(leading=above, subjects=(above, self.recent) if listed else (self.recent, above), named=self.named)

    def keep(self, provision: ProvisionId, subject: Subject, mentions: Iterable[Mention]) -> None:
        """Remember the main subject of a sentence, and whom it named."""
        if subject != NO_SUBJECT:
            self.last[provision] = self.recent = subject
        self.named = (*reversed(tuple(mentions)), *self.named)[:_KEPT]


def resolved(subject: Subject, clause: Clause, sentence: Sentence, before: Before, *, person: bool) -> Subject:
    """A subject with the actors that it points back to; `person` says that the verb speaks of persons only."""
    if subject.pronoun in ("it", "he", "she", "they", "latter"):
        return replace(subject, actors=_meant(subject, clause, sentence, before, person=person))
    if subject.pointing and len(subject.actors) == 1:
        return replace(subject, actors=_told_better(subject.actors[0], sentence, before))
    return subject


def _meant(subject: Subject, clause: Clause, sentence: Sentence, before: Before, *, person: bool) -> tuple[Mention, ...]:
    """The actors that a pronoun stands for."""
    earlier = [one for one in sentence.mentions if one.last <= clause.start]
    if subject.pronoun == "latter":
        return tuple(earlier[-1:]) or before.named[:1]
    spoken = [_spoken_of(sentence, clause)] if clause.start > 0 else []
    for one in (*spoken, *before.subjects):
        if one.plural == subject.plural and (one.actors or (one.is_told and not person)):
            return one.actors
    agreeing = [one for one in earlier if one.plural == subject.plural]
    return tuple(agreeing[:1]) or tuple(one for one in before.named if person and one.plural == subject.plural)[:1]


def _spoken_of(sentence: Sentence, clause: Clause) -> Subject:
    """The subject of the clause that a sentence begins with, in front of another."""
    return first_subject(sentence, clause.start)


def first_subject(sentence: Sentence, end: int) -> Subject:
    """The first name of a sentence before a token: behind the conjunction that it begins with, or behind what is said beside the clause."""
    words = duty_words()
    seen = [at for at in range(end) if at not in sentence.hidden]
    lows = [sentence.tokens[at].low for at in seen]
    at = 0
    while at < len(seen) and (words.is_adverb(lows[at]) or lows[at] == ","):
        at += 1
    if at < len(seen) and lows[at] in words.openers and lows[at] not in words.subordinators:
        at = next((index + 1 for index in range(at, len(seen)) if lows[index] == ","), len(seen))
    if at < len(seen) and lows[at] in words.subordinators:
        at += 1
    return named(seen[at:], sentence) if at < len(seen) else NO_SUBJECT


def _told_better(mention: Mention, sentence: Sentence, before: Before) -> tuple[Mention, ...]:
    """Those of the words before whose longer names end with the noun behind "such" or "those"; several where "and" joins them."""
    noun = mention.label
    if noun not in duty_words().general:
        return (mention,)
    earlier = [*reversed([one for one in sentence.mentions if one.last <= mention.first]), *before.named]
    same = [at for at, one in enumerate(earlier) if _noun(one) == noun and one.label != noun]
    if not same:
        return (mention,)
    found = [earlier[same[0]]]
    if (
        same[0] + 1 in same
        and earlier[same[0] + 1].last in (found[0].first, found[0].first - 1)
        and earlier[same[0] + 1].node != found[0].node
    ):
        found.insert(0, earlier[same[0] + 1])
    return tuple(found)


def _noun(mention: Mention) -> str:
    """The noun of an actor's name: the last word in front of what "of" adds."""
    return mention.label.split(" of ")[0].rpartition(" ")[2]
