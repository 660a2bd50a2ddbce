"""What a penalty is for: the provisions that the words about an infringement name.

Of the references in such words those count that lead into the act itself; not those that name persons, penalties or exceptions. What is
named behind the first counts where words for a rule or an infringement lead to it, or where it goes on with a list. Where they name
"the infringements referred to in" a provision of the same article, those that it names are meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from extract.actors import Actors
from extract.penalty_reading import mentions_in
from extract.sanction_words import PenaltyWords
from kg.findings import Reference, Relation, Unresolved
from kg.ids import ActId, ProvisionId, act_of, article_level
from kg.model import Act, Field, Provision, walk

_BEFORE: Final = 160
"""Characters in front of a reference that tell what it does."""


class _Part(Enum):
    """What words have to do with a provision that they name."""

    PUNISHED = "infringing it is punished"
    APART = "it is excepted"
    BESIDE = "it only tells more of what is punished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What words name: provisions punished, those excepted, and whether the act as a whole is named."""

    provisions: tuple[ProvisionId, ...] = ()
    excepted: tuple[ProvisionId, ...] = ()
    whole: bool = False


def together(parts: Iterable[Named]) -> Named:
    """What several stretches of words name."""
    all_parts = tuple(parts)
    return Named(
        provisions=tuple(dict.fromkeys(own for part in all_parts for own in part.provisions)),
        excepted=tuple(dict.fromkeys(own for part in all_parts for own in part.excepted)),
        whole=any(part.whole for part in all_parts),
    )


class Citations:
    """The references of an act, by the text they stand in."""

    def __init__(self, act: Act, references: Iterable[Reference], words: PenaltyWords, actors: Actors) -> None:
        self.act, self._words, self._actors = ActId(act.celex), words, actors
        self.provisions = {provision.id: provision for provision in walk(act.provisions)}
        self._by_source: dict[ProvisionId, list[Reference]] = defaultdict(list)
        for one in references:
            if one.span.field is Field.TEXT and not isinstance(one.target, Unresolved):
                self._by_source[one.source].append(one)
        self._starts = {own: [one.span.start for one in cited] for own, cited in self._by_source.items()}

    def named(self, provision: Provision, start: int, end: int) -> Named:
        """What the text of a provision names from one character to another."""
        found: list[ProvisionId] = []
        apart: list[ProvisionId] = []
        whole = False
        for one, part in self._parts(provision, start, end):
            before, target = self._in_front(provision, start, one), ProvisionId(str(one.target))
            if one.target == self.act:
                whole = whole or one.relation is Relation.INFRINGES
            elif part is _Part.APART:
                apart.append(target)
            elif part is _Part.PUNISHED:
                inner = article_level(target) == article_level(provision.id) and re.search(self._words.meant_by, before)
                found += self._meant(target) if inner else [target]
        return Named(provisions=tuple(dict.fromkeys(found)), excepted=tuple(dict.fromkeys(apart)), whole=whole)

    def _parts(self, provision: Provision, start: int, end: int) -> Iterator[tuple[Reference, _Part]]:
        """The references into the act, each with what it has to do with what is punished; those of a list have the same."""
        before: Reference | None = None
        part: _Part | None = None
        punished = False
        for one in self._between(provision, start, end):
            between = provision.text[before.span.end : one.span.start] if before else ""
            goes_on = before is not None and (one.span == before.span or _matches(self._words.listed, between))
            if part is None or not goes_on:
                part = self._part(self._in_front(provision, start, one))
                if part is _Part.PUNISHED and punished and not self._leads_on(between):
                    part = _Part.BESIDE
            before = one
            if act_of(str(one.target)) == self.act:
                punished = punished or part is _Part.PUNISHED
                yield one, part

    def _part(self, before: str) -> _Part:
        """What the words in front of a reference make of it."""
        if re.search(self._words.apart_from, before):
            return _Part.APART
        return _Part.PUNISHED if self._is_meant(before) else _Part.BESIDE

    def _leads_on(self, between: str) -> bool:
        """Whether words behind one provision that is punished lead to another: by a rule, an infringement, or "and of"."""
        return any(re.search(shape, between) for shape in (self._words.rules, self._words.infringement, self._words.coordinate))

    def _in_front(self, provision: Provision, start: int, one: Reference) -> str:
        return provision.text[max(start, one.span.start - _BEFORE) : one.span.start]

    def below(self, provision: Provision) -> Named:
        """What a provision and all below it name."""
        return together(self.named(one, 0, len(one.text)) for one in walk((provision,)))

    def measures(self, provision: Provision, start: int, end: int) -> tuple[ProvisionId, ...]:
        """The provisions, of whichever act, that give the figures of a penalty: those of its amount, else all that it follows."""
        led = [
            (provision.text[max(start, one.span.start - _BEFORE) : one.span.start], ProvisionId(str(one.target)))
            for one in self._between(provision, start, end)
            if one.target != act_of(str(one.target))
        ]
        amounts = [target for before, target in led if re.search(self._words.amounts_of, before)]
        return tuple(dict.fromkeys(amounts or [target for before, target in led if re.search(self._words.measured, before)]))

    def parts_named(self, provision: Provision, start: int, end: int) -> tuple[ProvisionId, ...]:
        """All provisions of the act that a text names, the finest alone where one holds another."""
        named = [ProvisionId(str(one.target)) for one in self._between(provision, start, end) if str(one.target).startswith(f"{self.act}/")]
        return tuple(one for one in dict.fromkeys(named) if not any(other.startswith(f"{one}/") for other in named))

    def _between(self, provision: Provision, start: int, end: int) -> Sequence[Reference]:
        starts = self._starts.get(provision.id, [])
        within = self._by_source[provision.id][bisect_left(starts, start) : bisect_left(starts, end)] if starts else ()
        return [one for one in within if one.span.end <= end and not isinstance(one.target, Unresolved)]

    def _is_meant(self, before: str) -> bool:
        if re.search(self._words.not_meant, before) or self._is_of_persons(before):
            return False
        mentions = mentions_in(before, self._words)
        return not mentions or re.match(self._words.measured, before[mentions[-1].end :].lstrip()) is None

    def _is_of_persons(self, before: str) -> bool:
        """Whether words end in a person whom the reference describes ("by users referred to in"), and not in a rule for such persons."""
        described = re.search(self._words.described, before)
        if described is None:
            return False
        last = next((one for one in reversed(self._actors.mentions_in(before[: described.start()])) if one.end == described.start()), None)
        return last is not None and re.search(self._words.rules_of, before[: last.start]) is None

    def _meant(self, target: ProvisionId) -> Iterator[ProvisionId]:
        """What the infringements of a provision are of: what it names, or itself."""
        provision = self.provisions.get(target)
        within = self.below(provision).provisions if provision else ()
        yield from [one for one in within if not f"{one}/".startswith(f"{target}/")] or [target]


def _matches(shape: str, words: str) -> bool:
    return re.fullmatch(shape, words) is not None
