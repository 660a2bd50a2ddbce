"""Uses of an act's defined terms: each leads to the definition that holds where it stands (`extract.holding`).

The longest term wins, of those that hold there. No use is what the definition itself says, nor words of a title, of a name, of a longer
quotation or of a compound (`extract.unmeant`), nor an everyday sense of a general word (`extract.everyday_words`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.everyday_words import without_everyday
from extract.holding import Holding
from extract.phrases import NO_USE, PhraseText, PhraseUse
from extract.term_forms import phrase_keys
from extract.unmeant import Unmeant
from extract.words import phrase_key, words_of
from kg.findings import Definition, Form, TermUse
from kg.ids import ActId, ProvisionId, article_level, binds, path_of
from kg.model import Act


def term_node(act: ActId, term: str) -> str:
    """The graph's node for a term an act defines."""
    return f"{act}/term/{phrase_key(term).replace(' ', '-')}"


@dataclass(slots=True)
class _Meanings:
    """The meanings that definitions gave to one phrase key so far: nodes by where they hold, and from which article on."""

    first: str = ""
    fixed: dict[tuple[ProvisionId, ...], str] = field(default_factory=dict)
    onward: dict[tuple[tuple[ProvisionId, ...], ProvisionId], str] = field(default_factory=dict)
    any: dict[tuple[ProvisionId, ...], str] = field(default_factory=dict)

    def node_of(self, one: Definition) -> str | None:
        """The node of a definition that gives a meaning anew: what the preamble says has the meaning of what binds."""
        if not binds(one.provision):
            return self.first or None
        if one.onward:
            return self.fixed.get(one.scope) or self.onward.get((one.scope, article_level(one.provision)))
        return self.any.get(one.scope)

    def add(self, one: Definition, node: str) -> None:
        """Keep what a definition means."""
        self.first = self.first or node
        self.any.setdefault(one.scope, node)
        if one.onward:
            self.onward.setdefault((one.scope, article_level(one.provision)), node)
        else:
            self.fixed.setdefault(one.scope, node)


def term_nodes(act: ActId, definitions: Sequence[Definition]) -> tuple[str, ...]:
    """The node of each definition: one for a term that has one meaning, wherever it is given; another for each further meaning.

    A further meaning is what holds only elsewhere: the node of its term then names the place ("…/term/lamp@art_5").
    """
    nodes: dict[int, str] = {}
    meanings: dict[str, _Meanings] = {}
    for at in sorted(range(len(definitions)), key=lambda at: not binds(definitions[at].provision)):
        one = definitions[at]
        known = meanings.get(phrase_key(one.term))
        place = path_of((*one.scope, one.provision)[0]).replace("/", ".")
        fresh = term_node(act, one.term) if known is None else f"{term_node(act, one.term)}@{place}"
        nodes[at] = (known.node_of(one) if known else None) or fresh
        for form in (one.term, *one.variants):
            meanings.setdefault(phrase_key(form), _Meanings()).add(one, nodes[at])
    return tuple(nodes[at] for at in range(len(definitions)))


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
    terms = list(zip(term_nodes(act.celex, definitions), definitions, strict=True))
    holding, unmeant = Holding(act, terms), Unmeant(act, terms)

    def meant(use: PhraseUse) -> str | None:
        if unmeant.is_other(use):
            return None
        found = [word.text for word in words_of(use.form)]
        term = holding.meant(use.node, found, use.provision, use.span, opens=unmeant.opens(use))
        if term is None or ("," in use.form and "," not in term.form):
            return None
        taken = term.definition.form is Form.REFERENCE
        return NO_USE if unmeant.is_no_use(use, term.node, taken_over=taken) else term.node

    found = text.find({key: key for key in holding.keys}, meant)
    uses = tuple(TermUse(node=use.node, provision=use.provision, span=use.span, form=use.form) for use in found)
    return without_everyday(uses, lambda use: unmeant.words(use.provision, use.span.field)) if act.language == "en" else uses
