"""Plain BM25 (Robertson and Zaragoza 2009; k1 1.2, b 0.75) over articles or paragraphs: what the engine is measured against.

No graph, no terms, no headings' weights: a passage is an article, annex or recital with all its words, or a paragraph with its points.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.words import stems_of
from kg.library import Library, TextRow
from kg.model import Kind
from query.answer import Answer, Status
from query.evaluate import Case

K1, B = 1.2, 0.75
_WHOLE = frozenset({Kind.ARTICLE, Kind.ANNEX, Kind.RECITAL})


@dataclass(frozen=True, slots=True)
class _Passage:
    provision: str
    counts: Counter[str]
    length: int


class Bm25:
    """A baseline over one level of the texts: `articles` or `paragraphs`."""

    def __init__(self, library: Library, texts: tuple[TextRow, ...], level: str, depth: int) -> None:
        self._depth = depth
        self._language = texts[0].language if texts else "en"
        self._passages = {text.celex: _passages(library, text, level) for text in texts}

    def ask(self, case: Case) -> Answer:
        """The rankings for a question, as an answer without statements."""
        question, act = case.question, case.act
        acts = [act] if act in self._passages else list(self._passages)
        ranked = _rank(stems_of(question, self._language), [passage for one in acts for passage in self._passages[str(one)]])[: self._depth]
        return Answer(
            question=question,
            status=Status.ANSWERED,
            reason=None,
            as_of="",
            acts=(),
            statements=(),
            provisions=tuple((own, score) for own, score in ranked if "/rct_" not in own),
            recitals=tuple((own, score) for own, score in ranked if "/rct_" in own),
        )


def _passages(library: Library, text: TextRow, level: str) -> list[_Passage]:
    out = []
    for own, kind, _ in library.outline(text):
        parts = library.subtree(own, text) if Kind(kind) in _WHOLE else ()
        if not parts:
            continue
        divisions = [part for part in parts[1:] if part.parent == own and part.kind is Kind.PARAGRAPH] if level == "paragraphs" else []
        for holder in divisions or [parts[0]]:
            inside = [part for part in parts if part.id == holder.id or part.id.startswith(holder.id + "/")]
            words = [stem for part in inside for stem in stems_of(f"{part.heading} {part.body} {part.wrap_up}", text.language)]
            words += stems_of(parts[0].heading, text.language) if divisions else []
            out.append(_Passage(holder.id, Counter(words), len(words)))
    return out


def _rank(query: Sequence[str], passages: list[_Passage]) -> list[tuple[str, float]]:
    average = sum(passage.length for passage in passages) / max(len(passages), 1)
    weights = {}
    for stem in set(query):
        count = sum(stem in passage.counts for passage in passages)
        weights[stem] = math.log(1 + (len(passages) - count + 0.5) / (count + 0.5))
    scored = []
    for passage in passages:
        norm = K1 * (1 - B + B * passage.length / average)
        score = sum(
            weights[stem] * passage.counts[stem] * (K1 + 1) / (passage.counts[stem] + norm) for stem in query if stem in passage.counts
        )
        if score > 0:
            scored.append((passage.provision, score))
    return sorted(scored, key=lambda found: (-found[1], found[0]))
