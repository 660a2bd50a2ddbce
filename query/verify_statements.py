"""Verifying a statement: its words against the provision and the decoded source at the very characters named, its citation, ELI and dates
against what the library has, and what is quoted against what can be quoted alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kg.errors import LawError
from kg.ids import eli_uri, steps_of
from kg.library import Library, PlaceRow, ProvisionRow, TextRow
from kg.model import Kind, Origin
from query.answer import Answer, Quote, Statement
from query.applying import dated, text_quoted
from query.ask import cite_row
from query.dates import Calendar
from query.faults import Fault
from query.marked import MARKUP, stands_before, stands_behind, stands_for
from query.quoting import overlapping, place_of
from query.units import Spans, introduction, own_words, point, sentences, table_row, whole
from query.verify_steps import is_there, walked
from query.wording import is_recital, no_longer_so

_NEVER_BIND: Final = ("rct", "cit", "pbl", "fnt", "tit")

Texts = dict[tuple[str, str, str], TextRow]
"""The texts of a library by act, version and language."""
Keys = tuple[tuple[str, str, int, int], ...]
"""Quoted spans: provision, field, start and end of each."""


def stated(where: str, statement: Statement, answer: Answer, library: Library, texts: Texts) -> Iterator[Fault]:
    """What is wrong with a statement: its quotations, citation, ELI, mark and walk."""
    rows: dict[str, ProvisionRow] = {}
    for number, quote in enumerate(statement.quotes, 1):
        yield from _quote(f"{where}, quote {number}", quote, library, texts, rows)
    row = rows.get(statement.provision) or _holder(statement.provision, rows, library)
    if row is None:
        yield Fault(where=where, what=f"no quotation is of {statement.provision}")
        return
    if statement.citation != cite_row(row):
        yield Fault(where=where, what=f"{statement.provision} is cited as {cite_row(row)!r}, not {statement.citation!r}")
    if statement.eli != eli_uri(row.text.eli, row.id, row.text.version):
        yield Fault(where=where, what=f"the ELI of {statement.provision} is another")
    if statement.binding is any(step.code in _NEVER_BIND for step in steps_of(row.id)[:1]):
        yield Fault(where=where, what=f"{statement.provision} is marked wrongly as {'binding' if statement.binding else 'not binding'}")
    if spans_of(statement) not in [_keys(unit) for unit in _units(library, row)]:
        yield Fault(
            where=where, what=f"what is quoted of {statement.provision} is cut: no whole, no sentence, no point with its introduction"
        )
    yield from walked(where, statement, answer, library, row)


def applying(where: str, statement: Statement, calendar: Calendar) -> Iterator[Fault]:
    """What is said of when a provision applies, and of the dates its words set, against the rules in the library."""
    again = dated(replace(statement, applies_from=None, wording_since=None, applies=(), until=None, ends=(), sets=()), calendar)
    for name in ("applies_from", "wording_since", "applies", "until", "ends", "sets"):
        if getattr(statement, name) != getattr(again, name):
            yield Fault(where=where, what=f"{name} of {statement.provision} is {_told_dates(again, name)} by the rules in the library")


def worded(where: str, statement: Statement, answer: Answer, library: Library) -> Iterator[Fault]:
    """What a recital is said to speak of that has other words now, against the text that stands: of its act, the other that is listed."""
    own = next((one for one in statement.quotes if one.provision == statement.provision), statement.quotes[0])
    written = text_quoted(own, library)
    meant: tuple[str, ...] = ()
    if written is not None and is_recital(statement.provision):
        meant = no_longer_so(library, library.provision(statement.provision, written), _standing(written, answer, library))
    if statement.earlier_wording != meant:
        told = ", ".join(meant) or "nothing"
        yield Fault(where=where, what=f"{statement.provision} speaks of an earlier wording of {told}, by the texts in the library")


def _standing(text: TextRow, answer: Answer, library: Library) -> TextRow:
    """The text of an act that an answer speaks of beside one that it quotes; else that one."""
    listed = {(act.celex, act.version, act.language) for act in answer.acts} - {(text.celex, text.version, text.language)}
    of_act = (one for one in library.texts() if one.celex == text.celex)
    return next((one for one in of_act if (one.celex, one.version, one.language) in listed), text)


def _told_dates(statement: Statement, name: str) -> str:
    said = getattr(statement, name)
    return ", ".join(str(one.date) for one in said) or "nothing" if isinstance(said, tuple) else str(said)


def spans_of(statement: Statement) -> Keys:
    """What a statement quotes, by place."""
    return tuple((one.provision, one.field, one.start, one.end) for one in statement.quotes)


def _keys(unit: Spans) -> Keys:
    return tuple((part.row.id, part.field, part.start, part.end) for part in unit)


def _units(library: Library, row: ProvisionRow) -> Iterator[Spans]:
    """All that can be quoted of a provision; a point never without the words that introduce it, unless it introduces others."""
    everything = whole(library, row)
    yield (*introduction(library, row), *everything)
    if row.kind is Kind.ROW:
        yield table_row(library, row)
    elif row.kind in (Kind.POINT, Kind.INDENT):
        yield point(library, row)
    else:
        yield from sentences(row)
    if row.kind not in (Kind.POINT, Kind.INDENT) and not row.body.endswith(":"):
        yield (own_words(row),)
    if row.body.endswith(":") or row.kind not in (Kind.POINT, Kind.INDENT):
        yield everything


def _holder(provision: str, rows: dict[str, ProvisionRow], library: Library) -> ProvisionRow | None:
    """A provision all of whose words are in its parts, such as an article of numbered paragraphs, by the parts that are quoted."""
    part = next((row for own, row in rows.items() if own.startswith(f"{provision}/")), None)
    return library.provision(provision, part.text) if part is not None and is_there(provision, library) else None


def _quote(where: str, quote: Quote, library: Library, texts: Texts, rows: dict[str, ProvisionRow]) -> Iterator[Fault]:
    text = texts.get((quote.provision.partition("/")[0], quote.version, quote.language))
    if text is None:
        yield Fault(where=where, what=f"{quote.provision} {quote.version} {quote.language} is not in the library")
        return
    try:
        row = rows[quote.provision] = library.provision(quote.provision, text)
    except LawError as error:
        yield Fault(where=where, what=str(error))
        return
    if row.words(quote.field)[quote.start : quote.end] != quote.text:
        yield Fault(where=where, what=f"the words do not stand at {quote.field} {quote.start}–{quote.end} of {quote.provision}")
        return
    found = next((one for one in library.places(row.id, text) if one.source.sha256 == quote.place.sha256), None)
    if found is None:
        yield Fault(where=where, what=f"no source of {quote.provision} has the hash {quote.place.sha256[:12]}…")
    elif place_of(found, quote.field, quote.start, quote.end) != quote.place:
        yield Fault(where=where, what=f"the place in {found.source.file} is another")
    else:
        yield from _source(where, quote, found, library)


def _source(where: str, quote: Quote, found: PlaceRow, library: Library) -> Iterator[Fault]:
    """The source's own characters, piece by piece; what the pieces do not cover may only be glue."""
    pieces = overlapping(found.origins, quote.field, quote.start, quote.end)
    for piece in pieces:
        begin, finish = max(piece.at, quote.start), min(piece.at + piece.length, quote.end)
        number = piece.page if found.source.pages and piece.page is not None else 0  # a text's offsets count through all its pages
        page = library.page(found.source, number)
        there = page[piece.start + begin - piece.at : piece.start + finish - piece.at]
        if there.split() != quote.text[begin - quote.start : finish - quote.start].split():
            yield Fault(where=where, what=f"{found.source.file} says {there[:40]!r} there")
            return
    source = library.page(found.source, pieces[0].page or 0) if pieces and found.source.format in MARKUP else ""
    if any(not _is_marked(said, before, after, source) for said, before, after in _uncovered(quote, pieces)):
        yield Fault(where=where, what=f"words that {found.source.file} does not have there")


def _uncovered(quote: Quote, pieces: list[Origin]) -> Iterator[tuple[str, Origin | None, Origin | None]]:
    """Characters of a quotation that no piece of its source covers, with the pieces before and behind them."""
    at = quote.start
    for before, after in pairwise([None, *pieces, None]):
        end = after.at if after is not None else quote.end
        yield quote.text[max(at - quote.start, 0) : max(end - quote.start, 0)], before, after
        at = after.at + after.length if after is not None else at


def _is_marked(said: str, before: Origin | None, after: Origin | None, source: str) -> bool:
    """Whether such characters are glue, or what the markup there stands for."""
    if not said.strip():
        return True
    if not source or (before is None and after is None):
        return False
    if before is None or after is None:
        return stands_before(said, source, after.start) if after else before is not None and stands_behind(said, source, _end(before))
    return stands_for(said, source[_end(before) : after.start])


def _end(piece: Origin) -> int:
    return piece.start + piece.length
