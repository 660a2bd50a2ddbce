"""Plain text taken from the Official Journal, and the pages of its PDF: lines to blocks.

Page furniture is recognised line by line wherever it falls (`furniture`), footnotes by their numbers in sequence (`footnotes`), and what
is left is cut into blocks by what the text shows of its paragraphs (`reflow`) and joined across lines and pages (`joins`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract.blocks import Block, Layout, Role
from extract.languages import LANGUAGES, detect
from extract.readers.columns import refuse_mixed_columns
from extract.readers.footnotes import FoundMark, Note, find_marks, split_notes
from extract.readers.furniture import split_furniture
from extract.readers.joins import Vocabulary, joined, vocabulary_of
from extract.readers.lines import Line
from extract.readers.marks import lift_marks
from extract.readers.pages import pages_of
from extract.readers.reflow import blocks_of
from extract.readers.unpublished import refuse_unpublished
from extract.source import Source
from extract.traced import EMPTY, Traced
from kg.errors import UnsupportedDialect
from kg.model import Dropped

MAX_LINES: Final = 300_000
_STARRED: Final = re.compile(r"\((?P<label>\*+\d*)\)\s")
_NOTE_LABEL: Final = re.compile(r"\((?P<label>\d+|\*+\d*)\)(?:\s+|$)")
_ELI: Final = re.compile(r"ELI: ?(https?://\S+?)/(?:oj|\d{4}-\d\d-\d\d)\b")
_RUBRIC: Final = re.compile(r"[IVX]{1,4}\*?|\([^()]{3,80}\)|(?=.*[^\W\d_])[^\Wa-zß-öø-ÿ\d_]+(?:[ ,'’-][^\Wa-zß-öø-ÿ\d_]+){0,4}")
_ACT_NUMBER: Final = re.compile(r"\d{1,4}/\d{1,4}")
_ENOUGH: Final = 400
"""Lines from which the language is told."""
_HEAD: Final = 12
"""Lines among which the act's title begins."""


def read(source: Source) -> Layout:
    """The text's lines as blocks. Raises UnsupportedDialect as `layout_of` does."""
    refuse_endless(source)
    return layout_of(pages_of(source.text), source.name)


def refuse_endless(source: Source) -> None:
    """Raise UnsupportedDialect for more lines than any act has: the longest, with all its tables, has a third of them."""
    count = sum(page.count("\n") for page in source.pages)
    if count > MAX_LINES:
        raise UnsupportedDialect(f"the text has {count} lines, over the limit of {MAX_LINES}", where=source.name, hint="Is it an act?")


def layout_of(pages: Sequence[tuple[Line, ...]], name: str) -> Layout:
    """Pages of lines as blocks, footnotes and dropped furniture.

    Raises UnsupportedDialect for pages without text, and for a text that is no act as published.
    """
    lines = [line for page in pages for line in page]
    if not lines:
        raise UnsupportedDialect("no text", where=name, hint="A scanned PDF needs text recognition first; try the act's XHTML.")
    refuse_unpublished(lines, name)
    language = detect(" ".join(line.text for line in lines[:_ENOUGH]), name)
    found = _Found()
    for page in pages:
        found.take(page)
    found.part_rubric()
    refuse_mixed_columns(found.body, LANGUAGES[language], name)
    known = vocabulary_of(lines)
    lifted = [
        lift_marks(Block(body=joined(group, known)), found.marks_on(group), name) for group in blocks_of(found.body, LANGUAGES[language])
    ]
    noted = [_note_block(note, str(number), known) for number, note in enumerate(found.notes, 1)]
    inline = [_note_of(block.body) if _STARRED.match(block.text) else block for block, _ in lifted]
    return Layout(
        blocks=tuple(inline + noted),
        dropped=tuple(_furniture(found.furniture, name)) + tuple(word for _, gone in lifted for word in gone),
        language=language,
        eli=_eli(found.furniture),
    )


@dataclass(slots=True)
class _Found:
    """What the pages gone by held; lives only inside `layout_of`."""

    body: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    marks: dict[int | None, list[FoundMark]] = field(default_factory=dict)
    furniture: list[tuple[str, Line]] = field(default_factory=list)

    def take(self, page: tuple[Line, ...]) -> None:
        """The lines of the next page."""
        kept, dropped, behind = split_furniture(page)
        due = int(self.notes[-1].label) + 1 if self.notes else 1
        kept, notes = split_notes(kept, behind, due)
        before = len(self.notes) + 1 - (int(notes[0].label) if notes else 0)
        for mark in find_marks(kept, tuple(note.label for note in notes)):
            self.marks.setdefault(mark.page, []).append(replace(mark, label=str(int(mark.label) + before)))
        self.body += [replace(kept[0], blank=None), *kept[1:]] if kept else []
        self.notes += notes
        self.furniture += dropped

    def part_rubric(self) -> None:
        """Lines above the title that say in which part of the journal the act stands ("I", "(Legislative acts)", "REGULATIONS")."""
        head = self.body[:_HEAD]
        title = next((at for at, line in enumerate(head) if _ACT_NUMBER.search(line.text[:400])), 0)
        if title and all(_RUBRIC.fullmatch(line.bare[:100]) for line in head[:title]):
            self.furniture += [("part of the journal", line) for line in head[:title]]
            del self.body[:title]

    def marks_on(self, lines: Iterable[Line]) -> list[FoundMark]:
        """The footnote marks that stand on some lines, by their numbers through the act."""
        found = []
        for line in lines:
            marks = self.marks.get(line.page, [])
            low = bisect_left(marks, line.start, key=_start)
            found += marks[low : bisect_left(marks, line.start + len(line.text), low, key=_start)]
        return found


def _start(mark: FoundMark) -> int:
    return mark.start


def _note_block(note: Note, number: str, known: Vocabulary) -> Block:
    """A footnote by its number through the act; its printed label is kept for the words dropped."""
    block = _note_of(joined(([note.apart] if note.apart else []) + list(note.lines), known))
    return replace(block, number=number)


def _note_of(body: Traced) -> Block:
    label = _NOTE_LABEL.match(body.text)
    if label is None:
        return Block(body=body, role=Role.NOTE)
    own = body.cut(label.start("label"), label.end("label"))
    return Block(body=body.cut(label.end()) if label.end() < len(body.text) else EMPTY, role=Role.NOTE, label=own)


def _furniture(found: Iterable[tuple[str, Line]], name: str) -> Iterable[Dropped]:
    for kind, line in found:
        traced = line.traced()
        yield Dropped(bucket=f"furniture: {kind}", text=traced.text, place=traced.place(name))


def _eli(furniture: Iterable[tuple[str, Line]]) -> str:
    """The act's own ELI, as the address line of its first page gives it."""
    for _, line in furniture:
        match = _ELI.search(line.text)
        if match:
            return match[1].partition("/eli/")[2]
    return ""
