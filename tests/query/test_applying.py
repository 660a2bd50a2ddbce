"""What statements say of when they apply: never a rule that does not apply yet without saying so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.library import Library
from query.answer import Applies, Statement, as_json, read_json
from query.applying import counted, lines, not_yet, pending
from query.ask import Engine, Options
from query.dates import Calendar
from query.render import answer, answer_markdown, plain
from query.show import provision as shown
from query.verify import verify, verify_json
from tests.query.conftest import CELEX, Row

EARLY = Options(as_of="2099-09-01")
POINT = "art_18/unp_3/pnt_a"


def one(date: str | None, condition: str | None = None, path: str = "art_18/unp_2", provision: str = "art_1") -> Applies:
    return Applies(
        provision=f"{CELEX}/{provision}", date=date, moment="applies from", condition=condition, said_by=f"{CELEX}/{path}"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([one("2100-01-01")], []),
        ([one(None)], []),
        ([one("2101-01-01")], ["not yet: applies from 1 January 2101 (Article 18, second paragraph)"]),
        (
            [one("2101-01-01", "as regards lamps", f"{POINT}/pnt_i"), one("2102-01-01", "as regards wicks", f"{POINT}/pnt_ii")],
            [
                "not yet: applies from 1 January 2101 as regards lamps; 1 January 2102 as regards wicks"
                " (Article 18, third paragraph, point (a))"
            ],
        ),
        (
            [one("2099-01-01", "as regards lamps"), one("2102-01-01", "as regards wicks")],
            ["not yet in all cases: applies from 1 January 2102 as regards wicks (Article 18, second paragraph)"],
        ),
        (
            [one("2099-01-01"), one("2102-01-01", provision="art_1/par_2"), one("2099-02-01", provision="art_1/par_3")],
            ["Article 1(2): not yet: applies from 1 January 2102 (Article 18, second paragraph)"],
        ),
    ],
)  # fmt: skip
def test_what_is_to_come_is_said_in_a_line(rules: list[Applies], told: list[str]) -> None:
    assert list(pending(rules, f"{CELEX}/art_1", "2100-06-01")) == told


def test_a_statement_says_what_does_not_apply_yet(engine: Engine, library: Library) -> None:
    found = engine.ask("What does Article 6(1) say?", EARLY)
    line = "not yet: applies from 1 January 2103 (Article 18, third paragraph, point (c))"
    assert found.statements[0].applies_from == "2103-01-01"
    assert line in " ".join(plain(answer(found, library)).split())
    assert line in answer_markdown(found)


def test_what_applies_is_shown_without_a_word_on_it(engine: Engine, library: Library) -> None:
    found = engine.ask("What does Article 1 say?", EARLY)
    assert [own.applies_from for own in found.statements] == ["2099-08-01"]
    assert "not yet" not in plain(answer(found, library)) + answer_markdown(found)


def test_what_sets_the_dates_is_not_said_to_wait_for_them(engine: Engine) -> None:
    found = engine.ask("What does Article 18 say?", EARLY)
    assert [list(not_yet(own, EARLY.as_of)) for own in found.statements] == [[]]


def test_a_recital_has_no_dates(engine: Engine) -> None:
    found = engine.ask("What does recital 1 say?", EARLY)
    assert [(own.applies_from, own.applies, own.sets) for own in found.statements] == [(None, (), ())]


def test_quoted_words_tell_the_dates_they_set_and_how_they_count_them(engine: Engine) -> None:
    (found,) = [own for own in engine.ask("What does Article 18 say?", EARLY).statements if own.provision == f"{CELEX}/art_18"]
    days = [(one.moment, one.date, len(one.targets)) for one in found.sets]
    assert ("enters into force", "2099-02-04", 1) in days
    assert ("applies from", "2100-01-01", 3) in days
    assert list(counted(found.sets)) == ["enters into force 4 February 2099 (30 days after publication)"]


def test_a_shown_provision_says_it_too(library: Library, row: Row) -> None:
    found = shown(library, row("art_6"), Calendar(library))
    assert list(lines(found, "2100-01-01")) == [
        "Not yet: applies from 1 January 2101 (Article 18, second paragraph)",
        "Article 6(1): not yet: applies from 1 January 2103 (Article 18, third paragraph, point (c))",
    ]
    assert list(lines(found, "2102-01-01")) == [
        "Applies from 1 January 2101 (Article 18, second paragraph)",
        "Article 6(1): not yet: applies from 1 January 2103 (Article 18, third paragraph, point (c))",
    ]


# ── verifying ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def dated(engine: Engine) -> Statement:
    return engine.ask("What does Article 6(1) say?", EARLY).statements[0]


@pytest.mark.parametrize(
    "change",
    [
        {"applies_from": "2103-01-02"},
        {"applies_from": None},
        {"wording_since": "2099-08-01"},
        {"applies": ()},
        {"applies": (one("2103-01-01"),)},
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_date_is_a_fault(engine: Engine, library: Library, dated: Statement, change: dict[str, object]) -> None:
    whole = engine.ask("What does Article 6(1) say?", EARLY)
    assert verify(whole, library).holds
    wrong = replace(whole, statements=(replace(dated, **change), *whole.statements[1:]))  # type: ignore[arg-type]
    assert any("by the rules in the library" in fault.what for fault in verify(wrong, library).faults)


def test_a_date_that_the_words_do_not_set_is_a_fault(engine: Engine, library: Library, dated: Statement) -> None:
    whole = engine.ask("What does Article 6(1) say?", EARLY)
    set_elsewhere = engine.ask("What does Article 18 say?", EARLY).statements[0].sets[:1]
    wrong = replace(whole, statements=(replace(dated, sets=set_elsewhere), *whole.statements[1:]))
    assert any("by the rules in the library" in fault.what for fault in verify(wrong, library).faults)


def test_dates_come_back_from_json(engine: Engine, library: Library) -> None:
    found = engine.ask("What does Article 18 say?", EARLY)
    assert read_json(as_json(found)) == found
    assert verify_json(as_json(found), library).holds
