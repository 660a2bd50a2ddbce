"""References in a text: which provisions and acts its words point to. Finding only; `extract.resolve` says what they are.

`find_mentions` reads tokens (`extract.reference_tokens`) in which acts are already found (`extract.reference_acts`), by a hand-written
descent parser: the docstring of each rule is its grammar. It never raises, and reads each token a bounded number of times.

>>> found = find_mentions("the duties of Article 5(1), points (a) and (b), of Directive 95/46/EC")
>>> found[0].act.celex, ["/".join(map(str, path)) for path in found[0].paths]
('31995L0046', ['art_5/par_1/pnt_a', 'art_5/par_1/pnt_b'])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.antecedents import fold_acts
from extract.reference_acts import ActMention, ActToken, Naming, Pointing
from extract.reference_instruments import instrument_behind, lettered_behind
from extract.reference_languages import ENGLISH, Language
from extract.reference_lists import OF_ACTS, ROOTS, Draft, shared
from extract.reference_paths import DEEPEST, WIDEST, Found, Path, PathStep, may_hold
from extract.reference_reader import Reader
from extract.reference_runs import run, with_inner
from extract.reference_tokens import Token, TokenKind, may_hold_mention, tokenise

K = TokenKind

_LONGEST_JOINT: Final = 8  # tokens between two members of a list, and a bound for hostile text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that point somewhere: the provisions named, outer to inner, and the act, if one is named.

    `spans` has one entry for each path: the words that name its innermost step. A mention without paths names an act alone. `joined` says
    whether only "and" or a comma lies between it and the mention before.
    """

    start: int
    end: int
    wording: str
    paths: tuple[Path, ...] = ()
    act: ActMention | None = None
    spans: tuple[tuple[int, int], ...] = ()
    joined: bool = False


def _mention(reader: Reader, last: Draft | None) -> Draft | None:
    """mention := [NAME | POSSESSIVE] chain [act-tail]"""
    start = reader.at
    before = reader.act()
    if before and not ((before.act.naming is Naming.NAME or before.thereof) and reader.peek(K.UNIT)):
        reader.at = start
        return None
    draft = _chain(reader) or _sole_annex(reader)
    if draft is None:
        reader.at = start
        return None
    if before:
        draft = replace(draft, start=before.start)
        return (_thereof(draft, last) if before.thereof else None) or replace(draft, act=before.act, possessed=before.thereof)
    act = _act_tail(reader, annex=draft.found[0].path[0].code == "anx") or _in_brackets(reader, draft, last)
    if act is None:
        return _amended_part(reader, draft, last)
    draft = replace(draft, end=reader.end_of_last())
    return (_thereof(draft, last) if act.thereof else None) or replace(draft, act=act.act)


def _thereof(draft: Draft, last: Draft | None) -> Draft | None:
    """ "Annex III, with the exception of point 2 thereof": a part is of the provision named last, as an article is of the act."""
    code = draft.found[0].path[0].code
    if last is None or not last.found:
        return None
    if code in OF_ACTS:
        grouping = last.found[-1].path[-1]
        return draft if grouping.pointing is Pointing.THIS and may_hold(grouping.code, code) else None
    outer = _holder(last.found[-1].path, code)
    founds = tuple(Found((*outer, *one.path), one.start, one.end) for one in draft.found)
    return replace(draft, found=founds, outer=outer, act=last.act) if outer else None


def _amended_part(reader: Reader, draft: Draft, last: Draft | None) -> Draft:
    """ "In Annex I to Directive 2013/36/EU, point 15 is replaced": the part that is changed is of the provision named just before."""
    code = draft.found[0].path[0].code
    comma = reader.peek(K.COMMA) is not None
    verb = reader.peek(K.WORD, ahead=comma + 1) if reader.peek(K.WORD, ahead=comma) else None
    if last is None or verb is None or verb.text not in reader.language.amending:
        return draft
    if not last.found:
        directly = code in OF_ACTS and reader.text[last.end : draft.start].strip() == ","
        return replace(draft, act=last.act) if directly else draft
    if code in ROOTS and not (code in ("sct", "prt") and last.found[-1].path[0].code == "anx"):
        return draft
    outer = _holder(last.found[-1].path, code)
    return replace(draft, found=_crossed((Found(outer, 0, 0),), draft.found), outer=outer, act=last.act) if outer else draft


def _holder(path: Path, code: str) -> Path:
    """A path up to the step that holds parts of the code; a subparagraph is of a paragraph, not of the point named beside it."""
    while path and (path[-1].code in (code, "unp") or not may_hold(path[-1].code, code) or (code, path[-1].code) == ("unp", "pnt")):
        path = path[:-1]
    return path


def _chain(reader: Reader) -> Draft | None:
    """chain := run ([COMMA] OF ["the"] run)*, each run wider than the one before."""
    begin = reader.items[reader.at + bool(reader.peek(K.THE))].start if reader.at + 1 < len(reader.items) else 0
    first = run(reader)
    if first is None:
        return None
    outer: Path = ()
    founds, end = first, reader.end_of_last()
    while len(founds[0].path) < DEEPEST and (wider := _wider(reader, founds[0].path[0].code)) is not None:
        founds, end = _crossed(wider, founds), reader.end_of_last()
        outer = (*wider[0].path, *outer)
    return Draft(founds, begin, end, head=first[0].path[0].code, outer=outer)


def _wider(reader: Reader, inner: str) -> tuple[Found, ...] | None:
    """[COMMA] OF ["the"] run, if that run may hold the inner one; the Annexes of acts are "to" them, and so are no run."""
    start = reader.at
    reader.pass_remark()
    if reader.leads_wider():
        reader.take(K.COMMA)
        reader.take(K.OF)
        if not reader.peek(K.ORDINAL, ahead=1):
            reader.take(K.THE)
        wider = run(reader) or _bare_annex(reader)
        if wider and may_hold(wider[-1].path[-1].code, inner):
            return wider
    reader.at = start
    return None


def _sole_annex(reader: Reader) -> Draft | None:
    """ "the Annex", "Annex to Directive …": of an act that has only one; a capital alone ("Annex") is a heading, "an annex" is any."""
    start, article, before = reader.at, reader.take(K.THE), reader.peek(K.WORD, ahead=-1)
    found = _bare_annex(reader) if before is None or before.text not in reader.language.indefinite else None
    found = tuple(with_inner(reader, list(found))) if found else None
    linked = reader.leads_to_act(ahead=bool(reader.peek(K.COMMA))) or reader.peek(K.TO)
    if found is None or not (linked or (article and reader.language.kinds_capital)):
        reader.at = start
        return None
    return Draft(found, found[0].start, reader.end_of_last(), head="anx")


def _bare_annex(reader: Reader) -> tuple[Found, ...] | None:
    """ "the Annex" of an act that has only one."""
    unit = reader.peek(K.UNIT)
    if unit is None or unit.value != "anx" or unit.plural or (reader.language.kinds_capital and not unit.capital):
        return None
    reader.at += 1
    return (Found((PathStep("anx", pointing=Pointing.THE),), unit.start, unit.end),)


def _crossed(wider: tuple[Found, ...], inner: tuple[Found, ...]) -> tuple[Found, ...]:
    """Every inner path in every wider one: "paragraph 1 of Articles 5 and 6". Only the first wider one where that would explode."""
    if len(wider) * len(inner) > WIDEST:
        wider = wider[:1]
    return tuple(Found((*one.path, *low.path), low.start, low.end) for one in wider for low in inner)


def _act_tail(reader: Reader, *, annex: bool) -> ActToken | None:
    """act-tail := [COMMA] (OF | TO) [COMMA] ["the"] (act | instrument) | [COMMA] THEREOF | NAME; "to" is said of annexes."""
    start = reader.at
    reader.take(K.COMMA)
    comma = reader.at > start
    link = reader.take(K.OF, K.TO) if annex else reader.take(K.OF)
    if link:
        reader.take(K.COMMA)
        reader.take(K.THE)
        reader.pass_adjective()
    beside = not link and not comma
    act = reader.act()
    held = act is not None and act.act.wording.split()[0].lower() in reader.language.that_of
    numbered = beside and act is not None and act.act.naming is Naming.NUMBER
    if act and (link or act.thereof or held or numbered or _is_name_behind(act.act, reader.language, comma=comma)):
        return act
    reader.at = start + comma + 1
    if link and (named := instrument_behind(reader.items, reader.at, reader.text, reader.language)):
        reader.at = named[1]
        return named[0]
    if link and not comma and (named := lettered_behind(reader.items, reader.at, reader.text)):
        reader.at = named[1]
        return named[0]
    reader.at = start
    return None


def _in_brackets(reader: Reader, draft: Draft, last: Draft | None) -> ActToken | None:
    """The act in front of a provision in brackets: "Regulation (EU) 2016/679 (Article 6(1))"."""
    if last is None or last.act is None or last.found or draft.found[0].path[0].code not in OF_ACTS:
        return None
    closing = reader.peek(K.MARK)
    between = reader.text[last.end : draft.start].strip()
    if between != "(" or closing is None or closing.text != ")" or last.act.naming is not Naming.NUMBER:
        return None
    return ActToken(act=last.act, start=last.start, end=reader.end_of_last())


def _is_name_behind(act: ActMention, language: Language, *, comma: bool) -> bool:
    """Whether an act may stand behind a provision without "of": "Article 6 GDPR", "Article 16, TFEU"."""
    return act.naming is Naming.NAME and (not comma or act.name in language.treaties)


# ── All mentions of a text ─────────────────────────────────────────────────────────────────────────────────────────────────────


_IDLE: Final = frozenset({K.WORD, K.MARK, K.COMMA, K.DASH, K.AND, K.OF, K.TO, K.MEASURE, K.NUMBER, K.BRACKET, K.UPPER})
"""Tokens with which no mention begins: passing over them at once halves the time."""


def find_mentions(
    text: str, names: Mapping[str, str] | None = None, language: Language = ENGLISH, *, any_case: bool = False
) -> tuple[Mention, ...]:
    """All mentions of provisions and acts, in the order of the text and not overlapping.

    `names` maps short names of acts ("GDPR") to CELEX numbers; with `any_case` they are found however they are typed. Never raises;
    takes time in proportion to the text.
    """
    if not may_hold_mention(text, names, language):
        return ()
    reader = Reader(fold_acts(tokenise(text, names, language, any_case=any_case), text, language), text, language)
    drafts: list[Draft] = []
    while reader.at < len(reader.items):
        item = reader.items[reader.at]
        if isinstance(item, Token) and item.kind in _IDLE:
            reader.at += 1
        else:
            drafts.extend(_next(reader, drafts))
    return tuple(_finished(draft, text) for draft in shared(drafts, text, language))


def _next(reader: Reader, before: Sequence[Draft]) -> list[Draft]:
    """The mentions that begin at the cursor, which always moves on: a mention with the acts listed behind it, or an act alone."""
    joined = _joint_before(reader, before)
    draft = _mention(reader, before[-1] if before else None)
    if draft is None:
        act = reader.act()
        if act is None:
            reader.at += 1
            return []
        if act.thereof:
            return []
        draft = Draft((), act.start, act.end, act=act.act)
    return [replace(draft, joined=joined), *_listed_acts(reader, draft)]


def _listed_acts(reader: Reader, draft: Draft) -> list[Draft]:
    """ "Article 16 of Regulations (EU) No 1093/2010 and (EU) No 1094/2010" names the article of both: a mention for each act."""
    more: list[Draft] = []
    while draft.act and draft.found:
        start = reader.at
        joined = of = None
        while token := reader.take(K.AUTHORS, K.BRACKET, K.COMMA, K.AND, K.OF):
            joined, of = joined or token.kind in (K.AND, K.COMMA), token.kind is K.OF
        act = reader.act()
        if act is None or not (act.listed or (joined and of)) or act.act.naming is Naming.JOURNAL:
            reader.at = start
            break
        more.append(Draft(draft.found, act.start, act.end, act=act.act))
    return more


def _joint_before(reader: Reader, before: Sequence[Draft]) -> bool:
    """Whether only a joint ("," "and" "or") lies between the mention before and the cursor, so that both may share what follows."""
    place = reader.at - 1
    least = max(0, reader.at - _LONGEST_JOINT)
    while place >= least and isinstance(item := reader.items[place], Token) and _is_joint(item, reader.language):
        place -= 1
    return bool(before) and 0 <= place < reader.at - 1 and reader.items[place].end == before[-1].end


def _is_joint(item: Token, language: Language) -> bool:
    return item.kind in (K.COMMA, K.AND, K.OF, K.TO, K.THE) or item.text in language.repeated


def _finished(draft: Draft, text: str) -> Mention:
    return Mention(
        start=draft.start, end=draft.end, wording=text[draft.start : draft.end], paths=tuple(one.path for one in draft.found),
        act=draft.act, spans=tuple((one.start, one.end) for one in draft.found), joined=draft.joined,
    )  # fmt: skip
