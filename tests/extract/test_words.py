"""The tokeniser and the two foldings that statutes and questions share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.words import STOPWORDS, phrase_key, singular, stem, stems_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("open-source models’ weights", ["open", "source", "models", "weights"]),
        ("the provider’s duty", ["the", "provider", "duty"]),
        ("Art. 5(1)(f)", ["Art", "5", "1", "f"]),
        ("state_of_the_art", ["state", "of", "the", "art"]),
        ("Überprüfung", ["Überprüfung"]),
        ("  ", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert [word.text for word in words_of(text)] == words


@given(st.text(max_size=200))
def test_every_word_stands_at_its_place_in_order(text: str) -> None:
    found = words_of(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("Providers", "provider"), ("bodies", "body"), ("classes", "class"), ("boxes", "box"), ("status", "status"),
        ("analysis", "analysis"), ("process", "process"), ("gas", "gas"), ("searches", "search"), ("AI", "ai"), ("data", "data"),
        ("crises", "crisis"), ("Viruses", "virus"), ("caches", "cache"), ("branches", "branch"), ("sizes", "size"),
    ],
)  # fmt: skip
def test_a_plural_is_folded_by_rule(word: str, one: str) -> None:
    assert singular(word) == one


def test_a_noun_is_not_folded_to_its_verb() -> None:
    assert singular("providers") != singular("provide")


@given(st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True))
def test_folding_ignores_case(word: str) -> None:
    assert singular(word.upper()) == singular(word.lower())
    assert stem(word.upper()) == stem(word.lower())


@pytest.mark.parametrize(("left", "right"), [("encouraged", "encourage"), ("developers", "developer"), ("publishing", "publishes")])
def test_forms_of_one_word_share_a_stem(left: str, right: str) -> None:
    assert stem(left) == stem(right)


def test_words_without_a_subject_are_left_out() -> None:
    for language, words in STOPWORDS.items():
        assert stems_of(" ".join(sorted(words)), language) == ()


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "providers", "provider"),
        ("fr", "les fournisseurs", "d’un fournisseur"),
        ("fr", "l'évaluation", "des évaluations"),
        ("da", "udbyderne", "udbyder"),
        ("nl", "aanbieders", "aanbieder"),
        ("xx", "Bread", "bread"),
    ],
)
def test_forms_of_a_word_share_their_stem_in_its_language(language: str, one: str, other: str) -> None:
    assert stems_of(one, language) == stems_of(other, language)
    assert stems_of(one, language)


def test_stems_keep_order_and_repetitions() -> None:
    assert stems_of("files, a record and files") == ("file", "record", "file")


@pytest.mark.parametrize("text", ["AI systems", "AI-systems", "ai  System", "AI system’s"])
def test_spellings_of_one_term_share_a_key(text: str) -> None:
    assert phrase_key(text) == "ai system"
