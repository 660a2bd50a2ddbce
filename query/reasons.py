"""Questions after reasons: "why does Article 5 …?", "which recital explains Article 4a?".

What a question names has its reasons in the recitals that support it, found back along `supports` edges: those of the provision itself,
else of what holds it. Of each the sentence is quoted that is most like the provision; where the question says more than a name, recitals
that meet its words come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from extract.words import stems_of
from kg.findings import Edge, Relation
from kg.graph import Neighbours
from kg.ids import ProvisionId, ancestors, binds, eli_uri
from kg.library import ProvisionRow
from query.answer import Role, Statement
from query.cite import citation
from query.index import Rarity
from query.question import Question
from query.quoting import quote
from query.shelf import Shelf
from query.units import Spans, own_words, sentences
from query.walk import Step, because_of

_MOST: Final = 4
"""Recitals that are quoted for what a question names."""
_ENOUGH: Final = 0.5
"""Share of the best link's score that another needs."""
_ASKS: Final = re.compile(r"\b(?:why|reasons?|rationale|recitals?)\b", re.IGNORECASE)


def asks_reasons(question: Question) -> bool:
    """Whether a question asks why, or for recitals."""
    return bool(_ASKS.search(question.text))


@dataclass(frozen=True, slots=True)
class Reasons:
    """Finds the recitals that give the reasons of what one question names."""

    question: Question
    shelf: Shelf
    graph: Neighbours
    rarity: Rarity

    def statements(self, named: Iterable[ProvisionRow]) -> tuple[Statement, ...]:
        """A statement for each of the best recitals, best first; none where nothing named has any."""
        found: dict[str, tuple[float, Statement]] = {}
        for row in named:
            for edge, path in self._supporting(row) if binds(row.id) else ():
                recital = self.shelf.row(ProvisionId(edge.source))
                score = edge.score * (1 + self._met(recital)) / 2
                if edge.source not in found or found[edge.source][0] < score:
                    found[edge.source] = score, self._statement(recital, row, path, score)
        ranked = sorted(found.values(), key=lambda one: (-one[0], one[1].provision))
        least = _ENOUGH * max((score for score, _ in ranked), default=0.0)
        return tuple(statement for score, statement in ranked if score >= least)[:_MOST]

    def _supporting(self, row: ProvisionRow) -> Iterator[tuple[Edge, tuple[Step, ...]]]:
        """The links from recitals to a provision, or else to the narrowest that holds it and has any, each with the way there."""
        path: tuple[Step, ...] = (Step(start="question", relation="names", end=row.id, because="named in the question"),)
        for here, above in zip((row.id, *ancestors(row.id)), (*ancestors(row.id), ""), strict=True):
            edges = [one for one in self.graph.edges_to(here) if one.relation is Relation.SUPPORTS and self.shelf.has(one.source)]
            for edge in edges:
                back = Step(start=here, relation=f"^{Relation.SUPPORTS}", end=edge.source, because=because_of(edge))
                yield edge, (*path, back)
            if edges:
                return
            path = (*path, Step(start=here, relation=f"^{Relation.HAS_PART}", end=above, because=""))

    def _met(self, recital: ProvisionRow) -> float:
        """Share of the question's words that a recital meets."""
        total = sum(map(self.rarity.word, self.question.stems))
        there = set(stems_of(recital.body, self.question.language))
        return sum(self.rarity.word(stem) for stem in self.question.stems if stem in there) / total if total else 0.0

    def _statement(self, recital: ProvisionRow, asked: ProvisionRow, path: tuple[Step, ...], score: float) -> Statement:
        return Statement(
            provision=recital.id,
            citation=citation(recital.id, recital.text.title),
            eli=eli_uri(recital.text.eli, recital.id, recital.text.version),
            binding=False,
            role=Role.REASON,
            quotes=tuple(quote(self.shelf.library, *part) for part in self._likest(recital, asked)),
            score=round(score, 4),
            walk=path,
        )

    def _likest(self, recital: ProvisionRow, asked: ProvisionRow) -> Spans:
        """The sentence of a recital that shares the rarest words with the question and with what it names."""
        text = self.shelf.text_of(asked.id) or asked.text
        rows = self.shelf.library.subtree(asked.id, text)
        words = {*self.question.stems, *(stem for row in rows for stem in stems_of(f"{row.heading} {row.body}", self.question.language))}
        return max(sentences(recital) or [(own_words(recital),)], key=lambda spans: self._shared(spans, words))

    def _shared(self, spans: Spans, words: set[str]) -> float:
        stems = {stem for part in spans for stem in stems_of(part.words, self.question.language)}
        return sum(self.rarity.word(stem) for stem in sorted(stems & words))
