"""Tables of the markup: which hold data, their rows and cells, and what becomes of them in an act."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.blocks import Block, Role
from extract.coverage import certify
from extract.reading import read_file
from extract.sample import path as sample_path
from kg.model import Kind, walk
from tests.extract.readers.test_oj_html import read, row

DATA = '<table class="oj-table">'
Shown = list[list[tuple[int, str]]]


def shown(block: Block) -> Shown:
    """Rows as columns and words, the paragraphs of a cell parted by "/"."""
    words = [[(cell.column, " / ".join(part.text for part in cell.parts)) for cell in cells] for cells in block.rows]
    assert all(part.label is None or part.label.text for cells in block.rows for cell in cells for part in cell.parts)
    return words


def cells(*words: str, tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}><p>{one}</p></{tag}>" for one in words) + "</tr>"


@pytest.mark.parametrize(
    "table",
    [
        f"{DATA}{cells('1', 'rye')}</table>",
        f'<table class="table">{cells("1", "rye")}</table>',
        f'<table border="1">{cells("1", "rye")}</table>',
        f"<table>{cells('number', 'grain', tag='th')}{cells('1', 'rye')}</table>",
        f"<table>{cells('black bread', 'rye flour')}{cells('white bread', 'wheat flour')}</table>",
    ],
)
def test_a_table_that_says_so_or_looks_like_it_holds_data(table: str) -> None:
    ((block,), _) = read(table)
    assert block.role is Role.TABLE
    assert shown(block)[-1] in ([(1, "1"), (2, "rye")], [(1, "white bread"), (2, "wheat flour")])


@pytest.mark.parametrize(
    "table",
    [
        row("(a)", "<p>round loaves;</p>"),
        row("‘14.", "<p>round loaves;</p>"),
        row("a.", "<p>round loaves;</p>"),
        row("«14 bis)", "<p>round loaves;</p>"),
        f'<table border="0">{cells("", "1.", "round loaves;")}{cells("", "2.", "flat loaves;")}</table>',
        f"<table>{cells('—', 'round loaves;')}{cells('—', 'flat loaves;')}</table>",
    ],
)
def test_a_table_of_labels_is_a_list(table: str) -> None:
    blocks, _ = read(table)
    assert all(block.role is Role.TEXT for block in blocks)


def test_cells_know_the_column_they_begin_in() -> None:
    ((block,), _) = read(
        f'{DATA}<tr><td rowspan="2"><p>bread</p></td><td colspan="2"><p>rye</p></td><td><p>dark</p></td></tr>'
        f"<tr><td><p>stone</p></td><td/><td><p>hot</p></td></tr>{cells('cake', 'wheat')}</table>"
    )
    assert shown(block) == [[(1, "bread"), (2, "rye"), (4, "dark")], [(2, "stone"), (4, "hot")], [(1, "cake"), (2, "wheat")]]


@pytest.mark.parametrize("span", ["0", "-1", "two", "99999999999"])
def test_a_span_that_makes_no_sense_is_one(span: str) -> None:
    ((block,), _) = read(f'{DATA}<tr><td colspan="{span}"><p>bread</p></td><td><p>rye</p></td></tr></table>')
    assert shown(block) == [[(1, "bread"), (2, "rye")]]


def test_a_list_in_a_cell_keeps_its_labels() -> None:
    ((block,), _) = read(f"{DATA}<tr><td><p>bread</p></td><td>{row('—', '<p>rye</p>')}{row('(a)', '<p>wheat</p>')}</td></tr></table>")
    parts = block.rows[0][1].parts
    assert [(part.label.text if part.label else "", part.text) for part in parts] == [("—", "rye"), ("(a)", "wheat")]


def test_a_table_in_a_cell_is_part_of_the_cell() -> None:
    ((block,), _) = read(f"{DATA}<tr><td><p>bread</p></td><td>{DATA}{cells('rye', 'dark')}</table></td><td><p>hot</p></td></tr></table>")
    assert shown(block) == [[(1, "bread"), (2, "rye / dark"), (3, "hot")]]


def test_footnotes_in_a_table_stand_behind_it() -> None:
    blocks, _ = read(
        f'{DATA}{cells("bread", "rye")}<tr><td><p class="oj-note"><a>(<span>1</span>)</a> Dark.</p></td></tr></table><p>End.</p>'
    )
    assert [block.role for block in blocks] == [Role.TABLE, Role.NOTE, Role.TEXT]


def test_a_label_that_waits_outside_a_table_is_not_for_its_cells() -> None:
    blocks, _ = read(row("(a)", f"<p>these:</p>{DATA}{cells('bread', 'rye')}</table><p>and no more.</p>"))
    assert [(block.role, block.label.text if block.label else "", block.depth) for block in blocks] == [
        (Role.TEXT, "(a)", 1), (Role.TABLE, "", 1), (Role.TEXT, "", 1)
    ]  # fmt: skip
    blocks, _ = read(row("(a)", f"{DATA}{cells('bread', 'rye')}</table>"))
    assert [(block.role, block.text) for block in blocks] == [(Role.TEXT, "(a)"), (Role.TABLE, "")]


def test_a_table_that_breaks_off_loses_no_word() -> None:
    blocks, _ = read(f"{DATA}<tr><td><p>bread</p></td><td><p>rye")
    assert shown(blocks[0]) == [[(1, "bread"), (2, "rye")]]


def test_a_dash_in_a_cell_stays_in_it_and_a_mark_behind_a_table_by_itself() -> None:
    blocks, _ = read(f"<p>as follows:</p><p>‘</p>{DATA}{cells('bread', '—')}</table><p>’.</p>")
    assert [block.text for block in blocks] == ["as follows:", "‘", "", "’."]
    assert shown(blocks[2]) == [[(1, "bread"), (2, "—")]]


def test_an_image_is_dropped_with_what_it_says_of_itself() -> None:
    _, dropped = read('<p>The mark:</p><figure><img src="x" alt="Loaf"/></figure>')
    assert [(item.bucket, item.text) for item in dropped] == [("image", "Loaf")]


def test_a_table_in_an_act_is_rows_and_cells_and_the_certificate_is_whole(tmp_path: Path) -> None:
    act = sample_path("act.xhtml").read_text("utf-8")
    table = f"{DATA}{cells('Sector', 'Rye', 'Rye')}{cells('—', 'Ovens', '')}{cells('Stone', '', 'Iron')}</table><img alt='Loaf'/>"
    at = act.rindex("</table>", 0, act.index('id="anx_II"')) + len("</table>")
    changed = tmp_path / "act.xhtml"
    changed.write_text(act[:at] + table + act[at:], "utf-8")
    found = read_file(changed)
    parts = [one for one in walk(found.provisions) if one.kind in (Kind.TABLE, Kind.ROW, Kind.CELL)]
    top = parts[0].id
    assert [one.id.removeprefix(top) for one in parts if one.kind is Kind.CELL] == [
        "/row_1/cel_1", "/row_1/cel_2", "/row_1/cel_3", "/row_2/cel_1", "/row_2/cel_2", "/row_3/cel_1", "/row_3/cel_3"
    ]  # fmt: skip
    assert "/anx_I/" in top
    assert certify(changed, found).problems == ()
    other = tuple(replace(item, text="Cake") if item.bucket == "image" else item for item in found.dropped)
    assert [one.kind for one in certify(changed, replace(found, dropped=other)).problems] == ["invented"]
