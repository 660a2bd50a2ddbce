"""The pipeline that this project replaces, as a baseline: an act's pages cut every 512 characters, and chunks ranked by their vectors.

Pages are as pypdf gives them, with their furniture, as such pipelines take them; an act without a PDF in the library is cut as its plain
text in order. A chunk knows nothing of provisions. To be measured beside what does, it counts for the one that most of it lies in: by the
places that the library keeps, article by article first and then down to the smallest part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Final

from kg.ids import article_level
from kg.library import Library, SourceRow, TextRow
from query.answer import Answer, Status
from query.evaluate import Case

if TYPE_CHECKING:
    from kg.embedding import Embedder

SIZE: Final = 512
"""Characters of a chunk."""
SHOWN: Final = 5
"""Chunks that such a pipeline hands on as what answers."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of a text that are words of a provision."""

    start: int
    end: int
    provision: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some characters of an act's text, and the provision that most of them lie in; the act where they lie in none."""

    words: str
    provision: str


class Chunks:
    """The baseline over some texts: everything is embedded when it is made."""

    def __init__(self, library: Library, texts: Sequence[TextRow], embedder: Embedder, depth: int) -> None:
        import numpy as np

        self._embedder, self._depth = embedder, depth
        self._chunks = {text.celex: chunks_of(library, text) for text in texts}
        self._vectors = {act: np.array([embedder.passage(one.words)[0] for one in chunks]) for act, chunks in self._chunks.items()}

    def ask(self, case: Case) -> Answer:
        """The rankings for a question; a provision stands in them once for each chunk. See `shown`."""
        asked = self._embedder.question(case.question)
        acts = [case.act] if case.act in self._chunks else list(self._chunks)
        scored = [
            (chunk.provision, round(float(cosine), 4))
            for act in acts
            for chunk, cosine in zip(self._chunks[str(act)], self._vectors[str(act)] @ asked, strict=True)
        ]
        ranked = sorted(scored, key=lambda found: -found[1])[: self._depth]
        return Answer(
            question=case.question, status=Status.ANSWERED, reason=None, as_of="", acts=(), statements=(),
            provisions=tuple(one for one in ranked if "/rct_" not in one[0]), recitals=tuple(one for one in ranked if "/rct_" in one[0]),
        )  # fmt: skip


def shown(answer: Answer) -> tuple[str, ...]:
    """The provisions of the chunks that the baseline hands on: it knows no statements."""
    ranked = sorted((*answer.provisions, *answer.recitals), key=lambda found: -found[1])
    return tuple(own for own, _ in ranked[:SHOWN])


def chunks_of(library: Library, text: TextRow) -> tuple[Chunk, ...]:
    """A text in chunks, in order."""
    pdf = next((source for source in text.sources if source.format == "pdf"), None)
    words, stretches = _plain(library, text) if pdf is None else _printed(library, text, pdf)
    stretches = sorted(stretches, key=lambda one: one.start)
    out, first = [], 0
    for start in range(0, len(words), SIZE):
        while first < len(stretches) and stretches[first].end <= start:
            first += 1
        counts = _shares(stretches[first:], start, start + SIZE)
        out.append(Chunk(words[start : start + SIZE], owner_of(counts) if counts else text.celex))
    return tuple(one for one in out if one.words.strip())


def _shares(stretches: Sequence[Stretch], start: int, end: int) -> Counter[str]:
    """How many of the characters between two places are each provision's own; the stretches are in order."""
    counts: Counter[str] = Counter()
    for one in stretches:
        if one.start >= end:
            break
        counts[one.provision] += max(0, min(one.end, end) - max(one.start, start))
    return +counts


def owner_of(counts: Counter[str]) -> str:
    """The provision that most characters lie in: the article of most, then its part of most, and so on down."""
    by_article: Counter[str] = Counter()
    for own, count in counts.items():
        by_article[article_level(own)] += count
    at = max(by_article, key=lambda own: (by_article[own], own))
    while True:
        parts: Counter[str] = Counter()
        for own, count in counts.items():
            if own.startswith(f"{at}/"):
                parts[f"{at}/{own[len(at) + 1 :].partition('/')[0]}"] += count
        best = max(parts, key=lambda own: (parts[own], own), default=at)
        if parts[best] <= counts[at]:
            return at
        at = best


def _printed(library: Library, text: TextRow, pdf: SourceRow) -> tuple[str, list[Stretch]]:
    """The pages of a PDF one behind the other, and where in them the words of provisions stand."""
    pages = [library.page(pdf, number) for number in range(1, (pdf.pages or 0) + 1)]
    begins = [0, *accumulate(len(page) + 1 for page in pages)]
    stretches = [
        Stretch(begins[origin.page - 1] + origin.start, begins[origin.page - 1] + origin.start + origin.length, own)
        for own, _, _ in library.outline(text)
        for place in library.places(own, text)
        if place.source.row == pdf.row
        for origin in place.origins
        if origin.page
    ]
    return "\n".join(pages), stretches


def _plain(library: Library, text: TextRow) -> tuple[str, list[Stretch]]:
    """The words of a text in order, a line for each label with its heading and for each field, and whose they are."""
    lines = list(chain.from_iterable(_lines(library, text, own) for own, _, parent in library.outline(text) if parent == text.celex))
    begins = [0, *accumulate(len(words) + 1 for _, words in lines)]
    stretches = [Stretch(begin, begin + len(words), own) for begin, (own, words) in zip(begins, lines, strict=False)]
    return "\n".join(words for _, words in lines), stretches


def _lines(library: Library, text: TextRow, own: str) -> Iterator[tuple[str, str]]:
    row = library.provision(own, text)
    yield from ((own, words) for words in (f"{row.label} {row.heading}".strip(), row.body) if words)
    for part in library.children(own, text):
        yield from _lines(library, text, part.id)
    if row.wrap_up:
        yield own, row.wrap_up
