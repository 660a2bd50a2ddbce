"""Markup as events with their places, in time linear in the length of whatever the file holds.

lxml builds better trees but does not say at which character a text stands; the place of every word is what this project lives from
(decision 0004). The rules are those of the HTML standard's tokenizer, but no damage makes words vanish: what is no whole tag, comment or
declaration is words, as are the content of a script that nothing closes and that of a CDATA section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final, NamedTuple

_VOID: Final = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_MOST_SPANNED: Final = 1000
_ENDS: Final = {
    **{end: re.compile(end) for end in ("-->", "]]>", ">")},
    **{tag: re.compile(rf"(?=</{tag}[\s/>])", re.IGNORECASE) for tag in ("script", "style")},
}

# Every repetition is possessive: no pattern goes back over what it has read. `_TOKEN` reads to the next "<" at most; only `_WIDE_TAG` reads
# over one, in a quoted value, and the first time that leads nowhere, `_Tags` gives it up.
_TAG: Final = r"<(?P<open>[a-zA-Z][^\s/<>]*+)(?P<rest>(?:[\s/]++|{attribute})*+)>"
_ATTRIBUTE: Final = r"""[^\s/<>][^\s/=<>]*+(?:\s*+=\s*+(?:"[^"{no}]*+"|'[^'{no}]*+'|[^\s"'<>][^\s<>]*+)?+)?+"""
_REFERENCE: Final = r"&(?:#[0-9]{1,9}+|#[xX][0-9a-fA-F]{1,8}+|[a-zA-Z][a-zA-Z0-9]{0,31}+);?+"
_TOKEN: Final = re.compile(
    r"(?P<words>[^<&]++)"
    r"|</(?P<close>[a-zA-Z][^\s/<>]*+)[^<>]*+>"
    rf"|{_TAG.format(attribute=_ATTRIBUTE.format(no='<'))}"
    rf"|(?P<reference>{_REFERENCE})"
    r"|</(?:[^a-zA-Z<>][^<>]*+)?+>"
)
_WIDE_TAG: Final = re.compile(_TAG.format(attribute=_ATTRIBUTE.format(no="")))
_NAMED: Final = re.compile(
    r"""(?P<name>[^\s/>][^\s/=>]*+)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>"'][^\s>]*+))?+)?+"""
)


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
    number = int(written[:9]) if written and written.strip().isdecimal() else 1
    return number if 1 <= number <= _MOST_SPANNED else 1


class _Attributes(NamedTuple):
    """The attributes of a tag, as `Opened` has them."""

    id: str
    css: str
    href: str
    title: str
    alt: str
    columns: int
    rows: int
    bordered: bool


class _Tags:
    """The tags of a text, and what is rare in it; `missing` holds the ends that are not ahead any more: none is sought twice in vain."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events: list[Event] = []
        self.missing: set[str] = set()
        self.wide = True
        self._attributes: dict[str, _Attributes] = {}

    def opened(self, token: re.Match[str], at: int) -> int:
        """Keep the events of a start tag; where what follows it begins."""
        tag, rest = token["open"].lower(), token["rest"]
        if rest not in self._attributes:
            self._attributes[rest] = _named(rest)
        named = self._attributes[rest]
        self.events.append(
            Opened(tag, named.id, named.css, named.href, at, named.title, named.alt, named.columns, named.rows, named.bordered)
        )
        if tag in _VOID or rest.endswith("/"):
            self.events.append(Closed(tag, at))
        elif tag in _ENDS:
            return self._end_of(tag, token.end()) or token.end()
        return token.end()

    def rare(self, at: int) -> int:
        """A comment, a declaration, a tag with "<" in a value; else "<" and "&" are words like any."""
        text = self.text
        if text.startswith("<!--", at):
            end = self._end_of("-->", at + 2)
        elif text.startswith("<![CDATA[", at) and (end := self._end_of("]]>", at + 9)):
            self.events.append(Words(text[at + 9 : end - 3], at + 9))
        elif text.startswith(("<!", "<?"), at):
            end = self._end_of(">", at + 2)
        else:
            end = self._wide_tag(at)
        if not end:
            self.events.append(Words(text[at], at))
        return end or at + 1

    def _wide_tag(self, at: int) -> int:
        """Where a tag with "<" in a value ends; 0 where there is none."""
        if not self.wide or not self.text[at + 1 : at + 2].isalpha():
            return 0
        token = _WIDE_TAG.match(self.text, at)
        self.wide = token is not None
        return self.opened(token, at) if token else 0

    def _end_of(self, what: str, at: int) -> int:
        """Where the next end of something ends; 0 where there is none."""
        found = None if what in self.missing else _ENDS[what].search(self.text, at)
        if found is None:
            self.missing.add(what)
        return found.end() if found else 0


def _named(rest: str) -> _Attributes:
    """The attributes of a tag that readers look at; where one stands twice, the last counts."""
    values = {one["name"].lower(): _read(one["double"] or one["single"] or one["bare"] or "") for one in _NAMED.finditer(rest)}
    return _Attributes(
        id=values.get("id", ""), css=values.get("class", ""), href=values.get("href", ""), title=values.get("title", ""),
        alt=values.get("alt", ""), columns=_spanned(values.get("colspan")), rows=_spanned(values.get("rowspan")),
        bordered=values.get("border", "0").strip("px ") not in ("", "0"),
    )  # fmt: skip


def _read(value: str) -> str:
    return re.sub(_REFERENCE, lambda found: unescape(found[0]), value) if "&" in value else value


def events_of(text: str) -> list[Event]:
    """The events of a whole file in order; never raises on broken markup."""
    tags, match, at = _Tags(text), _TOKEN.match, 0
    keep = tags.events.append
    while at < len(text):
        token = match(text, at)
        kind = token.lastgroup if token else None
        if token is None or kind == "rest":
            at = tags.opened(token, at) if token else tags.rare(at)
            continue
        if kind == "words":
            keep(Words(token[0], at))
        elif kind == "close" and (tag := token["close"].lower()) not in _VOID:
            keep(Closed(tag, at))
        elif kind == "reference":
            said = unescape(token[0])
            keep(Words(said, at, literal=said == token[0]))
        at = token.end()
    return tags.events
