"""The tour of `whereas demo`."""

from __future__ import annotations

import shlex

import pytest
from typer.testing import CliRunner

from cli import app
from kg.library import Library
from query.render import plain
from query.tour import QUESTION, tour
from tests.query.conftest import FOUNDING


def test_the_tour_asks_the_founding_question() -> None:
    assert QUESTION == FOUNDING


def test_every_step_shows_something(library: Library) -> None:
    steps = [(title, plain(shown)) for title, shown in tour(library)]
    assert len(steps) >= 5
    assert all(shown.strip() for _, shown in steps)


def test_every_command_of_the_tour_can_be_typed(library: Library, sample_file: object) -> None:
    for title, _ in tour(library):
        words = shlex.split(title.partition(" | ")[0])
        assert words[0] == "whereas"
        outcome = CliRunner().invoke(app, [*words[1:], "--library", str(sample_file)])
        assert outcome.exit_code == 0, (title, outcome.output)


@pytest.mark.parametrize("words", ["Recital 15 of Regulation (EU) 2099/1", "shared wording", "@prefix eli:"])
def test_the_tour_shows_answer_reasons_and_graph(library: Library, words: str) -> None:
    assert any(words in plain(shown) for _, shown in tour(library))
