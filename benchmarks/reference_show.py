"""How the figures of `benchmarks/references.py` are printed: Markdown tables, and the single faults for whoever looks into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from benchmarks.reference_forms import Tally, by_form, form_of
from benchmarks.reference_scores import Mention, Pair, Score, faults, overlap, relations_of, table_of

CONFUSED = 20
"""Confusions of relations that are shown."""


def table(head: Sequence[str], rows: Iterable[Sequence[object]], texts: int = 1) -> Iterator[str]:
    """A Markdown table whose first columns are text and the others numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' if at < texts else '--:' for at in range(len(head)))}|"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{100 * share:.1f}"


def score_lines(scores: Mapping[str, Score]) -> Iterator[str]:
    """The table of one act, or of all."""
    head = ("measured", "judged", "found", "right", "P %", "R %", "F1 %", "P % exact", "R % exact", "F1 % exact")
    return table(head, ((name, *score_cells(score)) for name, score in scores.items() if score.judged or score.found))


def score_cells(score: Score) -> tuple[object, ...]:
    """The cells of one row: counts, then figures by overlap and by the very same characters."""
    shares = (*score.figures(), *score.figures(exact=True))
    return score.judged, score.found, score.right, *map(percent, shares)


def form_lines(judged: Sequence[Mention], found: Sequence[Mention]) -> Iterator[str]:
    """The table of forms: judged and missed by the form of the mention judged, too many by the form of the one found."""
    head = ("form", "mentions", "pairs", "missed", "R %", "too many")
    return table(head, (_form_row(name, tally) for name, tally in by_form(judged, found).items()))


def _form_row(name: str, tally: Tally) -> tuple[object, ...]:
    recall = percent((tally.judged - tally.missed) / tally.judged) if tally.judged else "–"
    return name, tally.mentions, tally.judged, tally.missed, recall, tally.extra


def relation_lines(judged: Sequence[Mention], found: Sequence[Mention]) -> Iterator[str]:
    """How often the relation is right where the pair is, and what is taken for what."""
    counted = relations_of(judged, found)
    right = sum(count for (one, other), count in counted.items() if one == other)
    yield f"relations: {right} of {counted.total()} right ({percent(right / (counted.total() or 1))} %)"
    wrong = Counter({pair: count for pair, count in counted.items() if pair[0] != pair[1]})
    if wrong:
        yield ""
        yield from table(("judged", "found", "pairs"), ((*pair, count) for pair, count in wrong.most_common(CONFUSED)), texts=2)


def all_lines(judged: Sequence[Mention], found: Sequence[Mention]) -> Iterator[str]:
    """Everything told of some mentions judged and found."""
    yield from score_lines(table_of(judged, found))
    yield ""
    yield from relation_lines(judged, found)


def fault_lines(judged: Sequence[Mention], found: Sequence[Mention]) -> Iterator[str]:
    """Each pair missed and each too many, with what was found or judged at the same words."""
    missed, extra = faults(judged, found)
    yield from (_fault("missed", pair, found) for pair in missed)
    yield from (_fault("too many", pair, judged) for pair in extra)


def _fault(what: str, pair: Pair, others: Sequence[Mention]) -> str:
    one = pair.mention
    beside = [f"{other.wording!r} → {', '.join(map(_named, other.targets))}" for other in others if overlap(one, other) > 0]
    place = f"{one.act}/{one.source} {one.field} {one.start}-{one.end}"
    return f"{what} [{form_of(one)}] {place} {one.wording!r} → {_named(pair.target)}; there: {'; '.join(beside) or 'nothing'}"


def _named(target: str) -> str:
    return target or "(no target)"
