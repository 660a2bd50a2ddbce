"""Official Journal markup: blocks with the labels, depths and roles that the layout shows."""

from __future__ import annotations

import pytest

from extract.blocks import Block, Mark, Role
from extract.readers import oj_html
from extract.source import Format, Source
from kg.errors import UnsupportedDialect
from kg.model import Dropped


def read(body: str) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    raw = f'<html><body><div class="eli-container">{body}</div></body></html>'
    layout = oj_html.read(Source(name="act.xhtml", format=Format.XHTML, sha256="", pages=(raw,)))
    for block in layout.blocks:
        for piece in block.body.pieces:
            assert raw[piece.start : piece.start + piece.length].split() == block.text[piece.at : piece.at + piece.length].split()
    return layout.blocks, layout.dropped


def row(label: str, words: str) -> str:
    return f"<table><tbody><tr><td><p>{label}</p></td><td>{words}</td></tr></tbody></table>"


def test_a_cell_with_a_label_labels_the_block_beside_it() -> None:
    ((block,), _) = read(row("(a)", "<p>round loaves;</p>"))
    assert block.label is not None
    assert (block.label.text, block.text, block.depth) == ("(a)", "round loaves;", 1)


def test_tables_in_tables_are_deeper() -> None:
    blocks, _ = read(row("(a)", f"<p>loaves:</p>{row('(i)', '<p>round;</p>')}") + row("(b)", "<p>cakes.</p>"))
    assert [(block.label.text if block.label else "", block.depth) for block in blocks] == [("(a)", 1), ("(i)", 2), ("(b)", 1)]


def test_words_on_both_sides_are_no_label() -> None:
    blocks, _ = read("<table><tr><td><p>rye</p></td><td><p>wheat</p></td></tr></table>")
    assert [(block.label, block.text) for block in blocks] == [(None, "rye"), (None, "wheat")]


def test_a_label_beside_nothing_is_a_block() -> None:
    blocks, _ = read(row("(a)", "") + "<p>more</p>")
    assert [block.text for block in blocks] == ["(a)", "more"]


def test_roles_by_the_classes_of_the_layout() -> None:
    blocks, _ = read(
        '<div class="eli-main-title"><p class="oj-doc-ti">REGULATION</p></div><p class="oj-ti-art">Article 1</p>'
        '<div class="eli-title"><p class="oj-sti-art">Bread</p></div><p class="oj-normal">Words.</p>'
        '<p class="oj-note"><a id="ntr1">(<span>1</span>)</a> A note.</p>'
    )
    assert [block.role for block in blocks] == [Role.TITLE, Role.HEADING, Role.HEADING, Role.TEXT, Role.NOTE]
    assert blocks[-1].label is not None
    assert (blocks[-1].label.text, blocks[-1].text) == ("1", "A note.")


def test_inline_elements_and_character_references_break_no_word() -> None:
    ((block,), _) = read("<p>CO<sub>2</sub> of R&amp;D<br/>in bak<em>er</em>ies</p>")
    assert block.text == "CO2 of R&D in bakeries"


def test_a_footnote_mark_is_lifted() -> None:
    ((block,), dropped) = read('<p>Bread <a id="ntc1-E">(<span>1</span>)</a>, cake</p>')
    assert (block.text, block.marks) == ("Bread, cake", (Mark(at=5, label="1"),))
    assert [(item.bucket, item.text) for item in dropped] == [("footnote marks", "(1)")]


def test_what_stands_outside_the_act_is_dropped_by_kind() -> None:
    raw = (
        '<html><head><title>T.xml</title></head><body><p class="oj-hd-lg">EN</p><div class="eli-container"><p>Words.</p></div>'
        '<p class="oj-normal">ELI: http://data.europa.eu/eli/reg/2099/1/oj</p></body></html>'
    )
    layout = oj_html.read(Source(name="act.xhtml", format=Format.XHTML, sha256="", pages=(raw,)))
    assert [block.text for block in layout.blocks] == ["Words."]
    assert [item.bucket for item in layout.dropped] == ["furniture: page title", "furniture: masthead", "furniture: imprint"]
    assert layout.eli == "reg/2099/1"


def test_other_html_is_refused() -> None:
    with pytest.raises(UnsupportedDialect) as raised:
        oj_html.read(Source(name="x.html", format=Format.HTML, sha256="", pages=("<html><body><p>Words</p></body></html>",)))
    assert raised.value.where == "x.html"


def test_a_label_before_a_footnote_is_a_block() -> None:
    blocks, _ = read(row("(a)", '<p class="oj-note">(1) See the almanac.</p>'))
    assert [(block.role, block.label.text if block.label else "", block.text) for block in blocks] == [
        (Role.TEXT, "", "(a)"), (Role.NOTE, "1", "See the almanac."),
    ]  # fmt: skip
