"""HTML without classes or ids, as EUR-Lex has it of acts before 2004: one paragraph behind another.

Structure is found from the words alone, as in plain text; what the layout helps with is that each paragraph is whole. The text stands
in an element of its own (`TexteOnly`, `TXT_TE`); around it is the site. Headings may stand in one line with their label ("CHAPTER I
GENERAL PROVISIONS", "Section 2: Contracts"). Footnotes stand behind the signatures, and behind an annex that numbers its own; each is
called by its number in brackets, in order (`flat_notes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.blocks import Block, Layout, Role
from extract.languages import LANGUAGES, Drafting, detect
from extract.readers.flat_notes import set_notes_apart
from extract.readers.markup import Closed, Event, Opened, Words, events_of
from extract.source import Source
from extract.traced import Traced, weave
from kg.errors import UnsupportedDialect
from kg.ids import is_celex
from kg.model import Dropped

DIALECT: Final = "flat"
_BLOCK_TAGS: Final = frozenset({
    "blockquote", "body", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "head", "hr", "li", "ol", "p", "pre", "table", "tbody",
    "td", "th", "title", "tr", "txt_te", "ul",
})  # fmt: skip
_TEXT_IDS: Final = frozenset({"texteonly", "textonly", "document1", "dochtml", "texttabcontent"})
_TEXT_TAGS: Final = frozenset({"txt_te"})
_SITE: Final = re.compile(r"<(?:form|nav|footer|iframe)\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"CELEX(?::|%3A)(?P<celex>\w+)|EUR-Lex - (?P<title>\w+)")
_LANGUAGE: Final = re.compile(
    r"<html[^>]*\blang=[\"'](?P<tag>[a-zA-Z]{2})\b|name=[\"']DC\.language[\"'] content=[\"'](?P<meta>[a-zA-Z]{2})"
)
_CLOSED: Final = re.compile(r"[.;:,]$")
_LONGEST_HEADING: Final = 300
_ENOUGH: Final = 60


@dataclass(slots=True)
class _Reader:
    """What is open while the events go by; `bounded` says whether the page sets the text apart. Lives only inside `read`."""

    source: str
    bounded: bool
    path: list[Opened] = field(default_factory=list)
    chunks: list[tuple[str, int | None]] = field(default_factory=list)
    inside: list[Traced] = field(default_factory=list)
    outside: list[Dropped] = field(default_factory=list)

    def take(self, event: Event) -> None:
        if isinstance(event, Words):
            self.chunks.append((event.text, event.start if event.literal else None))
            return
        if event.tag in _BLOCK_TAGS:
            self.flush()
        elif event.tag == "br":
            self.chunks.append((" ", None))
        if isinstance(event, Opened):
            self.path.append(event)
        else:
            self._close(event)

    def _close(self, event: Closed) -> None:
        """Paragraphs are left open in old pages, and closed twice: only what is open is closed, a paragraph never closes what it is in."""
        for index in range(len(self.path) - 1, -1, -1):
            if self.path[index].tag == event.tag:
                del self.path[index:]
                return
            if event.tag == "p" and self.path[index].tag != "p" and self.path[index].tag in _BLOCK_TAGS:
                return

    def flush(self) -> None:
        """End a block."""
        words = weave(self.chunks)
        self.chunks = []
        if not words.text:
            return
        if self._in_text():
            self.inside.append(words)
        else:
            kind = "page title" if self.path and self.path[-1].tag == "title" else "imprint"
            self.outside.append(Dropped(bucket=f"furniture: {kind}", text=words.text, place=words.place(self.source)))

    def _in_text(self) -> bool:
        if not self.bounded:
            return not any(element.tag in ("head", "title") for element in self.path)
        return any(_holds_text(element) for element in self.path)


def _holds_text(element: Opened) -> bool:
    return element.tag in _TEXT_TAGS or element.id.lower() in _TEXT_IDS


def read(source: Source) -> Layout:
    """The page's text as blocks.

    Raises UnsupportedDialect where no paragraph heads an article, or where act and site cannot be told apart.
    """
    events = events_of(source.text)
    bounded = any(isinstance(event, Opened) and _holds_text(event) for event in events)
    reader = _Reader(source.name, bounded)
    for event in events:
        reader.take(event)
    reader.flush()
    heads_article = any(drafting.article.match(words.text) for words in reader.inside for drafting in LANGUAGES.values())
    if not heads_article or not (bounded or _SITE.search(source.text) is None):
        hint = "Give the act's XHTML, HTML, PDF or text as EUR-Lex has it."
        raise UnsupportedDialect("HTML of a layout that is not read yet", where=source.name, hint=hint)
    language = _language(source, reader.inside)
    drafting = LANGUAGES[language]
    blocks = tuple(_headings_marked([part for words in reader.inside for part in _split(words, drafting)], drafting))
    blocks, marks = set_notes_apart(blocks, drafting, source.name)
    dropped = (*reader.outside, *marks)
    return Layout(blocks=blocks, dropped=dropped, language=language, celex=_celex(source.text), dialect=DIALECT)


def _language(source: Source, words: Sequence[Traced]) -> str:
    """As the page says, where that is read; else by its words."""
    said = _LANGUAGE.search(source.text)
    tag = (said["tag"] or said["meta"]).lower() if said else ""
    return tag if tag in LANGUAGES else detect(" ".join(one.text for one in words[:_ENOUGH]), source.name)


def _celex(text: str) -> str:
    """The number the page gives to itself."""
    found = (match["celex"] or match["title"] for match in _NUMBER.finditer(text))
    return next((number for number in found if is_celex(number)), "")


# ── headings ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _split(words: Traced, drafting: Drafting) -> Iterator[Traced]:
    """A heading that stands in one line with its label, as two blocks; any other words as they are."""
    end = _label_end(words.text, drafting)
    if end:
        yield words.cut(0, end)
        yield words.cut(_after_label(words.text, end))
    else:
        yield words


def _label_end(text: str, drafting: Drafting) -> int:
    """How far the label goes that a heading begins with; 0 where the words are none, or nothing but the label."""
    if len(text) > _LONGEST_HEADING or _CLOSED.search(text):
        return 0
    shapes = [drafting.article, drafting.annex, *(shape for _, shape in drafting.groupings)]
    for space in [match.start() for match in re.finditer(r" ", text)][1:3]:
        label = text[:space].rstrip(":.–—- ")
        rest = text[_after_label(text, len(label)) :]
        if rest[:1].isupper() and any((match := shape.match(label)) and match["label"] for shape in shapes):
            return len(label)
    return 0


def _after_label(text: str, end: int) -> int:
    """Where the words behind a label begin."""
    return len(text) - len(text[end:].lstrip(" :.–—-"))


def _headings_marked(parts: Sequence[Traced], drafting: Drafting) -> Iterable[Block]:
    """The blocks; words in capitals over the heading of an article are a heading, though nothing numbers them."""
    for words, following in zip(parts, [*parts[1:], None], strict=True):
        over = following is not None and drafting.article.match(following.text) is not None
        yield Block(body=words, role=Role.HEADING if over and words.text.isupper() else Role.TEXT)
