"""The judged sample read together with its texts: whose words a fact speaks of, and whether facts and texts fit each other.

Read by `benchmarks/references.py`. The facts (`tests/acts/references_SAMPLE.jsonl`) hold ids, characters and targets alone; the words are
read from the sources of the corpus each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.reference_sample import SOURCES, drawn, fields
from benchmarks.reference_scores import Kind, Mention, judged_in, kind_of
from extract.reading import read_act
from extract.source import read_source
from kg.findings import REFERENCES, Relation
from kg.ids import path_of
from kg.model import Act, walk

FACTS: Final = Path(__file__).resolve().parent.parent / "tests" / "acts"
RELATIONS: Final = REFERENCES | {Relation.AMENDS}
"""The relations that a reader may give (docs/how-to/judge-references.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """One act of the sample: the words of the provisions drawn by id and field, in the order of the text, and the mentions judged."""

    act: Act
    words: Mapping[tuple[str, str], str]
    judged: tuple[Mention, ...] = ()


def facts_of(sample: str) -> Path:
    """Where the facts of a sample are kept."""
    return FACTS / f"references_{sample}.jsonl"


def sampled(corpus: Path, sample: str) -> tuple[Sampled, ...]:
    """The acts of a sample with the words drawn from them."""
    return tuple(_drawn(read_act(read_source(corpus / source))) for source in SOURCES[sample])


def _drawn(act: Act) -> Sampled:
    return Sampled(act=act, words={(path, field): said for unit in drawn(act) for path, field, said in fields(unit)})


def with_facts(acts: Iterable[Sampled], facts: Path) -> tuple[Sampled, ...]:
    """The acts with what was judged of them, each mention with its words."""
    judged = judged_in(facts)
    return tuple(replace(one, judged=tuple(_worded(mention, one) for mention in judged if mention.act == one.act.celex)) for one in acts)


def _worded(mention: Mention, sample: Sampled) -> Mention:
    said = sample.words.get((mention.source, mention.field), "")
    return replace(mention, wording=said[mention.start : mention.end])


def misfits(sample: Sampled) -> Iterator[str]:
    """What cannot be right in the facts of an act: each line names a mention and what is wrong with it."""
    ids = frozenset(path_of(one.id) for one in walk(sample.act.provisions))
    for mention in sample.judged:
        for wrong in _wrong(mention, sample, ids):
            yield f"{mention.act}/{mention.source} {mention.field} {mention.start}-{mention.end}: {wrong}"
    yield from _overlapping(sample.judged)


def _wrong(mention: Mention, sample: Sampled, ids: frozenset[str]) -> Iterator[str]:
    said = sample.words.get((mention.source, mention.field))
    if said is None:
        yield "the sample has no such field"
    elif not 0 <= mention.start < mention.end <= len(said):
        yield f"the field has {len(said)} characters"
    elif mention.wording != mention.wording.strip():
        yield "the words begin or end with a space"
    yield from (f"the act has no {one}" for one in mention.targets if kind_of(one) is Kind.OWN_PART and one not in ids)
    yield from (f"no such relation: {one}" for one in set(mention.relations) - RELATIONS)


def _overlapping(mentions: Sequence[Mention]) -> Iterator[str]:
    ordered = sorted(mentions, key=lambda one: (one.source, one.field, one.start, one.end))
    for one, other in pairwise(ordered):
        if (one.source, one.field) == (other.source, other.field) and other.start < one.end:
            yield f"{one.act}/{one.source} {one.field}: {one.start}-{one.end} and {other.start}-{other.end} overlap"
