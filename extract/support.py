"""Recital support: which provisions a recital gives the reasons of. Derived, so each link has a score and named reasons.

Three kinds of reason: an explicit mention of the provision, shared wording (words weighted by how rare they are among the act's
articles), and order. Recitals follow the order of the enacting terms, roughly (Joint Practical Guide 10.3: the recitals should as far as
possible be in the order of the provisions they explain); so the sequence of recitals is read as a hidden Markov chain over articles,
whose jumps cost, and forward–backward gives each article its share of each recital. Within an article the paragraph whose words the
recital shares most is named too, when it stands out.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from extract.words import carries_no_subject, stem, stems_of
from kg.ids import ProvisionId, act_of, article_level
from kg.model import Act, Kind, Provision, Reason, RecitalSupport, Reference, walk

SHARPNESS: Final = 12.0
"""How much more a recital belongs to the article whose words it shares most: the weight of cosine in the emission's exponent."""
STAY, FORWARD, JUMP = 0.6, 0.35, 0.05
"""Chances that the next recital speaks of the same article, of one of those that follow, or of any other. Fitted in step with SHARPNESS."""
REACH: Final = 3.0
"""How far ahead, in articles, a forward move goes: its chance falls by e every REACH articles."""
THRESHOLD: Final = 0.22
"""Share of a recital an article needs before the link is kept; the best is kept from half of it on."""
LEAST_COSINE: Final = 0.03
"""Likeness of words without which a place in the order alone makes no link: closing recitals belong to no article."""
MENTIONED: Final = 0.9
"""Least score of a link that the recital itself spells out."""
LEAST_ARTICLES: Final = 5
"""Articles without which order tells nothing: in an amending act of four, one article would have nearly every recital to itself."""
PARAGRAPH_LEAD: Final = 0.12
"""Least cosine between a recital and a paragraph for the paragraph itself to be named."""

_WORD: Final = re.compile(r"[^\W\d_]{3,}")

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """Provisions with their word vectors, in order."""

    ids: tuple[ProvisionId, ...]
    vectors: tuple[Vector, ...]


def find_support(act: Act, references: Iterable[Reference]) -> tuple[RecitalSupport, ...]:
    """Links from each recital to the articles and paragraphs it supports, in the order of the recitals, best first."""
    provisions = walk(act.provisions)
    recitals = [p for p in provisions if p.kind is Kind.RECITAL]
    articles = [p for p in provisions if p.kind is Kind.ARTICLE]
    if not recitals or not articles:
        return ()
    language = act.language
    rarity = _rarity(_bag(article, language) for article in articles)
    rows = _texts(recitals, rarity, language)
    columns = _texts(articles, rarity, language)
    paragraphs = {article.id: [part for part in article.children if part.kind is Kind.PARAGRAPH] for article in articles}
    parts = {own: _texts(listed, rarity, language) for own, listed in paragraphs.items()}
    cosines = _cosines(rows, columns)
    shares = _align(cosines) if len(articles) >= LEAST_ARTICLES else np.zeros_like(cosines)
    given = tuple(references)
    found = _Articles(texts=columns, parts=parts, mentioned=_mentions(given), exact=_exact(given))
    out: list[RecitalSupport] = []
    for index, recital in enumerate(recitals):
        words = [word.lower() for word in _WORD.findall(recital.text) if not carries_no_subject(word, language)]
        written = {stem(word, language): word for word in words}
        read = _Recital(id=recital.id, vector=rows.vectors[index], cosines=cosines[index], shares=shares[index], written=written)
        out += _links(read, found)
    return tuple(out)


def _bag(provision: Provision, language: str) -> Counter[str]:
    """Words of a provision; those of headings count double, since captions name the subject."""
    bag: Counter[str] = Counter()
    for part in walk((provision,)):
        bag.update(stems_of(part.text, language))
        bag.update(stems_of(part.wrap_up, language))
        bag.update(stems_of(part.heading, language) * 2)
    return bag


def _rarity(bags: Iterable[Counter[str]]) -> Vector:
    counts: Counter[str] = Counter()
    total = 0
    for bag in bags:
        counts.update(bag.keys())
        total += 1
    return {word: math.log((total + 1) / (count + 0.5)) for word, count in counts.items()}


def _texts(provisions: list[Provision], rarity: Vector, language: str) -> _Texts:
    return _Texts(
        ids=tuple(provision.id for provision in provisions),
        vectors=tuple(_vector(_bag(provision, language), rarity) for provision in provisions),
    )


def _vector(bag: Counter[str], rarity: Vector) -> Vector:
    """Weights of a text's words, of length one; words that no article uses carry nothing."""
    weights = {word: (1 + math.log(count)) * rarity[word] for word, count in bag.items() if rarity.get(word, 0) > 0}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _cosine(left: Vector, right: Vector) -> float:
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right[word] for word, weight in left.items() if word in right)


def _cosines(rows: _Texts, columns: _Texts) -> np.ndarray:
    words = {word: index for index, word in enumerate(sorted({word for vector in columns.vectors for word in vector}))}
    return np.asarray(_matrix(rows, words) @ _matrix(columns, words).T)


def _matrix(texts: _Texts, words: Mapping[str, int]) -> np.ndarray:
    """A row for each text, a column for each word."""
    matrix = np.zeros((len(texts.vectors), len(words)))
    for row, vector in enumerate(texts.vectors):
        for word, weight in vector.items():
            if word in words:
                matrix[row, words[word]] = weight
    return matrix


def _align(cosines: np.ndarray) -> np.ndarray:
    """Forward–backward over the recitals: for each, the share of each article (rows sum to one)."""
    count = cosines.shape[1]
    emission = np.exp(SHARPNESS * cosines)
    emission /= emission.sum(axis=1, keepdims=True)
    moves = _moves(count)
    forward = np.zeros_like(emission)
    backward = np.ones_like(emission)
    forward[0] = emission[0] / emission[0].sum()
    for index in range(1, len(emission)):
        step = (forward[index - 1] @ moves) * emission[index]
        forward[index] = step / step.sum()
    for index in range(len(emission) - 2, -1, -1):
        step = moves @ (backward[index + 1] * emission[index + 1])
        backward[index] = step / step.sum()
    shares = forward * backward
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _moves(count: int) -> np.ndarray:
    """Chance of each article for the next recital, given the article of this one."""
    ahead = np.arange(count)[None, :] - np.arange(count)[:, None]
    forward = np.where(ahead > 0, np.exp(-ahead / REACH), 0.0)
    forward /= np.maximum(forward.sum(axis=1, keepdims=True), 1e-9)
    moves = STAY * np.eye(count) + FORWARD * forward + JUMP / count
    return np.asarray(moves / moves.sum(axis=1, keepdims=True))


def _mentions(references: Iterable[Reference]) -> dict[tuple[ProvisionId, ProvisionId], str]:
    """(recital, article) → the wording of an explicit mention."""
    found: dict[tuple[ProvisionId, ProvisionId], str] = {}
    for reference in references:
        if "/rct_" in reference.source and isinstance(reference.target, str) and "/art_" in reference.target:
            found.setdefault((article_level(reference.source), article_level(reference.target)), reference.wording)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Articles:
    """What recitals are matched with: articles, their paragraphs, and explicit mentions."""

    texts: _Texts
    parts: Mapping[ProvisionId, _Texts]
    mentioned: Mapping[tuple[ProvisionId, ProvisionId], str]
    exact: Mapping[ProvisionId, tuple[RecitalSupport, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recital:
    """One recital: its word weights, its cosine with each article and the article's share of it, and its words by their stems."""

    id: ProvisionId
    vector: Vector
    cosines: np.ndarray
    shares: np.ndarray
    written: Mapping[str, str]


def _exact(references: Iterable[Reference]) -> dict[ProvisionId, tuple[RecitalSupport, ...]]:
    """Links from each recital to the parts of articles and annexes that it names: "Article 5(1), point (g)"."""
    found: dict[ProvisionId, dict[ProvisionId, RecitalSupport]] = {}
    for reference in references:
        target, recital = reference.target, article_level(reference.source)
        if "/rct_" in recital and isinstance(target, str) and act_of(target) == act_of(recital) and target.count("/") > 1:
            reason = Reason(kind="explicit mention", evidence=reference.wording, weight=1.0)
            link = RecitalSupport(recital=recital, provision=ProvisionId(target), score=MENTIONED, reasons=(reason,))
            found.setdefault(recital, {}).setdefault(ProvisionId(target), link)
    return {recital: tuple(links.values()) for recital, links in found.items()}


def _links(recital: _Recital, articles: _Articles) -> list[RecitalSupport]:
    best = int(recital.shares.argmax())
    links = []
    for index, article in enumerate(articles.texts.ids):
        share, wording = float(recital.shares[index]), articles.mentioned.get((recital.id, article))
        placed = (share >= THRESHOLD or (index == best and share >= THRESHOLD / 2)) and recital.cosines[index] >= LEAST_COSINE
        if not placed and wording is None:
            continue
        mention = [Reason(kind="explicit mention", evidence=wording, weight=1.0)] if wording else []
        shared = _shared_wording(recital, articles.texts.vectors[index], float(recital.cosines[index]))
        order = Reason(kind="order", evidence="place among the recitals", weight=round(share, 4))
        score = round(max(share, MENTIONED if wording else 0.0), 4)
        links.append(RecitalSupport(recital=recital.id, provision=article, score=score, reasons=(*mention, shared, order)))
        links += _paragraphs(recital, articles.parts[article], score)
    exact = [link for link in articles.exact.get(recital.id, ()) if all(link.provision != other.provision for other in links)]
    links += exact
    return sorted(links, key=lambda link: -link.score)


def _shared_wording(recital: _Recital, other: Vector, cosine: float) -> Reason:
    """The words that weigh most in both, as the recital writes them."""
    shared = sorted(((weight * other[word], word) for word, weight in recital.vector.items() if word in other), reverse=True)
    words = [recital.written[word] for _, word in shared[:6] if word in recital.written]
    return Reason(kind="shared wording", evidence=", ".join(words), weight=round(cosine, 4))


def _paragraphs(recital: _Recital, parts: _Texts, score: float) -> list[RecitalSupport]:
    """The paragraphs of a supported article that stand out by the words they share."""
    cosines = [_cosine(recital.vector, part) for part in parts.vectors]
    lead = max(cosines, default=0.0)
    return [
        RecitalSupport(
            recital=recital.id,
            provision=part,
            score=round(score * cosine / lead, 4),
            reasons=(_shared_wording(recital, parts.vectors[index], cosine),),
        )
        for index, (part, cosine) in enumerate(zip(parts.ids, cosines, strict=True))
        if cosine >= max(PARAGRAPH_LEAD, 0.8 * lead)
    ]
