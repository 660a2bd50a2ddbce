"""Quoted amending text as the layout shows it: its blocks and the cells of its tables, as spans of the text of the provision that quotes.

The words stay in their host and have no ids of their own (decision 0010); the layout is kept, since only it can tell a heading from a
sentence, a cell from a line, and whether a paragraph stands in a point or behind the list.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedCell:
    """A cell of a table: the tables of a host, and the rows of each, count from 1; `column` is the one the cell begins in.

    The title of a table stands in row 0.
    """

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedBlock:
    """Characters `start` to `end` of a provision's text: one block of quoted text, or one paragraph of a cell.

    `label_end` is where the label that the layout set apart ends. `depth` is how deep the layout nested the block, and `heading` whether it
    shows it as one: None and false where the source shows nothing, as in a PDF.
    """

    start: int
    end: int
    label_end: int | None = None
    depth: int | None = None
    heading: bool = False
    cell: QuotedCell | None = None
