"""Whereas itself, from this repository: structure alone, as its peers give it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(1, str(Path(__file__).resolve().parent.parent.parent))

from adapter import Parser, run

NAMES = {"recitals": "recital", "articles": "article", "paragraphs": "paragraph", "points": "point", "annexes": "annex"}


def load() -> Callable[[Path, str], Any]:
    """The act of a file."""
    from extract.reading import read_file

    return lambda path, _: read_file(path)


def count(act: Any) -> dict[str, int | None]:
    """As `whereas check` counts."""
    from kg.counts import counts

    found = counts(act)
    return {name: found[ours] for name, ours in NAMES.items()}


def texts(act: Any) -> Iterator[str]:
    """The fields of provisions, in the order of the source."""
    from benchmarks.parsers import fields_in_order

    return fields_in_order(act)


if __name__ == "__main__":
    run(Parser(distribution="whereas", load=load, count=count, texts=texts))
