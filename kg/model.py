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


class Relation(StrEnum):
    """Every relation of the graph, named as read from source to target."""

    HAS_PART = "has_part"
    NEXT = "next"
    REFERS_TO = "refers_to"
    SUPPORTS = "supports"
    DEFINES = "defines"
    USES_TERM = "uses_term"
    ABOUT = "about"
    HAS_NOTE = "has_note"
    AMENDS = "amends"
    DEROGATES_FROM = "derogates_from"
    NOTWITHSTANDING = "notwithstanding"
    WITHOUT_PREJUDICE_TO = "without_prejudice_to"
    SUBJECT_TO = "subject_to"
    IN_ACCORDANCE_WITH = "in_accordance_with"
    REFERRED_TO_IN = "referred_to_in"
    SET_OUT_IN = "set_out_in"
    DEFINED_IN = "defined_in"
    APPLIES = "applies"
    DISAPPLIES = "disapplies"
    EXCEPTS = "excepts"
    COMPLIES_WITH = "complies_with"
    INFRINGES = "infringes"
    FOR_PURPOSES_OF = "for_purposes_of"
    SUPPLEMENTS = "supplements"
    AMENDED_BY = "amended_by"
    REPEALS = "repeals"
    BASED_ON = "based_on"
    CORRESPONDS_TO = "corresponds_to"


REFERENCES: Final = frozenset(
    {
        Relation.REFERS_TO, Relation.DEROGATES_FROM, Relation.NOTWITHSTANDING, Relation.WITHOUT_PREJUDICE_TO, Relation.SUBJECT_TO,
        Relation.IN_ACCORDANCE_WITH, Relation.REFERRED_TO_IN, Relation.SET_OUT_IN, Relation.DEFINED_IN, Relation.APPLIES,
        Relation.DISAPPLIES, Relation.EXCEPTS, Relation.COMPLIES_WITH, Relation.INFRINGES, Relation.FOR_PURPOSES_OF,
        Relation.SUPPLEMENTS, Relation.AMENDED_BY, Relation.REPEALS, Relation.BASED_ON, Relation.CORRESPONDS_TO,
    }
)  # fmt: skip
"""Every kind of `refers_to`: what words that point somewhere do there. `ontology/references.ttl` says which words make which."""


def family(relation: Relation) -> Relation:
    """What a relation is a kind of: `refers_to` for every kind of reference, itself for any other."""
    return Relation.REFERS_TO if relation in REFERENCES else relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A mention whose target is not known, and why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Words that point somewhere, with where they point."""

    source: ProvisionId
    span: Span
    wording: str
    relation: Relation
    target: ProvisionId | ActId | Unresolved


class Form(StrEnum):
    """How a provision gives a term its meaning."""

    MEANS = "means"
    """It says what the term means."""
    REFERENCE = "by reference"
    """It takes the meaning that another provision gives ("‘lamp’ means lamp as defined in Article 2 of …")."""
    SHORT_NAME = "short name"
    """It names what it has just spoken of, for later ("the European Lamp Board (the ‘Board’)")."""
    STATUS = "status"
    """It says what has a status, by whose name the act then calls it ("lamps that flicker shall be considered to be doubtful lamps")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term, the other forms it takes, and the provision that defines it.

    It holds in the provisions of `scope` and all below them; an empty scope is the whole act. Where it holds `onward`, it does so only
    from its own place on. `leads` are the words of the references to where the meaning is to be read.
    """

    term: str
    variants: tuple[str, ...]
    provision: ProvisionId
    span: Span
    form: Form = Form.MEANS
    scope: tuple[ProvisionId, ...] = ()
    onward: bool = False
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """A defined term used in a provision; `node` is the term's node in the graph."""

    node: str
    provision: ProvisionId
    span: Span
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicUse:
    """A topic's words found in a provision; `topic` is the concept's local name."""

    topic: str
    provision: ProvisionId
    span: Span
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One named reason behind a derived link, with its evidence in words."""

    kind: str
    evidence: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecitalSupport:
    """A recital gives the reasons of a provision: derived, with a score between 0 and 1 and the reasons for it."""

    recital: ProvisionId
    provision: ProvisionId
    score: float
    reasons: tuple[Reason, ...]


class Action(StrEnum):
    """What an instruction does to the provision it amends. Each is named for its drafting formula (Joint Practical Guide 18.11 ff.)."""

    REPLACE = "replace"
    """ "Article 5 is replaced by the following:"; also what is "amended" only by giving its new text."""
    INSERT = "insert"
    """ "the following Article 5a is inserted:"; between others."""
    ADD = "add"
    """ "in paragraph 2, the following point is added:"; at the end."""
    DELETE = "delete"
    """ "points (a) and (b) are deleted"."""
    REPLACE_WORDS = "replace_words"
    """ "the words ‘…’ are replaced by the words ‘…’"."""
    INSERT_WORDS = "insert_words"
    """ "the words ‘…’ are inserted", "the following sentence is added"."""
    DELETE_WORDS = "delete_words"
    """ "the words ‘…’ are deleted"."""
    RENUMBER = "renumber"
    """ "point (b) becomes point (c)"."""
    AMEND = "amend"
    """ "Annex I is amended in accordance with Annex II"; or an instruction that could not be read further."""


class Portion(StrEnum):
    """How much of its target an instruction touches."""

    WHOLE = "whole"
    HEADING = "heading"
    INTRODUCTION = "introductory words"
    FIRST_SUBPARAGRAPH = "first subparagraph"
    PASSAGE = "passage"
    """A sentence, some words, or a last subparagraph that only the amended act can tell."""


NOT_READ: Final = "not read as an instruction"
"""Why an amendment has no target where its words are of a form that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One instruction of an amending act, for one target.

    `provision` holds the instruction at `span`, and `wording` are its words; for words that are put in, the target is what they are put
    into. `new` are the ids of what comes in, outermost only; `place` where, as far as that is said ("after par_2"). `quoted` is the new
    text where it stands in the host, and `content` its outline, with ids of the amended act: they are no provisions of the host.
    """

    provision: ProvisionId
    span: Span
    wording: str
    action: Action
    target: ProvisionId | ActId | Unresolved
    portion: Portion = Portion.WHOLE
    place: str = ""
    new: tuple[ProvisionId, ...] = ()
    quoted: Span | None = None
    content: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One edge of the graph with what it rests on."""

    source: str
    relation: Relation
    target: str
    span: Span | None = None
    wording: str = ""
    score: float = 1.0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that was found in one act beyond its structure; `terms` pairs each definition with its term's node."""

    references: tuple[Reference, ...] = ()
    terms: tuple[tuple[str, Definition], ...] = ()
    term_uses: tuple[TermUse, ...] = ()
    topic_uses: tuple[TopicUse, ...] = ()
    supports: tuple[RecitalSupport, ...] = ()
    amendments: tuple[Amendment, ...] = ()


def walk(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """Provisions and all below them, in the order of the text."""
    out: list[Provision] = []
    stack = list(reversed(provisions))
    while stack:
        provision = stack.pop()
        out.append(provision)
        stack.extend(reversed(provision.children))
    return tuple(out)
