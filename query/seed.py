"""Seeds of the walk: passages that share the question's words, terms or topics, and provisions it names, each with its measures.

A seed's score is the weighed sum of its measures (`query.features`, `query.ranking`). Every seed says why it is one (`because`), in the
question's own words.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.findings import REFERENCES, Relation
from kg.ids import binds, path_of
from kg.library import Library, TextRow
from kg.links import Link, links_from, links_to
from query.asking import Asks, asked_for
from query.features import Measuring, Wanted, weights_of
from query.index import Rarity
from query.passages import FORMULAS, ON_SCOPE, Passage, any_of, find_passages
from query.question import Question
from query.ranking import Weights, weights
from query.sharing import SHARED
from query.vectors import RESEMBLES, vector_hits

VOCABULARY: Final = (Relation.USES_TERM, Relation.DEFINES, Relation.ABOUT)
"""The relations by which a question meets provisions."""
_WALKED: Final = (Relation.SUPPORTS, Relation.HAS_PART, *sorted(REFERENCES))
_MEASURED: Final = (Relation.BINDS, Relation.SANCTIONS)
_BY_NODES: Final = 15
"""Provisions that are looked at for their terms and topics alone."""
NEAR_LIMIT: Final = 60
"""Passages that are looked at for their meaning, in a library with vectors."""
RANK_DAMPING: Final = 10
"""How slowly nearness falls with its rank; cosines themselves say little, for models differ in how they spread them."""
AHEAD: Final = 3.0
"""How far a provision that the question names is put before the best of the others, in logarithms of odds."""
_DOORS: Final = 10
"""Recitals whose provisions are looked at, whatever their words."""
MATCHING: Final = ("words", "covered", "nearby", "whole", "covered_whole", "nearby_whole", "pairs", "node", "named", "defined",
                   "heading", "heading_said", "heading_pairs", "outer", "resembles")  # fmt: skip
"""Measures of what a passage has of the question itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A provision the question meets: its score, what of it rests on the question's own words, and why."""

    provision: str
    score: float
    own: float
    relation: str
    because: str
    measures: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a walk starts from: the seeds, best first, and the edges between provisions around them."""

    seeds: tuple[Seed, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Where and for what seeds are looked for."""

    question: Question
    library: Library
    rarity: Rarity
    texts: Sequence[TextRow]
    named: Sequence[str] = ()
    without: frozenset[Relation] = frozenset()
    weights: Weights = field(default_factory=weights)

    def relations(self, asked: Iterable[Relation]) -> tuple[Relation, ...]:
        """Relations without those left out; every kind of reference goes with `refers_to`."""
        return tuple(one for one in asked if one not in self.without and not (one in REFERENCES and Relation.REFERS_TO in self.without))


def find_ground(looked: Looked) -> Ground:
    """Every provision the question meets by itself or that a recital it meets supports, with their edges."""
    wanted, forms = _wanted(looked)
    named = [own for own in wanted.named if not path_of(own).startswith(FORMULAS)]
    by_nodes = sorted(wanted.nodes, key=lambda own: (-wanted.nodes[own], own))[:_BY_NODES]
    passages = find_passages(_queries(wanted), looked.library, looked.texts, {*named, *by_nodes, *wanted.defining, *wanted.near})
    seeds, links = _seeds(passages, wanted, looked, forms)
    behind = _behind(seeds, links) - {seed.provision for seed in seeds}
    further, more = _seeds(find_passages((), looked.library, looked.texts, behind), wanted, looked, forms)
    found = {seed.provision for seed in (*seeds, *further)}
    bare = [_seed(own, {"named": 1.0}, wanted, looked, ()) for own in named if own not in found]
    every = sorted(_named_first((*seeds, *further, *bare)), key=_order)
    return Ground(seeds=tuple(every), links=(*links, *more))


def _named_first(seeds: Sequence[Seed]) -> Iterator[Seed]:
    """Seeds with those that the question names in front of all others, whatever their words."""
    best = max((seed.score for seed in seeds), default=0.0)
    for seed in seeds:
        yield replace(seed, score=best + AHEAD) if seed.relation == "names" else seed


def _queries(wanted: Wanted) -> list[str]:
    """What to look up: the question's words, other words for them, and what says to whom an act applies, where that is asked."""
    others = [other for nearby in wanted.nearby.values() for other in nearby]
    queries = [any_of(groups) for groups in ([(stem,) for stem in wanted.weights], others) if groups]
    return [*queries, ON_SCOPE] if Asks.SCOPE in wanted.asks else queries


def _behind(seeds: Sequence[Seed], links: Iterable[Link]) -> set[str]:
    """The provisions that the best recitals support."""
    doors = {seed.provision for seed in [one for one in sorted(seeds, key=_order) if not binds(one.provision)][:_DOORS]}
    return {link.target for link in links if link.relation is Relation.SUPPORTS and link.source in doors and "/" in link.target}


def _order(seed: Seed) -> tuple[float, str]:
    return -seed.score, seed.provision


def _seeds(
    passages: Iterable[Passage], wanted: Wanted, looked: Looked, forms: Mapping[str, Sequence[str]]
) -> tuple[list[Seed], tuple[Link, ...]]:
    found = {one.provision: one for one in passages}
    links = links_from(looked.library, found, looked.relations((*_WALKED, *_MEASURED)))
    by_source: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_source[link.source].append(link)
    measuring = Measuring(wanted, looked.rarity)
    measures = {own: measuring.measures(one, by_source[own]) for own, one in found.items()}
    seeds = [_seed(own, taken, wanted, looked, forms.get(own, ())) for own, taken in measures.items()]
    return seeds, tuple(link for link in links if link.relation in _WALKED)


def _seed(provision: str, measures: Mapping[str, float], wanted: Wanted, looked: Looked, forms: Sequence[str]) -> Seed:
    relation, because = _reason(provision, measures, wanted, forms)
    counted = looked.weights.of(provision)
    return Seed(
        provision=provision,
        score=looked.weights.score(provision, measures),
        own=sum(counted.get(name, 0.0) * measures.get(name, 0.0) for name in MATCHING),
        relation=relation,
        because=because,
        measures=measures,
    )


def _reason(provision: str, measures: Mapping[str, float], wanted: Wanted, forms: Sequence[str]) -> tuple[str, str]:
    """How a question meets a provision, and by what: it names it, shares terms, topics or words with it, or only resembles it."""
    if provision in wanted.named:
        return "names", "named in the question"
    if provision in wanted.near and not any(measures.get(name, 0.0) for name in ("covered", "node")):
        return RESEMBLES, f"cosine {wanted.near[provision][1]:.2f}"
    return "matches", "; ".join(forms) or SHARED


# ── what is wanted ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _wanted(looked: Looked) -> tuple[Wanted, dict[str, list[str]]]:
    """What a question looks for, and for each provision the question's words for the terms and topics it shares."""
    question = looked.question
    nodes, forms = _by_nodes(looked)
    return Wanted(
        weights=weights_of(question.stems, looked.rarity),
        asks=asked_for(question.text),
        nodes=nodes,
        named=frozenset(looked.named),
        defining=frozenset(_defining(looked)),
        actors=frozenset(node for node, _ in question.nodes if "/term/" in node or node.startswith("actor:")),
        nearby=_nearby(question),
        near=_near(looked),
    ), forms


def _near(looked: Looked) -> dict[str, tuple[float, float]]:
    """The passages nearest in meaning: what is left of 1 at their rank, and their cosine; none in a library without vectors."""
    hits = vector_hits(looked.library, looked.question.text, looked.texts, NEAR_LIMIT)
    near = [one for one in hits if one.cosine > 0 and not path_of(one.provision).startswith(FORMULAS)]
    return {one.provision: (RANK_DAMPING / (RANK_DAMPING + rank), one.cosine) for rank, one in enumerate(near)}


def _nearby(question: Question) -> dict[str, tuple[tuple[str, ...], ...]]:
    """For each of the question's words that has other words in acts, those."""
    return {stem: one.others for one in question.lay for stem in one.stems if stem in question.stems}


def _defining(looked: Looked) -> Iterator[str]:
    """The provisions that define the terms whose definition is asked for."""
    acts = {text.celex for text in looked.texts}
    for link in links_to(looked.library, looked.question.defined, looked.relations([Relation.DEFINES])):
        if link.source.partition("/")[0] in acts:
            yield link.source


def _by_nodes(looked: Looked) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Provisions by the terms and topics they share with the question, as a share of the weight of all of them; and by what words."""
    question, acts = looked.question, {text.celex for text in looked.texts}
    weight = {node: looked.rarity.node(node) for node, _ in question.nodes}
    total = sum(weight.values()) or 1.0
    uses: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for link in links_to(looked.library, weight, looked.relations(VOCABULARY)):
        if link.source.partition("/")[0] in acts:
            uses[link.source][link.target] += 1
    scores = {
        own: sum(weight[node] * (1 + math.log(count)) for node, count in sorted(counts.items())) / total for own, counts in uses.items()
    }
    return scores, {own: list(dict.fromkeys(form for node, form in question.nodes if node in counts)) for own, counts in uses.items()}
