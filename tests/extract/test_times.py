"""Times in words: what leads to them, and whether their day is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.date_words import Lead
from extract.times import times_in


@pytest.mark.parametrize(
    ("text", "lead", "date", "count"),
    [
        ("It shall apply from 2 August 2031.", Lead.FROM, "2031-08-02", ""),
        ("It shall apply from 2\u00a0August\u00a02031.", Lead.FROM, "2031-08-02", ""),
        ("as from 1 May 2030", Lead.FROM, "2030-05-01", ""),
        ("As of 1 May 2030, keepers shall", Lead.FROM, "2030-05-01", ""),
        ("repealed with effect from 29 February 2028", Lead.FROM, "2028-02-29", ""),
        ("By 3 March 2030 and every two years thereafter", Lead.BY, "2030-03-03", ""),
        ("no later than 3 March 2030", Lead.BY, "2030-03-03", ""),
        ("at the latest by 3 March 2030", Lead.BY, "2030-03-03", ""),
        ("sold before 3 March 2030", Lead.BEFORE, "2030-03-03", ""),
        ("sold on or before 3 March 2030", Lead.BEFORE, "2030-03-03", ""),
        ("sold prior to 3 March 2030", Lead.BEFORE, "2030-03-03", ""),
        ("sold on or after 3 March 2030", Lead.AFTER, "2030-03-03", ""),
        ("until 3 March 2030", Lead.UNTIL, "2030-03-03", ""),
        ("No sooner than 3 March 2030", Lead.EARLIEST, "2030-03-03", ""),
        ("no later than 12 months after the entry into force of this Regulation", Lead.BY, "", "12 months after entry into force"),
        ("within two years of its entry into force", Lead.BY, "", "2 years after entry into force"),
        ("from twenty-four months after the date of application of this Regulation", Lead.FROM, "", "24 months after application"),
        ("from the date of entry into force of this Directive", Lead.FROM, "", "0 days after entry into force"),
        ("within 18 months of the publication of this Decision", Lead.BY, "", "18 months after publication"),
        ("from six months after the notice referred to in Article 4", Lead.FROM, "", ""),
        ("within three months of the application", Lead.BY, "", ""),
        ("from the date of application of the delegated acts", Lead.FROM, "", ""),
        ("within two months of the date of application referred to in Article 3", Lead.BY, "", ""),
        ("from 31 February 2030", Lead.FROM, "", ""),
    ],
)
def test_a_time_has_a_lead_and_a_day_or_a_count(text: str, lead: Lead, date: str, count: str) -> None:
    first = times_in(text)[0]
    assert (first.lead, first.date, str(first.count or "")) == (lead, date, count)


@pytest.mark.parametrize(
    "text", ["the Agreement of 13 April 2016", "to 5 May 2030", "Articles 5 to 7", "the date of the sale", "from Article 5"]
)
def test_other_words_are_no_times(text: str) -> None:
    assert times_in(text) == ()


def test_a_stretch_of_time_has_two_ends() -> None:
    assert [(one.lead, one.date) for one in times_in("From 1 May 2030 to 1 May 2032, keepers may")] == [
        (Lead.FROM, "2030-05-01"),
        (Lead.UNTIL, "2032-05-01"),
    ]


@given(st.text(alphabet="frombyuntilthe 0123456789May.,;'\u00a0", max_size=300))
def test_times_stand_in_order_within_the_text(text: str) -> None:
    found = times_in(text)
    places = [place for one in found for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
