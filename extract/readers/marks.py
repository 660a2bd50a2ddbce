"""Footnote marks: lifted out of a block's text, their position kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, Protocol

from extract.blocks import Block, Mark
from extract.traced import Traced, join
from kg.errors import MalformedSource
from kg.model import Dropped

MOST_MARKS: Final = 1000
"""Marks in one paragraph; official acts stay below 30."""
_STAR = re.compile(r"\s?\((\*+\d*)\)")


class MarkPlace(Protocol):
    """Anything that says where in the source a mark stands."""

    @property
    def label(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def page(self) -> int | None: ...


def lift_marks(block: Block, marks: Iterable[MarkPlace], source: str) -> tuple[Block, tuple[Dropped, ...]]:
    """The block without the marks that stand in it, and the words taken out. Starred marks are found by their shape."""
    spots = [(at, end, mark.label) for mark in marks for at, end in _within(block.body, mark)]
    spots += [(star.start(), star.end(), star[1]) for star in _STAR.finditer(block.text) if star.start() > 0]
    if not spots:
        return block, ()
    if len(spots) > MOST_MARKS:
        said = f"a paragraph with {len(spots)} footnote marks: {block.text[:40]!r}"
        raise MalformedSource(said, where=source, hint="Official acts have no such paragraph; download it again.")
    body, found, gone = _without(block.body, sorted(set(spots)), source)
    return replace(block, body=body, marks=(*block.marks, *found)), tuple(gone)


def _within(body: Traced, mark: MarkPlace) -> Iterable[tuple[int, int]]:
    """Where in the text a mark of the source stands: nothing when it stands elsewhere."""
    first, last = _position(body, mark.start, mark.page), _position(body, mark.end - 1, mark.page)
    if first is not None and last is not None:
        yield first, last + 1


def _position(body: Traced, offset: int, page: int | None) -> int | None:
    """The character of the text that was copied from `offset` of the source's page."""
    for piece in body.pieces:
        if piece.page == page and piece.start <= offset < piece.start + piece.length:
            return piece.at + offset - piece.start
    return None


def _without(body: Traced, spots: list[tuple[int, int, str]], source: str) -> tuple[Traced, list[Mark], list[Dropped]]:
    marks, gone, rest, shift = [], [], body, 0
    for start, end, label in spots:
        begin = start + shift
        word = rest.cut(begin, end + shift)
        gone.append(Dropped(bucket="footnote marks", text=word.text, place=word.place(source)))
        before, after = rest.cut(0, begin), rest.cut(end + shift)
        glue = " " if rest.text[end + shift : end + shift + 1] == " " else ""
        shift += len(join((before, after), glue).text) - len(rest.text)
        rest = join((before, after), glue)
        marks.append(Mark(at=len(before.text), label=label))
    return rest, marks, gone
