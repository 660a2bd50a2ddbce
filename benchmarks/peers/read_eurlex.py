"""eurlex: HTML of EUR-Lex to a table of paragraphs with the labels of the points they stand in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from adapter import NotRead, Parser, count_rows, rows_of_a_frame, run, without_declaration


def load() -> Callable[[Path, str], Any]:
    """Its rows as dictionaries."""
    from eurlex.parser import parse_html

    def read(path: Path, format_: str) -> Any:
        if format_ not in ("html", "xhtml"):
            raise NotRead("HTML only")
        return parse_html(without_declaration(path)).to_dict("records")

    return read


def count(rows: Any) -> dict[str, int | None]:
    """Points are told by the labels above a row inside an article."""
    points = {(row["article"], row.get("paragraph"), *row["ref"]) for row in rows if isinstance(row.get("article"), str) and row.get("ref")}
    return {**count_rows(rows), "points": len(points)}


if __name__ == "__main__":
    columns = ("document", "group", "section", "article", "article_subtitle")
    run(Parser(distribution="eurlex", load=load, count=count, texts=lambda rows: rows_of_a_frame(rows, columns, ("paragraph", "text"))))
