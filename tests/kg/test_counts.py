"""Counts, as people count and say them."""

from __future__ import annotations

import pytest

from extract.reading import read_file
from extract.sample import path
from kg.counts import counts, told


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"recital": 25, "annex": 2}, "25 recitals, 2 annexes"),
        ({"annex": 1, "article": 1}, "1 annex, 1 article"),
        ({"recital": 0, "article": 3}, "3 articles"),
        ({}, ""),
    ],
)
def test_counts_are_said_in_words(found: dict[str, int], said: str) -> None:
    assert told(found) == said


def test_the_most_asked_for_come_first_and_the_rest_can_be_left_out() -> None:
    found = counts(read_file(path("act.xhtml")))
    assert told(found, most=3) == "25 recitals, 18 articles, 2 annexes"
    assert told(found).endswith("2 annex sections")
