"""The dates of acts and of provisions as the command prints them, on the sample act."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import Console

from kg.errors import InvalidId
from kg.library import Library
from kg.rules import Moment
from query import render
from query.ask import Engine, Options
from query.dates import Calendar
from query.timeline import COLUMNS, Wanted, dates, is_nothing, moments_named, summary, table_rows
from tests.query.conftest import AS_OF, CELEX


def asked(library: Library, named: str | None = None, *moments: str, as_of: str = AS_OF) -> dict[str, Any]:
    shelf = Engine(library).shelf(Options(as_of=as_of))
    return dates(shelf, Calendar(library), named, Wanted(moments=moments_named(moments), as_of=as_of))


def test_the_timeline_runs_from_the_first_day_to_the_last(library: Library) -> None:
    found = asked(library)["dates"]
    days = [one["date"] for one in found]
    assert days == sorted(days)
    assert [(one["date"], one["moment"], one["said_by"].partition("/")[2]) for one in found][:3] == [
        ("2099-02-04", "enters into force", "art_18"),
        ("2099-07-01", "done by", "art_16/par_1"),
        ("2099-08-01", "applies from", "art_18/unp_3/pnt_a"),
    ]


def test_dates_are_past_or_to_come(library: Library) -> None:
    assert [(one["date"] <= AS_OF) is one["past"] for one in asked(library)["dates"]] == [True] * len(asked(library)["dates"])
    assert {one["past"] for one in asked(library)["dates"]} == {True, False}


def test_one_rule_for_several_provisions_is_one_row_with_what_it_leaves_out(library: Library) -> None:
    found = next(one for one in asked(library)["dates"] if one["date"] == "2100-01-01")
    assert found["targets"] == [f"{CELEX}/cpt_IV", f"{CELEX}/art_15", f"{CELEX}/art_16"]
    assert found["excepted"] == [f"{CELEX}/art_14"]
    assert table_rows([found])[0][2] == "Chapter IV; Article 15; Article 16, but not Article 14"


def test_an_act_that_is_named_has_its_timeline(library: Library) -> None:
    assert asked(library, "Sample AI Act") == asked(library)


@pytest.mark.parametrize(("name", "moment"), [(moment.name.lower(), moment) for moment in Moment])
def test_moments_are_filtered_by_name(library: Library, name: str, moment: Moment) -> None:
    assert {one["moment"] for one in asked(library, None, name)["dates"]} <= {moment.value}


def test_moments_may_be_joined_by_commas_and_others_are_refused() -> None:
    assert moments_named(("entry,application", "end")) == {Moment.ENTRY, Moment.APPLICATION, Moment.END}
    with pytest.raises(InvalidId, match="no moment 'soon'") as error:
        moments_named(("soon",))
    assert "entry, application" in str(error.value)


@pytest.mark.parametrize(
    ("named", "start", "status", "said_by"),
    [
        ("Article 1", "2099-08-01", "applies", "art_18/unp_3/pnt_a"),
        ("Article 14", "2101-01-01", "not yet", "art_18/unp_2"),
        ("Article 16(1)", "2100-01-01", "applies", "art_18/unp_3/pnt_b"),
        ("Article 6(1)", "2103-01-01", "not yet", "art_18/unp_3/pnt_c"),
        ("Annex I", "2101-01-01", "not yet", "art_18/unp_2"),
    ],
)
def test_a_provision_has_the_rule_that_covers_it(library: Library, named: str, start: str, status: str, said_by: str) -> None:
    found = asked(library, named)
    assert (found["applies_from"], found["status"]) == (start, status)
    assert [one["said_by"] for one in found["applies"]] == [f"{CELEX}/{said_by}"]
    assert f"from {start}" in summary(found)
    assert found["citation"] in summary(found)


def test_parts_with_dates_of_their_own_are_listed(library: Library) -> None:
    found = asked(library, "Article 6")
    assert [(one["date"], one["targets"]) for one in found["parts"]] == [("2103-01-01", [f"{CELEX}/art_6/par_1"])]


def test_what_a_provision_must_see_done_stands_beside_it(library: Library) -> None:
    assert [(one["moment"], one["date"]) for one in asked(library, "Article 16")["other"]] == [("done by", "2099-07-01")]


def test_of_a_recital_nothing_is_told(library: Library) -> None:
    found = asked(library, "recital 1")
    assert is_nothing(found)
    assert found["status"] == "not known"
    assert "nothing tells" in summary(found)


def test_a_terminal_of_80_columns_holds_what_is_told_of_a_provision(library: Library) -> None:
    found = asked(library, "art_6")
    console = Console(width=80, force_terminal=False)
    with console.capture() as captured:
        console.print(render.line(summary(found)))
        console.print(render.table("Why", COLUMNS, table_rows(found["applies"], several=False)))
    shown = captured.get().splitlines()
    assert max(map(len, shown)) <= 80
    assert " ".join(" ".join(shown).split()).startswith(summary(found))
