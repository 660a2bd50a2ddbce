"""A PDF read backwards: every word of each page stands in a provision or bucket of that page, and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.pages import differences_by_page
from extract.source import Source
from kg.model import Act

Reader = Callable[[str], tuple[Source, Act]]


def test_every_page_of_the_sample_act_is_held(sample: Reader) -> None:
    source, act = sample("act.pdf")
    assert differences_by_page(source, act) == {}


def test_a_page_whose_words_nothing_holds_is_shown(sample: Reader) -> None:
    source, act = sample("act.pdf")
    fewer = tuple(one for one in act.dropped if one.place.page != 2)
    assert set(differences_by_page(source, replace(act, dropped=fewer))) == {2}


@pytest.mark.corpus
def test_every_page_of_the_ai_act_is_held(ai_act: Reader) -> None:
    source, act = ai_act("en.pdf")
    assert len(source.pages) == 144
    assert differences_by_page(source, act) == {}
