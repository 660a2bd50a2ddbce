"""Tracing: references both ways, and an answer's tree of evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InvalidId
from kg.findings import REFERENCES, Findings, Reference, Relation, Unresolved
from kg.ids import ProvisionId
from kg.library import Library
from kg.model import Span
from query.ask import Engine, Options
from query.relations import POINTING, named
from query.trace import references, trace_answer
from tests.factories import CELEX as OWN
from tests.factories import act, provision
from tests.kg.factories import addition, stored
from tests.query.conftest import AS_OF, CELEX, FOUNDING, Row


def test_references_out_are_those_of_all_below(library: Library, row: Row) -> None:
    out = references(library, row("art_11"))["out"]
    assert ("art_11/par_1", "Article 8", "art_8") in [
        (one["from"].partition("/")[2], one["wording"], one["target"].partition("/")[2]) for one in out if one["target"]
    ]


def test_one_wording_may_have_several_targets(library: Library, row: Row) -> None:
    targets = [one["target"] for one in references(library, row("art_11/par_2"))["out"] if one["wording"] == "Articles 8 to 10"]
    assert targets == [f"{CELEX}/art_{number}" for number in (8, 9, 10)]


def test_references_in_come_from_outside(library: Library, row: Row) -> None:
    into = [one["from"].partition("/")[2] for one in references(library, row("art_11"))["in"]]
    assert "art_17/par_2/pnt_b" in into
    assert not [one for one in into if one.startswith("art_11")]


def test_references_can_be_narrowed_to_some_relations(library: Library, row: Row) -> None:
    every = references(library, row("art_17"))["out"]
    for relation in REFERENCES:
        only = references(library, row("art_17"), frozenset({relation}))["out"]
        assert only == [one for one in every if one["relation"] == relation]
    assert {one["relation"] for one in every} >= {"derogates_from", "infringes", "refers_to"}


def test_a_mention_without_a_target_has_its_own_relation(tmp_path: Path) -> None:
    lost = Reference(
        source=ProvisionId(f"{OWN}/art_1"), span=Span(start=8, end=18), wording="that Annex", relation=Relation.SUBJECT_TO,
        target=Unresolved(reason="no such annex named before"),
    )  # fmt: skip
    read = act(provision("art_1", text="Subject that Annex, keepers rest."))
    (text,) = stored(tmp_path / "library.sqlite", addition(read, findings=Findings(references=(lost,))))
    with Library(tmp_path / "library.sqlite") as opened:
        (found,) = references(opened, opened.provision(f"{OWN}/art_1", text))["out"]
        assert references(opened, opened.provision(f"{OWN}/art_1", text), frozenset({Relation.REFERS_TO}))["out"] == []
    assert (found["relation"], found["target"], found["unresolved"]) == ("subject_to", None, "no such annex named before")


def test_names_of_relations_are_read_one_each_or_with_commas() -> None:
    assert named(["applies, excepts", "amends"], POINTING) == {Relation.APPLIES, Relation.EXCEPTS, Relation.AMENDS}
    assert named([]) == named([""]) == frozenset()


@pytest.mark.parametrize("given", ["exceptions", "Applies", "applies excepts", "has_part"])
def test_a_name_that_no_relation_has_is_told_with_those_there_are(given: str) -> None:
    with pytest.raises(InvalidId) as caught:
        named(["applies", given], POINTING)
    assert given in caught.value.what
    assert set(caught.value.hint.removeprefix("Relations are: ").rstrip(".").split(", ")) == {one.value for one in POINTING}


@pytest.mark.parametrize("path", ["art_2", "art_9", "art_11", "art_17", "rct_3", "anx_II"])
def test_a_wording_stands_at_its_span(library: Library, row: Row, path: str) -> None:
    for one in references(library, row(path))["out"]:
        start, end = one["span"]
        words = row(one["from"].partition("/")[2])
        assert {"text": words.body, "heading": words.heading, "wrap_up": words.wrap_up}[one["field"]][start:end] == one["wording"]


@pytest.mark.parametrize("path", ["art_3", "art_17", "anx_I", "rct_9"])
def test_every_mention_has_a_target_or_a_reason_why_not(library: Library, row: Row, path: str) -> None:
    found = references(library, row(path))["out"]
    assert found
    assert all((one["target"] is None) is bool(one["unresolved"]) for one in found)


def test_an_answers_tree_has_each_statement_its_walk_and_its_quotations(engine: Engine) -> None:
    answer = engine.ask(FOUNDING, Options(as_of=AS_OF))
    tree = trace_answer(answer)
    assert [one["provision"] for one in tree] == [statement.provision for statement in answer.statements]
    for one, statement in zip(tree, answer.statements, strict=True):
        assert [step["to"] for step in one["walk"]] == [step.end for step in statement.walk]
        assert [(quote["text"], quote["start"]) for quote in one["quotes"]] == [(q.text, q.place.start) for q in statement.quotes]
