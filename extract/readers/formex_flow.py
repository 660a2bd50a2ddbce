"""The text of a Formex part as blocks: what the source labels keeps its label apart, and what it quotes is marked as quoted.

Element names and their content are those of the Formex 4 schema of the Publications Office. NP and PARAG set a label beside words
(NO.P, NO.PARAG); how many NP stand around a block is its depth, as rows of layout tables are in OJ markup, and a paragraph has none.
Elements that are not known part the words before them from those in them, so no new element can glue two words together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

from extract.blocks import Block, Role
from extract.readers.formex_notes import NoteNumbers, is_call
from extract.readers.formex_print import in_capitals, in_groups, is_capitals, is_number
from extract.readers.formex_quotes import quote_of
from extract.readers.formex_tables import table_rows
from extract.readers.xml_elements import Element, Words
from extract.readers.xml_lines import Chunk, XmlLines
from extract.traced import Traced, weave
from kg.model import Dropped

_INLINE: Final = frozenset({
    "ANCHOR", "DATE", "EXPONENT", "FMT.VALUE", "FT", "HT", "IE", "INCL.ELEMENT", "IND", "KEYWORD", "LINK", "REF.CONSLEG", "REF.DOC",
    "REF.DOC.ECR", "REF.DOC.OJ", "REF.DOC.SE",
})  # fmt: skip
"""Elements that stand inside a line of text."""
_BIBLIOGRAPHY: Final = frozenset({"DOC", "FAM.COMP", "INFO.CONSLEG", "INFO.PROD", "PUBLICATION"})
"""Elements about the text, besides those whose names begin with `BIB.`."""
_PARTS: Final = frozenset({"ACT", "ANNEX", "CONS.ANNEX"})
_HEADINGS: Final = frozenset({"TI.ART", "STI.ART", "TITLE"})
_OF_ACT: Final = frozenset({"ACT", "CONS.DOC"})
_LABELS: Final = frozenset({"NO.P", "NO.PARAG"})
_LABELLED: Final = frozenset({"ITEM", "NP", "PARAG"})
_DASH: Final = "—"
"""The dash that the layout puts before the items of a list of type DASH; the source has none."""


@dataclass(slots=True, kw_only=True)
class Flow:
    """What is open while elements are taken; lives only while one part, or one cell of it, is read."""

    source: str
    member: str | None
    language: str
    notes: NoteNumbers
    lines: XmlLines
    dropped: list[Dropped] = field(default_factory=list)
    quotes: int = 0
    capitals: bool = False
    numbered: bool = False
    deleted: str = ""

    def take(self, element: Element, parent: str = "") -> None:
        """Read one element where it stands."""
        tag = element.tag
        if element.is_instruction():
            self._modify(element)
        elif self.deleted and not _ends(element, self.deleted):
            self._take_out(element)
        elif tag in _INLINE:
            self._content(element)
        elif tag in _SPECIAL:
            _SPECIAL[tag](self, element)
        elif tag in _BIBLIOGRAPHY or tag.startswith("BIB."):
            self._drop("bibliographic data", element)
        elif tag in _LABELS:
            self.lines.end()
            self._content(element)
            self.lines.end_as_label()
        else:
            self._block(element, parent)

    def _content(self, element: Element) -> None:
        before, self.capitals = self.capitals, self.capitals or is_capitals(element)
        for inner in element.content:
            if isinstance(inner, Words):
                self._say(inner, element)
            else:
                self.take(inner, element.tag)
        self.capitals = before

    def _say(self, words: Words, element: Element) -> None:
        """Words as the print shows them."""
        if self.deleted:
            self._keep_out(weave([(words.text, words.start)], self.lines.page))
        elif is_number(element):
            self.lines.say(in_groups(words.text, words.start))
        elif self.capitals:
            self.lines.say(in_capitals(words.text, words.start))
        else:
            self.lines.say([(words.text, words.start)])

    def _inside(self, element: Element) -> XmlLines:
        """The content of a cell or a footnote as lines of its own."""
        inside = replace(self, lines=XmlLines(self.lines.page), capitals=False, numbered=False)
        inside._content(element)
        inside.lines.end(final=True)
        return inside.lines

    # ── what an amendment took out ──────────────────────────────────────────────────────────────────────────────────────────

    def _modify(self, instruction: Element) -> None:
        """A mark of a consolidated text: what stands between one that says DELETED and its other half is no longer law."""
        if instruction.tag == "?CLG.MDFO" and not self.deleted and instruction.attributes.get("ACTION") == "DELETED":
            self.deleted = instruction.attributes.get("IDREF", "")
        elif instruction.tag == "?CLG.MDFC" and instruction.attributes.get("ID") == self.deleted:
            self.deleted = ""

    def _take_out(self, element: Element) -> None:
        """All words of an element, as the print would show them."""
        inside = replace(self, lines=XmlLines(self.lines.page), notes=NoteNumbers(), deleted="")
        inside.take(element)
        inside.lines.end(final=True)
        for block in inside.lines.blocks:
            parts = [block, *(part for cells in block.rows for cell in cells for part in cell.parts)]
            for words in (words for part in parts for words in (part.label, part.body) if words is not None):
                self._keep_out(words)

    def _keep_out(self, words: Traced) -> None:
        if words.text:
            place = replace(words.place(self.source), member=self.member)
            self.dropped.append(Dropped(bucket="deleted by amendment", text=words.text, place=place))

    # ── what parts lines ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _block(self, element: Element, parent: str) -> None:
        self.lines.end()
        if element.tag in _PARTS:
            self.notes.open_part()
        with self._standing(element, parent), self._deeper(element):
            self._content(element)
            self.lines.end()
            if element.tag in _LABELLED:
                self.lines.end_labelled()

    @contextmanager
    def _standing(self, element: Element, parent: str) -> Iterator[None]:
        """How the words in an element stand: as title, as heading, as quotation."""
        lines = self.lines
        role, quoted = lines.role, lines.quoted
        lines.quoted = quoted or element.tag == "QUOT.S"
        if element.tag in _HEADINGS and parent not in ("TBL", "CELL"):
            lines.role = Role.TITLE if parent in _OF_ACT else Role.HEADING
        yield
        lines.role, lines.quoted = role, quoted

    @contextmanager
    def _deeper(self, element: Element) -> Iterator[None]:
        """How deep the words in an element stand; a section of an annex in another with a numbered title stands deeper than that."""
        above, before = self.numbered, self.lines.depth
        if element.tag == "GR.SEQ":
            self.lines.depth += above
            self.numbered = any(inner.tag == "TITLE" and inner.first("NP") is not None for inner in element.elements())
        elif element.tag == "NP":
            self.lines.depth += self.lines.role is Role.TEXT
        yield
        self.numbered, self.lines.depth = above, before

    # ── elements of their own ───────────────────────────────────────────────────────────────────────────────────────────────

    def _list(self, element: Element) -> None:
        """Items that number themselves (NP), or plain ones, before which the layout puts a dash in a list of that type."""
        self.lines.end()
        for inner in element.content:
            if isinstance(inner, Words):
                self._say(inner, element)
            elif inner.tag != "ITEM" or any(part.tag == "NP" for part in inner.elements()):
                self.take(inner, element.tag)
            else:
                self.lines.end()
                self.lines.label = Traced(_DASH) if element.attributes.get("TYPE") == "DASH" else None
                self.lines.depth += 1
                self._block(inner, element.tag)
                self.lines.depth -= 1
        self.lines.end()

    def _quote(self, element: Element) -> None:
        """A quotation mark, for which the source has an element and no character."""
        opens = element.tag == "QUOT.START"
        self.quotes += opens
        self.lines.say([(quote_of(element, self.language, self.quotes), None)])
        self.quotes -= not opens and self.quotes > 0

    def _note(self, element: Element) -> None:
        """A footnote: its mark stands here, and its words are a block of their own."""
        label = self.notes.label_of(element)
        self.lines.call(label, [] if is_call(element) else self._inside(element).as_notes(label))

    def _table_notes(self, element: Element) -> None:
        """Notes below a table, which its cells call by name."""
        self.lines.end()
        for inner in element.content:
            if isinstance(inner, Words):
                self._say(inner, element)
            elif inner.tag == "NOTE":
                self.lines.blocks += self._inside(inner).as_notes(self.notes.label_of(inner))
            else:
                self.take(inner, element.tag)
        self.lines.end()

    def _table(self, element: Element) -> None:
        title: list[Block] = []
        for inner in element.content:
            if isinstance(inner, Words):
                self._say(inner, element)
            elif inner.tag == "TITLE":
                title += self._cell(inner)
            elif inner.tag == "CORPUS":
                rows, notes = table_rows(inner, self._cell)
                self.lines.add_table(rows, title)
                self.lines.blocks += notes
            else:
                self.take(inner, element.tag)
        self.lines.end()

    def _cell(self, element: Element) -> list[Block]:
        if element.is_instruction() or (self.deleted and not _ends(element, self.deleted)):
            self.take(element)
            return []
        return self._inside(element).blocks

    def _formula(self, element: Element) -> None:
        """A formula stays in its line; what it sets above, below or beside something else is a word of its own."""
        for inner in element.content:
            if isinstance(inner, Words):
                self._say(inner, element)
                continue
            apart: list[Chunk] = [(" ", None)] * (inner.tag not in _INLINE and not inner.is_instruction())
            self.lines.say(apart)
            self._formula(inner)
            self.lines.say(apart)

    def _margin(self, element: Element) -> None:
        self._drop("margin", element)

    def _drop(self, bucket: str, element: Element) -> None:
        """Words that are none of the text, line by line."""
        for words in _lines_of(element):
            body = weave(words, self.lines.page)
            if body.text:
                place = replace(body.place(self.source), member=self.member)
                self.dropped.append(Dropped(bucket=bucket, text=body.text, place=place))


def _ends(element: Element, deletion: str) -> bool:
    """Whether a deletion ends within an element."""
    return any(mark.attributes.get("ID") == deletion for mark in element.all("?CLG.MDFC"))


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
