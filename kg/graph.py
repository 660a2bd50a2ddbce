"""The graph of one or more acts: a `networkx.MultiDiGraph` behind typed methods, which are all that other modules use.

Nodes are provision ids, CELEX numbers of acts, terms (`32024R1689/term/deep-fake`) and topics (`topic:open-source`). Edges are
`kg.findings.Edge` values. `Neighbours` is the part of it that a walk needs; the library answers the same questions from disk, so that a
question reads only what it touches (decision 0005).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from kg.errors import DanglingEdge, DuplicateId, UnknownProvision
from kg.findings import Edge, Relation
from kg.model import Kind, Provision

if TYPE_CHECKING:
    from networkx import MultiDiGraph


class NodeKind(StrEnum):
    """What a node of the graph stands for."""

    PROVISION = "provision"
    ACT = "act"
    TERM = "term"
    TOPIC = "topic"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node: its id, what it stands for, how people call it, and the provision itself where it is one."""

    id: str
    kind: NodeKind
    label: str
    provision: Provision | None = None


class Neighbours(Protocol):
    """What a walk asks of a graph."""

    def edges_from(self, node: str) -> Sequence[Edge]:
        """The edges that start at a node."""
        ...

    def edges_to(self, node: str) -> Sequence[Edge]:
        """The edges that end at a node."""
        ...


class LegalGraph:
    """Nodes and typed edges; adding a node twice or an edge to nowhere raises."""

    def __init__(self) -> None:
        from networkx import MultiDiGraph

        self._graph: MultiDiGraph[str] = MultiDiGraph()
        self._edges: list[Edge] = []

    def add_node(self, node: Node) -> None:
        """Add a node. Raises DuplicateId when it is there."""
        if node.id in self._graph:
            raise DuplicateId(f"the node {node.id} is in the graph already")
        self._graph.add_node(node.id, node=node)

    def add_edge(self, edge: Edge) -> None:
        """Add an edge. Raises DanglingEdge when one of its ends is not in the graph."""
        for end in (edge.source, edge.target):
            if end not in self._graph:
                raise DanglingEdge(f"no node {end}", where=f"{edge.source} {edge.relation} {edge.target}")
        self._graph.add_edge(edge.source, edge.target, key=len(self._edges))
        self._edges.append(edge)

    def __contains__(self, node: object) -> bool:
        return node in self._graph

    def __len__(self) -> int:
        return int(self._graph.number_of_nodes())

    def node(self, node: str) -> Node:
        """A node by its id. Raises UnknownProvision."""
        if node not in self._graph:
            raise UnknownProvision(f"no node {node} in the graph")
        found: Node = self._graph.nodes[node]["node"]
        return found

    def nodes(self, kind: NodeKind | None = None) -> Iterator[Node]:
        """Every node, or those of one kind, in the order they were added."""
        for _, content in self._graph.nodes(data=True):
            if kind is None or content["node"].kind is kind:
                yield content["node"]

    def provisions(self, kind: Kind | None = None) -> Iterator[Provision]:
        """Every provision, or those of one kind, in the order of the acts."""
        for node in self.nodes(NodeKind.PROVISION):
            if node.provision is not None and (kind is None or node.provision.kind is kind):
                yield node.provision

    def edges(self, relation: Relation | None = None) -> Iterator[Edge]:
        """Every edge, or those of one relation, in the order they were added."""
        return (edge for edge in self._edges if relation is None or edge.relation is relation)

    def edges_from(self, node: str) -> Sequence[Edge]:
        """The edges that start at a node, in the order they were added; none for a node that is not there."""
        return self._in_order(number for _, _, number in self._graph.out_edges(self._present(node), keys=True))

    def edges_to(self, node: str) -> Sequence[Edge]:
        """The edges that end at a node, in the order they were added; none for a node that is not there."""
        return self._in_order(number for _, _, number in self._graph.in_edges(self._present(node), keys=True))

    def _present(self, node: str) -> list[str]:
        return [node] if node in self._graph else []

    def _in_order(self, numbers: Iterable[int]) -> tuple[Edge, ...]:
        return tuple(self._edges[number] for number in sorted(numbers))

    def path(self, start: str, end: str) -> tuple[Edge, ...]:
        """The shortest typed walk between two nodes, edges taken either way; empty where there is none.

        Of several as short the same comes each time: neighbours are met in the order of the edges (a view of the graph without
        directions would give them in the order of a set, which differs from process to process).
        """
        for node in (start, end):
            self.node(node)
        import networkx

        either_way = networkx.Graph((edge.source, edge.target) for edge in self._edges)
        either_way.add_nodes_from((start, end))
        try:
            steps = networkx.bidirectional_shortest_path(either_way, start, end)
        except networkx.NetworkXNoPath:
            return ()
        return tuple(self._between(a, b) for a, b in pairwise(steps))

    def _between(self, start: str, end: str) -> Edge:
        """The first edge added between two neighbours, one that runs forward if there is any."""
        forward = [edge for edge in self.edges_from(start) if edge.target == end]
        return forward[0] if forward else next(edge for edge in self.edges_from(end) if edge.target == start)


def graph_of(nodes: Iterable[Node], edges: Iterable[Edge]) -> LegalGraph:
    """A graph from its nodes and edges."""
    graph = LegalGraph()
    for node in nodes:
        graph.add_node(node)
    for edge in edges:
        graph.add_edge(edge)
    return graph
