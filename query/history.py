"""What became of a provision from version to version: when it came, changed and went, and by what.

Where the library does not have the amending act, the versions themselves tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from kg.findings import Action, Edge
from kg.library import Library, ProvisionRow, TextRow
from query.amended import action_of, lines, told
from query.changes import Fate, not_compared
from query.effects import Effect, Effects
from query.trace import amending
from query.versions import named_version, order_of
from query.wording import stands, words_below

_MAKES: Final = {
    Fate.INSERTED: frozenset({Action.INSERT, Action.ADD, Action.REPLACE, Action.RENUMBER, Action.AMEND}),
    Fate.DELETED: frozenset({Action.DELETE, Action.REPLACE, Action.RENUMBER, Action.AMEND}),
    Fate.CHANGED: frozenset(Action),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What became of a provision, with all below it, between one version of its act and the next, and the instructions that did it."""

    fate: Fate
    before: TextRow
    after: TextRow
    by: tuple[Edge, ...]
    effect: Effect
    """From when, and whether that is later than the text in which the provision is shown."""

    def as_json(self) -> dict[str, Any]:
        """What `--json` prints of it."""
        since, later = self.effect.since, self.effect.later
        by = list(dict.fromkeys(edge.source for edge in self.by))
        return {
            "change": self.fate.value,
            "before": self.before.version,
            "after": self.after.version,
            "since": since,
            "later": later,
            "by": by,
        }


def turns(library: Library, row: ProvisionRow, shown: TextRow) -> Iterator[Turn]:
    """What became of a provision, oldest first, as told beside a text that is shown."""
    effects = Effects.on(library, shown)
    edges = amending(library, row)
    for before, after in pairwise(effects.texts):
        fate = None if not_compared(row.id, before, after) else _fate(library, row.id, before, after)
        if fate is None:
            continue
        by = tuple(edge for edge in edges if action_of(edge) in _MAKES[fate] and effects.between(edge, before, after))
        since = max((effects.of(edge, after).since for edge in by), default="") or after.version
        later = shown.version == "oj" or shown.version < after.version
        yield Turn(fate=fate, before=before, after=after, by=by, effect=Effect(since=since, later=later))


def _fate(library: Library, own: str, before: TextRow, after: TextRow) -> Fate | None:
    """What became of a provision between two versions; none where nothing did."""
    was, there = (stands(library, own, text) for text in (before, after))
    if was is not there:
        return Fate.INSERTED if there else Fate.DELETED
    return Fate.CHANGED if was and words_below(library, own, before) != words_below(library, own, after) else None


def by_versions(library: Library, row: ProvisionRow) -> Iterator[str]:
    """A line for each turn of a provision that no amending act of the library accounts for."""
    for turn in turns(library, row, row.text):
        if not turn.by:
            yield _line(turn)


def gone_or_come(library: Library, row: ProvisionRow, lacking: TextRow) -> tuple[str, ...]:
    """What took away or brought a provision that one version has and another lacks, by acts, or by the versions where no act is there."""
    wanted = Fate.INSERTED if _before(lacking, row.text) else Fate.DELETED
    found = [turn for turn in turns(library, row, lacking) if turn.fate is wanted]
    kept = [turn for turn in found if _between(turn, row.text, lacking)]
    return tuple(dict.fromkeys(line for turn in kept for line in _said(library, turn, row, lacking)))


def _said(library: Library, turn: Turn, row: ProvisionRow, lacking: TextRow) -> Iterator[str]:
    """What brought a provision or took it away; of what replaced all it lies in, that it came or went with it."""
    for edge in turn.by:
        if action_of(edge) in (Action.REPLACE, Action.AMEND):
            line = f"{told(turn.fate.value, turn.effect)}, from {turn.effect.since}: {lines(library, [edge], row.id)[0]}"
            yield line[0].upper() + line[1:]
        else:
            yield from lines(library, [edge], row.id, lacking)
    if not turn.by:
        yield _line(turn)


def _before(one: TextRow, other: TextRow) -> bool:
    return order_of(one) < order_of(other)


def _between(turn: Turn, one: TextRow, other: TextRow) -> bool:
    """Whether a turn lies between two versions, in whichever order they are."""
    first, last = (one, other) if _before(one, other) else (other, one)
    return not _before(turn.before, first) and not _before(last, turn.after)


def _line(turn: Turn) -> str:
    """A turn in words, where nothing but the versions tells of it."""
    line = f"{told(turn.fate.value, turn.effect)}, from {turn.effect.since} (not in {named_version(turn.before)})"
    if turn.fate is Fate.DELETED:
        line = f"{told('deleted', turn.effect)}, from {turn.effect.since}"
    elif turn.fate is Fate.CHANGED:
        other = turn.after if turn.effect.later else turn.before
        line = f"{told('changed', turn.effect)}, from {turn.effect.since} (reads otherwise in {named_version(other)})"
    return line[0].upper() + line[1:]
