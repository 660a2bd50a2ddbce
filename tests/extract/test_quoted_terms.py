"""Words in quotation marks, and marks that are none."""

from __future__ import annotations

import pytest

from extract.quoted_terms import LONGEST, quoted_terms


def quoted(text: str) -> list[str]:
    """What a text quotes."""
    return [one.words(text) for one in quoted_terms(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("‘lid’ and “pot” and \"pan\" and 'cup'", ["lid", "pot", "pan", "cup"]),
        ("«couvercle», »låg«, „deksel”", ["couvercle", "låg", "deksel"]),
        ("‘the cook’s lid’ closes", ["the cook’s lid"]),
        ("'the cook's lid' closes", ["the cook's lid"]),
        ("‘ lid ’", ["lid"]),
        ("‛lid’", ["lid"]),
    ],
)
def test_the_marks_of_all_languages_are_known(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    "text", ["the cook's or the waiter's lid", "the cooks' and waiters' lids", "a ‘lid", f"‘{'a' * (LONGEST + 1)}’", "‘’", ""]
)
def test_other_marks_quote_nothing(text: str) -> None:
    assert quoted(text) == []


def test_a_stretch_of_a_text_can_be_searched() -> None:
    text = "‘lid’ ‘pot’ ‘pan’"
    assert [one.words(text) for one in quoted_terms(text, 6, 11)] == ["pot"]
