"""How each recital meets each article: the measures that recital support weighs, one table for each kind of reason.

`words`, `phrases` and `passage` are shared wording: of the article as a whole, of three words in a row, and of the place in the article
that is most like the recital; `heading` is how much of the article's caption the recital says; `terms` and `topics` are what both use and
speak of; `mention` is a place the recital names itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from extract.likeness import Collection, Floats
from extract.support_sides import Place, Sides, sides_of
from extract.words import stems_of
from kg.findings import Findings, Reference
from kg.ids import ProvisionId, article_level
from kg.model import Act, Field, Provision, walk

Bag = Counter[str]

MOST_CELLS: Final = 2_000_000
"""Cells of the largest table, of recitals and places, or of recitals or articles with themselves: eight times what the longest acts have.
Larger ones would fill the memory."""
PHRASE: Final = 3
"""Words in a row that make a phrase."""
_FIELDS: Final = (Field.HEADING, Field.TEXT, Field.WRAP_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One kind of things that recitals and articles share: what each has, and the articles' and annexes' made ready to be compared."""

    recitals: Sequence[Bag]
    tops: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Tables with a row for each recital and a column for each article (`of`) or place (`places`); values from 0 to 1.

    `tops` is how like each article and each annex by itself is, before the annexes are added to their articles; `said` are their words in
    a row, as stems.
    """

    sides: Sides
    of: dict[str, Floats]
    tops: dict[str, Floats]
    places: Floats
    shared: dict[str, Shared]
    passages: Collection[str]
    said: Sequence[str]


def measures_of(act: Act, findings: Findings) -> Measures | None:
    """Every measure of an act; None where there is nothing to lay side by side, or more than any act has (`MOST_CELLS`)."""
    sides = sides_of(act, findings.references)
    rows, columns = len(sides.recitals), len(sides.articles)
    if not rows or not columns or max(rows * len(sides.places), rows**2, columns**2) > MOST_CELLS:
        return None
    language, shared = act.language, _all_shared(sides, findings, act.language)
    passages = Collection([_words_at(place, language) for place in sides.places])
    headings = [Counter(stems_of(top.heading, language)) for top in sides.tops]
    tops = {name: one.tops.table(one.recitals) for name, one in shared.items()}
    words = shared["words"]
    tops["heading"] = np.array([[words.tops.coverage(bag, heading) for heading in headings] for bag in words.recitals])
    tops["mention"] = _mentions(sides, findings.references)
    places = passages.table(words.recitals)
    of = {name: _at_hosts(table, sides.hosts, len(sides.articles)) for name, table in tops.items()}
    starts = [number for number, place in enumerate(sides.places) if place.provision is sides.articles[place.block]]
    of["passage"] = np.maximum.reduceat(places, starts, axis=1)
    return Measures(
        sides=sides,
        of=of,
        tops=tops,
        places=places,
        shared=shared,
        passages=passages,
        said=[_in_a_row(top, language) for top in sides.tops],
    )


def _all_shared(sides: Sides, findings: Findings, language: str) -> dict[str, Shared]:
    """What recitals and articles have in common, by what is counted."""
    return {
        "words": _shared(sides, lambda one: words_in(one, language)),
        "phrases": _shared(sides, lambda one: phrases_in(one, language)),
        "terms": _used(sides, ((use.provision, use.node) for use in findings.term_uses)),
        "topics": _used(sides, ((use.provision, use.topic) for use in findings.topic_uses)),
    }


def words_in(provision: Provision, language: str) -> Bag:
    """The words of a provision and all below it, as stems; those of captions count double, since they name the subject."""
    bag: Bag = Counter()
    for part in walk((provision,)):
        bag.update(stems_of(part.text, language))
        bag.update(stems_of(part.wrap_up, language))
        bag.update(stems_of(part.heading, language) * 2)
    return bag


def phrases_in(provision: Provision, language: str) -> Bag:
    """The phrases of a provision and all below it: words in a row that carry a subject, as stems, within one field."""
    bag: Bag = Counter()
    for part in walk((provision,)):
        for field in _FIELDS:
            stems = stems_of(part.words(field), language)
            bag.update(" ".join(found) for found in zip(*(stems[at:] for at in range(PHRASE)), strict=False))
    return bag


def _in_a_row(provision: Provision, language: str) -> str:
    """The words that carry a subject of a provision and all below it, as stems between blanks; a bar parts one field from the next."""
    rows = (" ".join(stems_of(part.words(field), language)) for part in walk((provision,)) for field in _FIELDS)
    return f" {' | '.join(row for row in rows if row)} "


def _words_at(place: Place, language: str) -> Bag:
    """The words of a place: its own, and those of what is below it and no place itself."""
    own, bag = place.provision, Counter[str]()
    for words, times in ((own.text, 1), (own.wrap_up, 1), (own.heading, 2)):
        bag.update(stems_of(words, language) * times)
    for part in place.parts:
        bag.update(words_in(part, language))
    return bag


def _shared(sides: Sides, read: Callable[[Provision], Bag]) -> Shared:
    return Shared(recitals=[read(one) for one in sides.recitals], tops=Collection([read(one) for one in sides.tops]))


def _used(sides: Sides, uses: Iterable[tuple[ProvisionId, str]]) -> Shared:
    """What is used where: pairs of a provision and a thing, counted by recital, article and annex."""
    bags: dict[ProvisionId, Bag] = {}
    for provision, thing in uses:
        bags.setdefault(article_level(provision), Counter())[thing] += 1
    none: Bag = Counter()
    return Shared(
        recitals=[bags.get(one.id, none) for one in sides.recitals],
        tops=Collection([bags.get(one.id, none) for one in sides.tops]),
    )


def _mentions(sides: Sides, references: Iterable[Reference]) -> Floats:
    """1 where a recital names an article or annex, or a part of it."""
    rows = {one.id: number for number, one in enumerate(sides.recitals)}
    columns = {one.id: number for number, one in enumerate(sides.tops)}
    found = np.zeros((len(rows), len(columns)))
    for reference in references:
        if isinstance(reference.target, str):
            row, column = rows.get(article_level(reference.source)), columns.get(article_level(reference.target))
            if row is not None and column is not None:
                found[row, column] = 1.0
    return found


def _at_hosts(table: Floats, hosts: Sequence[int], count: int) -> Floats:
    """Columns of articles and annexes as columns of articles: the highest of an article and the annexes read at it."""
    found = table[:, :count].copy()
    for number in range(count, table.shape[1]):
        np.maximum(found[:, hosts[number]], table[:, number], out=found[:, hosts[number]])
    return found
