"""The weights by which provisions are ranked: fitted on questions with known provisions, and measured on questions left out.

    python benchmarks/ranking.py fit GOLD … --library FILE [--write]
    python benchmarks/ranking.py measure GOLD … --library FILE [--without RELATIONS]

Each GOLD file is a set of docs/how-to/measure-answers.md; FILE is a library that holds the acts that its lines name, in the versions that
they name. `fit` prints the weights fitted on all questions, and the measures of questions left out: five folds by a hash of the question,
each ranked by weights fitted on the other four. With `--write` it writes query/ranking.toml. `measure` prints the same table for the
weights that are there.

The model: of the passages that are candidates, the odds of each are exp(score), the score a weighed sum of measures (query/features.py) and
lifts (query/walk.py). What is made as likely as can be is that the passage picked is one of the gold: half at the exact level, half at the
level of articles; large weights are held back (L2). Lifts depend on the scores, so that weights are fitted four times, each with the
lifts by the weights before. SciPy is needed to fit (extra `fit`), not to use the weights.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.reference_show import table  # noqa: E402
from kg.ids import article_level, binds  # noqa: E402
from kg.library import Library  # noqa: E402
from query.ask import Engine  # noqa: E402
from query.comparing import options_of  # noqa: E402
from query.evaluate import Case, read_gold  # noqa: E402
from query.ranking import Weights  # noqa: E402
from query.relations import named  # noqa: E402
from query.seed import Ground  # noqa: E402
from query.walk import BESIDE, OF_ACT, SUPPORTED_WHOLE, lifts_of  # noqa: E402

if TYPE_CHECKING:
    import numpy

FOLDS: Final = 5
ROUNDS: Final = 4
HELD: Final = {True: 6e-4, False: 3e-3}
"""How much large weights are held back: of binding provisions, of recitals."""
BINDING: Final = (
    "words", "covered", "nearby", "nearby_body", "nearby_heading", "whole", "covered_whole", "nearby_whole", "heading", "heading_said",
    "heading_pairs", "outer", "pairs", "node", "named", "defined", "penalty", "penalty_unasked", "exempts", "exempts_unasked", "scope",
    "scope_unasked", "others_bound", "point", "annex", "first", "empty", "length", "supported", SUPPORTED_WHOLE, "referred_to",
    "refers_to", "above", "below", BESIDE, OF_ACT,
)  # fmt: skip
RECITAL: Final = (
    "words", "covered", "nearby", "nearby_body", "whole", "covered_whole", "nearby_whole", "pairs", "node", "named", "length", "supports",
    "refers_to", OF_ACT,
)  # fmt: skip
RESEMBLES: Final = 2.0
"""The weight of nearness in meaning: of 0, 0.5, 1, 2 and 3 the one with the best reciprocal ranks over the sets, in a library with vectors.

The other weights are fitted without vectors, so that a library has the same weights with and without them.
"""
NEVER_BELOW: Final = frozenset({
    "supported", "supports", SUPPORTED_WHOLE, "referred_to", "refers_to", "above", "below", BESIDE, OF_ACT, "nearby", "nearby_whole",
    "nearby_body", "nearby_heading",
})  # fmt: skip
"""Weights that are not let below nothing: a link, or another word for one, is no reason against a provision."""
HEAD: Final = ("set", "group", "questions", "hit@1", "hit@5", "MRR", "recall@5", "exact hit@1", "exact hit@5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A question as it was put: its set, and the ground that its walk starts from."""

    gold: str
    case: Case
    ground: Ground

    @property
    def fold(self) -> int:
        """The fold of a question, by its words."""
        return hashlib.sha256(self.case.question.encode()).digest()[0] % FOLDS


def asked_of(library: Library, golds: Iterable[Path], without: str = "") -> list[Put]:
    """The answerable questions of some sets, put to a library."""
    engine, left_out = Engine(library), named([without])
    put = []
    for gold in golds:
        for case in read_gold(gold):
            if case.answerable:
                put.append(Put(gold=gold.stem, case=case, ground=engine.ground(case.question, options_of(case, left_out))))
    return put


@dataclass(frozen=True, slots=True, kw_only=True)
class Listwise:
    """The candidates of one question in one group: their measures, and which are gold, exactly and by article."""

    put: Put
    provisions: tuple[str, ...]
    values: numpy.ndarray[Any, Any]
    exact: numpy.ndarray[Any, Any]
    near: numpy.ndarray[Any, Any]


def listed(put: Put, counted: Weights | None, names: Sequence[str], *, binding: bool) -> Listwise | None:
    """A question's candidates in a group; None where it has no gold there."""
    import numpy

    gold = [own for own in put.case.gold if binds(own) is binding]
    seeds = [seed for seed in put.ground.seeds if binds(seed.provision) is binding]
    if not gold or not seeds:
        return None
    ground = put.ground if counted is None else rescored(put.ground, counted)
    lifts = lifts_of(ground) if counted is not None else {}
    rows = [{**seed.measures, **{name: lift.strength for name, lift in lifts.get(seed.provision, {}).items()}} for seed in seeds]
    wholes = set(map(article_level, gold))
    return Listwise(
        put=put,
        provisions=tuple(seed.provision for seed in seeds),
        values=numpy.array([[row.get(name, 0.0) for name in names] for row in rows]),
        exact=numpy.array([any(f"{seed.provision}/".startswith(f"{own}/") for own in gold) for seed in seeds]),
        near=numpy.array([article_level(seed.provision) in wholes for seed in seeds]),
    )


def rescored(ground: Ground, counted: Weights) -> Ground:
    """A ground with its seeds scored by other weights."""
    from dataclasses import replace

    seeds = (replace(seed, score=counted.score(seed.provision, seed.measures)) for seed in ground.seeds)
    return Ground(seeds=tuple(seeds), links=ground.links)


def fitted(put: Sequence[Put]) -> Weights:
    """The weights that fit some questions best."""
    counted: Weights | None = None
    for _ in range(ROUNDS):
        groups = {}
        for binding, names in ((True, BINDING), (False, RECITAL)):
            lists = [one for one in (listed(each, counted, names, binding=binding) for each in put) if one is not None]
            groups[binding] = dict(zip(names, _minimised(lists, names, HELD[binding]), strict=True))
        counted = Weights(binding=groups[True], recital=groups[False])
    assert counted is not None
    return counted


def _minimised(lists: Sequence[Listwise], names: Sequence[str], held: float) -> list[float]:
    import numpy
    from scipy.optimize import minimize

    def loss(weights: numpy.ndarray[Any, Any]) -> tuple[float, numpy.ndarray[Any, Any]]:
        total, slope = 0.0, numpy.zeros_like(weights)
        for one in lists:
            scores = one.values @ weights
            odds = numpy.exp(scores - scores.max())
            whole = odds.sum()
            for right in (one.exact, one.near):
                if right.any():
                    share = odds[right].sum()
                    total -= 0.5 * (math.log(share) - math.log(whole))
                    slope -= 0.5 * ((odds * right) @ one.values / share - odds @ one.values / whole)
        return total / len(lists) + held * float(weights @ weights), slope / len(lists) + 2 * held * weights

    bounds = [(0.0 if name in NEVER_BELOW else None, None) for name in names]
    found = minimize(loss, numpy.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500})
    return [round(float(one), 3) for one in found.x]


# ── measures ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def ranks(put: Put, counted: Weights, *, binding: bool) -> tuple[float, ...] | None:
    """The measures of one question in one group; None where it has no gold there."""
    names = BINDING if binding else RECITAL
    one = listed(put, counted, names, binding=binding)
    gold = [own for own in put.case.gold if binds(own) is binding]
    if one is None:
        return (0.0,) * 6 if gold else None
    weights = [counted.of("x/art_1" if binding else "x/rct_1").get(name, 0.0) for name in names]
    order = sorted(range(len(one.provisions)), key=lambda at: (-float(one.values[at] @ weights), one.provisions[at]))
    wholes = list(dict.fromkeys(article_level(one.provisions[at]) for at in order))
    right = set(map(article_level, gold))
    near = next((rank for rank, own in enumerate(wholes, 1) if own in right), 10**6)
    exact = next((rank for rank, at in enumerate(order, 1) if one.exact[at]), 10**6)
    recall = len(right & set(wholes[:5])) / len(right)
    return near <= 1, near <= 5, 1 / near, recall, exact <= 1, exact <= 5


def rows(put: Sequence[Put], by: Mapping[int, Weights]) -> list[tuple[object, ...]]:
    """The measures of each set and group, each question ranked by the weights of its fold."""
    out: list[tuple[object, ...]] = []
    for gold in dict.fromkeys(one.gold for one in put):
        for binding in (True, False):
            found = [ranks(one, by[one.fold], binding=binding) for one in put if one.gold == gold]
            measured = [one for one in found if one is not None]
            if measured:
                figures = (f"{mean(one[at] for one in measured):.3f}" for at in range(6))
                out.append((gold, "provisions" if binding else "recitals", len(measured), *figures))
    return out


def written(counted: Weights) -> str:
    """The weights as query/ranking.toml has them."""
    head = (
        "# How much each measure of `query.features` and each lift of `query.walk` counts in a provision's score.\n"
        "# Made by `python benchmarks/ranking.py fit`; figures on questions left out are in docs/reference/ranking.md.\n"
    )
    groups = (("binding", counted.binding), ("recital", counted.recital))
    weighed = ((name, {**group, "resembles": RESEMBLES}) for name, group in groups)
    parts = (f"\n[{name}]\n" + "".join(f"{own} = {value}\n" for own, value in group.items()) for name, group in weighed)
    return head + "".join(parts)


def main() -> None:
    """Fit the weights, or measure those that are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fit", "measure"))
    parser.add_argument("golds", type=Path, nargs="+", metavar="GOLD")
    parser.add_argument("--library", type=Path, required=True, metavar="FILE")
    parser.add_argument("--write", action="store_true", help="write query/ranking.toml")
    parser.add_argument("--without", default="", metavar="RELATIONS", help="leave relations out")
    given = parser.parse_args()
    with Library(given.library) as library:
        put = asked_of(library, given.golds, given.without)
    if given.what == "fit":
        by = {fold: fitted([one for one in put if one.fold != fold]) for fold in range(FOLDS)}
        counted = fitted(put)
        print(written(counted))
        if given.write:
            (ROOT / "query/ranking.toml").write_text(written(counted), "utf-8")
    else:
        from query.ranking import weights

        by = dict.fromkeys(range(FOLDS), weights())
    for line in table(HEAD, rows(put, by), texts=2):
        print(line)


if __name__ == "__main__":
    main()
