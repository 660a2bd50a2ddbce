"""tulit: XHTML and HTML of CELLAR, Formex (a file, or a folder with its annexes) and Akoma Ntoso to nested dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from adapter import NotRead, Parser, run, strings


def load() -> Callable[[Path, str], Any]:
    """Its parser is chosen by format; its two for HTML by the element that its own client takes as the sign of the older layout."""
    from tulit.parser.registry import get_parser, get_parser_registry

    get_parser_registry()

    def read(path: Path, format_: str) -> Any:
        if path.suffix == ".zip":
            raise NotRead("no archives")
        name = {"formex": "formex", "akn": "akn"}.get(format_, "cellar-xhtml")
        if name == "cellar-xhtml" and b"<txt_te" in path.read_bytes().lower():
            name = "cellar-html"
        parser = get_parser(name)
        parser.parse(str(path))
        return parser.to_dict()

    return read


def count(result: Any) -> dict[str, int | None]:
    """Children of articles are paragraphs where their id says so; points stand unparted inside their text."""
    articles = result["articles"] or []
    children = [child for article in articles for child in article["children"] or []]
    return {
        "recitals": len(result["preamble"]["recitals"] or []),
        "articles": len(articles),
        "paragraphs": sum("par_" in (child.get("eId") or "") for child in children),
        "annexes": len(result["annexes"] or []),
    }


def texts(result: Any) -> Iterator[str]:
    """All but ids, each chapter before its articles."""
    chapters = {chapter["eId"]: chapter for chapter in result["chapters"] or []}
    yield from _said([result["preface"], result["preamble"]])
    for article in result["articles"] or []:
        yield from _chapters(article.get("parent"), chapters)
        yield from _said(article)
    yield from _said([*chapters.values(), result["conclusions"], result["annexes"]])


def _chapters(name: str | None, chapters: dict[str, Any]) -> Iterator[str]:
    chapter = chapters.pop(name or "", None)
    if chapter is not None:
        yield from _chapters(chapter.get("parent"), chapters)
        yield from _said(chapter)


def _said(value: Any) -> Iterator[str]:
    return strings(_without_ids(value))


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_ids(inner) for key, inner in value.items() if key not in ("eId", "parent", "type")}
    return [_without_ids(inner) for inner in value] if isinstance(value, list) else value


if __name__ == "__main__":
    run(Parser(distribution="tulit", load=load, count=count, texts=texts))
