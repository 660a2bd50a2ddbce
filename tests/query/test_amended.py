"""What amends what, from the library on: shown from both sides, listed among references, walked as a path, and exported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extract.amendments import find_amendments
from kg.build import build
from kg.errors import UnknownProvision
from kg.findings import Action, Edge, Findings, Portion, Reason, Relation
from kg.graph import NodeKind
from kg.ids import path_of
from kg.library import Library, ProvisionRow
from kg.model import Act, Provision, Span
from kg.rdf import turtle
from query.amended import amended_by, lines
from query.ask import Engine, Options
from query.paths import shortest
from query.render import plain
from query.render import provision as rendered
from query.show import provision as shown
from query.trace import references
from tests.factories import CELEX, act, leaves, provision
from tests.kg.factories import addition, stored

OWN = "32099R0007"
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "show.schema.json"


def _host(path: str, text: str, new: str = "", *children: Provision) -> Provision:
    whole = f"{text}\n{new}" if new else text
    return provision(path, *children, text=whole, quoted=Span(start=len(text) + 1, end=len(whole)) if new else None, celex=OWN)


def _amended() -> Act:
    one = provision("art_1", provision("art_1/par_1", *leaves("art_1/par_1", "pnt_a", "pnt_b"), text="Hens:"), heading="Hens")
    return act(one, provision("art_2", *leaves("art_2", "par_1", "par_2"), text=""), provision("art_3", text="Cocks crow."))


def _amending() -> Act:
    points = (
        _host("art_1/pnt_1", "in Article 1(1), the following point is inserted after point (a):", "‘(aa) chicks;’;"),
        _host("art_1/pnt_2", "in Article 1, the heading is replaced by the following:", "‘Fowl’;"),
        _host("art_1/pnt_3", "Article 2 is replaced by the following:", "‘Article 2\nCocks\n1. Cocks crow.’;"),
        _host("art_1/pnt_4", "in Article 3, the following subparagraph is added:", "‘Chicks peep.’;"),
        _host("art_1/pnt_5", "whatever is left moves to the yard."),
    )
    return act(_host("art_1", "Regulation (EU) 2024/1689 is amended as follows:", "", *points), celex=OWN, title="Regulation (EU) 2099/7")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("amended") / "library.sqlite"
    by = _amending()
    stored(path, addition(_amended(), findings=Findings()), addition(by, findings=Findings(amendments=find_amendments(by))))
    with Library(path) as library:
        yield library


def row(shelf: Library, path: str, celex: str = CELEX) -> ProvisionRow:
    return shelf.provision(f"{celex}/{path}", next(text for text in shelf.texts() if text.celex == celex))


def amendments_of(shelf: Library, path: str) -> list[tuple[str, str, str, str]]:
    found = shown(shelf, row(shelf, path))["amended_by"]
    return [(path_of(one["from"]), one["action"], one["portion"], path_of(one["target"])) for one in found]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("art_1", [("art_1/pnt_1", "insert", "", "art_1/par_1/pnt_aa"), ("art_1/pnt_2", "replace", "heading", "art_1")]),
        ("art_1/par_1", [("art_1/pnt_1", "insert", "", "art_1/par_1/pnt_aa")]),
        ("art_1/par_1/pnt_a", []),
        ("art_2", [("art_1/pnt_3", "replace", "", "art_2")]),
        ("art_2/par_2", [("art_1/pnt_3", "replace", "", "art_2")]),
        ("art_3", [("art_1/pnt_4", "add", "passage", "art_3")]),
    ],
)
def test_a_provision_shows_what_amends_it(shelf: Library, path: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert amendments_of(shelf, path) == expected


def test_a_provision_shows_what_it_amends(shelf: Library) -> None:
    found = shown(shelf, row(shelf, "art_1", OWN))["amends"]
    assert [path_of(one["target"]) for one in found] == ["art_1/par_1/pnt_aa", "art_1", "art_2", "art_3"]
    assert found[0]["place"] == "after pnt_a"
    assert found[0]["wording"].startswith("in Article 1(1), the following point is inserted")


def test_what_is_shown_is_of_the_published_schema(shelf: Library) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for path, celex in (("art_1", CELEX), ("art_1", OWN)):
        assert [error.message for error in Draft202012Validator(schema).iter_errors(shown(shelf, row(shelf, path, celex)))] == []
    properties = schema["properties"]["amends"]["items"]["properties"]
    assert properties["action"]["enum"] == [one.value for one in Action]
    assert properties["portion"]["enum"] == ["", *(one.value for one in Portion if one is not Portion.WHOLE)]


def test_what_is_shown_is_printed_too(shelf: Library) -> None:
    article = row(shelf, "art_1")
    printed = plain(rendered(shown(shelf, article), [], [], amended_by(shelf, article)))
    assert "Article 1(1), point (aa) later inserted by Article 1, point (1), of Regulation (EU) 2099/7\n" in printed
    assert "Heading later replaced by Article 1, point (2), of Regulation (EU) 2099/7\n" in printed
    point = row(shelf, "art_1/pnt_1", OWN)
    assert "Amends: insert after pnt_a: 32024R1689/art_1/par_1/pnt_aa\n" in plain(rendered(shown(shelf, point), [], []))


def test_amendments_are_among_the_references_out_and_in(shelf: Library) -> None:
    out = references(shelf, row(shelf, "art_1/pnt_3", OWN))["out"]
    assert [(one["relation"], one["target"]) for one in out] == [("amends", f"{CELEX}/art_2")]
    into = references(shelf, row(shelf, "art_1"))["in"]
    assert [(one["relation"], one["target"]) for one in into] == [("amends", f"{CELEX}/art_1/par_1/pnt_aa"), ("amends", f"{CELEX}/art_1")]


def test_what_was_not_read_is_listed_with_its_reason(shelf: Library) -> None:
    (one,) = references(shelf, row(shelf, "art_1/pnt_5", OWN))["out"]
    assert (one["relation"], one["target"], one["unresolved"]) == ("amends", None, "not read as an instruction")


def test_a_path_leads_over_an_amendment(shelf: Library) -> None:
    steps = shortest(shelf, row(shelf, "art_1/pnt_3", OWN), row(shelf, "art_2/par_1"))["steps"]
    assert [step["relation"] for step in steps] == [Relation.AMENDS, Relation.HAS_PART]


def test_amendments_are_exported_for_provisions_and_acts(shelf: Library) -> None:
    written = turtle(shelf, next(text for text in shelf.texts() if text.celex == OWN))
    base = "http://data.europa.eu/eli/reg"
    for source, target in (("/art_1/pnt_3", "/art_2"), ("", "")):
        subject = written.split(f"<{base}/2099/7{source}/oj> a ")[1].split(" .\n")[0]
        assert f"eli:amends <{base}/2024/1689{target}/oj>" in " ".join(subject.split())


def test_ends_of_amendments_are_nodes() -> None:
    by = _amending()
    graph = build(by, Findings(amendments=find_amendments(by)))
    assert graph.node(f"{CELEX}/art_1/par_1/pnt_aa").kind is NodeKind.PROVISION


def _edge(action: Action, portion: str = "", target: str = "art_1", point: int = 1) -> Edge:
    said = [("action", action.value), *([("portion", portion)] if portion else [])]
    reasons = tuple(Reason(kind=kind, evidence=evidence, weight=1.0) for kind, evidence in said)
    return Edge(source=f"{OWN}/art_1/pnt_{point}", relation=Relation.AMENDS, target=f"{CELEX}/{target}", reasons=reasons)


BY = "by Article 1, point (1), of Regulation (EU) 2099/7"


@pytest.mark.parametrize(
    ("edge", "line"),
    [
        (_edge(Action.INSERT), f"Inserted {BY}"),
        (_edge(Action.REPLACE), f"Replaced {BY}"),
        (_edge(Action.DELETE), f"Deleted {BY}"),
        (_edge(Action.ADD, target="art_1/par_2"), f"Article 1(2) added {BY}"),
        (_edge(Action.REPLACE, "introductory words", "art_1/par_1"), f"Introductory words of Article 1(1) replaced {BY}"),
        (_edge(Action.REPLACE_WORDS, "passage"), f"Amended {BY} (words replaced)"),
        (_edge(Action.ADD, "passage", "art_1/par_1"), f"Article 1(1) amended {BY} (passage added)"),
        (_edge(Action.AMEND), f"Amended {BY}"),
        (_edge(Action.RENUMBER, target="art_1/par_1/pnt_b"), f"Article 1(1), point (b) renumbered {BY}"),
    ],
)
def test_an_amendment_reads_as_people_write(shelf: Library, edge: Edge, line: str) -> None:
    assert lines(shelf, [edge, edge], f"{CELEX}/art_1") == (line,)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An act as published, what amends it, and its consolidated text, without Article 1(2) and with Article 1a."""
    two = provision("art_1", provision("art_1/par_1", text="Hens lay."), provision("art_1/par_2", text="Hens sleep."))
    one = provision("art_1", provision("art_1/par_1", text="Hens lay."))
    points = (
        _host("art_1/pnt_1", "in Article 1, paragraph 2 is deleted;"),
        _host("art_1/pnt_2", "the following article is inserted:", "‘Article 1a\nCocks crow.’."),
    )
    by = act(_host("art_1", "Regulation (EU) 2024/1689 is amended as follows:", "", *points), celex=OWN, title="Regulation (EU) 2099/7")
    later = replace(act(one, provision("art_1a", text="Cocks crow.")), version="2025-03-01")
    path = tmp_path_factory.mktemp("gone") / "library.sqlite"
    made = [addition(one_act, findings=Findings()) for one_act in (act(two), later)]
    stored(path, *made, addition(by, findings=Findings(amendments=find_amendments(by))))
    with Library(path) as library:
        yield library


def _missed(library: Library, written: str, as_of: str) -> str:
    with pytest.raises(UnknownProvision) as caught:
        Engine(library).shelf(Options(act=CELEX, as_of=as_of)).find(written)
    return str(caught.value)


def test_what_is_gone_says_what_deleted_it_and_how_to_see_it(versions: Library) -> None:
    said = _missed(versions, "Article 1(2)", "2026-01-01")
    assert "does not exist in the consolidated text of 2025-03-01; the text as published has it" in said
    assert said.endswith("Deleted by Article 1, point (1), of Regulation (EU) 2099/7, from 2025-03-01. See it with --as-of 2025-02-28.")
    assert Engine(versions).shelf(Options(act=CELEX, as_of="2025-02-28")).find("Article 1(2)").body == "Hens sleep."


def test_what_is_yet_to_come_says_what_inserted_it(versions: Library) -> None:
    said = _missed(versions, "Article 1a", "2024-12-01")
    assert said.endswith(
        "Later inserted by Article 1, point (2), of Regulation (EU) 2099/7, from 2025-03-01. See it with --as-of 2025-03-01."
    )
