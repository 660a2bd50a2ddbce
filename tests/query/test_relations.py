"""Relations left out: nothing of an answer rests on their edges, be it a seed, a walk or what a statement meets."""

from __future__ import annotations

from kg.findings import Relation
from kg.ids import path_of
from kg.library import Library, TextRow
from query.answer import Status
from query.ask import Engine, Options
from query.index import Rarity
from query.question import understand
from query.relations import LeavingOut
from query.seed import DEFINED, Seed, find_seeds
from query.walk import walk
from tests.query.conftest import AS_OF
from tests.query.factories import edge, graph, own, seed

EVERY = graph(edge("art_1 applies art_2"), edge("art_1 refers_to art_3"), edge("rct_1 supports art_1"))


def reached(*without: Relation) -> set[str]:
    return {one.provision for one in walk((seed("art_1"),), LeavingOut(EVERY, frozenset(without)))}


def seeds(library: Library, text: TextRow, question: str, *without: Relation) -> dict[str, Seed]:
    """The best seed of each provision."""
    left = LeavingOut(library, frozenset(without))
    found = find_seeds(understand(question, library), library, left, Rarity(library), (text,), [])
    return {path_of(one.provision): one for one in reversed(found)}


def test_with_nothing_left_out_the_graph_is_as_it_was() -> None:
    assert reached() == {own(one) for one in ("art_1", "art_2", "art_3", "rct_1")}


def test_edges_left_out_carry_nothing_either_way() -> None:
    assert reached(Relation.SUPPORTS) == {own(one) for one in ("art_1", "art_2", "art_3")}


def test_one_kind_of_reference_goes_alone_and_plain_ones_take_every_kind_along() -> None:
    assert reached(Relation.APPLIES) == {own(one) for one in ("art_1", "art_3", "rct_1")}
    assert reached(Relation.REFERS_TO) == {own(one) for one in ("art_1", "rct_1")}


def test_a_topic_without_its_edges_is_no_seed(library: Library, text: TextRow) -> None:
    """No provision says "GPAI"; only the topic leads on."""
    about = {path_of(one.source) for one in library.edges_to("topic:general-purpose-ai-model")}
    assert about <= set(seeds(library, text, "GPAI"))
    assert not seeds(library, text, "GPAI", Relation.ABOUT)


def test_a_term_without_its_uses_meets_the_question_by_words_alone(library: Library, text: TextRow) -> None:
    question = "What must Deployers do?"
    assert any(one.because == "Deployers" for one in seeds(library, text, question).values())
    assert not any("Deployers" in one.because for one in seeds(library, text, question, Relation.USES_TERM, Relation.DEFINES).values())


def test_without_definitions_none_is_pointed_at(library: Library, text: TextRow) -> None:
    question = "What is a test ground?"
    assert seeds(library, text, question)["art_3/pnt_16"].score == DEFINED
    assert seeds(library, text, question, Relation.DEFINES)["art_3/pnt_16"].score < DEFINED


def test_no_statement_meets_a_question_by_a_relation_left_out(engine: Engine) -> None:
    """Providers are in the law's words, and GPAI is the topic's alone: without the topic too little of the question is met."""
    question = "What must providers of GPAI publish?"
    assert engine.ask(question, Options(as_of=AS_OF)).status is Status.ANSWERED
    assert engine.ask(question, Options(as_of=AS_OF, without=frozenset({Relation.ABOUT}))).status is Status.ABSTAINED
