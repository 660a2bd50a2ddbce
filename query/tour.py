"""The tour of `whereas demo`: what a first-time user would type, run on the sample act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from kg.library import Library
from kg.rdf import turtle
from query import render, show
from query.ask import Engine, Options
from query.support import trace
from query.trace import COLUMNS, references, rows_of

QUESTION: Final = "What practices are developers of open-source AI models encouraged to follow?"


def tour(library: Library) -> Iterator[tuple[str, RenderableType]]:
    """Command and output, one after another."""
    engine = Engine(library)
    shelf = engine.shelf(Options())
    found = engine.ask(QUESTION)
    yield "whereas acts", Text("\n".join(show.text_line(text) for text in shelf.texts))
    yield f'whereas ask "{QUESTION}" --explain', render.answer(found, library, explain=True)
    article = next(s.provision.split("/")[1] for s in found.statements if s.binding)
    row = shelf.find(article)
    yield f"whereas trace {article}", render.trace(trace(library, row))
    out = references(library, row)
    yield f"whereas refs {article}", render.table("", COLUMNS, rows_of((*out["out"], *out["in"])))
    lines = turtle(library, shelf.texts[0]).splitlines()
    yield "whereas export --format turtle | head -12", Text("\n".join(lines[:12]))
