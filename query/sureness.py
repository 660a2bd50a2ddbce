"""How sure it is that the law answers a question: told from how well the best provisions meet it.

A fitted sum of what the best passages meet (`benchmarks/abstaining.py`) gives the odds; it means the same in every act, since all of it
are shares of the question's own weight, or that weight itself.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

from kg.ids import binds
from query.index import Rarity
from query.question import Question
from query.walk import Reached

LOOKED_AT: Final = 30
"""Of the provisions reached, those among which the best met is looked for."""


def signs_of(question: Question, reached: Sequence[Reached], rarity: Rarity) -> dict[str, float]:
    """What tells whether a question is answered, by name."""
    binding = next((one.seed.measures for one in reached if binds(one.provision)), {})
    recital = next((one.seed.measures for one in reached if not binds(one.provision)), {})
    return {
        "covered": binding.get("covered", 0.0),
        "covered_whole": binding.get("covered_whole", 0.0),
        "words": binding.get("words", 0.0),
        "nearby": binding.get("nearby", 0.0),
        "heading": binding.get("heading", 0.0),
        "scope": binding.get("scope", 0.0),
        "covered_recital": recital.get("covered", 0.0),
        "covered_most": max((one.seed.measures.get("covered", 0.0) for one in reached[:LOOKED_AT]), default=0.0),
        "weight": sum(map(rarity.word, question.stems)) / rarity.highest / 6,
        "named": sum(rarity.node(node) for node in dict.fromkeys(node for node, _ in question.nodes)) / rarity.highest / 3,
    }


def sureness(signs: Mapping[str, float]) -> float:
    """The probability that a question with such signs is answered."""
    weights = _weights()
    return 1 / (1 + math.exp(-weights["constant"] - sum(weights[name] * value for name, value in signs.items())))


def least() -> float:
    """The sureness below which nothing is answered."""
    return _weights()["least"]


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {name: float(value) for name, value in tomllib.loads(files("query").joinpath("sureness.toml").read_text("utf-8")).items()}
