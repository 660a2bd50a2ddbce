"""Identifiers: paths, CELEX numbers from citations of every era, ELI and pages."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InvalidId
from kg.ids import (
    CODES,
    Step,
    act_id,
    act_of,
    ancestors,
    article_level,
    binds,
    celex_from_citation,
    celex_of_eli,
    child,
    eli_of_act,
    eli_uri,
    how_adopted,
    identify,
    is_celex,
    named_uri,
    parse_id,
    path_of,
    steps_of,
    web_page,
)

LABELS = st.from_regex(r"[0-9A-Za-z]{1,4}(\.[0-9A-Za-z]{1,3}){0,2}", fullmatch=True)
STEPS = st.builds(Step, st.sampled_from(sorted(CODES)), LABELS)
PATHS = st.lists(STEPS, min_size=1, max_size=6)
CELEX = st.builds("3{}{}{:04d}".format, st.integers(1951, 2099), st.sampled_from("RLDFHGO"), st.integers(1, 9999))


# ── ids of provisions ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(CELEX, PATHS)
def test_parse_after_str_is_identity(celex: str, steps: list[Step]) -> None:
    written = identify(celex, *steps)
    assert parse_id(str(written)) == written
    assert steps_of(written) == tuple(steps)
    assert (act_of(written), path_of(written)) == (celex, "/".join(map(str, steps)))


@given(CELEX, PATHS)
def test_an_id_is_its_parent_and_a_step(celex: str, steps: list[Step]) -> None:
    above = "/".join((celex, *map(str, steps[:-1])))
    assert child(above, steps[-1]) == identify(celex, *steps)


@given(CELEX, PATHS)
def test_ancestors_are_the_shorter_paths_nearest_first(celex: str, steps: list[Step]) -> None:
    written = identify(celex, *steps)
    assert ancestors(written) == tuple(identify(celex, *steps[:count]) for count in range(len(steps) - 1, 0, -1))
    assert article_level(written) == identify(celex, steps[0])


@given(st.text(alphabet="3RLC0129_/.artpr()é \n", max_size=24) | st.text(max_size=12))
def test_parse_gives_back_its_text_or_refuses(text: str) -> None:
    with suppress(InvalidId):
        assert parse_id(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "32024R1689",
        "32024R1689/",
        "32024R1689/art_5/",
        "32024R1689//art_5",
        "32024R1689/Art_5",
        "32024R1689/art_",
        "32024R1689/art-5",
        "32024R1689/xyz_5",
        "32024R1689/art_5.",
        "32024R1689/art_4 a",
        "2024R1689/art_5",
        "art_5/par_1",
        "32024R1689/art_5\n",
    ],
)
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(InvalidId):
        parse_id(text)


def test_a_refused_step_is_named_with_its_act() -> None:
    with pytest.raises(InvalidId) as caught:
        identify("32024R1689", Step("art", "5"), Step("art", "five 5"))
    assert caught.value.where == "32024R1689"
    assert "art_five 5" in caught.value.what


def test_an_id_needs_a_step() -> None:
    with pytest.raises(InvalidId):
        identify("32024R1689")


@pytest.mark.parametrize(
    "text",
    [
        "32024R1689/art_5/par_1/pnt_h/pnt_iii",
        "32024R1689/rct_113",
        "32024R1689/cpt_III/sct_2",
        "32024R1689/anx_VII/pnt_3/pnt_3.1/pnt_a",
        "32024R1689/art_113/unp_3/pnt_c",
        "32024R1689/anx_VIII/sct_A/pnt_1",
        "32024R1689/anx_II/idt_1",
        "32024R1689/tis_III/cpt_1",
        "32024R1689/tab_1/row_2/cel_3",
        "32024R1689/fnt_s1",
        "32024R1689/art_4a",
        "12016E/art_114",
    ],
)
def test_every_form_of_path_is_an_id(text: str) -> None:
    assert parse_id(text) == text


# ── CELEX numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text", ["32024R1689", "32002F0584", "12016E", "12016M", "12016P", "52021PC0206", "62012CJ0131", "32016R0679R(02)"]
)
def test_celex_numbers(text: str) -> None:
    assert is_celex(text)
    assert act_id(text) == text


@pytest.mark.parametrize(
    "text", ["", "2024R1689", "32024R168", "32024R16890", "32024r1689", "3２024R1689", "32024R1689\n", "32024ABC1689", "12016"]
)
def test_what_is_no_celex_number(text: str) -> None:
    assert not is_celex(text)
    with pytest.raises(InvalidId):
        act_id(text)


@pytest.mark.parametrize(
    ("kind", "number", "celex"),
    [
        # The number first, with "No": regulations up to 2014, decisions of Parliament and Council up to 2009.
        ("Regulation", "No 17/62", "31962R0017"),
        ("Regulation", "(EURATOM, ECSC, EEC) No 549/69", "31969R0549"),
        ("Regulation", "(EEC) No 2913/92", "31992R2913"),
        ("Regulation", "(EC) No 45/2001", "32001R0045"),
        ("Regulation", "(EC) No 300/2008", "32008R0300"),
        ("Commission Regulation", "(EU) No 142/2011", "32011R0142"),
        ("Regulation", "(EU, Euratom) No 966/2012", "32012R0966"),
        ("Implementing Regulation", "(EU) No 282/2011", "32011R0282"),
        ("Decision", "No 768/2008/EC", "32008D0768"),
        ("Decision", "No 1/98", "31998D0001"),
        # The year first, of two digits up to 1998, then of four: directives and decisions.
        ("Directive", "93/13/EEC", "31993L0013"),
        ("Directive", "95/46/EC", "31995L0046"),
        ("Council Decision", "1999/468/EC", "31999D0468"),
        ("Directive", "2000/31/EC", "32000L0031"),
        ("Directive", "2014/90/EU", "32014L0090"),
        ("Commission Implementing Decision", "2014/709/EU", "32014D0709"),
        ("Framework Decision", "2002/584/JHA", "32002F0584"),
        ("Recommendation", "2003/361/EC", "32003H0361"),
        # Since 2015 all kinds run in one series, the year first.
        ("Regulation", "(EU) 2016/679", "32016R0679"),
        ("regulation", "(EU) 2024/1689", "32024R1689"),
        ("Delegated Regulation", "(EU) 2015/35", "32015R0035"),
        ("Directive", "(EU) 2016/680", "32016L0680"),
        ("Regulation", "(EU, Euratom) 2018/1046", "32018R1046"),
        ("Implementing Decision", "(EU) 2021/914", "32021D0914"),
        ("Decision", "(CFSP) 2020/1999", "32020D1999"),
    ],
)
def test_celex_follows_the_wording_of_the_citation(kind: str, number: str, celex: str) -> None:
    assert celex_from_citation(kind, number) == celex


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("Regulation", ""),
        ("Regulation", "of last year"),
        ("Regulation", "(EU) 2016/67900"),
        ("Regulation", "(EU) 12016/679"),
        ("Regulation", "(EC) 300/2008"),
        ("Protocol", "No 1/2003"),
    ],
)
def test_a_citation_without_a_celex_number_is_refused(kind: str, number: str) -> None:
    with pytest.raises(InvalidId):
        celex_from_citation(kind, number)


# ── ELI and pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("celex", "title", "eli"),
    [
        ("32024R1689", "", "reg/2024/1689"),
        ("32008R0300", "Regulation (EC) No 300/2008 on common rules", "reg/2008/300"),
        ("31995L0046", "", "dir/1995/46"),
        ("32002F0584", "", "dec_framw/2002/584"),
        ("32003H0361", "", "reco/2003/361"),
        ("32021D0914", "Commission Implementing Decision (EU) 2021/914 on clauses", "dec_impl/2021/914"),
        ("32015R0035", "COMMISSION DELEGATED REGULATION (EU) 2015/35 on more", "reg_del/2015/35"),
        ("32011R0142", "Commission Regulation (EU) No 142/2011 implementing Regulation (EC) No 1069/2009", "reg/2011/142"),
    ],
)
def test_eli_of_an_act(celex: str, title: str, eli: str) -> None:
    assert eli_of_act(celex, title) == eli
    assert celex_of_eli(eli) == celex


@given(CELEX)
def test_celex_after_eli_is_identity(celex: str) -> None:
    assert celex_of_eli(eli_of_act(celex)) == celex
    assert celex_of_eli(eli_uri(eli_of_act(celex), identify(celex, Step("art", "5")), "oj")) == celex


@pytest.mark.parametrize("celex", ["12016E", "52021PC0206", "62012CJ0131", "nonsense", ""])
def test_acts_without_an_eli_of_this_pattern_are_refused(celex: str) -> None:
    with pytest.raises(InvalidId):
        eli_of_act(celex)


@pytest.mark.parametrize("eli", ["", "reg/2024", "treaty/2016/1", "reg/24/1689", "xreg/2024/1689"])
def test_what_is_no_eli_is_refused(eli: str) -> None:
    with pytest.raises(InvalidId):
        celex_of_eli(eli)


@pytest.mark.parametrize(
    ("provision", "version", "uri"),
    [
        (None, "oj", "http://data.europa.eu/eli/reg/2024/1689/oj"),
        ("32024R1689", "oj", "http://data.europa.eu/eli/reg/2024/1689/oj"),
        ("32024R1689/art_5/par_1/pnt_f", "oj", "http://data.europa.eu/eli/reg/2024/1689/art_5/par_1/pnt_f/oj"),
        ("32024R1689/rct_113", "oj", "http://data.europa.eu/eli/reg/2024/1689/rct_113/oj"),
        ("32024R1689/art_5", "2026-07-27", "http://data.europa.eu/eli/reg/2024/1689/art_5/2026-07-27"),
    ],
)
def test_eli_of_a_provision_in_a_version(provision: str | None, version: str, uri: str) -> None:
    assert eli_uri("reg/2024/1689", provision, version) == uri


@pytest.mark.parametrize(
    ("provision", "language", "page"),
    [
        (None, "eng", "https://eur-lex.europa.eu/eli/reg/2024/1689/oj/eng"),
        ("32024R1689", "eng", "https://eur-lex.europa.eu/eli/reg/2024/1689/oj/eng"),
        ("32024R1689/art_5/par_1/pnt_f", "eng", "https://eur-lex.europa.eu/eli/reg/2024/1689/oj/eng#art_5"),
        ("32024R1689/anx_III/pnt_5", "dan", "https://eur-lex.europa.eu/eli/reg/2024/1689/oj/dan#anx_III"),
    ],
)
def test_the_page_people_can_open_is_the_whole_act_at_the_article(provision: str | None, language: str, page: str) -> None:
    assert web_page("reg/2024/1689", provision, language) == page


@pytest.mark.parametrize(
    ("path", "bound"),
    [
        ("art_5/par_1", True),
        ("anx_III/pnt_5", True),
        ("cpt_III/sct_2", True),
        ("rct_71", False),
        ("rct_71/unp_2", False),
        ("rct_9/pnt_a", False),
        ("cit_4", False),
        ("pbl_1", False),
        ("fnt_12", False),
    ],
)
def test_no_part_of_a_preamble_binds(path: str, bound: bool) -> None:
    assert binds(f"32016R0679/{path}") is bound


@pytest.mark.parametrize(
    ("node", "how", "uri"),
    [
        ("32016R0679", "", "http://data.europa.eu/eli/reg/2016/679/oj"),
        ("32016R0679/art_6/par_1", "", "http://data.europa.eu/eli/reg/2016/679/art_6/par_1/oj"),
        ("32021R0914", "Implementing Regulation", "http://data.europa.eu/eli/reg_impl/2021/914/oj"),
        ("12016E/art_114", "", "http://data.europa.eu/eli/treaty/tfeu_2016/art_114/oj"),
        ("12002E/art_95", "", "http://publications.europa.eu/resource/celex/12002E#art_95"),
        ("62012CJ0131", "", "http://publications.europa.eu/resource/celex/62012CJ0131"),
        ("32001E0555", "", "http://publications.europa.eu/resource/celex/32001E0555"),
    ],
)
def test_the_uri_of_what_other_acts_name(node: str, how: str, uri: str) -> None:
    assert named_uri(node, how) == uri


def test_how_an_act_was_adopted_is_said_before_its_number() -> None:
    assert how_adopted("Article 2 of Commission Implementing Regulation (EU) 2021/914") == "Implementing Regulation"
    assert how_adopted("Delegated Regulations (EU) 2022/1 and (EU) 2022/2") == "Delegated Regulation"
    assert how_adopted("Regulation (EU) 2016/679") == ""
