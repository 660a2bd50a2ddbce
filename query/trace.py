"""Tracing: the references of a provision, and how an answer came about, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

from kg.findings import REFERENCES, Action, Edge, Relation
from kg.ids import act_of, eli_uri, how_adopted, named_uri
from kg.library import Library, ProvisionRow, TextRow
from query.answer import Answer
from query.cite import citation
from query.effects import Effects


def around(library: Library, text: TextRow) -> Library:
    """The library as one text sees it: itself and other acts in its language, so that no other version or translation mixes in."""
    others = (one for one in library.texts() if one.celex != text.celex and one.language == text.language)
    return library.within((text, *others))


def trace_answer(answer: Answer) -> list[dict[str, Any]]:
    """The whole tree of evidence: each statement with the walk that led to it and the places its words stand at."""
    return [
        {
            "citation": statement.citation,
            "provision": statement.provision,
            "walk": [{"from": s.start, "relation": s.relation, "to": s.end, "because": s.because} for s in statement.walk],
            "quotes": [
                {
                    "text": quote.text,
                    "of": citation(quote.provision),
                    "version": quote.version,
                    "span": [quote.start, quote.end],
                    "source": quote.place.source,
                    "page": quote.place.page,
                    **({"member": quote.place.member} if quote.place.member else {}),
                    "start": quote.place.start,
                    "end": quote.place.end,
                }
                for quote in statement.quotes
            ],
        }
        for statement in answer.statements
    ]


def references(library: Library, row: ProvisionRow, only: frozenset[Relation] = frozenset()) -> dict[str, Any]:
    """References and amendments out of a provision's whole subtree, those without a target too, and those into it.

    `only` keeps those of some relations, if any are given; `refers_to` then means the plain ones and no other kind.
    """
    library = around(library, row.text)
    parts = library.subtree(row.id, row.text)
    own = {part.id for part in parts}
    out = [_reference(edge, row.text) for part in parts for edge in library.edges_from(part.id) if _is_reference(edge)]
    out += [
        {
            "from": source,
            "relation": relation.value,
            "target": None,
            "eli": None,
            "unresolved": reason,
            "wording": wording,
            "span": [start, end],
            "field": field,
        }
        for source, relation, field, start, end, wording, reason in library.unresolved(row.text, row.id)
    ]
    into = [
        _reference(edge, row.text) for part in parts for edge in library.edges_to(part.id) if _is_reference(edge) and edge.source not in own
    ]
    out += [_reference(edge, row.text) for part in parts for edge in library.edges_from(part.id) if edge.relation is Relation.AMENDS]
    effects = Effects.on(library, row.text)
    into += [{**_reference(edge, row.text), **asdict(effects.of(edge, row.text))} for edge in amending(library, row)]
    kept = only or frozenset(Relation)
    out, into = ([one for one in found if one["relation"] in kept] for found in (out, into))
    return {"id": row.id, "version": row.text.version, "out": out, "in": into}


COLUMNS: Final = ("from", "relation", "wording", "to")
"""The columns of a table of references."""


def rows_of(found: Iterable[dict[str, Any]]) -> list[tuple[str, ...]]:
    """References as the rows of a table; of one without a target, the reason, and of an amendment, if it is later than the text."""
    return [
        (one["from"], f"{one['relation']}{' later' if one.get('later') else ''}", one["wording"], one["target"] or f"? {one['unresolved']}")
        for one in found
    ]


_OF_ALL_WITHIN: Final = frozenset({Action.REPLACE, Action.DELETE, Action.RENUMBER, Action.AMEND, Action.INSERT, Action.ADD})
"""What is done to a whole provision is done to each part of it; what is put into it has a portion, and is not."""


def amending(library: Library, row: ProvisionRow) -> list[Edge]:
    """The edges by which acts amend a provision: itself, a part of it, or all of what it lies in."""
    return [edge for edge in library.amendments_of(row.id) if f"{edge.target}/".startswith(f"{row.id}/") or _is_of_all(edge)]


def _is_of_all(edge: Edge) -> bool:
    said = {reason.kind: reason.evidence for reason in edge.reasons}
    return said.get("action") in _OF_ALL_WITHIN and "portion" not in said


def _is_reference(edge: Edge) -> bool:
    return edge.relation in REFERENCES


def _reference(edge: Edge, text: TextRow) -> dict[str, Any]:
    """A reference as JSON; `text` is the one that the provision asked for is of, and gives its act's own ELI."""
    own = act_of(edge.target) == text.celex
    span = [edge.span.start, edge.span.end] if edge.span else None
    return {
        "from": edge.source,
        "relation": edge.relation.value,
        "target": edge.target,
        "eli": eli_uri(text.eli, edge.target, text.version) if own else named_uri(edge.target, how_adopted(edge.wording)),
        "unresolved": None,
        "wording": edge.wording,
        "span": span,
        "field": edge.span.field.value if edge.span else None,
    }
