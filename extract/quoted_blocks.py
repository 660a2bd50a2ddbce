"""The blocks of quoted text: as the layout of the source showed them, and where it showed nothing, a paragraph for each line.

`extract.quotations` nests them. The quotation marks around the whole are left out, and depths count from the first block, as they do
in the act that the text comes into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from extract.blocks import Block, Cell, Role
from extract.traced import EMPTY, Traced, join
from kg.model import Span
from kg.quoted import QuotedBlock

_OPENS: Final = re.compile(r"\s*[‘“«\"]\s*")
_CLOSES: Final = re.compile(r"\s*[’”»\"]\s*[.;,]?\s*$")
_LABEL_ALONE: Final = re.compile(r"\(?(?:[0-9]{1,3}[a-z]{0,2}|[a-z]{1,2}|[ivxlc]{1,7})[.)]|[—–-]")


def unquoted(text: Traced, quoted: Span) -> Traced:
    """Quoted words of a text without the quotation marks around them."""
    return text.cut(*_between_marks(text.text, quoted))


def _between_marks(text: str, quoted: Span) -> tuple[int, int]:
    words = text[quoted.start : quoted.end]
    opening, closing = _OPENS.match(words), _CLOSES.search(words)
    start = opening.end() if opening else 0
    end = max(closing.start(), start) if closing else len(words)
    return quoted.start + start, quoted.start + end


def quoted_blocks(text: Traced, quoted: Span, layout: Sequence[QuotedBlock]) -> tuple[Block, ...]:
    """The blocks of quoted words of a text; `layout` is what is known of that text's blocks."""
    start, end = _between_marks(text.text, quoted)
    shown = (replace(one, start=max(one.start, start), end=min(one.end, end)) for one in layout)
    base = next((one.depth for one in layout if one.depth is not None and one.end > start), 0)
    blocks: list[Block] = []
    for table, found in groupby(_without_gaps(shown, text.text, start, end), key=lambda one: one.cell.table if one.cell else None):
        parts = tuple(found)
        blocks += (_block(text, one, base) for one in parts) if table is None else (_table(text, parts, base),)
    return tuple(_with_labels(block for block in blocks if block.text or block.rows))


def _without_gaps(shown: Iterable[QuotedBlock], text: str, start: int, end: int) -> Iterator[QuotedBlock]:
    """The blocks shown, and a block for each line of what stands in none of them: no word is left out."""
    at = start
    for one in shown:
        if one.start < one.end:
            yield from _lines(text, at, one.start)
            yield one
            at = one.end
    yield from _lines(text, at, end)


def _lines(text: str, start: int, end: int) -> Iterator[QuotedBlock]:
    for line in re.finditer(r"[^\s][^\n]*", text[start:end]):
        yield QuotedBlock(start=start + line.start(), end=start + line.end())


def _block(text: Traced, one: QuotedBlock, base: int) -> Block:
    """A block; a heading with its number in the same line is set flush at every level, so that its depth says nothing."""
    label_end = one.label_end if one.label_end is not None and one.start < one.label_end < one.end else None
    return Block(
        body=text.cut(one.start if label_end is None else label_end, one.end), label=text.cut(one.start, label_end) if label_end else None,
        role=Role.HEADING if one.heading else Role.TEXT, depth=None if one.heading and label_end is None else _from_base(one.depth, base),
    )  # fmt: skip


def _from_base(depth: int | None, base: int) -> int | None:
    return None if depth is None else max(0, depth - base)


def _table(text: Traced, parts: Sequence[QuotedBlock], base: int) -> Block:
    """The table of cells with one number."""
    title, rows = EMPTY, list[tuple[Cell, ...]]()
    for row, cells in groupby(parts, key=lambda one: one.cell.row if one.cell else 0):
        if row == 0:
            title = join(text.cut(one.start, one.end) for one in cells)
        else:
            rows.append(tuple(_cells(text, cells)))
    return Block(body=title, role=Role.TABLE, depth=_from_base(parts[0].depth, base), rows=tuple(rows))


def _cells(text: Traced, parts: Iterable[QuotedBlock]) -> Iterator[Cell]:
    for column, paragraphs in groupby(parts, key=lambda one: one.cell.column if one.cell else 0):
        yield Cell(column=column, parts=tuple(Block(body=text.cut(one.start, one.end)) for one in paragraphs))


def _with_labels(blocks: Iterable[Block]) -> Iterator[Block]:
    """A label that stands in a block of its own is put before the next."""
    waiting: Block | None = None
    for block in blocks:
        if waiting is None and block.label is None and block.role is not Role.TABLE and _LABEL_ALONE.fullmatch(block.text):
            waiting = block
            continue
        if waiting is not None and (block.label is not None or block.role is Role.TABLE):
            yield waiting
        elif waiting is not None:
            block = replace(block, label=waiting.body)
        waiting = None
        yield block
    if waiting is not None:
        yield waiting
