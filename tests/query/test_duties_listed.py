"""Listing duties: by provision, act, actor and modality, over the sample act and acts made up here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extract.linking import link
from extract.pipeline import find_all
from extract.terms import surface_forms
from extract.words import stems_of
from kg.adding import Addition, add
from kg.errors import InvalidId, UnknownProvision
from kg.library import Library
from kg.model import Act
from kg.rules import Modality
from query.ask import Engine, Options
from query.duties import duties, modalities, rows_of, summary
from query.shelf import Shelf
from tests.factories import act, provision


def lamp_act() -> Act:
    """An act in which a role, an institution and an authority must do something, and nobody in particular."""
    points = provision("art_5/par_1/pnt_a", text="test lamps;"), provision("art_5/par_1/pnt_b", text="seal them.")
    return act(
        provision("rct_1", text="Lampists should rest."),
        provision(
            "art_3", provision("art_3/pnt_1", text="‘lampist’ means a person who lights lamps;"), heading="Definitions", text="In this:"
        ),
        provision(
            "art_5",
            provision("art_5/par_1", *points, text="Where it is dark, lampists shall:"),
            provision("art_5/par_2", text="Lamps shall burn. The Commission may adopt rules. Lampists shall not smoke."),
            provision("art_5/par_3", text="The lamp authority shall watch. Makers and operators of gas lamps shall listen."),
        ),
    )


def addition(whole: Act) -> Addition:
    """An act as the pipeline would add it."""
    findings = find_all(whole, ())
    forms = surface_forms(whole.celex, tuple(one for _, one in findings.terms))
    return Addition(
        act=whole, findings=findings, topics=(), pages=("",), certificate={}, surfaces=forms, stems=stems_of
    )  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with Library(tmp_path_factory.mktemp("duties") / "library.sqlite") as library:
        add(library, addition(lamp_act()), partial(link, library))
        yield Engine(library).shelf(Options())


def test_what_does_not_apply_yet_or_no_longer_is_told_with_its_day(tmp_path: Path) -> None:
    last = "Article 1 shall apply from 1 May 2030. Article 2 shall apply until 1 May 2028. This Regulation shall apply from 1 May 2026."
    texts = ("Keepers shall clean lamps.", "Keepers shall paint lamps.", "Keepers shall test lamps.", last)
    with Library(tmp_path / "library.sqlite") as library:
        add(library, addition(act(*(provision(f"art_{at}", text=text) for at, text in enumerate(texts, 1)))), partial(link, library))
        found = duties(Engine(library).shelf(Options(as_of="2029-01-01")))["duties"]
    told = [(one["applies_from"], one["until"], one["when"]) for one in found]
    assert told[:3] == [
        ("2030-05-01", None, ["not yet: applies from 1 May 2030 (Article 4)"]),
        ("2026-05-01", "2028-05-01", ["no longer: applied until 1 May 2028 (Article 4)"]),
        ("2026-05-01", None, []),
    ]
    assert [cells[3].partition("→ ")[2] for cells in rows_of(found[:3])] == [
        "not yet: applies from 1 May 2030 (Article 4)",
        "no longer: applied until 1 May 2028 (Article 4)",
        "",
    ]
    assert all(one["when"] == [] for one in found[3:])


def said(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The path, actor and modality of each duty of a list."""
    return [(one["provision"].partition("/")[2], one["label"], one["modality"]) for one in found["duties"]]


def test_every_duty_is_listed_in_the_order_of_the_text(shelf: Shelf) -> None:
    assert said(duties(shelf)) == [
        ("rct_1", "lampist", "should"),
        ("art_5/par_1", "lampist", "shall"),
        ("art_5/par_2", "nobody named", "shall"),
        ("art_5/par_2", "Commission", "may"),
        ("art_5/par_2", "lampist", "shall not"),
        ("art_5/par_3", "lamp authority", "shall"),
        ("art_5/par_3", "maker", "shall"),
        ("art_5/par_3", "operator of gas lamp", "shall"),
    ]


def test_duties_of_a_provision_are_those_of_its_parts_too(shelf: Shelf) -> None:
    assert len(duties(shelf, shelf.find("Article 5(2)"))["duties"]) == 3
    assert len(duties(shelf, shelf.find("Article 5"))["duties"]) == 7


def test_an_act_may_be_named(shelf: Shelf) -> None:
    assert said(duties(shelf, shelf.act_named("32024R1689"))) == said(duties(shelf))


@pytest.mark.parametrize("name", ["lampist", "Lampists", "the lampists", "32024R1689/term/lampist"])
def test_an_actor_is_taken_by_any_form_of_its_name(shelf: Shelf, name: str) -> None:
    assert {label for _, label, _ in said(duties(shelf, actor=name))} == {"lampist"}


@pytest.mark.parametrize("name", ["European Commission", "the Commission", "actor:commission"])
def test_an_institution_is_taken_by_any_of_its_names(shelf: Shelf, name: str) -> None:
    assert [label for _, label, _ in said(duties(shelf, actor=name))] == ["Commission"]


@pytest.mark.parametrize("name", ["operators", "operator of gas lamps"])
def test_a_noun_means_those_whom_of_tells_apart_too(shelf: Shelf, name: str) -> None:
    assert [label for _, label, _ in said(duties(shelf, actor=name))] == ["operator of gas lamp"]


def test_nobody_named_can_be_asked_for(shelf: Shelf) -> None:
    assert said(duties(shelf, actor="nobody named")) == [("art_5/par_2", "nobody named", "shall")]


def test_an_unknown_actor_is_answered_with_near_or_frequent_ones(shelf: Shelf) -> None:
    with pytest.raises(UnknownProvision) as near:
        duties(shelf, actor="authority")
    with pytest.raises(UnknownProvision) as far:
        duties(shelf, actor="zebra")
    assert (near.value.hint, far.value.hint) == (
        "Nearest are: lamp authority.",
        "Most is said of: lampist, Commission, lamp authority, maker, operator of gas lamp.",
    )


def test_an_actor_of_the_act_of_whom_a_provision_says_nothing_gives_nothing(shelf: Shelf) -> None:
    assert duties(shelf, shelf.find("Article 5(3)"), actor="lampist")["duties"] == []


def test_modalities_filter(shelf: Shelf) -> None:
    assert [one[2] for one in said(duties(shelf, only=modalities(["may", "Shall not"])))] == ["may", "shall not"]


def test_an_unknown_modality_lists_those_there_are() -> None:
    with pytest.raises(InvalidId) as caught:
        modalities(["will"])
    assert all(one.value in caught.value.hint for one in Modality)


def test_a_duty_is_told_whole(shelf: Shelf) -> None:
    [one] = duties(shelf, shelf.find("Article 5(1)"))["duties"]
    assert one == {
        "provision": "32024R1689/art_5/par_1",
        "citation": "Article 5(1) of Regulation (EU) 2024/1689",
        "version": "oj",
        "actor": "32024R1689/term/lampist",
        "label": "lampist",
        "modality": "shall",
        "binding": True,
        "text": "lampists shall",
        "field": "text",
        "span": [18, 32],
        "verb": [27, 32],
        "condition": {"text": "Where it is dark", "span": [0, 16]},
        "parts": ["32024R1689/art_5/par_1/pnt_a", "32024R1689/art_5/par_1/pnt_b"],
        "applies_from": None,
        "until": None,
        "when": [],
    }


def test_actors_are_counted_by_modality_the_most_frequent_first(shelf: Shelf) -> None:
    found = duties(shelf)["actors"]
    assert found[0] == {
        "actor": "32024R1689/term/lampist", "label": "lampist", "duties": 3, "modalities": {"shall": 1, "shall not": 1, "should": 1},
    }  # fmt: skip
    columns, rows = summary(found)
    assert columns == ("actor", "all", "shall", "shall not", "may", "should")
    assert rows[0] == ("lampist", "3", "1", "1", "", "1")


def test_long_words_are_clipped_in_tables(shelf: Shelf) -> None:
    one = duties(shelf, shelf.find("Article 5(3)"))["duties"][0]
    [row] = rows_of([{**one, "text": "word " * 60, "condition": None}])
    assert len(row[3]) < 120
    assert row[3].endswith("word …")
    assert row[4] == ""


def test_a_consolidated_text_has_the_duties_of_the_preamble_beside_it(tmp_path: Path) -> None:
    whole = lamp_act()
    later = act(*(one for one in whole.provisions if not one.id.endswith("rct_1")))
    with Library(tmp_path / "two.sqlite") as library:
        for one in (whole, replace(later, version="2025-01-01")):
            add(library, addition(one), partial(link, library))
        found = duties(Engine(library).shelf(Options()))["duties"]
    assert [(one["version"], one["binding"]) for one in found[:2]] == [("oj", False), ("2025-01-01", True)]
    assert len(found) == 8


def test_actors_that_only_the_preamble_of_the_published_text_names_are_told(tmp_path: Path) -> None:
    rules = lamp_act().provisions[1:]
    with Library(tmp_path / "two.sqlite") as library:
        for one in (act(provision("rct_1", text="Keepers should rest."), *rules), replace(act(*rules), version="2025-01-01")):
            add(library, addition(one), partial(link, library))
        shelf = Engine(library).shelf(Options())
        assert said(duties(shelf, actor="keepers")) == [("rct_1", "keeper", "should")]
        assert {"keeper", "lampist"} < {one["label"] for one in duties(shelf)["actors"]}
        assert said(duties(shelf, shelf.act_named("32024R1689"), only=modalities(["should"]))) == [("rct_1", "keeper", "should")]


def test_the_actors_of_a_version_that_is_named_are_told(tmp_path: Path) -> None:
    old = act(provision("art_5", text="Keepers shall rest."))
    with Library(tmp_path / "two.sqlite") as library:
        for one in (old, replace(act(provision("art_5", text="Lamps shall burn.")), version="2025-01-01")):
            add(library, addition(one), partial(link, library))
        shelf = Engine(library).shelf(Options())
        row = shelf.find("http://data.europa.eu/eli/reg/2024/1689/oj#art_5")
        assert said(duties(shelf, row)) == [("art_5", "keeper", "shall")]
