"""Quoted text keeps its layout beside its words, and its outline has the tables, headings and lists that it has in the amended act.

The acts are our own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from extract.amendments import find_amendments
from extract.blocks import Block, Cell, Layout, Role
from extract.coverage import certify
from extract.languages import ENGLISH
from extract.nesting import nest
from extract.quoted_blocks import quoted_blocks
from extract.reading import read_act, read_file
from extract.source import Source, read_source
from extract.traced import EMPTY, Traced, trace
from kg.ids import path_of
from kg.model import Act, Kind, Provision, Span, walk
from kg.quoted import QuotedBlock, QuotedCell
from tests.extract.formex_act import ACT, written
from tests.extract.readers.test_oj_html import row
from tests.factories import act

OWN = "32099R0007"
FRONT = (
    "REGULATION (EU) 2099/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL", "of 1 May 2099", "on hens",
    "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,", "HAVE ADOPTED THIS REGULATION:",
)  # fmt: skip
ANNEX_TEXT = "‘Annex IV\nHens and their eggs\n1. What this is about\nHens lay eggs.\n2. Eggs\na. Small eggs\nCode\nE 1 white\nE 2 brown"
OUTLINE = [
    "anx_IV [Hens and their eggs]", "anx_IV/pnt_1 [What this is about] Hens lay eggs.", "anx_IV/pnt_2 [Eggs]",
    "anx_IV/pnt_2/pnt_a [Small eggs]", "anx_IV/pnt_2/pnt_a/tab_1", "anx_IV/pnt_2/pnt_a/tab_1/row_1",
    "anx_IV/pnt_2/pnt_a/tab_1/row_1/cel_1 Code", "anx_IV/pnt_2/pnt_a/tab_1/row_2", "anx_IV/pnt_2/pnt_a/tab_1/row_2/cel_1 E 1",
    "anx_IV/pnt_2/pnt_a/tab_1/row_2/cel_2 white", "anx_IV/pnt_2/pnt_a/tab_1/row_3", "anx_IV/pnt_2/pnt_a/tab_1/row_3/cel_1 E 2",
    "anx_IV/pnt_2/pnt_a/tab_1/row_3/cel_2 brown", "anx_IV/pnt_3 [Cocks] Cocks lay none.",
]  # fmt: skip


def heading(words: str, depth: int = 1) -> Block:
    return Block(body=trace(words, 0), role=Role.HEADING, depth=depth)


def text(words: str, depth: int | None = 1, label: str = "") -> Block:
    return Block(body=trace(words, 0), depth=depth, label=trace(label, 0) if label else None)


def table(*rows: Iterable[str], depth: int = 1, title: str = "") -> Block:
    """A table of words, an empty word for a cell without any; a cell has a paragraph for each part between slashes."""
    cells = (
        tuple(Cell(column=at, parts=tuple(text(part, 0) for part in words.split("/"))) for at, words in enumerate(each, 1) if words)
        for each in rows
    )
    return Block(body=trace(title, 0) if title else EMPTY, role=Role.TABLE, depth=depth, rows=tuple(cells))


def amending(*quoted: Block, instruction: str = "the following Annex is added:", after: Iterable[Block] = ()) -> Act:
    """An act whose first point says something and quotes these blocks, with more points after it."""
    front = [text(words, 0) for words in FRONT]
    enacting = [heading("Article 1", 0), heading("Change", 0), text("Regulation (EU) 2098/500 is amended as follows:", 0)]
    blocks = (*front, *enacting, text(instruction, 1, "(1)"), *quoted, *after)
    return act(*nest(Layout(blocks=blocks), OWN, "case", ENGLISH).provisions, celex=OWN)


def host_of(given: Act) -> Provision:
    return next(one for one in walk(given.provisions) if one.quoted is not None)


def shown(given: Act) -> list[str]:
    """The outline of all new text: paths, [headings], own words, and behind a tilde what goes on after the last part."""
    parts = [one for amendment in find_amendments(given) for one in walk(amendment.content)]
    words = [(path_of(one.id), f"[{one.heading}]" * bool(one.heading), one.text, f"~ {one.wrap_up}" * bool(one.wrap_up)) for one in parts]
    return [" ".join(word for word in each if word) for each in words]


def annex(last: str = "Cocks lay none.’.") -> tuple[Block, ...]:
    return (
        heading("‘Annex IV"), text("Hens and their eggs"), heading("1. What this is about"), text("Hens lay eggs."), heading("2. Eggs"),
        heading("a. Small eggs"), table(["Code"], ["E 1", "white"], ["E 2", "brown"]), heading("3. Cocks"), text(last),
    )  # fmt: skip


# ── what is kept ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_words_stay_lines_and_no_part_of_the_quotation_has_an_id() -> None:
    given = amending(*annex(), after=[text("Article 2 is deleted.", 1, "(2)")])
    host = host_of(given)
    assert (host.id, host.children) == (f"{OWN}/art_1/pnt_1", ())
    assert host.text == f"the following Annex is added:\n{ANNEX_TEXT}\n3. Cocks\nCocks lay none.’."
    assert f"{OWN}/art_1/pnt_2" in {one.id for one in walk(given.provisions)}


def test_blocks_and_cells_are_spans_of_the_words() -> None:
    words = host_of(amending(*annex()))
    kept = {words.text[one.start : one.end]: one for one in words.quoted_blocks}
    assert [name for name, one in kept.items() if one.heading] == [
        "‘Annex IV",
        "1. What this is about",
        "2. Eggs",
        "a. Small eggs",
        "3. Cocks",
    ]
    cells = {name: one.cell for name, one in kept.items() if one.cell is not None}
    assert cells["Code"] == QuotedCell(table=1, row=1, column=1)
    assert cells["brown"] == QuotedCell(table=1, row=3, column=2)
    assert {one.depth for one in words.quoted_blocks} == {1}


def test_tables_are_counted_and_the_title_of_one_is_its_row_0() -> None:
    quoted = (heading("‘Annex IV"), table(["hen", "", "egg/large"], title="Birds"), table(["cock"]), text("End.’"))
    given = amending(*quoted)
    host = host_of(given)
    cells = [(host.text[one.start : one.end], one.cell.table, one.cell.row, one.cell.column) for one in host.quoted_blocks if one.cell]
    assert cells == [("Birds", 1, 0, 1), ("hen", 1, 1, 1), ("egg", 1, 1, 3), ("large", 1, 1, 3), ("cock", 2, 1, 1)]
    assert [one for one in shown(given) if "cel_" in one or "[" in one] == [
        "anx_IV/tab_1 [Birds]", "anx_IV/tab_1/row_1/cel_1 hen", "anx_IV/tab_1/row_1/cel_3 egg\nlarge", "anx_IV/tab_2/row_1/cel_1 cock"
    ]  # fmt: skip


def test_a_table_that_is_quoted_by_itself_makes_no_ids() -> None:
    quoted = table(["‘E 3", "blue’;"])
    given = amending(quoted, instruction="in Annex IV, the following row is added:", after=[text("Article 2 is deleted.", 1, "(2)")])
    assert host_of(given).text.endswith("added:\n‘E 3 blue’;")
    assert [one.id for one in walk(given.provisions) if one.kind is Kind.TABLE] == []
    assert f"{OWN}/art_1/pnt_2" in {one.id for one in walk(given.provisions)}


@pytest.mark.parametrize("rows", [[["‘E 3’", "is blue"]], [["‘E 3’", "is ‘blue’"]], [["‘E 3", "is blue"]], [["E 3", "‘blue’"]]])
def test_a_table_of_quoted_words_is_a_table(rows: list[list[str]]) -> None:
    given = amending(table(*rows), instruction="these words are put so:")
    assert [path_of(one.id) for one in walk(given.provisions) if one.kind is Kind.TABLE] == ["art_1/pnt_1/tab_1"]


# ── what is read from it ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_annex_with_sections_and_tables_is_read_as_in_the_amended_act() -> None:
    assert shown(amending(*annex())) == OUTLINE


def test_without_layout_the_lines_are_all_there_is() -> None:
    given = amending(*annex())
    bare = tuple(
        replace(one, children=tuple(replace(part, quoted_blocks=()) for part in one.children)) if one.kind is Kind.ARTICLE else one
        for one in given.provisions
    )
    found = shown(replace(given, provisions=bare))
    assert not any("tab_" in one for one in found)
    assert any("E 1 white" in one for one in found)


def test_a_heading_is_what_the_layout_shows_as_one() -> None:
    quoted = (
        heading("‘Article 5a"),
        text("Hens rest"),
        text("at night.", 1),
        heading("Article 5b"),
        heading("Who rests?."),
        text("Cocks.’"),
    )
    found = shown(amending(*quoted, instruction="the following Articles are inserted:"))
    assert found == ["art_5a Hens rest at night.", "art_5b [Who rests?.] Cocks."]


def test_a_layout_that_shows_no_headings_is_read_by_the_words() -> None:
    quoted = (text("‘Article 5a"), text("Rest of hens"), text("1. Hens rest."), text("2. Cocks crow.’"))
    found = shown(amending(*quoted, instruction="the following Article is inserted:"))
    assert found == ["art_5a [Rest of hens]", "art_5a/par_1 Hens rest.", "art_5a/par_2 Cocks crow."]


@pytest.mark.parametrize(
    ("depth", "expected"),
    [(1, ["art_5/par_3 Hens:", "art_5/par_3/pnt_a rest;", "art_5/par_3/pnt_b lay.", "art_5/par_3/unp_2 Eggs are sold."]),
     (2, ["art_5/par_3 Hens:", "art_5/par_3/pnt_a rest;", "art_5/par_3/pnt_b lay.", "art_5/par_3/pnt_b/unp_2 Eggs are sold."])],
)  # fmt: skip
def test_the_depth_of_a_paragraph_says_what_it_belongs_to(depth: int, expected: list[str]) -> None:
    quoted = (text("‘3. Hens:"), text("rest;", 2, "(a)"), text("lay.", 2, "(b)"), text("Eggs are sold.’;", depth))
    assert shown(amending(*quoted, instruction="in Article 5, the following paragraph is added:")) == expected


def test_a_table_belongs_to_the_point_or_subparagraph_it_stands_in() -> None:
    quoted = (text("‘3. These are eggs:"), table(["white"], ["brown"]), text("4. Hens rest.’;"))
    found = shown(amending(*quoted, instruction="in Article 5, the following paragraphs are added:"))
    assert [one for one in found if "row" not in one] == ["art_5/par_3 These are eggs:", "art_5/par_3/tab_1", "art_5/par_4 Hens rest."]
    only = shown(amending(text("‘These are eggs:"), table(["white’;"]), instruction="Article 5(3) is replaced by the following:"))
    assert only == [
        "art_5/par_3 These are eggs:", "art_5/par_3/tab_1", "art_5/par_3/tab_1/row_1", "art_5/par_3/tab_1/row_1/cel_1 white"
    ]  # fmt: skip


# ── blocks from spans ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def spans(words: str, *, layout: tuple[QuotedBlock, ...] = ()) -> list[tuple[str, str]]:
    """Labels and words of the blocks of a whole quotation."""
    found = quoted_blocks(Traced(words), Span(start=0, end=len(words)), layout)
    return [(one.label.text if one.label else "", one.text) for one in found]


def test_words_in_no_block_are_left_out_of_none() -> None:
    words = "‘one\ntwo\n three\nfour’."
    assert spans(words) == [("", "one"), ("", "two"), ("", "three"), ("", "four")]
    assert spans(words, layout=(QuotedBlock(start=5, end=8),)) == spans(words)
    assert spans(words, layout=(QuotedBlock(start=0, end=8), QuotedBlock(start=16, end=20))) == [
        ("", "one\ntwo"), ("", "three"), ("", "four")
    ]  # fmt: skip


def test_labels_set_apart_or_alone_in_a_line_stand_before_the_words() -> None:
    assert spans("‘(a) hens", layout=(QuotedBlock(start=1, end=9, label_end=4),)) == [("(a)", "hens")]
    assert spans("‘21.\nHens rest.’") == [("21.", "Hens rest.")]
    assert spans("‘21.\nHens rest.\n(b)’") == [("21.", "Hens rest."), ("", "(b)")]
    cell = QuotedBlock(start=4, end=8, cell=QuotedCell(table=1, row=1, column=1))
    assert spans("(a)\nhens", layout=(cell,)) == [("", "(a)"), ("", "")]


@pytest.mark.parametrize("words", ["", "‘", "’", "‘’", "‘’.", '“ ".'])
def test_quotation_marks_around_nothing_give_no_blocks(words: str) -> None:
    assert spans(words) == []


# ── formats ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def paragraphs(*words: str) -> str:
    return "".join(f'<p class="{"oj-ti-grseq-1" if one[0] == "=" else "oj-normal"}">{one.lstrip("=")}</p>' for one in words)


def test_xhtml_gives_the_outline_and_a_whole_certificate(tmp_path: Path) -> None:
    cells = "".join(
        f"<tr><td><p>{one}</p></td><td><p>{two}</p></td></tr>" for one, two in (("Code", ""), ("E 1", "white"), ("E 2", "brown"))
    )
    new = (
        paragraphs("=‘Annex IV", "Hens and their eggs", "=1. What this is about", "Hens lay eggs.", "=2. Eggs", "=a. Small eggs")
        + f'<table class="oj-table">{cells}</table>'
        + paragraphs("=3. Cocks", "Cocks lay none.’.")
    )
    front = paragraphs(*FRONT).replace("oj-normal", "oj-doc-ti", 3)
    body = paragraphs("=Article 1", "=Change", "Regulation (EU) 2098/500 is amended as follows:")
    inner = row("(1)", f'<p class="oj-normal">the following Annex is added:</p>{new}')
    end = paragraphs("Done at Henley, 1 May 2099.", "For the Council", "The President", "B. BANTAM")
    file = tmp_path / "act.xhtml"
    file.write_text(f'<html lang="en"><body><div class="eli-container">{front}{body}{inner}{end}</div></body></html>', "utf-8")
    given = read_file(file)
    assert shown(given) == OUTLINE
    assert certify(file, given).problems == ()


def test_formex_gives_the_same_outline(tmp_path: Path) -> None:
    start = ACT.index("<QUOT.S ")
    quotation = ACT[start : ACT.index("</QUOT.S>") + len("</QUOT.S>")]
    sections = (
        "<GR.SEQ><TITLE><TI><NP><NO.P>1.</NO.P><TXT>What this is about</TXT></NP></TI></TITLE><P>Hens lay eggs.</P></GR.SEQ>"
        "<GR.SEQ><TITLE><TI><NP><NO.P>2.</NO.P><TXT>Eggs</TXT></NP></TI></TITLE>"
        "<GR.SEQ><TITLE><TI><NP><NO.P>a.</NO.P><TXT>Small eggs</TXT></NP></TI></TITLE><TBL><CORPUS>"
        '<ROW><CELL COL="1">Code</CELL></ROW><ROW><CELL COL="1">E 1</CELL><CELL COL="2">white</CELL></ROW>'
        '<ROW><CELL COL="1">E 2</CELL><CELL COL="2">brown</CELL></ROW></CORPUS></TBL></GR.SEQ></GR.SEQ>'
        "<GR.SEQ><TITLE><TI><NP><NO.P>3.</NO.P><TXT>Cocks</TXT></NP></TI></TITLE><P>Cocks lay none."
        '<QUOT.END CODE="2019" ID="QE0002" REF.START="QS0002"/>.</P></GR.SEQ>'
    )
    new = (
        '<QUOT.S LEVEL="1"><TITLE><TI><P><QUOT.START CODE="2018" ID="QS0002" REF.END="QE0002"/>Annex IV</P></TI>'
        f"<STI><P>Hens and their eggs</P></STI></TITLE>{sections}</QUOT.S>"
    )
    said = "In Article 9 of Regulation (EU) 2098/1, paragraph 2 is replaced by the following:"
    assert said in ACT
    words = ACT.replace(quotation, new).replace(said, "In Regulation (EU) 2098/1, the following Annex is added:")
    given = read_act(read_source(written(tmp_path, words)))
    assert shown(given) == OUTLINE


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["32026R1744/en.xhtml", "32024R1689/en.fmx4.zip", "32022R2554/da.html", "32019L0790/en.pdf"])
def test_quoted_blocks_of_real_acts_cover_what_is_quoted(name: str, corpus: Path, read: Callable[[Path], tuple[Source, Act]]) -> None:
    if not (corpus / name).exists():
        pytest.skip(f"no {name}")
    hosts = [one for one in walk(read(corpus / name)[1].provisions) if one.quoted is not None]
    assert hosts
    for host in hosts:
        assert host.quoted is not None
        assert all(one.end < two.start for one, two in pairwise(host.quoted_blocks))
        covered = "".join(host.text[one.start : one.end] for one in host.quoted_blocks)
        assert "".join(covered.split()) == "".join(host.text[host.quoted.start : host.quoted.end].split())


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["en.xhtml", "en.html"])
def test_an_annex_that_comes_in_has_the_ids_of_the_consolidated_text(
    name: str, corpus: Path, read: Callable[[Path], tuple[Source, Act]]
) -> None:
    if not (corpus / "32026R1744" / name).exists():
        pytest.skip(f"no {name}")
    new = [one for each in find_amendments(read(corpus / "32026R1744" / name)[1]) for one in walk(each.content) if "/anx_XIV" in one.id]
    after = [one for one in walk(read(corpus / "02024R1689-20260727" / "en.html")[1].provisions) if "/anx_XIV" in one.id]
    assert len(new) == 95
    assert [(one.id, one.heading, one.text) for one in new] == [(one.id, one.heading, one.text) for one in after]
