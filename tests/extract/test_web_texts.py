"""Official texts from the web: goldens of real pages (counts and hashes of ids, no words), how they agree, and what damage does to them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.coverage import certify
from extract.source import Source
from kg.counts import counts
from kg.model import Act, walk
from tests.extract.test_damaged_files import Damage, damaged, doubled, unchanged, unit, verdict, without
from tests.extract.web_pages import PAGES

Read = Callable[[Path], tuple[Source, Act]]
GOLDEN = Path(__file__).resolve().parent.parent / "acts" / "web_texts.json"
FILES = (
    "02024R1689-20240712/fr.html", "02024R1689-20240712/nl.html", "02024R1689-20260727/en.eurlex.html", "02024R1689-20260727/en.html",
    "02024R1689-20260727/fr.html", "31993L0013/en.xhtml", "31995L0046/en.html", "32000L0031/en.html", "32001L0029/en.html",
)  # fmt: skip


def ids(act: Act) -> list[str]:
    return [one.id for one in walk(act.provisions)]


def golden(act: Act) -> dict[str, object]:
    """What a page holds, without a word of it."""
    found = {name: number for name, number in counts(act).items() if number}
    said = hashlib.sha256("\n".join(ids(act)).encode()).hexdigest()[:16]
    return {"celex": act.celex, "version": act.version, "language": act.language, "counts": found, "ids": said}


@pytest.mark.corpus
def test_counts_and_ids_of_real_pages(corpus: Path, read: Read, update_goldens: bool) -> None:
    found = {name: golden(read(corpus / name)[1]) for name in FILES}
    if update_goldens:
        GOLDEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == found


@pytest.mark.corpus
@pytest.mark.parametrize("name", FILES)
def test_real_pages_are_complete(name: str, corpus: Path, read: Read) -> None:
    assert certify(corpus / name, read(corpus / name)[1]).problems == ()


@pytest.mark.corpus
def test_languages_and_sites_of_one_version_have_the_same_ids(corpus: Path, read: Read) -> None:
    later = [ids(read(corpus / "02024R1689-20260727" / name)[1]) for name in ("en.html", "en.eurlex.html", "fr.html")]
    assert later[0] == later[1] == later[2]
    first = [ids(read(corpus / "02024R1689-20240712" / name)[1]) for name in ("fr.html", "nl.html")]
    assert first[0] == first[1]


@pytest.mark.corpus
def test_the_first_consolidation_has_the_ids_of_the_act_as_adopted(corpus: Path, read: Read) -> None:
    def terms(name: str) -> list[str]:
        found = ids(read(corpus / name)[1])
        return [one for one in found if one.split("/")[1].startswith(("cpt", "art", "anx"))]

    assert terms("02024R1689-20240712/nl.html") == terms("32024R1689/en.xhtml")


@pytest.mark.corpus
@pytest.mark.parametrize(("page", "formex"), [("02024R1689-20240712/fr.html", "fr.fmx.xml"), ("02024R1689-20260727/en.html", "en.fmx.xml")])
def test_a_page_says_what_the_formex_of_its_version_says(page: str, formex: str, corpus: Path, read: Read) -> None:
    def said(name: Path) -> dict[str, tuple[str, ...]]:
        """The words of each provision by its id, without the spaces: Formex has some around quotation marks that pages lack."""
        found = walk(read(name)[1].provisions)
        return {one.id: ("".join(one.heading.split()), "".join(one.text.split()), "".join(one.wrap_up.split())) for one in found}

    assert said(corpus / page) == said((corpus / page).parent / formex)


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["32016R0679/en.xhtml", "32016R0679/fr.xhtml", "32022L2555/en.xhtml", "32023R1114/en.xhtml"])
def test_markup_without_prefixes_and_containers_reads_alike(name: str, corpus: Path, read: Read, tmp_path: Path) -> None:
    raw = (corpus / name).read_text(encoding="utf-8").replace('class="oj-', 'class="')
    bare = re.sub(r'class="eli-[a-z-]+"|(?<= )id="(?:rct|art|anx|cpt|sct|pbl|enc|fnp|cit|tis|tit|\d)[^"]*"', "", raw)
    file = tmp_path / "page.xhtml"
    file.write_text(bare, encoding="utf-8")
    source, act = read(file)
    assert source.text != (corpus / name).read_text(encoding="utf-8")
    assert act.source.dialect == "official journal before 2023"
    assert words(act) == words(read(corpus / name)[1])
    assert certify(file, act).verdict == "complete"


def words(act: Act) -> dict[str, tuple[str, str, str]]:
    """The words of each provision by its id."""
    return {one.id: (one.heading, one.text, one.wrap_up) for one in walk(act.provisions)}


# ── damage ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

P = "//p[starts-with(normalize-space(.), '{}')]"
DAMAGES: dict[str, dict[str, Damage]] = {
    "consolidated": {
        "an article lost": without(unit("art_2")),
        "an article twice": doubled(unit("art_4a")),
        "an annex twice": doubled(unit("anx_I")),
        "the first footnote lost": without("(//p[@class='footnote'])[1]"),
        "the last footnote lost": without("(//p[@class='footnote'])[last()]"),
        "a heading lost": without("(//p[@class='stitle-article-norm'])[2]"),
    },
    "flat": {
        "a recital lost": without(P.format("(2) Whereas")),
        "the last recital lost": without(P.format("(3) Whereas")),
        "an article heading lost": without(P.format("Article 2")),
        "a paragraph lost": without(P.format("1. For the purposes")),
        "a paragraph twice": doubled(P.format("2. Bakers wash")),
        "the final formula lost": without(P.format("Done at")),
        "the preamble lost": without(P.format("THE EUROPEAN PARLIAMENT")),
    },
    "unprefixed": {
        "an article heading lost": without("(//p[@class='ti-art'])[1]"),
        "a recital twice": doubled(P.format("Whereas millers")),
        "the last recital lost": without(P.format("Whereas they")),
        "the footnotes lost": without("//p[@class='note']"),
        "the final formula lost": without("//div[@class='final']"),
    },
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_our_words_is_complete(page: str, tmp_path: Path) -> None:
    assert verdict(tmp_path, "page.html", PAGES[page]()) == "complete"
    assert verdict(tmp_path, "page.html", damaged(PAGES[page](), unchanged)) == "complete"


@pytest.mark.parametrize(("page", "name"), [(page, name) for page, damages in DAMAGES.items() for name in damages])
def test_damaged_pages_are_incomplete(page: str, name: str, tmp_path: Path) -> None:
    assert verdict(tmp_path, "page.html", damaged(PAGES[page](), DAMAGES[page][name])) in ("incomplete", "refused")
