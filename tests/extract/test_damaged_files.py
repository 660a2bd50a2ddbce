"""Files from which something was cut out or in which something stands twice: the certificate says so, as far as it can know.

Here the file is changed and read as it is, so that file and reading agree word for word (`test_coverage` changes readings instead).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader, PdfWriter

from extract.coverage import certify
from extract.reading import read_file
from extract.sample import path as sample_path
from kg.errors import LawError

Tree = Any
Damage = Callable[[Tree], None]

# ── how files are damaged ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _first(tree: Tree, xpath: str) -> Tree:
    return tree.xpath(xpath)[0]


def without(xpath: str) -> Damage:
    """All elements that an XPath names are cut out."""

    def damage(tree: Tree) -> None:
        found = tree.xpath(xpath)
        assert found, xpath
        for element in found:
            element.getparent().remove(element)

    return damage


def doubled(xpath: str) -> Damage:
    """The first element that an XPath names stands twice running, its ids with it or not."""

    def damage(tree: Tree) -> None:
        element = _first(tree, xpath)
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))

    return damage


def doubled_without_ids(xpath: str) -> Damage:
    """The same in markup whose second copy has no ids."""

    def damage(tree: Tree) -> None:
        doubled(xpath)(tree)
        for element in _first(tree, xpath).getnext().iter():
            element.attrib.pop("id", None)

    return damage


def damaged(markup: str, damage: Damage) -> str:
    tree = etree.fromstring(markup.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    damage(tree)
    return '<?xml version="1.0" encoding="UTF-8"?>' + etree.tostring(tree, encoding="unicode", method="xml")


def unchanged(tree: Tree) -> None:
    """Only parsed and written again."""


def unit(name: str) -> str:
    return f"//*[@id='{name}']"


def reordered(order: Callable[[list[int]], list[int]]) -> bytes:
    """The sample PDF with its pages in another order."""
    reader, writer = PdfReader(sample_path("act.pdf")), PdfWriter()
    for index in order(list(range(len(reader.pages)))):
        writer.add_page(reader.pages[index])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def verdict(folder: Path, name: str, content: str | bytes) -> str:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    try:
        return certify(file, read_file(file)).verdict
    except LawError:
        return "refused"


NOTES = "//p[starts-with(@class, 'oj-note')]"
LAST_NOTE = f"({NOTES})[last()]"

# ── the sample act ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

SAMPLE_MARKUP: dict[str, Damage] = {
    "an article lost": without(unit("art_7")),
    "the last annex lost": without(unit("anx_II")),
    "the last recital lost": without(unit("rct_25")),
    "a recital lost": without(unit("rct_7")),
    "a citation lost": without(unit("cit_2")),
    "the final formula lost": without(unit("fnp_1")),
    "all footnotes lost": without(NOTES),
    "a footnote lost": without(f"({NOTES})[3]"),
    "the last footnote lost": without(LAST_NOTE),
    "a heading lost": without("(//p[@class='oj-sti-art'])[3]"),
    "a chapter heading lost": without("(//p[@class='oj-ti-section-2'])[1]"),
    "an article twice": doubled(unit("art_7")),
    "a recital twice": doubled(unit("rct_5")),
    "an annex twice": doubled(unit("anx_II")),
    "the preamble twice": doubled(unit("pbl_1")),
    "the final formula twice": doubled(unit("fnp_1")),
    "a citation twice without ids": doubled_without_ids(unit("cit_3")),
    "the preamble twice without ids": doubled_without_ids(unit("pbl_1")),
    "the final formula twice without ids": doubled_without_ids(unit("fnp_1")),
}


@pytest.mark.parametrize("name", SAMPLE_MARKUP)
def test_damaged_markup_of_the_sample_is_incomplete(name: str, tmp_path: Path) -> None:
    markup = sample_path("act.xhtml").read_text("utf-8")
    assert verdict(tmp_path, "act.xhtml", damaged(markup, SAMPLE_MARKUP[name])) == "incomplete"


def test_markup_that_was_only_written_again_is_complete(tmp_path: Path) -> None:
    markup = sample_path("act.xhtml").read_text("utf-8")
    assert verdict(tmp_path, "act.xhtml", damaged(markup, unchanged)) == "complete"


SAMPLE_PAGES: dict[str, Callable[[list[int]], list[int]]] = {
    "a page twice": lambda pages: [*pages[:5], 4, *pages[5:]],
    "the first page twice": lambda pages: [0, *pages],
    "the last page twice": lambda pages: [*pages, pages[-1]],
    "two pages swapped": lambda pages: [*pages[:5], 6, 5, *pages[7:]],
    "a page lost": lambda pages: [*pages[:6], *pages[7:]],
    "the last page lost": lambda pages: pages[:-1],
}


@pytest.mark.parametrize("name", SAMPLE_PAGES)
def test_a_pdf_with_wrong_pages_is_incomplete(name: str, tmp_path: Path) -> None:
    assert verdict(tmp_path, "act.pdf", reordered(SAMPLE_PAGES[name])) == "incomplete"


def test_a_pdf_that_was_only_written_again_is_complete(tmp_path: Path) -> None:
    assert verdict(tmp_path, "act.pdf", reordered(lambda pages: pages)) == "complete"


SAMPLE_LINES = {
    "an article's number": "Article 7",
    "an article's heading": "Forbidden practices",
    "a recital's first line": "(7) A small number of uses",
    "the first line of the last note on a page": "(4) Directive (EU) 2019/790",
    "place and date": "Done at Ljubljana",
    "a page's number": "10/12 ELI:",
    "the last recital's number": "(25) ",
}


@pytest.mark.parametrize("name", SAMPLE_LINES)
def test_a_text_without_a_telling_line_is_incomplete(name: str, tmp_path: Path) -> None:
    lines = sample_path("act.pdf.txt").read_text("utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(SAMPLE_LINES[name]))
    assert verdict(tmp_path, "act.txt", "\n".join([*lines[:at], *lines[at + 1 :]])) == "incomplete"


# ── lines drawn by lot ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def some_lines(text: str, seed: int, number: int) -> tuple[list[str], list[int]]:
    lines = text.split("\n")
    return lines, random.Random(seed).sample([at for at, line in enumerate(lines) if line.strip()], number)


def with_line_twice(lines: Sequence[str], at: int) -> str:
    return "\n".join([*lines[: at + 1], *lines[at:]])


def test_any_line_that_stands_twice_makes_a_text_incomplete(tmp_path: Path) -> None:
    lines, chosen = some_lines(sample_path("act.pdf.txt").read_text("utf-8"), seed=25, number=25)
    unseen = [lines[at] for at in chosen if verdict(tmp_path, "act.txt", with_line_twice(lines, at)) == "complete"]
    assert unseen == []


def test_half_of_the_lines_that_were_cut_out_are_missed(tmp_path: Path) -> None:
    """Half of the lines drawn are missed: labels, headings, ends. What lacks in mid-sentence only grammar could tell."""
    lines, chosen = some_lines(sample_path("act.pdf.txt").read_text("utf-8"), seed=40, number=40)
    told = [verdict(tmp_path, "act.txt", "\n".join([*lines[:at], *lines[at + 1 :]])) for at in chosen]
    assert told.count("complete") <= 20


# ── the AI Act ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

AI_ACT_MARKUP: dict[str, Damage] = {
    "definition (4) lost": without("//*[@id='art_3']//table[starts-with(normalize-space(.), '(4)')]"),
    "Article 27(4) lost": without(unit("027.004")),
    "Article 27 twice": doubled(unit("art_27")),
    "recital 100 twice": doubled(unit("rct_100")),
    "Annex III twice": doubled(unit("anx_III")),
    "the preamble twice": doubled(unit("pbl_1")),
    "the final formula twice": doubled(unit("fnp_1")),
    "the last recital lost": without(unit("rct_180")),
    "the last article lost": without(unit("art_113")),
    "the last annex lost": without(unit("anx_XIII")),
    "all footnotes lost": without(NOTES),
}


@pytest.mark.corpus
@pytest.mark.parametrize("name", AI_ACT_MARKUP)
def test_damaged_markup_of_the_ai_act_is_incomplete(name: str, corpus: Path, tmp_path: Path) -> None:
    markup = (corpus / "32024R1689" / "en.xhtml").read_text("utf-8")
    assert verdict(tmp_path, "en.xhtml", damaged(markup, AI_ACT_MARKUP[name])) == "incomplete"


@pytest.mark.corpus
def test_the_whole_web_page_of_the_ai_act_is_complete(corpus: Path) -> None:
    page = corpus / "32024R1689" / "en.page.html"
    assert certify(page, read_file(page)).problems == ()


@pytest.mark.corpus
def test_lines_of_the_ai_act_that_stand_twice_make_it_incomplete(corpus: Path, tmp_path: Path) -> None:
    lines, chosen = some_lines((corpus / "32024R1689" / "en.pypdf.txt").read_text("utf-8"), seed=71, number=4)
    assert [verdict(tmp_path, "en.txt", with_line_twice(lines, at)) for at in chosen] == ["incomplete"] * 4


@pytest.mark.corpus
@pytest.mark.parametrize("order", [(70, 70, 71), (71, 70)], ids=["twice", "swapped"])
def test_wrong_pages_of_the_ai_act_make_it_incomplete(order: tuple[int, ...], corpus: Path, tmp_path: Path) -> None:
    pages = (corpus / "32024R1689" / "en.pypdf.txt").read_text("utf-8").split("\f")
    assert len(pages) == 144
    assert verdict(tmp_path, "en.txt", "\f".join([*pages[:70], *(pages[at] for at in order), *pages[72:]])) == "incomplete"


# ── other whole acts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.corpus
@pytest.mark.parametrize("celex", ["32023R2854", "32022R1925", "32023R1114", "32026R1744"])
def test_more_acts_are_complete(celex: str, corpus: Path) -> None:
    file = corpus / celex / "en.xhtml"
    assert certify(file, read_file(file)).problems == ()
