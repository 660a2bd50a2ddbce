"""The published JSON Schemas, and what the command line really prints held against them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

import cli
from extract.sample import path as sample_path
from kg.model import Kind
from query.answer import Role, Status, Why
from tests.query.conftest import CELEX, FOUNDING, sample_library

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference" / "schemas"
NAMES = sorted(file.name.removesuffix(".schema.json") for file in FOLDER.iterdir())
SHOWN = (
    "art_5/par_1/unp_2",
    "rct_1",
    "cpt_III",
    "anx_II/pnt_2/pnt_2.1",
    "anx_II/pnt_2/pnt_2.1/pnt_b/idt_1",
    "pbl_1",
    "cit_1",
    "fnt_3",
    "fnp_1",
)
NOT_COVERED = "Which yeast makes sourdough rise?"


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    return found


def faults(name: str, value: object) -> list[str]:
    """What is wrong with a value by a schema."""
    return [f"{error.json_path}: {error.message[:200]}" for error in Draft202012Validator(schema(name)).iter_errors(value)]


def inner(value: object) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from inner(one)
    elif isinstance(value, list):
        for one in value:
            yield from inner(one)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_library(tmp_path_factory.mktemp("schemas"))


def printed(library: Path | None, *words: object) -> Any:
    """What a command prints, as JSON."""
    named = ["--library", str(library)] if library else []
    found = CliRunner().invoke(cli.app, [*map(str, words), "--json", *named])
    assert found.exit_code in (0, 1), found.stderr
    return json.loads(found.stdout)


# ── the schemas themselves ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_names_itself(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$id"].endswith(f"/{name}.schema.json")
    assert found["description"].startswith("What `whereas ")


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_allows_nothing_it_does_not_name(name: str) -> None:
    objects = [one for one in inner(schema(name)) if one.get("type") == "object"]
    assert objects
    assert all("additionalProperties" in one for one in objects)
    assert all(one["additionalProperties"] is False for one in objects if "properties" in one)


def test_every_command_that_prints_json_has_a_schema() -> None:
    commands = {
        command.name or getattr(command.callback, "__name__", "")
        for command in cli.app.registered_commands
        if command.callback is not None and "json_" in command.callback.__annotations__
    }
    assert {"answer" if one == "ask" else one for one in commands} == set(NAMES)


@pytest.mark.parametrize(("key", "values"), [("role", list(Role)), ("status", list(Status)), ("reason", [None, *Why])])
def test_closed_sets_are_those_of_the_code(key: str, values: list[str | None]) -> None:
    enums = [one[key]["enum"] for one in inner(schema("answer")) if isinstance(one.get(key), dict) and "enum" in one[key]]
    assert [sorted(map(str, one)) for one in enums] == [sorted(map(str, values))]


@pytest.mark.parametrize("name", ["diff", "show"])
def test_a_schema_that_lists_kinds_of_provisions_lists_all(name: str) -> None:
    listed = [one["enum"] for one in inner(schema(name)) if "paragraph" in one.get("enum", ())]
    assert listed
    assert all(sorted(one) == sorted(Kind) for one in listed)


# ── what commands print ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("answer", ("ask", FOUNDING)),
        ("answer", ("ask", NOT_COVERED)),
        ("answer", ("ask", "When does the Regulation apply?")),
        ("answer", ("ask", "What does Article 999 say?")),
        ("answer", ("ask", "What does Article 5 say?", "--limit", 40)),
        ("acts", ("acts",)),
        ("trace", ("trace", "art_11")),
        ("trace", ("trace", "rct_15")),
        ("trace", ("trace", "Sample AI Act")),
        ("refs", ("refs", "art_17")),
        ("refs", ("refs", "rct_3")),
        ("refs", ("refs", "anx_I")),
        ("terms", ("terms",)),
        ("terms", ("terms", "provider")),
        ("duties", ("duties",)),
        ("duties", ("duties", "art_17")),
        ("duties", ("duties", "rct_3")),
        ("duties", ("duties", "--actor", "the Commission")),
        ("topics", ("topics",)),
        ("topics", ("topics", "open source")),
        ("path", ("path", "rct_15", "art_17")),
        ("sanctions", ("sanctions",)),
        ("sanctions", ("sanctions", "art_11")),
        ("sanctions", ("sanctions", "art_17/par_4")),
        ("sanctions", ("sanctions", "rct_1")),
        ("dates", ("dates",)),
        ("dates", ("dates", "Sample AI Act", "--moment", "application")),
        *(("dates", ("dates", ref)) for ref in ("art_6", "art_16/par_1", "cpt_IV", "anx_I", "rct_1")),
        *(("show", ("show", ref)) for ref in SHOWN),
        *(("cite", ("cite", ref)) for ref in SHOWN[:5]),
    ],
    ids=str,
)  # fmt: skip
def test_a_command_prints_what_its_schema_says(library: Path, name: str, words: tuple[object, ...]) -> None:
    assert faults(name, printed(library, *words)) == []


def test_an_answer_of_a_pdf_has_pages(tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    assert faults("add", printed(own, "add", sample_path("act.pdf"))) == []
    found = printed(own, "ask", "What does recital 20 say?")
    assert faults("answer", found) == []
    assert found["statements"][0]["quotes"][0]["place"]["end_page"] == 3


def test_an_answer_of_an_empty_library(tmp_path: Path) -> None:
    assert faults("answer", printed(tmp_path / "none.sqlite", "ask", FOUNDING)) == []
    assert faults("acts", printed(tmp_path / "none.sqlite", "acts")) == []


def test_a_batch_prints_an_answer_a_line(library: Path, tmp_path: Path) -> None:
    batch = tmp_path / "questions.txt"
    batch.write_text(f"{FOUNDING}\n{NOT_COVERED}\n", "utf-8")
    shown = CliRunner().invoke(cli.app, ["ask", "--batch", str(batch), "--library", str(library)]).stdout
    assert [faults("answer", json.loads(line)) for line in shown.splitlines()] == [[], []]


def test_a_verdict_whether_the_answer_holds_or_not(library: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    found = printed(library, "ask", FOUNDING)
    verdicts = []
    for citation in (found["statements"][0]["citation"], "Recital 99"):
        found["statements"][0]["citation"] = citation
        answer.write_text(json.dumps(found), "utf-8")
        verdicts.append(printed(library, "verify", answer))
    assert [faults("verify", verdict) for verdict in verdicts] == [[], []]
    assert [verdict["holds"] for verdict in verdicts] == [True, False]


def test_an_answers_tree(library: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps(printed(library, "ask", FOUNDING)), "utf-8")
    assert faults("trace", printed(library, "trace", answer)) == []


@pytest.mark.parametrize("name", ["act.pdf", "act.xhtml", "act.pdf.txt"])
def test_a_certificate(name: str) -> None:
    found = printed(None, "check", sample_path(name))
    assert faults("check", found) == []
    assert found["verdict"] == "complete"


def test_a_certificate_of_an_incomplete_reading(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.xhtml"
    wrong.write_text(sample_path("act.xhtml").read_text("utf-8").replace("Article 7<", "Article 9<", 1), "utf-8")
    found = printed(None, "check", wrong)
    assert faults("check", found) == []
    assert found["verdict"] == "incomplete"


def test_measures(library: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        '{"question": "How high are the fines?", "gold": ["art_17"]}\n{"question": "Lamps?", "gold": [], "answerable": false}\n'
    )
    assert faults("eval", printed(library, "eval", gold)) == []


def test_what_was_added_reindexed_and_removed(library: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(library, tmp_path / "own.sqlite"))
    found = {
        name: printed(own, *words)
        for name, words in (("add", ("add", sample_path("act.pdf.txt"))), ("reindex", ("reindex",)), ("remove", ("remove", CELEX)))
    }
    assert {name: faults(name, value) for name, value in found.items()} == {"add": [], "reindex": [], "remove": []}


# ── what a schema refuses ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "whereas/answer/2"},
        {"status": "abstained"},
        {"reason": "tired"},
        {"extra": 1},
        {"statements": []},
        {"as_of": "today"},
        {"recitals": [{"id": f"{CELEX}/art_1", "score": 1}]},
        {"provisions": [{"id": f"{CELEX}/art_1", "score": 2}]},
    ],
    ids=str,
)
def test_an_answer_of_another_shape_is_refused(library: Path, change: dict[str, object]) -> None:
    assert faults("answer", {**printed(library, "ask", FOUNDING), **change})


@pytest.mark.parametrize("missing", ["text", "citation", "eli", "quotes", "walk", "binding"])
def test_a_statement_without_its_evidence_is_refused(library: Path, missing: str) -> None:
    found = printed(library, "ask", FOUNDING)
    del found["statements"][0][missing]
    assert faults("answer", found)
