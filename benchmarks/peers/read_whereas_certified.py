"""Whereas itself, structure and the completeness certificate, which no peer gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from adapter import Parser, run
from read_whereas import count, texts


def load() -> Callable[[Path, str], Any]:
    """The act of a file, after its certificate was made."""
    import lxml.etree  # noqa: F401

    import extract.resolve  # noqa: F401  the certificate imports these two when it is made
    from extract.coverage import certify
    from extract.reading import read_file

    def read(path: Path, _: str) -> Any:
        act = read_file(path)
        certify(path, act)
        return act

    return read


if __name__ == "__main__":
    run(Parser(distribution="whereas", load=load, count=count, texts=texts))
