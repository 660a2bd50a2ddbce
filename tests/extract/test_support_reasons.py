"""Why a link is there: reasons that weigh what they bring, with evidence that stands in the recital."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest

from extract.pipeline import find_all
from extract.source import Source
from extract.support import find_support
from extract.support_measures import Measures, measures_of
from extract.support_reasons import KINDS, MENTION, ORDER, WORDING, forms_in, name_of, shared_wording
from extract.support_weights import fitted
from extract.words import stems_of, words_of
from kg.findings import Findings, Reason, RecitalSupport, TermUse, TopicUse
from kg.ids import path_of
from kg.model import Act, Provision, Span, walk
from tests.extract.support_acts import SUBJECT_WORDS, SUBJECTS, WHY, articles, findings, made, preamble, support, with_annexes
from tests.factories import CELEX, act, provision

ROUNDING = 0.5e-4
"""How far a weight may be off, as it is rounded."""


@pytest.fixture(scope="module")
def sampled(sample: Callable[[str], tuple[Source, Act]]) -> tuple[Act, tuple[RecitalSupport, ...]]:
    """The sample act with its links, terms among the reasons."""
    whole = sample("act.xhtml")[1]
    return whole, find_all(whole, ()).supports


def link(links: tuple[RecitalSupport, ...], recital: str, path: str) -> RecitalSupport:
    return next(one for one in links if (path_of(one.recital), path_of(one.provision)) == (recital, path))


def reason(found: RecitalSupport, kind: str) -> Reason:
    return next(one for one in found.reasons if one.kind == kind)


def said(whole: Act, recital: str) -> str:
    """All that a recital says, with single spaces."""
    (found,) = (one for one in walk(whole.provisions) if one.id == recital)
    return " ".join(" ".join(part.text for part in walk((found,))).split())


def runs(evidence: str) -> list[str]:
    """The runs of words shown in quotation marks; a run may have such marks within."""
    return re.findall(r"‘(.+?)’(?=, |$| \(with )", evidence)


# ── weights ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_weights_of_a_link_are_parts_of_one_whole(sampled: tuple[Act, tuple[RecitalSupport, ...]]) -> None:
    for one in sampled[1]:
        assert all(0 < part.weight <= 1 for part in one.reasons)
        assert sum(part.weight for part in one.reasons) <= 1 + ROUNDING * len(one.reasons)


def test_a_weight_is_its_part_of_what_raises_the_score(sampled: tuple[Act, tuple[RecitalSupport, ...]]) -> None:
    """All that speaks for a link, beside what counts against every link, is the logistic of its score."""
    whole, links = sampled
    measures, weights = measured(whole), fitted()
    rows = {one.id: number for number, one in enumerate(measures.sides.recitals)}
    columns = {one.id: number for number, one in enumerate(measures.sides.articles)}
    headed = [
        (one, measures.of["heading"][rows[one.recital], columns[one.provision]], part.weight)
        for one in links
        for part in one.reasons
        if part.kind == "heading"
    ]
    assert len(headed) > 5
    for one, measure, weight in headed:
        total = math.log(one.score / (1 - one.score)) - weights.base
        assert weight == pytest.approx(weights.reasons["heading"] * measure / total, rel=0.02)


def test_each_kind_of_reason_is_named_once_with_evidence(sampled: tuple[Act, tuple[RecitalSupport, ...]]) -> None:
    for one in sampled[1]:
        kinds = [part.kind for part in one.reasons]
        assert len(set(kinds)) == len(kinds) > 0
        assert set(kinds) <= {*KINDS.values(), ORDER}
        assert all(part.evidence for part in one.reasons)


def test_a_mention_comes_first_then_what_weighs_most(sampled: tuple[Act, tuple[RecitalSupport, ...]]) -> None:
    for one in sampled[1]:
        rest = [part.weight for part in one.reasons if part.kind != MENTION]
        assert rest == sorted(rest, reverse=True)
        assert MENTION not in [part.kind for part in one.reasons[1:]]


def test_where_words_alone_decide_the_order_adds_nothing() -> None:
    links = support(made(WHY, SUBJECT_WORDS))
    assert [part.kind for part in link(links, "rct_1", "art_1").reasons] == [WORDING]


def test_what_the_order_takes_away_is_no_part_of_what_the_words_bring() -> None:
    """Words speak of Article 1 as of Article 5, and the order for Article 1."""
    links = support(made((WHY[0], f"As Article 5 says, {SUBJECTS[0]}, and {SUBJECTS[4]}.", WHY[1]), SUBJECT_WORDS))
    found = link(links, "rct_2", "art_5")
    assert ORDER not in [one.kind for one in found.reasons]
    total = math.log(found.score / (1 - found.score)) - fitted().base
    assert reason(found, MENTION).weight == pytest.approx(fitted().reasons["mention"] / total, rel=0.01)


# ── wording ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_runs_of_words_shown_stand_in_the_recital(sampled: tuple[Act, tuple[RecitalSupport, ...]]) -> None:
    whole, links = sampled
    shown = [(one.recital, run) for one in links for part in one.reasons if part.kind == WORDING for run in runs(part.evidence)]
    assert len(shown) > 20
    assert [run for recital, run in shown if run not in said(whole, recital)] == []


def test_words_shown_stand_in_the_recital_and_in_what_it_supports(sampled: tuple[Act, tuple[RecitalSupport, ...]]) -> None:
    whole, links = sampled
    by_id = {one.id: one for one in walk(whole.provisions)}
    for one in links:
        for part in (part for part in one.reasons if part.kind == WORDING and "(with " not in part.evidence):
            single = [word for word in re.sub(r"‘.+?’(?=, |$)", "", part.evidence).split(", ") if word]
            below = {stem for own in walk((by_id[one.provision],)) for stem in stems_of(f"{own.heading} {own.text} {own.wrap_up}", "en")}
            assert set(single) <= {word.text.lower() for word in words_of(said(whole, one.recital))}
            assert {stem for word in single for stem in stems_of(word, "en")} <= below


def test_runs_that_run_into_each_other_are_one_run_longest_first() -> None:
    recital = "Boats sail on the wide river. Lamps shine brightly at night when the moon is dark."
    links = support(
        made((recital,), ("Lamps shine brightly at night when the moon is dark. Boats sail on the wide river.", *SUBJECT_WORDS[1:]))
    )
    evidence = reason(link(links, "rct_1", "art_1"), WORDING).evidence
    assert runs(evidence) == ["Lamps shine brightly at night when the moon is dark", "Boats sail on the wide river"]


def test_what_is_said_twice_is_shown_once() -> None:
    recital = "Lamps shine brightly at night, and pots boil. Zebras too. Lamps  shine brightly at night."
    links = support(made((recital,), ("Lamps shine brightly at night.", *SUBJECT_WORDS[1:])))
    assert reason(link(links, "rct_1", "art_1"), WORDING).evidence == "‘Lamps shine brightly at night’"


def test_no_run_goes_over_from_one_point_of_a_recital_to_the_next() -> None:
    words = ("so lamps shine", "brightly forever", "or shine brightly forever")
    points = (provision(f"rct_1/pnt_{label}", text=text) for label, text in zip("abc", words, strict=True))
    recital = provision("pbl_1", provision("rct_1", *points, text="Lamps shine brightly:"))
    whole = act(recital, *articles("Lamps shine brightly forever.", *SUBJECT_WORDS[1:]))
    assert runs(reason(link(support(whole), "rct_1", "art_1"), WORDING).evidence) == ["shine brightly forever", "Lamps shine brightly"]


def test_an_annex_that_the_recital_is_likest_is_named_with_the_words() -> None:
    links = support(with_annexes("Red apples of the northern orchard are sweet."))
    assert reason(link(links, "rct_1", "art_2"), WORDING).evidence.endswith(" (with Annex I)")
    (other,) = [one for one in support(with_annexes(WHY[1])) if path_of(one.provision) == "art_2"]
    assert "with" not in reason(other, WORDING).evidence


def test_shared_wording_of_an_annex_is_that_of_the_annex_by_itself() -> None:
    whole = with_annexes("Red apples of the northern orchard boil over.")
    measures = measured(whole)
    tops = [path_of(one.id) for one in measures.sides.tops]
    assert "boil" in shared_wording(measures, 0, tops.index("art_2"), "en")
    assert "boil" not in shared_wording(measures, 0, tops.index("anx_I"), "en")


def measured(whole: Act) -> Measures:
    measures = measures_of(whole, findings(whole))
    assert measures is not None
    return measures


# ── what recitals name, headings, order ────────────────────────────────────────────────────────────────────────────────────────


def test_a_mention_has_the_words_that_name_the_article() -> None:
    links = support(made(("As is said in Article 4, paragraph 1, boats sail.",), SUBJECT_WORDS))
    assert reason(link(links, "rct_1", "art_4"), MENTION).evidence in "As is said in Article 4, paragraph 1, boats sail."


def test_a_mention_of_an_annex_is_one_of_the_article_that_brings_it_in() -> None:
    links = support(with_annexes("What Annex III lists is few."))
    assert reason(link(links, "rct_1", "art_5"), MENTION).evidence == "Annex III, which Article 5 brings in"
    assert reason(link(links, "rct_1", "anx_III"), MENTION).evidence == "Annex III"


def test_a_heading_shows_those_of_its_words_that_the_recital_says() -> None:
    headed = provision("art_1", heading="Keeping of the Lamps", text=SUBJECT_WORDS[0])
    links = support(act(preamble(f"A lamp that nobody cleans is dim, yet {SUBJECTS[0]}."), headed, *articles(*SUBJECT_WORDS[1:], start=2)))
    assert reason(link(links, "rct_1", "art_1"), "heading").evidence == "‘Lamps’"


def test_order_names_neighbours_that_support_what_they_are_said_to(sampled: tuple[Act, tuple[RecitalSupport, ...]]) -> None:
    linked = {(path_of(one.recital), path_of(one.provision)) for one in sampled[1]}
    named = [
        (path_of(one.recital), recital, where, article)
        for one in sampled[1]
        for part in one.reasons
        if part.kind == ORDER and "/art_" in one.provision
        for recital, where, article in re.findall(r"Recital (\d+) (before|after) it supports Article (\d+)", part.evidence)
    ]
    assert len(named) > 10
    for own, recital, where, article in named:
        assert (f"rct_{recital}", f"art_{article}") in linked
        assert (int(recital) < int(own.removeprefix("rct_"))) is (where == "before")


def test_order_tells_the_same_article_of_a_neighbour_where_it_has_it() -> None:
    """The recital before supports two articles; that which both support is named, though it is not its best."""
    recitals = (f"As Article 1 says, {SUBJECTS[0]} and {SUBJECTS[1]}.", "Pots.", WHY[2])
    links = support(made(recitals, SUBJECT_WORDS))
    assert [path_of(one.provision) for one in links if path_of(one.recital) == "rct_1"] == ["art_1", "art_2"]
    assert "Recital 1 before it supports Article 2" in reason(link(links, "rct_2", "art_2"), ORDER).evidence


# ── terms, topics ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_terms_and_topics_are_shown_as_the_recital_writes_them() -> None:
    whole = made(("Lanterns give light.", *WHY[1:]), (f"{SUBJECT_WORDS[0]} The lantern lights up.", *SUBJECT_WORDS[1:]))
    recital, article = f"{CELEX}/rct_1", f"{CELEX}/art_1"
    at = {one.id: one.id for one in walk(whole.provisions)}
    found = Findings(
        term_uses=tuple(
            TermUse(node=f"{CELEX}/term/lantern", provision=at[own], span=Span(start=0, end=1), form=form)  # type: ignore[index]
            for own, form in ((recital, "Lanterns"), (article, "lantern"))
        ),
        topic_uses=tuple(
            TopicUse(topic="topic:light", provision=at[own], span=Span(start=0, end=1), form=form)  # type: ignore[index]
            for own, form in ((recital, "light"), (article, "lights up"))
        ),
    )
    shown = link(find_support(whole, found), "rct_1", "art_1")
    assert reason(shown, "shared defined term").evidence == "Lanterns"
    assert reason(shown, "shared topic").evidence == "light"


def test_the_first_form_of_a_thing_in_an_article_counts() -> None:
    whole = act(provision("art_1", provision("art_1/par_1", text="Lamps and a lamp.")))
    part = whole.provisions[0].children[0].id
    uses = tuple(
        TermUse(node="lamp", provision=part, span=Span(start=at, end=at + 1), form=form) for at, form in ((0, "Lamps"), (12, "lamp"))
    )
    assert forms_in(Findings(term_uses=uses)) == {(whole.provisions[0].id, "lamp"): "Lamps"}


@pytest.mark.parametrize(
    ("one", "name"),
    [(provision("art_5"), "Article 5"), (provision("anx_III"), "Annex III"), (provision("rct_12"), "Recital 12")],
)
def test_provisions_are_named_in_words(one: Provision, name: str) -> None:
    assert name_of(one) == name


def test_a_run_of_words_stands_in_a_row_in_what_it_is_shared_with() -> None:
    """Phrases that overlap in the recital, but stand apart in the article, are no run; nor are words of two sentences."""
    parted = "Keepers clean bright lamps. Clean bright lamps today, keepers say."
    links = support(made((f"Keepers clean bright lamps today. {SUBJECTS[1]}.", *WHY[1:]), (parted, *SUBJECT_WORDS[1:])))
    assert "‘Keepers clean bright lamps’" in reason(link(links, "rct_1", "art_1"), "shared wording").evidence
    assert "‘Keepers clean bright lamps today’" not in reason(link(links, "rct_1", "art_1"), "shared wording").evidence


def test_the_heading_shown_is_that_of_the_annex_where_the_recital_says_that(sampled: tuple[Act, tuple[RecitalSupport, ...]]) -> None:
    annex = provision("anx_I", heading="Rotten apples in baskets (Article 2)", text="Lists.")
    texts = articles(SUBJECT_WORDS[0], f"{SUBJECT_WORDS[1]} Annex I lists them.", *SUBJECT_WORDS[2:])
    links = support(act(preamble(WHY[0], f"Rotten apples in baskets are bad, so {SUBJECTS[1]}.", *WHY[2:]), *texts, annex))
    shown = link(links, "rct_2", "art_2")
    assert reason(shown, "heading").evidence == "‘Rotten apples baskets’ (with Annex I)"
    assert sum(one.weight for one in shown.reasons) > 0.95
