"""Days of the calendar: when an act was published, and what is counted from a day.

Periods run as Regulation (EEC, Euratom) No 1182/71 has it: one in months or years ends on the day with the same number, and where that
month has no such day, on its last.

>>> Count(number=20, unit="day", base=Base.PUBLICATION).after("2024-07-12")
'2024-08-01'
>>> Count(number=1, unit="month", base=Base.ENTRY).after("2024-01-31")
'2024-02-29'
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

_PUBLISHED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? p\. ?\d+)?$", re.ASCII)
_TOLD: Final = re.compile(r"(\d{1,4}) (day|week|month|year)s? after (.+)", re.ASCII)


class Base(StrEnum):
    """What a period counts from: days of the act's own life."""

    PUBLICATION = "publication"
    ENTRY = "entry into force"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many days, weeks, months or years after an event; written "20 days after publication"."""

    number: int
    unit: str
    base: Base

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'} after {self.base}"

    def after(self, day: str) -> str:
        """The day (ISO) so long after another; empty for one out of the calendar's reach."""
        start = date.fromisoformat(day)
        try:
            return (self._in_months(start) if self.unit in ("month", "year") else self._in_days(start)).isoformat()
        except (ValueError, OverflowError):
            return ""

    def _in_days(self, start: date) -> date:
        return start + timedelta(days=self.number * (7 if self.unit == "week" else 1))

    def _in_months(self, start: date) -> date:
        months = start.year * 12 + start.month - 1 + self.number * (12 if self.unit == "year" else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(start.day, monthrange(year, month)[1]))


def read_count(told: str) -> Count | None:
    """The count that is written so; None for words that are none."""
    match = _TOLD.fullmatch(told)
    if match is None or match[3] not in tuple(Base):
        return None
    return Count(number=int(match[1]), unit=match[2], base=Base(match[3]))


def published_on(journal: str) -> str:
    """The day of a place in the Official Journal, "OJ L, 2024/1689, 12.7.2024" or "OJ L 119, 4.5.2016, p. 1"; empty without one."""
    found = _PUBLISHED.search(journal)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat() if found else ""
    except ValueError:
        return ""


def spoken(day: str) -> str:
    """A day as people write it: "2 August 2026"."""
    on = date.fromisoformat(day)
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
