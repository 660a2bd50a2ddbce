"""Opening and making library files: the SQLite connection, the tables of a new library, and the way from one format version to the next."""

from __future__ import annotations

import os
import sqlite3
import time
from importlib.resources import files
from pathlib import Path
from typing import Final

from kg.findings import NOT_READ

FORMAT_VERSION: Final = "4"
"""The format of library files that this version reads and writes."""

PATIENCE: Final = 30.0
"""Seconds that a process waits for another that writes."""

_OF_ARTICLES: Final = 'heading, body, tokenize = "unicode61"'
"""Columns of the index of whole articles, of which there is one for each language; migrated libraries have them empty."""

_MIGRATIONS: Final = {
    "1": (
        "ALTER TABLE source ADD COLUMN members TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE source ADD COLUMN dialect TEXT NOT NULL DEFAULT ''",
        "UPDATE meta SET value = '2' WHERE key = 'format'",
    ),
    "2": (
        "ALTER TABLE edge ADD COLUMN named TEXT",
        "ALTER TABLE unresolved ADD COLUMN relation TEXT NOT NULL DEFAULT 'refers_to'",
        "ALTER TABLE unresolved ADD COLUMN named TEXT",
        "ALTER TABLE unresolved ADD COLUMN edge INTEGER",
        "CREATE INDEX unresolved_edge ON unresolved (edge)",
        f"UPDATE unresolved SET relation = 'amends' WHERE reason = '{NOT_READ}'",
        "UPDATE meta SET value = '3' WHERE key = 'format'",
    ),
    "3": (
        "ALTER TABLE text ADD COLUMN generation INTEGER NOT NULL DEFAULT 0",
        f"CREATE VIRTUAL TABLE IF NOT EXISTS article USING fts5 ({_OF_ARTICLES})",
        "UPDATE meta SET value = '4' WHERE key = 'format'",
    ),
}
"""What leads from a format to the next."""


def passages(language: str) -> str:
    """The full-text table of a language: how rare a word is must not depend on texts in other languages.

    Raises ValueError for what is no language code.
    """
    return _of_language("passage", language)


def articles(language: str) -> str:
    """The full-text table of whole articles, annexes and recitals of a language. Raises ValueError for what is no language code."""
    return _of_language("article", language)


def _of_language(table: str, language: str) -> str:
    if not (language.isascii() and language.isalpha() and len(language) <= 3):
        raise ValueError(f"{language!r} is no language code")
    return table if language == "en" else f"{table}_{language}"


def is_blank(connection: sqlite3.Connection) -> bool:
    """Whether a file has no tables: a kill left it behind before anything was written."""
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def make(connection: sqlite3.Connection) -> None:
    """The tables of a new library, in one transaction; nothing where there are tables already."""
    _write_ahead(connection)
    connection.execute("BEGIN IMMEDIATE")
    if is_blank(connection):
        for statement in files("kg").joinpath("schema.sql").read_text("utf-8").split(";\n"):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT_VERSION,))
    connection.commit()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Set the journal of a file that others may be making too. SQLite does not wait for a lock here, whatever its time limit, so we do."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.01)


def connected(path: Path) -> sqlite3.Connection:
    """A connection to a file; where its folder cannot be written to, as on a read-only file system, one that only reads."""
    if os.access(path.parent, os.W_OK):
        connection = sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False)
    else:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def migrated(connection: sqlite3.Connection) -> str:
    """The format of a library, after leading an older one to this version in one transaction. Raises sqlite3.Error when it cannot."""
    written = _format(connection)
    if written not in _MIGRATIONS:
        return written
    connection.execute("BEGIN IMMEDIATE")
    try:
        while (written := _format(connection)) in _MIGRATIONS:
            for statement in _MIGRATIONS[written]:
                connection.execute(statement)
        for (language,) in connection.execute("SELECT DISTINCT language FROM text").fetchall():
            connection.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {articles(language)} USING fts5 ({_OF_ARTICLES})")
        connection.commit()
    except sqlite3.Error:
        connection.rollback()
        raise
    return written


def _format(connection: sqlite3.Connection) -> str:
    found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    return str(found[0]) if found else "none"
