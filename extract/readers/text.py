"""Plain text taken from the Official Journal, and the pages of its PDF: lines to blocks.

Text as pypdf extracts it marks the end of a line that runs on with a space; a line without one ends its block. Page furniture is
recognised line by line wherever it falls (`furniture`), footnotes by their numbers in sequence (`footnotes`), and what is left is
joined to blocks across lines and pages.

Rules of joining: a line that runs on is joined with one space. Where the break fell inside a word the line ends in a hyphen: the
hyphen stays when the act writes the word with it elsewhere or knows both halves as words, and goes when it is mere hyphenation. A
break inside a web address is joined without a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.blocks import Block, Layout, Role
from extract.readers.footnotes import FoundMark, Note, find_marks, split_notes
from extract.readers.furniture import split_furniture
from extract.readers.lines import Line, lines_of
from extract.readers.marks import lift_marks
from extract.source import Source
from extract.traced import Traced, join
from kg.errors import UnsupportedDialect
from kg.model import Dropped

_ADDRESS_END = re.compile(r"https?://\S*[/.]$")
_STARRED = re.compile(r"\((?P<label>\*+\d*)\)\s")
_NOTE_LABEL = re.compile(r"\((?P<label>\d+|\*+\d*)\)\s+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ELI = re.compile(r"ELI: ?(https?://\S+?)/(?:oj|\d{4}-\d\d-\d\d)\b")
_RUNS_ON_SHARE = 0.25


def read(source: Source) -> Layout:
    """The text's lines as blocks. Raises UnsupportedDialect when line ends do not tell wraps from paragraph ends."""
    pages, base = [], 0
    for number, text in enumerate(source.text.split("\f"), 1):
        pages.append(lines_of(text, number if "\f" in source.text else None, base))
        base += len(text) + 1
    return layout_of(pages, source.name)


def layout_of(pages: list[tuple[Line, ...]], name: str) -> Layout:
    """Pages of lines as blocks, footnotes and dropped furniture."""
    _check_dialect(pages, name)
    body: list[Line] = []
    notes: list[Note] = []
    marks: list[FoundMark] = []
    furniture: list[tuple[str, Line]] = []
    for lines in pages:
        kept, dropped, behind = split_furniture(lines)
        kept, found = split_notes(kept, behind, len(notes) + 1)
        marks += find_marks(kept, tuple(note.label for note in found))
        body += kept
        notes += found
        furniture += dropped
    words = _vocabulary(pages)
    on_page: dict[int | None, list[FoundMark]] = {}
    for mark in marks:
        on_page.setdefault(mark.page, []).append(mark)
    blocks = [
        lift_marks(
            Block(body=_joined(group, words)), [mark for page in {line.page for line in group} for mark in on_page.get(page, ())], name
        )
        for group in _groups(body)
    ]
    noted = [_note_block(_joined(note.lines, words)) for note in notes]
    inline = [_note_block(block.body) if _STARRED.match(block.text) else block for block, _ in blocks]
    return Layout(
        blocks=tuple(inline + noted),
        dropped=tuple(_furniture(furniture, name)) + tuple(word for _, gone in blocks for word in gone),
        eli=_eli(furniture),
    )


def _check_dialect(pages: Iterable[tuple[Line, ...]], name: str) -> None:
    lines = [line for page in pages for line in page]
    if not lines:
        raise UnsupportedDialect("no text", where=name, hint="A scanned PDF needs text recognition first; try the act's XHTML.")
    if len(lines) > 20 and sum(line.runs_on for line in lines) < _RUNS_ON_SHARE * len(lines):
        hint = "Use the act's PDF or XHTML, or a text extracted from the PDF by pypdf."
        raise UnsupportedDialect("the text does not mark which lines run on", where=name, hint=hint)


def _vocabulary(pages: Iterable[tuple[Line, ...]]) -> frozenset[str]:
    """Every word that stands whole within a line."""
    return frozenset(word.lower() for page in pages for line in page for word in _WORD.findall(line.text.rstrip("- ")))


def _groups(lines: Iterable[Line]) -> Iterable[list[Line]]:
    """Lines that belong to one block; a starred note opens one of its own even behind a line that seems to run on."""
    group: list[Line] = []
    for line in lines:
        if group and (not group[-1].runs_on or _STARRED.match(line.text)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _joined(lines: Iterable[Line], words: frozenset[str]) -> Traced:
    parts: list[Traced] = []
    for line in lines:
        text = line.traced()
        if parts and parts[-1].text.endswith("-"):
            last = parts.pop()
            kept = last.cut(0, len(last.text) - 1) if _is_hyphenation(last.text, text.text, words) else last
            parts.append(join((kept, text), glue=""))
        elif parts and _ADDRESS_END.search(parts[-1].text) and not text.text[:1].isupper():
            parts.append(join((parts.pop(), text), glue=""))
        else:
            parts.append(text)
    return join(parts)


def _is_hyphenation(left: str, right: str, words: frozenset[str]) -> bool:
    """Whether the hyphen that ends `left` only breaks a word: the act has the joined word, and not the hyphenated one."""
    head, tail = _WORD.findall(left), _WORD.findall(right)
    if not head or not tail or not left[:-1].endswith(head[-1]) or not right.startswith(tail[0]):
        return False
    joined, hyphened = (head[-1] + tail[0]).lower(), f"{head[-1]}-{tail[0]}".lower()
    if hyphened in words or not tail[0][0].islower():
        return False
    return joined in words or not (head[-1].lower() in words and tail[0].lower() in words)


def _note_block(body: Traced) -> Block:
    label = _NOTE_LABEL.match(body.text)
    if label is None:
        return Block(body=body, role=Role.NOTE)
    return Block(body=body.cut(label.end()), role=Role.NOTE, label=body.cut(label.start("label"), label.end("label")))


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
