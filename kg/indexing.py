"""The full-text indexes of the library: passages, and whole articles, annexes and recitals, both as stems (SQLite FTS5).

A passage is a provision's own words with its ancestors' introductory words and the headings above it. A whole article has its own heading
and all its words: what a question asks is often said in one paragraph and named in another.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg.ids import article_level, path_of
from kg.model import Kind
from kg.opening import articles, passages

Indexed = tuple[int, str, str, str, str, str | None, str]
"""A provision for the index: row, id, heading, text, wrap-up, parent and kind."""
_WHOLE = ("art_", "anx_", "rct_")
"""What is found as a whole."""


def tables(connection: sqlite3.Connection, language: str) -> tuple[str, str]:
    """The full-text tables of a language, of passages and of whole articles, made when the first text in it is added."""
    names = passages(language), articles(language)
    for table, columns in zip(names, ("heading, intro, body", "heading, body"), strict=True):
        connection.execute(f'CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5 ({columns}, tokenize = "unicode61")')
    return names


def clear(connection: sqlite3.Connection, text: int, language: str) -> None:
    """Take the passages and articles of a text out of the indexes."""
    for table in tables(connection, language):
        connection.execute(f"DELETE FROM {table} WHERE rowid IN (SELECT row FROM provision WHERE text_id = ?)", (text,))


def index(
    connection: sqlite3.Connection,
    rows: Sequence[Indexed],
    language: str,
    stems: Callable[[str], Iterable[str]],
) -> int:
    """The full-text index: each provision's own words, its ancestors' introductory words, and the headings above it, as stems.

    The cells of a row are found as the row, which is what can be quoted of a table, introduced by the first row.
    """
    by_id = {own: (heading, text, parent) for _, own, heading, text, _, parent, _ in rows}
    cells = _cells_by_row(rows)

    @cache
    def fold(words: str) -> str:
        return " ".join(stems(words))

    entries = []
    for row, own, heading, text, wrap_up, parent, kind in rows:
        text = " ".join(cells.get(own, [text])) if kind == Kind.ROW else text
        if kind in (Kind.FOOTNOTE, Kind.CELL) or not (text or heading):
            continue
        above = list(_above(by_id, parent))
        headings = [fold(one) for one in (heading, *(heading for heading, _ in above))]
        first_row = [" ".join(cells.get(f"{parent}/row_1", ()))] if kind == Kind.ROW else []
        intros = [fold(one) for one in (*first_row, *(text for _, text in above))]
        entries.append((row, " ".join(filter(None, headings)), " ".join(filter(None, intros)), f"{fold(text)} {fold(wrap_up)}".strip()))
    table, wholes = tables(connection, language)
    connection.executemany(f"INSERT INTO {table} (rowid, heading, intro, body) VALUES (?, ?, ?, ?)", entries)
    whole = _whole([(row, own, fold(heading)) for row, own, heading, *_ in rows], {row: body for row, _, _, body in entries})
    connection.executemany(f"INSERT INTO {wholes} (rowid, heading, body) VALUES (?, ?, ?)", whole)
    return len(entries)


def _whole(rows: Iterable[tuple[int, str, str]], bodies: Mapping[int, str]) -> Iterator[tuple[int, str, str]]:
    """Each article, annex and recital with its own heading and all its words, as stems."""
    held: dict[str, tuple[int, str, list[str]]] = {}
    for row, own, heading in rows:
        whole = article_level(own)
        if own == whole and path_of(own).startswith(_WHOLE):
            held[own] = (row, heading, [])
        if whole in held:
            held[whole][2].extend(filter(None, (heading if own != whole else "", bodies.get(row, ""))))
    for row, heading, words in held.values():
        yield row, heading, " ".join(words)


def _above(by_id: Mapping[str, tuple[str, str, str | None]], parent: str | None) -> Iterator[tuple[str, str]]:
    """The heading and the introductory words of all that holds a provision, the nearest first."""
    while parent is not None and parent in by_id:
        heading, text, parent = by_id[parent]
        yield heading, text


def _cells_by_row(rows: Sequence[Indexed]) -> dict[str | None, list[str]]:
    """The words of each table row's cells."""
    cells: dict[str | None, list[str]] = {}
    for _, _, _, text, _, parent, kind in rows:
        if kind == Kind.CELL:
            cells.setdefault(parent, []).append(text)
    return cells
