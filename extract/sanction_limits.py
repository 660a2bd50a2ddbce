"""What a penalty comes to: amounts of money and shares of turnover that a sentence names as its limit.

A figure counts only behind a penalty and the words that limit it ("fines of up to EUR 5 000"), or joined to one that counts ("or 2 % of the
turnover"). Any other is a threshold of something else ("an undertaking with a turnover of EUR 5 million").

>>> from extract.sanction_words import ENGLISH
>>> [(one.amount, one.percentage, one.basis) for one in limits_in("Fines of up to EUR 2,5 million or 3 % of the budget.", 5, ENGLISH)]
[(2500000, '3', 'the budget')]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Final

from extract.sanction_words import PenaltyWords
from kg.rules import Which

_NUMBER: Final = r"\d{1,3}(?:[\s.,’']\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_GROUPED: Final = re.compile(r"\d{1,3}(?:[\s.,’']\d{3})+", re.ASCII)
_LEADING: Final = 400
"""Characters between a penalty and its figure, or between two of its figures, at most."""
_LONGEST_BASIS: Final = 400
"""Characters of what a share is of, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """An amount, a share, or both, with the characters of a sentence that say so, and which of the two it is.

    `lead` are the words in front of the figure that join it to one before, and `of` those on either side that say which infringements it is
    for, and no other figure of the penalty.
    """

    start: int
    end: int
    amount: int | None = None
    currency: str = ""
    percentage: str = ""
    basis: str = ""
    which: Which | None = None
    lead: tuple[int, int] = (0, 0)
    of: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shapes:
    """The patterns of one language, compiled."""

    figure: re.Pattern[str]
    limit: re.Pattern[str]
    joins: re.Pattern[str]
    threshold: re.Pattern[str]
    whichever: re.Pattern[str]
    basis: re.Pattern[str]
    basis_end: re.Pattern[str]
    far_basis: re.Pattern[str]
    per_target: re.Pattern[str]
    floor: re.Pattern[str]
    floor_behind: re.Pattern[str]
    ceiling: re.Pattern[str]
    range_floor: re.Pattern[str]
    range_top: re.Pattern[str]
    bare_join: re.Pattern[str]
    goes_on: re.Pattern[str]
    infringement: re.Pattern[str]


@lru_cache(maxsize=8)
def _shapes(words: PenaltyWords) -> _Shapes:
    currency = "|".join(sorted(map(re.escape, words.currencies), key=len, reverse=True))
    scale = "|".join(words.scales)
    money = (
        rf"(?P<before>{currency})\s*(?P<first>{_NUMBER})(?:\s*(?P<first_scale>{scale})\b)?"
        rf"|(?P<second>{_NUMBER})(?:\s*(?P<second_scale>{scale}))?\s*(?P<behind>{currency})(?!\w)"
    )
    times = "|".join(words.multiples)
    figure = rf"(?<![\w.,])(?:{money})|(?<![\w.,])(?P<share>\d+(?:[.,]\d+)?)\s*(?:{words.percent})|\b(?P<times>{times}){words.multiple}"
    plain = (one.name for one in fields(_Shapes) if one.name != "figure")
    return _Shapes(
        figure=re.compile(figure, re.IGNORECASE), **{name: re.compile(getattr(words, name), re.IGNORECASE) for name in plain}
    )  # fmt: skip


def limits_in(sentence: str, start: int, words: PenaltyWords, *, introduced: bool = False, end: int | None = None) -> tuple[Limit, ...]:
    """The limits of the penalty whose words end at a character of a sentence; an amount and a share joined by "or" are one.

    Where the penalty was `introduced` together with the words that limit it, the figure may come at once. None are read beyond `end`. The
    least that a penalty is stands beside the most without being one of its limits.
    """
    figures = _figures(sentence, words)
    found: list[Limit] = []
    for read in figures[bisect_left(figures, start, key=attrgetter("start")) :]:
        behind = found[-1].end if found else start
        if read.start < behind:
            continue
        if read.start - behind > _LEADING or (end is not None and read.start >= end):
            break
        between = sentence[behind : read.start]
        if found:
            if _shapes(words).joins.match(between) and not _is_threshold(between, words):
                found.append(replace(read, lead=(behind, read.start)))
        elif (introduced and _comes_first(between, words)) or is_limit(between, words):
            found.append(replace(read, lead=(behind, read.start)))
    if not found:
        return ()
    most = _without_floors(sentence, found, words)
    return tuple(_joined(_for_their_own(sentence, most, words), which_of(sentence, words)))


@lru_cache(maxsize=64)
def _figures(sentence: str, words: PenaltyWords) -> tuple[Limit, ...]:
    """All amounts and shares of a sentence, limits or not."""
    return tuple(_limit(sentence, figure, words) for figure in _shapes(words).figure.finditer(sentence))


def _without_floors(sentence: str, found: Sequence[Limit], words: PenaltyWords) -> list[Limit]:
    """The limits without those that tell the least, where the words go on to the most ("at least EUR 5 and up to EUR 10")."""
    shapes, leads = _shapes(words), [sentence[slice(*one.lead)] for one in found]
    ranges = [shapes.range_floor.search(lead) is not None for lead in leads]
    tops = [False, *(shapes.range_top.fullmatch(lead) is not None for lead in leads[1:]), False]
    if ranges[0] and not tops[1]:
        return []
    kept = [one for at, one in enumerate(found) if not (ranges[at] and tops[at + 1])]
    kept = [one for one in kept if one.of or not shapes.floor_behind.fullmatch(sentence, *one.lead)]
    if not shapes.floor.search(leads[0]):
        return kept
    first = next((at for at, one in enumerate(kept) if shapes.ceiling.fullmatch(sentence, *one.lead)), 0)
    return kept if any(one.of for one in kept[:first]) else kept[first:]


def _for_their_own(sentence: str, found: Sequence[Limit], words: PenaltyWords) -> list[Limit]:
    """The limits with what each alone is for, where words for an infringement stand among them.

    Behind "and" such words are for the figures that follow ("and infringements of Article 6 to fines of up to"), in front of it for those
    before; then those behind the last figure are for the last.
    """
    out = list(found)
    behind = False
    for at in range(1, len(out)):
        ahead, before = _own_words(sentence, out[at].lead, words)
        if ahead:
            out[at] = replace(out[at], of=out[at].of or ahead)
        elif before and out[at - 1].of is None:
            behind = True
            out[:at] = [one if one.of else replace(one, of=before) for one in out[:at]]
        elif _shapes(words).bare_join.fullmatch(sentence[slice(*out[at].lead)]) and (of := out[at - 1].of) and of[1] <= out[at - 1].start:
            out[at] = replace(out[at], of=out[at].of or of)
    if behind and (head := _shapes(words).infringement.search(sentence, out[-1].end)):
        out = [one if one.of else replace(one, of=(head.start(), len(sentence))) for one in out]
    return out


def _own_words(sentence: str, lead: tuple[int, int], words: PenaltyWords) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Of the words between two figures those that say which infringements the next one is for, and those that say it of the one before."""
    shapes = _shapes(words)
    head = shapes.infringement.search(sentence, *lead)
    if head is None:
        return None, None
    joint = shapes.goes_on.search(sentence, *lead)
    if joint is not None and joint.start() < head.start():
        return (head.start(), lead[1]), None
    last = [one.start() for one in shapes.goes_on.finditer(sentence, head.end(), lead[1])]
    return None, (head.start(), last[-1]) if last else None


def _comes_first(before: str, words: PenaltyWords) -> bool:
    """Whether nothing stands in front of a figure but what it is for ("for infringements of Article 5, EUR 5 000")."""
    return not before.strip() or re.fullmatch(words.per_target_ahead, before, re.IGNORECASE) is not None


def is_limit(between: str, words: PenaltyWords) -> bool:
    """Whether words between a penalty and a figure make it the limit of the penalty."""
    match = _shapes(words).limit.search(between) if len(between) <= _LEADING else None
    return match is not None and not _is_threshold(between[: match.start()], words)


def _is_threshold(between: str, words: PenaltyWords) -> bool:
    shapes = _shapes(words)
    return shapes.threshold.search(shapes.limit.sub("", between)) is not None


@lru_cache(maxsize=64)
def which_of(sentence: str, words: PenaltyWords) -> Which | None:
    """Which of two limits a sentence says it is."""
    match = _shapes(words).whichever.search(sentence)
    return words.which[match["which"]] if match else None


def _limit(sentence: str, figure: re.Match[str], words: PenaltyWords) -> Limit:
    """One figure, with what it is of and for."""
    shapes = _shapes(words)
    target = shapes.per_target.match(sentence, figure.end())
    if not (figure["share"] or figure["times"]):
        amount, currency = _money(figure, words)
        of = (figure.end(), _target_end(sentence, target.end(), shapes)) if target else None
        return Limit(start=figure.start(), end=figure.end(), amount=amount, currency=currency, of=of)
    leads = shapes.far_basis if target else shapes.basis
    led = leads.match(sentence, figure.end()) if not figure["times"] else re.compile(" ").match(sentence, figure.end())
    first = led.end() if led else figure.end()
    ending = shapes.basis_end.search(sentence, first, first + _LONGEST_BASIS)
    last = ending.start() if led and ending else first
    share = words.multiples[figure["times"]] if figure["times"] else figure["share"].replace(",", ".")
    of = (figure.end(), _target_end(sentence, target.end(), shapes)) if target else None
    end = figure.end() if target else last
    return Limit(start=figure.start(), end=end, percentage=share, basis=sentence[first:last].strip(), of=of)


def _target_end(sentence: str, start: int, shapes: _Shapes) -> int:
    """Where words end that say for which infringements a figure is: at the next figure."""
    following = shapes.figure.search(sentence, start)
    return following.start() if following else len(sentence)


def _money(figure: re.Match[str], words: PenaltyWords) -> tuple[int, str]:
    number = figure["first"] or figure["second"]
    scale = figure["first_scale"] or figure["second_scale"]
    bare = re.sub(r"\D", "", number) if not scale and _GROUPED.fullmatch(number) else number.replace(",", ".").replace(" ", "")
    value = Decimal(bare) * words.scales.get(scale, 1)
    return int(value), words.currencies[figure["before"] or figure["behind"]]


def _joined(found: Sequence[Limit], which: Which | None) -> Iterator[Limit]:
    """Amounts and shares that are one limit, in order: neighbours of different sorts for the same infringements."""
    pending: Limit | None = None
    for one in found:
        if pending and pending.of == one.of and are_halves(pending, one):
            pending = merged(pending, one, which)
            continue
        if pending:
            yield pending
        pending = one
    if pending:
        yield pending


def are_halves(one: Limit, other: Limit) -> bool:
    """Whether of two limits one is an amount alone and one a share alone."""
    sorts = {(limit.amount is None, limit.percentage == "") for limit in (one, other)}
    return sorts == {(True, False), (False, True)}


def merged(one: Limit, other: Limit, which: Which | None) -> Limit:
    """An amount and a share as one limit."""
    amount, share = (one, other) if one.amount is not None else (other, one)
    return replace(
        amount, start=min(one.start, other.start), end=max(one.end, other.end), percentage=share.percentage, basis=share.basis,
        which=which, lead=one.lead,
    )  # fmt: skip
