"""What a question asks, told by its set phrases; words that only look like them ask nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.asking import Asks, asked_for, asks_for_facts, law_named


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Does the Act apply to toys?", {Asks.SCOPE}),
        ("What is the main purpose of the Regulation?", {Asks.SCOPE}),
        ("Who falls under these rules?", {Asks.SCOPE}),
        ("Who is exempt?", {Asks.EXCEPTION}),
        ("When need I not keep a log?", set()),
        ("When do we not have to keep a log?", {Asks.EXCEPTION}),
        ("Who doesn’t have to keep a log?", {Asks.EXCEPTION}),
        ("Which firms don't need to keep a log?", {Asks.EXCEPTION}),
        ("How high is the fine?", {Asks.PENALTY}),
        ("What happens to whoever keeps no log?", {Asks.PENALTY}),
        ("Which exceptions to the penalties are there, and whom do they cover?", {Asks.SCOPE, Asks.EXCEPTION, Asks.PENALTY}),
        ("Who must keep the log?", set()),
    ],
)
def test_set_phrases_tell_what_is_asked(question: str, asks: set[Asks]) -> None:
    assert asked_for(question) == asks


@pytest.mark.parametrize("word", ["define", "refined", "finest", "discover", "recovery", "telescope", "periscopes", "overreaching"])
def test_words_that_hold_a_phrase_ask_nothing(word: str) -> None:
    assert asked_for(f"What is {word}?") == frozenset()


@given(st.sampled_from(["Is there a fine?", "Who is spared?", "Does it apply to us?"]), st.text(alphabet="qxz ?", max_size=20))
def test_capitals_and_other_words_around_it_take_nothing_away(question: str, more: str) -> None:
    assert asked_for(question) <= asked_for(f"{more} {question.upper()} {more}")
    assert asked_for(question)


@pytest.mark.parametrize(
    ("question", "law"),
    [
        ("Does the Road Traffic Act apply?", "Road Traffic Act"),
        ("May I sue under the Law of Obligations and Contracts Act?", "Law of Obligations and Contracts Act"),
        ("What does EU Law say about lamps?", ""),
        ("The Act says what of lamps?", ""),
        ("Is the European Union Law on lamps older than a National Code?", ""),
        ("Which act is it?", ""),
    ],
)
def test_a_law_is_named_by_more_than_whose_it_is(question: str, law: str) -> None:
    assert law_named(question) == law


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Did Lampco win its appeal?", True),
        ("What is the email address of the lamp office?", True),
        ("How many keepers were fined?", True),
        ("Tell me a good joke about lamps.", True),
        ("Who chairs the Board?", False),
        ("Can a keeper that was fined once be fined again?", False),
        ("Is the turnover that of the last year?", False),
        ("How many members has the Board?", False),
        ("What is the address of the representative for?", False),
    ],
)
def test_facts_are_asked_for_and_rules_are_not(question: str, asks: bool) -> None:
    assert asks_for_facts(question) is asks
