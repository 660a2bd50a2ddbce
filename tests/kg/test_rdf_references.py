"""The vocabulary of references: a property for each kind, described for people; and the graph exported with it, read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace
from rdflib.namespace import OWL, SKOS

from kg.findings import REFERENCES, Relation
from kg.library import Library
from kg.rdf import ELI, WHEREAS, turtle
from kg.rule_edges import RULES
from tests.kg.factories import sample_addition, stored

ELI_ = Namespace(ELI)
OURS = Namespace(WHEREAS)
OTHERS = (Relation.NEXT, Relation.SUPPORTS, Relation.DEFINES, Relation.USES_TERM, Relation.HAS_NOTE, *RULES)
"""Relations beside references that have a property of our own."""


@cache
def vocabulary() -> Graph:
    return Graph().parse(data=files("ontology").joinpath("references.ttl").read_text("utf-8"), format="turtle")


def name(relation: Relation) -> str:
    """The local name that a relation's property has."""
    words = relation.value.title().replace("_", "")
    return words[0].lower() + words[1:]


def names(relations: Iterable[Relation]) -> set[str]:
    return {f"{WHEREAS}{name(relation)}" for relation in relations}


def test_every_relation_of_ours_has_a_property_and_nothing_else_has() -> None:
    properties = {str(one) for one in vocabulary().subjects(RDF.type, OWL.ObjectProperty)}
    assert properties == names((*REFERENCES, *OTHERS))
    assert {str(one) for one in vocabulary().subjects()} == {*properties, WHEREAS.rstrip("#")}


def test_references_and_nothing_else_are_kinds_of_citing() -> None:
    assert {str(one) for one in vocabulary().subjects(RDFS.subPropertyOf, ELI_.cites)} == names(REFERENCES)


@pytest.mark.parametrize("relation", [*sorted(REFERENCES), *OTHERS])
def test_a_property_says_its_name_meaning_reason_and_example_once(relation: Relation) -> None:
    for kind in (RDFS.label, RDFS.comment, SKOS.scopeNote, SKOS.example):
        (said,) = vocabulary().objects(OURS[name(relation)], kind)
        assert isinstance(said, Literal)
        assert said.language == "en"
        assert str(said) == " ".join(str(said).split()) != ""


@pytest.mark.parametrize("kind", [RDFS.label, RDFS.comment, SKOS.scopeNote, SKOS.example])
def test_no_two_properties_say_the_same(kind: object) -> None:
    said = Counter(str(found) for _, of, found in vocabulary() if of == kind)
    assert [words for words, times in said.items() if times > 1] == []


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, list[tuple[Relation, str, str]]]:
    """The sample act's graph, read back from Turtle, and the edges of its references."""
    path = tmp_path_factory.mktemp("exported") / "library.sqlite"
    (text,) = stored(path, sample_addition())
    with Library(path) as library:
        edges = [(one.relation, one.source, one.target) for one in library.all_edges(text) if one.relation in REFERENCES]
        return Graph().parse(data=turtle(library, text), format="turtle"), edges


def test_who_knows_only_eli_finds_every_reference(exported: tuple[Graph, list[tuple[Relation, str, str]]]) -> None:
    graph, edges = exported
    typed = {pair for relation in REFERENCES for pair in graph.subject_objects(OURS[name(relation)])}
    assert set(graph.subject_objects(ELI_.cites)) == typed
    assert len(typed) == len({(source, target) for _, source, target in edges}) > 50


def test_each_kind_of_reference_is_exported_by_its_property(exported: tuple[Graph, list[tuple[Relation, str, str]]]) -> None:
    graph, edges = exported
    written = {relation: len(set(graph.subject_objects(OURS[name(relation)]))) for relation in REFERENCES}
    counted = Counter(relation for relation, _, _ in set(edges))
    assert written == {relation: counted[relation] for relation in REFERENCES}
    assert len(counted) > 10


def test_what_joins_provisions_in_the_export_is_described(exported: tuple[Graph, list[tuple[Relation, str, str]]]) -> None:
    graph, _ = exported
    described = {str(one) for one in vocabulary().subjects(RDF.type, OWL.ObjectProperty)}
    provisions = set(graph.subjects(RDF.type, ELI_.LegalResourceSubdivision))
    joining = {str(by) for one, by, other in graph if {one, other} <= provisions}
    assert {one for one in joining if one.startswith(WHEREAS)} <= described
    assert len(joining & described) > 10
