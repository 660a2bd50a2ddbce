"""The weights that come with the package: of the measures and lifts that the code makes, and of no others."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from query.features import Wanted
from query.ranking import Weights, weights
from query.walk import BESIDE, LIFTS, OF_ACT, SUPPORTED_WHOLE
from tests.query.factories import measures, own, passage

BY_NAME_ALONE = {"defined", "heading", "heading_said", "nearby_heading", "heading_pairs", "outer"}
"""A recital that gives a short name is pointed at where its meaning is asked for, and is ranked as any other; recitals have no headings."""
OF_RECITALS = {"supports", "refers_to", OF_ACT}
"""What lifts a recital: what it supports, and what it refers to; it has no parts, and what refers to it is rare."""


def made(path: str) -> set[str]:
    """The measures that the code makes of a passage."""
    return set(measures(passage(path, "log"), Wanted(weights={"log": 1.0})))


def test_binding_provisions_have_a_weight_for_every_measure_and_every_lift_and_no_other() -> None:
    lifts = {name for both in LIFTS.values() for name in both} - {"supports"} | {SUPPORTED_WHOLE, BESIDE, OF_ACT}
    assert set(weights().binding) == made("art_1") | lifts


def test_recitals_have_a_weight_for_every_measure_and_every_lift_of_theirs_and_no_other() -> None:
    assert set(weights().recital) == made("rct_1") - BY_NAME_ALONE | OF_RECITALS


def test_the_weights_are_those_of_the_file() -> None:
    read = tomllib.loads(files("query").joinpath("ranking.toml").read_text("utf-8"))
    assert Weights(binding=read["binding"], recital=read["recital"]) == weights()
    assert all(isinstance(weight, float) for group in read.values() for weight in group.values())


def test_a_weights_file_is_read_once() -> None:
    assert weights() is weights()


@given(st.sampled_from(["art_1", "rct_1"]), st.dictionaries(st.sampled_from(["one", "two"]), st.floats(-9, 9)), st.floats(-9, 9))
def test_a_score_is_the_weighed_sum_of_what_is_weighed(path: str, group: dict[str, float], measure: float) -> None:
    counted = Weights(binding=group if path == "art_1" else {}, recital=group if path == "rct_1" else {})
    assert counted.of(own(path)) == group
    assert counted.score(own(path), {"one": measure, "three": 99.0}) == group.get("one", 0.0) * measure
