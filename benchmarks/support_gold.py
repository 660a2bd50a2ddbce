"""The tables that recital support is fitted on and measured with, beside the acts they speak of.

`../shared/gold/recital_links_*.jsonl` come from outside; `tests/acts/support_first.jsonl` and `support_second.jsonl` are what two readers,
who saw no output, named for twenty recitals drawn from each of five acts (docs/how-to/judge-recital-support.md). All hold ids alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np

from benchmarks.support_fit import Known, PartsTaught, Taught
from extract.pipeline import extract
from extract.reading import read_act
from extract.source import read_source
from extract.support_measures import Measures, measures_of
from kg.findings import Findings
from kg.ids import path_of
from kg.model import Act, Kind, walk

ROOT: Final = Path(__file__).resolve().parent.parent
GDPR: Final = "32016R0679"
AI_ACT: Final = "32024R1689"
TABLES: Final = {GDPR: "recital_links_gdpr.jsonl", AI_ACT: "recital_links_aiact_rtr.jsonl"}
READERS: Final = ("first", "second")
READ: Final = (AI_ACT, "32022R2065", "32022R2554", "32022L2555", "32023R2854")
"""The acts that the readers' recitals were drawn from, in the order of the draw."""
SEED: Final = 2026
DRAWN: Final = 20
"""Recitals drawn from each act."""

Pairs = frozenset[tuple[str, str]]
"""Pairs of a recital and a provision, as paths without the act: ("rct_12", "art_3/pnt_4")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An act of the corpus with what was found in it and its measures."""

    act: Act
    findings: Findings
    measures: Measures


class Corpus:
    """Acts of the corpus, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.read = cache(self._read)

    def act(self, celex: str) -> Act:
        """An act, without what is found in it."""
        return read_act(read_source(self._file(celex)))

    def _file(self, celex: str) -> Path:
        return self._folder / celex / "en.xhtml"

    def _read(self, celex: str) -> Read:
        found = extract(self._file(celex))
        measures = measures_of(found.act, found.findings)
        if measures is None:
            raise ValueError(f"{celex} has no recitals or no articles")
        return Read(act=found.act, findings=found.findings, measures=measures)


def table(gold: Path, celex: str) -> Pairs:
    """The pairs of an outside table, at the level it gives them."""
    return frozenset((recital, line["provision"]) for line in _lines(gold / TABLES[celex]) for recital in line["recitals"])


def judged(celex: str, reader: str, field: str) -> Pairs:
    """What a reader named for the drawn recitals of an act: `articles` (annexes among them) or `parts`."""
    lines = (line for line in facts(reader) if line["act"] == celex)
    return frozenset((line["recital"], path) for line in lines for path in line[field])


def draw(acts: Iterable[Act]) -> list[tuple[str, str]]:
    """Recitals drawn at random from each of some acts, as pairs of an act and a path; one source of chance for all, so order matters."""
    chance = Random(SEED)
    recitals = ((one.celex, [path_of(part.id) for part in walk(one.provisions) if part.kind is Kind.RECITAL]) for one in acts)
    return [(str(celex), path) for celex, paths in recitals for path in chance.sample(paths, DRAWN)]


def drawn(celex: str) -> frozenset[str]:
    """The recitals of an act that the readers judged."""
    return frozenset(line["recital"] for line in facts(READERS[0]) if line["act"] == celex)


def top(path: str) -> str:
    """The article or annex of a path."""
    return path.split("/")[0]


def at_top(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Pairs at the level of articles and annexes; chapters and sections, which no table speaks of, are left out."""
    return frozenset((recital, top(path)) for recital, path in pairs if path.startswith(("art_", "anx_")))


def taught(read: Read, pairs: Pairs, known: Known | None = None) -> Taught:
    """An act with its gold at the level of articles."""
    rows = [path_of(one.id) for one in read.measures.sides.recitals]
    columns = [path_of(one.id) for one in read.measures.sides.articles]
    gold = np.array([[(row, column) in at_top(pairs) for column in columns] for row in rows])
    return Taught(measures=read.measures, gold=gold, known=np.ones(len(rows), dtype=bool) if known is None else known)


def parts_taught(read: Read) -> list[PartsTaught]:
    """For each recital and article that both readers paired, the article's parts; a part one reader alone named is judged neither way."""
    celex, sides = read.act.celex, read.measures.sides
    first, second = (judged(celex, reader, "parts") for reader in READERS)
    both = judged(celex, READERS[0], "articles") & judged(celex, READERS[1], "articles")
    rows = {path_of(one.id): number for number, one in enumerate(sides.recitals)}
    columns = {path_of(one.id): number for number, one in enumerate(sides.articles)}
    out = []
    for recital, article in sorted(both):
        if article in columns:
            numbers = [number for number, place in enumerate(sides.places) if place.block == columns[article]]
            paths = [path_of(sides.places[number].provision.id) for number in numbers]
            named = [{_narrowest(path, paths) for one, path in given if one == recital} for given in (first, second)]
            yes = np.array([[path in one for path in paths] for one in named])
            likeness = read.measures.places[rows[recital], numbers]
            out.append(PartsTaught(likeness=likeness, named=yes.all(axis=0), judged=yes[0] == yes[1]))
    return out


def _narrowest(path: str, paths: list[str]) -> str:
    """The place that holds what a reader named."""
    while path not in paths and "/" in path:
        path = path.rpartition("/")[0]
    return path


def facts(reader: str) -> list[dict[str, Any]]:
    """All that a reader judged, a recital each."""
    return _lines(ROOT / "tests" / "acts" / f"support_{reader}.jsonl")


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]
