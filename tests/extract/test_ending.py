"""Sources cut short: what no comparison of words can show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extract.coverage import certify
from extract.ending import ending_problems, missing_ends
from extract.order import order_problems
from extract.reading import read_file
from extract.sample import path
from extract.source_words import words_of
from kg.model import Dropped, Kind, Place, Provision
from tests.factories import act, provision


def test_a_whole_act_lacks_nothing() -> None:
    for name in ("act.xhtml", "act.pdf", "act.pdf.txt"):
        assert list(missing_ends(read_file(path(name)))) == []


def test_an_act_without_its_final_formula_is_incomplete() -> None:
    whole = read_file(path("act.xhtml"))
    cut = replace(whole, provisions=tuple(one for one in whole.provisions if one.kind is not Kind.FINAL))
    assert len(list(missing_ends(cut))) == 1
    assert "end" in {found.kind for found in certify(path("act.xhtml"), cut).problems}


def test_an_act_with_two_final_formulas_is_told() -> None:
    whole = read_file(path("act.xhtml"))
    final = next(one for one in whole.provisions if one.kind is Kind.FINAL)
    assert list(missing_ends(replace(whole, provisions=(*whole.provisions, final)))) == ["the final formula stands 2 times"]


def test_pages_that_the_source_counts_but_does_not_have_are_named() -> None:
    whole = read_file(path("act.pdf"))
    kept = tuple(one for one in whole.dropped if "page number" not in one.bucket or one.place.page not in (4, 11))
    found = order_problems(replace(whole, dropped=kept), words_of(path("act.pdf"), "en"))
    assert [finding.text for finding in found] == ["pages are missing: 4, 11"]


def test_the_imprint_of_a_web_page_numbers_no_pages() -> None:
    whole = read_file(path("act.xhtml"))
    imprint = Dropped(bucket="furniture: imprint", text="Regulations 300/2008 and 167/2013", place=Place(source="", start=0, end=0))
    assert list(order_problems(replace(whole, dropped=(*whole.dropped, imprint)), words_of(path("act.xhtml"), "en"))) == []


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


def gaps(language: str, *provisions: Provision) -> list[str]:
    """The gaps that the sentences of an act show."""
    whole = replace(act(*provisions), language=language)
    source = words_of(path("act.xhtml"), "en")
    return [one.provision.partition("/")[2] for one in ending_problems(whole, source, ()) if one.kind == "gap"]


@pytest.mark.parametrize(
    ("language", "ends", "cut"),
    [
        ("en", "of bread; and", "of bread and"),
        ("fr", "du pain; ou", "du pain ou"),
        ("fr", "du pain, et", "du pain et"),
        ("nl", "het brood; of", "het brood of"),
    ],
)
def test_an_item_ends_in_punctuation_and_the_word_that_joins_it(language: str, ends: str, cut: str) -> None:
    def listed(first: str) -> Provision:
        items = provision("art_1/par_1/pnt_a", text=first), provision("art_1/par_1/pnt_b", text="x.")
        return provision("art_1", provision("art_1/par_1", *items, text="x:"))

    assert gaps(language, listed(ends)) == []
    assert gaps(language, listed(cut)) == ["art_1/par_1/pnt_a"]


def test_danish_items_need_no_punctuation_but_sentences_and_lists_that_go_on_do() -> None:
    items = provision("art_1/par_1/pnt_a", text="brød og"), provision("art_1/par_1/pnt_b", text="smør")
    assert gaps("da", provision("art_1", provision("art_1/par_1", *items, text="x:"))) == []
    assert gaps("da", provision("art_1", provision("art_1/par_1", text="Brød er godt"))) == ["art_1/par_1"]
    going_on = provision("art_1", provision("art_1/par_1", items[0], text="x:"))
    assert gaps("da", going_on) == ["art_1", "art_1/par_1"]


def test_an_item_whose_sentence_goes_on_behind_the_list_needs_no_punctuation() -> None:
    items = provision("art_1/par_1/idt_1", text="rye;"), provision("art_1/par_1/idt_2", text="wheat")
    assert gaps("en", provision("art_1", provision("art_1/par_1", *items, text="x:", wrap_up="of good quality."))) == []
    assert gaps("en", provision("art_1", provision("art_1/par_1", *items, text="x:"))) == ["art_1/par_1/idt_2"]
