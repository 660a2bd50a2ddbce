"""Seeds of the walk: passages that share the question's words, terms or topics, and provisions it names.

Scores are shares of the best: 1 for the best lexical hit, less where the library lacks words of the question. Every seed says why
(`because`), in the question's own words.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.findings import Relation
from kg.graph import Neighbours
from kg.ids import path_of
from kg.library import Library, TextRow
from query.index import Rarity, search
from query.question import Question
from query.sharing import SHARED

LEXICAL_LIMIT: Final = 120
NODE_WEIGHT: Final = 0.35
"""What the terms and topics of a question weigh beside its words."""
NAMED: Final = 2.0
"""Seed of a provision that the question names: twice the best lexical hit."""
FORMULAS: Final = ("cit_", "pbl_")
"""What opens an act ("Having regard to …") neither binds nor explains; it answers only where it is named."""
DEFINED: Final = 2.0
"""Seed of the definition of a term that the question asks to define."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A provision the question meets, how well, and why."""

    provision: str
    score: float
    relation: str
    because: str


def find_seeds(
    question: Question, library: Library, graph: Neighbours, rarity: Rarity, texts: Sequence[TextRow], named: Sequence[str]
) -> tuple[Seed, ...]:
    """Every provision the question meets by itself, best first."""
    acts = {text.celex for text in texts}
    scores: dict[str, float] = defaultdict(float)
    reasons: dict[str, list[str]] = defaultdict(list)
    known = rarity.known(question.stems)
    hits = search(library, question.stems, texts, LEXICAL_LIMIT)
    for hit in hits:
        scores[hit.provision] += known * hit.score / hits[0].score
    for provision, (score, forms) in _by_nodes(question, graph, rarity, acts).items():
        scores[provision] += NODE_WEIGHT * score
        reasons[provision] += forms
    seeds = [
        Seed(provision=provision, score=score, relation="matches", because="; ".join(reasons[provision]) or SHARED)
        for provision, score in scores.items()
        if not path_of(provision).startswith(FORMULAS)
    ]
    seeds += [Seed(provision=provision, score=NAMED, relation="names", because="named in the question") for provision in named]
    seeds += [
        Seed(provision=edge.source, score=DEFINED, relation="matches", because=dict(question.nodes)[node])
        for node in question.defined
        for edge in graph.edges_to(node)
        if edge.relation is Relation.DEFINES and edge.source.partition("/")[0] in acts
    ]
    return tuple(sorted(seeds, key=lambda seed: (-seed.score, seed.provision)))


def _by_nodes(question: Question, graph: Neighbours, rarity: Rarity, acts: set[str]) -> dict[str, tuple[float, list[str]]]:
    """Provisions by the terms and topics they share with the question, as a share of the best."""
    total: dict[str, float] = defaultdict(float)
    forms: dict[str, list[str]] = defaultdict(list)
    for node, form in question.nodes:
        uses: dict[str, float] = defaultdict(float)
        for edge in graph.edges_to(node):
            if edge.relation is not Relation.BINDS and edge.source.partition("/")[0] in acts:
                uses[edge.source] += 1.0
        for provision, count in uses.items():
            total[provision] += rarity.node(node) * (1 + math.log(count))
            if form not in forms[provision]:
                forms[provision].append(form)
    best = max(total.values(), default=1.0)
    return {provision: (score / best, forms[provision]) for provision, score in total.items()}
