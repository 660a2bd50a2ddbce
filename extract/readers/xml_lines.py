"""Lines of XML: words gathered while elements go by, and the blocks that they become; what readers of XML formats have in common.

What touches without an element that parts lines is one block. A label waits for the words it stands beside; a footnote called in a line
follows it as a block of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from extract.blocks import Block, Cell, Mark, Role, whole_of
from extract.traced import Traced, join, weave

Chunk = tuple[str, int | None]
"""Characters with where they stand in the source, or None where the source has others."""

_CLOSERS: Final = tuple(",.;:)")
_WORDLESS: Final = frozenset(",.;:)’”»“\"'")
_OPENERS: Final = frozenset("‘“„‚«")


@dataclass(slots=True)
class XmlLines:
    """Words gathered, blocks made, and how the next block stands; lives only while one part, or one cell of it, is read."""

    page: int | None
    depth: int = 0
    role: Role = Role.TEXT
    quoted: bool = False
    label: Traced | None = None
    chunks: list[Chunk] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)
    waiting: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def say(self, chunks: Iterable[Chunk]) -> None:
        """More words of the line."""
        self.chunks += chunks

    def call(self, label: str, notes: Iterable[Block] = ()) -> None:
        """A footnote is called here; its own words, if they stand here too, follow the line."""
        self.calls.append((len(self.chunks), label))
        self.waiting += notes

    def end(self, *, final: bool = False) -> None:
        """The line ends: what was gathered becomes a block. A quotation mark that opens stays for the line to come, unless none does."""
        if not final and self._opens_only():
            return
        body, marks = self._woven()
        waiting, self.waiting = self.waiting, []
        if body.text:
            self._add(body, marks)
        elif marks and self.blocks:
            before = self.blocks[-1]
            moved = tuple(Mark(at=len(before.text), label=mark.label) for mark in marks)
            self.blocks[-1] = replace(before, marks=(*before.marks, *moved))
        self.blocks += waiting

    def end_as_label(self) -> None:
        """What was gathered is the label of the block to come; a note called in it is called where that begins."""
        body, marks = self._woven()
        self.calls = [(0, mark.label) for mark in marks]
        if body.text:
            self.label = body

    def end_labelled(self) -> None:
        """What stands beside a label ends; a label that no words followed is a block of its own."""
        self.end()
        if self.label is not None:
            body, self.label = self.label, None
            self.blocks.append(self._block(body))

    def add_table(self, rows: tuple[tuple[Cell, ...], ...], title: Iterable[Block] = ()) -> None:
        """A table with its title; where it holds no words the title stands alone, and what was called in the title follows."""
        self.end(final=True)
        own = [block for block in title if block.role is not Role.NOTE]
        if not rows:
            self.blocks += [replace(block, depth=self.depth, quoted=self.quoted) for block in title]
            return
        heads = [whole_of(block) for block in own]
        marks, at = list[Mark](), 0
        for head in heads:
            marks += [Mark(at=at + mark.at, label=mark.label) for mark in head.marks]
            at += len(head.text) + 1
        body = join(head.body for head in heads)
        self.blocks.append(replace(self._block(body), role=Role.TABLE, marks=tuple(marks), rows=rows))
        self.blocks += [block for block in title if block.role is Role.NOTE]

    def as_notes(self, label: str) -> list[Block]:
        """All its blocks as the one block of a footnote, and behind it footnotes called in it."""
        own = [block for block in self.blocks if block.role is not Role.NOTE]
        body = join((whole_of(block).body for block in own), glue="\n")
        return [Block(body=body, role=Role.NOTE, number=label), *(block for block in self.blocks if block.role is Role.NOTE)]

    def _woven(self) -> tuple[Traced, tuple[Mark, ...]]:
        """What was gathered as one text, and where in it notes are called: no space stays before a mark that punctuation follows."""
        chunks, calls = self.chunks, self.calls
        self.chunks, self.calls = [], []
        for at, _ in calls:
            if 0 < at < len(chunks) and chunks[at][0].startswith(_CLOSERS):
                chunks[at - 1] = (chunks[at - 1][0].rstrip(), chunks[at - 1][1])
        body = weave(chunks, self.page)
        return body, tuple(Mark(at=len(weave(chunks[:at], self.page).text), label=label) for at, label in calls)

    def _opens_only(self) -> bool:
        letters = {letter for text, _ in self.chunks for letter in text if not letter.isspace()}
        return bool(letters) and not self.calls and letters <= _OPENERS

    def _block(self, body: Traced) -> Block:
        return Block(body=body, role=self.role, depth=self.depth, quoted=self.quoted)

    def _add(self, body: Traced, marks: tuple[Mark, ...]) -> None:
        label, self.label = self.label, None
        at = self._last()
        if at is not None and label is None and not marks and set(body.text) <= _WORDLESS:
            self.blocks[at] = replace(self.blocks[at], body=join((self.blocks[at].body, body), glue=""))
            return
        self.blocks.append(replace(self._block(body), label=label, marks=marks))

    def _last(self) -> int | None:
        """The block that closing punctuation behind an element closes: the last that is no footnote, unless it is a table."""
        at = next((index for index in range(len(self.blocks) - 1, -1, -1) if self.blocks[index].role is not Role.NOTE), None)
        return at if at is not None and self.blocks[at].role is not Role.TABLE else None
