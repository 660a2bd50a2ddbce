"""Markup events: every text with its place, whatever the markup is like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.readers.markup import Closed, Opened, Words, events_of


def test_elements_and_words_with_their_places() -> None:
    raw = '<p id="art_1" class="x">One<br/>two</p>'
    assert events_of(raw) == [
        Opened("p", "art_1", "x", "", 0), Words("One", 24), Opened("br", "", "", "", 27), Closed("br", 27), Words("two", 32),
        Closed("p", 35),
    ]  # fmt: skip


def test_places_count_over_lines() -> None:
    raw = "<p>\none</p>\n<p>two</p>"
    assert [raw[event.start :][: len(event.text)] for event in events_of(raw) if isinstance(event, Words)] == ["\none", "\n", "two"]


def test_character_references_are_read_but_not_literal() -> None:
    words = [event for event in events_of("<p>a&amp;b&#233;</p>") if isinstance(event, Words)]
    assert [(event.text, event.literal) for event in words] == [("a", True), ("&", False), ("b", True), ("é", False)]


def test_scripts_styles_and_comments_hold_no_words() -> None:
    raw = "<script>one</script><style>two</style><!-- three --><p>four</p>"
    assert [event.text for event in events_of(raw) if isinstance(event, Words)] == ["four"]


@given(st.text("<>/p &;#!-\n\"'=a", max_size=40))
def test_no_markup_is_too_broken(raw: str) -> None:
    for event in events_of(raw):
        if isinstance(event, Words) and event.literal:
            assert raw[event.start : event.start + len(event.text)] == event.text
