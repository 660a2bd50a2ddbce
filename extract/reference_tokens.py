"""The tokens of references: a table of small named patterns, and the words of a language as data.

Input is any text, output its tokens in order. Nothing here knows how a reference is put together; see `extract.references`. Another
language is another `Language` value: the patterns are built from its words.

>>> [(token.kind.value, token.value) for token in tokenise("Art. 5(1), first subparagraph")]
[('unit', 'art'), ('number', '5'), ('bracket', '1'), ('comma', ','), ('ordinal', '1'), ('unit', 'unp')]
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple


class TokenKind(StrEnum):
    """Every kind of token; the names say what a token may stand for, not what it turns out to be."""

    NAME = "name"  # a short name of an act or treaty: "GDPR", "TFEU"
    CELEX = "celex"  # 32016R0679
    ACT_NUMBER = "act number"  # (EU) 2016/679, No 300/2008, 95/46/EC
    ACT_KIND = "act kind"  # Regulation, Council Framework Decision
    AUTHORS = "authors"  # of the European Parliament and of the Council
    UNIT = "unit"  # Article, points, subparagraph
    BRACKET = "bracket"  # (1), (a), (iii)
    HALF_BRACKET = "half bracket"  # a), iv)
    NUMBER = "number"  # 5, 4a, 3.1
    UPPER = "upper"  # III, A, IVa
    ORDINAL = "ordinal"  # first, last
    CARDINAL = "cardinal"  # Three, as in "Part Three"
    THIS = "this"
    THAT = "that"
    THE = "the"
    AND = "and"  # and, or
    TO = "to"
    OF = "of"
    THEREOF = "thereof"
    INSTRUMENT = "instrument"  # Convention, Protocol
    MEASURE = "measure"  # days, million, July: what a number counts when it is no label
    COMMA = "comma"
    DASH = "dash"
    WORD = "word"
    MARK = "mark"  # any other sign


class Token(NamedTuple):
    """Characters `start` to `end` of the text; `value` is the word's meaning (a step code, a bare label, a CELEX number)."""

    kind: TokenKind
    text: str
    value: str
    start: int
    end: int
    plural: bool = False

    @property
    def capital(self) -> bool:
        """Whether the words begin with a capital letter, as "this Article" does not and "Article" does."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """The words that references of one language are made of; keys are lower case. Compared by identity, so that it can key a cache."""

    units: Mapping[str, str]  # word → step code
    plural_units: Mapping[str, str]
    abbreviations: Mapping[str, str]  # written with or without a full stop
    capitals_only: frozenset[str]  # step codes whose words are everyday words unless capitalised
    ordinals: Mapping[str, str]
    cardinals: Mapping[str, str]
    small_words: Mapping[str, TokenKind]
    act_kinds: tuple[str, ...]
    act_qualifiers: tuple[str, ...]
    bodies: tuple[str, ...]  # the letters in "(EU)", "95/46/EC"
    number_sign: str
    authors: str  # pattern of the institutions named behind an act's number
    instruments: tuple[str, ...]
    measures: frozenset[str]
    fillers: frozenset[str]  # words within a list that change nothing in what it names
    titular: frozenset[str]  # words in the title of an act that lead to other acts: "repealing Directive …"
    journal: str  # the letters of the Official Journal, which end the title of an act
    amending: frozenset[str]  # what is done to a provision in its text: "is replaced"
    treaties: Mapping[str, str]  # name → CELEX number, empty where a name fits several


LAST: Final = "last"
"""The value of the ordinal that counts from the end."""

SENTENCE: Final = "sen"
"""The code of a sentence, which references name but which has no id of its own."""


def _numbered(words: str) -> dict[str, str]:
    """The words of a list with their places, from 1."""
    return {word: str(place) for place, word in enumerate(words.split(), 1)}


_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)
_MEASURES: Final = (
    "days day weeks week months month years year hours hour minutes working calendar business million billion thousand per percent euro "
    "euros EUR times metres % January February March April May June July August September October November December"
)

ENGLISH: Final = Language(
    units={
        "article": "art", "paragraph": "par", "subparagraph": "unp", "sub-paragraph": "unp", "point": "pnt", "indent": "idt",
        "sentence": SENTENCE, "annex": "anx", "chapter": "cpt", "section": "sct", "subsection": "sbs", "title": "tis", "part": "prt",
        "recital": "rct", "citation": "cit", "footnote": "fnt",
    },
    plural_units={
        "articles": "art", "paragraphs": "par", "subparagraphs": "unp", "points": "pnt", "indents": "idt", "sentences": SENTENCE,
        "annexes": "anx", "chapters": "cpt", "sections": "sct", "subsections": "sbs", "titles": "tis", "parts": "prt",
        "recitals": "rct", "citations": "cit", "footnotes": "fnt",
    },
    abbreviations={"art": "art", "arts": "art", "para": "par", "paras": "par", "pt": "pnt", "pts": "pnt", "rec": "rct", "recs": "rct",
                   "subpara": "unp", "ch": "cpt", "sect": "sct"},
    capitals_only=frozenset({"tis", "prt"}),
    ordinals=_numbered(_ORDINALS) | {"last": LAST},
    cardinals=_numbered("one two three four five six seven eight"),
    small_words={
        "this": TokenKind.THIS, "that": TokenKind.THAT, "those": TokenKind.THAT, "these": TokenKind.THAT, "the": TokenKind.THE,
        "and": TokenKind.AND, "or": TokenKind.AND, "to": TokenKind.TO, "of": TokenKind.OF, "thereof": TokenKind.THEREOF,
    },
    act_kinds=("Regulation", "Directive", "Decision", "Recommendation"),
    act_qualifiers=("Council", "Commission", "Delegated", "Implementing", "Framework"),
    bodies=("EU", "EC", "EEC", "ECSC", "Euratom", "JHA", "CFSP"),
    number_sign="No",
    authors=r"of\s+the\s+European\s+Parliament\s+and\s+of\s+the\s+Council",
    instruments=("Convention", "Protocol", "Agreement", "Statute", "Treaty", "Treaties", "Covenant", "Constitution", "Act", "Code",
                 "Rules", "Charter"),
    measures=frozenset(_MEASURES.split()),
    titular=frozenset({"amending", "repealing", "supplementing", "implementing"}),
    journal="OJ",
    fillers=frozenset({"respectively"}),
    amending=frozenset({"replaced", "deleted", "inserted", "added", "amended"}),
    treaties={
        "Treaty on the Functioning of the European Union": "12016E", "TFEU": "12016E",
        "Treaty on European Union": "12016M", "TEU": "12016M",
        "Charter of Fundamental Rights of the European Union": "12016P", "Charter of Fundamental Rights": "12016P", "Charter": "12016P",
        "Treaty establishing the European Atomic Energy Community": "12016A", "Euratom Treaty": "12016A",
        "Treaty establishing the European Community": "", "EC Treaty": "",
    },
)  # fmt: skip
"""The words of English drafting, with the short forms people type."""

_LABELS: Final[dict[str, str]] = {
    TokenKind.BRACKET: r"\([ \xa0]?(?:\d{1,4}[a-z]{0,2}|\d{1,3}(?:\.\d{1,3})+|[ivxlc]{1,7}|[a-z]{1,2}|[IVX]{1,5}|[A-Z])[ \xa0]?\)",
    TokenKind.HALF_BRACKET: r"(?:[ivx]{2,4}|[a-z])\)",
    TokenKind.NUMBER: r"\d{1,3}(?:\.\d{1,3}){1,5}\.(?=,|\s+(?:and|or|of|to)\b)|\d{1,4}(?:\.\d{1,3}){0,5}[a-z]{0,2}(?![\w/])",
    TokenKind.UPPER: r"(?:[IVX]{1,5}\.[A-Z]|[IVXLC]{1,7}[a-h]?|[A-Z])(?![\w’'-])",
}
_SIGNS: Final[dict[str, str]] = {TokenKind.COMMA: ",", TokenKind.DASH: "[-–—]"}
_REST: Final = r"[^\W\d_]\w*(?:-\w+){0,3}|\d+|\S"


def _either(words: tuple[str, ...] | Mapping[str, str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _act_patterns(language: Language) -> dict[str, str]:
    """The tokens of acts. A number is `(EU, Euratom) No 5/2012/EC`: bodies in brackets, a sign, two numbers, a body; most are optional."""
    body = _either(language.bodies)
    listed = rf"(?:{body})(?:,\s?(?:{body})){{0,3}}"
    kinds = "|".join(f"{kind}s?" for kind in language.act_kinds)
    qualifiers = "|".join(language.act_qualifiers)
    return {
        TokenKind.CELEX: r"(?<!\w)3[0-9]{4}[A-Z]{1,2}[0-9]{4}(?!\w)",
        TokenKind.ACT_NUMBER: rf"(?:\({listed}\)\s?|(?:{body})\s)?(?:{language.number_sign}\s?)?\d{{1,4}}/\d{{1,4}}(?:/(?:{body}))?(?!\w)",
        TokenKind.ACT_KIND: rf"(?:(?:{qualifiers})\s+){{0,3}}(?:{kinds})(?!\w)|(?:{kinds.lower()})(?=\s+\(?(?:{body})\b)",
        TokenKind.AUTHORS: language.authors,
    }


@lru_cache(maxsize=64)
def _pattern(language: Language, names: tuple[str, ...]) -> re.Pattern[str]:
    """One alternation of all named patterns, in the order in which they are tried.

    Names passed in are read in any case ("gdpr"); those of treaties are everyday words unless capitalised.
    """
    given = rf"(?i:{_either(names)})|" if names else ""
    parts: dict[str, str] = {
        TokenKind.NAME: rf"(?:{given}{_either(language.treaties)})(?!\w)",
        **_act_patterns(language),
        "abbreviation": rf"(?i:(?:{_either(language.abbreviations)})\.)",
        **_LABELS,
        **_SIGNS,
        "rest": _REST,
    }
    return re.compile("|".join(f"(?P<{name.replace(' ', '_')}>{shape})" for name, shape in parts.items()))


@lru_cache(maxsize=64)
def _openings(language: Language, names: tuple[str, ...]) -> re.Pattern[str]:
    """Words one of which every mention holds: a unit, a kind of act, a name, an instrument."""
    words = {
        *language.units,
        *language.plural_units,
        *language.abbreviations,
        *(f"{kind.lower()}{end}" for kind in language.act_kinds for end in ("", "s")),
    }
    words |= {word.lower() for word in (*language.treaties, *language.instruments, *names)}
    stems = "|".join(sorted({re.escape(" ".join(word.split()).split(" ")[0]) for word in words if word}, key=len, reverse=True))
    return re.compile(rf"(?i:\b(?:{stems})(?!\w))|\b3\d{{4}}[A-Z]")


def may_hold_mention(text: str, names: Mapping[str, str] | None = None, language: Language | None = None) -> bool:
    """Whether a text holds any word that a mention needs; most provisions hold none, and need no parsing."""
    return _openings(language or ENGLISH, tuple(sorted(names or {}))).search(text) is not None


def tokenise(text: str, names: Mapping[str, str] | None = None, language: Language | None = None) -> tuple[Token, ...]:
    """The tokens of a text, in order and not overlapping; white space belongs to none.

    `names` maps further short names of acts to CELEX numbers; a language other than English may be given.
    """
    words = language or ENGLISH
    known = {**words.treaties, **{name.lower(): celex for name, celex in (names or {}).items()}}
    pattern = _pattern(words, tuple(sorted(names or {})))
    return tuple(_token(match, words, known) for match in pattern.finditer(text))


def _token(match: re.Match[str], language: Language, names: Mapping[str, str]) -> Token:
    group = (match.lastgroup or "rest").replace("_", " ")
    text, start, end = match[0], match.start(), match.end()
    if group in ("rest", "abbreviation"):
        return _word(text, start, language)
    kind = TokenKind(group)
    value = text
    if kind is TokenKind.NAME:
        name = " ".join(text.split())
        value = names.get(name) or names.get(name.lower(), "")
    elif kind in (TokenKind.BRACKET, TokenKind.HALF_BRACKET):
        value = text.strip("() \xa0")
    elif kind is TokenKind.NUMBER:
        value = text.rstrip(".")
    return Token(kind=kind, text=text, value=value, start=start, end=end, plural=kind is TokenKind.ACT_KIND and text.endswith("s"))


def _word(text: str, start: int, language: Language) -> Token:
    kind, value, plural = _meaning(text, language)
    return Token(kind=kind, text=text, value=value, start=start, end=start + len(text), plural=plural)


@lru_cache(maxsize=16384)
def _meaning(text: str, language: Language) -> tuple[TokenKind, str, bool]:
    """What a word is: looked up in the language's tables, in the order unit, ordinal, small word, instrument, measure."""
    lowered = text.lower()
    bare = lowered.rstrip(".")
    for table, plural in ((language.units, False), (language.plural_units, True), (language.abbreviations, bare.endswith("s"))):
        code = table.get(bare)
        if code is not None and (code not in language.capitals_only or text[:1].isupper()):
            return TokenKind.UNIT, code, plural
    for mapping, kind in ((language.ordinals, TokenKind.ORDINAL), (language.cardinals, TokenKind.CARDINAL)):
        if lowered in mapping:
            return kind, mapping[lowered], False
    if lowered in language.small_words:
        return language.small_words[lowered], lowered, lowered in ("those", "these")
    if text in language.instruments:
        return TokenKind.INSTRUMENT, text, False
    if text in language.measures:
        return TokenKind.MEASURE, lowered, False
    return (TokenKind.WORD if text[:1].isalpha() else TokenKind.MARK), text, False
