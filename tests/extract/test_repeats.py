"""Stretches of words that stand twice running."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from extract.repeats import LEAST, repeated_stretches

TWELVE = "providers of systems shall ensure that documentation remains available to national authorities".split()


def test_twelve_words_that_stand_twice_are_found_once_with_their_place() -> None:
    assert list(repeated_stretches(["before", *TWELVE, *TWELVE, "behind"])) == [(1 + len(TWELVE), len(TWELVE))]


def test_three_times_is_one_finding_and_words_between_are_none() -> None:
    assert len(list(repeated_stretches(TWELVE * 3))) == 1
    assert list(repeated_stretches([*TWELVE, "between", *TWELVE])) == []


def test_a_few_words_may_repeat() -> None:
    assert list(repeated_stretches(TWELVE[: LEAST - 1] * 2)) == []


WORDS = st.lists(st.sampled_from(["systems", "providers", "documents", "a", "of"]), max_size=60)


@given(WORDS, st.lists(st.integers(0, 10**6).map("word{:07}".format), min_size=LEAST, max_size=30, unique=True), WORDS)
def test_every_doubled_stretch_is_found_and_nothing_that_is_none(before: list[str], stretch: list[str], behind: list[str]) -> None:
    words = [*before, *stretch, *stretch, *behind]
    found = list(repeated_stretches(words))
    assert any(length == len(stretch) for _, length in found)
    for begin, length in found:
        assert words[begin : begin + length] == words[begin - length : begin]


def test_looking_takes_time_in_proportion_even_for_long_stretches_that_nearly_repeat() -> None:
    half = [f"number{index}" for index in range(30_000)]
    begun = time.perf_counter()
    assert list(repeated_stretches([*half, "between", *half])) == []
    assert len(list(repeated_stretches(half * 2))) == 1
    assert time.perf_counter() - begun < 2
