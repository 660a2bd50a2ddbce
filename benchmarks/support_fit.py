"""Fitting what each reason for recital support weighs, on tables of recitals and articles made by people.

Needs SciPy (`pip install whereas[fit]`). First each reading of the order is fitted by itself: the chain whose likelihood, with each
recital that has gold held to its gold articles, is highest beside its likelihood left free (a conditional random field with a chain's
moves). Then a logistic of all measures is fitted, none of which may count against a link, and the threshold with the highest F1 is taken.
The parts of an article are fitted on what readers named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from extract.alignment import Moves, log_likelihood
from extract.likeness import Floats
from extract.support_measures import Measures
from extract.support_parts import part_scores
from extract.support_scores import ORDERS, likeness_of, logistic, scores_of, shares_of
from extract.support_weights import Chain, Parts, Weights

WORDING: Final = ("words", "phrases", "passage")
OTHERS: Final = ("heading", "terms", "topics", "mention")
LEFT_OUT: Final = ("wording", *OTHERS, "order")
"""What can be left out of a fit, to see what it brings."""
_HELD: Final = -40.0
_CALM: Final = 0.02
"""What keeps the weights of a chain from growing without need."""
_START: Final = Moves(stay=0.4, ahead=0.4, back=0.1, jump=0.1, ahead_reach=2.5, back_reach=2.5)
_NO_ORDER: Final = Moves(stay=0.0, ahead=0.0, back=0.0, jump=1.0, ahead_reach=1.0, back_reach=1.0)

Known = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """An act with its gold: a row for each recital, a column for each article; and the recitals whose rows may be learned from."""

    measures: Measures
    gold: Known
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsTaught:
    """How like a recital is to each part of an article that it supports, and which of them readers named."""

    likeness: Floats
    named: Known
    judged: Known


def fit(acts: Sequence[Taught], parts: Parts, without: str = "") -> Weights:
    """Weights from the known recitals of some acts, with one of `LEFT_OUT` left out; those of parts are given."""
    likeness = WORDING if without != "wording" else OTHERS[:-1]
    moves = None if without != "order" else _NO_ORDER
    recitals = _chain(acts, likeness, _held_by_recital, moves)
    articles = _chain(acts, likeness, _held_by_article, moves)
    names = tuple(name for name in (*WORDING, *OTHERS, *ORDERS) if name != without and (without != "wording" or name not in WORDING))
    weights = Weights(recitals=recitals, articles=articles, reasons={}, base=0.0, threshold=0.0, parts=parts)
    read = [(one, {**one.measures.of, **shares_of(one.measures, weights).ordered}) for one in acts]
    rows = np.concatenate([np.stack([of[name][one.known] for name in names], -1).reshape(-1, len(names)) for one, of in read])
    truth = np.concatenate([one.gold[one.known].ravel() for one in acts])
    values, base = _logistic(rows, truth.astype(float), lowest=0.0)
    weights = replace(weights, reasons=dict(zip(names, map(float, values), strict=True)), base=base)
    scores = [scores_of(one.measures, shares_of(one.measures, weights).ordered, weights)[one.known].ravel() for one in acts]
    return replace(weights, threshold=_threshold(np.concatenate(scores), truth))


# ── the chains ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

Held = Callable[[Taught, dict[str, float]], tuple[Floats, Known]]


def _held_by_recital(one: Taught, likeness: dict[str, float]) -> tuple[Floats, Known]:
    """Scores of articles for each recital, and which of them its gold allows: all, where there is none."""
    allowed = np.where((one.gold.any(axis=1) & one.known)[:, None], one.gold, True)
    return likeness_of(one.measures, likeness), allowed


def _held_by_article(one: Taught, likeness: dict[str, float]) -> tuple[Floats, Known]:
    gold = (one.gold & one.known[:, None]).T
    return likeness_of(one.measures, likeness).T, np.where(gold.any(axis=1)[:, None], gold, True)


def _chain(acts: Sequence[Taught], names: Sequence[str], held: Held, moves: Moves | None) -> Chain:
    from scipy.optimize import minimize

    start = np.concatenate([np.full(len(names), 3.0), np.log(np.array(astuple(_START)))])
    rows = sum(int((one.gold.any(axis=1) & one.known).sum()) for one in acts)

    def loss(given: Floats) -> float:
        chain = _as_chain(names, given, moves)
        told = 0.0
        for one in acts:
            scores, allowed = held(one, dict(chain.likeness))
            told += log_likelihood(scores, chain.moves) - log_likelihood(np.where(allowed, scores, scores + _HELD), chain.moves)
        calm = _CALM * float((given[: len(names)] ** 2).sum()) / 100 + 0.002 * float(((given - start)[len(names) :] ** 2).sum())
        return told / rows + calm

    bounds = [(0.0, 40.0)] * len(names) + [(None, None)] * 4 + [(-2.0, 4.0)] * 2
    found = minimize(loss, start, method="L-BFGS-B", bounds=bounds, options={"maxiter": 40})
    return _as_chain(names, found.x, moves)


def _as_chain(names: Sequence[str], given: Floats, moves: Moves | None) -> Chain:
    """A chain from free numbers: chances by softmax, reaches by their logarithms."""
    raised = np.exp(given[len(names) : len(names) + 4] - given[len(names) : len(names) + 4].max())
    values = (*map(float, raised / raised.sum()), *map(float, np.exp(given[len(names) + 4 :])))
    free = Moves(**dict(zip((field.name for field in fields(Moves)), values, strict=True)))
    return Chain(likeness=dict(zip(names, map(float, given), strict=False)), moves=moves or free)


# ── the logistics ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _logistic(rows: Floats, truth: Floats, lowest: float | None) -> tuple[Floats, float]:
    """Weights and what is added to them; each measure is brought to one spread first, and calmed alike."""
    from scipy.optimize import minimize

    spread = rows.std(axis=0) + 1e-9
    scaled = rows / spread

    def loss(given: Floats) -> tuple[float, Floats]:
        total = scaled @ given[:-1] + given[-1]
        off = logistic(total) - truth
        told = float((np.logaddexp(0.0, total) - truth * total).sum()) + float((given[:-1] ** 2).sum()) / 2
        return told, np.concatenate([scaled.T @ off + given[:-1], [off.sum()]])

    bounds = [(lowest, None)] * rows.shape[1] + [(None, None)]
    found: Any = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x[:-1] / spread, float(found.x[-1])


def _threshold(scores: Floats, truth: Known) -> float:
    """The score from which on links have the highest F1, halfway to the next lower one, or to nothing where there is none."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order])
    best = int(np.argmax(2 * right / (np.arange(1, len(order) + 1) + truth.sum())))
    falling = np.append(scores[order], 0.0)
    return float(falling[best : best + 2].mean())


def fit_parts(taught: Iterable[PartsTaught]) -> Parts:
    """Weights of the parts of articles, from those that both readers named and those that neither did."""
    several = [one for one in taught if len(one.likeness) > 1]
    rows = np.concatenate([np.stack([one.likeness, one.likeness / max(float(one.likeness.max()), 1e-9)], -1) for one in several])
    judged = np.concatenate([one.judged for one in several])
    truth = np.concatenate([one.named for one in several])
    values, base = _logistic(rows[judged], truth[judged].astype(float), lowest=None)
    weights = Parts(likeness=float(values[0]), beside_best=float(values[1]), base=base, threshold=0.0)
    scores = np.concatenate([part_scores(one.likeness, weights) for one in several])
    return replace(weights, threshold=_threshold(scores, truth))
