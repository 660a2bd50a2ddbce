"""Questions after a date: "when does Chapter V apply?", "when did the act enter into force?".

They are answered with the provisions that set the date, found from what the question is about by walking up to what holds it and back
along `dates` edges. Of several rules those come first whose words limit them to what the question names; then the most specific ones for
what it names; and where it names nothing, those for the provisions that its words find, each of which votes for its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Final

from extract.words import stems_of
from kg.findings import REFERENCES, Edge, Relation
from kg.graph import Neighbours
from kg.ids import act_of, article_level, binds, eli_uri
from kg.library import Library, ProvisionRow, TextRow
from kg.model import Kind
from kg.rules import Moment
from query.answer import Role, Statement
from query.cite import citation
from query.dates import Calendar, Dated
from query.question import Question
from query.quoting import quote
from query.sharing import SHARED
from query.shelf import Shelf
from query.units import Spans, own_words, point, sentences, whole
from query.walk import Reached, Step, because_of

_MOST: Final = 6
"""Statements that set dates; of more acts than that, one for each."""
_VOTERS: Final = 8
_FLAT: Final = 0.3
"""Power of a provision's share of the odds in its vote: what dates a matter is told by many provisions, not by the best alone."""
"""How many of the provisions found say which dates are theirs."""
_LOOKED_AT: Final = 24
"""How many of them are looked at for rules among definitions."""
_ENOUGH: Final = 0.5
"""Share of the best rule's votes that another needs."""
_BESIDE: Final = 0.9
"""Score of the further dates of the article that answers for a whole act."""

_WHEN: Final = re.compile(
    r"\b(?:when|(?:from|by|until|till|since|as of|on|at|in) (?:what|which) (?:date|day|time|moment|year|month)|(?:by|from|since|until) when"
    r"|what (?:date|day)|what (?:is|was|are|were) the (?:\w+ )?(?:date|day|deadline|time limit)s?)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(r"\b(?:not|never|exempt\w*|exception\w*|exclu\w+|derogat\w+)\b", re.IGNORECASE)
_MOMENTS: Final = (
    (Moment.TRANSPOSITION, re.compile(r"\btranspos\w+|\binto national law\b", re.IGNORECASE)),
    (Moment.ENTRY, re.compile(r"\b(?:in|into) force\b", re.IGNORECASE)),
    (Moment.END, re.compile(r"\brepeal\w*|\bexpir\w+|\bcease\w*|\bstop\w* (?:applying|to apply)\b|\bno longer appl\w+", re.IGNORECASE)),
    (Moment.REVIEW, re.compile(r"\b(?:review|evaluat)\w*", re.IGNORECASE)),
    (Moment.APPLICATION, re.compile(r"\bappl(?:y|ies|ied|icable|ication)\b|\btakes? effect\b|\beffective\b", re.IGNORECASE)),
)
_OF_RULES: Final = re.compile(
    r"\b(?:rules?|obligations?|requirements?|prohibitions?|provisions?|duties|ban|act|regulation|directive|decision|law|regime|start\w*"
    r"|begin\w*|date|day|from when|from what|from which)\b",
    re.IGNORECASE,
)
_PLAIN: Final = (
    "when date day time apply applies applied applicable application start begin enter entry force effect transpose transposition repeal"
    " member state act law regulation directive decision rule rules obligation requirement provision must have had become does whole"
    " deadline commission review evaluate evaluation report european union eu new national duty cease expire stop longer end"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a question after a date is about: the moment, the provisions it names, and those that its words found, best first."""

    question: Question
    moment: Moment
    named: tuple[ProvisionRow, ...]
    reached: tuple[Reached, ...]


def moment_asked(text: str) -> Moment | None:
    """The moment that a question asks the date of; None for other questions, and those that ask in which circumstances."""
    if not _WHEN.search(text) or _DENIED.search(text):
        return None
    return next((moment for moment, shape in _MOMENTS if shape.search(text)), None)


def is_of_time(question: Question, named: bool) -> bool:
    """Whether "when does … apply" asks for a date and not for circumstances: it names an act or a provision, or speaks of rules."""
    return named or bool(question.acts) or bool(_OF_RULES.search(question.text))


def is_only_of_time(question: Question) -> bool:
    """Whether a question has no words beside those of its act, its provisions and of time."""
    return set(question.stems) <= set(stems_of(_PLAIN, question.language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The statements that answer a question after a date, and how many more there would be."""

    statements: tuple[Statement, ...] = ()
    left_out: int = 0

    @property
    def detail(self) -> str:
        """What is left out, in words; empty where nothing is."""
        more = "1 more provision sets" if self.left_out == 1 else f"{self.left_out} more provisions set"
        return f"{more} such dates; name an act or a provision." if self.left_out else ""


def _cut(found: Sequence[tuple[Dated, Statement]]) -> Found:
    """No more statements than one looks through, but of each act the first, where it can be one that tells a day for all cases."""
    ordered = sorted(found, key=lambda pair: not pair[0].date or bool(pair[0].condition))
    firsts = {act_of(one.provision): one for _, one in reversed(ordered)}.values()
    further = [one for _, one in ordered if one not in firsts][: max(0, _MOST - len(firsts))]
    kept = tuple(one for _, one in found if one in firsts or one in further)
    return Found(statements=kept, left_out=len(found) - len(kept))


class Dating:
    """Finds the provisions that set the dates which one question asks for."""

    def __init__(self, shelf: Shelf, graph: Neighbours, calendar: Calendar) -> None:
        self._shelf, self._graph, self._calendar = shelf, graph, calendar
        self._library: Library = shelf.library

    def statements(self, about: About) -> Found:
        """The statements that set the date asked for, best first; none where no rule does."""
        about = replace(about, named=_of_one_act(about))
        if about.moment is Moment.APPLICATION:
            found = self._applications(about)
        elif about.moment is Moment.END and about.named:
            found = self._ends(about)
        else:
            found = self._of_acts(about)
        chosen: dict[str, tuple[Dated, Statement]] = {}
        for one, path, score in found:
            chosen.setdefault(one.rule.provision, (one, self._statement(one, path, score)))
        return _cut(tuple(chosen.values()))

    # ── which rules ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _texts(self, about: About) -> list[TextRow]:
        """The texts of the acts asked about: those named, the only one there is, or that of the best provision found."""
        acts = [str(celex) for celex in about.question.acts] or [row.text.celex for row in about.named]
        texts = list(self._shelf.texts)
        if acts:
            return [text for text in texts if text.celex in acts]
        best = about.reached[:1]
        return texts if len(texts) == 1 else [text for text in texts if best and text.celex == act_of(best[0].provision)]

    def _ends(self, about: About) -> Iterator[tuple[Dated, tuple[Step, ...], float]]:
        """The ends of the provisions named, which their own act or another may set."""
        rules = [one for text in self._shelf.texts for one in self._calendar.rules(text)]
        for row in about.named:
            for one in self._calendar.ending(row, rules):
                yield one, self._up(_named(row.id), row, one), 1.0

    def _of_acts(self, about: About) -> Iterator[tuple[Dated, tuple[Step, ...], float]]:
        """Dates of whole acts: entry into force, transposition, review, and repeal, which another act may say."""
        acts = [str(celex) for celex in about.question.acts] or [text.celex for text in self._texts(about)]
        for celex in acts:
            path = self._to_act(celex, about)
            for text in self._shelf.texts if path else ():
                for one in self._calendar.rules(text):
                    if one.rule.moment is about.moment and act_of(one.rule.target) == celex and self._is_general(one, about):
                        yield one, self._down(path, one), 1.0

    @staticmethod
    def _is_general(one: Dated, about: About) -> bool:
        """Whether a date is of a whole act; reviews may be of what sets them."""
        return "/" not in one.rule.target or about.moment is Moment.REVIEW

    def _applications(self, about: About) -> Iterator[tuple[Dated, tuple[Step, ...], float]]:
        yielded = False
        for found in self._limited_to(about):
            yielded = True
            yield found
        if yielded:
            return
        for row in about.named:
            for one in self._calendar.applying(row).rules:
                yield one, self._up(_named(row.id), row, one), 1.0
        if not about.named:
            yield from self._whole(about) if is_only_of_time(about.question) else self._voted(about)

    def _limited_to(self, about: About) -> Iterator[tuple[Dated, tuple[Step, ...], float]]:
        """Rules whose words limit them to what the question names: "as regards lamps listed in Annex III"."""
        for row in about.named:
            for one in self._calendar.rules(row.text):
                edge = self._within_condition(one, row)
                if one.rule.moment is Moment.APPLICATION and edge is not None:
                    back = Step(start=row.id, relation=f"^{edge.relation}", end=one.rule.provision, because=because_of(edge))
                    yield one, (_named(row.id), back), 1.0

    def _within_condition(self, one: Dated, row: ProvisionRow) -> Edge | None:
        """The reference to a provision in the words that limit a rule."""
        limit = one.rule.condition
        for edge in self._graph.edges_from(one.rule.provision) if limit else ():
            inside = limit and edge.span and edge.span.field is limit.field and limit.start <= edge.span.start < edge.span.end <= limit.end
            if inside and edge.relation in REFERENCES and edge.target == row.id:
                return edge
        return None

    def _whole(self, about: About) -> Iterator[tuple[Dated, tuple[Step, ...], float]]:
        """From when whole acts apply, then the other dates of application that the same article sets."""
        for text in self._texts(about):
            path, general = self._to_act(text.celex, about), self._calendar.of(text, (text.celex,))
            articles = {article_level(one.rule.provision) for one in general}
            further = [one for one in self._calendar.rules(text) if one.rule.moment is Moment.APPLICATION and one not in general]
            for one in (*general, *further) if path else ():
                if article_level(one.rule.provision) in articles:
                    yield one, self._down(path, one), 1.0 if one in general else _BESIDE

    def _voted(self, about: About) -> Iterator[tuple[Dated, tuple[Step, ...], float]]:
        """Rules for the provisions that the words found, those with the most votes first; words that limit a rule count too."""
        votes: dict[tuple[str, str], float] = defaultdict(float)
        first: dict[tuple[str, str], tuple[Dated, Reached, ProvisionRow]] = {}
        for reached, row in self._voters(about):
            for one in self._calendar.applying(row).rules:
                key = (str(one.rule.provision), one.date)
                votes[key] += reached.score**_FLAT * (1 + self._shared(one, about))
                first.setdefault(key, (one, reached, row))
        best = max(votes.values(), default=0.0)
        for key in sorted(votes, key=lambda key: (-votes[key], key)):
            if votes[key] >= _ENOUGH * best:
                one, reached, row = first[key]
                yield one, self._up(*reached.path, row, one), 1.0

    def _voters(self, about: About) -> list[tuple[Reached, ProvisionRow]]:
        """Of each article the best provision found by more than words of time that binds and sets no dates of application itself; rules
        come before definitions, which their act may have apply before all that they are for."""
        found = list(islice(self._candidates(about), _LOOKED_AT))
        voters = [(one, row) for one, row in found if not self._defines(row)] or found
        by_article = {article_level(row.id): (one, row) for one, row in reversed(voters)}
        return sorted(by_article.values(), key=lambda one: (-one[0].score, one[0].provision))[:_VOTERS]

    def _defines(self, row: ProvisionRow) -> bool:
        return any(edge.relation is Relation.DEFINES for edge in self._graph.edges_from(row.id))

    def _candidates(self, about: About) -> Iterator[tuple[Reached, ProvisionRow]]:
        for one in about.reached:
            text = self._shelf.text_of(one.provision)
            if text is None or not binds(one.provision) or not self._library.has(one.provision, text):
                continue
            setting = {article_level(rule.rule.provision) for rule in self._calendar.rules(text) if rule.rule.moment is Moment.APPLICATION}
            if article_level(one.provision) not in setting:
                row = self._library.provision(one.provision, text)
                if self._is_of_subject(one, row, about):
                    yield one, row

    def _is_of_subject(self, reached: Reached, row: ProvisionRow, about: About) -> bool:
        """Whether a provision was found by more than words that any question after a date has: by a term or topic, or by another word."""
        if reached.path[0].because != SHARED:
            return True
        above = [self._library.provision(own, row.text) for own in self._calendar.chain(row)[1:-1]]
        said = " ".join((row.heading, row.body, *(one.heading for one in above)))
        subject = set(about.question.stems) - set(stems_of(_PLAIN, about.question.language))
        return bool(subject.intersection(stems_of(said, about.question.language)))

    def _shared(self, one: Dated, about: About) -> float:
        """Share of a condition's words that the question has."""
        words = set(stems_of(one.condition, about.question.language))
        return len(words.intersection(about.question.stems)) / len(words) if words else 0.0

    # ── how they were found ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _to_act(self, celex: str, about: About) -> tuple[Step, ...]:
        """The way to a whole act: it is named, or holds the best provision found in it."""
        if celex in about.question.acts:
            return (_named(celex),)
        for one in about.reached:
            text = self._shelf.text_of(one.provision)
            if text is not None and text.celex == celex and self._library.has(one.provision, text):
                return (*one.path, *_climb(self._calendar.chain(self._library.provision(one.provision, text))))
        return ()

    def _down(self, path: tuple[Step, ...], one: Dated) -> tuple[Step, ...]:
        """A path to an act, down to the part of it that a date is for, and back to what sets it."""
        if "/" not in one.rule.target:
            return self._back(path, one)
        chain = self._calendar.chain(self._library.provision(one.rule.target, one.text))
        steps = (Step(start=outer, relation=Relation.HAS_PART, end=inner, because="") for inner, outer in pairwise(chain))
        return self._back((*path, *reversed(tuple(steps))), one)

    def _back(self, path: tuple[Step, ...], one: Dated) -> tuple[Step, ...]:
        """A path to what a date is for, and from there back to what sets it."""
        edges = (edge for edge in self._graph.edges_to(one.rule.target) if edge.source == one.rule.provision)
        edge = next(edge for edge in edges if edge.relation is Relation.DATES and edge.wording == one.wording)
        return (*path, Step(start=one.rule.target, relation=f"^{Relation.DATES}", end=one.rule.provision, because=because_of(edge)))

    def _up(self, *given: Step | ProvisionRow | Dated) -> tuple[Step, ...]:
        """A path to a provision, up to what holds it and has a rule, and back to what sets the date."""
        steps = tuple(one for one in given if isinstance(one, Step))
        row = next(one for one in given if isinstance(one, ProvisionRow))
        rule = next(one for one in given if isinstance(one, Dated))
        chain = self._calendar.chain(row)
        return self._back((*steps, *_climb(chain[: chain.index(rule.rule.target) + 1])), rule)

    # ── the statement ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _statement(self, one: Dated, path: tuple[Step, ...], score: float) -> Statement:
        row = self._library.provision(one.rule.provision, one.text)
        return Statement(
            provision=row.id,
            citation=citation(row.id, row.text.title),
            eli=eli_uri(row.text.eli, row.id, row.text.version),
            binding=binds(row.id),
            role=Role.DATE,
            quotes=tuple(quote(self._library, *part) for part in self._unit(row, one)),
            score=score,
            walk=path,
        )

    def _unit(self, row: ProvisionRow, one: Dated) -> Spans:
        """The words that set a date: the point with what introduces it, the list that it introduces, or its sentence."""
        if row.kind in (Kind.POINT, Kind.INDENT):
            return point(self._library, row)
        if row.body.endswith(":"):
            return whole(self._library, row)
        span = one.rule.span
        return next((unit for unit in sentences(row) if any(_holds(part.start, part.end, span.start) for part in unit)), (own_words(row),))


def _of_one_act(about: About) -> tuple[ProvisionRow, ...]:
    """What a question names without an act is of all acts that have it; its other words say which is meant."""
    named = {str(row.id) for row in about.named}
    if len({row.text.celex for row in about.named}) < 2 or is_only_of_time(about.question):
        return about.named
    found = (one.provision for one in about.reached if not any(f"{one.provision}/".startswith(f"{own}/") for own in named))
    best = act_of(next(found, ""))
    return tuple(row for row in about.named if row.text.celex == best) or about.named


def _holds(start: int, end: int, at: int) -> bool:
    return start <= at < end


def _named(own: str) -> Step:
    return Step(start="question", relation="names", end=own, because="named in the question")


def _climb(chain: Sequence[str]) -> Iterator[Step]:
    """The steps from a provision up to what holds it."""
    for inner, outer in pairwise(chain):
        yield Step(start=inner, relation=f"^{Relation.HAS_PART}", end=outer, because="")
