"""What an infringement costs: the penalties that an act sets, each with its limit, and the provisions that it is for.

A sentence gives the penalty (`extract.penalty_reading`), and it or the points behind it what is punished (`extract.sanctioned`): one
Sanction for each provision named, or one for the act where the words name none. In lists of penalties ("fines of at least: (a) EUR …") the
points give the figures, and what is punished where they say so, else as the introductory words do. A sentence that goes on about a penalty
("the fine shall not exceed …") is about what the one before it in the article was for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from extract.actors import Actors
from extract.penalty_persons import PersonReader, Persons
from extract.penalty_reading import (
    Mention,
    Reading,
    introduced_in,
    introduces_figures,
    measuring,
    mentions_in,
    names_infringements,
    read_penalties,
    spoken_for,
)  # fmt: skip
from extract.sanction_limits import Limit, are_halves, merged
from extract.sanction_words import PENALTY_WORDS, PERSON_WORDS, PenaltyWords
from extract.sanctioned import Citations, Named, together
from extract.sentences import sentence_spans
from extract.words import singular, words_of
from kg.findings import Reference
from kg.ids import ActId, ProvisionId, article_level, binds
from kg.model import Act, Kind, Provision, Span, walk
from kg.rules import Penalty, Sanction

_LISTED: Final = (Kind.POINT, Kind.INDENT)
_LONGEST: Final = 4000
"""Characters of a sentence; a longer one is a table or a list run together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence of a provision's text; `list` are the points that it introduces."""

    provision: Provision
    start: int
    end: int
    list: tuple[Provision, ...] = ()

    @property
    def words(self) -> str:
        return self.provision.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Introduced:
    """What introductory words leave to the points of their list: the penalty, where they lead to its figure, and what is punished."""

    mention: Mention | None
    targets: tuple[Sanction, ...]
    persons: Persons


def find_sanctions(act: Act, references: Iterable[Reference], actors: Actors) -> tuple[Sanction, ...]:
    """The penalties of an act, in the order of the text; in a language without formulas none."""
    words, person_words = PENALTY_WORDS.get(act.language), PERSON_WORDS.get(act.language)
    if words is None or person_words is None:
        return ()
    reader = _Reader(Citations(act, references, words, actors), words, PersonReader(actors, person_words))
    return tuple(reader.read(walk(act.provisions)))


class _Reader:
    """Reads the provisions of one act in order, since some go on about the penalty before."""

    def __init__(self, citations: Citations, words: PenaltyWords, persons: PersonReader) -> None:
        self._citations, self._words, self._persons = citations, words, persons
        self._act = ActId(citations.act)
        self._found: list[Sanction] = []
        self._introduced: dict[ProvisionId, _Introduced] = {}
        self._settled: dict[tuple[str, Penalty], Persons] = {}
        self._told: dict[tuple[str, Penalty], Persons] = {}

    def read(self, provisions: Sequence[Provision]) -> list[Sanction]:
        """The sanctions of all provisions."""
        enacting = (one for one in provisions if binds(one.id) and one.kind not in (Kind.FOOTNOTE, Kind.CELL))
        sentences = [sentence for provision in enacting for sentence in _sentences(provision)]
        for sentence in sentences:
            self._listen(sentence)
        for sentence in sentences:
            self._found += self._of_sentence(sentence)
        return self._found

    def _listen(self, sentence: _Sentence) -> None:
        """Keep who imposes the penalties of an article, where a sentence of it speaks of those imposed."""
        for mention in mentions_in(sentence.words, self._words):
            if authority := self._persons.imposing_as_told(sentence.words, mention.start, mention.end):
                self._told.setdefault((article_level(sentence.provision.id), mention.penalty), Persons(authority=authority))

    def _of_sentence(self, sentence: _Sentence) -> list[Sanction]:
        introduced = self._introduced.get(sentence.provision.id)
        listed = any(names_infringements(point.text[:_LONGEST], self._words) for point in sentence.list)
        readings = read_penalties(sentence.words, self._words, introduced.mention if introduced else None, listed=listed)
        if not readings:
            leading = introduced_in(sentence.words, self._words)
            readings = (leading,) if leading and self._lists_figures(sentence, leading, leading.mention) else ()
        if not readings:
            self._settle(sentence)
        return [sanction for reading in readings for sanction in self._of_reading(sentence, reading, introduced)]

    def _of_reading(self, sentence: _Sentence, reading: Reading, introduced: _Introduced | None) -> list[Sanction]:
        leads = introduces_figures(sentence.words, reading.mention, self._words)
        if not self._lists_figures(sentence, reading, reading.mention if leads else None):
            return list(_united(self._sanctions(sentence, reading, introduced)))
        found = list(_united(self._sanctions(replace(sentence, list=()), reading, introduced)))
        persons = self._concerned(sentence, reading, introduced)
        left = _Introduced(mention=reading.mention if leads else None, targets=tuple(found), persons=persons)
        self._introduced |= {point.id: left for point in sentence.list}
        return [] if leads else found

    def _settle(self, sentence: _Sentence) -> None:
        """Keep who imposes a penalty of an article, where a sentence says only that."""
        for mention in mentions_in(sentence.words, self._words):
            if self._persons.settled(sentence.words, mention.start):
                persons = self._persons.of_sentence(sentence.words, mention.start)
                self._settled.setdefault((article_level(sentence.provision.id), mention.penalty), persons)

    def _concerned(self, sentence: _Sentence, reading: Reading, introduced: _Introduced | None) -> Persons:
        """Who pays and who imposes: as the sentence says, its introductory words, or another sentence of the article."""
        own = self._persons.of_sentence(sentence.words, reading.mention.start)
        there = (article_level(sentence.provision.id), reading.mention.penalty)
        others = (self._settled.get(there, Persons()), self._told.get(there, Persons()))
        return reduce(Persons.or_else, others, own.or_else(introduced.persons if introduced else Persons()))

    def _lists_figures(self, sentence: _Sentence, reading: Reading, introduced: Mention | None) -> bool:
        """Whether the points of a list, or lists in them, give figures, and not what is punished."""
        return not reading.limits and any(self._gives_figures(part.text, introduced) for part in walk(sentence.list))

    def _gives_figures(self, text: str, introduced: Mention | None) -> bool:
        if len(text) > _LONGEST:
            return False
        readings = read_penalties(text, self._words, introduced)
        return any(one.limits for one in readings) or introduced_in(text, self._words) is not None

    # ── what a penalty is for ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _sanctions(self, sentence: _Sentence, reading: Reading, introduced: _Introduced | None) -> Iterator[Sanction]:
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

    def _for_these(self, sentence: _Sentence, limit: Limit, targets: Iterable[ProvisionId], blank: Sanction) -> list[Sanction]:
        """A sanction for each provision for which alone a limit is; paid by those of whom the words in front of its figure speak."""
        ahead = sentence.words[slice(*limit.lead)]
        payer = self._persons.of_part(ahead) if limit.of and limit.of[1] <= limit.start else ()
        return [replace(blank, target=own, payer=payer or blank.payer) for own in targets]

    def _capping(self, sentence: _Sentence, reading: Reading, blank: Sanction) -> Iterator[Sanction]:
        """A sanction for each provision whose penalties are capped: those named, else those that set what the sentence speaks of."""
        set_there = {one.provision: one.penalty for one in self._found}
        named = self._citations.parts_named(sentence.provision, sentence.start, sentence.end)
        for own in named or (self._setting(sentence, reading) if reading.spoken_of else ()):
            capped = replace(blank, target=own, penalty=set_there.get(own, blank.penalty), caps=True)
            yield from [_limited(capped, one) for one in reading.limits] or [capped]

    def _setting(self, sentence: _Sentence, reading: Reading) -> tuple[ProvisionId, ...]:
        """The provisions of the article that set a penalty spoken of; where its paragraph says on whom it is imposed, those for them."""
        same = [one for one in self._same(sentence, reading) if not one.caps]
        payers = set(self._payers_before(sentence))
        return tuple(dict.fromkeys(one.provision for one in [one for one in same if payers & {*one.payer}] or same))

    def _payers_before(self, sentence: _Sentence) -> Iterator[str]:
        """Those of whom the paragraph of a sentence says in front of it that they pay a penalty."""
        paragraph = self._citations.provisions[_paragraph(sentence.provision.id)]
        for part in walk((paragraph,)):
            text = part.text[: sentence.start] if part is sentence.provision else part.text
            for mention in mentions_in(text, self._words):
                yield from self._persons.of_sentence(text, mention.start).payer
            if part is sentence.provision:
                return

    def _same(self, sentence: _Sentence, reading: Reading) -> list[Sanction]:
        """The sanctions that the article of a sentence has set so far with its penalty."""
        article = article_level(sentence.provision.id)
        return [one for one in self._found if one.penalty is reading.mention.penalty and article_level(one.provision) == article]

    def _measures(self, sentence: _Sentence, reading: Reading) -> tuple[ProvisionId, ...]:
        start, end = measuring(sentence.words, reading, self._words)
        return self._citations.measures(sentence.provision, sentence.start + start, sentence.start + end)

    def _named_by(self, sentence: _Sentence, limit: Limit) -> tuple[ProvisionId, ...]:
        """The provisions for which alone a limit is ("EUR 5 000 for infringements of Article 5 and …")."""
        if limit.of is None:
            return ()
        start, end = limit.of
        return self._citations.named(sentence.provision, sentence.start + start, sentence.start + end).provisions

    def _aimed(self, sentence: _Sentence, reading: Reading, blank: Sanction, introduced: _Introduced | None) -> Iterator[Sanction]:
        """A sanction for each provision that is punished; for the act, where none is named."""
        own = self._named_in(sentence, reading)
        if sentence.list and not own.whole:
            yield from self._listed(sentence, own, blank)
        elif own.provisions or own.whole:
            yield from self._each(own, blank)
        elif introduced:
            yield from (replace(blank, target=one.target, excepted=one.excepted) for one in introduced.targets)
        elif reading.itself:
            yield replace(blank, target=_paragraph(sentence.provision.id))
        else:
            before = self._before(sentence, reading) if reading.spoken_of else ()
            yield from (_going_on(blank, one) for one in before)
            if not before:
                yield replace(blank, excepted=own.excepted)

    def _each(self, named: Named, blank: Sanction) -> Iterator[Sanction]:
        if named.whole or not named.provisions:
            yield replace(blank, excepted=named.excepted)
        yield from (replace(blank, target=own, excepted=_below(own, named.excepted)) for own in named.provisions)

    def _listed(self, sentence: _Sentence, introducing: Named, blank: Sanction) -> Iterator[Sanction]:
        """What the points of a list name; where none names any, what the introductory words do."""
        points = [(point, self._citations.below(point)) for point in sentence.list]
        if introducing.provisions and not any(named.provisions for _, named in points):
            yield from self._each(introducing, blank)
            return
        for point, named in points:
            own = replace(named, excepted=(*introducing.excepted, *named.excepted))
            payer = self._persons.of_point(point.text) or blank.payer
            yield from (replace(one, points=(point.id,), payer=payer) for one in self._each(own, blank))

    def _named_in(self, sentence: _Sentence, reading: Reading) -> Named:
        return together(
            self._citations.named(sentence.provision, sentence.start + start, sentence.start + end) for start, end in reading.stretches
        )

    def _before(self, sentence: _Sentence, reading: Reading) -> tuple[Sanction, ...]:
        """The sanctions of the penalty that a sentence goes on about: of the provision that it names, else the last of the article."""
        same = self._same(sentence, reading)
        named = self._citations.parts_named(sentence.provision, sentence.start, sentence.end)
        there = [one for one in same if any(f"{one.provision}/".startswith(f"{own}/") for own in named)]
        last = there or [one for one in same if same[-1].provision == one.provision]
        return tuple(self._of_whom(sentence, last)) or tuple(last)

    def _of_whom(self, sentence: _Sentence, sanctions: Iterable[Sanction]) -> Iterator[Sanction]:
        """Those whose points speak of the persons that the sentence is said to be for ("For makers of lamps, …")."""
        wanted = _word_forms(spoken_for(sentence.words, self._words))
        for one in sanctions:
            if wanted and wanted <= _word_forms(" ".join(self._citations.provisions[own].text for own in one.points)):
                yield one


def _sentences(provision: Provision) -> Iterator[_Sentence]:
    """The sentences of a text that is no new text for another act; the last with the list it introduces."""
    spans = sentence_spans(provision.text)
    points = tuple(part for part in provision.children if part.kind in _LISTED)
    for start, end in spans:
        if end - start > _LONGEST:
            continue
        if provision.quoted is None or end <= provision.quoted.start or start >= provision.quoted.end:
            opens = end == spans[-1][1] and provision.text[end - 1 : end] in (":", "—")
            yield _Sentence(provision=provision, start=start, end=end, list=points if opens else ())


def _in_turn(aimed: Sequence[Sanction], limits: Sequence[Limit]) -> Iterator[Sanction]:
    """The first limit for the first provision, the second for the second; without figures where there are not as many of both."""
    if len(aimed) != len(limits):
        yield from (replace(one, which=None) for one in aimed)
        return
    yield from (_limited(one, limit) for one, limit in zip(aimed, limits, strict=True))


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


def _paragraph(provision: ProvisionId) -> ProvisionId:
    """The paragraph in which a provision lies, else its article."""
    steps = provision.split("/")
    return ProvisionId("/".join(steps[:3] if len(steps) > 2 and steps[2].startswith("par_") else steps[:2]))


def _below(own: str, excepted: Iterable[ProvisionId]) -> tuple[ProvisionId, ...]:
    """Of what is excepted, the parts of one provision."""
    return tuple(one for one in excepted if one.startswith(f"{own}/"))


def _united(sanctions: Iterable[Sanction]) -> Iterator[Sanction]:
    """Those for the same provision with the same limit as one, with the points of both; an amount and a share of one as its limit."""
    found: dict[Sanction, list[ProvisionId]] = {}
    for one in sanctions:
        found.setdefault(replace(one, points=()), []).extend(one.points)
    yield from (replace(one, points=tuple(dict.fromkeys(points))) for one, points in found.items())
