"""The passages that may answer a question, each with the article it stands in: found by their words, their terms and topics, and by name.

What is read of them are stems, as the library's full-text index keeps them (`kg.indexing`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.ids import article_level, path_of
from kg.library import Library, TextRow
from kg.opening import articles, passages
from query.index import BODY_WEIGHT, HEADING_WEIGHT, INTRO_WEIGHT

PASSAGES: Final = 60
"""Passages that are looked at for their own words."""
ARTICLES: Final = 24
"""Whole articles and recitals that are looked at for their words."""
OPENED: Final = 6
"""Of these, the best whose passages are all looked at."""
FORMULAS: Final = ("cit_", "pbl_", "enc_", "fnp_")
"""What opens and closes an act ("Having regard to …") neither binds nor explains; it answers only where it is named."""
ON_SCOPE: Final = 'heading : ("scope" OR ("subject" AND "matter"))'
"""The query for what an act is about and to whom it applies, by the headings of these articles (Joint Practical Guide 13)."""
_FOUND: Final = "SELECT p.text_id, p.id, f.heading, f.intro, f.body FROM {table} f JOIN provision p ON p.row = f.rowid WHERE "
_MOST_AT_ONCE: Final = 400
"""Ids in one query."""


@dataclass(frozen=True, slots=True)
class Words:
    """Stems of a stretch of text, each between blanks, so that " stem " is found in it."""

    text: str

    @classmethod
    def of(cls, stems: object) -> Words:
        """The words of stems that blanks part."""
        return cls(f" {stems} " if stems else " ")

    def __contains__(self, stem: str) -> bool:
        return f" {stem} " in self.text

    def count(self, stem: str) -> int:
        """How often a stem is there; two in a row would share a blank."""
        return self.text.replace(" ", "  ").count(f" {stem} ")

    @property
    def length(self) -> int:
        """How many stems there are."""
        return self.text.count(" ") - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An article, annex or recital: its own heading, and all its words."""

    heading: Words
    body: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A provision's own words, the words that introduce it, the headings above it, and the article, annex or recital it is in."""

    provision: str
    heading: Words
    intro: Words
    body: Words
    whole: Whole


NOTHING: Final = Whole(heading=Words.of(""), body=Words.of(""))


def find_passages(queries: Iterable[str], library: Library, texts: Sequence[TextRow], further: Collection[str]) -> tuple[Passage, ...]:
    """Passages of texts in one language that full-text queries find, each its best, and those of `further` provisions, by id."""
    if not texts:
        return ()
    reader = _Reader(library, texts)
    wholes: dict[Key, Whole] = {}
    rows: dict[Key, Row] = {}
    for query in queries:
        found = reader.wholes(query)
        opened = [own for own in found if "/rct_" not in own[1]][:OPENED]
        rows |= reader.matching(query) | reader.below(opened)
        wholes |= found
    rows |= reader.named(further)
    rows = {key: row for key, row in rows.items() if not path_of(key[1]).startswith(FORMULAS)}
    missing = {(text, article_level(own)) for text, own in rows} - wholes.keys()
    wholes |= reader.wholes_of(missing)
    return tuple(
        Passage(
            provision=own,
            heading=Words.of(heading),
            intro=Words.of(intro),
            body=Words.of(body),
            whole=wholes.get((text, article_level(own)), NOTHING),
        )
        for (text, own), (heading, intro, body) in sorted(rows.items())
    )


Key = tuple[int, str]
"""A text's row and a provision's id."""
Row = tuple[str, str, str]
"""Heading, introduction and body of a passage, as stems."""


class _Reader:
    """Reads the full-text tables of one language, and of them what some texts, and the recitals kept beside them, say."""

    def __init__(self, library: Library, texts: Sequence[TextRow]) -> None:
        self._library = library
        self._passages, self._articles = passages(texts[0].language), articles(texts[0].language)
        acts = {text.celex for text in texts}
        self._texts = [text.row for text in texts]
        self._beside = [text.row for text in library.recitals_of if text.celex in acts]

    def matching(self, query: str) -> dict[Key, Row]:
        """The passages that a query fits best (BM25)."""
        of_texts, rows = self._of_texts()
        order = f"ORDER BY bm25({self._passages}, {HEADING_WEIGHT}, {INTRO_WEIGHT}, {BODY_WEIGHT}), p.id LIMIT ?"
        found = f"{_FOUND.format(table=self._passages)} {self._passages} MATCH ? AND {of_texts} {order}"
        return self._rows(found, (query, *rows, PASSAGES))

    def below(self, wholes: Iterable[Key]) -> dict[Key, Row]:
        """Every passage of some articles and annexes."""
        out: dict[Key, Row] = {}
        for text, own in wholes:
            query = f"{_FOUND.format(table=self._passages)} p.text_id = ? AND (p.id = ? OR (p.id > ? AND p.id < ?))"
            out |= self._rows(query, (text, own, f"{own}/", f"{own}0"))
        return out

    def named(self, provisions: Collection[str]) -> dict[Key, Row]:
        """The passages of provisions by their ids."""
        of_texts, rows = self._of_texts()
        out: dict[Key, Row] = {}
        for part in _parted(sorted(provisions)):
            marks = ",".join("?" * len(part))
            out |= self._rows(f"{_FOUND.format(table=self._passages)} p.id IN ({marks}) AND {of_texts}", (*part, *rows))
        return out

    def wholes(self, query: str) -> dict[Key, Whole]:
        """The articles, annexes and recitals that a query fits best, best first."""
        of_texts, rows = self._of_texts()
        found = (
            f"SELECT p.text_id, p.id, f.heading, f.body FROM {self._articles} AS f JOIN provision p ON p.row = f.rowid "
            f"WHERE {self._articles} MATCH ? AND {of_texts} ORDER BY bm25({self._articles}, 2.0, 1.0), p.id LIMIT ?"
        )
        return self._wholes(found, (query, *rows, ARTICLES))

    def wholes_of(self, keys: Iterable[Key]) -> dict[Key, Whole]:
        """Articles, annexes and recitals by their ids."""
        wanted = set(keys)
        out: dict[Key, Whole] = {}
        for part in _parted(sorted({own for _, own in wanted})):
            marks = ",".join("?" * len(part))
            join = f"provision p JOIN {self._articles} f ON f.rowid = p.row"
            query = f"SELECT p.text_id, p.id, f.heading, f.body FROM {join} WHERE p.id IN ({marks})"
            out |= {key: whole for key, whole in self._wholes(query, part).items() if key in wanted}
        return out

    def _of_texts(self) -> tuple[str, tuple[int, ...]]:
        """What a query says of the texts to look in, and its values."""
        marks, others = ",".join("?" * len(self._texts)), ",".join("?" * len(self._beside))
        return f"(p.text_id IN ({marks}) OR (p.text_id IN ({others}) AND instr(p.id, '/rct_')))", (*self._texts, *self._beside)

    def _rows(self, query: str, values: Sequence[object]) -> dict[Key, Row]:
        found = self._library.rows(query, values)
        return {(int(str(text)), str(own)): (str(heading), str(intro), str(body)) for text, own, heading, intro, body in found}

    def _wholes(self, query: str, values: Sequence[object]) -> dict[Key, Whole]:
        found = self._library.rows(query, values)
        return {(int(str(text)), str(own)): Whole(heading=Words.of(heading), body=Words.of(body)) for text, own, heading, body in found}


def any_of(groups: Iterable[Sequence[str]]) -> str:
    """The full-text query for any of some groups of stems, of a group for all."""
    return " OR ".join("(" + " AND ".join(f'"{stem}"' for stem in group) + ")" for group in dict.fromkeys(map(tuple, groups)))


def _parted(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids in parts that a query can hold."""
    for first in range(0, len(ids), _MOST_AT_ONCE):
        yield ids[first : first + _MOST_AT_ONCE]
