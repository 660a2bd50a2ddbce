"""Counting days as Regulation (EEC, Euratom) No 1182/71 has it, and reading the day of a place in the Official Journal."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.days import Base, Count, published_on, read_count, spoken


@pytest.mark.parametrize(
    ("start", "number", "unit", "end"),
    [
        ("2024-07-12", 20, "day", "2024-08-01"),
        ("2016-05-04", 20, "day", "2016-05-24"),
        ("2026-07-24", 3, "day", "2026-07-27"),
        ("2024-02-28", 1, "day", "2024-02-29"),
        ("2023-02-28", 1, "day", "2023-03-01"),
        ("2024-01-31", 1, "month", "2024-02-29"),
        ("2023-01-31", 1, "month", "2023-02-28"),
        ("2024-03-31", 1, "month", "2024-04-30"),
        ("2024-02-29", 1, "year", "2025-02-28"),
        ("2024-02-29", 4, "year", "2028-02-29"),
        ("2024-11-30", 3, "month", "2025-02-28"),
        ("2024-12-31", 2, "month", "2025-02-28"),
        ("2024-12-30", 2, "week", "2025-01-13"),
        ("2024-08-01", 0, "day", "2024-08-01"),
        ("9999-12-31", 1, "day", ""),
        ("9999-12-31", 1, "month", ""),
    ],
)
def test_periods_end_as_the_regulation_on_periods_has_it(start: str, number: int, unit: str, end: str) -> None:
    assert Count(number=number, unit=unit, base=Base.ENTRY).after(start) == end


@given(st.dates(date(1952, 1, 1), date(2200, 1, 1)), st.integers(0, 480))
def test_months_keep_the_day_or_end_with_the_month(start: date, months: int) -> None:
    end = date.fromisoformat(Count(number=months, unit="month", base=Base.ENTRY).after(start.isoformat()))
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end.replace(day=28) - end).days > -4)


@given(st.integers(0, 9999), st.sampled_from(["day", "week", "month", "year"]), st.sampled_from(Base))
def test_a_count_is_read_back_as_it_is_written(number: int, unit: str, base: Base) -> None:
    count = Count(number=number, unit=unit, base=base)
    assert read_count(str(count)) == count


@pytest.mark.parametrize("told", ["", "20 days", "20 days after the flood", "soon after publication"])
def test_other_words_are_no_count(told: str) -> None:
    assert read_count(told) is None


@pytest.mark.parametrize(
    ("journal", "day"),
    [
        ("OJ L, 2024/1689, 12.7.2024", "2024-07-12"),
        ("OJ L 119, 4.5.2016, p. 1", "2016-05-04"),
        ("OJ L 119, 4.5.2016", "2016-05-04"),
        ("OJ L 119, 31.2.2016", ""),
        ("OJ L 119", ""),
        ("", ""),
    ],
)
def test_the_day_of_publication_is_in_the_place_of_publication(journal: str, day: str) -> None:
    assert published_on(journal) == day


def test_days_are_spoken_as_people_write_them() -> None:
    assert spoken("2026-08-02") == "2 August 2026"
