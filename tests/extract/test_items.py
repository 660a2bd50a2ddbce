"""Items: which label a block carries, and which list it belongs to."""

from __future__ import annotations

import pytest

from extract.blocks import Block, Mark
from extract.items import find_parent, item_of, kind_of, opens_list
from extract.nodes import Node
from extract.traced import trace
from kg.labels import Style
from kg.model import Kind


def block(words: str, label: str = "", depth: int | None = None, marks: tuple[Mark, ...] = ()) -> Block:
    own = trace(label, 0) if label else None
    return Block(body=trace(words, len(label)), label=own, depth=depth, marks=marks)


def node(kind: Kind, label: str, words: str = "", form: str = "", style: Style = Style.ARABIC, *, depth: int | None = None) -> Node:
    made = Node(kind, label, form=form, style=style, depth=depth)
    if words:
        made.add_text(trace(words, 0), ())
    return made


@pytest.mark.parametrize(
    ("words", "form", "label", "rest"),
    [
        ("(a) apples", "()", "a", "apples"),
        ("(12) loaves", "()", "12", "loaves"),
        ("(aa) more", "()", "aa", "more"),
        ("(viii) eight", "()", "viii", "eight"),
        ("1. Bread", ".", "1", "Bread"),
        ("4a. Bread", ".", "4a", "Bread"),
        ("3.1. Bread", "3.1", "3.1", "Bread"),
        ("3.1 Bread", "3.1", "3.1", "Bread"),
        ("— a bowl", "-", "—", "a bowl"),
        ("- a bowl", "-", "-", "a bowl"),
    ],
)
def test_labels_by_their_form(words: str, form: str, label: str, rest: str) -> None:
    item = item_of(block(words))
    assert item is not None
    assert (item.form, item.label, item.body.text) == (form, label, rest)


@pytest.mark.parametrize(
    "words", ["apples", "(a)", "(a)pples", "1.5 loaves of 3", "(two) loaves", "2099/1", "–12 degrees", "(2024) loaves"]
)
def test_what_is_no_label(words: str) -> None:
    item = item_of(block(words))
    assert item is None or item.form == "3.1"


def test_a_label_set_apart_keeps_all_the_words() -> None:
    item = item_of(block("(b) is meant", "(a)", depth=2))
    assert item is not None
    assert (item.label, item.label_words.text, item.body.text, item.depth) == ("a", "(a)", "(b) is meant", 2)


def test_marks_move_with_the_words_behind_a_label() -> None:
    item = item_of(block("(a) apples", marks=(Mark(at=10, label="1"),)))
    assert item is not None
    assert item.marks == (Mark(at=6, label="1"),)


@pytest.mark.parametrize(
    ("words", "styles"),
    [
        ("(i) x", {Style.LETTER, Style.ROMAN}),
        ("(b) x", {Style.LETTER}),
        ("(ii) x", {Style.LETTER, Style.ROMAN}),
        ("1. x", {Style.ARABIC}),
        ("1.1 x", {Style.DOTTED}),
        ("— x", {Style.DASH}),
    ],
)
def test_styles_a_label_may_be_of(words: str, styles: set[Style]) -> None:
    item = item_of(block(words))
    assert item is not None
    assert set(item.styles) == styles


@pytest.mark.parametrize(
    ("words", "opens"), [("The list is:", True), ("The list is —", True), ("The list is.", False), ("The list", False)]
)
def test_a_list_is_announced_by_a_colon(words: str, opens: bool) -> None:
    assert opens_list(node(Kind.ARTICLE, "1", words)) is opens


def parent_of(path: list[Node], words: str, before: str | None = None) -> tuple[int, Style] | None:
    item = item_of(block(words))
    assert item is not None
    return find_parent(path, item, before)


def test_i_after_h_continues_the_letters_unless_h_opens_a_list() -> None:
    article = node(Kind.ARTICLE, "1", "The list is:", depth=0)
    plain = node(Kind.POINT, "h", "nuts;", "()", Style.LETTER)
    opening = node(Kind.POINT, "h", "nuts:", "()", Style.LETTER)
    assert parent_of([article, plain], "(i) next;") == (1, Style.LETTER)
    assert parent_of([article, opening], "(i) inner;") == (2, Style.ROMAN)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("(c) next;", (1, Style.LETTER)),
        ("(e) further on;", (1, Style.LETTER)),
        ("(iv) with a gap;", (2, Style.ROMAN)),
        ("(ba) inserted;", (1, Style.LETTER)),
        ("(d) a letter, though 500 rises;", (1, Style.LETTER)),
        ("(a) a list of its own;", (3, Style.LETTER)),
    ],
)
def test_labels_of_quoted_text_need_only_rise(words: str, expected: tuple[int, Style]) -> None:
    article = node(Kind.ARTICLE, "1", "The list is:", depth=0)
    path = [article, node(Kind.POINT, "b", "both", "()", Style.LETTER), node(Kind.POINT, "ii", "two;", "()", Style.ROMAN)]
    item = item_of(block(words))
    assert item is not None
    assert find_parent(path, item, published=False) == expected


def test_a_label_out_of_sequence_belongs_nowhere() -> None:
    article = node(Kind.ARTICLE, "1", "The list is:", depth=0)
    point = node(Kind.POINT, "a", "one;", "()", Style.LETTER)
    assert parent_of([article, point], "(c) three;") is None
    assert parent_of([article], "(b) two;") is None


def test_a_label_closes_the_lists_below_its_own() -> None:
    article = node(Kind.ARTICLE, "1", depth=0)
    path = [
        article,
        node(Kind.PARAGRAPH, "1", "x:", "."),
        node(Kind.POINT, "a", "y:", "()", Style.LETTER),
        node(Kind.POINT, "i", "z;", "()", Style.ROMAN),
    ]
    assert parent_of(path, "(ii) w;") == (3, Style.ROMAN)
    assert parent_of(path, "(b) w;") == (2, Style.LETTER)
    assert parent_of(path, "2. W.") == (1, Style.ARABIC)


def test_dotted_labels_begin_below_their_own_number() -> None:
    annex = node(Kind.ANNEX, "I", depth=0)
    assert parent_of([annex, node(Kind.POINT, "3", "Steps", ".")], "3.1. First.") == (2, Style.DOTTED)
    assert parent_of([annex, node(Kind.POINT, "4", "Steps", ".")], "3.1. First.") is None
    inside = [annex, node(Kind.POINT, "3", "Steps.", "."), node(Kind.SUBPARAGRAPH, "2", "They are:")]
    assert parent_of(inside, "3.1. First.") == (3, Style.DOTTED)
    assert parent_of(inside, "2.1. First.") is None


def test_a_section_of_an_annex_may_go_on_from_the_one_before() -> None:
    path = [node(Kind.ANNEX, "I", depth=0), node(Kind.SECTION, "B", depth=0)]
    assert parent_of(path, "13. Next.", before="12") == (2, Style.ARABIC)
    assert parent_of(path, "13. Next.") is None


@pytest.mark.parametrize(
    ("parent", "words", "kind"),
    [
        (Kind.ARTICLE, "1. x", Kind.PARAGRAPH),
        (Kind.ARTICLE, "(1) x", Kind.POINT),
        (Kind.ANNEX, "1. x", Kind.POINT),
        (Kind.PARAGRAPH, "— x", Kind.INDENT),
    ],
)
def test_kinds_of_items(parent: Kind, words: str, kind: Kind) -> None:
    item = item_of(block(words))
    assert item is not None
    assert kind_of(node(parent, "1"), item) is kind


# ── consolidated texts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def parent_in_consolidated(path: list[Node], words: str, label: str = "", depth: int | None = None) -> tuple[int, Style] | None:
    item = item_of(block(words, label, depth))
    assert item is not None
    return find_parent(path, item, published=False)


def test_the_next_label_is_preferred_to_one_that_only_rises() -> None:
    path = [
        node(Kind.ARTICLE, "1", depth=0),
        node(Kind.POINT, "b", "x:", "()", Style.LETTER),
        node(Kind.POINT, "ii", "y;", "()", Style.ROMAN),
    ]
    assert parent_in_consolidated(path, "(c) z;") == (1, Style.LETTER)
    assert parent_in_consolidated(path, "(d) z;") == (1, Style.LETTER)
    assert parent_in_consolidated(path, "(iv) z;") == (2, Style.ROMAN)
    assert parent_in_consolidated(path, "(ba) z;") == (1, Style.LETTER)


def test_a_list_that_begins_is_preferred_to_a_label_that_only_rises() -> None:
    path = [node(Kind.ARTICLE, "1", depth=0), node(Kind.POINT, "c", "x;", "()", Style.LETTER)]
    assert parent_in_consolidated(path, "(i) y;") == (2, Style.ROMAN)
    assert parent_in_consolidated(path, "(e) y;") == (1, Style.LETTER)


def test_a_list_whose_first_items_were_deleted_begins_deeper() -> None:
    path = [node(Kind.ARTICLE, "1", depth=0), node(Kind.POINT, "c", "x;", "()", Style.LETTER, depth=1)]
    assert parent_in_consolidated(path, "y;", "(v)", 2) == (2, Style.ROMAN)
    assert parent_in_consolidated(path, "y;", "(v)", 1) == (1, Style.LETTER)
    assert parent_in_consolidated([node(Kind.ANNEX, "I", depth=0)], "2. Rye", depth=0) == (1, Style.ARABIC)
    assert parent_of([node(Kind.ANNEX, "I", depth=0)], "2. Rye") is None


def test_a_number_with_one_bracket_goes_on_with_numbers_that_have_a_full_stop() -> None:
    path = [node(Kind.ARTICLE, "1", depth=0), node(Kind.PARAGRAPH, "5", "x.", ".")]
    assert parent_of(path, "6) y.") == (1, Style.ARABIC)
    assert parent_of(path, "(6) y.") is None
    assert parent_of(path, "7) y.") is None
