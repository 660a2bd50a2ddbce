"""Verifying a text that anyone wrote: is each quotation in the law to the letter, does each citation exist, do the two belong together?

A quotation must stand in what the citation beside it names (`query.pairing`), or in the words that introduce or finish that. Without a
citation it may stand anywhere in the texts of the day that the text speaks of. One or two words in quotation marks may be anything: they
are held to a citation beside them, and to nothing else.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from kg.library import TextRow
from query.answer import NOTICE
from query.cite import citation
from query.cited_words import Cited, citations, masked
from query.pairing import beside, sentences
from query.quoted_words import Quoted, pieces_of, quotations
from query.shelf import Shelf
from query.verbatim import Near, Sought, Words, alike, nearest, sought, standing_in, words_of

_FEW: Final = 3
"""Words that a quotation needs in order to be held to the law where no citation stands beside it."""
LONGEST: Final = 2_000_000
"""Characters a text may have."""
_SHOWN: Final = 5
"""How many of the places are told where words stand."""
_DAY: Final = re.compile(r"\bas of (\d{4}-\d{2}-\d{2})\b")


class Found(StrEnum):
    """What is found of a quotation."""

    VERBATIM = "verbatim"
    ELSEWHERE = "elsewhere"
    OTHER_VERSION = "other_version"
    NEARLY = "nearly"
    ABSENT = "not_in_library"
    FEW_WORDS = "few_words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A quotation with the citations beside it, what is found of it, where, and how it differs from what comes nearest."""

    quoted: Quoted
    cited: tuple[Cited, ...]
    found: Found = Found.ABSENT
    places: tuple[tuple[str, TextRow], ...] = ()
    near: Near | None = None

    @property
    def holds(self) -> bool:
        return self.found in (Found.VERBATIM, Found.FEW_WORDS)


@dataclass(frozen=True, slots=True)
class _Books:
    """The words of the texts on a shelf, read when first needed; those of texts that are searched through are not kept."""

    shelf: Shelf
    read: dict[int, Words] = field(default_factory=dict)

    def of(self, text: TextRow) -> Words:
        if text.row not in self.read:
            self.read[text.row] = words_of(self.shelf.library, text)
        return self.read[text.row]

    def standing(self) -> tuple[TextRow, ...]:
        """The texts that stand, and those whose preambles speak for them."""
        preambles = (self.shelf.preamble_of(text) for text in self.shelf.texts)
        return tuple({text.row: text for text in (*self.shelf.texts, *filter(None, preambles))}.values())


def is_json(written: str) -> bool:
    """Whether what is written is JSON, or would be: a text may begin with a bracket, but not with the brace and quotation mark of JSON."""
    if re.match(r"\s*\{\s*[\"}]", written):
        return True
    try:
        json.loads(written)
    except (ValueError, RecursionError):
        return False
    return True


def day_of(text: str) -> str | None:
    """The day of which a text says that it speaks ("as of 2026-11-23"), as answers do; the last it names."""
    return next((day for day in reversed(_DAY.findall(text)) if _is_day(day)), None)


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def verify_text(text: str, shelf: Shelf) -> dict[str, Any]:
    """What is found of every quotation and citation of a text."""
    quoted = quotations(text)
    bare = masked(text, quoted)
    cited = citations(bare, shelf)
    ends = sentences(bare)
    drafts = [Checked(quoted=one, cited=beside(one, bare, cited, ends)) for one in quoted]
    checked = _checked(drafts, _Books(shelf))
    lines = [match.start() for match in re.finditer("\n", text)]
    return {
        "holds": all(one.holds for one in checked) and all(one.holds for one in cited),
        "as_of": shelf.holdings.as_of,
        "acts": [f"{one.celex} {one.version} {one.language}" for one in shelf.texts],
        "quotations": [{"line": bisect_right(lines, one.quoted.start) + 1, **_quotation(one)} for one in checked],
        "citations": [{"line": bisect_right(lines, one.start) + 1, **_citation(one)} for one in cited],
        "notice": NOTICE,
    }


# ── quotations ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _checked(drafts: Sequence[Checked], books: _Books) -> list[Checked]:
    """Quotations held to what they cite, then to the texts that stand, to other versions, and to what comes near."""
    held = [again for one in drafts for again in _held(one, books)]
    held = _looked_up(held, books.standing(), books, speaking=True)
    held = _looked_up(held, books.shelf.others, books)
    return [_told(one, books) for one in held]


def _held(draft: Checked, books: _Books) -> Iterator[Checked]:
    """A quotation held to what is cited beside it; quoted lines that do not stand there as one are each held by themselves."""
    whole = _in_cited(draft, books)
    lines = [replace(draft, quoted=replace(draft.quoted, lines=(line,))) for line in draft.quoted.lines]
    if whole.places or len(lines) < 2:
        yield whole
        return
    single = [_in_cited(one, books) for one in lines]
    yield from single if all(one.places for one in single) else [whole]


def _in_cited(draft: Checked, books: _Books) -> Checked:
    """A quotation with the provisions cited beside it that have its words."""
    rows = [row for one in draft.cited for row in one.rows]
    wanted = _sought(draft) if rows else None
    there = (row for row in {row.row: row for row in rows}.values() if wanted and books.of(row.text).say(row.id, wanted))
    places = tuple((str(row.id), row.text) for row in there)
    return replace(draft, found=Found.VERBATIM, places=places) if places else draft


def _sought(one: Checked) -> Sought:
    return sought(pieces_of(one.quoted.text) or (one.quoted.text,))


def _looked_up(checked: Sequence[Checked], texts: Sequence[TextRow], books: _Books, *, speaking: bool = False) -> list[Checked]:
    """Quotations with the places in some texts where those stand that have none yet, text by text.

    With `speaking`, only places in the text that speaks for them count: of a text as published its preamble may, and the rest not.
    """
    wanted = {at: _sought(one) for at, one in enumerate(checked) if not one.places}
    places: dict[int, list[tuple[str, TextRow]]] = {at: [] for at in wanted}
    for text in texts if wanted else ():
        words = books.read.get(text.row) or words_of(books.shelf.library, text)
        found = zip(wanted, standing_in(words, tuple(wanted.values())), strict=True)
        for at, own in ((at, own) for at, there in found for own in there):
            if not speaking or books.shelf.text_of(own) == text:
                places[at].append((own, text))
    return [replace(one, places=tuple(places.get(at, one.places))) for at, one in enumerate(checked)]


def _told(one: Checked, books: _Books) -> Checked:
    """What the places of a quotation amount to; of one without any, what comes near."""
    there = any(cited.rows for cited in one.cited)
    if one.places:
        speaks = books.shelf.text_of(one.places[0][0]) == one.places[0][1]
        elsewhere = Found.ELSEWHERE if there else Found.VERBATIM
        return one if one.found is Found.VERBATIM else replace(one, found=elsewhere if speaks else Found.OTHER_VERSION)
    if not there and len(one.quoted.text.split()) < _FEW:
        return replace(one, found=Found.FEW_WORDS)
    near = _nearest(one, books)
    return replace(one, found=Found.NEARLY, near=near) if near is not None else one


def _nearest(one: Checked, books: _Books) -> Near | None:
    """What comes near to a quotation: what it cites, else what shares most of its words."""
    quoted = " ".join(pieces_of(one.quoted.text))
    near = nearest(quoted, ((books.of(row.text), row.id) for cited in one.cited for row in cited.rows))
    if near is not None:
        return near
    texts = {text.row: text for text in books.standing()}
    hits = [hit for hit in alike(books.shelf.library, quoted, books.standing()) if hit[1] in texts]
    return nearest(quoted, ((books.of(texts[row]), own) for own, row in hits))


# ── as JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _quotation(one: Checked) -> dict[str, Any]:
    near = one.near
    return {
        "start": one.quoted.start,
        "end": one.quoted.end,
        "text": one.quoted.text,
        "found": one.found.value,
        "holds": one.holds,
        "cited": [cited.wording for cited in one.cited],
        "places": [_place(*place) for place in one.places[:_SHOWN]],
        "nearest": {
            **_place(near.provision, near.text),
            "cited": any(row.id == near.provision for cited in one.cited for row in cited.rows),
            "operations": [{"done": operation.done.value, "words": operation.words} for operation in near.operations],
        }
        if near
        else None,
    }


def _place(provision: str, text: TextRow) -> dict[str, str]:
    return {"provision": provision, "citation": citation(provision, text.title), "version": text.version}


def _citation(one: Cited) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "wording": one.wording,
        "found": one.standing.value,
        "holds": one.holds,
        "provisions": list(dict.fromkeys(str(row.id) for row in one.rows)),
        "why": one.told or None,
    }
