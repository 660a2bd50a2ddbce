"""The ways to cite a provision of the library."""

from __future__ import annotations

import pytest

from kg.library import Library
from query.citing import cited
from tests.query.conftest import CELEX, Row


@pytest.mark.parametrize(("path", "page"), [("art_11/par_3", 8), ("rct_15", 2), ("anx_II/pnt_1", 12), ("art_5/par_2/unp_2", 5)])
def test_the_place_in_the_journal_has_the_page_of_the_pdf(library: Library, row: Row, path: str, page: int) -> None:
    found = cited(library, row(path))
    assert found["published"] == f"{found['official']} (OJ L, 2099/1, 5.1.2099, p. {page})"
    assert found["csl"]["page"] == str(page)


def test_the_short_form_names_the_act_as_people_do(library: Library, row: Row) -> None:
    assert cited(library, row("art_11/par_3"))["short"] == "Article 11(3) Sample AI Act"


@pytest.mark.parametrize("path", ["art_1", "art_5/par_1/pnt_h", "rct_3", "anx_II/pnt_2/pnt_2.1/pnt_b/idt_1", "cpt_III/sct_2"])
def test_every_form_is_of_the_provision(library: Library, row: Row, path: str) -> None:
    found = cited(library, row(path))
    assert found["eli"] == f"http://data.europa.eu/eli/reg/2099/1/{path}/oj"
    assert found["csl"]["id"] == f"{CELEX}/{path}"
    assert found["official"] in found["bibtex"]
    assert found["web"].startswith("https://eur-lex.europa.eu/eli/reg/2099/1/oj/eng#")
