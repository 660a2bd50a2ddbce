"""When the provision of a statement applies, and the dates that its words set; and lines that say what does not apply yet or no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import shorten
from typing import Any, Final

from kg.days import spoken
from kg.ids import act_of, article_level
from kg.library import Library, ProvisionRow, TextRow
from kg.rules import Moment
from query.answer import Applies, Quote, Sets, Statement
from query.cite import citation
from query.dates import Calendar, Dated

_LONGEST: Final = 90
"""Characters of a condition that a line tells."""
_MARK: Final = 48
"""Characters of a line in a table."""
_FROM: Final = {
    Moment.APPLICATION: "applies from", Moment.ENTRY: "enters into force on", Moment.TRANSPOSITION: "to be transposed by",
}  # fmt: skip


def dated(statement: Statement, calendar: Calendar) -> Statement:
    """A statement with when its provision applies, and the dates that its words set; one of a recital as it is."""
    library = calendar.library
    own = next((one for one in statement.quotes if f"{one.provision}/".startswith(f"{statement.provision}/")), None)
    text = text_quoted(own, library) if own is not None else None
    if not statement.binding or text is None or not library.has(statement.provision, text):
        return statement
    row = library.provision(statement.provision, text)
    found = calendar.applying(row)
    quoted = [part for part in calendar.parts(row) if any(f"{one.provision}/".startswith(f"{part.id}/") for one in statement.quotes)]
    return replace(
        statement,
        applies_from=found.start or None,
        wording_since=found.since or None,
        applies=applies(calendar, (row, *quoted)),
        until=found.until or None,
        ends=ends(calendar, row),
        sets=tuple(_sets(statement.quotes, calendar.rules(text))),
    )


def text_quoted(own: Quote, library: Library) -> TextRow | None:
    """The text that a quotation is of."""
    wanted = (act_of(own.provision), own.version, own.language)
    return next((one for one in library.texts() if (one.celex, one.version, one.language) == wanted), None)


def applies(calendar: Calendar, rows: Sequence[ProvisionRow]) -> tuple[Applies, ...]:
    """The rules that say from when a provision, and parts of it with dates of their own, apply."""
    return tuple(dict.fromkeys(_applies(row.id, one) for row in rows for one in calendar.applying(row).rules))


def ends(calendar: Calendar, row: ProvisionRow) -> tuple[Applies, ...]:
    """The rules by which a provision ceases to apply."""
    return tuple(dict.fromkeys(_applies(row.id, one) for one in calendar.applying(row).ends))


def _applies(provision: str, one: Dated) -> Applies:
    limit, rule = one.condition or None, one.rule
    return Applies(provision=provision, date=one.date or None, moment=rule.moment.value, condition=limit, said_by=rule.provision)


def _sets(quotes: Iterable[Quote], rules: Sequence[Dated]) -> Iterator[Sets]:
    """The dates that quoted words set, those for several provisions at once together."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for one in quotes:
        for rule in rules:
            span = rule.rule.span
            if rule.rule.provision == one.provision and span.field is one.field and one.start <= span.start and span.end <= one.end:
                key = (rule.rule.moment.value, rule.date, rule.rule.counted, rule.condition)
                found.setdefault(key, []).append(str(rule.rule.target))
    for (moment, date, counted, condition), targets in found.items():
        yield Sets(
            moment=moment, date=date or None, counted=counted or None, targets=tuple(dict.fromkeys(targets)), condition=condition or None
        )


def times_of(calendar: Calendar, row: ProvisionRow, as_of: str) -> dict[str, Any]:
    """From when and until when a provision applies, and in `when` what of it does not on a day; nothing where no day is given.

    What sets the dates of others is not said to wait for them.
    """
    found = calendar.applying(row)
    own = article_level(row.id)
    sets = any(article_level(one.rule.provision) == own and one.rule.target != one.rule.provision for one in found.rules)
    rules = () if sets else applies(calendar, (row, *calendar.parts(row)))
    when = (*pending(rules, row.id, as_of), *ended(ends(calendar, row), as_of)) if as_of else ()
    return {"applies_from": found.start or None, "until": found.until or None, "when": list(when)}


def marks(when: Iterable[str]) -> Iterator[str]:
    """Lines on what does not apply yet or no longer, short enough for a cell of a table."""
    yield from (f"→ {shorten(line, _MARK, placeholder=' …')}" for line in when)


# ── in words ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def not_yet(statement: Statement, as_of: str) -> Iterator[str]:
    """What of a statement does not apply yet at a date; nothing of what does, or of what sets these dates itself."""
    if not any(article_level(one.said_by) == article_level(statement.provision) for one in statement.applies):
        yield from pending(statement.applies, statement.provision, as_of)


def over(statement: Statement, as_of: str) -> Iterator[str]:
    """What of a statement no longer applies at a date; of some cases nothing where its own article says so."""
    own = article_level(statement.provision)
    yield from ended([one for one in statement.ends if one.condition is None or article_level(one.said_by) != own], as_of)


def ended(rules: Iterable[Applies], as_of: str) -> Iterator[str]:
    """ "no longer: applied until 25 May 2018 (Article 94(1) of Regulation (EU) 2016/679)"; the first end of all cases, else of some."""
    past = [one for one in rules if one.date and one.date <= as_of]
    every = next((one for one in past if one.condition is None), None)
    if every is not None:
        yield f"no longer: {_until(every)}"
        return
    yield from (f"no longer in all cases: {_until(one)}" for one in past)


def _until(one: Applies) -> str:
    limit = f" {shorten(one.condition, _LONGEST, placeholder=' …')}" if one.condition else ""
    said_by = citation(one.said_by, None if act_of(one.said_by) == act_of(one.provision) else "")
    return f"applied until {spoken(one.date or '')}{limit} ({said_by})"


def pending(applies: Sequence[Applies], provision: str, as_of: str) -> Iterator[str]:
    """ "not yet: applies from 2 December 2027 as regards … (Article 113, third paragraph, point (c))", and so of parts with other dates."""
    own = [one for one in applies if one.provision == provision]
    if waiting := _waiting(own, as_of):
        yield waiting
    told: dict[str, list[str]] = {}
    for part in dict.fromkeys(one.provision for one in applies if one.provision != provision):
        said = [one for one in applies if one.provision == part]
        if [replace(one, provision=provision) for one in said] != own:
            told.setdefault(_waiting(said, as_of), []).append(citation(part))
    yield from (f"{', '.join(parts)}: {line}" for line, parts in told.items() if line)


def _waiting(applies: Sequence[Applies], as_of: str) -> str:
    """What of some rules is still to come at a date, in words."""
    later = sorted((one for one in applies if one.date and one.date > as_of), key=lambda one: one.date or "")
    if not later:
        return ""
    begun = len([one for one in applies if one.date]) > len(later)
    cases = "; ".join(_case(one, first=at == 0 or one.moment != later[at - 1].moment) for at, one in enumerate(later))
    return f"{'not yet in all cases' if begun else 'not yet'}: {cases} ({citation(_common(one.said_by for one in later))})"


def _case(one: Applies, *, first: bool) -> str:
    verb = f"{_FROM[Moment(one.moment)]} " if first else ""
    limit = f" {shorten(one.condition, _LONGEST, placeholder=' …')}" if one.condition else ""
    return f"{verb}{spoken(one.date or '')}{limit}"


def _common(provisions: Iterable[str]) -> str:
    """The innermost provision that holds some, or the first of them where only the act does."""
    paths = [one.split("/") for one in provisions]
    shared = [steps[0] for steps in zip(*paths, strict=False) if len(set(steps)) == 1]
    return "/".join(shared if len(shared) > 1 else paths[0])


def lines(found: Mapping[str, Any], as_of: str) -> Iterator[str]:
    """From when a shown provision applies, if that is known, its parts with other dates that are still to come, and what has ended."""
    rules = [Applies(**one) for one in found["applies"]]
    own = [one for one in rules if one.provision == found["id"]]
    waiting = [one[0].upper() + one[1:] for one in pending(rules, found["id"], as_of)]
    if found["applies_from"] is not None and not _waiting(own, as_of):
        first = min((one for one in own if one.date), key=lambda one: one.date or "")
        rule = f"{_FROM[Moment(first.moment)]} {spoken(first.date or '')} ({citation(first.said_by)})"
        later = found["applies_from"] > (first.date or "")
        yield f"In these words from {spoken(found['applies_from'])}; its rule {rule}" if later else rule[0].upper() + rule[1:]
    yield from waiting
    yield from (line[0].upper() + line[1:] for line in ended([Applies(**one) for one in found["ends"]], as_of))


def counted(sets: Sequence[Sets]) -> Iterator[str]:
    """The dates that words set without naming them: "enters into force 1 August 2024 (20 days after publication)"."""
    for one in sets:
        if one.counted and one.date:
            yield f"{one.moment} {spoken(one.date)} ({one.counted})"
