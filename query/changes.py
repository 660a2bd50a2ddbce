"""What became of the provisions of an act between two versions: each is unchanged, changed, inserted or deleted.

Provisions are matched by id. A consolidated text has no preamble and no signatures, and every text numbers its own footnotes: what only
one of two texts can have says nothing of the law, and is not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from kg.findings import Edge, Portion
from kg.ids import ProvisionId, path_of
from kg.library import Library, ProvisionRow, TextRow
from kg.model import Field
from query.amended import portion_of
from query.effects import Effects
from query.versions import has_preamble
from query.word_diff import Operation, differences
from query.wording import is_gone, is_note, own_words, stands, words_below

SURE: Final = 6
"""Words that a provision must have, with all below it, to be known again under another id."""
_FURNITURE: Final = {"pbl_": "preamble", "cit_": "preamble", "rct_": "preamble", "fnp_": "final provisions"}
_BELOW: Final = (Portion.WHOLE, Portion.FIRST_SUBPARAGRAPH, Portion.PASSAGE)
"""How much of a provision an instruction touches that may touch what is below it too."""


class Fate(StrEnum):
    """What became of a provision."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A provision before and after, without what is below it.

    `within` is the outermost provision that was inserted or deleted with it, `other` the id that it has in the other text, where it was
    only renumbered.
    """

    id: ProvisionId
    fate: Fate
    before: ProvisionRow | None
    after: ProvisionRow | None
    within: ProvisionId | None = None
    other: ProvisionId | None = None

    @property
    def row(self) -> ProvisionRow:
        """The provision as it reads now, or as it read last."""
        row = self.after or self.before
        if row is None:
            raise ValueError(f"{self.id} is in neither text")
        return row

    def operations(self, field: Field) -> tuple[Operation, ...]:
        """The difference of one field, in words."""
        return differences(*(row.words(field) if row is not None else "" for row in (self.before, self.after)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two versions of an act, or of a provision with all below it: every provision of either in order, and what was not compared."""

    before: TextRow
    after: TextRow
    changes: tuple[Change, ...]
    left_out: tuple[str, ...] = ()

    def count(self, fate: Fate) -> int:
        """How many provisions have a fate."""
        return sum(one.fate is fate for one in self.changes)


def compare(library: Library, before: TextRow, after: TextRow, own: str | None = None) -> Comparison:
    """Two versions of an act, or of one provision of it with all below it; what was renumbered is looked for in all of the act."""
    old, new = (_rows(library, text) for text in (before, after))
    left_out = {one: reason for one in (*old, *new) if (reason := not_compared(one, before, after))}
    ids = _in_order(*([one for one in rows if one not in left_out] for rows in (old, new)))
    changes = _renumbered(library, [_change(one, old.get(one), new.get(one)) for one in ids], before, after)
    if own is not None:
        below = {row.id for text in (before, after) if library.has(own, text) for row in library.subtree(own, text)}
        changes = [one for one in changes if one.id in below]
        left_out = {one: reason for one, reason in left_out.items() if one in below}
    return Comparison(before=before, after=after, changes=tuple(_grouped(changes)), left_out=tuple(sorted({*left_out.values()})))


def not_compared(provision: str, before: TextRow, after: TextRow) -> str:
    """What a provision of two texts is part of that is not compared: footnotes, or what only a text as published has; else nothing."""
    if is_note(provision):
        return "footnotes"
    return "" if has_preamble(before) is has_preamble(after) else _FURNITURE.get(path_of(provision)[:4], "")


def _rows(library: Library, text: TextRow) -> dict[ProvisionId, ProvisionRow]:
    """The provisions of a text in order, without those that have only the mark of their deletion."""
    rows = (library.provision(one, text) for one, _, _ in library.outline(text))
    return {row.id: row for row in rows if not is_gone(row)}


def _in_order(old: Sequence[ProvisionId], new: Sequence[ProvisionId]) -> list[ProvisionId]:
    """The ids of both texts: in the order of the new one, and what it lacks behind what it stood behind in the old one."""
    there, lacking = frozenset(new), defaultdict(list)
    behind: ProvisionId | None = None
    for own in old:
        if own in there:
            behind = own
        else:
            lacking[behind].append(own)
    out = list(lacking[None])
    for own in new:
        out += [own, *lacking[own]]
    return out


def _change(own: ProvisionId, before: ProvisionRow | None, after: ProvisionRow | None) -> Change:
    return Change(id=own, fate=_fate(before, after), before=before, after=after)


def _fate(before: ProvisionRow | None, after: ProvisionRow | None) -> Fate:
    if before is None or after is None:
        return Fate.DELETED if after is None else Fate.INSERTED
    return Fate.UNCHANGED if own_words(before) == own_words(after) else Fate.CHANGED


def _grouped(changes: Iterable[Change]) -> list[Change]:
    """Changes, those that came or went with what they are part of knowing it."""
    out: dict[str, Change] = {}
    for one in changes:
        holder = out.get(one.row.parent or "") if one.fate in (Fate.INSERTED, Fate.DELETED) else None
        within = (holder.within or holder.id) if holder is not None and holder.fate is one.fate else None
        out[one.id] = replace(one, within=within)
    return list(out.values())


# ── under another id ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _renumbered(library: Library, changes: Sequence[Change], before: TextRow, after: TextRow) -> list[Change]:
    """Changes, those that only took another id with it: one went and one came, with the same words, and no other has these."""
    went = _by_words(library, before, (one for one in changes if one.fate is Fate.DELETED))
    came = _by_words(library, after, (one for one in changes if one.fate is Fate.INSERTED))
    pairs = [(went[words][0], came[words][0]) for words in went if len(went[words]) == len(came.get(words, ())) == 1]
    other = {**dict(pairs), **{new: old for old, new in pairs}}
    return [replace(one, other=other.get(one.id)) for one in changes]


def _by_words(library: Library, text: TextRow, changes: Iterable[Change]) -> Mapping[object, list[ProvisionId]]:
    found: dict[object, list[ProvisionId]] = defaultdict(list)
    for one in changes:
        below = words_below(library, one.id, text)
        words = tuple((path.removeprefix(path_of(one.id)), *said) for path, *said in below)
        if sum(len(part.split()) for said in words for part in said[1:]) >= SURE:
            found[one.row.kind, words].append(one.id)
    return found


# ── who did it ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Cause:
    """The instructions that made a change, and the day from which it stands."""

    edges: tuple[Edge, ...]
    since: str


@dataclass(slots=True)
class Causes:
    """What made the changes between versions of an act, as far as the library has the amending acts."""

    library: Library
    effects: Effects

    def of(self, change: Change, before: TextRow, after: TextRow) -> Cause:
        """The instructions nearest to a provision that were carried out between two versions, and from when they hold."""
        edges = [edge for edge in self._above(change) if self.effects.between(edge, before, after)]
        nearest = max((len(edge.target) for edge in edges), default=0)
        kept = tuple(edge for edge in edges if len(edge.target) == nearest)
        days = [since for edge in kept if (since := self.effects.of(edge, after).since)]
        return Cause(kept, max(days) if days else self._seen(change, before, after))

    def _above(self, change: Change) -> Iterator[Edge]:
        """The instructions that are about a provision's own words, or about what holds it."""
        for edge in self.effects.library.amendments_of(change.id):
            if edge.target == change.id:
                if _touches(portion_of(edge), change):
                    yield edge
            elif f"{change.id}/".startswith(f"{edge.target}/") and portion_of(edge) in _BELOW:
                yield edge

    def _seen(self, change: Change, before: TextRow, after: TextRow) -> str:
        """The first version between two in which the change is made; where there is none between, the second."""
        span = [text for text in self.effects.texts if before.version == "oj" or text.version >= before.version]
        for one, other in pairwise(span):
            was, now = (self.library.provision(change.id, text) if stands(self.library, change.id, text) else None for text in (one, other))
            if (was or now) and _fate(was, now) is not Fate.UNCHANGED:
                return min(other.version, after.version)
        return after.version


def _touches(portion: Portion, change: Change) -> bool:
    """Whether what an instruction touches of a provision is what changed in it."""
    if portion is Portion.WHOLE or change.before is None or change.after is None:
        return True
    (heading, *rest), (heading_now, *rest_now) = own_words(change.before), own_words(change.after)
    return heading != heading_now if portion is Portion.HEADING else rest != rest_now
