"""Plain BM25: what it ranks, and what it does not know."""

from __future__ import annotations

import pytest

from kg.library import Library, TextRow
from query.baselines import Bm25
from query.evaluate import Case
from tests.query.conftest import CELEX


def case(question: str, act: str | None) -> Case:
    """A question put to an act, or to all."""
    return Case(question=question, act=act, gold=(), answerable=True)


@pytest.fixture(scope="module")
def articles(library: Library, text: TextRow) -> Bm25:
    return Bm25(library, (text,), "articles", 60)


@pytest.fixture(scope="module")
def paragraphs(library: Library, text: TextRow) -> Bm25:
    return Bm25(library, (text,), "paragraphs", 60)


def test_articles_annexes_and_recitals_are_ranked_whole(articles: Bm25) -> None:
    found = articles.ask(case("risk file of the provider", CELEX))
    assert {own.count("/") for own, _ in (*found.provisions, *found.recitals)} == {1}


def test_paragraphs_are_ranked_where_an_article_has_them(paragraphs: Bm25) -> None:
    ids = [own for own, _ in paragraphs.ask(case("risk file of the provider", CELEX)).provisions]
    assert f"{CELEX}/art_8/par_1" in ids
    assert f"{CELEX}/art_8" not in ids


@pytest.mark.parametrize(("question", "path"), [("risk file", "art_8"), ("stop button", "art_10"), ("fines turnover", "art_17")])
def test_the_article_with_the_words_comes_first(articles: Bm25, question: str, path: str) -> None:
    assert articles.ask(case(question, CELEX)).provisions[0][0] == f"{CELEX}/{path}"


def test_scores_fall_and_are_above_nothing(articles: Bm25) -> None:
    scores = [score for _, score in articles.ask(case("providers of AI systems", CELEX)).provisions]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_no_more_is_given_than_asked_for(library: Library, text: TextRow) -> None:
    found = Bm25(library, (text,), "articles", 3).ask(case("providers of AI systems", CELEX))
    assert len(found.provisions) + len(found.recitals) == 3


def test_unknown_words_find_nothing(articles: Bm25) -> None:
    assert articles.ask(case("sourdough", CELEX)).provisions == ()


def test_without_an_act_every_act_is_looked_in(articles: Bm25) -> None:
    assert articles.ask(case("risk file", None)).provisions == articles.ask(case("risk file", CELEX)).provisions
