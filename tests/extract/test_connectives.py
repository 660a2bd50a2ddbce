"""What a reference does: the relation that the words around a mention express."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.connective_words import CONNECTIVES
from extract.connectives import relations
from extract.reference_languages import LANGUAGES
from extract.references import find_mentions
from kg.findings import REFERENCES, Relation


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
        ("in Article 5, the following paragraph is added", ["amends"]),
        ("the duties of Articles 5 and 6 are fully and at all times complied with", ["complies_with"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Article 5 shall cease to apply", ["disapplies"]),
        ("Article 5 ceases to apply", ["disapplies"]),
        ("Article 5 shall no longer apply", ["disapplies"]),
        ("Article 5 no longer applies", ["disapplies"]),
        ("Article 5 shall never apply", ["disapplies"]),
        ("Article 5 does not affect applicable law", ["refers_to"]),
        ("They should not apply, since the aims of Article 5 are met", ["refers_to"]),
        ("Article 5 is no longer applicable", ["disapplies"]),
        ("Article 5 cannot apply to it", ["disapplies"]),
        ("Article 5 should therefore not be applicable", ["disapplies"]),
        ("nothing in Article 6 shall apply", ["disapplies"]),
        ("None of the rules in Article 6 shall apply", ["disapplies"]),
        ("neither Article 5 nor Article 6 shall apply", ["disapplies", "disapplies"]),
        ("They may decide not to apply this Directive to boats", ["disapplies"]),
        ("They may choose not to apply the first subparagraph", ["disapplies"]),
        ("They need not apply Article 5", ["disapplies"]),
        ("The guild shall cease to apply Article 5", ["disapplies"]),
        ("The rule shall not apply to Article 5 boats", ["refers_to"]),
        ("boats shall not be subject to Article 16", ["disapplies"]),
        ("boats not subject to Article 16", ["disapplies"]),
        ("whether or not subject to Article 16", ["subject_to"]),
        ("boats no longer subject to Article 16", ["disapplies"]),
        ("This Act does not repeal Directive 95/46/EC", ["without_prejudice_to"]),
        ("They may not derogate from Article 5", ["without_prejudice_to"]),
        ("without derogating from Article 5", ["without_prejudice_to"]),
        ("It does not infringe Article 5", ["complies_with"]),
        ("It does not comply with Article 5", ["infringes"]),
        ("It does not fully comply with Article 5", ["infringes"]),
        ("boats that do not meet the requirements of Article 5", ["infringes"]),
        ("boats not in compliance with Article 5", ["infringes"]),
        ("boats not in accordance with Article 5", ["infringes"]),
        ("boats that are not listed in Annex I", ["set_out_in"]),
        ("shall not be disclosed in accordance with Article 5", ["in_accordance_with"]),
        (
            "Notwithstanding the first paragraph, Regulations (EU) 2016/679 and (EU) 2018/1725 shall remain in force",
            ["notwithstanding", "refers_to", "refers_to"],
        ),
    ],
)
def test_denied_formulas(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Without prejudice to Article 5, Directive 95/46/EC and Directive 2002/58/EC shall remain in force",
            ["without_prejudice_to", "refers_to", "refers_to"],
        ),
        (
            "Notwithstanding Article 5, Directive 95/46/EC and Directive 2002/58/EC of the European Parliament and of the Council bind",
            ["notwithstanding", "refers_to", "refers_to"],
        ),
        ("Except as provided in Article 5, Article 6 and Article 7 bind", ["excepts", "refers_to", "refers_to"]),
        ("in accordance with Article 5, Article 6 and Article 7", ["in_accordance_with", "in_accordance_with", "in_accordance_with"]),
        ("boats are subject to Article 5, Article 6 and Article 7.", ["subject_to", "subject_to", "subject_to"]),
        ("Under the terms laid down in Article 5, Article 6 and Article 7 bind all", ["set_out_in", "refers_to", "refers_to"]),
        (
            "In accordance with Article 5, Article 6 and Article 7, the guild sails",
            ["in_accordance_with", "in_accordance_with", "in_accordance_with"],
        ),
        (
            "The obligations laid down in Article 5, point (d), Article 6 and Article 7(1) and (3) shall not apply",
            ["set_out_in", "set_out_in", "set_out_in"],
        ),
        (
            "derogations from Chapter II (principles), Chapter III (rights) and Chapter IV (duties)",
            ["derogates_from", "derogates_from", "derogates_from"],
        ),
        (
            "derogation from point (f) of Article 6(4), from points (a) and (b) of Article 8(1) and from Article 9",
            ["derogates_from", "derogates_from", "derogates_from"],
        ),
        ("This Title, with the exception of Article 5, shall not apply to boats", ["disapplies", "excepts"]),
        (
            "This Title, with the exception of Article 5, Article 6 and Article 7, shall not apply to boats",
            ["disapplies", "excepts", "excepts", "excepts"],
        ),
        ("Title II, except for Article 5, shall not apply", ["disapplies", "excepts"]),
        ("Chapter II (principles) shall not apply", ["disapplies"]),
    ],
)
def test_lists_end_where_a_clause_begins(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les articles 5 et 6 ne sont pas applicables", ["disapplies"]),
        ("L'article 5 n'est pas applicable", ["disapplies"]),
        ("L'article 5 ne devrait pas s'appliquer", ["disapplies"]),
        ("L'article 5 ne s'applique plus", ["disapplies"]),
        ("L'article 5 cesse de s'appliquer", ["disapplies"]),
        ("L'article 5 s'applique aux bateaux", ["applies"]),
        ("L'article 5 ne s'applique ni aux bateaux ni aux voiles", ["disapplies"]),
        ("avant que l'article 5 ne s'applique", ["refers_to"]),
        ("sauf disposition contraire de l'article 5", ["refers_to"]),
        ("Il enfreint l'article 5", ["infringes"]),
        ("sauf l'article 5", ["excepts"]),
        ("à l'exclusion de l'article 5", ["excepts"]),
        ("Il n'est pas soumis à l'article 5", ["disapplies"]),
        ("Il ne respecte pas l'article 5", ["infringes"]),
        ("Il ne se conforme pas à l'article 5", ["infringes"]),
        ("Il ne déroge pas à l'article 5", ["without_prejudice_to"]),
        ("sans déroger à l'article 5", ["without_prejudice_to"]),
        ("Il n'enfreint pas l'article 5", ["complies_with"]),
        ("Il n'est plus conforme à l'article 5", ["infringes"]),
        (
            "Sans préjudice de l'article 5, l'article 6 et l'article 7 restent en vigueur",
            ["without_prejudice_to", "refers_to", "refers_to"],
        ),
        ("conformément à l'article 5, à l'article 6 et à l'article 7", ["in_accordance_with", "in_accordance_with", "in_accordance_with"]),
        ("Il ne modifie que l'article 5", ["amends"]),
    ],
)
def test_french_lists_and_denied_formulas(text: str, expected: list[str]) -> None:
    assert said(text, "fr") == expected


def test_a_language_without_a_table_has_plain_references() -> None:
    mentions = find_mentions("subject to Article 5")
    assert relations("subject to Article 5", mentions, "xx") == (Relation.REFERS_TO,)


@pytest.mark.parametrize("language", CONNECTIVES)
def test_formulas_make_references_or_amendments(language: str) -> None:
    words = CONNECTIVES[language]
    made = {relation for relation, _ in (*words.leading, *words.trailing)} | set(words.negated.values())
    assert made <= {*REFERENCES, Relation.AMENDS}


@given(
    st.lists(
        st.sampled_from(
            ["Article 5", "subject to", ",", "and", "shall apply", "the rules of", "under", "except", "not", "nothing in", "bind"]
        ),
        max_size=40,
    )
)
def test_each_mention_has_one_relation(pieces: list[str]) -> None:
    text = " ".join(pieces)
    mentions = find_mentions(text)
    assert len(relations(text, mentions)) == len(mentions)


@pytest.mark.parametrize(
    "piece", ["Article 1, ", "subject to Article 1 and ", "under ", "the ", "Notwithstanding Article 1 (so), ", "not fully "]
)
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
