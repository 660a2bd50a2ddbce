"""Two sequences in roughly the same order laid side by side: a hidden Markov chain, read by forward–backward (Rabiner 1989).

What is observed in turn (recitals) is explained by places that stand in order (articles). From one to the next the chain stays where it
is, goes on to one of the places that follow, goes back, or jumps. Each move has its chance, so the sum over all ways through gives each
place its share of each observation: several places can share one, and one place can have many in a row.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.likeness import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Chances of what comes next; `stay`, `ahead`, `back` and `jump` sum to one.

    `ahead_reach` and `back_reach`, in places: a move's chance falls by e with each of them.
    """

    stay: float
    ahead: float
    back: float
    jump: float
    ahead_reach: float
    back_reach: float


def align(scores: Floats, moves: Moves) -> Floats:
    """For each observation (row) the share of each place (column); rows sum to one.

    `scores` are the logarithms of how likely each place is to make each observation; what does not tell places apart may be left out.
    """
    chances = _chances(scores.shape[1], moves)
    told, (forward, _) = likelihoods(scores), _forward(scores, chances)
    backward = np.ones_like(scores)
    for row in range(len(scores) - 2, -1, -1):
        step = chances @ (backward[row + 1] * told[row + 1])
        backward[row] = step / step.sum()
    shares = forward * backward
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def log_likelihood(scores: Floats, moves: Moves) -> float:
    """The logarithm of how likely all observations are, over all ways through the places: what a fit of the weights makes highest."""
    return _forward(scores, _chances(scores.shape[1], moves))[1]


def likelihoods(scores: Floats) -> Floats:
    """Likelihoods of each row's observation, the highest as one."""
    return np.asarray(np.exp(scores - scores.max(axis=1, keepdims=True)))


def _forward(scores: Floats, chances: Floats) -> tuple[Floats, float]:
    told, found = likelihoods(scores), np.zeros_like(scores)
    here, likelihood = np.full(scores.shape[1], 1.0 / scores.shape[1]), float(scores.max(axis=1).sum())
    for row, words in enumerate(told):
        step = (here @ chances if row else here) * words
        total = step.sum()
        likelihood += math.log(total)
        here = found[row] = step / total
    return found, likelihood


def _chances(count: int, moves: Moves) -> Floats:
    """Chance of each place (column) after each (row); rows sum to one, also at the ends, where fewer moves are left."""
    ahead = np.arange(count)[None, :] - np.arange(count)[:, None]
    chances = moves.stay * np.eye(count) + moves.jump / count
    chances += moves.ahead * _fading(ahead, moves.ahead_reach) + moves.back * _fading(-ahead, moves.back_reach)
    return np.asarray(chances / chances.sum(axis=1, keepdims=True))


def _fading(distance: NDArray[np.int64], reach: float) -> Floats:
    """Chances that fall with the distance, where there is any; rows sum to one, or to nothing at the end."""
    chances = np.where(distance > 0, np.exp(-np.maximum(distance, 0) / reach), 0.0)
    return np.asarray(chances / np.maximum(chances.sum(axis=1, keepdims=True), 1e-300))
