"""Fuzz a reader: mutate its seeds, add each to a library in a process of its own, and keep every file that did what no file may do.

    python -m tests.fuzz.run --reader pdf --seconds 600 --seed 1 --out /tmp/findings
    python -m tests.fuzz.run --again /tmp/findings           what kept files do now

A file may be added, or refused with a clear `LawError` that leaves the library as it was. Findings are: any other error; no end within
20 seconds; more than 2 GB of memory; a crash; a library that a refused file changed; an error without place or hint; an act that was
added but cannot be shown, asked about, verified or exported; and a file that does another thing in another process.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Final

from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import READERS, ROOT, Reader, seed
from tests.fuzz.worker import SECONDS, Outcome

PATIENCE: Final = 15 * SECONDS
"""Seconds on the clock after which a worker is killed; its own limit counts processor time, and the machine may be busy."""
SHRINKING: Final = 60.0
"""Seconds spent on making one finding smaller."""
FINE: Final = ("accepted", "refused")


@dataclass(slots=True)
class Worker:
    """A worker process, started when first needed and again when it died; `hash_seed` makes two of them differ in the order of sets."""

    hash_seed: str
    process: subprocess.Popen[str] | None = None

    def judge(self, file: Path, *, lenient: bool, fresh: bool) -> Outcome:
        """What comes of a file; the end of the process is an outcome too."""
        worker = self._running()
        assert worker.stdin is not None
        worker.stdin.write(json.dumps({"file": str(file), "lenient": lenient, "fresh": fresh}) + "\n")
        worker.stdin.flush()
        line = self._line(PATIENCE)
        if line:
            return Outcome(**json.loads(line))
        return self._ended()

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _running(self) -> subprocess.Popen[str]:
        if self.process is None:
            environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": self.hash_seed}
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.fuzz.worker"], cwd=ROOT, env=environment, text=True, bufsize=1,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            if self._line(2 * PATIENCE) != "ready":
                raise RuntimeError("the worker does not start; try `python -m tests.fuzz.worker`")
        return self.process

    def _line(self, patience: float) -> str:
        """The next line of the process; empty when it ended, or gave none in time."""
        assert self.process is not None
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], patience)
        return self.process.stdout.readline().strip() if ready else ""

    def _ended(self) -> Outcome:
        assert self.process is not None
        code = self.process.poll()
        if code is None:
            try:
                code = self.process.wait(1)
            except subprocess.TimeoutExpired:
                code = None
        self.stop()
        if code is None or code == -24:
            return Outcome(kind="time", detail=f"no end within {SECONDS} s of processor time or {PATIENCE} s in all")
        return Outcome(kind="crash", detail=f"the process ended with {code}")


@dataclass(slots=True)
class Run:
    """A run over one reader: its workers, its folder of findings, and what was counted."""

    name: str
    reader: Reader
    out: Path
    folder: Path
    one: Worker = field(default_factory=lambda: Worker("1"))
    two: Worker = field(default_factory=lambda: Worker("2"))
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0

    def case(self, data: bytes, chance: Random) -> None:
        """Judge one file; where it does what it may not do, keep it."""
        lenient, fresh, twice = chance.random() < 0.5, chance.random() < 0.3, chance.random() < 0.1
        found = self._judged(self.one, data, lenient, fresh)
        if twice and found.kind in FINE:
            found = self._compared(found, self._judged(self.two, data, lenient, fresh))
        self.longest = max(self.longest, found.seconds)
        self.outcomes[f"{found.kind}: {found.detail}" if found.kind in FINE else "finding"] += 1
        if found.kind in FINE:
            return
        named = f"{found.kind}: {found.detail}"
        self.findings[named] += 1
        if self.findings[named] == 1:
            self._keep(data, found, lenient, fresh)

    def _judged(self, worker: Worker, data: bytes, lenient: bool, fresh: bool) -> Outcome:
        file = self.folder / f"given{self.reader.suffix}"
        file.write_bytes(data)
        return worker.judge(file, lenient=lenient, fresh=fresh)

    def _compared(self, found: Outcome, again: Outcome) -> Outcome:
        here, there = (tuple(getattr(one, name) for name in ("kind", "detail", "said", "digest")) for one in (found, again))
        return (
            found
            if here == there
            else replace(found, kind="differs", detail=f"{found.detail} / {again.kind} {again.detail}", said=again.said)
        )

    def _keep(self, data: bytes, found: Outcome, lenient: bool, fresh: bool) -> None:
        """Write a finding, as small as it could be made in a minute."""
        until = time.monotonic() + SHRINKING
        small = data
        if found.kind not in ("time", "differs"):
            for shorter in _shorter(data, until):
                if len(shorter[0]) < len(small):
                    again = self._judged(self.one, shorter[0], lenient, fresh)
                    if (again.kind, again.detail) == (found.kind, found.detail):
                        small = shorter[0]
                        shorter[1].append(True)
        digest = hashlib.sha256(f"{found.kind}{found.detail}".encode()).hexdigest()[:8]
        folder = self.out / f"{self.name}-{found.kind.replace(' ', '_').replace(':', '')}-{digest}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"input{self.reader.suffix}").write_bytes(small)
        told = {
            "reader": self.name,
            "kind": found.kind,
            "detail": found.detail,
            "said": found.said,
            "lenient": lenient,
            "fresh": fresh,
            "bytes": len(small),
        }
        (folder / "finding.json").write_text(json.dumps(told, indent=2) + "\n", "utf-8")
        _say(f"  finding: {found.kind}: {found.detail} | {found.said[:120]!r} | {len(small)} bytes in {folder}")

    def told(self, spent: float) -> Iterator[str]:
        """The summary of a run."""
        kinds = f"{self.findings.total()} findings of {len(self.findings)} kinds"
        yield f"{self.name}: {self.outcomes.total()} files in {spent:.0f} s; longest {self.longest:.1f} s; {kinds}"
        for what, count in sorted(self.outcomes.items()):
            yield f"  {count:6} {what}"
        for what, count in sorted(self.findings.items()):
            yield f"  {count:6} FINDING {what}"


def _shorter(data: bytes, until: float) -> Iterator[tuple[bytes, list[bool]]]:
    """Ever smaller parts of a file left out (delta debugging): each with a list to which the reader adds when the rest still does it."""
    size = len(data) // 2
    while size >= 1 and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            kept: list[bool] = []
            rest = data[:at] + data[at + size :]
            yield rest, kept
            if kept:
                data = rest
            else:
                at += size
        size //= 2


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def fuzz(name: str, seconds: float, number: int, out: Path) -> int:
    """Fuzz one reader; the number of findings."""
    chance = Random(f"{name} {number}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(name, READERS[name], out, Path(folder))
        try:
            while time.monotonic() - started < seconds:
                data = seed(run.reader, chance)
                run.case(mutated(data, run.reader.mutations, chance), chance)
        finally:
            run.one.stop()
            run.two.stop()
    for line in run.told(time.monotonic() - started):
        _say(line)
    return run.findings.total()


def again(folder: Path) -> int:
    """Judge kept findings again; how many still are findings."""
    worker, left = Worker("1"), 0
    for told in sorted(folder.glob("*/finding.json")):
        said = json.loads(told.read_text("utf-8"))
        file = next(told.parent.glob("input*"))
        found = worker.judge(file, lenient=said["lenient"], fresh=said["fresh"])
        left += found.kind not in FINE
        _say(f"{told.parent.name}: was {said['kind']}, is {found.kind}: {found.detail} ({found.seconds} s) {found.said[:100]!r}")
    worker.stop()
    return left


def main() -> int:
    """Parse arguments; the exit status is 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description="Fuzz the readers.")
    parser.add_argument("--reader", choices=[*READERS, "all"], default="all")
    parser.add_argument("--seconds", type=float, default=600, help="for each reader")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same files")
    parser.add_argument("--out", type=Path, default=Path("findings"), help="where findings are kept")
    parser.add_argument("--again", type=Path, help="judge the findings kept in this folder again, and nothing else")
    given = parser.parse_args()
    if given.again:
        return int(again(given.again) > 0)
    names = list(READERS) if given.reader == "all" else [given.reader]
    return int(sum([fuzz(name, given.seconds, given.seed, given.out) for name in names]) > 0)


if __name__ == "__main__":
    sys.exit(main())
