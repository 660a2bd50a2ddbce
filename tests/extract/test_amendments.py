"""Amending acts: every drafting formula, what is accumulated along the hierarchy, and the outline of new text. The words are our own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extract.amendment_grammar import ENGLISH, read_instructions
from extract.amendments import find_amendments
from extract.source import Source
from kg.findings import Action, Amendment, Portion, Unresolved
from kg.ids import path_of
from kg.model import Act, Provision, Span, walk
from tests.factories import act, provision

OWN = "32099R0007"
OTHER = "32098R0500"
NAMED = "Regulation (EU) 2098/500"


def host(path: str, text: str, *children: Provision, new: str | None = None) -> Provision:
    """A provision of an amending act, with the text it quotes."""
    whole = text if new is None else f"{text}\n{new}"
    quoted = None if new is None else Span(start=len(text) + 1, end=len(whole))
    return provision(path, *children, text=whole, quoted=quoted, celex=OWN)


def amending(*provisions: Provision) -> Act:
    return act(*provisions, celex=OWN, title="Regulation (EU) 2099/7 amending things made up for tests")


def amendments(text: str, new: str | None = None) -> tuple[Amendment, ...]:
    """What an instruction in a point of "Regulation … is amended as follows:" does."""
    return find_amendments(amending(host("art_1", f"{NAMED} is amended as follows:", host("art_1/pnt_1", text, new=new))))


def target_of(one: Amendment) -> str:
    return "?" if isinstance(one.target, Unresolved) else one.target.removeprefix(f"{OTHER}").lstrip("/")


def told(text: str, new: str | None = None) -> list[tuple[str, str]]:
    """Action and target of each amendment; what comes in behind a plus."""
    return [
        (one.action.value, " ".join([target_of(one), *(f"+{path_of(own)}" for own in one.new)]).strip()) for one in amendments(text, new)
    ]


def contents(text: str, new: str) -> list[str]:
    """The paths of all provisions in the new text."""
    return [path_of(one.id) for amendment in amendments(text, new) for one in walk(amendment.content)]


# ── formulas ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Article 5 is deleted;", [("delete", "art_5")]),
        ("Articles 5 and 7 are deleted;", [("delete", "art_5"), ("delete", "art_7")]),
        ("Articles 5 to 7 are hereby deleted;", [("delete", "art_5"), ("delete", "art_6"), ("delete", "art_7")]),
        ("Articles 5 and 6 and Annex II are deleted;", [("delete", "art_5"), ("delete", "art_6"), ("delete", "anx_II")]),
        ("in Article 5(2), points (a) and (c) are deleted;", [("delete", "art_5/par_2/pnt_a"), ("delete", "art_5/par_2/pnt_c")]),
        ("in Article 5, in paragraph 2, point (a) is deleted;", [("delete", "art_5/par_2/pnt_a")]),
        ("point (a) in paragraph 2 of Article 5 is deleted;", [("delete", "art_5/par_2/pnt_a")]),
        (
            "in Article 5, paragraph 2 and point (b) of paragraph 3 are deleted;",
            [("delete", "art_5/par_2"), ("delete", "art_5/par_3/pnt_b")],
        ),
        (
            "in Article 5(2), the second and third subparagraphs are deleted;",
            [("delete", "art_5/par_2/unp_2"), ("delete", "art_5/par_2/unp_3")],
        ),
        ("in Article 5, the third paragraph is deleted;", [("delete", "art_5/unp_3")]),
        ("in Annex III, Section B, points 7 and 9 are deleted;", [("delete", "anx_III/sct_B/pnt_7"), ("delete", "anx_III/sct_B/pnt_9")]),
        ("in the Annex, point 3 is deleted;", [("delete", "anx_1/pnt_3")]),
        ("in Article 5, the second sentence is deleted;", [("delete_words", "art_5")]),
        ("in Article 5(2), the last subparagraph is deleted;", [("delete_words", "art_5/par_2")]),
        ("Chapter IV is deleted;", [("delete", "cpt_IV")]),
        ("Article 5 is replaced by the following:", [("replace", "art_5")]),
        ("in Article 5, paragraphs 1 and 2 are replaced by the following:", [("replace", "art_5/par_1"), ("replace", "art_5/par_2")]),
        ("Article 5(2) shall be replaced by the following:", [("replace", "art_5/par_2")]),
        ("Annex II is replaced by the text set out in Annex I to this Regulation;", [("replace", "anx_II")]),
        ("in Article 5, the words ‘old hen’ are replaced by the words ‘young hen’;", [("replace_words", "art_5")]),
        ("in the second sentence of Article 5(1), the date ‘1 May’ is replaced by ‘2 May’;", [("replace_words", "art_5/par_1")]),
        ("in Articles 5 and 6, the words ‘hen house’ are deleted;", [("delete_words", "art_5"), ("delete_words", "art_6")]),
        ("in Article 5, after the words ‘hen house’, the words ‘and yard’ are inserted;", [("insert_words", "art_5")]),
        ("in Article 5(1), the following sentence is added:", [("insert_words", "art_5/par_1")]),
        ("in Article 5(1), the following sentence is inserted after the first sentence:", [("insert_words", "art_5/par_1")]),
        ("in Article 5(1), point (b) becomes point (c);", [("renumber", "art_5/par_1/pnt_b +art_5/par_1/pnt_c")]),
        (
            "in Article 5, paragraphs 3 and 4 are renumbered as paragraphs 4 and 5;",
            [("renumber", "art_5/par_3 +art_5/par_4"), ("renumber", "art_5/par_4 +art_5/par_5")],
        ),
        ("the following Article 5a is inserted:", [("insert", "+art_5a")]),
        ("the following Articles 5a and 5b are inserted:", [("insert", "+art_5a +art_5b")]),
        ("Article 5a is inserted:", [("insert", "+art_5a")]),
        ("a new Article 5a is inserted after Article 5:", [("insert", "+art_5a")]),
        ("in Article 5(1), the following point (ba) is inserted:", [("insert", "art_5/par_1 +art_5/par_1/pnt_ba")]),
        ("the following Annex is added:", [("add", "")]),
        ("in Article 5(2), the following subparagraph is added:", [("add", "art_5/par_2")]),
        ("in Article 5(2), the following subparagraph is added after the first subparagraph:", [("add", "art_5/par_2 +art_5/par_2/unp_2")]),
        ("with effect from 1 May 2099, Article 5 is deleted;", [("delete", "art_5")]),
        ("the following paragraph 2 is added to Article 5:", [("add", "art_5 +art_5/par_2")]),
        ("the words ‘hen’ are replaced by ‘cock’ in Articles 5 and 6;", [("replace_words", "art_5"), ("replace_words", "art_6")]),
        ("in point (a) of the first subparagraph of Article 5(2), the word ‘hen’ is deleted;", [("delete_words", "art_5/par_2/pnt_a")]),
        ("in Article 5(1), the second indent is deleted;", [("delete", "art_5/par_1/idt_2")]),
        ("in Article 3, the following definitions are added:", [("add", "art_3")]),
        ("Section 2 of Chapter III is deleted;", [("delete", "cpt_III/sct_2")]),
        ("in Article 5, the following is added:", [("insert_words", "art_5")]),
        (
            "in Article 5(1), point (b) is deleted and point (c) is replaced by the following:",
            [("delete", "art_5/par_1/pnt_b"), ("replace", "art_5/par_1/pnt_c")],
        ),
        (
            "in Article 5(1), point (b) is deleted and the following point is added:",
            [("delete", "art_5/par_1/pnt_b"), ("add", "art_5/par_1")],
        ),
        ("Article 5 is deleted. Article 6 is deleted.", [("delete", "art_5"), ("delete", "art_6")]),
    ],
)
def test_a_formula(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "portion", "target"),
    [
        ("in Article 5, the heading is replaced by the following:", Portion.HEADING, "art_5"),
        ("the title of Article 5 is replaced by the following:", Portion.HEADING, "art_5"),
        ("in Article 5(1), the introductory part is replaced by the following:", Portion.INTRODUCTION, "art_5/par_1"),
        ("the introductory wording of Article 5(1) is replaced by the following:", Portion.INTRODUCTION, "art_5/par_1"),
        ("in Article 5(1), the first subparagraph is replaced by the following:", Portion.FIRST_SUBPARAGRAPH, "art_5/par_1"),
        ("in Article 5(1), the last sentence is replaced by the following:", Portion.PASSAGE, "art_5/par_1"),
        ("the title is replaced by the following:", Portion.HEADING, ""),
        ("in Article 5, the introductory sentence of paragraph 2 is replaced by the following:", Portion.INTRODUCTION, "art_5/par_2"),
        ("in Annex II, the following row is added:", Portion.PASSAGE, "anx_II"),
    ],
)
def test_a_part_of_a_provision(text: str, portion: Portion, target: str) -> None:
    assert [(one.portion, target_of(one)) for one in amendments(text, "‘New words of the hen house’;")] == [(portion, target)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("in Article 5, the following paragraph is inserted after paragraph 2:", "after par_2"),
        ("in Article 5, after paragraph 2, the following paragraph is inserted:", "after par_2"),
        ("in Article 5(2), the following subparagraph is inserted after the first subparagraph:", "after unp_1"),
        ("the following Article is inserted before Article 5:", "before art_5"),
        ("in Article 5, the following paragraph is added:", ""),
    ],
)
def test_the_place_of_what_comes_in(text: str, place: str) -> None:
    assert [one.place for one in amendments(text)] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Data obtained under Article 5 of Regulation (EU) 2098/500 are deleted.",
        "Where Article 5 of Regulation (EU) 2098/500 is amended as follows, hens rest.",
        "Article 5 is deleted.",
        "The following points are added:",
        "Regulation (EU) 2098/500 is repealed.",
        "Article 5 of this Regulation is deleted.",
        "Hens are inserted into the hen house.",
    ],
)
def test_words_that_amend_nothing(text: str) -> None:
    assert find_amendments(amending(host("art_1", text))) == ()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("In Article 8 of Regulation (EU) 2098/500, the following paragraph is added:", f"{OTHER}/art_8"),
        ("In Article 8 of Regulation (EU) 2098/500 the following paragraph is added:", f"{OTHER}/art_8"),
        ("Article 4(3) of Regulation (EU) 2098/500 is deleted.", f"{OTHER}/art_4/par_3"),
        ("In Regulation (EU) 2098/500, Article 4 is deleted with effect from 1 May 2099.", f"{OTHER}/art_4"),
        ("In Annex I to Directive 90/1/EC of the European Parliament and of the Council, point 3 is deleted.", "31990L0001/anx_I/pnt_3"),
        ("In the Annex to Directive 90/1/EC, the following point is added:", "31990L0001/anx_1"),
        ("In Point J of Part I of the Annex to Directive 90/1/EC, the following point is added:", "31990L0001/anx_1/prt_I/pnt_J"),
        ("In Annex I to Directive 90/1/EC, point 12 of Section 3.2. is deleted.", "31990L0001/anx_I/sct_3.2/pnt_12"),
        ("Article 4 of Directive 90/1/EC of 1 May 1990 on hens (OJ L 1, 1.1.1990, p. 1) is deleted.", "31990L0001/art_4"),
    ],
)
def test_an_article_that_names_the_act(text: str, target: str) -> None:
    found = find_amendments(amending(host("art_1", text)))
    assert [one.target for one in found] == [target]


def test_the_act_is_the_one_named_last_where_the_words_point_back() -> None:
    first = host("art_1/par_1", "Article 5 of Directive 90/1/EC is deleted.")
    second = host("art_1/par_2", "Article 6 of that Directive is deleted.")
    found = find_amendments(amending(provision("art_1", first, second, celex=OWN)))
    assert [one.target for one in found] == ["31990L0001/art_5", "31990L0001/art_6"]


# ── nesting ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_amended_is_accumulated_along_the_hierarchy() -> None:
    deepest = host("art_1/pnt_1/pnt_a/pnt_i", "point (c) is deleted;")
    deeper = host("art_1/pnt_1/pnt_a/pnt_ii", "in point (d), the following point is added:", new="‘(iii) hens;’;")
    paragraph = host("art_1/pnt_1/pnt_a", "paragraph 2 is amended as follows:", deepest, deeper)
    other = host("art_1/pnt_1/pnt_b", "in paragraph 3:", host("art_1/pnt_1/pnt_b/pnt_i", "the second subparagraph is deleted;"))
    back = host("art_1/pnt_2", "Annex I is amended as follows:", host("art_1/pnt_2/pnt_a", "in Section A, point 1 is deleted;"))
    article = host("art_1/pnt_1", "Article 3 is amended as follows:", paragraph, other)
    found = find_amendments(amending(host("art_1", f"{NAMED} is amended as follows:", article, back)))
    assert [(one.action, target_of(one), [path_of(own) for own in one.new]) for one in found] == [
        (Action.DELETE, "art_3/par_2/pnt_c", []),
        (Action.ADD, "art_3/par_2/pnt_d", ["art_3/par_2/pnt_d/pnt_iii"]),
        (Action.DELETE, "art_3/par_3/unp_2", []),
        (Action.DELETE, "anx_I/sct_A/pnt_1", []),
    ]
    assert [path_of(one.provision) for one in found] == [
        "art_1/pnt_1/pnt_a/pnt_i", "art_1/pnt_1/pnt_a/pnt_ii", "art_1/pnt_1/pnt_b/pnt_i", "art_1/pnt_2/pnt_a",
    ]  # fmt: skip


def test_an_annex_that_says_how_an_annex_is_amended() -> None:
    article = host("art_1", f"Annex II to {NAMED} is amended in accordance with Annex I to this Regulation.")
    annex = provision("anx_I", host("anx_I/pnt_1", "point 3 is deleted;"), celex=OWN)
    unrelated = provision("anx_II", host("anx_II/pnt_1", "point 3 is deleted;"), celex=OWN)
    found = find_amendments(amending(article, annex, unrelated))
    assert [(path_of(one.provision), one.action, target_of(one)) for one in found] == [
        ("art_1", Action.AMEND, "anx_II"),
        ("anx_I/pnt_1", Action.DELETE, "anx_II/pnt_3"),
    ]


def test_an_amended_provision_whose_new_text_is_given_at_once_is_replaced() -> None:
    assert told("Article 5(1), point (b), is amended as follows:", "‘(b) hens;’;") == [("replace", "art_5/par_1/pnt_b")]


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("the hens listed there move to the yard;", None),
        ("the following paragraphs are deleted:", None),
        ("throughout, whatever says hen is to say cockerel;", "‘cockerel’;"),
    ],
)
def test_what_cannot_be_read_among_instructions_is_said_to_be_so(text: str, new: str | None) -> None:
    (found,) = amendments(text, new)
    assert isinstance(found.target, Unresolved)
    assert (found.action, path_of(found.provision), found.wording) == (Action.AMEND, "art_1/pnt_1", text)


@pytest.mark.parametrize("joint", [" and ", ". "])
def test_an_unknown_form_behind_one_that_is_known_does_not_lend_it_its_new_text(joint: str) -> None:
    first, second = amendments(f"point (b) of Article 5 is deleted{joint}The yard of hens is replaced by the following:", "‘(b) straw’;")
    assert (first.action, target_of(first), first.quoted, first.content) == (Action.DELETE, "art_5/pnt_b", None, ())
    assert isinstance(second.target, Unresolved)
    assert second.quoted is not None


def test_an_unknown_form_that_quotes_for_another_act_is_said_to_be_so() -> None:
    text = "In the yard of Annex II to Regulation (EU) 2098/500, the following nest is added:"
    (found,) = find_amendments(amending(host("art_1", text, new="‘straw’.")))
    assert isinstance(found.target, Unresolved)


def test_an_act_without_a_celex_number_gives_a_reason() -> None:
    (found,) = find_amendments(amending(host("art_1", "Article 5 of the Henhouse Convention is deleted.")))
    assert isinstance(found.target, Unresolved)
    assert "Henhouse Convention" in found.target.reason


# ── the new text ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("Article 5(1), point (b) is replaced by the following:", "‘(b) hens;’;", ["art_5/par_1/pnt_b"]),
        ("in Article 5, the following paragraph is added:", "‘7. Hens rest.’;", ["art_5/par_7"]),
        ("in Article 5, the following paragraph is added:", "‘7.\nHens rest.’;", ["art_5/par_7"]),
        (
            "in Article 5, the following paragraphs are inserted:",
            "‘1a. Hens rest:\n(a) by day;\n(b) by night:\n(i) inside;\n(ii) outside;\n(d) at noon.\nOthers do not.\n1c. Cocks crow.’;",
            [
                "art_5/par_1a",
                "art_5/par_1a/pnt_a",
                "art_5/par_1a/pnt_b",
                "art_5/par_1a/pnt_b/pnt_i",
                "art_5/par_1a/pnt_b/pnt_ii",
                "art_5/par_1a/pnt_d",
                "art_5/par_1a/unp_2",
                "art_5/par_1c",
            ],
        ),
        (
            "in Article 3, the following points are inserted:",
            "‘(14a) “hen” is a bird;\n(14b) “cock” is one too;’;",
            ["art_3/pnt_14a", "art_3/pnt_14b"],
        ),
        (
            "in Article 3, point (a), the following point is added:",
            "‘(iv) eggs;\n(v) straw;’;",
            ["art_3/pnt_a/pnt_iv", "art_3/pnt_a/pnt_v"],
        ),
        ("in Article 3, the following points are added:", "‘(i) eggs;\n(j) straw;’;", ["art_3/pnt_i", "art_3/pnt_j"]),
        ("Article 3(14) is replaced by the following:", "‘(14) “hen” is a bird;’;", ["art_3/pnt_14"]),
        ("in Annex I, the following point is added:", "‘21.\nHens.’;", ["anx_I/pnt_21"]),
        (
            "in Annex I, point 15 is replaced by the following:",
            "‘15. Hens.\n16. Cocks.’;",
            ["anx_I/pnt_15", "anx_I/pnt_16"],
        ),
        (
            "the following Articles are inserted:",
            "‘Article 5a\nHens\n1. Hens rest.\n2. They may:\n(a) peck;\n(b) sit.\nArticle 5b\nCocks\nCocks crow.\nThey rest too.’;",
            ["art_5a", "art_5a/par_1", "art_5a/par_2", "art_5a/par_2/pnt_a", "art_5a/par_2/pnt_b", "art_5b", "art_5b/unp_2"],
        ),
        ("Article 5 is replaced by the following:", "‘Article 5\nHens\n1. Hens rest.’;", ["art_5", "art_5/par_1"]),
        (
            "the following Chapter is inserted:",
            "‘CHAPTER IVa\nFOWL\nArticle 30a\nHens\nHens rest.\nArticle 30b\nCocks\nCocks crow.’;",
            ["cpt_IVa", "art_30a", "art_30b"],
        ),
        (
            "the following Section is inserted in Chapter III:",
            "‘SECTION 4\nFOWL\nArticle 30a\nHens\nHens rest.’;",
            ["cpt_III/sct_4", "art_30a"],
        ),
        (
            "the following Annex is added:",
            "‘Annex IV\nList of hens\n1. Brown ones.\n2. White ones.’.",
            ["anx_IV", "anx_IV/pnt_1", "anx_IV/pnt_2"],
        ),
        ("in Annex II, the following Section is added:", "‘Section C\nHens\n1. Brown ones.’;", ["anx_II/sct_C", "anx_II/sct_C/pnt_1"]),
        (
            "in Article 5(2), the second subparagraph is replaced by the following:",
            "‘Hens rest:\n(a) inside.’;",
            ["art_5/par_2/unp_2", "art_5/par_2/unp_2/pnt_a"],
        ),
        (
            "in Article 5(2), the third subparagraph is replaced by the following:",
            "‘Hens rest.\nCocks crow.’;",
            ["art_5/par_2/unp_3", "art_5/par_2/unp_4"],
        ),
        ("in Article 5(2), the first subparagraph is replaced by the following:", "‘2. Hens rest.’;", ["art_5/par_2"]),
        ("in Article 5(2), the introductory part is replaced by the following:", "‘2. Hens rest:’;", ["art_5/par_2"]),
        ("in Article 5, the heading is replaced by the following:", "‘Hens’;", ["art_5"]),
        ("in Article 5(2), the following subparagraph is added:", "‘Hens rest.’;", []),
        ("in Article 5(2), the second sentence is replaced by the following:", "‘Hens rest.’;", []),
    ],
)
def test_the_outline_of_new_text(text: str, new: str, expected: list[str]) -> None:
    assert contents(text, new) == expected


def test_new_text_is_shared_out_among_what_it_replaces() -> None:
    found = amendments(
        "in Article 5, paragraphs 1 and 2 are replaced by the following:", "‘1. Hens rest.\n2. Cocks crow.\n3. Chicks peep.’;"
    )
    assert [(target_of(one), [part.text for part in one.content], [path_of(own) for own in one.new]) for one in found] == [
        ("art_5/par_1", ["Hens rest."], []),
        ("art_5/par_2", ["Cocks crow.", "Chicks peep."], ["art_5/par_3"]),
    ]


def test_new_text_that_stands_in_the_same_paragraph_as_its_instruction() -> None:
    (found,) = amendments("in Article 5, the following paragraph is added: ‘7. Hens rest.’;")
    assert [path_of(one) for one in found.new] == ["art_5/par_7"]
    assert found.content[0].text == "Hens rest."


def test_the_words_of_an_amendment_are_those_of_its_host() -> None:
    text, new = "in Article 5, the words ‘old hen’ are replaced by the words ‘young hen’;", None
    (found,) = amendments(text, new)
    assert found.quoted is not None
    assert text[found.quoted.start : found.quoted.end] == "‘young hen’"
    assert found.wording == text[found.span.start : found.span.end] == text.rstrip(";")


def test_a_point_that_turns_out_not_to_be_a_paragraph() -> None:
    (found,) = amendments("Article 3(14) is replaced by the following:", "‘(14) “hen” is a bird;’;")
    assert target_of(found) == "art_3/pnt_14"


def test_nothing_is_found_in_a_language_without_a_table() -> None:
    french = replace(amending(host("art_1", "Article 5 of Regulation (EU) 2098/500 is deleted.")), language="fr")
    assert find_amendments(french) == ()


@pytest.mark.parametrize(
    "text",
    [
        "‘" * 20_000,
        "Article 5 is deleted and " * 5_000,
        "Article 5, " * 5_000 + "is deleted",
        "(" * 20_000,
        "\ue000\ue001\ue002 is deleted",
    ],
)
def test_hostile_words_are_read_in_bounded_time(text: str) -> None:
    read_instructions(text, ENGLISH)
    amendments(f"in Article 5, the following point is added: {text}", text)


@pytest.mark.parametrize(
    "new",
    [
        "1. Hens:\n" + "(a) hens:\n" * 3_000,
        "(a)\n" * 3_000,
        "1. Hens rest.\n" + "Cocks crow.\n" * 3_000,
        "Article 5a\n" + "hens\n" * 3_000,
        "Article 5a\nHens\n1. Hens rest.\n" * 300,
    ],
)
def test_quoted_text_that_is_no_law_gives_no_outline(new: str) -> None:
    assert contents("in Article 5, the following paragraph is added:", f"‘{new}’") == []


# ── real acts: facts only ──────────────────────────────────────────────────────────────────────────────────────────────────────


COUNTS = {  # "amend" is what could not be read: an entry in a table of a part with a label like "C1"
    "32017R0745": {"replace": 1, "add": 2},
    "32022L2555": {"delete": 3},
    "32024R2847": {"add": 2, "amend": 1},
    "32026R1744": {"replace": 48, "add": 21, "insert": 13, "delete": 4},
    "32024R1689": {"add": 14},
    "32022R2065": {"delete": 4, "add": 1},
    "32022R2554": {"replace": 23, "delete": 5, "add": 1},
    "32023R1114": {"replace": 3, "add": 1},
    "32023R2854": {"add": 2},
    "32022R1925": {"add": 2},
}


@pytest.mark.corpus
@pytest.mark.parametrize("celex", COUNTS)
def test_counts_of_real_acts(celex: str, corpus: Path, read: Callable[[Path], tuple[Source, Act]]) -> None:
    file = next(one for name in ("en.xhtml", "en.html") if (one := corpus / celex / name).exists())
    _, amending_act = read(file)
    found = find_amendments(amending_act)
    assert Counter(one.action.value for one in found) == COUNTS[celex]
    assert all(isinstance(one.target, Unresolved) == (one.action is Action.AMEND) for one in found)
    assert all(one.wording == _words(amending_act, one) for one in found)


def _words(amending_act: Act, one: Amendment) -> str:
    text = next(each.text for each in walk(amending_act.provisions) if each.id == one.provision)
    return text[one.span.start : one.span.end].strip()


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["en.pdf", "en.html", "en.fmx4.zip"])
def test_every_format_gives_the_same_amendments(name: str, ai_act: Callable[[str], tuple[Source, Act]]) -> None:
    def facts(given: Act) -> list[tuple[object, ...]]:
        return [(one.provision, one.action, one.target, one.new, one.place, one.wording) for one in find_amendments(given)]

    assert facts(ai_act(name)[1]) == facts(ai_act("en.xhtml")[1])
