"""The words by which English acts name persons and bodies, as `actor_words.toml` lists them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from extract.words import STOPWORDS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActorWords:
    """Head nouns of the names of persons and bodies, and the words around them; see `actor_words.toml` for each."""

    persons: frozenset[str]
    bodies: frozenset[str]
    bodies_by_name: frozenset[str]
    of_bodies: frozenset[str]
    collective: frozenset[str]
    incomplete: frozenset[str]
    modifiers: frozenset[str]
    empty: frozenset[str]
    behind: frozenset[str]
    determiners: frozenset[str]
    no_modifiers: frozenset[str]
    phrases: tuple[str, ...]
    no_actors: frozenset[str]
    titles: frozenset[str]
    verbs: frozenset[str]
    small: frozenset[str]

    @property
    def heads(self) -> frozenset[str]:
        """Nouns that are actors without a name in front of them."""
        return self.persons | self.bodies | self.collective


@lru_cache(maxsize=1)
def actor_words() -> ActorWords:
    """The words, read once."""
    read: dict[str, Any] = tomllib.loads(files("extract").joinpath("actor_words.toml").read_text("utf-8"))
    phrases, no_actors = tuple(read.pop("phrases")), frozenset(read.pop("no_actors"))
    lists = {name: frozenset(words.split()) for name, words in read.items()}
    return ActorWords(**lists, phrases=phrases, no_actors=no_actors, small=STOPWORDS["en"] | lists["determiners"])
