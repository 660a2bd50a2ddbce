"""Measures: within their bounds for any passage and question, growing with what is met, and blind to what else a library holds."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ids import binds
from kg.library import Library
from kg.links import Link
from kg.rules import Modality
from query.asking import Asks
from query.features import Wanted, weights_of
from query.passages import Passage, find_passages
from tests.kg.factories import addition, other_addition, sample_addition, stored
from tests.query.factories import PASSAGES, STEMS, TEXTS, Told, link, measures, own, passage, searched

TERM = own("term/keeper")
OTHER_TERM = own("term/maker")
RARE = st.dictionaries(STEMS, st.floats(0, 12), max_size=8).map(Told)
QUESTIONS = st.lists(STEMS, unique=True, min_size=1, max_size=6)
NEARBY = st.dictionaries(STEMS, st.lists(st.lists(STEMS, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple), max_size=3)
WANTED = st.builds(
    lambda stems, rarity, asks, nearby, actors: Wanted(
        weights=weights_of(stems, rarity), asks=frozenset(asks), nearby=nearby, actors=frozenset(actors), named=frozenset([own("art_1")])
    ),
    QUESTIONS, RARE, st.sets(st.sampled_from(Asks)), NEARBY, st.sets(st.sampled_from([TERM, OTHER_TERM])),
)  # fmt: skip
LINKS = st.lists(
    st.sampled_from(
        [
            link("art_1 binds term/keeper", said=f'[["modality", "{Modality.SHALL}"]]'),
            link("art_1 binds term/maker", said=f'[["modality", "{Modality.SHALL_NOT_APPLY}"]]'),
            link("art_1 sanctions art_2"),
            link("art_1 refers_to art_2"),
        ]
    )
)
UNBOUNDED = {"node", "length"}
"""Of these one grows with how often a provision speaks of the question's terms, and one with its words."""


def asked(stems: str, **more: object) -> Wanted:
    """What a question of these stems looks for, all as rare."""
    return Wanted(weights=weights_of(stems.split(), Told()), **more)  # type: ignore[arg-type]


# ── bounds ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(PASSAGES, WANTED, LINKS, RARE)
def test_every_measure_is_a_share(one: Passage, wanted: Wanted, links: list[Link], rarity: Told) -> None:
    found = measures(one, wanted, links, rarity)
    assert {name: value for name, value in found.items() if not 0 <= value <= 1 + 1e-9 and name not in UNBOUNDED} == {}
    assert found["length"] == pytest.approx(math.log1p(one.body.length) / 5)


@given(PASSAGES, WANTED, LINKS)
def test_what_binds_has_measures_of_its_own_and_every_passage_of_a_kind_the_same_ones(
    one: Passage, wanted: Wanted, links: list[Link]
) -> None:
    found = measures(one, wanted, links)
    assert set(found) == set(measures(passage("art_9" if binds(one.provision) else "rct_9"), asked("")))
    assert ("penalty" in found) is binds(one.provision)


@given(QUESTIONS, RARE)
def test_the_weights_of_a_questions_words_are_shares_of_one_whole(stems: list[str], rarity: Told) -> None:
    weights = weights_of(stems, rarity)
    assert list(weights) == stems
    total = sum(weights.values())
    assert total == pytest.approx(1) or total == 0
    assert all(weights[one] <= weights[other] + 1e-9 for one in stems for other in stems if rarity.word(one) <= rarity.word(other))


@given(PASSAGES)
def test_a_question_without_words_meets_nothing(one: Passage) -> None:
    found = measures(one, asked(""))
    assert {name for name in ("words", "covered", "whole", "covered_whole", "pairs") if found[name]} == set()


# ── growing ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(TEXTS, QUESTIONS, RARE, st.data())
def test_what_is_covered_never_falls_when_a_word_is_added(body: str, stems: list[str], rarity: Told, data: st.DataObject) -> None:
    wanted = Wanted(weights=weights_of(stems, rarity))
    more = f"{body} {data.draw(STEMS)}".strip()
    before, after = (measures(passage("art_1/par_1", one), wanted, (), rarity) for one in (body, more))
    assert {name for name in ("covered", "covered_whole", "pairs") if after[name] < before[name] - 1e-9} == set()


@given(TEXTS, STEMS)
def test_a_word_of_the_question_that_is_added_is_told_by_every_measure_of_words(body: str, stem: str) -> None:
    without = " ".join(one for one in body.split() if one != stem)
    before, after = (measures(passage("art_1/par_1", one), asked(stem)) for one in (without, f"{without} {stem}".strip()))
    assert {name for name in ("words", "whole", "covered", "covered_whole") if not after[name] > before[name]} == set()
    assert after["covered"] == 1


@given(TEXTS, STEMS)
def test_saying_it_again_counts_for_more_but_never_for_all(body: str, stem: str) -> None:
    once, twice = (measures(passage("art_1/par_1", f"{body} {stem}{again}".strip()), asked(stem)) for again in ("", f" {stem}"))
    assert once["words"] < twice["words"] < 1


@given(TEXTS, QUESTIONS)
def test_words_that_are_not_asked_for_make_a_passage_weaker(body: str, stems: list[str]) -> None:
    plain, padded = (measures(passage("art_1/par_1", f"{body}{more}"), asked(" ".join(stems))) for more in ("", " padding padding"))
    assert padded["words"] <= plain["words"]
    assert padded["covered"] == plain["covered"]


@given(TEXTS, QUESTIONS, NEARBY, st.data())
def test_other_words_count_only_where_the_word_itself_is_not(
    body: str, stems: list[str], nearby: dict[str, tuple[tuple[str, ...], ...]], data: st.DataObject
) -> None:
    wanted = Wanted(weights=weights_of(stems, Told()), nearby=nearby)
    before, after = (measures(passage("art_1/par_1", one), wanted) for one in (body, f"{body} {data.draw(st.sampled_from(stems))}".strip()))
    for name, other in (("covered", "nearby"), ("covered_whole", "nearby_whole")):
        assert before[name] + before[other] <= after[name] + after[other] + 1e-9 <= 1 + 2e-9


def test_other_words_are_met_whole_or_not_at_all() -> None:
    wanted = asked("fine model", nearby={"fine": (("administr", "penalti"),)})
    one, both = (measures(passage("art_1", body), wanted)["nearby"] for body in ("penalti model", "administr penalti model"))
    assert (one, both) == (0, 0.5)


def test_words_that_introduce_a_point_and_headings_above_it_cover_but_are_none_of_its_own() -> None:
    found = measures(passage("art_1/pnt_a", "keep", intro="log", heading="book"), asked("keep log book"))
    assert (found["covered"], found["covered_whole"]) == (pytest.approx(1), pytest.approx(2 / 3))
    assert found["words"] == measures(passage("art_1/pnt_a", "keep"), asked("keep log book"))["words"]


def test_neighbours_count_where_they_are_neighbours() -> None:
    near, apart = (measures(passage("art_1", body), asked("risk file"))["pairs"] for body in ("keep risk file", "risk keep file"))
    assert (near, apart) == (1, 0)


def test_a_heading_that_the_question_says_whole_tells_more_than_a_longer_one() -> None:
    short, long = (
        measures(passage("art_1", heading=heading), asked("risk file keep")) for heading in ("risk file", "risk file model train")
    )
    assert short["heading_said"] == 1 > long["heading_said"]
    assert short["heading"] > long["heading"] > 0


def test_a_heading_above_the_article_counts_for_what_the_articles_own_does_not_say() -> None:
    found = measures(passage("art_1/par_1", heading="risk file", above="risk model"), asked("risk model"))
    assert found["outer"] == pytest.approx(0.5)


# ── names and kinds ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("path", "named"), [("art_1", 1), ("art_1/par_2", 1), ("art_10", 0), ("art_2", 0)])
def test_a_name_is_of_the_provision_and_its_parts(path: str, named: int) -> None:
    assert measures(passage(path), asked("log", named=frozenset([own("art_1")])))["named"] == named


@pytest.mark.parametrize("asks", [frozenset(), frozenset([Asks.PENALTY])])
def test_a_penalty_is_told_as_asked_for_or_not(asks: frozenset[Asks]) -> None:
    found = measures(passage("art_1"), asked("fine", asks=asks), [link("art_1 sanctions art_2")])
    assert (found["penalty"], found["penalty_unasked"]) == (float(bool(asks)), float(not asks))


@pytest.mark.parametrize("asks", [frozenset(), frozenset([Asks.EXCEPTION])])
def test_an_exemption_is_told_as_asked_for_or_not(asks: frozenset[Asks]) -> None:
    exempting = link("art_1 binds term/keeper", said=f'[["modality", "{Modality.SHALL_NOT_APPLY}"]]')
    found = measures(passage("art_1"), asked("log", asks=asks), [exempting])
    assert (found["exempts"], found["exempts_unasked"]) == (float(bool(asks)), float(not asks))


@pytest.mark.parametrize("asks", [frozenset(), frozenset([Asks.SCOPE])])
def test_an_article_on_scope_is_told_by_its_heading(asks: frozenset[Asks]) -> None:
    found = measures(passage("art_1/par_1", heading="subject matter scope"), asked("log", asks=asks))
    assert (found["scope"], found["scope_unasked"]) == (float(bool(asks)), float(not asks))


@pytest.mark.parametrize(("actors", "others"), [((), 0), ((TERM,), 0), ((OTHER_TERM,), 1), ((TERM, OTHER_TERM), 0)])
def test_a_duty_of_others_is_told_where_the_question_speaks_of_somebody(actors: tuple[str, ...], others: int) -> None:
    duty = link("art_1 binds term/keeper", said=f'[["modality", "{Modality.SHALL}"]]')
    assert measures(passage("art_1"), asked("log", actors=frozenset(actors)), [duty])["others_bound"] == others


@pytest.mark.parametrize(
    ("path", "body", "kinds"),
    [("art_1", "log", {"first"}), ("art_1/par_1", "log", {"first"}), ("art_1/par_2", "log", set()), ("art_1/par_2/pnt_a", "log", {"point"}),
     ("anx_I/pnt_1", "log", {"annex", "point"}), ("art_1", "", {"first", "empty"})],
)  # fmt: skip
def test_the_place_of_a_passage_is_told(path: str, body: str, kinds: set[str]) -> None:
    found = measures(passage(path, body), asked("log"))
    assert {name for name in ("point", "annex", "first", "empty") if found[name]} == kinds


# ── other acts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_measures_are_the_same_whatever_else_the_library_holds(tmp_path: Path) -> None:
    """How rare words are is given; all else is of the passage and the question alone."""
    stems = ("keeper", "log", "book", "act")
    wanted = Wanted(weights=weights_of(stems, Told()))
    found = []
    for name, others in (("alone", ()), ("beside", (other_addition(), sample_addition()))):
        stored(tmp_path / name, addition(), *others)
        with Library(tmp_path / name) as library:
            text = next(text for text in library.texts() if text.celex == addition().act.celex)
            passages = find_passages(searched(stems), library, (text,), ())
            found.append({one.provision: measures(one, wanted) for one in passages})
    assert found[0] == found[1] != {}
