"""Akoma Ntoso becomes blocks that nest as those of any format."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.coverage import certify
from extract.reading import read_act
from extract.source import read_source
from kg.errors import MalformedSource
from kg.model import Act, Provision, walk
from tests.extract.formex_act import AKN, written


def read(folder: Path, text: str = AKN) -> Act:
    return read_act(read_source(written(folder, text)))


def by_id(act: Act) -> dict[str, Provision]:
    return {one.id.partition("/")[2]: one for one in walk(act.provisions)}


def test_every_unit_is_found_and_the_certificate_is_complete(tmp_path: Path) -> None:
    act = read(tmp_path)
    assert list(by_id(act)) == [
        "pbl_1", "cit_1", "rct_1", "cpt_I", "art_1", "art_1/par_1", "art_1/par_1/pnt_a", "art_1/par_1/pnt_b", "art_1/par_2", "art_2",
        "art_2/tab_1", "art_2/tab_1/row_1", "art_2/tab_1/row_1/cel_1", "art_2/tab_1/row_1/cel_2", "art_2/tab_1/row_2",
        "art_2/tab_1/row_2/cel_1", "art_2/tab_1/row_2/cel_3", "fnp_1", "fnp_1/unp_2", "fnt_1",
    ]  # fmt: skip
    certificate = certify(tmp_path / "act.bin", act)
    assert certificate.problems == ()
    assert certificate.source_counts == {"recital": 1, "article": 2, "chapter": 1, "citation": 1, "paragraph": 2}


def test_the_source_names_act_and_language(tmp_path: Path) -> None:
    act = read(tmp_path)
    assert (act.celex, act.language, act.version, act.source.format) == ("32099R0007", "en", "oj", "akn")
    later = AKN.replace('<act name="regulation">', '<act name="regulation" contains="singleVersion">').replace(
        '<FRBRlanguage language="eng"/>', '<FRBRdate date="2100-04-01" name="consolidation"/><FRBRlanguage language="en-EN"/>'
    )
    assert (read(tmp_path, later).version, read(tmp_path, later).language) == ("2100-04-01", "en")


def test_marks_of_quotations_and_notes_come_from_attributes(tmp_path: Path) -> None:
    found = by_id(read(tmp_path))
    assert found["art_1/par_2"].text == "The following is added:\n‘7. Wicks are of wool.’"
    assert found["art_1/par_2"].quoted is not None
    assert [(mark.at, mark.note) for mark in found["cit_1"].marks] == [(27, "32099R0007/fnt_1")]
    starred = by_id(read(tmp_path, AKN.replace('marker="1"', 'marker="*"')))
    assert starred["fnt_s1"].text == "As amended."


def test_a_caption_is_the_title_of_its_table(tmp_path: Path) -> None:
    found = by_id(read(tmp_path, AKN.replace("<table>", "<table><caption>Oil</caption>")))
    assert found["art_2/tab_1"].heading == "Oil"


def test_a_note_may_be_called_again(tmp_path: Path) -> None:
    text = AKN.replace('<authorialNote marker="1">', '<authorialNote eId="n1" marker="1">')
    found = by_id(read(tmp_path, text.replace("Lanterns bring joy", 'Lanterns bring joy<noteRef href="#n1" marker="1"/>')))
    assert [mark.note for mark in found["rct_1"].marks] == ["32099R0007/fnt_1"]


@pytest.mark.parametrize("text", ['<akomaNtoso xmlns="u"/>', '<akomaNtoso xmlns="u"><judgment/></akomaNtoso>'])
def test_what_holds_no_act_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(MalformedSource, match="without an act"):
        read(tmp_path, text)


@pytest.mark.corpus
def test_a_conversion_is_read_word_for_word_and_shows_what_it_lost(corpus: Path) -> None:
    """The third party's converter left out words behind inline elements: nothing more is lost, and the certificate says what lacks."""
    file = corpus / "32014L0092" / "en.akn.xml"
    act = read_act(read_source(file))
    certificate = certify(file, act)
    assert (certificate.lost, certificate.invented) == (0, 0)
    assert {name: certificate.counts[name] for name in certificate.source_counts} == certificate.source_counts
    assert (certificate.counts["recital"], certificate.counts["article"], certificate.counts["footnote"]) == (58, 31, 19)
    assert {finding.kind for finding in certificate.problems} == {"gap"}
