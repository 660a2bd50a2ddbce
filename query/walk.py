"""The walk: scores spread from the seeds over the graph's typed edges, and every result keeps the path that gave it most.

Each hop passes a share of a provision's score on, by the weight of the relation taken (either way), the edge's own score, and how many
such edges leave the provision: what supports everything lifts nothing. Hubs (terms, topics, acts) are doors in, not ways through.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.findings import Edge, Relation, family
from kg.graph import Neighbours
from kg.ids import ancestors
from query.seed import Seed

HOPS: Final = 2
STANDS_OUT: Final = 0.4
"""Share of a provision's score that its best part needs to be named in its place."""
SPREAD: Final = 60
"""How many provisions pass their score on at each hop."""

WEIGHTS: Final[Mapping[tuple[Relation, bool], float]] = {
    (Relation.SUPPORTS, True): 0.3,
    (Relation.SUPPORTS, False): 0.15,
    (Relation.HAS_PART, True): 0.1,
    (Relation.HAS_PART, False): 0.2,
    (Relation.REFERS_TO, True): 0.06,
    (Relation.REFERS_TO, False): 0.04,
}
"""Share passed on along a relation (True) or against it (False); relations that are missing carry none.

Every kind of reference carries what `refers_to` does (`kg.findings.family`), and all of them share it.
"""


_PLACES: Final = frozenset({"condition", "verb"})
"""Reasons that are places in the words, and none themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a walk: `relation` is read from `start` to `end`, with `^` before it when taken against its direction."""

    start: str
    relation: str
    end: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A provision the walk reached: its score, and the steps from the question that gave it most of it."""

    provision: str
    score: float
    path: tuple[Step, ...]


def walk(
    seeds: Sequence[Seed],
    graph: Neighbours,
    weights: Mapping[tuple[Relation, bool], float] = WEIGHTS,
) -> tuple[Reached, ...]:
    """Provisions by their score after the walk, best first."""
    scores: dict[str, float] = {}
    best: dict[str, tuple[float, tuple[Step, ...]]] = {}
    for seed in seeds:
        scores[seed.provision] = scores.get(seed.provision, 0.0) + seed.score
        if seed.provision not in best:
            step = Step(start="question", relation=seed.relation, end=seed.provision, because=seed.because)
            best[seed.provision] = (seed.score, (step,))
    wave = dict(scores)
    for _ in range(HOPS):
        wave = _hop(wave, graph, weights, best)
        for provision, score in wave.items():
            scores[provision] = scores.get(provision, 0.0) + score
    ranked = sorted(_narrowed(scores).items(), key=lambda item: (-item[1], item[0]))
    return tuple(Reached(provision=provision, score=score, path=best[provision][1]) for provision, score in ranked)


def _narrowed(scores: Mapping[str, float]) -> dict[str, float]:
    """The ranking at its most precise level: a provision yields its place to the best part of it, where that part stands out."""
    out = dict(scores)
    parts: dict[str, list[str]] = defaultdict(list)
    for provision in scores:
        for holder in ancestors(provision):
            parts[holder].append(provision)
    for above in sorted(parts, key=lambda one: (one.count("/"), one)):
        best = max(parts[above], key=lambda one: (scores[one], one))
        if above in out and scores[best] >= STANDS_OUT * scores[above]:
            out[best] = max(out[best], out[above])
            out[above] = scores[above] * STANDS_OUT
    return out


def _hop(
    wave: Mapping[str, float],
    graph: Neighbours,
    weights: Mapping[tuple[Relation, bool], float],
    best: dict[str, tuple[float, tuple[Step, ...]]],
) -> dict[str, float]:
    """Scores that one hop brings; remembers a path when it brings a provision more than any before."""
    brought: dict[str, float] = defaultdict(float)
    strongest = sorted(wave.items(), key=lambda item: (-item[1], item[0]))[:SPREAD]
    for provision, score in strongest:
        for edge, along, share in _ways(provision, graph, weights):
            end = edge.target if along else edge.source
            gain = score * share
            brought[end] += gain
            if gain > best.get(end, (0.0, ()))[0] and provision in best:
                relation = edge.relation if along else f"^{edge.relation}"
                step = Step(start=provision, relation=relation, end=end, because=because_of(edge))
                best[end] = (gain, (*best[provision][1], step))
    return brought


def _ways(provision: str, graph: Neighbours, weights: Mapping[tuple[Relation, bool], float]) -> Iterator[tuple[Edge, bool, float]]:
    """Edges to provisions, with the share each passes on."""
    ends: dict[tuple[Relation, bool], dict[str, Edge]] = defaultdict(dict)
    for along, edges in ((True, graph.edges_from(provision)), (False, graph.edges_to(provision))):
        for edge in edges:
            end = edge.target if along else edge.source
            kind = family(edge.relation)
            if (kind, along) in weights and _holds_law(end):
                ends[kind, along].setdefault(end, edge)
    for (relation, along), found in ends.items():
        for edge in found.values():
            share = weights[relation, along] * edge.score / math.sqrt(len(found))
            if share > 0:
                yield edge, along, share


def _holds_law(node: str) -> bool:
    """Whether a node is (part of) an article, annex or recital: groupings, the preamble and acts as a whole are not walked through."""
    return node.partition("/")[2][:4] in ("art_", "anx_", "rct_")


def because_of(edge: Edge) -> str:
    """What an edge rests on, in words."""
    told = [f"{reason.kind}: {reason.evidence}" for reason in edge.reasons if reason.kind not in _PLACES]
    if told:
        return "; ".join(told)
    return edge.wording
