"""Versions side by side: the text as published and a consolidation of the same act, told apart by the date that is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from tests.extract.formex_act import CONSOLIDATED, PARTS, written, zipped

BEFORE, AFTER = "2099-12-31", "2100-05-01"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("versions")
    files = written(folder, zipped(PARTS), "act.zip"), written(folder, CONSOLIDATED, "consolidated.xml")
    made = folder / "library.sqlite"
    found = CliRunner().invoke(cli.app, ["add", *map(str, files), "--library", str(made)])
    assert found.exit_code == 0, found.stderr
    return made


def run(library: Path, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(cli.app, [*words, "--library", str(library)], env={"NO_COLOR": "1"})
    return found.exit_code, found.stdout + found.stderr


def shown(library: Path, *words: str) -> dict[str, object]:
    code, out = run(library, *words, "--json")
    assert code == 0, out
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("day", "version"), [(BEFORE, "oj"), (AFTER, "2100-04-01")])
def test_the_date_chooses_the_version(library: Path, day: str, version: str) -> None:
    assert shown(library, "show", "Article 1", "--as-of", day)["version"] == version
    assert shown(library, "trace", "Article 1", "--as-of", day)["version"] == version


def test_an_article_that_is_gone_is_in_the_text_as_published_only(library: Path) -> None:
    assert shown(library, "show", "Article 3", "--as-of", BEFORE)["id"] == "32099R0007/art_3"
    code, out = run(library, "show", "Article 3", "--as-of", AFTER)
    assert (code, "no act in the library has" in out or "does not exist" in out) == (2, True)


def test_a_consolidated_text_says_where_its_recitals_are(library: Path) -> None:
    assert "as published" in run(library, "trace", "Article 1", "--as-of", AFTER)[1]


def test_a_bad_date_is_refused(library: Path) -> None:
    for command in (["show", "Article 1"], ["refs", "Article 1"], ["terms"], ["export"]):
        code, out = run(library, *command, "--as-of", "tomorrow")
        assert (code, "is not a date" in out) == (2, True)
