"""Rules become edges, and edges the same rules again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.findings import Edge, Relation
from kg.ids import ActId, ProvisionId
from kg.model import Field, Span
from kg.rule_edges import edge_of, rule_of
from kg.rules import NOBODY, Application, Duty, Modality, Moment, Penalty, Rule, Sanction, Which
from tests.factories import CELEX


def own(path: str) -> ProvisionId:
    return ProvisionId(f"{CELEX}/{path}")


SPANS = st.builds(Span, field=st.sampled_from(Field), start=st.integers(0, 90), end=st.integers(91, 99))
CONDITIONS = st.one_of(st.none(), SPANS)
ARTICLES = st.sampled_from([own("art_1"), own("art_2/par_1"), own("anx_I/pnt_5")])
TARGETS = st.one_of(ARTICLES, st.just(ActId(CELEX)))
ACTORS = st.sampled_from([f"{CELEX}/term/keeper", "actor:commission"])
DUTIES = st.builds(
    Duty, actor=st.one_of(ACTORS, st.just("")), modality=st.sampled_from(Modality), provision=ARTICLES, span=SPANS, verb=SPANS,
    condition=CONDITIONS,
)  # fmt: skip
DATES = st.builds(
    Application, provision=ARTICLES, span=SPANS, moment=st.sampled_from(Moment), date=st.sampled_from(["", "2031-05-01"]),
    target=TARGETS, excepted=st.lists(ARTICLES, max_size=2).map(tuple), condition=CONDITIONS,
    counted=st.sampled_from(["", "20 days after publication"]),
)  # fmt: skip
SANCTIONS = st.builds(
    Sanction, provision=ARTICLES, span=SPANS, target=TARGETS, penalty=st.sampled_from(Penalty),
    amount=st.one_of(st.none(), st.integers(0, 10**9)),
    currency=st.sampled_from(["", "EUR"]), percentage=st.sampled_from(["", "1.5"]), basis=st.sampled_from(["", "turnover of the year"]),
    which=st.one_of(st.none(), st.sampled_from(Which)), caps=st.booleans(), measured_by=st.lists(ARTICLES, max_size=2).map(tuple),
    excepted=st.lists(ARTICLES, max_size=2).map(tuple), points=st.lists(ARTICLES, max_size=2).map(tuple),
    payer=st.lists(ACTORS, max_size=2).map(tuple),
    authority=st.lists(ACTORS, max_size=2).map(tuple),
)  # fmt: skip


@given(st.one_of(DUTIES, DATES, SANCTIONS))
def test_a_rule_is_read_back_from_its_edge(rule: Rule) -> None:
    assert rule_of(edge_of(rule, "words")) == rule


def test_what_names_nobody_leads_to_a_node_that_says_so() -> None:
    span = Span(start=0, end=4)
    duty = Duty(actor="", modality=Modality.SHALL, provision=own("art_1"), span=span, verb=span)
    assert edge_of(duty, "").target == NOBODY.node


@pytest.mark.parametrize("relation", [Relation.SUPPORTS, Relation.REFERS_TO])
def test_other_edges_are_no_rules(relation: Relation) -> None:
    with pytest.raises(ValueError, match="is no rule"):
        rule_of(Edge(source=own("art_1"), relation=relation, target=own("art_2"), span=Span(start=0, end=1)))
