"""The data model: what an act is once it has been read. Immutable values only; a table says what may stand in what.

The unit of evidence is a verbatim span of one field of one provision (`Span`, `Quote`). Offsets are half-open, count characters, and
run over the field named. `Place` and `Origin` tie text to the source it was read from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.ids import ActId, ProvisionId
from kg.quoted import QuotedBlock


class Kind(StrEnum):
    """Every kind of provision, from the act's own parts down to a footnote."""

    CITATION = "citation"
    RECITAL = "recital"
    PART = "part"
    TITLE = "title"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    SUBPARAGRAPH = "subparagraph"
    POINT = "point"
    INDENT = "indent"
    ANNEX = "annex"
    PREAMBLE = "preamble"
    FINAL = "final provisions"
    FOOTNOTE = "footnote"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"


CODE_OF: Final = {
    Kind.CITATION: "cit", Kind.RECITAL: "rct", Kind.PART: "prt", Kind.TITLE: "tis", Kind.CHAPTER: "cpt", Kind.SECTION: "sct",
    Kind.SUBSECTION: "sbs", Kind.ARTICLE: "art", Kind.PARAGRAPH: "par", Kind.SUBPARAGRAPH: "unp", Kind.POINT: "pnt",
    Kind.INDENT: "idt", Kind.ANNEX: "anx", Kind.PREAMBLE: "pbl", Kind.FINAL: "fnp", Kind.FOOTNOTE: "fnt",
    Kind.TABLE: "tab", Kind.ROW: "row", Kind.CELL: "cel",
}  # fmt: skip
"""The step code of each kind (`kg.ids.CODES`)."""

KIND_OF: Final = {code: kind for kind, code in CODE_OF.items()}
"""The kind of each step code."""

GROUPINGS: Final = (Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION)
"""Groupings of articles, widest first. Those of an annex are of the same kinds, but part of the annex's ids."""

_TEXT_PARTS: Final = frozenset({Kind.SUBPARAGRAPH, Kind.POINT, Kind.INDENT, Kind.TABLE})
MAY_HOLD: Final[dict[Kind, frozenset[Kind]]] = {
    Kind.PREAMBLE: frozenset({Kind.CITATION, Kind.RECITAL}),
    Kind.PART: frozenset({Kind.TITLE, Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE}),
    Kind.TITLE: frozenset({Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE}),
    Kind.CHAPTER: frozenset({Kind.SECTION, Kind.ARTICLE}),
    Kind.SECTION: frozenset({Kind.SUBSECTION, Kind.ARTICLE}) | _TEXT_PARTS,
    Kind.SUBSECTION: frozenset({Kind.ARTICLE}),
    Kind.ARTICLE: frozenset({Kind.PARAGRAPH}) | _TEXT_PARTS,
    Kind.PARAGRAPH: _TEXT_PARTS,
    Kind.SUBPARAGRAPH: frozenset({Kind.POINT, Kind.INDENT, Kind.TABLE}),
    Kind.POINT: _TEXT_PARTS,
    Kind.INDENT: _TEXT_PARTS,
    Kind.RECITAL: _TEXT_PARTS,
    Kind.CITATION: frozenset(),
    Kind.ANNEX: frozenset({Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION}) | _TEXT_PARTS,
    Kind.FINAL: _TEXT_PARTS,
    Kind.FOOTNOTE: frozenset(),
    Kind.TABLE: frozenset({Kind.ROW}),
    Kind.ROW: frozenset({Kind.CELL}),
    Kind.CELL: frozenset(),
}
"""What may stand directly in what; groupings as they are in the enacting terms."""

IN_ANNEX: Final = frozenset(GROUPINGS) | _TEXT_PARTS
"""What an annex and the groupings in it may hold, in any order: a chapter of an annex holds points, a section of one chapters."""


class Field(StrEnum):
    """The fields of a provision that hold words of the source."""

    TEXT = "text"
    HEADING = "heading"
    WRAP_UP = "wrap_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a source: characters `start` to `end` of the decoded source, or of page `page`'s extracted text in a PDF.

    Where the words run over a page break, `end_page` is the page on which they end, and `end` counts on that page. In an archive or a
    folder of parts `member` names the part, characters count in it, and `page` is its number among the parts.
    """

    source: str
    start: int
    end: int
    page: int | None = None
    end_page: int | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters `start` to `end` of one field of one provision."""

    field: Field = Field.TEXT
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """`length` characters at `at` of a field, copied unchanged from `start` of the source (of page `page`, in a PDF)."""

    field: Field
    at: int
    length: int
    start: int
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """A footnote mark that stood at `at` of a field, and the footnote it points to; the mark itself is not part of the text."""

    field: Field
    at: int
    note: ProvisionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """Any addressable part of an act, at any level.

    `text` is its own words (for one with children, the introductory words); `wrap_up` the words after the last child that continue
    the sentence. `quoted` tells which part of `text` is quoted amending text, and `quoted_blocks` how it was laid out.
    Children stand in the order of the source.
    """

    id: ProvisionId
    kind: Kind
    label: str
    heading: str = ""
    text: str = ""
    children: tuple[Provision, ...] = ()
    wrap_up: str = ""
    place: Place
    origins: tuple[Origin, ...] = ()
    marks: tuple[NoteMark, ...] = ()
    quoted: Span | None = None
    quoted_blocks: tuple[QuotedBlock, ...] = ()

    def words(self, field: Field) -> str:
        """The text of one field."""
        return {Field.TEXT: self.text, Field.HEADING: self.heading, Field.WRAP_UP: self.wrap_up}[field]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """What is known of the file an act was read from; `sha256` is of its bytes.

    `pages` is the number of pages (PDF) or of parts, whose names are `members`; `dialect` tells layouts of one format apart.
    """

    file: str
    format: str
    sha256: str
    language: str = "en"
    pages: int | None = None
    members: tuple[str, ...] = ()
    dialect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Words of a source that stand in no provision: the bucket they went to, the words, and where they stood."""

    bucket: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One text of one act: work (CELEX), version, language, and its provisions in the order of the source.

    `journal` is where it was published ("OJ L, 2024/1689, 12.7.2024"), as far as the source says.
    """

    celex: ActId
    eli: str
    language: str
    version: str
    title: str
    provisions: tuple[Provision, ...]
    source: SourceInfo
    dropped: tuple[Dropped, ...] = ()
    journal: str = ""


def walk(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """Provisions and all below them, in the order of the text."""
    out: list[Provision] = []
    stack = list(reversed(provisions))
    while stack:
        provision = stack.pop()
        out.append(provision)
        stack.extend(reversed(provision.children))
    return tuple(out)
