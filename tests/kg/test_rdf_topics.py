"""The topics of the ontology are read whole."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from kg.rdf import read_topics

SMALL = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://w3id.org/whereas/topics#> .
t:log a skos:Concept ; skos:prefLabel "log"@en, "journal"@fr ; skos:altLabel "log book"@en ; skos:hiddenLabel "diary"@en ;
    skos:scopeNote "What was done."@en ; skos:broader t:record ; skos:related t:keeper ; skos:closeMatch <https://e.org/v#Log> .
t:record a skos:Concept ; skos:prefLabel "record"@en ; skos:narrower t:log .
t:keeper a skos:Concept ; skos:prefLabel "gardien"@fr .
"""


@cache
def scheme() -> Graph:
    return Graph().parse(data=files("ontology").joinpath("topics.ttl").read_text("utf-8"), format="turtle")


def concepts() -> set[Node]:
    return set(scheme().subjects(RDF.type, SKOS.Concept))


def labels(concept: Node, *kinds: URIRef) -> set[tuple[str | None, str]]:
    """Labels of some kinds with their language."""
    return {(one.language, str(one)) for kind in kinds for one in scheme().objects(concept, kind) if isinstance(one, Literal)}


def test_reading_gives_every_concept_with_all_its_labels() -> None:
    topics = {topic.name: topic for topic in read_topics()}
    assert set(topics) == {str(concept).rpartition("#")[2] for concept in concepts()}
    for concept in concepts():
        topic = topics[str(concept).rpartition("#")[2]]
        assert set(topic.forms) == labels(concept, SKOS.prefLabel, SKOS.altLabel)
        assert set(topic.asked) == labels(concept, SKOS.hiddenLabel)
        assert set(topic.preferred) == labels(concept, SKOS.prefLabel)
        assert ("en", topic.label) in topic.forms
        assert [topic.note] == [str(found) for found in scheme().objects(concept, SKOS.scopeNote)]
        assert set(topic.matches) == {str(found) for found in scheme().objects(concept, SKOS.closeMatch)}


def test_reading_gives_the_neighbours_of_every_concept() -> None:
    topics = {topic.name: topic for topic in read_topics()}
    for concept in concepts():
        topic = topics[str(concept).rpartition("#")[2]]
        for relation, said in ((SKOS.broader, topic.broader), (SKOS.narrower, topic.narrower), (SKOS.related, topic.related)):
            assert set(said) == {str(one).rpartition("#")[2] for one in scheme().objects(concept, relation)}


def test_reading_is_in_order_and_the_same_each_time() -> None:
    topics = read_topics()
    assert [topic.name for topic in topics] == sorted(topic.name for topic in topics)
    assert topics == read_topics()


def test_reading_a_scheme_of_ones_own() -> None:
    keeper, log, record = read_topics(SMALL)
    assert (keeper.name, keeper.label) == ("keeper", "keeper")
    assert (log.name, log.label) == ("log", "log")
    assert log.forms == (("en", "log"), ("en", "log book"), ("fr", "journal"))
    assert (log.asked, log.preferred, log.matches) == ((("en", "diary"),), (("en", "log"), ("fr", "journal")), ("https://e.org/v#Log",))
    assert (log.note, log.broader, log.related) == ("What was done.", ("record",), ("keeper",))
    assert (record.narrower, record.broader, record.related) == (("log",), (), ())
