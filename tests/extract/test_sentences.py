"""Sentences: where they end in legal prose, and that no word falls between them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.sentences import sentence_spans
from extract.source import Source
from kg.model import Act, walk

LONG = "The provider shall keep the file at the disposal of the supervisory body for as long as it is asked to"


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        [f"{LONG}.", "The body may ask for it."],
        [f"{LONG} under Art. 5 of the act.", "It ends there."],
        [f"{LONG} (OJ L 119, 4.5.2016, p. 72) and no longer.", "It ends there."],
        [f"{LONG} under Regulation (EC) No 300/2008.", "It ends there."],
        [f"{LONG}, e.g. by mail.", "It ends there."],
        [f"{LONG}:"],
        ["Short. And not parted."],
    ],
)
def test_a_sentence_ends_where_its_full_stop_does(sentences: list[str]) -> None:
    assert pieces(" ".join(sentences)) == sentences


def test_a_line_break_always_ends_a_sentence() -> None:
    assert pieces("one\n  two  \n\nthree") == ["one", "two", "three"]


def test_nothing_has_no_sentences() -> None:
    assert sentence_spans("") == sentence_spans(" \n ") == ()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from([LONG, "Art. 5", "No 3", "(a)", "it", "However", ".", ";", "\n", " ", "p. 7", "‘x’"]), max_size=15).map(
        " ".join
    )
)
def test_spans_are_in_order_and_leave_out_blanks_only(text: str) -> None:
    spans = sentence_spans(text)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


def test_every_sentence_of_the_sample_begins_as_sentences_do(sample: Callable[[str], tuple[Source, Act]]) -> None:
    """A recital's sentences begin with a capital; a span that began in small letters would be cut inside a sentence."""
    recitals = [one for one in walk(sample("act.xhtml")[1].provisions) if "/rct_" in one.id]
    starts = {text[0] for one in recitals for text in pieces(one.text)}
    assert starts
    assert all(letter.isupper() for letter in starts)
