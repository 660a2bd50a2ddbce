"""Verifying: every quotation, place, citation and walk step of an answer, checked again against the library and the sources it keeps.

Nothing of the engine's choice is trusted: words are compared with the provision and with the decoded source at the very characters
named, hashes with those recorded when the source was added, what is quoted with what can be quoted alone, and each step of a walk with an
edge of the graph. What no source can prove (scores, roles, what was chosen and what was left out) must come back when the question is
asked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from kg.errors import LawError
from kg.findings import Relation
from kg.ids import act_of, eli_uri, steps_of
from kg.library import Library, PlaceRow, ProvisionRow, TextRow
from kg.model import Kind, Origin
from query.answer import SCHEMA, Answer, Quote, Statement, Status, as_json, read_json
from query.applying import dated, text_quoted
from query.ask import cite_row
from query.dates import Calendar
from query.faults import Fault, Verdict
from query.marked import MARKUP, stands_before, stands_behind, stands_for
from query.question import understand
from query.quoting import overlapping, place_of
from query.reask import reask
from query.sharing import SHARED, shared_words
from query.units import Spans, introduction, point, sentences, table_row, whole
from query.walk import Step, because_of
from query.wording import is_recital, no_longer_so

_NEVER_BIND: Final = ("rct", "cit", "pbl", "fnt", "tit")
_FIRST_ACTS: Final = 1952
"""The year of the first acts of the Communities: no text of theirs stood before."""
_ABSENT: Final = ()
"""Stands for a key that is not there; JSON has no such value."""
_UNREADABLE: Final = (ValueError, KeyError, TypeError, AttributeError)


def is_answer(given: object) -> bool:
    """Whether JSON says that it is an answer; `verify_json` says whether it is a whole one."""
    return isinstance(given, dict) and given.get("schema") == SCHEMA


def verify_json(given: Mapping[str, Any], library: Library) -> Verdict:
    """Check the JSON of an answer, whose parts may be missing or not fit together: that is a fault like others."""
    try:
        json.dumps(given, ensure_ascii=False).encode()
        answer = read_json(given)
    except _UNREADABLE as error:
        return Verdict(statements=0, quotes=0, steps=0, faults=(_unreadable(given, error),), reasked=False)
    return verify(answer, library, given)


def _unreadable(given: Mapping[str, Any], error: Exception) -> Fault:
    """The part of an answer's JSON that cannot be read; the answer itself where it is none of its statements."""
    statements = given.get("statements")
    for number, statement in enumerate(statements if isinstance(statements, list) else [], 1):
        try:
            read_json({**given, "statements": [statement], "acts": [], "provisions": [], "recitals": []})
        except _UNREADABLE as found:
            if str(found) == str(error):
                return Fault(where=f"statement {number}", what=_told(error))
    return Fault(where="answer", what=_told(error))


def _told(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def verify(answer: Answer, library: Library, given: object = None) -> Verdict:
    """Check an answer against a library; `given` is the JSON it was read from, which may say no more and nothing else."""
    faults = list(check(answer, library, given))
    reasked = all(fault.where not in ("acts", "as_of") for fault in faults)
    if reasked:
        told = {fault.where.partition(",")[0] for fault in faults}
        faults += [fault for fault in reask(answer, library) if fault.where not in told]
    return Verdict(
        statements=len(answer.statements),
        quotes=sum(len(statement.quotes) for statement in answer.statements),
        steps=sum(len(statement.walk) for statement in answer.statements),
        faults=tuple(faults),
        reasked=reasked,
    )


def check(answer: Answer, library: Library, given: object = None) -> Iterator[Fault]:
    """What of an answer can be told to be wrong without asking again."""
    texts = {(text.celex, text.version, text.language): text for text in library.texts()}
    languages = {act.language for act in answer.acts}
    calendar = Calendar(library)
    library = library.within(text for text in texts.values() if text.language in languages) if languages else library
    if given is not None:
        yield from _altered("", given, as_json(answer))
    yield from (*_status(answer), *_date(answer), *_acts(answer, texts), *_rankings(answer, library), *_order(answer))
    for number, statement in enumerate(answer.statements, 1):
        try:
            yield from _statement(f"statement {number}", statement, answer, library, texts)
            yield from _applying(f"statement {number}", statement, calendar)
            yield from _wording(f"statement {number}", statement, answer, library)
        except LawError as error:
            yield Fault(where=f"statement {number}", what=str(error))


Texts = dict[tuple[str, str, str], TextRow]
Keys = tuple[tuple[str, str, int, int], ...]
"""Quoted spans: provision, field, start and end of each."""


def _altered(where: str, given: object, meant: object) -> Iterator[Fault]:
    """Where JSON differs from what its own parts amount to, such as a statement's text from its quotations."""
    if isinstance(given, dict) and isinstance(meant, dict):
        for key in dict.fromkeys((*given, *meant)):
            yield from _altered(f"{where}.{key}".lstrip("."), given.get(key, _ABSENT), meant.get(key, _ABSENT))
    elif isinstance(given, list) and isinstance(meant, list) and len(given) == len(meant):
        for at, (one, other) in enumerate(zip(given, meant, strict=True), 1):
            yield from _altered(f"{where} {at}", one, other)
    elif given != meant or isinstance(given, bool) is not isinstance(meant, bool):
        yield Fault(where=where, what=f"says {_shown(given)} where the rest of the answer amounts to {_shown(meant)}")


def _shown(value: object) -> str:
    return "nothing" if value is _ABSENT else repr(str(value)[:60])


def _status(answer: Answer) -> Iterator[Fault]:
    answered = answer.status is Status.ANSWERED
    if answered is not bool(answer.statements) or answered is not (answer.reason is None):
        yield Fault(where="status", what=f"{answer.status} does not go with {len(answer.statements)} statements")


def _date(answer: Answer) -> Iterator[Fault]:
    """Dates must be dates, and the texts must have stood on that of the answer; an act of years to come is a made-up one."""
    if not _is_date(answer.as_of):
        yield Fault(where="as_of", what=f"{answer.as_of!r} is not a date")
        return
    for act in answer.acts:
        since = act.celex[1:5] if act.celex[1:5] <= str(date.today().year) else str(_FIRST_ACTS)
        if answer.as_of < since or (act.version != "oj" and answer.as_of < act.version):
            yield Fault(where="as_of", what=f"{act.celex} {act.version} did not stand on {answer.as_of}")


def _is_date(written: object) -> bool:
    try:
        return isinstance(written, str) and date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _order(answer: Answer) -> Iterator[Fault]:
    """Scores are shares and do not rise within a group; no two statements quote the same."""
    for binding in (True, False):
        scores = [statement.score for statement in answer.statements if statement.binding is binding]
        if any(not 0 <= score <= 1 for score in scores) or scores != sorted(scores, reverse=True):
            yield Fault(where="statements", what=f"a score of {'provisions' if binding else 'recitals'} is no share, or out of order")
    seen: dict[Keys, int] = {}
    for number, statement in enumerate(answer.statements, 1):
        first = seen.setdefault(_spans(statement), number)
        if first != number:
            yield Fault(where=f"statement {number}", what=f"quotes the same as statement {first}")


def _acts(answer: Answer, texts: Texts) -> Iterator[Fault]:
    for act in answer.acts:
        text = texts.get((act.celex, act.version, act.language))
        if text is None:
            yield Fault(where="acts", what=f"{act.celex} {act.version} {act.language} is not in the library")
        elif text.title != act.title:
            yield Fault(where="acts", what=f"the title of {act.celex} is another")


def _rankings(answer: Answer, library: Library) -> Iterator[Fault]:
    acts = {act.celex for act in answer.acts}
    for name, ranking in (("provisions", answer.provisions), ("recitals", answer.recitals)):
        ids, scores = [own for own, _ in ranking], [score for _, score in ranking]
        if len(set(ids)) < len(ids) or scores != sorted(scores, reverse=True):
            yield Fault(where=name, what="the ranking repeats itself or is out of order")
        for own, score in ranking:
            if act_of(own) not in acts:
                yield Fault(where=name, what=f"{own} is of no act that the answer speaks of")
            if not _is_there(own, library):
                yield Fault(where=name, what=f"{own} is not in the library")
            elif ("/rct_" in own) is not (name == "recitals"):
                yield Fault(where=name, what=f"{own} stands in the wrong ranking")
            if not 0 <= score <= 1:
                yield Fault(where=name, what=f"the score of {own} is not a share: {score}")


def _statement(where: str, statement: Statement, answer: Answer, library: Library, texts: Texts) -> Iterator[Fault]:
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
    if _spans(statement) not in [_keys(unit) for unit in _units(library, row)]:
        yield Fault(
            where=where, what=f"what is quoted of {statement.provision} is cut: no whole, no sentence, no point with its introduction"
        )
    yield from _walk(where, statement, answer, library, row)


def _applying(where: str, statement: Statement, calendar: Calendar) -> Iterator[Fault]:
    """What is said of when a provision applies, and of the dates its words set, against the rules in the library."""
    again = dated(replace(statement, applies_from=None, wording_since=None, applies=(), until=None, ends=(), sets=()), calendar)
    for name in ("applies_from", "wording_since", "applies", "until", "ends", "sets"):
        if getattr(statement, name) != getattr(again, name):
            yield Fault(where=where, what=f"{name} of {statement.provision} is {_told_dates(again, name)} by the rules in the library")


def _wording(where: str, statement: Statement, answer: Answer, library: Library) -> Iterator[Fault]:
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


def _spans(statement: Statement) -> Keys:
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
    if row.body.endswith(":") or row.kind not in (Kind.POINT, Kind.INDENT):
        yield everything


def _holder(provision: str, rows: dict[str, ProvisionRow], library: Library) -> ProvisionRow | None:
    """A provision all of whose words are in its parts, such as an article of numbered paragraphs, by the parts that are quoted."""
    part = next((row for own, row in rows.items() if own.startswith(f"{provision}/")), None)
    return library.provision(provision, part.text) if part is not None and _is_there(provision, library) else None


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


def _walk(where: str, statement: Statement, answer: Answer, library: Library, row: ProvisionRow) -> Iterator[Fault]:
    steps = statement.walk
    if not steps or steps[0].start != "question" or steps[-1].end != statement.provision:
        yield Fault(where=where, what="the walk does not lead from the question to the statement")
        return
    for before, after in pairwise(steps):
        if before.end != after.start:
            yield Fault(where=where, what=f"the walk breaks between {before.end} and {after.start}")
    if not _is_node(steps[0].end, library) or not _meets(steps[0], answer, library, row.text):
        yield Fault(where=where, what=f"the question does not meet {steps[0].end}: {steps[0].because}")
    for step in steps[1:]:
        if not _is_edge(step, library):
            yield Fault(where=where, what=f"no edge {step.start} {step.relation} {step.end}")


def _meets(step: Step, answer: Answer, library: Library, text: TextRow) -> bool:
    """Whether the first step holds: the named words are in the question, or question and provision share words."""
    if step.relation == "names":
        return step.because == "named in the question"
    if step.relation != "matches":
        return False
    if not step.because.startswith(SHARED):
        asked = understand(answer.question, library)
        met = {form for node, form in asked.nodes if _names(node, step.end, library)}
        return met.issuperset(step.because.split("; "))
    return step.because == shared_words(answer.question, _met(step.end, answer, library, text), library)


def _names(node: str, provision: str, library: Library) -> bool:
    """Whether a provision uses or defines a term, or is about a topic."""
    return any(edge.source == provision and edge.relation is not Relation.BINDS for edge in library.edges_to(node))


def _met(provision: str, answer: Answer, library: Library, text: TextRow) -> ProvisionRow:
    """A provision in the version that the answer speaks of: in the statement's own text, in one the answer lists, or in any."""
    listed = {(act.celex, act.version, act.language) for act in answer.acts}
    texts = sorted(library.texts(), key=lambda one: (one.row != text.row, (one.celex, one.version, one.language) not in listed))
    return library.provision(provision, next((one for one in texts if library.has(provision, one)), text))


def _is_there(provision: str, library: Library) -> bool:
    return bool(library.rows("SELECT 1 FROM provision WHERE id = ? LIMIT 1", (provision,)))


def _is_node(own: str, library: Library) -> bool:
    """Whether a walk may begin there: a provision that is there, or an act that something in the library is said of."""
    return _is_there(own, library) or ("/" not in own and bool(library.edges_to(own) or library.edges_from(own)))


def _is_edge(step: Step, library: Library) -> bool:
    against = step.relation.startswith("^")
    source, target = (step.end, step.start) if against else (step.start, step.end)
    return any(
        edge.target == target and edge.relation == step.relation.lstrip("^") and because_of(edge) == step.because
        for edge in library.edges_from(source)
    )
