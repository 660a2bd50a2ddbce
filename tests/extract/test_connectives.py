"""What a reference does: the relation that the words around a mention express."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.connectives import CONNECTIVES, relations
from extract.reference_languages import LANGUAGES
from extract.references import find_mentions
from kg.model import REFERENCES, Relation


def said(text: str, language: str = "en") -> list[str]:
    """The relations of the mentions of a text."""
    mentions = find_mentions(text, language=LANGUAGES[language])
    return [relation.value for relation in relations(text, mentions, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By way of derogation from Article 5, boats may sail.", ["derogates_from"]),
        ("in accordance with the procedure referred to in Article 6", ["referred_to_in"]),
        ("in accordance with Article 5, Article 6 shall apply", ["in_accordance_with", "applies"]),
        ("By way of derogation from Article 2(1), Chapter III, Chapter V and Chapter IX shall apply", ["derogates_from"] + ["applies"] * 3),
        ("the rules set out in Article 5 and Article 6 shall apply", ["set_out_in", "set_out_in"]),
        ("Article 5 and Article 6 shall apply", ["applies", "applies"]),
        ("Article 5, with the exception of Article 5(2), shall apply", ["applies", "excepts"]),
        ("Article 5 shall not apply", ["disapplies"]),
        ("in accordance with Article 5, Article 6 and Annex I", ["in_accordance_with"] * 3),
        ("as meant by the guild in accordance with its customs, Article 5 is read twice", ["refers_to"]),
        ("without prejudice to Regulation (EU) 2016/679 of the European Parliament and of the Council and to Directive 2002/58/EC",
         ["without_prejudice_to", "without_prejudice_to"]),
        ("This Regulation shall not affect the application of Directive 2000/31/EC", ["refers_to", "without_prejudice_to"]),
        ("the boats, referred to, respectively, in Article 5 and Article 6", ["referred_to_in", "referred_to_in"]),
        ("boats under the scope of Article 5", ["refers_to"]),
        ("See Article 5.", ["refers_to"]),
    ],
)  # fmt: skip
def test_english(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Par dérogation à l'article 5, les bateaux partent.", "derogates_from"),
        ("les bateaux visés à l'article 6, paragraphe 2", "referred_to_in"),
        ("sans préjudice du règlement (UE) 2016/679", "without_prejudice_to"),
        ("conformément à l’article 7", "in_accordance_with"),
        ("L'article 8 ne s'applique pas aux bateaux.", "disapplies"),
    ],
)
def test_french(text: str, expected: str) -> None:
    assert said(text, "fr") == [expected]


def test_a_language_without_a_table_has_plain_references() -> None:
    mentions = find_mentions("subject to Article 5")
    assert relations("subject to Article 5", mentions, "xx") == (Relation.REFERS_TO,)


@pytest.mark.parametrize("language", CONNECTIVES)
def test_formulas_make_references_or_amendments(language: str) -> None:
    words = CONNECTIVES[language]
    assert {relation for relation, _ in (*words.leading, *words.trailing)} <= {*REFERENCES, Relation.AMENDS}


@given(st.lists(st.sampled_from(["Article 5", "subject to", ",", "and", "shall apply", "the rules of", "under", "except"]), max_size=40))
def test_each_mention_has_one_relation(pieces: list[str]) -> None:
    text = " ".join(pieces)
    mentions = find_mentions(text)
    assert len(relations(text, mentions)) == len(mentions)


@pytest.mark.parametrize("piece", ["Article 1, ", "subject to Article 1 and ", "under ", "the "])
def test_time_grows_with_the_text_alone(piece: str) -> None:
    def time(count: int) -> float:
        text = piece * count
        mentions = find_mentions(text)
        runs = []
        for _ in range(3):
            start = process_time()
            relations(text, mentions)
            runs.append(process_time() - start)
        return min(runs) + 1e-4

    assert time(8000) / time(2000) < 6
