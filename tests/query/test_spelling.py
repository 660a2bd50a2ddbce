"""Misspelt words of questions, and the words they are read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.library import Library, TextRow
from query.question import understand
from query.spelling import is_slip, respelled

_WORDS = st.text(alphabet="abcde", max_size=7)


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("secruity", "security", True),
        ("adress", "address", True),
        ("adddress", "address", True),
        ("traning", "training", True),
        ("security", "security", False),
        ("sleep", "sweep", False),
        ("shifts", "shift", False),
        ("cat", "dog", False),
    ],
)
def test_a_slip_is_a_letter_put_in_left_out_or_swapped(typed: str, meant: str, expected: bool) -> None:
    assert is_slip(typed, meant) is expected


@given(_WORDS, _WORDS)
def test_slips_are_the_same_both_ways(one: str, other: str) -> None:
    assert is_slip(one, other) == is_slip(other, one)


def test_a_misspelt_term_is_met(library: Library, text: TextRow) -> None:
    asked = understand("What must a deplyoer do?", library)
    assert [form for _, form in asked.nodes] == ["deployer"]
    assert asked.text == "What must a deplyoer do?"
    assert "deploy" in asked.stems


@pytest.mark.parametrize("question", ["What must Deplyoer do?", "What must a depl do?", "What is a deployer?", "Does sourdough rise?"])
def test_names_short_words_and_known_words_are_left_alone(question: str, library: Library, text: TextRow) -> None:
    assert respelled(question, library) == question
