"""What every adapter of a parser shares: it is run by the interpreter that has the parser, reads one file once, and says what it found.

    PYTHON benchmarks/peers/read_NAME.py FILE FORMAT [--texts]

It prints one JSON object: `version`, `seconds` (from the call of the parser to its result, imports apart), `counts` and, when asked for,
`texts`: every word of the parser's result, in the order in which the result holds them; or `error`, or `unread` where the parser has no
way to read such a file. Only the standard library is used
here, so that any interpreter can run it. The network is shut off: a parser that would fetch something fails, and that is shown.
"""

from __future__ import annotations

import argparse
import json
import logging
import socket
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, NoReturn

KINDS = ("recitals", "articles", "paragraphs", "points", "annexes")
TOLD = 80
"""Characters of an error that are told."""


class NotRead(Exception):
    """The parser has no way to read such a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parser:
    """A parser: the distribution that it comes in, how to load it, and what its result says.

    `load` imports it and gives the function to be timed, from a path and a format to a result; `count` counts provisions in the result,
    None for a kind that the parser does not tell apart; `texts` are its words.
    """

    distribution: str
    load: Callable[[], Callable[[Path, str], Any]]
    count: Callable[[Any], dict[str, int | None]]
    texts: Callable[[Any], Iterator[str]]


def run(parser: Parser) -> None:
    """Read the file of the command line and print what was found."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("format")
    arguments.add_argument("--texts", action="store_true")
    given = arguments.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    answer, sys.stdout = sys.stdout, sys.stderr
    json.dump(_found(parser, given), answer)


def _found(parser: Parser, given: argparse.Namespace) -> dict[str, Any]:
    out: dict[str, Any] = {"version": _version(parser.distribution)}
    read = parser.load()
    socket.socket = _no_network  # type: ignore[assignment,misc]
    start = time.perf_counter()
    try:
        result = read(given.file, given.format)
    except NotRead as error:
        return {**out, "unread": str(error)}
    except Exception as error:  # whatever a parser raises is a finding about it, told in the table
        return {**out, "error": f"{type(error).__name__}: {' '.join(str(error).split())[:TOLD]}"}
    out["seconds"] = time.perf_counter() - start
    out["counts"] = {kind: parser.count(result).get(kind) for kind in KINDS}
    out["texts"] = list(parser.texts(result)) if given.texts else []
    return out


def _version(distribution: str) -> str:
    """Whereas is read from its repository and need not be installed."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _no_network(*_: object, **__: object) -> NoReturn:
    raise OSError("no network while parsing")


def strings(value: Any) -> Iterator[str]:
    """Every string in nested dictionaries and lists, keys apart, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def without_declaration(path: Path) -> str:
    """The text of a page without its XML declaration, which lxml refuses in a text that is decoded already."""
    text = path.read_text(encoding="utf-8")
    return text.partition("?>")[2] if text.startswith("<?xml") else text


def rows_of_a_frame(rows: list[dict[str, Any]], context: tuple[str, ...], own: tuple[str, ...]) -> Iterator[str]:
    """The words of a table of paragraphs: what a row says of its place once, where it changes, then what is its own."""
    last: dict[str, Any] = {}
    for row in rows:
        for name in context:
            if row.get(name) != last.get(name):
                yield from strings(row.get(name))
        last = row
        for name in own:
            yield from strings(row.get(name))


def count_rows(rows: list[dict[str, Any]]) -> dict[str, int | None]:
    """Articles and numbered paragraphs of such a table."""
    articles = {row["article"] for row in rows if isinstance(row.get("article"), str)}
    numbered = {
        (row["article"], row["paragraph"]) for row in rows if row.get("article") in articles and isinstance(row.get("paragraph"), str)
    }
    return {"articles": len(articles), "paragraphs": len(numbered)}
