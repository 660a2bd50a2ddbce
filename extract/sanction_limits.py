"""What a penalty comes to: amounts of money and shares of turnover that a sentence names as its limit.

A figure counts only behind a penalty and the words that limit it ("fines of up to EUR 5 000"), or joined to one that counts ("or 2 % of the
turnover"). Any other is a threshold of something else ("an undertaking with a turnover of EUR 5 million").

>>> from extract.sanction_words import ENGLISH
>>> [(one.amount, one.percentage, one.basis) for one in limits_in("Fines of up to EUR 2,5 million or 3 % of the budget.", 5, ENGLISH)]
[(2500000, '3', 'the budget')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from extract.sanction_words import PenaltyWords
from kg.rules import Which

_NUMBER: Final = r"\d{1,3}(?:[\s.,’']\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_GROUPED: Final = re.compile(r"\d{1,3}(?:[\s.,’']\d{3})+", re.ASCII)
_LEADING: Final = 400
"""Characters between a penalty and its figure, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """An amount, a share, or both, with the characters of a sentence that say so, and which of the two it is.

    `lead` are the words in front of the figure that join it to one before, and `of` those behind it that say which infringements it is for.
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


@lru_cache(maxsize=8)
def _shapes(words: PenaltyWords) -> _Shapes:
    currency = "|".join(sorted(map(re.escape, words.currencies), key=len, reverse=True))
    scale = "|".join(words.scales)
    money = (
        rf"(?P<before>{currency})\s*(?P<first>{_NUMBER})(?:\s*(?P<first_scale>{scale})\b)?"
        rf"|(?P<second>{_NUMBER})(?:\s*(?P<second_scale>{scale}))?\s*(?P<behind>{currency})(?!\w)"
    )
    times = "|".join(words.multiples)
    return _Shapes(
        figure=re.compile(
            rf"(?<![\w.,])(?:{money})|(?<![\w.,])(?P<share>\d+(?:[.,]\d+)?)\s*(?:{words.percent})|\b(?P<times>{times}){words.multiple}",
            re.IGNORECASE,
        ),
        limit=re.compile(words.limit, re.IGNORECASE),
        joins=re.compile(words.joins, re.IGNORECASE),
        threshold=re.compile(words.threshold, re.IGNORECASE),
        whichever=re.compile(words.whichever, re.IGNORECASE),
        basis=re.compile(words.basis, re.IGNORECASE),
        basis_end=re.compile(words.basis_end, re.IGNORECASE),
        far_basis=re.compile(words.far_basis, re.IGNORECASE),
        per_target=re.compile(words.per_target, re.IGNORECASE),
    )


def limits_in(sentence: str, start: int, words: PenaltyWords, *, introduced: bool = False) -> tuple[Limit, ...]:
    """The limits of the penalty whose words end at a character of a sentence; an amount and a share joined by "or" are one.

    Where the penalty was `introduced` together with the words that limit it, the figure may come at once.
    """
    shapes = _shapes(words)
    found: list[Limit] = []
    for figure in shapes.figure.finditer(sentence, start):
        read = _limit(sentence, figure, words)
        if found and read.start < found[-1].end:
            continue
        if found and shapes.joins.match(sentence[found[-1].end : read.start]):
            if not _is_threshold(sentence[found[-1].end : read.start], words):
                found.append(replace(read, lead=(found[-1].end, read.start)))
        elif not found and (
            (introduced and _comes_first(sentence[start : read.start], words)) or is_limit(sentence[start : read.start], words)
        ):
            found.append(replace(read, lead=(start, read.start)))
    return tuple(_joined(found, which_of(sentence, words)))


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
        of = (target.end(), _target_end(sentence, target.end(), shapes)) if target else None
        return Limit(start=figure.start(), end=figure.end(), amount=amount, currency=currency, of=of)
    leads = shapes.far_basis if target else shapes.basis
    led = leads.match(sentence, figure.end()) if not figure["times"] else re.compile(" ").match(sentence, figure.end())
    first = led.end() if led else figure.end()
    ending = shapes.basis_end.search(sentence, first)
    last = ending.start() if led and ending else first
    share = words.multiples[figure["times"]] if figure["times"] else figure["share"].replace(",", ".")
    of = (target.end(), _target_end(sentence, target.end(), shapes)) if target else None
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
    """Amounts and shares that are one limit, in order: neighbours of different sorts where neither is for infringements of its own."""
    pending: Limit | None = None
    for one in found:
        if pending and pending.of is None and one.of is None and are_halves(pending, one):
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
