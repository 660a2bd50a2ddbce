"""Which XML documents are acts, and what others are told to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.formex_parts import root_tag
from extract.reading import read_file
from extract.source import Format, read_source
from kg.errors import MalformedSource, UnsupportedDialect
from tests.extract.formex_act import ACT, AKN, CONSOLIDATED, FIRST, MANIFEST, PARTS, TITLE, written


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("<ACT/>", "ACT"),
        ('<?xml version="1.0"?>\n<!-- <DOC> --><ACT a="b">', "ACT"),
        ('<!DOCTYPE ACT SYSTEM "act.dtd"><ACT>', "ACT"),
        ('<!DOCTYPE ACT [<!ELEMENT ACT ANY>]><ACT>', "ACT"),
        ("<rdf:RDF>", "RDF"),
        ("<!-- never closed <ACT>", ""),
        ("<?xml never closed <ACT>", ""),
        ("<", ""),
        ("", ""),
        ("words", ""),
    ],
)  # fmt: skip
def test_the_root_of_a_document_is_found_behind_its_prolog(text: str, tag: str) -> None:
    assert root_tag(text) == tag


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (ACT, Format.FORMEX), (CONSOLIDATED, Format.FORMEX), (f"<COMBINED.FMX>{ACT.partition('?>')[2]}</COMBINED.FMX>", Format.FORMEX),
        (AKN, Format.AKN),
    ],
)  # fmt: skip
def test_an_act_is_known_by_its_root(tmp_path: Path, text: str, form: Format) -> None:
    assert read_source(written(tmp_path, text, "x.txt")).format is form


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PARTS[MANIFEST], "the manifest of an act"), (PARTS[FIRST], "a part of an act"), ("<PUBLICATION/>", "table of contents"),
        ("<CORR/>", "corrigendum"), ("<rdf:RDF/>", "notice"), ("<NOTICE/>", "notice"), ("<AGR/>", "not read: AGR"), ('{"a": 1}', "JSON"),
        ('[{"a": 1}]', "JSON"), ("<unknown/>", "not HTML"),
    ],
)  # fmt: skip
def test_what_is_no_act_is_named_for_what_it_is(tmp_path: Path, text: str, said: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(UnsupportedDialect, match=said) as caught:
        read_source(file)
    assert caught.value.where == str(file)
    assert caught.value.hint


def test_a_page_number_in_brackets_is_no_json(tmp_path: Path) -> None:
    assert read_source(written(tmp_path, "[Page 1]\nWords")).format is Format.TEXT


def test_a_corrigendum_is_refused_by_its_title(tmp_path: Path) -> None:
    text = ACT.replace(TITLE, "<TITLE><TI><P>Corrigendum to Regulation (EU) 2099/7</P></TI></TITLE>")
    with pytest.raises(UnsupportedDialect, match="corrigendum"):
        read_file(written(tmp_path, text))


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_a_file_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    with pytest.raises(MalformedSource, match="the XML is broken"):
        read_file(written(tmp_path, ACT[: int(len(ACT) * share)]))
