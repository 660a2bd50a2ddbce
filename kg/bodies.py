"""Institutions, bodies and States that every act names, as `bodies.toml` lists them; their nodes are the same for all acts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An institution, body or State: the end of its node, what it is called, and the forms in which acts name it."""

    name: str
    label: str
    forms: tuple[str, ...]

    @property
    def node(self) -> str:
        """Its node in the graph."""
        return f"actor:{self.name}"


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """The institutions and bodies, read once."""
    read = tomllib.loads(files("kg").joinpath("bodies.toml").read_text("utf-8"))["body"]
    return tuple(Body(name=one["name"], label=one["label"], forms=tuple(one["forms"])) for one in read)
