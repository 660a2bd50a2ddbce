"""The token table: what each pattern takes, what it leaves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.reference_languages import ENGLISH, FRENCH
from extract.reference_tokens import TokenKind, tokenise
from kg.labels import to_roman

K = TokenKind


def kinds(text: str) -> list[TokenKind]:
    return [token.kind for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Article", K.UNIT, "art"),
        ("cross-border", K.WORD, "cross-border"),
        ("sub-paragraphs", K.UNIT, "unp"),
        ("subparagraphs", K.UNIT, "unp"),
        ("Art.", K.UNIT, "art"),
        ("(iii)", K.BRACKET, "iii"),
        ("( 4a )", K.BRACKET, "4a"),
        ("f)", K.HALF_BRACKET, "f"),
        ("3.1", K.NUMBER, "3.1"),
        ("XIII", K.UPPER, "XIII"),
        ("I.B", K.UPPER, "I.B"),
        ("Third", K.ORDINAL, "3"),
        ("32016R0679", K.CELEX, "32016R0679"),
        ("TFEU", K.NAME, "12016E"),
        ("Treaty  on\nEuropean Union", K.NAME, "12016M"),
        ("Council Framework Decision", K.ACT_KIND, "Council Framework Decision"),
        ("(EU, Euratom) 2018/1046", K.ACT_NUMBER, "(EU, Euratom) 2018/1046"),
        ("No 768/2008/EC", K.ACT_NUMBER, "No 768/2008/EC"),
        ("days", K.MEASURE, "days"),
        ("July", K.MEASURE, "july"),
        ("may", K.WORD, "may"),
    ],
)
def test_one_token(text: str, kind: TokenKind, value: str) -> None:
    (token,) = tokenise(text)
    assert (token.kind, token.value, token.text) == (kind, value, text)


@pytest.mark.parametrize("word", ["part", "parts", "title", "charter", "regulation", "In", "the Is"])
def test_everyday_words_are_no_terms(word: str) -> None:
    assert not {K.UNIT, K.NAME, K.ACT_KIND, K.UPPER} & set(kinds(word))


def test_a_final_stop_belongs_to_no_number_unless_the_list_goes_on() -> None:
    assert [token.text for token in tokenise("4.3., 4.4.")] == ["4.3.", ",", "4.4", "."]


@pytest.mark.parametrize("number", range(1, 60))
def test_every_small_roman_numeral_is_a_label(number: int) -> None:
    roman = to_roman(number)
    assert kinds(f"({roman})") == [K.BRACKET]
    assert kinds(roman.upper()) == [K.UPPER]


def test_a_sign_in_small_letters_is_of_the_number() -> None:
    assert [token.kind for token in tokenise("décision no 768/2008/CE", language=FRENCH)] == [K.ACT_KIND, K.ACT_NUMBER]
    assert [token.kind for token in tokenise("no Decision no 768/2008/EC")] == [K.WORD, K.ACT_KIND, K.ACT_NUMBER]


def test_names_passed_in_are_read_in_any_case() -> None:
    (token,) = tokenise("gdpr", {"GDPR": "32016R0679"}, any_case=True)
    assert (token.kind, token.value) == (K.NAME, "32016R0679")


def test_every_unit_of_the_language_is_read() -> None:
    for word, code in {**ENGLISH.units, **ENGLISH.plural_units}.items():
        (token,) = tokenise(word.capitalize())
        assert (token.kind, token.value) == (K.UNIT, code)


@given(st.text())
def test_tokens_are_in_order_and_cover_all_but_white_space(text: str) -> None:
    tokens = tokenise(text)
    covered = "".join(text[token.start : token.end] for token in tokens)
    assert all(before.end <= after.start for before, after in pairwise(tokens))
    assert [char for char in covered if not char.isspace()] == [char for char in text if not char.isspace()]
