"""Which parts of a supported article a recital explains: its paragraphs and points, and those of the annexes it brings in.

A part is named when the recital is like it, by itself and beside the other parts: of two parts as like as each other both are named, and
where none is like it the article alone stands. Only the narrowest are named: a point, not the paragraph that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from extract.likeness import Floats
from extract.support_reasons import WORDING, Reading, wording_with_place
from extract.support_scores import logistic
from extract.support_weights import Parts
from kg.findings import Reason, RecitalSupport
from kg.ids import ProvisionId, ancestors


def parts_of(reading: Reading, row: int, column: int) -> Iterator[RecitalSupport]:
    """Links from a recital to the parts that stand out of an article it supports, and to the annexes that hold such parts."""
    sides = reading.measures.sides
    numbers = [number for number, place in enumerate(sides.places) if place.block == column]
    chances = part_scores(reading.measures.places[row, numbers], reading.weights.parts)
    likely = {number: float(chance) for number, chance in zip(numbers, chances, strict=True) if chance >= reading.weights.parts.threshold}
    score = float(reading.scores[row, column])
    for top, within in groupby(_narrowest(reading, likely), key=lambda number: sides.places[number].top):
        found = list(within)
        if top != sides.articles[column].id and all(sides.places[number].provision.id != top for number in found):
            best = max(found, key=lambda number: (likely[number], -number))
            yield _link(reading, row, best, top, score * likely[best])
        for number in found:
            if sides.places[number].provision.id != sides.articles[column].id:
                yield _link(reading, row, number, sides.places[number].provision.id, score * likely[number])


def part_scores(likeness: Floats, weights: Parts) -> Floats:
    """How likely a recital that supports an article is to speak of each of its parts, from how like it is to each."""
    beside = likeness / max(float(likeness.max()), 1e-9)
    return logistic(weights.base + weights.likeness * likeness + weights.beside_best * beside)


def _narrowest(reading: Reading, likely: dict[int, float]) -> list[int]:
    """The places that hold none of the others."""
    places = reading.measures.sides.places
    holding = {place for number in likely for place in ancestors(places[number].provision.id)}
    return [number for number in likely if places[number].provision.id not in holding]


def _link(reading: Reading, row: int, number: int, provision: ProvisionId, score: float) -> RecitalSupport:
    words = wording_with_place(reading.measures, row, number, reading.language)
    reason = Reason(kind=WORDING, evidence=words, weight=round(float(reading.measures.places[row, number]), 4))
    return RecitalSupport(recital=reading.measures.sides.recitals[row].id, provision=provision, score=round(score, 4), reasons=(reason,))
