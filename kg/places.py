"""What several sources of one text differ in, and where each has its provisions.

Every source keeps the places of what it reads. Those of a source whose text is another than the one shown say so.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.library import SourceRow
from kg.model import Act, Field, Provision, walk


@dataclass(frozen=True, slots=True)
class Difference:
    """The ids of provisions that a source lacks, has beside the text shown, or reads otherwise."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    different: tuple[str, ...]


def _fields(provision: Provision) -> tuple[str, str, str]:
    return provision.words(Field.HEADING), provision.words(Field.TEXT), provision.words(Field.WRAP_UP)


def compare(connection: sqlite3.Connection, act: Act, text: int) -> Difference:
    """The act as read against the text shown."""
    query = "SELECT id, heading, text, wrap_up FROM provision WHERE text_id = ? ORDER BY row"
    shown = {own: (heading, body, wrap_up) for own, heading, body, wrap_up in connection.execute(query, (text,))}
    read = {str(provision.id): _fields(provision) for provision in walk(act.provisions)}
    return Difference(
        missing=tuple(own for own in shown if own not in read),
        extra=tuple(own for own in read if own not in shown),
        different=tuple(own for own in read if own in shown and read[own] != shown[own]),
    )


def write_places(connection: sqlite3.Connection, act: Act, source: int, other_text: set[str]) -> None:
    """Keep where a source has each provision; `other_text` are those that it reads otherwise than the text shown."""
    rows = []
    for p in walk(act.provisions):
        origins = json.dumps([[o.field, o.at, o.length, o.start, o.page] for o in p.origins], separators=(",", ":"))
        rows.append((source, p.id, p.place.start, p.place.end, p.place.page, p.place.end_page, p.id not in other_text, origins))
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def refresh_places(connection: sqlite3.Connection, act: Act, sources: Iterable[SourceRow]) -> None:
    """Another reading is shown: the other sources' places must know anew whether their text is the one shown.

    What they read is rebuilt from their own pages and origins, so no source is read again.
    """
    shown = {str(p.id): _fields(p) for p in walk(act.provisions)}
    for source in sources:
        stored = connection.execute("SELECT number, content FROM page WHERE source_id = ?", (source.row,))
        pages = {number: zlib.decompress(content).decode() for number, content in stored}
        query = "SELECT id, origins FROM place WHERE source_id = ?"
        for own, packed in connection.execute(query, (source.row,)).fetchall():
            same = own in shown and _reads_alike(json.loads(packed), pages, shown[own])
            connection.execute("UPDATE place SET same_text = ? WHERE source_id = ? AND id = ?", (same, source.row, own))


def _reads_alike(origins: list[list[object]], pages: Mapping[int, str], fields: tuple[str, str, str]) -> bool:
    """Whether each stretch of a source stands in the shown text at the place it is said to, and they cover all but the glue.

    A text whose pages are parted by form feeds is kept as one page, and its places count through it.
    """
    shown = dict(zip((Field.HEADING, Field.TEXT, Field.WRAP_UP), fields, strict=True))
    covered = 0
    for field, at, length, start, page in origins:
        begin, size, offset = int(str(at)), int(str(length)), int(str(start))
        words = pages[0 if page is None or 0 in pages else int(str(page))][offset : offset + size]
        if "".join(words.split()) != "".join(shown[Field(str(field))][begin : begin + size].split()):
            return False
        covered += size
    return covered + 2 * len(origins) >= sum(map(len, fields))
