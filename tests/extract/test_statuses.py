"""Statuses: names without quotation marks that an act gives by saying what shall be considered to be such a thing, and then uses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.definitions import find_definitions
from extract.phrases import PhraseText
from extract.resolve import resolve
from extract.terms import find_term_uses
from kg.counts import counts
from kg.findings import Definition, Form
from kg.ids import path_of
from kg.model import Act, Provision, Span
from tests.factories import act, provision

TERMS = (
    "‘lid’ means what closes a pot;",
    "‘pot’ means a vessel;",
    "‘pot with handle’ means a pan;",
    "‘pressure stove’ means a thing that heats;",
    "‘steam’ means hot water;",
    "‘risk’ means what may go wrong;",
    "‘tight lid’ means a lid without a gap;",
)
"""What the acts of these tests define, in Article 3."""


def read(*provisions: Provision, used: str = "", times: int = 3) -> Act:
    """An act with definitions, provisions, and articles that use a name so many times."""
    points = (provision(f"art_3/pnt_{at}", text=text) for at, text in enumerate(TERMS, 1))
    uses = (provision(f"art_{at}", text=f"Whoever has a {used} shall cook.") for at in range(20, 20 + times))
    return act(provision("art_3", *points, heading="Definitions", text="For the purposes of this Regulation:"), *provisions, *uses)


def statuses(whole: Act) -> list[Definition]:
    """The statuses of an act."""
    return [one for one in find_definitions(whole, resolve(whole)) if one.form is Form.STATUS]


def told(text: str, used: str = "", times: int = 3) -> list[str]:
    """The statuses that the text of Article 5 gives, in an act that uses a name so many times."""
    return [one.term for one in statuses(read(provision("art_5", text=text), used=used, times=times))]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("For the purposes of this Regulation, the following shall be considered to be heavy lids:", "heavy lids"),
        ("Lids of lead shall also be deemed heavy lids.", "heavy lids"),
        ("A lid of lead shall be regarded as a heavy lid where it is thick.", "heavy lid"),
        ("A lid of lead shall be classified as a very heavy lid.", "very heavy lid"),
        ("A pan shall be considered to be a wide pot with handle.", "wide pot with handle"),
        ("A stove shall be classified as a pressure stove with steam if it whistles.", "pressure stove with steam"),
        ("The cook shall designate the largest of them as a heavy pressure stove.", "heavy pressure stove"),
        ("The cook shall take a decision designating as a heavy lid what is of lead.", "heavy lid"),
        ("This Chapter is about lids of lead which are designated as heavy lids.", "heavy lids"),
    ],
)
def test_what_shall_be_considered_to_be_a_thing_has_its_name_as_a_status(text: str, term: str) -> None:
    assert told(text, used=term.removesuffix("s")) == [term]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("A lid of lead shall be considered to be heavy.", "heavy lid"),
        ("A lid that lies on a pot shall be considered to be high-risk where it is hot.", "high-risk lid"),
        ("A pot shall always be deemed dangerous if it has no lid.", "dangerous pot"),
        ("A pressure stove shall be deemed dangerous.", "dangerous pressure stove"),
    ],
)
def test_an_adjective_alone_makes_a_name_with_the_term_that_its_sentence_speaks_of(text: str, term: str) -> None:
    assert told(text, used=term) == [term]


def test_the_span_of_a_status_is_the_words_of_its_name() -> None:
    for text, words in (("A thing of lead shall be considered to be a heavy lid.", "heavy lid"), ("A lid shall be deemed heavy.", "heavy")):
        (one,) = statuses(read(provision("art_5", text=text), used="heavy lid"))
        assert text[one.span.start : one.span.end] == words


def test_two_names_are_two_statuses() -> None:
    text = "The cook shall designate it as a heavy lid or as a heavy pot."
    whole = read(provision("art_5", text=text), provision("art_6", text="Heavy pots, a heavy pot and heavy pots."), used="heavy lid")
    assert [one.term for one in statuses(whole)] == ["heavy lid", "heavy pot"]


def test_a_name_in_quotation_marks_needs_no_term() -> None:
    assert told("The status of ‘pan watcher’ shall be awarded to whoever asks.", used="pan watcher") == ["pan watcher"]
    assert told("They have the status of a pan watcher.", used="pan watcher") == []
    assert statuses(read(provision("art_5", text="The status of ‘…’ is open."), *(provision(f"art_{at}") for at in range(6, 12)))) == []


@pytest.mark.parametrize(
    "text",
    [
        "A lid of tin shall not be considered to be a heavy lid.",
        "A lid of tin shall no longer be considered to be a heavy lid.",
        "A lid of tin may be considered to be a heavy lid.",
        "A lid of tin is considered to be a heavy lid.",
        "The cases in which a lid shall be considered to be a heavy lid are few.",
        "Where a cook shall designate it as a heavy lid, others shall be told.",
        "Lids that have been designated as heavy lids are listed.",
        "Lids which are classified as heavy lids under Article 9 of Regulation (EU) 2015/1 shall fit.",
        "They shall be considered to be owners of a heavy lid.",
        "A lid shall be considered. Heavy lids are few.",
        "A thing of lead shall be considered to be heavy.",
        "A lid shall be deemed to be of heavy lid makers.",
    ],
)
def test_other_words_give_no_status(text: str) -> None:
    assert told(text, used="heavy lid") == []


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("A lid of lead shall be considered to be a lid.", "lid"),
        ("A cover shall be considered to be a tight lid.", "tight lid"),
        ("A lid shall be considered to be a pot.", "pot lid"),
        ("A lid shall be deemed approved.", "approved lid"),
        ("A lid shall be considered to be high-risk.", "high-risk"),
    ],
)
def test_a_defined_term_a_deed_and_a_compound_are_no_status(text: str, used: str) -> None:
    assert told(text, used=used) == []


def test_a_name_that_is_not_used_again_and_again_is_no_status() -> None:
    text = "A cover of lead shall be considered to be a heavy lid."
    assert told(text, used="heavy lid", times=2) == []
    assert told(f"{text} A heavy lid, a heavy lid and a heavy lid.", used="heavy lid", times=2) == []


def test_a_recital_and_new_text_for_another_act_give_no_status() -> None:
    text = "Lids of lead shall be considered to be heavy lids."
    assert statuses(read(provision("pbl_1", provision("rct_1", text=text)), used="heavy lid")) == []
    assert statuses(read(provision("art_5", text=text, quoted=Span(start=0, end=len(text))), used="heavy lid")) == []


def test_the_first_article_that_grants_a_status_defines_it_wherever_it_does() -> None:
    grants = "Lids of lead shall be considered to be heavy lids."
    whole = read(
        provision("art_4", text="The register has lids which are designated as heavy lids."),
        provision("art_5", provision("art_5/par_1", text=grants), provision("art_5/par_2", text=grants)),
        provision("art_6", text=grants),
        used="heavy lid",
    )
    assert [path_of(one.provision) for one in statuses(whole)] == ["art_5/par_1", "art_5/par_2"]


def test_a_status_that_is_only_spoken_of_is_defined_where_it_first_is() -> None:
    speaks = "The decision designating it as a heavy lid shall be published."
    whole = read(provision("art_4", text=speaks), provision("art_5", text=speaks), used="heavy lid")
    assert [path_of(one.provision) for one in statuses(whole)] == ["art_4"]


@pytest.mark.parametrize(
    ("led", "defines"), [("pursuant to paragraph 2", True), ("in accordance with Article 6", False), ("under the rules", True)]
)
def test_a_status_that_another_article_grants_is_not_defined(led: str, defines: bool) -> None:
    for text in (f"Lids that are designated as heavy lids {led} shall fit.", f"They shall be regarded as tall pots or heavy lids {led}."):
        parts = provision("art_5/par_1", text=text), provision("art_5/par_2", text="Lids shall fit.")
        found = statuses(read(provision("art_5", *parts), provision("art_6", text="Lids shall fit."), used="heavy lid"))
        assert bool(found) is defines


def test_a_status_holds_in_the_act_unless_it_says_where() -> None:
    texts = (
        "Lids of lead shall be considered to be heavy lids.",
        "For the purposes of this Article, a lid of lead shall be deemed a heavy lid.",
    )
    for path in ("art_5", "anx_I"):
        found = [statuses(read(provision(path, text=text), used="heavy lid"))[0].scope for text in texts]
        assert [list(map(path_of, scope)) for scope in found] == [[], [path]]


def test_statuses_stand_in_the_order_of_the_act_and_count_as_no_points_of_definitions() -> None:
    first = provision("art_2", text="Covers of lead shall be considered to be heavy lids.")
    whole = read(used="heavy lid")
    held = act(first, *whole.provisions)
    assert [path_of(one.provision) for one in find_definitions(held, resolve(held))][:2] == ["art_2", "art_3/pnt_1"]
    assert counts(held)["definition"] == counts(whole)["definition"] == len(TERMS)


def test_a_language_without_formulas_has_no_statuses() -> None:
    whole = read(provision("art_5", text="Lids of lead shall be considered to be heavy lids."), used="heavy lid")
    assert statuses(replace(whole, language="da")) == []


def test_words_of_a_status_use_it_and_not_its_head() -> None:
    whole = read(provision("art_5", text="A lid of lead shall be considered to be heavy."), used="heavy lid")
    uses = find_term_uses(PhraseText(whole), whole, find_definitions(whole, resolve(whole)))
    found = {(path_of(one.provision), one.node.rpartition("/")[2], one.form) for one in uses}
    assert {one for one in found if one[0] in ("art_5", "art_20")} == {("art_20", "heavy-lid", "heavy lid"), ("art_5", "lid", "lid")}
