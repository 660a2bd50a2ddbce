"""Acts named in a text: the first pass over the tokens, after which provisions are read in the light of the acts found.

Input are the tokens of a text, output the same tokens with every naming of an act folded into one `ActToken`. An act is named by kind
and number ("Regulation (EC) No 300/2008"), in a list ("Directives 2014/90/EU and (EU) 2016/797"), by a short name or treaty ("GDPR",
"TFEU"), or by pointing ("this Regulation", "that Directive", "thereof").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeAlias

from extract.reference_tokens import ENGLISH, Token, TokenKind
from kg.errors import InvalidId
from kg.ids import ActId, celex_from_citation, is_celex


class Pointing(StrEnum):
    """How an act or a provision is pointed at when it is not named."""

    THIS = "this"  # "this Regulation": the act the words stand in
    THAT = "that"  # "that Directive", "thereof": the one last named
    THE = "the"  # "of the Agreement": an instrument that only its readers know


@dataclass(frozen=True, slots=True, kw_only=True)
class ActMention:
    """An act as it is named: kind word and number as written, or a short name, or a pointing word.

    `celex` is known for acts named by number or known name, and for "that Regulation" where the text names it before; `also` are
    the other acts that "those Regulations" means. `aside` acts are named within the title of another ("… repealing Directive 95/46/EC
    (OJ …)"), and so are not what a later "that Directive" means.
    """

    start: int = 0
    end: int = 0
    wording: str = ""
    kind: str = ""
    number: str = ""
    name: str = ""
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

_MARKED: Final = re.compile(r"[(/]\D|No\b|\bE[UC]")
_LONGEST_INSTRUMENT: Final = 8  # words
_LONGEST_LIST: Final = 50  # acts that "those Regulations" may mean: more than law lists, and a bound for hostile text


def celex_of(kind: str, number: str) -> ActId | None:
    """The CELEX number of an act cited in words, or None where the words do not give one.

    Numbers before 2015 are at times printed without their "No"; what cannot be a year is then the number.
    """
    pair = re.search(r"(\d+)/(\d+)", number)
    if pair is not None and not _is_year(pair[1]) and _is_year(pair[2]) and "No" not in number:
        number = number[: pair.start()] + "No " + number[pair.start() :]
    try:
        return celex_from_citation(kind, number)
    except InvalidId:
        return None


def _is_year(digits: str) -> bool:
    return len(digits) == 2 or (len(digits) == 4 and 1951 < int(digits) < 2100)


def fold_acts(tokens: Sequence[Token], text: str) -> tuple[Item, ...]:
    """The tokens with every naming of an act folded into one item.

    acts := (act-list | name | celex | pointed | instrument | thereof | any token)*
    """
    if any(filler in text for filler in ENGLISH.fillers):
        tokens = _without_fillers(tokens)
    out: list[Item] = []
    at = 0
    while at < len(tokens):
        found, following = _acts_at(tokens, at, text) if tokens[at].kind in _NAMING else ((), at)
        out.extend(found or (tokens[at],))
        at = following if found else at + 1
    return _with_antecedents(out) if any(isinstance(item, ActToken) for item in out) else tuple(out)


_NAMING: Final = frozenset(
    {
        TokenKind.ACT_KIND, TokenKind.NAME, TokenKind.CELEX, TokenKind.THEREOF, TokenKind.THIS, TokenKind.THAT, TokenKind.INSTRUMENT,
    }
)  # fmt: skip
"""Tokens with which the naming of an act begins."""


def _without_fillers(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without ", respectively,", of which one comma stays unless it stood behind "and"."""
    out: list[Token] = []
    dropping = False
    for token in tokens:
        if token.text in ENGLISH.fillers:
            dropping = bool(out) and out[-1].kind is TokenKind.COMMA
            if dropping and len(out) > 1 and out[-2].kind is TokenKind.AND:
                out.pop()
        elif not (dropping and token.kind is TokenKind.COMMA):
            out.append(token)
            dropping = False
        else:
            dropping = False
    return out


def _acts_at(tokens: Sequence[Token], at: int, text: str) -> tuple[tuple[ActToken, ...], int]:
    token = tokens[at]
    if token.kind is TokenKind.ACT_KIND:
        return _act_list(tokens, at, text)
    if token.kind in (TokenKind.NAME, TokenKind.CELEX):
        celex = ActId(token.value) if is_celex(token.value) else None
        return (_item(text, token, token, ActMention(name=token.text, celex=celex)),), at + 1
    if token.kind is TokenKind.THEREOF:
        item = _item(text, token, token, ActMention(pointing=Pointing.THAT))
        return (replace(item, thereof=True),), at + 1
    if token.kind in (TokenKind.THIS, TokenKind.THAT):
        return _pointed(tokens, at, text)
    if token.kind is TokenKind.INSTRUMENT:
        return _instrument(tokens, at, text)
    return (), at


def _item(text: str, first: Token, last: Token, named: ActMention) -> ActToken:
    """What was read of an act, with where it stands."""
    act = replace(named, start=first.start, end=last.end, wording=text[first.start : last.end])
    return ActToken(act=act, start=first.start, end=last.end)


def _kind_at(tokens: Sequence[Token], at: int) -> TokenKind | None:
    return tokens[at].kind if at < len(tokens) else None


def _act_list(tokens: Sequence[Token], at: int, text: str) -> tuple[tuple[ActToken, ...], int]:
    """act-list := ACT_KIND ACT_NUMBER (joint ACT_NUMBER)*, where what continues the list shows by its form that it is an act."""
    kind = tokens[at]
    if _kind_at(tokens, at + 1) is not TokenKind.ACT_NUMBER:
        return (), at
    found = [_numbered(text, kind, tokens[at + 1], kind)]
    at += 2
    while (following := _after_joint(tokens, at)) is not None:
        number = tokens[following]
        found.append(replace(_numbered(text, number, number, kind), listed=True))
        at = following + 1
    return tuple(found), at


def _after_joint(tokens: Sequence[Token], at: int) -> int | None:
    """joint := [AUTHORS] [BRACKET, a footnote mark left in the text] (COMMA | AND | COMMA AND); the place of the number behind it."""
    for optional in (TokenKind.AUTHORS, TokenKind.BRACKET):
        at += _kind_at(tokens, at) is optional
    start = at
    at += _kind_at(tokens, at) is TokenKind.COMMA
    at += _kind_at(tokens, at) is TokenKind.AND
    if at == start or _kind_at(tokens, at) is not TokenKind.ACT_NUMBER:
        return None
    return at if _MARKED.search(tokens[at].text) else None


def _numbered(text: str, first: Token, number: Token, kind: Token) -> ActToken:
    return _item(text, first, number, ActMention(kind=kind.text, number=number.text, celex=celex_of(kind.text, number.text)))


def _pointed(tokens: Sequence[Token], at: int, text: str) -> tuple[tuple[ActToken, ...], int]:
    """pointed := (THIS | THAT) ACT_KIND, the kind with a capital: "that decision" is some decision, not an act."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind is not TokenKind.ACT_KIND or not following.capital:
        return (), at
    if _kind_at(tokens, at + 2) is TokenKind.ACT_NUMBER:
        return (), at
    pointing = Pointing.THIS if tokens[at].kind is TokenKind.THIS else Pointing.THAT
    return (_item(text, tokens[at], following, ActMention(kind=following.text, pointing=pointing)),), at + 2


def _instrument(tokens: Sequence[Token], at: int, text: str) -> tuple[tuple[ActToken, ...], int]:
    """instrument := INSTRUMENT "No" NUMBER, as "Protocol No 21"; one without a number is an act only where a provision of it is named."""
    end = _behind_number(tokens, at)
    if end == at + 1:
        return (), at
    return (_item(text, tokens[at], tokens[end - 1], ActMention(name=tokens[at].text, pointing=Pointing.THE)),), end


def instrument_behind(items: Sequence[Item], at: int, text: str) -> tuple[ActToken, int] | None:
    """The instrument named from `at` on, behind "of", with the place behind it; None where there is none.

    ["the"] capitalised words that end in an INSTRUMENT or ACT_KIND: "the Geneva Convention", "the Financial Regulation".
    """
    first = at
    for place in range(at, min(at + _LONGEST_INSTRUMENT, len(items))):
        item = items[place]
        if not isinstance(item, Token):
            return None
        if item.kind is TokenKind.INSTRUMENT or (item.kind is TokenKind.ACT_KIND and item.capital):
            end = _behind_number(items, place)
            last = items[end - 1]
            words = text[items[first].start : last.end]
            act = ActMention(start=items[first].start, end=last.end, wording=words, name=words, pointing=Pointing.THE)
            return ActToken(act=act, start=act.start, end=act.end), end
        if item.kind is not TokenKind.THE and not item.capital:
            return None
    return None


def _behind_number(items: Sequence[Item], at: int) -> int:
    """The place behind INSTRUMENT ["No" NUMBER]: "Protocol No 21"."""
    pair = items[at + 1 : at + 3]
    sign, number = pair if len(pair) == 2 else (None, None)
    signed = isinstance(sign, Token) and sign.text == ENGLISH.number_sign
    return at + 3 if signed and isinstance(number, Token) and number.kind is TokenKind.NUMBER else at + 1


def base_kind(kind: str) -> str:
    """The last word of a kind, in the singular: "Delegated Regulations" is "regulation"."""
    return kind.lower().split()[-1].removesuffix("s") if kind else ""


def _with_antecedents(items: Sequence[Item]) -> tuple[Item, ...]:
    """Pointing words with the act they mean, where the text names it before them: the last one of that kind."""
    out: list[Item] = []
    named: dict[str, list[ActMention]] = {}
    in_title = False
    for item, titled in zip(items, _before_journal(items), strict=True):
        if isinstance(item, ActToken):
            settled = _settled(item, named)
            out.append(replace(settled, act=replace(settled.act, aside=True)) if in_title else settled)
            if not in_title:
                _remember(settled, named)
        else:
            out.append(item)
            in_title = titled and (in_title or (bool(named) and item.text in ENGLISH.titular))
    return tuple(out)


def _before_journal(items: Sequence[Item]) -> list[bool]:
    """For each item, whether the sentence goes on to a place in the Official Journal, as it does within the title of an act."""
    out: list[bool] = []
    ahead = False
    for item in reversed(items):
        if isinstance(item, Token) and item.text in (ENGLISH.journal, ".", ";"):
            ahead = item.text == ENGLISH.journal
        out.append(ahead and not (isinstance(item, Token) and item.text == ENGLISH.journal))
    return out[::-1]


def _settled(item: ActToken, named: dict[str, list[ActMention]]) -> ActToken:
    act = item.act
    if act.pointing is not Pointing.THAT:
        return item
    known = named.get("" if item.thereof else base_kind(act.kind))
    if not known:
        return item
    if item.thereof:
        return replace(item, act=replace(act, celex=known[-1].celex, pointing=known[-1].pointing or Pointing.THAT))
    if not act.kind.endswith("s"):
        return replace(item, act=replace(act, celex=known[-1].celex))
    codes = tuple(one.celex for one in known if one.celex is not None)
    return replace(item, act=replace(act, celex=codes[0], also=codes[1:])) if len(codes) > 1 else item


def _remember(item: ActToken, named: dict[str, list[ActMention]]) -> None:
    """Keep the act as the last named, and as the last of its kind; acts of one list are kept together."""
    act = item.act
    named[""] = [act]
    if act.kind and act.pointing is None:
        if item.listed:
            named[base_kind(act.kind)][_LONGEST_LIST:] = [act]
        else:
            named[base_kind(act.kind)] = [act]
