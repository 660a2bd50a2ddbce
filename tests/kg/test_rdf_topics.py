"""The topics of the ontology: sound SKOS, and read whole."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from extract.words import phrase_key
from kg.rdf import read_topics

LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
INVERSES = ((SKOS.broader, SKOS.narrower), (SKOS.related, SKOS.related), (SKOS.topConceptOf, SKOS.hasTopConcept))
SMALL = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://w3id.org/whereas/topics#> .
t:log a skos:Concept ; skos:prefLabel "log"@en, "journal"@fr ; skos:altLabel "log book"@en ; skos:hiddenLabel "diary"@en ;
    skos:scopeNote "What was done."@en ; skos:broader t:record ; skos:related t:keeper .
t:record a skos:Concept ; skos:prefLabel "record"@en .
t:keeper a skos:Concept ; skos:prefLabel "gardien"@fr .
"""


@cache
def scheme() -> Graph:
    return Graph().parse(data=files("ontology").joinpath("topics.ttl").read_text("utf-8"), format="turtle")


def concepts() -> set[Node]:
    return set(scheme().subjects(RDF.type, SKOS.Concept))


def labels(concept: Node, kind: URIRef) -> list[tuple[str, str | None]]:
    """Labels of one kind with their language, without regard to case."""
    return [(str(found).lower(), found.language) for found in scheme().objects(concept, kind) if isinstance(found, Literal)]


def test_there_are_enough_topics() -> None:
    assert len(concepts()) >= 250


def test_every_concept_is_in_the_scheme_and_says_what_it_is() -> None:
    schemes = set(scheme().subjects(RDF.type, SKOS.ConceptScheme))
    assert len(schemes) == 1
    for concept in concepts():
        assert set(scheme().objects(concept, SKOS.inScheme)) == schemes
        assert len(list(scheme().objects(concept, SKOS.scopeNote))) == 1


def test_every_concept_has_one_preferred_label_a_language_and_one_in_english() -> None:
    for concept in concepts():
        languages = Counter(language for _, language in labels(concept, SKOS.prefLabel))
        assert max(languages.values()) == 1
        assert languages["en"] == 1


def test_preferred_labels_belong_to_one_concept() -> None:
    owners = Counter(label for concept in concepts() for label in labels(concept, SKOS.prefLabel))
    assert [label for label, count in owners.items() if count > 1] == []


def test_labels_of_different_kinds_are_disjoint() -> None:
    for concept in concepts():
        preferred, other, hidden = (set(labels(concept, kind)) for kind in LABELS)
        assert not preferred & other
        assert not preferred & hidden
        assert not other & hidden


def test_a_surface_form_belongs_to_one_concept_per_language() -> None:
    owners: dict[tuple[str, str | None], set[Node]] = {}
    for concept in concepts():
        for kind in LABELS:
            for label in labels(concept, kind):
                owners.setdefault(label, set()).add(concept)
    assert {label: found for label, found in owners.items() if len(found) > 1} == {}


def test_labels_are_clean_and_say_their_language() -> None:
    for concept in concepts():
        for label, language in (found for kind in LABELS for found in labels(concept, kind)):
            assert language is not None
            assert label == " ".join(label.split())
            assert label


def test_english_labels_are_phrases_not_passages_of_an_act() -> None:
    """Official names may be long ("data protection by design and by default"), as preferred labels only."""
    for concept in concepts():
        for kind in LABELS:
            said = [label.split() for label, language in labels(concept, kind) if language == "en"]
            assert [words for words in said if {"shall", "which", "that"} & set(words)] == []
            assert kind == SKOS.prefLabel or [words for words in said if len(words) > 6] == []


@pytest.mark.parametrize(("relation", "inverse"), INVERSES)
def test_relations_are_stated_both_ways(relation: URIRef, inverse: URIRef) -> None:
    forward = {(one, other) for one, other in scheme().subject_objects(relation)}
    back = {(other, one) for one, other in scheme().subject_objects(inverse)}
    assert forward == back
    assert forward


def test_relations_join_concepts() -> None:
    for relation in (SKOS.broader, SKOS.narrower, SKOS.related):
        assert {end for pair in scheme().subject_objects(relation) for end in pair} <= concepts()


def above(concept: Node) -> set[Node]:
    """All that is broader than a concept, at any distance."""
    found: set[Node] = set()
    ahead = list(scheme().objects(concept, SKOS.broader))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += scheme().objects(one, SKOS.broader)
    return found


def test_broader_has_no_circle() -> None:
    assert [concept for concept in concepts() if concept in above(concept)] == []


def test_related_concepts_are_not_above_one_another() -> None:
    assert [(one, other) for one, other in scheme().subject_objects(SKOS.related) if other in above(one)] == []


def test_every_concept_is_a_top_concept_or_below_one() -> None:
    tops = set(scheme().subjects(SKOS.topConceptOf, None))
    assert [concept for concept in concepts() if not tops & {concept, *above(concept)}] == []
    assert [top for top in tops if above(top)] == []


def test_reading_gives_every_concept_with_all_its_labels() -> None:
    topics = {topic.name: topic for topic in read_topics()}
    assert set(topics) == {str(concept).rpartition("#")[2] for concept in concepts()}
    for concept in concepts():
        topic = topics[str(concept).rpartition("#")[2]]
        said = [found for kind in LABELS for found in scheme().objects(concept, kind) if isinstance(found, Literal)]
        assert set(topic.forms) == {(found.language, str(found)) for found in said}
        assert ("en", topic.label) in topic.forms
        assert [topic.note] == [str(found) for found in scheme().objects(concept, SKOS.scopeNote)]


def test_reading_is_in_order_and_the_same_each_time() -> None:
    topics = read_topics()
    assert [topic.name for topic in topics] == sorted(topic.name for topic in topics)
    assert topics == read_topics()


def test_reading_a_scheme_of_ones_own() -> None:
    keeper, log, record = read_topics(SMALL)
    assert (keeper.name, keeper.label) == ("keeper", "keeper")
    assert (log.name, log.label) == ("log", "log")
    assert log.forms == (("en", "diary"), ("en", "log"), ("en", "log book"), ("fr", "journal"))
    assert (log.note, log.broader, log.related) == ("What was done.", ("record",), ("keeper",))
    assert record.broader == record.related == ()


def test_no_two_topics_share_a_form_that_is_matched_alike() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for topic in read_topics():
        for language, words in topic.forms:
            owners.setdefault((language, phrase_key(words)), set()).add(topic.name)
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}
