"""The walk over small grounds: shares, what lifts what, which paths are told, and that numbers of links lift nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.findings import REFERENCES, Reason, Relation
from kg.ids import binds
from query.ranking import Weights, weights
from query.seed import Ground
from query.walk import BESIDE, LIFTS, OF_ACT, SUPPORTED_WHOLE, Reached, Step, because_of, explained, lifts_of, shares_of, walk
from tests.query.factories import GROUNDS, LINKS, PATHS, SCORES, edge, ground, link, own, seed

LIFTED = (*(name for both in LIFTS.values() for name in both), SUPPORTED_WHOLE, BESIDE, OF_ACT)
EVEN = Weights(binding=dict.fromkeys(LIFTED, 1.0), recital=dict.fromkeys(LIFTED, 1.0))
"""Every lift counts alike."""


def by_path(reached: tuple[Reached, ...]) -> dict[str, Reached]:
    return {one.provision.partition("/")[2]: one for one in reached}


# ── shares ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.dictionaries(st.sampled_from(PATHS).map(own), SCORES, min_size=1))
def test_shares_are_above_nothing_and_the_best_of_each_group_has_all(scores: dict[str, float]) -> None:
    shares = shares_of(scores)
    assert all(0 < share <= 1 for share in shares.values())
    for group in {binds(one) for one in scores}:
        assert max(share for one, share in shares.items() if binds(one) is group) == 1


@given(st.dictionaries(st.sampled_from(PATHS).map(own), SCORES, min_size=2), SCORES)
def test_shares_tell_how_far_apart_scores_are_and_not_how_high(scores: dict[str, float], more: float) -> None:
    assert shares_of({one: score + more for one, score in scores.items()}) == pytest.approx(shares_of(scores))


@given(GROUNDS)
def test_every_seed_is_reached_once_best_first_and_ties_by_id(start: Ground) -> None:
    reached = walk(start)
    assert [one.provision for one in reached] == [one.provision for one in sorted(reached, key=lambda one: (-one.score, one.provision))]
    assert sorted(one.provision for one in reached) == sorted(one.provision for one in start.seeds)
    assert {one.score for one in reached if one.score > 1 or one.score <= 0} == set()


def test_equal_scores_are_ordered_by_id() -> None:
    assert [one.provision for one in walk(ground([seed("art_2"), seed("art_1")]))] == [own("art_1"), own("art_2")]


@given(GROUNDS, st.randoms())
def test_the_order_of_seeds_changes_nothing_and_that_of_links_no_score(start: Ground, chance: object) -> None:
    seeds, links = list(start.seeds), list(start.links)
    chance.shuffle(seeds)  # type: ignore[attr-defined]
    chance.shuffle(links)  # type: ignore[attr-defined]
    assert walk(replace(start, seeds=tuple(seeds))) == walk(start)
    shuffled = [(one.provision, one.score) for one in walk(Ground(seeds=tuple(seeds), links=tuple(links)))]
    assert shuffled == [(one.provision, one.score) for one in walk(start)]


# ── lifts ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(GROUNDS)
def test_a_lift_is_a_share_and_of_another_end_of_its_link(start: Ground) -> None:
    for provision, held in lifts_of(start).items():
        assert set(held) <= set(LIFTED)
        for lift in held.values():
            assert 0 < lift.strength <= 1
            assert lift.link is None or {lift.start, provision} == {lift.link.source, lift.link.target}


def test_no_fitted_lift_lowers() -> None:
    """What a lift counts is nothing or more, and so a link never takes from a provision's score."""
    counted = [group[name] for group in (weights().binding, weights().recital) for name in LIFTED if name in group]
    assert len(counted) > len(LIFTS)
    assert min(counted) >= 0


@given(GROUNDS, LINKS)
def test_another_link_never_lowers_a_lift(start: Ground, more: list[object]) -> None:
    before, after = lifts_of(start), lifts_of(replace(start, links=(*start.links, *more)))
    for provision, held in before.items():
        assert all(after[provision][name].strength >= lift.strength for name, lift in held.items())


@pytest.mark.parametrize("relation", sorted(LIFTS))
def test_each_relation_lifts_both_its_ends_by_names_of_their_own(relation: Relation) -> None:
    ends = ("rct_1", "art_2") if relation is Relation.SUPPORTS else ("art_1", "art_2")
    lifts = lifts_of(ground([seed(ends[0]), seed(ends[1])], f"{ends[0]} {relation} {ends[1]}"))
    along, against = LIFTS[relation]
    assert (lifts[own(ends[1])][along].start, lifts[own(ends[0])][against].start) == (own(ends[0]), own(ends[1]))
    assert against not in lifts[own(ends[1])]


@pytest.mark.parametrize("kind", sorted(REFERENCES))
def test_every_kind_of_reference_lifts_as_a_plain_one_does(kind: Relation) -> None:
    plain, other = (lifts_of(ground([seed("art_1"), seed("art_2", 0.5)], f"art_1 {one} art_2")) for one in ("refers_to", kind))
    assert {own: {name: lift.strength for name, lift in held.items()} for own, held in plain.items()} == {
        own: {name: lift.strength for name, lift in held.items()} for own, held in other.items()
    }


def test_an_edges_own_score_scales_what_a_recital_lifts() -> None:
    seeds = (seed("rct_1"), seed("art_1"))
    whole, half = (lifts_of(Ground(seeds=seeds, links=(link("rct_1 supports art_1", one),))) for one in (1.0, 0.5))
    assert half[own("art_1")]["supported"].strength == whole[own("art_1")]["supported"].strength / 2


@given(GROUNDS)
def test_hubs_lift_nothing_by_their_number(start: Ground) -> None:
    """Links that are there already, and links from what stands no higher, change no lift."""
    twice = lifts_of(replace(start, links=(*start.links, *start.links)))
    assert twice == lifts_of(start)


def test_many_that_point_to_a_provision_lift_it_as_the_best_of_them_does() -> None:
    many = [seed(f"art_{number}", 0.5) for number in range(2, 9)]
    one = lifts_of(ground([seed("art_1"), *many], "art_2 refers_to art_1"))
    every = lifts_of(ground([seed("art_1"), *many], *(f"art_{number} refers_to art_1" for number in range(2, 9))))
    assert one[own("art_1")] == every[own("art_1")]


def test_what_is_no_seed_neither_lifts_nor_is_reached() -> None:
    start = ground([seed("art_1")], "art_1 refers_to art_2", "art_3 refers_to art_1", "rct_1 supports art_1", "art_1 has_part art_1/par_1")
    assert lifts_of(start)[own("art_1")].keys() == {BESIDE}
    assert [one.provision for one in walk(start)] == [own("art_1")]


def test_the_parts_of_an_article_share_its_best_part_and_its_recitals() -> None:
    seeds = [seed("art_1/par_1", 2.0), seed("art_1/par_2"), seed("art_2"), seed("rct_1")]
    lifts = lifts_of(ground(seeds, "rct_1 supports art_1/par_1"))
    for path in ("art_1/par_1", "art_1/par_2"):
        assert (lifts[own(path)][BESIDE].start, lifts[own(path)][SUPPORTED_WHOLE].start) == (own("art_1/par_1"), own("rct_1"))
    assert SUPPORTED_WHOLE not in lifts[own("art_2")]
    assert lifts[own("rct_1")].keys() == {"supports", OF_ACT}


def test_a_lifted_provision_may_overtake_one_that_meets_the_question_better() -> None:
    seeds = [seed("art_1", 1.0), seed("art_2", 0.9), seed("rct_1")]
    assert walk(ground(seeds), EVEN)[0].provision == own("art_1")
    assert walk(ground(seeds, "rct_1 supports art_2"), EVEN)[0].provision == own("art_2")


# ── paths ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(GROUNDS)
def test_every_path_begins_at_the_question_joins_up_and_follows_links(start: Ground) -> None:
    there = {(one.source, str(one.relation), one.target) for one in start.links}
    there |= {(target, f"^{relation}", source) for source, relation, target in there}
    for one in walk(start, EVEN):
        assert [step.start for step in one.path] == ["question", *(step.end for step in one.path[:-1])]
        assert one.path[-1].end == one.provision
        assert all((step.start, step.relation, step.end) in there for step in one.path[1:])


def test_a_provision_that_owes_most_to_a_link_says_so() -> None:
    article = by_path(walk(ground([seed("rct_1"), seed("art_1", 0.2)], "rct_1 supports art_1"), EVEN))["art_1"]
    assert article.path == (
        Step(start="question", relation="matches", end=own("rct_1"), because="shared words"),
        Step(start=own("rct_1"), relation="supports", end=own("art_1"), because=""),
    )


def test_a_step_against_an_edge_is_marked() -> None:
    recital = by_path(walk(ground([seed("art_1"), seed("rct_1", 0.2)], "rct_1 supports art_1"), EVEN))["rct_1"]
    assert recital.path[-1].relation == "^supports"


def test_a_provision_that_meets_the_question_better_itself_keeps_its_own_path() -> None:
    assert len(by_path(walk(ground([seed("rct_1"), seed("art_1", 1.2)], "rct_1 supports art_1"), EVEN))["art_1"].path) == 1


def test_no_path_leads_over_what_does_not_meet_the_question() -> None:
    reached = by_path(walk(ground([seed("rct_1", met=0.0), seed("art_1", 0.2)], "rct_1 supports art_1"), EVEN))
    assert len(reached["art_1"].path) == 1


def test_the_path_told_is_the_one_that_brought_most() -> None:
    seeds = (seed("rct_1"), seed("rct_2"), seed("art_1", 0.0))
    both = Ground(seeds=seeds, links=(link("rct_1 supports art_1", 0.2), link("rct_2 supports art_1", 0.9)))
    assert by_path(walk(both, EVEN))["art_1"].path[-1].start == own("rct_2")


def test_a_path_is_explained_by_the_edge_between_its_ends() -> None:
    path = (Step(start="question", relation="matches", end=own("art_1"), because=""), Step(
        start=own("art_1"), relation="^supports", end=own("rct_1"), because=""
    ))  # fmt: skip
    reasons = (Reason(kind="explicit mention", evidence="Article 1", weight=1.0),)
    others = (edge("rct_2 supports art_1"), edge("rct_1 refers_to art_1"))
    told = explained(path, (*others, edge("rct_1 supports art_1", reasons=reasons)))
    assert [step.because for step in told] == ["", "explicit mention: Article 1"]
    assert explained(path, others) == path


def test_an_edge_without_reasons_rests_on_its_wording() -> None:
    assert because_of(replace(edge("art_1 refers_to art_2"), wording="Article 2")) == "Article 2"
