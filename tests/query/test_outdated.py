"""A library made before all was looked for that is looked for now: nobody is told that there is nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import cli
from extract.sample import path as sample_path
from kg.library import Library
from kg.rule_edges import RULES
from query.outdated import outdated, warnings
from tests.kg.factories import outdate
from tests.query.conftest import CELEX, sample_library
from tests.test_schemas import faults


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_library(tmp_path_factory.mktemp("current"))


@pytest.fixture
def earlier(current: Path, tmp_path: Path) -> Path:
    """The sample act as a version had it that looked for no rules."""
    path = Path(shutil.copy(current, tmp_path / "library.sqlite"))
    with Library(path) as library, library.writing() as connection:
        connection.executemany("DELETE FROM edge WHERE relation = ?", [(relation,) for relation in RULES])
    outdate(path)
    return path


def run(library: Path, *words: str) -> Result:
    return CliRunner().invoke(cli.app, [*words, "--library", str(library)])


ASKED = (("duties", "art_8"), ("duties", "--actor", "provider"), ("sanctions",), ("sanctions", "art_5"), ("dates",), ("dates", "art_6"))


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_what_was_not_looked_for_is_said_and_not_denied(earlier: Path, words: tuple[str, ...]) -> None:
    found = run(earlier, *words)
    assert found.exit_code == 1
    assert found.stderr.startswith(f"Warning: {CELEX} (oj, en) was read by an earlier version")
    assert "whereas add act.xhtml" in found.stderr
    assert not any(denied in found.stdout for denied in ("No penalty", "No dates", "nothing tells"))


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_json_lists_the_texts_to_be_read_again(earlier: Path, current: Path, words: tuple[str, ...]) -> None:
    found = json.loads(run(earlier, *words, "--json").stdout)
    assert found["outdated"] == [{"celex": CELEX, "version": "oj", "language": "en", "file": "act.xhtml"}]
    assert faults(words[0], found) == []
    assert json.loads(run(current, *words, "--json").stdout)["outdated"] == []


def test_acts_and_answers_warn_too(earlier: Path, current: Path) -> None:
    for words in (("acts",), ("ask", "What does Article 6 say?")):
        assert "Read it again" in run(earlier, *words).stderr
        assert run(current, *words).stderr == ""


def test_adding_the_file_again_finds_what_was_not_looked_for(earlier: Path) -> None:
    assert "read again" in run(earlier, "add", str(sample_path("act.xhtml"))).stdout
    found = run(earlier, "sanctions")
    assert (found.exit_code, found.stderr) == (0, "")


def test_a_line_for_each_text(earlier: Path) -> None:
    with Library(earlier) as library:
        assert len(warnings(outdated(library.texts()))) == 1
