"""Small graphs for the tests of seeds and walks: nodes by their ids, edges in a line of text."""

from __future__ import annotations

from kg.findings import Edge, Reason, Relation
from kg.graph import LegalGraph, Node, NodeKind, graph_of
from query.seed import Seed

ACT = "32024R1689"


def own(name: str) -> str:
    """A node's id: `topic:x` and terms as they are, provisions behind their act."""
    return name if ":" in name else f"{ACT}/{name}"


def edge(line: str, score: float = 1.0, reasons: tuple[Reason, ...] = ()) -> Edge:
    """An edge from "rct_1 supports art_1"."""
    source, relation, target = line.split()
    return Edge(source=own(source), relation=Relation(relation), target=own(target), score=score, reasons=reasons)


def graph(*edges: Edge) -> LegalGraph:
    """A graph of these edges and their ends."""
    ids = dict.fromkeys(end for one in edges for end in (one.source, one.target))
    kinds = {True: NodeKind.TOPIC, False: NodeKind.PROVISION}
    return graph_of([Node(id=one, kind=kinds[one.startswith("topic:")], label=one) for one in ids], edges)


def seed(path: str, score: float = 1.0) -> Seed:
    """A seed that shares words with the question."""
    return Seed(provision=own(path), score=score, relation="matches", because="shared words")
