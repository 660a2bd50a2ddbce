"""Footnote marks lifted out of words, their place kept."""

from __future__ import annotations

import pytest

from extract.blocks import Block, Mark
from extract.readers.footnotes import FoundMark
from extract.readers.marks import MOST_MARKS, lift_marks
from extract.traced import trace
from kg.errors import MalformedSource


def lifted(words: str, *marks: FoundMark) -> tuple[Block, list[str]]:
    block, gone = lift_marks(Block(body=trace(words, 0, 1)), marks, "act.pdf")
    assert all(item.bucket == "footnote marks" for item in gone)
    return block, [item.text for item in gone]


def test_a_mark_goes_with_the_space_before_it() -> None:
    block, gone = lifted("bread (1), cake", FoundMark(label="1", start=5, end=9, page=1))
    assert (block.text, block.marks, gone) == ("bread, cake", (Mark(at=5, label="1"),), ["(1)"])


def test_words_around_a_mark_stay_apart() -> None:
    block, _ = lifted(
        "bread (1) and cake (2) too", FoundMark(label="1", start=5, end=9, page=1), FoundMark(label="2", start=18, end=22, page=1)
    )
    assert block.text == "bread and cake too"
    assert [block.text[: mark.at] for mark in block.marks] == ["bread", "bread and cake"]


def test_starred_marks_are_found_by_their_shape_but_not_at_the_beginning() -> None:
    block, gone = lifted("(*) bread (*) and cake (**)")
    assert (block.text, gone) == ("(*) bread and cake", ["(*)", "(**)"])


def test_a_mark_of_another_page_or_place_is_left_alone() -> None:
    block, gone = lifted("bread (1)", FoundMark(label="1", start=5, end=9, page=2), FoundMark(label="1", start=50, end=53, page=1))
    assert (block.text, gone) == ("bread (1)", [])


def test_a_paragraph_of_nothing_but_marks_is_refused() -> None:
    with pytest.raises(MalformedSource, match="1001 footnote marks"):
        lift_marks(Block(body=trace("words" + " (*)" * (MOST_MARKS + 1), 0)), (), "act.txt")
