"""Who must do what: a duty, permission, right or exemption for each modal verb and each actor whom it speaks of.

An act says this with few words (Joint Practical Guide 2.3 and 10): "shall" and "may" in the enacting terms, "should" in recitals. By the
voice of the verb it is the subject that acts, or the one named with "by", or the one to whom a rule applies. Where a point lacks a
subject, the introductory words above it have it. Only English is read; of an act in another language nothing is found. Quoted text for
other acts, headings, citations and footnotes are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from extract.actors import Actors, Mention
from extract.antecedent_actors import Before, Context, first_subject, resolved
from extract.clause_actors import Subject, subject_of
from extract.clause_conditions import clause_end, clause_start, condition_of
from extract.clause_sentences import Sentence, sentence_of
from extract.clause_subjects import Clause, Clauses, Opening
from extract.clause_tokens import Token, tokens_of
from extract.doers import agents, applied_to, laid_for
from extract.might import lays_nothing
from extract.modal_verbs import Voice, modal_places, modality_of, read_verb
from extract.sentences import sentence_spans
from kg.ids import ProvisionId, binds
from kg.model import Act, Field, Kind, Provision, Span
from kg.rules import Duty

_SAID: Final = re.compile(
    r"\b(?:shall|should|may|must|needs? not|(?:required|obliged|empowered|entitled|authorised|prohibited|permitted|allowed) to)\b",
    re.IGNORECASE,
)
"""What a sentence with a duty has."""
_FIELDS: Final = (Field.TEXT, Field.WRAP_UP)
_LEFT_OUT: Final = (Kind.FOOTNOTE, Kind.CITATION, Kind.PREAMBLE)
_BEGINNING: Final = 120
"""Characters of a sentence without a duty that are read for its subject."""

_MOST_TOKENS: Final = 800
"""Tokens of a sentence that are read together: more than law has, and a bound for hostile text, since each verb looks back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A sentence, of a provision in the field, with its tokens; `holder` holds the provision."""

    provision: Provision
    holder: ProvisionId | None
    field: Field
    tokens: tuple[Token, ...]
    has_verb: bool


def find_duties(act: Act, actors: Actors) -> tuple[Duty, ...]:
    """Every duty of an act, in order."""
    if act.language != "en":
        return ()
    places = list(_places(act))
    modals = iter(modal_places([place.tokens for place in places if place.has_verb]))
    reader = _Reader(actors)
    return tuple(duty for place in places for duty in reader.duties(place, next(modals) if place.has_verb else ()))


def _places(act: Act) -> Iterator[_Place]:
    """The sentences that are read, in the order of the text."""
    stack: list[tuple[Provision, ProvisionId | None]] = [(top, None) for top in reversed(act.provisions)]
    while stack:
        provision, holder = stack.pop()
        if provision.kind not in _LEFT_OUT:
            yield from _sentences(provision, holder)
        stack += [(part, provision.id) for part in reversed(provision.children)]


def _sentences(provision: Provision, holder: ProvisionId | None) -> Iterator[_Place]:
    for field in _FIELDS:
        text = provision.words(field)
        for start, end in sentence_spans(text) if text else ():
            if not _is_quoted(provision, field, start, end):
                said = _SAID.search(text, start, end) is not None
                tokens = tokens_of(text, start, end if said else min(end, start + _BEGINNING))
                for first in range(0, len(tokens), _MOST_TOKENS):
                    part = tokens[first : first + _MOST_TOKENS]
                    yield _Place(provision=provision, holder=holder, field=field, tokens=part, has_verb=said)


def _is_quoted(provision: Provision, field: Field, start: int, end: int) -> bool:
    """Whether characters are new text for another act."""
    quoted = provision.quoted
    return field is Field.TEXT and quoted is not None and quoted.start <= start and end <= quoted.end


class _Reader:
    """Reads the sentences of one act one after another, keeping who was spoken of."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._context = Context()

    def duties(self, place: _Place, modals: Sequence[int]) -> Iterator[Duty]:
        """The duties of a sentence."""
        modals = [at for at in modals if not _is_quoted(place.provision, place.field, place.tokens[at].start, place.tokens[at].end)]
        sentence = sentence_of(place.tokens, self._actors.mentions(place.tokens), modals)
        before = self._context.at(place.provision, place.holder, behind_points=place.field is Field.WRAP_UP)
        reading = Clauses(sentence)
        clauses = {modal: reading.clause(modal) for modal in modals}
        subjects: dict[int, Subject] = {}
        for modal in modals:
            said = _Said(place, sentence, modal, clauses, before)
            subjects[modal] = _subject(said, reading, subjects)
            yield from said.duties(subjects[modal])
        self._context.keep(place.provision.id, _main(sentence, clauses, subjects), sentence.mentions)


def _main(sentence: Sentence, clauses: Mapping[int, Clause], subjects: Mapping[int, Subject]) -> Subject:
    """Whom a sentence is about: the subject of its last main clause."""
    main = [subjects[modal] for modal, clause in clauses.items() if clause.opening in (Opening.MAIN, Opening.NONE)]
    return main[-1] if main else first_subject(sentence, len(sentence.tokens))


def _subject(said: _Said, reading: Clauses, known: Mapping[int, Subject]) -> Subject:
    """The subject of a verb: its own, that of the verb that it goes on from, or that of the introductory words."""
    clause = said.clause
    if clause.opening is Opening.NONE:
        return said.before.leading
    if clause.opening is Opening.JOINED:
        if known:
            return known[max(known)]
        clause = reading.going_on_from(said.modal)
    person = said.verb.voice is Voice.LAID_ON
    return resolved(subject_of(clause, said.sentence), clause, said.sentence, said.before, person=person)


def _origin(modal: int, clauses: Mapping[int, Clause]) -> Clause:
    """The clause of a verb, or of the one that it goes on from."""
    chain = [clause for at, clause in clauses.items() if at <= modal]
    return next((clause for clause in reversed(chain) if clause.opening is not Opening.JOINED), clauses[modal])


class _Said:
    """One modal verb of a sentence."""

    def __init__(self, place: _Place, sentence: Sentence, modal: int, clauses: Mapping[int, Clause], before: Before) -> None:
        self._place, self.sentence, self.modal, self.before = place, sentence, modal, before
        self.clause, self._origin = clauses[modal], _origin(modal, clauses)
        self._end = clause_end(sentence, modal, clauses)
        self.verb = read_verb(sentence.tokens, modal, self._end, behind=self.clause.behind, denied=self.clause.denied)

    def duties(self, subject: Subject) -> Iterator[Duty]:
        """What the verb says: once for each actor, once where it speaks of none, and nothing where it says no duty."""
        explains = not binds(self._place.provision.id)
        if lays_nothing(self.verb, self._origin, subject, recital=explains) or (
            self.verb.modal in ("is", "are") and not self._is_rule(explains)
        ):
            return
        actors = self._actors(subject)
        tokens = self.sentence.tokens[: self._end]
        modality = modality_of(self.verb, tokens, recital=explains, denied=subject.denied, of_actor=bool(subject.actors))
        for node in dict.fromkeys(one.node for one in actors) or ("",):
            yield Duty(
                actor=node,
                modality=modality,
                provision=self._place.provision.id,
                span=self._span(clause_start(self.modal, self.clause), self._end),
                verb=self._span(self.modal, max(self.modal, self.verb.last) + 1),
                condition=self._condition(),
            )

    def _is_rule(self, explains: bool) -> bool:
        """Whether a verb in the present lays down a rule: in a main clause of the enacting terms."""
        return not explains and self.clause.opening in (Opening.MAIN, Opening.JOINED)

    def _actors(self, subject: Subject) -> tuple[Mention, ...]:
        """Whom the verb speaks of."""
        verb, sentence = self.verb, self.sentence
        laid = laid_for(sentence, verb, self._end)
        if laid is not None and (laid or subject.pronoun == "it" or subject.impersonal):
            return laid
        if verb.verb == "apply" and not subject.actors:
            return resolved(applied_to(sentence, verb, self._end), self.clause, sentence, self.before, person=True).actors
        if verb.voice is Voice.PASSIVE:
            return agents(sentence, verb, self._end)
        return subject.actors

    def _condition(self) -> Span | None:
        found = condition_of(self.sentence, self.modal, self._origin, self._end)
        return self._span(*found) if found else None

    def _span(self, first: int, last: int) -> Span:
        tokens = self.sentence.tokens
        return Span(field=self._place.field, start=tokens[first].start, end=tokens[last - 1].end)
