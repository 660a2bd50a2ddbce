"""The weights that make a score of a passage's measures and of its lifts, as `benchmarks/ranking.py` fitted them (`ranking.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.ids import binds


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each measure counts, of binding provisions and of recitals."""

    binding: Mapping[str, float]
    recital: Mapping[str, float]

    def of(self, provision: str) -> Mapping[str, float]:
        """The weights for a provision."""
        return self.binding if binds(provision) else self.recital

    def score(self, provision: str, measures: Mapping[str, float]) -> float:
        """The weighed sum of measures: the logarithm of odds, up to a constant of the question."""
        return sum(weight * measures.get(name, 0.0) for name, weight in self.of(provision).items())


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights, read once."""
    read = tomllib.loads(files("query").joinpath("ranking.toml").read_text("utf-8"))
    return Weights(binding=read["binding"], recital=read["recital"])
