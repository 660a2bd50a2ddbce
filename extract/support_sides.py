"""What recital support lays side by side: the recitals of an act, and its articles with their places, in order.

A place is the narrowest unit a recital is matched with: an article's own words, a paragraph, a point. An annex has no place of its own in
the order of the recitals; it is read at the article that brings it in, for an annex is part of the rule that refers to it (Joint
Practical Guide 22: the enacting terms say by a reference what an annex is for, and its heading may name the article).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.findings import Reference
from kg.ids import ProvisionId, article_level
from kg.model import Act, Kind, Provision, walk

_DIVIDED: Final = 2
"""Steps below an article or annex down to which its places go; what is deeper belongs to the place above it."""
_DIVIDING: Final = (Kind.PARAGRAPH, Kind.SUBPARAGRAPH, Kind.POINT, Kind.INDENT, Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A provision with those below it that are no places; `top` is the article or annex it is in, `block` the number of its article."""

    provision: Provision
    parts: tuple[Provision, ...]
    top: ProvisionId
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Recitals and articles of an act; `tops` are articles, then annexes, `hosts` the number of the article each is read at."""

    recitals: tuple[Provision, ...]
    articles: tuple[Provision, ...]
    annexes: tuple[Provision, ...]
    hosts: tuple[int, ...]
    places: tuple[Place, ...]

    @property
    def tops(self) -> tuple[Provision, ...]:
        """Every article, then every annex that an article brings in."""
        return (*self.articles, *self.annexes)


def sides_of(act: Act, references: Sequence[Reference]) -> Sides:
    """The two sides of an act. Annexes that no article refers to are left out: nothing tells where in the order they belong."""
    provisions = walk(act.provisions)
    articles = tuple(one for one in provisions if one.kind is Kind.ARTICLE)
    annexes = [one for one in provisions if one.kind is Kind.ANNEX]
    hosts = _hosts(articles, annexes, references)
    brought = tuple(one for one in annexes if one.id in hosts)
    return Sides(
        recitals=tuple(one for one in provisions if one.kind is Kind.RECITAL),
        articles=articles,
        annexes=brought,
        hosts=(*range(len(articles)), *(hosts[one.id] for one in brought)),
        places=tuple(_places(articles, brought, hosts)),
    )


def _hosts(articles: Sequence[Provision], annexes: Sequence[Provision], references: Iterable[Reference]) -> dict[ProvisionId, int]:
    """The number of the article that each annex belongs to: the one its own words name first, else the first that refers to it."""
    numbers = {one.id: number for number, one in enumerate(articles)}
    known = {one.id for one in annexes}
    named: dict[ProvisionId, int] = {}
    first: dict[ProvisionId, int] = {}
    for reference in references:
        if not isinstance(reference.target, str) or "/" not in reference.target:
            continue
        source, target = article_level(reference.source), article_level(reference.target)
        if reference.source in known and target in numbers:
            named.setdefault(source, numbers[target])
        elif source in numbers and target in known:
            first[target] = min(numbers[source], first.get(target, len(articles)))
    return {**first, **named}


def _places(articles: Sequence[Provision], annexes: Sequence[Provision], hosts: dict[ProvisionId, int]) -> Iterator[Place]:
    for number, article in enumerate(articles):
        brought = [one for one in annexes if hosts[one.id] == number]
        for top in (article, *brought):
            for provision, parts in _divided(top, 0):
                yield Place(provision=provision, parts=parts, top=top.id, block=number)


def _divided(provision: Provision, depth: int) -> Iterator[tuple[Provision, tuple[Provision, ...]]]:
    """A provision and the units it divides into, each with what is below it and no unit itself."""
    units = [part for part in provision.children if part.kind in _DIVIDING] if depth < _DIVIDED else []
    yield provision, tuple(part for part in provision.children if part.kind not in _DIVIDING) if units else provision.children
    for unit in units:
        yield from _divided(unit, depth + 1)
