"""What defines a term: the words of each definition with their citation, where it holds, and where its meaning is to be read.

A definition that takes its meaning from another act leads there once that act is in the library: to the provision, and to the term that it
defines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from extract.sentences import sentence_spans
from extract.words import phrase_key
from kg.errors import UnknownProvision
from kg.findings import REFERENCES, Edge, Form, Relation
from kg.ids import binds
from kg.library import Library, ProvisionRow
from kg.model import Field
from query.ask import cite_row
from query.shelf import row_of
from query.versions import named_version

_OPENING: Final = 60
"""A term within so many characters opens its provision, which defines nothing else: all of it is the definition."""


def terms_named(library: Library, named: str) -> list[tuple[str, str]]:
    """The terms that a name may mean, with their labels. Raises UnknownProvision where no act defines any."""
    found = _answering(library, named)
    if not found:
        hint = f"{_defined_elsewhere(library, named)}See `whereas terms` for those that are defined."
        raise UnknownProvision(f"no act in the library defines {named!r}", hint=hint)
    return found


def _answering(library: Library, named: str) -> list[tuple[str, str]]:
    """The terms of a library that a name may mean."""
    key = phrase_key(named)
    nodes = {node for _, node in library.surfaces([key])}
    return [(node, label) for node, label in library.nodes("term") if node in nodes or phrase_key(label) == key]


def _defined_elsewhere(library: Library, named: str) -> str:
    """The other versions of a narrowed library's acts that define a term, in a sentence, if any do."""
    here, whole = library.texts(), library.whole()
    read = {(text.celex, text.language) for text in here}
    others = [text for text in whole.texts() if text not in here and (text.celex, text.language) in read]
    defining = [f"{named_version(text)} of {text.celex}" for text in others if _answering(whole.within((text,)), named)]
    return f"It is defined in {' and '.join(defining)}. " if defining else ""


def term(library: Library, node: str, label: str, *, whole: bool) -> dict[str, Any]:
    """A term with where it is defined and how often it is used; and if asked for whole, its definitions and each use."""
    edges = library.edges_to(node)
    defining = [edge for edge in edges if edge.relation is Relation.DEFINES]
    defining.sort(key=lambda edge: not binds(edge.source))
    uses: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.relation is Relation.USES_TERM:
            uses[edge.source].append(edge.wording)
    out: dict[str, Any] = {"id": node, "label": label, "provisions": len(uses), "uses": sum(map(len, uses.values()))}
    out["defined_in"] = list(dict.fromkeys(edge.source for edge in defining))
    out["form"], out["scope"] = (_said(defining[0], "form") or [""])[0], _said(defining[0], "scope")
    if whole:
        out["variants"] = list(dict.fromkeys(form for edge in defining for form in _said(edge, "variant")))
        out["definitions"] = [definition(library, edge) for edge in defining]
        ranked = sorted(uses.items(), key=lambda item: (-len(item[1]), item[0]))
        listed = [{"id": own, "uses": len(forms), "forms": list(dict.fromkeys(forms))} for own, forms in ranked]
        out["binding"] = [one for one in listed if binds(str(one["id"]))]
        out["recitals"] = [one for one in listed if not binds(str(one["id"]))]
    return out


def definition(library: Library, edge: Edge) -> dict[str, Any]:
    """One definition: its words, how it gives the meaning, where it holds, and where it leads."""
    row = row_of(library, edge.source)
    return {
        "provision": edge.source,
        "citation": cite_row(row),
        "version": row.text.version,
        "binding": binds(edge.source),
        "form": (_said(edge, "form") or [""])[0],
        "scope": _said(edge, "scope"),
        "onward": bool(_said(edge, "onward")),
        "quotes": list(_quotes(library, row, edge)),
        "leads": [_lead(library, edge, wording) for wording in _said(edge, "leads")],
    }


def _said(edge: Edge, kind: str) -> list[str]:
    return [reason.evidence for reason in edge.reasons if reason.kind == kind]


def _quotes(library: Library, row: ProvisionRow, edge: Edge) -> Iterator[dict[str, Any]]:
    """The defining words: the whole of a provision that a term opens, else the sentence in which it stands, with the list it introduces."""
    field, at = (edge.span.field, edge.span.start) if edge.span else (Field.TEXT, 0)
    words = row.words(field)
    form = _said(edge, "form")
    opens = at < _OPENING and not {Form.SHORT_NAME, Form.STATUS} & {*form}
    spans = () if opens else sentence_spans(words)
    start, end = next(((first, last) for first, last in spans if first <= at < last), (0, len(words)))
    yield _quote(row, field, start, end)
    if opens or (end == len(words) and words.endswith(":") and Form.SHORT_NAME not in form):
        for part in library.subtree(row.id, row.text)[1:]:
            yield from (_quote(part, one, 0, len(part.words(one))) for one in (Field.TEXT, Field.WRAP_UP) if part.words(one))
        if row.wrap_up:
            yield _quote(row, Field.WRAP_UP, 0, len(row.wrap_up))


def _quote(row: ProvisionRow, field: Field, start: int, end: int) -> dict[str, Any]:
    return {"provision": row.id, "field": field.value, "span": [start, end], "text": row.words(field)[start:end]}


def _lead(library: Library, edge: Edge, wording: str) -> dict[str, Any]:
    """Where words of a definition lead: the provision or act they name, and what is defined there, if the library has it."""
    targets = [one.target for one in library.edges_from(edge.source) if one.relation in REFERENCES and one.wording == wording]
    target = targets[0] if targets else None
    return {"wording": wording, "target": target, "defines": _defined_there(library, target, edge.wording) if target else None}


def _defined_there(library: Library, target: str, label: str) -> dict[str, Any] | None:
    """The term that a provision defines: the one of this name, else its only one."""
    if "/" not in target:
        return None
    try:
        row = row_of(library, target)
    except UnknownProvision:
        return None  # an act that is not in the library, or not with that provision
    found = [one for part in library.subtree(row.id, row.text) for one in library.edges_from(part.id) if one.relation is Relation.DEFINES]
    named = _of_name(found, label)
    if named is None:
        return None
    place = row_of(library, named.source)
    return {
        "id": named.target,
        "label": named.wording,
        "provision": named.source,
        "citation": cite_row(place),
        "quotes": list(_quotes(library, place, named)),
    }


def _of_name(found: Sequence[Edge], label: str) -> Edge | None:
    same = [one for one in found if phrase_key(one.wording) == phrase_key(label)]
    return same[0] if same else found[0] if len(found) == 1 else None
