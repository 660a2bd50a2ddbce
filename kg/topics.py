"""Topics: the concepts of the SKOS scheme in `ontology/topics.ttl`, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A concept: its local name, preferred label, the surface forms (language, words) by which text and questions name it, neighbours."""

    name: str
    label: str
    forms: tuple[tuple[str, str], ...]
    note: str = ""
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
