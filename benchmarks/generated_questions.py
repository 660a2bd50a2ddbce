"""Questions that a library's own words make: its headings, terms, topics, articles by name, and actors with what they must or may do.

They are many and of every kind, and nobody chose them for their answers; they say nothing of how well people's questions are answered.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from kg.ids import act_of
from kg.library import Library
from kg.names import names_of
from query.cite import citation

_ASKED_OF_ACTORS = ("What must {} do?", "What may {} do?", "What shall {} not do?", "What are the duties of {} towards others?")


def questions(library: Library, seed: int) -> tuple[str, ...]:
    """All questions a library makes, each once, in an order drawn by lot."""
    found = list(dict.fromkeys((*_of_headings(library), *_of_names(library), *_of_vocabulary(library), *_of_actors(library))))
    random.Random(seed).shuffle(found)
    return tuple(found)


def _of_headings(library: Library) -> Iterator[str]:
    for (heading,) in library.rows("SELECT DISTINCT heading FROM provision WHERE heading != '' ORDER BY heading"):
        yield f"What applies to {str(heading).lower()}?"


def _of_names(library: Library) -> Iterator[str]:
    """Articles and recitals by their citation, with and without the name of their act."""
    titles = {text.celex: next(iter(names_of(text.celex, text.title)), "") for text in library.texts()}
    for (own,) in library.rows("SELECT DISTINCT id FROM provision WHERE kind IN ('article', 'recital') ORDER BY id"):
        name = titles[act_of(str(own))]
        yield f"What does {citation(str(own))} {f'of the {name} ' if name else ''}say?"
        yield f"When does {citation(str(own))} apply?" if "/art_" in str(own) else f"Why {citation(str(own))}?"


def _of_vocabulary(library: Library) -> Iterator[str]:
    for node, label in library.nodes("term"):
        yield f"What is a {label}?" if len(node) % 2 else f"Which rules hold for a {label}?"
    for _, label in library.nodes("topic"):
        yield f"What are the rules on {label}?"


def _of_actors(library: Library) -> Iterator[str]:
    for _, label in library.nodes("actor"):
        yield from (asked.format(label) for asked in _ASKED_OF_ACTORS)
