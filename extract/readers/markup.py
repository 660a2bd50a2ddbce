"""Markup as events with their places, by the standard library's tolerant HTML parser.

lxml builds better trees but does not say at which character a text stands; the place of every word is what this project lives from
(decision 0004).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_MOST_SPANNED: Final = 1000


@dataclass(frozen=True, slots=True)
class Opened:
    """An element begins; `id`, `css` (its class attribute), `href`, `alt` and `title` are empty where missing.

    `columns` and `rows` are how many of them a cell of a table spans; `bordered` tells a table that is drawn with lines.
    """

    tag: str
    id: str
    css: str
    href: str
    start: int
    title: str = ""
    alt: str = ""
    columns: int = 1
    rows: int = 1
    bordered: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """An element ends; an element without content is opened and closed at one place."""

    tag: str
    start: int


@dataclass(frozen=True, slots=True)
class Words:
    """Character data; `literal` is False for a character reference, whose source is longer than its text."""

    text: str
    start: int
    literal: bool = True


Event = Opened | Closed | Words


def _spanned(written: str | None) -> int:
    """How many columns or rows a cell spans; what is no number, or absurd, spans one."""
    number = int(written) if written and written.strip().isdecimal() else 1
    return number if 1 <= number <= _MOST_SPANNED else 1


class _Collector(HTMLParser):
    """Gathers events; scripts and styles are read over."""

    def __init__(self, line_starts: list[int]) -> None:
        super().__init__(convert_charrefs=False)
        self.events: list[Event] = []
        self._line_starts = line_starts

    def _at(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        start = self._at()
        name, css, href, title, alt = (named.get(key) or "" for key in ("id", "class", "href", "title", "alt"))
        self.events.append(
            Opened(
                tag, name, css, href, start, title=title, alt=alt,
                columns=_spanned(named.get("colspan")), rows=_spanned(named.get("rowspan")),
                bordered=(named.get("border") or "0").strip("px ") not in ("", "0"),
            )
        )  # fmt: skip
        if tag in _VOID:
            self.events.append(Closed(tag, start))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.events.append(Closed(tag, self._at()))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.events.append(Closed(tag, self._at()))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.events.append(Words(data, self._at()))

    def handle_entityref(self, name: str) -> None:
        self.events.append(Words(unescape(f"&{name};"), self._at(), literal=False))

    def handle_charref(self, name: str) -> None:
        self.events.append(Words(unescape(f"&#{name};"), self._at(), literal=False))


def events_of(text: str) -> list[Event]:
    """The events of a whole file in order; never raises on broken markup."""
    starts, at = [0], 0
    while (at := text.find("\n", at) + 1) > 0:
        starts.append(at)
    collector = _Collector(starts)
    collector.feed(text)
    collector.close()
    return collector.events
