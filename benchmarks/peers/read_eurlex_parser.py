"""eurlex-parser: HTML of EUR-Lex to dictionaries.

Its entry point downloads by CELEX number; the functions it then calls on the page take a parsed page, and are called here as it does,
in the same order, without its look-ups of summary and related documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from adapter import NotRead, Parser, run, strings


def load() -> Callable[[Path, str], Any]:
    """Title, preamble, articles, final part and annexes of a page."""
    import eurlex
    from bs4 import BeautifulSoup

    def read(path: Path, format_: str) -> Any:
        if format_ not in ("html", "xhtml"):
            raise NotRead("HTML only")
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        return {
            "title": eurlex.parse_title(page),
            "preamble": eurlex.parse_pbl(page),
            "articles": eurlex.parse_articles(page),
            "final_part": eurlex.parse_fnp(page),
            "annexes": eurlex.parse_annexes(page),
        }

    return read


def count(result: Any) -> dict[str, int | None]:
    """Recitals, paragraphs and points stand unparted inside its texts."""
    return {"articles": len(result["articles"]), "annexes": len(result["annexes"])}


def texts(result: Any) -> Iterator[str]:
    """Each part's words, then its notes."""
    yield from strings([result["title"], result["preamble"]["text"], _notes(result["preamble"])])
    for article in result["articles"]:
        yield from strings([list(article["metadata"].keys()), list(article["metadata"].values())])
        yield from strings([article["id"], article["title"], article["text"], _notes(article)])
    yield result["final_part"]
    for annex in result["annexes"]:
        yield from strings([annex["id"], annex["title"], annex["text"], annex["table"]])


def _notes(part: Any) -> list[str]:
    return [note["text"] for note in part["notes"]]


if __name__ == "__main__":
    run(Parser(distribution="eurlex-parser", load=load, count=count, texts=texts))
