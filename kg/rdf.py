"""The RDF edge: topics in, the library's graph out. Only this module (and, later, shacl and sparql) imports RDF libraries.

pyoxigraph parses, since topics are read each time an act is added and it is some twenty times quicker than rdflib; rdflib writes.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

from kg.topics import Topic

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def read_topics(text: str | None = None) -> tuple[Topic, ...]:
    """The concepts of a SKOS scheme in Turtle (of `ontology/topics.ttl` by default), by local name, with labels of every language."""
    from pyoxigraph import Literal, RdfFormat, parse

    content = text.encode() if text is not None else files("ontology").joinpath("topics.ttl").read_bytes()
    said: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for triple in parse(input=content, format=RdfFormat.TURTLE):
        value = triple.object
        language = (value.language or "en") if isinstance(value, Literal) else ""
        said[str(triple.subject.value)][str(triple.predicate.value)].append((language, str(value.value)))
    concepts = sorted(subject for subject, facts in said.items() if ("", f"{_SKOS}Concept") in facts[_TYPE])
    return tuple(_topic(concept, said[concept]) for concept in concepts)


def _local(uri: str) -> str:
    return uri.rpartition("#")[2]


def _topic(concept: str, facts: dict[str, list[tuple[str, str]]]) -> Topic:
    labels = facts[f"{_SKOS}prefLabel"]
    forms = {form for name in ("prefLabel", "altLabel", "hiddenLabel") for form in facts[f"{_SKOS}{name}"]}
    return Topic(
        name=_local(concept),
        label=next((words for language, words in labels if language == "en"), _local(concept)),
        forms=tuple(sorted(forms)),
        note=next((words for _, words in facts[f"{_SKOS}scopeNote"]), ""),
        broader=tuple(sorted(_local(uri) for _, uri in facts[f"{_SKOS}broader"])),
        related=tuple(sorted(_local(uri) for _, uri in facts[f"{_SKOS}related"])),
    )
