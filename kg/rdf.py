"""The RDF edge: topics in, the library's graph out. Only this module (and, later, shacl and sparql) imports RDF libraries.

pyoxigraph parses, since topics are read each time an act is added and it is some twenty times quicker than rdflib; rdflib writes.

Out: ELI first. Acts are `eli:LegalResource`, provisions `eli:LegalResourceSubdivision`, the text in one language an
`eli:LegalExpression`. References in the text are `eli:cites` and the property of what they do there (`ontology/references.ttl`),
amendments `eli:amends`, of acts as of provisions; recital support is our own sub-property of `eli:related_to`, with a node for its score
and reasons. Every node that people may point at has a URI.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.findings import REFERENCES, Edge, Relation
from kg.ids import act_of, eli_uri, how_adopted, named_uri, path_of
from kg.library import Library, TextRow
from kg.model import Field
from kg.skos import NAMESPACE, Statement
from kg.topics import Topic

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def topics_text() -> str:
    """The scheme of topics, in Turtle."""
    return files("ontology").joinpath("topics.ttl").read_text("utf-8")


def read_statements(text: str) -> Iterator[Statement]:
    """What a Turtle text says."""
    from pyoxigraph import Literal, RdfFormat, parse

    for triple in parse(input=text.encode(), format=RdfFormat.TURTLE):
        value = triple.object
        language = (value.language or "") if isinstance(value, Literal) else None
        yield Statement(str(triple.subject.value), str(triple.predicate.value), str(value.value), language)


def read_topics(text: str | None = None) -> tuple[Topic, ...]:
    """The concepts of a SKOS scheme in Turtle (of `ontology/topics.ttl` by default), by local name, with labels of every language."""
    said: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for one in read_statements(topics_text() if text is None else text):
        said[one.subject][one.predicate].append(("" if one.language is None else one.language or "en", one.value))
    concepts = sorted(subject for subject, facts in said.items() if ("", f"{NAMESPACE}Concept") in facts[_TYPE])
    return tuple(_topic(concept, said[concept]) for concept in concepts)


def _local(uri: str) -> str:
    return uri.rpartition("#")[2]


def _topic(concept: str, facts: dict[str, list[tuple[str, str]]]) -> Topic:
    preferred = facts[f"{NAMESPACE}prefLabel"]

    def sorted_labels(*kinds: str) -> tuple[tuple[str, str], ...]:
        return tuple(sorted({label for kind in kinds for label in facts[f"{NAMESPACE}{kind}"]}))

    def neighbours(relation: str) -> tuple[str, ...]:
        return tuple(sorted(_local(uri) for _, uri in facts[f"{NAMESPACE}{relation}"]))

    return Topic(
        name=_local(concept),
        label=next((words for language, words in preferred if language == "en"), _local(concept)),
        forms=sorted_labels("prefLabel", "altLabel"),
        asked=sorted_labels("hiddenLabel"),
        preferred=tuple(sorted(preferred)),
        note=next((words for _, words in facts[f"{NAMESPACE}scopeNote"]), ""),
        broader=neighbours("broader"),
        narrower=neighbours("narrower"),
        related=neighbours("related"),
        matches=tuple(sorted(uri for _, uri in facts[f"{NAMESPACE}closeMatch"])),
    )


# ── out ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

ELI = "http://data.europa.eu/eli/ontology#"
WHEREAS = "https://w3id.org/whereas/ontology#"
TOPICS = "https://w3id.org/whereas/topics#"
ACTORS = "https://w3id.org/whereas/actors#"
_LANGUAGES = {"en": "ENG", "fr": "FRA", "da": "DAN", "nl": "NLD", "de": "DEU"}
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"


def _camel(relation: Relation) -> str:
    """The local name of a relation's property: "referredToIn"."""
    first, *others = relation.value.split("_")
    return first + "".join(one.capitalize() for one in others)


_PREDICATES = {
    Relation.HAS_PART: f"{ELI}has_part", Relation.NEXT: f"{WHEREAS}next",
    Relation.SUPPORTS: f"{WHEREAS}supports", Relation.DEFINES: f"{WHEREAS}defines", Relation.USES_TERM: f"{WHEREAS}usesTerm",
    Relation.ABOUT: f"{ELI}is_about", Relation.HAS_NOTE: f"{WHEREAS}hasNote",
    Relation.AMENDS: f"{ELI}amends", Relation.BINDS: f"{WHEREAS}binds", Relation.DATES: f"{WHEREAS}dates",
    Relation.SANCTIONS: f"{WHEREAS}sanctions", **{relation: f"{WHEREAS}{_camel(relation)}" for relation in REFERENCES},
}  # fmt: skip


def turtle(library: Library, text: TextRow, wanted: Callable[[str], bool] | None = None) -> str:
    """A text's graph as Turtle, or of the part of it whose provisions are wanted; the same library gives the same characters."""
    from rdflib import Graph, Namespace
    from rdflib.namespace import DCTERMS, SKOS

    graph = Graph()
    for prefix, base in (("eli", ELI), ("whereas", WHEREAS), ("topic", TOPICS), ("schema", "https://schema.org/")):
        graph.bind(prefix, Namespace(base))
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    _act(graph, text)
    _provisions(graph, library, text, wanted or (lambda _: True))
    _vocabulary(graph, library, text)
    edges = tuple(library.all_edges(text))
    how: dict[str, str] = {
        act_of(edge.target): said for edge in edges if edge.relation in REFERENCES and (said := how_adopted(edge.wording))
    }
    for edge in edges:
        if wanted is None or wanted(edge.source):
            _edge(graph, edge, text, how)
    return str(graph.serialize(format="turtle"))


def _uri(node: str, text: TextRow, how: Mapping[str, str] = MappingProxyType({})) -> URIRef:
    """The URI of a node: ELI for acts and provisions, ours for what else there is; `how` other acts were adopted is by CELEX number."""
    from rdflib import URIRef

    if node.startswith("topic:"):
        return URIRef(TOPICS + node.removeprefix("topic:"))
    if node.startswith("actor:"):
        return URIRef(ACTORS + node.removeprefix("actor:"))
    celex, path = node.partition("/")[0], path_of(node)
    if path.startswith(("term/", "actor/")):
        return URIRef(f"https://w3id.org/whereas/{celex}/{path}")
    if celex == text.celex:
        return URIRef(eli_uri(text.eli, node, text.version))
    return URIRef(named_uri(node, how.get(celex, "")))


def _act(graph: Graph, text: TextRow) -> None:
    from rdflib import RDF, Literal, URIRef

    act = _uri(text.celex, text)
    expression = URIRef(f"{act}/{_LANGUAGES[text.language].lower()}")
    graph.add((act, RDF.type, URIRef(f"{ELI}LegalResource")))
    graph.add((act, URIRef(f"{ELI}id_local"), Literal(text.celex)))
    graph.add((act, URIRef(f"{ELI}is_realized_by"), expression))
    graph.add((expression, RDF.type, URIRef(f"{ELI}LegalExpression")))
    graph.add((expression, URIRef(f"{ELI}realizes"), act))
    graph.add((expression, URIRef(f"{ELI}title"), Literal(text.title, lang=text.language)))
    graph.add((expression, URIRef(f"{ELI}language"), URIRef(_LANGUAGE + _LANGUAGES[text.language])))
    graph.add((expression, URIRef(f"{ELI}legal_value"), URIRef(f"{ELI}LegalValue-unofficial")))


def _provisions(graph: Graph, library: Library, text: TextRow, wanted: Callable[[str], bool]) -> None:
    from rdflib import RDF, Literal, URIRef

    for own, kind, _ in filter(lambda found: wanted(found[0]), library.outline(text)):
        row, node = library.provision(own, text), _uri(own, text)
        graph.add((node, RDF.type, URIRef(f"{ELI}LegalResourceSubdivision")))
        graph.add((node, URIRef(f"{WHEREAS}kind"), Literal(kind)))
        graph.add((node, URIRef(f"{ELI}number"), Literal(row.label)))
        for predicate, words in (
            (f"{WHEREAS}heading", row.heading),
            ("https://schema.org/text", row.words(Field.TEXT)),
            (f"{WHEREAS}wrapUp", row.wrap_up),
        ):
            if words:
                graph.add((node, URIRef(predicate), Literal(words, lang=text.language)))


def _vocabulary(graph: Graph, library: Library, text: TextRow) -> None:
    from rdflib import RDF, Literal
    from rdflib.namespace import SKOS

    query = "SELECT id, label FROM node WHERE text_id = ? ORDER BY id"
    for node, label in library.rows(query, (text.row,)):
        uri = _uri(str(node), text)
        graph.add((uri, RDF.type, SKOS.Concept))
        graph.add((uri, SKOS.prefLabel, Literal(str(label), lang=text.language)))


def _edge(graph: Graph, edge: Edge, text: TextRow, how: Mapping[str, str]) -> None:
    from rdflib import URIRef

    source, target = _uri(edge.source, text), _uri(edge.target, text, how)
    graph.add((source, URIRef(_PREDICATES[edge.relation]), target))
    if edge.relation in REFERENCES:
        graph.add((source, URIRef(f"{ELI}cites"), target))
    if edge.relation is Relation.HAS_PART:
        graph.add((target, URIRef(f"{ELI}is_part_of"), source))
    if edge.relation is Relation.AMENDS:
        graph.add((_uri(text.celex, text), URIRef(f"{ELI}amends"), _uri(act_of(edge.target), text, how)))
    if edge.relation is Relation.SUPPORTS:
        for triple in _support(edge, source, target, text):
            graph.add(triple)


def _support(edge: Edge, source: URIRef, target: URIRef, text: TextRow) -> Iterator[tuple[URIRef, URIRef, Node]]:
    from rdflib import RDF, XSD, Literal, URIRef

    place = f"{path_of(edge.source)}/{path_of(edge.target) if act_of(edge.target) == text.celex else edge.target}"
    node = URIRef(f"https://w3id.org/whereas/{text.celex}/{text.version}/support/{place}")
    yield node, RDF.type, URIRef(f"{WHEREAS}RecitalSupport")
    yield node, URIRef(f"{WHEREAS}recital"), source
    yield node, URIRef(f"{WHEREAS}provision"), target
    yield node, URIRef(f"{WHEREAS}score"), Literal(str(edge.score), datatype=XSD.decimal)
    for reason in edge.reasons:
        yield node, URIRef(f"{WHEREAS}because"), Literal(f"{reason.kind}: {reason.evidence}")
