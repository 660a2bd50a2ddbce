"""Recital support: which links there are, on acts small enough to see through and on the sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.pipeline import find_all
from extract.source import Source
from extract.support import GENERAL, MENTIONED, find_support, unsupporting
from extract.support_scores import LEAST_ARTICLES
from extract.support_weights import fitted
from kg.findings import RecitalSupport
from kg.ids import path_of
from kg.model import Act, Provision, walk
from tests.extract.support_acts import SUBJECT_WORDS, SUBJECTS, WHY, articles, findings, made, pairs, preamble, support, with_annexes
from tests.factories import act, provision


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


@pytest.mark.parametrize("words", ["", "— ; —", "the of and"])
def test_texts_without_words_of_their_own_do_no_harm(words: str) -> None:
    links = support(made((words, words, WHY[1]), (words, words, words, *SUBJECT_WORDS)))
    assert pairs(links) == [("rct_3", "art_5")]


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
    assert {one.recital.rpartition("_")[2] for one in links} == {str(at) for at in range(1, 26)} - {"24"}
    assert [path_of(one) for one in unsupporting(whole, links)] == ["rct_24"]
    assert all(0 < one.score <= 1 and one.reasons for one in links)
    assert all(
        one.score >= fitted().threshold
        for one in links
        if one.provision.partition("/")[2].startswith("art_") and one.provision.count("/") == 1
    )


def test_any_source_gives_the_same_support(sample: Callable[[str], tuple[Source, Act]]) -> None:
    assert find_all(sample("act.pdf")[1], ()).supports == find_all(sample("act.xhtml")[1], ()).supports


# ── what recitals spell out ────────────────────────────────────────────────────────────────────────────────────────────────────


def chaptered(*recitals: str) -> Act:
    """Articles 1 to 5 in Chapter I, 6 and 7 in Chapter II, whose Section 1 has both."""
    last = articles("Wolves howl.", "Moons rise.", start=6)
    return act(preamble(*recitals), provision("cpt_I", *articles(*SUBJECT_WORDS)), provision("cpt_II", provision("cpt_II/sct_1", *last)))


def only(links: tuple[RecitalSupport, ...], recital: str, path: str) -> RecitalSupport:
    (found,) = (one for one in links if (path_of(one.recital), path_of(one.provision)) == (recital, path))
    return found


@pytest.mark.parametrize(("named", "path"), [("Chapter II", "cpt_II"), ("Section 1 of Chapter II", "cpt_II/sct_1")])
def test_a_chapter_or_section_that_a_recital_names_is_linked(named: str, path: str) -> None:
    found = only(support(chaptered(*WHY, f"Whoever is told by {named} to wait should wait.")), "rct_6", path)
    assert (found.score, found.reasons[0].kind) == (MENTIONED, "explicit mention")
    assert found.reasons[0].evidence in f"{named} of"


def test_an_annex_that_no_article_brings_in_is_linked_where_it_is_named() -> None:
    found = only(support(with_annexes("There is more in Annex IV.")), "rct_1", "anx_IV")
    assert [(reason.kind, reason.evidence, reason.weight) for reason in found.reasons] == [("explicit mention", "Annex IV", 1.0)]


def test_a_part_that_a_recital_names_is_linked_by_that_whatever_its_words() -> None:
    parts = tuple(provision(f"art_1/par_{number}", text=f"See that {one}.") for number, one in enumerate(SUBJECTS, 1))
    others = articles("Other things.", "New things.", "Old things.", "Big things.", start=2)
    for words in (SUBJECTS[2], "boats might carry something"):
        whole = act(preamble(f"As Article 1(3) says, {words}."), provision("art_1", *parts), *others)
        found = only(support(whole), "rct_1", "art_1/par_3")
        assert [(reason.kind, reason.evidence) for reason in found.reasons] == [("explicit mention", "Article 1(3)")]
        article = only(support(whole), "rct_1", "art_1")
        assert MENTIONED <= found.score <= article.score
        assert (article.reasons[0].kind, article.reasons[0].evidence) == ("explicit mention", "Article 1(3)")


def test_what_is_no_enacting_term_of_the_own_act_is_not_supported() -> None:
    links = support(
        made((*WHY, "As recital 1 says, wolves howl.", "As Article 5 of Regulation (EU) 2016/679 says, wolves howl."), SUBJECT_WORDS)
    )
    assert not {"rct_6", "rct_7"} & {recital for recital, _ in pairs(links)}


# ── recitals that no article stands out for ────────────────────────────────────────────────────────────────────────────────────


def test_a_recital_supports_in_general_the_chapter_that_the_order_leaves_it_to() -> None:
    links = support(act(preamble(WHY[0], "Zebras graze.", WHY[1]), *_halves()))
    found = only(links, "rct_2", "cpt_I")
    assert found.score < fitted().threshold
    assert found.reasons[0].kind == "order"
    share = int(found.reasons[0].evidence.partition("%")[0].rpartition(" ")[2])
    assert share >= 100 * GENERAL
    assert found.score == pytest.approx(share / 100 * fitted().threshold, abs=0.005 * fitted().threshold + 1e-4)


def _halves() -> tuple[Provision, Provision]:
    words = (*SUBJECT_WORDS, *(f"{one} are for others." for one in ("Forks", "Spoons", "Knives")))
    return provision("cpt_I", *articles(*words[:4])), provision("cpt_II", *articles(*words[4:], start=5))


def test_between_two_chapters_a_recital_supports_neither() -> None:
    """Article 4 is the last of Chapter I, Article 5 the first of Chapter II."""
    whole = act(preamble(WHY[3], "Zebras graze.", WHY[4]), *_halves())
    assert unsupporting(whole, support(whole)) == (f"{whole.celex}/rct_2",)


def test_of_a_chapter_and_its_section_that_both_have_the_recital_the_section_is_supported() -> None:
    first, second = _halves()
    section = provision("cpt_I/sct_1", *first.children[:3])
    whole = act(preamble(WHY[0], "Zebras graze.", WHY[1]), replace(first, children=(section, first.children[3])), second)
    assert [path for recital, path in pairs(support(whole)) if recital == "rct_2"] == ["cpt_I/sct_1"]


def test_a_recital_that_supports_an_article_supports_no_chapter_in_general() -> None:
    links = support(act(preamble(*WHY), *_halves()))
    assert not [path for _, path in pairs(links) if path.startswith("cpt_")]


def test_a_chapter_with_every_article_is_no_place_of_its_own() -> None:
    whole = act(preamble(WHY[0], "Zebras graze.", WHY[1]), provision("cpt_I", *articles(*SUBJECT_WORDS)))
    assert unsupporting(whole, support(whole)) == (f"{whole.celex}/rct_2",)


def test_nothing_in_common_makes_no_link_though_articles_be_few() -> None:
    """Among five articles an even share of a recital is already much."""
    whole = made((WHY[0], WHY[1], "Zebras graze."), SUBJECT_WORDS)
    assert "rct_3" not in {recital for recital, _ in pairs(support(whole))}


def test_recitals_without_links_support_nothing_in_particular() -> None:
    whole = made((WHY[0], "Zebras graze.", WHY[1]), SUBJECT_WORDS)
    assert [path_of(one) for one in unsupporting(whole, support(whole))] == ["rct_2"]
    assert [path_of(one) for one in unsupporting(whole, ())] == ["rct_1", "rct_2", "rct_3"]


# ── any act ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

ACTS = (made(WHY, SUBJECT_WORDS), with_annexes(*WHY, "Annex I lists red apples."), chaptered(*WHY, "Wolves.", "Chapter II rests."))


@pytest.mark.parametrize("whole", ACTS, ids=["plain", "with annexes", "in chapters"])
def test_links_lead_from_recitals_to_enacting_terms_of_the_act_once_each(whole: Act) -> None:
    known = {one.id for one in walk(whole.provisions)}
    links = support(whole)
    assert links
    assert all(path_of(one.recital).startswith("rct_") and path_of(one.provision)[:4] in ("art_", "anx_", "cpt_") for one in links)
    assert {end for one in links for end in (one.recital, one.provision)} <= known
    assert len(set(pairs(links))) == len(links)
    assert all(0 < one.score <= 1 for one in links)


@pytest.mark.parametrize("whole", ACTS, ids=["plain", "with annexes", "in chapters"])
def test_the_same_act_gives_the_same_links(whole: Act) -> None:
    assert support(whole) == support(whole)


def test_other_weights_can_be_given() -> None:
    whole = ACTS[1]
    assert pairs(find_support(whole, findings(whole), replace(fitted(), threshold=1.0))) == [("rct_6", "anx_I")]
    assert len(find_support(whole, findings(whole), replace(fitted(), threshold=0.0))) > len(support(whole))
