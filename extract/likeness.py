"""How alike texts are by what they share, the rarer the more: cosine of tf·idf weights (Salton and Buckley 1988).

A text is a bag: words, phrases, terms or topics with how often each occurs. Rarity counts the texts of one collection, so what every
article of an act says tells none of them apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Thing = TypeVar("Thing", bound=Hashable)

_HALF: Final = 0.5
"""Added to a count: what stands in every text weighs next to nothing, but always something."""


class Collection(Generic[Thing]):
    """Texts made ready to be compared with others: for each thing the texts it stands in, with its weight there."""

    def __init__(self, bags: Sequence[Mapping[Thing, int]]) -> None:
        self.size: Final = len(bags)
        counts = Counter(thing for bag in bags for thing in bag)
        self._rarity: dict[Thing, float] = {thing: math.log((self.size + 1) / (count + _HALF)) for thing, count in counts.items()}
        listed: dict[Thing, tuple[list[int], list[float]]] = {}
        for number, bag in enumerate(bags):
            for thing, weight in self._weights(bag).items():
                numbers, weights = listed.setdefault(thing, ([], []))
                numbers.append(number)
                weights.append(weight)
        self._standing = {thing: (np.array(numbers), np.array(weights)) for thing, (numbers, weights) in listed.items()}

    def _weights(self, bag: Mapping[Thing, int]) -> dict[Thing, float]:
        """What a text's things weigh, of length one; what no text of the collection has carries nothing."""
        weights = {thing: (1 + math.log(count)) * self._rarity[thing] for thing, count in bag.items() if thing in self._rarity}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {thing: weight / length for thing, weight in weights.items()}

    def likeness(self, bag: Mapping[Thing, int]) -> Floats:
        """Cosine (0 to 1) of a text with each of the collection."""
        found = np.zeros(self.size)
        for thing, weight in self._weights(bag).items():
            numbers, weights = self._standing[thing]
            found[numbers] += weight * weights
        return found

    def table(self, bags: Sequence[Mapping[Thing, int]]) -> Floats:
        """Cosine of each text (rows) with each of the collection (columns)."""
        return np.array([self.likeness(bag) for bag in bags]).reshape(len(bags), self.size)

    def shared(self, bag: Mapping[Thing, int], number: int) -> list[Thing]:
        """What a text shares with one of the collection, what weighs most in both first."""
        found = []
        for order, (thing, weight) in enumerate(self._weights(bag).items()):
            numbers, weights = self._standing[thing]
            at = int(np.searchsorted(numbers, number))
            if at < len(numbers) and numbers[at] == number:
                found.append((-weight * float(weights[at]), order, thing))
        return [thing for _, _, thing in sorted(found, key=lambda one: one[:2])]

    def coverage(self, bag: Mapping[Thing, int], whole: Mapping[Thing, int]) -> float:
        """Share (0 to 1) of the rarity of a text's things that another, `bag`, has: how much of a heading a recital says."""
        weights = {thing: self._rarity[thing] for thing in whole if thing in self._rarity}
        total = sum(weights.values())
        return sum(weight for thing, weight in weights.items() if thing in bag) / total if total else 0.0
