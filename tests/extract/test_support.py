"""Recital support: explicit mentions, shared wording and order, on acts small enough to see through."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.pipeline import find_all
from extract.resolve import resolve
from extract.source import Source
from extract.support import MENTIONED, find_support
from extract.support_scores import LEAST_ARTICLES
from extract.support_weights import fitted
from kg.model import Act, Findings, Provision, RecitalSupport
from tests.factories import act, provision

SUBJECTS = (
    "lamps shine brightly at night", "pots boil water over a stove", "bridges carry heavy lorries", "boats sail on the river",
    "clocks strike every hour",
)  # fmt: skip


def made(recitals: tuple[str, ...], articles: tuple[str, ...]) -> Act:
    """An act of these recitals and articles."""
    preamble = provision("pbl_1", *(provision(f"rct_{at}", text=text) for at, text in enumerate(recitals, 1)))
    return act(preamble, *(provision(f"art_{at}", text=text) for at, text in enumerate(articles, 1)))


def support(whole: Act) -> tuple[RecitalSupport, ...]:
    return find_support(whole, Findings(references=resolve(whole)))


def pairs(links: tuple[RecitalSupport, ...]) -> list[tuple[str, str]]:
    return [(one.recital.rpartition("/")[2], one.provision.partition("/")[2]) for one in links]


def test_a_recital_supports_the_article_whose_words_it_shares() -> None:
    whole = made(tuple(f"It matters that {one}." for one in SUBJECTS), tuple(f"The maker shall see that {one}." for one in SUBJECTS))
    assert pairs(support(whole)) == [(f"rct_{at}", f"art_{at}") for at in range(1, 6)]


def test_order_decides_where_words_do_not() -> None:
    """Articles 2 and 6 say the same; a recital of it that stands between those of Articles 1 and 3 is that of Article 2."""
    articles = tuple(f"See that {one}." for one in (*SUBJECTS, SUBJECTS[1]))
    links = support(made(tuple(f"It matters that {one}." for one in SUBJECTS[:4]), articles))
    scores = {link.provision.partition("/")[2]: link.score for link in links if link.recital.endswith("rct_2")}
    assert scores["art_2"] > scores.get("art_6", 0.0)
    (first, *_) = (link for link in links if link.recital.endswith("rct_2"))
    assert {"shared wording", "order"} == {reason.kind for reason in first.reasons}
    assert "Recital 1 before it supports Article 1, Recital 3 after it supports Article 3" in [one.evidence for one in first.reasons]


def test_order_alone_makes_no_link() -> None:
    recitals = (f"It matters that {SUBJECTS[1]}.", "Zebras graze.", f"Again, {SUBJECTS[1]}.")
    links = support(made(recitals, tuple(f"See that {one}." for one in SUBJECTS)))
    assert {recital for recital, _ in pairs(links)} == {"rct_1", "rct_3"}


def test_in_an_act_of_a_few_articles_only_mentions_make_links() -> None:
    recitals = (f"It matters that {SUBJECTS[0]}.", "Article 2 is short.")
    whole = made(recitals, tuple(f"The maker shall see that {one}." for one in SUBJECTS[: LEAST_ARTICLES - 1]))
    assert pairs(support(whole)) == [("rct_2", "art_2")]


def test_an_explicit_mention_is_a_reason_of_its_own_and_enough() -> None:
    links = support(made((f"As Article 4 says, {SUBJECTS[0]}.",), tuple(f"See that {one}." for one in SUBJECTS)))
    (named,) = [one for one in links if one.provision.endswith("art_4")]
    assert (named.reasons[0].kind, named.reasons[0].evidence) == ("explicit mention", "Article 4")
    assert named.score >= MENTIONED


def test_links_come_in_the_order_of_the_recitals_best_first() -> None:
    links = support(
        made(tuple(f"It matters that {one}, and Article 1." for one in SUBJECTS), tuple(f"See that {one}." for one in SUBJECTS))
    )
    assert [one.recital for one in links] == sorted(one.recital for one in links)
    for recital in {one.recital for one in links}:
        scores = [one.score for one in links if one.recital == recital]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("whole", [made((), SUBJECTS), made(SUBJECTS, ()), made((), ())], ids=["no recitals", "no articles", "neither"])
def test_without_recitals_or_articles_there_is_no_support(whole: Act) -> None:
    assert support(whole) == ()


@pytest.mark.parametrize("words", ["", "1 2 3", "the of and"])
def test_texts_without_words_of_their_own_do_no_harm(words: str) -> None:
    assert all(0 <= one.score <= 1 for one in support(made((words, words), (words, words, words))))


def test_a_paragraph_that_stands_out_is_named_too() -> None:
    parts: tuple[Provision, ...] = tuple(provision(f"art_1/par_{at}", text=f"See that {one}.") for at, one in enumerate(SUBJECTS, 1))
    recital = provision("pbl_1", provision("rct_1", text=f"It matters that {SUBJECTS[2]}."))
    others = (provision(f"art_{at}", text=f"{word} things are for others.") for at, word in enumerate(("Other", "New", "Old", "Big"), 2))
    whole = act(recital, provision("art_1", *parts), *others)
    assert ("rct_1", "art_1/par_3") in pairs(support(whole))
    assert ("rct_1", "art_1/par_1") not in pairs(support(whole))


def test_every_recital_of_the_sample_has_scored_links_with_reasons(sample: Callable[[str], tuple[Source, Act]]) -> None:
    whole = sample("act.xhtml")[1]
    links = support(whole)
    assert {one.recital.rpartition("_")[2] for one in links} == {str(at) for at in range(1, 26)}
    assert all(0 < one.score <= 1 and one.reasons for one in links)
    assert all(
        one.score >= fitted().threshold
        for one in links
        if one.provision.partition("/")[2].startswith("art_") and one.provision.count("/") == 1
    )


def test_any_source_gives_the_same_support(sample: Callable[[str], tuple[Source, Act]]) -> None:
    assert find_all(sample("act.pdf")[1], ()).supports == find_all(sample("act.xhtml")[1], ()).supports
