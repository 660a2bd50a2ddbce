"""What is measured of each recital and article: wording, headings, terms, topics, and what a recital names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.support_measures import Measures, measures_of, phrases_in, words_in
from kg.findings import Findings, TermUse, TopicUse
from kg.ids import path_of
from kg.model import Act, Span
from tests.extract.support_acts import SUBJECT_WORDS, SUBJECTS, WHY, articles, findings, made, preamble, with_annexes
from tests.factories import CELEX, act, provision

ANYWHERE = Span(start=0, end=1)


def measured(whole: Act, found: Findings | None = None) -> Measures:
    measures = measures_of(whole, found or findings(whole))
    assert measures is not None
    return measures


def at(measures: Measures, name: str, recital: int, article: str) -> float:
    """A measure of a recital, by its place, and an article."""
    columns = [path_of(one.id) for one in measures.sides.articles]
    return float(measures.of[name][recital, columns.index(article)])


def test_words_of_a_heading_count_twice() -> None:
    whole = provision("art_1", provision("art_1/par_1", text="Lamps and boats.", wrap_up="Boats sail."), heading="Boats")
    assert dict(words_in(whole, "en")) == {"lamp": 1, "boat": 4, "sail": 1}


def test_phrases_are_three_words_that_carry_a_subject_within_one_field() -> None:
    whole = provision("art_1", provision("art_1/par_1", text="Boats sail on the river slowly"), heading="Lamps shine")
    assert dict(phrases_in(whole, "en")) == {"boat sail river": 1, "sail river slowli": 1}


@pytest.mark.parametrize("name", ["words", "phrases", "passage"])
def test_shared_wording_is_highest_where_the_subject_is_the_same(name: str) -> None:
    table = measured(made(WHY, SUBJECT_WORDS)).of[name]
    assert list(table.argmax(axis=1)) == list(range(len(SUBJECTS)))


def test_every_measure_is_a_table_of_recitals_and_articles_from_nothing_to_one() -> None:
    measures = measured(with_annexes(*WHY, "As Article 2 says, Annex I lists red apples."))
    for table in measures.of.values():
        assert table.shape == (6, 5)
        assert np.all(table >= 0)
        assert np.all(table <= 1 + 1e-9)
    assert {table.shape for table in measures.tops.values()} == {(6, 8)}
    assert measures.places.shape == (6, len(measures.sides.places))


def test_an_article_has_the_likeness_of_the_annexes_read_at_it() -> None:
    measures = measured(with_annexes("Apples redden in an orchard."))
    assert at(measures, "words", 0, "art_2") > 0
    assert at(measures, "words", 0, "art_2") == measures.tops["words"][0, 5]
    assert measures.tops["words"][0, 1] == 0


def test_the_passage_of_an_article_is_its_best_place() -> None:
    measures = measured(with_annexes("Apples redden in an orchard, and lamps shine."))
    for number in range(len(measures.sides.articles)):
        block = [column for column, place in enumerate(measures.sides.places) if place.block == number]
        assert measures.of["passage"][0, number] == measures.places[0, block].max()
    assert at(measures, "passage", 0, "art_2") > 0


def test_a_passage_that_says_it_all_is_liker_than_its_article() -> None:
    parts = (provision(f"art_1/par_{number}", text=f"See that {one}.") for number, one in enumerate(SUBJECTS, 1))
    measures = measured(act(preamble(WHY[2]), provision("art_1", *parts), *articles("Other things.", start=2)))
    assert at(measures, "passage", 0, "art_1") > 1.5 * at(measures, "words", 0, "art_1")


def test_a_place_has_the_words_of_what_is_no_place_below_it_and_its_heading_twice() -> None:
    table = provision("art_1/tab_1", provision("art_1/tab_1/row_1", text="Lamps shine."))
    whole = act(
        preamble("Lamps shine."), provision("art_1", table, provision("art_1/par_1", text="Boats.")), provision("art_2", text="Lids.")
    )
    assert measured(whole).places[0].tolist() == pytest.approx([1.0, 0.0, 0.0])
    headed = act(preamble("Lamps."), provision("art_1", heading="Lamps", text="Boats."), provision("art_2", heading="Lids", text="Lamps."))
    assert measured(headed).places[0, 0] > measured(headed).places[0, 1] > 0


def test_a_heading_counts_by_how_much_of_it_the_recital_says() -> None:
    one, two = (provision(f"art_{number}", heading="Keeping of lamps", text="Words.") for number in (1, 2))
    other = provision("art_3", heading="Boats", text="Oars.")
    measures = measured(act(preamble("Lamps need keeping.", "Lamps.", "Zebras."), one, two, other))
    assert at(measures, "heading", 0, "art_1") == pytest.approx(1.0)
    assert 0 < at(measures, "heading", 1, "art_1") < 1
    assert at(measures, "heading", 2, "art_1") == at(measures, "heading", 0, "art_3") == 0


def test_terms_and_topics_are_measured_by_use_below_an_article_too() -> None:
    whole = act(preamble("One.", "Two."), provision("art_1", provision("art_1/par_1", text="Three.")), provision("art_2", text="Four."))
    recital, part = whole.provisions[0].children[0].id, whole.provisions[1].children[0].id
    found = Findings(
        term_uses=tuple(TermUse(node=f"{CELEX}/term/lamp", provision=one, span=ANYWHERE, form="lamp") for one in (recital, part)),
        topic_uses=tuple(TopicUse(topic="topic:light", provision=one, span=ANYWHERE, form="light") for one in (recital, part)),
    )
    measures = measured(whole, found)
    for name in ("terms", "topics"):
        assert measures.of[name] == pytest.approx(np.array([[1.0, 0.0], [0.0, 0.0]]))


def test_what_a_recital_names_is_marked_at_the_article_even_where_it_names_a_part() -> None:
    whole = with_annexes("As Annex III says.", "Article 4 rests.", "Nothing.", "Point 2 of Annex I is for pears.")
    mentions = {(row + 1, path_of(measured(whole).sides.articles[column].id)) for row, column in np.argwhere(measured(whole).of["mention"])}
    assert mentions == {(1, "art_5"), (2, "art_4"), (4, "art_2")}


def test_an_article_of_another_act_is_not_mentioned() -> None:
    assert not measured(made(("As Article 2 of Regulation (EU) 2016/679 says.",), SUBJECT_WORDS)).of["mention"].any()


@pytest.mark.parametrize("whole", [made((), SUBJECT_WORDS), made(WHY, ()), made((), ())], ids=["no recitals", "no articles", "neither"])
def test_with_one_side_alone_there_is_nothing_to_measure(whole: Act) -> None:
    assert measures_of(whole, Findings()) is None


def test_words_are_those_of_the_language_of_the_act() -> None:
    whole = made(("Les lampes jaunes.",), ("La lampe jaune.", "Un bateau."))
    french = replace(whole, language="fr")
    assert at(measured(french), "words", 0, "art_1") == pytest.approx(1.0)
    assert at(measured(whole), "words", 0, "art_1") < 1


def test_an_act_with_more_recitals_than_any_has_is_not_measured() -> None:
    """The chain lays recitals beside recitals: its table grows with their square, however few the articles are."""
    many = tuple(f"It matters that word{number} stands." for number in range(1500))
    assert measures_of(made(many, SUBJECT_WORDS), findings(made(many[:1], SUBJECT_WORDS))) is None


def test_the_word_that_opens_old_recitals_is_no_shared_wording() -> None:
    measures = measured(made(("Whereas bakers bake;",), ("Rules apply whereas others do not.", "Keepers rest.")))
    assert at(measures, "words", 0, "art_1") == 0
