"""Showing what the library holds: acts, a provision, terms; each as the plain mapping its `--json` prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from textwrap import shorten
from typing import Any

from kg.findings import Edge, Relation
from kg.ids import act_of, binds, eli_uri
from kg.library import Library, ProvisionRow, TextRow
from kg.model import Kind
from query.applying import applies, ends
from query.ask import cite_row
from query.dates import Calendar
from query.defined import term, terms_named
from query.effects import Effects
from query.history import turns
from query.quoting import where_of
from query.trace import amending, around


def acts(library: Library) -> list[dict[str, Any]]:
    """Every text in the library with its sources and counts."""
    return [
        {
            "celex": text.celex,
            "version": text.version,
            "title": text.title,
            "language": text.language,
            "sources": [{"file": s.file, "format": s.format, "sha256": s.sha256} for s in text.sources],
            "counts": text.counts,
            "outdated": text.outdated,
        }
        for text in library.texts()
    ]


def provision(library: Library, row: ProvisionRow, calendar: Calendar | None = None) -> dict[str, Any]:
    """A provision: its words, what it is part of and made of, where it stands in each source, and from when it applies.

    `calendar` is that of a library with further versions of the act, whose words may be others.
    """
    places = library.places(row.id, row.text)
    children = library.children(row.id, row.text)
    first, own = places[0], around(library, row.text)
    effects = Effects.on(library, row.text)
    return {
        "id": row.id,
        "kind": row.kind.value,
        "label": row.label,
        "heading": row.heading,
        "text": row.body,
        "wrap_up": row.wrap_up,
        "parent": row.parent,
        "children": [part.id for part in children],
        "version": row.text.version,
        "language": row.text.language,
        "citation": cite_row(row),
        "eli": eli_uri(row.text.eli, row.id, row.text.version),
        "binding": binds(row.id),
        "place": where_of(first),
        "places": [{**where_of(place), "sha256": place.source.sha256} for place in places],
        **_applying(calendar or Calendar(library), row),
        "amends": [_amendment(edge) for part in library.subtree(row.id, row.text) for edge in own.edges_from(part.id) if _amends(edge)],
        "amended_by": [{**_amendment(edge), **asdict(effects.of(edge, row.text))} for edge in amending(library, row)],
        "history": [turn.as_json() for turn in turns(library, row, row.text)],
    }


def _applying(calendar: Calendar, row: ProvisionRow) -> dict[str, Any]:
    """From when a provision applies, as an answer says it of a statement."""
    found = calendar.applying(row)
    told = [asdict(one) for one in applies(calendar, (row, *calendar.parts(row)))]
    return {"applies_from": found.start or None, "wording_since": found.since or None, "applies": told, **_ends(calendar, row)}


def _ends(calendar: Calendar, row: ProvisionRow) -> dict[str, Any]:
    return {"until": calendar.applying(row).until or None, "ends": [asdict(one) for one in ends(calendar, row)]}


def _amends(edge: Edge) -> bool:
    return edge.relation is Relation.AMENDS


def _amendment(edge: Edge) -> dict[str, str]:
    """An amending edge: what amends what, how, and in which words."""
    said = {reason.kind: reason.evidence for reason in edge.reasons}
    told = {name: said.get(name, "") for name in ("action", "portion", "place")}
    return {"from": edge.source, "target": edge.target, **told, "wording": edge.wording}


def printed(library: Library, row: ProvisionRow, depth: int = 0) -> list[tuple[int, str, str]]:
    """A provision with all below it for reading: depth, label as written, words."""
    if row.kind is Kind.ROW:
        return [(depth, "", " | ".join(f"{cell.label}: {cell.body}".replace("\n", " / ") for cell in library.children(row.id, row.text)))]
    lines = [(depth, label_of(row), f"{row.heading}\n{row.body}".strip())]
    for part in library.children(row.id, row.text):
        lines += printed(library, part, depth + 1)
    if row.wrap_up:
        lines.append((depth, "", row.wrap_up))
    return lines


def label_of(row: ProvisionRow) -> str:
    """A label as the law writes it: "1.", "(a)", "Article 5"."""
    if row.kind is Kind.PARAGRAPH:
        return f"{row.label}."
    if row.kind in (Kind.POINT, Kind.RECITAL):
        return f"({row.label})" if not row.label[:1].isdigit() or "/anx_" not in row.id else f"{row.label}."
    if row.kind is Kind.INDENT:
        return "—"
    if row.kind in (Kind.SUBPARAGRAPH, Kind.CELL):
        return ""
    return f"{row.kind.value.capitalize()} {row.label}"


def terms(library: Library, named: str | None = None) -> list[dict[str, Any]]:
    """Defined terms with where they are defined and how often they are used; or one with its definitions and each use.

    Raises UnknownProvision.
    """
    found = library.nodes("term") if named is None else terms_named(library, named)
    texts = library.texts()
    return [{**term(library, node, label, whole=named is not None), "acts": acts_of([node], texts)} for node, label in found]


def acts_of(nodes: Iterable[str], texts: Sequence[TextRow]) -> list[dict[str, str]]:
    """The acts that some provisions or terms are of, in the versions among these texts."""
    acts = {act_of(node) for node in nodes}
    return [{"celex": text.celex, "version": text.version} for text in texts if text.celex in acts]


def text_line(text: TextRow) -> str:
    """A text in one line."""
    files = ", ".join(f"{source.file} ({source.format})" for source in text.sources)
    return f"{text.celex} {text.version} {text.language}: {shorten(text.title, 90, placeholder=' …')} — {files}"
