"""Measures over a set of questions whose right provisions are known (`whereas eval`).

A gold line is `{"question", "gold": [ids without the act], "act"?, "version"?, "answerable"?}`; without a version the text as published is
meant. Provisions and recitals are measured apart,
at article level (both sides cut to their article, annex or recital) and at the exact level of the gold (the id itself or a part of it).
A question without gold of a group does not count in that group.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean, quantiles
from typing import Any, Final

from kg.errors import SourceError
from kg.ids import article_level, binds
from query.answer import Answer, Status

OJ: Final = "oj"
"""The version of a gold line that names none: the text as published."""
DEPTH: Final = 60
"""How long a ranking is asked for, so that ten articles can be told from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question with its right provisions (full ids) and whether the law answers it."""

    question: str
    act: str | None
    gold: tuple[str, ...]
    answerable: bool
    version: str = OJ


Ranker = Callable[[Case], Answer]
"""An engine: a case to an answer whose rankings are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A case, what the engine answered, the provisions of what a person is shown of it, and how long it took (milliseconds)."""

    case: Case
    answer: Answer
    shown: tuple[str, ...]
    took: float


def read_gold(path: Path, default_act: str | None = None) -> tuple[Case, ...]:
    """The cases of a JSON Lines file. Raises SourceError naming the line that is wrong."""
    if not path.is_file():
        raise SourceError("no such file", where=str(path), hint="Give a gold file, one JSON object a line.")
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise SourceError("not UTF-8 text", where=str(path), hint="Give a gold file, one JSON object a line.") from error
    return tuple(_read_lines(lines, path, default_act))


def _read_lines(lines: Iterable[str], path: Path, default_act: str | None) -> Iterator[Case]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _case(json.loads(line), default_act)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            hint = 'A line looks like {"question": "…", "gold": ["art_5"], "act": "32024R1689"}.'
            raise SourceError(f"not a gold line: {error}", where=f"{path}:{number}", hint=hint) from error


def _case(found: dict[str, Any], default_act: str | None) -> Case:
    act, named, question = found.get("act", default_act), found.get("gold", []), found["question"]
    if not isinstance(question, str) or not isinstance(named, list):
        raise TypeError("the question must be a text and the gold a list")
    if act is None and not all(own[:1].isdigit() for own in named):
        raise ValueError("no act is named, here or with --act")
    gold = tuple(own if own[:1].isdigit() else f"{act}/{own}" for own in named)
    version = _version(found.get("version", OJ))
    return Case(question=question, act=act, gold=gold, answerable=bool(found.get("answerable", True)), version=version)


def _version(named: object) -> str:
    """A version as a gold line names it. Raises ValueError for what is neither `oj` nor a date."""
    return OJ if named == OJ else date.fromisoformat(str(named)).isoformat()


def stated(answer: Answer) -> tuple[str, ...]:
    """The provisions of an answer's statements."""
    return tuple(one.provision for one in answer.statements)


def run(cases: Iterable[Case], ranker: Ranker, shown: Callable[[Answer], tuple[str, ...]] = stated) -> tuple[Asked, ...]:
    """Every case put to an engine, timed one by one."""
    out = []
    for case in cases:
        start = time.perf_counter()
        answer = ranker(case)
        out.append(Asked(case=case, answer=answer, shown=shown(answer), took=(time.perf_counter() - start) * 1000))
    return tuple(out)


def measure(name: str, asked: Sequence[Asked]) -> dict[str, Any]:
    """The measures of docs/how-to/measure-answers.md over a run."""
    answerable = [one for one in asked if one.case.answerable]
    times = [one.took for one in asked] or [0.0]
    return {
        "set": name,
        "questions": len(asked),
        "provisions": _group(answerable, recitals=False),
        "recitals": _group(answerable, recitals=True),
        "statements": {"precision": _statement_precision(answerable)},
        "abstention": _abstention(asked),
        "time_ms": {"p50": round(_percentile(times, 50), 2), "p95": round(_percentile(times, 95), 2)},
    }


def _percentile(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]


def _group(asked: Sequence[Asked], *, recitals: bool) -> dict[str, Any]:
    rows = []
    for one in asked:
        gold = [own for own in one.case.gold if ("/rct_" in own) is recitals]
        if gold:
            ranking = one.answer.recitals if recitals else one.answer.provisions
            rows.append((gold, [own for own, _ in ranking]))
    by_article = [(list(dict.fromkeys(map(article_level, gold))), list(dict.fromkeys(map(article_level, found)))) for gold, found in rows]
    return {"questions": len(rows), "article": _measures(by_article), "exact": _measures(rows)}


def _measures(rows: Sequence[tuple[Sequence[str], Sequence[str]]]) -> dict[str, float]:
    if not rows:
        return {}
    ranks = [_first_rank(gold, found) for gold, found in rows]
    out: dict[str, float] = {f"hit@{k}": round(mean(rank <= k for rank in ranks), 4) for k in (1, 5, 10)}
    out["mrr"] = round(mean(1 / rank if rank <= 10 else 0.0 for rank in ranks), 4)
    for k in (5, 10):
        out[f"recall@{k}"] = round(mean(_recall(gold, found[:k]) for gold, found in rows), 4)
    return out


def _fits(gold: str, found: str) -> bool:
    return found == gold or found.startswith(gold + "/")


def _first_rank(gold: Sequence[str], found: Sequence[str]) -> int:
    return next((rank for rank, own in enumerate(found, 1) if any(_fits(one, own) for one in gold)), 10**6)


def _recall(gold: Sequence[str], found: Sequence[str]) -> float:
    return mean(any(_fits(one, own) for own in found) for one in gold)


def _statement_precision(asked: Sequence[Asked]) -> float | None:
    """Share of the statements shown whose article is gold; recitals are judged only where the gold names recitals."""
    marks = []
    for one in asked:
        gold = set(map(article_level, one.case.gold))
        with_recitals = any("/rct_" in own for own in gold)
        marks += [article_level(own) in gold for own in one.shown if binds(own) or with_recitals]
    return round(mean(marks), 4) if marks else None


def _abstention(asked: Sequence[Asked]) -> dict[str, float | int | None]:
    abstained = [one for one in asked if one.answer.status is Status.ABSTAINED]
    unanswerable = [one for one in asked if not one.case.answerable]
    right = sum(not one.case.answerable for one in abstained)
    return {
        "abstained": len(abstained),
        "unanswerable": len(unanswerable),
        "precision": round(right / len(abstained), 4) if abstained and unanswerable else None,
        "recall": round(right / len(unanswerable), 4) if unanswerable else None,
    }
