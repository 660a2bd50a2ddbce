"""Counts, as people count and say them."""

from __future__ import annotations

import pytest

from extract.reading import read_file
from extract.sample import path
from kg.counts import counts, told
from tests.factories import act, provision


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


def listed(*points: str, heading: str = "", text: str = "") -> int:
    """The definitions counted in an article of points."""
    parts = (provision(f"art_2/pnt_{at}", text=one) for at, one in enumerate(points, 1))
    return counts(act(provision("art_2", *parts, heading=heading, text=text)))["definition"]


@pytest.mark.parametrize(
    ("heading", "text", "points", "count"),
    [
        ("Definitions", "", ("‘lid’ means one;", "‘pot’ means two;"), 2),
        ("", "For the purposes of this Directive:", ("‘lid’ means one;",), 1),
        ("Definitions", "", ('"lid": one thing;', '"pot": another;'), 2),
        ("Cooks", "Cooks shall, for the purposes of this Directive:", ("‘lid’ means one;",), 0),
        ("Definitions", "", ("a lid (‘the lid’);",), 0),
    ],
)
def test_definitions_are_the_points_of_their_article(heading: str, text: str, points: tuple[str, ...], count: int) -> None:
    assert listed(*points, heading=heading, text=text) == count
