"""`whereas duties` as it is typed: tables, JSON, exit codes and errors, over the sample act."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import cli

Run = Callable[..., Result]


@pytest.fixture
def run(sample_file: Path) -> Run:
    return lambda *words: CliRunner().invoke(cli.app, ["duties", *words, "--library", str(sample_file)])


def test_without_a_provision_and_an_actor_duties_are_counted(run: Run) -> None:
    shown = run()
    assert shown.exit_code == 0
    assert [line.split("│")[0].strip() for line in shown.stdout.splitlines()[2:4]] == ["nobody named", "provider"]


def test_of_a_provision_they_are_listed(run: Run) -> None:
    lines = run("Article 8(4)").stdout.splitlines()
    assert lines[0].split("┃")[1].strip() == "actor"
    assert [cell.strip() for cell in lines[2].split("│")[:3]] == ["Article 8(4) of Regulation (EU) 2099/1", "provider", "shall"]


def test_modalities_may_be_several(run: Run) -> None:
    found = json.loads(run("--modality", "may", "--modality", "shall not", "--json").stdout)
    assert {one["modality"] for one in found["duties"]} == {"may", "shall not"}


def test_nothing_found_is_an_honest_negative(run: Run) -> None:
    shown = run("Article 8(4)", "--modality", "may", "--json")
    assert (shown.exit_code, json.loads(shown.stdout)["duties"]) == (1, [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--actor", "provder"), "Error: the acts say nothing of 'provder'. Nearest are: provider"),
        (("--modality", "will"), "Error: no modality 'will'. Modalities are: shall, shall not, may,"),
        (("Article 99",), "Error: 'Article 99' does not exist"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(run: Run, words: tuple[str, ...], said: str) -> None:
    shown = run(*words)
    assert shown.exit_code == 2
    assert shown.stderr.startswith(said)
