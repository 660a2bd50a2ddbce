"""What a penalty is for: the provisions that the words about an infringement name.

Of the references in such words those count that lead into the act itself; not those that name persons, penalties or exceptions. Where they
name "the infringements referred to in" a provision of the same article, those that it names are meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extract.penalty_reading import mentions_in
from extract.sanction_words import PenaltyWords
from kg.findings import Reference, Relation, Unresolved
from kg.ids import ActId, ProvisionId, act_of, article_level
from kg.model import Act, Field, Provision, walk

_BEFORE: Final = 160
"""Characters in front of a reference that tell what it does."""


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

    def __init__(self, act: Act, references: Iterable[Reference], words: PenaltyWords) -> None:
        self.act, self._words = ActId(act.celex), words
        self.provisions = {provision.id: provision for provision in walk(act.provisions)}
        self._by_source: dict[ProvisionId, list[Reference]] = defaultdict(list)
        for one in references:
            if one.span.field is Field.TEXT and not isinstance(one.target, Unresolved):
                self._by_source[one.source].append(one)

    def named(self, provision: Provision, start: int, end: int) -> Named:
        """What the text of a provision names from one character to another."""
        found: list[ProvisionId] = []
        apart: list[ProvisionId] = []
        whole = False
        for one in self._between(provision, start, end):
            before = provision.text[max(start, one.span.start - _BEFORE) : one.span.start]
            target = ProvisionId(str(one.target))
            if act_of(target) != self.act:
                continue
            if one.target == self.act:
                whole = whole or one.relation is Relation.INFRINGES
            elif re.search(self._words.apart_from, before):
                apart.append(target)
            elif self._is_meant(before):
                inner = article_level(target) == article_level(provision.id) and re.search(self._words.meant_by, before)
                found += self._meant(target) if inner else [target]
        return Named(provisions=tuple(dict.fromkeys(found)), excepted=tuple(dict.fromkeys(apart)), whole=whole)

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
        return [
            one
            for one in self._by_source.get(provision.id, ())
            if start <= one.span.start and one.span.end <= end and not isinstance(one.target, Unresolved)
        ]

    def _is_meant(self, before: str) -> bool:
        if re.search(self._words.not_meant, before):
            return False
        mentions = mentions_in(before, self._words)
        return not mentions or re.match(self._words.measured, before[mentions[-1].end :].lstrip()) is None

    def _meant(self, target: ProvisionId) -> Iterator[ProvisionId]:
        """What the infringements of a provision are of: what it names, or itself."""
        provision = self.provisions.get(target)
        within = self.below(provision).provisions if provision else ()
        yield from [one for one in within if not f"{one}/".startswith(f"{target}/")] or [target]
