"""Scores of recitals and articles: the order read both ways, and what every measure weighs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.support_measures import Measures, measures_of
from extract.support_scores import LEAST_ARTICLES, ORDERS, Shares, likeness_of, logistic, scores_of, shares_of
from extract.support_weights import fitted
from tests.extract.support_acts import SUBJECT_WORDS, SUBJECTS, WHY, findings, made


def measured(recitals: tuple[str, ...] = WHY, texts: tuple[str, ...] = SUBJECT_WORDS) -> Measures:
    whole = made(recitals, texts)
    measures = measures_of(whole, findings(whole))
    assert measures is not None
    return measures


def shares(measures: Measures) -> Shares:
    return shares_of(measures, fitted())


def test_shares_are_of_each_recital_in_one_reading_and_of_each_article_in_the_other() -> None:
    found = shares(measured((*WHY, "Zebras graze."), (*SUBJECT_WORDS, "Wolves howl.", "Moons rise.")))
    for tables in (found.ordered, found.by_words):
        assert (tables[ORDERS[0]] ** 2).sum(axis=1) == pytest.approx(np.ones(6))
        assert (tables[ORDERS[1]] ** 2).sum(axis=0) == pytest.approx(np.ones(7))


def test_order_gives_a_recital_without_words_of_its_own_the_place_of_its_neighbours() -> None:
    found = shares(measured((WHY[1], "Zebras graze.", WHY[1])))
    ordered, by_words = found.ordered[ORDERS[0]][1], found.by_words[ORDERS[0]][1]
    assert int(ordered.argmax()) == 1
    assert ordered[1] > 1.5 * by_words[1]
    assert by_words == pytest.approx(np.full(5, 0.2**0.5))


def test_an_article_looks_for_its_reasons_near_its_place() -> None:
    """Two recitals say the same of boats; that between those of Articles 3 and 5 is likelier the one of Article 4."""
    found = shares(measured((WHY[3], WHY[0], WHY[1], WHY[2], WHY[3], WHY[4]))).ordered[ORDERS[1]][:, 3]
    assert int(found.argmax()) == 4
    assert found[4] > found[0]


@pytest.mark.parametrize("count", [1, LEAST_ARTICLES - 1])
def test_order_tells_nothing_among_few_articles(count: int) -> None:
    found = shares(measured(WHY, SUBJECT_WORDS[:count]))
    assert not any(table.any() for tables in (found.ordered, found.by_words) for table in tables.values())


def test_order_tells_something_from_enough_articles_on() -> None:
    assert all(table.any() for table in shares(measured(WHY, SUBJECT_WORDS[:LEAST_ARTICLES])).ordered.values())


def test_likeness_is_the_sum_of_what_measures_weigh() -> None:
    measures = measured()
    found = likeness_of(measures, {"words": 2.0, "phrases": 0.5})
    assert found == pytest.approx(2.0 * measures.of["words"] + 0.5 * measures.of["phrases"])


def test_a_score_is_the_logistic_of_all_that_weighs() -> None:
    measures = measured()
    weights = replace(fitted(), reasons={"words": 3.0, ORDERS[0]: 1.5}, base=-2.0)
    ordered = shares(measures).ordered
    total = -2.0 + 3.0 * measures.of["words"] + 1.5 * ordered[ORDERS[0]]
    assert scores_of(measures, ordered, weights) == pytest.approx(1 / (1 + np.exp(-total)))


def test_scores_are_between_nothing_and_one_and_highest_on_the_subject() -> None:
    measures = measured()
    scores = scores_of(measures, shares(measures).ordered, fitted())
    assert np.all((scores > 0) & (scores < 1))
    assert list(scores.argmax(axis=1)) == list(range(len(SUBJECTS)))


def test_the_logistic_has_its_middle_at_nothing() -> None:
    assert logistic(np.array([0.0, -np.log(3.0), np.log(3.0)])) == pytest.approx([0.5, 0.25, 0.75])
