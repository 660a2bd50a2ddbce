"""Whereas beside the public parsers of EU acts that PyPI has: what each finds in the same files, what it loses, and how long it takes.

    python benchmarks/parsers.py --peers PYTHON [--peers PYTHON …] [--corpus FOLDER] [--runs 3] [--only TEXT]

`PYTHON` is the interpreter of a virtual environment that has peers installed (README.md beside this file names them); peers that ask
for different versions of one library stand in different ones, and the first interpreter that has a peer runs it. Every parser reads in
a process of its own, through its adapter in `peers/`, with the network shut off. In each round every parser reads the file once, so that
a machine whose speed drifts slows all of them; medians of the rounds are printed. A first round, which gives the words, is not timed.

**Words.** What a parser must not lose are the words that Whereas's certificate finds in provisions: the headings, texts and notes of
citations, recitals, articles, annexes and final clauses. Not asked of anyone are the words that Whereas itself puts in buckets: page
furniture, the title of the act, footnote marks, labels ("(a)", "Article 5"), and whatever else a reading drops by name. They are sought
among all words anywhere in a parser's result, by the certificate's own tokeniser and comparison (`extract.source_words`). *Lost* counts
those missing in the order of the source; *gone* those that the result does not hold anywhere, a number that no order can make unfair;
*but notes* leaves footnotes out of it, which some parsers drop on purpose. A word that was glued to another ("COUNCILof") is lost and gone.
Where Whereas refuses a file there is no such measure, and none is printed.

**Seconds.** *parse* runs from the call of the parser to its result, imports apart; *process* is the whole process. Peers give structure, as
"whereas" does; "whereas, certified" gives the proof that nothing was lost on top. Ratios are to "whereas" in the same rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.coverage import Certificate, certify  # noqa: E402
from extract.reading import read_file  # noqa: E402
from extract.source_words import WORD, differences  # noqa: E402
from kg.errors import LawError  # noqa: E402
from kg.model import Act, Field, Kind, Provision, walk  # noqa: E402

FILES = (
    ("AI Act, XHTML", "32024R1689/en.xhtml", "xhtml"),
    ("AI Act, HTML", "32024R1689/en.html", "html"),
    ("AI Act, Formex, main part", "32024R1689/en.fmx/L_202401689EN.000101.fmx.xml", "formex"),
    ("AI Act, Formex, folder", "32024R1689/en.fmx", "formex"),
    ("AI Act, Formex, zip", "32024R1689/en.fmx4.zip", "formex"),
    ("AI Act, fr, XHTML", "32024R1689/fr.xhtml", "xhtml"),
    ("AI Act, da, HTML", "32024R1689/da.html", "html"),
    ("AI Act, nl, HTML", "32024R1689/nl.html", "html"),
    ("AI Act, consolidated, HTML", "02024R1689-20260727/en.html", "html"),
    ("AI Act, consolidated, Formex", "02024R1689-20260727/en.fmx.xml", "formex"),
    ("GDPR, XHTML", "32016R0679/en.xhtml", "xhtml"),
    ("GDPR, Formex", "32016R0679/en.fmx.xml", "formex"),
    ("DSA, XHTML", "32022R2065/en.xhtml", "xhtml"),
    ("DSA, Formex", "32022R2065/en.fmx.xml", "formex"),
    ("Data Act, XHTML", "32023R2854/en.xhtml", "xhtml"),
    ("DORA, XHTML", "32022R2554/en.xhtml", "xhtml"),
    ("MiCA, XHTML", "32023R1114/en.xhtml", "xhtml"),
    ("NIS 2, XHTML", "32022L2555/en.xhtml", "xhtml"),
    ("CRA, XHTML", "32024R2847/en.xhtml", "xhtml"),
    ("Payment Accounts Directive, Akoma Ntoso", "32014L0092/en.akn.xml", "akn"),
    ("Data Protection Directive, old HTML", "31995L0046/en.html", "html"),
)
OURS = ("whereas", "whereas, certified")
SCRIPTS = {
    "whereas": "read_whereas",
    "whereas, certified": "read_whereas_certified",
    "tulit": "read_tulit",
    "eurlex-builder": "read_eurlex_builder",
    "eurlex": "read_eurlex",
    "eurlxp": "read_eurlxp",
    "eurlex-parser": "read_eurlex_parser",
    "eurlex-corpus": "read_eurlex_corpus",
}
KINDS = ("recitals", "articles", "paragraphs", "points", "annexes")
LONGEST = 120
"""Seconds after which a parser is stopped."""


@dataclass(slots=True, kw_only=True)
class Runs:
    """What one parser found in one file, and its times, round by round."""

    found: dict[str, Any] = field(default_factory=dict)
    parse: list[float] = field(default_factory=list)
    process: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The words no parser may lose, and what the certificate says of our own reading; or why the file is refused."""

    words: tuple[str, ...] = ()
    but_notes: tuple[str, ...] = ()
    verdict: str = ""
    lost: int = 0
    refused: str = ""


def main() -> None:
    """Run every parser over every file and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, action="append", default=[], metavar="PYTHON", help="an interpreter that has peers")
    parser.add_argument("--corpus", type=Path, default=os.environ.get("WHEREAS_CORPUS") or ROOT.parent / "shared" / "corpus")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="read only files whose name has this text")
    given = parser.parse_args()
    interpreters = interpreters_of(given.peers)
    print(f"{version_line(interpreters)}\n\n{HEAD}")
    unread: dict[str, set[str]] = {}
    for name, path, format_ in FILES:
        if given.only in name and (given.corpus / path).exists():
            for line in lines_of(name, given.corpus / path, format_, interpreters, given.runs, unread):
                print(line, flush=True)
    print()
    for name, why in unread.items():
        print(f"{name}: {', '.join(sorted(why))}.")


# ── running the parsers ────────────────────────────────────────────────────────────────────────────────────────────────────────


def interpreters_of(peers: Sequence[Path]) -> dict[str, Path]:
    """The interpreter of each parser; peers that none of them has are left out."""
    out = dict.fromkeys(OURS, Path(sys.executable))
    for name in SCRIPTS:
        for python in peers if name not in OURS else ():
            if name not in out and version_of(python, name):
                out[name] = python
    return out


def version_of(python: Path, distribution: str) -> str:
    """The version of a distribution that an interpreter has; empty where it has none."""
    ask = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"
    answer = subprocess.run([python, "-c", ask, distribution], capture_output=True, text=True, check=False)
    return answer.stdout.strip()


def version_line(interpreters: dict[str, Path]) -> str:
    """All that take part, with versions, and those that are not installed."""
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    parts = [f"whereas {ours}", *(f"{name} {version_of(python, name)}" for name, python in interpreters.items() if name not in OURS)]
    missing = [name for name in SCRIPTS if name not in interpreters]
    return f"{', '.join(parts)}; Python {sys.version.split()[0]}" + (f"; not installed: {', '.join(missing)}" if missing else "")


def once(name: str, python: Path, path: Path, format_: str, texts: bool) -> tuple[dict[str, Any], float]:
    """What a parser says of a file, and the seconds of its whole process."""
    script = ROOT / "benchmarks" / "peers" / f"{SCRIPTS[name]}.py"
    command = [str(python), str(script), str(path), format_, *(["--texts"] if texts else [])]
    start = time.perf_counter()
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return {"error": f"stopped after {LONGEST} s"}, LONGEST
    seconds = time.perf_counter() - start
    if answer.returncode:
        return {"error": (answer.stderr.strip().splitlines() or ["no word"])[-1][:LONGEST]}, seconds
    found: dict[str, Any] = json.loads(answer.stdout)
    return found, seconds


def in_turn(path: Path, format_: str, interpreters: dict[str, Path], runs: int) -> dict[str, Runs]:
    """Every parser over one file, round by round; the first round gives the words and does not count."""
    out = {name: Runs() for name in interpreters}
    for turn in range(runs + 1):
        for name, python in interpreters.items():
            if turn and "seconds" not in out[name].found:
                continue
            found, seconds = once(name, python, path, format_, texts=not turn)
            if turn and "seconds" in found:
                out[name].parse.append(found["seconds"])
                out[name].process.append(seconds)
            elif not turn:
                out[name].found = found
    return out


# ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def measure_of(path: Path) -> Measure:
    """What Whereas itself makes of a file."""
    try:
        act = read_file(path)
        certificate = certify(path, act)
    except LawError as error:
        return Measure(refused=error.what)
    but_notes = _words(fields_in_order(act, tuple(kind for kind in Kind if kind is not Kind.FOOTNOTE)))
    return Measure(words=_words(fields_in_order(act)), but_notes=but_notes, verdict=_verdict(certificate), lost=certificate.lost)


def _verdict(certificate: Certificate) -> str:
    kinds = ", ".join(sorted({finding.kind for finding in certificate.problems}))
    return f"{certificate.verdict}: {kinds}" if kinds else certificate.verdict


def _words(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(WORD.findall(" ".join(texts)))


def fields_in_order(act: Act, kinds: Sequence[Kind] = tuple(Kind)) -> Iterator[str]:
    """Every field of every provision of these kinds by the place of its first word in the source."""
    parts = [one for one in walk(act.provisions) if one.kind in kinds]
    said = [(_begins(one, field_), one.words(field_)) for one in parts for field_ in Field if one.words(field_)]
    return (words for _, words in sorted(said, key=lambda pair: pair[0]))


def _begins(provision: Provision, field_: Field) -> tuple[int, int]:
    places = [(origin.page or 0, origin.start) for origin in provision.origins if origin.field is field_]
    return min(places, default=(provision.place.page or 0, provision.place.start))


def losses(measure: Measure, texts: Iterable[str]) -> tuple[int, int, int]:
    """How many words are missing from the texts in order, how many at all, and how many of these outside footnotes."""
    theirs = _words(texts)
    held = Counter(theirs)
    in_order = sum(gap[1] - gap[0] for gap in differences(measure.words, theirs))
    return in_order, (Counter(measure.words) - held).total(), (Counter(measure.but_notes) - held).total()


# ── the table ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

COLUMNS = ("file", "parser", *KINDS, "words", "lost", "gone", "but notes", "parse s", "×", "process s", "×", "remark")
HEAD = f"| {' | '.join(COLUMNS)} |\n|{'|'.join('---' if name in ('file', 'parser', 'remark') else '--:' for name in COLUMNS)}|"


def lines_of(name: str, path: Path, format_: str, interpreters: dict[str, Path], runs: int, unread: dict[str, set[str]]) -> Iterator[str]:
    """The lines of one file; a parser that has no way to read it is noted in `unread`."""
    measure = measure_of(path)
    found = in_turn(path, format_, interpreters, runs)
    for parser, told in found.items():
        if "unread" in told.found:
            unread.setdefault(parser, set()).add(str(told.found["unread"]))
        else:
            yield f"| {' | '.join((name, parser, *cells_of(parser, told, found['whereas'], measure)))} |"


def cells_of(parser: str, told: Runs, ours: Runs, measure: Measure) -> tuple[str, ...]:
    """A line's cells after file and parser."""
    if "error" in told.found:
        ours_refused = parser in OURS and measure.refused
        return (*[""] * (len(COLUMNS) - 3), f"refused: {measure.refused}" if ours_refused else f"error: {told.found['error']}")
    counts = [_number(told.found["counts"][kind]) for kind in KINDS]
    times = (*_times(told.parse, ours.parse), *_times(told.process, ours.process))
    return (*counts, *_lost(parser, told, measure), *times, "" if parser not in OURS else measure.verdict)


def _lost(parser: str, told: Runs, measure: Measure) -> tuple[str, ...]:
    if not measure.words:
        return ("",) * 4
    found = (measure.lost,) * 3 if parser in OURS else losses(measure, told.found["texts"])
    return str(len(measure.words)), *map(str, found)


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _times(seconds: Sequence[float], ours: Sequence[float]) -> tuple[str, str]:
    if not seconds:
        return "", ""
    ratio = f"{median(one / other for one, other in zip(seconds, ours, strict=True)):.1f}" if len(ours) == len(seconds) else ""
    return f"{median(seconds):.2f}", ratio


if __name__ == "__main__":
    main()
