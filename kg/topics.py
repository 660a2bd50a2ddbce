"""Topics: the concepts of the SKOS scheme in `ontology/topics.ttl`, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A concept: its local name, preferred label, the words (language, label) that stand for it, and its neighbours.

    `forms` are the preferred and the alternative labels: they tag texts and meet questions. `asked` are the hidden labels: everyday words
    that meet questions only, since in a legal text they may mean something else.
    """

    name: str
    label: str
    forms: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str], ...] = ()
    preferred: tuple[tuple[str, str], ...] = ()
    note: str = ""
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    """The same concept in other vocabularies (`skos:closeMatch`)."""

    @property
    def node(self) -> str:
        """The graph's node for the topic."""
        return f"topic:{self.name}"
