"""References from one act into another: what their words name, and the provisions they lead to once that act is in the library.

An act knows the provisions of another by what is said of them only ("Article 4(2)" may be a point there). So such an edge keeps what was
`named` beside its target, and one that leads nowhere waits among the mentions without target with its row and what it named. Every
linking starts from there, and it makes no difference in which order acts, versions and sources came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.findings import REFERENCES, Unresolved
from kg.ids import ProvisionId
from kg.library import Library

_KINDS: Final = ",".join(f"'{relation}'" for relation in sorted(REFERENCES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A reference into another act: the row it has (or had) as an edge, what its words name, and where it leads; None: nowhere."""

    edge: int
    named: ProvisionId
    target: ProvisionId | None


def pointers(library: Library, into: str, out_of: str | None = None) -> tuple[Pointer, ...]:
    """The references into provisions of an act, out of any other or out of one; in the order they have as edges."""
    texts = "text_id IN (SELECT id FROM text WHERE celex " + ("!= ?)" if out_of is None else "= ?)")
    query = (
        f"SELECT row, coalesce(named, target), target FROM edge WHERE target > ? AND target < ? AND relation IN ({_KINDS}) AND {texts} "
        f"UNION ALL SELECT edge, named, NULL FROM unresolved WHERE edge IS NOT NULL AND named > ? AND named < ? AND {texts} ORDER BY 1"
    )
    values = (f"{into}/", f"{into}0", into if out_of is None else out_of)
    return tuple(
        Pointer(edge=int(str(row)), named=ProvisionId(str(named)), target=None if target is None else ProvisionId(str(target)))
        for row, named, target in library.rows(query, values * 2)
    )


def point(connection: sqlite3.Connection, settled: Iterable[tuple[Pointer, ProvisionId | Unresolved]]) -> None:
    """Make references lead where they were found to."""
    for pointer, target in settled:
        if isinstance(target, Unresolved):
            _lose(connection, pointer, target)
        else:
            _lead(connection, pointer, target)


def next_edge(connection: sqlite3.Connection) -> int:
    """The row of the next edge: above every edge, and every row that is kept for one that leads nowhere now."""
    query = "SELECT max((SELECT coalesce(max(row), 0) FROM edge), (SELECT coalesce(max(edge), 0) FROM unresolved))"
    return int(connection.execute(query).fetchone()[0]) + 1


_SHARED: Final = "text_id, source, relation, field, first, last, wording"
"""The columns that an edge and a mention without target have alike."""


def _lead(connection: sqlite3.Connection, pointer: Pointer, target: ProvisionId) -> None:
    if pointer.target is None:
        moved = f"INSERT INTO edge (row, {_SHARED}, target, score, reasons) SELECT edge, {_SHARED}, named, 1.0, '' FROM unresolved"
        connection.execute(f"{moved} WHERE edge = ?", (pointer.edge,))
        connection.execute("DELETE FROM unresolved WHERE edge = ?", (pointer.edge,))
    named = None if target == pointer.named else pointer.named
    connection.execute("UPDATE edge SET target = ?, named = ? WHERE row = ?", (target, named, pointer.edge))


def _lose(connection: sqlite3.Connection, pointer: Pointer, why: Unresolved) -> None:
    if pointer.target is not None:
        moved = f"INSERT INTO unresolved ({_SHARED}, reason, named, edge) SELECT {_SHARED}, '', ?, row FROM edge"
        connection.execute(f"{moved} WHERE row = ?", (pointer.named, pointer.edge))
        connection.execute("DELETE FROM edge WHERE row = ?", (pointer.edge,))
    connection.execute("UPDATE unresolved SET reason = ? WHERE edge = ?", (why.reason, pointer.edge))
