"""The walk over small graphs: what scores are passed on, which paths are kept, and what is not walked through."""

from __future__ import annotations

import math

import pytest

from kg.findings import REFERENCES, Reason, Relation
from query.walk import STANDS_OUT, WEIGHTS, Reached, Step, because_of, walk
from tests.query.factories import edge, graph, own, seed


def scores(reached: tuple[Reached, ...]) -> dict[str, float]:
    return {one.provision.partition("/")[2]: one.score for one in reached}


def test_without_edges_the_seeds_come_back_in_order() -> None:
    reached = walk((seed("art_1", 0.5), seed("art_2", 0.9)), graph())
    assert [(one.provision, one.score) for one in reached] == [(own("art_2"), 0.9), (own("art_1"), 0.5)]


def test_equal_scores_are_ordered_by_id() -> None:
    reached = walk((seed("art_2"), seed("art_1")), graph())
    assert [one.provision for one in reached] == [own("art_1"), own("art_2")]


@pytest.mark.parametrize(("relation", "along"), sorted(WEIGHTS, key=str))
def test_a_hop_passes_the_share_of_its_relation_on(relation: Relation, along: bool) -> None:
    ends = ("art_1", "art_2") if along else ("art_2", "art_1")
    reached = walk((seed("art_1"),), graph(edge(f"{ends[0]} {relation} {ends[1]}")))
    assert scores(reached)["art_2"] == pytest.approx(WEIGHTS[relation, along])


def test_an_edges_own_score_scales_its_share() -> None:
    reached = walk((seed("rct_1"),), graph(edge("rct_1 supports art_1", score=0.5)))
    assert scores(reached)["art_1"] == pytest.approx(0.5 * WEIGHTS[Relation.SUPPORTS, True])


def test_what_supports_everything_lifts_each_the_less() -> None:
    reached = walk((seed("rct_1"),), graph(*(edge(f"rct_1 supports art_{number}") for number in range(1, 5))))
    assert scores(reached)["art_3"] == pytest.approx(WEIGHTS[Relation.SUPPORTS, True] / math.sqrt(4))


def test_two_edges_between_the_same_ends_count_once() -> None:
    once = walk((seed("art_1"),), graph(edge("art_1 refers_to art_2")))
    twice = walk((seed("art_1"),), graph(edge("art_1 refers_to art_2"), edge("art_1 refers_to art_2")))
    assert scores(once) == scores(twice)


@pytest.mark.parametrize("kind", sorted(REFERENCES))
@pytest.mark.parametrize("along", [True, False])
def test_every_kind_of_reference_carries_what_a_plain_one_does(kind: Relation, along: bool) -> None:
    ends = ("art_1", "art_2") if along else ("art_2", "art_1")
    reached = walk((seed("art_1"),), graph(edge(f"{ends[0]} {kind} {ends[1]}")))
    assert scores(reached)["art_2"] == pytest.approx(WEIGHTS[Relation.REFERS_TO, along])
    assert [step.relation for step in reached[1].path[1:]] == [kind.value if along else f"^{kind}"]


def test_kinds_of_reference_share_what_plain_ones_would() -> None:
    plain = walk((seed("art_1"),), graph(*(edge(f"art_1 refers_to art_{number}") for number in (2, 3, 4, 4))))
    kinds = ("applies art_2", "set_out_in art_3", "defined_in art_4", "refers_to art_4")
    assert scores(walk((seed("art_1"),), graph(*(edge(f"art_1 {one}") for one in kinds)))) == scores(plain)


def test_a_path_goes_no_further_than_two_hops() -> None:
    line = graph(edge("rct_1 supports art_1"), edge("art_1 refers_to art_2"), edge("art_2 refers_to art_3"))
    assert set(scores(walk((seed("rct_1"),), line))) == {"rct_1", "art_1", "art_2"}


@pytest.mark.parametrize("hub", ["cpt_I", "topic:open-source", "pbl_1"])
def test_hubs_are_not_walked_through(hub: str) -> None:
    reached = walk((seed("art_1"),), graph(edge(f"art_1 refers_to {hub}"), edge(f"art_2 refers_to {hub}")))
    assert set(scores(reached)) == {"art_1"}


@pytest.mark.parametrize("relation", ["next", "has_note", "defines"])
def test_relations_without_a_weight_carry_nothing(relation: str) -> None:
    assert set(scores(walk((seed("art_1"),), graph(edge(f"art_1 {relation} art_2"))))) == {"art_1"}


def test_a_path_tells_each_step_with_its_reason() -> None:
    reasons = (Reason(kind="explicit mention", evidence="Article 1", weight=1.0),)
    reached = walk((seed("rct_1"),), graph(edge("rct_1 supports art_1", reasons=reasons)))
    article = next(one for one in reached if one.provision == own("art_1"))
    assert article.path == (
        Step(start="question", relation="matches", end=own("rct_1"), because="shared words"),
        Step(start=own("rct_1"), relation="supports", end=own("art_1"), because="explicit mention: Article 1"),
    )


def test_a_step_against_an_edge_is_marked() -> None:
    reached = walk((seed("art_1"),), graph(edge("rct_1 supports art_1")))
    assert next(one for one in reached if one.provision == own("rct_1")).path[-1].relation == "^supports"


def test_the_path_kept_is_the_one_that_brought_most() -> None:
    both = graph(edge("rct_1 supports art_1", score=0.2), edge("rct_2 supports art_1", score=0.9))
    reached = walk((seed("rct_1"), seed("rct_2")), both)
    assert next(one for one in reached if one.provision == own("art_1")).path[-1].start == own("rct_2")


def test_a_seed_that_is_met_by_itself_keeps_its_own_path() -> None:
    reached = walk((seed("rct_1"), seed("art_1")), graph(edge("rct_1 supports art_1", score=0.1)))
    assert len(next(one for one in reached if one.provision == own("art_1")).path) == 1


def test_a_provision_yields_its_place_to_a_part_that_stands_out() -> None:
    reached = walk((seed("art_1", 1.0), seed("art_1/par_2", 0.6)), graph())
    assert scores(reached) == {"art_1/par_2": 1.0, "art_1": STANDS_OUT}


def test_a_part_that_does_not_stand_out_leaves_the_provision_its_place() -> None:
    reached = walk((seed("art_1", 1.0), seed("art_1/par_2", STANDS_OUT / 2)), graph())
    assert [one.provision for one in reached] == [own("art_1"), own("art_1/par_2")]


def test_every_path_begins_at_the_question_and_joins_up() -> None:
    ring = graph(*(edge(f"art_{at} refers_to art_{at % 5 + 1}") for at in range(1, 6)), edge("rct_1 supports art_3"))
    for one in walk((seed("art_1"), seed("rct_1", 0.5)), ring):
        assert [step.start for step in one.path] == ["question", *(step.end for step in one.path[:-1])]
        assert one.path[-1].end == one.provision


def test_an_edge_without_reasons_rests_on_its_wording() -> None:
    assert because_of(edge("art_1 refers_to art_2")) == ""
