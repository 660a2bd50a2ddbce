"""Model folders: how a model is run, what its files say of it, and what is said of folders that hold none.

Sessions and tokenisers are made up here; `tests/test_vectors_model.py` runs a real model where there is one.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.embedding import (
    FEWEST_TOKENS,
    MOST_TOKENS,
    MOST_WINDOWS,
    USUAL_TOKENS,
    Manner,
    OnnxEmbedder,
    Pooling,
    fingerprint,
    open_model,
    read_manner,
)
from kg.errors import ModelError

PLAIN = Manner(pooling=Pooling.MEAN, tokens=8, before_question="", before_passage="")


@dataclass
class Input:
    name: str


class Tokens:
    """Every character is a token; windows of eight."""

    def __init__(self, text: str) -> None:
        self.ids = [ord(one) for one in text[:8]]
        self.overflowing = [Tokens(text[start : start + 8]) for start in range(8, len(text), 8)]


class Tokeniser:
    def encode(self, text: str) -> Tokens:
        return Tokens(text)


class Session:
    """Gives what it is told to, or for each token its number beside a one."""

    def __init__(self, output: Any = None, inputs: tuple[str, ...] = ("input_ids", "attention_mask")) -> None:
        self.output, self.inputs = output, inputs
        self.given: list[dict[str, Any]] = []

    def get_inputs(self) -> list[Input]:
        return [Input(name) for name in self.inputs]

    def run(self, _: None, given: dict[str, Any]) -> list[Any]:
        self.given.append(given)
        if isinstance(self.output, Exception):
            raise self.output
        if self.output is not None:
            return [np.asarray(self.output)]
        return [np.stack([given["input_ids"], np.ones_like(given["input_ids"])], axis=2)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model.onnx").write_bytes(b"no model at all")
    (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
    return tmp_path


def embedder(folder: Path, session: Session | None = None, manner: Manner = PLAIN) -> OnnxEmbedder:
    return OnnxEmbedder(folder, session or Session(), Tokeniser(), manner)


@pytest.mark.parametrize(("pooling", "numbers"), [(Pooling.MEAN, (98.0, 1.0)), (Pooling.CLS, (97.0, 1.0))])
def test_tokens_are_pooled_as_the_model_wants(folder: Path, pooling: Pooling, numbers: tuple[float, float]) -> None:
    found = embedder(folder, manner=replace(PLAIN, pooling=pooling)).question("abc")
    assert found == pytest.approx(np.array(numbers) / np.linalg.norm(numbers))
    assert found.dtype == np.float32


def test_what_the_model_pooled_itself_is_taken(folder: Path) -> None:
    assert embedder(folder, Session([[3.0, 4.0]])).question("abc") == pytest.approx([0.6, 0.8])


def test_a_long_passage_has_a_vector_for_each_window(folder: Path) -> None:
    assert len(embedder(folder).passage("a" * 20)) == 3
    assert len(embedder(folder).passage("a" * 10_000)) == MOST_WINDOWS


def test_questions_and_passages_have_their_own_words_before_them(folder: Path) -> None:
    session = Session()
    model = embedder(folder, session, replace(PLAIN, before_question="q:", before_passage="p:"))
    model.question("a")
    model.passage("a")
    assert ["".join(map(chr, given["input_ids"][0])) for given in session.given[-2:]] == ["q:a", "p:a"]


def test_a_model_is_given_only_what_it_asks_for(folder: Path) -> None:
    session = Session(inputs=("input_ids",))
    embedder(folder, session)
    assert set(session.given[-1]) == {"input_ids"}


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (RuntimeError("odd\nshape"), "odd shape"),
        ([[0.0, 0.0]], "without a direction"),
        ([[float("nan"), 1.0]], "without a direction"),
        ([1.0, 2.0], "no vector of a sentence"),
        ([[1.0]], "no vector of a sentence"),
        ([[1.0, 2.0], [3.0, 4.0]], "no vector of a sentence"),
    ],
)
def test_a_model_that_gives_no_vectors_is_refused(folder: Path, output: Any, said: str) -> None:
    with pytest.raises(ModelError, match=said) as caught:
        embedder(folder, Session(output))
    assert caught.value.hint


# ── folders ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_says_how_its_model_wants_to_be_used(folder: Path) -> None:
    (folder / "1_Pooling").mkdir()
    for name, said in (
        ("1_Pooling/config.json", {"pooling_mode_cls_token": True}),
        ("sentence_bert_config.json", {"max_seq_length": 512}),
        ("config_sentence_transformers.json", {"prompts": {"query": "query: ", "document": "passage: "}}),
    ):
        (folder / name).write_text(json.dumps(said), "utf-8")
    assert read_manner(folder) == Manner(pooling=Pooling.CLS, tokens=512, before_question="query: ", before_passage="passage: ")


@pytest.mark.parametrize("said", ["[]", '{"max_seq_length": "long", "prompts": 3}', '{"max_seq_length": null}'])
def test_what_a_folder_does_not_say_is_as_most_models_have_it(folder: Path, said: str) -> None:
    for name in ("sentence_bert_config.json", "config_sentence_transformers.json"):
        (folder / name).write_text(said, "utf-8")
    assert read_manner(folder) == replace(PLAIN, tokens=USUAL_TOKENS)


@pytest.mark.parametrize(("asked", "tokens"), [(1, FEWEST_TOKENS), (10**9, MOST_TOKENS), (-3, FEWEST_TOKENS)])
def test_the_length_of_texts_is_bounded(folder: Path, asked: int, tokens: int) -> None:
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": asked}), "utf-8")
    assert read_manner(folder).tokens == tokens


def test_a_model_is_tried_with_the_longest_text_before_it_is_used(folder: Path) -> None:
    session = Session()
    embedder(folder, session)
    assert session.given[0]["input_ids"].shape == (1, 8)


def test_all_that_vectors_depend_on_tells_models_apart(folder: Path) -> None:
    seen = {fingerprint(folder)}
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 64}', "utf-8")
    seen.add(fingerprint(folder))
    (folder / "tokenizer.json").write_text("[]", "utf-8")
    seen.add(fingerprint(folder))
    (folder / "model.onnx").write_bytes(b"another")
    last = fingerprint(folder)
    assert len({*seen, last}) == 4
    (folder / "README.md").write_text("words", "utf-8")
    assert fingerprint(folder) == last


@pytest.mark.parametrize(
    ("lacking", "said"), [("model.onnx", "no model.onnx in the folder"), ("tokenizer.json", "no tokenizer.json in the folder")]
)
def test_a_folder_that_lacks_a_file_is_told(folder: Path, lacking: str, said: str) -> None:
    (folder / lacking).unlink()
    with pytest.raises(ModelError, match=said):
        open_model(folder)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such folder"):
        open_model(tmp_path / "none")


@pytest.mark.parametrize("broken", ["{", "\udcff", "[" * 100_000])
def test_a_broken_setting_is_told_with_its_file(folder: Path, broken: str) -> None:
    (folder / "sentence_bert_config.json").write_bytes(broken.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelError, match="cannot be used") as caught:
        open_model(folder)
    assert caught.value.where.endswith("sentence_bert_config.json")


def test_without_the_extra_it_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError) as caught:
        open_model(folder)
    assert "whereas[vectors]" in str(caught.value)
