"""Why a link between a recital and an article is there: each reason named, with its evidence in words and its part in the score.

The weight of a reason is its share of all that speaks for the link, so the weights of a link's reasons sum to one. What the words alone
would give of either order counts as wording; only what the order adds to it counts as order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from extract.likeness import Floats
from extract.support_measures import PHRASE, Measures
from extract.support_scores import ORDERS, Shares
from extract.support_weights import Weights
from extract.words import Word, carries_no_subject, stem, words_of
from kg.ids import ProvisionId, article_level
from kg.model import Findings, Provision, Reason, walk

MENTION: Final = "explicit mention"
WORDING: Final = "shared wording"
ORDER: Final = "order"
KINDS: Final[Mapping[str, str]] = {
    "mention": MENTION, "words": WORDING, "phrases": WORDING, "passage": WORDING, "heading": "heading",
    "terms": "shared defined term", "topics": "shared topic", "acts": "shared reference",
}  # fmt: skip
"""The reason that each measure is a part of."""
_LEAST: Final = 0.02
"""Share of what speaks for a link below which a reason is not worth naming."""
_SHOWN: Final = 6
_RUNS: Final = 2
"""How many shared words, and how many shared runs of words, are shown as evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An act's measures and shares, the scores they give, and which links are kept (a row for each recital, a column for each article)."""

    measures: Measures
    weights: Weights
    shares: Shares
    scores: Floats
    kept: np.ndarray
    forms: Mapping[tuple[ProvisionId, str], str]
    mentioned: Mapping[ProvisionId, Mapping[ProvisionId, str]]
    language: str


def forms_in(findings: Findings) -> dict[tuple[ProvisionId, str], str]:
    """How each recital, article and annex first writes each term, topic and other act that it uses."""
    found: dict[tuple[ProvisionId, str], str] = {}
    for term in findings.term_uses:
        found.setdefault((article_level(term.provision), term.node), term.form)
    for topic in findings.topic_uses:
        found.setdefault((article_level(topic.provision), topic.topic), topic.form)
    for reference in findings.references:
        found.setdefault((article_level(reference.source), str(reference.target)), reference.wording)
    return found


def reasons_for(reading: Reading, recital: int, article: int) -> tuple[Reason, ...]:
    """The reasons of one link, what weighs most first."""
    parts = _contributions(reading, recital, article)
    total = sum(parts.values()) or 1.0
    named = {kind: part / total for kind, part in parts.items() if part >= _LEAST * total or kind == MENTION}
    reasons = [
        Reason(kind=kind, evidence=_evidence(reading, kind, recital, article), weight=round(part, 4))
        for kind, part in sorted(named.items(), key=lambda one: (one[0] != MENTION, -one[1], one[0]))
    ]
    return tuple(reason for reason in reasons if reason.evidence)


def _contributions(reading: Reading, recital: int, article: int) -> dict[str, float]:
    """What each kind of reason adds to a link, all that adds something."""
    weights = reading.weights.reasons
    parts: dict[str, float] = {}
    for name, kind in KINDS.items():
        parts[kind] = parts.get(kind, 0.0) + weights.get(name, 0.0) * float(reading.measures.of[name][recital, article])
    ordered = worded = 0.0
    for order in ORDERS:
        ordered += weights.get(order, 0.0) * float(reading.shares.ordered[order][recital, article])
        worded += weights.get(order, 0.0) * float(reading.shares.by_words[order][recital, article])
    parts[WORDING] += min(worded, ordered)
    parts[ORDER] = max(ordered - worded, 0.0)
    return {kind: part for kind, part in parts.items() if part > 0}


def _evidence(reading: Reading, kind: str, recital: int, article: int) -> str:
    sides = reading.measures.sides
    if kind == MENTION:
        return _mention(reading, recital, article)
    if kind == ORDER:
        return _neighbours(reading, recital, article)
    if kind == "heading":
        shown = _heading(reading.measures, recital, article, reading.language)
        return f"‘{shown}’" if shown else ""
    if kind == WORDING:
        top = _likest(reading.measures, recital, article)
        shown = shared_wording(reading.measures, recital, top, reading.language)
        return shown if top == article or not shown else f"{shown} (with {name_of(sides.tops[top])})"
    measure = next(name for name, one in KINDS.items() if one == kind)
    return _used(reading, measure, recital, article)


def _mention(reading: Reading, recital: int, article: int) -> str:
    sides = reading.measures.sides
    tops = [number for number, host in enumerate(sides.hosts) if host == article]
    named = reading.mentioned.get(sides.recitals[recital].id, {})
    found = (named.get(sides.tops[top].id) for top in tops)
    return next((wording for wording in found if wording), "")


def name_of(provision: Provision) -> str:
    """A provision as evidence names it: "Article 5", "Annex III", "Recital 12"."""
    return f"{provision.kind.value.capitalize()} {provision.label}"


def _likest(measures: Measures, recital: int, article: int) -> int:
    """Of an article and the annexes read at it, the one whose words the recital shares most."""
    tops = [number for number, host in enumerate(measures.sides.hosts) if host == article]
    return max(tops, key=lambda top: (measures.tops["words"][recital, top], -top))


def _used(reading: Reading, measure: str, recital: int, article: int) -> str:
    """The terms, topics or acts that both use, as the recital writes them."""
    measures = reading.measures
    shared, own = measures.shared[measure], measures.sides.recitals[recital].id
    tops = [number for number, host in enumerate(measures.sides.hosts) if host == article]
    things = [thing for top in tops for thing in shared.tops.shared(shared.recitals[recital], top)]
    forms = (reading.forms.get((own, thing)) for thing in dict.fromkeys(things))
    return ", ".join(list(dict.fromkeys(form for form in forms if form))[:_SHOWN])


def _neighbours(reading: Reading, recital: int, article: int) -> str:
    """The nearest recitals before and after that support something, and what they support."""
    sides = reading.measures.sides
    linked = np.flatnonzero(reading.kept.any(axis=1))
    said = []
    for beside, where in ((linked[linked < recital][-1:], "before"), (linked[linked > recital][:1], "after")):
        for row in beside:
            own = article if reading.kept[row, article] else int(np.argmax(np.where(reading.kept[row], reading.scores[row], -1.0)))
            said.append(f"{name_of(sides.recitals[row])} {where} it supports {name_of(sides.articles[own])}")
    return ", ".join(said)


# ── wording ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _said(measures: Measures, recital: int) -> str:
    """All that a recital says, its points in lines of their own."""
    return "\n".join(part.text for part in walk((measures.sides.recitals[recital],)))


def _heading(measures: Measures, recital: int, article: int, language: str) -> str:
    """The words of an article's heading that the recital says, as the heading writes them."""
    said = {stem(word.text, language) for word in words_of(_said(measures, recital))}
    found = [word.text for word, root in _subjects(measures.sides.articles[article].heading, language) if root in said]
    return " ".join(found)


def shared_wording(measures: Measures, recital: int, top: int, language: str) -> str:
    """Runs of words and words that a recital shares with an article or annex, the rarest first, as the recital writes them."""
    words, phrases = measures.shared["words"], measures.shared["phrases"]
    return _wording(
        _said(measures, recital),
        words.tops.shared(words.recitals[recital], top),
        phrases.tops.shared(phrases.recitals[recital], top),
        language,
    )


def wording_with_place(measures: Measures, recital: int, place: int, language: str) -> str:
    """Words that a recital shares with one place, the rarest first."""
    bag, passages = measures.shared["words"].recitals[recital], measures.passages
    return _wording(_said(measures, recital), passages.shared(bag, place), (), language)


def _wording(text: str, words: Sequence[str], phrases: Iterable[str], language: str) -> str:
    subjects = list(_subjects(text, language))
    runs = _each_once(text, _runs(text, subjects, frozenset(phrases)))[:_RUNS]
    told = {root for start, end in runs for word, root in subjects if start <= word.start < end}
    written: dict[str, str] = {}
    for word, root in subjects:
        written.setdefault(root, word.text.lower())
    rest = [written[root] for root in words if root in written and root not in told and not root.isdigit()]
    return ", ".join([*(f"‘{' '.join(text[start:end].split())}’" for start, end in runs), *rest[: _SHOWN - len(runs)]])


def _each_once(text: str, runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of the text without those that say again what an earlier one says."""
    said: dict[str, tuple[int, int]] = {}
    for start, end in runs:
        said.setdefault(" ".join(text[start:end].lower().split()), (start, end))
    return list(said.values())


def _subjects(text: str, language: str) -> Iterable[tuple[Word, str]]:
    """The words of a text that carry a subject, with their stems."""
    return ((word, stem(word.text, language)) for word in words_of(text) if not carries_no_subject(word.text, language))


def _runs(text: str, subjects: Sequence[tuple[Word, str]], phrases: frozenset[str]) -> list[tuple[int, int]]:
    """Stretches of the text made of shared phrases that run into each other, the longest first."""
    runs: list[tuple[int, int]] = []
    for at in range(len(subjects) - PHRASE + 1):
        row = subjects[at : at + PHRASE]
        if " ".join(root for _, root in row) in phrases and "\n" not in text[row[0][0].start : row[-1][0].end]:
            start, end = row[0][0].start, row[-1][0].end
            if runs and start <= runs[-1][1]:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
    return sorted(runs, key=lambda run: (run[0] - run[1], run[0]))
