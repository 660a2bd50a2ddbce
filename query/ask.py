"""From a question to an answer: understand, seed, walk, compose. Each step is a function of values; nothing is guessed in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final

from extract.references import Mention
from kg.errors import InvalidId, UnknownProvision
from kg.findings import Relation
from kg.graph import Neighbours
from kg.ids import ActId, ProvisionId, act_of, binds
from kg.library import Library, ProvisionRow, TextRow
from kg.names import known_names
from kg.rules import Moment
from query.answer import ActShown, Answer, Role, Statement, Status, Why
from query.applying import dated
from query.asking import asks_for_facts
from query.cite import citation
from query.compose import Composer
from query.dates import Calendar
from query.index import Rarity
from query.lookup import mentioned
from query.question import Question, understand
from query.reasons import Reasons, asks_reasons
from query.relations import LeavingOut
from query.seed import Ground, Looked, find_ground
from query.shelf import Holdings, Shelf, named_act
from query.sureness import least, signs_of, sureness
from query.versions import as_published, current, preamble_of
from query.walk import Reached, walk
from query.when import About, Dating, Found, is_of_time, is_only_of_time, moment_asked
from query.wording import is_gone, is_recital, no_longer_so

LONGEST: Final = 4000
"""Characters a question may have."""


Ranking = tuple[tuple[str, float], ...]
"""Provisions with their scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to ask: only in one act, as the law stood on a date (ISO), in a language, with rankings of `limit`, without some relations.

    With `published`, of the texts as published alone, whatever stood on the date.
    """

    act: str | None = None
    as_of: str = ""
    published: bool = False
    language: str = "en"
    limit: int = 10
    without: frozenset[Relation] = frozenset()

    @property
    def date(self) -> str:
        return self.as_of or date.today().isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it was put: its text, the options, and the texts it was put to."""

    text: str
    options: Options
    shelf: Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question understood: the provisions it names, errors for those that are not there, where to look, and the graph to walk."""

    asked: Asked
    question: Question
    named: list[ProvisionRow]
    missing: list[UnknownProvision]
    looked: Looked
    graph: Neighbours


class Engine:
    """Answers questions over one open library; keeps what it has read, so that the next question is quicker."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._rarities: dict[Library, Rarity] = {}
        self._shelves: dict[tuple[str, str, str | None, bool], Shelf] = {}
        self._calendar = Calendar(library)

    def shelf(self, options: Options) -> Shelf:
        """The texts a question with these options is put to. Raises UnknownProvision for an act or a language that is not there."""
        key = (options.date, options.language, options.act, options.published)
        if key not in self._shelves:
            every = self.library.texts()
            texts = as_published(every, options.language) if options.published else current(every, options.date, options.language)
            scope = self.library.within(texts, filter(None, (preamble_of(text, every) for text in texts)))
            if every and not texts:
                hint = f"Languages there are: {', '.join(sorted({text.language for text in every}))}. See `whereas acts`."
                raise UnknownProvision(f"no text in {options.language!r} that stood on {options.date} is in the library", hint=hint)
            holdings = Holdings(texts=every, as_of=options.date, language=options.language, act=options.act)
            if options.act is not None:
                act = named_act(options.act, every)
                texts = tuple(text for text in texts if text.celex == act)
                if not texts:
                    raise holdings.lacking(act)
            self._shelves[key] = Shelf(scope, texts, _beside(texts, every), holdings)
        return self._shelves[key]

    def _rarity(self, library: Library) -> Rarity:
        if library not in self._rarities:
            self._rarities[library] = Rarity(library)
        return self._rarities[library]

    def ask(self, text: str, options: Options | None = None) -> Answer:
        """The answer to a question, or the reason why there is none. Raises InvalidId for a question without words."""
        asked = self._put(text, options or Options())
        if not asked.shelf.texts:
            return _abstain(asked, Why.EMPTY_LIBRARY, detail="Add an act with `whereas add FILE`, or see `whereas demo`.")
        reading = self._read(asked)
        reached = tuple(one for one in walk(find_ground(reading.looked)) if reading.asked.shelf.text_of(one.provision) is not None)
        return self._composed(reading, reached)

    def ground(self, text: str, options: Options) -> Ground:
        """What the walk of a question starts from: for fitting, and for looking into a ranking."""
        return find_ground(self._read(self._put(text, options)).looked)

    def signs(self, text: str, options: Options) -> tuple[dict[str, float], bool | None]:
        """What tells whether a question is answered, and whether a rule decides it: for fitting (`benchmarks/abstaining.py`)."""
        reading = self._read(self._put(text, options))
        reached = walk(find_ground(reading.looked))
        return signs_of(reading.question, reached, reading.looked.rarity), _ruled(reading, reached)

    def _put(self, text: str, options: Options) -> Asked:
        """A question with the texts it is put to. Raises InvalidId for one without words, or too long."""
        if self.library.refresh():
            self._shelves.clear()
            self._rarities.clear()
            self._calendar = Calendar(self.library)
        if not any(character.isalnum() for character in text):
            raise InvalidId("the question is empty", hint='Ask one, as in: whereas ask "Who must keep logs?"')
        if len(text) > LONGEST:
            raise InvalidId(f"the question has {len(text)} characters, over the limit of {LONGEST}", hint="Ask for one thing at a time.")
        return Asked(text=text, options=options, shelf=self.shelf(options))

    def _read(self, asked: Asked) -> Reading:
        """A question understood: what it names, and where to look."""
        library, without = asked.shelf.library, asked.options.without
        question = understand(asked.text, library, _names(asked.shelf))
        shelf = _narrowed(asked.shelf, question, self._calendar)
        named, missing = _named(question, shelf)
        missing += _absent(question, shelf)
        looked = Looked(
            question=question,
            library=library,
            rarity=self._rarity(library),
            texts=shelf.texts,
            named=[row.id for row in named],
            without=without,
        )
        graph = LeavingOut(library, without) if without else library
        return Reading(asked=replace(asked, shelf=shelf), question=question, named=named, missing=missing, looked=looked, graph=graph)

    def _composed(self, reading: Reading, reached: Sequence[Reached]) -> Answer:
        """The answer made of the provisions reached, or the reason why there is none."""
        asked, question, named, graph = reading.asked, reading.question, reading.named, reading.graph
        shelf, rarity = asked.shelf, reading.looked.rarity
        lacking = " ".join(dict.fromkeys(str(error) for error in reading.missing))
        if reading.missing and not named:
            why = Why.NO_SUCH_PROVISION if question.mentions else Why.NOT_COVERED
            return _abstain(asked, why, reached, detail=lacking)
        sure = _sureness(reading, reached)
        composer = Composer(shelf.library, graph, question, rarity, cite_row, [row.id for row in named])
        composed = composer.compose(reached, shelf.text_of, _pointed(reached))
        dating = self._dates(asked, question, named, reached, graph)
        dates = tuple(replace(one, walk=composer.told(one.walk, shelf.text_of)) for one in dating.statements)
        enough = sure >= least()
        if dates and (enough or named or is_only_of_time(question)):
            told = {*(one.provision for one in dates), *(str(row.id) for row in named)}
            beside = () if is_only_of_time(question) else (one for one in composed.statements if one.provision not in told)
            return self._answer(asked, reached, (*dates, *beside), " ".join(filter(None, (lacking, dating.detail))))
        if asks_reasons(question) and Relation.SUPPORTS not in asked.options.without:
            reasons = Reasons(question, shelf, graph, rarity).statements(named)
            given = {one.provision for one in reasons}
            if reasons:
                beside = (one for one in composed.statements if one.provision not in given)
                return self._answer(asked, reached, (*reasons, *beside), lacking)
        if not (enough or named) or not composed.statements:
            why = Why.NOT_COVERED if _is_elsewhere(question) or sure < least() / 2 else Why.WEAK_EVIDENCE
            return _abstain(asked, why, reached, detail=lacking)
        return self._answer(asked, reached, composed.statements, lacking)

    def _answer(self, asked: Asked, reached: Sequence[Reached], statements: Sequence[Statement], detail: str) -> Answer:
        """An answer, each of its statements with when its provision applies, or what reads otherwise now than its recital says."""
        told = tuple(_of_recital(dated(one, self._calendar), asked.shelf) for one in statements)
        return replace(_answer(asked, reached, told), detail=detail)

    def _dates(
        self, asked: Asked, question: Question, named: Sequence[ProvisionRow], reached: Sequence[Reached], graph: Neighbours
    ) -> Found:
        """The statements that set the date asked for, where a question asks for one."""
        moment = moment_asked(question.text)
        if moment is None or Relation.DATES in asked.options.without or not is_of_time(question, bool(named)):
            return Found()
        about = About(question=question, moment=moment, named=tuple(named), reached=tuple(reached))
        return Dating(asked.shelf, graph, self._calendar).statements(about)


def _of_recital(statement: Statement, shelf: Shelf) -> Statement:
    """A statement of a recital with what it supports that has other words now; any other as it is."""
    if statement.binding or not is_recital(statement.provision):
        return statement
    row = shelf.row(ProvisionId(statement.provision))
    return replace(statement, earlier_wording=no_longer_so(shelf.library, row, shelf.standing(row)))


def _is_elsewhere(question: Question) -> bool:
    """Whether a question asks what no act says, or about a law that nothing here knows."""
    return bool(question.elsewhere) or asks_for_facts(question.text)


def _ruled(reading: Reading, reached: Sequence[Reached]) -> bool | None:
    """Whether a rule tells that a question is answered (it names a provision, or asks for the scope) or is not; None where none does."""
    if reading.named or reading.missing:
        return bool(reading.named)
    if _is_elsewhere(reading.question):
        return False
    return True if _scope(reached) else None


def _sureness(reading: Reading, reached: Sequence[Reached]) -> float:
    """The probability that a question is answered."""
    ruled = _ruled(reading, reached)
    return float(ruled) if ruled is not None else sureness(signs_of(reading.question, reached, reading.looked.rarity))


def _pointed(reached: Sequence[Reached]) -> frozenset[str]:
    """The provisions that a question names, that define what it asks the meaning of, or that say best to whom an act applies."""
    pointed = (one.provision for one in reached if one.seed.relation == "names" or one.seed.measures.get("defined"))
    return frozenset(pointed) | _scope(reached)


def _scope(reached: Sequence[Reached]) -> frozenset[str]:
    """The best binding provision where a question asks to whom an act applies, and that says so."""
    first = next((one for one in reached if binds(one.provision)), None)
    return frozenset({first.provision}) if first is not None and first.seed.measures.get("scope") else frozenset()


def _beside(texts: Sequence[TextRow], every: Sequence[TextRow]) -> tuple[TextRow, ...]:
    """The other versions of some texts' acts in their language."""
    acts = {(text.celex, text.language) for text in texts}
    return tuple(text for text in every if (text.celex, text.language) in acts and text not in texts)


def _names(shelf: Shelf) -> dict[str, str]:
    """Every name of an act that questions may use: those in common use, and those the titles on the shelf give."""
    return {**known_names(), **{name: one.celex for one in shelf.names for name in one.names}}


def cite_row(row: ProvisionRow) -> str:
    """The citation of a provision with its act."""
    return citation(row.id, row.text.title)


def _narrowed(shelf: Shelf, question: Question, calendar: Calendar) -> Shelf:
    """The shelf cut to the acts that the question names, if it has any of them; with those that end them, where it asks when they do, and
    those that amend them, where it asks for reasons."""
    if not any(text.celex in question.acts for text in shelf.texts):
        return shelf
    asked = question.acts if moment_asked(question.text) is Moment.END else ()
    ending = {act_of(one.rule.provision) for celex in asked for one in calendar.ended_by_others(celex)}
    reasoned = question.acts if asks_reasons(question) else ()
    amending = {act_of(edge.source) for celex in reasoned for edge in shelf.library.amendments_of(celex)}
    texts = tuple(text for text in shelf.texts if text.celex in ending.union(question.acts, amending))
    return shelf.only(texts) if texts and len(texts) < len(shelf.texts) else shelf


def _absent(question: Question, shelf: Shelf) -> list[UnknownProvision]:
    """The errors for acts that a question is about and that are not on the shelf, where it names no other and was not put to one."""
    if shelf.holdings.act is not None or any(text.celex in question.acts for text in shelf.texts):
        return []
    return [shelf.holdings.lacking(ActId(celex)) for celex in question.acts]


def _named(question: Question, shelf: Shelf) -> tuple[list[ProvisionRow], list[UnknownProvision]]:
    """Provisions the question names, and an error for each that is not there; without an act of its own a mention is of those named."""
    named = [*question.acts, *(mention.act.celex for mention in question.mentions if mention.act is not None and mention.act.celex)]
    acts = [ActId(celex) for celex in dict.fromkeys(named)] or [ActId(text.celex) for text in shelf.texts]
    found: list[ProvisionRow] = []
    missing: list[UnknownProvision] = []
    for mention in question.mentions:
        for one in (replace(mention, paths=(path,)) for path in mention.paths):
            hits, errors = mentioned(one, shelf.index, acts, shelf.holdings.lacking)
            rows = [shelf.row(own) for own in hits]
            lost = _elsewhere(shelf, one, acts) if all(map(is_gone, rows)) else []
            found += [] if lost else rows
            missing += lost or ([] if hits else errors)
    return list({row.id: row for row in found}.values()), missing


def _elsewhere(shelf: Shelf, mention: Mention, acts: Sequence[ActId]) -> list[UnknownProvision]:
    """The errors for a provision that another version of an act has, where no act has it in the version that stands."""
    named = mention.act.celex if mention.act is not None else None
    errors = (shelf.elsewhere(mention, act) for act in ([named] if named else acts))
    return [error for error in errors if error is not None]


def _shown(shelf: Shelf, statements: Sequence[Statement]) -> tuple[ActShown, ...]:
    """The texts a question was put to, and those as published whose preamble is quoted beside a text without one."""
    quoted = {(act_of(quote.provision), quote.version) for one in statements for quote in one.quotes}
    texts = (*shelf.texts, *(text for text in shelf.others if (text.celex, text.version) in quoted))
    return tuple(ActShown(celex=t.celex, version=t.version, language=t.language, title=t.title) for t in texts)


def _answer(asked: Asked, reached: Sequence[Reached], statements: tuple[Statement, ...]) -> Answer:
    return Answer(
        question=asked.text,
        status=Status.ANSWERED if statements else Status.ABSTAINED,
        reason=None,
        as_of=asked.options.date,
        acts=_shown(asked.shelf, statements),
        statements=statements,
        provisions=_with_dates(statements, _ranking(asked, reached, recitals=False), asked.options.limit),
        recitals=_ranking(asked, reached, recitals=True),
    )


def _abstain(asked: Asked, why: Why, reached: Sequence[Reached] = (), *, detail: str = "") -> Answer:
    return replace(_answer(asked, reached, ()), reason=why, detail=detail)


def _with_dates(statements: Sequence[Statement], ranking: Ranking, limit: int) -> Ranking:
    """A ranking behind the provisions that set the date asked for, which the statements begin with."""
    first = [one.provision for one in statements if one.walk[-1].relation.startswith("^") and one.role is Role.DATE]
    return (*((own, 1.0) for own in first), *(one for one in ranking if one[0] not in first))[:limit]


def _ranking(asked: Asked, reached: Sequence[Reached], *, recitals: bool) -> tuple[tuple[str, float], ...]:
    """The best provisions, or recitals, with their scores as shares of the best of all; what no text that stands has is not among them."""
    best = reached[0].score if reached else 1.0
    group = (one for one in reached if ("/rct_" in one.provision) is recitals and asked.shelf.has(one.provision))
    return tuple((one.provision, round(one.score / best, 4)) for one in islice(group, asked.options.limit))
