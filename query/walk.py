"""The walk: scores spread from the seeds over the graph's typed edges, and every result keeps the step that gave it most.

A provision is lifted by what is linked to it, each relation and direction by its own fitted weight (`query.ranking`): recitals lift what
they support and are lifted by it, as are what points to a provision, what holds it, and what it holds. What reaches a provision is the
best score that leads to it, as a share of the best of its group (binding provisions, recitals), so that hubs lift nothing by their number.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.findings import Edge, Relation, family
from kg.ids import act_of, article_level, binds
from kg.links import Link
from query.ranking import Weights, weights
from query.seed import Ground, Seed

LIFTS: Final = {
    Relation.SUPPORTS: ("supported", "supports"),
    Relation.REFERS_TO: ("referred_to", "refers_to"),
    Relation.HAS_PART: ("above", "below"),
}
"""What each relation lifts: its end, along it, and its start, against it."""
SUPPORTED_WHOLE: Final = "supported_whole"
"""The best lift by recitals of anything in the same article or annex."""
OF_ACT: Final = "of_act"
"""The best score in the other group of the same act: recitals and binding provisions tell each other which act is meant."""
BESIDE: Final = "beside"
"""The best score in the same article or annex."""

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
    """A provision the walk reached: its score as a share of the best of its group, and the steps from the question to it."""

    provision: str
    score: float
    path: tuple[Step, ...]
    seed: Seed


@dataclass(frozen=True, slots=True)
class Lift:
    """How strongly a provision is lifted, from which other, and by which link, if it is one that can be shown."""

    strength: float
    start: str
    link: Link | None = None


Lifts = Mapping[str, Mapping[str, Lift]]
"""By provision and by name of the lift."""


def walk(ground: Ground, counted: Weights | None = None) -> tuple[Reached, ...]:
    """Provisions by their score after the walk, best first."""
    counted = counted or weights()
    lifts = lifts_of(ground)
    scores = {
        seed.provision: seed.score + counted.score(seed.provision, {name: one.strength for name, one in lifts[seed.provision].items()})
        for seed in ground.seeds
    }
    shares = shares_of(scores)
    by_provision = {seed.provision: seed for seed in ground.seeds}
    reached = [
        Reached(provision=own, score=shares[own], path=_path(seed, lifts[own], by_provision, counted), seed=seed)
        for own, seed in by_provision.items()
    ]
    return tuple(sorted(reached, key=lambda one: (-one.score, one.provision)))


def shares_of(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores as shares of the odds of the best of the same group, binding provisions and recitals apart."""
    best = {group: max((score for own, score in scores.items() if binds(own) is group), default=0.0) for group in (True, False)}
    return {own: math.exp(score - best[binds(own)]) for own, score in scores.items()}


def lifts_of(ground: Ground) -> dict[str, dict[str, Lift]]:
    """What lifts each provision, by its best way of each kind."""
    shares = shares_of({seed.provision: seed.score for seed in ground.seeds})
    lifts: dict[str, dict[str, Lift]] = defaultdict(dict)
    for link in ground.links:
        along, against = LIFTS[family(link.relation)]
        weight = link.score if link.relation is Relation.SUPPORTS else 1.0
        for name, start, end in ((along, link.source, link.target), (against, link.target, link.source)):
            if start in shares and end in shares:
                _raise(lifts[end], name, Lift(shares[start] * weight, start, link))
    _of_wholes(shares, lifts)
    _of_acts(shares, lifts)
    return lifts


def _raise(held: dict[str, Lift], name: str, lift: Lift) -> None:
    """Keep the stronger of two lifts of a kind; of two as strong the first."""
    if lift.strength > 0 and (name not in held or held[name].strength < lift.strength):
        held[name] = lift


def _of_wholes(shares: Mapping[str, float], lifts: dict[str, dict[str, Lift]]) -> None:
    """The lifts that a provision shares with everything in its article or annex."""
    best: dict[str, Lift] = {}
    supported: dict[str, Lift] = {}
    for own, share in shares.items():
        if binds(own) and (article_level(own) not in best or best[article_level(own)].strength < share):
            best[article_level(own)] = Lift(share, own)
    for own, held in lifts.items():
        lift = held.get("supported")
        if lift and (article_level(own) not in supported or supported[article_level(own)].strength < lift.strength):
            supported[article_level(own)] = lift
    for own in shares:
        if binds(own):
            _raise(lifts[own], BESIDE, best[article_level(own)])
            if article_level(own) in supported:
                _raise(lifts[own], SUPPORTED_WHOLE, Lift(supported[article_level(own)].strength, supported[article_level(own)].start))


def _of_acts(shares: Mapping[str, float], lifts: dict[str, dict[str, Lift]]) -> None:
    """The lifts that provisions have from the best recital of their act, and recitals from the best binding provision."""
    best: dict[tuple[str, bool], Lift] = {}
    for own, share in shares.items():
        key = act_of(own), binds(own)
        if key not in best or best[key].strength < share:
            best[key] = Lift(share, own)
    for own in shares:
        other = best.get((act_of(own), not binds(own)))
        if other is not None:
            _raise(lifts[own], OF_ACT, other)


def _path(seed: Seed, lifts: Mapping[str, Lift], seeds: Mapping[str, Seed], counted: Weights) -> tuple[Step, ...]:
    """The way to a provision: straight from the question, unless a link from one that the question meets gave more."""
    own = Step(start="question", relation=seed.relation, end=seed.provision, because=seed.because)
    gained = [
        (counted.of(seed.provision).get(name, 0.0) * lift.strength, lift)
        for name, lift in lifts.items()
        if lift.link is not None and lift.start in seeds and seeds[lift.start].own > 0
    ]
    most, lift = max(gained, key=lambda one: one[0], default=(0.0, None))
    if lift is None or lift.link is None or most <= seed.own:
        return (own,)
    first = seeds[lift.start]
    along = lift.link.source == lift.start
    relation = lift.link.relation if along else f"^{lift.link.relation}"
    return (
        Step(start="question", relation=first.relation, end=first.provision, because=first.because),
        Step(start=first.provision, relation=relation, end=seed.provision, because=""),
    )


def explained(path: Sequence[Step], edges: Iterable[Edge]) -> tuple[Step, ...]:
    """A path whose last step says what its edge rests on; `edges` are those between its two ends."""
    last = path[-1]
    ends = {last.start, last.end}
    found = next((edge for edge in edges if {edge.source, edge.target} == ends and last.relation.lstrip("^") == edge.relation), None)
    return (
        tuple(path)
        if found is None
        else (*path[:-1], Step(start=last.start, relation=last.relation, end=last.end, because=because_of(found)))
    )


def because_of(edge: Edge) -> str:
    """What an edge rests on, in words."""
    told = [f"{reason.kind}: {reason.evidence}" for reason in edge.reasons if reason.kind not in _PLACES]
    if told:
        return "; ".join(told)
    return edge.wording
