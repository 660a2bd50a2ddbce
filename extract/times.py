"""Times named in words: "from 2 August 2026", "no later than 12 months after the entry into force of this Regulation".

Each is found with the words in front that say what it is the limit of. A period is read where it counts from a day of the act's own life;
one that counts from anything else is a time whose day is not known. A period may do without words in front ("shall apply 24 months after
its entry into force"); with words that make it a stretch and not a day ("for 24 months after", "the first month after"), it has no day.
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
_LENGTH: Final = rf"(?:a period of )?{_NUMBER} (?P<unit>day|week|month|year)s?(?:’)? (?:after|following|from|of) "
_COUNT: Final = rf"(?:the (?:date|day) (?:corresponding to|falling) )?{_LENGTH}(?:{_EVENT}|(?P<other>{_OTHER}))"
_UNKNOWN: Final = rf"(?P<unknown>(?:the )?(?:date|day|entry|later|latest|moment|first|time|end)\b{_REST})"
_OF_APPLYING: Final = re.compile(r"(?:the )?date of (?:entry into )?(?:application|force)\b")
_LEADS: Final = "|".join(f"(?P<{lead.name}>{shape})" for lead, shape in LEADS)
_TIME: Final = re.compile(
    rf"\b(?:{_LEADS}|(?P<to>to))\s(?:{_DAY}|{_COUNT}|{_EVENT.replace('<event>', '<bare>')}|{_UNKNOWN})", re.IGNORECASE
)
_PERIOD: Final = re.compile(rf"\b{_LENGTH}(?:{_EVENT}|(?=(?:the|that|this|its|their|an?|such|which)\b))", re.IGNORECASE)
_STRETCH: Final = re.compile(
    r"(?:\b(?:for|than|least|most|the|first|last|next|every|each|another|further|in|during|over|throughout|about|per|hundred(?: and)?)"
    r"(?: a period of)?|-)\s?$",
    re.IGNORECASE,
)
_IN_FRONT: Final = 40
"""Characters in front of a period in which words that make it a stretch stand."""
_IN_TURN: Final = re.compile(r"\brespectively\b")
_NEXT: Final = re.compile(rf"(?:,\s?|\s)(?:(?:and|or)\s)?(?:{_DAY}|{_COUNT})", re.IGNORECASE)
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
    """Every time with a lead, and every period, in order. "to 12 January 2027" is a time only behind a "from".

    Where the text says "respectively", the days listed behind a time have its lead: "from 1 July 2031 and 1 January 2032 respectively".
    """
    found: list[Time] = []
    in_turn = bool(_IN_TURN.search(text))
    for match in _matches(text):
        ranged = bool(match.groupdict().get("to"))
        if found and match.start() < found[-1].end:
            continue
        if ranged and not (found and found[-1].lead is Lead.FROM and not text[found[-1].end : match.start()].strip()):
            continue
        lead = Lead.UNTIL if ranged else _lead(match)
        if lead is Lead.AT or not _is_aside(match, lead):
            found.append(_time(match, lead))
            found += _listed(text, found[-1]) if in_turn else ()
    return tuple(found)


def _matches(text: str) -> list[re.Match[str]]:
    """The matches of times and of bare periods, in order; of two that overlap the one that begins first."""
    found: list[re.Match[str]] = []
    for match in sorted((*_TIME.finditer(text), *_PERIOD.finditer(text)), key=lambda one: one.start()):
        if not found or match.start() >= found[-1].end():
            found.append(match)
    return found


def _lead(match: re.Match[str]) -> Lead:
    """What the words in front of a time make of it; of a bare period, that it is a day."""
    named = match.groupdict()
    return next((one for one, _ in LEADS if named.get(one.name)), Lead.AT)


def _is_aside(match: re.Match[str], lead: Lead) -> bool:
    """Whether a time whose day is not known is no limit of anything: only "from" and "until" make it one."""
    unknown = match["unknown"]
    return bool(unknown) and not (lead in (Lead.FROM, Lead.UNTIL) or _OF_APPLYING.match(unknown))


def _listed(text: str, first: Time) -> list[Time]:
    """The days that stand behind a time in a list, each with its lead."""
    found: list[Time] = []
    end = first.end
    while match := _NEXT.match(text, end):
        found.append(_time(match, first.lead))
        end = match.end()
    return found


def _time(match: re.Match[str], lead: Lead) -> Time:
    if match.groupdict().get("day"):
        return Time(start=match.start(), end=match.end(), lead=lead, date=day_of(match))
    stretch = lead is Lead.AT and _STRETCH.search(match.string, max(0, match.start() - _IN_FRONT), match.start())
    return Time(start=match.start(), end=match.end(), lead=lead, count=None if stretch else _count(match))


def _count(match: re.Match[str]) -> Count | None:
    """How a time counts from the act's own days; None where it counts from anything else."""
    if bare := match.groupdict().get("bare"):
        return Count(number=0, unit="day", base=_BASES[bare.lower()])
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
