"""What commands say where there is nothing to list: the library is empty, or its texts are in a language that is not read for it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

import cli
from extract.linking import link
from kg.adding import add
from kg.library import Library
from tests.factories import act, provision
from tests.query.test_duties_listed import addition

LISTS = {"duties": "No duty was read.", "dates": "No dates are set.", "sanctions": "No penalty was read."}


def run(library: Path, *words: str) -> Result:
    return CliRunner().invoke(cli.app, [*words, "--library", str(library)])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of an act that says nothing, in English and in French."""
    path = tmp_path_factory.mktemp("nothing") / "library.sqlite"
    with Library(path) as library:
        for language in ("en", "fr"):
            add(library, addition(replace(act(provision("art_1", text="Lamps are things.")), language=language)), partial(link, library))
    return path


@pytest.mark.parametrize("command", LISTS)
def test_an_empty_library_is_called_empty(tmp_path: Path, command: str) -> None:
    found = run(tmp_path / "none.sqlite", command)
    assert (found.exit_code, found.stdout.startswith("The library is empty: add an act")) == (1, True)


@pytest.mark.parametrize(("command", "said"), LISTS.items())
def test_texts_that_say_nothing_have_an_empty_list(small: Path, command: str, said: str) -> None:
    found = run(small, command)
    assert (found.exit_code, found.stdout) == (1, f"{said}\n")


@pytest.mark.parametrize(("command", "said"), LISTS.items())
def test_a_language_that_is_not_read_is_said_to_be_none(small: Path, command: str, said: str) -> None:
    found = run(small, command, "--lang", "fr")
    assert (found.exit_code, found.stdout) == (1, f"{said} Only English texts are read for this.\n")


def test_a_provision_without_duties_has_no_table_of_them(small: Path) -> None:
    assert run(small, "duties", "Article 1").stdout == "No duty was read.\n"


def test_versions_in_a_language_that_is_not_there_are_refused_without_a_day(small: Path) -> None:
    found = run(small, "diff", "Article 1", "--lang", "de")
    assert found.exit_code == 2
    assert found.stderr.startswith("Error: no text in 'de' is in the library. Languages there are: en, fr.")
