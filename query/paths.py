"""The shortest typed walk between two provisions, over the whole graph of their acts (networkx)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.findings import Edge, Relation
from kg.graph import LegalGraph, Node, NodeKind, graph_of
from kg.ids import act_of
from kg.library import Library, ProvisionRow, TextRow
from query.render import called
from query.walk import because_of

_DOORS = (Relation.ABOUT, Relation.USES_TERM, Relation.DEFINES, Relation.NEXT, Relation.BINDS)
"""Relations left out: a topic, a term or an actor joins everything with everything; what stands side by side may have nothing in common."""


def shortest(library: Library, start: ProvisionRow, end: ProvisionRow) -> dict[str, Any]:
    """The steps from one provision to another, edges taken either way (`^` against their direction); none where there is no walk."""
    texts = {text.row: text for text in (start.text, end.text)}
    graph = load(library, tuple(texts.values()))
    steps, at = [], str(start.id)
    for edge in graph.path(start.id, end.id) if start.id != end.id else ():
        along = edge.source == at
        at = edge.target if along else edge.source
        relation = edge.relation.value if along else f"^{edge.relation.value}"
        steps.append({"from": edge.source if along else edge.target, "relation": relation, "to": at, "because": because_of(edge)})
    versions = dict.fromkeys(text.version for text in texts.values())
    return {"from": start.id, "to": end.id, "versions": list(versions), "steps": steps}


def told(found: dict[str, Any]) -> Iterator[str]:
    """What `shortest` found, in lines: its steps, or why there are none; and the versions that they are of."""
    versions = ", ".join(map(called, found["versions"]))
    if found["from"] == found["to"]:
        yield f"Both are {found['from']}" + (f", in several versions: {versions}." if len(found["versions"]) > 1 else f" ({versions}).")
        return
    for step in found["steps"]:
        yield f"{step['from']}  {step['relation']}  {step['to']}" + (f"  ({step['because']})" if step["because"] else "")
    if not found["steps"]:
        yield f"There is no walk between them ({versions})."
    elif len(found["versions"]) > 1 and act_of(found["from"]) == act_of(found["to"]):
        yield f"Over several versions: {versions}."
    else:
        yield f"Version{'s' if len(found['versions']) > 1 else ''}: {versions}."


def load(library: Library, texts: tuple[TextRow, ...]) -> LegalGraph:
    """The graph of some texts: their provisions, and the acts and provisions they refer to."""
    edges = [edge for text in texts for edge in library.all_edges(text) if edge.relation not in _DOORS]
    ids = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
    nodes = (Node(id=own, kind=NodeKind.PROVISION if "/" in own else NodeKind.ACT, label=own) for own in ids)
    return graph_of(nodes, _once(edges))


def _once(edges: list[Edge]) -> list[Edge]:
    """One edge for each relation between two nodes."""
    return list({(edge.source, edge.relation, edge.target): edge for edge in reversed(edges)}.values())[::-1]
