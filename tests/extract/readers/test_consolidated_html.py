"""Consolidated texts: what they say of themselves, what amendments left, and which words are no text of the act."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from extract.blocks import Role
from extract.coverage import certify
from extract.readers import consolidated_html
from extract.source import Format, Source
from kg.model import walk
from tests.extract.web_pages import act_of, by_path, consolidated, item, mark, modref


def page(body: str) -> Source:
    raw = (
        '<html><body><p class="reference">02099R0007 — FR — 03.06.2101 — 002.001</p>'
        f'<div class="eli-container"><p class="title-article-norm">Article premier</p>{body}</div></body></html>'
    )
    return Source(name="page.html", format=Format.HTML, sha256="", pages=(raw,))


def test_the_page_says_which_act_version_and_language_it_is(tmp_path: Path) -> None:
    act = act_of(tmp_path, consolidated())
    assert (act.celex, act.version, act.language, act.eli) == ("32099R0007", "2101-06-03", "en", "reg/2099/7")
    assert act.title == "REGULATION (EU) 2099/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 1 May 2099 on the baking of bread"
    assert act.source.dialect == "consolidated"
    assert consolidated_html.read(page("")).language == "fr"


def test_insertions_and_deletions_leave_the_labels_of_the_source(tmp_path: Path) -> None:
    found = by_path(act_of(tmp_path, consolidated()))
    assert [path for path in found if path.startswith("art_") and "/" not in path] == [
        "art_1",
        "art_2",
        "art_3",
        "art_4",
        "art_4a",
        "art_6",
    ]
    assert [path for path in found if path.startswith("art_1/")] == [
        "art_1/par_1", "art_1/par_1/pnt_a", "art_1/par_1/pnt_c", "art_1/par_1/unp_2", "art_1/par_2",
    ]  # fmt: skip


def test_marks_inside_a_sentence_leave_its_words(tmp_path: Path) -> None:
    found = by_path(act_of(tmp_path, consolidated()))
    assert found["art_1/par_1/unp_2"].text == "Loaves are baked at noon, never later."
    assert found["art_1/par_2"].text == "A fine of EUR 1 500 000. is the highest."


def test_marks_name_the_act_behind_them_and_what_it_did(tmp_path: Path) -> None:
    act = act_of(tmp_path, consolidated())
    marks = Counter(one.bucket for one in act.dropped if one.bucket.startswith("amendment marks: 321"))
    assert marks == {
        "amendment marks: 32100R0021 deleted": 2, "amendment marks: 32100R0021 inserted": 1,
        "amendment marks: 32101R0034 replaced": 1, "amendment marks: 32101R0034 inserted": 1,
    }  # fmt: skip


def test_notice_and_list_of_amending_acts_are_no_text(tmp_path: Path) -> None:
    act = act_of(tmp_path, consolidated())
    notice = " ".join(one.text for one in act.dropped if one.bucket == "consolidation notice")
    assert "This page is for reference alone." in notice
    assert "Regulation (EU) 2101/34 of 1 June 2101" in notice
    words = " ".join(one.text for one in walk(act.provisions))
    assert "2101/34" not in words
    assert "M1" not in words


def test_notes_numbered_by_the_page_get_the_number_of_their_mark(tmp_path: Path) -> None:
    act = act_of(tmp_path, consolidated())
    found = by_path(act)
    assert (found["fnt_1"].text, found["fnt_2"].text) == ("OJ L 1, 1.1.2098, p. 1.", "OJ L 2, 2.1.2098, p. 5.")
    assert [mark.note for one in walk(act.provisions) for mark in one.marks] == ["32099R0007/fnt_1", "32099R0007/fnt_2"]


def test_a_note_without_a_printed_number_is_found_by_its_link() -> None:
    raw = page('<p class="norm">Du pain (<a id="src.E0001" href="#E0001"><span>1</span></a>).</p>').text
    note = '<p class="footnote">(<a id="E0001" href="#src.E0001"><span></span></a>) JO L 1.</p></body>'
    layout = consolidated_html.read(replace(page(""), pages=(raw.replace("</body>", note),)))
    (note,) = [block for block in layout.blocks if block.role is Role.NOTE]
    assert (note.number, note.text) == ("1", "JO L 1.")


def test_headings_of_a_deeper_level_hold_what_follows(tmp_path: Path) -> None:
    found = by_path(act_of(tmp_path, consolidated()))
    assert (found["anx_I/pnt_1"].heading, found["anx_I/pnt_1"].text) == ("Rye", "Rye is dark.")
    assert (found["anx_I/pnt_1/pnt_a"].heading, found["anx_I/pnt_1/pnt_a"].text) == ("Coarse rye", "It is coarse.")
    assert found["anx_I/pnt_1/pnt_b/tab_1/row_2/cel_2"].text == "Narrow sieve"


def test_labels_in_latin_and_with_a_mark_before_them() -> None:
    body = item("b bis)", "<p class='norm'>du seigle;</p>") + item(mark("32100R0021", "►M1") + " v)", "<p class='norm'>du blé.</p>")
    blocks = consolidated_html.read(page(body)).blocks
    assert [block.label.text for block in blocks if block.label] == ["b bis)", "v)"]
    assert [block.depth for block in blocks if block.label] == [1, 1]


def test_words_on_a_line_of_marks_are_not_taken_for_marks() -> None:
    layout = consolidated_html.read(page(modref("32100R0021", "▼M1", behind=" Le pain est bon.")))
    assert layout.blocks[-1].text == "Le pain est bon."


def test_the_site_around_the_text_is_furniture(tmp_path: Path) -> None:
    act = act_of(tmp_path, consolidated("<div><form><a>Menu</a> Skip to content</form></div>", "<footer><p>About this site</p></footer>"))
    furniture = [one.text for one in act.dropped if one.bucket == "furniture: imprint"]
    assert furniture == ["Menu Skip to content", "About this site"]
    assert certify(tmp_path / "page.html", act).verdict == "complete"


def test_a_page_without_a_container_begins_with_the_title_behind_the_notice(tmp_path: Path) -> None:
    bare = consolidated().replace('class="eli-container"', "").replace('class="eli-main-title"', "")
    assert list(by_path(act_of(tmp_path, bare))) == list(by_path(act_of(tmp_path, consolidated())))


@pytest.mark.parametrize("end", [400, 2000, 4000, 6000])
def test_a_page_that_breaks_off_gives_blocks_or_an_error_of_its_own(end: int) -> None:
    raw = consolidated()[:end]
    if consolidated_html.is_consolidated(raw):
        consolidated_html.read(Source(name="page.html", format=Format.HTML, sha256="", pages=(raw,)))


def test_a_list_whose_first_items_were_deleted(tmp_path: Path) -> None:
    listed = "<p class='norm'>Flour is:</p>" + modref("32100R0021", "▼M1", "DELETED", " —————") + item("(b)", "<p class='norm'>rye;</p>")
    act = act_of(tmp_path, consolidated().replace("All bakers are bakers.", "Of bakers.</p>" + listed + "<p class='norm'>So it is."))
    assert "art_2/unp_2/pnt_b" in by_path(act)
    assert certify(tmp_path / "page.html", act).verdict == "complete"
