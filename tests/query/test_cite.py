"""Citing: the official forms, the number of the act, and the round trip through `lookup`."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.provision_index import index_of
from kg.ids import ActId
from query.cite import CitedAct, act_number, citation, ways
from query.lookup import lookup
from tests.conftest import Read
from tests.factories import CELEX, TITLE, act, leaves, model_act, provision


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("art_53/par_2", "Article 53(2)"),
        ("art_6/par_3/unp_2/pnt_a", "Article 6(3), second subparagraph, point (a)"),
        ("art_5/par_1/pnt_h/pnt_iii", "Article 5(1), point (h)(iii)"),
        ("art_3/pnt_63", "Article 3, point (63)"),
        ("art_108/pnt_3/pnt_a", "Article 108, point (3)(a)"),
        ("art_113/unp_3/pnt_c", "Article 113, third paragraph, point (c)"),
        ("art_35/par_1/pnt_d/pnt_iv/idt_1", "Article 35(1), point (d)(iv), first indent"),
        ("art_4a", "Article 4a"),
        ("rct_89", "Recital 89"),
        ("anx_III/pnt_5/pnt_b", "Annex III, point 5(b)"),
        ("anx_VIII/sct_A/pnt_1", "Annex VIII, Section A, point 1"),
        ("anx_I/sct_A/pnt_2", "Annex I, Section A, point 2"),
        ("anx_VII/pnt_3/pnt_3.1/pnt_a", "Annex VII, point 3.1(a)"),
        ("anx_VII/pnt_4/pnt_4.6/unp_5", "Annex VII, point 4.6, fifth subparagraph"),
        ("anx_II/idt_1", "Annex II, first indent"),
        ("cpt_III/sct_2", "Chapter III, Section 2"),
        ("tis_III/cpt_1", "Title III, Chapter 1"),
        ("cit_3", "Citation 3"),
        ("fnt_12", "footnote 12"),
        ("fnt_s1", "footnote s1"),
        ("pbl_1", "Preamble"),
        ("fnp_1/unp_2", "Final provisions, second subparagraph"),
    ],
)
def test_official_form(path: str, form: str) -> None:
    assert citation(f"{CELEX}/{path}") == form


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("rct_89", "Recital 89 of Regulation (EU) 2024/1689"),
        ("art_53/par_1/pnt_d", "Article 53(1), point (d), of Regulation (EU) 2024/1689"),
        ("anx_I", "Annex I to Regulation (EU) 2024/1689"),
    ],
)
def test_with_the_act(path: str, form: str) -> None:
    assert citation(f"{CELEX}/{path}", TITLE) == form


@pytest.mark.parametrize(
    ("celex", "title", "form"),
    [
        ("32008R0300", "REGULATION (EC) No 300/2008 OF THE EUROPEAN PARLIAMENT on airports", "Regulation (EC) No 300/2008"),
        ("31995L0046", "Directive 95/46/EC of the European Parliament", "Directive 95/46/EC"),
        ("32016R0679", "Regulation (EU) 2016/679 repealing Directive 95/46/EC", "Regulation (EU) 2016/679"),
        ("32008D0768", "Decision No 768/2008/EC on marketing", "Decision No 768/2008/EC"),
        ("32002F0584", "Council Framework Decision 2002/584/JHA", "Framework Decision 2002/584/JHA"),
        ("32021R0100", "Commission Implementing Regulation (EU) 2021/100", "Implementing Regulation (EU) 2021/100"),
        ("32008R0300", "", "Regulation (EC) No 300/2008"),
        ("32013R1025", "", "Regulation (EU) No 1025/2013"),
        ("31995L0046", "", "Directive 95/46/EC"),
        ("31993L0013", "", "Directive 93/13/EC"),
        ("32014L0090", "", "Directive 2014/90/EU"),
        ("32022L2555", "", "Directive (EU) 2022/2555"),
        ("12016E", "", "the TFEU"),
        ("52022PC0496", "", "52022PC0496"),
    ],
)
def test_number_of_an_act(celex: str, title: str, form: str) -> None:
    assert act_number(celex, title) == form


def odd_parts() -> tuple[str, ...]:
    """Ids that the model act lacks."""
    return (
        "art_70/unp_2",
        "art_70/unp_2/idt_1",
        "art_70/unp_21",
        "art_71/par_1/pnt_ba",
        "art_71/par_2/pnt_a/unp_2",
        "art_71/par_4a",
        "rct_9/pnt_a",
        "art_72/idt_2/idt_1",
        "art_72/idt_2/unp_2",
    )


@pytest.mark.parametrize("title", [None, TITLE, ""])
def test_lookup_reads_what_citation_writes(title: str | None) -> None:
    article = provision("art_70", provision("art_70/unp_2", *leaves("art_70/unp_2", "idt_1")), *leaves("art_70", "unp_21"))
    deep = provision("art_71/par_2", provision("art_71/par_2/pnt_a", *leaves("art_71/par_2/pnt_a", "unp_2")))
    other = provision("art_71", provision("art_71/par_1", *leaves("art_71/par_1", "pnt_ba")), deep, *leaves("art_71", "par_4a"))
    second = provision("art_72/idt_2", *leaves("art_72/idt_2", "idt_1", "unp_2"))
    extra = (
        provision("art_72", *leaves("art_72", "idt_1"), second),
        provision("rct_9", *leaves("rct_9", "pnt_a")),
        provision("fnt_s1"),
        provision("pbl_1"),
        provision("fnp_1", *leaves("fnp_1", "unp_2")),
    )
    index = index_of(act(*model_act(article, other).provisions, *extra))
    assert all(f"{CELEX}/{path}" in index for path in odd_parts())
    for one in index.order:
        assert lookup(citation(one, title), lambda _: index, (), ActId(CELEX)) == one


def test_all_ways() -> None:
    given = CitedAct(title=TITLE, eli="reg/2024/1689", name="AI Act", journal="OJ L, 2024/1689, 12.7.2024")
    found = ways(f"{CELEX}/art_5/par_1/pnt_f", given, page=51)
    assert found.official == "Article 5(1), point (f), of Regulation (EU) 2024/1689"
    assert found.short == "Article 5(1), point (f) AI Act"
    assert found.published == f"{found.official} (OJ L, 2024/1689, 12.7.2024, p. 51)"
    assert found.eli == "http://data.europa.eu/eli/reg/2024/1689/art_5/par_1/pnt_f/oj"
    assert found.web == "https://eur-lex.europa.eu/eli/reg/2024/1689/oj/eng#art_5"
    assert found.bibtex.startswith("@legislation{32024R1689_art_5_par_1_pnt_f,\n  title = {{Regulation (EU) 2024/1689")
    assert (found.csl["type"], found.csl["section"], found.csl["page"]) == ("legislation", "Article 5(1), point (f)", "51")


def test_what_is_not_known_is_left_out() -> None:
    found = ways(f"{CELEX}/rct_1", CitedAct(title=TITLE, eli="reg/2024/1689"))
    assert (found.published, found.short) == ("", "Recital 1 Regulation (EU) 2024/1689")
    assert "page" not in found.csl
    assert "journaltitle" not in found.bibtex


@pytest.mark.corpus
@pytest.mark.parametrize("source", ["32024R1689/en.xhtml", "32017R0745/en.html", "31995L0046/en.html", "32024L2853/en.pdf"])
def test_lookup_reads_every_citation_of_an_act(source: str, corpus: Path, read: Read) -> None:
    _, given = read(corpus / source)
    index = index_of(given)
    for one in index.order:
        assert lookup(citation(one), lambda _: index, (), given.celex) == one
        assert lookup(citation(one, given.title), lambda _: index, ()) == one
