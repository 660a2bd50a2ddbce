"""What is told of a provision that was amended: by acts and by versions, done or yet to be done, wherever a command names it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

import cli
from kg.errors import UnknownProvision
from kg.library import Library, ProvisionRow
from query.amended import amended_by
from query.answer import Why
from query.ask import Engine, Options
from query.history import by_versions
from query.show import provision as shown
from query.trace import references
from query.versions import versions_of
from tests.factories import CELEX
from tests.query import versioned
from tests.query.versioned import BY, FIRST, SECOND

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas"
BEFORE, BETWEEN, AFTER = "2024-12-01", "2025-06-01", "2026-06-01"
WHO = "by Article 1, point ({}), of Regulation (EU) 2025/7"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("history") / "library.sqlite"
    versioned.library(path, by=versioned.amending())
    return path


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The versions without what amends them."""
    path = tmp_path_factory.mktemp("bare") / "library.sqlite"
    versioned.library(path)
    return path


@pytest.fixture(scope="module")
def shelf(file: Path) -> Iterator[Library]:
    with Library(file) as library:
        yield library


def row(library: Library, path: str, version: str) -> ProvisionRow:
    text = next(text for text in versions_of(library, CELEX, "en") if text.version == version)
    return library.provision(f"{CELEX}/{path}", text)


def run(file: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, [*words, "--library", str(file)], env={"NO_COLOR": "1"})
    return done.exit_code, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("path", "version", "line"),
    [
        ("art_1/par_2", "oj", f"Later deleted {WHO.format(1)}, from {FIRST}"),
        ("art_1", "oj", f"Article 1(2) later deleted {WHO.format(1)}, from {FIRST}"),
        ("art_1", FIRST, f"Article 1(2) deleted {WHO.format(1)}, from {FIRST}"),
        ("art_1a", FIRST, f"Inserted {WHO.format(2)}, from {FIRST}"),
        ("art_1a/par_2", FIRST, f"Article 1a inserted {WHO.format(2)}, from {FIRST}"),
    ],
)
def test_an_instruction_is_told_as_done_or_later(shelf: Library, path: str, version: str, line: str) -> None:
    assert amended_by(shelf, row(shelf, path, version)) == (line,)


@pytest.mark.parametrize(
    ("path", "version", "lines"),
    [
        ("art_2", "oj", [f"Later changed, from {SECOND} (reads otherwise in the consolidated text of {SECOND})"]),
        ("art_2", SECOND, [f"Changed, from {SECOND} (reads otherwise in the consolidated text of {FIRST})"]),
        ("art_3", FIRST, [f"Later deleted, from {SECOND}"]),
        ("art_4", SECOND, [f"Inserted, from {SECOND} (not in the consolidated text of {FIRST})"]),
        ("art_1a", FIRST, [f"Later deleted, from {SECOND}"]),
        ("art_1/par_1", FIRST, []),
        ("rct_1", "oj", []),
    ],
)
def test_what_no_act_tells_of_the_versions_do(shelf: Library, path: str, version: str, lines: list[str]) -> None:
    assert list(by_versions(shelf, row(shelf, path, version))) == lines


def test_a_provision_has_its_history_and_marks_what_is_later(shelf: Library) -> None:
    found = shown(shelf, row(shelf, "art_1", "oj"))
    by = [f"{BY}/art_1/pnt_1"]
    assert found["history"] == [{"change": "changed", "before": "oj", "after": FIRST, "since": FIRST, "later": True, "by": by}]
    assert [(one["later"], one["since"]) for one in found["amended_by"]] == [(True, FIRST)]
    done = shown(shelf, row(shelf, "art_1", FIRST))["amended_by"]
    assert [(one["later"], one["since"]) for one in done] == [(False, FIRST)]


def test_amendments_among_references_are_marked_too(shelf: Library) -> None:
    for version, later in (("oj", True), (FIRST, False)):
        (one,) = references(shelf, row(shelf, "art_1", version))["in"]
        assert (one["relation"], one["since"], one["later"]) == ("amends", FIRST, later)


def test_a_table_of_references_says_what_is_later(file: Path) -> None:
    assert "│ amends later │" in run(file, "refs", "Article 1", "--act", CELEX, "--as-of", BEFORE)[1]
    assert "│ amends   │" in run(file, "refs", "Article 1", "--act", CELEX, "--as-of", BETWEEN)[1]


# ── what is gone, or yet to come ───────────────────────────────────────────────────────────────────────────────────────────────

GONE = f"Deleted {WHO.format(1)}, from {FIRST}. See it with --as-of 2025-02-28."


@pytest.mark.parametrize("command", ["show", "refs", "trace", "cite"])
def test_every_command_tells_what_deleted_a_provision(file: Path, command: str) -> None:
    code, out = run(file, command, "Article 1(2)", "--act", CELEX, "--as-of", BETWEEN)
    assert (code, GONE in out) == (2, True)


def test_both_ends_of_a_path_are_told_of(file: Path) -> None:
    for ends in (("Article 1(2)", "Article 1"), ("Article 1", "Article 1(2)")):
        code, out = run(file, "path", *ends, "--act", CELEX, "--as-of", BETWEEN)
        assert (code, GONE in out) == (2, True)


def test_a_question_is_told_too(file: Path) -> None:
    with Library(file) as library:
        answer = Engine(library).ask("What does Article 1(2) say?", Options(act=CELEX, as_of=BETWEEN))
    assert (answer.reason, answer.detail.endswith(GONE)) == (Why.NO_SUCH_PROVISION, True)


def test_a_question_that_is_answered_for_another_provision_says_it_beside(file: Path) -> None:
    words = ("ask", "What do Article 1(1) and Article 1(2) say?", "--act", CELEX, "--as-of", BETWEEN)
    for more in ((), ("--markdown",)):
        out = " ".join(run(file, *words, *more)[1].split())
        assert (GONE in out, "Hens lay at dawn." in out) == (True, True)


@pytest.mark.parametrize(
    ("asked", "day", "said"),
    [
        ("Article 1(2)", BETWEEN, f"Deleted, from {FIRST}. See it with --as-of 2025-02-28."),
        ("Article 1a(2)", BEFORE, f"Later inserted, from {FIRST} (not in the text as published). See it with --as-of {FIRST}."),
        ("Article 1a", AFTER, f"Deleted, from {SECOND}. See it with --as-of {FIRST}."),
        ("Article 1a(2)", AFTER, f"Deleted, from {SECOND}. See it with --as-of {FIRST}."),
        ("Article 3", AFTER, f"Deleted, from {SECOND}. See it with --as-of {FIRST}."),
    ],
)
def test_without_the_amending_act_the_versions_tell(bare: Path, asked: str, day: str, said: str) -> None:
    with Library(bare) as library:
        engine = Engine(library)
        with pytest.raises(UnknownProvision) as caught:
            engine.shelf(Options(act=CELEX, as_of=day)).find(asked)
        answer = engine.ask(f"What does {asked} say?", Options(act=CELEX, as_of=day))
    assert str(caught.value).endswith(said)
    assert answer.detail.endswith(said)


def test_what_no_version_has_is_told_as_ever(file: Path) -> None:
    with Library(file) as library:
        answer = Engine(library).ask("What does Article 40 say?", Options(act=CELEX, as_of=BETWEEN))
    assert "has no article 40" in answer.detail


# ── recitals of words that were ────────────────────────────────────────────────────────────────────────────────────────────────


def recitals(file: Path, ref: str, day: str) -> dict[str, Any]:
    code, out = run(file, "trace", ref, "--act", CELEX, "--as-of", day, "--json")
    assert code == 0, out
    found: dict[str, Any] = json.loads(out)
    validator = Draft202012Validator(json.loads((SCHEMAS / "trace.schema.json").read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(found)] == []
    return found


@pytest.mark.parametrize(
    ("ref", "day", "wording"),
    [
        ("Article 1", BEFORE, "same"),
        ("Article 1", BETWEEN, "earlier"),
        ("Article 3", BETWEEN, "same"),
    ],
)
def test_a_recital_says_whether_its_provision_reads_as_it_did(file: Path, ref: str, day: str, wording: str) -> None:
    assert [one["wording"] for one in recitals(file, ref, day)["recitals"]] == [wording]


@pytest.mark.parametrize(("day", "wording"), [(BEFORE, "same"), (BETWEEN, "earlier")])
def test_so_does_what_a_recital_supports(file: Path, day: str, wording: str) -> None:
    assert [one["wording"] for one in recitals(file, "recital 1", day)["provisions"]] == [wording]


def test_people_are_told_of_the_earlier_wording(file: Path) -> None:
    for command in ("trace", "show"):
        out = [" ".join(run(file, command, "Article 1", "--act", CELEX, "--as-of", day)[1].split()) for day in (BEFORE, BETWEEN)]
        assert ["speaks of the earlier wording" in one for one in out] == [False, True]
