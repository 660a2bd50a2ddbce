"""Uses of an act's defined terms. A term is not a use of itself in the provision that defines it."""

from __future__ import annotations

from collections.abc import Iterable

from extract.phrases import PhraseText
from extract.words import phrase_key
from kg.ids import ActId
from kg.model import Definition, TermUse


def term_node(act: ActId, term: str) -> str:
    """The graph's node for a term an act defines."""
    return f"{act}/term/{phrase_key(term).replace(' ', '-')}"


def surface_forms(act: ActId, definitions: Iterable[Definition]) -> dict[str, str]:
    """Phrase key → term node, for every term and variant an act defines; the first definition of a form wins."""
    forms: dict[str, str] = {}
    for definition in definitions:
        node = term_node(act, definition.term)
        for form in (definition.term, *definition.variants):
            forms.setdefault(phrase_key(form), node)
    return forms


def find_term_uses(text: PhraseText, act: ActId, definitions: tuple[Definition, ...]) -> tuple[TermUse, ...]:
    """Every use of the act's terms, provision by provision, in order."""
    own = {(definition.provision, term_node(act, definition.term)) for definition in definitions}
    return tuple(
        TermUse(node=use.node, provision=use.provision, span=use.span, form=use.form)
        for use in text.find(surface_forms(act, definitions))
        if (use.provision, use.node) not in own
    )
