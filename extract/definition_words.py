"""The formulas that define a term, as a table for each language: patterns around a quoted term.

Another language is another `Formulas` value, and no other code. Source: Joint Practical Guide 14 (definitions and short names) and the
Interinstitutional Style Guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.model import Kind

_NEVER: Final = r"(?!)"
_PLAIN: Final = r"[^.;:()‘’“”„«»\"]"
"""What may stand between the parts of a formula: never the end of its sentence, nor another quoted term."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Formulas:
    """The formulas of one language; each is a pattern.

    `means` stands behind a term that begins a provision, or `means_in_lists` in an article of definitions. In the midst of a text `leads`
    stands in front of a term with `says` behind it, or `meant` in front of it with nothing behind; `consists` behind one with which a
    provision begins. `named` stands in front of a short name, and `brackets` between a bracket and one; `announces` finds the words among
    these that promise uses to come.

    `also` joins the forms of one term; with `respectively` behind it they are terms of their own. `articles` may stand in front of a term
    inside the marks. `purposes` finds where a definition says that it holds only there, `this` its unit, by `units`, and `whole` the act.
    `defined` leads to a meaning that is taken over; `clause` begins a clause that says more than that.

    A status is named without marks: `grants` says that something has the status whose name stands behind it, `speaks_of` speaks of that,
    and `titled` stands in front of a name in quotation marks. `supposes` begins a clause in which nothing is granted. `further` joins
    another name, `having` what the bearer of a name has; `degrees` are words without subject that a name may have; `done` is a word that
    says what has happened to a thing, and not what it is; `pursuant` leads to the provision that grants a status.
    """

    means: str
    means_in_lists: str = _NEVER
    leads: str = _NEVER
    says: str = _NEVER
    meant: str = _NEVER
    named: str = _NEVER
    consists: str = _NEVER
    brackets: str
    announces: str
    articles: str = ""
    also: str
    respectively: str = _NEVER
    purposes: str = _NEVER
    this: str = _NEVER
    units: Mapping[str, Kind]
    whole: str = _NEVER
    defined: str = _NEVER
    clause: str = _NEVER
    grants: str = _NEVER
    speaks_of: str = _NEVER
    titled: str = _NEVER
    supposes: str = _NEVER
    further: str = _NEVER
    having: str = _NEVER
    degrees: frozenset[str] = frozenset()
    done: str = _NEVER
    pursuant: str = _NEVER


_NO_VERB_EN: Final = r"(?:(?!\b(?:shall|should|must|may|can|is|are|was|were|be|does|do|not|which|that)\b)[^.;:()‘’“”„«»\"])"
"""The same, without a verb of its own: "‘A’ shall be printed on what means B" says nothing of A."""
_MEAN_EN: Final = (
    r"(?:means?|(?:shall|should|is to|are to) (?:mean|include|refer to|have the (?:same )?meanings?"
    r"|be (?:understood|interpreted) (?:as|to mean))"
    r"|includes?|refers? to|(?:has|have) the (?:same )?meanings?)\b"
)
_GRANTED_EN: Final = r"(?:considered|deemed|regarded|recognised|classified|designated)(?: (?:to be|as being|as))? (?:an? |the )?"
_OBJECT_EN: Final = rf"(?: {_PLAIN}{{1,120}}?)? as (?:an? |the )?"

ENGLISH: Final = Formulas(
    means=rf",?(?P<gap> {_NO_VERB_EN}{{1,100}}?(?! (?:includes?|refers? to)\b))? {_MEAN_EN}",
    means_in_lists=r"\s?:",
    leads=(
        r"(?:\b(?:[Ff]or the purposes? of [^.;:‘’“”\"]{1,240}?,"
        r"|(?:[Ii]n|[Uu]nder) this (?:Article|Chapter|Section|Title|Part|Annex|Regulation|Directive|Decision),?) "
        r"(?:the following (?:definitions|meanings) (?:shall )?apply: |the (?:terms?|expressions?|words?|concepts?|notions?) (?:of )?)?"
        r"|(?:^|[.;:] |\n)The (?:terms?|expressions?|concepts?|notions?) (?:of )?)(?:the )?"
    ),
    says=rf",?(?P<gap> {_PLAIN}{{0,60}}?)? (?:{_MEAN_EN}|(?:encompass|cover)(?:es)?\b)",
    meant=r"\bshall (?:also )?be (?:understood|deemed|considered|regarded)(?: to be| to mean| as)?(?: an?| the)? ",
    named=(
        r"(?:\bhere(?:in)?after (?:(?:to )?(?:be )?(?:collectively |jointly |individually )?"
        r"(?:referred to|called|known|designated)(?: as)?,? )?"
        r"|\b(?:shall|to) (?:\w+ )?be (?:\w+ )?(?:referred to|known|called) (?:(?:in|for the purposes? of) this \w+ )?(?:as )?)"
        r"(?:the |an? )?"
    ),
    consists=r"(?: \w+){0,2}, consisting of\b",
    brackets=(
        r"(?:(?:the|an?|hereinafter|hereafter|referred to (?:(?:in|for the purposes? of) [^()‘“\"]{1,60}? )?as|collectively|jointly"
        r"|together|individually|each|known(?: collectively)? as|also|called|as|or|so-called|abbreviated|in short),? ){0,6}"
    ),
    announces=r"\b(?:the|hereinafter|hereafter|referred to)\b",
    articles=r"(?:[Tt]he|[Aa]n?) ",
    also=r"(?:,|,? (?:or|and))(?: the)? ",
    respectively=rf" {_MEAN_EN},? respectively\b",
    purposes=(
        r"\b(?:[Ff]or the purposes? of|(?:[Ii]n|[Uu]nder)(?= this)) "
        r"(?P<where>(?:this|the definitions? of|Articles?|paragraphs?|points?|Chapters?|Sections?|Annex)\b[^;:‘“\"]{0,160})"
    ),
    this=r"\bthis (?P<unit>\w+)",
    units={
        "part": Kind.PART, "title": Kind.TITLE, "chapter": Kind.CHAPTER, "section": Kind.SECTION, "subsection": Kind.SUBSECTION,
        "article": Kind.ARTICLE, "paragraph": Kind.PARAGRAPH, "subparagraph": Kind.SUBPARAGRAPH, "point": Kind.POINT, "annex": Kind.ANNEX,
    },
    whole=r"\bthis (?:Regulation|Directive|Decision|Framework Decision)\b",
    defined=(
        r"(?:as |that is |which is )?(?:that term is )?(?:defined|referred to) in|within the meaning of|as set out in"
        r"|(?:given|assigned) (?:to it )?(?:in|by(?= Article))"
    ),
    clause=r"[,;:.]|\b(?:that|which|who|whose|where|whether)\b",
    grants=(
        rf"\bshall (?:(?:also|always|therefore|thus) )?be {_GRANTED_EN}"
        rf"|\bshall (?:also )?(?:designate|classify|recognise){_OBJECT_EN}"
    ),
    speaks_of=rf"\b(?:which|that|who) (?:is|are) {_GRANTED_EN}|\b(?:designating|classifying|recognising){_OBJECT_EN}",
    titled=r"\bstatus of (?:an? |the )?",
    supposes=r"\b(?:[Ww]here|[Ii]f|[Ww]hen|[Uu]nless|[Oo]nce|whether|in which)\b",
    further=r",? (?:or|and) (?:as )?(?:of )?(?:an? |the )?",
    having=r" with (?:an? )?",
    degrees=frozenset({"very"}),
    done=r"\w+ed",
    pursuant=r",? (?:pursuant to|in accordance with|under|(?:as )?(?:defined|referred to|set out) in|within the meaning of) ",
)  # fmt: skip

_BY_COLON: Final = r"(?: ?[,(][^.;:«»„“]{0,80}?)?\s?:"
"""A colon defines; outside lists of definitions only directly behind the term, or behind what is added to it."""

_FR_UNITS: Final = {
    "partie": Kind.PART, "titre": Kind.TITLE, "chapitre": Kind.CHAPTER, "section": Kind.SECTION, "sous-section": Kind.SUBSECTION,
    "article": Kind.ARTICLE, "paragraphe": Kind.PARAGRAPH, "alinéa": Kind.SUBPARAGRAPH, "point": Kind.POINT, "annexe": Kind.ANNEX,
}  # fmt: skip

FRENCH: Final = Formulas(
    means=_BY_COLON,
    means_in_lists=r"[^.;:«»„“]{0,80}?\s?[:,]",
    meant=r"\bon entend par ",
    named=r"\bci-après (?:dénommée?s?|désignée?s?|appelée?s?) (?:les? |la |l’)?",
    consists=r", consistant\b",
    brackets=(
        r"(?:(?:les?|la|l’|ci-après|dénommée?s?|désignée?s?|appelée?s?|dite?s?|également|collectivement|ensemble|ou|par|sous le nom de)"
        r",? ?){0,6}"
    ),
    announces=r"\b(?:les?|la|ci-après|dénommée?s?)\b",
    articles=r"(?:[Ll]es? |[Ll]a |[Ll]’)",
    also=r"(?:,|,? (?:ou|et))(?: les?| la)? ",
    respectively=r"\s?[:,] respectivement\b",
    purposes=r"\b[Aa]ux fins (?P<where>d[^;:«“]{0,160})",
    this=r"\b(?:du présent|de la présente|le présent|la présente) (?P<unit>[\w-]+)",
    units=_FR_UNITS,
    whole=r"\bprésente? (?:règlement|directive|décision)\b",
    defined=r"(?:tel(?:le)?s? que? )?(?:définie?s?|visée?s?) (?:à|au|aux)|au sens d",
    clause=r"[,;:.]|\b(?:qui|que|dont|où)\b",
)

DANISH: Final = Formulas(
    means=_BY_COLON,
    means_in_lists=r"[^.;:«»„“]{0,80}?\s?:",
    leads=r"\b[Vv]ed ",
    says=r" forstås\b",
    named=r"\b(?:i det følgende|herefter) (?:benævnt|kaldet|betegnet) ",
    brackets=r"(?:(?:i det følgende|herefter|benævnt|kaldet|betegnet|samlet|som|også|den|det|de|såkaldte?|eller),? ){0,6}",
    announces=r"\b(?:i det følgende|herefter|benævnt|kaldet)\b",
    also=r"(?:,|,? (?:eller|og)) ",
    respectively=r": henholdsvis\b",
    purposes=r"\b[Ii] (?P<where>denne?|dette|artikel)\b[^;:»“\"]{0,80}",
    this=r"\b(?:denne|dette) (?P<unit>\w+)",
    units={
        "del": Kind.PART, "afsnit": Kind.TITLE, "kapitel": Kind.CHAPTER, "afdeling": Kind.SECTION, "artikel": Kind.ARTICLE,
        "stykke": Kind.PARAGRAPH, "bilag": Kind.ANNEX,
    },
    whole=r"\b(?:denne forordning|dette direktiv|denne afgørelse)\b",
    defined=r"som (?:defineret|omhandlet) i",
    clause=r"[,;:.]|\b(?:som|der|hvis) (?!defineret|omhandlet)",
)  # fmt: skip

DUTCH: Final = Formulas(
    means=_BY_COLON,
    means_in_lists=r"[^.;:«»„“]{0,80}?\s?:",
    leads=r"\b[Oo]nder ",
    says=r" (?:wordt|worden)? ?verstaan\b",
    named=r"\bhierna (?:te noemen )?(?:de |het )?",
    brackets=r"(?:(?:hierna|te noemen|de|het|genoemd|ook|gezamenlijk|zogenaamde|zogeheten|of),? ){0,6}",
    announces=r"\b(?:de|het|hierna)\b",
    also=r"(?:,|,? (?:of|en)) ",
    respectively=r": respectievelijk\b",
    purposes=r"\b[Vv]oor de toepassing van (?P<where>[^;:„“]{0,160})",
    this=r"\b(?:dit|deze) (?P<unit>\w+)",
    units={
        "deel": Kind.PART, "titel": Kind.TITLE, "hoofdstuk": Kind.CHAPTER, "afdeling": Kind.SECTION, "artikel": Kind.ARTICLE,
        "lid": Kind.PARAGRAPH, "alinea": Kind.SUBPARAGRAPH, "punt": Kind.POINT, "bijlage": Kind.ANNEX,
    },
    whole=r"\b(?:deze verordening|deze richtlijn|dit besluit)\b",
    defined=r"(?:als |zoals )?(?:gedefinieerd|bedoeld) in|in de zin van",
    clause=r"[,;:.]|\b(?:die|dat|waarvan)\b",
)  # fmt: skip

FORMULAS: Final = {"en": ENGLISH, "fr": FRENCH, "da": DANISH, "nl": DUTCH}
