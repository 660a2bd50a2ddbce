"""What defines a term: quoted with its citation, where it holds, and where a meaning is taken from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.definitions import find_definitions
from extract.linking import link
from extract.pipeline import find_all
from extract.terms import surface_forms
from extract.words import stems_of
from kg.adding import Addition, add
from kg.library import Library
from kg.model import Act, Provision
from query import render
from query.ask import Engine, Options
from query.show import terms
from tests.factories import act, provision

OTHER = "32015R0001"
MEANING = "‘lid’ means what closes:"


def addition(whole: Act) -> Addition:
    """An act as the pipeline would add it."""
    forms = surface_forms(whole.celex, find_definitions(whole))
    return Addition(act=whole, findings=find_all(whole, ()), topics=(), pages=("",), certificate={}, surfaces=forms, stems=stems_of)


def first() -> Act:
    """An act that takes a term from another, and gives a short name."""
    points = (
        provision("art_3/pnt_1", text="‘lid’ means lid as defined in Article 2, point (6), of Regulation (EU) 2015/1;"),
        provision("art_3/pnt_2", text="‘rim’ means rim as defined in Article 9 of Regulation (EU) 2015/1;"),
    )
    five = provision("art_5", text="Every lid shall shine. A Board of European Cooks (the ‘Board’) is set up. The Board decides.")
    six = provision("art_6", text="For the purposes of this Article, ‘hot’ means warm.")
    recital = provision("pbl_1", provision("rct_1", text="The lids of a Board (the ‘Board’) should be known."))
    return act(recital, provision("art_3", *points, heading="Definitions"), five, six)


def second() -> Act:
    """The act that the other takes a term from."""

    def own(path: str, *parts: Provision, text: str = "", heading: str = "") -> Provision:
        return provision(path, *parts, text=text, heading=heading, celex=OTHER)

    inner = own("art_2/pnt_6/pnt_a", text="a pot;")
    return act(
        own("art_2", own("art_2/pnt_6", inner, text=MEANING), heading="Definitions"), celex=OTHER, title="Regulation (EU) 2015/1 on lids"
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with the first act only."""
    with Library(tmp_path / "library.sqlite") as opened:
        add(opened, addition(first()), lambda connection, celex: link(opened, connection, celex))
        yield opened


def definitions_of(library: Library, named: str) -> list[dict[str, Any]]:
    (found,) = (one for one in terms(library, named) if one["id"].startswith("32024R1689"))
    told: list[dict[str, Any]] = found["definitions"]
    return told


def test_a_definition_is_quoted_with_its_citation(library: Library) -> None:
    (one,) = definitions_of(library, "hot")
    assert one["citation"] == "Article 6 of Regulation (EU) 2024/1689"
    assert [quote["text"] for quote in one["quotes"]] == ["For the purposes of this Article, ‘hot’ means warm."]
    assert one["scope"] == ["32024R1689/art_6"]


def test_of_a_short_name_the_sentence_is_quoted_and_what_binds_comes_first(library: Library) -> None:
    binding, preamble = definitions_of(library, "Board")
    assert [quote["text"] for quote in binding["quotes"]] == ["A Board of European Cooks (the ‘Board’) is set up."]
    assert (binding["binding"], preamble["binding"]) == (True, False)
    assert {binding["form"], preamble["form"]} == {"short name"}


def test_a_meaning_from_an_act_that_is_not_there_leads_to_what_is_named(library: Library) -> None:
    (one,) = definitions_of(library, "lid")
    (lead,) = one["leads"]
    assert (lead["target"], lead["defines"]) == (f"{OTHER}/art_2/pnt_6", None)


def test_a_meaning_from_another_act_is_quoted_from_there(library: Library) -> None:
    add(library, addition(second()), lambda connection, celex: link(library, connection, celex))
    (one,) = definitions_of(library, "lid")
    defines = one["leads"][0]["defines"]
    assert defines["id"] == f"{OTHER}/term/lid"
    assert [quote["text"] for quote in defines["quotes"]] == [MEANING, "a pot;"]


def test_a_reference_that_leads_nowhere_says_so(library: Library) -> None:
    add(library, addition(second()), lambda connection, celex: link(library, connection, celex))
    (one,) = definitions_of(library, "rim")
    assert (one["leads"][0]["target"], one["leads"][0]["defines"]) == (None, None)


def test_uses_have_their_forms(library: Library) -> None:
    (found,) = (one for one in terms(library, "lids") if one["id"].startswith("32024R1689"))
    assert [(use["id"].partition("/")[2], use["forms"]) for use in (*found["binding"], *found["recitals"])] == [
        ("art_5", ["lid"]),
        ("rct_1", ["lids"]),
    ]


def test_a_list_of_terms_has_forms_and_scopes_but_no_words(library: Library) -> None:
    found = {one["label"]: (one["form"], one["scope"]) for one in terms(library)}
    assert found["lid"] == ("by reference", [])
    assert found["hot"] == ("means", ["32024R1689/art_6"])
    assert not [one for one in terms(library) if "definitions" in one]


def shown(library: Library, named: str) -> str:
    """A term of the first act as people see it."""
    (found,) = (one for one in terms(library, named) if one["id"].startswith("32024R1689"))
    return render.plain(render.definitions(found))


def test_a_term_is_shown_with_its_kind_its_scope_and_where_it_leads(library: Library) -> None:
    assert "Article 6 of Regulation (EU) 2024/1689  [means]  holds in art_6" in shown(library, "hot")
    assert "[short name, of the preamble]" in shown(library, "Board")
    assert "→ Article 9 of Regulation (EU) 2015/1 (32015R0001/art_9)" in shown(library, "rim")
    add(library, addition(second()), lambda connection, celex: link(library, connection, celex))
    assert "→ Article 9 of Regulation (EU) 2015/1 (not resolved)" in shown(library, "rim")
    assert "a pot;" in shown(library, "lid")


def with_statuses(*parts: Provision, text: str) -> Act:
    """An act that grants the status of heavy lids in Article 7, and uses the name."""
    points = (provision("art_3/pnt_1", text="‘lid’ means what closes;"), provision("art_3/pnt_2", text="‘pot’ means a vessel;"))
    uses = (provision(f"art_{at}", text="Each heavy lid shall be greased.") for at in (8, 9, 10))
    return act(provision("art_3", *points, heading="Definitions"), provision("art_7", *parts, text=text), *uses)


def test_of_a_status_the_sentence_is_quoted_with_the_list_that_it_introduces(tmp_path: Path) -> None:
    points = provision("art_7/pnt_a", text="lids of lead;"), provision("art_7/pnt_b", text="lids of stone.")
    with Library(tmp_path / "other.sqlite") as opened:
        add(opened, addition(with_statuses(*points, text="Lids shall fit. The following shall be considered to be heavy lids:")))
        (one,) = definitions_of(opened, "heavy lid")
        assert [quote["text"] for quote in one["quotes"]] == [
            "The following shall be considered to be heavy lids:",
            "lids of lead;",
            "lids of stone.",
        ]
        assert "Article 7 of Regulation (EU) 2024/1689  [status]" in shown(opened, "heavy lid")
        assert {found["label"]: found["form"] for found in terms(opened)} == {"lid": "means", "pot": "means", "heavy lids": "status"}


def test_a_status_in_a_rule_is_quoted_by_its_sentence(tmp_path: Path) -> None:
    with Library(tmp_path / "other.sqlite") as opened:
        add(
            opened,
            addition(with_statuses(text="A lid of lead shall be deemed heavy. Whoever lifts it shall bend the knees and shall not hurry.")),
        )
        (one,) = definitions_of(opened, "heavy lid")
    assert [quote["text"] for quote in one["quotes"]] == ["A lid of lead shall be deemed heavy."]


def test_an_article_whose_first_paragraph_grants_a_status_can_be_quoted_whole(tmp_path: Path) -> None:
    points = (
        provision("art_7/pnt_a", text="lids of lead, which shall be deemed heavy;"),
        provision("art_7/pnt_b", text="lids of stone."),
    )
    with Library(tmp_path / "other.sqlite") as opened:
        add(opened, addition(with_statuses(*points, text="Kitchen covers shall be kept in good order at all times and shall be:")))
        answer = Engine(opened).ask("How must kitchen covers be kept in good order at all times?", Options())
        assert definitions_of(opened, "heavy lid")
    assert "art_7" in [quote.provision.partition("/")[2] for one in answer.statements for quote in one.quotes]


def test_a_list_whose_points_give_short_names_can_be_quoted_whole(tmp_path: Path) -> None:
    points = (
        provision("art_7/pnt_a", text="washed after use (‘clean lids’);"),
        provision("art_7/pnt_b", text="dried with a cloth (‘dry lids’)."),
    )
    whole = act(provision("art_7", *points, text="Kitchen lids shall be kept in good order at all times and shall be:"))
    with Library(tmp_path / "other.sqlite") as opened:
        add(opened, addition(whole))
        answer = Engine(opened).ask("How must kitchen lids be kept in good order at all times?", Options())
    assert [quote.provision.partition("/")[2] for one in answer.statements for quote in one.quotes] == [
        "art_7",
        "art_7/pnt_a",
        "art_7/pnt_b",
    ]
