"""Candidates: found by their words, with all of the best articles, and by name; of the texts that are looked in and of no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.words import stems_of
from kg.ids import act_of, article_level, path_of
from kg.library import Library, TextRow
from query.passages import FORMULAS, NOTHING, Passage, Words, find_passages
from tests.kg.factories import OTHER, addition, other_addition, own, sample_addition, stored
from tests.query.conftest import CELEX
from tests.query.factories import searched


def found(library: Library, texts: tuple[TextRow, ...], words: str, *further: str) -> dict[str, Passage]:
    return {one.provision: one for one in find_passages(searched(stems_of(words)), library, texts, further)}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The small act and another, both about keepers."""
    path = tmp_path_factory.mktemp("two") / "library.sqlite"
    stored(path, addition(), other_addition())
    with Library(path) as opened:
        yield opened


# ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.sampled_from(["keep", "log", "keeper"]), max_size=8))
def test_words_are_counted_whole(stems: list[str]) -> None:
    words = Words.of(" ".join(stems))
    assert words.length == len(stems)
    for stem in ("keep", "log", "keeper", "eep"):
        assert (stem in words) is (stem in stems)
        assert words.count(stem) == stems.count(stem)


# ── candidates ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_candidates_come_by_id_each_once(library: Library, text: TextRow) -> None:
    provisions = [one.provision for one in find_passages(searched(stems_of("providers of AI systems")), library, (text,), ())]
    assert provisions == sorted(set(provisions)) != []


def test_a_passage_that_alone_has_the_words_is_a_candidate(library: Library, text: TextRow) -> None:
    assert f"{CELEX}/art_8/par_4" in found(library, (text,), "10 years")


def test_every_passage_of_the_best_articles_is_a_candidate_whatever_its_words(library: Library, text: TextRow) -> None:
    candidates = found(library, (text,), "simplified template")
    assert {f"{CELEX}/art_8/par_{number}" for number in range(1, 5)} <= set(candidates)
    assert not any(stem in candidates[f"{CELEX}/art_8/par_3"].body for stem in stems_of("simplified template"))


def test_a_provision_by_name_is_a_candidate_without_any_words(library: Library, text: TextRow) -> None:
    assert set(found(library, (text,), "", f"{CELEX}/art_13")) == {f"{CELEX}/art_13"}


def test_each_passage_knows_the_whole_that_it_stands_in(library: Library, text: TextRow) -> None:
    for one in found(library, (text,), "risk file for a sensitive system").values():
        if path_of(article_level(one.provision)).startswith(("art_", "anx_", "rct_")):
            assert one.whole != NOTHING
            assert set(one.body.text.split()) <= set(one.whole.body.text.split())


@pytest.mark.parametrize("words", ["Having regard to the opinion of the Committee of the Regions", "ordinary legislative procedure"])
def test_opening_formulas_are_no_candidates(library: Library, text: TextRow, words: str) -> None:
    assert [own for own in found(library, (text,), words) if path_of(own).startswith(FORMULAS)] == []


@pytest.mark.parametrize("words", ["", "sourdough yeast"])
def test_words_that_no_passage_has_find_nothing(library: Library, text: TextRow, words: str) -> None:
    assert found(library, (text,), words) == {}


def test_without_texts_there_are_no_candidates(library: Library) -> None:
    assert find_passages(searched(("risk", "file")), library, (), [f"{CELEX}/art_8"]) == ()


def test_only_the_texts_that_are_looked_in_have_candidates(two: Library) -> None:
    for text in two.texts():
        candidates = found(two, (text,), "keepers", f"{OTHER}/art_5", own("art_2"))
        assert {act_of(one) for one in candidates} == {text.celex}
    assert {act_of(one) for one in found(two, two.texts(), "keepers")} == {text.celex for text in two.texts()}


def test_recitals_kept_beside_a_text_are_candidates_and_their_articles_are_not(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    stored(path, sample_addition(), addition())
    with Library(path) as library:
        small = next(text for text in library.texts() if text.celex != CELEX)
        beside = library.within([], [small])
        assert set(found(beside, (small,), "records keepers")) >= {own("rct_1")}
