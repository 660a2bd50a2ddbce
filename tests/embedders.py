"""A stand-in for a model: vectors of hashed stems, so that texts that share words are near, on every machine alike."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from extract.words import stems_of

Vector = NDArray[np.float32]


class HashEmbedder:
    """Each stem adds one to one of the numbers of a vector; a passage has one vector for every forty words."""

    window = 40

    def __init__(self, name: str = "hash", dimension: int = 256) -> None:
        self.folder, self.sha256, self.dimension = f"/models/{name}", hashlib.sha256(name.encode()).hexdigest(), dimension
        self.asked = 0

    def passage(self, text: str) -> tuple[Vector, ...]:
        words = text.split()
        return tuple(self._vector(" ".join(words[start : start + self.window])) for start in range(0, max(len(words), 1), self.window))

    def question(self, text: str) -> Vector:
        return self._vector(text)

    def _vector(self, text: str) -> Vector:
        self.asked += 1
        vector = np.zeros(self.dimension, dtype=np.float32)
        vector[0] = 0.01  # a text without words has a direction too
        for stem in stems_of(text, "en"):
            vector[int.from_bytes(hashlib.sha256(stem.encode()).digest()[:4]) % self.dimension] += 1
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
