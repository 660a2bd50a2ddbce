"""Quotations in a text that anyone wrote: what stands in quotation marks, and in the quoted lines of Markdown ("> …").

Marks of a kind are paired within a paragraph: “…”, „…“, «…», "…" and ‘…’, where an apostrophe is none. A quotation inside another is part
of it. Quotation marks of one kind within themselves are counted, so that the outer pair is found. An ellipsis ("…", "...", "[…]") parts a
quotation into pieces. Takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_PARAGRAPH: Final = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_QUOTED_LINE: Final = re.compile(r"[ \t]*(?:>[ \t]?)+")
_LINE_BEGIN: Final = re.compile(r"\n[ \t]*(?:>[ \t]?)*")
_PAIRS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", '"': '"'}
"""What closes a quotation that a mark opens."""
_GAP: Final = re.compile(r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.)\s*")
_SOURCE: Final = r"(?:Art(?:icle|\.)|Recital|Annex|Regulation|Directive|Decision)"
_CREDIT: Final = re.compile(
    rf"\s*(?:(?:[—–―]|--|-\s)\s*(?=[(\[]?(?:see )?{_SOURCE}|[A-Z]{{3,}}\b)|[(\[](?={_SOURCE}[^\n]*[)\]][.\s]*\Z))", re.MULTILINE
)
"""What begins the words that say where those before them come from: a dash, or a bracket at the end of a line."""
_MOST: Final = 0.4
"""Share of a run of quoted lines that stands in marks where these, and not the lines, are what is quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quotation in a text: characters `start` to `end`, marks included, and its words line by line (of Markdown) or as one line."""

    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words without the marks around them."""
        return " ".join(self.lines)


def pieces_of(quotation: str) -> tuple[str, ...]:
    """The pieces that ellipses part a quotation into, without those that stand at its ends."""
    return tuple(piece.strip() for piece in _GAP.split(quotation) if piece.strip())


def quotations(text: str) -> tuple[Quoted, ...]:
    """All quotations of a text, in order."""
    return tuple(one for paragraph in _PARAGRAPH.finditer(text) for one in _in_paragraph(text, paragraph.start(), paragraph.end()))


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quoted]:
    """The quotations of a paragraph: its runs of quoted lines, and those in marks between them."""
    prose = start
    for first, last in _quoted_lines(text, start, end):
        yield from _in_marks(text, prose, first)
        yield from _of_lines(text, first, last)
        prose = last
    yield from _in_marks(text, prose, end)


def _quoted_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs of lines that begin with ">"."""
    first: int | None = None
    at = start
    for line in text[start:end].splitlines(keepends=True):
        quoted = _QUOTED_LINE.match(line) is not None
        if quoted and first is None:
            first = at
        elif not quoted and first is not None:
            yield first, at
            first = None
        at += len(line)
    if first is not None:
        yield first, at


def _of_lines(text: str, start: int, end: int) -> Iterator[Quoted]:
    """A run of quoted lines as one quotation, up to the words that credit it; or what stands in marks there, where that is most of it."""
    marked = tuple(_in_marks(text, start, end))
    if sum(len(one.text) for one in marked if text[one.start] != "‘") > _MOST * len(" ".join(text[start:end].split())):
        yield from marked
        return
    lines, at = [], start
    for line in text[start:end].splitlines(keepends=True):
        bare = _QUOTED_LINE.match(line)
        credit = _CREDIT.search(line, bare.end() if bare else 0)
        said = line[bare.end() if bare else 0 : credit.start() if credit else len(line)].strip()
        lines += [said] if said else []
        at += credit.start() if credit else len(line)
        if credit:
            break
    if lines:
        yield Quoted(start=start, end=at, lines=tuple(lines))


def _in_marks(text: str, start: int, end: int) -> Iterator[Quoted]:
    """What stands in quotation marks between two places."""
    at, open_ended = start, ""
    while at < end:
        if text[at] in _PAIRS and text[at] not in open_ended and _opens(text, at):
            last = _closing(text, at, end)
            inner = " ".join(_LINE_BEGIN.sub(" ", text[at + 1 : last]).split()) if last else ""
            if inner:
                yield Quoted(start=at, end=(last or at) + 1, lines=(inner,))
            open_ended += "" if last else text[at]
            at = last or at
        at += 1


def _opens(text: str, at: int) -> bool:
    """Whether a mark opens a quotation: a letter or digit stands not directly before it, and something else than a space behind it."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and bool(behind.strip())


def _closing(text: str, at: int, end: int) -> int | None:
    """Where the quotation that opens at a mark ends; where the marks within it do not pair, at the last that ends a line, or the first."""
    mark, closing, depth = text[at], _PAIRS[text[at]], 1
    found: list[int] = []
    for place in range(at + 1, end):
        letter = text[place]
        if letter in closing and not _is_apostrophe(text, place):
            found.append(place)
            depth -= 1
            if depth == 0:
                return place
        elif letter == mark:
            depth += 1
    ends = [place for place in found if text[place + 1 : place + 2] in ("", "\n")]
    return ends[-1] if ends else found[0] if found else None


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether ’ stands for letters: before another letter."""
    return text[at] == "’" and text[at + 1 : at + 2].isalnum()
