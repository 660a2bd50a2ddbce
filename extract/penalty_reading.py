"""What one sentence says of penalties: which, up to how much, and in which of its words it tells what is punished.

A sentence sets a penalty where it limits one in figures, where somebody lays one down or may impose it for an infringement, and where it
caps those that other provisions set. What only speaks of penalties (how they are weighed, published, enforced) sets none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

from extract.sanction_limits import Limit, is_limit, limits_in, which_of
from extract.sanction_words import PenaltyWords
from kg.rules import Penalty, Which

_PENALTY_NEAR: Final = 200
"""Characters between the words for a penalty and those that say where its figures are to be found."""
_BEFORE: Final = 700
"""Characters in front of the words for a penalty that tell what is done with it: more than any formula needs."""
_MOST_MENTIONS: Final = 40
"""Penalties named in one sentence: more than any rule needs, and a bound for hostile text."""

Stretch = tuple[int, int]
"""Characters of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words for a penalty."""

    penalty: Penalty
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A penalty that a sentence sets: its words, its limits, and the stretches that tell what is punished.

    `caps` where it is a limit to the penalties of other provisions, or to what each is liable for of them, `spoken_of` where it goes on
    about one that was set before it, `itself` where it tells what befalls whoever does not do as the provision says. Its limits are
    `in_turn` for the provisions that are named, where the sentence says "respectively".
    """

    mention: Mention
    limits: tuple[Limit, ...] = ()
    which: Which | None = None
    stretches: tuple[Stretch, ...] = ()
    caps: bool = False
    spoken_of: bool = False
    itself: bool = False
    in_turn: bool = False


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def mentions_in(sentence: str, words: PenaltyWords) -> tuple[Mention, ...]:
    """The penalties named in a sentence, in order."""
    kinds = "|".join(rf"(?P<k{at}>{shape})" for at, (_, shape) in enumerate(words.kinds))
    found = _compiled(rf"\b(?:{kinds})\b").finditer(sentence)
    return tuple(
        Mention(penalty=next(kind for at, (kind, _) in enumerate(words.kinds) if one[f"k{at}"]), start=one.start(), end=one.end())
        for one in islice(found, _MOST_MENTIONS)
    )


def read_penalties(sentence: str, words: PenaltyWords, introduced: Mention | None = None, *, listed: bool = False) -> tuple[Reading, ...]:
    """The penalties that a sentence sets: each that has figures of its own, else one.

    `introduced` is the penalty of introductory words, for which a point may give the figure; `listed` tells that points behind the sentence
    tell of infringements.
    """
    mentions = mentions_in(sentence, words)
    if measured := _measured(sentence, mentions, words, introduced):
        return measured
    if not mentions and (which := which_of(sentence, words)) and _compiled(words.of_the_two).search(sentence):
        return (Reading(mention=Mention(penalty=Penalty.FINE, start=0, end=0), which=which, caps=True),)
    if not mentions or _compiled(words.no_rule).search(sentence):
        return ()
    if (which := which_of(sentence, words)) and _compiled(words.caps).search(sentence):
        return (Reading(mention=mentions[0], which=which, caps=True),)
    return _unmeasured(sentence, mentions, words, listed=listed)


def _measured(sentence: str, mentions: tuple[Mention, ...], words: PenaltyWords, introduced: Mention | None) -> tuple[Reading, ...]:
    """The penalties with figures."""
    found: list[Reading] = []
    in_turn = _compiled(words.in_turn).search(sentence) is not None
    for at, mention in enumerate(mentions):
        if (found and mention.start < found[-1].limits[-1].end) or _is_denied(sentence, mention, words):
            continue
        before = _before(sentence, mention)
        other = next((one.start for one in mentions[at + 1 :] if one.penalty is not mention.penalty), None)
        limits = limits_in(sentence, mention.end, words, end=other) or limits_in(sentence, mention.end, words)
        if limits and _compiled(words.liability).search(before):
            return (Reading(mention=mention, limits=limits, caps=True, spoken_of=True),)
        if limits and not _compiled(words.sum_of_all).search(before):
            spoken_of = _compiled(words.spoken_of).search(before) is not None
            found.append(Reading(mention=mention, limits=limits, spoken_of=spoken_of, in_turn=in_turn))
    if not found and introduced and (limits := limits_in(sentence, 0, words, introduced=True)):
        found.append(Reading(mention=Mention(penalty=introduced.penalty, start=0, end=0), limits=limits, in_turn=in_turn))
    return _with_stretches(sentence, found, words)


def _with_stretches(sentence: str, readings: Sequence[Reading], words: PenaltyWords) -> tuple[Reading, ...]:
    """Penalties, each with the words that tell what is punished; of several, those in its own part of the sentence.

    The parts begin behind the figures of the penalty before, or with the penalty where infringements are told behind each. One that has no
    such words in its part shares them with the one before, else with the one behind.
    """
    if len(readings) < 2:
        return tuple(replace(one, stretches=_punished(one, tuple(_stretches(sentence, words)))) for one in readings)
    ahead = any(_stretches(sentence[: readings[0].mention.start], words))
    starts = [0, *(before.limits[-1].end if ahead else one.mention.start for before, one in pairwise(readings)), len(sentence)]
    parts = [tuple(_stretches(sentence[:end], words, first)) for first, end in pairwise(starts)]
    shared: tuple[Stretch, ...] = ()
    for order in (range(len(parts)), range(len(parts) - 1, -1, -1)):
        for at in order:
            shared = parts[at] = parts[at] or shared
    return tuple(replace(one, stretches=_punished(one, part)) for one, part in zip(readings, parts, strict=True))


def _punished(reading: Reading, stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """The stretches that are for all limits of a penalty, and not for one alone."""
    own = [] if reading.in_turn else [one.of for one in reading.limits if one.of and one.of[1] <= one.start]
    return tuple(one for one in stretches if not any(first <= one[0] < end for first, end in own))


def _before(sentence: str, mention: Mention) -> str:
    """What stands in front of a penalty, as far as it may tell what is done with it."""
    return sentence[max(0, mention.start - _BEFORE) : mention.start]


def _is_denied(sentence: str, mention: Mention, words: PenaltyWords) -> bool:
    """Whether the words say of a penalty that it is not imposed."""
    denied = _compiled(words.denied).search(_before(sentence, mention))
    return denied is not None or _compiled(words.denied_behind).match(sentence, mention.end) is not None


def _unmeasured(sentence: str, mentions: tuple[Mention, ...], words: PenaltyWords, *, listed: bool) -> tuple[Reading, ...]:
    """A penalty without figures: somebody lays it down or imposes it, and the words or those of a list say for what."""
    mention = next((one for one in mentions if _is_set(sentence, one, words)), None)
    if mention is None:
        return ()
    stretches = tuple(_stretches(sentence, words))
    subjects = _compiled(words.subjects).search(_before(sentence, mention)) is not None
    itself = subjects and _compiled(words.itself).match(sentence) is not None
    return (Reading(mention=mention, stretches=stretches, itself=itself),) if stretches or listed or itself else ()


def _is_set(sentence: str, mention: Mention, words: PenaltyWords) -> bool:
    """Whether a rule sets the penalty that is named, and does not only speak of it."""
    before = _before(sentence, mention)
    if _compiled(words.told).search(before) or _is_denied(sentence, mention, words):
        return False
    shapes = (words.lays_down, words.imposes, words.subjects)
    return any(_compiled(shape).search(before) for shape in shapes) or _compiled(words.imposed).match(sentence, mention.end) is not None


def names_infringements(text: str, words: PenaltyWords) -> bool:
    """Whether a text tells of an infringement."""
    return _compiled(words.infringement).search(text) is not None


def _stretches(sentence: str, words: PenaltyWords, first: int = 0) -> Iterator[Stretch]:
    """Where a sentence tells from a character on what is punished: from words for an infringement to what is said of it."""
    at = first
    opens = _compiled(words.opening).match(sentence) is not None
    for head in _compiled(words.infringement).finditer(sentence, first):
        if head.start() < at or _compiled(words.same).search(sentence[max(0, head.start() - 12) : head.end() + 12]):
            continue
        stop = _compiled(words.until).search(sentence, head.end())
        at = stop.start() if stop else len(sentence)
        comma = sentence.rfind(",", head.end(), at) if opens and stop else -1
        opens = False
        yield head.start(), comma if comma > 0 else at


def introduces_figures(sentence: str, mention: Mention, words: PenaltyWords) -> bool:
    """Whether introductory words end in what leads to a figure ("fines of up to:")."""
    return is_limit(sentence[mention.end :], words)


def introduced_in(sentence: str, words: PenaltyWords) -> Reading | None:
    """The penalty that introductory words name and do not set, but lead to the figures of."""
    if not sentence.endswith((":", "—")):
        return None
    leading = (one for one in mentions_in(sentence, words) if introduces_figures(sentence, one, words))
    mention = next(leading, None)
    return Reading(mention=mention, stretches=tuple(_stretches(sentence, words))) if mention else None


def measuring(sentence: str, reading: Reading, words: PenaltyWords) -> Stretch:
    """Where a sentence may say which provision has the figures of its penalty: behind the penalty, in front of what is punished."""
    heads = (start for start, _ in reading.stretches if start >= reading.mention.end)
    clause = _compiled(words.measured_until).search(sentence, reading.mention.end)
    ends = (next(heads, len(sentence)), reading.mention.end + _PENALTY_NEAR, clause.start() if clause else len(sentence))
    return reading.mention.end, min(ends)


def spoken_for(sentence: str, words: PenaltyWords) -> str:
    """The persons that a sentence is said to be for ("For makers of lamps, …"); none where it does not begin so."""
    match = _compiled(words.only_for).match(sentence)
    return match["whom"] if match else ""
