"""What a relation brings is counted fairly: which questions change, how likely chance alone changes them, and what a row holds."""

from __future__ import annotations

import pytest

from benchmarks.walk import HEAD, LEFT_OUT, Changes, changes, hits, pooled, rows
from query.answer import Answer, Status
from query.evaluate import Asked, Case
from query.walk import LIFTS

ACT = "32099R0001"


def asked(gold: str, *ranking: str) -> Asked:
    """A question with one right provision, and the provisions it was answered with."""
    provisions = tuple((f"{ACT}/{own}", 1.0) for own in ranking)
    answer = Answer(
        question="Who?", status=Status.ANSWERED, reason=None, as_of="", acts=(), statements=(), provisions=provisions, recitals=()
    )
    return Asked(case=Case(question="Who?", act=ACT, gold=(f"{ACT}/{gold}",), answerable=True), answer=answer, shown=(), took=0.0)


@pytest.mark.parametrize(
    ("gained", "lost", "chance"),
    [(0, 0, 1.0), (1, 0, 1.0), (3, 3, 1.0), (5, 0, 2 / 2**5), (1, 10, 2 * (1 + 11) / 2**11), (2, 6, 2 * (1 + 8 + 28) / 2**8)],
)
def test_the_sign_test_is_exact_and_knows_no_side(gained: int, lost: int, chance: float) -> None:
    assert Changes(gained=gained, lost=lost).chance == pytest.approx(chance)
    assert Changes(gained=lost, lost=gained).chance == Changes(gained=gained, lost=lost).chance


def test_only_questions_that_change_are_counted() -> None:
    assert changes([True, True, False, False, True], [True, False, True, False, False]) == Changes(gained=1, lost=2)


def test_runs_of_different_questions_are_not_compared() -> None:
    with pytest.raises(ValueError, match="shorter"):
        changes([True, True], [True])


def test_a_hit_is_a_right_article_among_the_first() -> None:
    runs = [asked("art_2/par_1", "art_1", "art_2/par_9"), asked("art_1", "art_1")]
    assert hits(runs, 1) == [False, True]
    assert hits(runs, 5) == [True, True]


def test_questions_that_only_recitals_answer_are_not_counted() -> None:
    assert hits([asked("rct_1", "art_1"), asked("art_1", "art_1")], 1) == [True]


def test_every_relation_that_the_walk_takes_is_left_out_once_alone() -> None:
    alone = [relations[0] for relations in LEFT_OUT.values() if len(relations) == 1]
    assert set(LIFTS) < set(alone)
    assert len(alone) == len(set(alone))
    assert set(LEFT_OUT["without all"]) == set(alone)


def test_sets_are_pooled_by_what_was_left_out() -> None:
    whole, left = (asked("art_1", "art_1"),), (asked("art_1", "art_2"),)
    assert pooled([{"full": whole, "left": left}, {"full": left, "left": left}]) == {"full": whole + left, "left": left + left}


def test_each_row_holds_its_set_against_the_whole_of_the_same_set() -> None:
    whole, left = [asked("art_1", "art_1")] * 6, [asked("art_1", "art_2")] * 6
    runs = {"one": {"full": whole, "left": left}, "two": {"full": left, "left": whole}}
    found = [dict(zip(HEAD, row, strict=True)) for row in rows(runs)]
    assert [(row["relations"], row["set"], row["hit@1"]) for row in found] == [
        ("full", "one", "1.000"),
        ("full", "two", "0.000"),
        ("left", "one", "0.000"),
        ("left", "two", "1.000"),
    ]
    assert [(row["gained, lost @1"], row["p @1"]) for row in found] == [("–", "–"), ("–", "–"), ("+0 −6", "0.031"), ("+6 −0", "0.031")]
