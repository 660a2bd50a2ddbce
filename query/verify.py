"""Verifying: every quotation, place, citation and walk step of an answer, checked again against the library and the sources it keeps.

Nothing of the engine's choice is trusted: words are compared with the provision and with the decoded source at the very characters
named, hashes with those recorded when the source was added, what is quoted with what can be quoted alone, and each step of a walk with an
edge of the graph. What no source can prove (scores, roles, what was chosen and what was left out) must come back when the question is
asked again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from kg.errors import LawError
from kg.ids import act_of
from kg.library import Library
from query.answer import SCHEMA, Answer, Status, as_json, read_json, spoken_of
from query.dates import Calendar
from query.faults import Fault, Verdict
from query.reask import reask
from query.verify_statements import Keys, Texts, applying, spans_of, stated, worded
from query.verify_steps import is_there

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


def verdict_json(given: Mapping[str, Any], verdict: Verdict) -> dict[str, Any]:
    """A verdict on the JSON of an answer as `--json` prints it."""
    return {
        "holds": verdict.holds,
        "acts": spoken_of(given),
        "statements": verdict.statements,
        "quotes": verdict.quotes,
        "steps": verdict.steps,
        "reasked": verdict.reasked,
        "faults": [{"where": fault.where, "what": fault.what} for fault in verdict.faults],
    }


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
            yield from stated(f"statement {number}", statement, answer, library, texts)
            yield from applying(f"statement {number}", statement, calendar)
            yield from worded(f"statement {number}", statement, answer, library)
        except LawError as error:
            yield Fault(where=f"statement {number}", what=str(error))


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
        first = seen.setdefault(spans_of(statement), number)
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
            if not is_there(own, library):
                yield Fault(where=name, what=f"{own} is not in the library")
            elif ("/rct_" in own) is not (name == "recitals"):
                yield Fault(where=name, what=f"{own} stands in the wrong ranking")
            if not 0 <= score <= 1:
                yield Fault(where=name, what=f"the score of {own} is not a share: {score}")
