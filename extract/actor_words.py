"""The words by which English acts name persons and bodies, as `actor_words.toml` and `bodies.toml` list them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from extract.words import STOPWORDS, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An institution, body or State that every act names."""

    name: str
    label: str
    forms: tuple[str, ...]

    @property
    def node(self) -> str:
        """Its node in the graph, the same for every act."""
        return f"actor:{self.name}"


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


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """The institutions and bodies, read once."""
    read = tomllib.loads(files("extract").joinpath("bodies.toml").read_text("utf-8"))["body"]
    return tuple(Body(name=one["name"], label=one["label"], forms=tuple(one["forms"])) for one in read)


@lru_cache(maxsize=1)
def body_labels() -> dict[str, str]:
    """The label of each body's node."""
    return {body.node: body.label for body in bodies()}


def written_words(form: str) -> tuple[str, ...]:
    """The words of a form as it is written."""
    return tuple(word.text for word in words_of(form))
