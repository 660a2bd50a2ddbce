"""What tells how well a passage answers a question: measures of it, each between 0 and about 1, that a fitted sum makes a score of.

Words weigh by how rare they are in the library (`query.index.Rarity`), as shares of the question's whole weight, words that the library
lacks among them: a measure means the same in every act and for every length of question.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kg.findings import Relation
from kg.ids import binds, path_of
from kg.links import Link
from kg.rules import Modality
from query.asking import Asks
from query.index import Rarity
from query.passages import Passage, Whole, Words

K1: Final = 1.2
B: Final = 0.75
"""Parameters of BM25 (Robertson and Zaragoza 2009)."""
PASSAGE_LENGTH: Final = 45
WHOLE_LENGTH: Final = 350
"""Stems of a usual passage and of a usual article; constants, so that scores do not depend on what else a library holds."""
_SCOPE_HEADINGS: Final = (" scope ", " subject matter ")
_EXEMPTING: Final = (Modality.SHALL_NOT_APPLY, Modality.SHOULD_NOT_APPLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: the question's stems with their weights, its terms and topics with the share of each that provisions meet.

    `nearby` are other words for some of its words (`query.lay`): for each stem, lists of stems of which one is to be met whole.
    """

    weights: Mapping[str, float]
    asks: frozenset[Asks] = frozenset()
    nodes: Mapping[str, float] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    defining: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    nearby: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    near: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Passages near in meaning: what is left of 1 at their rank, and the cosine (`query.vectors`)."""


def weights_of(stems: Sequence[str], rarity: Rarity) -> dict[str, float]:
    """Each stem's share of the question's weight."""
    rare = {stem: rarity.word(stem) for stem in stems}
    total = sum(rare.values()) or 1.0
    return {stem: weight / total for stem, weight in rare.items()}


class Measuring:
    """Takes the measures of passages for one question; those of a whole article are taken once for all its passages."""

    def __init__(self, wanted: Wanted, rarity: Rarity) -> None:
        self._wanted, self._rarity = wanted, rarity
        self._pairs = tuple(f" {one} {other} " for one, other in pairwise(wanted.weights))
        self._wholes: dict[int, dict[str, float]] = {}

    def measures(self, passage: Passage, links: Sequence[Link]) -> dict[str, float]:
        """The measures of a passage by name; `links` are the edges that start at it."""
        own, wanted = passage.provision, self._wanted
        out = self._of_words(passage) | self._of_whole(passage.whole)
        out["resembles"] = wanted.near.get(own, (0.0, 0.0))[0]
        out["node"] = wanted.nodes.get(own, 0.0)
        out["named"] = float(any(f"{own}/".startswith(f"{one}/") for one in wanted.named))
        out["defined"] = float(own in wanted.defining)
        return out | _of_place(passage) | _of_rules(passage.whole, wanted, links) if binds(own) else out

    def _of_words(self, passage: Passage) -> dict[str, float]:
        wanted, body = self._wanted, passage.body
        context = Words(body.text + passage.intro.text + passage.heading.text)
        outer = {stem: weight for stem, weight in wanted.weights.items() if stem not in passage.whole.heading}
        return {
            "words": _bm25(body, wanted.weights, PASSAGE_LENGTH),
            "covered": covered(context, wanted.weights),
            "nearby": _nearby(context, wanted),
            "nearby_body": _nearby(body, wanted),
            "pairs": self._paired(body),
            "heading_pairs": self._paired(passage.heading),
            "outer": covered(passage.heading, outer),
            "length": math.log1p(body.length) / 5,
        }

    def _of_whole(self, whole: Whole) -> dict[str, float]:
        """The measures of an article, annex or recital, and of its heading."""
        if id(whole) not in self._wholes:
            everything = Words(whole.body.text + whole.heading.text)
            self._wholes[id(whole)] = {
                "whole": _bm25(whole.body, self._wanted.weights, WHOLE_LENGTH),
                "covered_whole": covered(everything, self._wanted.weights),
                "nearby_whole": _nearby(everything, self._wanted),
            } | self._of_heading(whole.heading)
        return self._wholes[id(whole)]

    def _of_heading(self, heading: Words) -> dict[str, float]:
        """How much of the question a heading says, and how much of the heading the question says."""
        stems = dict.fromkeys(heading.text.split())
        met = covered(heading, self._wanted.weights)
        total = sum(self._rarity.word(stem) for stem in stems)
        said = sum(self._rarity.word(stem) for stem in stems if stem in self._wanted.weights) / total if total else 0.0
        return {
            "nearby_heading": _nearby(heading, self._wanted),
            "heading": 2 * met * said / (met + said) if met + said else 0.0,
            "heading_said": said,
        }

    def _paired(self, words: Words) -> float:
        """Share of the question's neighbouring words that are neighbours here too."""
        return sum(pair in words.text for pair in self._pairs) / max(len(self._pairs), 1)


# ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _bm25(words: Words, weights: Mapping[str, float], usual: int) -> float:
    """BM25 as a share of the most that the question's words could bring."""
    length = K1 * (1 - B + B * words.length / usual)
    counts = ((weight, words.count(stem)) for stem, weight in weights.items())
    return sum(weight * count / (count + length) for weight, count in counts if count)


def covered(words: Words, weights: Mapping[str, float]) -> float:
    """Share of the question's weight that words meet."""
    return sum(weight for stem, weight in weights.items() if stem in words)


def _nearby(words: Words, wanted: Wanted) -> float:
    """Share of the question's weight that is not met itself, but by other words for it."""
    return sum(
        wanted.weights.get(stem, 0.0)
        for stem, others in wanted.nearby.items()
        if stem not in words and any(all(one in words for one in other) for other in others)
    )


# ── what binds ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_place(passage: Passage) -> dict[str, float]:
    """What kind of provision a passage is."""
    path = path_of(passage.provision)
    return {
        "point": float("/pnt_" in path),
        "annex": float(path.startswith("anx_")),
        "first": float("/" not in path or path.endswith("/par_1")),
        "empty": float(not passage.body.length),
    }


def _of_rules(whole: Whole, wanted: Wanted, links: Sequence[Link]) -> dict[str, float]:
    """Whether a passage is of the kind that is asked for: a penalty, an exemption, the scope, a duty of whom the question speaks."""
    sanctions = any(link.relation is Relation.SANCTIONS for link in links)
    duties = [link for link in links if link.relation is Relation.BINDS]
    exempts = any(f'"{one}"' in link.said for link in duties for one in _EXEMPTING)
    scope = any(words in whole.heading.text for words in _SCOPE_HEADINGS)
    bound = {link.target for link in duties if "/term/" in link.target}
    penalty, exception, reach = (one in wanted.asks for one in (Asks.PENALTY, Asks.EXCEPTION, Asks.SCOPE))
    return {
        "penalty": float(penalty and sanctions),
        "penalty_unasked": float(sanctions and not penalty),
        "exempts": float(exception and exempts),
        "exempts_unasked": float(exempts and not exception),
        "scope": float(reach and scope),
        "scope_unasked": float(scope and not reach),
        "others_bound": float(bool(bound) and bool(wanted.actors) and not bound & wanted.actors),
    }
