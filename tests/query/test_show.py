"""Showing: what the library says of acts, provisions, terms and topics."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UnknownProvision
from kg.library import Library, TextRow
from query.show import acts, label_of, printed, provision, terms, text_line
from tests.query.conftest import CELEX, Row


def test_acts_have_their_sources_and_counts(library: Library) -> None:
    (found,) = acts(library)
    assert [source["format"] for source in found["sources"]] == ["xhtml", "pdf"]
    assert {kind: found["counts"][kind] for kind in ("recital", "article", "annex", "chapter")} == {
        "recital": 25, "article": 18, "annex": 2, "chapter": 5
    }  # fmt: skip


def test_an_empty_library_has_no_acts(tmp_path: Path) -> None:
    with Library(tmp_path / "none.sqlite") as empty:
        assert acts(empty) == []


@pytest.mark.parametrize(
    ("path", "parent", "children"),
    [
        ("art_11/par_3", "art_11", ["art_11/par_3/unp_2"]),
        ("rct_15", "pbl_1", []),
        ("art_14", "cpt_IV/sct_2", ["art_14/par_1", "art_14/par_2"]),
    ],
)
def test_a_provision_names_its_parent_and_its_parts(library: Library, row: Row, path: str, parent: str, children: list[str]) -> None:
    found = provision(library, row(path))
    assert found["parent"] == f"{CELEX}/{parent}"
    assert found["children"] == [f"{CELEX}/{one}" for one in children]


def test_a_provision_has_a_place_in_each_source(library: Library, row: Row) -> None:
    places = provision(library, row("art_11/par_3"))["places"]
    assert [(place["source"], place["page"]) for place in places] == [("act.xhtml", None), ("act.pdf", 8)]


@pytest.mark.parametrize(("path", "binding"), [("art_1", True), ("anx_II/pnt_1", True), ("rct_1", False), ("cit_1", False)])
def test_a_provision_says_whether_it_binds(library: Library, row: Row, path: str, binding: bool) -> None:
    assert provision(library, row(path))["binding"] is binding


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("art_5", "Article 5"), ("art_5/par_1", "1."), ("art_5/par_1/pnt_a", "(a)"), ("art_5/par_1/unp_2", ""), ("rct_15", "(15)"),
        ("anx_I", "Annex I"), ("anx_II/pnt_1", "1."), ("anx_II/pnt_2/pnt_2.1/pnt_b/idt_1", "—"), ("cpt_III", "Chapter III"),
    ],
)  # fmt: skip
def test_a_label_is_written_as_the_law_writes_it(row: Row, path: str, label: str) -> None:
    assert label_of(row(path)) == label


def test_a_provision_is_printed_with_all_below_and_the_words_behind_its_list(library: Library, row: Row) -> None:
    lines = printed(library, row("art_7/par_1"))
    assert [(depth, label) for depth, label, _ in lines] == [(0, "1."), (1, "(a)"), (1, "(b)"), (1, "(c)"), (0, "")]


def test_terms_name_where_they_are_defined(library: Library) -> None:
    found = {one["label"]: one["defined_in"] for one in terms(library)}
    assert found["test ground"] == [f"{CELEX}/art_3/pnt_16"]


def test_a_term_is_counted_where_it_is_used_not_where_it_is_defined(library: Library) -> None:
    (found,) = terms(library, "test grounds")
    assert f"{CELEX}/art_3/pnt_16" not in [use["id"] for use in found["binding"]]
    assert found["uses"] == sum(use["uses"] for use in (*found["binding"], *found["recitals"]))


def test_uses_keep_provisions_and_recitals_apart(library: Library) -> None:
    (found,) = terms(library, "provider")
    assert all("/rct_" in use["id"] for use in found["recitals"])
    assert not [use for use in found["binding"] if "/rct_" in use["id"]]


def test_what_is_not_there_is_said_so(library: Library) -> None:
    with pytest.raises(UnknownProvision, match="sourdough"):
        terms(library, "sourdough")


def test_a_long_title_is_cut_between_words(text: TextRow) -> None:
    assert " … — act.xhtml (xhtml), act.pdf (pdf)" in text_line(text)
