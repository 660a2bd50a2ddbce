"""The graph: nodes once, edges between nodes only, walks both ways."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DanglingEdge, DuplicateId, UnknownProvision
from kg.findings import Edge, Relation
from kg.graph import LegalGraph, Neighbours, Node, NodeKind, graph_of
from kg.model import Kind
from tests.factories import provision


def node(name: str, kind: NodeKind = NodeKind.TERM) -> Node:
    return Node(id=name, kind=kind, label=name)


def edge(source: str, target: str, relation: Relation = Relation.REFERS_TO, wording: str = "") -> Edge:
    return Edge(source=source, relation=relation, target=target, wording=wording)


def chain(*names: str) -> LegalGraph:
    """Nodes in a row, each referring to the next."""
    return graph_of([node(name) for name in names], [edge(one, other) for one, other in pairwise(names)])


def test_a_node_cannot_be_added_twice() -> None:
    graph = chain("a")
    with pytest.raises(DuplicateId):
        graph.add_node(node("a", NodeKind.ACT))
    assert graph.node("a").kind is NodeKind.TERM


@pytest.mark.parametrize(("source", "target"), [("a", "nowhere"), ("nowhere", "a")])
def test_an_edge_needs_both_its_ends(source: str, target: str) -> None:
    graph = chain("a")
    with pytest.raises(DanglingEdge) as caught:
        graph.add_edge(edge(source, target))
    assert "nowhere" in caught.value.what
    assert caught.value.where == f"{source} refers_to {target}"
    assert len(graph) == 1
    assert list(graph.edges()) == []


def test_an_unknown_node_is_an_error_by_id_and_nothing_by_its_edges() -> None:
    graph = chain("a")
    with pytest.raises(UnknownProvision):
        graph.node("b")
    assert "b" not in graph
    assert graph.edges_from("b") == graph.edges_to("b") == ()


def test_nodes_by_kind_in_the_order_added() -> None:
    names = [("t", NodeKind.TERM), ("x", NodeKind.TOPIC), ("s", NodeKind.TERM), ("a", NodeKind.ACT)]
    graph = graph_of([node(name, kind) for name, kind in names], [])
    assert [one.id for one in graph.nodes()] == ["t", "x", "s", "a"]
    assert [one.id for one in graph.nodes(NodeKind.TERM)] == ["t", "s"]


def test_provisions_by_kind_without_those_known_by_name_only() -> None:
    held = [provision("art_1"), provision("rct_1"), provision("art_2")]
    nodes = [Node(id=one.id, kind=NodeKind.PROVISION, label=one.label, provision=one) for one in held]
    graph = graph_of([*nodes, node("32016R0679/art_5", NodeKind.PROVISION)], [])
    assert list(graph.provisions()) == held
    assert list(graph.provisions(Kind.ARTICLE)) == [held[0], held[2]]


def test_edges_by_relation() -> None:
    both = [edge("b", "a", Relation.SUPPORTS), edge("a", "b", Relation.NEXT)]
    graph = graph_of([node("a"), node("b")], both)
    assert list(graph.edges(Relation.NEXT)) == both[1:]
    assert list(graph.edges()) == both


PAIRS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from(Relation)), max_size=12)


@given(PAIRS)
def test_edges_come_in_the_order_added_from_every_side(pairs: list[tuple[str, str, Relation]]) -> None:
    edges = [edge(source, target, relation, wording=str(number)) for number, (source, target, relation) in enumerate(pairs)]
    graph = graph_of([node(name) for name in "abcd"], edges)
    assert list(graph.edges()) == edges
    for name in "abcd":
        assert list(graph.edges_from(name)) == [one for one in edges if one.source == name]
        assert list(graph.edges_to(name)) == [one for one in edges if one.target == name]


def test_a_path_runs_along_edges_and_against_them() -> None:
    graph = chain("a", "b", "c")
    along = graph.path("a", "c")
    assert [(one.source, one.target) for one in along] == [("a", "b"), ("b", "c")]
    assert graph.path("c", "a") == along[::-1]


@given(PAIRS, st.sampled_from("abcd"), st.sampled_from("abcd"))
def test_a_path_is_connected_and_as_long_as_the_way_back(pairs: list[tuple[str, str, Relation]], start: str, end: str) -> None:
    graph = graph_of([node(name) for name in "abcd"], [edge(*pair) for pair in pairs])
    path, here = graph.path(start, end), start
    for one in path:
        assert here in (one.source, one.target)
        here = one.target if here == one.source else one.source
    assert here == (end if path else start)
    assert len(path) == len(graph.path(end, start))


def test_there_is_no_path_between_parts_that_do_not_touch_nor_from_a_node_to_itself() -> None:
    graph = graph_of([node("a"), node("b")], [])
    assert graph.path("a", "b") == ()
    assert graph.path("a", "a") == ()


def test_a_path_prefers_the_first_edge_that_runs_forward() -> None:
    edges = [edge("b", "a", wording="back"), edge("a", "b", wording="first"), edge("a", "b", wording="second")]
    graph = graph_of([node("a"), node("b")], edges)
    assert [one.wording for one in graph.path("a", "b")] == ["first"]
    assert [one.wording for one in graph.path("b", "a")] == ["back"]


@given(st.permutations("bcdefghijk"))
def test_of_paths_as_short_the_one_whose_edges_were_added_first_is_taken(between: list[str]) -> None:
    """Whatever the names are: a process hashes them in its own way, and must not choose by that."""
    edges = [pair for name in between for pair in (edge("a", name), edge(name, "z"))]
    graph = graph_of([node(name) for name in sorted({"a", "z", *between})], edges)
    assert graph.path("a", "z") == tuple(edges[:2])


@pytest.mark.parametrize(("start", "end"), [("a", "nowhere"), ("nowhere", "a")])
def test_a_path_needs_both_its_ends(start: str, end: str) -> None:
    with pytest.raises(UnknownProvision):
        chain("a").path(start, end)


def test_a_graph_answers_what_a_walk_asks() -> None:
    neighbours: Neighbours = chain("a", "b")
    assert neighbours.edges_from("a") == neighbours.edges_to("b") != ()
