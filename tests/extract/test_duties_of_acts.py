"""Duties of acts as published: how many there are of each kind, and those that readers judged."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.duties import acts_of, alike, judgements, paired, read_duties
from kg.model import Act

COUNTS = {
    "32024R1689": {"shall": 783, "should": 434, "may": 179, "should not": 72, "shall not": 50, "shall not apply": 14, "should not apply": 6,
                   "should be encouraged": 5},
    "32016R0679": {"shall": 403, "should": 370, "may": 191, "should not": 37, "shall not": 34, "shall not apply": 17,
                   "should not apply": 11, "should be encouraged": 5},
    "32022L2555": {"shall": 311, "should": 296, "may": 58, "should not": 11, "shall not": 12, "shall not apply": 5, "should not apply": 5,
                   "should be encouraged": 5},
}  # fmt: skip
"""Modal verbs of each act by what they do."""


@pytest.fixture(scope="module")
def acts(corpus: Path) -> dict[str, Act]:
    return {one.celex: one for one in acts_of(corpus, "first")}


@pytest.mark.corpus
@pytest.mark.parametrize("celex", COUNTS)
def test_modal_verbs_do_what_they_did_when_they_were_last_read(acts: dict[str, Act], celex: str) -> None:
    duties = read_duties(acts[celex])[0]
    verbs = {(one.provision, one.verb): one.modality.value for one in duties}
    assert Counter(verbs.values()) == COUNTS[celex]


@pytest.mark.corpus
@pytest.mark.parametrize(("sample", "right"), [("first", 150), ("second", 139), ("third", 138), ("fourth", 139)])
def test_judged_verbs_are_read_as_judged(corpus: Path, sample: str, right: int) -> None:
    every = list(judgements(corpus, sample))
    assert len(every) == 150
    assert sum(not one.error for one in every) >= right


def test_names_are_alike_by_their_noun() -> None:
    assert alike("provider of lamps", "provider")
    assert alike("national competent authority", "competent authority")
    assert not alike("staff of the keeper", "keeper")
    assert not alike("lamp", "lamp keeper")


def test_names_match_one_to_one() -> None:
    assert paired(["keeper", "lamp keeper"], ["lamp keeper", "keeper"])
    assert not paired(["keeper", "user"], ["keeper", "keeper"])
    assert not paired(["keeper"], [])
