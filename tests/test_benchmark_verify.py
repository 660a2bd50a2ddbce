"""The mutation test of verifying, on the sample act: every answer holds, none does once a character, an id or a hash of it is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks import verify as benchmark
from benchmarks.generated_questions import questions
from kg.library import Library
from query.faults import Verdict
from tests.query.conftest import sample_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(sample_library(tmp_path_factory.mktemp("mutated"))) as opened:
        yield opened


@pytest.mark.parametrize("seed", [1, 2])
def test_every_answer_holds_and_none_that_was_changed(library: Library, seed: int) -> None:
    found = benchmark.measured(library, 40, seed)
    assert found.wrong == ()
    changed = ("one character", "one id", "one hash", "as text, one letter", "as Markdown, one letter")
    assert found.answers == dict.fromkeys(("unchanged", "as text", "as Markdown", *changed), 40)


def test_a_verifier_that_believes_everything_is_found_out(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def believed(given: Mapping[str, Any], library: Library) -> Verdict:
        return Verdict(statements=1, quotes=1, steps=1, faults=(), reasked=True)

    monkeypatch.setattr(benchmark, "verify_json", believed)
    assert len(benchmark.measured(library, 5, 1).wrong) == 15


def test_questions_are_drawn_by_a_seed_and_are_of_every_kind(library: Library) -> None:
    found = questions(library, 1)
    assert questions(library, 1) == found
    assert sorted(questions(library, 2)) == sorted(found)
    assert questions(library, 2) != found
    for kind in ("What applies to ", "What does Article ", "When does ", "What is a ", "What are the rules on ", "What must "):
        assert any(one.startswith(kind) for one in found), kind


def test_the_process_fails_on_a_wrong_verdict(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["verify.py", str(Path(library.path)), "--answers", "3"])
    assert benchmark.main() == 0
    assert "one hash: 3 answers, 3 told rightly, 0 wrongly" in capsys.readouterr().out
    monkeypatch.setattr(benchmark, "_other_character", lambda value, _: value)
    assert benchmark.main() == 1
