"""Looking passages up by their words: BM25 over the library's full-text index (SQLite FTS5), and how rare words are.

A passage is a provision's own words with the introductory words and headings above it. FTS5's `bm25` weighs its columns.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.findings import Relation
from kg.library import Library, TextRow
from kg.opening import passages

HEADING_WEIGHT: Final = 1.2
INTRO_WEIGHT: Final = 0.5
BODY_WEIGHT: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found: the provision's id, its text's row, and its BM25 score (higher is better)."""

    provision: str
    text: int
    score: float


def search(library: Library, stems: Sequence[str], texts: Sequence[TextRow], limit: int) -> tuple[Hit, ...]:
    """The passages of the given texts, which are in one language, that share words with the query, best first.

    The recitals that the library keeps for these texts' acts (`Library.within`) are among them.
    """
    if not stems or not texts:
        return ()
    marks, table = ",".join("?" * len(texts)), passages(texts[0].language)
    acts = {text.celex for text in texts}
    beside = [text for text in library.recitals_of if text.celex in acts]
    others = ",".join("?" * len(beside))
    query = (
        f"SELECT p.id, p.text_id, -bm25({table}, {HEADING_WEIGHT}, {INTRO_WEIGHT}, {BODY_WEIGHT}) AS score FROM {table} "
        f"JOIN provision p ON p.row = {table}.rowid WHERE {table} MATCH ? "
        f"AND (p.text_id IN ({marks}) OR (p.text_id IN ({others}) AND instr(p.id, '/rct_'))) "
        "ORDER BY score DESC, p.id LIMIT ?"
    )
    found = library.rows(query, (_match(stems), *(text.row for text in (*texts, *beside)), limit))
    return tuple(Hit(provision=str(own), text=int(str(text)), score=float(str(score))) for own, text, score in found)


def _match(stems: Sequence[str]) -> str:
    return " OR ".join(f'"{stem}"' for stem in stems)


class Rarity:
    """How rare words and nodes are in a library's texts of its language: inverse document frequencies, computed when asked and kept."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._table = passages(library.language)
        self._total = int(str(library.rows(f"SELECT count(*) FROM {self._table}")[0][0])) if library.texts() else 0
        self.word = lru_cache(maxsize=50_000)(self._word)
        self.node = lru_cache(maxsize=50_000)(self._node)
        self.count = lru_cache(maxsize=50_000)(self._count)

    def _word(self, stem: str) -> float:
        """Weight of a word: about 0 when every passage has it, highest when none has."""
        return self._idf(self._count(stem))

    def _count(self, stem: str) -> int:
        found = self._library.rows(f"SELECT count(*) FROM {self._table} WHERE {self._table} MATCH ?", (f'"{stem}"',))
        return int(str(found[0][0])) if found else 0

    def known(self, stems: Sequence[str]) -> float:
        """Share of the words, by weight, that stand anywhere in the library: what looking them up can be worth at most."""
        total = sum(self.word(stem) for stem in stems)
        return sum(self.word(stem) for stem in stems if self.count(stem)) / total if total else 0.0

    @property
    def highest(self) -> float:
        """The weight of a word that no passage has: what others are shares of, whatever the library's size."""
        return self._idf(0) or 1.0

    def _node(self, node: str) -> float:
        """Weight of a term or topic, by how many provisions it stands in."""
        return self._idf(len({edge.source for edge in self._library.edges_to(node) if edge.relation is not Relation.BINDS}))

    def _idf(self, count: int) -> float:
        return math.log((self._total + 1) / (count + 0.5)) if self._total else 0.0
