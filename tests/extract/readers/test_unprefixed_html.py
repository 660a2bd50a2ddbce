"""Pages of the Official Journal before 2023: the classes of today without their prefix."""

from __future__ import annotations

from pathlib import Path

from extract.coverage import certify
from extract.readers.unprefixed_html import is_unprefixed
from tests.extract.web_pages import act_of, by_path, consolidated, flat, unprefixed


def test_it_reads_as_today_s_markup_does(tmp_path: Path) -> None:
    act = act_of(tmp_path, unprefixed())
    found = by_path(act)
    assert (act.celex, act.language, act.journal, act.source.dialect) == (
        "31988L0009",
        "en",
        "OJ L 9, 2.5.1988",
        "official journal before 2023",
    )
    assert [path for path in found if path.startswith(("rct", "art", "anx"))] == [
        "rct_1", "rct_2", "rct_3", "art_1", "art_1/par_1", "art_1/par_1/pnt_a", "art_1/par_1/pnt_b", "art_1/par_2", "art_2", "anx_1",
        "anx_1/pnt_1",
    ]  # fmt: skip
    assert (found["anx_1/pnt_1"].heading, found["art_1/par_1"].text) == ("Wind", "Mills are for:")


def test_a_second_paragraph_of_a_note_belongs_to_it(tmp_path: Path) -> None:
    found = by_path(act_of(tmp_path, unprefixed()))
    assert [path for path in found if path.startswith("fnt")] == ["fnt_1"]
    assert found["fnt_1"].text == "OJ No L 1, 1. 1. 1980, p. 1 and\nOJ No L 2, 2. 1. 1980, p. 2."


def test_masthead_and_site_are_furniture(tmp_path: Path) -> None:
    act = act_of(tmp_path, unprefixed("<div><p>Skip to main content</p></div>"))
    buckets = {one.text: one.bucket for one in act.dropped if one.bucket.startswith("furniture")}
    assert buckets["Skip to main content"] == "furniture: imprint"
    assert buckets["L 9/1"] == "furniture: masthead"
    assert certify(tmp_path / "page.html", act).verdict == "complete"


def test_other_layouts_are_told_apart() -> None:
    assert is_unprefixed(unprefixed())
    assert not is_unprefixed(flat())
    assert not is_unprefixed(consolidated())
