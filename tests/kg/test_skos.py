"""The scheme of topics is sound SKOS, and every check finds what it is for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.words import phrase_key, words_of
from kg import skos
from kg.rdf import read_statements, topics_text
from kg.skos import CHECKS, FORM_CHECKS, Scheme, faults, unused_prefixes

SOUND = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix t: <https://example.org/t#> .
<https://example.org/t> a skos:ConceptScheme ; skos:prefLabel "Things"@en ; skos:hasTopConcept t:record .
t:record a skos:Concept ; skos:inScheme <https://example.org/t> ; skos:topConceptOf <https://example.org/t> ;
    skos:prefLabel "record"@en, "registre"@fr ; skos:scopeNote "What is written down."@en ; skos:narrower t:log, t:keeper .
t:log a skos:Concept ; skos:inScheme <https://example.org/t> ; skos:prefLabel "log"@en, "journal"@fr ; skos:altLabel "log book"@en ;
    skos:hiddenLabel "diary"@en ; skos:scopeNote "What was done."@en ; skos:broader t:record ; skos:related t:keeper ;
    skos:closeMatch <https://example.org/other#Log> .
t:keeper a skos:Concept ; skos:inScheme <https://example.org/t> ; skos:prefLabel "keeper"@en ;
    skos:scopeNote "Who writes it."@en ; skos:broader t:record ; skos:related t:log .
"""
LOG, KEEPER, RECORD = "t:log a skos:Concept ;", "t:keeper a skos:Concept ;", "t:record a skos:Concept ;"

BROKEN = (
    ("classes_are_disjoint", RECORD, "t:record a skos:Concept, skos:ConceptScheme ;", "a concept and a concept scheme"),
    ("classes_are_disjoint", "a skos:ConceptScheme ;", "", "there are 0 concept schemes"),
    ("concepts_have_a_preferred_label", '"log"@en', '"log"@en, "journal of work"@en', "2 preferred labels in 'en'"),
    ("concepts_have_a_preferred_label", '"keeper"@en', '"gardien"@fr', "no preferred label in English"),
    ("labels_are_clean", '"diary"@en', '"diary"', "unclean label 'diary'"),
    ("labels_are_clean", '"diary"@en', '"dia  ry"@en', "unclean label"),
    ("labels_are_clean", '"diary"@en', '""@en', "unclean label"),
    ("concepts_have_a_note", 'skos:scopeNote "Who writes it."@en ;', "", "keeper has not one scope note"),
    ("concepts_have_a_note", '"Who writes it."@en', '"Who writes it."@en, "Who keeps it."@en', "keeper has not one scope note"),
    ("concepts_are_in_the_scheme", LOG + " skos:inScheme <https://example.org/t> ;", LOG, "log is not in the scheme"),
    ("concepts_are_in_the_scheme", LOG, LOG + " skos:inScheme <https://example.org/u> ;", "log is not in the scheme"),
    ("relations_are_said_both_ways", "skos:narrower t:log, t:keeper", "skos:narrower t:keeper", "log broader record is said one way only"),
    ("relations_are_said_both_ways", "skos:related t:log", "skos:related t:keeper", "related"),
    ("relations_are_said_both_ways", "; skos:hasTopConcept t:record", "", "record topConceptOf t is said one way only"),
    ("names_are_known", "skos:related t:keeper", "skos:related t:keeper, t:pencil", "pencil is no concept (related)"),
    ("names_are_known", KEEPER, 't:pencil skos:altLabel "pen"@en . ' + KEEPER, "pencil is no concept"),
    ("broader_has_no_circle", RECORD, RECORD + " skos:broader t:log ;", "log is broader than itself"),
    ("related_is_beside", "skos:related t:keeper", "skos:related t:keeper, t:record", "log is related to record, which is above it"),
    ("related_is_beside", "skos:related t:keeper", "skos:related t:log", "log is related to log"),
    ("concepts_reach_the_top", "skos:broader t:record ; skos:related t:keeper", "skos:related t:keeper", "log is below no top concept"),
    ("concepts_reach_the_top", LOG, LOG + " skos:topConceptOf <https://example.org/t> ;", "log is a top concept with something above it"),
    ("matches_are_sound", "<https://example.org/other#Log>", '"Log"@en', "is no IRI of a concept"),
    ("matches_are_sound", "<https://example.org/other#Log>", "<https://example.org/other#>", "is no IRI of a concept"),
    ("matches_are_sound", "<https://example.org/other#Log>", "t:keeper", "matches keeper of its own scheme"),
    ("matches_are_sound", LOG, LOG + " skos:exactMatch <https://e.org/u#L> ; skos:broadMatch <https://e.org/u#L> ;", "in 2 ways"),
    ("matches_are_sound", LOG, LOG + " skos:exactMatch <https://e.org/u#L> ; skos:relatedMatch <https://e.org/u#L> ;", "in 2 ways"),
    ("labels_of_a_concept_differ", '"diary"@en', '"log book"@en', "log has 'log book'@en 2 times"),
    ("labels_of_a_concept_differ", '"diary"@en', '"Log-Books"@en', "log has 'log book'@en 2 times"),
    ("labels_of_a_concept_differ", '"diary"@en', '"Logs"@en', "log has 'log'@en 2 times"),
    ("forms_have_one_owner", '"diary"@en', '"keepers"@en', "'keeper' belongs to keeper, log"),
    ("forms_have_one_owner", '"diary"@en', '"Registre"@da', "'registre' belongs to log, record"),
)  # fmt: skip


def scheme(turtle: str) -> Scheme:
    return Scheme(tuple(read_statements(turtle)))


def run(name: str, turtle: str) -> list[str]:
    """What one check finds."""
    check: Callable[..., object] = getattr(skos, name)
    found = check(scheme(turtle), phrase_key) if check in FORM_CHECKS else check(scheme(turtle))
    return list(found)  # type: ignore[call-overload, no-any-return]


def test_the_topics_have_no_fault() -> None:
    assert faults(scheme(topics_text()), phrase_key) == ()


def test_there_are_enough_topics() -> None:
    assert len(scheme(topics_text()).concepts) >= 250


def test_a_sound_scheme_has_no_fault() -> None:
    assert faults(scheme(SOUND), phrase_key) == ()


@pytest.mark.parametrize(("name", "words", "instead", "said"), BROKEN)
def test_a_check_finds_what_is_broken(name: str, words: str, instead: str, said: str) -> None:
    assert SOUND.count(words) == 1
    broken = SOUND.replace(words, instead)
    found = run(name, broken)
    assert [fault for fault in found if said in fault]
    assert set(found) <= set(faults(scheme(broken), phrase_key))


def test_every_check_is_tried() -> None:
    assert {name for name, *_ in BROKEN} == {check.__name__ for check in (*CHECKS, *FORM_CHECKS)}


def test_labels_that_differ_in_language_may_be_alike() -> None:
    assert faults(scheme(SOUND.replace('"diary"@en', '"log"@da')), phrase_key) == ()


def test_no_prefix_is_idle() -> None:
    assert unused_prefixes(topics_text()) == ()


@pytest.mark.parametrize(
    "line", ["@prefix dct: <http://purl.org/dc/terms/> .", '@prefix e: <https://e.org/> .\n# e:x\n<urn:x> <urn:y> "e:z" .']
)
def test_an_idle_prefix_is_found(line: str) -> None:
    assert unused_prefixes(f"{SOUND}\n{line}") == (line.split()[1].rstrip(":"),)


def test_labels_are_phrases_not_passages_of_an_act() -> None:
    """Official names may be long, as preferred labels only."""
    topics = scheme(topics_text())
    said = [one.value.split() for concept in topics.concepts for one in topics.said(concept, "altLabel") if one.language == "en"]
    assert [words for words in said if len(words) > 6 or {"shall", "which", "that"} & set(words)] == []


def test_hidden_labels_are_no_longer_than_what_is_looked_for_in_a_question() -> None:
    topics = scheme(topics_text())
    said = [words_of(one.value) for concept in topics.concepts for one in topics.said(concept, "hiddenLabel")]
    assert [words for words in said if len(words) > 7] == []
