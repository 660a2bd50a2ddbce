"""A date as a finding: what one sentence says of one target, with the words that say it, leave something out, and limit it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.date_targets import Sentence, Target
from extract.times import Time
from kg.ids import ProvisionId
from kg.model import Span
from kg.rules import Application, Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a finding: its span, what they leave out, and those that limit it."""

    span: Span
    excepted: tuple[ProvisionId, ...] = ()
    limit: Span | None = None


def said(sentence: Sentence, moment: Moment, time: Time | None, target: Target, words: Words) -> Application:
    """The finding that a sentence sets a time for a target; of what its words leave out it keeps what lies in the target."""
    excepted = (one for one in words.excepted if one.startswith(f"{target}/") or target in sentence.index.scopes(one))
    return Application(
        provision=sentence.host.id, span=words.span, moment=moment, date=time.date if time else "", target=target,
        excepted=tuple(dict.fromkeys(excepted)), condition=words.limit, counted=str(time.count) if time and time.count else "",
    )  # fmt: skip


def whole(sentence: Sentence, limit: Span | None = None) -> Words:
    """All words of a sentence."""
    return Words(span=sentence.span(0, len(sentence.text)), limit=limit)


def in_turn(sentence: Sentence, targets: Sequence[Target], days: Sequence[Time], end: int) -> list[tuple[Target, Time | None]]:
    """Targets, each with its day: the first of all, or where words up to a place say "respectively", each its own in turn.

    Without a day where they do, and there are not as many days as targets: which is whose cannot be told.
    """
    turn = sentence.words.in_turn.search(sentence.text, 0, end)
    if turn is None or not (len(days) > 1 or sentence.words.listing.match(sentence.text, days[-1].end)):
        return [(target, days[0]) for target in targets]
    if len(days) == len(targets):
        return list(zip(targets, days, strict=True))
    return [(target, None) for target in targets]
