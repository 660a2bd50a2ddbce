"""Lines without wrap marks: which line ends end a block, by room, words and widths."""

from __future__ import annotations

import pytest

from extract.languages import ENGLISH
from extract.page_lines import Spot
from extract.readers.lines import Line, lines_of
from extract.readers.pages import pages_of
from extract.readers.reflow import Wrap, blocks_of, wrap_of

FULL = "and the baker of each town shall keep the oven warm by day and by night for all who come with dough to bake in"
"""A line as wide as the measure."""
BODY = "\n".join(["also " + FULL[4:-3], "bread."] * 12)


def lines(text: str) -> list[Line]:
    return [line for page in pages_of(text) for line in page]


def blocks(text: str) -> list[str]:
    """The blocks of a plain text long enough to show its measure."""
    found = blocks_of(lines(f"{text}\n{BODY}"), ENGLISH)
    joined = [" ".join(line.bare for line in group) for group in found]
    return joined[: next(at for at, block in enumerate(joined) if block.startswith("also "))]


def on_paper(*rows: tuple[str, float, float]) -> list[str]:
    """The blocks of lines that stand at places on paper."""
    placed = [
        Line(text=text, start=at * 200, page=1, spot=Spot(at * 200, x, y, 10.0))
        for at, (text, x, y) in enumerate([*rows, *_column(len(rows))])
    ]
    return [" ".join(line.bare for line in group) for group in blocks_of(placed, ENGLISH)][:-1]


def _column(rows: int) -> list[tuple[str, float, float]]:
    return [(FULL, 60.0, 400.0 - 10 * at) for at in range(30)]


# ── kinds of text ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_kind_of_a_text_shows_in_its_lines() -> None:
    wrapped = "\n".join([FULL + " ", "bread."] * 20)
    assert wrap_of(lines(wrapped)) is Wrap.MARKED
    assert wrap_of(lines("\n".join([FULL + " ", "bread. "] * 20))) is Wrap.PLAIN
    assert wrap_of(lines("\n\n".join(f"({number}) Bread\nis baked." for number in range(1, 30)))) is Wrap.SPACED
    assert wrap_of(lines("\n".join(f"({number}) Bread\nis baked." for number in range(1, 30)))) is Wrap.PLAIN


# ── room ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_room_on_paper_opens_a_block_whatever_the_words() -> None:
    found = on_paper(("Bread is baked.", 60, 700), ("Cake is baked.", 60, 690), ("Pie is baked", 60, 670), ("by night.", 60, 660))
    assert found == ["Bread is baked. Cake is baked.", "Pie is baked by night."]


def test_words_tell_at_the_top_of_a_column() -> None:
    found = on_paper((FULL, 60, 60), ("the oven.", 300, 700), ("(2) Cake.", 300, 690), ("Pie.", 300, 670))
    assert found[0] == f"{FULL} the oven. (2) Cake."
    assert on_paper(("(1) Bread is baked;", 60, 60), ("(2) cake is baked.", 300, 700))[:2] == ["(1) Bread is baked;", "(2) cake is baked."]


def test_empty_lines_part_blocks_but_not_a_label_from_its_words() -> None:
    assert blocks("(1)\n\nBread is baked.\n\nCake is baked.\n") == ["(1) Bread is baked.", "Cake is baked."]


def test_the_gap_that_a_column_of_labels_leaves_is_none() -> None:
    text = f"(7) {FULL[:-8]} oven\n\nof the town."
    assert blocks(text) == [" ".join(text.split())]


# ── words and widths ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(a) bread is baked;\n(b) cake is baked.", ["(a) bread is baked;", "(b) cake is baked."]),
        ("(a) bread is baked; or\n(b) cake is baked.", ["(a) bread is baked; or", "(b) cake is baked."]),
        (f"(a) {FULL};\nor\n(b) cake is baked.", [f"(a) {FULL}; or", "(b) cake is baked."]),
        ("1. Bread is baked.\n2. Cake is baked.", ["1. Bread is baked.", "2. Cake is baked."]),
        ("Bread:\n— of rye,\n— of wheat.", ["Bread:", "— of rye,", "— of wheat."]),
        (f"{FULL} points\n(a) and (b).", [f"{FULL} points (a) and (b)."]),
        (f"{FULL} Article 4(1), point\n(b), of this act.", [f"{FULL} Article 4(1), point (b), of this act."]),
        ("Bread is baked.\nCake is baked.", ["Bread is baked.", "Cake is baked."]),
        (f"{FULL}.\nCake is baked.", [f"{FULL}. Cake is baked."]),
        ("Article 1\nBread and cake\n1. Bread is baked.", ["Article 1", "Bread and cake", "1. Bread is baked."]),
        ("Article 1\nBread and cake\nThis act is on bread.", ["Article 1", "Bread and cake", "This act is on bread."]),
        (f"{FULL} under\nArticle 6\nof that act.", [f"{FULL} under Article 6 of that act."]),
    ],
)
def test_words_and_widths_tell_where_a_block_ends(text: str, expected: list[str]) -> None:
    assert blocks(text) == expected


def test_a_title_is_taken_line_by_line_and_the_formula_whole() -> None:
    title = "REGULATION (EU) 2099/1\non bread\n(Text with EEA relevance)"
    found = blocks(title + "\nTHE COUNCIL OF THE\nEUROPEAN UNION,\nHaving regard to bread,\nWhereas:")
    assert found[:5] == [
        "REGULATION (EU) 2099/1",
        "on bread",
        "(Text with EEA relevance)",
        "THE COUNCIL OF THE EUROPEAN UNION,",
        "Having regard to bread,",
    ]


def test_signatures_stand_line_by_line() -> None:
    found = blocks("Done at Bakertown, 5 January 2099.\nFor the Council\nThe President\nA. BAKER\nANNEX\nBread")
    assert found[:5] == ["Done at Bakertown, 5 January 2099.", "For the Council", "The President", "A. BAKER", "ANNEX"]


def test_a_line_longer_than_any_print_is_a_block() -> None:
    paragraph = "Bread is baked. " * 60
    assert [len(group) for group in blocks_of(lines(f"{paragraph}\n{paragraph}x\n{BODY}"), ENGLISH)][:2] == [1, 1]


def test_every_line_is_in_one_block_in_order() -> None:
    body = lines(f"Article 1\nBread\n(a)\n\nx;\n(b) y.\n{BODY}")
    assert [line for group in blocks_of(body, ENGLISH) for line in group] == body


# ── lines and pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_lines_know_the_empty_lines_above_them() -> None:
    assert [line.blank for line in lines_of("one\n\n\ntwo\nthree", None)] == [None, 2, 0]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("one\ftwo", [["one"], ["two"]]),
        ("one\n1/2\n\n\n[Page 2]\ntwo\n2/2\n", [["one", "1/2"], ["[Page 2]", "two", "2/2"]]),
        ("one\n1/3\n(1)\nNote.\n\n\ntwo\n2/3\n\n\nthree\n3/3", [["one", "1/3", "(1)", "Note."], ["two", "2/3"], ["three", "3/3"]]),
        ("one\n\n1/2\n\nEN\n\nOJ L, 5.1.2099\ntwo\n2/2\n", [["one", "1/2", "EN", "OJ L, 5.1.2099"], ["two", "2/2"]]),
    ],
)
def test_a_text_is_cut_into_its_pages(text: str, pages: list[list[str]]) -> None:
    assert [[line.bare for line in page] for page in pages_of(text)] == pages
