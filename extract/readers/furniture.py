"""Page furniture of the Official Journal: mastheads, running headers, page numbers and address lines.

A line is furniture when it has the shape of one and stands in an unbroken run of such lines that holds at least one unmistakable
line (the ELI address with "n/m", a bare "n/m", "OJ L, date", or a journal's name with date and page): so "of the European Union" alone
on a line of an act stays text. The journal is known in every language it appears in; the order in which an extractor puts the parts of
a running header ("EN Official Journal … L 119/1 4.5.2016") is free.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.readers.lines import Line

_DATE = r"\d{1,2}\.\d{1,2}\.\d{4}"
_OJ = rf"(?:OJ|JO|PB|EUT|ABl\.|DO|GU) [LC](?:[ ,][\d/ ,]*)? ?{_DATE}"
_NAMES: Final = (
    "Official Journal of the European", "Journal officiel de l['’]", "Journal officiel des", "Den Europæiske Unions Tidende",
    "De Europæiske Fællesskabers Tidende", "Publicatieblad van de Europese", "Amtsblatt der Europäischen", "Gazzetta ufficiale dell",
    "Diario Oficial de la", "Diario Oficial de las", "Jornal Oficial da União", "Jornal Oficial das Comunidades",
    "Europeiska unionens officiella tidning", "Europeiska gemenskapernas officiella tidning", "Euroopan unionin virallinen lehti",
    "Euroopan yhteisöjen virallinen lehti", "Dziennik Urzędowy Unii", "Úřední věstník Evropské", "Úradný vestník Európskej",
    "Uradni list Evropske", "Euroopa Liidu Teataja", "Eiropas Savienības Oficiālais", "Europos Sąjungos oficialusis",
    "Az Európai Unió Hivatalos", "Il-Ġurnal Uffiċjali tal-Unjoni", "Jurnalul Oficial al Uniunii", "Službeni list Europske",
    "Iris Oifigiúil an Aontais", "Επίσημη Εφημερίδα της", "Επίσημη Εφημερίδα των", "Официален вестник на Европейския",
)  # fmt: skip
"""How the journal's name begins; what follows ("Union", "Communities" …) is one to three words more."""

_NAME: Final = "(?:" + "|".join(name.replace(" ", r"\s?") for name in _NAMES) + r")[^\W\d_]*(?:[ '’-][^\W\d_]{3,20}){0,3}"
_ISSUE: Final = r"[LC][A-Z]?\s?\d{1,4}[A-Z]?/\d{1,4}"
_HEAD_PARTS: Final = re.compile(
    rf"(?P<date>{_DATE})|(?P<page>{_ISSUE})|(?P<name>{_NAME})(?=\s|\d|[LC]\s?\d|$)|(?P<language>(?<![^\W\d_])[A-Z]{{2}}(?![^\W\d_]))"
)
_MAST_LINES: Final = 12
_LONGEST: Final = 160
_SHAPES: Final = (
    ("address and page number", True, re.compile(r"(?:\d+/\d+ )?ELI: ?https?://\S+(?: \d+/\d+)?")),
    ("running header", True, re.compile(rf"(?:[A-Z]{{2}} )?{_OJ}(?: [A-Z]{{2}})?")),
    ("page number", True, re.compile(r"\[Page \d+\]")),
    ("masthead", False, re.compile(rf"{_NAME}|\d{{4}}/\d+ {_DATE}|\d{{4}}/\d+|{_DATE}")),
    ("language", False, re.compile(r"[A-Z]{2}")),
)  # fmt: skip
_PAGE_OF: Final = re.compile(r"(\d{1,4})/(\d{1,4})")
_MAST_NAMES: Final = (
    "Official Journal|of the European Union|Journal officiel|de l['’]Union européenne|Den Europæiske Unions|Tidende|Publicatieblad"
    "|van de Europese Unie|Amtsblatt|der Europäischen Union"
)
_MAST_PARTS: Final = re.compile(
    rf"{_MAST_NAMES}|(?:Series )?[LC] series|[Ss]érie [LC]|[LC]-(?:udgaven|serien?|Reihe)|Reihe [LC]|\d{{4}}/\d+|{_DATE}|[A-Z]{{2}}\b"
)
_MAST_SIGN: Final = re.compile(rf"(?:{_MAST_NAMES}).*?(?:{_DATE}|\b[LC]\b)")


def kind_of(line: str) -> tuple[str, bool] | None:
    """The furniture a line has the shape of, and whether the shape is unmistakable; None for a line of text."""
    if len(line) > _LONGEST * 2:
        return None
    bare = " ".join(line.split())
    if not bare or len(bare) > _LONGEST:
        return None
    page = _PAGE_OF.fullmatch(bare)
    if page is not None and int(page[1]) <= int(page[2]):
        return "page number", True
    for kind, certain, shape in _SHAPES:
        if shape.fullmatch(bare):
            return kind, certain
    return _head(bare)


def _head(bare: str) -> tuple[str, bool] | None:
    """A line made of nothing but the parts of a running header or masthead, in any order."""
    parts: list[str] = []
    at = 0
    while at < len(bare):
        match = _HEAD_PARTS.match(bare, at)
        if match is None or match.end() == at:
            return ("masthead", False) if _is_mast(bare) else None
        parts.append(str(match.lastgroup))
        at = match.end()
        while bare[at : at + 1] == " ":
            at += 1
    told = set(parts)
    if len(parts) != len(told):
        return ("masthead", False) if _is_mast(bare) else None
    return "running header", "page" in told or {"name", "date"} <= told


def _is_mast(bare: str) -> bool:
    return not _MAST_PARTS.sub("", bare).strip()


def _is_masthead(run: Sequence[Line]) -> bool:
    """Whether doubtful lines together are the head of an issue: the journal's name, with a date or series below it."""
    return len(run) > 1 and _MAST_SIGN.match(" ".join(line.bare for line in run[:_MAST_LINES])) is not None


def split_furniture(lines: tuple[Line, ...]) -> tuple[list[Line], list[tuple[str, Line]], list[Line]]:
    """The lines of a page as body, furniture with its kind, and what stands behind the last furniture (footnotes, in a PDF's order).

    A line behind furniture no longer knows what stands above it; nothing stands behind furniture that heads the page.
    """
    kinds = [kind_of(line.text) for line in lines]
    body: list[Line] = []
    furniture: list[tuple[str, Line]] = []
    tail_from = 0
    index = 0
    seam = False
    while index < len(lines):
        end = index
        while end < len(lines) and kinds[end]:
            end += 1
        run = [kind for kind in kinds[index:end] if kind]
        if any(certain for _, certain in run) or _is_masthead(lines[index:end]):
            furniture += [(kind, line) for (kind, _), line in zip(run, lines[index:end], strict=True)]
            tail_from, index, seam = len(body), end, True
        else:
            end = max(end, index + 1)
            body.append(replace(lines[index], blank=None) if seam else lines[index])
            body += lines[index + 1 : end]
            index, seam = end, False
    behind = body[tail_from:] if furniture and tail_from else []
    return (body[:tail_from], furniture, behind) if behind else (body, furniture, [])
