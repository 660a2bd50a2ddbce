"""Whether what is numbered runs in sequence, each number once: labels, footnotes, pages, and the ids of markup.

Labels and headings are taken only in sequence (`extract.nesting`), so where a source lacks one, or has one twice, what follows stands
as text of the unit before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from extract.finding import Finding, about
from extract.gaps import gap_problems
from extract.items import numbers_on
from extract.source_words import SourceWords
from extract.swallowed import swallowed
from kg.ids import steps_of
from kg.labels import Style, follows, is_first, styles_of
from kg.model import CODE_OF, GROUPINGS, IN_ANNEX, MAY_HOLD, Act, Kind, Provision, walk

_THROUGH_THE_ACT: Final = (Kind.CITATION, Kind.RECITAL, Kind.ARTICLE, Kind.ANNEX)
_PAGE: Final = re.compile(r"(?<!\S)(?P<number>\d{1,4})/(?P<count>\d{1,4})(?!\S)")
_MOST_PAGES: Final = 3000
_DELETABLE: Final = frozenset({Kind.PARAGRAPH, Kind.POINT, Kind.ARTICLE, Kind.ANNEX, Kind.SECTION})
"""What an amendment may take away at the head of a list: a consolidated text begins with what is left."""
_PAGED: Final = frozenset({"pdf", "text"})
_NUMBERED_ID: Final = re.compile(r"(cit|rct|art)_(\d+)")


def order_problems(act: Act, source: SourceWords) -> Iterator[Finding]:
    """Everything that is numbered and not in sequence."""
    everything = walk(act.provisions)
    yield from _labels(act, everything)
    yield from _note_numbers(everything)
    yield from gap_problems(act, everything, source)
    yield from swallowed(act, everything, source)
    yield from _out_of_place(everything)
    yield from _ids(source.ids, act.version == "oj")
    yield from _pages(act)


# ── labels ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _labels(act: Act, everything: Sequence[Provision]) -> Iterator[Finding]:
    """Labels out of sequence, list by list: recitals, articles and annexes through the act, everything else below its parent."""
    for kind in _THROUGH_THE_ACT:
        yield from _out_of_sequence([one for one in everything if one.kind is kind], act)
    before = ""
    for parent in everything:
        holds_annex = _holds_annex(parent)
        before = "" if parent.kind is Kind.ANNEX else before
        numbers_on = before if holds_annex else ""
        for kind in dict.fromkeys(one.kind for one in parent.children if one.kind not in (*_THROUGH_THE_ACT, Kind.CELL)):
            units = [one for one in parent.children if one.kind is kind]
            yield from _out_of_sequence(units, act, "" if holds_annex else _own_label(parent), numbers_on)
        yield from _cells_out_of_order(parent)
        if holds_annex:
            before = next((one.label for one in reversed(parent.children) if one.kind is Kind.POINT), before)
    for one in everything:
        if not one.id.endswith(f"/{CODE_OF[one.kind]}_{one.label}"):
            yield about(one, "sequence", f"the id does not end in the label {one.label!r}")


def _own_label(one: Provision) -> str:
    """The label that dotted labels in a provision begin with; a subparagraph is a part of what is labelled."""
    return steps_of(one.id)[-2].label if one.kind is Kind.SUBPARAGRAPH else one.label


def _cells_out_of_order(row: Provision) -> Iterator[Finding]:
    """Cells are numbered by the column they begin in: some columns may be empty or reached into from above, none comes twice."""
    cells = [one for one in row.children if one.kind is Kind.CELL]
    for last, one in pairwise(cells):
        if int(one.label) <= int(last.label):
            yield about(one, "sequence", f"column {one.label} comes after column {last.label}")


def _holds_annex(one: Provision) -> bool:
    """Whether a provision is an annex or a grouping in one; the points of such groupings may be numbered on from one to the next."""
    return "/anx_" in one.id and one.kind in (Kind.ANNEX, *GROUPINGS)


def _out_of_sequence(units: Sequence[Provision], act: Act, parent: str = "", before: str = "") -> Iterator[Finding]:
    """The units of one kind whose label neither follows the one before it nor begins a list; `before` is what the first may follow."""
    running: tuple[Style, ...] = tuple(Style)
    for last, one in zip([before, *(unit.label for unit in units)], units, strict=False):
        going_on = [style for style in running if follows(last, one.label, style, published=act.version == "oj")]
        if one is units[0] and before:
            going_on += [style for style in styles_of(one.label) if numbers_on(before, one.label, style)]
        cut_open = act.version != "oj" and not last and one.kind in _DELETABLE
        opening = [style for style in styles_of(one.label) if cut_open or _begins(one, style, parent)]
        if not going_on and not opening:
            yield about(one, "sequence", f"{one.label!r} does not follow {last!r}" if last else f"{one.label!r} begins no list")
        running = tuple({*going_on, *opening}) or styles_of(one.label)


def _begins(one: Provision, style: Style, parent: str) -> bool:
    """The first subparagraph is its paragraph itself, so the later ones begin with 2; cells are numbered by column, and some are empty."""
    if one.kind is Kind.CELL:
        return True
    if one.kind is Kind.SUBPARAGRAPH:
        return one.label == "2"
    return is_first(one.label, style, parent or None)


def _note_numbers(everything: Sequence[Provision]) -> Iterator[Finding]:
    """Numbered footnotes run through the act, or through an annex that numbers its own."""
    last: dict[str, int] = {}
    for one in everything:
        if one.kind is not Kind.FOOTNOTE or not one.label.isdecimal():
            continue
        scope = one.id.rpartition("/")[0]
        before = last.get(scope, 0)
        if int(one.label) != before + 1:
            yield about(one, "sequence", f"footnote {one.label} comes after {before}" if before else f"the first footnote is {one.label}")
        last[scope] = int(one.label)


# ── ids and pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _out_of_place(everything: Sequence[Provision]) -> Iterator[Finding]:
    """Provisions that stand in what cannot hold them (`kg.model.MAY_HOLD`): text between a chapter's heading and its first article."""
    for holder in everything:
        for part in holder.children:
            if part.kind not in (IN_ANNEX if _holds_annex(holder) else MAY_HOLD[holder.kind]):
                yield about(part, "sequence", f"a {part.kind} cannot stand in a {holder.kind}")


def _ids(ids: Sequence[str], published: bool) -> Iterator[Finding]:
    """Ids of units that the markup has twice, or that it lacks: those of citations, recitals and articles count from 1.

    In a consolidated text they only rise: an article that was deleted has left no id.
    """
    for name, times in Counter(ids).items():
        if times > 1:
            yield Finding(kind="repeat", text=f"the file has the id {name} {times} times")
    numbers: dict[str, list[int]] = {}
    for name in dict.fromkeys(ids):
        match = _NUMBERED_ID.fullmatch(name)
        if match is not None:
            numbers.setdefault(match[1], []).append(int(match[2]))
    for code, found in numbers.items():
        for last, number in pairwise([0, *found]):
            if number <= last or (published and number > last + 1):
                yield Finding(kind="sequence", text=f"the id {code}_{number} stands where the file should have {code}_{last + 1}")


def _pages(act: Act) -> Iterator[Finding]:
    """Pages by the source's own count ("29/144") that are missing, double or out of order; a first page without a number is not missed."""
    found = _page_numbers(act)
    if not found:
        return
    total = Counter(count for _, count, _ in found).most_common(1)[0][0]
    numbers = [(number, page) for number, count, page in found if count == total]
    for (last, _), (number, page) in pairwise(numbers):
        if number <= last:
            said = f"page {number} comes twice" if number == last else f"page {number} comes after page {last}"
            yield Finding(kind="repeat" if number == last else "sequence", text=said, page=page)
    seen = {number for number, _ in numbers}
    lacking = [number for number in range(2, total + 1) if number not in seen] if len(seen) > 1 else []
    if lacking:
        yield Finding(kind="end", text=f"pages are missing: {', '.join(map(str, lacking[:8]))}{' …' if len(lacking) > 8 else ''}")


def _page_numbers(act: Act) -> list[tuple[int, int, int | None]]:
    """Number and count of each page, as its furniture says, with the page of the file; markup has no pages."""
    if act.source.format not in _PAGED:
        return []
    furniture = [one for one in act.dropped if one.bucket.startswith("furniture") and one.bucket.endswith("page number")]
    found = [(int(match["number"]), int(match["count"]), one.place.page) for one in furniture for match in _PAGE.finditer(one.text)]
    return [(number, count, page) for number, count, page in found if 1 <= number <= count <= _MOST_PAGES]
