"""Answers drawn by lot and judged by a reader who did not build the engine: does each statement help, is the answer complete?

    python benchmarks/answer_sample.py draw GOLD … --library FILE --sample NAME --out PACK
    python benchmarks/answer_sample.py score --sample NAME

`draw` puts 100 of the sets' answerable questions, as likely as any other, to the library and writes their answers for a reader; the pack
holds legal text, so PACK must be outside the repository. Answers that abstain are left out and counted. `score` reads the verdicts in
`tests/acts/answers_NAME.jsonl`: for each question, by the hash of its words, the provisions shown, for each statement `helps`, `related`
(on the matter, but no part of an answer) or `off`, and whether the answer is complete.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg.library import Library  # noqa: E402
from query.answer import Answer, Status  # noqa: E402
from query.ask import Engine  # noqa: E402
from query.comparing import options_of  # noqa: E402
from query.evaluate import Case, read_gold  # noqa: E402

SEEDS: Final = {"first": 20261124}
"""The seed of each sample."""
ANSWERS: Final = 100
VERDICTS: Final = ("helps", "related", "off")


def draw(golds: list[Path], library: Path, sample: str, out: Path) -> None:
    """Write the pack of a sample."""
    cases = [case for gold in golds for case in read_gold(gold) if case.answerable]
    chosen = random.Random(SEEDS[sample]).sample(cases, ANSWERS)
    with Library(library) as shelf:
        engine = Engine(shelf)
        answers = [engine.ask(case.question, options_of(case)) for case in chosen]
    entries = [_entry(number, case, answer) for number, (case, answer) in enumerate(zip(chosen, answers, strict=True), 1)]
    out.write_text("\n".join(entries), encoding="utf-8")
    silent = sum(answer.status is Status.ABSTAINED for answer in answers)
    print(f"{len(entries)} answers in {out}; {silent} of them abstain")


def _entry(number: int, case: Case, answer: Answer) -> str:
    shown = [one.provision for one in answer.statements]
    named = hashlib.sha256(case.question.encode()).hexdigest()[:16]
    head = f"## {number} {json.dumps({'question': named, 'act': case.act, 'statements': shown})}"
    lines = (f"{place}. {one.citation} [{one.role.value}]: {one.text}" for place, one in enumerate(answer.statements, 1))
    return "\n".join((head, f"QUESTION: {case.question}", *lines, ""))


def score(sample: str) -> None:
    """Print how many statements help, and how many answers are complete."""
    read: list[dict[str, Any]] = [
        json.loads(line) for line in (ROOT / f"tests/acts/answers_{sample}.jsonl").read_text("utf-8").splitlines()
    ]
    answered = [one for one in read if one["statements"]]
    verdicts = Counter(verdict for one in answered for verdict in one["verdicts"])
    total = verdicts.total()
    shares = ", ".join(f"{name} {verdicts[name]} ({verdicts[name] / total:.1%})" for name in VERDICTS)
    print(f"{len(answered)} answers, {total} statements: {shares}")
    print(f"complete: {sum(one['complete'] for one in answered)} ({sum(one['complete'] for one in answered) / len(answered):.1%})")
    print(f"the first statement helps: {sum(one['verdicts'][0] == 'helps' for one in answered)}")


def main() -> None:
    """Draw a sample, or score one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("draw", "score"))
    parser.add_argument("golds", type=Path, nargs="*", metavar="GOLD")
    parser.add_argument("--library", type=Path, metavar="FILE")
    parser.add_argument("--sample", default="first", choices=tuple(SEEDS))
    parser.add_argument("--out", type=Path, metavar="PACK")
    given = parser.parse_args()
    if given.what == "score":
        score(given.sample)
    elif given.library is None or given.out is None or not given.golds:
        parser.error("draw needs GOLD files, --library and --out")
    else:
        draw(given.golds, given.library, given.sample, given.out)


if __name__ == "__main__":
    main()
