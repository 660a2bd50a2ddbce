"""When to answer: how sure it is that the law answers a question, fitted on questions that it answers and others that it does not.

    python benchmarks/abstaining.py fit GOLD … --library FILE [--write]

Each GOLD file is a set of docs/how-to/measure-answers.md. Questions that name a provision, or something that no act says, are decided by
rule and left out of the fit. Printed are the figures of questions left out (five folds by a hash of the question), for several bounds of
sureness; with `--write` query/sureness.toml is written, with the bound given by `--least`. SciPy is needed to fit (extra `fit`).
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.reference_show import table  # noqa: E402
from kg.library import Library  # noqa: E402
from query.ask import Engine  # noqa: E402
from query.comparing import options_of  # noqa: E402
from query.evaluate import read_gold  # noqa: E402

FOLDS: Final = 5
HELD: Final = 0.02
"""How much large weights are held back."""
UNANSWERED: Final = 0.5
"""Weight of all unanswerable questions together beside all answerable ones."""
HEAD: Final = ("least", "set", "abstained", "precision", "recall", "answerable refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A question: its set, whether it is answered, its signs, or that a rule decides it (True to answer, False to abstain)."""

    gold: str
    question: str
    answerable: bool
    signs: Mapping[str, float]
    ruled: bool | None

    @property
    def fold(self) -> int:
        """The fold of a question, by its words."""
        return hashlib.sha256(self.question.encode()).digest()[0] % FOLDS


def signs(library: Library, golds: Sequence[Path]) -> list[Sign]:
    """The questions of some sets, put to a library."""
    engine = Engine(library)
    out = []
    for gold in golds:
        for case in read_gold(gold):
            found, ruled = engine.signs(case.question, options_of(case))
            out.append(Sign(gold=gold.stem, question=case.question, answerable=case.answerable, signs=found, ruled=ruled))
    return out


def fitted(found: Sequence[Sign]) -> dict[str, float]:
    """The weights that tell answerable questions from others best (logistic regression, each class with its weight)."""
    import numpy
    from scipy.optimize import minimize

    open_ = [one for one in found if one.ruled is None]
    names = list(open_[0].signs)
    values = numpy.array([[one.signs[name] for name in names] + [1.0] for one in open_])
    right = numpy.array([float(one.answerable) for one in open_])
    weight = numpy.where(right == 1, 1.0, UNANSWERED * right.sum() / max(1.0, float((right == 0).sum())))

    def loss(weights: numpy.ndarray[Any, Any]) -> tuple[float, numpy.ndarray[Any, Any]]:
        odds = 1 / (1 + numpy.exp(-values @ weights))
        total = -(weight * (right * numpy.log(odds + 1e-12) + (1 - right) * numpy.log(1 - odds + 1e-12))).mean()
        slope = values.T @ (weight * (odds - right)) / len(right)
        slope[:-1] += 2 * HELD / 10 * weights[:-1]
        return float(total + HELD / 10 * (weights[:-1] @ weights[:-1])), slope

    best = minimize(loss, numpy.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    return {**{name: round(float(one), 3) for name, one in zip(names, best[:-1], strict=True)}, "constant": round(float(best[-1]), 3)}


def sure(one: Sign, weights: Mapping[str, float]) -> float:
    """The probability that a question is answered; 1 or 0 where a rule decides."""
    if one.ruled is not None:
        return float(one.ruled)
    return 1 / (1 + math.exp(-weights["constant"] - sum(weights[name] * value for name, value in one.signs.items())))


def rows(found: Sequence[Sign], by: Mapping[int, Mapping[str, float]], bounds: Sequence[float]) -> list[tuple[object, ...]]:
    """Precision and recall of abstaining for each bound, over all sets and each set that has unanswerable questions."""
    sets = [("all", found), *((name, [one for one in found if one.gold == name]) for name in dict.fromkeys(one.gold for one in found))]
    return [(f"{least:.2f}", name, *_figures(part, by, least)) for least in bounds for name, part in sets]


def _figures(part: Sequence[Sign], by: Mapping[int, Mapping[str, float]], least: float) -> tuple[object, ...]:
    silent = [one for one in part if sure(one, by[one.fold]) < least]
    right = sum(not one.answerable for one in silent)
    unanswerable = sum(not one.answerable for one in part)
    precision = f"{right / len(silent):.3f}" if silent and unanswerable else "–"
    recall = f"{right / unanswerable:.3f}" if unanswerable else "–"
    return len(silent), precision, recall, f"{(len(silent) - right) / max(1, len(part) - unanswerable):.3f}"


def main() -> None:
    """Fit, print figures of questions left out, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fit",))
    parser.add_argument("golds", type=Path, nargs="+", metavar="GOLD")
    parser.add_argument("--library", type=Path, required=True, metavar="FILE")
    parser.add_argument("--least", type=float, default=0.2, metavar="SHARE", help="the bound that is written")
    parser.add_argument("--write", action="store_true", help="write query/sureness.toml")
    given = parser.parse_args()
    with Library(given.library) as library:
        found = signs(library, given.golds)
    by = {fold: fitted([one for one in found if one.fold != fold]) for fold in range(FOLDS)}
    weights = fitted(found)
    for line in table(HEAD, rows(found, by, [at / 20 for at in range(2, 14)]), texts=2):
        print(line)
    text = "# How sure it is that the law answers a question (query/sureness.py). Made by `python benchmarks/abstaining.py fit`.\n"
    text += "".join(f"{name} = {value}\n" for name, value in {**weights, "least": given.least}.items())
    print(text)
    if given.write:
        (ROOT / "query/sureness.toml").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
