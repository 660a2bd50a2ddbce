"""Seeds: the provisions that a question meets by itself or by a recital, each with its measures and with why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.findings import REFERENCES, Relation
from kg.ids import path_of
from kg.library import Library, TextRow
from query.index import Rarity, search
from query.passages import FORMULAS
from query.question import understand
from query.ranking import weights
from query.seed import MATCHING, Ground, Looked, Seed, find_ground
from tests.query.conftest import CELEX, FOUNDING

GPAI = "rules for GPAI"
"""No provision of the sample act says "GPAI"; only the topic leads on."""
Look = Callable[..., Ground]


@pytest.fixture(scope="module")
def look(library: Library, text: TextRow) -> Look:
    """The ground of a question in the sample act, with provisions that it names, without some relations."""
    rarity = Rarity(library)

    def ground(question: str, *named: str, without: frozenset[Relation] = frozenset()) -> Ground:
        paths = [f"{CELEX}/{path}" for path in named]
        return find_ground(
            Looked(question=understand(question, library), library=library, rarity=rarity, texts=(text,), named=paths, without=without)
        )

    return ground


def by_path(ground: Ground) -> dict[str, Seed]:
    return {path_of(seed.provision): seed for seed in ground.seeds}


def test_seeds_come_best_first_each_once_and_ties_by_id(look: Look) -> None:
    seeds = look(FOUNDING).seeds
    assert list(seeds) == sorted(seeds, key=lambda one: (-one.score, one.provision))
    assert len({one.provision for one in seeds}) == len(seeds) > 0


def test_a_score_is_what_the_measures_weigh_and_part_of_it_is_the_questions_own(look: Look) -> None:
    for seed in look(FOUNDING).seeds:
        assert seed.score == weights().score(seed.provision, seed.measures)
        mine = {name: value for name, value in seed.measures.items() if name in MATCHING}
        assert seed.own == pytest.approx(weights().score(seed.provision, mine))


def test_shared_words_are_the_reason_where_there_is_no_better(look: Look) -> None:
    assert {one.because for one in look("a seat in Ljubljana").seeds} == {"shared words"}


def test_terms_and_topics_are_named_in_the_questions_own_words(look: Look) -> None:
    reasons = {form for one in look("What must Deployers do?").seeds for form in one.because.split("; ")}
    assert "Deployers" in reasons


def test_a_provision_that_is_named_is_a_seed_and_says_so(look: Look) -> None:
    seed = by_path(look("stop button", "art_7"))["art_7"]
    assert (seed.relation, seed.because, seed.measures["named"]) == ("names", "named in the question", 1)
    assert by_path(look("risk file", "art_8"))["art_8"].score > by_path(look("risk file"))["art_8"].score


def test_the_parts_of_what_is_named_are_of_it_but_not_named_themselves(look: Look) -> None:
    parts = [seed for path, seed in by_path(look("risk file", "art_8")).items() if path.startswith("art_8/")]
    assert {(seed.measures["named"], seed.relation) for seed in parts} == {(1, "matches")}


def test_a_definition_that_is_asked_for_leads(look: Look) -> None:
    first = look("What is a test ground?").seeds[0]
    assert (path_of(first.provision), first.measures["defined"]) == ("art_3/pnt_16", 1)


def test_a_question_that_meets_nothing_has_no_ground(look: Look) -> None:
    assert look("sourdough yeast") == Ground(seeds=(), links=())


@pytest.mark.parametrize("question", ["Having regard to the opinion of the Committee of the Regions", "ordinary legislative procedure"])
def test_opening_formulas_are_no_seeds_though_they_are_named(look: Look, question: str) -> None:
    assert [one for one in look(question, "cit_1", "pbl_1").seeds if path_of(one.provision).startswith(FORMULAS)] == []


def test_what_a_recital_that_is_met_supports_is_a_seed_whatever_its_words(look: Look, library: Library) -> None:
    ground = look("a change history that anyone can read")
    recital = next(one for one in ground.seeds if "/rct_" in one.provision)
    supported = {edge.target for edge in library.edges_from(recital.provision) if edge.relation is Relation.SUPPORTS}
    assert supported <= {seed.provision for seed in ground.seeds}
    assert supported != set()


def test_links_are_edges_of_the_library_and_start_at_seeds(look: Look, library: Library) -> None:
    ground = look(FOUNDING)
    seeds = {one.provision for one in ground.seeds}
    for link in ground.links:
        assert link.source in seeds
        assert (link.relation, link.target) in {(edge.relation, edge.target) for edge in library.edges_from(link.source)}
    assert {Relation.SUPPORTS, Relation.HAS_PART} <= {link.relation for link in ground.links}


def test_a_topic_that_only_the_question_names_by_a_hidden_word_leads_to_what_it_is_about(look: Look, library: Library) -> None:
    about = {path_of(edge.source) for edge in library.edges_to("topic:general-purpose-ai-model")}
    assert Rarity(library).count("gpai") == 0
    assert about <= set(by_path(look("GPAI")))
    assert path_of(look(GPAI).seeds[0].provision) in about


# ── relations left out ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_topic_without_its_edges_is_met_by_nothing(look: Look) -> None:
    assert any(seed.measures["node"] for seed in look("GPAI").seeds)
    assert not any(seed.measures["node"] for seed in look("GPAI", without=frozenset({Relation.ABOUT})).seeds)


def test_a_term_without_its_uses_meets_the_question_by_words_alone(look: Look) -> None:
    question, terms = "What must Deployers do?", frozenset({Relation.USES_TERM, Relation.DEFINES})
    assert any(one.because == "Deployers" and one.measures["node"] for one in look(question).seeds)
    assert not any("Deployers" in one.because or one.measures["node"] for one in look(question, without=terms | {Relation.ABOUT}).seeds)


def test_without_definitions_none_is_asked_for(look: Look) -> None:
    without = by_path(look("What is a test ground?", without=frozenset({Relation.DEFINES})))["art_3/pnt_16"]
    assert without.measures["defined"] == 0


@pytest.mark.parametrize(
    ("question", "relation", "names"),
    [
        ("How high is the fine?", Relation.SANCTIONS, ("penalty", "penalty_unasked")),
        ("Are suppliers with an open-source licence exempt?", Relation.BINDS, ("exempts", "exempts_unasked")),
    ],
)
def test_penalties_and_duties_tell_nothing_once_they_are_left_out(
    look: Look, question: str, relation: Relation, names: tuple[str, str]
) -> None:
    def told(ground: Ground) -> set[str]:
        return {name for seed in ground.seeds for name in names if seed.measures.get(name)}

    assert told(look(question)) == {names[0]}
    assert told(look(question, without=frozenset({relation}))) == set()


def test_without_duties_no_provision_binds_others_than_the_question_speaks_of(look: Look) -> None:
    question = "What must deployers do?"
    assert any(one.measures.get("others_bound") for one in look(question).seeds)
    assert not any(one.measures.get("others_bound") for one in look(question, without=frozenset({Relation.BINDS})).seeds)


def test_references_are_left_out_with_all_their_kinds_and_a_kind_alone(look: Look) -> None:
    question = "Which duties do suppliers under a free and open-source licence have?"
    there = {link.relation for link in look(question).links} & REFERENCES
    assert len(there) > 1
    assert {link.relation for link in look(question, without=frozenset({Relation.REFERS_TO})).links} & REFERENCES == set()
    kind = min(there - {Relation.REFERS_TO})
    assert {link.relation for link in look(question, without=frozenset({kind})).links} & REFERENCES == there - {kind}


def test_without_support_a_recital_leads_to_nothing(look: Look) -> None:
    without = look("a change history that anyone can read", without=frozenset({Relation.SUPPORTS}))
    assert {link.relation for link in without.links if "/rct_" in link.source} <= REFERENCES
    assert {seed.provision for seed in without.seeds} < {seed.provision for seed in look("a change history that anyone can read").seeds}


# ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


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
