"""Why a link between a recital and an article is there: each reason named, with its evidence in words and its part in the score.

The weight of a reason is its share of all that speaks for the link, so the weights of a link's reasons sum to one. What the words alone
would give of either order counts as wording; only what the order adds to it counts as order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from extract.likeness import Floats
from extract.support_measures import PHRASE, Measures
from extract.support_scores import ORDERS, Shares
from extract.support_sides import Sides
from extract.support_weights import Weights
from extract.words import Word, carries_no_subject, stem, words_of
from kg.findings import Findings, Reason
from kg.ids import ProvisionId, article_level
from kg.model import Provision, walk

MENTION: Final = "explicit mention"
WORDING: Final = "shared wording"
ORDER: Final = "order"
HEADING: Final = "heading"
KINDS: Final[Mapping[str, str]] = {
    "mention": MENTION, "words": WORDING, "phrases": WORDING, "passage": WORDING, "heading": HEADING,
    "terms": "shared defined term", "topics": "shared topic",
}  # fmt: skip
"""The reason that each measure is a part of."""
_LEAST: Final = 0.02
"""Share of what speaks for a link below which a reason is not worth naming."""
_PARTED: Final = re.compile(r"[.;:!?\n]")
"""What parts clauses: words on both sides of it are no run."""
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
    """How each recital, article and annex first writes each term and topic that it uses."""
    found: dict[tuple[ProvisionId, str], str] = {}
    for term in findings.term_uses:
        found.setdefault((article_level(term.provision), term.node), term.form)
    for topic in findings.topic_uses:
        found.setdefault((article_level(topic.provision), topic.topic), topic.form)
    return found


def reasons_for(reading: Reading, recital: int, article: int) -> tuple[Reason, ...]:
    """The reasons of one link, a mention first, then what weighs most; only what can be shown counts."""
    parts = _contributions(reading, recital, article)
    shown = {kind: (part, evidence) for kind, part in parts.items() if (evidence := _evidence(reading, kind, recital, article))}
    total = sum(part for part, _ in shown.values())
    return tuple(
        Reason(kind=kind, evidence=evidence, weight=round(part / total, 4))
        for kind, (part, evidence) in sorted(shown.items(), key=lambda one: (one[0] != MENTION, -one[1][0], one[0]))
        if part >= _LEAST * total or kind == MENTION
    )


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
    if kind == HEADING:
        top = _likest(reading.measures, "heading", recital, article)
        return _with(sides, top, article, _heading(reading.measures, recital, top, reading.language))
    if kind == WORDING:
        top = _likest(reading.measures, "words", recital, article)
        return _with(sides, top, article, shared_wording(reading.measures, recital, top, reading.language))
    measure = next(name for name, one in KINDS.items() if one == kind)
    return _used(reading, measure, recital, article)


def _mention(reading: Reading, recital: int, article: int) -> str:
    """The words that name the article, or an annex that it brings in."""
    sides = reading.measures.sides
    named = reading.mentioned.get(sides.recitals[recital].id, {})
    top = next((number for number, host in enumerate(sides.hosts) if host == article and sides.tops[number].id in named), None)
    if top is None:
        return ""
    wording = named[sides.tops[top].id]
    return wording if top == article else f"{wording}, which {name_of(sides.articles[article])} brings in"


def _with(sides: Sides, top: int, article: int, evidence: str) -> str:
    """Evidence as it is, or with the annex that it is of."""
    return evidence if top == article or not evidence else f"{evidence} (with {name_of(sides.tops[top])})"


def name_of(provision: Provision) -> str:
    """A provision as evidence names it: "Article 5", "Annex III", "Recital 12"."""
    return f"{provision.kind.value.capitalize()} {provision.label}"


def _likest(measures: Measures, measure: str, recital: int, article: int) -> int:
    """Of an article and the annexes read at it, the one that a recital is likest by a measure."""
    tops = [number for number, host in enumerate(measures.sides.hosts) if host == article]
    return max(tops, key=lambda top: (measures.tops[measure][recital, top], -top))


def _used(reading: Reading, measure: str, recital: int, article: int) -> str:
    """The terms or topics that both use, as the recital writes them."""
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


def _heading(measures: Measures, recital: int, top: int, language: str) -> str:
    """The words of a heading that the recital says, as the heading writes them."""
    said = {stem(word.text, language) for word in words_of(_said(measures, recital))}
    found = " ".join(word.text for word, root in _subjects(measures.sides.tops[top].heading, language) if root in said)
    return f"‘{found}’" if found else ""


def shared_wording(measures: Measures, recital: int, top: int, language: str) -> str:
    """Runs of words and words that a recital shares with an article or annex, the rarest first, as the recital writes them."""
    words, phrases = measures.shared["words"], measures.shared["phrases"]
    return _wording(
        _said(measures, recital),
        words.tops.shared(words.recitals[recital], top),
        _Row(phrases=frozenset(phrases.tops.shared(phrases.recitals[recital], top)), said=measures.said[top]),
        language,
    )


def wording_with_place(measures: Measures, recital: int, place: int, language: str) -> str:
    """Words that a recital shares with one place, the rarest first."""
    bag, passages = measures.shared["words"].recitals[recital], measures.passages
    return _wording(_said(measures, recital), passages.shared(bag, place), None, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What runs of words are looked for in: the phrases shared with it, and all its words in a row."""

    phrases: frozenset[str]
    said: str


def _wording(text: str, words: Sequence[str], row: _Row | None, language: str) -> str:
    subjects = list(_subjects(text, language))
    runs = _each_once(text, _runs(text, subjects, row))[:_RUNS] if row else []
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


def _runs(text: str, subjects: Sequence[tuple[Word, str]], row: _Row) -> list[tuple[int, int]]:
    """Stretches of the text, within a clause, whose words stand in the same order in the row, the longest first."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at <= len(subjects) - PHRASE:
        size = _shared_size(text, subjects, at, row)
        if size:
            runs.append((subjects[at][0].start, subjects[at + size - 1][0].end))
        at += max(size, 1)
    return sorted(runs, key=lambda run: (run[0] - run[1], run[0]))


def _shared_size(text: str, subjects: Sequence[tuple[Word, str]], at: int, row: _Row) -> int:
    """How many words from one on stand in a row elsewhere too; none if fewer than a phrase has."""
    said, size = subjects[at][1], 1
    while at + size < len(subjects) and not _PARTED.search(text, subjects[at + size - 1][0].end, subjects[at + size][0].start):
        said = f"{said} {subjects[at + size][1]}"
        if not _stands(said, size + 1, row):
            break
        size += 1
    return size if size >= PHRASE else 0


def _stands(said: str, size: int, row: _Row) -> bool:
    """Whether words stand in the row; fewer than a phrase has may, and whether a phrase does is known already."""
    if size <= PHRASE:
        return size < PHRASE or said in row.phrases
    return f" {said} " in row.said
