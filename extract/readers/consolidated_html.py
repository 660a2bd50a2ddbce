"""Consolidated texts of EUR-Lex and CELLAR as HTML, which have classes of their own ("title-article-norm", "grid-container").

The layout is translated, element by element, into the vocabulary of Official Journal markup, which `oj_html` reads as blocks:

    grid-container        a label beside its words; the nesting of these is the depth of points
    no-parag, norm        the number of a paragraph and its words, in one line ("inline-element")
    title-…, stitle-…     headings
    footnote              footnotes, behind the text; their marks are links to them
    modref, arrow         amendment marks (`amendment_marks`)

What stands before the text (the notice that it has no legal effect, the list of amending acts) is the "consolidation notice".
The version is the date of the consolidation ("02024R1689 — EN — 27.07.2026 — 001.001"); ids are those of the act as adopted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract.blocks import Block, Layout, Role
from extract.readers.amendment_marks import lift_amendment_marks
from extract.readers.markup import Closed, Event, Opened, Words, events_of
from extract.readers.oj_html import layout_of
from extract.source import Source
from kg.errors import UnsupportedDialect
from kg.model import Dropped

DIALECT: Final = "consolidated"
_REFERENCE: Final = re.compile(
    r"\b0?(?P<work>(?:19|20|21)\d\d[A-Z]{1,2}\d{4}(?:\(\d\d\))?)\s+[—–-]\s+(?P<language>[A-Z]{2})\s+[—–-]\s+"
    r"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4})\s+[—–-]\s+\d{3}\.\d{3}"
)
_CONTAINER: Final = "eli-container"
_NOTE_ANCHOR: Final = re.compile(r"(?P<called>src\.)?E\d+")
_STRAY_SPACE: Final = re.compile(r"(?<=\xa0\d{3}) (?=[.,)])")
"""What the converter leaves behind a large number ("1 500 000 .")."""
_LEVEL: Final = re.compile(r"title-gr-seq-level-(\d)")
_HEADING_LABEL: Final = re.compile(r"(?P<label>(?:[a-z]|[ivxl]{1,6})\.)\s+(?=\S)")
_EMPTY_NUMBER: Final = re.compile(r"\(\s*\)\s*")
_OPENING_BRACKET: Final = re.compile(r"\s?\($")


def is_consolidated(text: str) -> bool:
    """Whether a page is a consolidated text: it gives its own number, language, date and state."""
    return ("title-article-norm" in text or "title-doc-first" in text) and _REFERENCE.search(text) is not None


def read(source: Source) -> Layout:
    """The page's text as blocks."""
    said = _REFERENCE.search(source.text)
    if said is None:
        raise UnsupportedDialect("a consolidated text without its date", where=source.name, hint="Download the whole page from EUR-Lex.")
    events, marks = lift_amendment_marks(events_of(source.text), source.name)
    begin = _text_begins(events)
    translation = _Translation(begin, _CONTAINER not in source.text, _data_tables(events))
    layout = layout_of(source, translation.run(_with_brackets(_without_stray_spaces(events))))
    blocks, empty = _numbered(_deepened(layout.blocks, events), events, source.name)
    front = (said.start(), begin)
    dropped = [
        replace(one, bucket="consolidation notice") if front[0] <= one.place.start < front[1] else one
        for one in (*layout.dropped, *marks, *empty)
    ]
    dropped.sort(key=lambda one: one.place.start)
    return replace(
        layout, blocks=blocks, dropped=tuple(dropped), language=said["language"].lower(), celex=f"3{said['work']}",
        version=f"{said['year']}-{said['month']}-{said['day']}", dialect=DIALECT,
    )  # fmt: skip


def _text_begins(events: Sequence[Event]) -> int:
    """Where the text begins: its container, or in pages without one the title behind the last line across the page."""
    opened = [event for event in events if isinstance(event, Opened)]
    for event in opened:
        if _CONTAINER in event.css:
            return event.start
    titles = [event.start for event in opened if event.css.startswith("title-doc")]
    articles = [event.start for event in opened if event.css.startswith("title-article")]
    lines = [event.start for event in opened if event.tag == "hr" and event.css == "separator" and event.start < min(articles, default=0)]
    return next((start for start in titles if start > max(lines, default=0)), min(titles + articles, default=0))


def _data_tables(events: Iterable[Event]) -> frozenset[int]:
    """Where tables begin that hold paragraphs of tables ("tbl-norm"); others set labels and words side by side."""
    found: set[int] = set()
    open_tables: list[int] = []
    for event in events:
        if isinstance(event, Opened) and event.tag == "table":
            open_tables.append(event.start)
        elif isinstance(event, Closed) and event.tag == "table":
            del open_tables[-1:]
        elif isinstance(event, Opened) and event.css.startswith("tbl-") and open_tables:
            found.add(open_tables[-1])
    return frozenset(found)


def _without_stray_spaces(events: Iterable[Event]) -> Iterator[Event]:
    """The events without the space that stands between a large number and the punctuation behind it."""
    for event in events:
        if not isinstance(event, Words) or not event.literal:
            yield event
            continue
        done = 0
        for space in _STRAY_SPACE.finditer(event.text):
            yield Words(event.text[done : space.start()], event.start + done)
            done = space.end()
        yield Words(event.text[done:], event.start + done) if done else event


def _with_brackets(events: Iterable[Event]) -> Iterator[Event]:
    """The brackets around a footnote's number put into its link, as Official Journal markup has them; no space stands inside."""
    waiting: list[Event] = []
    in_link = closing = False
    for event in events:
        if isinstance(event, Opened) and event.tag == "a" and _NOTE_ANCHOR.fullmatch(event.id):
            in_link = True
            waiting, before = _cut_bracket(waiting)
            yield from before
            yield event
            yield from waiting
            waiting = []
        elif in_link and isinstance(event, Closed) and event.tag == "a":
            in_link, closing = False, True
            waiting = [event]
        elif in_link and isinstance(event, Words) and not event.text.strip():
            continue
        elif closing and isinstance(event, Words) and event.text.startswith(")"):
            yield Words(")", event.start, event.literal)
            yield Closed("a", event.start + 1)
            waiting, closing = [replace(event, text=event.text[1:], start=event.start + 1)], False
        else:
            yield from waiting
            waiting, closing = [event], False
    yield from waiting


def _cut_bracket(waiting: list[Event]) -> tuple[list[Event], list[Event]]:
    """The opening bracket at the end of the words before a link, and what stands before it."""
    last = waiting[-1] if waiting else None
    match = _OPENING_BRACKET.search(last.text) if isinstance(last, Words) else None
    if match is None or not isinstance(last, Words):
        return [], waiting
    bracket = Words(match[0], last.start + match.start(), last.literal)
    return [bracket], [*waiting[:-1], replace(last, text=last.text[: match.start()])]


def _deepened(blocks: Sequence[Block], events: Sequence[Event]) -> Iterator[Block]:
    """Blocks below a heading of a deeper level ("title-gr-seq-level-2") are as much deeper; such a heading may have a letter as label."""
    opened = [event for event in events if isinstance(event, Opened) and event.css.startswith("title-")]
    starts = [event.start for event in opened]
    for block in blocks:
        at = bisect_right(starts, _start_of(block)) - 1
        level = _LEVEL.search(opened[at].css) if at >= 0 else None
        deeper = int(level[1]) - 1 if level else 0
        label = _HEADING_LABEL.match(block.text) if block.role is Role.HEADING and level else None
        if label and block.label is None:
            block = replace(block, label=block.body.cut(0, label.end("label")), body=block.body.cut(label.end()))
        yield replace(block, depth=(block.depth or 0) + deeper) if deeper else block


def _start_of(block: Block) -> int:
    """Where the first words of a block or of a table's first cell stand."""
    first = next((part for cells in block.rows for cell in cells for part in cell.parts), block)
    return first.body.place("").start


def _numbered(found: Iterable[Block], events: Sequence[Event], source: str) -> tuple[tuple[Block, ...], list[Dropped]]:
    """Footnotes and their marks with one number through the text, by the links between them; empty brackets of notes taken out.

    As printed, notes are numbered by the page of the act they come from, marks through the text, and some notes not at all.
    """
    blocks = tuple(found)
    anchors = [event.id for event in events if isinstance(event, Opened) and event.tag == "a" and _NOTE_ANCHOR.fullmatch(event.id)]
    calls = [name.partition(".")[2] for name in anchors if name.startswith("src.")]
    notes = [name for name in anchors if not name.startswith("src.")]
    printed = [mark.label for block in blocks for mark in block.marks]
    if len(printed) != len(calls) or len(notes) != sum(block.role is Role.NOTE for block in blocks):
        return blocks, []
    counted = [call for call, label in zip(calls, printed, strict=True) if not label.startswith("*")]
    numbers = {call: str(number) for number, call in enumerate(dict.fromkeys(counted), 1)}
    new_marks, new_notes = iter(zip(calls, printed, strict=True)), iter(notes)
    out, dropped = [], []
    for block in blocks:
        marks = tuple(replace(mark, label=numbers.get(call, label)) for mark, (call, label) in zip(block.marks, new_marks, strict=False))
        number = numbers.get(next(new_notes), "") if block.role is Role.NOTE else ""
        empty = _EMPTY_NUMBER.match(block.text) if number else None
        body = block.body.cut(empty.end()) if empty else block.body
        if empty:
            gone = block.body.cut(0, empty.end())
            dropped.append(Dropped(bucket="labels", text=gone.text, place=gone.place(source)))
        out.append(replace(block, body=body, marks=marks, number=number))
    return tuple(out), dropped


@dataclass(slots=True)
class _Translation:
    """The open elements with the tags they are translated to; lives only inside `read`.

    The text begins at `begin`; a `bare` page has no container around it, so that every element from there on belongs to it; `tables`
    are where tables of data begin.
    """

    begin: int
    bare: bool
    tables: frozenset[int]
    open: list[tuple[str, str, bool]] = field(default_factory=list)

    def run(self, events: Iterable[Event]) -> Iterator[Event]:
        """Each event in the vocabulary of Official Journal markup."""
        for event in events:
            if isinstance(event, Opened):
                yield self._opened(event)
            elif isinstance(event, Closed):
                yield from self._closed(event)
            else:
                yield event

    def _opened(self, event: Opened) -> Opened:
        inside = bool(self.open) and self.open[-1][2]
        tag = "span" if "inline-element" in event.css else event.tag
        css = "oj-table" if event.start in self.tables else _translated(event.css)
        belongs = event.start >= self.begin and (self.bare or _CONTAINER in css or event.css == "footnote")
        if belongs and not inside and _CONTAINER not in css:
            css = f"{css} {_CONTAINER}"
        self.open.append((event.tag, tag, inside or belongs))
        called = _NOTE_ANCHOR.fullmatch(event.id) if event.tag == "a" else None
        return replace(event, tag=tag, css=css, id=f"ntc-{event.id}" if called and called["called"] else event.id)

    def _closed(self, event: Closed) -> Iterator[Closed]:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == event.tag:
                for _, tag, _ in reversed(self.open[index:]):
                    yield Closed(tag, event.start)
                del self.open[index:]
                return


def _translated(css: str) -> str:
    """The class of Official Journal markup that means the same."""
    name = css.partition(" ")[0]
    if name.startswith("title-doc"):
        return f"oj-doc-ti {css}"
    if name.startswith(("title-", "stitle-")):
        return f"oj-ti-{css}"
    if name == "footnote":
        return f"oj-note {css}"
    if name == "grid-container":
        return f"oj-enumeration-spacing {css}"
    return f"oj-normal {css}" if css else css
