"""What each relation of the graph brings to answers: questions with known provisions, asked with all relations and with some left out.

    python benchmarks/walk.py GOLD … CORPUS [--together]

    python benchmarks/walk.py ../shared/gold/qa_davidath.jsonl ../shared/gold/qa_gdpr_dev.jsonl ../shared/corpus

Each GOLD file (docs/how-to/measure-answers.md) is asked of a library that holds the acts that its lines name, as published and in English,
and no others; with `--together` of one library that holds the acts of all files. Questions are asked of the act that their line names,
in this process, as `whereas eval --without` does.

Each relation that lifts what it links (`query.walk.LIFTS`) or by which a question meets provisions is left out alone, then all of the one
sort, all of the other, and all. Levels and measures are those of `whereas eval`; "answered" is the share of questions that were answered
and not abstained from. The last columns tell how many questions had a right article among the first 1 and 5 only with the relations left
out (gained) and only with them (lost), and how often a fair coin would part that many questions as unevenly or more (sign test,
two-sided). Where many rows are tested, one in twenty is under 0.05 by chance alone.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.reference_show import table  # noqa: E402
from extract.pipeline import add_file  # noqa: E402
from kg.findings import Relation  # noqa: E402
from kg.library import Library  # noqa: E402
from query.answer import Status  # noqa: E402
from query.ask import Engine  # noqa: E402
from query.comparing import options_of  # noqa: E402
from query.evaluate import Asked, Case, measure, read_gold, run  # noqa: E402
from query.walk import LIFTS  # noqa: E402

SOURCE: Final = "en.xhtml"
WALKED: Final = tuple(LIFTS)
"""The relations that lift what they link."""
MET: Final = (Relation.USES_TERM, Relation.DEFINES, Relation.ABOUT)
"""The relations by which a question meets provisions."""
LEFT_OUT: Final[Mapping[str, tuple[Relation, ...]]] = {
    "full walk": (),
    **{f"without {relation}": (relation,) for relation in (*WALKED, *MET)},
    "without any walk": WALKED,
    "without terms and topics": MET,
    "without all": (*WALKED, *MET),
}
MEASURED: Final = ("hit@1", "hit@5", "recall@5", "MRR", "exact hit@1", "precision", "answered")
COMPARED: Final = ("gained, lost @1", "p @1", "gained, lost @5", "p @5")
HEAD: Final = ("relations", "set", *MEASURED, *COMPARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Questions that hit only with relations left out, and only with them."""

    gained: int
    lost: int

    @property
    def chance(self) -> float:
        """How likely a fair coin parts that many questions as unevenly or more, either way; 1 where none changed."""
        changed = self.gained + self.lost
        fewest = sum(math.comb(changed, at) for at in range(min(self.gained, self.lost) + 1))
        return min(1.0, fewest / 2.0 ** (changed - 1))


def main() -> None:
    """Ask every question with each set of relations left out, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("golds", type=Path, nargs="+", metavar="GOLD")
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("--together", action="store_true", help="one library for all sets")
    given = parser.parse_args()
    sets = {gold.stem: read_gold(gold) for gold in given.golds}
    everything = [case for cases in sets.values() for case in cases]
    asked = {name: _asked(cases, everything if given.together else cases, given.corpus) for name, cases in sets.items()}
    if len(asked) > 1:
        asked["all sets"] = pooled(asked.values())
    for line in table(HEAD, rows(asked), texts=2):
        print(line)


def _asked(cases: Sequence[Case], held: Iterable[Case], corpus: Path) -> dict[str, tuple[Asked, ...]]:
    """The cases asked of a library with the acts of those `held`, by what was left out."""
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library.sqlite") as library:
        for act in sorted({case.act for case in held if case.act}):
            add_file(library, corpus / act / SOURCE)
        engine = Engine(library)
        return {name: _run(cases, engine, frozenset(relations)) for name, relations in LEFT_OUT.items()}


def _run(cases: Iterable[Case], engine: Engine, without: frozenset[Relation]) -> tuple[Asked, ...]:
    return run(cases, lambda case: engine.ask(case.question, options_of(case, without)))


def pooled(sets: Iterable[Mapping[str, Sequence[Asked]]]) -> dict[str, tuple[Asked, ...]]:
    """The questions of every set as one, by what was left out: more of them tell a difference from chance sooner."""
    every = tuple(sets)
    return {name: tuple(one for runs in every for one in runs[name]) for name in every[0]}


def rows(asked: Mapping[str, Mapping[str, Sequence[Asked]]]) -> Iterator[tuple[object, ...]]:
    """A row for each set and what was left out, the sets side by side; the first of a set's runs is what the others are held against."""
    for name in next(iter(asked.values())):
        for gold, runs in asked.items():
            whole = next(iter(runs.values()))
            yield (name, gold, *_figures(runs[name]), *_changes(whole, runs[name]))


def _figures(asked: Sequence[Asked]) -> tuple[str, ...]:
    found = measure("", asked)
    article, exact = found["provisions"]["article"], found["provisions"]["exact"]
    figures = [article[name] for name in ("hit@1", "hit@5", "recall@5", "mrr")]
    answered = sum(one.answer.status is Status.ANSWERED for one in asked) / len(asked)
    shown = (*figures, exact["hit@1"], found["statements"]["precision"], answered)
    return tuple("–" if one is None else f"{one:.3f}" for one in shown)


def _changes(whole: Sequence[Asked], left: Sequence[Asked]) -> Iterator[str]:
    if whole is left:
        yield from ("–" for _ in COMPARED)
        return
    for first in (1, 5):
        found = changes(hits(whole, first), hits(left, first))
        yield from (f"+{found.gained} −{found.lost}", f"{found.chance:.3f}")


def hits(asked: Iterable[Asked], first: int) -> list[bool]:
    """Of each question with a binding provision to find, whether the article of one is among the first 1, 5 or 10."""
    found = (measure("", [one])["provisions"]["article"] for one in asked)
    return [bool(one[f"hit@{first}"]) for one in found if one]


def changes(whole: Sequence[bool], left: Sequence[bool]) -> Changes:
    """How two runs of the same questions differ."""
    pairs = list(zip(whole, left, strict=True))
    return Changes(gained=pairs.count((False, True)), lost=pairs.count((True, False)))


if __name__ == "__main__":
    main()
