"""The text of a Formex part as blocks: what touches in a line is one block, and what the source labels keeps its label apart.

Element names and their content are those of the Formex 4 schema of the Publications Office. NP and PARAG set a label beside words
(NO.P, NO.PARAG); how many NP stand around a block is its depth, as rows of layout tables are in OJ markup, and a paragraph has none.
Elements that are not known part the words before them from those in them, so no new element can glue two words together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

from extract.blocks import Block, Mark, Role
from extract.inner import whole_of
from extract.readers.formex_notes import NoteNumbers, is_call
from extract.readers.formex_print import Chunk, in_capitals, in_groups, is_capitals, is_number
from extract.readers.formex_quotes import quote_of
from extract.readers.formex_tables import table_rows
from extract.readers.xml_elements import Element, Words
from extract.traced import EMPTY, Traced, join, weave
from kg.model import Dropped

_INLINE: Final = frozenset({
    "ANCHOR", "DATE", "EXPONENT", "FMT.VALUE", "FT", "HT", "IE", "INCL.ELEMENT", "IND", "KEYWORD", "LINK", "REF.CONSLEG", "REF.DOC",
    "REF.DOC.ECR", "REF.DOC.OJ", "REF.DOC.SE",
})  # fmt: skip
"""Elements that stand inside a line of text."""
_BIBLIOGRAPHY: Final = frozenset({"DOC", "FAM.COMP", "FAM.COMP.CL", "INFO.CONSLEG", "INFO.PROD", "PUBLICATION"})
"""Elements about the text, besides those whose names begin with `BIB.`."""
_PARTS: Final = frozenset({"ACT", "ANNEX", "CONS.ANNEX"})
_HEADINGS: Final = frozenset({"TI.ART", "STI.ART", "TITLE"})
_OF_ACT: Final = frozenset({"ACT", "CONS.DOC"})
_LABELS: Final = frozenset({"NO.P", "NO.PARAG", "NO.CAT", "NO.DLIST"})
_DASH: Final = "—"
"""The dash that the layout puts before the items of a list of type DASH; the source has none."""
_CLOSERS: Final = tuple(",.;:)")
_WORDLESS: Final = frozenset(",.;:)’”»“\"'")


@dataclass(slots=True)
class Flow:
    """What is open while elements are taken; lives only while one part, or one cell of it, is read."""

    source: str
    page: int | None
    member: str | None
    language: str
    notes: NoteNumbers
    depth: int = 0
    role: Role = Role.TEXT
    label: Traced | None = None
    chunks: list[Chunk] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)
    waiting: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    quotes: int = 0
    capitals: bool = False
    quoted: bool = False
    numbered: bool = False

    def take(self, element: Element, parent: str = "") -> None:
        """Read one element where it stands."""
        tag = element.tag
        if tag in _INLINE:
            self._content(element)
        elif tag in _SPECIAL:
            _SPECIAL[tag](self, element)
        elif tag in _BIBLIOGRAPHY or tag.startswith("BIB."):
            self._drop("bibliographic data", element)
        elif tag in _LABELS:
            self._take_label(element)
        else:
            self._block(element, parent)

    def part(self) -> Flow:
        """A flow of its own for what stands inside a block: a cell, a note."""
        return replace(self, capitals=False, quoted=False, numbered=False, role=Role.TEXT, label=None, depth=0, chunks=[], calls=[], waiting=[], blocks=[], dropped=[])

    def _content(self, element: Element) -> None:
        before, self.capitals = self.capitals, self.capitals or is_capitals(element)
        for inner in element.content:
            if not isinstance(inner, Words):
                self.take(inner, element.tag)
            elif is_number(element):
                self.chunks += in_groups(inner.text, inner.start)
            elif self.capitals:
                self.chunks += in_capitals(inner.text, inner.start)
            else:
                self.chunks.append((inner.text, inner.start))
        self.capitals = before

    def _block(self, element: Element, parent: str) -> None:
        """An element that parts lines."""
        self.flush()
        if element.tag in _PARTS:
            self.notes.open_part()
        role, quoted = self.role, self.quoted
        self.quoted = quoted or element.tag == "QUOT.S"
        if element.tag in _HEADINGS and parent not in ("TBL", "CELL"):
            self.role = Role.TITLE if parent in _OF_ACT else Role.HEADING
        with self._labelled(element):
            self._content(element)
            self.flush()
        self.role, self.quoted = role, quoted

    @contextmanager
    def _labelled(self, element: Element) -> Iterator[None]:
        """Whether the element sets a label beside words; a label that no words followed is a block of its own."""
        if element.tag == "GR.SEQ":
            yield from self._sequence(element)
            return
        if element.tag not in ("NP", "PARAG", "ITEM"):
            yield
            return
        deeper = element.tag == "NP" and self.role is Role.TEXT
        self.depth += deeper
        yield
        if self.label is not None:
            body, self.label = self.label, None
            self.blocks.append(Block(body=body, role=self.role, depth=self.depth, quoted=self.quoted))
        self.depth -= deeper

    def _sequence(self, element: Element) -> Iterator[None]:
        """A section of an annex: one in another whose title is numbered stands deeper than that."""
        numbered = any(inner.tag == "TITLE" and inner.first("NP") is not None for inner in element.elements())
        self.depth += self.numbered
        above, self.numbered = self.numbered, numbered
        yield
        self.numbered = above
        self.depth -= above

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def flush(self) -> None:
        """End the line: what was gathered becomes a block, and the notes called in it follow it."""
        body, marks = self._woven()
        waiting, self.waiting = self.waiting, []
        if body.text:
            self._add(body, marks)
        elif marks and self.blocks:
            last = self.blocks[-1]
            moved = tuple(Mark(at=len(last.text), label=mark.label) for mark in marks)
            self.blocks[-1] = replace(last, marks=(*last.marks, *moved))
        self.blocks += waiting

    def _woven(self) -> tuple[Traced, tuple[Mark, ...]]:
        """What was gathered as one text, and where in it notes are called: no space stays before a mark that punctuation follows."""
        chunks, calls = self.chunks, self.calls
        self.chunks, self.calls = [], []
        for at, _ in calls:
            if 0 < at < len(chunks) and chunks[at][0].startswith(_CLOSERS):
                chunks[at - 1] = (chunks[at - 1][0].rstrip(), chunks[at - 1][1])
        body = weave(chunks, self.page)
        return body, tuple(Mark(at=len(weave(chunks[:at], self.page).text), label=label) for at, label in calls)

    def _add(self, body: Traced, marks: tuple[Mark, ...]) -> None:
        label, self.label = self.label, None
        if label is None and not marks and self.blocks and set(body.text) <= _WORDLESS:
            self._append(body)
            return
        self.blocks.append(Block(body=body, role=self.role, label=label, depth=self.depth, marks=marks, quoted=self.quoted))

    def _append(self, tail: Traced) -> None:
        """Closing punctuation behind the element that it closes."""
        at = next((index for index in range(len(self.blocks) - 1, -1, -1) if self.blocks[index].role is not Role.NOTE), None)
        if at is None or self.blocks[at].role is Role.TABLE:
            self.blocks.append(Block(body=tail, role=self.role, depth=self.depth, quoted=self.quoted))
            return
        self.blocks[at] = replace(self.blocks[at], body=join((self.blocks[at].body, tail), glue=""))

    # ── elements of their own ───────────────────────────────────────────────────────────────────────────────────────────────

    def _take_label(self, element: Element) -> None:
        self.flush()
        self._content(element)
        self.label, _ = self._woven()
        self.label = self.label if self.label.text else None

    def _item(self, element: Element) -> None:
        """An item that numbers itself (NP), or one of plain paragraphs, before which the layout puts a dash in a list of that type."""
        if any(inner.tag == "NP" for inner in element.elements()):
            self._block(element, "LIST")
            return
        self.flush()
        self.depth += 1
        with self._labelled(element):
            self._content(element)
            self.flush()
        self.depth -= 1

    def _list(self, element: Element) -> None:
        self.flush()
        for inner in element.elements():
            if inner.tag == "ITEM":
                numbered = any(part.tag == "NP" for part in inner.elements())
                self.label = Traced(_DASH) if element.attributes.get("TYPE") == "DASH" and not numbered else self.label
                self._item(inner)
            else:
                self.take(inner, element.tag)
        self.flush()

    def _quote(self, element: Element) -> None:
        """A quotation mark, for which the source has an element and no character."""
        opens = element.tag == "QUOT.START"
        self.quotes += opens
        self.chunks.append((quote_of(element, self.language, self.quotes), None))
        self.quotes -= not opens and self.quotes > 0

    def _note(self, element: Element) -> None:
        """A footnote: its mark stands here, and its words are a block of their own."""
        label = self.notes.label_of(element)
        self.calls.append((len(self.chunks), label))
        if not is_call(element):
            self.waiting += self._note_blocks(element, label)

    def _note_blocks(self, element: Element, label: str) -> list[Block]:
        inside = self.part()
        inside._content(element)
        inside.flush()
        self.dropped += inside.dropped
        own = [block for block in inside.blocks if block.role is not Role.NOTE]
        body = join((whole_of(block).body for block in own), glue="\n") if own else EMPTY
        nested = [block for block in inside.blocks if block.role is Role.NOTE]
        return [Block(body=body, role=Role.NOTE, number=label), *nested]

    def _table_notes(self, element: Element) -> None:
        """Notes below a table, which its cells call by name."""
        self.flush()
        for inner in element.elements():
            if inner.tag == "NOTE":
                self.blocks += self._note_blocks(inner, self.notes.label_of(inner))
            else:
                self.take(inner, element.tag)
        self.flush()

    def _table(self, element: Element) -> None:
        self.flush()
        for inner in element.elements():
            if inner.tag == "CORPUS":
                rows, notes = table_rows(inner, self._cell)
                self.blocks += [Block(body=EMPTY, role=Role.TABLE, depth=self.depth, rows=rows, quoted=self.quoted)] if rows else []
                self.blocks += notes
            else:
                self.take(inner, element.tag)
        self.flush()

    def _cell(self, element: Element) -> list[Block]:
        inside = self.part()
        inside._content(element)
        inside.flush()
        self.dropped += inside.dropped
        return inside.blocks

    def _formula(self, element: Element) -> None:
        """A formula stays in its line; what it sets above, below or beside something else is a word of its own."""
        for inner in element.content:
            if isinstance(inner, Words):
                self.chunks.append((inner.text, inner.start))
                continue
            apart = inner.tag not in _INLINE
            self.chunks += [(" ", None)] * apart
            self._formula(inner)
            self.chunks += [(" ", None)] * apart

    def _margin(self, element: Element) -> None:
        self._drop("margin", element)

    def _drop(self, bucket: str, element: Element) -> None:
        """Words that are none of the text, line by line."""
        for words in _lines_of(element):
            body = weave(words, self.page)
            if body.text:
                place = replace(body.place(self.source), member=self.member)
                self.dropped.append(Dropped(bucket=bucket, text=body.text, place=place))


def _lines_of(element: Element) -> Iterator[list[Chunk]]:
    """The character data directly in each element, apart from that in those below it."""
    own: list[Chunk] = []
    for inner in element.content:
        if isinstance(inner, Words):
            own.append((inner.text, inner.start))
        elif inner.tag in _INLINE:
            own += [(word.text, word.start) for word in inner.words()]
        else:
            yield own
            own = []
            yield from _lines_of(inner)
    yield own


_SPECIAL: Final[dict[str, Callable[[Flow, Element], None]]] = {
    "FORMULA": Flow._formula,
    "GR.NOTES": Flow._table_notes,
    "LIST": Flow._list,
    "MARGIN": Flow._margin,
    "NOTE": Flow._note,
    "QUOT.END": Flow._quote,
    "QUOT.START": Flow._quote,
    "TBL": Flow._table,
}
