"""Composing: from provisions reached to the statements a person reads.

Binding provisions and recitals are chosen apart and shown apart. A statement is as narrow as the law allows: the sentences of a provision
that meet the question, a point with its introductory words, a list whole when its introduction is what meets the question. A sentence
that leans on the one before ("That information …") brings it along, and one that limits it ("This exception shall not …", "However, …")
is not cut off. What only repeats a statement is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.words import stems_of
from kg.findings import REFERENCES, Edge, Form, Relation
from kg.graph import Neighbours
from kg.ids import act_of, ancestors, binds, eli_uri
from kg.library import Library, ProvisionRow, TextRow
from kg.model import GROUPINGS, Field, Kind
from query.answer import Quote, Role, Statement
from query.index import Rarity
from query.question import Leaning, Question
from query.quoting import quote
from query.sharing import SHARED, shared_words
from query.units import Part, Spans, introduction, own_words, point, sentences, table_row, whole
from query.walk import Reached, Step, explained

BINDING_SHOWN: Final = 5
RECITALS_SHOWN: Final = 2
CONSIDERED: Final = 15
"""How many of the best reached provisions are looked at, in each of the two groups."""
KEEP_BINDING: Final = 0.4
KEEP_EXPLAINED: Final = 0.25
KEEP_RECITALS: Final = 0.6
"""Share of the best statement's score that another of its group needs; recitals, which give context, need less."""
STANDING: Final = 1.0
OTHER_ACT: Final = 0.8
"""Share of the best statement's score that one of another act needs."""
SHORT: Final = 700
"""Characters of a binding provision that is quoted whole: its sentences limit and complete one another."""
MEETING: Final = 0.5
"""Powers of a provision's standing after the walk, and of its words' share of the question, in a statement's score."""
COVER: Final = 0.4
"""Share of the best coverage of all that a statement of either group needs."""
BESIDE_NAMED: Final = 0.6
"""Share of the question that a statement must meet to stand beside the provision or definition that the question asks for."""
NAMED_WEIGHT: Final = 4.0
"""What a reference to the provision that the question names weighs: as much as a rare word."""
WHOLE_LIST: Final = 0.7
"""Share of a list's coverage that its introduction alone must have for the list, and no single point of it, to be given."""
CONTEXT_BELOW: Final = 0.75
"""Recital statements that meet less of the question than this share of the best one are context, not reasons; a second statement from one
provision needs as much, and must meet words that the first does not."""

_VOCABULARY: Final = (Relation.ABOUT, Relation.USES_TERM, Relation.DEFINES)
_IN_RULES: Final = (Form.SHORT_NAME, Form.STATUS)
_DEFINES: Final = re.compile(r"^[‘“][^’”]+[’”].{0,40}\bmeans?\b")
_ROLES: Final = (
    (Role.EXCEPTION, re.compile(r"\bshall not apply\b|\bdoes not apply\b|\bby (?:way of )?derogation\b|\bexcept(?:ion)?\b", re.IGNORECASE)),
    (Role.DATE, re.compile(r"\bshall (?:apply|enter into force) (?:from|on)\b")),
    (Role.PROHIBITION, re.compile(r"\bshall (?:not|neither)\b|\bprohibited\b|\bforbidden\b")),
    (Role.DUTY, re.compile(r"\bshall\b")),
    (Role.PERMISSION, re.compile(r"\bmay\b")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """Statements in the order shown; the best share of the question's words that one of their provisions meets, headings above it read
    along; and the weight of the words met."""

    statements: tuple[Statement, ...]
    coverage: float
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A statement before it is chosen: spans to quote, how much of the question it meets, and its score."""

    reached: Reached
    row: ProvisionRow
    spans: Spans
    met: frozenset[str]
    coverage: float
    score: float
    named: bool


class Composer:
    """Composes answers to one question over one library."""

    def __init__(
        self,
        library: Library,
        graph: Neighbours,
        question: Question,
        rarity: Rarity,
        cite: Callable[[ProvisionRow], str],
        mentioned: Sequence[str] = (),
    ) -> None:
        self._library, self._graph, self._question, self._rarity, self._cite = library, graph, question, rarity, cite
        self._weights = {stem: rarity.word(stem) for stem in question.stems} | {f"@{own}": NAMED_WEIGHT for own in mentioned}
        self._mentioned = mentioned
        self._language = question.language
        self._total = sum(self._weights.values()) or 1.0
        self._uses: dict[str, tuple[tuple[Field, int, int, tuple[str, ...]], ...]] = {}

    def compose(self, reached: Sequence[Reached], text_of: Callable[[str], TextRow | None], named: frozenset[str]) -> Composed:
        """The fewest statements that answer, binding and recitals apart, the better group first."""
        drafts = self._drafts(reached, text_of, named)
        best = max((draft.coverage for draft in drafts if not draft.named), default=0.0)
        least = max(COVER * best, BESIDE_NAMED if named else 0.0)
        drafts = [draft for draft in drafts if draft.named or (self._meets_words(draft) and draft.coverage >= least)]
        keep = KEEP_EXPLAINED if self._question.leaning is Leaning.EXPLAINING else KEEP_BINDING
        binding = self._choose(_of_one_act([draft for draft in drafts if binds(draft.row.id)]), BINDING_SHOWN, keep)
        explaining = self._explaining([draft for draft in drafts if not binds(draft.row.id)], binding)
        recitals = self._choose(explaining, RECITALS_SHOWN, KEEP_RECITALS)
        groups = [binding, recitals]
        if self._recitals_lead(binding, recitals):
            groups.reverse()
        top = max((draft.coverage for draft in recitals), default=0.0)
        statements = [self._statement(draft, top, text_of) for group in groups for draft in group]
        covered = max((max(draft.coverage, self._provision_coverage(draft.row)) for draft in (*binding, *recitals)), default=0.0)
        return Composed(statements=tuple(statements), coverage=covered, weight=covered * self._total)

    def _explaining(self, recitals: list[_Draft], binding: Sequence[_Draft]) -> list[_Draft]:
        """Recitals that give the reasons of what is shown, or meet more of the question; all where they are asked for, or nothing binds."""
        if not binding or self._question.leaning is Leaning.EXPLAINING:
            return recitals
        shown = {own for draft in binding for own in (draft.row.id, *ancestors(draft.row.id), *(row.id for row, *_ in draft.spans))}
        linked = {edge.source for own in shown for edge in self._graph.edges_to(own) if edge.relation is Relation.SUPPORTS}
        best = max(draft.coverage for draft in binding)
        return [draft for draft in recitals if draft.row.id in linked or draft.coverage > best]

    @staticmethod
    def _meets_words(draft: _Draft) -> bool:
        """Whether more of the question is met than what it names: pointing to the same provision answers nothing."""
        return any(not stem.startswith("@") for stem in draft.met)

    def _provision_coverage(self, row: ProvisionRow) -> float:
        """Share of the question that a provision meets as a whole, with its introduction and the headings above it."""
        met = set(self._met(table_row(self._library, row) if row.kind is Kind.ROW else point(self._library, row)))
        parent = row.parent
        while parent is not None and "/" in parent:
            holder = self._library.provision(parent, row.text)
            met |= self._weights.keys() & set(stems_of(holder.heading, self._language))
            parent = holder.parent
        return self._share(met)

    def _recitals_lead(self, binding: list[_Draft], recitals: list[_Draft]) -> bool:
        """Recitals stand first when the question asks for what they say, or when nothing binding meets it nearly as well."""
        if not binding or not recitals or self._question.leaning is Leaning.BINDING:
            return not binding
        lead = 1.0 if self._question.leaning is Leaning.EXPLAINING else 1.5
        return recitals[0].coverage > lead * binding[0].coverage

    def _drafts(self, reached: Sequence[Reached], text_of: Callable[[str], TextRow | None], named: frozenset[str]) -> list[_Draft]:
        drafts: list[_Draft] = []
        left = {True: CONSIDERED, False: CONSIDERED}
        highest = reached[0].score if reached else 1.0
        for one in reached:
            text = text_of(one.provision)
            if text is None or not left["/rct_" not in one.provision] or not self._library.has(one.provision, text):
                continue  # another act may refer to what the version that stands no longer has
            row = self._library.provision(one.provision, text)
            if self._is_carried_out(row, text_of):
                continue
            if row.kind is Kind.CELL and row.id not in named and row.parent is not None:
                one, row = _as_row(one, row.parent), self._library.provision(row.parent, text)
            if row.body or row.kind is Kind.ROW or (row.id in named and row.kind not in GROUPINGS):
                left[binds(row.id)] -= 1
                drafts += self._draft(one, row, one.score / highest, row.id in named)
            if not any(left.values()):
                break
        return drafts

    def _is_carried_out(self, row: ProvisionRow, text_of: Callable[[str], TextRow | None]) -> bool:
        """Whether a provision only amends an act whose text on the shelf has the change: then that text speaks for itself."""
        amended = (
            text_of(edge.target)
            for own in (row.id, *ancestors(row.id))
            for edge in self._graph.edges_from(own)
            if edge.relation is Relation.AMENDS
        )
        return any(text is not None and text.version != "oj" for text in amended)

    def _draft(self, one: Reached, row: ProvisionRow, standing: float, named: bool) -> Iterable[_Draft]:
        """What may be quoted of a provision, each with how much of the question it meets."""
        for spans in self._options(row, named):
            met = self._met(spans)
            coverage = 1.0 if named else self._share(met)
            score = 1.0 if named else coverage**MEETING * standing**STANDING
            yield _Draft(reached=one, row=row, spans=spans, met=met, coverage=coverage, score=score, named=named)

    def _options(self, row: ProvisionRow, named: bool) -> list[Spans]:
        """A named provision whole; a table's row; a list whole if its introduction meets the question, else its points; else sentences."""
        if row.kind is Kind.ROW and not named:
            return [table_row(self._library, row)]
        if named:
            return [(*introduction(self._library, row), *whole(self._library, row))]
        if row.body.endswith(":"):
            return self._list(row)
        if row.kind in (Kind.POINT, Kind.INDENT):
            intro, spans = introduction(self._library, row), point(self._library, row)
            return [] if intro and self._coverage(intro) >= WHOLE_LIST * self._coverage(spans) else [spans]
        return [(own_words(row),)] if binds(row.id) and len(row.body) <= SHORT else sentences(row)

    def _list(self, row: ProvisionRow) -> list[Spans]:
        """A list whole, if its introduction meets the question and it is none of definitions."""
        if self._lists_definitions(row):
            return []
        everything = whole(self._library, row)
        return [everything] if self._coverage([own_words(row)]) >= WHOLE_LIST * self._coverage(everything) else []

    def _lists_definitions(self, row: ProvisionRow) -> bool:
        """Whether a provision introduces definitions: its words are a formula, and the list as a whole answers nothing."""
        first = next(iter(self._library.children(row.id, row.text)), None)
        return first is not None and any(map(_gives_meaning, self._graph.edges_from(first.id)))

    def _coverage(self, spans: Iterable[Part]) -> float:
        """Share of the question that the spans meet."""
        return self._share(self._met(spans))

    def _met(self, spans: Iterable[Part]) -> frozenset[str]:
        """The question's words that the spans meet; a term or topic met by other words counts as its words."""
        return frozenset(stem for part in spans for stem in self._meets(part))

    def _share(self, met: Collection[str]) -> float:
        """The weight of words met as a share of the question's, summed in the question's order: the last bits of a sum decide ties."""
        return sum(weight for stem, weight in self._weights.items() if stem in met) / self._total

    def _meets(self, part: Part) -> set[str]:
        """The question's words that a part meets, its heading read along."""
        heading = part.row.heading if part.field is Field.TEXT else ""
        met = self._weights.keys() & {*stems_of(part.words, self._language), *stems_of(heading, self._language)}
        for field, start, end, stems in self._named_in(part.row):
            if field is part.field and part.start <= start and end <= part.end:
                met.update(self._weights.keys() & set(stems))
        return met

    def _named_in(self, row: ProvisionRow) -> tuple[tuple[Field, int, int, tuple[str, ...]], ...]:
        """Where a provision uses the question's terms and topics, with the question's words for them, or points to what it names."""
        if row.id not in self._uses:
            named = dict(self._question.nodes)
            self._uses[row.id] = tuple(
                (edge.span.field, edge.span.start, edge.span.end, stems_of(named[edge.target], self._language))
                for edge in self._graph.edges_from(row.id)
                if edge.target in named and edge.span is not None and edge.relation in _VOCABULARY
            ) + tuple(
                (edge.span.field, edge.span.start, edge.span.end, (f"@{own}",))
                for edge in self._graph.edges_from(row.id)
                if edge.relation in REFERENCES and edge.span is not None
                for own in self._mentioned
                if f"{edge.target}/".startswith(f"{own}/") or f"{own}/".startswith(f"{edge.target}/")
            )
        return self._uses[row.id]

    def _choose(self, drafts: list[_Draft], limit: int, keep: float) -> list[_Draft]:
        """The best drafts of a group, without repetition; one that the question names is not what the others are measured by."""
        best = max((draft.score for draft in drafts if not draft.named), default=0.0)
        ranked = sorted(drafts, key=lambda draft: (-draft.score, -draft.coverage, draft.row.text.celex, draft.row.row))
        chosen: list[_Draft] = []
        for draft in ranked:
            if len(chosen) == limit or draft.score < keep * best:
                break
            same = [other.met for other in chosen if _list_of(other.row) == _list_of(draft.row)]
            adds = not same or (draft.coverage >= CONTEXT_BELOW * chosen[0].coverage and not draft.met <= frozenset().union(*same))
            if adds and not any(self._repeats(draft, other) for other in chosen):
                chosen.append(draft)
        return chosen

    @staticmethod
    def _repeats(draft: _Draft, other: _Draft) -> bool:
        """Whether two statements share words of one provision, or say the same in two places."""
        own = [(row.id, field, start, end) for row, field, start, end in draft.spans if row.id == draft.row.id]
        theirs = [(row.id, field, start, end) for row, field, start, end in other.spans if other.row.id in (row.id, draft.row.id)]
        overlap = any(a == b and f is g and s < t and u < e for a, f, s, e in own for b, g, u, t in theirs)
        whole = draft.row.id != other.row.id and any(row.id == draft.row.id for row, _, _, _ in other.spans) and len(other.spans) > 2
        inside = draft.row.id.startswith(f"{other.row.id}/") and {*own} <= {(row.id, *rest) for row, *rest in other.spans}
        return overlap or whole or inside or _words(draft) == _words(other)

    def _statement(self, draft: _Draft, top: float, text_of: Callable[[str], TextRow | None]) -> Statement:
        row = draft.row
        quotes = tuple(quote(self._library, holder, field, start, end) for holder, field, start, end in draft.spans)
        return Statement(
            provision=row.id,
            citation=self._cite(row),
            eli=eli_uri(row.text.eli, row.id, row.text.version),
            binding=binds(row.id),
            role=self._role(row, quotes, draft.coverage, top),
            quotes=quotes,
            score=round(min(draft.score, 1.0), 4),
            walk=self.told(draft.reached.path, text_of),
        )

    def told(self, path: tuple[Step, ...], text_of: Callable[[str], TextRow | None]) -> tuple[Step, ...]:
        """The walk with the words that its first step rests on."""
        if len(path) > 1 and not path[-1].because:
            last = path[-1]
            path = explained(path, (*self._graph.edges_from(last.start), *self._graph.edges_to(last.start)))
        first = path[0]
        if first.because != SHARED:
            return path
        holder = text_of(first.end) or next(text for text in self._library.texts() if text.celex == act_of(first.end))
        met = self._library.provision(first.end, holder)
        return (replace(first, because=shared_words(self._question.text, met, self._library)), *path[1:])

    def _role(self, row: ProvisionRow, quotes: Sequence[Quote], coverage: float, top: float) -> Role:
        if not binds(row.id):
            return Role.REASON if coverage >= CONTEXT_BELOW * top else Role.CONTEXT
        words = " ".join(one.text for one in quotes if f"{row.id}/".startswith(f"{one.provision}/"))
        if any(_DEFINES.search(one.text) for one in quotes if one.provision == row.id):
            return Role.DEFINITION
        if any(self._sanctions(one) for one in quotes if one is quotes[0] or f"{row.id}/".startswith(f"{one.provision}/")):
            return Role.SANCTION
        return next((role for role, shape in _ROLES if shape.search(words)), Role.RULE)

    def _sanctions(self, quoted: Quote) -> bool:
        """Whether quoted words set a penalty."""
        spans = (edge.span for edge in self._graph.edges_from(quoted.provision) if edge.relation is Relation.SANCTIONS)
        return any(
            span is not None and span.field is quoted.field and span.start < quoted.end and quoted.start < span.end for span in spans
        )


def _of_one_act(drafts: list[_Draft]) -> list[_Draft]:
    """Drafts without those of other acts than the best one's, unless they are nearly as good: an answer seldom stands in two acts."""
    best = max((draft for draft in drafts if not draft.named), key=lambda draft: draft.score, default=None)
    if best is None:
        return drafts
    return [
        draft for draft in drafts if draft.named or draft.score >= OTHER_ACT * best.score or act_of(draft.row.id) == act_of(best.row.id)
    ]


def _list_of(row: ProvisionRow) -> str:
    """What a statement is one of several from: the list of a point, else the provision itself."""
    return row.parent or row.id if row.kind in (Kind.POINT, Kind.INDENT, Kind.ROW) else row.id


def _gives_meaning(edge: Edge) -> bool:
    """Whether an edge is a definition that says no more than what a term means: no short name or status, which stand within rules."""
    return edge.relation is Relation.DEFINES and all(reason.evidence not in _IN_RULES for reason in edge.reasons if reason.kind == "form")


def _as_row(one: Reached, row: str) -> Reached:
    """A cell that was reached, as the row it stands in."""
    step = Step(start=one.provision, relation=f"^{Relation.HAS_PART}", end=row, because="")
    return replace(one, provision=row, path=(*one.path, step))


def _words(draft: _Draft) -> str:
    return " ".join(row.words(field)[start:end] for row, field, start, end in draft.spans)
