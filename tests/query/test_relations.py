"""Relations left out: nothing of an answer rests on their edges, be it a lift, a step of a walk or what a statement meets."""

from __future__ import annotations

import pytest

from kg.findings import REFERENCES, Relation, family
from query.ask import Engine, Options
from query.relations import LeavingOut
from query.walk import BESIDE, LIFTS, OF_ACT, SUPPORTED_WHOLE, lifts_of, walk
from tests.query.conftest import AS_OF, FOUNDING, PLAIN
from tests.query.factories import edge, graph, own

EVERY = graph(edge("art_1 applies art_2"), edge("art_1 refers_to art_3"), edge("rct_1 supports art_1"))


def around(*without: Relation) -> set[str]:
    """What the edges of Article 1 lead to."""
    left = LeavingOut(EVERY, frozenset(without))
    return {edge.target for edge in left.edges_from(own("art_1"))} | {edge.source for edge in left.edges_to(own("art_1"))}


def test_with_nothing_left_out_the_graph_is_as_it_was() -> None:
    assert around() == {own(one) for one in ("art_2", "art_3", "rct_1")}


def test_edges_left_out_are_gone_either_way() -> None:
    assert around(Relation.SUPPORTS) == {own(one) for one in ("art_2", "art_3")}


def test_one_kind_of_reference_goes_alone_and_plain_ones_take_every_kind_along() -> None:
    assert around(Relation.APPLIES) == {own(one) for one in ("art_3", "rct_1")}
    assert around(Relation.REFERS_TO) == {own("rct_1")}


@pytest.mark.parametrize("relation", sorted(LIFTS))
def test_a_relation_left_out_takes_its_lifts_and_its_steps_away(engine: Engine, relation: Relation) -> None:
    names = {*LIFTS[relation], *([SUPPORTED_WHOLE] if relation is Relation.SUPPORTS else [])}
    given, lifted = Options(as_of=AS_OF, without=frozenset({relation})), False
    for question in PLAIN:
        before, after = engine.ground(question, Options(as_of=AS_OF)), engine.ground(question, given)
        lifted = lifted or any(names & held.keys() for held in lifts_of(before).values())
        assert not any(names & held.keys() for held in lifts_of(after).values())
        steps = {step.relation.lstrip("^") for one in walk(after) for step in one.path[1:]}
        assert {one for one in steps if family(Relation(one)) is relation} == set()
    assert lifted


def test_without_any_relation_nothing_lifts_but_what_stands_beside(engine: Engine) -> None:
    ground = engine.ground(FOUNDING, Options(as_of=AS_OF, without=frozenset(Relation)))
    assert ground.links == ()
    assert {name for held in lifts_of(ground).values() for name in held} == {BESIDE, OF_ACT}
    assert all(len(one.path) == 1 for one in walk(ground))


def test_a_kind_of_reference_left_out_leaves_the_others_to_be_walked(engine: Engine) -> None:
    for question in PLAIN:
        ground = engine.ground(question, Options(as_of=AS_OF, without=frozenset({Relation.SET_OUT_IN})))
        every = engine.ground(question, Options(as_of=AS_OF))
        there = {link.relation for link in ground.links}
        assert Relation.SET_OUT_IN not in there
        assert there & REFERENCES == {link.relation for link in every.links} & REFERENCES - {Relation.SET_OUT_IN}


def test_no_statement_meets_a_question_by_a_relation_left_out(engine: Engine) -> None:
    """GPAI is the topic's word alone: without the topic nothing is met by it."""
    question = "What must providers of GPAI publish?"
    seeds = engine.ground(question, Options(as_of=AS_OF)).seeds
    left = engine.ground(question, Options(as_of=AS_OF, without=frozenset({Relation.ABOUT}))).seeds
    assert any("GPAI" in seed.because for seed in seeds)
    assert not any("GPAI" in seed.because for seed in left)
