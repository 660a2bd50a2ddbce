"""Times named in words: "from 2 August 2026", "no later than 12 months after the entry into force of this Regulation".

Each is found with the words in front that say what it is the limit of. A period is read where it counts from a day of the act's own life;
one that counts from anything else is a time whose day is not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from extract.date_words import CARDINALS, LEADS, MONTHS, Lead
from kg.days import Base, Count

_DAY: Final = rf"(?P<day>\d{{1,2}})\s(?P<month>{'|'.join(MONTHS)})\s(?P<year>\d{{4}})(?!\d)"
_OWN: Final = r"this (?:(?:Delegated|Implementing|Framework) )?(?:Regulation|Directive|Decision|Act)"
_NUMBER: Final = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(CARDINALS, key=len, reverse=True))})(?: \(\d+\))?"
_EVENT: Final = (
    r"(?:(?:the )?(?:date|day) of |the moment of )?(?:the |its )?"
    r"(?P<event>entry into force|entry into application|publication"
    rf"|application(?= of {_OWN})|(?<=date of )application|(?<=date of its )application)"
    rf"(?: (?:of {_OWN}|thereof))?(?: in the Official Journal of the European (?:Union|Communities))?"
    r"(?! (?:of|in|to|for|referred|specified|set|laid|mentioned|under|pursuant|provided)\b)"
)
_REST: Final = r"[^,.;:]{0,160}?(?= where\b| as regards\b| with regard to\b|[,.;:]|$)"
_OTHER: Final = rf"(?:the|that|this|its|their|an?|such|which)\b{_REST}"
_COUNT: Final = (
    rf"(?:the (?:date|day) (?:corresponding to|falling) )?(?:a period of )?{_NUMBER} (?P<unit>day|week|month|year)s?(?:’)? "
    rf"(?:after|following|from|of) (?:{_EVENT}|(?P<other>{_OTHER}))"
)
_UNKNOWN: Final = rf"(?P<unknown>(?:the )?(?:date|day|entry|later|latest|moment|first|time|end)\b{_REST})"
_OF_APPLYING: Final = re.compile(r"(?:the )?date of (?:entry into )?(?:application|force)\b")
_LEADS: Final = "|".join(f"(?P<{lead.name}>{shape})" for lead, shape in LEADS)
_TIME: Final = re.compile(
    rf"\b(?:{_LEADS}|(?P<to>to))\s(?:{_DAY}|{_COUNT}|{_EVENT.replace('<event>', '<bare>')}|{_UNKNOWN})", re.IGNORECASE
)
_BASES: Final = {
    "entry into force": Base.ENTRY, "entry into application": Base.APPLICATION, "application": Base.APPLICATION,
    "publication": Base.PUBLICATION,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time in a text: what its lead makes of it, its date (ISO) where it is named, or how it is counted from the act's own days."""

    start: int
    end: int
    lead: Lead
    date: str = ""
    count: Count | None = None

    @property
    def known(self) -> bool:
        """Whether it is a date, or counts from a day of the act's own life."""
        return bool(self.date) or self.count is not None


def times_in(text: str) -> tuple[Time, ...]:
    """Every time with a lead, in order. "to 12 January 2027" is one only behind a "from"."""
    found: list[Time] = []
    for match in _TIME.finditer(text):
        ranged = bool(match["to"])
        if ranged and not (found and found[-1].lead is Lead.FROM and not text[found[-1].end : match.start()].strip()):
            continue
        lead = Lead.UNTIL if ranged else next(one for one, _ in LEADS if match[one.name])
        if match["unknown"] and not (lead in (Lead.FROM, Lead.UNTIL) or _OF_APPLYING.match(match["unknown"])):
            continue
        found.append(_time(match, lead))
    return tuple(found)


def _time(match: re.Match[str], lead: Lead) -> Time:
    if match["day"]:
        return Time(start=match.start(), end=match.end(), lead=lead, date=day_of(match))
    return Time(start=match.start(), end=match.end(), lead=lead, count=_count(match))


def _count(match: re.Match[str]) -> Count | None:
    """How a time counts from the act's own days; None where it counts from anything else."""
    if match["bare"]:
        return Count(number=0, unit="day", base=_BASES[match["bare"].lower()])
    if not match["event"]:
        return None
    written = match["number"].lower()
    number = CARDINALS.get(written) or int(written)
    return Count(number=number, unit=match["unit"].lower(), base=_BASES[match["event"].lower()])


def day_of(match: re.Match[str]) -> str:
    """The date that a match has read as day, month and year; empty for one that no calendar has."""
    months = [one.lower() for one in MONTHS]
    try:
        return date(int(match["year"]), months.index(match["month"].lower()) + 1, int(match["day"])).isoformat()
    except ValueError:
        return ""
