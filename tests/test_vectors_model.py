"""A real model from end to end. It needs the extra `vectors` and a folder with a sentence-embedding model, named by WHEREAS_TEST_MODEL."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from kg.embedding import OnnxEmbedder, open_model
from kg.library import Library
from kg.vectors import attach, embed_lacking, switch_on
from query.ask import Engine, Options
from query.vectors import vector_hits
from query.verify import verify
from tests.query.conftest import CELEX, FOUNDING, sample_library

NEAR = "A machine decided about me and got it wrong."
FAR = "The committee meets twice a year in Ljubljana."


@pytest.fixture(scope="module")
def model() -> OnnxEmbedder:
    """The model of the folder; skips where the extra or the folder is not there."""
    for package in ("onnxruntime", "tokenizers"):
        pytest.importorskip(package, reason="the extra `vectors` is not installed")
    named = os.environ.get("WHEREAS_TEST_MODEL")
    if not named:
        pytest.skip("no model: set WHEREAS_TEST_MODEL to a folder with model.onnx and tokenizer.json")
    return open_model(Path(named))


def test_a_real_model_is_run_from_end_to_end(model: OnnxEmbedder, tmp_path: Path) -> None:
    asked = model.question("Who is liable for a wrong decision of an algorithm?")
    near, far = (model.passage(words)[0] for words in (NEAR, FAR))
    assert float(asked @ near) > float(asked @ far)
    assert np.array_equal(near, model.passage(NEAR)[0]), "a vector is the same on each run"
    assert len(model.passage(f"{FAR} " * 60)) > 1
    file = sample_library(tmp_path)
    with Library(file) as library:
        switch_on(library, model)
        assert embed_lacking(library, model) > 100
    with Library(file) as library:
        assert attach(library) == ""
        assert {one.provision.partition("/")[0] for one in vector_hits(library, FOUNDING, library.texts(), 20)} == {CELEX}
        assert verify(Engine(library).ask(FOUNDING, Options(as_of="2100-01-01")), library).holds
