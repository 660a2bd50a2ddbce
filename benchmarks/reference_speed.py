"""How fast references are found, and that hostile texts do not slow it (`references.py speed`).

The text is that of the provisions of an act, field by field, as `resolve` reads it; a megabyte is a million characters of it. Times are
processor seconds, the median of three runs, without the collector, and do not include reading the act. With `--peer-python` eyecite runs
over the same fields in its own interpreter, timed in the same way: it knows other forms of citation, so this compares the speed and not
what is found.

The hostile texts repeat what a grammar may stumble over up to 250 kB and four times that: the time may grow fourfold.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

from benchmarks.reference_peers import ask, installed, middle
from benchmarks.reference_show import table
from extract.reading import read_act
from extract.references import find_mentions
from extract.resolve import resolve
from extract.source import read_source
from kg.ids import path_of
from kg.model import Act, Field, walk

SOURCES: Final = {"AI Act": "32024R1689/en.xhtml", "GDPR": "32016R0679/en.xhtml", "MDR": "32017R0745/en.html"}
RUNS: Final = 3
SHORT: Final = 250_000
"""Characters of the shorter hostile text; the longer has four times as many."""
HOSTILE: Final = {
    "a list of numbers": ("Article 1", ", 2"),
    "a list of articles": ("", "Article 1, "),
    "brackets": ("Article 1", "(a)"),
    "open brackets": ("Article 1", "("),
    "nested brackets": ("Article 1", "((a)"),
    "a chain of points": ("", "point (a) of "),
    "a chain of sentences": ("", "the second sentence of "),
    "alternating parts": ("Article 1", ", point (a), first subparagraph"),
    "ordinals": ("the ", "first and "),
    "ordinals with units": ("the ", "first subparagraph, second "),
    "ranges": ("Articles 1", " to 900 to 1"),
    "cross products": ("points (a)", ", (b) of Articles 1, 2"),
    "acts": ("Regulations (EU) 2016/679", ", (EU) 2016/680"),
    "articles of acts": ("", "Article 5 of Regulations (EU) 2016/679 and (EU) 2016/680, "),
    "those acts": ("Regulations (EU) 2016/679 and (EU) 2016/680", " those Regulations"),
    "those points": ("points (a), (b) and (c)", ", those points"),
    "thereof": ("Directive 95/46/EC", ", Article 2 thereof"),
    "thereof alone": ("Annex I", " thereof"),
    "capitals": ("Article 1 of the", " Great"),
    "capitals without end": ("", "The Great Act Of "),
    "formulas": ("", "in accordance with "),
    "formulas and joints": ("in accordance with Article 1", " and in accordance with, or pursuant to,"),
    "places in the Journal": ("(", "OJ L 1, 1.1.2000, p. 1, "),
    "titles": ("Regulation (EU) 2016/679", " repealing Directive 95/46/EC (OJ L"),
    "cases": ("Joined Cases C-1/00", ", C-2/00"),
}
"""What stands once, and what is repeated behind it."""


def lines(folder: Path, pythons: Sequence[Path]) -> Iterator[str]:
    """The speed on real acts, beside eyecite where an interpreter has it; then the hostile texts."""
    acts = [(name, read_act(read_source(folder / path))) for name, path in SOURCES.items() if (folder / path).exists()]
    peer = installed(pythons).get("eyecite")
    head = [
        "act",
        "MB",
        "find_mentions s",
        "MB/s",
        "resolve s",
        "MB/s",
        *(["eyecite s", "MB/s", "find_mentions / eyecite"] if peer else []),
    ]
    yield from table(head, (_row(name, act, peer) for name, act in acts))
    yield ""
    yield from table((f"repeated to {SHORT // 1000} kB", "s", f"s at {4 * SHORT // 1000} kB", "×"), map(_hostile, HOSTILE))


def texts_of(act: Act) -> list[str]:
    """Every field of every provision that holds words."""
    return [one.words(part) for one in walk(act.provisions) for part in Field if one.words(part)]


def _row(name: str, act: Act, peer: Path | None) -> tuple[object, ...]:
    texts = texts_of(act)
    size = sum(map(len, texts)) / 1e6
    finding = seconds(lambda: [find_mentions(text) for text in texts])
    resolving = seconds(lambda: resolve(act))
    ours = (name, f"{size:.2f}", f"{finding:.3f}", f"{size / finding:.2f}", f"{resolving:.3f}", f"{size / resolving:.2f}")
    return (*ours, *_beside(act, size, finding, peer)) if peer else ours


def _beside(act: Act, size: float, ours: float, peer: Path) -> tuple[object, ...]:
    """Seconds of eyecite, its speed, and how many times as long find_mentions takes."""
    given = [
        {"act": act.celex, "source": path_of(one.id), "field": part.value, "words": one.words(part)}
        for one in walk(act.provisions)
        for part in Field
        if one.words(part)
    ]
    answer = ask(peer, "eyecite", given, RUNS)
    theirs = middle(answer)
    return (f"{theirs:.3f}", f"{size / theirs:.2f}", f"{ours / theirs:.2f}") if theirs else (answer.error, "–", "–")


def _hostile(name: str) -> tuple[object, ...]:
    head, piece = HOSTILE[name]
    short, long = (seconds(partial(find_mentions, repeated(head, piece, length))) for length in (SHORT, 4 * SHORT))
    return name, f"{short:.3f}", f"{long:.3f}", f"{long / max(short, 1e-9):.1f}"


def repeated(head: str, piece: str, length: int) -> str:
    """A piece repeated behind its head up to a length."""
    return head + piece * ((length - len(head)) // len(piece))


def seconds(work: Callable[[], object]) -> float:
    """The median of three runs in processor time, without the collector."""
    times = []
    enabled = gc.isenabled()
    gc.disable()
    try:
        for _ in range(RUNS):
            start = process_time()
            work()
            times.append(process_time() - start)
    finally:
        if enabled:
            gc.enable()
    return median(times)
