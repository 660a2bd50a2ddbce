"""Light edges: they are the library's edges, in its order, for as many nodes as a question looks at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.findings import Edge, Relation
from kg.library import Library
from kg.links import Link, links_from, links_to
from tests.kg.factories import addition, other_addition, own, sample_addition, stored


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample act, the small act that cites another, and that other."""
    path = tmp_path_factory.mktemp("links") / "library.sqlite"
    stored(path, sample_addition(), addition(), other_addition())
    with Library(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def provisions(library: Library) -> list[str]:
    return [provision for text in library.texts() for provision, _, _ in library.outline(text)]


def light(edge: Edge) -> tuple[str, Relation, str, float]:
    return edge.source, edge.relation, edge.target, edge.score


def bare(link: Link) -> tuple[str, Relation, str, float]:
    return link.source, link.relation, link.target, link.score


@pytest.mark.parametrize("relation", [Relation.SUPPORTS, Relation.REFERS_TO, Relation.HAS_PART, Relation.BINDS])
def test_links_are_the_edges_of_their_relation(library: Library, provisions: list[str], relation: Relation) -> None:
    out = [light(edge) for one in provisions for edge in library.edges_from(one) if edge.relation is relation]
    into = [light(edge) for one in provisions for edge in library.edges_to(one) if edge.relation is relation]
    assert sorted(map(bare, links_from(library, provisions, [relation]))) == sorted(out) != []
    assert sorted(map(bare, links_to(library, provisions, [relation]))) == sorted(into)


def test_the_links_of_one_node_come_in_the_order_they_were_built(library: Library) -> None:
    edges = [edge for edge in library.edges_from(own("art_3")) if edge.relation is not Relation.NEXT]
    assert len(edges) > 1
    assert list(map(bare, links_from(library, [own("art_3")], set(Relation) - {Relation.NEXT}))) == list(map(light, edges))


def test_more_nodes_than_one_query_takes_lose_no_link(library: Library, provisions: list[str]) -> None:
    crowd = [*(f"32024R1689/art_{number}" for number in range(10, 1500)), *provisions]
    assert set(links_from(library, crowd, [Relation.HAS_PART])) == set(links_from(library, provisions, [Relation.HAS_PART]))


def test_what_the_reasons_say_comes_along_as_it_is_stored(library: Library) -> None:
    support = links_from(library, [own("rct_1")], [Relation.SUPPORTS])[0]
    assert "shared wording" in support.said
    assert support.score == 0.1 + 0.2


def test_no_relations_and_no_nodes_give_no_links(library: Library, provisions: list[str]) -> None:
    assert links_from(library, provisions, []) == links_to(library, [], Relation) == ()


def test_a_narrowed_library_has_links_of_its_own_texts_and_of_recitals_kept_beside(library: Library, provisions: list[str]) -> None:
    small = next(text for text in library.texts() if own("x").startswith(text.celex))
    others = [text for text in library.texts() if text != small]
    every = (Relation.SUPPORTS, Relation.HAS_PART)
    mine = links_from(library.within([small]), provisions, every)
    assert {link.source.partition("/")[0] for link in mine} == {small.celex}
    beside = set(links_from(library.within(others, [small]), provisions, every)) - set(
        links_from(library.within(others), provisions, every)
    )
    assert {(link.source, link.relation) for link in beside} == {(own("rct_1"), Relation.SUPPORTS)}
