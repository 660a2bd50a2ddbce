"""Recital support as it is asked for: of a provision, of a recital, of a whole act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from kg.findings import Edge, Relation
from kg.ids import article_level, path_of
from kg.library import Library, ProvisionRow, TextRow
from kg.model import Kind
from query.trace import around
from query.wording import with_wording


def trace(library: Library, row: ProvisionRow, preamble: TextRow | None = None, stands: TextRow | None = None) -> dict[str, Any]:
    """Of a provision, the recitals that support it or a part of it; of a recital, the provisions it supports. Best first.

    `preamble` is the text whose recitals speak for the act, where the provision's own text has none (`Shelf.preamble_of`); they support
    the provision as it stands there. `stands` is the text that stands, where a recital is of another. Every link says of which version it
    is, and whether the provision still has the words that the recital was written for.
    """
    found = {"id": row.id, "version": row.text.version}
    if row.kind is Kind.RECITAL:
        edges = _supporting(around(library, row.text).edges_from(row.id))
        provisions = [_link(edge, edge.target, row.text) for edge in _ranked(edges)]
        return {**found, "provisions": with_wording(library, provisions, row.id, row.text, stands or row.text)}
    if preamble is not None:
        recitals = _recitals(library, library.provision(row.id, preamble)) if library.has(row.id, preamble) else []
    else:
        recitals = _recitals(library, row)
    return {**found, "recitals": with_wording(library, recitals, row.id, preamble or row.text, row.text)}


def _recitals(library: Library, row: ProvisionRow) -> list[dict[str, Any]]:
    """The recitals that support a provision or a part of it; then those of what holds it that single out no part of that. Each once.

    Where there are neither, those of what holds it: they speak of other parts, but of the same article. `supports` is what a link's score
    is of.
    """
    library = around(library, row.text)
    within = [edge for part in library.subtree(row.id, row.text) for edge in _supporting(library.edges_to(part.id))]
    above = [edge for holder in _holders(library, row) for edge in _supporting(library.edges_to(holder))]
    general = [edge for edge in above if not _singles_out(library, edge)]
    best: dict[str, Edge] = {}
    for edge in (*_ranked(within), *_ranked(general)) or _ranked(above):
        best.setdefault(edge.source, edge)
    parts = {own: sorted({edge.target for edge in within if edge.source == own and edge.target != row.id}) for own in best}
    return [{**_link(edge, own, row.text), "parts": parts[own]} for own, edge in best.items()]


def _holders(library: Library, row: ProvisionRow) -> Iterator[str]:
    """What holds a provision, narrowest first: paragraph, article, section, chapter."""
    while row.parent is not None and library.has(row.parent, row.text):
        row = library.provision(row.parent, row.text)
        yield row.id


def _singles_out(library: Library, edge: Edge) -> bool:
    """Whether a recital that supports a provision names some part of it, or of an annex that belongs to it."""
    others = (other.target for other in _supporting(library.edges_from(edge.source)))
    return any(own.startswith(f"{edge.target}/") or _belongs(library, own, edge.target) for own in others)


def _belongs(library: Library, part: str, article: str) -> bool:
    """Whether something is of an annex that refers to an article, or that the article refers to."""
    annex = article_level(part)
    if not path_of(annex).startswith("anx_"):
        return False
    ends = (*(edge.target for edge in library.edges_from(annex)), *(edge.source for edge in library.edges_to(annex)))
    return any(article_level(end) == article for end in ends)


def _supporting(edges: Iterable[Edge]) -> list[Edge]:
    return [edge for edge in edges if edge.relation is Relation.SUPPORTS]


def _ranked(edges: Iterable[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: (-edge.score, edge.source, edge.target))


def _link(edge: Edge, own: str, text: TextRow) -> dict[str, Any]:
    reasons = [{"kind": reason.kind, "evidence": reason.evidence, "weight": reason.weight} for reason in edge.reasons]
    return {"id": own, "version": text.version, "score": edge.score, "supports": edge.target, "reasons": reasons}


# ── a whole act ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def trace_act(library: Library, text: TextRow) -> dict[str, Any]:
    """The recitals of an act in groups, each a run of recitals that support one article, annex or chapter most; in their order.

    `also` is what single recitals of the group support besides. A group whose `provision` is None supports nothing in particular.
    """
    library = around(library, text)
    recitals = [own for own, kind, _ in library.outline(text) if kind == Kind.RECITAL]
    tops = {own: _tops(library, own) for own in recitals}
    runs = groupby(recitals, key=lambda own: next(iter(tops[own]), None))
    groups = [_group(library, text, provision, list(run), tops) for provision, run in runs]
    return {"id": text.celex, "version": text.version, "groups": groups}


def _tops(library: Library, recital: str) -> dict[str, float]:
    """The articles, annexes and chapters that a recital supports, with scores, best first."""
    found: dict[str, float] = {}
    for edge in _ranked(_supporting(library.edges_from(recital))):
        top = article_level(edge.target) if path_of(edge.target).startswith(("art_", "anx_")) else edge.target
        found.setdefault(top, edge.score)
    return found


def _group(library: Library, text: TextRow, provision: str | None, run: list[str], tops: dict[str, dict[str, float]]) -> dict[str, Any]:
    scores = [tops[own][provision] for own in run] if provision is not None else []
    return {
        "recitals": run,
        "provision": provision,
        "heading": library.provision(provision, text).heading if provision is not None else "",
        "score": round(sum(scores) / len(scores), 4) if scores else None,
        "also": sorted({top for own in run for top in tops[own]} - {provision}, key=_in_order(library, text)),
    }


def _in_order(library: Library, text: TextRow) -> Callable[[str], int]:
    """A key that puts provisions in the order of the act."""
    return lambda own: library.provision(own, text).row
