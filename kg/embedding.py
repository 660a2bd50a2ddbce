"""Texts to vectors: what the library asks of a sentence-embedding model, and a folder with such a model in ONNX.

A folder holds `model.onnx` and `tokenizer.json`, and may hold the files by which sentence-transformers says how to use them: how tokens
are pooled (`1_Pooling/config.json`), how many a text may have (`sentence_bert_config.json`), and what is put before questions and passages
(`prompts` in `config_sentence_transformers.json`). onnxruntime and tokenizers come with the extra `vectors`, and are imported here alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from kg.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

MODEL_FILES: Final = ("model.onnx", "onnx/model.onnx")
TOKENIZER: Final = "tokenizer.json"
FEWEST_TOKENS: Final = 16
MOST_TOKENS: Final = 1024
"""The limits of what a folder may ask a text to have: time and memory grow with the square of it."""
USUAL_TOKENS: Final = 256
"""Tokens of a text where the folder sets no limit; longer texts are cut into windows."""
SHARED_TOKENS: Final = 32
"""Tokens that a window has of the one before."""
MOST_WINDOWS: Final = 16
"""Windows of one passage: beyond some three thousand words nothing is looked up."""
MOST_DIMENSIONS: Final = 8192
_NOT_INSTALLED: Final = "Install them: pip install 'whereas[vectors]'."
_NOT_A_MODEL: Final = "Name a folder with model.onnx and tokenizer.json of a sentence-embedding model."
_INPUTS: Final = frozenset({"input_ids", "attention_mask", "token_type_ids"})


class Embedder(Protocol):
    """A model that gives texts vectors of length one, whose products say how near the texts are in meaning."""

    @property
    def folder(self) -> str:
        """Where the model lies."""

    @property
    def sha256(self) -> str:
        """What tells the model from any other."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    def passage(self, text: str) -> tuple[Vector, ...]:
        """The vectors of a passage: one, or one for each window of a long one."""

    def question(self, text: str) -> Vector:
        """The vector of a question."""


class Pooling(StrEnum):
    """How the vector of a text is made from those of its tokens."""

    MEAN = "mean"
    CLS = "cls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a model wants to be used: its pooling, its longest text in tokens, and what stands before questions and passages."""

    pooling: Pooling
    tokens: int
    before_question: str
    before_passage: str


class OnnxEmbedder:
    """A model in a folder. Texts are run one by one, without padding: a vector depends on its text alone, and is always the same."""

    def __init__(self, folder: Path, session: Any, tokenizer: Any, manner: Manner) -> None:
        self.folder = str(folder.resolve())
        self.sha256 = fingerprint(folder)
        self._session, self._tokenizer, self._manner = session, tokenizer, manner
        self._inputs = frozenset(one.name for one in session.get_inputs())
        self.dimension = len(
            self.question("law " * manner.tokens)
        )  # the longest text there can be: a model that cannot take it says so now

    def passage(self, text: str) -> tuple[Vector, ...]:
        """The vectors of a passage, one for each window."""
        first = self._tokenizer.encode(self._manner.before_passage + text)
        return tuple(self._vector(one.ids) for one in (first, *first.overflowing[: MOST_WINDOWS - 1]))

    def question(self, text: str) -> Vector:
        """The vector of a question, of its first words where it is long."""
        return self._vector(self._tokenizer.encode(self._manner.before_question + text).ids)

    def _vector(self, ids: list[int]) -> Vector:
        import numpy as np

        tokens = np.array([ids], dtype=np.int64)
        given = {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}
        try:
            out = self._session.run(None, {name: given[name] for name in self._inputs})
        except Exception as error:  # onnxruntime's errors have no common base of their own
            raise _broken(self.folder, error) from error
        return _pooled(out, self._manner.pooling, self.folder)


def _pooled(outputs: list[Any], pooling: Pooling, where: str) -> Vector:
    """One vector of length one: what the model pooled itself, else its tokens pooled. Raises ModelError for anything else."""
    import numpy as np

    whole = next((np.asarray(one) for one in outputs if np.ndim(one) == 2), None)
    tokens = np.asarray(outputs[0])
    if whole is None and tokens.ndim == 3:
        whole = tokens.mean(axis=1) if pooling is Pooling.MEAN else tokens[:, 0]
    if whole is None or whole.shape[0] != 1 or not 1 < whole.shape[1] <= MOST_DIMENSIONS:
        raise ModelError("the model gives no vector of a sentence", where=where, hint=_NOT_A_MODEL)
    length = float(np.linalg.norm(whole[0]))
    if not np.isfinite(length) or length == 0:
        raise ModelError("the model gives vectors without a direction", where=where, hint=_NOT_A_MODEL)
    return np.asarray(whole[0] / length, dtype=np.float32)


def open_model(folder: Path) -> OnnxEmbedder:
    """The model in a folder. Raises ModelError where there is none, where it is broken, or where the extra is not installed."""
    model, manner = _model_file(folder), read_manner(folder)
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise ModelError("vectors need onnxruntime and tokenizers", hint=_NOT_INSTALLED) from error
    try:
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / TOKENIZER))
        tokenizer.no_padding()
        tokenizer.enable_truncation(manner.tokens, stride=min(SHARED_TOKENS, manner.tokens // 4))
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4  # what it would log as errors it raises as well
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # neither package has a common base for its errors
        raise _broken(str(folder), error) from error
    unknown = {one.name for one in session.get_inputs()} - _INPUTS
    if unknown:
        raise ModelError(f"the model asks for {', '.join(sorted(unknown))}", where=str(folder), hint=_NOT_A_MODEL)
    return OnnxEmbedder(folder, session, tokenizer, manner)


def _model_file(folder: Path) -> Path:
    model = next((folder / name for name in MODEL_FILES if (folder / name).is_file()), None)
    if model is None or not (folder / TOKENIZER).is_file():
        missing = "no such folder" if not folder.is_dir() else f"no {MODEL_FILES[0] if model is None else TOKENIZER} in the folder"
        raise ModelError(missing, where=str(folder), hint=_NOT_A_MODEL)
    return model


def fingerprint(folder: Path) -> str:
    """The sha256 of all that a folder's vectors depend on: the model, its tokeniser, and how it is to be used."""
    digest = hashlib.sha256()
    for file in (_model_file(folder), folder / TOKENIZER):
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    digest.update(repr(read_manner(folder)).encode())
    return digest.hexdigest()


def read_manner(folder: Path) -> Manner:
    """How a folder's model wants to be used; what it does not say is as most models have it. Raises ModelError for a broken file."""
    pooling, prompts = _read(folder, "1_Pooling/config.json"), _read(folder, "config_sentence_transformers.json").get("prompts")
    said = prompts if isinstance(prompts, Mapping) else {}
    tokens = _read(folder, "sentence_bert_config.json").get("max_seq_length")
    return Manner(
        pooling=Pooling.CLS if pooling.get("pooling_mode_cls_token") is True else Pooling.MEAN,
        tokens=min(max(tokens, FEWEST_TOKENS), MOST_TOKENS) if isinstance(tokens, int) else USUAL_TOKENS,
        before_question=str(said.get("query", "")),
        before_passage=str(said.get("passage", said.get("document", ""))),
    )


def _read(folder: Path, name: str) -> Mapping[str, Any]:
    file = folder / name
    if not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _broken(str(file), error) from error
    return found if isinstance(found, dict) else {}


def _broken(where: str, error: Exception) -> ModelError:
    said = " ".join(str(error).split())[:120]
    return ModelError(f"the model cannot be used: {said or type(error).__name__}", where=where, hint=_NOT_A_MODEL)
