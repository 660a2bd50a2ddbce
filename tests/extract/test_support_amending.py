"""Recital support in acts that amend others: what their recitals explain there, and the instructions that do it. The words are our own."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from extract.amendments import find_amendments
from extract.resolve import resolve
from extract.support import find_support
from extract.support_amending import find_all_support
from kg.findings import Findings, RecitalSupport
from kg.ids import act_of
from kg.model import Act, Provision
from tests.extract.support_acts import SUBJECT_WORDS, SUBJECTS
from tests.extract.test_amendments import NAMED, OTHER, OWN, amending, host
from tests.factories import provision


def whole(recitals: Iterable[str], *units: Provision) -> Act:
    """An amending act of these recitals and articles."""
    reasons = (provision(f"rct_{at}", text=text, celex=OWN) for at, text in enumerate(recitals, 1))
    return amending(provision("pbl_1", *reasons, celex=OWN), *units)


def instruction(at: int, text: str, new: str | None = None) -> Provision:
    return host(f"art_1/pnt_{at}", text, new=new)


def links(act: Act) -> tuple[RecitalSupport, ...]:
    return find_all_support(act, Findings(references=resolve(act), amendments=find_amendments(act)), ())


def supported(act: Act, recital: int, celex: str = OTHER) -> list[str]:
    """What a recital supports in an act, by path."""
    found = (one for one in links(act) if one.recital == f"{OWN}/rct_{recital}" and act_of(one.provision) == celex)
    return [one.provision.removeprefix(f"{celex}/") for one in found]


WHY = tuple(f"It matters that {one}." for one in SUBJECTS)
FIVE = tuple(
    instruction(at, f"Article {at} is replaced by the following:", f"‘Article {at}\n{text}’;") for at, text in enumerate(SUBJECT_WORDS, 1)
)
ENTRY = provision("art_2", text="This Regulation shall enter into force at once.", celex=OWN)


def five_changes(*recitals: str, more: tuple[Provision, ...] = (), after: tuple[Provision, ...] = (ENTRY,)) -> Act:
    """An act that replaces five articles of another in its first article."""
    return whole(recitals or WHY, host("art_1", f"{NAMED} is amended as follows:", *FIVE, *more), *after)


@pytest.mark.parametrize("at", range(1, 6))
def test_a_recital_supports_the_article_as_amended_and_the_instruction_that_amends_it(at: int) -> None:
    assert supported(five_changes(), at) == [f"art_{at}"]
    assert supported(five_changes(), at, OWN) == [f"art_1/pnt_{at}"]


def test_both_ends_have_the_same_score_and_reasons() -> None:
    ends = [one for one in links(five_changes()) if one.recital.endswith("rct_2")]
    assert len(ends) == 2
    assert len({(one.score, one.reasons) for one in ends}) == 1


def test_an_act_with_enough_articles_of_its_own_is_read_as_it_is() -> None:
    own = tuple(provision(f"art_{at}", text=text, celex=OWN) for at, text in enumerate(SUBJECT_WORDS, 2))
    act = five_changes(after=own)
    found = Findings(references=resolve(act), amendments=find_amendments(act))
    assert [one for one in find_all_support(act, found, ()) if act_of(one.provision) == OWN] == list(find_support(act, found))


def test_there_an_article_that_changes_one_other_leads_to_it() -> None:
    own = tuple(provision(f"art_{at}", text=text, celex=OWN) for at, text in enumerate(SUBJECT_WORDS, 2))
    last = host("art_7", f"In {NAMED}, Article 9 is replaced by the following:", new="‘Article 9\nBells ring in the tower at noon.’")
    act = whole((*WHY, "Bells ought to ring in the tower."), *own, last)
    assert supported(act, 6) == ["art_9"]
    assert "art_7" in supported(act, 6, OWN)


def test_where_words_are_deleted_the_instruction_is_what_a_recital_is_like() -> None:
    gone = instruction(6, "in Article 8, the words ‘or zither playing in cellars’ are deleted;")
    act = five_changes(*WHY, "Zither playing in cellars has no use any more.", more=(gone,))
    assert supported(act, 6) == ["art_8"]


def test_an_annex_that_changes_has_its_place_among_the_changes() -> None:
    annex = instruction(6, "the following Annex IV is added:", "‘ANNEX IV\nForm for owls, herons and larks.’")
    act = five_changes(*WHY, "A form for owls, herons and larks is needed.", more=(annex,))
    assert "anx_IV" in supported(act, 6)


BACKGROUND = "Nothing of this touches {}."


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (f"Article 9 of {NAMED}", []),
        (f"Article 3 of {NAMED}", ["art_3"]),
        (f"Article 3(2) of {NAMED}", ["art_3", "art_3/par_2"]),
    ],
)
def test_naming_is_a_sign_where_what_is_named_changes(named: str, expected: list[str]) -> None:
    act = five_changes(*WHY, BACKGROUND.format(named))
    assert sorted(supported(act, 6)) == expected


def test_an_annex_is_named_for_all_that_it_lists_and_not_for_a_point_that_changes() -> None:
    point = instruction(6, "in Annex II, point 4 is replaced by the following:", "‘4. zithers;’")
    recitals = (*WHY, BACKGROUND.format(f"the things listed in Annex II to {NAMED}"))
    assert supported(five_changes(*recitals, more=(point,)), 6) == []


def test_an_act_that_amends_nothing_is_read_as_any_other() -> None:
    act = whole(WHY, *(provision(f"art_{at}", text=text, celex=OWN) for at, text in enumerate(SUBJECT_WORDS, 1)))
    assert links(act) == find_support(act, Findings(references=resolve(act)))
