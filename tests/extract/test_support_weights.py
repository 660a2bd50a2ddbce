"""The weights that come with the package: whole, in bounds, and named as what they weigh."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, astuple
from importlib.resources import files

import numpy as np
import pytest

from extract.support_measures import measures_of
from extract.support_scores import ORDERS, logistic
from extract.support_weights import Chain, fitted, weights_from
from tests.extract.support_acts import SUBJECT_WORDS, WHY, findings, made

TABLE = tomllib.loads(files("extract").joinpath("support_weights.toml").read_text("utf-8"))
CHAINS = (fitted().recitals, fitted().articles)


def names_measured() -> set[str]:
    whole = made(WHY, SUBJECT_WORDS)
    measures = measures_of(whole, findings(whole))
    assert measures is not None
    return set(measures.of)


def test_every_measure_has_its_weight_and_nothing_else_has() -> None:
    assert set(fitted().reasons) == names_measured() | set(ORDERS)


@pytest.mark.parametrize("chain", CHAINS, ids=["recitals", "articles"])
def test_a_chain_weighs_measures(chain: Chain) -> None:
    assert chain.likeness
    assert set(chain.likeness) <= names_measured()


@pytest.mark.parametrize("chain", CHAINS, ids=["recitals", "articles"])
def test_the_moves_of_a_chain_sum_to_one_and_each_has_its_chance(chain: Chain) -> None:
    chances = astuple(chain.moves)[:4]
    assert sum(chances) == pytest.approx(1.0, abs=2e-4)
    assert min(chances) > 0
    assert min(chain.moves.ahead_reach, chain.moves.back_reach) > 0


def test_no_reason_counts_against_a_link() -> None:
    assert min(fitted().reasons.values()) >= 0
    assert min(weight for chain in CHAINS for weight in chain.likeness.values()) >= 0


def test_thresholds_are_scores() -> None:
    assert 0 < fitted().threshold < 1
    assert 0 < fitted().parts.threshold < 1


def test_what_shares_nothing_with_a_recital_scores_below_the_threshold() -> None:
    assert float(logistic(np.array(fitted().base))) < fitted().threshold


def test_weights_are_the_figures_of_the_file() -> None:
    weights = weights_from(TABLE)
    assert weights == fitted()
    assert asdict(weights.parts) == TABLE["parts"]
    assert (weights.base, weights.threshold) == (TABLE["links"]["base"], TABLE["links"]["threshold"])
    for chain, name in zip(CHAINS, ("recitals", "articles"), strict=True):
        assert asdict(chain) == {"likeness": TABLE[name]["likeness"], "moves": TABLE[name]["moves"]}


def test_a_file_without_a_table_is_refused() -> None:
    with pytest.raises(KeyError, match="parts"):
        weights_from({name: table for name, table in TABLE.items() if name != "parts"})
