"""Penalties as they are asked for: of acts, of a provision with what caps them, and in an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from kg.ids import ProvisionId
from kg.library import Library
from kg.model import Span
from kg.rules import Penalty, Sanction, Which
from query.answer import Role
from query.ask import Engine, Options
from query.sanctions import limit, of_acts, of_provision, told_of
from query.shelf import Shelf
from tests.query.conftest import AS_OF, CELEX


@pytest.fixture(scope="module")
def shelf(library: Library) -> Shelf:
    return Engine(library).shelf(Options(as_of=AS_OF))


def about(shelf: Shelf, path: str) -> list[tuple[str, str]]:
    """How each penalty is about a provision, and where it is set."""
    row = shelf.row(ProvisionId(f"{CELEX}/{path}"))
    return [(one["related"], one["provision"].partition("/")[2]) for one in of_provision(shelf, row)["sanctions"]]


def test_the_penalties_of_an_act_stand_in_its_order(shelf: Shelf) -> None:
    found = of_acts(shelf, shelf.texts)
    assert [one["provision"].partition("/")[2] for one in found["sanctions"]] == [f"art_17/par_{at}" for at in range(1, 5)]
    assert {one["related"] for one in found["sanctions"]} == {None}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("art_5", [("itself", "art_17/par_1"), ("act", "art_17/par_3")]),
        ("art_5/par_1", [("whole", "art_17/par_1"), ("act", "art_17/par_3")]),
        ("art_11", [("part", "art_17/par_2"), ("act", "art_17/par_3")]),
        ("art_11/par_2", [("act", "art_17/par_3")]),
        ("art_17/par_2", [("sets", "art_17/par_2"), ("act", "art_17/par_3")]),
    ],
)
def test_what_infringing_a_provision_costs(shelf: Shelf, path: str, expected: list[tuple[str, str]]) -> None:
    assert about(shelf, path) == expected


@pytest.mark.parametrize(
    ("as_of", "sets", "infringed"),
    [
        ("2099-02-01", "not yet: applies from 1 January 2101", ["not yet: applies from 1 August 2099"]),
        ("2099-09-01", "not yet: applies from 1 January 2101", []),
        ("2101-01-01", "", []),
    ],
)
def test_what_does_not_apply_yet_is_told_with_its_day(library: Library, as_of: str, sets: str, infringed: list[str]) -> None:
    early = Engine(library).shelf(Options(as_of=as_of))
    found = of_provision(early, early.row(ProvisionId(f"{CELEX}/art_5")))
    first = found["sanctions"][0]
    assert (first["applies_from"], first["until"]) == ("2101-01-01", None)
    assert [line.partition(" (")[0] for line in first["when"]] == ([sets] if sets else [])
    assert [line.partition(" (")[0] for one in first["for"] for line in one["when"]] == infringed
    assert (f"→ {sets}" in next(told_of(found))[0]) is bool(sets)


def test_of_a_provision_only_what_is_about_it_is_told(shelf: Shelf) -> None:
    first = of_provision(shelf, shelf.row(ProvisionId(f"{CELEX}/art_11/par_3")))["sanctions"][0]
    assert [one["citation"] for one in first["for"]] == ["Article 11(3)"]
    assert "provider" in [one["label"] for one in first["payer"]]


def test_a_penalty_is_told_with_its_words_and_its_caps(shelf: Shelf, library: Library) -> None:
    first = of_acts(shelf, shelf.texts)["sanctions"][0]
    row = shelf.row(ProvisionId(first["provision"]))
    assert row.body[first["span"][0] : first["span"][1]] == first["text"]
    assert (first["amount"], first["currency"], first["percentage"], first["which"]) == (30_000_000, "EUR", "6", "whichever is higher")
    assert [(cap["provision"], cap["limit"]) for cap in first["caps"]] == [(f"{CELEX}/art_17/par_4", "whichever is lower")]


def test_a_penalty_is_told_in_lines(shelf: Shelf) -> None:
    found = of_provision(shelf, shelf.row(ProvisionId(f"{CELEX}/art_5")))
    (head, lines), *_ = told_of(found)
    assert head.startswith("Article 17(1) of Regulation (EU) 2099/1 → not yet: applies from 1 January 2101")
    assert head.endswith("  [for it]")
    assert lines[0] == "fine: EUR 30 000 000 or 6 % of its total worldwide yearly turnover, whichever is higher"
    assert lines[1] == "for Article 5"
    assert lines[-1].startswith("capped for ")
    assert lines[-1].endswith(": whichever is lower (Article 17(4))")
    assert not next(head for head, _ in told_of(of_acts(shelf, shelf.texts))).endswith("]")


def test_what_a_penalty_is_for_is_told_once_and_parts_with_the_whole(shelf: Shelf) -> None:
    found = of_acts(shelf, shelf.texts)
    first = found["sanctions"][0]
    paths = {"art_5": "Article 5", "art_5/par_1": "Article 5(1)", "art_6/par_2": "Article 6(2)"}
    named = [{**first["for"][0], "id": f"{CELEX}/{path}", "citation": words} for path, words in (("art_5", "Article 5"), *paths.items())]
    ((_, lines),) = told_of({"id": None, "sanctions": [{**first, "for": named}]})
    assert lines[1] == "for Article 5; Article 6(2)"
    many = [{**named[0], "id": f"{CELEX}/art_{at}", "citation": f"Article {at}"} for at in range(1, 21)]
    ((_, lines),) = told_of({"id": None, "sanctions": [{**first, "for": many}]})
    assert lines[1].endswith("Article 12; and 8 more")


def test_piped_lines_are_short(sample_file: Path) -> None:
    shown = CliRunner().invoke(cli.app, ["sanctions", "--library", str(sample_file)]).stdout
    assert max(map(len, shown.splitlines())) <= 100
    assert [line.split(".")[0] for line in shown.splitlines() if not line.startswith("    ")] == [" 1", " 2", " 3", " 4"]


@pytest.mark.parametrize(
    ("amount", "percentage", "basis", "which", "words"),
    [
        (1_500_000, "", "", None, "EUR 1 500 000"),
        (None, "2.5", "the turnover", None, "2.5 % of the turnover"),
        (9_000, "3", "", Which.HIGHER, "EUR 9 000 or 3 %, whichever is higher"),
        (None, "", "", Which.LOWER, "whichever is lower"),
        (None, "", "", None, ""),
    ],
)
def test_a_limit_in_words(amount: int | None, percentage: str, basis: str, which: Which | None, words: str) -> None:
    own = ProvisionId(f"{CELEX}/art_1")
    currency = "EUR" if amount else ""
    rule = Sanction(
        provision=own, span=Span(start=0, end=1), target=own, penalty=Penalty.FINE, amount=amount, currency=currency, percentage=percentage,
        basis=basis, which=which,
    )  # fmt: skip
    assert limit(rule) == words


def test_a_statement_is_a_sanction_by_what_it_sets_and_not_by_its_words(library: Library) -> None:
    engine = Engine(library)
    found = engine.ask("What does Article 17 say?", Options(as_of=AS_OF))
    assert found.statements[0].role is Role.SANCTION
    other = engine.ask("What does Article 17(5) say?", Options(as_of=AS_OF))
    assert other.statements[0].role is not Role.SANCTION


@pytest.mark.parametrize(("words", "code"), [((), 0), (("art_5",), 0), (("Sample AI Act",), 0), (("rct_1",), 1), (("Article 999",), 2)])
def test_the_command_says_whether_there_is_any(sample_file: Path, words: tuple[str, ...], code: int) -> None:
    assert CliRunner().invoke(cli.app, ["sanctions", *words, "--library", str(sample_file)]).exit_code == code
