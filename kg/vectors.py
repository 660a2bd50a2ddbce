"""Vectors of passages, kept in the library beside its full-text index where the user has named a model.

The library remembers which model its vectors are of; vectors of two models never stand side by side. A passage is what the full-text
index has, in the words of the law instead of stems: a provision's own words behind its nearest heading and the words that introduce it.
A vector is kept in one byte a number behind its scale (`pack`). Each goes with its provision, so that nothing has to be taken out apart.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from kg.embedding import Embedder, open_model
from kg.errors import ModelError
from kg.library import Library, TextRow
from kg.model import Act, Kind, walk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

LANGUAGES: Final = frozenset({"en"})
"""Languages whose texts get vectors: nothing tells whether a model knows another one."""
BLOCK: Final = 4096
"""Vectors that are read at a time; more acts take more time and no more memory."""
_SETTING: Final = "vectors"
_TABLE: Final = """CREATE TABLE IF NOT EXISTS vector (
    row INTEGER NOT NULL REFERENCES provision ON DELETE CASCADE, part INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (row, part)
) WITHOUT ROWID"""
_UNSAID: Final = frozenset({Kind.FOOTNOTE, Kind.CELL, Kind.TABLE})

Packed = tuple[bytes, ...]
"""The vectors of one passage as they are kept, one for each window of it."""
Row = tuple[int, str, str, str, str, str | None, str]
"""A provision as it is written: its row, id, heading, text, wrap-up, parent and kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """The vectors of an act's passages, by id, and the sha256 of their model."""

    sha256: str
    passages: Mapping[str, Packed]


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorModel:
    """The model that a library's vectors are of."""

    folder: str
    sha256: str
    dimension: int


# ── which model ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def model_of(library: Library) -> VectorModel | None:
    """The model of a library's vectors; None where it has none."""
    found = library.rows("SELECT value FROM meta WHERE key = ?", (_SETTING,))
    return VectorModel(**json.loads(str(found[0][0]))) if found else None


def attach(library: Library, elsewhere: str = "") -> str:
    """Open the model of a library's vectors, `elsewhere` if that is named, for those who look passages up by them.

    Where it cannot be used the library answers without it, and the reason comes back; else nothing.
    """
    model = model_of(library)
    if model is None:
        return ""
    try:
        embedder = open_model(Path(elsewhere or model.folder))
    except ModelError as error:
        return str(error)
    if (embedder.sha256, embedder.dimension) != (model.sha256, model.dimension):
        return f"another model than the library's vectors are of ({embedder.folder}). Run `whereas reindex --vectors {embedder.folder}`."
    library.embedder = embedder
    return ""


def switch_on(library: Library, embedder: Embedder) -> None:
    """Make a model the one of a library's vectors; those of another are dropped. `embed_lacking` makes the vectors themselves."""
    model, before = VectorModel(folder=embedder.folder, sha256=embedder.sha256, dimension=embedder.dimension), model_of(library)
    with library.writing() as connection:
        connection.execute(_TABLE)
        if before is None or (before.sha256, before.dimension) != (model.sha256, model.dimension):
            connection.execute("DELETE FROM vector")
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SETTING, json.dumps(asdict(model))))
    library.embedder = embedder


def switch_off(library: Library) -> None:
    """Drop a library's vectors and forget their model."""
    with library.writing() as connection:
        connection.execute("DROP TABLE IF EXISTS vector")
        connection.execute("DELETE FROM meta WHERE key = ?", (_SETTING,))
    library.embedder = None


# ── writing ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def passages_of(rows: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """Row, id and words of each passage of a text, whose provisions are all given; the cells of a table's row are one passage."""
    by_id = {own: (heading, text, parent) for _, own, heading, text, _, parent, _ in rows}
    cells: dict[str | None, list[str]] = {}
    for _, _, _, text, _, parent, kind in rows:
        if kind == Kind.CELL:
            cells.setdefault(parent, []).append(text)
    for row, own, heading, text, wrap_up, parent, kind in rows:
        body = " ".join(filter(None, (*cells.get(own, ()), text, wrap_up)))
        if kind not in _UNSAID and (body or heading):
            yield row, own, _introduced(heading, body, parent, by_id)


def _introduced(heading: str, body: str, parent: str | None, by_id: Mapping[str, tuple[str, str, str | None]]) -> str:
    """A passage's own words behind its nearest heading and all words that introduce it, outermost first."""
    intros: list[str] = []
    while parent is not None and parent in by_id:
        above, words, parent = by_id[parent]
        heading = heading or above
        intros.insert(0, words)
    return " ".join(filter(None, (f"{heading}." if heading else "", *intros, body)))


def embedded(act: Act, embedder: Embedder) -> Embedded | None:
    """The vectors of an act's passages; none in a language without vectors."""
    if act.language not in LANGUAGES:
        return None
    parents = {part.id: provision.id for provision in walk(act.provisions) for part in provision.children}
    rows: list[Row] = [
        (row, p.id, p.heading, p.text, p.wrap_up, parents.get(p.id), p.kind) for row, p in enumerate(walk(act.provisions))
    ]  # fmt: skip
    return Embedded(sha256=embedder.sha256, passages={own: _packed(embedder, words) for _, own, words in passages_of(rows)})


def keep(connection: sqlite3.Connection, rows: Mapping[str, int], vectors: Embedded | None) -> None:
    """Keep the vectors of provisions, whose rows are given by id, unless the library has another model by now."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (_SETTING,)).fetchone()
    if vectors is not None and found is not None and json.loads(found[0])["sha256"] == vectors.sha256:
        _write(connection, {rows[own]: parts for own, parts in vectors.passages.items()})


def _write(connection: sqlite3.Connection, vectors: Mapping[int, Packed]) -> None:
    values = ((row, part, value) for row, parts in vectors.items() for part, value in enumerate(parts))
    connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?, ?)", values)


def _packed(embedder: Embedder, words: str) -> Packed:
    return tuple(pack(one) for one in embedder.passage(words))


def embed_lacking(library: Library, embedder: Embedder) -> int:
    """Make the vectors that passages lack, text by text, each in one transaction; how many passages have one now.

    Stopped midway, it goes on where it was when it is called again.
    """
    for text in library.texts():
        rows = _rows_lacking(library, text)
        if rows:
            made = {row: _packed(embedder, words) for row, words in rows}
            with library.writing() as connection:
                _write(connection, made)
    return int(str(library.rows("SELECT count(*) FROM vector WHERE part = 0")[0][0]))


def _rows_lacking(library: Library, text: TextRow) -> list[tuple[int, str]]:
    """Row and words of the passages of a text that have no vector."""
    found = library.rows("SELECT row, id, heading, text, wrap_up, parent, kind FROM provision WHERE text_id = ? ORDER BY row", (text.row,))
    rows: list[Row] = [
        (int(str(a)), str(b), str(c), str(d), str(e), None if f is None else str(f), str(g)) for a, b, c, d, e, f, g in found
    ]
    if text.language not in LANGUAGES or not rows:
        return []
    there = {row for (row,) in library.rows("SELECT row FROM vector WHERE part = 0 AND row BETWEEN ? AND ?", (rows[0][0], rows[-1][0]))}
    return [(row, words) for row, _, words in passages_of(rows) if row not in there]


# ── keeping and reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


def pack(vector: Matrix) -> bytes:
    """A vector as its scale and a byte a number: two thousandths of a cosine are lost, and three quarters of the room are saved."""
    import numpy as np

    scale = np.float32(max(float(np.abs(vector).max()), 1e-12) / 127)
    return scale.tobytes() + np.round(vector / scale).astype(np.int8).tobytes()


def unpacked(values: Sequence[bytes], dimension: int) -> Matrix:
    """Kept vectors as the rows of a matrix. Raises ModelError for those that are not of the dimension."""
    import numpy as np

    if any(len(value) != dimension + 4 for value in values):
        raise ModelError("vectors in the library are damaged", hint="Run `whereas reindex --no-vectors`, then with --vectors again.")
    kept = np.frombuffer(b"".join(values), dtype=np.uint8).reshape(len(values), dimension + 4)
    scales = np.ascontiguousarray(kept[:, :4]).view(np.float32)
    return np.asarray(kept[:, 4:].view(np.int8) * scales, dtype=np.float32)


def blocks(library: Library, first: int, last: int, dimension: int) -> Iterator[tuple[list[int], Matrix]]:
    """The kept vectors of the provisions from one row to another, with their rows, a block at a time."""
    query = "SELECT row, part, value FROM vector WHERE (row, part) > (?, ?) AND row <= ? ORDER BY row, part LIMIT ?"
    at = (first, -1)
    while found := library.rows(query, (*at, last, BLOCK)):
        yield [int(str(row)) for row, _, _ in found], unpacked([cast("bytes", value) for _, _, value in found], dimension)
        at = (int(str(found[-1][0])), int(str(found[-1][1])))
