"""The library: the user's store of acts that have been read, one SQLite file.

Adding is one transaction, so a kill at any moment leaves the old state; readers work beside one writer (WAL). The file carries a
format version; another version is refused with a way out, never half-read. Opening reads nothing but that version.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from kg.embedding import Embedder
from kg.errors import StoreError, UnknownProvision, WrongFormatVersion
from kg.findings import GENERATION, Edge, Reason, Relation
from kg.ids import ProvisionId, ancestors
from kg.model import Field, Kind, Origin, Place, Span
from kg.opening import FORMAT_VERSION, PATIENCE, connected, is_blank, make, migrated

MOST_KEPT: Final = 20_000
"""How many provisions are kept in memory; more acts make no bigger process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source of a text, as kept; `rank` orders sources, the best first."""

    row: int
    file: str
    format: str
    sha256: str
    language: str
    pages: int | None
    rank: int
    members: tuple[str, ...] = ()
    dialect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A text: an act in a version and a language; `generation` says what was looked for in it (`kg.findings.GENERATION`)."""

    row: int
    celex: str
    version: str
    language: str
    title: str
    eli: str
    journal: str
    counts: dict[str, int]
    generation: int
    sources: tuple[SourceRow, ...]

    @property
    def outdated(self) -> bool:
        """Whether it was read by a version that did not look for all that this one does."""
        return self.generation < GENERATION


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionRow:
    """A provision as the library holds it: its own words, without its children."""

    row: int
    text: TextRow
    id: ProvisionId
    kind: Kind
    label: str
    heading: str
    body: str
    wrap_up: str
    parent: str | None

    def words(self, field: Field) -> str:
        """The text of one field."""
        return {Field.TEXT: self.body, Field.HEADING: self.heading, Field.WRAP_UP: self.wrap_up}[field]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """Where a provision stands in one source, and whether that source has the very text shown."""

    source: SourceRow
    place: Place
    same_text: bool
    origins: tuple[Origin, ...]


def default_path() -> Path:
    """Where the library lies unless told otherwise: `WHEREAS_LIBRARY`, else the user's data folder."""
    named = os.environ.get("WHEREAS_LIBRARY")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("whereas") / "library.sqlite"


class Library:
    """An open library. Use as a context manager, or call `close`.

    `embedder` runs the model of its vectors, where `kg.vectors.attach` has opened it.
    Raises StoreError when the file is no library, WrongFormatVersion when another version of Whereas wrote it. A path that does not
    exist is an empty library; the file is made by the first `writing`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._closed = False
        self._written = False
        self._only: frozenset[int] | None = None
        self.recitals_of: tuple[TextRow, ...] = ()
        self.embedder: Embedder | None = None
        self._connection = self._open() if path.exists() else None
        self._edges = lru_cache(maxsize=50_000)(self._read_edges)
        self._kept: dict[tuple[str, int], ProvisionRow] = {}
        self._version = self.rows("PRAGMA data_version")

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; using the library afterwards raises StoreError."""
        self._closed = True
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def within(self, texts: Iterable[TextRow], recitals_of: Iterable[TextRow] = ()) -> Library:
        """The library as if it held these texts and no others, over the same connection; of some it keeps what recitals say alone.

        What recitals say are the edges that start at them: a consolidated text has no preamble, and that of the text as published still
        speaks for the act.
        """
        narrowed = copy(self)
        narrowed._only = frozenset(text.row for text in texts)
        narrowed.recitals_of = tuple(recitals_of)
        narrowed._edges = lru_cache(maxsize=50_000)(narrowed._read_edges)
        return narrowed

    def whole(self) -> Library:
        """The library with every text it holds, whatever `within` left out."""
        widened = copy(self)
        widened._only, widened.recitals_of = None, ()
        widened._edges = lru_cache(maxsize=50_000)(widened._read_edges)
        return widened if self._only is not None else self

    @property
    def language(self) -> str:
        """The language of its texts; of the first, where they are in several (see `within`)."""
        return next((text.language for text in self.texts()), "en")

    # ── opening and writing ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _open(self) -> sqlite3.Connection | None:
        """The file's connection; None for one that a kill left behind before anything was written to it."""
        where, hint = str(self.path), "Move the file away, or name another with --library."
        if self.path.is_dir():
            raise StoreError("the library path is a folder", where=where, hint=hint)
        connection = None
        try:
            connection = connected(self.path)
            if is_blank(connection):
                connection.close()
                return None
            written = migrated(connection)
        except sqlite3.Error as error:
            if connection is not None:
                connection.close()
            raise StoreError(f"the library cannot be read: {error}", where=where, hint=hint) from error
        if written != FORMAT_VERSION:
            connection.close()
            raise WrongFormatVersion(
                f"the library has format {written}, this version reads {FORMAT_VERSION}", where=where, hint="Add the acts to a new library."
            )
        return connection

    def _create(self) -> sqlite3.Connection:
        """A connection to a library made just now, unless another process was quicker: then to its library."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=PATIENCE)) as connection:
                make(connection)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"the library cannot be made: {error}", where=str(self.path), hint="Name another with --library.") from error
        made = self._open()
        if made is None:
            raise StoreError("the library cannot be made", where=str(self.path), hint="Name another with --library.")
        return made

    def refresh(self) -> bool:
        """Forget what was read if anything was written since the last time; whether it was."""
        self._check_open()
        if self._connection is None:
            self._connection = self._open() if self.path.exists() else None
        version = self.rows("PRAGMA data_version")
        if version == self._version and not self._written:
            return False
        self._version, self._written = version, False
        self._edges.cache_clear()
        self._kept.clear()
        return True

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError("the library is closed", where=str(self.path), hint="Open it again.")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: everything inside happens, or nothing does."""
        self._check_open()
        if self._connection is None:
            self._connection = self._create()
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            connection.rollback()
            if isinstance(error, sqlite3.Error):
                raise StoreError(f"writing failed: {error}", where=str(self.path), hint="Nothing was changed; try again.") from error
            raise
        finally:
            self._written = True
            self._edges.cache_clear()
            self._kept.clear()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The rows of a query; none while the library has no file. Raises StoreError when the file is damaged or the library closed."""
        self._check_open()
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            hint = "Move the file away and add the acts again."
            raise StoreError(f"the library is damaged: {error}", where=str(self.path), hint=hint) from error

    # ── texts ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def texts(self) -> tuple[TextRow, ...]:
        """Every text in the library, by CELEX, version and language; of one narrowed by `within`, its own."""
        names = "id, celex, version, language, title, eli, journal, counts, generation"
        found = self.rows(f"SELECT {names} FROM text ORDER BY celex, version, language")
        return tuple(
            TextRow(
                row=int(str(row)),
                celex=str(celex),
                version=str(version),
                language=str(language),
                title=str(title),
                eli=str(eli),
                journal=str(journal),
                counts=json.loads(str(counts)),
                generation=int(str(generation)),
                sources=self._sources(int(str(row))),
            )
            for row, celex, version, language, title, eli, journal, counts, generation in found
            if self._only is None or row in self._only
        )

    def _sources(self, text: int) -> tuple[SourceRow, ...]:
        names = "id, file, format, sha256, language, pages, rank, members, dialect"
        return tuple(
            SourceRow(
                row=r[0], file=r[1], format=r[2], sha256=r[3], language=r[4], pages=r[5], rank=r[6],  # type: ignore[arg-type]
                members=tuple(json.loads(str(r[7]))), dialect=str(r[8]),
            )
            for r in self.rows(f"SELECT {names} FROM source WHERE text_id = ? ORDER BY rank, id", (text,))
        )  # fmt: skip

    # ── provisions ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def provision(self, provision: str, text: TextRow) -> ProvisionRow:
        """A provision of a text. Raises UnknownProvision."""
        key = (provision, text.row)
        if key not in self._kept:
            columns = "row, id, kind, label, heading, text, wrap_up, parent"
            found = self.rows(f"SELECT {columns} FROM provision WHERE id = ? AND text_id = ?", key)
            if not found:
                raise UnknownProvision(f"no provision {provision} in {text.celex} ({text.version})", hint="See `whereas acts`.")
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._row(found[0], text)
        return self._kept[key]

    def has(self, provision: str, text: TextRow) -> bool:
        """Whether a text has a provision."""
        key = (provision, text.row)
        return key in self._kept or bool(self.rows("SELECT 1 FROM provision WHERE id = ? AND text_id = ?", key))

    def _row(self, found: tuple[object, ...], text: TextRow) -> ProvisionRow:
        row, own, kind, label, heading, body, wrap_up, parent = found
        return ProvisionRow(
            row=int(str(row)),
            text=text,
            id=ProvisionId(str(own)),
            kind=Kind(str(kind)),
            label=str(label),
            heading=str(heading),
            body=str(body),
            wrap_up=str(wrap_up),
            parent=None if parent is None else str(parent),
        )

    def children(self, provision: str, text: TextRow) -> tuple[ProvisionRow, ...]:
        """The direct parts of a provision (of the act, for its CELEX), in order."""
        columns = "row, id, kind, label, heading, text, wrap_up, parent"
        query = f"SELECT {columns} FROM provision WHERE parent = ? AND text_id = ? ORDER BY row"
        return tuple(self._row(found, text) for found in self.rows(query, (provision, text.row)))

    def subtree(self, provision: str, text: TextRow) -> tuple[ProvisionRow, ...]:
        """A provision and everything below it, in order."""
        own = self.provision(provision, text)
        return (own, *(row for part in self.children(own.id, text) for row in self.subtree(part.id, text)))

    def outline(self, text: TextRow) -> list[tuple[str, str, str | None]]:
        """Id, kind and parent of every provision of a text, in order."""
        query = "SELECT id, kind, parent FROM provision WHERE text_id = ? ORDER BY row"
        return [(str(a), str(b), None if c is None else str(c)) for a, b, c in self.rows(query, (text.row,))]

    def places(self, provision: str, text: TextRow) -> tuple[PlaceRow, ...]:
        """Where a provision stands in each source of its text, the source shown first."""
        out = []
        for source in text.sources:
            query = "SELECT first, last, page, end_page, same_text, origins FROM place WHERE source_id = ? AND id = ?"
            for first, last, page, end_page, same, origins in self.rows(query, (source.row, provision)):
                member = source.members[int(str(page)) - 1] if source.members and page else None
                place = Place(source=source.file, start=first, end=last, page=page, end_page=end_page, member=member)  # type: ignore[arg-type]
                out.append(PlaceRow(source=source, place=place, same_text=bool(same), origins=_origins(str(origins))))
        return tuple(out)

    def page(self, source: SourceRow, number: int) -> str:
        """The decoded text of a page (0 for sources without pages) as it was when added."""
        found = self.rows("SELECT content FROM page WHERE source_id = ? AND number = ?", (source.row, number))
        if not found:
            raise StoreError(f"{source.file} has no page {number}", where=str(self.path))
        return zlib.decompress(cast("bytes", found[0][0])).decode("utf-8")

    # ── edges ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def edges_from(self, node: str) -> tuple[Edge, ...]:
        """The edges that start at a node (`kg.graph.Neighbours`)."""
        return self._edges("source", node)

    def edges_to(self, node: str) -> tuple[Edge, ...]:
        """The edges that end at a node (`kg.graph.Neighbours`)."""
        return self._edges("target", node)

    def _read_edges(self, end: str, node: str) -> tuple[Edge, ...]:
        columns = "source, relation, target, field, first, last, wording, score, reasons"
        found = self.rows(f"SELECT text_id, {columns} FROM edge WHERE {end} = ? ORDER BY row", (node,))
        return tuple(_edge(row[1:]) for row in found if self.speaks(row[0], str(row[1])))

    def speaks(self, text: object, provision: str) -> bool:
        """Whether what a provision of a text (by its row) says is in the library, which may be narrowed to some texts and recitals."""
        if self._only is None or text in self._only:
            return True
        return "/rct_" in provision and any(text == one.row for one in self.recitals_of)

    def amendments_of(self, provision: str) -> tuple[Edge, ...]:
        """The edges by which acts amend a provision, a part of it (also one that the text does not have yet), or what it lies in."""
        columns = "source, relation, target, field, first, last, wording, score, reasons"
        around = (provision, *ancestors(provision))
        marks = ",".join("?" * len(around))
        query = f"SELECT {columns} FROM edge WHERE relation = ? AND (target IN ({marks}) OR (target > ? AND target < ?)) ORDER BY row"
        return tuple(_edge(row) for row in self.rows(query, (Relation.AMENDS, *around, f"{provision}/", f"{provision}0")))

    def all_edges(self, text: TextRow, relation: Relation | None = None) -> Iterator[Edge]:
        """Every edge of a text, or every edge of a relation, in the order it was built."""
        columns = "source, relation, target, field, first, last, wording, score, reasons"
        query = f"SELECT {columns} FROM edge WHERE text_id = ? AND relation = ifnull(?, relation) ORDER BY row"
        for row in self.rows(query, (text.row, relation)):
            yield _edge(row)

    def edges_of(self, text: TextRow, relation: Relation) -> tuple[Edge, ...]:
        """The edges from provisions of a text that are of a relation, in the order they were built."""
        columns = "source, relation, target, field, first, last, wording, score, reasons"
        query = f"SELECT {columns} FROM edge WHERE source > ? AND source < ? AND text_id = ? AND relation = ? ORDER BY row"
        return tuple(_edge(row) for row in self.rows(query, (f"{text.celex}/", f"{text.celex}0", text.row, relation)))

    def unresolved(self, text: TextRow, source: str) -> list[tuple[str, Relation, str, int, int, str, str]]:
        """Mentions below a provision that have no target: source, relation, field, start, end, wording, reason.

        Those that lead nowhere in another act (`kg.pointers`) come last, in the order they had as edges.
        """
        query = (
            "SELECT source, relation, field, first, last, wording, reason FROM unresolved "
            "WHERE text_id = ? AND (source = ? OR substr(source, 1, length(?) + 1) = ? || '/') ORDER BY edge IS NOT NULL, edge, rowid"
        )
        return [
            (str(a), Relation(str(b)), str(c), int(str(d)), int(str(e)), str(f), str(g))
            for a, b, c, d, e, f, g in self.rows(query, (text.row, source, source, source))
        ]

    def nodes(self, kind: str) -> list[tuple[str, str]]:
        """Id and label of every term or topic that the library's acts have, by id."""
        found = self.rows("SELECT id, label, text_id FROM node WHERE kind = ? ORDER BY id, label", (kind,))
        return list(dict.fromkeys((str(a), str(b)) for a, b, text in found if self._only is None or text in self._only))

    def surfaces(self, forms: Sequence[str]) -> list[tuple[str, str]]:
        """Of the given phrase keys, those that name a term or topic, with the node."""
        marks = ",".join("?" * len(forms))
        found = self.rows(f"SELECT form, node, text_id FROM surface WHERE form IN ({marks}) ORDER BY form, node", tuple(forms))
        return list(dict.fromkeys((str(a), str(b)) for a, b, text in found if self._only is None or text in self._only))

    def surfaces_ending(self, form: str) -> list[tuple[str, str]]:
        """The phrase keys that end with another behind a blank, each with the term or topic that it names."""
        found = self.rows(
            "SELECT form, node, text_id FROM surface WHERE substr(form, -length(?)) = ? ORDER BY form, node", (f" {form}",) * 2
        )
        return list(dict.fromkeys((str(a), str(b)) for a, b, text in found if self._only is None or text in self._only))


def _edge(row: tuple[object, ...]) -> Edge:
    source, relation, target, field, first, last, wording, score, reasons = row
    span = None if field is None else Span(field=Field(str(field)), start=int(str(first)), end=int(str(last)))
    return Edge(
        source=str(source),
        relation=Relation(str(relation)),
        target=str(target),
        span=span,
        wording=str(wording),
        score=float(str(score)),
        reasons=tuple(Reason(kind=a, evidence=b, weight=c) for a, b, c in json.loads(str(reasons))) if reasons else (),
    )


def _origins(packed: str) -> tuple[Origin, ...]:
    return tuple(
        Origin(field=Field(field), at=at, length=length, start=start, page=page) for field, at, length, start, page in json.loads(packed)
    )
