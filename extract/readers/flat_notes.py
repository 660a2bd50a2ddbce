"""Footnotes of a flat page: paragraphs "(1) …" behind the signatures, or at the end of an annex, and the marks "(1)" that call them.

Marks stand in the order of their notes. A number in brackets is none where it belongs to a reference ("Article 6 (1)",
"Articles 1 (2) and (3)", "paragraph (1)"). Old acts number the notes of each page from 1, so that numbers come again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.blocks import Block, Role
from extract.languages import Drafting
from extract.readers.footnotes import FoundMark
from extract.readers.marks import lift_marks
from extract.traced import Traced, join
from kg.model import Dropped

_NOTE: Final = re.compile(r"\((?P<label>\d{1,3}|\*+)\)\s+(?=\S)")
_REFERENCE_BEFORE: Final = re.compile(r"(?P<word>[^\W\d_]+)\.?\s\d{1,3}[a-z]?\s?$|\(\w{1,4}\),?\s?$")
_FEW: Final = 3
"""Runs of footnotes that are looked at, from the end of an annex."""
_MOST: Final = 3000
"""Footnotes of one unit; a file with more of them is no act, and its marks are not looked for."""
_NUMBER_WORDS: Final = frozenset({"no", "nr", "n"})
"""After these stands the number of an act ("Regulation No 17"), not of a part of one."""


def set_notes_apart(blocks: Sequence[Block], drafting: Drafting, source: str) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """The blocks with footnotes as notes and their marks lifted, and the words of the marks."""
    out: list[Block] = []
    dropped: list[Dropped] = []
    for unit in _units(blocks, drafting):
        begin = _notes_begin(unit, drafting)
        notes = _notes_of(unit[begin:])
        marks = _marks_of(unit[:begin], [note.label.text for note in notes if note.label], drafting)
        for block in unit[:begin]:
            lifted, gone = lift_marks(block, marks, source)
            out.append(lifted)
            dropped += gone
        out += notes
    return tuple(out), tuple(dropped)


def _units(blocks: Sequence[Block], drafting: Drafting) -> list[list[Block]]:
    """The act up to its first annex, then each annex."""
    units: list[list[Block]] = [[]]
    for block in blocks:
        if drafting.annex.match(block.text) and len(units[0]) > 1:
            units.append([])
        units[-1].append(block)
    return units


def _notes_begin(unit: Sequence[Block], drafting: Drafting) -> int:
    """Where the footnotes of a unit begin: behind the final formula, or in an annex with the last run of paragraphs from "(1)" on, if
    each of them has its mark."""
    signed = next((index for index, block in enumerate(unit) if drafting.done.search(block.text)), None)
    firsts = [index for index, block in enumerate(unit) if (match := _NOTE.match(block.text)) and match["label"] == "1"]
    if signed is not None:
        return next((index for index in firsts if index > signed), len(unit))
    for index in reversed(firsts[-_FEW:]):
        labels = [note.label.text for note in _notes_of(unit[index:]) if note.label]
        if len(_marks_of(unit[:index], labels, drafting)) == len(labels):
            return index
    return len(unit)


def _notes_of(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs as notes; one without a number goes on with the note before it."""
    notes: list[Block] = []
    for block in blocks:
        match = _NOTE.match(block.text)
        if match:
            label = block.body.cut(match.start("label"), match.end("label"))
            notes.append(replace(block, body=block.body.cut(match.end()), label=label, role=Role.NOTE))
        elif notes:
            notes[-1] = replace(notes[-1], body=join((notes[-1].body, block.body), glue="\n"))
    return notes


def _marks_of(blocks: Sequence[Block], labels: Sequence[str], drafting: Drafting) -> list[FoundMark]:
    """The mark of each note, each behind the one before; the search for a mark that is not there goes no further than it began."""
    words = drafting.punctuation
    pointing = re.compile(rf"\b(?:{words.pointing}|{words.linking})\s?$", re.IGNORECASE)
    found: list[FoundMark] = []
    at, index = 0, 0
    for label in labels if len(labels) <= _MOST else ():
        spot = _next_mark(blocks, label, (index, at), pointing)
        if spot is not None:
            index, mark, at = spot
            found.append(mark)
    return found


def _next_mark(blocks: Sequence[Block], label: str, start: tuple[int, int], pointing: re.Pattern[str]) -> tuple[int, FoundMark, int] | None:
    """The first mark of a note from a block and a character of it on: the block, the mark, and where it ends."""
    index, at = start
    shape = re.compile(rf"(?<=\S)\s?\({re.escape(label)}\)")
    for number in range(index, len(blocks)):
        text = blocks[number].text
        for match in shape.finditer(text, at if number == index else 0):
            begin = _source_of(blocks[number].body, match.start())
            end = _source_of(blocks[number].body, match.end() - 1)
            before = _before(text, match)
            if begin is not None and end is not None and not _in_reference(before) and not pointing.search(before):
                return number, FoundMark(label=label, start=begin, end=end + 1, page=None), match.end()
    return None


def _in_reference(before: str) -> bool:
    """Whether a number in brackets behind these words belongs to a reference."""
    match = _REFERENCE_BEFORE.search(before)
    return match is not None and (match["word"] or "").lower() not in _NUMBER_WORDS


def _before(text: str, match: re.Match[str]) -> str:
    """What stands before a bracket, with the space that may part them."""
    return text[: match.end() - len(match[0].lstrip())]


def _source_of(body: Traced, at: int) -> int | None:
    """Where in the source a character of a text stands."""
    return next((piece.start + at - piece.at for piece in body.pieces if piece.at <= at < piece.at + piece.length), None)
