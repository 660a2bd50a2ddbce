"""eurlex-builder: HTML of EUR-Lex, of all its ages, to units of text, at its finest setting (points)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from adapter import NotRead, Parser, run, strings


def load() -> Callable[[Path, str], Any]:
    """Its units of text."""
    from eurlex_builder.extractors.html import HtmlExtractor

    def read(path: Path, format_: str) -> Any:
        if format_ not in ("html", "xhtml"):
            raise NotRead("HTML only")
        return HtmlExtractor().extract("", path.read_bytes(), article_granularity="point")

    return read


def count(units: Any) -> dict[str, int | None]:
    """Units by their kind; paragraph "0" is what stands before the first."""
    kinds = Counter(unit["type"] for unit in units)
    articles = [unit for unit in units if unit["type"] == "article"]
    numbered = {(unit["number"], unit.get("paragraph_num")) for unit in articles if unit.get("paragraph_num") not in (None, "0")}
    return {
        "recitals": kinds["recital"],
        "articles": len({unit["number"] for unit in articles}),
        "paragraphs": len(numbered),
        "points": sum(unit.get("point_letter") is not None for unit in articles),
        "annexes": kinds["annex"],
    }


def texts(units: Any) -> Iterator[str]:
    """Number, title and words of each unit."""
    for unit in units:
        yield from strings([unit.get(name) for name in ("number", "title", "paragraph_num", "point_letter", "text")])


if __name__ == "__main__":
    run(Parser(distribution="eurlex-builder", load=load, count=count, texts=texts))
