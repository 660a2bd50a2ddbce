"""What is found in an act beyond its structure: references, definitions, uses, amendments, duties, dates; and the edges they become.

Every finding names the provision it stands in and the span of its words; derived ones carry named reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.ids import ActId, ProvisionId
from kg.model import Provision, Span
from kg.rules import Actor, Application, Duty, Sanction


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
    BINDS = "binds"
    DATES = "dates"
    SANCTIONS = "sanctions"


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


GENERATION: Final = 1
"""What is looked for in acts, counted. Raised with each further kind of finding: texts read before lack it (`TextRow.outdated`)."""

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
    actors: tuple[Actor, ...] = ()
    duties: tuple[Duty, ...] = ()
    dates: tuple[Application, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
