"""Time and memory of whole processes on one act: adding from PDF beside pypdf's bare extraction, adding from XHTML, asking cold and warm.

    python benchmarks/timing.py PDF XHTML [--runs 5]

Commands that are compared run in turn (A B A B …), so that a machine whose speed drifts slows both; medians are printed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
EXTRACT = "import sys, pypdf; [page.extract_text() for page in pypdf.PdfReader(sys.argv[1]).pages]"
QUESTIONS = (
    "Who must keep logs of high-risk AI systems?",
    "What is a deployer?",
    "When does this Regulation apply?",
    "Which practices are prohibited?",
    "What are the fines for providers?",
    "Must deployers inform natural persons?",
    "What does the declaration of conformity contain?",
    "Who appoints the notified bodies?",
)


def main() -> None:
    """Run every benchmark and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("xhtml", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    pdf, xhtml = given.pdf.resolve(), given.xhtml.resolve()
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.sqlite"
        add_pdf = lambda: whereas("add", str(pdf), "--library", str(library))  # noqa: E731
        fresh = lambda: library.unlink(missing_ok=True)  # noqa: E731
        bare = lambda: [sys.executable, "-c", EXTRACT, str(pdf)]  # noqa: E731
        in_turn("add from PDF", add_pdf, "pypdf alone", bare, given.runs, fresh)
        alone("add from XHTML", lambda: whereas("add", str(xhtml), "--library", str(library)), given.runs, fresh)
        alone("ask, cold", lambda: whereas("ask", QUESTIONS[0], "--library", str(library)), given.runs, lambda: None)
        warm(library)


def whereas(*words: str) -> list[str]:
    """The command line, with this interpreter."""
    return [sys.executable, str(ROOT / "cli.py"), *words]


def measured(command: Sequence[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak memory (MB) of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)})
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def line(name: str, runs: Sequence[tuple[float, float, float]]) -> None:
    """Medians of a command's runs."""
    wall, cpu, memory = (median(column) for column in zip(*runs, strict=True))
    print(f"{name:16} wall {wall:6.2f} s   cpu {cpu:6.2f} s   peak {memory:5.0f} MB   ({len(runs)} runs)")


def alone(name: str, command: Callable[[], Sequence[str]], runs: int, before: Callable[[], None]) -> None:
    """Time one command, after a run that does not count."""
    found = []
    for _ in range(runs + 1):
        before()
        found.append(measured(command()))
    line(name, found[1:])


def in_turn(
    name: str,
    command: Callable[[], Sequence[str]],
    other_name: str,
    other: Callable[[], Sequence[str]],
    runs: int,
    before: Callable[[], None],
) -> None:
    """Time two commands in turn, and print the median of their ratios."""
    first, second = [], []
    for _ in range(runs + 1):
        before()
        first.append(measured(command()))
        second.append(measured(other()))
    line(name, first[1:])
    line(other_name, second[1:])
    walls = median(a[0] / b[0] for a, b in zip(first[1:], second[1:], strict=True))
    cpus = median(a[1] / b[1] for a, b in zip(first[1:], second[1:], strict=True))
    print(f"{'ratio':16} wall {walls:6.2f}     cpu {cpus:6.2f}")


def warm(library: Path) -> None:
    """Time questions inside one process, each asked five times after a first round that does not count."""
    sys.path.insert(0, str(ROOT))
    from kg.library import Library
    from query.ask import Engine

    times = []
    with Library(library) as opened:
        engine = Engine(opened)
        for turn in range(6):
            for question in QUESTIONS:
                start = time.perf_counter()
                engine.ask(question)
                if turn:
                    times.append((time.perf_counter() - start) * 1000)
    print(f"{'ask, warm':16} p50 {median(times):6.1f} ms   p95 {quantiles(times, n=20)[18]:6.1f} ms   ({len(times)} questions)")


if __name__ == "__main__":
    main()
