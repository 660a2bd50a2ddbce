"""The dates of acts in a row, and those of one provision: what happens when, to which provisions, said where, and in which cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.errors import InvalidId
from kg.ids import act_of
from kg.library import ProvisionRow, TextRow
from kg.rules import Moment
from query.cite import citation
from query.dates import Calendar, Dated
from query.outdated import outdated
from query.shelf import Shelf

_SHOWN: Final = 6
"""Provisions of one date that a table names."""
_NAMES: Final = {moment.name.lower(): moment for moment in Moment}
COLUMNS: Final = ("date", "what", "of", "in which cases", "said by")


def moments_named(given: Iterable[str]) -> frozenset[Moment]:
    """The moments that names stand for, given one by one or with commas between; all where none is. Raises InvalidId."""
    names = [name.strip() for one in given for name in one.split(",") if name.strip()]
    unknown = next((name for name in names if name not in _NAMES), None)
    if unknown is not None:
        raise InvalidId(f"no moment {unknown!r}", hint=f"Moments are: {', '.join(_NAMES)}.")
    return frozenset(_NAMES[name] for name in names) or frozenset(Moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which dates to tell: of these moments, as they stand to a day."""

    moments: frozenset[Moment]
    as_of: str


def timeline(calendar: Calendar, texts: Sequence[TextRow], wanted: Wanted) -> dict[str, Any]:
    """The dates that some texts set, the earliest first; those whose day is not known stand last."""
    rows = [row for text in texts for row in _rows(calendar.rules(text), wanted)]
    rows.sort(key=lambda row: row["date"] or "9")
    versions = [{"celex": text.celex, "version": text.version, "language": text.language} for text in texts]
    return {"as_of": wanted.as_of, "texts": versions, "dates": rows, "outdated": outdated(texts)}


def _rows(rules: Iterable[Dated], wanted: Wanted) -> list[dict[str, Any]]:
    """Rules as JSON; one for several provisions is one row."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in rules:
        rule = one.rule
        if rule.moment not in wanted.moments:
            continue
        key = (rule.provision, rule.moment, one.date, str(rule.span), one.condition)
        row = found.setdefault(key, _row(one, wanted.as_of))
        row["targets"].append(str(rule.target))
        row["excepted"] += [own for own in rule.excepted if own not in row["excepted"]]
    return list(found.values())


def _row(one: Dated, as_of: str) -> dict[str, Any]:
    return {
        "date": one.date or None,
        "moment": one.rule.moment.value,
        "counted": one.rule.counted or None,
        "targets": [],
        "excepted": [],
        "condition": one.condition or None,
        "said_by": one.rule.provision,
        "citation": citation(one.rule.provision, one.text.title),
        "version": one.text.version,
        "wording": one.wording,
        "past": one.date <= as_of if one.date else None,
    }


def applying(calendar: Calendar, row: ProvisionRow, wanted: Wanted) -> dict[str, Any]:
    """From when a provision applies and why, from when parts of it do, and what else is dated of it or around it."""
    found = calendar.applying(row)
    chain = calendar.chain(row)
    below = {part.id for part in calendar.library.subtree(row.id, row.text)} - {row.id}
    rules = calendar.rules(row.text)
    starts = (Moment.APPLICATION, Moment.END)
    parts = [one for one in rules if one.rule.target in below and one.rule.moment in starts]
    other = [one for one in rules if one.rule.moment not in (*starts, Moment.ENTRY) and _concerns(one, row, chain)]
    return {
        "id": row.id,
        "citation": citation(row.id, row.text.title),
        "version": row.text.version,
        "as_of": wanted.as_of,
        "applies_from": found.start or None,
        "wording_since": found.since or None,
        "until": found.until or None,
        "ends": _rows([one for one in found.ends if one.rule.moment in wanted.moments], wanted),
        "status": found.at(wanted.as_of),
        "applies": _rows([one for one in found.rules if one.rule.moment in wanted.moments], wanted),
        "parts": _rows(parts, wanted),
        "other": _rows(other, wanted),
        "outdated": outdated((row.text,)),
    }


def _concerns(one: Dated, row: ProvisionRow, chain: Sequence[str]) -> bool:
    """Whether a date is for a provision, a part of it or what it lies in below the act, or is set by it or a part."""
    own = f"{row.id}/"
    return one.rule.target in chain[:-1] or any(f"{end}/".startswith(own) for end in (one.rule.target, one.rule.provision))


def dates(shelf: Shelf, calendar: Calendar, named: str | None, wanted: Wanted) -> dict[str, Any]:
    """The timeline of a shelf, or of the act that is named, or the dates of the provision that is. Raises as `Shelf.find` does."""
    if named is None:
        return timeline(calendar, shelf.texts, wanted)
    whole = shelf.act_named(named)
    if whole is not None:
        return timeline(calendar, (whole,), wanted)
    return applying(calendar, shelf.find(named, _only(shelf)), wanted)


def _only(shelf: Shelf) -> Any:
    return shelf.texts[0].celex if len(shelf.texts) == 1 else None


def is_nothing(found: dict[str, Any]) -> bool:
    """Whether nothing is told."""
    return not any(found.get(key) for key in ("dates", "applies", "ends", "parts", "other"))


# ── for people ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def table_rows(rows: Iterable[dict[str, Any]], *, several: bool = True) -> list[tuple[str, ...]]:
    """Dates as the rows of a table; dates to come are marked."""
    return [
        (
            f"{row['date'] or 'not known'}{'' if row['past'] else ' (to come)' if row['date'] else ''}",
            row["moment"] + (f" ({row['counted']})" if row["counted"] else ""),
            _of(row),
            row["condition"] or "",
            row["citation"] if several else citation(row["said_by"]),
        )
        for row in rows
    ]


def _of(row: dict[str, Any]) -> str:
    """What a date is for, and what is left out."""
    own = act_of(row["said_by"])
    named = [_cited(target, own) for target in row["targets"]]
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    but = f", but not {', '.join(_cited(one, own) for one in row['excepted'])}" if row["excepted"] else ""
    return "; ".join(named[:_SHOWN]) + more + but


def _cited(target: str, own: str) -> str:
    """A provision as it is cited within its act; an act by its number."""
    if "/" not in target:
        return "the act" if target == own else target
    return citation(target) if act_of(target) == own else f"{citation(target)} of {act_of(target)}"


def summary(found: dict[str, Any]) -> str:
    """A provision's dates in a line."""
    start = found["applies_from"]
    words = {
        "applies": f"applies from {start}", "partly": f"applies from {start} in some cases, in others later",
        "not yet": f"does not apply yet: from {start}", "no longer": f"applied until {found['until']}",
        "not known": "from when it applies was not looked for" if found["outdated"] else "nothing tells from when it applies",
    }[found["status"]]  # fmt: skip
    since = f"; in these words since {found['wording_since']}" if found["wording_since"] else ""
    until = f"; until {found['until']}" if found["until"] and found["status"] != "no longer" else ""
    return f"{found['citation']} ({found['version']}), as of {found['as_of']}: {words}{until}{since}."
