"""What can be quoted of a provision: whole, sentence by sentence, or as a point with the words it needs.

Of a table a whole row is quoted, cell by cell, behind the first row, which says what its columns hold: half a row says nothing. A
sentence that leans on the one before ("That information …") brings it along, and one that limits it ("This exception shall not …",
"However, …") is not cut off. A point comes with its introductory words, and with the words behind its list that finish the sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extract.sentences import sentence_spans
from kg.library import Library, ProvisionRow
from kg.model import Field, Kind

_LEANS = re.compile(
    r"(?:That|Those|These|Such|It|They|He|She"
    r"|This (?!Regulation|Directive|Decision|Article|paragraph|subparagraph|point|Chapter|Section|Annex))\b"
)
_LIMITS = re.compile(r"(?:This|That|The) (?:exception|exemption|derogation|exclusion)\b|However,|Nevertheless,|Notwithstanding\b")


class Part(NamedTuple):
    """Characters `start` to `end` of a field of a provision, to be quoted."""

    row: ProvisionRow
    field: Field
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.row.words(self.field)[self.start : self.end]


Spans = tuple[Part, ...]


def own_words(row: ProvisionRow) -> Part:
    """The provision's own text."""
    return Part(row, Field.TEXT, 0, len(row.body))


def whole(library: Library, row: ProvisionRow) -> Spans:
    """All words of a provision and of everything below it, in order."""
    out = [own_words(row)] if row.body else []
    for part in library.children(row.id, row.text):
        out += whole(library, part)
    if row.wrap_up:
        out.append(Part(row, Field.WRAP_UP, 0, len(row.wrap_up)))
    return tuple(out)


def table_row(library: Library, row: ProvisionRow) -> Spans:
    """A row of a table with the first row of it, whose cells head the columns as a rule."""
    rows = library.children(row.parent, row.text) if row.parent else ()
    first = whole(library, rows[0]) if rows and rows[0].id != row.id else ()
    return (*first, *whole(library, row))


def introduction(library: Library, row: ProvisionRow) -> Spans:
    """The words that introduce a point, outermost first."""
    return tuple(own_words(holder) for holder in _above(library, row) if holder.body.endswith((":", "—")))


def point(library: Library, row: ProvisionRow) -> Spans:
    """A point between the words that introduce it and those that finish its sentence."""
    tail = tuple(Part(holder, Field.WRAP_UP, 0, len(holder.wrap_up)) for holder in reversed(_above(library, row)) if holder.wrap_up)
    return (*introduction(library, row), own_words(row), *tail)


def _above(library: Library, row: ProvisionRow) -> list[ProvisionRow]:
    """The provisions above a point up to its paragraph, article, annex or recital, outermost first: whose words it continues."""
    above: list[ProvisionRow] = []
    parent = row.parent
    while parent is not None and "/" in parent:
        holder = library.provision(parent, row.text)
        above.insert(0, holder)
        if holder.kind in (Kind.ARTICLE, Kind.ANNEX, Kind.PARAGRAPH, Kind.RECITAL):
            break
        parent = holder.parent
    return above


def sentences(row: ProvisionRow) -> list[Spans]:
    """Each sentence of a provision's own text with the neighbours it needs; with quoted amending text, or as a cell, it is one piece."""
    if "\n" in row.body or row.kind is Kind.CELL:
        return [(own_words(row),)]
    return [(Part(row, Field.TEXT, start, end),) for start, end in _with_neighbours(row.body)]


@lru_cache(maxsize=4096)
def _with_neighbours(body: str) -> tuple[tuple[int, int], ...]:
    spans = sentence_spans(body)
    out: list[tuple[int, int]] = []
    for index, (start, end) in enumerate(spans):
        first, at = start, index
        while at > 0 and _LEANS.match(body, first):
            at -= 1
            first = spans[at][0]
        last, at = end, index + 1
        while at < len(spans) and _LIMITS.match(body, spans[at][0]):
            last, at = spans[at][1], at + 1
        out.append((first, last))
    return tuple(dict.fromkeys(out))
