"""Looking up: every way people write a provision, and what is said when there is none."""

from __future__ import annotations

import pytest

from extract.provision_index import ProvisionIndex, build_index, index_of
from kg.errors import InvalidId, UnknownProvision
from kg.ids import ActId, path_of
from query.lookup import ActName, lookup
from tests.factories import CELEX, model_act

GDPR = ActId("32016R0679")
ACTS = (ActName(celex=ActId(CELEX), names=("AI Act",)), ActName(celex=GDPR, names=("GDPR",)))


def index_for(celex: ActId) -> ProvisionIndex | None:
    """Two acts: the model act under its own number, and as the GDPR one that has Articles 5 and 200 only."""
    if celex == CELEX:
        return index_of(model_act())
    if celex == GDPR:
        return build_index(GDPR, [(f"{GDPR}/art_5", "article", None), (f"{GDPR}/art_200", "article", None)])
    return None


def found(text: str, default: str | None = CELEX) -> str:
    return path_of(lookup(text, index_for, ACTS, ActId(default) if default else None))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("art_5/par_1/pnt_f", "art_5/par_1/pnt_f"),
        ("32024R1689/art_6", "art_6"),
        ("http://data.europa.eu/eli/reg/2024/1689/art_5/par_1/pnt_f/oj", "art_5/par_1/pnt_f"),
        ("https://eur-lex.europa.eu/eli/reg/2024/1689/oj/eng#art_5", "art_5"),
        ("Article 5(1)(f)", "art_5/par_1/pnt_f"),
        ("article 5 (1) (f)", "art_5/par_1/pnt_f"),
        ("Article 5(1) f)", "art_5/par_1/pnt_f"),
        ("Art. 5(1), point (f)", "art_5/par_1/pnt_f"),
        ("point (f) of Article 5(1)", "art_5/par_1/pnt_f"),
        ("Article 5(1), point (h)(iii)", "art_5/par_1/pnt_h/pnt_iii"),
        ("recital 113", "rct_113"),
        ("(113)", "rct_113"),
        ("Rec. 113", "rct_113"),
        ("Annex III, point 5(b)", "anx_III/pnt_5/pnt_b"),
        ("annex iii, point 5(b)", "anx_III/pnt_5/pnt_b"),
        ("section b of annex viii", "anx_VIII/sct_B"),
        ("Annex VII, point 3.1(a)", "anx_VII/pnt_3/pnt_3.1/pnt_a"),
        ("Chapter III, Section 2", "cpt_III/sct_2"),
        ("Section 2", "cpt_III/sct_2"),
        ("footnote 12", "fnt_12"),
        ("citation 3", "cit_3"),
        ("Article 3(63)", "art_3/pnt_63"),
        ("Article 6(3), point (a)", "art_6/par_3/unp_2/pnt_a"),
        ("Article 113(3), point (a)", "art_113/unp_3/pnt_a"),
        ("Article 113, third paragraph, point (a)", "art_113/unp_3/pnt_a"),
        ("AI Act, Article 6", "art_6"),
        ("ai act art 6", "art_6"),
        ("Article 6 AI Act", "art_6"),
        ("(113) AI Act", "rct_113"),
        ("Article 6 of Regulation (EU) 2024/1689", "art_6"),
        ("Article 6 of this Regulation", "art_6"),
    ],
)
def test_ways_to_write(text: str, path: str) -> None:
    assert found(text) == path


@pytest.mark.parametrize(
    "text", ["GDPR Art 5", "Article 5 GDPR", "32016R0679 Art. 5", "32016R0679/art_5", "Article 5 of Regulation (EU) 2016/679"]
)
def test_the_act_named_wins_over_the_default(text: str) -> None:
    assert lookup(text, index_for, ACTS, ActId(CELEX)) == f"{GDPR}/art_5"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "hello",
        "Articles 5 and 6",
        "paragraph 2",
        "what does Article 5 say",
        "Article 5 of Protocol No 3",
        "art_",
        "that Article",
    ],
)
def test_no_reference(text: str) -> None:
    with pytest.raises(InvalidId) as caught:
        found(text)
    assert caught.value.hint


def test_without_an_act_it_must_be_in_one_only() -> None:
    assert found("Article 200", None) == "art_200"
    assert lookup("recital 113", index_for, ACTS, None) == f"{CELEX}/rct_113"
    with pytest.raises(UnknownProvision) as caught:
        found("Article 5", None)
    assert caught.value.candidates == (f"{CELEX}/art_5", f"{GDPR}/art_5")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Article 7", "art_6"),
        ("Article 5(3)", "art_5/par_2"),
        ("Article 3(61)", "art_3/pnt_62"),
        ("recital 100", "rct_113"),
        ("Annex III, point 6", "anx_III/pnt_5"),
        ("Article 113, fifth paragraph", "art_113/unp_3"),
    ],
)
def test_what_is_missing_has_near_candidates(text: str, first: str) -> None:
    with pytest.raises(UnknownProvision) as caught:
        found(text)
    assert path_of(caught.value.candidates[0]) == first
    assert first in caught.value.hint


def test_what_fits_several_lists_them() -> None:
    with pytest.raises(UnknownProvision) as caught:
        found("Annex VIII, point 1")
    assert [path_of(one) for one in caught.value.candidates] == ["anx_VIII/sct_A/pnt_1", "anx_VIII/sct_B/pnt_1"]


def test_an_act_that_is_not_in_the_library() -> None:
    with pytest.raises(UnknownProvision) as caught:
        found("Article 5 of Directive 95/46/EC")
    assert "31995L0046" in caught.value.what


def test_in_an_empty_library() -> None:
    with pytest.raises(UnknownProvision):
        lookup("Article 5", index_for, (), None)
