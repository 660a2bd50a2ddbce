"""Everyday senses: set phrases around a defined word, and general words that another word makes something else."""

from __future__ import annotations

import pytest

from extract.everyday_words import in_set_phrase, without_everyday
from kg.findings import TermUse
from kg.ids import ProvisionId
from kg.model import Span


@pytest.mark.parametrize(
    ("text", "word", "phrase"),
    [
        ("shall be subject to rules", "subject", True),
        ("the subject of the test", "subject", False),
        ("is the subject of a test", "subject", True),
        ("the safety and performance of pots", "performance", False),
        ("the performance of its legal duties", "performance", True),
        ("withdrawal of a pot from sale", "withdrawal", False),
        ("suspension, restriction or withdrawal", "withdrawal", True),
        ("the withdrawal of the written consent", "withdrawal", True),
        ("a representative in the Union", "representative", False),
        ("shall be composed of representatives", "representatives", True),
        ("by means of pots", "means", True),
        ("own funds", "funds", True),
        ("the pot itself", "pot", False),
    ],
)
def test_a_set_phrase_is_told_by_the_words_around(text: str, word: str, phrase: bool) -> None:
    start = text.index(word)
    assert in_set_phrase(text, start, start + len(word)) is phrase


def left(*texts: str, word: str = "system") -> list[str]:
    """The articles whose word is left as a use, each a text of its own."""
    uses, said = [], {}
    for at, text in enumerate(texts, 1):
        own, start = ProvisionId(f"32024R1689/art_{at}"), 0
        while (start := text.find(word, start)) >= 0:
            use = TermUse(node="n", provision=own, span=Span(start=start, end=start + len(word)), form=word)
            uses.append(use)
            said[use] = text
            start += 1
    return [use.provision.rpartition("/")[2] for use in without_everyday(uses, lambda use: said[use])]


def test_a_general_word_behind_another_is_no_use() -> None:
    assert left("a pot system", "the system and a system") == ["art_2", "art_2"]


def test_a_general_word_that_is_for_something_is_no_use() -> None:
    assert left("a system for complaints", "the system is sold") == ["art_2"]


def test_in_an_article_that_speaks_of_another_thing_the_bare_word_is_no_use_either() -> None:
    assert left("an alarm system; the system shall ring") == []


def test_other_words_stay_whatever_stands_in_front() -> None:
    assert left("a big pot", word="pot") == ["art_1"]
