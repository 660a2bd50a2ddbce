"""Sources cut short: what no comparison of words can show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extract.coverage import certify
from extract.ending import missing_ends
from extract.order import order_problems
from extract.reading import read_file
from extract.sample import path
from extract.source_words import words_of
from kg.model import Dropped, Kind, Place


def test_a_whole_act_lacks_nothing() -> None:
    for name in ("act.xhtml", "act.pdf", "act.pdf.txt"):
        assert list(missing_ends(read_file(path(name)))) == []


def test_an_act_without_its_final_formula_is_incomplete() -> None:
    act = read_file(path("act.xhtml"))
    cut = replace(act, provisions=tuple(one for one in act.provisions if one.kind is not Kind.FINAL))
    assert len(list(missing_ends(cut))) == 1
    assert "end" in {found.kind for found in certify(path("act.xhtml"), cut).problems}


def test_an_act_with_two_final_formulas_is_told() -> None:
    act = read_file(path("act.xhtml"))
    final = next(one for one in act.provisions if one.kind is Kind.FINAL)
    assert list(missing_ends(replace(act, provisions=(*act.provisions, final)))) == ["the final formula stands 2 times"]


def test_pages_that_the_source_counts_but_does_not_have_are_named() -> None:
    act = read_file(path("act.pdf"))
    kept = tuple(one for one in act.dropped if "page number" not in one.bucket or one.place.page not in (4, 11))
    found = order_problems(replace(act, dropped=kept), words_of(path("act.pdf"), "en"))
    assert [finding.text for finding in found] == ["pages are missing: 4, 11"]


def test_the_imprint_of_a_web_page_numbers_no_pages() -> None:
    act = read_file(path("act.xhtml"))
    imprint = Dropped(bucket="furniture: imprint", text="Regulations 300/2008 and 167/2013", place=Place(source="", start=0, end=0))
    assert list(order_problems(replace(act, dropped=(*act.dropped, imprint)), words_of(path("act.xhtml"), "en"))) == []


def test_a_lost_heading_label_or_a_second_copy_makes_a_reading_incomplete(tmp_path: Path) -> None:
    text, markup = path("act.pdf.txt").read_text("utf-8"), path("act.xhtml").read_text("utf-8")
    damaged = {
        "heading.txt": text.replace("\nArticle 7\n", "\n"),
        "recital.txt": text.replace("\n(7) ", "\n", 1),
        "double.txt": f"{text}\f{text}",
        "label.xhtml": markup.replace(">(b)</p>", ">(d)</p>", 1),
    }
    for name, content in damaged.items():
        file = tmp_path / name
        file.write_text(content, "utf-8")
        certificate = certify(file, read_file(file))
        assert certificate.verdict == "incomplete", name
        assert "sequence" in {found.kind for found in certificate.problems}, name
