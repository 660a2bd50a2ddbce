"""Units that are missing or emptied: labels that no deletion explains, and units that hold nothing but their label and heading.

A consolidated text leaves numbers out only where an amendment deleted them, and says so: Formex marks what was deleted by an instruction
(`CLG.MDFO`, ACTION "DELETED"), web pages put an amendment mark and a line ("▼M1 —————") in its place. A page whose text has no amendment
marks at all says nothing of deletions, and nothing is concluded from it. In a text as published each label must follow the one before it,
which `extract.order` sees to.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from extract.finding import Finding, about
from extract.source_words import SourceWords
from kg.labels import is_first, order_key, roman_value, styles_of, successor
from kg.model import GROUPINGS, Act, Kind, Place, Provision, walk

_THROUGH_THE_ACT: Final = (Kind.ARTICLE, Kind.ANNEX)
_BELOW_A_UNIT: Final = (Kind.PARAGRAPH, Kind.POINT)
_NEVER_EMPTY: Final = frozenset({
    Kind.RECITAL, Kind.ARTICLE, Kind.ANNEX, Kind.PARAGRAPH, Kind.SUBPARAGRAPH, Kind.POINT, Kind.INDENT, *GROUPINGS,
})  # fmt: skip
_MARKS: Final = "amendment marks"
_DELETED: Final = "deleted by amendment"
_DELETION: Final = re.compile(r"""<\?CLG\.MDFO\b[^?]*\bACTION=["']DELETED["']""")
_LINE: Final = "——"
_INSERTED_ROMAN: Final = re.compile(r"([IVXLC]+)([a-z]?)")

At = tuple[int, int]
"""A page or part of the source (0 where it has none) and a character of it."""


def gap_problems(act: Act, everything: Sequence[Provision], source: SourceWords) -> Iterator[Finding]:
    """Units without anything in them, and labels that are left out although nothing says that a unit was deleted."""
    deletions = _deletions(act, source) if act.version != "oj" else ()
    yield from _emptied(everything, deletions or ())
    if act.version != "oj" and deletions is not None:
        yield from _left_out(everything, deletions)


def _deletions(act: Act, source: SourceWords) -> Sequence[At] | None:
    """Where the source says that something was deleted; None where it would not say so."""
    if act.source.format == "formex":
        told = [(page, found.start()) for page, raw in source.raw.items() for found in _DELETION.finditer(raw)]
        return sorted([*told, *(_begin(one.place) for one in act.dropped if one.bucket == _DELETED)])
    marks = [one for one in act.dropped if one.bucket.startswith(_MARKS)]
    return sorted(_begin(one.place) for one in marks if _LINE in one.text) if marks else None


def _begin(place: Place) -> At:
    return place.page or 0, place.start


def _end(place: Place) -> At:
    return place.end_page or place.page or 0, place.end


def _says_deleted(deletions: Sequence[At], begin: At, end: At) -> bool:
    at = bisect_left(deletions, begin)
    return at < len(deletions) and deletions[at] < end


# ── emptied units ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _emptied(everything: Sequence[Provision], deletions: Sequence[At]) -> Iterator[Finding]:
    """Units with neither words nor parts, heading aside, but those whose content was deleted."""
    before: At = (0, 0)
    for at, one in enumerate(everything):
        if one.kind in _NEVER_EMPTY and not (one.text or one.wrap_up or one.children):
            ahead = (_begin(other.place) for other in everything[at + 1 :])
            following = next((start for start in ahead if start > max(before, _begin(one.place))), (before[0] + 1, 0))
            if not _says_deleted(deletions, before, following):
                yield about(one, "gap", f"{one.kind} {one.label} has no text")
        before = max(before, _end(one.place)) if one.kind is not Kind.FOOTNOTE else before


# ── labels left out ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _left_out(everything: Sequence[Provision], deletions: Sequence[At]) -> Iterator[Finding]:
    """Neighbours between which a label is left out without the sign of a deletion there, and lists without their first label."""
    for kind in _THROUGH_THE_ACT:
        yield from _between([one for one in everything if one.kind is kind], deletions)
    before: At = (0, 0)
    for parent in everything:
        for kind in (*_BELOW_A_UNIT, *GROUPINGS):
            units = [one for one in parent.children if one.kind is kind]
            yield from _between(units, deletions)
            yield from _beheaded(parent, units[:1], deletions, before) if kind in _BELOW_A_UNIT else ()
        before = max(before, _end(parent.place)) if parent.kind is not Kind.FOOTNOTE else before


def _between(units: Sequence[Provision], deletions: Sequence[At]) -> Iterator[Finding]:
    for last, one in pairwise(units):
        if not _adjoin(last.label, one.label):
            begin = max(_end(part.place) for part in walk((last,)))
            if not _says_deleted(deletions, begin, _begin(one.place)):
                said = f"between {one.kind} {last.label} and {one.label} a label is left out, and nothing says that a unit was deleted"
                yield about(one, "sequence", said)


def _beheaded(parent: Provision, units: Sequence[Provision], deletions: Sequence[At], before: At) -> Iterator[Finding]:
    """A list that does not begin at the beginning; those in parts of an annex may number on."""
    in_annex = "/anx_" in parent.id and (parent.kind is Kind.ANNEX or parent.kind in GROUPINGS)
    for one in units:
        first = any(is_first(one.label, style) for style in styles_of(one.label)) or not styles_of(one.label)
        if not first and not in_annex and not _says_deleted(deletions, before, _begin(one.place)):
            yield about(one, "sequence", f"the first {one.kind} is {one.label}, and nothing says that a unit before it was deleted")


def _adjoin(last: str, label: str) -> bool:
    """Whether nothing is left out between two labels of a list: "5" and "5a" both may come after "4" and "4a"; a list may begin anew.

    >>> _adjoin("4", "5"), _adjoin("4", "4a"), _adjoin("4b", "5"), _adjoin("74", "75a"), _adjoin("c", "e")
    (True, True, True, False, False)
    """
    styles = [style for style in styles_of(label) if style in styles_of(last)]
    if any(successor(last, style) == label for style in styles) or any(is_first(label, style) for style in styles_of(label)):
        return True
    keys = [_keys(order_key(last, style), order_key(label, style)) for style in styles] or _roman_keys(last, label)
    return any(_is_step(*pair) for pair in keys) or not keys


Key = tuple[int, ...]


def _keys(last: tuple[Key, int], label: tuple[Key, int]) -> tuple[Key, Key]:
    return (*last[0], last[1]), (*label[0], label[1])


def _roman_keys(last: str, label: str) -> list[tuple[Key, Key]]:
    """The keys of Roman numbers of which one has the letter of an insertion ("IVa")."""
    one, two = _INSERTED_ROMAN.fullmatch(last), _INSERTED_ROMAN.fullmatch(label)
    if one is None or two is None:
        return []
    first, second = ((roman_value(found[1]) or 0, ord(found[2]) - 96 if found[2] else 0) for found in (one, two))
    return [(first, second)]


def _is_step(last: Key, label: Key) -> bool:
    """Whether one key follows the other: one part is one higher, those before it are alike, and those behind it begin anew."""
    at = next((at for at, (one, two) in enumerate(zip(last, label, strict=False)) if one != two), None)
    if at is None or label[at] != last[at] + 1:
        return False
    dotted = len(label) > 2
    return all(part == 0 or (dotted and part == 1) for part in label[at + 1 :])
