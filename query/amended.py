"""What amended a provision, as people write it: "Inserted by Article 1, point (6), of Regulation (EU) 2026/1744"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.findings import Action, Edge, Portion
from kg.ids import act_of
from kg.library import Library, ProvisionRow, TextRow
from query.cite import citation
from query.effects import Effect, Effects
from query.trace import amending

_DONE: Final = {
    Action.REPLACE: "replaced",
    Action.INSERT: "inserted",
    Action.ADD: "added",
    Action.DELETE: "deleted",
    Action.RENUMBER: "renumbered",
}
_WORDS: Final = {Action.REPLACE_WORDS: "words replaced", Action.INSERT_WORDS: "words inserted", Action.DELETE_WORDS: "words deleted"}
"""What changes words of a provision amends it."""


def amended_by(library: Library, row: ProvisionRow) -> tuple[str, ...]:
    """A line for each instruction that amends a provision, a part of it, or all of what it lies in."""
    return lines(library, amending(library, row), row.id, row.text)


def lines(library: Library, edges: Sequence[Edge], shown: str, text: TextRow | None = None) -> tuple[str, ...]:
    """Amending edges in words, for a reader who has a provision before him; what several translations of an act do is said once.

    With the `text` that he has it in, each says from when, and whether that is later than this text.
    """
    titles = {one.celex: one.title for one in library.whole().texts()}
    effects = Effects.on(library, text) if text is not None else None
    return tuple(
        dict.fromkeys(
            _line(edge, shown, titles.get(act_of(edge.source), ""), effects.of(edge, text) if effects and text else None) for edge in edges
        )
    )


def action_of(edge: Edge) -> Action:
    """What an amending edge does."""
    return next((Action(reason.evidence) for reason in edge.reasons if reason.kind == "action"), Action.AMEND)


def portion_of(edge: Edge) -> Portion:
    """How much of its target an amending edge touches."""
    return next((Portion(reason.evidence) for reason in edge.reasons if reason.kind == "portion"), Portion.WHOLE)


def _line(edge: Edge, shown: str, title: str, effect: Effect | None) -> str:
    action, portion = action_of(edge), portion_of(edge)
    named = "" if edge.target == shown else citation(edge.target)
    if portion not in (Portion.WHOLE, Portion.PASSAGE):
        named = f"{portion} of {named}" if named else portion.value
    inner = _WORDS.get(action) or (f"passage {_DONE[action]}" if portion is Portion.PASSAGE and action in _DONE else "")
    verb = "amended" if inner else _DONE.get(action, "amended")
    by = f"by {citation(edge.source, title)}{f' ({inner})' if inner else ''}"
    line = f"{named} {told(verb, effect)} {by}{f', from {effect.since}' if effect and effect.since else ''}".strip()
    return line[0].upper() + line[1:]


def told(verb: str, effect: Effect | None) -> str:
    """What is done to a provision: "replaced", or "later replaced" beside a text that is older than that."""
    return f"later {verb}" if effect is not None and effect.later else verb
