"""The certificate of XML sources: complete for true readings, incomplete or refused for files from which something was cut."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from extract.coverage import certify
from extract.reading import read_act, read_file
from extract.source import read_source
from extract.source_words import words_of
from kg.errors import LawError, SourceError
from kg.model import Act, walk
from tests.extract.formex_act import ACT, AKN, CONSOLIDATED, PARTS, SECOND, unpacked, written, zipped

ACTS: dict[str, str | bytes] = {"zip": zipped(PARTS), "consolidated": CONSOLIDATED, "akn": AKN}
Damage = Callable[[etree._Element], None]


def verdict(file: Path) -> str:
    try:
        return certify(file, read_file(file)).verdict
    except LawError:
        return "refused"


# ── true readings ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ACTS)
def test_a_true_reading_is_complete(tmp_path: Path, name: str) -> None:
    file = written(tmp_path, ACTS[name])
    certificate = certify(file, read_file(file))
    assert certificate.problems == ()
    assert certificate.words_source == certificate.kept + sum(certificate.dropped.values())


def test_a_folder_is_certified_as_its_archive_is(tmp_path: Path) -> None:
    folder, archive = unpacked(tmp_path / "act"), written(tmp_path, zipped(PARTS))
    one, two = certify(folder, read_file(folder)), certify(archive, read_file(archive))
    assert (one.problems, one.kept, one.dropped) == (two.problems, two.kept, two.dropped) == ((), two.kept, two.dropped)


def test_the_source_counts_its_own_units(tmp_path: Path) -> None:
    found = words_of(written(tmp_path, zipped(PARTS)), "en")
    assert found.counts == {"citation": 2, "recital": 3, "chapter": 2, "article": 4, "annex": 2, "paragraph": 2}
    assert found.markup
    assert sorted(found.raw) == [1, 2, 3, 4, 5]


def test_a_changed_file_is_another(tmp_path: Path) -> None:
    file = written(tmp_path, zipped(PARTS))
    act = read_file(file)
    written(tmp_path, zipped({**PARTS, SECOND: PARTS[SECOND] + " "}))
    assert "source" in {finding.kind for finding in certify(file, act).problems}


# ── readings that are off by a word ────────────────────────────────────────────────────────────────────────────────────────────


def test_any_word_that_a_reading_lacks_adds_or_moves_is_found(tmp_path: Path) -> None:
    file = written(tmp_path, zipped(PARTS))
    act, choice = read_file(file), random.Random(3)
    texts = [one for one in walk(act.provisions) if len(one.text.split()) > 3]
    for one in choice.sample(texts, 12):
        words = one.text.split(" ")
        at = choice.randrange(len(words) - 1)
        for other in (
            [*words[:at], *words[at + 1 :]],
            [*words[:at], "lamp", *words[at:]],
            [*words[:at], words[at + 1], words[at], *words[at + 2 :]],
        ):
            if other != words:
                assert certify(file, _with_text(act, one.id, " ".join(other))).verdict == "incomplete", (one.id, other)


def _with_text(act: Act, name: str, text: str) -> Act:
    def changed(one):  # type: ignore[no-untyped-def]
        children = tuple(changed(part) for part in one.children)
        return replace(one, text=text, children=children) if one.id == name else replace(one, children=children)

    return replace(act, provisions=tuple(changed(one) for one in act.provisions))


# ── files from which something was cut, or in which something stands twice ─────────────────────────────────────────────────────


def without(xpath: str) -> Damage:
    def damage(root: etree._Element) -> None:
        found = root.xpath(xpath)
        assert found, xpath
        for one in found:
            one.getparent().remove(one)

    return damage


def doubled(xpath: str) -> Damage:
    def damage(root: etree._Element) -> None:
        one = root.xpath(xpath)[0]
        one.addnext(etree.fromstring(etree.tostring(one, with_tail=False)))

    return damage


def swapped(xpath: str) -> Damage:
    def damage(root: etree._Element) -> None:
        one, two = root.xpath(xpath)[:2]
        one.addprevious(two)

    return damage


DAMAGE: dict[str, Damage] = {
    "a citation with a footnote lost": without("//VISA[2]"),
    "a recital lost": without("//CONSID[2]"),
    "the first recital lost": without("//CONSID[1]"),
    "the last recital lost": without("//CONSID[3]"),
    "a recital twice": doubled("//CONSID[2]"),
    "two recitals the other way round": swapped("//CONSID"),
    "an article lost": without("//ARTICLE[@IDENTIFIER='001']"),
    "an article twice": doubled("//ARTICLE[@IDENTIFIER='002']"),
    "two articles the other way round": swapped("//ARTICLE"),
    "a paragraph lost": without("//PARAG[@IDENTIFIER='002.001']"),
    "a paragraph twice": doubled("//PARAG[@IDENTIFIER='002.001']"),
    "two paragraphs the other way round": swapped("//PARAG"),
    "an item lost": without("//LIST[@TYPE='alpha']/ITEM[1]"),
    "an item twice": doubled("//LIST[@TYPE='roman']/ITEM[1]"),
    "two items the other way round": swapped("//LIST[@TYPE='alpha']/ITEM"),
    "a footnote lost": without("(//NOTE)[2]"),
    "the words of a footnote lost": without("(//NOTE)[2]/P"),
    "a starred footnote lost": without("//NOTE[@NUMBERING='STAR']"),
    "an opening quotation mark lost": without("(//QUOT.START)[1]"),
    "a closing quotation mark lost": without("(//QUOT.END)[1]"),
    "a chapter heading lost": without("(//DIVISION)[2]/TITLE"),
    "an article heading lost": without("(//STI.ART)[2]"),
    "the final part lost": without("//FINAL"),
    "the final part twice": doubled("//FINAL"),
    "the preamble lost": without("//PREAMBLE"),
    "the formula of adoption lost": without("//PREAMBLE.FINAL"),
    "the title lost": without("/ACT/TITLE"),
}


def _tree(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def _parts(damage: Damage) -> bytes:
    root = _tree(ACT)
    damage(root)
    main = next(name for name, text in PARTS.items() if text == ACT)
    return zipped({**PARTS, main: '<?xml version="1.0" encoding="UTF-8"?>' + etree.tostring(root, encoding="unicode")})


def test_an_act_that_is_only_written_anew_is_complete(tmp_path: Path) -> None:
    assert verdict(written(tmp_path, _parts(lambda _: None))) == "complete"


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_shows(tmp_path: Path, name: str) -> None:
    assert verdict(written(tmp_path, _parts(DAMAGE[name]))) in ("incomplete", "refused")


@pytest.mark.parametrize("name", [name for name in PARTS if "toc" not in name and "doc" not in name])
def test_a_part_that_is_dropped_shows(tmp_path: Path, name: str) -> None:
    assert verdict(written(tmp_path, zipped({other: text for other, text in PARTS.items() if other != name}))) == "refused"


def test_a_note_that_is_called_but_not_there_shows(tmp_path: Path) -> None:
    text = ACT.replace("bring joy.", 'bring joy<NOTE NOTE.REF="E0099"/>.')
    assert verdict(written(tmp_path, zipped({name: text if part == ACT else part for name, part in PARTS.items()}))) == "incomplete"


def test_broken_xml_is_a_source_error_for_the_certificate_too(tmp_path: Path) -> None:
    file = written(tmp_path, ACT)
    act = read_file(file)
    written(tmp_path, ACT[:-20])
    with pytest.raises(SourceError):
        certify(file, act)


# ── official texts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

AI_ACT = {"recital": 180, "article": 113, "annex": 13, "chapter": 13, "section": 16, "definition": 68, "citation": 7, "footnote": 66}
OFFICIAL: dict[str, dict[str, int]] = {
    "32024R1689/en.fmx4.zip": AI_ACT,
    "32024R1689/en.fmx": AI_ACT,
    "32024R1689/en.combined.fmx.xml": AI_ACT,
    "32016R0679/en.fmx.xml": {"recital": 173, "article": 99, "chapter": 11, "section": 15, "footnote": 21},
    "32022R0868/en.fmx.xml": {"recital": 63, "article": 38, "chapter": 9, "footnote": 33},
    "32022R2065/en.fmx.xml": {"recital": 156, "article": 93, "chapter": 5, "section": 12, "footnote": 41},
    "02016R0679-20160504/en.fmx.xml": {"article": 99, "chapter": 11},
    "02022L2555-20221227/en.fmx.xml": {"article": 46, "annex": 3, "footnote": 34},
    "02022R1925-20221012/en.fmx.xml": {"article": 54, "annex": 1},
    "02022R2065-20221027/fr.fmx.xml": {"article": 93, "footnote": 4},
    "02022R2554-20221227/fr.fmx.xml": {"article": 64, "footnote": 14},
    "02023R1114-20240109/en.fmx.xml": {"article": 150, "annex": 6, "title": 9},
    "02024R1689-20240712/fr.fmx.xml": {"article": 113, "annex": 13},
    "02024R2847-20241120/en.fmx.xml": {"article": 71, "annex": 8},
}


@pytest.mark.corpus
@pytest.mark.parametrize("name", OFFICIAL)
def test_official_formex_is_complete(corpus: Path, name: str) -> None:
    source = read_source(corpus / name)
    certificate = certify(corpus / name, read_act(source))
    assert certificate.problems == ()
    assert {kind: certificate.counts[kind] for kind in OFFICIAL[name]} == OFFICIAL[name]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "counts"), [("02024R1689-20260727/en.fmx.xml", {"article": 119, "annex": 14}), ("32019L0790/en.fmx.xml", {"article": 32})]
)
def test_official_formex_keeps_every_word(corpus: Path, name: str, counts: dict[str, int]) -> None:
    certificate = certify(corpus / name, read_file(corpus / name))
    assert (certificate.lost, certificate.invented) == (0, 0)
    assert {kind: certificate.counts[kind] for kind in counts} == counts
