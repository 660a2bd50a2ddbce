"""What is missing in consolidated texts, and what was emptied or spoilt."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from extract.conversion import conversion_problems, is_glued
from extract.coverage import certify
from extract.gaps import gap_problems
from extract.languages import common_words
from extract.reading import read_file
from extract.source_words import SourceWords
from kg.model import Place, Provision, walk
from tests.extract.formex_act import ACT, CONSOLIDATED, article, deleted, paragraph, written
from tests.extract.web_pages import consolidated
from tests.factories import act, provision


def problems(file: Path) -> list[str]:
    return [str(one) for one in certify(file, read_file(file)).problems]


def consolidated_formex(second: str, third: str) -> str:
    """The consolidated act in Formex with what stands between its paragraphs 1 and 3, and between its articles 2 and 4."""
    return CONSOLIDATED.replace(deleted(1), second).replace(deleted(2), third)


def test_formex_says_what_was_deleted_and_any_other_label_left_out_is_a_finding(tmp_path: Path) -> None:
    second = paragraph(2, 2, "Keepers shall sleep.")
    third = article(3, "Oil", "<ALINEA>Oil is free.</ALINEA>")
    whole = [deleted(1, second), deleted(2, third)]
    assert problems(written(tmp_path, consolidated_formex(*whole), "a.xml")) == []
    assert any("between paragraph 1 and 3" in one for one in problems(written(tmp_path, consolidated_formex("", whole[1]), "b.xml")))
    assert any("between article 2 and 4" in one for one in problems(written(tmp_path, consolidated_formex(whole[0], ""), "c.xml")))


def test_a_page_that_shows_deletions_leaves_out_no_label_without_one(tmp_path: Path) -> None:
    page = consolidated()
    assert problems(written(tmp_path, page, "a.html")) == []
    assert any("a label is left out" in one for one in problems(written(tmp_path, page.replace(" —————", ""), "b.html")))


def listed(*labels: str) -> tuple[Provision, ...]:
    return walk((provision("art_1", *(provision(f"art_1/par_{label}", text="x.") for label in labels)),))


@pytest.mark.parametrize(
    ("labels", "whole"),
    [("1 2 3", True), ("1 1a 2", True), ("74 75a", False), ("1 3", False), ("1 1b", False), ("1a 1b 2", True), ("2 3", False)],
)
def test_an_inserted_label_does_not_stand_for_the_one_it_follows(labels: str, whole: bool) -> None:
    everything = listed(*labels.split())
    amended = replace(act(everything[0]), version="2099-01-01", source=replace(act().source, format="formex"))
    if labels.startswith(("74", "1a")):
        everything = (provision("art_1", provision("art_1/par_1"), text="x"), *everything[1:])
        first = tuple(provision(f"art_{label}", text="x.") for label in labels.split())
        amended, everything = replace(amended, provisions=first), first
    assert (list(gap_problems(amended, everything, SOURCE)) == []) is whole


SOURCE = SourceWords(sha256="", markup=True, raw={0: ""}, texts=[], places=[], breaks=frozenset(), counts={})


@pytest.mark.parametrize("path", ["art_1", "anx_I", "rct_4", "art_1/par_2", "art_1/pnt_b", "art_1/idt_1"])
def test_a_unit_without_words_or_parts_is_a_gap(path: str) -> None:
    empty = provision(path, heading="Bread")
    assert [one.kind for one in gap_problems(act(empty), (empty,), SOURCE)] == ["gap"]
    for filled in (replace(empty, text="x."), replace(empty, children=(provision(f"{path}/unp_2", text="x."),))):
        assert list(gap_problems(act(filled), (filled,), SOURCE)) == []


def test_an_emptied_unit_whose_words_were_deleted_is_none() -> None:
    empty = replace(provision("art_1", heading="Bread"), place=Place(source="", start=10, end=15))
    following = replace(provision("art_2", text="x."), place=Place(source="", start=90, end=92))
    amended = replace(act(empty, following), version="2099-01-01", source=replace(act().source, format="formex"))
    raw = " " * 20 + '<?CLG.MDFO ID="O1" ACTION="DELETED"?>'
    assert list(gap_problems(amended, (empty, following), replace(SOURCE, raw={0: raw}))) == []


def test_an_article_cut_to_its_heading_makes_a_file_incomplete(tmp_path: Path) -> None:
    file = written(
        tmp_path, ACT.replace("<ALINEA>This Regulation is about lanterns.</ALINEA><ALINEA>It is not about candles.</ALINEA>", "")
    )
    assert any("article 1 has no text" in one for one in problems(file))


def test_a_page_cut_short_and_closed_again_shows(tmp_path: Path) -> None:
    page = consolidated()
    half = page[: page.rindex("</p>", 0, len(page) // 2) + 4] + "</body></html>"
    assert any("never closed" in one for one in problems(written(tmp_path, half, "half.html")))


@pytest.mark.parametrize("spoilt", ["the baker\ufffds bread", "the bakerâ€™s bread", "le bÃ©bÃ©", "Â§ 4"])
def test_characters_lost_in_conversion_are_one_finding(spoilt: str) -> None:
    everything = (provision("art_1", text=spoilt), provision("art_2", text=spoilt))
    found = list(conversion_problems(act(*everything), everything))
    assert [one.kind for one in found] == ["source"]
    assert found[0].provision.endswith("/art_1")


@pytest.mark.parametrize("text", ["UNIVERSITÉ» de pain", "the baker’s “bread”", "«Å» og «Ä»", "à l’été", "Ã and â"])
def test_letters_with_accents_are_not_lost(text: str) -> None:
    everything = (provision("art_1", text=text),)
    assert list(conversion_problems(act(*everything), everything)) == []


def paged(*texts: str, form: str = "pdf") -> list[str]:
    everything = tuple(provision(f"art_{number}", text=text) for number, text in enumerate(texts, 1))
    whole = act(*everything)
    return [one.kind for one in conversion_problems(replace(whole, source=replace(whole.source, format=form)), everything)]


def test_words_that_an_extraction_glued_together_are_a_finding_in_pages() -> None:
    glued = ("The oven is of stone and bread is baked in it.", "theovenisofstoneandbreadisbaked in it.")
    assert paged(*glued) == ["glued"]
    assert paged(*glued, form="xhtml") == []
    assert paged("Of bakers,millers,keepers and others.") == ["glued"]
    assert paged("Of bakers, 1,5 and millers.", "See http://www.bread.example/theovenisofstone,bread.") == []


def test_compounds_are_words() -> None:
    danish = Counter("forordning og forbruger beskyttelse anvendelse ses område t om råd et for bruger".split())
    functions = frozenset(common_words("da"))
    assert not is_glued("forbrugerbeskyttelse", danish, functions)
    assert not is_glued("anvendelsesområdet", danish, functions)
    assert is_glued("forbrugerogbeskyttelseafforordning", danish, functions)
