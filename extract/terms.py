"""Uses of an act's defined terms: each leads to the definition that holds where it stands.

The longest term wins, of those that hold there; of several definitions of a term the one for the narrowest unit, and of short names the
last that was given. No use is what the definition itself says, nor words of a title, of a name, of a longer quotation or of a compound
(`extract.unmeant`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from extract.everyday_words import without_everyday
from extract.phrases import NO_USE, PhraseText, PhraseUse
from extract.term_forms import as_written, phrase_keys
from extract.unmeant import Unmeant
from extract.words import phrase_key, words_of
from kg.ids import ActId, ProvisionId, article_level, binds, path_of
from kg.model import Act, Definition, Field, Form, Provision, Span, TermUse

_MOST_LISTED: Final = 3
"""Definitions of one list that must begin with a capital for the capital to be the list's, and not the terms'."""


def term_node(act: ActId, term: str) -> str:
    """The graph's node for a term an act defines."""
    return f"{act}/term/{phrase_key(term).replace(' ', '-')}"


def term_nodes(act: ActId, definitions: Sequence[Definition]) -> tuple[str, ...]:
    """The node of each definition: one for a term that has one meaning, wherever it is given; another for each further meaning.

    A further meaning is what holds only elsewhere: the node of its term then names the place ("…/term/lamp@art_5").
    """
    nodes: dict[int, str] = {}
    first: dict[str, list[int]] = defaultdict(list)
    for at in sorted(range(len(definitions)), key=lambda at: not binds(definitions[at].provision)):
        one = definitions[at]
        same = next((other for other in first[phrase_key(one.term)] if _one_meaning(definitions[other], one)), None)
        own = term_node(act, one.term)
        if same is not None:
            own = nodes[same]
        elif first[phrase_key(one.term)]:
            own = f"{own}@{path_of((*one.scope, one.provision)[0]).replace('/', '.')}"
        nodes[at] = own
        for form in (one.term, *one.variants):
            first[phrase_key(form)].append(at)
    return tuple(nodes[at] for at in range(len(definitions)))


def _one_meaning(one: Definition, other: Definition) -> bool:
    """Whether two definitions of a term, the first of them found first, give it one meaning."""
    if one.scope != other.scope:
        return not binds(other.provision)
    return not (one.onward and other.onward) or article_level(one.provision) == article_level(other.provision)


def surface_forms(act: ActId, definitions: Sequence[Definition], language: str = "en") -> dict[str, str]:
    """Phrase key → term node, for every form of every term an act defines; the first definition of a form wins, one that binds first."""
    forms: dict[str, str] = {}
    found = sorted(zip(term_nodes(act, definitions), definitions, strict=True), key=lambda pair: not binds(pair[1].provision))
    for node, definition in found:
        for form in (definition.term, *definition.variants):
            forms.setdefault(phrase_key(form), node)
    for node, definition in found:
        for form in (definition.term, *definition.variants):
            for key in phrase_keys(form, language):
                forms.setdefault(key, node)
    return forms


def find_term_uses(text: PhraseText, act: Act, definitions: tuple[Definition, ...]) -> tuple[TermUse, ...]:
    """Every use of the act's terms, provision by provision, in order."""
    terms = _Terms(act, definitions)
    found = text.find({key: key for key in terms.by_key}, terms.meant)
    uses = tuple(TermUse(node=use.node, provision=use.provision, span=use.span, form=use.form) for use in found)
    return without_everyday(uses, terms.text_of) if act.language == "en" else uses


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    """One form of a term, with the definition that gives it its meaning."""

    node: str
    written: tuple[str, ...]
    definition: Definition


class _Terms:
    """The terms of one act, by the phrase keys of their forms."""

    def __init__(self, act: Act, definitions: tuple[Definition, ...]) -> None:
        self._around, self._order = _places(act)
        self._unmeant = Unmeant(act)
        self.by_key: dict[str, list[_Term]] = defaultdict(list)
        layout = _capital_by_layout(definitions)
        for node, one in zip(term_nodes(act.celex, definitions), definitions, strict=True):
            for form in dict.fromkeys((one.term, *one.variants)):
                lowered = form[:1].lower() + form[1:] if article_level(one.provision) in layout and form[1:2].islower() else form
                term = _Term(node=node, written=tuple(word.text for word in words_of(lowered)), definition=one)
                for key in phrase_keys(form, act.language):
                    self.by_key[key].append(term)

    def text_of(self, use: TermUse) -> str:
        """The field of a provision in which a use stands."""
        return self._unmeant.words(use.provision, use.span.field)

    def meant(self, use: PhraseUse) -> str | None:
        """The node of the term that words found mean; None where they are none, `NO_USE` where they are the term and do not use it."""
        if self._unmeant.is_other(use):
            return None
        found, opens = [word.text for word in words_of(use.form)], self._unmeant.opens(use)
        holding = [one for one in self.by_key[use.node] if self._holds(one.definition, use) and as_written(one.written, found, opens=opens)]
        if not holding:
            return None
        if self._unmeant.is_no_use(use, tuple(one.definition for one in holding)):
            return NO_USE
        return holding[0].node if len(holding) == 1 else max(holding, key=lambda one: self._nearness(one.definition, use)).node

    def _holds(self, definition: Definition, use: PhraseUse) -> bool:
        """Whether a definition holds where words stand."""
        if definition.onward and self._place(use.provision, use.span) < self._place(definition.provision, definition.span):
            return False
        around = self._around.get(use.provision, ())
        return not definition.scope or any(one in around for one in definition.scope)

    def _place(self, provision: ProvisionId, span: Span) -> tuple[int, int, int]:
        return self._order.get(provision, 0), _FIELDS.index(span.field), span.start

    def _nearness(self, definition: Definition, use: PhraseUse) -> tuple[bool, int, bool, int]:
        """What makes a definition the one that is meant: that it binds, that it is for the narrowest unit, that it was given last."""
        around = self._around.get(use.provision, ())
        depth = max((len(around) - around.index(one) for one in definition.scope if one in around), default=0)
        return binds(definition.provision), depth, definition.form is not Form.SHORT_NAME, self._order.get(definition.provision, 0)


_FIELDS: Final = (Field.HEADING, Field.TEXT, Field.WRAP_UP)


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
