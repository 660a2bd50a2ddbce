"""Instruments by name and cases of the Court among the tokens: what has no number of its own in the series of EU acts.

Input are the tokens of a text and a place in them, output the act read there, with the place behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from extract.reference_acts import ActMention, Acts, ActToken, Item, Naming, Pointing, introduces_itself, item, kind_at
from extract.reference_languages import ENGLISH, Language
from extract.reference_tokens import Token, TokenKind
from kg.ids import ActId, act_id

K = TokenKind

_LONGEST: Final = 30
"""Words of the name of an instrument, or between a case and its ECLI: more than any has, and a bound for hostile text."""
_LONGEST_BEHIND: Final = 8
_LEAST_LETTERS: Final = 3  # of an abbreviation that may be an instrument: "Article 8 of the ECHR"


def instrument(tokens: Sequence[Token], at: int, text: str, language: Language) -> tuple[ActToken, int] | None:
    """instrument := name-words INSTRUMENT | INSTRUMENT [["("] "No" NUMBER [")"]] name-rest, with the place behind it.

    "the Berne Convention", "Protocol No 21 on the position of …", "Convention on Cybercrime". One that only its readers know ("the
    Agreement") is an act where a provision of it is named, which `instrument_behind` reads; "the Treaty" is one everywhere.
    """
    if tokens[at].text not in language.free_instruments and kind_at(tokens, at + 1) is not K.ACT_NUMBER:
        return None
    first = _left(tokens, at, language)
    behind = _numbered(tokens, at)
    end = _right(tokens, behind, language)
    sole = tokens[at].text in language.sole_instruments and kind_at(tokens, at - 1) in (K.THE, K.OF, K.TO)
    if (first == at and end == at + 1 and not sole) or introduces_itself(tokens, first, end):
        return None
    name = " ".join(text[tokens[first].start : tokens[end - 1].end].split())
    act = ActMention(name=name, naming=Naming.INSTRUMENT, pointing=Pointing.THE)
    return item(text, tokens[first], tokens[end - 1], act), end


def _left(tokens: Sequence[Token], at: int, language: Language) -> int:
    """Where the capitalised words in front of an instrument begin: "Council of Europe Framework Convention"."""
    first = at
    for place in range(at - 1, max(at - _LONGEST_BEHIND, -1), -1):
        token = tokens[place]
        named = token.kind in (K.WORD, K.UPPER, K.NAME) and token.capital and token.text not in language.not_named
        if token.end + 1 != tokens[place + 1].start or not (named or token.kind in (K.OF, K.AND)):
            break
        first = place if named else first
    return first


def _numbered(tokens: Sequence[Item], at: int) -> int:
    """The place behind INSTRUMENT [["("] "No" NUMBER [")"]]: "Protocol No 21", "Protocol (No 22)"."""
    place = at + 1
    opened = place < len(tokens) and isinstance(sign := tokens[place], Token) and sign.text == "("
    number = tokens[place + opened] if place + opened < len(tokens) else None
    if not isinstance(number, Token) or number.kind is not K.ACT_NUMBER or "/" in number.text:
        return at + 1
    place += opened + 1
    closing = tokens[place] if opened and place < len(tokens) else None
    return place + (isinstance(closing, Token) and closing.text == ")")


def _right(items: Sequence[Item], at: int, language: Language) -> int:
    """The place behind the rest of a name: "for the Protection of Human Rights"; the small words within it lead to capitalised ones."""
    tokens = [one for one in takewhile(lambda one: isinstance(one, Token), items[at : at + _LONGEST]) if isinstance(one, Token)]
    dated = [one.kind for one in tokens[:4]] == [K.OF, K.NUMBER, K.MEASURE, K.NUMBER]
    begin, end = (4 if dated else 0), 0
    if begin >= len(tokens) or tokens[begin].text.lower() not in language.first_joints:
        return at
    for place, token in enumerate(tokens[begin:], begin):
        if token.capital and token.kind in (K.WORD, K.UPPER, K.INSTRUMENT) and token.text not in language.not_named:
            end = place + 1
        elif token.text.lower() not in language.name_joints and not _is_noun(tokens, place):
            break
    return at + end


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word in lower case stands within a name: "on the position of Denmark"."""
    return tokens[at].kind is K.WORD and kind_at(tokens, at - 1) is K.THE and kind_at(tokens, at + 1) is K.OF


def instrument_behind(items: Sequence[Item], at: int, text: str, language: Language = ENGLISH) -> tuple[ActToken, int] | None:
    """The instrument named from `at` on, behind "of", with the place behind it; None where there is none.

    ["the"] capitalised words that end in an INSTRUMENT or ACT_KIND: "the Geneva Convention", "the Financial Regulation".
    """
    for place in range(at, min(at + _LONGEST_BEHIND, len(items))):
        found = items[place]
        if not isinstance(found, Token):
            return None
        if found.kind is K.INSTRUMENT or (found.kind is K.ACT_KIND and found.capital):
            end = _right(items, _numbered(items, place), language)
            first, last = items[at], items[end - 1]
            words = text[first.start : last.end]
            named = ActMention(start=first.start, end=last.end, wording=words, name=words, naming=Naming.INSTRUMENT, pointing=Pointing.THE)
            return ActToken(act=named, start=first.start, end=last.end), end
        if found.kind is not K.THE and not found.capital:
            return None
    return None


def lettered_behind(items: Sequence[Item], at: int, text: str) -> tuple[ActToken, int] | None:
    """The instrument that letters name from `at` on, behind "of": ["the"] WORD in capitals, as in "Article 8 of the ECHR"."""
    letters = next((one for one in items[at : at + 2] if isinstance(one, Token) and one.kind is not K.THE), None)
    if letters is None or letters.kind is not K.WORD or not letters.text.isupper() or len(letters.text) < _LEAST_LETTERS:
        return None
    named = ActMention(name=letters.text, naming=Naming.INSTRUMENT, pointing=Pointing.THE)
    return item(text, letters, letters, named), list(items[at : at + 2]).index(letters) + at + 1


# ── Cases ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_CASE: Final = re.compile(r"(?:(?P<court>[CTF])[-‑–])?(?P<number>[0-9]{1,4})/(?P<year>[0-9]{2})")
_COURTS: Final = {"C": "CJ", "T": "TJ", "F": "FJ"}
_BEFORE: Final = 90
"""Characters before a case in which "order" or "opinion of Advocate General" is looked for."""


def cases(tokens: Sequence[Token], at: int, text: str, language: Language) -> Acts:
    """cases := [CASE_WORD] number (joint number)* […, ECLI] | ECLI, where a number is CASE_NUMBER or, behind the word, of an early case."""
    if tokens[at].kind is K.ECLI:
        return (item(text, tokens[at], tokens[at], ActMention(name=tokens[at].text, naming=Naming.CASE)),), at + 1
    first = at
    at += tokens[at].kind is K.CASE_WORD
    found: list[ActToken] = []
    while (number := _case_number(tokens, at, worded=tokens[first].kind is K.CASE_WORD)) is not None:
        begin = tokens[first] if not found else number
        act = ActMention(
            name=number.text,
            naming=Naming.CASE,
            celex=_celex_of_case(number.text, text[max(0, begin.start - _BEFORE) : begin.start], language),
        )
        found.append(replace(item(text, begin, number, act), listed=bool(found)))
        at += 1
        if (following := _behind_joint(tokens, at)) is None:
            break
        at = following
    if not found:
        return (), first
    end = _behind_ecli(tokens, at)
    if end > at:
        found[-1] = item(text, tokens[first] if len(found) == 1 else number or tokens[first], tokens[end - 1], found[-1].act)
    return tuple(found), max(at, end)


def _case_number(tokens: Sequence[Token], at: int, *, worded: bool) -> Token | None:
    kinds = (K.CASE_NUMBER, K.ACT_NUMBER) if worded else (K.CASE_NUMBER,)
    return tokens[at] if kind_at(tokens, at) in kinds else None


def _behind_joint(tokens: Sequence[Token], at: int) -> int | None:
    """The place of the next case number of a list, behind "," or "and"."""
    start = at
    at += kind_at(tokens, at) is K.COMMA
    at += kind_at(tokens, at) is K.AND
    return at if at > start and kind_at(tokens, at) in (K.CASE_NUMBER, K.ACT_NUMBER) else None


def _behind_ecli(tokens: Sequence[Token], at: int) -> int:
    """The place behind the ECLI that belongs to a case: behind its parties, in the same sentence, before any other case."""
    for place in range(at, min(at + _LONGEST, len(tokens))):
        token = tokens[place]
        if token.kind is K.ECLI:
            return place + 1
        if token.kind in (K.CASE_NUMBER, K.CASE_WORD, K.UNIT) or token.text in ".;":
            break
    return at


def _celex_of_case(number: str, before: str, language: Language) -> ActId | None:
    """The CELEX number of a case: sector 6, the year in which it was brought, the court and kind of document, the number.

    Judgments unless the words before say "order" or "opinion". Source: EUR-Lex, "How CELEX numbers are composed".
    """
    match = _CASE.match(number)
    if match is None:
        return None
    letters = _COURTS[match["court"] or "C"]
    said = before.lower()
    for word, letter in language.documents.items():
        letters = letters[0] + letter if word in said else letters
    year = ("19" if int(match["year"]) >= 50 else "20") + match["year"]
    return act_id(f"6{year}{letters}{int(match['number']):04d}")
