"""What an infringement costs: every formula that sets a penalty, what it is for, who pays and who imposes it; in sentences of our own."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.sanctions import FILES, sanctions_of, told
from extract.actors import Actors
from extract.definitions import find_definitions
from extract.resolve import resolve
from extract.sanctions import find_sanctions
from extract.sentences import sentence_spans
from extract.terms import term_nodes
from kg.errors import MalformedSource
from kg.ids import act_of
from kg.model import Act, Provision, Span, walk
from kg.rules import Penalty, Sanction, Which
from tests.factories import CELEX, act, provision

FACTS = Path(__file__).parent.parent / "acts" / "sanctions.jsonl"
ARTICLES = tuple(provision(f"art_{number}", text="Keepers shall keep lamps.") for number in range(1, 10))


def found(*articles: Provision) -> tuple[Sanction, ...]:
    """The sanctions of an act of nine duties and some articles."""
    whole = act(*ARTICLES, *articles)
    references = resolve(whole)
    definitions = find_definitions(whole, references)
    actors = Actors(whole, tuple(zip(term_nodes(whole.celex, definitions), definitions, strict=True)))
    return find_sanctions(whole, references, actors)


def said(text: str, *points: str) -> tuple[Sanction, ...]:
    """The sanctions of one article that says a text, with points."""
    below = (provision(f"art_20/par_1/pnt_{'abcdefgh'[at]}", text=point) for at, point in enumerate(points))
    return found(provision("art_20", provision("art_20/par_1", *below, text=text)))


def targets(sanctions: tuple[Sanction, ...]) -> list[str]:
    return [one.target.removeprefix(f"{CELEX}/") for one in sanctions]


def figures(sanctions: tuple[Sanction, ...]) -> set[tuple[int | None, str, str, str]]:
    return {(one.amount, one.currency, one.percentage, one.basis) for one in sanctions}


# ── limits ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

OF_FIVE = "Infringements of Article 5 shall be subject to"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("administrative fines of up to EUR 2 000 000.", (2_000_000, "EUR", "", "")),
        ("administrative fines up to 750 000 EUR.", (750_000, "EUR", "", "")),
        ("fines of up to EUR 5 million.", (5_000_000, "EUR", "", "")),
        ("fines of up to EUR 2,5 million.", (2_500_000, "EUR", "", "")),
        ("fines of a maximum of at least EUR 7 000.", (7_000, "EUR", "", "")),
        ("fines not exceeding €40,000.", (40_000, "EUR", "", "")),
        ("fines not exceeding 10 % of its turnover in the last year.", (None, "", "10", "its turnover in the last year")),
        ("fines of up to 2,5 per cent of the sales of lamps.", (None, "", "2.5", "the sales of lamps")),
        ("sanctions of not less than 5 % of the net turnover.", (None, "", "5", "the net turnover")),
        ("fines of at least twice the amount of the gain where it can be told, or EUR 900.", (900, "EUR", "200", "the amount of the gain")),
        ("fines of at least twice the amount of the profits gained.", (None, "", "200", "the amount of the profits gained")),
    ],
)
def test_a_limit_is_read_in_each_way_of_writing(words: str, expected: tuple[int | None, str, str, str]) -> None:
    assert figures(said(f"{OF_FIVE} {words}")) == {expected}


@pytest.mark.parametrize(("words", "which"), [("higher", Which.HIGHER), ("greater", Which.HIGHER), ("lower", Which.LOWER)])
def test_an_amount_and_a_share_are_one_limit(words: str, which: Which) -> None:
    sentence = f"{OF_FIVE} fines of up to EUR 9 000 or, if a firm broke it, up to 3 % of its yearly turnover, whichever is {words}."
    (one,) = said(sentence)
    assert (one.amount, one.percentage, one.basis, one.which) == (9_000, "3", "its yearly turnover", which)


def test_a_share_may_come_before_the_amount() -> None:
    (one,) = said(f"{OF_FIVE} fines not exceeding 3 % of their yearly turnover or EUR 9 000, whichever is higher.")
    assert (one.amount, one.percentage, one.basis) == (9_000, "3", "their yearly turnover")


def test_two_shares_are_two_limits() -> None:
    sentence = f"{OF_FIVE} fines of up to 3 % of the daily turnover or, in the case of natural persons, 2 % of the daily income."
    assert [(one.percentage, one.basis) for one in said(sentence)] == [("3", "the daily turnover"), ("2", "the daily income")]


def test_figures_for_infringements_of_their_own_are_apart() -> None:
    sentence = (
        "Makers shall be subject to fines of at least EUR 1 000 for infringements of Article 2 and EUR 5 000 for infringements of"
        " Articles 3 and 4, or 2 % for infringements of Article 2 and 6 % for infringements of Articles 3 and 4 of the turnover of the"
        " maker."
    )
    told_so = {(one.target.rpartition("/")[2], one.amount, one.percentage, one.basis) for one in said(sentence)}
    assert told_so == {
        (f"art_{at}", *rest, "the turnover of the maker") for at, rest in ((2, (1000, "2")), (3, (5000, "6")), (4, (5000, "6")))
    }


def measures(sanctions: tuple[Sanction, ...]) -> list[tuple[str, Penalty, int | None, str]]:
    """What each penalty is for, its sort and its figures."""
    return [(one.target.rpartition("/")[2], one.penalty, one.amount, one.percentage) for one in sanctions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{OF_FIVE} fines of up to EUR 5 000 000 or 2 %, and infringements of Article 6 to fines of up to EUR 10 000 000.",
            [("art_5", 5_000_000, "2"), ("art_6", 10_000_000, "")],
        ),
        (
            f"{OF_FIVE} fines of up to EUR 5 or 2 % of the turnover, whichever is higher, and infringements of Articles 6 and 7 of up to"
            " EUR 7 or 3 % of the turnover, whichever is higher.",
            [("art_5", 5, "2"), ("art_6", 7, "3"), ("art_7", 7, "3")],
        ),
        (
            f"{OF_FIVE} fines of up to EUR 5; infringements of Article 6 shall be subject to fines of up to EUR 7.",
            [("art_5", 5, ""), ("art_6", 7, "")],
        ),
        (
            "Fines of up to EUR 5 may be imposed where keepers infringe Article 5 and fines of up to EUR 7 where they infringe Article 6.",
            [("art_5", 5, ""), ("art_6", 7, "")],
        ),
    ],
)
def test_each_figure_is_for_the_infringements_beside_it(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert [(own, amount, share) for own, _, amount, share in measures(said(text))] == expected


def test_those_who_infringe_in_the_second_part_of_a_sentence_pay_what_it_tells() -> None:
    rules = said(
        "Keepers that infringe Article 5 shall be subject to fines of up to EUR 5,"
        " and makers that infringe Article 6 to fines of up to EUR 7."
    )
    assert [(one.amount, [node.rpartition("/")[2] for node in one.payer]) for one in rules] == [(5, ["keeper"]), (7, ["maker"])]


def test_two_sorts_of_penalty_are_two_penalties() -> None:
    both = said(f"{OF_FIVE} fines of up to EUR 500 and to periodic penalty payments of up to EUR 10 a day.")
    assert measures(both) == [("art_5", Penalty.FINE, 500, ""), ("art_5", Penalty.PERIODIC, 10, "")]
    apart = said(f"{OF_FIVE} fines of up to EUR 500 and infringements of Article 6 to periodic penalty payments of up to EUR 10.")
    assert measures(apart) == [("art_5", Penalty.FINE, 500, ""), ("art_6", Penalty.PERIODIC, 10, "")]
    behind = said(
        "The Commission may impose fines of up to EUR 5 and periodic penalty payments of up to EUR 1 where they breach Article 6."
    )
    assert measures(behind) == [("art_6", Penalty.FINE, 5, ""), ("art_6", Penalty.PERIODIC, 1, "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Infringements of Articles 5 and 6 shall be subject to fines of up to EUR 5 000 and EUR 10 000 respectively.",
            [("art_5", 5_000, ""), ("art_6", 10_000, "")],
        ),
        (
            "Fines of up to EUR 5, EUR 6 and EUR 7 may be imposed for infringements of Articles 4, 5 and 6, respectively.",
            [("art_4", 5, ""), ("art_5", 6, ""), ("art_6", 7, "")],
        ),
        (
            "Infringements of Articles 5 and 6 shall be subject to fines of up to EUR 5 or 2 % and EUR 10 or 4 % respectively.",
            [("art_5", 5, "2"), ("art_6", 10, "4")],
        ),
        (
            "Infringements of Articles 4, 5 and 6 shall be subject to fines of up to EUR 5 and EUR 10 respectively.",
            [("art_4", None, ""), ("art_5", None, ""), ("art_6", None, "")],
        ),
        (
            "Infringements of Articles 5 and 6 shall be subject to fines of up to EUR 5 and EUR 9 for natural and legal"
            " persons respectively.",
            [("art_5", 5, ""), ("art_6", 5, ""), ("art_5", 9, ""), ("art_6", 9, "")],
        ),
    ],
)
def test_figures_and_provisions_are_paired_where_the_sentence_says_respectively(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert [(own, amount, share) for own, _, amount, share in measures(said(text))] == expected


@pytest.mark.parametrize(
    "words",
    [
        "at least EUR 5 000 and up to EUR 10 000",
        "not less than EUR 5 000 but not more than EUR 10 000",
        "at least EUR 5 000 or 2 % of the turnover and up to EUR 10 000 or 4 % of the turnover",
        "between EUR 5 000 and EUR 10 000",
        "up to EUR 10 000 and no less than EUR 5 000",
        "from EUR 5 000 to EUR 10 000 or from 1 % to 4 % of the turnover",
    ],
)
def test_the_least_of_a_penalty_is_no_second_one(words: str) -> None:
    (one,) = said(f"{OF_FIVE} fines of {words}.")
    assert (one.amount, one.percentage) == (10_000, "4" if "%" in words else "")


def test_a_share_ends_in_front_of_what_it_is_for() -> None:
    (one,) = said("The Commission may impose fines of up to EUR 5 000 or 2 % of the turnover for infringements of Article 5.")
    assert (one.amount, one.percentage, one.basis) == (5_000, "2", "the turnover")


@pytest.mark.parametrize(
    "text",
    [
        "Firms with a turnover of up to EUR 5 000 000 shall keep lamps in accordance with Article 5.",
        "The total amount of the fines for infringements of Article 5 shall not exceed EUR 5 000.",
        "The liability of each firm for the payment of the fine shall not exceed 20 % of its turnover.",
        "At least 5 % of the lamps shall be tested where Article 5 is infringed.",
        "Where fines are weighed, an infringement of Article 5 by a firm with an income of more than 2 % of the market counts twice.",
        "No fines shall be imposed for infringements of Article 5.",
        "When deciding whether to impose a fine for an infringement of Article 5, its gravity shall be taken into account.",
        "Authorities shall publish each decision imposing a penalty for infringements of Article 5.",
        "Each Member State may lay down rules on whether and to what extent fines may be imposed for infringements of Article 5.",
        "The contract shall tell of early termination penalties that the keeper may charge.",
        "The request shall indicate the fines provided for in Article 5 for supplying incorrect information.",
    ],
)
def test_what_sets_no_penalty(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Infringements of Article 5 shall not be subject to fines of up to EUR 500 000.",
        "No fine of up to EUR 500 may be imposed for infringements of Article 5.",
        "No keeper shall be subject to fines of up to EUR 500 for infringements of Article 5.",
        "Neither fines of up to EUR 500 nor other penalties may be imposed for infringements of Article 5.",
        "The Commission may not impose fines of up to EUR 500 for infringements of Article 5.",
        "Fines of up to EUR 500 shall not be imposed for infringements of Article 5.",
        "In no case shall infringements of Article 5 be subject to fines of up to EUR 500.",
        "Infringements of Article 5 shall be subject not to fines of up to EUR 500 but to warnings.",
        "Keepers that infringe Article 5 shall be exempt from fines of up to EUR 500.",
    ],
)
def test_a_penalty_that_is_denied_is_none(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{OF_FIVE} fines of up to EUR 500, but shall not be subject to criminal penalties.",
        "Infringements of Article 5 shall not be subject to criminal penalties, but to fines of up to EUR 500.",
        "Keepers shall not only be subject to fines of up to EUR 500 for infringements of Article 5 but also to warnings.",
        "Where keepers do not comply with Article 5, the Commission may impose fines of up to EUR 500.",
        "The fine for infringements of Article 5 shall not exceed EUR 500.",
        "Without prejudice to Article 9, fines of up to EUR 500 may be imposed for infringements of Article 5.",
        f"{OF_FIVE} fines of up to EUR 500, which shall not be published.",
    ],
)
def test_a_penalty_beside_something_denied_is_one(text: str) -> None:
    assert [(one.target, one.penalty, one.amount) for one in said(text)] == [(f"{CELEX}/art_5", Penalty.FINE, 500)]


def test_points_about_the_weighing_of_fines_set_none() -> None:
    assert (
        said("Authorities shall weigh the fines in view of:", "the gravity of infringements of Article 5;", "the turnover of the firm.")
        == ()
    )


def test_a_threshold_beside_a_fine_is_none_of_its_limits() -> None:
    (one,) = said(f"{OF_FIVE} fines of up to EUR 5 000 where the damage exceeds EUR 100 000.")
    assert (one.amount, one.percentage) == (5_000, "")


# ── what it is for ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Non-compliance with the ban of lamps referred to in Article 5 shall be subject to fines of up to EUR 5 000.", ["art_5"]),
        (
            "Member States shall ensure that where they infringe Article 2 or 3, keepers are subject to fines of up to EUR 5.",
            ["art_2", "art_3"],
        ),
        (
            "For infringements of Articles 2 to 4, the Commission may impose fines in accordance with Article 9.",
            ["art_2", "art_3", "art_4"],
        ),
        ("Fines of up to EUR 5 may be imposed for a failure to comply with Article 7.", ["art_7"]),
        ("The supply of incorrect information to the Board shall be subject to fines of up to EUR 5 000.", [CELEX]),
        ("Member States shall lay down the rules on penalties applicable to infringements of this Regulation.", [CELEX]),
        ("Member States shall provide for sanctions in respect of infringements of the duties in Article 4.", ["art_4"]),
        ("The Commission may impose on keepers fines not exceeding 1 % of their turnover where they breach Article 6.", ["art_6"]),
        ("The Commission may impose periodic penalty payments in order to compel keepers to comply with Article 8.", ["art_8"]),
        ("Penalties for infringements of Article 7 shall be laid down by Member States.", ["art_7"]),
        ("Keepers that fail to comply with Article 4 shall be held liable for the payment of a penalty.", ["art_4"]),
        ("Whoever infringes Article 2 shall be liable to a penalty.", ["art_2"]),
        (
            "Where the keeper does not put out a lamp in time, the keeper shall be subject to fines in accordance with Article 9.",
            ["art_20/par_1"],
        ),
        (
            "Fines of up to EUR 5 may be imposed for non-compliance with Article 3, including with the limits it sets out for lamps"
            " referred to in Article 4.",
            ["art_3"],
        ),
        (
            "Fines of up to EUR 5 may be imposed for non-compliance with Article 3, including the limits for lamps set out in Article 4.",
            ["art_3", "art_4"],
        ),
        (
            "Keepers who breach Article 3, with a request by persons referred to in Article 4, shall be subject to fines of up to EUR 5.",
            ["art_3"],
        ),
    ],
)
def test_what_is_punished(text: str, expected: list[str]) -> None:
    assert targets(said(text)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Article 5, without prejudice to Article 7",
        "Article 5, without prejudice to Articles 7, 8 and 9",
        "Article 5, notwithstanding Article 7 or Article 8",
        "Article 5 in accordance with the procedure in Article 8",
        "Article 5, as established in accordance with Article 8",
        "Article 5 with lamps defined in Article 6",
        "Article 5 by users referred to in Article 6 or 7",
        "the obligations of Article 5 by users that are listed in Article 6",
        "the obligations of users referred to in Article 5 under the procedure in Article 8",
    ],
)
def test_what_is_named_beside_the_infringed_provision_is_not_punished(words: str) -> None:
    assert targets(said(f"Infringements of {words}, shall be subject to fines of up to EUR 5.")) == ["art_5"]
    assert targets(said(f"Keepers shall be subject to fines of up to EUR 5 where they infringe {words}.")) == ["art_5"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Article 5, or of the duties of users laid down in Article 6, or of a decision taken under Article 7",
            ["art_5", "art_6", "art_7"],
        ),
        ("Articles 2 and 3, 4 or 5 or, in the case of firms, of Article 6", ["art_2", "art_3", "art_4", "art_5", "art_6"]),
        ("the duties to give what is asked for pursuant to Article 5 or given in a talk pursuant to Article 6", ["art_5", "art_6"]),
    ],
)
def test_a_further_provision_is_punished_where_words_lead_to_it(words: str, expected: list[str]) -> None:
    assert targets(said(f"Infringements of {words}, shall be subject to fines of up to EUR 5.")) == expected


def test_points_tell_what_is_punished() -> None:
    rules = said(
        "Infringements of the following provisions shall be subject to fines of up to EUR 5 000:",
        "the duties of makers pursuant to Articles 2 and 3;",
        "the other duties of makers pursuant to Article 3;",
        "the supply of incorrect information.",
    )
    assert [(one.target.rpartition("/")[2], [own[-1] for own in one.points]) for one in rules] == [
        ("art_2", ["a"]), ("art_3", ["a", "b"]), (CELEX, ["c"])
    ]  # fmt: skip


def test_what_points_list_is_not_what_the_persons_are() -> None:
    rules = said(
        "The Commission may impose periodic penalty payments not exceeding 5 % of the daily turnover to compel keepers referred to in"
        " Article 4:",
        "to comply with Article 2;",
        "to answer.",
    )
    assert targets(rules) == ["art_2", CELEX]
    assert {one.penalty for one in rules} == {Penalty.PERIODIC}


def test_exceptions_are_kept() -> None:
    (one,) = said(
        "Non-compliance with this Regulation, other than with the duty laid down in Article 5, shall be subject to fines of up to EUR 7."
    )
    assert (one.target, one.excepted) == (CELEX, (f"{CELEX}/art_5",))


def test_points_may_give_the_figures() -> None:
    rules = said(
        "Authorities shall have the power to impose, for infringements of Articles 2 and 3, maximum fines of at least:",
        "EUR 4 000, for the infringements of Article 2;",
        "3 % of the turnover of the keeper.",
    )
    assert [(one.provision[-5:], one.target.rpartition("/")[2], one.amount, one.percentage) for one in rules] == [
        ("pnt_a", "art_2", 4_000, ""), ("pnt_b", "art_2", None, "3"), ("pnt_b", "art_3", None, "3")
    ]  # fmt: skip


def test_lists_in_points_give_the_figures_of_what_each_is_for() -> None:
    inner = (
        provision("art_20/par_1/pnt_b/pnt_i", text="for infringements of Article 2, EUR 5 000 or 15 % of its yearly turnover;"),
        provision("art_20/par_1/pnt_b/pnt_ii", text="for infringements of Article 3, EUR 1 000."),
    )
    points = (
        provision("art_20/par_1/pnt_a", text="a public warning;"),
        provision("art_20/par_1/pnt_b", *inner, text="in respect of legal persons, maximum pecuniary sanctions of at least:"),
    )
    text = "Authorities shall have the power to impose at least the following sanctions for infringements of Articles 2 and 3:"
    rules = [one for one in found(provision("art_20", provision("art_20/par_1", *points, text=text))) if one.amount]
    assert [(one.target.rpartition("/")[2], one.amount, one.percentage) for one in rules] == [("art_2", 5_000, "15"), ("art_3", 1_000, "")]
    assert {node.rpartition("/")[2] for one in rules for node in one.payer} == {"legal-person"}


def test_infringements_that_another_paragraph_lists_are_those_it_names() -> None:
    first = provision(
        "art_20/par_1", provision("art_20/par_1/pnt_a", text="infringements of Articles 2 and 3;"),
        text="Member States shall provide for authorities to have the power to take penalties in relation to the following infringements:",
    )  # fmt: skip
    second = provision(
        "art_20/par_2", text="For the infringements referred to in paragraph 1, point (a), authorities may impose fines of EUR 9."
    )
    rules = found(provision("art_20", first, second))
    assert targets(tuple(one for one in rules if one.amount == 9)) == ["art_2", "art_3"]


def test_a_sentence_goes_on_about_the_penalty_before_it() -> None:
    first = provision(
        "art_20/par_1", text="The Commission may impose periodic penalty payments to compel keepers to comply with Article 8."
    )
    second = provision("art_20/par_2", text="Those penalty payments shall not exceed 5 % of the daily turnover.")
    *_, last = found(provision("art_20", first, second))
    assert (last.target, last.percentage, last.provision) == (f"{CELEX}/art_8", "5", second.id)
    assert last.authority == ("actor:commission",)


def test_a_cap_is_for_the_provisions_it_caps() -> None:
    first = provision("art_20/par_1", text=f"{OF_FIVE} fines of up to EUR 9 or 3 % of the turnover, whichever is higher.")
    second = provision(
        "art_20/par_2",
        text="In the case of SMEs, each fine referred to in this Article shall be up to what paragraph 1 says, whichever is lower.",
    )
    *_, cap = found(provision("art_20", first, second))
    assert (cap.target, cap.which, cap.amount, cap.percentage) == (first.id, Which.LOWER, None, "")
    assert cap.payer == (f"{CELEX}/actor/sme",)


def test_a_cap_on_what_each_is_liable_for_is_of_the_fines_spoken_of() -> None:
    first = provision("art_20/par_1", text="The Commission may impose fines of up to EUR 9 on operators where they infringe Article 2.")
    second = provision("art_20/par_2", text="The Commission may impose fines of up to EUR 8 on undertakings where they infringe Article 3.")
    third = provision(
        "art_20/par_3",
        provision(
            "art_20/par_3/unp_2", text="The liability of each operator for the payment of the fine shall not exceed 7 % of its sales."
        ),
        text="Where a fine is imposed on undertakings, they shall call for contributions.",
    )
    *_, cap = found(provision("art_20", first, second, third))
    assert (cap.target, cap.caps, cap.percentage, cap.basis) == (second.id, True, "7", "its sales")
    assert [node.rpartition("/")[2] for node in cap.payer] == ["operator"]


def test_a_cap_is_of_every_fine_of_the_article_where_nobody_is_told_of() -> None:
    first = provision("art_20/par_1", text="Infringements of Article 2 shall be subject to fines of up to EUR 9.")
    second = provision("art_20/par_2", text="Infringements of Article 3 shall be subject to fines of up to EUR 8.")
    third = provision("art_20/par_3", text="The liability of each firm for the payment of the fine shall not exceed 7 % of its sales.")
    rules = found(provision("art_20", first, second, third))
    assert [one.target for one in rules if one.caps] == [first.id, second.id]


def test_figures_that_another_provision_gives_are_named() -> None:
    (one,) = said("Infringements of Article 5 shall be subject to administrative fines as referred to in Article 9.")
    assert (one.measured_by, one.amount) == ((f"{CELEX}/art_9",), None)


@pytest.mark.parametrize("text", ["Infringements of Article 5 shall be subject to fines of EUR 5 in Regulation (EU) 2016/679, Article 6."])
def test_provisions_of_other_acts_are_never_punished(text: str) -> None:
    assert all(act_of(one.target) == CELEX for one in said(text))


def test_words_that_amend_another_act_set_no_penalty() -> None:
    text = "The following is added: ‘Infringements of Article 5 shall be subject to fines of up to EUR 5.’"
    at = text.index("‘")
    whole = provision("art_20", text=text, quoted=Span(start=at, end=len(text)))
    assert found(whole) == ()


def test_recitals_set_no_penalty() -> None:
    assert found(provision("rct_1", text=f"{OF_FIVE} fines of up to EUR 5.")) == ()


def test_other_languages_are_not_read() -> None:
    whole = act(provision("art_1", text=f"{OF_FIVE} fines of up to EUR 5."))
    french = Act(**{name: getattr(whole, name) for name in whole.__slots__} | {"language": "fr"})
    assert find_sanctions(french, (), Actors(french, ())) == ()


# ── who pays, who imposes ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "payer", "authority"),
    [
        ("The Commission may impose on providers fines of up to EUR 5 where they infringe Article 2.", ["provider"], ["commission"]),
        (
            "Member States shall lay down the rules on penalties for infringements of this Regulation by operators.",
            ["operator"],
            ["member-state"],
        ),
        ("Where they infringe Article 2, undertakings are subject to fines of up to EUR 5.", ["undertaking"], []),
        (
            "Member States shall ensure that supervisory authorities have the power to impose fines on providers and importers for"
            " infringements of Article 2.",
            ["provider", "importer"],
            ["supervisory-authority"],
        ),
        ("Fines for infringements of Article 2 shall be up to 6 % of the turnover of the provider.", ["provider"], []),
        ("The supply of incorrect information to authorities shall be subject to fines of up to EUR 5.", [], []),
        ("Member States may decide that infringements of Article 2 shall be subject to fines of up to EUR 5.", [], []),
        ("Authorities shall ensure that infringements of Article 2 are subject to fines of up to EUR 5.", [], []),
        ("Providers that infringe Article 2 shall be subject to fines of up to EUR 5.", ["provider"], []),
    ],
)
def test_who_pays_and_who_imposes(text: str, payer: list[str], authority: list[str]) -> None:
    (one,) = said(text)
    assert [node.rpartition("/")[2].removeprefix("actor:") for node in one.payer] == payer
    assert [node.rpartition("/")[2].removeprefix("actor:") for node in one.authority] == authority


def test_an_actor_that_an_act_abbreviates_is_called_so() -> None:
    first = provision("art_19", text="This Article holds for small and medium-sized enterprises (SMEs).")
    text = "In the case of SMEs, fines for infringements of Article 2 shall be up to EUR 5."
    whole = act(*ARTICLES, first, provision("art_20", text=text))
    references, actors = resolve(whole), Actors(whole, ())
    (one,) = find_sanctions(whole, references, actors)
    assert {actor.node: actor.label for actor in actors.named((), (one,))}[one.payer[0]] == "SME"


def test_points_say_whose_obligations_they_are() -> None:
    rules = said(
        "Infringements of the following shall be subject to fines of up to EUR 5:",
        "the obligations of providers and importers pursuant to Article 2;",
        "the rights of consumers pursuant to Article 3.",
    )
    assert [[node.rpartition("/")[2] for node in one.payer] for one in rules] == [["provider", "importer"], []]


def test_an_earlier_sentence_of_the_article_says_who_imposes() -> None:
    first = provision("art_20/par_1", text="The Commission may impose fines on providers.")
    second = provision("art_20/par_2", text=f"{OF_FIVE} fines of up to EUR 5.")
    (one,) = found(provision("art_20", first, second))
    assert one.authority == ("actor:commission",)
    assert [node.rpartition("/")[2] for node in one.payer] == ["provider"]


@pytest.mark.parametrize(
    ("told", "authority"),
    [
        ("Member States shall report each year on the fines they have issued in accordance with this Article.", ["member-state"]),
        ("The Commission shall notify the Council of the fines it has imposed pursuant to this Article.", ["commission"]),
        ("Market surveillance authorities that impose fines shall tell the others.", ["market-surveillance-authority"]),
        ("The decision shall have an equivalent effect to the fines imposed by supervisory authorities.", ["supervisory-authority"]),
        ("Member States shall report each year on the fines they have issued in accordance with Article 9.", []),
        ("Member States shall report each year on the fines they have collected in accordance with this Article.", []),
        ("In some States the fines are imposed by the courts.", []),
    ],
)
def test_a_later_sentence_of_the_article_that_speaks_of_fines_imposed_says_who_imposes(told: str, authority: list[str]) -> None:
    first = provision("art_20/par_1", text=f"{OF_FIVE} fines of up to EUR 5.")
    (one,) = found(provision("art_20", first, provision("art_20/par_2", text=told)))
    assert [node.rpartition("/")[2].removeprefix("actor:") for node in one.authority] == authority


# ── properties and acts ────────────────────────────────────────────────────────────────────────────────────────────────────────

_PIECES = st.sampled_from(
    ["fines", " of up to ", "EUR 5 000", " or ", "3 %", " of the turnover", ", whichever is higher", "Infringements of ", "Article 5",
     " shall be subject to ", "The Commission may impose ", ". ", ":", " the following", "Where ", "penalties", " in paragraph 1", "EUR",
     "%"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14), st.lists(_PIECES, max_size=6))
def test_spans_lie_in_the_text_and_targets_in_the_act(pieces: list[str], point: list[str]) -> None:
    text = "".join(pieces)
    whole = provision("art_20/par_1", provision("art_20/par_1/pnt_a", text="".join(point)), text=text)
    ids = {one.id for one in walk((*ARTICLES, provision("art_20", whole)))}
    words = {one.id: one.text for one in walk((whole,))}
    for rule in found(provision("art_20", whole)):
        assert 0 <= rule.span.start < rule.span.end <= len(words[rule.provision])
        assert rule.target == CELEX or rule.target in ids
        assert bool(rule.currency) is (rule.amount is not None)


def seconds(text: str) -> float:
    """Processor seconds that reading the penalties of an article takes; that of its sentences and references is left out."""
    article = provision("art_20", provision("art_20/par_1", text=text))
    whole = act(*ARTICLES, article)
    references, actors = resolve(whole), Actors(whole, ())
    for part in walk((article,)):
        sentence_spans(part.text)
    start = time.process_time()
    find_sanctions(whole, references, actors)
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit",
    [
        "shall be subject to fines ",
        "periodic penalty payments ",
        "penalties applicable to infringements of ",
        "fines of up to EUR 5 or 2 % of the turnover and infringements of Article 5 ",
        "EUR 5 for infringements of 2 % of the turnover, ",
        "that apply fines may impose penalties ",
        "The fine shall not exceed EUR 5.\n",
        "The liability of each keeper for the payment of the fine shall not exceed 5 % of its turnover.\n",
        "Infringements of Articles 5 and 6 by users referred to in Article 7 shall be subject to fines of up to EUR 5.\n",
    ],
)
def test_reading_takes_time_in_proportion_to_the_text(unit: str) -> None:
    """Eight times the length, at most some thirty times the time: a quadratic way would take sixty times as long."""
    block = "Fines " + unit * (3_900 // len(unit)) + ".\n"
    assert seconds(block * 16) < 30 * seconds(block * 2) + 0.1
    assert seconds("Fines " + unit.replace("\n", " ") * (64_000 // len(unit))) < 1


def test_a_sentence_that_is_longer_than_any_is_not_read() -> None:
    lamps = "lamps, " * 600
    assert said(f"{OF_FIVE} fines of up to EUR 5.") != ()
    assert said(f"{OF_FIVE} fines of up to EUR 5, {lamps}and so on.") == ()


def test_an_act_with_more_penalties_than_any_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.sanctions.MOST_SANCTIONS", 2)
    with pytest.raises(MalformedSource, match="over 2 provisions with a penalty"):
        said("Infringements of Articles 5, 6 and 7 shall be subject to fines of up to EUR 5.")


@pytest.mark.parametrize("name", FILES)
def test_the_penalties_of_an_act_are_those_checked_against_its_text(corpus: Path, name: str) -> None:
    facts = [fact for line in FACTS.read_text("utf-8").splitlines() if (fact := json.loads(line))["file"] == name]
    act_read, sanctions = sanctions_of(corpus / name)
    kept = facts[0].keys()
    assert [{key: one[key] for key in kept} for one in told(name, sanctions)] == facts
    words = {one.id: one for one in walk(act_read.provisions)}
    assert all(rule.span.end <= len(words[rule.provision].words(rule.span.field)) for rule in sanctions)
    assert all(rule.target == act_read.celex or rule.target in words for rule in sanctions)
