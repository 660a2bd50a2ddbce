"""What statements say of when they apply: never a rule that does not apply yet without saying so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extract.dates import find_dates
from extract.resolve import resolve
from kg.adding import add
from kg.findings import Findings
from kg.library import Library
from kg.rules import Moment
from query.answer import Applies, Statement, as_json, read_json
from query.applying import counted, lines, not_yet, over, pending
from query.ask import Engine, Options
from query.dates import Calendar
from query.render import answer, answer_markdown, plain
from query.show import provision as shown
from query.timeline import Wanted, dates, is_nothing
from query.verify import verify, verify_json
from tests.factories import act, provision
from tests.kg.factories import addition
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


@pytest.fixture
def ended_acts(tmp_path: Path) -> Iterator[Library]:
    """An act that another repeals, all but one article, and that ends one of its own articles for some cases."""
    articles = (
        provision("art_1", text="Keepers of lamps shall clean their lamps."),
        provision("art_2", text="Keepers of lamps shall keep a log."),
        provision("art_3", text="Keepers of lamps shall paint their lamps."),
        provision("art_8", text="Article 3 shall no longer apply to lamps of brass from 1 March 2029."),
        provision("art_9", text="This Regulation shall enter into force on 1 January 2025."),
    )
    words = "Regulation (EU) 2024/1689 is repealed with effect from 1 May 2030, with the exception of Article 2 thereof."
    by = act(provision("art_1", text=words, celex="32029R0001"), celex="32029R0001", title="Regulation (EU) 2029/1 on lamps")
    with Library(tmp_path / "library.sqlite") as opened:
        for read in (act(*articles), by):
            references = resolve(read)
            add(opened, addition(read, findings=Findings(references=references, dates=find_dates(read, references)), lead=read.celex))
        yield opened


REPEAL = "no longer: applied until 1 May 2030 (Article 1 of Regulation (EU) 2029/1)"
SOME = "no longer in all cases: applied until 1 March 2029 to lamps of brass (Article 8)"


@pytest.mark.parametrize(
    ("named", "as_of", "until", "told"),
    [
        ("Article 1", "2030-04-30", "2030-05-01", []),
        ("Article 1", "2030-05-01", "2030-05-01", [REPEAL]),
        ("Article 2", "2030-05-01", None, []),
        ("Article 3", "2029-06-01", "2030-05-01", [SOME]),
        ("Article 3", "2030-06-01", "2030-05-01", [REPEAL]),
    ],
)
def test_what_has_ended_is_said_in_answers_and_shown(
    ended_acts: Library, named: str, as_of: str, until: str | None, told: list[str]
) -> None:
    found = Engine(ended_acts).ask(f"What does {named} of Regulation (EU) 2024/1689 say?", Options(as_of=as_of))
    statement = found.statements[0]
    assert (statement.until, list(over(statement, as_of))) == (until, told)
    assert all(line in " ".join(plain(answer(found, ended_acts)).split()) and line in answer_markdown(found) for line in told)
    assert verify_json(as_json(found), ended_acts).holds
    row = ended_acts.provision(statement.provision, next(one for one in ended_acts.texts() if one.celex == "32024R1689"))
    below = list(lines(shown(ended_acts, row), as_of))
    assert [line for line in below if "longer" in line] == [line[0].upper() + line[1:] for line in told]


def test_the_dates_of_what_has_ended_name_the_repeal(ended_acts: Library) -> None:
    shelf = Engine(ended_acts).shelf(Options(as_of="2030-06-01"))
    wanted = Wanted(moments=frozenset({Moment.END}), as_of="2030-06-01")
    found = dates(shelf, Calendar(ended_acts), "Article 1 of Regulation (EU) 2024/1689", wanted)
    assert [(one["date"], one["citation"]) for one in found["ends"]] == [("2030-05-01", "Article 1 of Regulation (EU) 2029/1")]
    assert not is_nothing({**found, "applies": []})


def test_an_end_that_is_not_there_is_a_fault(ended_acts: Library) -> None:
    found = Engine(ended_acts).ask("What does Article 1 of Regulation (EU) 2024/1689 say?", Options(as_of="2030-06-01"))
    first = found.statements[0]
    for change in ({"until": None}, {"ends": ()}, {"until": "2030-05-02"}):
        wrong = replace(found, statements=(replace(first, **change), *found.statements[1:]))  # type: ignore[arg-type]
        assert any("by the rules in the library" in fault.what for fault in verify(wrong, ended_acts).faults)


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
