"""Footnotes of flat pages: told from references, and from lists at the end of an annex."""

from __future__ import annotations

import pytest

from extract.blocks import Block, Role
from extract.languages import ENGLISH
from extract.readers.flat_notes import set_notes_apart
from extract.traced import trace

SIGNED = "Done at Breadtown, 1 May 1998."


def read(*lines: str) -> tuple[list[str], list[tuple[str, str]]]:
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(body=trace(line, at)))
        at += len(line) + 1
    found, _ = set_notes_apart(blocks, ENGLISH, "page.html")
    marks = [(block.text[: mark.at], mark.label) for block in found for mark in block.marks]
    return [f"{block.label.text if block.label else ''}^{block.text}" for block in found if block.role is Role.NOTE], marks


@pytest.mark.parametrize(
    "words",
    [
        "See Article 6 (1) of it", "See Articles 3 (2) and (1) of it", "Paragraph (1) says", "Point (1) says", "As in 6(1) and (1)",
        "Under Article 189b (1) of the Treaty", "(1) Whereas bread",
    ],
)  # fmt: skip
def test_references_are_no_marks(words: str) -> None:
    _, marks = read("Title", words, "Council Directive 89/1/EEC (1) stays", SIGNED, "(1) OJ L 1.")
    assert marks == [("Council Directive 89/1/EEC", "1")]


@pytest.mark.parametrize("words", ["Regulation No 17 (1) applies", "the opinion of 5 April 1993 (1) and", "from the Commission(1), and"])
def test_marks_behind_words_dates_and_numbers_of_acts(words: str) -> None:
    _, marks = read("Title", words, SIGNED, "(1) OJ L 1.")
    assert [(before, label) for before, label in marks] == [(words.partition("(1)")[0].rstrip(), "1")]


def test_a_paragraph_without_a_number_goes_on_with_its_note() -> None:
    notes, _ = read("Title", "Words (1) here", SIGNED, "For the Council", "(1) OJ L 1 and", "OJ L 2.")
    assert notes == ["1^OJ L 1 and\nOJ L 2."]


def test_a_list_that_ends_an_annex_is_no_note() -> None:
    notes, marks = read("Title", "Words", SIGNED, "ANNEX", "The list:", "(1) rye;", "(2) wheat.")
    assert (notes, marks) == ([], [])


def test_an_annex_has_notes_of_its_own() -> None:
    notes, marks = read(
        "Title", "Words (1)", SIGNED, "(1) OJ L 1.", "ANNEX", "(1) rye (1);", "(2) wheat (2).", "(1) OJ L 7.", "(2) OJ L 8."
    )
    assert notes == ["1^OJ L 1.", "1^OJ L 7.", "2^OJ L 8."]
    assert [label for _, label in marks] == ["1", "1", "2"]


def test_a_mark_is_searched_behind_the_one_before() -> None:
    _, marks = read("Title", "One (1) two (2)", "Three (1)", SIGNED, "(1) OJ L 1.", "(2) OJ L 2.", "(1) OJ L 3.")
    assert marks == [("One", "1"), ("One two", "2"), ("Three", "1")]
