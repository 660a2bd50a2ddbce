"""The tokens of references: a table of small named patterns, cut to the words of a language (`extract.reference_languages`).

Input is any text, output its tokens in order. Nothing here knows how a reference is put together; see `extract.references`.

>>> [(token.kind.value, token.value) for token in tokenise("Art. 5(1), first subparagraph")]
[('unit', 'art'), ('number', '5'), ('bracket', '1'), ('comma', ','), ('ordinal', '1'), ('unit', 'unp')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from extract.languages import bare_label
from extract.reference_languages import ENGLISH, Language


class TokenKind(StrEnum):
    """Every kind of token; the names say what a token may stand for, not what it turns out to be."""

    NAME = "name"  # a short name of an act or treaty: "GDPR", "TFEU"
    CELEX = "celex"  # 32016R0679
    JOURNAL = "journal"  # OJ L 119, 4.5.2016, p. 1
    ECLI = "ecli"  # ECLI:EU:C:2014:317
    CASE_WORD = "case word"  # Joined Cases, before a number
    CASE_NUMBER = "case number"  # C-131/12
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
    THAT = "that"  # that, the said, the same
    THE = "the"
    AND = "and"  # and, or
    TO = "to"
    OF = "of"
    THEREOF = "thereof"
    POSSESSIVE = "possessive"  # ses, before the articles of what was named
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


_LABELS: Final[dict[str, str]] = {
    TokenKind.BRACKET: r"\([ \xa0]?(?:[0-9]{1,4}[a-z]{0,2}|[0-9]{1,3}(?:\.[0-9]{1,3})+|[ivxlc]{1,7}|[a-z]{1,2}|[IVX]{1,5}|[A-Z])[ \xa0]?\)",
    TokenKind.HALF_BRACKET: r"(?:[ivx]{2,4}|[a-z])\)",
    TokenKind.NUMBER: r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,5}\.(?=,|\s+[a-z])|[0-9]{1,4}(?:\.[0-9]{1,3}){0,5}[a-z]{0,2}(?![\w/])",
    TokenKind.UPPER: r"(?:[IVX]{1,5}\.[A-Z]|[IVXLC]{1,7}[a-h]?|[A-Z])(?![\w’'-])",
}
_SIGNS: Final[dict[str, str]] = {TokenKind.COMMA: ",", TokenKind.DASH: "[-–—]"}
_REST: Final = r"[^\W\d_]\w*(?:-\w+){0,3}|[0-9]+|\S"
_DATE: Final = r"[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{4}|[0-9]{1,2}\s[^\W\d]{3,9}\s[0-9]{4}"
_PAGE: Final = r"p\.\s?[A-Z]?[0-9]+(?:[-–/][0-9]+)?"


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _act_patterns(language: Language) -> dict[str, str]:
    """The tokens of acts. A number is `(EU, Euratom) No 5/2012/EC`: bodies in brackets, a sign, two numbers, a body; most are optional."""
    body = _either(language.bodies)
    listed = rf"(?:{body})(?:,\s?(?:{body})){{0,3}}"
    sign = rf"(?:{language.number_sign_shape})"
    number = (
        rf"(?:\({listed}\)\s?|(?:{body})\s)?(?:{sign}\s?)?[0-9]{{1,4}}/[0-9]{{1,4}}(?:/(?:{body}))?(?!\w)|{sign}\s[0-9]{{1,4}}(?![\w/])"
    )
    return {
        TokenKind.CELEX: r"(?<!\w)3[0-9]{4}[A-Z]{1,2}[0-9]{4}(?!\w)",
        TokenKind.ACT_NUMBER: number,
        TokenKind.ACT_KIND: _kinds(language, body),
        TokenKind.AUTHORS: language.authors_shape,
    }


def _kinds(language: Language, body: str) -> str:
    """Kinds of acts with their qualifiers; where kinds have a capital, one without is read only before the number of an act."""
    kinds = "|".join(f"{kind}s?" for kind in language.act_kinds)
    before = rf"(?:(?:{'|'.join(language.qualifiers_before)})\s+){{0,3}}" if language.qualifiers_before else ""
    behind = rf"(?:\s+(?:{'|'.join(language.qualifiers_behind)})s?)?" if language.qualifiers_behind else ""
    if language.authors_between_shape:
        behind += rf"(?:\s+(?:{language.authors_between_shape})(?=\s+(?:\(?(?:{body})\b|[0-9])))?"
    lower = rf"|(?:{kinds.lower()})(?=\s+\(?(?:{body})\b)" if language.kinds_capital else ""
    return rf"{before}(?:{kinds}){behind}(?!\w){lower}"


def _published(language: Language) -> dict[str, str]:
    """The tokens of what is published: places in the Official Journal, of every age, and cases of the Court with their ECLI."""
    journal, day = language.journal, language.journal_day_shape
    date = rf"(?:{_DATE})"
    numbered = rf"(?:{language.number_sign_shape})\s"
    number = r"(?:[LC]\s?)?[0-9]{1,4}(?:\s?[A-Z]\b)?(?:/[0-9]{1,4})?"
    old = rf"{journal}\s(?:{numbered})?{number}(?:(?:,?\s(?:{day})?|,){date})?(?:,?\s{_PAGE})?"
    new = rf"{journal}\s[LC],\s(?:[LC]/)?[0-9]{{4}}/[0-9]{{1,5}}(?:,\s{date})?"
    words = _either(language.cases)
    return {
        TokenKind.JOURNAL: rf"(?<!\w)(?:{new}|{old})",
        TokenKind.ECLI: r"(?:ECLI:[A-Z]{2}|(?<![\w:])EU):[A-Z0-9]{1,7}:[0-9]{4}:[A-Z0-9]+(?:\.[A-Z0-9]+){0,5}",
        TokenKind.CASE_WORD: rf"(?:{words})(?=\s+(?:[CTF][-‑–])?[0-9]{{1,4}}/[0-9]{{2}}(?![0-9]))",
        TokenKind.CASE_NUMBER: r"(?<!\w)[CTF][-‑–][0-9]{1,4}/[0-9]{2}(?:\s(?:PPU|RX|P|R)\b)?(?![\w/])",
    }


@lru_cache(maxsize=64)
def _pattern(language: Language, names: tuple[str, ...], any_case: bool) -> re.Pattern[str]:
    """One alternation of all named patterns, in the order in which they are tried.

    Names passed in may be read in any case ("gdpr"); those of treaties are everyday words unless capitalised.
    """
    given = rf"(?{'i' if any_case else ''}:{_either(names)})|" if names else ""
    pointing = [word for word in (*language.that, *language.this, *language.joints) if not word.isalpha()]
    latin = rf"\s(?:{language.inserted_shape})(?!\w)" if language.inserted_shape else ""
    inserted = rf"[0-9]{{1,4}}{latin}|" if latin else ""
    parts: dict[str, str] = {
        "plain": _plain(language, names if any_case else tuple(name for name in names if name[:1].islower())),
        TokenKind.NAME: rf"(?:{given}{_either(language.treaties)})(?!\w)",
        **_published(language),
        **_act_patterns(language),
        "pointing": rf"(?i:(?:{_either(pointing)})(?!\w))" if pointing else "",
        "elided": "|".join(rf"(?i:{re.escape(word)})" for word in (*language.the, *language.of) if word[-1] in "’'"),
        "abbreviation": rf"(?i:(?:{_either(word for word in language.abbreviations if word.isalpha())})\.)",
        **_LABELS,
        TokenKind.HALF_BRACKET: (rf"[a-z]{latin}\)|" if latin else "") + _LABELS[TokenKind.HALF_BRACKET],
        TokenKind.NUMBER: inserted + _LABELS[TokenKind.NUMBER],
        **_SIGNS,
        "rest": _REST,
    }
    return re.compile("|".join(f"(?P<{name.replace(' ', '_')}>{shape})" for name, shape in parts.items() if shape))


def _plain(language: Language, names: Iterable[str]) -> str:
    """A word in small letters with which nothing longer begins: most are such, and need none of the other patterns to be tried."""
    longer = (*language.that, *language.this, *language.joints, *language.treaties, *language.cases, *language.abbreviations, *names)
    kinds = (word for kind in language.act_kinds for word in (kind, f"{kind}s"))
    firsts = {re.escape(word.split()[0].lower()) for word in (*longer, *kinds, *language.of, *language.the)}
    words = "|".join(sorted((word for word in firsts if word[:1].isalpha()), key=len, reverse=True))
    return rf"(?!(?:{words})(?!\w)|(?:{language.number_sign_shape})\s?[0-9])[a-zß-öø-ÿ]{{2,}}(?![\w)’'/-])"


@lru_cache(maxsize=64)
def _openings(language: Language, names: tuple[str, ...]) -> re.Pattern[str]:
    """Words one of which every mention holds: a unit, a kind of act, a name, an instrument, a place of publication."""
    kinds = {f"{kind.lower()}{end}" for kind in language.act_kinds for end in ("", "s")}
    words = {*language.units, *language.plural_units, *language.abbreviations, *kinds, language.journal.lower(), *language.thereof}
    words |= {word.lower() for word in (*language.treaties, *language.instruments, *names)}
    stems = "|".join(sorted({re.escape(" ".join(word.split()).split(" ")[0]) for word in words if word}, key=len, reverse=True))
    return re.compile(
        rf"(?i:(?<!\w)(?:{stems})(?!\w))|\b3[0-9]{{4}}[A-Z]|\bE(?:CLI|U):|\b[CTF][-‑–][0-9]|(?:{_either(language.cases)})\s[0-9]"
    )


def may_hold_mention(text: str, names: Mapping[str, str] | None = None, language: Language = ENGLISH) -> bool:
    """Whether a text holds any word that a mention needs; most provisions hold none, and need no parsing."""
    return _openings(language, tuple(sorted(names or {}))).search(text) is not None


def tokenise(
    text: str, names: Mapping[str, str] | None = None, language: Language = ENGLISH, *, any_case: bool = False
) -> tuple[Token, ...]:
    """The tokens of a text, in order and not overlapping; white space belongs to none.

    `names` maps further short names of acts to CELEX numbers, which `any_case` finds however they are capitalised.
    """
    known = {**language.treaties, **{name.lower(): celex for name, celex in (names or {}).items()}}
    out: list[Token] = []
    for match in _pattern(language, tuple(sorted(names or {})), any_case).finditer(text):
        kind = _KINDS.get(match.lastgroup or "")
        out.append(_word(match, language) if kind is None else _token(match, kind, language, known))
    return tuple(out)


_KINDS: Final = {kind.value.replace(" ", "_"): kind for kind in TokenKind}
"""The kind of each group of the pattern; the other groups are words to be looked up."""


def _token(match: re.Match[str], kind: TokenKind, language: Language, names: Mapping[str, str]) -> Token:
    text, start, end = match[0], match.start(), match.end()
    value = text
    if kind is TokenKind.NAME:
        name = " ".join(text.split())
        value = names.get(name) or names.get(name.lower(), "")
    elif kind in (TokenKind.BRACKET, TokenKind.HALF_BRACKET):
        value = bare_label(text.strip("() \xa0"))
    elif kind is TokenKind.NUMBER:
        if text in language.ordinals:
            return Token(kind=TokenKind.ORDINAL, text=text, value=language.ordinals[text], start=start, end=end)
        value = bare_label(text) if language.inserted_shape else text.rstrip(".")
    elif kind is TokenKind.ACT_KIND:
        return Token(kind=kind, text=text, value=_kind(text, language), start=start, end=end, plural=_is_plural(text, language))
    return Token(kind=kind, text=text, value=value, start=start, end=end)


@lru_cache(maxsize=1024)
def _kind(text: str, language: Language) -> str:
    """A kind of act in the English words that CELEX numbers are told by, in the singular and with the kind last: "Delegated Regulation"."""
    kinds = _bases(language)
    words = [kinds.get(word.lower()) or language.qualifiers_behind.get(word.removesuffix("s"), word) for word in text.split()]
    return " ".join(sorted(words, key=lambda word: word in language.act_kinds.values()))


@lru_cache(maxsize=8)
def _bases(language: Language) -> dict[str, str]:
    """The words for kinds of acts, in lower case, singular and plural, with the English word."""
    return {f"{kind.lower()}{end}": english for kind, english in language.act_kinds.items() for end in ("", "s")}


def _is_plural(text: str, language: Language) -> bool:
    return any(word.lower() in _bases(language) and word.endswith("s") for word in text.split())


def _word(match: re.Match[str], language: Language) -> Token:
    text = match[0]
    kind, value, plural = _meaning(text if text.isalpha() else " ".join(text.split()), language)
    return Token(kind, text, value, match.start(), match.end(), plural)


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
    small = _small_words(language).get(lowered)
    if small is not None:
        return small, lowered, lowered in language.all_of
    if text in language.instruments:
        return TokenKind.INSTRUMENT, text, False
    if text in language.measures:
        return TokenKind.MEASURE, lowered, False
    return (TokenKind.WORD if text[:1].isalpha() else TokenKind.MARK), text, False


@lru_cache(maxsize=8)
def _small_words(language: Language) -> dict[str, TokenKind]:
    tables = {
        TokenKind.THIS: language.this, TokenKind.THAT: language.that, TokenKind.THE: language.the, TokenKind.AND: language.joints,
        TokenKind.TO: language.to, TokenKind.OF: language.of, TokenKind.THEREOF: language.thereof,
        TokenKind.POSSESSIVE: language.possessives,
    }  # fmt: skip
    return {word: kind for kind, words in tables.items() for word in words}
