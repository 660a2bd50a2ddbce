"""eurlxp: HTML of EUR-Lex to a table of paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from adapter import NotRead, Parser, count_rows, rows_of_a_frame, run, without_declaration


def load() -> Callable[[Path, str], Any]:
    """Its rows as dictionaries."""
    from eurlxp import parse_html

    def read(path: Path, format_: str) -> Any:
        if format_ not in ("html", "xhtml"):
            raise NotRead("HTML only")
        return parse_html(without_declaration(path)).to_dicts()

    return read


if __name__ == "__main__":
    columns = ("document", "group", "section", "article")
    run(
        Parser(distribution="eurlxp", load=load, count=count_rows, texts=lambda rows: rows_of_a_frame(rows, columns, ("paragraph", "text")))
    )
