"""How the cost of adding an act grows with its length, and with what the library holds already.

    python benchmarks/growth.py ../shared/corpus [NAME …] [--runs 3]

Every English act as published is added once, from its best source: into a new library of its own, and in turn into one library that
keeps them all. Each adding is a process of its own, measured as in `timing.py`; medians over the runs are printed. NAME keeps the acts
whose CELEX number holds one of the words.

Two lines of least squares are drawn through the logarithms of cost and words: a slope of 1 is a cost in proportion to the words. A process
costs something before it reads a word, which flattens them; so they are drawn a second time over what an act costs and has above the sample
act, which is short; acts that are shorter than it are left out there, and two must be longer. A page read from a PDF costs a multiple of
one read from markup, so the lines are drawn through markup alone. "× line" is an act's cost beside what the line above the sample act tells
for its length: an act of markup well above 1 is worth a profile.

What the full library costs is what an act takes more there than alone, against the number of acts added before it.
"""

from __future__ import annotations

import argparse
import math
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, linear_regression, median
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.timing import measured, whereas  # noqa: E402

SAMPLE: Final = ROOT / "extract" / "sample" / "act.xhtml"
BEST: Final = ("en.fmx4.zip", "en.xhtml", "en.html", "en.fmx.xml", "en.akn.xml", "en.pdf")
"""Sources of an act, the best first: a Formex archive has all parts of an act, a single Formex file may lack its annexes."""
UNMARKED: Final = ("pdf", "text")
"""Formats without markup."""
_PUBLISHED: Final = re.compile(r"3\d{4}[A-Z]\d{4}")
"""CELEX numbers of acts as published: sector 3, without the corrigenda."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process took: wall and processor seconds, and its peak memory (MB)."""

    wall: float
    seconds: float
    peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An act added: what it has, what that took alone and among all before it, and how big its own library is (MB)."""

    act: str
    format: str
    words: int
    provisions: int
    alone: Cost
    among: Cost
    library: float


def main() -> None:
    """Add every act, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    files = [file for file in best_sources(given.corpus) if not given.names or any(name in file.parent.name for name in given.names)]
    with tempfile.TemporaryDirectory() as folder:
        sample, *acts = _added([SAMPLE, *files], Path(folder), given.runs)
        everything = _megabytes(Path(folder) / "all.sqlite")
    for line in report(sample, acts):
        print(line)
    apart = sum(one.library for one in (sample, *acts))
    print(f"The library of all, with the sample act, has {everything:.1f} MB, and their own libraries have {apart:.1f} MB together.")


def best_sources(corpus: Path) -> list[Path]:
    """The best English source of each act as published, by CELEX number."""
    folders = sorted(folder for folder in corpus.iterdir() if _PUBLISHED.fullmatch(folder.name))
    found = (next((folder / name for name in BEST if (folder / name).is_file()), None) for folder in folders)
    return [file for file in found if file is not None]


# ── measuring ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _added(files: Sequence[Path], folder: Path, runs: int) -> list[Added]:
    """Every file added alone and to the library of all, `runs` times over; the library of all starts anew each time."""
    own, every = folder / "own.sqlite", folder / "all.sqlite"
    alone: dict[Path, list[Cost]] = {file: [] for file in files}
    among: dict[Path, list[Cost]] = {file: [] for file in files}
    held: dict[Path, tuple[str, str, int, int, float]] = {}
    for run in range(runs):
        _forget(every)
        for file in files:
            print(f"run {run + 1} of {runs}: {file.parent.name}", end=" " * 12 + "\r", file=sys.stderr, flush=True)
            _forget(own)
            alone[file].append(_add(file, own))
            among[file].append(_add(file, every))
            held[file] = _held(own)
    return [_row(held[file], _middle(alone[file]), _middle(among[file])) for file in files]


def _add(file: Path, library: Path) -> Cost:
    """The cost of adding a file to a library; a source that is not whole is added all the same."""
    wall, seconds, peak = measured(whereas("add", str(file.resolve()), "--allow-incomplete", "--library", str(library)))
    return Cost(wall=wall, seconds=seconds, peak=peak)


def _forget(library: Path) -> None:
    """Take a library away with the files that SQLite keeps beside it."""
    for file in library.parent.glob(f"{library.name}*"):
        file.unlink()


def _held(library: Path) -> tuple[str, str, int, int, float]:
    """CELEX number, format, words and provisions of the one act of a library, and the library's megabytes."""
    with closing(sqlite3.connect(library)) as connection:
        what = "celex, format, certificate ->> '$.words.source', (SELECT count(*) FROM provision)"
        celex, named, words, provisions = connection.execute(f"SELECT {what} FROM source JOIN text ON text.id = text_id").fetchone()
    return celex, named, words, provisions, _megabytes(library)


def _megabytes(file: Path) -> float:
    return file.stat().st_size / 1e6


def _middle(costs: Sequence[Cost]) -> Cost:
    return Cost(
        wall=median(one.wall for one in costs), seconds=median(one.seconds for one in costs), peak=median(one.peak for one in costs)
    )


def _row(held: tuple[str, str, int, int, float], alone: Cost, among: Cost) -> Added:
    act, named, words, provisions, library = held
    return Added(act=act, format=named, words=words, provisions=provisions, alone=alone, among=among, library=library)


# ── telling ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerLine:
    """A cost as `factor · words ** slope`: a straight line through the logarithms."""

    factor: float
    slope: float

    def at(self, words: float) -> float:
        """What the line tells for a length."""
        return float(self.factor * words**self.slope)


def power_line(words: Sequence[float], costs: Sequence[float]) -> PowerLine:
    """The line of least squares through the logarithms of costs and words, all above nought."""
    found = linear_regression([math.log(one) for one in words], [math.log(one) for one in costs])
    return PowerLine(factor=math.exp(found.intercept), slope=found.slope)


def above(sample: Added, acts: Sequence[Added], cost: Callable[[Cost], float]) -> list[tuple[int, float]]:
    """Words and cost of each act above those of the sample act; acts that have no more of both than it are left out."""
    found = ((one.words - sample.words, cost(one.alone) - cost(sample.alone)) for one in acts)
    return [(words, taken) for words, taken in found if words > 0 and taken > 0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What an act takes more among others than alone (processor seconds): the mean, how much that grows with each act added before, and the
    standard error of that growth."""

    mean: float
    growth: float
    error: float


def extra_of(acts: Sequence[Added]) -> Extra:
    """What three acts or more, in the order they were added, take more than alone."""
    taken = [one.among.seconds - one.alone.seconds for one in acts]
    found = linear_regression(range(len(taken)), taken)
    left = sum((one - found.intercept - found.slope * at) ** 2 for at, one in enumerate(taken))
    spread = sum((at - (len(taken) - 1) / 2) ** 2 for at in range(len(taken)))
    return Extra(mean=fmean(taken), growth=found.slope, error=math.sqrt(left / (len(taken) - 2) / spread))


def report(sample: Added, acts: Sequence[Added]) -> Iterator[str]:
    """The table of acts, and the lines through them."""
    # Imported after the measuring: a child's peak is never told below what its parent held when it was started.
    from benchmarks.reference_show import table

    markup = [one for one in acts if one.format not in UNMARKED]
    line = power_line(*zip(*above(sample, markup, lambda cost: cost.seconds), strict=True))
    head = ("act", "format", "words", "provisions", "s", "wall s", "peak MB", "library MB", "× line", "s among all", "peak among all")
    yield from table(head, (_cells(one, sample, line) for one in (sample, *acts)), texts=2)
    yield ""
    yield from _slopes(sample, markup)
    words, taken = sum(one.words for one in acts), sum(one.alone.seconds for one in acts)
    rate = 100_000 * (taken - len(acts) * sample.alone.seconds) / (words - len(acts) * sample.words)
    yield f"Processor seconds for 100 000 words: {100_000 * taken / words:.2f} with starting each process, {rate:.2f} above the sample act."
    extra = extra_of(acts)
    grows = f"{1000 * extra.growth:+.1f} ± {1000 * extra.error:.1f} ms (standard error)"
    yield f"In the library of all an act takes {1000 * extra.mean:+.0f} ms more than alone, and {grows} more for each act added before it."


def _cells(one: Added, sample: Added, line: PowerLine) -> tuple[object, ...]:
    words, taken = one.words - sample.words, one.alone.seconds - sample.alone.seconds
    beside = f"{taken / line.at(words):.2f}" if words > 0 else "–"
    costs = f"{one.alone.seconds:.2f}", f"{one.alone.wall:.2f}", f"{one.alone.peak:.0f}", f"{one.library:.1f}", beside
    return one.act, one.format, one.words, one.provisions, *costs, f"{one.among.seconds:.2f}", f"{one.among.peak:.0f}"


def _slopes(sample: Added, acts: Sequence[Added]) -> Iterator[str]:
    measures: dict[str, Callable[[Cost], float]] = {"processor seconds": lambda one: one.seconds, "peak memory": lambda one: one.peak}
    for name, cost in measures.items():
        whole = power_line([one.words for one in acts], [cost(one.alone) for one in acts])
        over = above(sample, acts, cost)
        rest = power_line(*zip(*over, strict=True))
        yield f"Slope of log {name} over log words: {whole.slope:.2f}; above the sample act {rest.slope:.2f} ({len(over)} acts)."


if __name__ == "__main__":
    main()
