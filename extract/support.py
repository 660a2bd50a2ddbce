"""Recital support: which provisions a recital gives the reasons of. Derived, so each link has a score and named reasons.

No official table says which recital explains which article. What tells it are the recital's own references, wording, terms and topics that
both share, and order: recitals follow the order of the provisions they explain (Joint Practical Guide 10.3), roughly. `support_measures`
measures them, `support_scores` weighs them, `support_reasons` says why. Then

- within a supported article the narrowest parts that the recital is most like are named too, those of its annexes among them;
- whatever a recital names is linked, however narrow or wide;
- a recital that no article stands out for, but whose order leaves only one chapter or section, supports that in general;
- a recital without any link supports nothing in particular, which is a finding (`unsupporting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from extract.support_measures import Measures, measures_of
from extract.support_parts import parts_of
from extract.support_reasons import MENTION, ORDER, Reading, forms_in, reasons_for
from extract.support_scores import ORDERS, scores_of, shares_of
from extract.support_weights import Weights, fitted
from kg.findings import Findings, Reason, RecitalSupport, Reference
from kg.ids import ProvisionId, act_of, article_level, binds
from kg.model import GROUPINGS, Act, Kind, Provision, walk

MENTIONED: Final = 0.5
"""Least score of a link that the recital spells out. It speaks of what it names, whatever the words; the tables that the weights are
fitted on have too few such recitals to fit how surely."""
GENERAL: Final = 0.7
"""Share of a recital that the articles of a chapter or section need together for the recital to support it in general. Of such links that
tables tell of, five in eight hold an article that the recital supports."""


def find_support(act: Act, findings: Findings, weights: Weights | None = None) -> tuple[RecitalSupport, ...]:
    """Links from each recital to what it supports, in the order of the recitals, best first; `weights` other than those fitted to all."""
    measures, named = measures_of(act, findings), _named(act, findings.references)
    if measures is None:
        return tuple(link for recital in named for link in _spelled_out(recital, named[recital], frozenset()))
    reading = _read(act, findings, measures, weights or fitted(), named)
    groupings = tuple(_groupings(act.provisions, measures))
    out: list[RecitalSupport] = []
    for row, recital in enumerate(measures.sides.recitals):
        spelled = named.get(recital.id, {})
        found = (link for column in np.flatnonzero(reading.kept[row]) for link in _links(reading, row, int(column)))
        links = [_with_mention(link, spelled) for link in found]
        links += _spelled_out(recital.id, spelled, frozenset(link.provision for link in links))
        links = links or _general(reading, row, groupings)
        out += sorted(links, key=lambda link: -link.score)
    return tuple(out)


def unsupporting(act: Act, supports: Iterable[RecitalSupport]) -> tuple[ProvisionId, ...]:
    """Recitals that support nothing in particular: the background of the act, or what no provision of it says."""
    linked = {link.recital for link in supports}
    return tuple(one.id for one in walk(act.provisions) if one.kind is Kind.RECITAL and one.id not in linked)


def _named(act: Act, references: Iterable[Reference]) -> dict[ProvisionId, dict[ProvisionId, str]]:
    """What each recital names of its own act's enacting terms and annexes, with its words; what names a part names the article as well."""
    found: dict[ProvisionId, dict[ProvisionId, str]] = {}
    acts = {act_of(one.id) for one in walk(act.provisions)}  # more than one where it amends others (`support_amending`)
    for reference in references:
        recital, target = article_level(reference.source), reference.target
        if "/rct_" in recital and isinstance(target, str) and "/" in target and act_of(target) in acts and binds(target):
            for provision in (ProvisionId(target), article_level(target)):
                found.setdefault(recital, {}).setdefault(provision, reference.wording)
    return found


def _read(
    act: Act, findings: Findings, measures: Measures, weights: Weights, named: Mapping[ProvisionId, Mapping[ProvisionId, str]]
) -> Reading:
    """The scores of all links, those spelled out no lower than `MENTIONED`, and which are kept: none that rests on order alone."""
    shares = shares_of(measures, weights)
    scores = scores_of(measures, shares.ordered, weights)
    spelled = measures.tops["mention"][:, : scores.shape[1]] > 0
    scores = np.where(spelled, np.maximum(scores, MENTIONED), scores)
    sharing = np.any([table > 0 for table in measures.of.values()], axis=0)
    return Reading(
        measures=measures,
        weights=weights,
        shares=shares,
        scores=scores,
        kept=((scores >= weights.threshold) & sharing) | spelled,
        forms=forms_in(findings),
        mentioned=named,
        language=act.language,
    )


def _links(reading: Reading, row: int, column: int) -> Iterator[RecitalSupport]:
    """A recital's link to an article, and those to the parts of it that stand out."""
    sides = reading.measures.sides
    article, score = sides.articles[column].id, float(reading.scores[row, column])
    reasons = reasons_for(reading, row, column)
    yield RecitalSupport(recital=sides.recitals[row].id, provision=article, score=round(score, 4), reasons=reasons)
    yield from parts_of(reading, row, column)


def _with_mention(link: RecitalSupport, named: Mapping[ProvisionId, str]) -> RecitalSupport:
    """A link to a part or an annex as one that the recital spells out, where it does; articles have that among their reasons."""
    wording = named.get(link.provision)
    if wording is None or any(reason.kind == MENTION for reason in link.reasons):
        return link
    return replace(link, score=max(link.score, MENTIONED), reasons=(Reason(kind=MENTION, evidence=wording, weight=1.0),))


def _spelled_out(recital: ProvisionId, named: Mapping[ProvisionId, str], linked: frozenset[ProvisionId]) -> Iterator[RecitalSupport]:
    """Links to what a recital names and is not linked with yet: parts of articles and annexes, chapters and sections."""
    for provision, wording in named.items():
        if provision not in linked:
            reason = Reason(kind=MENTION, evidence=wording, weight=1.0)
            yield RecitalSupport(recital=recital, provision=provision, score=MENTIONED, reasons=(reason,))


def _groupings(provisions: Iterable[Provision], measures: Measures) -> Iterator[tuple[Provision, list[int]]]:
    """Chapters, sections and their like, widest first, with the numbers of their articles; none that has one alone, or more than half.

    What nearly everything lies in says nothing.
    """
    numbers = {article.id: number for number, article in enumerate(measures.sides.articles)}
    for one in walk(tuple(provisions)):
        if one.kind in GROUPINGS and "/anx_" not in one.id:
            within = [numbers[part.id] for part in walk((one,)) if part.id in numbers]
            if 1 < len(within) <= len(numbers) / 2:
                yield one, within


def _general(reading: Reading, row: int, groupings: Iterable[tuple[Provision, list[int]]]) -> list[RecitalSupport]:
    """The narrowest chapter or section that the order leaves to a recital; it scores below any link to an article."""
    shares = reading.shares.ordered[ORDERS[0]][row] ** 2
    fitting = [(len(within), float(shares[within].sum()), one) for one, within in groupings]
    found = min((one for one in fitting if one[1] >= GENERAL), key=lambda one: (one[0], -one[1]), default=None)
    if found is None:
        return []
    _, share, grouping = found
    heading = f"{grouping.kind.value.capitalize()} {grouping.label}"
    reason = Reason(kind=ORDER, evidence=f"the order leaves {share:.0%} of it to {heading}, to no article by itself", weight=1.0)
    score = round(share * reading.weights.threshold, 4)
    return [RecitalSupport(recital=reading.measures.sides.recitals[row].id, provision=grouping.id, score=score, reasons=(reason,))]
