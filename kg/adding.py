"""Writing an act into the library, taking it out, and rebuilding its indexes: one transaction each.

The same source twice changes nothing, unless its text was read by a version that looked for less: then it is read again. Another source
of the same act, version and language is kept as a further source: the text shown comes from the best there is (Formex, XHTML, HTML, PDF,
text), every place is kept, and provisions whose text differs are reported.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from kg import indexing
from kg.build import edges_of, nodes_of, pointing
from kg.counts import counts
from kg.findings import GENERATION, NOT_READ, Findings, Relation, Unresolved
from kg.graph import NodeKind
from kg.library import Library, SourceRow, TextRow
from kg.model import Act, walk
from kg.places import Difference, compare, refresh_places, write_places
from kg.pointers import next_edge
from kg.topics import Topic
from kg.vectors import Embedded, keep

Link = Callable[[sqlite3.Connection, str], None]
"""Settles what references of other acts into an act, and its own into others, lead to: inside the transaction that writes it."""

RANKS = ("formex", "xhtml", "html", "akn", "pdf", "text")
"""Formats, the best first."""

_VOCABULARY: Final = (NodeKind.TERM, NodeKind.TOPIC, NodeKind.ACTOR)
"""Nodes that are kept by name; provisions and acts have tables of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What is to be added: an act, what was found in it, the topics, its pages, its certificate, the forms to look up, and any vectors."""

    act: Act
    findings: Findings
    topics: tuple[Topic, ...]
    pages: tuple[str, ...]
    certificate: Mapping[str, object]
    surfaces: Mapping[str, str]
    stems: Callable[[str], Iterable[str]]
    vectors: Embedded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding did: `new`, `further source`, `read again` or `already there`; the ids missing, extra, different beside the text shown.

    Formats differ in which footnotes they carry, so those stand apart: `absent_notes` this source lacks, `further_notes` the text shown.
    """

    outcome: str
    counts: Mapping[str, int]
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    absent_notes: tuple[str, ...] = ()
    further_notes: tuple[str, ...] = ()


def find_text(library: Library, celex: str, version: str, language: str) -> TextRow | None:
    """The text of an act in a version and language, if the library has it."""
    return next((t for t in library.texts() if (t.celex, t.version, t.language) == (celex, version, language)), None)


def add(library: Library, addition: Addition, link: Link | None = None) -> Added:
    """Add an act as one source gives it, and `link` it. Raises StoreError; then nothing was changed."""
    act = addition.act
    with library.writing() as connection:
        present = find_text(library, act.celex, act.version, act.language)
        known = next((one for one in present.sources if one.sha256 == act.source.sha256), None) if present else None
        if present and known and not (present.outdated and known == present.sources[0]):
            return Added(outcome="already there", counts=present.counts)
        difference = _write(connection, addition, present, known)
        if link is not None:
            link(connection, act.celex)
    return Added(
        outcome="read again" if known else "further source" if present else "new",
        counts=counts(act),
        missing=_footnotes(difference.missing, wanted=False),
        extra=_footnotes(difference.extra, wanted=False),
        different=difference.different,
        absent_notes=_footnotes(difference.missing, wanted=True),
        further_notes=_footnotes(difference.extra, wanted=True),
    )


def will_show(act: Act, present: TextRow | None, again: SourceRow | None = None) -> bool:
    """Whether adding an act makes its text the one shown; one that is read again is."""
    return present is None or again is not None or RANKS.index(act.source.format) < min(source.rank for source in present.sources)


def _write(connection: sqlite3.Connection, addition: Addition, present: TextRow | None, again: SourceRow | None) -> Difference:
    """Write a source and its places, and its text where it is the best; how it differs from the text shown before.

    A source that is read `again` is the one whose text was shown, and takes its own place.
    """
    act, rank = addition.act, RANKS.index(addition.act.source.format)
    shown = will_show(act, present, again)
    text = _text_row(connection, act, present)
    if again is not None:
        connection.execute("DELETE FROM source WHERE id = ?", (again.row,))
    source = _source_row(connection, addition, text, rank, again)
    difference = compare(connection, act, text) if present and again is None else Difference((), (), ())
    if shown:
        _write_text(connection, addition, text)
    _write_journal(connection, act, text, shown)
    write_places(connection, act, source, set() if shown else {*difference.different, *difference.extra})
    if shown and present:
        refresh_places(connection, act, (one for one in present.sources if one != again))
    return difference


def _write_journal(connection: sqlite3.Connection, act: Act, text: int, shown: bool) -> None:
    """Where the act was published: the best source that says so; a file of a folder's parts may not."""
    if act.journal:
        connection.execute("UPDATE text SET journal = ? WHERE id = ? AND (? OR journal = '')", (act.journal, text, shown))


def _footnotes(ids: Iterable[str], *, wanted: bool) -> tuple[str, ...]:
    """The ids of footnotes, or all others."""
    return tuple(own for own in ids if ("/fnt_" in own) is wanted)


def remove(library: Library, text: TextRow) -> None:
    """Take a text with all that hangs on it out of the library."""
    with library.writing() as connection:
        _clear(connection, text.row, text.language)
        connection.execute("DELETE FROM text WHERE id = ?", (text.row,))


def reindex(library: Library, stems: Callable[[str, str], Iterable[str]], link: Link | None = None) -> int:
    """Rebuild the full-text indexes from the provisions, each text by the stems of its language, and `link` every act anew.

    Returns the number of passages.
    """
    with library.writing() as connection:
        for language in {text.language for text in library.texts()}:
            for table in indexing.tables(connection, language):
                connection.execute(f"DELETE FROM {table}")
        total = 0
        for text in library.texts():
            columns = "row, id, heading, text, wrap_up, parent, kind"
            rows = connection.execute(f"SELECT {columns} FROM provision WHERE text_id = ? ORDER BY row", (text.row,)).fetchall()
            total += indexing.index(connection, rows, text.language, partial(_in_language, stems, text.language))
        if link is not None:
            for celex in sorted({text.celex for text in library.texts()}):
                link(connection, celex)
    return total


def _in_language(stems: Callable[[str, str], Iterable[str]], language: str, words: str) -> Iterable[str]:
    return stems(words, language)


def _text_row(connection: sqlite3.Connection, act: Act, present: TextRow | None) -> int:
    if present is not None:
        return present.row
    values = (act.celex, act.version, act.language, act.title, act.eli, act.journal, "{}")
    names = "celex, version, language, title, eli, journal, counts"
    cursor = connection.execute(f"INSERT INTO text ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    return int(cursor.lastrowid or 0)


def _source_row(connection: sqlite3.Connection, addition: Addition, text: int, rank: int, again: SourceRow | None) -> int:
    info = addition.act.source
    certificate, members = json.dumps(addition.certificate), json.dumps(info.members)
    own = again.row if again is not None else None
    values = (own, text, info.file, info.format, info.sha256, info.language, info.pages, rank, certificate, members, info.dialect)
    names = "id, text_id, file, format, sha256, language, pages, rank, certificate, members, dialect"
    source = int(connection.execute(f"INSERT INTO source ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values).lastrowid or 0)
    first = 1 if info.pages else 0
    packed = ((source, number, zlib.compress(page.encode(), 6)) for number, page in enumerate(addition.pages, first))
    connection.executemany("INSERT INTO page VALUES (?, ?, ?)", packed)
    return source


def _clear(connection: sqlite3.Connection, text: int, language: str) -> None:
    """Everything of a text but its sources and their places."""
    indexing.clear(connection, text, language)
    for table in ("provision", "node", "surface", "edge", "unresolved"):
        connection.execute(f"DELETE FROM {table} WHERE text_id = ?", (text,))


def _write_text(connection: sqlite3.Connection, addition: Addition, text: int) -> None:
    act, findings = addition.act, addition.findings
    _clear(connection, text, act.language)
    values = (act.title, act.eli, json.dumps(counts(act)), GENERATION, text)
    connection.execute("UPDATE text SET title = ?, eli = ?, counts = ?, generation = ? WHERE id = ?", values)
    rows = _write_provisions(connection, act, text)
    indexing.index(connection, rows, act.language, addition.stems)
    keep(connection, {own: row for row, own, *_ in rows}, addition.vectors)
    named = [node for node in nodes_of(act, findings, addition.topics) if node.kind in _VOCABULARY]
    connection.executemany("INSERT INTO node VALUES (?, ?, ?, ?)", ((node.id, text, node.kind, node.label) for node in named))
    kept = {node.id for node in named}
    forms = sorted((form, node) for form, node in addition.surfaces.items() if node in kept)
    connection.executemany("INSERT OR IGNORE INTO surface VALUES (?, ?, ?)", ((form, node, text) for form, node in forms))
    _write_edges(connection, act, findings, text)


def _write_provisions(connection: sqlite3.Connection, act: Act, text: int) -> list[indexing.Indexed]:
    """Insert every provision; back come row, id, heading, text, wrap-up, parent and kind, for the index."""
    parents: dict[str, str] = {}
    for provision in walk(act.provisions):
        for part in provision.children:
            parents[part.id] = provision.id
    first = int(connection.execute("SELECT coalesce(max(row), 0) + 1 FROM provision").fetchone()[0])
    rows: list[tuple[object, ...]] = []
    out: list[indexing.Indexed] = []
    for row, p in enumerate(walk(act.provisions), first):
        parent = parents.get(p.id, act.celex)
        quoted = (p.quoted.start, p.quoted.end) if p.quoted else (None, None)
        rows.append((row, text, p.id, p.kind, p.label, p.heading, p.text, p.wrap_up, parent, *quoted))
        out.append((row, str(p.id), p.heading, p.text, p.wrap_up, parent, str(p.kind)))
    connection.executemany("INSERT INTO provision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return out


def _write_edges(connection: sqlite3.Connection, act: Act, findings: Findings, text: int) -> None:
    rows = []
    for row, edge in enumerate(edges_of(act, findings), next_edge(connection)):
        span = (edge.span.field, edge.span.start, edge.span.end) if edge.span else (None, None, None)
        reasons = json.dumps([[r.kind, r.evidence, r.weight] for r in edge.reasons], ensure_ascii=False) if edge.reasons else ""
        rows.append((row, text, edge.source, edge.relation, edge.target, *span, edge.wording, edge.score, reasons))
    names = "row, text_id, source, relation, target, field, first, last, wording, score, reasons"
    connection.executemany(f"INSERT INTO edge ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    lost = [
        (text, r.source, r.span.field, r.span.start, r.span.end, r.wording, r.target.reason, pointing(r))
        for r in findings.references
        if isinstance(r.target, Unresolved)
    ]
    lost += [
        (text, a.provision, a.span.field, a.span.start, a.span.end, a.wording, a.target.reason, Relation.AMENDS)
        for a in findings.amendments
        if isinstance(a.target, Unresolved) and a.target.reason == NOT_READ
    ]
    names = "text_id, source, field, first, last, wording, reason, relation"
    connection.executemany(f"INSERT INTO unresolved ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", lost)
