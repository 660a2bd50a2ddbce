"""Tables of Formex: CORPUS holds rows, BLK groups of rows under a title of their own, and `COL` says in which column a cell begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from extract.blocks import Block, Cell, Role
from extract.readers.xml_elements import Element

_MOST_COLUMNS: Final = 1000

Row = tuple[Cell, ...]
ReadCell = Callable[[Element], list[Block]]
"""Gives the blocks of a cell."""


def table_rows(corpus: Element, read_cell: ReadCell) -> tuple[tuple[Row, ...], list[Block]]:
    """The rows of a table that hold words, in order, and the footnotes called in them."""
    rows: list[Row] = []
    notes: list[Block] = []
    for row in _rows_of(corpus):
        cells = []
        for column, cell in _cells_of(row):
            parts, called = _parts_of(read_cell(cell))
            notes += called
            if parts:
                cells.append(Cell(column=column, parts=parts))
        if cells:
            rows.append(tuple(cells))
    return tuple(rows), notes


def _rows_of(element: Element) -> Iterator[Element]:
    """Rows, and the titles of groups of rows, in order."""
    for inner in element.elements():
        if inner.tag == "BLK":
            yield from _rows_of(inner)
        else:
            yield inner


def _cells_of(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row with the column each begins in: as it says, else behind the one before it."""
    if row.tag != "ROW":
        yield 1, row
        return
    column = 1
    for cell in row.elements():
        said = cell.attributes.get("COL", "")[:9]
        column = min(int(said), _MOST_COLUMNS) if said.isdecimal() and int(said) > 0 else column
        yield column, cell
        span = cell.attributes.get("COLSPAN", "")[:9]
        column += min(int(span), _MOST_COLUMNS) if span.isdecimal() else 1


def _parts_of(blocks: list[Block]) -> tuple[tuple[Block, ...], list[Block]]:
    """The paragraphs of a cell and the footnotes called in it; a table within a cell gives its words as paragraphs."""
    notes = [block for block in blocks if block.role is Role.NOTE]
    return tuple(part for block in blocks if block.role is not Role.NOTE for part in block.paragraphs()), notes
