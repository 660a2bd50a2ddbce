"""The chain through two sequences, against every way through them where there are few."""

from __future__ import annotations

import math
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.alignment import Moves, align, likelihoods, log_likelihood
from extract.likeness import Floats

FREE = Moves(stay=0.0, ahead=0.0, back=0.0, jump=1.0, ahead_reach=1.0, back_reach=1.0)


@st.composite
def some_moves(draw: st.DrawFn) -> Moves:
    stay, ahead, back, jump = (draw(st.floats(0.05, 1.0)) for _ in range(4))
    total = stay + ahead + back + jump
    ahead_reach, back_reach = draw(st.floats(0.3, 6.0)), draw(st.floats(0.3, 6.0))
    return Moves(
        stay=stay / total, ahead=ahead / total, back=back / total, jump=jump / total, ahead_reach=ahead_reach, back_reach=back_reach
    )


@st.composite
def some_scores(draw: st.DrawFn, most: int = 4) -> Floats:
    rows, columns = draw(st.integers(1, most)), draw(st.integers(1, most))
    values = draw(st.lists(st.floats(-8, 8), min_size=rows * columns, max_size=rows * columns))
    return np.array(values).reshape(rows, columns)


def chance(count: int, before: int, after: int, moves: Moves) -> float:
    """The chance of a move, told place by place."""

    def raw(to: int) -> float:
        total = moves.jump / count + (moves.stay if to == before else 0.0)
        ahead = [math.exp(-(one - before) / moves.ahead_reach) for one in range(before + 1, count)]
        back = [math.exp(-(before - one) / moves.back_reach) for one in range(before)]
        if to > before:
            total += moves.ahead * math.exp(-(to - before) / moves.ahead_reach) / sum(ahead)
        if to < before:
            total += moves.back * math.exp(-(before - to) / moves.back_reach) / sum(back)
        return total

    return raw(after) / sum(raw(to) for to in range(count))


def ways(scores: Floats, moves: Moves) -> dict[tuple[int, ...], float]:
    """Every way through the places with its likelihood."""
    rows, count = scores.shape
    found = {}
    for way in product(range(count), repeat=rows):
        moved = math.prod(chance(count, one, other, moves) for one, other in pairwise(way))
        found[way] = moved / count * math.exp(sum(scores[row, place] for row, place in enumerate(way)))
    return found


@settings(deadline=None, max_examples=60)
@given(some_scores(), some_moves())
def test_shares_are_the_sum_over_every_way_through(scores: Floats, moves: Moves) -> None:
    every = ways(scores, moves)
    expected = np.zeros_like(scores)
    for way, likelihood in every.items():
        expected[range(len(way)), way] += likelihood
    assert align(scores, moves) == pytest.approx(expected / sum(every.values()), abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(some_scores(), some_moves())
def test_the_likelihood_is_the_sum_over_every_way_through(scores: Floats, moves: Moves) -> None:
    assert log_likelihood(scores, moves) == pytest.approx(math.log(sum(ways(scores, moves).values())))


@given(some_scores(most=12), some_moves())
def test_the_shares_of_an_observation_sum_to_one(scores: Floats, moves: Moves) -> None:
    shares = align(scores, moves)
    assert shares.sum(axis=1) == pytest.approx(np.ones(len(scores)))
    assert np.all(shares >= 0)


@given(some_scores(most=8))
def test_where_every_move_is_a_jump_order_tells_nothing(scores: Floats) -> None:
    raised = np.exp(scores)
    assert align(scores, FREE) == pytest.approx(raised / raised.sum(axis=1, keepdims=True))


@given(some_scores(most=8), some_moves())
def test_turned_about_with_its_moves_the_chain_gives_the_same_shares(scores: Floats, moves: Moves) -> None:
    """Places in the opposite order, with what was ahead now behind: only their names have changed."""
    turned = Moves(
        stay=moves.stay, ahead=moves.back, back=moves.ahead, jump=moves.jump, ahead_reach=moves.back_reach, back_reach=moves.ahead_reach
    )
    assert align(scores[:, ::-1], turned) == pytest.approx(align(scores, moves)[:, ::-1], abs=1e-9)


@given(some_scores(most=8), some_moves(), st.floats(-50, 50))
def test_what_does_not_tell_places_apart_may_be_left_out(scores: Floats, moves: Moves, more: float) -> None:
    assert align(scores + more, moves) == pytest.approx(align(scores, moves), abs=1e-9)
    assert log_likelihood(scores + more, moves) == pytest.approx(log_likelihood(scores, moves) + more * len(scores), abs=1e-6)


@given(some_scores(most=8))
def test_the_likeliest_place_of_a_row_is_one(scores: Floats) -> None:
    assert likelihoods(scores).max(axis=1) == pytest.approx(np.ones(len(scores)))


def test_neighbours_decide_where_an_observation_says_nothing() -> None:
    moves = Moves(stay=0.4, ahead=0.4, back=0.1, jump=0.1, ahead_reach=2.0, back_reach=2.0)
    scores = np.array([[0.0, 6.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 6.0, 0.0]])
    middle = align(scores, moves)[1]
    assert min(middle[1], middle[2]) > 3 * max(middle[0], middle[3])


def test_a_long_act_leaves_no_number_too_small() -> None:
    scores = np.where(np.eye(400, 300) > 0, 0.0, -30.0)
    moves = Moves(stay=0.4, ahead=0.4, back=0.1, jump=0.1, ahead_reach=2.0, back_reach=2.0)
    assert np.isfinite(align(scores, moves)).all()
    assert math.isfinite(log_likelihood(scores, moves))
