"""Lines: places counted in the text, wraps told from ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers.lines import Line, lines_of


def test_lines_know_where_they_begin() -> None:
    assert [(line.text, line.start, line.page) for line in lines_of("one\n\n two\r\nthree", 3, 10)] == [
        ("one", 10, 3), (" two", 15, 3), ("three", 21, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "runs_on"), [("goes on ", True), ("hyphen-", True), ("ends", False), (" ", False)])
def test_a_line_that_runs_on_ends_in_a_space_or_a_hyphen(text: str, runs_on: bool) -> None:
    assert Line(text=text, start=0, page=None).runs_on is runs_on


@given(st.text("a \n\r-", max_size=40), st.integers(0, 5))
def test_every_line_stands_where_it_says(text: str, base: int) -> None:
    for line in lines_of(text, None, base):
        assert text[line.start - base :].startswith(line.text)
