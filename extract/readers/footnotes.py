"""Footnotes of a page: told from the body by their numbers and by the marks that call them.

Numbers run on through the act, or begin with 1 on each page that has notes (the Official Journal did so until 2016). In the text of a
PDF the notes of a page stand behind its furniture; other extractors leave them at the foot of the body. A line "(7) …" or "(7)" opens
footnote 7 only when 7 is a number due and a mark "(7)" stands inside an earlier line of the page; a recital of that number fails.

Some extractors put the numbers of a page's notes in a column of their own, before or behind the notes: then the lines of the notes are
shared out among the numbers at the ends of sentences that leave most of their line empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.readers.lines import Line
from extract.readers.widths import width

_NOTE = re.compile(r"\s*\((\d{1,3})\)(?:\s+\S|\s*$)")
_NUMBER = re.compile(r"\s*\((\d{1,3})\)\s*")
_MARK = re.compile(r"(?:(?<=\S)\s|(?<=[^\s\d]))\(\s?(\d{1,3})\)")
_NO_MARK_BEFORE = re.compile(
    r"(?:\b(?:points?|paragraphs?|articles?|items?|numbers?|Nos?)\s?|\(\d+\)(?:,| to| and| or)\s?)$", re.IGNORECASE
)
_GLUED = re.compile(r"(?<=[.;:])\((\d{1,3})\)\s+(?=[^\W\d_a-z])")
_SENTENCE_END = re.compile(r"[.;]['’”)]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: its printed label, its lines, and the line that holds nothing but the label, where there is one."""

    label: str
    lines: tuple[Line, ...]
    apart: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMark:
    """A footnote mark in the body: characters `start` to `end` of the page or text it stands on."""

    label: str
    start: int
    end: int
    page: int | None


def split_notes(body: list[Line], behind: list[Line], due: int) -> tuple[list[Line], tuple[Note, ...]]:
    """The body of a page without its footnotes, and the footnotes, numbered from `due` or from 1.

    Lines behind the furniture that open no footnote are body that a differently ordered page left there.
    """
    whole = _unglued(body + behind, due)
    marks = _marks_of(whole)
    for first in dict.fromkeys((due, 1)):
        if behind and _opens(behind[0], first) and _is_called(first, marks, behind[0]):
            return body, _notes_of(behind, first)
    running, anew = _foot(whole, due, marks), _foot(whole, 1, marks)
    at, first = (running, due) if running is not None else (anew, 1)
    if anew is not None and running is not None and anew < running and len(_notes_of(whole[anew:], 1)) >= due:
        at, first = anew, 1  # note `due` is the one of that number among those that begin with 1
    return (whole, ()) if at is None else (whole[:at], _notes_of(whole[at:], first))


def _unglued(lines: list[Line], due: int) -> list[Line]:
    """The lines of a page, the last cut in two where a note is glued to it: in two columns, the feet of both may stand on one line."""
    glued = _GLUED.search(lines[-1].text) if lines else None
    if glued is None or int(glued[1]) not in (1, due):
        return lines
    last, cut = lines[-1], glued.start()
    note = replace(last, text=last.text[cut:], start=last.start + cut, blank=0, spot=None)
    parted = [*lines[:-1], replace(last, text=last.text[:cut]), note]
    return parted if _is_called(int(glued[1]), _marks_of(parted), note) else lines


def _foot(lines: Sequence[Line], first: int, marks: Mapping[str, Sequence[FoundMark]]) -> int | None:
    """Where the notes at the foot of a page begin: the last line that opens note `first` behind its mark."""
    for at in range(len(lines) - 1, 0, -1):
        if _opens(lines[at], first):
            return at if _is_called(first, marks, lines[at]) else None
    return None


def _is_called(number: int, marks: Mapping[str, Sequence[FoundMark]], line: Line) -> bool:
    """Whether a mark of the number stands above the line."""
    return any(mark.end <= line.start for mark in marks.get(str(number), ()))


def _opens(line: Line, number: int) -> bool:
    match = _NOTE.match(line.text)
    return match is not None and match[1] == str(number)


def _notes_of(lines: Sequence[Line], first: int) -> tuple[Note, ...]:
    """The notes whose lines these are, in order."""
    groups: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if _opens(line, first + len(groups)):
            groups.append((line, []))
        else:
            groups[-1][1].append(line)
    apart = [_NUMBER.fullmatch(head.text) is not None for head, _ in groups]
    if all(apart) and not all(rest for _, rest in groups):
        shared = _shared_out([line for _, rest in groups for line in rest], len(groups))
        groups = [(head, part) for (head, _), part in zip(groups, shared, strict=True)]
    return tuple(
        Note(label=str(first + index), lines=tuple(rest), apart=head) if alone else Note(label=str(first + index), lines=(head, *rest))
        for index, ((head, rest), alone) in enumerate(zip(groups, apart, strict=True))
    )


def _shared_out(lines: Sequence[Line], count: int) -> list[list[Line]]:
    """Lines of `count` notes cut apart where a sentence ends and leaves most of its line empty."""
    spare = [
        (_SENTENCE_END.search(before.text) is not None, -width(f"{before.bare} {after.bare.split()[0]}"), -at)
        for at, (before, after) in enumerate(pairwise(lines), 1)
    ]
    cuts = sorted(-at for _, _, at in sorted(spare, reverse=True)[: count - 1])
    edges = [0, *cuts, len(lines)]
    parts = [list(lines[low:high]) for low, high in pairwise(edges)]
    return parts + [[] for _ in range(count - len(parts))]


def _marks_of(lines: Iterable[Line]) -> dict[str, list[FoundMark]]:
    """Places where a number in brackets can be a mark: not opening a line, not part of a reference ("point (2)", "Article 114(1)").

    The raised mark is set in small type, so an extractor may see a space inside its brackets.
    """
    found: dict[str, list[FoundMark]] = {}
    for line in lines:
        for match in _MARK.finditer(line.text):
            if not _NO_MARK_BEFORE.search(line.text[max(match.start() - 40, 0) : match.start() + 1].rstrip() + " "):
                mark = FoundMark(label=match[1], start=line.start + match.start(), end=line.start + match.end(), page=line.page)
                found.setdefault(match[1], []).append(mark)
    return found


def find_marks(body: list[Line], labels: tuple[str, ...]) -> tuple[FoundMark, ...]:
    """The mark of each footnote of a page, in order: each stands behind the mark of the footnote before it."""
    marks = _marks_of(body) if labels else {}
    found: list[FoundMark] = []
    after = -1
    for label in labels:
        first = next((mark for mark in marks.get(label, ()) if mark.start > after), None)
        if first is not None:
            found.append(first)
            after = first.start
    return tuple(found)
