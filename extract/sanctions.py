"""What an infringement costs: the penalties that an act sets, each with its limit, and the provisions that it is for.

A sentence gives the penalty (`extract.penalty_reading`), and it or the points behind it what is punished (`extract.sanctioned`): one
Sanction for each provision named, or one for the act where the words name none. In lists of penalties ("fines of at least: (a) EUR …") the
points give the figures, and what is punished where they say so, else as the introductory words do. A sentence that goes on about a penalty
("the fine shall not exceed …") is about what the one before it in the article was for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from extract.actors import Actors
from extract.penalty_article import ArticlePersons, paragraph_of
from extract.penalty_persons import PersonReader, Persons
from extract.penalty_reading import (
    Mention,
    Reading,
    introduced_in,
    introduces_figures,
    measuring,
    names_infringements,
    read_penalties,
    spoken_for,
)  # fmt: skip
from extract.penalty_sentences import LONGEST, Sentence, sentences_of
from extract.sanction_limits import Limit, are_halves, merged
from extract.sanction_words import PENALTY_WORDS, PERSON_WORDS, PenaltyWords
from extract.sanctioned import Citations, Named, together
from extract.words import singular, words_of
from kg.errors import MalformedSource
from kg.findings import Reference
from kg.ids import ActId, ProvisionId, article_level, binds
from kg.model import Act, Kind, Provision, Span, walk
from kg.rules import Penalty, Sanction

MOST_SANCTIONS: Final = 20_000
"""Pairs of a penalty and a provision that it is for; an act of 150 pages has some four hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Introduced:
    """What introductory words leave to the points of their list: the penalty, where they lead to its figure, and what is punished."""

    mention: Mention | None
    targets: tuple[Sanction, ...]
    persons: Persons


def find_sanctions(act: Act, references: Iterable[Reference], actors: Actors) -> tuple[Sanction, ...]:
    """The penalties of an act, in the order of the text; in a language without formulas none.

    Raises MalformedSource for an act with more than any has: a few words may go on about the penalties of hundreds of provisions.
    """
    words, person_words = PENALTY_WORDS.get(act.language), PERSON_WORDS.get(act.language)
    if words is None or person_words is None:
        return ()
    reader = _Reader(Citations(act, references, words, actors), words, PersonReader(actors, person_words))
    found = tuple(islice(reader.read(walk(act.provisions)), MOST_SANCTIONS + 1))
    if len(found) > MOST_SANCTIONS:
        raise MalformedSource(f"the act has over {MOST_SANCTIONS} provisions with a penalty", where=act.source.file, hint="Is it an act?")
    return found


class _Reader:
    """Reads the provisions of one act in order, since some go on about the penalty before."""

    def __init__(self, citations: Citations, words: PenaltyWords, persons: PersonReader) -> None:
        self._citations, self._words, self._persons = citations, words, persons
        self._act = ActId(citations.act)
        self._found: dict[tuple[str, Penalty], dict[Sanction, None]] = defaultdict(dict)
        self._set: dict[ProvisionId, Penalty] = {}
        self._introduced: dict[ProvisionId, _Introduced] = {}
        self._article = ArticlePersons(persons, words)

    def read(self, provisions: Sequence[Provision]) -> Iterator[Sanction]:
        """The sanctions of all provisions."""
        enacting = (one for one in provisions if binds(one.id) and one.kind not in (Kind.FOOTNOTE, Kind.CELL))
        sentences = [sentence for provision in enacting for sentence in sentences_of(provision)]
        self._article.listen(sentences)
        for sentence in sentences:
            for one in self._of_sentence(sentence):
                found, plain = self._found[article_level(one.provision), one.penalty], _without_figures(one)
                found.pop(plain, None)
                found[plain] = None
                self._set[one.provision] = one.penalty
                yield one

    def _of_sentence(self, sentence: Sentence) -> list[Sanction]:
        introduced = self._introduced.get(sentence.provision.id)
        listed = any(names_infringements(point.text[:LONGEST], self._words) for point in sentence.list)
        readings = read_penalties(sentence.words, self._words, introduced.mention if introduced else None, listed=listed)
        if not readings:
            leading = introduced_in(sentence.words, self._words)
            readings = (leading,) if leading and self._lists_figures(sentence, leading, leading.mention) else ()
        if not readings:
            self._article.settle(sentence)
        return [sanction for reading in readings for sanction in self._of_reading(sentence, reading, introduced)]

    def _of_reading(self, sentence: Sentence, reading: Reading, introduced: _Introduced | None) -> list[Sanction]:
        leads = introduces_figures(sentence.words, reading.mention, self._words)
        if not self._lists_figures(sentence, reading, reading.mention if leads else None):
            return list(_united(self._sanctions(sentence, reading, introduced)))
        found = list(_united(self._sanctions(replace(sentence, list=()), reading, introduced)))
        persons = self._concerned(sentence, reading, introduced)
        left = _Introduced(mention=reading.mention if leads else None, targets=tuple(found), persons=persons)
        self._introduced |= {point.id: left for point in sentence.list}
        return [] if leads else found

    def _concerned(self, sentence: Sentence, reading: Reading, introduced: _Introduced | None) -> Persons:
        """Who pays and who imposes: as the sentence says, its introductory words, or another sentence of the article."""
        own = self._persons.of_sentence(sentence.words, reading.mention.start)
        return own.or_else(introduced.persons if introduced else Persons()).or_else(
            self._article.told_of(sentence, reading.mention.penalty)
        )

    def _lists_figures(self, sentence: Sentence, reading: Reading, introduced: Mention | None) -> bool:
        """Whether the points of a list, or lists in them, give figures, and not what is punished."""
        return not reading.limits and any(self._gives_figures(part.text, introduced) for part in walk(sentence.list))

    def _gives_figures(self, text: str, introduced: Mention | None) -> bool:
        if len(text) > LONGEST:
            return False
        readings = read_penalties(text, self._words, introduced)
        return any(one.limits for one in readings) or introduced_in(text, self._words) is not None

    # ── what a penalty is for ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _sanctions(self, sentence: Sentence, reading: Reading, introduced: _Introduced | None) -> Iterator[Sanction]:
        persons = self._concerned(sentence, reading, introduced)
        measured_by = () if reading.limits or reading.caps else self._measures(sentence, reading)
        blank = Sanction(
            provision=sentence.provision.id, span=sentence.span, target=self._act, penalty=reading.mention.penalty, which=reading.which,
            measured_by=measured_by, payer=persons.payer, authority=persons.authority,
        )  # fmt: skip
        if reading.caps:
            yield from self._capping(sentence, reading, blank)
            return
        aimed = list(self._aimed(sentence, reading, blank, introduced))
        if not reading.limits:
            yield from aimed
        elif reading.in_turn and len(aimed) > 1 and len(reading.limits) > 1:
            yield from _in_turn(aimed, reading.limits)
        else:
            for targets, limit in _complete((self._named_by(sentence, one), one) for one in reading.limits):
                yield from (_limited(one, limit) for one in self._for_these(sentence, limit, targets, blank) or aimed)

    def _for_these(self, sentence: Sentence, limit: Limit, targets: Iterable[ProvisionId], blank: Sanction) -> list[Sanction]:
        """A sanction for each provision for which alone a limit is; paid by those of whom the words in front of its figure speak."""
        ahead = sentence.words[slice(*limit.lead)]
        payer = self._persons.of_part(ahead) if limit.of and limit.of[1] <= limit.start else ()
        return [replace(blank, target=own, payer=payer or blank.payer) for own in targets]

    def _capping(self, sentence: Sentence, reading: Reading, blank: Sanction) -> Iterator[Sanction]:
        """A sanction for each provision whose penalties are capped: those named, else those that set what the sentence speaks of."""
        named = self._citations.parts_named(sentence.provision, sentence.start, sentence.end)
        for own in named or (self._setting(sentence, reading) if reading.spoken_of else ()):
            capped = replace(blank, target=own, penalty=self._set.get(own, blank.penalty), caps=True)
            yield from [_limited(capped, one) for one in reading.limits] or [capped]

    def _setting(self, sentence: Sentence, reading: Reading) -> tuple[ProvisionId, ...]:
        """The provisions of the article that set a penalty spoken of; where its paragraph says on whom it is imposed, those for them."""
        same = [one for one in self._same(sentence, reading) if not one.caps]
        payers = self._article.payers_before(sentence)
        return tuple(dict.fromkeys(one.provision for one in [one for one in same if payers & {*one.payer}] or same))

    def _same(self, sentence: Sentence, reading: Reading) -> list[Sanction]:
        """The sanctions that the article of a sentence has set with its penalty, without their figures; each once, the last one last."""
        return list(self._found[article_level(sentence.provision.id), reading.mention.penalty])

    def _measures(self, sentence: Sentence, reading: Reading) -> tuple[ProvisionId, ...]:
        start, end = measuring(sentence.words, reading, self._words)
        return self._citations.measures(sentence.provision, sentence.start + start, sentence.start + end)

    def _named_by(self, sentence: Sentence, limit: Limit) -> tuple[ProvisionId, ...]:
        """The provisions for which alone a limit is ("EUR 5 000 for infringements of Article 5 and …")."""
        if limit.of is None:
            return ()
        start, end = limit.of
        return self._citations.named(sentence.provision, sentence.start + start, sentence.start + end).provisions

    def _aimed(self, sentence: Sentence, reading: Reading, blank: Sanction, introduced: _Introduced | None) -> Iterator[Sanction]:
        """A sanction for each provision that is punished; for the act, where none is named."""
        own = self._named_in(sentence, reading)
        if sentence.list and not own.whole:
            yield from self._listed(sentence, own, blank)
        elif own.provisions or own.whole:
            yield from self._each(own, blank)
        elif introduced:
            yield from (replace(blank, target=one.target, excepted=one.excepted) for one in introduced.targets)
        elif reading.itself:
            yield replace(blank, target=paragraph_of(sentence.provision.id))
        else:
            before = self._before(sentence, reading) if reading.spoken_of else ()
            yield from (_going_on(blank, one) for one in before)
            if not before:
                yield replace(blank, excepted=own.excepted)

    def _each(self, named: Named, blank: Sanction) -> Iterator[Sanction]:
        if named.whole or not named.provisions:
            yield replace(blank, excepted=named.excepted)
        yield from (replace(blank, target=own, excepted=_below(own, named.excepted)) for own in named.provisions)

    def _listed(self, sentence: Sentence, introducing: Named, blank: Sanction) -> Iterator[Sanction]:
        """What the points of a list name; where none names any, what the introductory words do."""
        points = [(point, self._citations.below(point)) for point in sentence.list]
        if introducing.provisions and not any(named.provisions for _, named in points):
            yield from self._each(introducing, blank)
            return
        for point, named in points:
            own = replace(named, excepted=(*introducing.excepted, *named.excepted))
            payer = self._persons.of_point(point.text) or blank.payer
            yield from (replace(one, points=(point.id,), payer=payer) for one in self._each(own, blank))

    def _named_in(self, sentence: Sentence, reading: Reading) -> Named:
        return together(
            self._citations.named(sentence.provision, sentence.start + start, sentence.start + end) for start, end in reading.stretches
        )

    def _before(self, sentence: Sentence, reading: Reading) -> tuple[Sanction, ...]:
        """The sanctions of the penalty that a sentence goes on about: of the provision that it names, else the last of the article."""
        same = self._same(sentence, reading)
        named = self._citations.parts_named(sentence.provision, sentence.start, sentence.end)
        there = [one for one in same if any(f"{one.provision}/".startswith(f"{own}/") for own in named)]
        last = there or [one for one in same if same[-1].provision == one.provision]
        return tuple(self._of_whom(sentence, last)) or tuple(last)

    def _of_whom(self, sentence: Sentence, sanctions: Iterable[Sanction]) -> Iterator[Sanction]:
        """Those whose points speak of the persons that the sentence is said to be for ("For makers of lamps, …")."""
        wanted = _word_forms(spoken_for(sentence.words, self._words))
        for one in sanctions:
            if wanted and wanted <= _word_forms(" ".join(self._citations.provisions[own].text for own in one.points)):
                yield one


def _in_turn(aimed: Sequence[Sanction], limits: Sequence[Limit]) -> Iterator[Sanction]:
    """The first limit for the first provision, the second for the second; without figures where there are not as many of both."""
    if len(aimed) != len(limits):
        yield from (replace(one, which=None) for one in aimed)
        return
    yield from (_limited(one, limit) for one, limit in zip(aimed, limits, strict=True))


def _without_figures(sanction: Sanction) -> Sanction:
    """A sanction as what goes on about its penalty needs it: however often the figures change, it is one."""
    blank = Span(start=0, end=0)
    return replace(sanction, span=blank, amount=None, currency="", percentage="", basis="", which=None, measured_by=())


def _going_on(blank: Sanction, before: Sanction) -> Sanction:
    """What a sentence says of a penalty that was set before it."""
    return replace(
        blank, target=before.target, excepted=before.excepted, points=before.points, payer=blank.payer or before.payer,
        authority=blank.authority or before.authority,
    )  # fmt: skip


def _word_forms(text: str) -> set[str]:
    return {singular(word.text) for word in words_of(text)}


def _complete(limits: Iterable[tuple[tuple[ProvisionId, ...], Limit]]) -> list[tuple[tuple[ProvisionId, ...], Limit]]:
    """Limits with what each alone is for; an amount and a share that are for the same provisions are one."""
    found: list[tuple[tuple[ProvisionId, ...], Limit]] = []
    for targets, limit in limits:
        half = next((at for at, (own, one) in enumerate(found) if own == targets and targets and are_halves(one, limit)), None)
        if half is None:
            found.append((targets, limit))
        else:
            found[half] = (targets, merged(found[half][1], limit, limit.which))
    return found


def _limited(sanction: Sanction, limit: Limit) -> Sanction:
    return replace(
        sanction, amount=limit.amount, currency=limit.currency, percentage=limit.percentage, basis=limit.basis, which=limit.which
    )  # fmt: skip


def _below(own: str, excepted: Iterable[ProvisionId]) -> tuple[ProvisionId, ...]:
    """Of what is excepted, the parts of one provision."""
    return tuple(one for one in excepted if one.startswith(f"{own}/"))


def _united(sanctions: Iterable[Sanction]) -> Iterator[Sanction]:
    """Those for the same provision with the same limit as one, with the points of both; an amount and a share of one as its limit."""
    found: dict[Sanction, list[ProvisionId]] = {}
    for one in sanctions:
        found.setdefault(replace(one, points=()), []).extend(one.points)
    yield from (replace(one, points=tuple(dict.fromkeys(points))) for one, points in found.items())
