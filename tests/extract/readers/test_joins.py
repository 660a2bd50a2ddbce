"""Lines joined to words: hyphens by the printer's habit, soft hyphens, strokes and addresses."""

from __future__ import annotations

import pytest

from extract.readers.joins import joined, vocabulary_of
from extract.readers.lines import lines_of

HYPHENATED = "\nbak-\nery bakery bis-\ncuit biscuit"


def text(raw: str, rest: str = "") -> str:
    lines = lines_of(raw, None)
    return joined(lines, vocabulary_of(lines_of(raw + rest, None))).text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("one\ntwo", "one two"),
        ("techno\u00ad \nlogy", "technology"),
        ("Directive 96/9/\nEC", "Directive 96/9/EC"),
        ("and/\nor", "and/or"),
        ("a pre-\nbaked loaf", "a pre-baked loaf"),
        ("a pre-\nBaked loaf", "a pre-Baked loaf"),
        ("see http://bread.example/\nloaf", "see http://bread.example/loaf"),
        ("see http://bread.example/\nLoaf", "see http://bread.example/ Loaf"),
    ],
)
def test_how_two_lines_meet(raw: str, expected: str) -> None:
    assert text(raw) == expected


def test_a_printer_that_breaks_words_breaks_unknown_ones_too() -> None:
    assert text("regula-\ntions", HYPHENATED) == "regulations"
    assert text("regula-\ntions") == "regula-tions"
    assert text("cross-\nborder", HYPHENATED + " cross border") == "cross-border"


def test_the_halves_of_broken_words_are_no_words() -> None:
    assert vocabulary_of(lines_of("fresh bak-\nery bread", None)).words == {"fresh", "bread"}


def test_every_piece_is_copied_from_its_place() -> None:
    raw = "fresh bak-\nery, 96/9/\nEC and\nmore"
    whole = joined(lines_of(raw, None), vocabulary_of(lines_of(raw + "\nbakery", None)))
    assert whole.text == "fresh bakery, 96/9/EC and more"
    assert all(whole.text[one.at : one.at + one.length] == raw[one.start : one.start + one.length] for one in whole.pieces)


def test_many_broken_lines_are_joined_in_linear_time() -> None:
    assert len(text("abc-\n" * 20_000).split()) == 1
