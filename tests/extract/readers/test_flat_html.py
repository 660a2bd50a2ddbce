"""Flat pages of EUR-Lex: structure from words alone, the site apart from the act, footnotes behind the signatures and annexes."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.blocks import Role
from extract.coverage import certify
from extract.readers import flat_html, html
from extract.source import Format, Source
from kg.errors import LawError, UnsupportedDialect
from tests.extract.web_pages import FLAT, UNNUMBERED, act_of, by_path, flat


def read(raw: str) -> list[str]:
    layout = flat_html.read(Source(name="page.html", format=Format.HTML, sha256="", pages=(raw,)))
    return [f"{'= ' if block.role is Role.HEADING else '^ ' if block.role is Role.NOTE else ''}{block.text}" for block in layout.blocks]


def test_the_page_says_which_act_it_is(tmp_path: Path) -> None:
    act = act_of(tmp_path, flat())
    assert (act.celex, act.version, act.language, act.journal) == ("31998L0007", "oj", "en", "OJ L 9, 2.6.1998")
    assert act.source.dialect == "flat"
    assert act.title == "Directive 98/7/EC of the European Parliament and of the Council of 1 May 1998 on the baking of bread"


def test_structure_comes_from_the_words(tmp_path: Path) -> None:
    found = by_path(act_of(tmp_path, flat()))
    headings = {path: one.heading for path, one in found.items() if one.heading}
    assert headings == {
        "cpt_I": "GENERAL PROVISIONS", "art_1": "Scope", "cpt_II": "DUTIES", "cpt_II/sct_1": "Bakers", "anx_1": "LIST OF LOAVES",
    }  # fmt: skip
    assert [path for path in found if path.startswith(("rct", "art_1", "art_2"))] == [
        "rct_1", "rct_2", "rct_3", "art_1", "art_1/par_1", "art_1/par_1/idt_1", "art_1/par_1/idt_2", "art_1/par_2", "art_2", "art_2/par_1",
        "art_2/par_1/pnt_a", "art_2/par_1/pnt_b", "art_2/par_2",
    ]  # fmt: skip
    assert found["rct_3"].text == "Whereas, therefore, new rules are needed,"
    assert [found[path].text for path in ("fnp_1", "fnp_1/unp_4")] == ["Done at Breadtown, 1 May 1998.", "B. AKER"]


def test_notes_and_marks_though_numbers_begin_again(tmp_path: Path) -> None:
    found = by_path(act_of(tmp_path, flat()))
    assert found["fnt_1"].text == "OJ No C 1, 2. 1. 1997, p. 3 and\nOJ No C 4, 5. 1. 1997, p. 6."
    assert found["cit_1"].text.endswith("Article 100a (1) thereof,")
    hosts = {mark.note.partition("/")[2]: path for path, one in found.items() for mark in one.marks}
    assert hosts == {"fnt_1": "cit_2", "fnt_2": "rct_2", "anx_1/fnt_1": "anx_1/pnt_1/pnt_a"}


def test_a_heading_without_a_number_is_kept_apart(tmp_path: Path) -> None:
    act = act_of(tmp_path, flat())
    assert [one.text for one in act.dropped if one.bucket == "headings without a number"] == ["FINAL PROVISIONS"]
    assert certify(tmp_path / "page.html", act).verdict == "complete"


def test_what_stands_around_the_text_is_the_site(tmp_path: Path) -> None:
    act = act_of(tmp_path, flat())
    assert [one.text for one in act.dropped if one.bucket == "furniture: imprint"][:2] == ["Legal notice", "31998L0007"]


@pytest.mark.parametrize(
    ("line", "blocks"),
    [
        ("CHAPTER III FINAL RULES", ["CHAPTER III", "FINAL RULES"]),
        ("Section 2: Of ovens", ["Section 2", "Of ovens"]),
        ("Article 4 Ovens", ["Article 4", "Ovens"]),
        ("Chapter III applies from noon", ["Chapter III applies from noon"]),
        ("Article 4 Ovens are clean.", ["Article 4 Ovens are clean."]),
        ("Section Two", ["Section Two"]),
    ],
)
def test_a_heading_in_one_line_with_its_label(line: str, blocks: list[str]) -> None:
    assert read(flat((*FLAT[:12], line)))[-len(blocks) :] == blocks


def test_recitals_that_only_say_whereas_are_numbered_by_place(tmp_path: Path) -> None:
    act = act_of(tmp_path, flat(UNNUMBERED, "31988L0009"))
    found = by_path(act)
    assert [found[f"rct_{number}"].text for number in (1, 2, 3)] == [
        "Whereas mills are old;",
        "Whereas millers are tired;",
        "Whereas they sleep,",
    ]
    assert certify(tmp_path / "page.html", act).verdict == "complete"


def test_pages_without_an_element_for_the_text_are_read_where_there_is_no_site(tmp_path: Path) -> None:
    bare = "<html><body>" + "".join(f"<p>{words}" for words in FLAT) + "</body></html>"
    assert list(by_path(act_of(tmp_path, bare))) == list(by_path(act_of(tmp_path, flat())))


@pytest.mark.parametrize(
    "raw",
    [
        "<html><body><p>Words</p></body></html>",
        "<html><body></body></html>",
        "<html><body><form>Search</form><p>Article 1</p><p>Words.</p></body></html>",
        "<html><body><p>Article 1</p><p>Worte, die der und die das und den von zu des mit sind.</p></body></html>",
    ],
)
def test_what_is_no_act_is_refused_by_name(raw: str) -> None:
    with pytest.raises(UnsupportedDialect) as raised:
        html.read(Source(name="x.html", format=Format.HTML, sha256="", pages=(raw,)))
    assert raised.value.where == "x.html"
    assert raised.value.hint


@pytest.mark.parametrize("without", range(0, len(FLAT), 3))
def test_a_page_that_lacks_paragraphs_is_read_or_refused(tmp_path: Path, without: int) -> None:
    try:
        act = act_of(tmp_path, flat((*FLAT[:without], *FLAT[without + 1 :])))
    except LawError:
        return
    certificate = certify(tmp_path / "page.html", act)
    assert (certificate.lost, certificate.invented) == (0, 0)
