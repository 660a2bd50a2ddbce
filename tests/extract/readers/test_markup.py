"""Markup events: every text with its place, whatever the markup is like."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
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


def _words(raw: str) -> str:
    return "".join(event.text for event in events_of(raw) if isinstance(event, Words))


@pytest.mark.parametrize(
    ("raw", "opened"),
    [
        ("<P ID=one CLASS = \"two\" href='three'>", Opened("p", "one", "two", "three", 0)),
        ('<p title="a > b" id="x"/>', Opened("p", "x", "", "", 0, title="a > b")),
        ('<p title="a < b" id="x">', Opened("p", "x", "", "", 0, title="a < b")),
        ('<p id="a" id="b" class>', Opened("p", "b", "", "", 0)),
        ('<a href="?x=1&amp;y=2">', Opened("a", "", "", "?x=1&y=2", 0)),
        ('<p id="x"\nclass="y"\n>', Opened("p", "x", "y", "", 0)),
    ],
)
def test_attributes(raw: str, opened: Opened) -> None:
    assert events_of(raw)[0] == opened


@pytest.mark.parametrize(
    ("raw", "columns", "rows", "bordered"),
    [
        ('<td colspan="2" rowspan="3">', 2, 3, False), ('<td colspan="many">', 1, 1, False), ('<td colspan="99999">', 1, 1, False),
        ('<table border="1">', 1, 1, True), ('<table border="0">', 1, 1, False),
    ],
)  # fmt: skip
def test_spans_and_borders_of_tables(raw: str, columns: int, rows: int, bordered: bool) -> None:
    opened = events_of(raw)[0]
    assert isinstance(opened, Opened)
    assert (opened.columns, opened.rows, opened.bordered) == (columns, rows, bordered)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("a<!-- b -->c", "ac"), ("a<!-->b", "ab"), ("a<!DOCTYPE html>b", "ab"), ("a<?xml x?>b", "ab"), ("a</>b</ c>d", "abd"),
        ("a<![if x]>b", "ab"), ("a<script>b<p>c</SCRIPT>d", "ad"), ("1 < 2 & 3", "1 < 2 & 3"), ("R&D", "R&D"), ("a<b", "a<b"),
    ],
)  # fmt: skip
def test_what_is_markup_and_what_is_words(raw: str, words: str) -> None:
    assert _words(raw) == words


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("a<!-- b <p>c", "a<!-- b c"), ("a<script>b <p>c", "ab c"), ("a<![CDATA[b <p>]]>c", "ab <p>c"), ("a<![b c", "a<![b c"),
        ('a<p id="b <p>c', 'a<p id="b c'), ("a<b words <p>c", "a<b words c"), ("a</p b <p>c", "a</p b c"),
    ],
)  # fmt: skip
def test_damage_hides_no_words(raw: str, words: str) -> None:
    assert _words(raw) == words


@pytest.mark.parametrize("raw", ["&#" + "9" * 5000 + ";", '<p id="&#' + "9" * 5000 + ';">', "&#xD800;", "&#0;", "&#x110000;"])
def test_no_number_of_a_character_is_too_wild(raw: str) -> None:
    assert len(events_of(raw)) <= 3


@pytest.mark.parametrize(
    "part",
    [
        "<!--", "<![CDATA[", "</", "</a", "<a ", '<a x="', "<a y='\" z=\"<a w='\" ", "<!", "<?", '<a <b x="<">', "&", "&#", "<a/",
        "<script>", "</script", "<a x=\"<a y='", "<a b= ", '<a x="<" <', "<",
    ],
)  # fmt: skip
def test_time_grows_with_length_alone(part: str) -> None:
    """Ten times the length, at most some forty times the time: a quadratic way would take a hundred times as long."""
    short, long = (_seconds(part * (size // len(part))) for size in (20_000, 200_000))
    assert long < 40 * short + 0.1


def _seconds(raw: str) -> float:
    start = time.process_time()
    events_of(raw)
    return time.process_time() - start


@pytest.mark.corpus
def test_every_word_of_official_markup_stands_where_it_is_said_to(corpus: Path) -> None:
    for path in sorted([*corpus.rglob("*.xhtml"), *corpus.rglob("*.html")]):
        raw = path.read_bytes().decode("utf-8", "replace")
        for event in events_of(raw):
            assert not isinstance(event, Words) or not event.literal or raw.startswith(event.text, event.start), path


@given(st.text("<>/p &;#!-[]C\n\"'=a", max_size=40))
def test_no_markup_is_too_broken(raw: str) -> None:
    before = 0
    for event in events_of(raw):
        assert event.start >= before
        before = event.start
        if isinstance(event, Words) and event.literal:
            assert raw[event.start : event.start + len(event.text)] == event.text
