"""The other side of a fuzzing run: a process that adds one mutated file after another and says what came of it.

It may be killed at any moment (by the run, or by its own limits), and knows nothing of mutations. A line of JSON in, a line out.
"""

from __future__ import annotations

import hashlib
import json
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from extract.pipeline import add_file
from extract.sample import path as sample_path
from kg.errors import LawError
from kg.library import Library

SECONDS: Final = 20
MEMORY: Final = 2 << 30
SLOW: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one file. `kind` is "accepted", "refused", or the kind of a finding; `digest` is of the library afterwards."""

    kind: str
    detail: str
    said: str = ""
    digest: str = ""
    seconds: float = 0.0


def dump(path: Path) -> str:
    """A digest of every row of every table."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):
                digest.update(repr((table, row)).encode("utf-8", "surrogatepass"))
        faults = connection.execute("PRAGMA integrity_check").fetchall()
    return digest.hexdigest() if faults == [("ok",)] else f"damaged: {faults}"


class Judge:
    """Adds files to copies of one small library, and to none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite"
        with Library(self.template) as library:
            add_file(library, sample_path("act.xhtml"))
        self.before = dump(self.template)

    def judge(self, file: Path, *, lenient: bool, fresh: bool) -> Outcome:
        """Add the file to a library: a new one where `fresh`, and though incomplete where `lenient`."""
        place = self.folder / "library.sqlite"
        for left in self.folder.glob("library.sqlite*"):
            left.unlink()
        if not fresh:
            shutil.copy(self.template, place)
        started = time.process_time()
        try:
            found = self._add(place, file, lenient)
        except LawError as error:
            found = _refused(error) or self._unchanged(place, error, fresh=fresh)
        except MemoryError as error:
            found = Outcome(kind="memory", detail=_site(error))
        except Exception as error:
            found = Outcome(kind="error", detail=_site(error), said=str(error)[:300])
        spent = time.process_time() - started
        if spent > SLOW and found.kind in ("accepted", "refused"):
            found = Outcome(kind="slow", detail=found.detail, said=f"{spent:.1f} s: {found.said}")
        return Outcome(kind=found.kind, detail=found.detail, said=found.said, digest=found.digest, seconds=round(spent, 3))

    def _add(self, place: Path, file: Path, lenient: bool) -> Outcome:
        with Library(place) as library:
            act, added = add_file(library, file, allow_incomplete=lenient)
        with Library(place) as library:
            for name, what in _uses(library, act.celex):
                try:
                    problem = what()
                except Exception as error:
                    return Outcome(kind=f"after adding: {name}", detail=_site(error), said=str(error)[:300])
                if problem:
                    return Outcome(kind=f"after adding: {name}", detail=name, said=problem)
        return Outcome(kind="accepted", detail=added.outcome, digest=dump(place))

    def _unchanged(self, place: Path, error: LawError, *, fresh: bool) -> Outcome:
        after = dump(place) if place.exists() else ""
        if after != ("" if fresh else self.before):
            return Outcome(kind="changed", detail=type(error).__name__, said="a library was made" if fresh else after)
        return Outcome(kind="refused", detail=type(error).__name__, said=str(error)[:300])


def _refused(error: LawError) -> Outcome | None:
    """What is wrong with an error that is not clear: no hint, several lines, control characters, or very long."""
    said = str(error)
    if not error.hint or not error.where:
        return Outcome(kind="unclear", detail=f"{_site(error)}: no {'hint' if error.where else 'place'}", said=said[:300])
    if len(said) > 600 or not said.isprintable():
        return Outcome(kind="unclear", detail=f"{_site(error)}: {'long' if len(said) > 600 else 'unprintable'}", said=said[:300])
    return None


def _site(error: BaseException) -> str:
    """Where an error was raised: its type, the last of our functions, and the last of any."""
    frames = traceback.extract_tb(error.__traceback__)
    root = str(Path(__file__).resolve().parents[2])
    own = [frame for frame in frames if frame.filename.startswith(root) and "/fuzz/" not in frame.filename]
    told = [f"{Path(frame.filename).name}:{frame.name}" for frame in (own[-1:] + frames[-1:])]
    return " ".join([type(error).__name__, *dict.fromkeys(told)])


def _uses(library: Library, celex: str) -> Iterator[tuple[str, Any]]:
    """What is done with an act once it is in the library, by name; each gives what is wrong, or nothing."""
    from query.ask import Engine, Options
    from query.show import acts, printed, provision
    from query.verify import verify_json

    text = next(one for one in library.texts() if one.celex == celex)
    rows = [library.provision(own, text) for own, _, _ in library.outline(text)]

    def shown() -> str:
        json.dumps(acts(library), ensure_ascii=False).encode()
        for row in rows:
            json.dumps([provision(library, row), printed(library, row) if row.parent == celex else ""], ensure_ascii=False).encode()
        return ""

    def asked() -> str:
        from query.answer import as_json

        options = Options(act=celex, language=text.language, as_of="2999-12-31")
        answer = as_json(Engine(library).ask("Who shall keep a lamp, a list of duties, or a sensitive AI system?", options))
        faults = verify_json(json.loads(json.dumps(answer)), library).faults
        return "; ".join(str(fault) for fault in faults[:3])

    yield "show", shown
    yield "ask and verify", asked
    yield "export", lambda: exported(library, text)


def exported(library: Library, text: Any) -> str:
    """What is wrong with an act's Turtle, read back by another library than wrote it."""
    from pyoxigraph import RdfFormat, parse

    from kg.rdf import turtle

    written = turtle(library, text)
    return "" if sum(1 for _ in parse(input=written.encode(), format=RdfFormat.TURTLE)) else "nothing was written"


def _limit(seconds: int) -> None:
    """Kill this process when it takes so many seconds of processor time more."""
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, resource.RLIM_INFINITY))


def main() -> None:
    """Answer lines until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(Path(folder))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for line in sys.stdin:
            asked = json.loads(line)
            _limit(SECONDS)
            found = judge.judge(Path(asked["file"]), lenient=asked["lenient"], fresh=asked["fresh"])
            sys.stdout.write(json.dumps(asdict(found)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
