"""Edges read in bulk and lightly: who is linked to whom, by what relation and how strongly, without the evidence.

A question looks at hundreds of provisions; the evidence of an edge is read only where the edge is shown (`Library.edges_from`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.findings import Relation
from kg.library import Library

_MOST_AT_ONCE: Final = 400
"""Nodes in one query."""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge without its evidence; `said` is what its reasons say, as they are stored."""

    source: str
    relation: Relation
    target: str
    score: float
    said: str


def links_from(library: Library, nodes: Iterable[str], relations: Collection[Relation]) -> tuple[Link, ...]:
    """The edges of some relations that start at nodes, in the order they were built."""
    return tuple(_links(library, "source", nodes, relations))


def links_to(library: Library, nodes: Iterable[str], relations: Collection[Relation]) -> tuple[Link, ...]:
    """The edges of some relations that end at nodes, in the order they were built."""
    return tuple(_links(library, "target", nodes, relations))


def _links(library: Library, end: str, nodes: Iterable[str], relations: Collection[Relation]) -> Iterator[Link]:
    listed, named = sorted(set(nodes)), sorted(relations)
    if not named:
        return
    kinds = ",".join("?" * len(named))
    for first in range(0, len(listed), _MOST_AT_ONCE):
        part: Sequence[str] = listed[first : first + _MOST_AT_ONCE]
        marks = ",".join("?" * len(part))
        columns = "text_id, source, relation, target, score, reasons"
        query = f"SELECT {columns} FROM edge WHERE {end} IN ({marks}) AND relation IN ({kinds}) ORDER BY row"
        for text, source, relation, target, score, said in library.rows(query, (*part, *named)):
            if library.speaks(text, str(source)):
                yield Link(str(source), Relation(str(relation)), str(target), float(str(score)), str(said))
