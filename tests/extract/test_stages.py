"""Each stage of reading as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.reading import read_file
from extract.sample import path as sample_path
from extract.stages import STAGES, inspect, outline
from kg.errors import InvalidId, SourceError
from kg.model import walk
from tests.extract.formex_act import FIRST, PARTS, written, zipped


def lines(stage: str, name: str = "act.xhtml") -> list[str]:
    return list(inspect(sample_path(name), stage))


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage not in ("amendments", "sanctions")])
@pytest.mark.parametrize("name", ["act.pdf", "act.xhtml", "act.pdf.txt"])
def test_every_stage_of_every_format_can_be_printed(stage: str, name: str) -> None:
    assert len(lines(stage, name)) > (5 if stage == "dates" else 50)


def test_the_stage_of_sanctions_says_what_each_is_for() -> None:
    first, *others = lines("sanctions")
    assert first.startswith("32099R0001/art_17/par_1 → 32099R0001/art_5  (fine; EUR 30000000; 6 % of ")
    assert any("paid by 32099R0001/term/provider" in line for line in others)


def test_an_unknown_stage_lists_those_there_are() -> None:
    with pytest.raises(InvalidId) as caught:
        list(inspect(sample_path("act.xhtml"), "magic"))
    assert ", ".join(STAGES) in caught.value.hint


def test_a_missing_file_is_a_source_error() -> None:
    with pytest.raises(SourceError):
        list(inspect(sample_path("act.xhtml").with_name("none.xhtml"), "outline"))


def test_the_outline_has_a_line_for_each_provision_and_the_act() -> None:
    act = read_file(sample_path("act.xhtml"))
    assert len(list(outline(act))) == len(walk(act.provisions)) + 1


def test_the_outline_indents_parts_below_their_whole() -> None:
    found = lines("outline")
    depth = {line.split()[0].rstrip(":"): len(line) - len(line.lstrip()) for line in found[1:]}
    assert depth["art_5"] < depth["art_5/par_1"] < depth["art_5/par_1/pnt_a"]


def test_the_outline_of_a_pdf_names_pages() -> None:
    assert any(line.lstrip().startswith("art_5 p. 5: Forbidden practices") for line in lines("outline", "act.pdf"))


def test_references_show_wording_and_target() -> None:
    assert "32099R0001/art_11/par_1  'Article 8' → 32099R0001/art_8" in lines("references")


def test_dates_show_who_sets_them_for_what_and_how_they_are_counted() -> None:
    found = lines("dates")
    assert "32099R0001/art_18  enters into force 2099-02-04 (30 days after publication) → 32099R0001" in found
    assert "32099R0001/art_18/unp_3/pnt_b  applies from 2100-01-01 → 32099R0001/cpt_IV, but not 32099R0001/art_14" in found


def test_the_graph_shows_each_edge() -> None:
    assert "32099R0001/art_11  has_part  32099R0001/art_11/par_1" in lines("graph")


def test_what_stands_in_no_provision_is_listed_by_bucket() -> None:
    found = lines("dropped", "act.pdf")
    assert found == sorted(found, key=lambda line: line.partition(":")[0])
    assert any(line.startswith("labels: Article 5  (p. 5, character ") for line in found)


def test_instructions_show_what_they_do(tmp_path: Path) -> None:
    found = list(inspect(written(tmp_path, zipped(PARTS), "act.zip"), "amendments"))
    assert found[0].startswith("32099R0007/art_3  replace → 32098R0001/art_9/par_2")


def test_the_outline_of_parts_names_them_and_no_line_breaks_off(tmp_path: Path) -> None:
    found = list(inspect(written(tmp_path, zipped(PARTS), "act.zip"), "outline"))
    assert any(line.startswith(f"  anx_I {FIRST}:") for line in found)
    assert all("\n" not in line for line in found)
