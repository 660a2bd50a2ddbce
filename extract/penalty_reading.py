"""What one sentence says of penalties: which, up to how much, and in which of its words it tells what is punished.

A sentence sets a penalty where it limits one in figures, where somebody lays one down or may impose it for an infringement, and where it
caps those that other provisions set. What only speaks of penalties (how they are weighed, published, enforced) sets none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extract.sanction_limits import Limit, is_limit, limits_in, which_of
from extract.sanction_words import PenaltyWords
from kg.rules import Penalty, Which

_PENALTY_NEAR: Final = 200
"""Characters between the words for a penalty and those that say where its figures are to be found."""

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
    about one that was set before it, `itself` where it tells what befalls whoever does not do as the provision says.
    """

    mention: Mention
    limits: tuple[Limit, ...] = ()
    which: Which | None = None
    stretches: tuple[Stretch, ...] = ()
    caps: bool = False
    spoken_of: bool = False
    itself: bool = False


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def mentions_in(sentence: str, words: PenaltyWords) -> tuple[Mention, ...]:
    """The penalties named in a sentence, in order."""
    kinds = "|".join(rf"(?P<k{at}>{shape})" for at, (_, shape) in enumerate(words.kinds))
    found = _compiled(rf"\b(?:{kinds})\b").finditer(sentence)
    return tuple(
        Mention(penalty=next(kind for at, (kind, _) in enumerate(words.kinds) if one[f"k{at}"]), start=one.start(), end=one.end())
        for one in found
    )


def read_penalty(sentence: str, words: PenaltyWords, introduced: Mention | None = None, *, listed: bool = False) -> Reading | None:
    """The penalty that a sentence sets, if it does.

    `introduced` is the penalty of introductory words, for which a point may give the figure; `listed` tells that points behind the sentence
    tell of infringements.
    """
    mentions = mentions_in(sentence, words)
    measured = _measured(sentence, mentions, words, introduced)
    if measured:
        return measured
    if not mentions and (which := which_of(sentence, words)) and _compiled(words.of_the_two).search(sentence):
        return Reading(mention=Mention(penalty=Penalty.FINE, start=0, end=0), which=which, caps=True)
    if not mentions or _compiled(words.no_rule).search(sentence):
        return None
    if (which := which_of(sentence, words)) and _compiled(words.caps).search(sentence):
        return Reading(mention=mentions[0], which=which, caps=True)
    return _unmeasured(sentence, mentions, words, listed=listed)


def _measured(sentence: str, mentions: tuple[Mention, ...], words: PenaltyWords, introduced: Mention | None) -> Reading | None:
    """A penalty with figures."""
    for mention in mentions:
        before = sentence[: mention.start]
        limits = limits_in(sentence, mention.end, words)
        if limits and _compiled(words.liability).search(before):
            return Reading(mention=mention, limits=limits, caps=True, spoken_of=True)
        if limits and not _compiled(words.sum_of_all).search(before):
            spoken_of = _compiled(words.spoken_of).search(before) is not None
            return Reading(mention=mention, limits=limits, stretches=tuple(_stretches(sentence, words)), spoken_of=spoken_of)
    if introduced and (limits := limits_in(sentence, 0, words, introduced=True)):
        mention = Mention(penalty=introduced.penalty, start=0, end=0)
        return Reading(mention=mention, limits=limits, stretches=tuple(_stretches(sentence, words)))
    return None


def _unmeasured(sentence: str, mentions: tuple[Mention, ...], words: PenaltyWords, *, listed: bool) -> Reading | None:
    """A penalty without figures: somebody lays it down or imposes it, and the words or those of a list say for what."""
    mention = next((one for one in mentions if _is_set(sentence, one, words)), None)
    if mention is None:
        return None
    stretches = tuple(_stretches(sentence, words))
    subjects = _compiled(words.subjects).search(sentence[: mention.start]) is not None
    itself = subjects and _compiled(words.itself).match(sentence) is not None
    return Reading(mention=mention, stretches=stretches, itself=itself) if stretches or listed or itself else None


def _is_set(sentence: str, mention: Mention, words: PenaltyWords) -> bool:
    """Whether a rule sets the penalty that is named, and does not only speak of it."""
    before = sentence[: mention.start]
    if _compiled(words.told).search(before):
        return False
    shapes = (words.lays_down, words.imposes, words.subjects)
    return any(_compiled(shape).search(before) for shape in shapes) or _compiled(words.imposed).match(sentence, mention.end) is not None


def names_infringements(text: str, words: PenaltyWords) -> bool:
    """Whether a text tells of an infringement."""
    return _compiled(words.infringement).search(text) is not None


def _stretches(sentence: str, words: PenaltyWords) -> Iterator[Stretch]:
    """Where a sentence tells what is punished: from words for an infringement to what is said of it."""
    at = 0
    opens = _compiled(words.opening).match(sentence) is not None
    for head in _compiled(words.infringement).finditer(sentence):
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
