"""Tables of the Official Journal's markup: which hold data, and the rows and cells of those that do.

The markup lays lists out as tables too: a label in one cell, its words in the next. A table holds data when it says so (class `oj-table`
or `table`, header cells, lines), or when it has several rows, and most of them two cells or more with other words than a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.blocks import Block, Cell, Role
from extract.languages import LATIN
from extract.readers.markup import Closed, Event, Opened, Words
from extract.traced import EMPTY, Traced

LABEL: Final = re.compile(
    rf"[‘“„»«]?\(?(?:[0-9]{{1,3}}[a-z]{{0,2}}|[a-z]{{1,2}}|[ivxl]{{1,7}})(?: (?:{LATIN}))?\)"
    rf"|(?:\d{{1,3}}[a-z]?(?: (?:{LATIN}))?|[a-z])\.|\d{{1,2}}(?:\.\d{{1,2}})+\.?|[—–-]"
)
"""What a cell holds that carries nothing but a label."""
_SHORT: Final = re.compile(rf"\W*\w{{1,8}}(?: (?:{LATIN}))?\W*|\W+")
"""What may be a label of any kind: a word of a few letters."""
_DATA: Final = frozenset({"oj-table", "table"})
_CELLS: Final = frozenset({"td", "th"})
_LONGEST_LABEL: Final = 100


# ── which tables hold data ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Seen:
    """A table while the events go by: where it begins, whether it says that it holds data, and the words its rows' cells begin with."""

    start: int
    says_so: bool
    rows: list[list[str]] = field(default_factory=list)

    @property
    def is_data(self) -> bool:
        """Whether it holds data."""
        worded = [sum(bool(words.strip()) and _SHORT.fullmatch(words.strip()) is None for words in row) for row in self.rows]
        return self.says_so or (len(worded) > 1 and sum(count > 1 for count in worded) * 2 > len(worded))


def data_tables(events: Iterable[Event]) -> frozenset[int]:
    """Where the tables that hold data begin."""
    open_tables: list[_Seen] = []
    closed: list[_Seen] = []
    for event in events:
        if isinstance(event, Opened) and event.tag == "table":
            open_tables.append(_Seen(event.start, event.bordered or bool(_DATA & set(event.css.split()))))
        elif open_tables and isinstance(event, Closed) and event.tag == "table":
            closed.append(open_tables.pop())
        elif open_tables:
            _see(open_tables, event)
    return frozenset(seen.start for seen in (*closed, *open_tables) if seen.is_data)


def _see(open_tables: Sequence[_Seen], event: Event) -> None:
    """A row or cell of the innermost table, or words, which belong to the cells around that table too."""
    inner = open_tables[-1]
    if isinstance(event, Words):
        for seen in open_tables:
            if seen.rows and seen.rows[-1] and len(seen.rows[-1][-1]) < _LONGEST_LABEL:
                seen.rows[-1][-1] += event.text
    elif isinstance(event, Opened) and event.tag == "tr":
        inner.rows.append([])
    elif isinstance(event, Opened) and event.tag in _CELLS and inner.rows:
        inner.rows[-1].append("")
        inner.says_so = inner.says_so or event.tag == "th"


# ── rows and cells ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Grid:
    """A table that is being read, from the character where it begins: its rows, each cell with the column it begins in.

    `outside` are the labels that wait around the table; `notes` are footnotes that stand in it.
    """

    start: int
    outside: list[Traced | None]
    rows: list[list[tuple[int, list[Block]]]] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    _starts: set[int] = field(default_factory=set)
    _inside: int = 0
    _column: int = 1
    _taken: frozenset[int] = frozenset()
    _reaching: dict[int, int] = field(default_factory=dict)

    def opens(self, event: Opened) -> bool:
        """Take an element that begins: whether it is a row or cell of this table, and not of one inside a cell of it."""
        if event.tag == "table":
            self._inside += 1
        if self._inside or event.tag not in ("tr", *_CELLS):
            return False
        if event.tag == "tr":
            self._starts.add(event.start)
            self._open_row()
        else:
            self._open_cell(event.columns, event.rows)
        return True

    def closes(self, element: Opened) -> bool:
        """Take an element that ends: whether it is the table itself."""
        if element.tag == "table" and element.start != self.start:
            self._inside -= 1
        return element.start == self.start

    def has(self, element: Opened) -> bool:
        """Whether a row is one of this table's."""
        return element.start in self._starts

    def add(self, block: Block) -> None:
        """Words of the cell that is open; words outside any cell are one."""
        if block.role is Role.NOTE:
            self.notes.append(block)
            return
        if not self.rows:
            self._open_row()
        if not self.rows[-1]:
            self._open_cell(1, 1)
        self.rows[-1][-1][1].append(block)

    def _open_row(self) -> None:
        """Cells of rows above may reach down into this one."""
        self.rows.append([])
        self._column = 1
        self._taken = frozenset(self._reaching)
        self._reaching = {column: left - 1 for column, left in self._reaching.items() if left > 1}

    def _open_cell(self, columns: int, rows: int) -> None:
        if not self.rows:
            self._open_row()
        while self._column in self._taken:
            self._column += 1
        self.rows[-1].append((self._column, []))
        if rows > 1:
            self._reaching |= dict.fromkeys(range(self._column, self._column + columns), rows - 1)
        self._column += columns


def table_block(grid: Grid, depth: int) -> tuple[Block, ...]:
    """The table as a block; none where no cell has words. Cells and rows without words are left out."""
    rows = (tuple(Cell(column=column, parts=tuple(parts)) for column, parts in row if parts) for row in grid.rows)
    worded = tuple(row for row in rows if row)
    return (Block(body=EMPTY, role=Role.TABLE, depth=depth, rows=worded),) if worded else ()
