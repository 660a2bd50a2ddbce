"""Which definition of a term holds where: the one for the narrowest unit around the words; of short names the last given before them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.term_forms import as_written, phrase_keys
from extract.words import words_of
from kg.findings import Definition, Form
from kg.ids import ProvisionId, article_level, binds
from kg.model import Act, Field, Provision, Span

_FIELDS: Final = (Field.HEADING, Field.TEXT, Field.WRAP_UP)
_MOST_LISTED: Final = 3
"""Definitions of one list that must begin with a capital for the capital to be the list's, and not the terms'."""
_WHOLE_ACT: Final = ""

_At = tuple[int, int, int]
"""A place in the order of an act: of its provision, of the field, of the character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One form of a term, and its words as they are written, with its node and the definition that gives it its meaning."""

    node: str
    form: str
    written: tuple[str, ...]
    definition: Definition


@dataclass(slots=True)
class _Held:
    """The terms of one phrase key that hold in one unit: those that always do, and those that do from their places on."""

    fixed: dict[tuple[str, tuple[str, ...]], Term] = field(default_factory=dict)
    places: list[_At] = field(default_factory=list)
    onward: list[Term] = field(default_factory=list)

    def before(self, place: _At) -> Iterator[Term]:
        """The terms that may be meant at a place, the likeliest first: those fixed, then the last given, then the one before it."""
        yield from self.fixed.values()
        last = bisect_right(self.places, place)
        yield from reversed(self.onward[max(0, last - 2) : last])


class Holding:
    """The terms of one act by the phrase keys of their forms and by where they hold."""

    def __init__(self, act: Act, terms: Iterable[tuple[str, Definition]]) -> None:
        self._around, self._order = _places(act)
        self._held: dict[str, dict[str, _Held]] = {}
        found = list(terms)
        layout = _capital_by_layout([definition for _, definition in found])
        for node, definition in sorted(found, key=self._rank):
            for form in dict.fromkeys((definition.term, *definition.variants)):
                lowered = article_level(definition.provision) in layout and form[1:2].islower()
                written = f"{form[:1].lower()}{form[1:]}" if lowered else form
                term = Term(node=node, form=form, written=tuple(word.text for word in words_of(written)), definition=definition)
                for key in phrase_keys(form, act.language):
                    self._add(key, term)

    @property
    def keys(self) -> Iterable[str]:
        """The phrase keys of every form."""
        return self._held.keys()

    def _rank(self, pair: tuple[str, Definition]) -> tuple[bool, bool, _At]:
        """What makes one of several definitions for one unit the likelier: that it binds, that it says what the term means."""
        definition = pair[1]
        return not binds(definition.provision), definition.form is Form.SHORT_NAME, self._place(definition.provision, definition.span)

    def _add(self, key: str, term: Term) -> None:
        for unit in term.definition.scope or (_WHOLE_ACT,):
            held = self._held.setdefault(key, {}).setdefault(unit, _Held())
            if not term.definition.onward:
                held.fixed.setdefault((term.node, term.written), term)
                continue
            place = self._place(term.definition.provision, term.definition.span)
            at = bisect_right(held.places, place)
            held.places.insert(at, place)
            held.onward.insert(at, term)

    def meant(self, key: str, found: Sequence[str], provision: ProvisionId, span: Span, *, opens: bool) -> Term | None:
        """The term that words with a phrase key mean where they stand, if they are written like it."""
        units, place = self._held[key], self._place(provision, span)
        for unit in (*self._around.get(provision, ()), _WHOLE_ACT):
            if unit in units:
                for term in units[unit].before(place):
                    if as_written(term.written, found, opens=opens):
                        return term
        return None

    def _place(self, provision: ProvisionId, span: Span) -> _At:
        return self._order.get(provision, 0), _FIELDS.index(span.field), span.start


def _places(act: Act) -> tuple[Mapping[ProvisionId, tuple[str, ...]], Mapping[ProvisionId, int]]:
    """For each provision the ids of itself and what holds it, nearest first; and its place in the order of the act."""
    around: dict[ProvisionId, tuple[str, ...]] = {}
    stack: list[tuple[Provision, tuple[str, ...]]] = [(top, ()) for top in reversed(act.provisions)]
    while stack:
        provision, holders = stack.pop()
        around[provision.id] = (provision.id, *holders)
        stack += [(part, around[provision.id]) for part in reversed(provision.children)]
    return around, {own: at for at, own in enumerate(around)}


def _capital_by_layout(definitions: Iterable[Definition]) -> frozenset[ProvisionId]:
    """The articles and annexes whose definitions all begin with a capital, as those of older acts and of some annexes do."""
    capitals: dict[ProvisionId, list[bool]] = defaultdict(list)
    for one in definitions:
        if one.form is not Form.SHORT_NAME:
            capitals[article_level(one.provision)].append(one.term[:1].isupper())
    return frozenset(place for place, found in capitals.items() if len(found) >= _MOST_LISTED and all(found))
