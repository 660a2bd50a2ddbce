"""Acts named in a text: the first pass over the tokens, after which provisions are read in the light of the acts found.

Input are the tokens of a text, output the same tokens with every naming of an act folded into one `ActToken`. An act is named by kind
and number ("Regulation (EC) No 300/2008"), in a list ("Directives 2014/90/EU and (EU) 2016/797"), by a short name or treaty ("GDPR",
"TFEU"), by where it was published ("OJ L 119, 4.5.2016, p. 1"), or by pointing ("this Regulation", "the said Directive", "thereof").
Instruments by name and cases of the Court are read by `extract.reference_instruments`, what points back by `extract.antecedents`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

from extract.reference_languages import ENGLISH, Language
from extract.reference_tokens import Token, TokenKind
from kg.errors import InvalidId
from kg.ids import ActId, celex_from_citation, is_celex


class Pointing(StrEnum):
    """How an act or a provision is pointed at when it is not named."""

    THIS = "this"  # "this Regulation": the act the words stand in
    THAT = "that"  # "that Directive", "thereof": the one last named
    THE = "the"  # "of the Agreement": an instrument that only its readers know


class Naming(StrEnum):
    """By what an act is named."""

    NUMBER = "number"
    NAME = "name"
    POINTING = "pointing"
    INSTRUMENT = "instrument"
    CASE = "case"
    JOURNAL = "journal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActMention:
    """An act as it is named: its kind in English words and its number as written, or a short name, or a pointing word.

    `celex` is known for acts named by number or known name, and for "that Regulation" where the text names it before; `also` are
    the other acts that "those Regulations" means. `aside` acts are named within the title of another ("… repealing Directive 95/46/EC
    (OJ …)"), and so are not what a later "that Directive" means.
    """

    start: int = 0
    end: int = 0
    wording: str = ""
    kind: str = ""
    plural: bool = False
    number: str = ""
    name: str = ""
    naming: Naming = Naming.NUMBER
    celex: ActId | None = None
    pointing: Pointing | None = None
    also: tuple[ActId, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActToken:
    """An act among the tokens; `listed` when it continues a list ("…, (EU) No 167/2013"), `thereof` when it is that word."""

    act: ActMention
    start: int
    end: int
    listed: bool = False
    thereof: bool = False


Item: TypeAlias = Token | ActToken
Acts: TypeAlias = tuple[tuple[ActToken, ...], int]
"""Acts read from a place on, and the place behind them."""

_MARKED: Final = re.compile(r"\A\D|/\D")
_SLASHED: Final = re.compile(r"([0-9]+)/([0-9]+)")
_DATED: Final = re.compile(r"[^.;:()]{0,40}?\b[0-9]{1,2} [^\W\d]{3,9} (?P<year>1[89][0-9][0-9]|20[0-9][0-9])\b")


def celex_of(kind: str, number: str) -> ActId | None:
    """The CELEX number of an act cited by kind and number, the kind in English words; None where they do not give one.

    Numbers before 2015 are at times printed without their "No"; what cannot be a year is then the number.
    """
    pair = _SLASHED.search(number)
    if pair is None:
        return None
    signed = bool(re.search(r"[A-Za-z°º]\s*$", number[: pair.start()]))
    backward = _is_year(pair[1]) and not _is_year(pair[2])
    if backward:
        number = pair[0]
    elif signed or not _is_year(pair[1]):
        number = number[: pair.start()].rstrip() + " No " + number[pair.start() :]
    try:
        return celex_from_citation(kind, number)
    except InvalidId:
        return None


def _is_year(digits: str) -> bool:
    return len(digits) == 2 or (len(digits) == 4 and 1951 < int(digits) < 2100)


def item(text: str, first: Token, last: Token, named: ActMention) -> ActToken:
    """What was read of an act, with where it stands."""
    act = replace(named, start=first.start, end=last.end, wording=text[first.start : last.end])
    return ActToken(act=act, start=first.start, end=last.end)


def kind_at(tokens: Sequence[Token], at: int) -> TokenKind | None:
    """The kind of the token at a place, if there is one."""
    return tokens[at].kind if 0 <= at < len(tokens) else None


def numbered_acts(tokens: Sequence[Token], at: int, text: str, language: Language) -> Acts:
    """act-list := ACT_KIND ACT_NUMBER (joint ACT_NUMBER)*, where what continues the list shows by its form that it is an act."""
    kind = tokens[at]
    if kind_at(tokens, at + 1) is not TokenKind.ACT_NUMBER:
        return (), at
    found = [_numbered(text, kind, tokens[at + 1], kind, language)]
    at += 2
    while (following := _after_joint(tokens, at, kind)) is not None:
        number = tokens[following]
        found.append(replace(_numbered(text, number, number, kind, language), listed=True))
        at = following + 1
    return tuple(found), at


def _after_joint(tokens: Sequence[Token], at: int, kind: Token) -> int | None:
    """joint := [AUTHORS] [BRACKET, a footnote mark left in the text] (COMMA | AND | COMMA AND); the place of the number behind it."""
    for optional in (TokenKind.AUTHORS, TokenKind.BRACKET):
        at += kind_at(tokens, at) is optional
    start = at
    at += kind_at(tokens, at) is TokenKind.COMMA
    at += kind_at(tokens, at) is TokenKind.AND
    if at == start or kind_at(tokens, at) is not TokenKind.ACT_NUMBER:
        return None
    number = tokens[at].text
    pair = _SLASHED.fullmatch(number)
    bare = pair is not None and kind.plural and (_is_year(pair[1]) or _is_year(pair[2]))
    return at if bare or _MARKED.search(number) else None


def _numbered(text: str, first: Token, number: Token, kind: Token, language: Language) -> ActToken:
    """An act by its number; where that has no year ("Regulation No 17"), the date of the act behind it has."""
    written = number.text if _is_of_the_union(text, number, kind, language) else ""
    if written and "/" not in written and (dated := _DATED.match(text, number.end)):
        written = f"{written}/{dated['year']}"
    act = ActMention(kind=kind.value, plural=kind.plural, number=number.text, celex=celex_of(kind.value, written))
    return item(text, first, number, act)


def _is_of_the_union(text: str, number: Token, kind: Token, language: Language) -> bool:
    """Not where the words say that the act is of another body: "UN Regulation No 48", "Decision No 1/80 of the Association Council"."""
    if any(word in language.foreign_qualifiers for word in kind.text.split()):
        return False
    return not language.foreign_shape or not _compiled(language.foreign_shape).match(text, number.end)


@lru_cache(maxsize=8)
def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(shape)


def named_act(tokens: Sequence[Token], at: int, text: str) -> Acts:
    """name := NAME | CELEX, unless the name only introduces itself: "the Treaty on European Union (TEU)"."""
    token = tokens[at]
    if introduces_itself(tokens, at, at + 1):
        return (), at
    celex = ActId(token.value) if is_celex(token.value) else None
    return (item(text, token, token, ActMention(name=" ".join(token.text.split()), naming=Naming.NAME, celex=celex)),), at + 1


_CLOSED_BY: Final = {"(": ")", "‘": "’", "'": "'", "“": "”", '"': '"', "«": "»"}


def introduces_itself(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether nothing but a name stands in brackets or quotation marks: "… (Data Act)" says how an act is called."""
    first -= kind_at(tokens, first - 1) is TokenKind.THE
    opening = tokens[first - 1].text if first else ""
    closing = tokens[end].text if end < len(tokens) else ""
    return opening in _CLOSED_BY and _CLOSED_BY[opening] == closing


def pointed_act(tokens: Sequence[Token], at: int, text: str, language: Language) -> Acts:
    """pointed := (THIS | THAT) ACT_KIND, the kind with a capital where it has one: "that decision" is some decision, not an act."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind is not TokenKind.ACT_KIND or (language.kinds_capital and not following.capital):
        return (), at
    this = tokens[at].kind is TokenKind.THIS and not tokens[at].plural  # "these Directives" were named before
    everyday = tokens[at].value in language.weak and following.value in language.everyday_kinds
    if kind_at(tokens, at + 2) is TokenKind.ACT_NUMBER or everyday:
        return (), at
    pointing = Pointing.THIS if this else Pointing.THAT
    named = ActMention(kind=following.value, plural=following.plural, naming=Naming.POINTING, pointing=pointing)
    return (item(text, tokens[at], following, named),), at + 2


def thereof(tokens: Sequence[Token], at: int, text: str, language: Language) -> Acts:
    """THEREOF | POSSESSIVE UNIT: the act or provision named before; "its Annex" with the capital that the word has for an act's."""
    if tokens[at].kind is TokenKind.POSSESSIVE:
        unit = tokens[at + 1] if kind_at(tokens, at + 1) is TokenKind.UNIT else None
        if unit is None or (language.pointed_capitals and not (unit.capital and unit.value in language.pointed_capitals)):
            return (), at
    found = item(text, tokens[at], tokens[at], ActMention(naming=Naming.POINTING, pointing=Pointing.THAT))
    return (replace(found, thereof=True),), at + 1


def journal_place(tokens: Sequence[Token], at: int, text: str) -> Acts:
    """JOURNAL: where an act was published."""
    return (item(text, tokens[at], tokens[at], ActMention(naming=Naming.JOURNAL)),), at + 1


def without_fillers(tokens: Sequence[Token], language: Language = ENGLISH) -> list[Token]:
    """The tokens without ", respectively,", of which one comma stays unless it stood behind "and"."""
    out: list[Token] = []
    dropping = False
    for token in tokens:
        if token.text in language.fillers:
            dropping = bool(out) and out[-1].kind is TokenKind.COMMA
            if dropping and len(out) > 1 and out[-2].kind is TokenKind.AND:
                out.pop()
        elif not (dropping and token.kind is TokenKind.COMMA):
            out.append(token)
            dropping = False
        else:
            dropping = False
    return out


def base_kind(kind: str) -> str:
    """The last word of a kind: "Delegated Regulation" is "regulation"."""
    return kind.lower().split()[-1] if kind else ""
