"""Akoma Ntoso 3.0 (OASIS LegalDocML), in which third parties and some institutions give acts.

Its hierarchy is not taken over as it stands: elements become blocks with labels and depths, and the one nesting routine reads them. A `num`
labels the paragraph, recital, point, indent or item it stands in, and heads what stands higher. Quotation marks and the marks of
footnotes stand in attributes (`startQuote`, `endQuote`, `marker`), which the print shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

from extract.blocks import Cell, Layout, Role
from extract.readers.xml_elements import Element, Words, root_of
from extract.readers.xml_lines import XmlLines
from extract.source import Source
from extract.traced import weave
from kg.errors import MalformedSource
from kg.ids import is_celex
from kg.model import Dropped

_INLINE: Final = frozenset({
    "a", "abbr", "affectedDocument", "b", "change", "concept", "courtType", "date", "def", "del", "docAuthority", "docDate",
    "docIntroducer", "docJurisdiction", "docNumber", "docProponent", "docPurpose", "docStage", "docStatus", "docTitle", "docType",
    "docketNumber", "entity", "eop", "event", "i", "img", "inline", "ins", "judge", "lawyer", "legislature", "location", "marker",
    "mref", "neutralCitation", "object", "omissis", "organization", "outcome", "party", "person", "placeholder", "process",
    "quantity", "ref", "relatedDocument", "role", "rref", "session", "shortTitle", "span", "sub", "sup", "term", "time", "u",
    "vote",
})  # fmt: skip
"""Elements that stand inside a line of text."""
_LABELLED: Final = frozenset({"recital", "paragraph", "subparagraph", "point", "indent", "item", "alinea", "sublist"})
_DEEPER: Final = frozenset({"recital", "point", "indent", "item"})
_HEADINGS: Final = frozenset({"heading", "subheading", "crossHeading"})
_FRONT: Final = frozenset({"coverPage", "longTitle", "preface"})
_ANNEXED: Final = frozenset({"attachments", "components"})
_QUOTING: Final = frozenset({"embeddedStructure", "embeddedText", "quotedStructure", "quotedText"})
_LANGUAGES: Final = {
    "bul": "bg", "ces": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "est": "et", "fin": "fi", "fra": "fr", "gle": "ga",
    "hrv": "hr", "hun": "hu", "ita": "it", "lav": "lv", "lit": "lt", "mlt": "mt", "nld": "nl", "pol": "pl", "por": "pt", "ron": "ro",
    "slk": "sk", "slv": "sl", "spa": "es", "swe": "sv",
}  # fmt: skip
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ELI: Final = re.compile(r"/eli/(?P<stem>[a-z_]+/\d{4}/\d+)\b")
_MOST_COLUMNS: Final = 1000


@dataclass(slots=True, kw_only=True)
class _Flow:
    """What is open while elements are taken; lives only inside `read`."""

    source: str
    lines: XmlLines
    dropped: list[Dropped] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=lambda: [0, 0])
    annexed: bool = False

    def take(self, element: Element, parent: str = "") -> None:
        if element.is_instruction():
            return
        if element.tag in _SPECIAL:
            _SPECIAL[element.tag](self, element)
        elif element.tag == "num" and parent in _LABELLED:
            self.lines.end()
            self._content(element)
            self.lines.end_as_label()
        elif element.tag in _INLINE or element.tag in ("quotedText", "embeddedText"):
            self._quoted(element)
        else:
            self._block(element)

    def _content(self, element: Element) -> None:
        for inner in element.content:
            if isinstance(inner, Words):
                self.lines.say([(inner.text, inner.start)])
            else:
                self.take(inner, element.tag)

    def _quoted(self, element: Element) -> None:
        """The content of an element with the quotation marks that it names."""
        marks = element.tag in _QUOTING
        self.lines.say([(element.attributes.get("startQuote", ""), None)] * marks)
        self._content(element)
        if marks and element.attributes.get("endQuote"):
            self.lines.say([(element.attributes["endQuote"], None)])

    def _block(self, element: Element) -> None:
        self.lines.end()
        with self._standing(element):
            self._quoted(element)
            self.lines.end()
            if element.tag in _LABELLED:
                self.lines.end_labelled()

    @contextmanager
    def _standing(self, element: Element) -> Iterator[None]:
        """How the words in an element stand: as title, as heading, as quotation, and how deep."""
        lines, annexed = self.lines, self.annexed
        role, quoted, depth = lines.role, lines.quoted, lines.depth
        self.annexed = annexed or element.tag in _ANNEXED
        if element.tag in _FRONT:
            lines.role = Role.HEADING if annexed else Role.TITLE
        elif element.tag in _HEADINGS or element.tag == "num":
            lines.role = Role.HEADING
        lines.quoted = quoted or element.tag in _QUOTING
        lines.depth += element.tag in _DEEPER
        yield
        lines.role, lines.quoted, lines.depth, self.annexed = role, quoted, depth, annexed

    # ── elements of their own ───────────────────────────────────────────────────────────────────────────────────────────────

    def _line_break(self, _: Element) -> None:
        self.lines.say([(" ", None)])

    def _about(self, element: Element) -> None:
        """Metadata, line by line."""
        for inner in element.content:
            if isinstance(inner, Words):
                body = weave([(inner.text, inner.start)])
                if body.text:
                    self.dropped.append(Dropped(bucket="bibliographic data", text=body.text, place=body.place(self.source)))
            else:
                self._about(inner)

    def _note(self, element: Element) -> None:
        """A footnote: its mark stands here, and its words are a block of their own."""
        label = self._label_of(element)
        for name in ("eId", "GUID", "wId", "id"):
            self.labels.setdefault(element.attributes.get(name, ""), label)
        self.lines.call(label, self._inside(element).as_notes(label))

    def _call(self, element: Element) -> None:
        """A mark of a footnote that stands elsewhere before it."""
        label = self.labels.get(element.attributes.get("href", "").lstrip("#"))
        if label is not None:
            self.lines.call(label)
        self._content(element)

    def _label_of(self, note: Element) -> str:
        """Numbers are counted through the act, stars apart; what the marker says only tells which of the two it is."""
        starred = note.attributes.get("marker", "").strip("()").startswith("*")
        self.numbers[starred] += 1
        return f"s{self.numbers[1]}" if starred else str(self.numbers[0])

    def _inside(self, element: Element) -> XmlLines:
        inside = replace(self, lines=XmlLines(self.lines.page))
        inside._content(element)
        inside.lines.end(final=True)
        return inside.lines

    def _table(self, element: Element) -> None:
        """Rows and cells, with the caption as title."""
        title = [block for caption in element.all("caption") for block in self._inside(caption).blocks]
        rows, notes = [], []
        for row in element.all("tr"):
            cells = []
            for column, cell in _cells_of(row):
                blocks = self._inside(cell).blocks
                notes += [block for block in blocks if block.role is Role.NOTE]
                parts = tuple(part for block in blocks if block.role is not Role.NOTE for part in block.paragraphs())
                cells += [Cell(column=column, parts=parts)] if parts else []
            rows += [tuple(cells)] if cells else []
        self.lines.add_table(tuple(rows), title)
        self.lines.blocks += notes


def _cells_of(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row with the column each begins in."""
    column = 1
    for cell in row.elements():
        yield column, cell
        span = cell.attributes.get("colspan", "")[:9]
        column += min(int(span), _MOST_COLUMNS) if span.isdecimal() else 1


_SPECIAL: Final[dict[str, Callable[[_Flow, Element], None]]] = {
    "authorialNote": _Flow._note,
    "br": _Flow._line_break,
    "eol": _Flow._line_break,
    "meta": _Flow._about,
    "noteRef": _Flow._call,
    "table": _Flow._table,
}


def read(source: Source) -> Layout:
    """A document of Akoma Ntoso as blocks. Raises MalformedSource for XML that is broken, or that holds no act."""
    root = root_of(source.text, source.name)
    act = next((inner for inner in root.elements() if inner.tag in ("act", "bill", "doc")), None)
    if act is None:
        raise MalformedSource("Akoma Ntoso without an act", where=source.name, hint="Give the act in Formex, XHTML, HTML, PDF or text.")
    flow = _Flow(source=source.name, lines=XmlLines(None))
    flow.take(root)
    flow.lines.end(final=True)
    return Layout(
        blocks=tuple(flow.lines.blocks),
        dropped=tuple(flow.dropped),
        language=_language(act),
        eli=next((found["stem"] for value in _aliases(act) if (found := _ELI.search(value))), ""),
        celex=next((value for value in _aliases(act) if is_celex(value)), ""),
        version=_version(act),
        dialect=act.tag,
    )


def _aliases(act: Element) -> Iterator[str]:
    """The other names of the work itself, not of acts that it names."""
    for work in act.all("FRBRWork"):
        yield from (alias.attributes.get("value", "") for alias in work.all("FRBRalias"))


def _language(act: Element) -> str:
    said = next((one.attributes.get("language", "") for one in act.all("FRBRlanguage")), "").lower()
    head = said.partition("-")[0]
    return _LANGUAGES.get(head, head)


def _version(act: Element) -> str:
    """A document that says it holds a single version of several is a consolidated text, of the date of its expression."""
    if act.attributes.get("contains") not in ("singleVersion", "multipleVersions"):
        return "oj"
    dates = (day.attributes.get("date", "") for one in act.all("FRBRExpression") for day in one.all("FRBRdate"))
    return next((day for day in dates if _DATE.fullmatch(day)), "oj")
