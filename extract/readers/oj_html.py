"""XHTML and HTML of the Official Journal, as the Publications Office has made them since 2023 (classes `oj-…`, `eli-…` containers).

A block ends where a block element begins or ends. A row of a layout table whose first cells hold nothing but a label gives that label
to the block that follows; the nesting of tables is the depth of points. A table that holds data (`extract.readers.oj_tables`) is one
block with rows and cells. The ids of the markup build nothing: the one nesting routine finds structure from labels, and the ids serve
the completeness check as an independent count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from extract.blocks import Block, Layout, Role
from extract.readers.marks import lift_marks
from extract.readers.markup import Closed, Event, Opened, Words, events_of
from extract.readers.oj_tables import LABEL, Grid, data_tables, table_block
from extract.source import Source
from extract.traced import Traced, join, weave
from kg.errors import UnsupportedDialect
from kg.model import Dropped, Place

_BLOCK_TAGS: Final = frozenset(
    {"body", "div", "h1", "h2", "h3", "head", "hr", "li", "ol", "p", "table", "tbody", "td", "th", "title", "tr", "ul"}
)
_NOTE_LABEL: Final = re.compile(r"\((?P<label>\d+|\*+\d*)\)\s*")
_WORDLESS: Final = re.compile(r"[^\w(‘“]+")
_ELI: Final = re.compile(r"\bELI: ?https?://data\.europa\.eu/eli/(\S+?)/(?:oj|\d{4}-\d\d-\d\d)\b")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A footnote mark between its anchor's tags."""

    label: str
    start: int
    end: int
    page: int | None = None


@dataclass(slots=True)
class _Reader:
    """What is open while the events go by; lives only inside `read`."""

    source: str
    tables: frozenset[int] = frozenset()
    path: list[Opened] = field(default_factory=list)
    chunks: list[tuple[str, int | None]] = field(default_factory=list)
    labels: list[Traced | None] = field(default_factory=list)
    marks: list[_Mark] = field(default_factory=list)
    mark_from: int | None = None
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    grid: Grid | None = None

    def take(self, event: Event) -> None:
        if isinstance(event, Words):
            self.chunks.append((event.text, event.start if event.literal else None))
        elif isinstance(event, Opened):
            self._open(event)
        else:
            self._close(event)

    def finish(self) -> None:
        """What a file that breaks off has left open."""
        self._flush()
        if self.grid is not None:
            self._close_table()
        while self.labels:
            self._close_row()

    def _open(self, event: Opened) -> None:
        if event.tag in _BLOCK_TAGS:
            self._flush()
        if self.grid is None and event.start in self.tables:
            self._open_table(event)
        elif not (self.grid is not None and self.grid.opens(event)) and _is_row(event):
            self.labels.append(None)
        if event.tag == "a" and event.id.startswith("ntc"):
            self.mark_from = len(self.chunks)
        if event.tag == "br":
            self.chunks.append((" ", None))
        if event.tag == "img" and self._in_act():
            self.dropped.append(
                Dropped(bucket="image", text=event.alt, place=Place(source=self.source, start=event.start, end=event.start))
            )
        self.path.append(event)

    def _close(self, event: Closed) -> None:
        if event.tag in _BLOCK_TAGS:
            self._flush()
        if event.tag == "a" and self.mark_from is not None:
            self._keep_mark(event.start)
        for index in range(len(self.path) - 1, -1, -1):
            if self.path[index].tag == event.tag:
                for element in reversed(self.path[index:]):
                    self._close_element(element)
                del self.path[index:]
                return

    def _close_element(self, element: Opened) -> None:
        if self.grid is not None and self.grid.closes(element):
            self._close_table()
        elif _is_row(element) and not (self.grid is not None and self.grid.has(element)):
            self._close_row()

    def _open_table(self, event: Opened) -> None:
        """Labels that wait outside the table are not for its cells: they are set aside until it ends."""
        if self.labels and self.labels[-1] is not None:
            label, self.labels[-1] = self.labels[-1], None
            self._add(label, None)
        self.grid = Grid(event.start, outside=self.labels)
        self.labels = []

    def _close_table(self) -> None:
        grid, self.grid = self.grid, None
        if grid is None:
            return
        while self.labels:
            self._close_row()
        self.labels = grid.outside
        self.blocks += [*table_block(grid, len(self.labels)), *grid.notes]

    def _keep_mark(self, end: int) -> None:
        """Remember where the anchor's words stand; `lift_marks` takes them out of the finished block."""
        inside = [(text, start) for text, start in self.chunks[self.mark_from :] if start is not None and text.strip()]
        self.mark_from = None
        label = "".join(text for text, _ in inside).strip().strip("()")
        if inside and label:
            self.marks.append(_Mark(label, min(start for _, start in inside), end))

    def _close_row(self) -> None:
        """A label that no block followed is a block of its own: no word is lost."""
        label = self.labels.pop()
        if label is not None:
            self._add(label, None)

    def _flush(self) -> None:
        body = weave(self.chunks)
        self.chunks, self.mark_from = [], None
        if not body.text:
            return
        if not self._in_act() or self._css().startswith("oj-hd-"):
            self._drop(body)
        elif self._is_label_cell(body):
            self.labels[-1] = body
        else:
            label = None
            if self.labels:
                label, self.labels[-1] = self.labels[-1], None
            self._add(body, label)

    def _in_act(self) -> bool:
        return any("eli-container" in element.css for element in self.path)

    def _is_label_cell(self, body: Traced) -> bool:
        in_cell = any(element.tag in ("td", "th") or _is_row(element) for element in self.path[-2:])
        return bool(self.labels) and in_cell and self.labels[-1] is None and LABEL.fullmatch(body.text) is not None

    def _add(self, body: Traced, label: Traced | None) -> None:
        if label is None and self._is_tail(body):
            self.blocks[-1] = _appended(self.blocks[-1], body)
            return
        role = self._role()
        if role is Role.NOTE and label is not None:  # a footnote has a label of its own: this one led to words that are gone
            self.blocks.append(Block(body=label, depth=len(self.labels)))
            label = None
        block = Block(body=body, role=role, label=label, depth=len(self.labels))
        if role is Role.NOTE:
            block = _split_note(block)
        block, gone = lift_marks(block, self.marks, self.source)
        self.marks.clear()
        if self.grid is not None:
            self.grid.add(block)
        else:
            self.blocks.append(block)
        self.dropped += gone

    def _is_tail(self, body: Traced) -> bool:
        """Closing punctuation that belongs to the block before it; a mark behind a colon opens what is quoted there."""
        if self.grid is not None or not self.blocks or _WORDLESS.fullmatch(body.text) is None:
            return False
        return self.blocks[-1].role is not Role.TABLE and not self.blocks[-1].text.endswith(":")

    def _role(self) -> Role:
        css = next((element.css for element in reversed(self.path) if element.css.startswith("oj-")), "")
        if css.startswith("oj-note"):
            return Role.NOTE
        if css.startswith("oj-doc-ti"):
            in_title = any("eli-main-title" in element.css for element in self.path)
            return Role.TITLE if in_title else Role.HEADING
        heading = css.startswith(("oj-ti-", "oj-sti-")) or any("eli-title" in element.css for element in self.path)
        return Role.HEADING if heading else Role.TEXT

    def _css(self) -> str:
        """The classes of the innermost element that has any."""
        return next((element.css for element in reversed(self.path) if element.css), "")

    def _drop(self, body: Traced) -> None:
        css = self._css()
        kind = "masthead" if css.startswith("oj-hd-") else "page title" if self.path and self.path[-1].tag == "title" else "imprint"
        self.dropped.append(Dropped(bucket=f"furniture: {kind}", text=body.text, place=body.place(self.source)))


def _is_row(element: Opened) -> bool:
    """Whether the element sets a label and its words side by side."""
    return element.tag == "tr" or "oj-enumeration-spacing" in element.css


def _appended(block: Block, tail: Traced) -> Block:
    """Closing punctuation that the markup left outside the element it belongs to."""
    return replace(block, body=join((block.body, tail), glue=""))


def _split_note(block: Block) -> Block:
    match = _NOTE_LABEL.match(block.text)
    if match is None:
        return block
    return replace(block, body=block.body.cut(match.end()), label=block.body.cut(match.start("label"), match.end("label")))


def read(source: Source) -> Layout:
    """The markup's text as blocks. Raises UnsupportedDialect when it is not Official Journal markup of this generation."""
    if "eli-container" not in source.text:
        raise UnsupportedDialect(
            "HTML of a layout that is not read yet", where=source.name, hint="Give the act's XHTML, PDF or text as published since 2023."
        )
    return layout_of(source, events_of(source.text))


def layout_of(source: Source, events: Iterable[Event]) -> Layout:
    """Events in the vocabulary of this markup as blocks; readers of other generations translate theirs into it."""
    given = tuple(events)
    reader = _Reader(source.name, data_tables(given))
    for event in given:
        reader.take(event)
    reader.finish()
    address = next((found for word in reader.dropped if (found := _ELI.search(word.text))), None)
    return Layout(blocks=tuple(reader.blocks), dropped=tuple(reader.dropped), eli=address[1] if address else "")
