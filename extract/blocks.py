"""Blocks: layout text before structure is known. Every reader gives the same values; one nesting routine reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from extract.traced import Traced, join
from kg.model import Dropped


class Role(StrEnum):
    """What the layout itself says a block is; `TEXT` where it says nothing."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    NOTE = "note"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A footnote mark that stood at `at` of a block's text: the note's label ("12", "*")."""

    at: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One unit of layout text.

    `label` is a label the layout set apart ("(a)" in a cell of its own); `depth` how deep the layout nested it, None where the
    layout does not show it; a footnote's `label` is its mark. A block of role `TABLE` holds its words in `rows`, and its title as body.
    `quoted` says that the source marks the block as text it quotes, which has no units of the act's own.
    A footnote's `number` is its number through the act, where print begins to count anew on each page.
    """

    body: Traced
    role: Role = Role.TEXT
    label: Traced | None = None
    depth: int | None = None
    marks: tuple[Mark, ...] = ()
    number: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    quoted: bool = False

    @property
    def text(self) -> str:
        return self.body.text

    def paragraphs(self) -> Iterator[Block]:
        """The block itself, or the paragraphs in the cells of a table."""
        if self.role is not Role.TABLE:
            yield self
            return
        for row in self.rows:
            for cell in row:
                yield from cell.parts


def whole_of(block: Block) -> Block:
    """The block with the label that the layout set apart put before its words."""
    if block.label is None:
        return block
    marks = tuple(Mark(at=mark.at + len(block.label.text) + 1, label=mark.label) for mark in block.marks)
    return replace(block, body=join((block.label, block.body)), label=None, marks=marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: the column it begins in (counted from 1, spanned columns included) and its paragraphs."""

    column: int
    parts: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A source as its blocks in reading order (footnotes where the source has them, or at the end), and the words taken out, by bucket.

    What a source says of itself: its `language` (empty where it says nothing: then it is detected from the words), the act's `eli` and
    `celex`, its `version`, `oj` or the date of a consolidation, and the `journal` it was published in. `dialect` names the layout.
    """

    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    language: str = ""
    eli: str = ""
    celex: str = ""
    version: str = "oj"
    dialect: str = ""
    journal: str = ""
