"""Everyday words: what the file must be, and how its keys are met in a question."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extract.words import stems_of, words_of
from query.lay import Lay, lay_words

FILE = Path(__file__).resolve().parents[2] / "query" / "lay_words.toml"
TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(FILE.read_text("utf-8"))
KEYS = {key: others for table in TABLES.values() for key, others in table.items()}


def found(question: str, language: str = "en") -> tuple[Lay, ...]:
    return lay_words().alternatives([word.text for word in words_of(question)], language)


def forms(question: str) -> list[str]:
    return [lay.form for lay in found(question)]


def test_a_key_stands_once_in_the_file() -> None:
    assert sum(len(table) for table in TABLES.values()) == len(KEYS) >= 700


@pytest.mark.parametrize("table", TABLES)
def test_the_keys_of_a_table_are_sorted(table: str) -> None:
    assert list(TABLES[table]) == sorted(TABLES[table])


def test_a_key_is_in_lower_case_and_has_one_to_four_words() -> None:
    assert [key for key in KEYS if key != key.lower() or not 1 <= len(key.split()) <= 4] == []


def test_a_key_has_one_to_six_alternatives() -> None:
    assert [key for key, others in KEYS.items() if not 1 <= len(others) <= 6] == []


def test_an_alternative_has_words_that_passages_are_found_by() -> None:
    assert [(key, other) for key, others in KEYS.items() for other in others if not stems_of(other)] == []


def test_an_alternative_has_not_all_the_words_of_its_key() -> None:
    """It would find nothing that the key itself does not find."""
    assert [
        (key, one) for key, others in KEYS.items() for one in others if stems_of(key) and set(stems_of(key)) <= set(stems_of(one))
    ] == []


def test_an_alternative_has_not_all_the_words_of_one_before_it() -> None:
    vain = [
        (key, other) for key, others in KEYS.items() for at, other in enumerate(others) for before in others[:at]
        if set(stems_of(before)) <= set(stems_of(other))
    ]  # fmt: skip
    assert vain == []


def test_each_key_asked_alone_is_met_with_its_own_alternatives() -> None:
    """So no two keys are inflections of one another, and each can be met at all."""
    met = {key: [(lay.stems, lay.others) for lay in found(key)] for key in KEYS}
    expected = {key: [(stems_of(key), tuple(stems_of(one) for one in others))] for key, others in KEYS.items()}
    assert {key for key in KEYS if met[key] != expected[key]} == set()


@pytest.mark.parametrize("word", ["employer", "manag bodi"])
def test_the_alternatives_of_a_word_are_stems(word: str) -> None:
    others = [" ".join(one) for lay in found("Can my boss read this?") for one in lay.others if lay.form == "boss"]
    assert " ".join(stems_of(word)) in others


@pytest.mark.parametrize("form", ["sack", "sacks", "sacked", "sacking", "SACKED"])
def test_an_inflected_word_is_its_key(form: str) -> None:
    assert [(lay.form, lay.stems) for lay in found(f"May they {form} her?")] == [(form, ("sack",))]


@pytest.mark.parametrize("form", ["ban", "bans", "banned", "banning"])
def test_a_doubled_consonant_is_no_other_word(form: str) -> None:
    assert forms(f"Is it {form}?") == [form]


@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("regulator", "Does this regulation say so?"),
        ("object", "What is the objective?"),
        ("import", "Is it important?"),
        ("inform", "What information?"),
    ],
)
def test_a_word_of_the_same_stem_that_is_no_inflection_is_not_the_key(key: str, question: str) -> None:
    assert key in KEYS
    assert forms(question) == []


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("I want to blow the whistle", "blow the whistle"),
        ("blowing a whistle", "blowing a whistle"),
        ("Must I hand it over?", "hand it over"),
        ("Who may take over?", "take over"),
        ("our T&Cs", "T Cs"),
        ("From when does it bite?", "From when"),
    ],
)
def test_a_phrase_is_met_with_small_words_between_its_own(question: str, form: str) -> None:
    assert form in forms(question)


@pytest.mark.parametrize("question", ["blow up the whole whistle", "blow wind, then whistle", "over hand it"])
def test_a_phrase_is_not_met_in_other_words_or_another_order(question: str) -> None:
    assert not {"blow the whistle", "hand over"} & {form.lower() for form in forms(question)}
    assert ("hand", "over") not in {lay.stems for lay in found(question)}


def test_more_than_two_small_words_part_a_phrase() -> None:
    assert forms("hand all of it over") == []


def test_a_small_word_that_belongs_to_a_phrase_must_stand_there() -> None:
    assert "take" not in KEYS
    assert forms("Must we take it?") == []


def test_the_longest_key_is_met_and_none_inside_it() -> None:
    assert {"small business", "business plan"} <= set(KEYS)
    assert forms("Is a small business covered?") == ["small business"]
    assert forms("data breach") == ["data breach"]


def test_keys_stand_in_the_order_of_the_question() -> None:
    assert forms("May my boss snoop on the phone of a kid?") == ["boss", "snoop", "phone", "kid"]


def test_a_question_without_everyday_words_has_none() -> None:
    assert found("") == ()
    assert forms("Which is the objective of the Article?") == []


def test_a_question_in_another_language_has_none() -> None:
    assert found("Is my boss a boss?") != ()
    assert found("Is my boss a boss?", "da") == ()
