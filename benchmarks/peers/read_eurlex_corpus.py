"""eurlex-corpus: the articles of HTML of EUR-Lex, and their numbered paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from adapter import NotRead, Parser, run


def load() -> Callable[[Path, str], Any]:
    """Its list of articles."""
    from eurlex_corpus.parse import parse_articles

    def read(path: Path, format_: str) -> Any:
        if format_ not in ("html", "xhtml"):
            raise NotRead("HTML only")
        return parse_articles(path.read_text(encoding="utf-8"), "", "en")

    return read


def count(articles: Any) -> dict[str, int | None]:
    """It takes articles and their numbered paragraphs from ids."""
    return {"articles": len(articles), "paragraphs": sum(len(article.paragraphs) for article in articles)}


def texts(articles: Any) -> Iterator[str]:
    """Where a heading over articles is new, that; then number, title and words of each."""
    last: list[str] = []
    for article in articles:
        yield from (heading for heading in article.context if heading not in last)
        last = article.context
        yield from (article.number, article.title, article.text)


if __name__ == "__main__":
    run(Parser(distribution="eurlex-corpus", load=load, count=count, texts=texts))
