"""The commands where a library has vectors, is to have them, or has lost its model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.embedding import Embedder
from kg.errors import ModelError
from kg.library import Library
from kg.vectors import embed_lacking, model_of, switch_on
from tests.embedders import HashEmbedder
from tests.query.conftest import FOUNDING, sample_library
from tests.test_cli import Outcome

Run = Callable[..., Outcome]


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_library(tmp_path_factory.mktemp("vectors"))


@pytest.fixture
def file(sample_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_file, tmp_path))


@pytest.fixture
def run(file: Path) -> Run:
    return lambda *words, **environment: Outcome(*words, WHEREAS_LIBRARY=str(file), **environment)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder holds the same model, but the one called `gone`."""

    def opened(folder: Path) -> Embedder:
        if folder.name == "gone":
            raise ModelError("no such folder", where=str(folder), hint="Name another.")
        return HashEmbedder()

    monkeypatch.setattr("kg.embedding.open_model", opened)
    monkeypatch.setattr("kg.vectors.open_model", opened)


def with_vectors(file: Path, name: str = "hash") -> None:
    with Library(file) as library:
        switch_on(library, HashEmbedder(name))
        embed_lacking(library, HashEmbedder(name))


def test_reindex_makes_vectors_and_drops_them(run: Run, file: Path, here: None) -> None:
    found = run("reindex", "--vectors", "model", "--json").json
    assert isinstance(found, dict)
    assert found["vectors"] == found["passages"]
    assert run("reindex").out.strip().endswith(f"{found['vectors']} with vectors")
    assert run("reindex", "--no-vectors").code == 0
    with Library(file) as library:
        assert model_of(library) is None


def test_the_folder_may_be_named_by_the_environment(run: Run, file: Path, here: None) -> None:
    assert "with vectors" in run("reindex", WHEREAS_VECTORS="model").out
    with Library(file) as library:
        assert model_of(library) is not None


@pytest.mark.parametrize("made", ["none", "file", "empty", "broken"])
def test_a_folder_without_a_model_is_bad_input_and_changes_nothing(run: Run, file: Path, tmp_path: Path, made: str) -> None:
    folder = tmp_path / made
    if made == "file":
        folder.write_text("words", "utf-8")
    elif made != "none":
        folder.mkdir()
    if made == "broken":
        (folder / "model.onnx").write_bytes(b"\0" * 100)
        (folder / "tokenizer.json").write_text("[", "utf-8")
    before = file.read_bytes()
    found = run("reindex", "--vectors", str(folder))
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("Error: ")
    assert "Traceback" not in found.err
    assert file.read_bytes() == before


def test_a_library_whose_model_is_gone_answers_and_says_so(run: Run, file: Path) -> None:
    alone = run("ask", FOUNDING, "--json")
    with_vectors(file)
    found = run("ask", FOUNDING, "--json")
    assert (found.code, found.out) == (0, alone.out)
    assert found.err.startswith("Vectors are off: no such folder")
    assert alone.err == ""


def test_commands_that_look_nothing_up_say_nothing_of_vectors(run: Run, file: Path) -> None:
    with_vectors(file)
    assert (run("acts").err, run("show", "art_5").err) == ("", "")


def test_an_answer_with_vectors_is_verified_with_them(run: Run, file: Path, tmp_path: Path, here: None) -> None:
    with_vectors(file)
    answer = tmp_path / "answer.json"
    answer.write_text(run("ask", FOUNDING, "--json").out, "utf-8")
    assert run("verify", str(answer)).code == 0


@pytest.mark.parametrize("named", ["model", "gone"])
def test_measuring_says_when_chunks_are_left_out(run: Run, file: Path, tmp_path: Path, here: None, named: str) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"question": "How high are the fines?", "gold": ["art_17"]}), "utf-8")
    if named == "gone":
        assert "Left out, for want of vectors: chunks of 512 characters" in run("eval", str(gold)).err
    with_vectors(file)
    found = run("eval", str(gold), "--json", WHEREAS_VECTORS=named)
    assert isinstance(found.json, list)
    chunks = [one["engine"] for one in found.json if one["engine"].startswith("chunks")]
    assert (bool(chunks), "Left out" in found.err, "Vectors are off" in found.err) == (named == "model", named == "gone", named == "gone")
