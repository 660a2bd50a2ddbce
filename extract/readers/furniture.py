"""Page furniture of the Official Journal: mastheads, running headers, page numbers and address lines.

A line is furniture when it has the shape of one and stands in an unbroken run of such lines that holds at least one unmistakable
line (the ELI address with "n/m", a bare "n/m", or "OJ L, date"): so "of the European Union" alone on a line of an act stays text.
"""

from __future__ import annotations

import re
from typing import Final

from extract.readers.lines import Line

_DATE = r"\d{1,2}\.\d{1,2}\.\d{4}"
_OJ = rf"OJ [LC](?:[ ,][\d/ ,]*)? ?{_DATE}"
_SHAPES: Final = (
    ("address and page number", True, re.compile(r"(?:\d+/\d+ )?ELI: ?https?://\S+(?: \d+/\d+)?")),
    ("running header", True, re.compile(rf"(?:[A-Z]{{2}} )?{_OJ}(?: [A-Z]{{2}})?")),
    ("page number", True, re.compile(r"\d{1,4}/\d{1,4}|\[Page \d+\]")),
    ("masthead", False, re.compile(rf"Official Journal|of the European Union|[LC] series|\d{{4}}/\d+ {_DATE}|\d{{4}}/\d+|{_DATE}")),
    ("language", False, re.compile(r"[A-Z]{2}")),
)


def kind_of(line: str) -> tuple[str, bool] | None:
    """The furniture a line has the shape of, and whether the shape is unmistakable; None for a line of text."""
    bare = " ".join(line.split())
    for kind, certain, shape in _SHAPES:
        if shape.fullmatch(bare):
            return kind, certain
    return None


def split_furniture(lines: tuple[Line, ...]) -> tuple[list[Line], list[tuple[str, Line]], list[Line]]:
    """The lines of a page as body, furniture with its kind, and what stands behind the last furniture (footnotes, in a PDF's order)."""
    kinds = [kind_of(line.text) for line in lines]
    body: list[Line] = []
    furniture: list[tuple[str, Line]] = []
    tail_from = 0
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and kinds[end]:
            end += 1
        run = [kind for kind in kinds[index:end] if kind]
        if any(certain for _, certain in run):
            furniture += [(kind, line) for (kind, _), line in zip(run, lines[index:end], strict=True)]
            tail_from, index = len(body), end
        else:
            body.append(lines[index])
            index += 1
    behind = body[tail_from:] if furniture else []
    return (body[:tail_from], furniture, behind) if behind else (body, furniture, [])
