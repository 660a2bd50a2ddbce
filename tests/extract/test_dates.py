"""Dates in acts made up for tests: each drafting formula, what it is said of, what it leaves out, and in which cases it holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.dates import find_dates
from extract.resolve import resolve
from kg.model import Act, Provision, Span, walk
from kg.rules import Application, Moment
from tests.factories import act, leaves, provision

DIRECTIVE = "32024L1689"


def lamps(*last: Provision, journal: str = "", celex: str = "32024R1689", language: str = "en") -> Act:
    """An act with two chapters, an annex, and an article of its own at the end."""
    five = provision("art_5", *leaves("art_5", "par_1", "par_2"), celex=celex) if celex == "32024R1689" else provision("art_5", celex=celex)
    one = provision("cpt_I", provision("art_1", celex=celex), provision("art_2", celex=celex), celex=celex)
    three = provision("cpt_III/sct_1", five, celex=celex), provision("cpt_III/sct_2", provision("art_6", celex=celex), celex=celex)
    body = (one, provision("cpt_III", *three, celex=celex), *last, provision("anx_I", celex=celex))
    return replace(act(*body, celex=celex), journal=journal, language=language)


def found(read: Act) -> tuple[Application, ...]:
    return find_dates(read, resolve(read))


def told(read: Act) -> list[tuple[str, str, str, str]]:
    """Each date: what happens, when, to what, and in which cases."""
    provisions = {one.id: one for one in walk(read.provisions)}
    return [
        (
            one.moment.name,
            one.date or one.counted,
            one.target.partition("/")[2] or one.target,
            _words(provisions[one.provision], one.condition),
        )
        for one in found(read)
    ]


def _words(host: Provision, span: Span | None) -> str:
    return host.words(span.field)[span.start : span.end] if span else ""


def said(text: str, celex: str = "32024R1689") -> list[tuple[str, str, str, str]]:
    """The dates that one article sets, which names the act first."""
    named = "This Directive concerns lamps." if celex == DIRECTIVE else "This Regulation concerns lamps."
    last = provision(
        "art_9", provision("art_9/par_1", text=named, celex=celex), provision("art_9/par_2", text=text, celex=celex), celex=celex
    )
    return told(lamps(last, celex=celex))


ACT = "32024R1689"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It shall apply from 1 May 2030.", [("APPLICATION", "2030-05-01", ACT, "")]),
        ("This Regulation shall apply as from 1 May 2030.", [("APPLICATION", "2030-05-01", ACT, "")]),
        ("Articles 1 and 2 shall apply from 1 May 2030.", [("APPLICATION", "2030-05-01", one, "") for one in ("art_1", "art_2")]),
        ("Chapter III (Articles 5 and 6) shall apply from 1 May 2030.", [("APPLICATION", "2030-05-01", "cpt_III", "")]),
        ("Chapter III, Section 2, shall apply from 1 May 2030.", [("APPLICATION", "2030-05-01", "cpt_III/sct_2", "")]),
        ("The duty set out in Article 6 shall apply from 1 May 2030.", [("APPLICATION", "2030-05-01", "art_6", "")]),
        ("Article 6 and the like in this Regulation shall apply from 1 May 2030.", [("APPLICATION", "2030-05-01", "art_6", "")]),
        ("By way of derogation from Article 1, Article 6 shall apply from 1 May 2030.", [("APPLICATION", "2030-05-01", "art_6", "")]),
        ("Without prejudice to Article 1, this Regulation shall apply from 1 May 2030.", [("APPLICATION", "2030-05-01", ACT, "")]),
        ("From 1 May 2030, Article 6 shall apply.", [("APPLICATION", "2030-05-01", "art_6", "")]),
        (
            "However, Article 1 shall apply from 1 May 2030 and Article 2 shall apply from 1 June 2030.",
            [("APPLICATION", "2030-05-01", "art_1", ""), ("APPLICATION", "2030-06-01", "art_2", "")],
        ),
        (
            "Article 6 shall apply from 1 May 2030 as regards lamps of class B.",
            [("APPLICATION", "2030-05-01", "art_6", "as regards lamps of class B")],
        ),
        (
            "Article 6 shall apply to lamps sold abroad from 1 May 2030.",
            [("APPLICATION", "2030-05-01", "art_6", "to lamps sold abroad")],
        ),
        (
            "For lamps of class B Article 6 shall apply from 1 May 2030. For lamps of class C Article 6 shall apply from 1 May 2031.",
            [
                ("APPLICATION", "2030-05-01", "art_6", "For lamps of class B"),
                ("APPLICATION", "2031-05-01", "art_6", "For lamps of class C"),
            ],
        ),
        (
            "Article 6 shall apply to lamps sold after 1 May 2030.",
            [("APPLICATION", "2030-05-01", "art_6", "to lamps sold after 1 May 2030")],
        ),
        (
            "Keepers shall be subject to the duty set out in Article 6 as from 1 May 2030.",
            [("APPLICATION", "2030-05-01", "art_6", "Keepers")],
        ),
        (
            "From 1 May 2030 to 1 May 2032, keepers may charge a fee.",
            [("APPLICATION", "2030-05-01", "art_9/par_2", ""), ("END", "2032-05-01", "art_9/par_2", "")],
        ),
        ("Article 6 shall apply until 1 May 2030.", [("END", "2030-05-01", "art_6", "")]),
        (
            "Article 6 shall apply from 1 May 2030 until 1 May 2031.",
            [("APPLICATION", "2030-05-01", "art_6", ""), ("END", "2031-05-01", "art_6", "")],
        ),
        ("This Regulation shall expire on 1 May 2030.", [("END", "2030-05-01", ACT, "")]),
        ("Directive 95/46/EC is repealed with effect from 1 May 2030.", [("END", "2030-05-01", "31995L0046", "")]),
        ("Directive 95/46/EC is hereby repealed.", [("END", "", "31995L0046", "")]),
    ],
)  # fmt: skip
def test_application_and_its_end(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert said(text) == expected


_AFTER = "after the entry into force of this Regulation"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It shall apply 24 months after its entry into force.", [("APPLICATION", "24 months after entry into force", ACT, "")]),
        (
            "It shall apply one year following the date of its entry into force.",
            [("APPLICATION", "1 year after entry into force", ACT, "")],
        ),
        (
            f"It shall apply from 1 May 2030, except for Article 6, which shall apply 12 months {_AFTER}.",
            [("APPLICATION", "2030-05-01", ACT, ""), ("APPLICATION", "12 months after entry into force", "art_6", "")],
        ),
        (
            f"Article 6 shall apply to lamps sold 12 months {_AFTER}.",
            [("APPLICATION", "12 months after entry into force", "art_6", f"to lamps sold 12 months {_AFTER}")],
        ),
        (f"Two years {_AFTER}, Article 6 shall apply.", [("APPLICATION", "2 years after entry into force", "art_6", "")]),
        (f"Two years {_AFTER}, the Commission shall evaluate this Regulation.", [("REVIEW", "2 years after entry into force", ACT, "")]),
        ("This Regulation shall expire five years after its entry into force.", [("END", "5 years after entry into force", ACT, "")]),
        ("This Regulation shall enter into force 30 days after its publication.", [("ENTRY", "30 days after publication", ACT, "")]),
        ("Article 6 shall apply 12 months after the notice referred to in Article 2.", [("APPLICATION", "", "art_6", "")]),
        (f"Article 6 shall apply for 24 months {_AFTER}.", []),
        (f"Every two years {_AFTER}, the Commission shall report.", []),
    ],
)
def test_a_period_needs_no_word_in_front_of_it(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Articles 1 and 2 shall apply from 1 May 2030 and 1 May 2031 respectively.",
            [("APPLICATION", "2030-05-01", "art_1", ""), ("APPLICATION", "2031-05-01", "art_2", "")],
        ),
        (
            "Articles 1, 2 and 6 shall apply respectively from 1 May 2030, 1 May 2031 and 1 May 2032.",
            [("APPLICATION", f"203{at}-05-01", one, "") for at, one in enumerate(("art_1", "art_2", "art_6"))],
        ),
        (
            f"Article 1 and Chapter III shall cease to apply on 1 May 2030 and 12 months {_AFTER}, respectively.",
            [("END", "2030-05-01", "art_1", ""), ("END", "12 months after entry into force", "cpt_III", "")],
        ),
        (
            "It shall apply from 1 May 2030, except for Articles 1 and 2, which shall apply from 1 May 2031 and 1 May 2032 respectively.",
            [("APPLICATION", "2030-05-01", ACT, ""), *(("APPLICATION", f"203{at}-05-01", f"art_{at}", "") for at in (1, 2))],
        ),
        (
            "Directive 95/46/EC and Directive 2000/31/EC are repealed with effect from 1 May 2030 and 1 May 2031 respectively.",
            [("END", "2030-05-01", "31995L0046", ""), ("END", "2031-05-01", "32000L0031", "")],
        ),
        (
            "Articles 1, 2 and 6 shall apply from 1 May 2030 and 1 May 2031 respectively.",
            [("APPLICATION", "", one, "") for one in ("art_1", "art_2", "art_6")],
        ),
        (
            "Articles 1 and 2 shall apply from 1 May 2030 and the date of the notice referred to in Article 6 respectively.",
            [("APPLICATION", "", one, "") for one in ("art_1", "art_2")],
        ),
        (
            "Articles 1 and 2, on lamps and wicks respectively, shall apply from 1 May 2030.",
            [("APPLICATION", "2030-05-01", one, "") for one in ("art_1", "art_2")],
        ),
    ],
)  # fmt: skip
def test_days_are_paired_with_what_they_are_of_or_left_out(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Article 6 shall cease to apply on 1 May 2030.", ("END", "2030-05-01", "art_6", "")),
        ("Article 6 shall cease to be applicable as of 1 May 2030.", ("END", "2030-05-01", "art_6", "")),
        ("Article 6 shall no longer apply from 1 May 2030.", ("END", "2030-05-01", "art_6", "")),
        ("From 1 May 2030, Article 6 shall no longer apply.", ("END", "2030-05-01", "art_6", "")),
        ("Article 6 shall not apply after 1 May 2030.", ("END", "2030-05-01", "art_6", "")),
        ("Article 6 shall not apply before 1 May 2030.", ("APPLICATION", "2030-05-01", "art_6", "")),
        ("Until 1 May 2030, Article 6 shall not apply.", ("APPLICATION", "2030-05-01", "art_6", "")),
        ("Article 6 shall apply on 1 May 2030.", ("APPLICATION", "2030-05-01", "art_6", "")),
        ("Article 6 shall cease to apply to lamps of class B on 1 May 2030.", ("END", "2030-05-01", "art_6", "to lamps of class B")),
        (
            "Article 6 shall no longer apply to lamps sold after 1 May 2030.",
            ("END", "2030-05-01", "art_6", "to lamps sold after 1 May 2030"),
        ),
        ("Until 1 May 2030, Article 6 shall apply only to lamps of class B.", ("END", "2030-05-01", "art_9/par_2", "")),
    ],
)
def test_what_ceases_or_does_not_apply_yet(text: str, expected: tuple[str, str, str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Article 6 shall not apply to lamps sold before 1 May 2030.",
            [("TRANSITION", "2030-05-01", "art_6", "to lamps sold before 1 May 2030")],
        ),
        (
            "This Regulation shall apply to lamps that have been sold before 1 May 2030 only if those lamps are rebuilt.",
            [("TRANSITION", "2030-05-01", ACT, "to lamps that have been sold before 1 May 2030 only if those lamps are rebuilt")],
        ),
        (
            "Lamps that have been sold before 1 May 2030 may continue to be used until 1 May 2032.",
            [("TRANSITION", "2032-05-01", ACT, "Lamps that have been sold before 1 May 2030")],
        ),
        (
            "Keepers of lamps that have been sold before 1 May 2030 shall take the necessary steps to comply with Article 6 by 1 May 2031.",
            [("TRANSITION", "2031-05-01", "art_6", "Keepers of lamps that have been sold before 1 May 2030")],
        ),
        (
            "Without prejudice to Article 1, lamps sold before 1 May 2030 shall be brought into line with this Regulation by 1 May 2031.",
            [("TRANSITION", "2031-05-01", ACT, "lamps sold before 1 May 2030")],
        ),
        (
            "In any case, keepers shall take the necessary steps to comply with this Regulation by 1 May 2031.",
            [("TRANSITION", "2031-05-01", ACT, "keepers")],
        ),
        (
            "This Regulation shall apply to lamps sold before the date of application of Chapter III only if they are rebuilt.",
            [("TRANSITION", "", ACT, "to lamps sold before the date of application of Chapter III only if they are rebuilt")],
        ),
    ],
)  # fmt: skip
def test_rules_for_what_is_there_already(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By 1 May 2030, the Commission shall adopt a list of lamps.", ("DEADLINE", "2030-05-01", "art_9/par_2", "")),
        ("The Commission shall, no later than 1 May 2030, adopt a list.", ("DEADLINE", "2030-05-01", "art_9/par_2", "")),
        ("Member States shall report to the Board by 1 May 2030 and every year thereafter.", ("DEADLINE", "2030-05-01", "art_9/par_2", "")),
        ("The Board shall, on 1 May 2030, draw up a form.", ("DEADLINE", "2030-05-01", "art_9/par_2", "")),
        ("The Commission is empowered to adopt a delegated act on lamps by 1 May 2030.", ("DEADLINE", "2030-05-01", "art_9/par_2", "")),
        ("After 1 May 2030, all keepers shall use the form.", ("APPLICATION", "2030-05-01", "art_9/par_2", "")),
        ("The Board, before 1 May 2030, shall draw up a form.", ("DEADLINE", "2030-05-01", "art_9/par_2", "")),
        ("By 1 May 2030, the Commission shall evaluate this Regulation.", ("REVIEW", "2030-05-01", ACT, "")),
        ("By 1 May 2030, the Commission shall review how the Board works.", ("REVIEW", "2030-05-01", "art_9/par_2", "")),
        ("No sooner than 1 May 2030, the Commission shall carry out a review of this Regulation.", ("REVIEW", "2030-05-01", ACT, "")),
        ("Until 1 May 2030, keepers may use their own form.", ("END", "2030-05-01", "art_9/par_2", "")),
    ],
)  # fmt: skip
def test_deadlines_and_reviews(text: str, expected: tuple[str, str, str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "If, by 1 May 2030, no list is adopted, the Board may adopt one.",
        "Where no list is adopted by 1 May 2030 the Board may adopt one.",
        "The power shall be conferred on the Commission for five years from 1 May 2030.",
        "A delegated act shall enter into force only if no objection has been raised within two months.",
        "Keepers shall answer within three months of the application.",
        "The Agreement of 1 May 2030 shall be taken into account.",
        "Those standards shall apply from 1 May 2030.",
        "It shall take effect on the day following its publication.",
    ],
)
def test_words_that_set_no_date_of_the_act(text: str) -> None:
    assert said(text) == []


def test_it_is_the_act_only_where_its_article_names_the_act() -> None:
    other = provision(
        "art_9", provision("art_9/par_1", text="A ban may be renewed."), provision("art_9/par_2", text="It shall apply from 1 May 2030.")
    )
    assert told(lamps(other)) == []


def test_a_request_is_no_application() -> None:
    assert said("Bodies shall apply for designation by 1 May 2030.") == [("DEADLINE", "2030-05-01", "art_9/par_2", "")]


# ── entry into force ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("on the twentieth day following that of its publication in the Official Journal of the European Union", "2024-08-01"),
        ("on the 20th day following that of its publication in the Official Journal of the European Union", "2024-08-01"),
        ("on the twenty-first day following that of its publication", "2024-08-02"),
        ("on the third day following that of its publication", "2024-07-15"),
        ("on the day following that of its publication", "2024-07-13"),
        ("on the day of its publication in the Official Journal of the European Union", "2024-07-12"),
        ("on 1 September 2024", "2024-09-01"),
        ("on the day on which the Council gives notice", ""),
    ],
)
def test_entry_into_force_is_counted_from_publication(words: str, date: str) -> None:
    last = provision("art_9", text=f"This Regulation shall enter into force {words}.")
    (one,) = found(lamps(last, journal="OJ L, 2024/1689, 12.7.2024"))
    assert (one.moment, one.date, one.target) == (Moment.ENTRY, date, ACT)


def test_without_the_day_of_publication_only_the_count_is_known() -> None:
    last = provision("art_9", text="This Regulation shall enter into force on the twentieth day following that of its publication.")
    (one,) = found(lamps(last))
    assert (one.date, one.counted) == ("", "20 days after publication")


def test_what_counts_from_entry_into_force_is_computed_and_says_so() -> None:
    entry = "This Regulation shall enter into force on the twentieth day following that of its publication."
    parts = (provision("art_9/par_1", text=entry), provision("art_9/par_2", text="It shall apply from 1 January 2026."))
    tasks = (
        provision("art_8/par_1", text="The Board shall meet no later than six months after the entry into force of this Regulation."),
        provision("art_8/par_2", text="The Board shall report within one month of the date of application of this Regulation."),
    )
    dates = {
        one.provision.partition("/")[2]: (one.date, one.counted)
        for one in found(lamps(provision("art_8", *tasks), provision("art_9", *parts), journal="OJ L, 2024/1, 11.8.2024"))
    }
    assert dates["art_9/par_1"] == ("2024-08-31", "20 days after publication")
    assert dates["art_8/par_1"] == ("2025-02-28", "6 months after entry into force")
    assert dates["art_8/par_2"] == ("2026-02-01", "1 month after application")


# ── exceptions and lists ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_left_out_may_have_a_date_of_its_own() -> None:
    text = "Chapters I and III shall apply from 1 May 2030, with the exception of Article 5(1), which shall apply from 1 May 2031."
    one, two, three = found(lamps(provision("art_9", text=text)))
    assert [(one.target.partition("/")[2], one.date) for one in (one, two, three)] == [
        ("cpt_I", "2030-05-01"), ("cpt_III", "2030-05-01"), ("art_5/par_1", "2031-05-01"),
    ]  # fmt: skip
    assert (one.excepted, two.excepted, three.excepted) == ((), (three.target,), ())


D = "31995L0046"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Directive 95/46/EC is repealed from 1 May 2030, with the exception of Article 5 thereof.", [("2030-05-01", D, ("art_5",))]),
        ("Directive 95/46/EC is repealed, with the exception of Article 5, from 1 May 2030.", [("2030-05-01", D, ("art_5",))]),
        (
            "Directive 95/46/EC is repealed from 1 May 2030, with the exception of Article 5 thereof, which is repealed from 1 May 2032.",
            [("2030-05-01", D, ("art_5",)), ("2032-05-01", f"{D}/art_5", ())],
        ),
        (
            "Directive 95/46/EC is repealed from 1 May 2030 except for Article 5 thereof, which shall continue to apply until 1 May 2032.",
            [("2030-05-01", D, ("art_5",)), ("2032-05-01", f"{D}/art_5", ())],
        ),
        (
            "Directives 95/46/EC and 2000/31/EC are repealed from 1 May 2030, except for Article 5 of Directive 2000/31/EC.",
            [("2030-05-01", D, ()), ("2030-05-01", "32000L0031", ("art_5",))],
        ),
        (
            "This Regulation is repealed on 1 May 2030, with the exception of Article 5.",
            [("2030-05-01", ACT, ("art_5",))],
        ),
    ],
)  # fmt: skip
def test_a_repeal_leaves_out_provisions_of_what_it_repeals(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    ends = found(lamps(provision("art_9", text=text)))
    assert [(one.date, one.target, tuple(own.partition("/")[2] for own in one.excepted)) for one in ends] == expected


def test_a_repeal_leaves_out_what_the_list_behind_it_names() -> None:
    indents = (
        provision("art_9/idt_1", text="Article 5 and Article 7(2) of Directive 95/46/EC, on the day referred to in Article 6;"),
        provision("art_9/idt_2", text="Article 8 of that Directive."),
    )
    other = provision("art_9/unp_2", text="Article 6 of Directive 95/46/EC shall be read as Article 6 of this Regulation.")
    text = "Directive 95/46/EC is repealed with effect from 1 May 2030, with the exception of:"
    (one,) = found(lamps(provision("art_9", *indents, other, text=text)))
    assert (one.target, one.excepted) == (D, (f"{D}/art_5", f"{D}/art_7/par_2", f"{D}/art_8"))


def test_an_introduction_says_of_what_and_its_points_say_when() -> None:
    points = (
        provision("art_9/pnt_a", text="1 May 2030 as regards lamps listed in Annex I; and"),
        provision("art_9/pnt_b", text="1 May 2031 as regards other lamps."),
    )
    intro = "Chapter III, Sections 1 and 2, with the exception of Article 5(2), shall apply from:"
    read = lamps(provision("art_9", *points, text=intro))
    assert told(read) == [
        ("APPLICATION", "2030-05-01", "cpt_III/sct_1", "as regards lamps listed in Annex I"),
        ("APPLICATION", "2030-05-01", "cpt_III/sct_2", "as regards lamps listed in Annex I"),
        ("APPLICATION", "2031-05-01", "cpt_III/sct_1", "as regards other lamps"),
        ("APPLICATION", "2031-05-01", "cpt_III/sct_2", "as regards other lamps"),
    ]
    assert [one.excepted for one in found(read)] == [(f"{ACT}/art_5/par_2",), (), (f"{ACT}/art_5/par_2",), ()]
    assert {one.provision for one in found(read)} == {f"{ACT}/art_9/pnt_a", f"{ACT}/art_9/pnt_b"}


def test_an_introduction_says_when_and_its_points_say_of_what() -> None:
    points = (provision("art_9/pnt_a", text="Chapter I;"), provision("art_9/pnt_b", text="Article 6."))
    read = lamps(provision("art_9", *points, text="The following provisions shall apply from 1 May 2030:"))
    assert told(read) == [("APPLICATION", "2030-05-01", "cpt_I", ""), ("APPLICATION", "2030-05-01", "art_6", "")]


def test_points_of_a_duty_have_deadlines() -> None:
    points = (provision("art_9/pnt_a", text="name a body by 1 May 2030;"), provision("art_9/pnt_b", text="give it means."))
    read = lamps(provision("art_9", *points, text="Member States shall:"))
    assert told(read) == [("DEADLINE", "2030-05-01", "art_9/pnt_a", "")]


# ── directives ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


_COMPLY = "necessary to comply with this Directive"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"By 1 May 2030, Member States shall adopt and publish the measures {_COMPLY}.", ("TRANSPOSITION", "2030-05-01")),
        (f"Member States shall bring into force the laws and measures {_COMPLY} by 1 May 2030.", ("TRANSPOSITION", "2030-05-01")),
        (f"Member States shall bring into force the laws and measures {_COMPLY} before 1 May 2030.", ("TRANSPOSITION", "2030-05-01")),
        ("They shall apply those measures from 2 May 2030.", ("APPLICATION", "2030-05-02")),
        ("Member States shall apply the provisions referred to in paragraph 1 from 2 May 2030.", ("APPLICATION", "2030-05-02")),
    ],
)  # fmt: skip
def test_directives_are_transposed(text: str, expected: tuple[str, str]) -> None:
    assert said(text, DIRECTIVE) == [(*expected, DIRECTIVE, "")]


# ── what is left out ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_recitals_footnotes_and_quoted_text_set_no_dates() -> None:
    words = "This Regulation shall apply from 1 May 2030."
    quoted = f"In Regulation (EU) 2016/679, Article 5 is replaced: ‘{words}’"
    span = Span(start=quoted.index("‘"), end=len(quoted))
    assert told(act(provision("rct_1", text=words), provision("fnt_1", text=words), provision("art_1", text=quoted, quoted=span))) == []


def test_other_languages_give_nothing() -> None:
    last = provision("art_9", text="This Regulation shall apply from 1 May 2030.")
    read = lamps(last, language="da")
    assert find_dates(read, ()) == ()
