"""Seeds: the provisions that a question meets by itself, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ids import path_of
from kg.library import Library, TextRow
from query.index import Rarity, search
from query.question import understand
from query.seed import FORMULAS, NAMED, Seed, find_seeds
from tests.query.conftest import CELEX, FOUNDING
from tests.query.factories import edge, graph


def seeds(library: Library, text: TextRow, question: str, *named: str) -> tuple[Seed, ...]:
    return find_seeds(understand(question, library), library, library, Rarity(library), (text,), [f"{CELEX}/{path}" for path in named])


def test_seeds_come_best_first_and_ties_by_id(library: Library, text: TextRow) -> None:
    found = seeds(library, text, FOUNDING)
    assert list(found) == sorted(found, key=lambda one: (-one.score, one.provision))


def test_shared_words_are_the_reason_where_there_is_no_better(library: Library, text: TextRow) -> None:
    assert {one.because for one in seeds(library, text, "a seat in Ljubljana")} == {"shared words"}


def test_terms_and_topics_are_named_in_the_questions_own_words(library: Library, text: TextRow) -> None:
    reasons = {form for one in seeds(library, text, "What must Deployers do?") for form in one.because.split("; ")}
    assert "Deployers" in reasons


def test_a_provision_that_is_named_comes_first(library: Library, text: TextRow) -> None:
    first = seeds(library, text, "stop button", "art_7")[0]
    assert (first.provision, first.score, first.relation) == (f"{CELEX}/art_7", NAMED, "names")


def test_a_definition_that_is_asked_for_is_a_seed_of_its_own(library: Library, text: TextRow) -> None:
    found = seeds(library, text, "What is a test ground?")
    assert path_of(found[0].provision) == "art_3/pnt_16"


def test_a_question_that_meets_nothing_has_no_seeds(library: Library, text: TextRow) -> None:
    assert seeds(library, text, "sourdough yeast") == ()


@pytest.mark.parametrize("question", ["Having regard to the opinion of the Committee of the Regions", "ordinary legislative procedure"])
def test_opening_formulas_are_no_seeds(library: Library, text: TextRow, question: str) -> None:
    assert not [one for one in seeds(library, text, question) if path_of(one.provision).startswith(FORMULAS)]


def test_nodes_of_other_acts_are_left_out(library: Library, text: TextRow) -> None:
    """The graph is asked for the question's topics; provisions of acts that are not looked in do not come up."""
    question = understand("open source", library)
    topic = question.nodes[0][0]
    elsewhere = graph(edge(f"art_1 about {topic}"))
    found = find_seeds(question, library, elsewhere, Rarity(library), (text,), [])
    assert {one.provision.partition("/")[0] for one in found} == {CELEX}


def test_a_search_without_words_or_texts_finds_nothing(library: Library, text: TextRow) -> None:
    assert search(library, (), (text,), 10) == search(library, ("file",), (), 10) == ()


def test_a_search_finds_at_most_what_is_asked_for_best_first(library: Library, text: TextRow) -> None:
    hits = search(library, ("system", "provid"), (text,), 5)
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_rare_words_weigh_more(library: Library) -> None:
    rarity = Rarity(library)
    assert rarity.word("yeast") > rarity.word("ljubljana") > rarity.word("system") >= 0


def test_nothing_is_rare_in_an_empty_library(tmp_path: Path) -> None:
    with Library(tmp_path / "none.sqlite") as empty:
        assert Rarity(empty).word("file") == Rarity(empty).node("topic:open-source") == 0


def test_a_word_that_only_a_topic_knows_leads_to_what_the_topic_is_about(library: Library, text: TextRow) -> None:
    """No provision says "GPAI"; the common word of the question must not outweigh the topic it names."""
    about = {edge.source for edge in library.edges_to("topic:general-purpose-ai-model")}
    assert Rarity(library).count("gpai") == 0
    assert seeds(library, text, "rules for GPAI")[0].provision in about
