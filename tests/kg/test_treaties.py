"""The founding treaties by the year of an act."""

from __future__ import annotations

import pytest

from kg.ids import is_celex
from kg.treaties import TREATIES_NOW, treaty_of


@pytest.mark.parametrize(
    ("year", "named", "expected"),
    [
        (1985, "", "11957E"), (1993, "EEC", "11957E"), (1995, "EC", "11992E"), (2001, "", "11997E"), (2008, "EC", "12002E"),
        (1993, "EC", None), (1999, "", None), (2003, "", None), (2009, "EC", None), (2016, "", None), (1950, "", None),
    ],
)  # fmt: skip
def test_which_treaty_a_year_means(year: int, named: str, expected: str | None) -> None:
    assert treaty_of(year, named) == expected


def test_all_are_celex_numbers() -> None:
    found = {treaty_of(year, "") for year in range(1950, 2030)} - {None}
    assert len(found) == 4
    assert all(is_celex(str(one)) for one in (*found, *TREATIES_NOW))
