"""Plain text and pages: lines joined to blocks across wraps, hyphens and pages."""

from __future__ import annotations

import pytest

from extract.blocks import Role
from extract.readers import pdf, text
from extract.source import Format, Source
from kg.errors import UnsupportedDialect


def read(*pages: str) -> list[str]:
    layout = pdf.read(Source(name="act.pdf", format=Format.PDF, sha256="", pages=pages))
    return [block.text for block in layout.blocks if block.role is Role.TEXT]


@pytest.mark.parametrize(
    ("raw", "blocks"),
    [
        ("one \ntwo\nthree", ["one two", "three"]),
        ("a ready-\nmade loaf", ["a ready-made loaf"]),
        ("bakery. The bak-\nery is open", ["bakery. The bakery is open"]),
        ("state-of-the-\nart ovens", ["state-of-the-art ovens"]),
        ("see http://bread.example/ \nloaf now", ["see http://bread.example/loaf now"]),
        ("see http://bread.example/ \nLoaves", ["see http://bread.example/ Loaves"]),
    ],
)
def test_lines_are_joined_by_how_they_end(raw: str, blocks: list[str]) -> None:
    known = "\nready and made, art and state of the "
    assert read(raw + known)[: len(blocks)] == blocks


def test_a_sentence_goes_on_over_a_page_and_its_furniture() -> None:
    blocks = read("One goes \nELI: http://data.europa.eu/eli/reg/2099/1/oj 1/2", "EN OJ L, 5.1.2099\non here.\n2/2")
    assert blocks == ["One goes on here."]


def test_blocks_know_their_pages() -> None:
    layout = pdf.read(Source(name="act.pdf", format=Format.PDF, sha256="", pages=("one \n1/2", "two\n2/2")))
    (block,) = layout.blocks
    place = block.body.place("act.pdf")
    assert (place.page, place.end_page) == (1, 2)


def test_notes_come_last_with_their_labels() -> None:
    layout = pdf.read(Source(name="act.pdf", format=Format.PDF, sha256="", pages=("Bread (1) is good.\n1/1\n(1) A note \nof words.",)))
    bread, note = layout.blocks
    assert (bread.text, [mark.label for mark in bread.marks]) == ("Bread is good.", ["1"])
    assert (note.role, note.label.text if note.label else "", note.text) == (Role.NOTE, "1", "A note of words.")


def test_a_starred_note_is_a_block_of_its_own() -> None:
    layout = pdf.read(Source(name="act.pdf", format=Format.PDF, sha256="", pages=("Bread (*) is \n(*) A note.\nmore",)))
    assert [(block.role, block.text) for block in layout.blocks] == [(Role.TEXT, "Bread is"), (Role.NOTE, "A note."), (Role.TEXT, "more")]


def test_text_counts_over_form_feeds() -> None:
    raw = "one \n1/2\ftwo\n2/2"
    layout = text.read(Source(name="act.txt", format=Format.TEXT, sha256="", pages=(raw,)))
    (block,) = layout.blocks
    assert [raw[piece.start : piece.start + piece.length] for piece in block.body.pieces] == ["one", "two"]


@pytest.mark.parametrize("raw", ["", " \n\f\n"])
def test_text_without_words_is_refused(raw: str) -> None:
    with pytest.raises(UnsupportedDialect):
        text.read(Source(name="act.txt", format=Format.TEXT, sha256="", pages=(raw,)))
