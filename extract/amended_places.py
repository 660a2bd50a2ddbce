"""Where an amending instruction leads: from what those around it said is amended, over its mentions, to provisions of the amended act.

The moves that `extract.amendments` is made of. Each takes places and mentions, and gives places: an id in the natural form, unchecked,
with how much of the provision is meant; or `Unresolved` with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from extract.amendment_grammar import Instruction, Locus
from extract.reference_acts import ActMention, Pointing
from extract.reference_languages import LAST, PREVIOUS, SENTENCE
from extract.reference_paths import Path, PathStep
from extract.scopes import in_amended
from kg.findings import Portion, Unresolved
from kg.ids import ActId, ProvisionId, act_of, identify, steps_of

Target: TypeAlias = ProvisionId | ActId | Unresolved


@dataclass(frozen=True, slots=True)
class Reached:
    """A place in an amended act, and how much of it is meant."""

    target: Target
    portion: Portion = Portion.WHOLE

    @property
    def id(self) -> str:
        """The id, or "" where there is none."""
        return "" if isinstance(self.target, Unresolved) else self.target


Reach: TypeAlias = tuple[Reached, ...]


@dataclass(slots=True)
class ActsNamed:
    """The amending act itself, and the act that it named last, which is what "that Regulation" means."""

    own: ActId
    last: str = ""


def reach(instruction: Instruction, around: Reach, acts: ActsNamed) -> Reach:
    """What an instruction acts on, or puts something into; nothing where no other act is amended."""
    at = around
    if instruction.goes_on and instruction.comes_in:
        instruction = replace(instruction, loci=(*instruction.loci[:-1], _holders(instruction.loci[-1], instruction.unit)))
    for locus in instruction.loci:
        at = tuple(dict.fromkeys(_narrowed(locus, at, acts)))
    if instruction.portion is not Portion.WHOLE:
        at = tuple(replace(one, portion=instruction.portion) for one in at)
    own = acts.own
    if any(isinstance(one.target, Unresolved) for one in at):
        return at
    return tuple(one for one in at if act_of(one.id) != own)


def _holders(locus: Locus, unit: str) -> Locus:
    """ "point (b) is deleted and the following point is added": to what holds point (b)."""
    mentions = tuple(replace(one, paths=tuple(_above(path, unit) for path in one.paths)) for one in locus.mentions)
    return Locus(mentions=mentions)


def _above(path: Path, unit: str) -> Path:
    return path[:-1] if len(path) > 1 and path[-1].code == unit else path


def _narrowed(locus: Locus, around: Reach, acts: ActsNamed) -> Iterator[Reached]:
    """The places that one locus leads to from those around; of several mentions each starts where the one before it ended."""
    named = next((one.act for one in reversed(locus.mentions) if one.act is not None), None)
    at = around
    for mention in locus.mentions:
        bases = _acts_meant(mention.act or (None if around else named), at, acts)
        found = tuple(step_from(base, path) for base in bases for path in mention.paths or ((),))
        yield from found
        at = found or at


def _acts_meant(named: ActMention | None, around: Reach, acts: ActsNamed) -> Reach:
    """Where a mention starts from: the acts it names, or what is around it."""
    if named is None:
        return around
    if named.celex is not None:
        acts.last = named.celex
        return tuple(Reached(one) for one in (named.celex, *named.also))
    if named.pointing is Pointing.THIS:
        return ()
    if named.pointing is Pointing.THAT:
        known = act_of(around[0].id) if around else acts.last
        return (Reached(ActId(known)),) if known else ()
    return (Reached(Unresolved(reason=f"no CELEX number is known for {named.wording!r}")),)


def step_from(base: Reached, path: Path) -> Reached:
    """A path from a place: to a provision in the natural form, and how much of it is meant."""
    if not base.id or not path:
        return base
    kept, portion = _addressable(path)
    if not kept:
        return replace(base, portion=portion)
    if kept[0].pointing is not None:
        return _pointed(base, kept[0])
    return Reached(in_amended(base.id, kept), portion)


def _addressable(path: Path) -> tuple[Path, Portion]:
    """The steps that ids have, and what the others mean: a sentence, or the last subparagraph, is a passage of what holds it."""
    steps = tuple(PathStep("anx", "1") if (one.code, one.pointing) == ("anx", Pointing.THE) else one for one in path)
    for at, one in enumerate(steps):
        if one.code == SENTENCE or one.label in (LAST, PREVIOUS):
            return steps[:at], Portion.PASSAGE
    last = steps[-1]
    first = last.ordinal and last.code in ("unp", "par") and last.label == "1"
    return steps, Portion.FIRST_SUBPARAGRAPH if first else Portion.WHOLE


def _pointed(base: Reached, step: PathStep) -> Reached:
    """ "that Annex": the one that is spoken of."""
    steps = steps_of(base.id)
    for count in range(len(steps), 0, -1):
        if steps[count - 1].code == step.code:
            return Reached(identify(act_of(base.id), *steps[:count]))
    return Reached(Unresolved(reason=f"nothing named before that {step.code} could mean"))
