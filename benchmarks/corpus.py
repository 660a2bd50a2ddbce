"""What is read, and how whole: one line for each source of a folder of official texts.

    python benchmarks/corpus.py ../shared/corpus [NAME …] [--json FILE]

Each source is read in a process of its own: its format, dialect, language and version as recognised, the provisions found, the certificate
(words, lost, invented, verdict), seconds (read and certified, without starting Python) and peak memory. NAME keeps the sources whose path
holds one of the words. A folder of parts is one source; its parts stand in the table too, each as it is met alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
COUNTED: Final = ("recital", "article", "paragraph", "point", "annex", "table", "definition", "footnote")
HEAD: Final = (
    "source", "format, dialect", "lang", "version", *COUNTED, "by the source itself", "words", "lost", "invented", "verdict", "s", "MB",
)  # fmt: skip


def main() -> None:
    """Read every source and print the table; the first thing wrong with each source that is not complete stands below it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        json.dump(measured(given.folder), sys.stdout)
        return
    print("| " + " | ".join(HEAD) + " |")
    print("|" + " --- |" * len(HEAD))
    rows = []
    for path in sources(given.folder):
        name = str(path.relative_to(given.folder))
        if given.names and not any(word in name for word in given.names):
            continue
        row = {"source": name, **_apart(path)}
        rows.append(row)
        print(_line(row), flush=True)
    print()
    for row in rows:
        if row.get("problems") or row.get("refused"):
            print(f"- `{row['source']}`: {row.get('refused') or row['problems'][0]}")
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False), "utf-8")


def sources(folder: Path) -> Iterator[Path]:
    """The files of a folder and below, and the folders that are one source."""
    for path in sorted(folder.rglob("*")):
        if (path.is_dir() and _is_one_source(path)) or (path.is_file() and path.suffix != ".md"):
            yield path


def _is_one_source(folder: Path) -> bool:
    """Whether a folder holds the parts of an act with their manifest, and nothing but parts."""
    names = [path.name for path in folder.iterdir()]
    return (
        all(name.endswith(".xml") for name in names) and any(".doc." in name for name in names) and any(".toc." in name for name in names)
    )


def measured(path: Path) -> dict[str, Any]:
    """One source read and certified, or the word with which it is refused."""
    sys.path.insert(0, str(ROOT))
    from extract.coverage import certify
    from extract.reading import read_act
    from extract.source import read_source
    from kg.errors import LawError
    from kg.model import Kind, walk

    start = time.perf_counter()
    try:
        source = read_source(path)
        act = read_act(source)
        found = certify(path, act, source.pages if source.parted else None)
    except LawError as error:
        return {"refused": str(error).replace(str(path), path.name), "seconds": time.perf_counter() - start, "peak": _peak()}
    counts = {**found.counts, "table": sum(one.kind is Kind.TABLE for one in walk(act.provisions))}
    return {
        "format": found.format, "dialect": act.source.dialect, "language": found.language, "version": act.version, "celex": act.celex,
        "counts": counts, "source_counts": dict(found.source_counts), "words": found.words_source, "lost": found.lost,
        "invented": found.invented, "verdict": found.verdict, "problems": [str(one) for one in found.problems],
        "seconds": time.perf_counter() - start, "peak": _peak(),
    }  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(path: Path) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).resolve()), "--one", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=600, check=False)
    if done.returncode:
        return {"refused": f"CRASH: {done.stderr.strip().splitlines()[-1]}", "seconds": 0.0, "peak": 0.0}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _line(row: dict[str, Any]) -> str:
    end = (f"{row['seconds']:.1f}", f"{row['peak']:.0f}")
    if "refused" in row:
        return "| " + " | ".join((row["source"], *("" for _ in HEAD[1:-3]), "refused", *end)) + " |"
    differing = {name: number for name, number in row["source_counts"].items() if number != row["counts"][name]}
    itself = f"differs: {differing}" if differing else f"equal ({len(row['source_counts'])})" if row["source_counts"] else "says none"
    cells = (
        row["source"], ", ".join(part for part in (row["format"], row["dialect"]) if part), row["language"], row["version"],
        *(str(row["counts"].get(name, 0)) for name in COUNTED), itself, str(row["words"]), str(row["lost"]), str(row["invented"]),
        row["verdict"], *end,
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
