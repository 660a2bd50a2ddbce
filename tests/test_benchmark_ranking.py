"""The ranking's weights are fitted and measured fairly: what counts as found, who is left out, and what a fit may do."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from benchmarks.ranking import BINDING, FOLDS, HEAD, NEVER_BELOW, RECITAL, ROOT, Put, fitted, listed, ranks, rescored, rows, written
from query.evaluate import Case
from query.ranking import Weights, weights
from query.seed import Ground, Seed
from query.walk import LIFTS
from tests.query.factories import ACT, link, own, seed

TELLING = Weights(binding={"covered": 1.0}, recital={"covered": 1.0})


def put(gold: Sequence[str], seeds: Sequence[Seed], *lines: str, question: str = "Who?", name: str = "made") -> Put:
    """A question with its right provisions and what it meets."""
    case = Case(question=question, act=ACT, gold=tuple(map(own, gold)), answerable=True)
    return Put(gold=name, case=case, ground=Ground(seeds=tuple(seeds), links=tuple(map(link, lines))))


def met(path: str, covered: float, **more: float) -> Seed:
    return seed(path, measures={"covered": covered, **more})


def many() -> list[Put]:
    """Questions whose right provision, of each group, covers most of them, among others that differ by chance."""
    chance = Random(7)
    return [put([f"art_{at % 5 + 1}", f"rct_{at % 4 + 1}"], _seeds(at, chance), question=f"Who does {at}?") for at in range(40)]


def _seeds(at: int, chance: Random) -> list[Seed]:
    binding = [met(f"art_{one}", 0.4 * chance.random() + 0.6 * (one == at % 5 + 1), words=chance.random()) for one in range(1, 6)]
    return [*binding, *(met(f"rct_{one}", 0.4 * chance.random() + 0.6 * (one == at % 4 + 1), words=chance.random()) for one in range(1, 5))]


# ── counting ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ranks_are_told_by_article_and_exactly() -> None:
    found = ranks(put(["art_2/par_1"], [met("art_1", 0.9), met("art_2/par_9", 0.5), met("art_2/par_1/pnt_a", 0.1)]), TELLING, binding=True)
    assert found == (False, True, 1 / 2, 1.0, False, True)


def test_of_several_right_articles_the_share_found_is_told() -> None:
    seeds = [met(f"art_{at}", 1 - at / 10) for at in range(1, 7)]
    assert ranks(put(["art_1", "art_6"], seeds), TELLING, binding=True) == (True, True, 1.0, 0.5, True, True)


def test_equal_scores_are_ordered_by_id_and_not_by_luck() -> None:
    assert ranks(put(["art_2"], [met("art_2", 0.5), met("art_1", 0.5)]), TELLING, binding=True) == (False, True, 0.5, 1.0, False, True)


def test_a_question_that_meets_nothing_has_found_nothing_and_one_without_gold_there_is_not_counted() -> None:
    assert ranks(put(["art_1"], []), TELLING, binding=True) == (0.0,) * 6
    assert ranks(put(["art_1"], [met("rct_1", 0.5)]), TELLING, binding=False) is None


def test_a_part_of_the_gold_is_exact_and_a_neighbour_is_near() -> None:
    pytest.importorskip("numpy")
    found = listed(
        put(["art_1/par_1"], [met(f"art_1/{one}", 0.1) for one in ("par_1", "par_1/pnt_a", "par_10")]), None, BINDING, binding=True
    )
    assert found is not None
    assert (found.exact.tolist(), found.near.tolist()) == ([True, True, False], [True, True, True])


def test_lifts_are_taken_by_the_weights_given() -> None:
    pytest.importorskip("numpy")
    one = put(["art_1"], [met("rct_1", 0.9), met("rct_2", 0.1), met("art_1", 0.2)], "rct_2 supports art_1")
    high, low = (listed(one, Weights(binding={}, recital={"covered": by}), ("supported",), binding=True) for by in (0.0, 10.0))
    assert high is not None
    assert low is not None
    assert high.values[0][0] == 1 > low.values[0][0] > 0


def test_seeds_scored_anew_keep_their_measures_and_their_links() -> None:
    before = put(["art_1"], [met("art_1", 0.25)], "art_1 refers_to art_2").ground
    after = rescored(before, Weights(binding={"covered": 2.0}, recital={}))
    assert [(one.score, one.measures) for one in after.seeds] == [(0.5, before.seeds[0].measures)]
    assert after.links == before.links


def test_each_question_is_ranked_by_the_weights_of_its_own_fold() -> None:
    questions = many()
    assert {one.fold for one in questions} == set(range(FOLDS))
    upside_down = Weights(binding={"covered": -1.0}, recital={"covered": -1.0})
    by = {fold: TELLING if fold == 0 else upside_down for fold in range(FOLDS)}
    found = [dict(zip(HEAD, row, strict=True)) for row in rows(questions, by)]
    assert [(row["set"], row["group"], row["questions"]) for row in found] == [("made", "provisions", 40), ("made", "recitals", 40)]
    share = sum(one.fold == 0 for one in questions) / len(questions)
    assert [row["hit@1"] for row in found] == [f"{share:.3f}"] * 2


# ── weights ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_weights_of_the_package_are_of_what_is_fitted_and_written_by_it() -> None:
    groups = (weights().binding, weights().recital)
    binding, recital = ({name: value for name, value in group.items() if name != "resembles"} for group in groups)
    fitted = Weights(binding=binding, recital=recital)
    assert (tuple(fitted.binding), tuple(fitted.recital)) == (BINDING, RECITAL)
    assert (ROOT / "query" / "ranking.toml").read_text("utf-8") == written(fitted)


def test_every_lift_is_fitted_and_none_may_lower() -> None:
    lifts = {name for both in LIFTS.values() for name in both}
    assert lifts <= {*BINDING, *RECITAL}
    assert lifts <= NEVER_BELOW <= {*BINDING, *RECITAL}
    assert min(group[name] for group in (weights().binding, weights().recital) for name in group if name in NEVER_BELOW) >= 0


@pytest.fixture
def _scipy() -> None:
    pytest.importorskip("scipy", reason="weights are fitted with SciPy: pip install whereas[fit]")


@pytest.mark.usefixtures("_scipy")
def test_a_fit_finds_the_measure_that_tells() -> None:
    """Lifts echo the scores that it makes, and may weigh more."""
    found = fitted(many())
    for group in (found.binding, found.recital):
        assert max(group.keys() - NEVER_BELOW, key=lambda name: group[name]) == "covered"
        assert group["covered"] > 5 * abs(group["words"])
    assert [row[3] for row in rows(many(), dict.fromkeys(range(FOLDS), found))] == ["1.000", "1.000"]


@pytest.mark.usefixtures("_scipy")
def test_a_lift_that_leads_astray_weighs_nothing() -> None:
    """What recitals support here is never what is asked for."""
    astray = [
        Put(gold=one.gold, case=one.case, ground=Ground(seeds=one.ground.seeds, links=(link(f"rct_1 supports art_{(at + 1) % 5 + 1}"),)))
        for at, one in enumerate(many())
    ]
    assert fitted(astray).binding["supported"] == 0


@pytest.mark.usefixtures("_scipy")
def test_the_same_questions_give_the_same_weights() -> None:
    assert written(fitted(many())) == written(fitted(many()))
