"""How references found are scored against references judged: pairs of a mention and a target, and what counts as the same pair.

Read by `benchmarks/references.py`. A pair of the facts and a pair found are the same when they stand in the same field of the same
provision, their characters overlap, and their targets are equal. Each pair found answers for one pair judged; more of them within the same
words are not held against a program. Targets are written as the facts write them: `art_5/par_1` in the own act, `self` for the own act, a
CELEX number for another act (with a path for a provision of it), and "" for a mention without target.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.findings import Reference, Unresolved
from kg.ids import act_of, path_of

SELF = "self"
NONE = ""


class Kind(StrEnum):
    """What a target is of."""

    OWN_PART = "own provisions"
    OTHER_ACT = "other acts"
    TREATY = "treaties"
    OWN_ACT = "the own act"
    NO_TARGET = "no target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that point somewhere, with what they point at, as judged or as found. `relations` has one for each target."""

    act: str
    source: str
    field: str
    start: int
    end: int
    targets: tuple[str, ...]
    relations: tuple[str, ...]
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A mention with one of its targets."""

    mention: Mention
    target: str
    relation: str

    @property
    def exact(self) -> tuple[int, int]:
        """The characters of the mention."""
        return self.mention.start, self.mention.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many are judged, how many found, how many of the judged are found and how many with the very same characters.

    `hits` are those found that are right: more than `right` where several were found in what is judged as one.
    """

    judged: int
    found: int
    right: int
    hits: int
    exact: int

    def figures(self, *, exact: bool = False) -> tuple[float, float, float]:
        """Precision, recall and F1; a share of nothing is 0."""
        precision = (self.exact if exact else self.hits) / (self.found or 1)
        recall = (self.exact if exact else self.right) / (self.judged or 1)
        return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def kind_of(target: str) -> Kind:
    """What a target is of, by its form."""
    if target in (SELF, NONE):
        return Kind.OWN_ACT if target else Kind.NO_TARGET
    if not target[0].isdigit():
        return Kind.OWN_PART
    return Kind.TREATY if target[0] == "1" else Kind.OTHER_ACT


def normal(target: str, act: str) -> str:
    """A target as the facts write it: the own act's number is left out."""
    if target == act:
        return SELF
    return path_of(target) if act_of(target) == act and "/" in target else target


# ── mentions ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def judged_in(path: Path) -> tuple[Mention, ...]:
    """The facts of a file, one mention a line; their words are not kept with them."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(_judged(line) for line in lines)


def _judged(line: Mapping[str, object]) -> Mention:
    act, targets = str(line["act"]), line.get("targets") or []
    names = [normal(str(one), act) for one in targets] if isinstance(targets, list) else []
    relation = str(line.get("relation") or "refers_to")
    return Mention(
        act=act, source=str(line["source"]), field=str(line["field"]), start=int(str(line["start"])), end=int(str(line["end"])),
        targets=tuple(dict.fromkeys(names)) or (NONE,), relations=(relation,) * max(len(dict.fromkeys(names)), 1),
    )  # fmt: skip


def found_in(act: str, references: Iterable[Reference]) -> tuple[Mention, ...]:
    """The references of an act gathered into mentions: those of the same words are one."""
    grouped: dict[tuple[str, str, int, int], list[Reference]] = defaultdict(list)
    for one in references:
        grouped[path_of(one.source), one.span.field.value, one.span.start, one.span.end].append(one)
    return tuple(_found(act, place, group) for place, group in grouped.items())


def _found(act: str, place: tuple[str, str, int, int], group: Sequence[Reference]) -> Mention:
    source, field, start, end = place
    relations = {NONE if isinstance(one.target, Unresolved) else normal(one.target, act): one.relation.value for one in group}
    return Mention(
        act=act, source=source, field=field, start=start, end=end, wording=group[0].wording,
        targets=tuple(relations), relations=tuple(relations.values()),
    )  # fmt: skip


def within(mentions: Iterable[Mention], places: Collection[tuple[str, str]]) -> tuple[Mention, ...]:
    """The mentions that stand in the provisions and fields given."""
    return tuple(one for one in mentions if (one.source, one.field) in places)


# ── pairs ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def to_act(target: str) -> str:
    """A target as far as the measure of other acts goes: a provision of another act counts as its act."""
    return act_of(target) if kind_of(target) in (Kind.OTHER_ACT, Kind.TREATY) else target


def to_article(target: str) -> str:
    """A target no finer than the article or annex, in the own act or another."""
    return "/".join(target.split("/")[: 1 if kind_of(target) is Kind.OWN_PART else 2])


def as_named(target: str) -> str:
    """A target with all of its path."""
    return target


def pairs_of(mentions: Iterable[Mention], seen_as: Callable[[str], str] = to_act) -> tuple[Pair, ...]:
    """Every mention with each of its targets, which `seen_as` may make coarser; what is then twice the same counts once."""
    return tuple(pair for one in mentions for pair in _pairs(one, seen_as))


def _pairs(mention: Mention, seen_as: Callable[[str], str]) -> Iterator[Pair]:
    named: dict[str, str] = {}
    for target, relation in zip(mention.targets, mention.relations, strict=True):
        named.setdefault(seen_as(target), relation)
    return (Pair(mention=mention, target=target, relation=relation) for target, relation in named.items())


def of_kind(pairs: Iterable[Pair], *kinds: Kind) -> tuple[Pair, ...]:
    """The pairs whose targets are of these kinds."""
    return tuple(pair for pair in pairs if kind_of(pair.target) in kinds)


def with_path(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The pairs whose targets are provisions of other acts."""
    return tuple(pair for pair in of_kind(pairs, Kind.OTHER_ACT, Kind.TREATY) if "/" in pair.target)


# ── matching ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def matched(judged: Sequence[Pair], found: Sequence[Pair]) -> dict[int, int]:
    """For each judged pair that was found its place, with the place of the pair found: the same characters first, then most shared."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, pair in enumerate(found):
        places[_where(pair)].append(at)
    candidates = [(*_closeness(pair, found[to]), at, to) for at, pair in enumerate(judged) for to in places[_where(pair)]]
    out: dict[int, int] = {}
    used: set[int] = set()
    for _, shared, at, to in sorted(candidates, key=lambda one: (-one[0], -one[1], one[2], one[3])):
        if shared > 0 and at not in out and to not in used:
            out[at] = to
            used.add(to)
    return dict(sorted(out.items()))


def _where(pair: Pair) -> tuple[str, ...]:
    return pair.mention.act, pair.mention.source, pair.mention.field, pair.target


def _closeness(one: Pair, other: Pair) -> tuple[bool, int]:
    return one.exact == other.exact, overlap(one.mention, other.mention)


def _same(one: Pair, other: Pair) -> bool:
    return _where(one) == _where(other) and overlap(one.mention, other.mention) > 0


def overlap(one: Mention, other: Mention) -> int:
    """How many characters two mentions share; 0 or less where they share none."""
    same = (one.act, one.source, one.field) == (other.act, other.source, other.field)
    return min(one.end, other.end) - max(one.start, other.start) if same else 0


def scored(judged: Sequence[Pair], found: Sequence[Pair]) -> Score:
    """The score of pairs found against pairs judged."""
    pairs = matched(judged, found)
    exact = sum(judged[at].exact == found[to].exact for at, to in pairs.items())
    hits = sum(any(_same(pair, one) for one in judged) for pair in found)
    return Score(judged=len(judged), found=len(found), right=len(pairs), hits=hits, exact=exact)


def touched(judged: Iterable[Mention], found: Iterable[Mention]) -> Score:
    """The score of mentions whatever they point at: right is whatever overlaps. The own act as a whole is left out, as not all tell it."""
    ours, theirs = ([one for one in mentions if one.targets != (SELF,)] for mentions in (judged, found))
    near = {at: [to for to, other in enumerate(theirs) if overlap(one, other) > 0] for at, one in enumerate(ours)}
    hits = {to for places in near.values() for to in places}
    exact = sum(any((theirs[to].start, theirs[to].end) == (ours[at].start, ours[at].end) for to in places) for at, places in near.items())
    return Score(judged=len(ours), found=len(theirs), right=sum(map(bool, near.values())), hits=len(hits), exact=exact)


ROWS: Mapping[str, Callable[[Sequence[Mention]], tuple[Pair, ...]]] = {
    "(a) own provisions": lambda mentions: of_kind(pairs_of(mentions), Kind.OWN_PART),
    "(a) … to the article": lambda mentions: of_kind(pairs_of(mentions, lambda one: to_act(to_article(one))), Kind.OWN_PART),
    "(b) other acts, to CELEX": lambda mentions: of_kind(pairs_of(mentions), Kind.OTHER_ACT, Kind.TREATY),
    "(b) … of these treaties": lambda mentions: of_kind(pairs_of(mentions), Kind.TREATY),
    "(b) … provisions, with path": lambda mentions: with_path(pairs_of(mentions, as_named)),
    "(a) and (b)": lambda mentions: of_kind(pairs_of(mentions), Kind.OWN_PART, Kind.OTHER_ACT, Kind.TREATY),
    "(c) the own act": lambda mentions: of_kind(pairs_of(mentions), Kind.OWN_ACT),
    "(d) without target": lambda mentions: of_kind(pairs_of(mentions), Kind.NO_TARGET),
}
"""What is measured in pairs, and which pairs of mentions count for it."""
SPANS = "mentions, whatever the target"


def table_of(judged: Sequence[Mention], found: Sequence[Mention]) -> dict[str, Score]:
    """The score of every row."""
    rows = {name: scored(pairs(judged), pairs(found)) for name, pairs in ROWS.items()}
    return {**rows, SPANS: touched(judged, found)}


def relations_of(judged: Sequence[Mention], found: Sequence[Mention]) -> Counter[tuple[str, str]]:
    """How often the pairs that are right were judged to have one relation and found to have another, or the same."""
    ours, theirs = pairs_of(judged), pairs_of(found)
    return Counter((ours[at].relation, theirs[to].relation) for at, to in matched(ours, theirs).items())


def faults(judged: Sequence[Mention], found: Sequence[Mention]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """The pairs missed, and those found that are none."""
    ours, theirs = pairs_of(judged), pairs_of(found)
    pairs = matched(ours, theirs)
    missed = tuple(pair for at, pair in enumerate(ours) if at not in pairs)
    return missed, tuple(pair for pair in theirs if not any(_same(pair, one) for one in ours))
