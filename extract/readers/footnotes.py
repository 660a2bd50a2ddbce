"""Footnotes of a page: told from the body by their numbers, which run on through the act, and by the marks that call them.

In the text of an Official Journal PDF the notes of a page stand behind its furniture; other extractors leave them at the foot of the
body. A line "(7) …" opens footnote 7 only when 7 is the next number due and the line either stands behind the furniture or follows a
mark "(7)" inside an earlier line of the page; a recital of that number fails both tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.readers.lines import Line

_NOTE = re.compile(r"\((\d{1,3})\)\s+\S")
_NO_MARK_BEFORE = re.compile(
    r"(?:\b(?:points?|paragraphs?|articles?|items?|numbers?|Nos?)\s?|\(\d+\)(?:,| to| and| or)\s?)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: its label and its lines."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMark:
    """A footnote mark in the body: characters `start` to `end` of the page or text it stands on."""

    label: str
    start: int
    end: int
    page: int | None


def split_notes(body: list[Line], behind: list[Line], due: int) -> tuple[list[Line], tuple[Note, ...]]:
    """The body without its footnotes, and the footnotes numbered from `due` on.

    Lines behind the furniture that open no footnote are body that a differently ordered page left there.
    """
    if behind and _opens(behind[0], due):
        return body, _notes_of(behind, due)
    whole = body + behind
    for index, line in enumerate(whole):
        if _opens(line, due) and _mark_in(whole[:index], str(due)):
            return whole[:index], _notes_of(whole[index:], due)
    return whole, ()


def _opens(line: Line, number: int) -> bool:
    match = _NOTE.match(line.text)
    return match is not None and match[1] == str(number)


def _mark_in(lines: list[Line], label: str) -> bool:
    return any(_marks_on(line, label) for line in lines)


def _notes_of(lines: list[Line], due: int) -> tuple[Note, ...]:
    groups: list[list[Line]] = []
    for line in lines:
        if _opens(line, due + len(groups)):
            groups.append([line])
        else:
            groups[-1].append(line)
    return tuple(Note(label=str(due + index), lines=tuple(group)) for index, group in enumerate(groups))


def _marks_on(line: Line, label: str) -> list[FoundMark]:
    """Places on a line where "(label)" can be a mark: not opening the line, not part of a reference ("point (2)", "Article 114(1)").

    The raised mark is set in small type, so an extractor may see a space inside its brackets.
    """
    found = []
    for match in re.finditer(rf"(?:(?<=\S)\s|(?<=[^\s\d]))\(\s?{re.escape(label)}\)", line.text):
        if not _NO_MARK_BEFORE.search(line.text[: match.start() + 1].rstrip() + " "):
            found.append(FoundMark(label=label, start=line.start + match.start(), end=line.start + match.end(), page=line.page))
    return found


def find_marks(body: list[Line], labels: tuple[str, ...]) -> tuple[FoundMark, ...]:
    """The mark of each footnote of a page, in order: each stands behind the mark of the footnote before it."""
    found: list[FoundMark] = []
    after = -1
    for label in labels:
        candidates = [mark for line in body for mark in _marks_on(line, label) if mark.start > after]
        if candidates:
            found.append(candidates[0])
            after = candidates[0].start
    return tuple(found)
