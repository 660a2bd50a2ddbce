"""`whereas diff`: what is compared with what, what it prints, and for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.console import Group
from typer.testing import CliRunner

import cli
from kg.errors import InvalidId, LawError, UnknownProvision
from kg.ids import path_of
from kg.library import Library
from query.ask import Engine, Options
from query.diff import diff
from query.render import plain
from query.render_diff import difference
from tests.factories import CELEX
from tests.query import versioned
from tests.query.versioned import BY, DUSK, FIRST, SECOND

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "diff.schema.json"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("diff") / "library.sqlite"
    versioned.library(path, by=versioned.amending())
    return path


@pytest.fixture(scope="module")
def shelf(file: Path) -> Iterator[Library]:
    with Library(file) as library:
        yield library


def found(shelf: Library, named: str, since: str = "oj", until: str = "") -> dict[str, Any]:
    return diff(Engine(shelf).shelf(Options(act=CELEX, as_of="9999-12-31")), named, since, until)


def printed(file: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, ["diff", *words, "--library", str(file)], env={"NO_COLOR": "1"})
    return done.exit_code, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("oj", "", ("oj", SECOND)),
        ("oj", FIRST, ("oj", FIRST)),
        (FIRST, SECOND, (FIRST, SECOND)),
        ("2025-06-30", "2030-01-01", (FIRST, SECOND)),
        ("oj", "oj", ("oj", "oj")),
    ],
)
def test_versions_are_named_by_themselves_or_by_a_day(shelf: Library, since: str, until: str, expected: tuple[str, str]) -> None:
    shown = found(shelf, "Article 1", since, until)
    assert (shown["from"], shown["to"]) == expected


@pytest.mark.parametrize(
    ("named", "since", "until", "error", "said"),
    [
        ("Article 1", "yesterday", "", InvalidId, f"oj, {FIRST}, {SECOND}"),
        ("Article 1", "", "oj", InvalidId, f"--from oj --to {SECOND}"),
        ("recital 1", "oj", "", UnknownProvision, "preamble"),
        ("footnote 1", "oj", "", UnknownProvision, "footnotes"),
        ("Article 4", "oj", FIRST, UnknownProvision, "neither"),
        ("Article 40", "oj", "", UnknownProvision, "article 40"),
        ("hens", "oj", "", InvalidId, "hens"),
    ],
)
def test_what_cannot_be_compared_is_told(shelf: Library, named: str, since: str, until: str, error: type[LawError], said: str) -> None:
    with pytest.raises(error) as caught:
        found(shelf, named, since, until)
    assert said in str(caught.value)


def test_one_version_alone_is_told_with_how_to_add_another(shelf: Library) -> None:
    with pytest.raises(UnknownProvision) as caught:
        diff(Engine(shelf).shelf(Options(as_of="9999-12-31")), BY)
    assert f"whereas add {BY} --consolidated" in str(caught.value)


def test_a_provision_that_went_is_all_deleted(shelf: Library) -> None:
    (one,) = found(shelf, "Article 1(2)")["provisions"]
    assert (one["change"], one["text"], one["since"]) == ("deleted", [{"op": "delete", "words": DUSK}], FIRST)
    assert [(path_of(by["id"]), by["action"]) for by in one["by"]] == [("art_1/pnt_1", "delete")]


def test_an_act_is_compared_whole(shelf: Library) -> None:
    shown = found(shelf, CELEX, FIRST, SECOND)
    assert shown["id"] == CELEX
    assert shown["counts"] == {"unchanged": 8, "changed": 3, "inserted": 1, "deleted": 4}
    told = [(path_of(one["id"]), one["change"], one["renumbered"] and path_of(one["renumbered"])) for one in shown["provisions"]]
    assert ("art_4", "inserted", "art_3") in told
    assert ("art_2/par_1", "changed", None) in told


def test_what_is_printed_is_of_the_published_schema(shelf: Library) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    for named in (CELEX, "Article 1", "Article 1a", "Annex I", "Article 2(1)"):
        assert [error.message for error in validator.iter_errors(found(shelf, named))] == []


# ── for people ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_marked_where_there_are_no_colours(file: Path) -> None:
    code, out = printed(file, "Article 2(1)", "--act", CELEX)
    assert code == 0
    assert "as published → 2026-03-01: 1 unchanged, 2 changed, 0 inserted, 0 deleted\n" in out
    assert f"Article 2(1)  changed, from {SECOND}\n   A {{+large +}}pen has:\n" in out
    assert "[-a perch-]{+two perches+};" in out


def test_words_are_coloured_where_there_are_colours(shelf: Library) -> None:
    parts = difference(found(shelf, "Article 2(1)"), whole=False, words=False, marked=False)
    out = plain(Group(*parts))
    assert "A large pen has:" in out
    assert "{+" not in out


def test_an_act_is_a_table_without_its_words_unless_they_are_asked_for(file: Path) -> None:
    code, out = printed(file, CELEX)
    assert code == 0
    assert "Article 1, point (1), of Regulation (EU) 2025/7" in out
    assert "deleted (renumbered: art_4)" in out
    assert "Not compared: final provisions, footnotes, preamble." in out
    assert DUSK not in out
    assert DUSK in printed(file, CELEX, "--words")[1]


def test_what_came_whole_is_one_line_of_the_table(file: Path) -> None:
    out = printed(file, CELEX, "--to", FIRST)[1]
    assert sum("Article 1a" in line for line in out.splitlines()) == 1
    assert "Article 1a(1)  inserted by" in printed(file, "Article 1a(1)", "--act", CELEX, "--to", FIRST)[1]
    assert "   1. {+Chicks peep.+}\n" in printed(file, "Article 1a", "--act", CELEX, "--to", FIRST)[1]


def test_no_difference_is_an_honest_negative(file: Path) -> None:
    code, out = printed(file, "Article 1(1)", "--act", CELEX)
    assert (code, "1 unchanged, 0 changed, 0 inserted, 0 deleted" in out) == (1, True)
    assert printed(file, "Article 1(1)", "--act", CELEX, "--json")[0] == 1


def test_bad_input_is_refused(file: Path) -> None:
    assert printed(file, "Article 1", "--act", CELEX, "--from", "soon")[0] == 2
    assert printed(file, "Article 99", "--act", CELEX)[0] == 2
