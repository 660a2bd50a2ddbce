"""The score of each recital and article: measures and order, weighed.

Order is read twice. Each recital has its place among the articles: one between two that speak of Article 9 likely does too. Each article
has its place among the recitals: every provision ought to have its reasons (Article 296 TFEU), so of the recitals near its place the best
is likely its own, even where it is not the best article of that recital. Both are the shares of `extract.alignment`; their square roots
are weighed, so that a recital which four articles share counts half for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from extract.alignment import align, likelihoods
from extract.likeness import Floats
from extract.support_measures import Measures
from extract.support_weights import Weights

LEAST_ARTICLES: Final = 5
"""Articles without which order tells nothing: in an amending act of four, one article would have nearly every recital to itself."""
ORDERS: Final = ("recital order", "article order")
"""The two readings of the order, as their weights are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Of each article in each recital, and of each recital in each article: in their order, and as the words alone would have it.

    Square roots, with a row for each recital and a column for each article.
    """

    ordered: Mapping[str, Floats]
    by_words: Mapping[str, Floats]


def shares_of(measures: Measures, weights: Weights) -> Shares:
    """Both readings of the order; nothing where there are too few articles for any reading to tell them apart."""
    if len(measures.sides.articles) < LEAST_ARTICLES:
        none = dict.fromkeys(ORDERS, np.zeros_like(measures.of["words"]))
        return Shares(ordered=none, by_words=none)
    by_recital = likeness_of(measures, weights.recitals.likeness)
    by_article = likeness_of(measures, weights.articles.likeness).T
    ordered = (align(by_recital, weights.recitals.moves), align(by_article, weights.articles.moves).T)
    by_words = (_shared(by_recital), _shared(by_article).T)
    return Shares(
        ordered=dict(zip(ORDERS, map(np.sqrt, ordered), strict=True)), by_words=dict(zip(ORDERS, map(np.sqrt, by_words), strict=True))
    )


def likeness_of(measures: Measures, likeness: Mapping[str, float]) -> Floats:
    """How like each recital and article are, as the logarithm of a likelihood: their measures, weighed."""
    return np.asarray(sum(weight * measures.of[name] for name, weight in likeness.items()))


def _shared(scores: Floats) -> Floats:
    """Shares of each row by the scores alone."""
    told = likelihoods(scores)
    return np.asarray(told / told.sum(axis=1, keepdims=True))


def scores_of(measures: Measures, shares: Mapping[str, Floats], weights: Weights) -> Floats:
    """Scores from 0 to 1: how likely it is that a recital supports an article."""
    of = {**measures.of, **shares}
    total = weights.base + np.asarray(sum(weight * of[name] for name, weight in weights.reasons.items()))
    return logistic(total)


def logistic(total: Floats) -> Floats:
    """From a sum of weights to a score between 0 and 1."""
    return np.asarray(1.0 / (1.0 + np.exp(-total)))
