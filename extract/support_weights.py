"""What each reason for recital support weighs: fitted once, for all acts, by `benchmarks/support.py fit` on tables made by people.

`support_weights.toml` holds the figures, with the command that made them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extract.alignment import Moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A reading of one side in the order of the other: what each likeness weighs in the chance of a place, and the chances of moves."""

    likeness: Mapping[str, float]
    moves: Moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What tells the parts of a supported article apart: their likeness to the recital, by itself and beside the best of them.

    A part is named from `threshold` on.
    """

    likeness: float
    beside_best: float
    base: float
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Every fitted figure.

    `recitals` reads the recitals in the order of the articles, `articles` the other way round. A link's score is the logistic of `base` and
    of what its measures weigh (`reasons`); it is kept from `threshold` on.
    """

    recitals: Chain
    articles: Chain
    reasons: Mapping[str, float]
    base: float
    threshold: float
    parts: Parts


@cache
def fitted() -> Weights:
    """The weights that come with the package."""
    return weights_from(tomllib.loads(files("extract").joinpath("support_weights.toml").read_text("utf-8")))


def weights_from(table: Mapping[str, Any]) -> Weights:
    """Weights from the tables of the file."""
    return Weights(
        recitals=_chain(table["recitals"]),
        articles=_chain(table["articles"]),
        reasons=table["links"]["reasons"],
        base=table["links"]["base"],
        threshold=table["links"]["threshold"],
        parts=Parts(**table["parts"]),
    )


def _chain(table: Mapping[str, Any]) -> Chain:
    return Chain(likeness=table["likeness"], moves=Moves(**table["moves"]))
