"""How versions differ, over every act of a folder that is there as published and consolidated in one language.

    python benchmarks/versions.py ../shared/corpus [ACT …] [--changed]

Of each pair: how many provisions are unchanged, changed, inserted and deleted; of how many changed ones the difference, carried out on the
old words, gives the new ones exactly; how many changes have an amending act of the folder named; and seconds. `--changed` lists the
changed provisions of each pair that no amending act accounts for. The last line is the slowest difference of one field.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.pipeline import add_file  # noqa: E402
from kg.ids import path_of  # noqa: E402
from kg.library import Library, TextRow  # noqa: E402
from kg.model import Field  # noqa: E402
from query.changes import Causes, Change, Comparison, Fate, compare  # noqa: E402
from query.effects import Effects  # noqa: E402
from query.versions import versions_of  # noqa: E402
from query.word_diff import applied, differences  # noqa: E402

CONSOLIDATED: Final = re.compile(r"0(\d{4}[RLD]\d{4})-\d{8}")
SUFFIXES: Final = (".xhtml", ".html", ".fmx.xml")
AMENDING: Final = ("32026R1744",)
HEAD: Final = ("act", "lang", "from", "to", "unchanged", "changed", "inserted", "deleted", "carried out", "by an act", "s")


@dataclass(slots=True)
class Slowest:
    """The difference of one field that took longest: seconds, words of both sides, provision."""

    seconds: float = 0.0
    words: int = 0
    provision: str = ""


@dataclass(slots=True)
class Measured:
    """What a pair of versions gives."""

    comparison: Comparison
    exact: int
    caused: int
    seconds: float
    uncaused: list[str] = field(default_factory=list)

    def cells(self) -> tuple[str, ...]:
        found = self.comparison
        changes = sum(found.count(fate) for fate in Fate if fate is not Fate.UNCHANGED)
        return (
            found.after.celex, found.after.language, found.before.version, found.after.version,
            *(str(found.count(fate)) for fate in Fate), f"{self.exact} of {found.count(Fate.CHANGED)}", f"{self.caused} of {changes}",
            f"{self.seconds:.2f}",
        )  # fmt: skip


def main() -> None:
    """Read what there is, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("acts", nargs="*")
    parser.add_argument("--changed", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library.sqlite") as library:
        for path in sources(given.folder, given.acts):
            add_file(library, path)
        print("| " + " | ".join(HEAD) + " |\n|" + " --- |" * len(HEAD))
        slowest = Slowest()
        measured = [measure(library, before, after, slowest) for before, after in pairs(library)]
    for one in measured:
        print("| " + " | ".join(one.cells()) + " |")
    for one in measured if given.changed else ():
        print(f"\n{one.comparison.after.celex} {one.comparison.after.language} {one.comparison.after.version}: {', '.join(one.uncaused)}")
    print(f"\nSlowest: {slowest.provision}, {slowest.words} words, {slowest.seconds * 1000:.1f} ms")


def sources(folder: Path, acts: list[str]) -> Iterator[Path]:
    """The best file of each language of the acts that have a consolidated text, in every version; then of the acts that amend."""
    consolidated = {f"3{match[1]}" for path in folder.iterdir() if (match := CONSOLIDATED.fullmatch(path.name))}
    wanted = {act for act in consolidated if not acts or act in acts}
    for path in sorted(folder.iterdir()):
        match = CONSOLIDATED.fullmatch(path.name)
        if path.is_dir() and ((f"3{match[1]}" if match else path.name) in wanted or path.name in AMENDING):
            yield from best(path)


def best(folder: Path) -> Iterator[Path]:
    """Of each language in a folder, the file of the best format."""
    for language in ("en", "fr", "nl", "da"):
        files = [folder / f"{language}{suffix}" for suffix in SUFFIXES]
        yield from [path for path in files if path.is_file()][:1]


def pairs(library: Library) -> Iterator[tuple[TextRow, TextRow]]:
    """The text as published with each consolidated one."""
    for text in library.texts():
        if text.version == "oj":
            yield from ((text, later) for later in versions_of(library, text.celex, text.language)[1:])


def measure(library: Library, before: TextRow, after: TextRow, slowest: Slowest) -> Measured:
    """Compare two versions, carry the differences out, and ask what made the changes."""
    start = time.perf_counter()
    comparison = compare(library, before, after)
    causes = Causes(library, Effects.on(library, after))
    made = {one.id: causes.of(one, before, after) for one in comparison.changes if one.fate is not Fate.UNCHANGED}
    changed = [one for one in comparison.changes if one.fate is Fate.CHANGED]
    exact = sum(is_exact(one, slowest) for one in changed)
    uncaused = [path_of(one.id) for one in changed if not made[one.id].edges]
    caused = sum(bool(cause.edges) for cause in made.values())
    return Measured(comparison, exact, caused, time.perf_counter() - start, uncaused)


def is_exact(change: Change, slowest: Slowest) -> bool:
    """Whether the difference of each field, carried out on the old words, gives the new ones."""
    if change.before is None or change.after is None:
        return False
    exact = True
    for one in Field:
        old, new = change.before.words(one), change.after.words(one)
        start = time.perf_counter()
        operations = differences(old, new)
        seconds = time.perf_counter() - start
        if seconds > slowest.seconds:
            slowest.seconds, slowest.words, slowest.provision = seconds, len(f"{old} {new}".split()), change.id
        exact = exact and applied(old, operations) == new
    return exact


if __name__ == "__main__":
    main()
