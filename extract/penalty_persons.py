"""Who pays a penalty and who imposes it, as far as the sentence, its points, or an earlier sentence of the article names them.

Actors are found by their names (`extract.actors`); the words around a name tell what the actor has to do with the penalty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from extract.actors import Actors, Mention
from extract.sanction_words import PersonWords

_BEFORE: Final = 400
"""Characters in front of a name or a penalty that tell what is said of it: more than any formula needs."""
_JOINED: Final = 80
"""Characters between two names of which the same is said."""
_LONGEST: Final = 4000
"""Characters of a point in which those who pay are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """The nodes of those who pay a penalty and of those who impose it."""

    payer: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()

    def or_else(self, other: Persons) -> Persons:
        """These, and where none is named those of another."""
        return Persons(payer=self.payer or other.payer, authority=self.authority or other.authority)


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class PersonReader:
    """Finds those whom a penalty concerns in texts of one act."""

    def __init__(self, actors: Actors, words: PersonWords) -> None:
        self._actors, self._words = actors, words

    def of_sentence(self, sentence: str, penalty: int) -> Persons:
        """Who pays and who imposes the penalty that is named at a character of a sentence."""
        mentions = self._around(sentence, penalty)
        authority = self._authority(sentence, mentions, penalty)
        others = [one for one in mentions if one not in authority]
        payer = self._joined(sentence, others, self._payers(sentence, others))
        return Persons(payer=_nodes(payer), authority=_nodes(authority))

    def _around(self, sentence: str, penalty: int) -> list[Mention]:
        """The actors in front of a penalty and behind it; its words make no name with one before ("impose on a keeper fines of …")."""
        behind = self._actors.mentions_in(sentence[penalty:])
        shifted = (replace(one, start=one.start + penalty, end=one.end + penalty) for one in behind)
        return [*self._actors.mentions_in(sentence[:penalty]), *shifted]

    def of_point(self, point: str) -> tuple[str, ...]:
        """Who pays for what a point lists: whose obligation it is, or who is the subject of its words."""
        point = point[:_LONGEST]
        mentions = self._actors.mentions_in(point)
        found = [one for one in mentions if self._stands_behind(self._words.obliged, point, one)]
        if not found:
            subjects = (one for one in mentions[:1] if _compiled(self._words.opening).fullmatch(point[: one.start]))
            found = [one for one in subjects if _compiled(self._words.doing).match(point, one.end)]
        return _nodes(self._joined(point, mentions, found))

    def of_part(self, words: str) -> tuple[str, ...]:
        """Who pays for what a part of a sentence tells behind "and": the first actor, of whom it says that they do it."""
        for one in self._actors.mentions_in(words)[:1]:
            if _compiled(self._words.going_on).fullmatch(words[: one.start]) and _compiled(self._words.doing).match(words, one.end):
                return (one.node,)
        return ()

    def settled(self, sentence: str, penalty: int) -> bool:
        """Whether a sentence that sets no penalty says who imposes the one named at a character of it."""
        return _compiled(self._words.settles).search(_before(sentence, penalty)) is not None

    def imposing_as_told(self, sentence: str, start: int, end: int) -> tuple[str, ...]:
        """Who imposes the penalty named from one character to another of a sentence that sets none, and speaks of penalties imposed."""
        reported = _compiled(self._words.reported).match(sentence, end) is not None
        alike = _compiled(self._words.alike).search(_before(sentence, start)) is not None
        applied = _compiled(rf"(?:{self._words.applying})$").search(_before(sentence, start)) is not None
        mentions = self._around(sentence, start) if reported or alike or applied else ()
        found = [
            one
            for one in mentions
            if (reported and self._reports(sentence, one))
            or _compiled(self._words.applying).fullmatch(sentence[one.end : start])
            or (alike and one.start > end and _compiled(self._words.imposed_by).search(sentence[end : one.start]))
        ]
        return _nodes(found[:1])

    def _reports(self, sentence: str, mention: Mention) -> bool:
        subject = self._stands_behind(self._words.subject, sentence, mention)
        return subject and _compiled(self._words.reporting).match(sentence, mention.end) is not None

    def _payers(self, sentence: str, mentions: Sequence[Mention]) -> list[Mention]:
        paying = [one for one in mentions if self._stands_behind(self._words.paying, sentence, one)]
        subjects = [
            one
            for one in mentions
            if self._stands_behind(self._words.subject, sentence, one) and _compiled(self._words.liable).match(sentence, one.end)
        ]
        return paying or subjects or [one for one in mentions if self._stands_behind(self._words.owning, sentence, one)]

    def _authority(self, sentence: str, mentions: Sequence[Mention], penalty: int) -> list[Mention]:
        if named := [one for one in mentions if self._stands_behind(self._words.imposed_by, sentence, one)]:
            return self._joined(sentence, mentions, named[:1])
        before = [one for one in mentions if one.end <= penalty]
        empowered = [one for one in before if _compiled(self._words.empowered).match(sentence, one.end)]
        imposing = [
            one
            for one in before
            if (self._stands_behind(self._words.subject, sentence, one) or _compiled(self._words.modal).match(sentence, one.end))
            and _compiled(self._words.imposing).match(sentence, one.end)
        ]
        return self._joined(sentence, before, (empowered or imposing)[-1:])

    def _joined(self, text: str, mentions: Sequence[Mention], found: Sequence[Mention]) -> list[Mention]:
        """Mentions with those behind them of which the same is said ("on makers and sellers")."""
        out = list(found)
        for one in mentions:
            if one not in out and any(
                _compiled(self._words.joint).fullmatch(text[other.end : one.start])
                for other in out
                if 0 <= one.start - other.end <= _JOINED
            ):
                out.append(one)
        return sorted(out, key=lambda one: one.start)

    @staticmethod
    def _stands_behind(pattern: str, text: str, mention: Mention) -> bool:
        return _compiled(pattern).search(_before(text, mention.start)) is not None


def _before(text: str, at: int) -> str:
    return text[max(0, at - _BEFORE) : at]


def _nodes(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.node for one in mentions))
