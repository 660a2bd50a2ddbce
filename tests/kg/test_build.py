"""From an act and its findings to nodes and edges."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kg.build import build, edges_of, nodes_of
from kg.errors import DanglingEdge, DuplicateId
from kg.findings import REFERENCES, Findings, RecitalSupport, Reference, Relation, Unresolved, family
from kg.graph import NodeKind
from kg.ids import ActId
from kg.model import Field, NoteMark, walk
from tests.factories import CELEX, act, leaves, provision
from tests.kg.factories import OTHER, TERM, TOPICS, cited, own, sample_addition, small_act, small_findings


def ends(relation: Relation) -> list[tuple[str, str]]:
    return [(one.source, one.target) for one in edges_of(small_act(), small_findings()) if one.relation is relation]


def test_nodes_are_the_act_its_provisions_terms_topics_and_what_it_refers_to_once_each() -> None:
    found = [(one.id, one.kind) for one in nodes_of(small_act(), small_findings(), TOPICS)]
    provisions = [(one.id, NodeKind.PROVISION) for one in walk(small_act().provisions)]
    assert found == [
        (CELEX, NodeKind.ACT),
        *provisions,
        (TERM, NodeKind.TERM),
        ("topic:records", NodeKind.TOPIC),
        (OTHER, NodeKind.ACT),
        (f"{OTHER}/art_5", NodeKind.PROVISION),
    ]


def test_nodes_carry_their_names() -> None:
    labels = {one.id: one.label for one in nodes_of(small_act(), small_findings(), TOPICS)}
    assert labels[own("art_1")] == "Definitions"
    assert labels[own("art_1/par_2")] == "2"
    assert labels[TERM] == "log book"
    assert labels["topic:records"] == "records"
    assert labels[CELEX] == small_act().title


def test_every_provision_but_the_outermost_has_one_whole() -> None:
    read = small_act()
    parts = ends(Relation.HAS_PART)
    assert Counter(part for _, part in parts) == Counter(one.id for one in walk(read.provisions))
    assert [part for whole, part in parts if whole == CELEX] == [one.id for one in read.provisions]
    assert (own("cpt_I"), own("art_1")) in parts


def test_next_joins_neighbours_of_one_kind_and_articles_through_chapters() -> None:
    assert sorted(ends(Relation.NEXT)) == sorted(
        [
            (own("cpt_I"), own("cpt_II")),
            (own("art_1/par_1"), own("art_1/par_2")),
            (own("art_1/par_1/pnt_a"), own("art_1/par_1/pnt_b")),
            (own("art_1"), own("art_2")),
            (own("art_2"), own("art_3")),
            (own("anx_I/pnt_1"), own("anx_I/pnt_2")),
        ]
    )


def test_references_without_a_target_give_no_edge() -> None:
    targets = [one.target for one in small_findings().references]
    resolved = [target for target in targets if not isinstance(target, Unresolved)]
    assert len(resolved) == len(targets) - 1
    assert [target for _, target in ends(Relation.REFERS_TO)] == resolved


def kinds_of(*references: Reference) -> list[tuple[Relation, str]]:
    found = edges_of(small_act(), Findings(references=references))
    return [(one.relation, one.target) for one in found if one.source == own("art_3")]


def test_an_edge_has_the_kind_of_its_reference() -> None:
    kinds = sorted(REFERENCES)
    found = kinds_of(*(replace(cited("its Article 5", own("art_1")), relation=kind) for kind in kinds))
    assert found == [(kind, own("art_1")) for kind in kinds]


def test_words_that_amend_only_point_since_instructions_say_what_they_do() -> None:
    assert kinds_of(replace(cited("its Article 5", own("art_1")), relation=Relation.AMENDS)) == [(Relation.REFERS_TO, own("art_1"))]


def test_what_names_its_own_act_gives_no_edge_and_no_second_node() -> None:
    reference = cited("Regulation (EU) 2016/679", ActId(CELEX))
    assert kinds_of(reference) == []
    assert [one.id for one in nodes_of(small_act(), Findings(references=(reference,)), ())].count(CELEX) == 1


@pytest.mark.parametrize("relation", Relation)
def test_references_are_one_family(relation: Relation) -> None:
    assert family(relation) is (Relation.REFERS_TO if relation in REFERENCES else relation)


def test_edges_keep_what_they_rest_on() -> None:
    edges = {(one.source, one.relation): one for one in edges_of(small_act(), small_findings())}
    found = small_findings()
    reference, support = found.references[0], found.supports[0]
    refers = edges[reference.source, Relation.REFERS_TO]
    assert (refers.span, refers.wording, refers.score) == (reference.span, reference.wording, 1.0)
    supports = edges[support.recital, Relation.SUPPORTS]
    assert (supports.target, supports.score, supports.reasons) == (support.provision, support.score, support.reasons)
    defines = edges[own("art_1/par_1/pnt_a"), Relation.DEFINES]
    assert (defines.target, defines.wording, defines.span) == (TERM, "log book", found.terms[0][1].span)
    assert edges[own("art_2"), Relation.USES_TERM].span == found.term_uses[0].span
    assert edges[own("rct_1"), Relation.ABOUT].wording == "records"


def test_a_footnote_mark_gives_an_edge_only_to_a_footnote_that_is_there() -> None:
    marks = tuple(NoteMark(field=Field.TEXT, at=0, note=own(f"fnt_{label}")) for label in (1, 2))
    read = act(replace(provision("art_1", text="Words."), marks=marks), *leaves("", "fnt_1"))
    notes = [one for one in edges_of(read, Findings()) if one.relation is Relation.HAS_NOTE]
    assert [(one.source, one.target) for one in notes] == [(own("art_1"), own("fnt_1"))]


def test_an_id_built_twice_is_refused() -> None:
    with pytest.raises(DuplicateId) as caught:
        build(act(*leaves("", "art_1", "art_2", "art_1")), Findings())
    assert own("art_1") in caught.value.what


def test_support_of_a_provision_that_is_not_there_is_refused() -> None:
    lost = RecitalSupport(recital=own("rct_1"), provision=own("art_99"), score=1.0, reasons=())
    with pytest.raises(DanglingEdge) as caught:
        build(small_act(), Findings(supports=(lost,)))
    assert "art_99" in caught.value.where


def test_the_graph_of_the_sample_act_holds_all_that_was_found() -> None:
    sample = sample_addition()
    graph = build(sample.act, sample.findings, sample.topics)
    assert [one.id for one in graph.provisions()] == [one.id for one in walk(sample.act.provisions) if one.id in graph]
    assert list(graph.edges()) == list(edges_of(sample.act, sample.findings))
    found = Counter(one.relation for one in graph.edges())
    assert found[Relation.SUPPORTS] == len(sample.findings.supports) > 0
    assert found[Relation.USES_TERM] == len(sample.findings.term_uses) > 0
    assert found[Relation.ABOUT] == len(sample.findings.topic_uses) > 0
    assert found[Relation.DEFINES] == len(sample.findings.terms) > 0
    assert found[Relation.HAS_NOTE] > 0
