"""What "that Directive", "thereof" and a place in the Official Journal mean: the acts named before them in the same text.

Input are tokens in which acts are folded, output the same with the CELEX numbers of those that only point. `fold_acts` is the whole first
pass: tokens in, items with acts out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from extract.reference_acts import (
    ActMention,
    Acts,
    ActToken,
    Item,
    Naming,
    Pointing,
    base_kind,
    journal_place,
    named_act,
    numbered_acts,
    pointed_act,
    thereof,
    without_fillers,
)  # fmt: skip
from extract.reference_instruments import cases, instrument
from extract.reference_languages import ENGLISH, Language
from extract.reference_tokens import Token, TokenKind
from kg.ids import ActId

K = TokenKind

_LONGEST_LIST: Final = 50  # acts that "those Regulations" may mean: more than law lists, and a bound for hostile text
_NAMING: Final = frozenset(
    {K.ACT_KIND, K.NAME, K.CELEX, K.THEREOF, K.POSSESSIVE, K.THIS, K.THAT, K.CASE_WORD, K.CASE_NUMBER, K.ECLI, K.JOURNAL}
)
"""Tokens with which the naming of an act begins."""


def fold_acts(tokens: Sequence[Token], text: str, language: Language = ENGLISH) -> tuple[Item, ...]:
    """The tokens with every naming of an act folded into one item.

    acts := (act-list | name | celex | pointed | instrument | case | journal | thereof | any token)*
    """
    if any(filler in text for filler in language.fillers):
        tokens = without_fillers(tokens, language)
    out: list[Item] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind is K.INSTRUMENT and (named := instrument(tokens, at, text, language)):
            act, at = named
            while out and out[-1].start >= act.start:
                out.pop()
            out.append(act)
            continue
        found, following = _acts_at(tokens, at, text, language) if token.kind in _NAMING else ((), at)
        out.extend(found or (token,))
        at = following if found else at + 1
    return _settled(out, language) if any(isinstance(one, ActToken) for one in out) else tuple(out)


def _acts_at(tokens: Sequence[Token], at: int, text: str, language: Language) -> Acts:
    kind = tokens[at].kind
    if kind is K.ACT_KIND:
        return numbered_acts(tokens, at, text, language)
    if kind in (K.NAME, K.CELEX):
        return named_act(tokens, at, text)
    if kind in (K.THEREOF, K.POSSESSIVE):
        return thereof(tokens, at, text, language)
    if kind in (K.THIS, K.THAT):
        return pointed_act(tokens, at, text, language)
    if kind is K.JOURNAL:
        return journal_place(tokens, at, text)
    return cases(tokens, at, text, language)


@dataclass(slots=True)
class _Named:
    """The acts that a text has named so far: the last of each kind, with those of its list, and all of it.

    `aside` are those in the title at hand; `unplaced` is the act that has no place in the Official Journal yet.
    """

    by_kind: dict[str, list[ActMention]] = field(default_factory=dict)
    every: dict[str, dict[ActId, None]] = field(default_factory=dict)
    aside: dict[str, list[ActMention]] = field(default_factory=dict)
    unplaced: ActMention | None = None

    def remember(self, found: ActToken) -> None:
        """Keep an act as the last named, and as the last of its kind; acts of one list are kept together."""
        act, kind = found.act, base_kind(found.act.kind)
        self.by_kind[""] = [act]
        if act.naming is Naming.NUMBER and not (self.unplaced and self.unplaced.start == 0):
            self.unplaced = act  # what a note or list begins with has its place behind its title, whatever acts that names
        if kind and act.pointing is None:
            if act.celex:
                self.every.setdefault(kind, {})[act.celex] = None
            if found.listed:
                self.by_kind[kind][_LONGEST_LIST:] = [act]
            else:
                self.by_kind[kind] = [act]

    def meant(self, found: ActToken, *, in_title: bool) -> ActToken:
        """What points back, with the act it means; anything else as it is."""
        act, kind = found.act, base_kind(found.act.kind)
        if act.pointing is not Pointing.THAT:
            return found
        known = (self.aside.get(kind) if in_title else None) or self.by_kind.get("" if found.thereof else kind)
        if not known:
            return found
        if found.thereof:
            last = known[-1]
            return replace(found, act=replace(act, celex=last.celex, name=last.name, pointing=last.pointing or Pointing.THAT))
        if not act.plural:
            return replace(found, act=replace(act, celex=known[-1].celex))
        codes = tuple(one.celex for one in known if one.celex is not None)
        if len(codes) < 2:
            codes = tuple(self.every.get(kind, ()))
        return replace(found, act=replace(act, celex=codes[0], also=codes[1:])) if 1 < len(codes) <= _LONGEST_LIST else found


def _settled(items: Sequence[Item], language: Language) -> tuple[Item, ...]:
    """Pointing words with the act they mean, where the text names it before them; what stands in the title of another act is aside."""
    out: list[Item] = []
    named, in_title = _Named(), False
    for one, titled in zip(items, _before_journal(items), strict=True):
        if not isinstance(one, ActToken):
            out.append(one)
            in_title = titled and (in_title or (bool(named.by_kind) and one.text in language.titular))
            if one.text in (".", ";"):
                named.unplaced = None
        elif one.act.naming is Naming.JOURNAL:
            out.append(replace(one, act=replace(one.act, celex=named.unplaced.celex)) if named.unplaced else one)
            named.unplaced, named.aside, in_title = None, {}, False
        else:
            meant = named.meant(one, in_title=in_title)
            out.append(replace(meant, act=replace(meant.act, aside=True)) if in_title else meant)
            if in_title:
                named.aside[base_kind(meant.act.kind)] = [meant.act]
            else:
                named.remember(meant)
    return tuple(out)


def _before_journal(items: Sequence[Item]) -> list[bool]:
    """For each item, whether the sentence goes on to a place in the Official Journal, as it does within the title of an act."""
    out: list[bool] = []
    ahead = False
    for one in reversed(items):
        journal = isinstance(one, ActToken) and one.act.naming is Naming.JOURNAL
        if journal or (isinstance(one, Token) and one.text in (".", ";")):
            ahead = journal
        out.append(ahead and not journal)
    return out[::-1]
