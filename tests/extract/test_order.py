"""Numbers and levels in order: what the certificate finds wrong with the structure of a reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.coverage import certify
from extract.order import order_problems
from extract.reading import read_file
from extract.sample import path
from extract.source_words import SourceWords, words_of
from extract.swallowed import swallowed
from kg.model import Field, Kind, Origin, walk
from tests.extract.formex_act import ACT, MAIN, PARTS, items, np, unpacked
from tests.factories import act, provision


def test_a_provision_in_what_cannot_hold_it_is_a_finding() -> None:
    act = read_file(path("act.xhtml"))
    source = words_of(path("act.xhtml"), act.language)
    assert list(order_problems(act, source)) == []
    point = next(one for one in walk(act.provisions) if one.kind is Kind.POINT)
    chapter = next(one for one in act.provisions if one.kind is Kind.CHAPTER)
    moved = tuple(replace(one, children=(*one.children, point)) if one is chapter else one for one in act.provisions)
    found = [one.text for one in order_problems(replace(act, provisions=moved), source)]
    assert "a point cannot stand in a chapter" in found


def origin(at: int, length: int, start: int, page: int | None = None) -> Origin:
    return Origin(field=Field.TEXT, at=at, length=length, start=start, page=page)


def whole_source(raw: str, *, markup: bool) -> SourceWords:
    return SourceWords(sha256="", markup=markup, raw={0: raw}, texts=[], places=[], breaks=frozenset(), counts={})


def as_text(language: str, first: str, second: str, between: str, *, markup: bool) -> list[str]:
    """The labels that stand as text in a point of two stretches."""
    point = replace(
        provision("art_1/par_1/pnt_a", text=f"{first}\n{second}"),
        origins=(origin(0, len(first), 0), origin(len(first) + 1, len(second), len(first + between))),
    )
    whole = replace(act(provision("art_1", point)), language=language)
    return [one.text for one in swallowed(whole, (point,), whole_source(first + between + second, markup=markup))]


@pytest.mark.parametrize(
    ("language", "label"),
    [("fr", "p)"), ("fr", "4)"), ("fr", "ii)"), ("da", "aa)"), ("nl", "c)"), ("en", "(c)"), ("en", "(xiv)"), ("en", "(4a)")],
)
def test_a_label_that_stands_as_words_of_the_item_before_is_a_finding(language: str, label: str) -> None:
    for between in ("</p></td></tr></table><table><tr><td><p>", "</TXT></NP><NP><TXT>"):
        assert len(as_text(language, "brown bread;", f"{label} butter;", between, markup=True)) == 1
    assert len(as_text(language, "brown bread;", f"{label} butter;", "\n", markup=False)) == 1


def test_a_label_whose_words_are_gone_is_a_finding() -> None:
    for label in ("(e)", "e)", "48)", "7."):
        assert len(as_text("en", "brown bread;", label, "</p><p>", markup=True)) == 1


def test_a_label_inside_a_line_is_a_reference() -> None:
    assert as_text("fr", "du pain au sens du point", "p) de la liste;", "</span><i>", markup=True) == []
    assert as_text("fr", "du pain au sens du point", "p) de la liste;", "\n", markup=False) == []
    assert as_text("en", "bread as in points (a) and", "(b) of the list;", "\n", markup=False) == []
    assert as_text("en", "Regulation (EU) 2099/", "179. Bakers bake.", "\n", markup=False) == []
    assert as_text("en", "Bakers sleep.", "4. Bakers bake.", "\n", markup=False) != []
    assert as_text("fr", "du pain;", "ami) de la liste;", "</p><p>", markup=True) == []


def test_an_item_cut_out_of_a_list_of_half_brackets_shows(tmp_path: Path) -> None:
    listed = [np(f"{label})", f"sing the song of the {label} key;") for label in "abcd"]
    for cut in range(3):
        kept = items("alpha", *(one for at, one in enumerate(listed) if at != cut))
        main = ACT.replace("<ALINEA>It is not about candles.</ALINEA>", f"<ALINEA><P>It is about these:</P>{kept}</ALINEA>")
        folder = unpacked(tmp_path / str(cut), {**PARTS, MAIN: main})
        found = certify(folder, read_file(folder)).problems
        assert any(one.kind == "sequence" and "stands as text" in one.text for one in found), cut
