"""Relations by the names that people give on the command line, and a graph as if it had none of some."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from kg.errors import InvalidId
from kg.findings import REFERENCES, Edge, Relation, family
from kg.graph import Neighbours

POINTING: Final = REFERENCES | {Relation.AMENDS}
"""The relations of what `whereas refs` lists: every kind of reference, and amendments."""


def named(given: Iterable[str], known: Collection[Relation] = tuple(Relation)) -> frozenset[Relation]:
    """The relations of names, one each or with commas between; none for none. Raises InvalidId, listing those that are known."""
    names = [one.strip() for words in given for one in words.split(",") if one.strip()]
    for one in names:
        if one not in known:
            hint = f"Relations are: {', '.join(each for each in Relation if each in known)}."
            raise InvalidId(f"no relation {one!r}", hint=hint)
    return frozenset(map(Relation, names))


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """A graph as if it had no edges of some relations (ablation); `refers_to` takes every kind of reference along."""

    graph: Neighbours
    relations: frozenset[Relation]

    def edges_from(self, node: str) -> tuple[Edge, ...]:
        """The edges that start at a node (`kg.graph.Neighbours`)."""
        return tuple(edge for edge in self.graph.edges_from(node) if self._has(edge))

    def edges_to(self, node: str) -> tuple[Edge, ...]:
        """The edges that end at a node (`kg.graph.Neighbours`)."""
        return tuple(edge for edge in self.graph.edges_to(node) if self._has(edge))

    def _has(self, edge: Edge) -> bool:
        return self.relations.isdisjoint((edge.relation, family(edge.relation)))
