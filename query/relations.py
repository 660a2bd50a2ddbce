"""Relations by the names that people give on the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from kg.errors import InvalidId
from kg.model import REFERENCES, Relation

POINTING: Final = REFERENCES | {Relation.AMENDS}
"""The relations of what `whereas refs` lists: every kind of reference, and amendments."""


def named(given: Iterable[str], known: Collection[Relation] = tuple(Relation)) -> frozenset[Relation]:
    """The relations of names, one each or with commas between; none for none. Raises InvalidId, listing those that are known."""
    names = [one.strip() for words in given for one in words.split(",") if one.strip()]
    for one in names:
        if one not in known:
            hint = f"Relations are: {', '.join(each for each in Relation if each in known)}."
            raise InvalidId(f"no relation {one!r}", hint=hint)
    return frozenset(map(Relation, names))
