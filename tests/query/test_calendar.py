"""From when provisions apply: the most specific rule, exceptions, conditions, what is counted, and the day of the wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extract.amendments import find_amendments
from extract.dates import find_dates
from extract.resolve import resolve
from kg.adding import Addition, add
from kg.findings import Findings
from kg.library import Library, ProvisionRow
from kg.model import Act, Provision, Span
from query.dates import Calendar
from tests.factories import act, provision
from tests.kg.factories import addition

DIRECTIVE = "32024L1690"
ENTRY = "This Regulation shall enter into force on the twentieth day following that of its publication."


def regulation(*final: Provision, version: str = "oj", second: str = "Keepers shall clean lamps.", journal: str = "") -> Act:
    """Three articles in two chapters, and an annex, with final provisions."""
    one = provision("cpt_I", provision("art_1", text="This Regulation is about lamps."))
    two = provision("art_2", provision("art_2/par_1", text=second), provision("art_2/par_2", text="Keepers shall keep a log."))
    three = provision("art_3", text="Keepers may paint lamps.")
    sections = (provision("cpt_II/sct_1", two), provision("cpt_II/sct_2", three))
    whole = act(one, provision("cpt_II", *sections), *final, provision("anx_I", text="Lamps of brass."))
    return replace(whole, version=version, journal=journal)


def final(*points: str, entry: str = ENTRY, general: str = "It shall apply from 1 May 2030.") -> Provision:
    """The last article: entry into force, general application, and rules of their own."""
    parts = [provision("art_9/par_1", text=entry), provision("art_9/par_2", text=general)]
    parts += [provision(f"art_9/par_{number}", text=text) for number, text in enumerate(points, 3)]
    return provision("art_9", *parts)


def added(read: Act) -> Addition:
    references = resolve(read)
    return addition(read, findings=Findings(references=references, dates=find_dates(read, references)), lead=read.version)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    """A library to add acts to."""
    with Library(tmp_path / "library.sqlite") as opened:
        yield opened


def row(library: Library, path: str, version: str = "oj", celex: str = "32024R1689") -> ProvisionRow:
    text = next(one for one in library.texts() if (one.celex, one.version) == (celex, version))
    return library.provision(f"{celex}/{path}", text)


def starts(library: Library, path: str, version: str = "oj") -> list[tuple[str, str, str]]:
    """Day, condition and said by, of each rule for a provision."""
    found = Calendar(library).applying(row(library, path, version))
    return [(one.date, one.condition, one.rule.provision.partition("/")[2]) for one in found.rules]


RULES = (
    "However, Chapter II shall apply from 1 May 2031, with the exception of Article 2(1), which shall apply from 1 May 2032.",
    "Section 2 of Chapter II shall apply from 1 June 2031 as regards lamps of brass.",
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("art_1", [("2030-05-01", "", "art_9/par_2")]),
        ("anx_I", [("2030-05-01", "", "art_9/par_2")]),
        ("cpt_I", [("2030-05-01", "", "art_9/par_2")]),
        ("cpt_II", [("2031-05-01", "", "art_9/par_3")]),
        ("art_2", [("2031-05-01", "", "art_9/par_3")]),
        ("art_2/par_2", [("2031-05-01", "", "art_9/par_3")]),
        ("art_2/par_1", [("2032-05-01", "", "art_9/par_3")]),
        ("art_3", [("2031-06-01", "as regards lamps of brass", "art_9/par_4")]),
    ],
)
def test_the_most_specific_rule_that_covers_a_provision_holds(shelf: Library, path: str, expected: list[tuple[str, str, str]]) -> None:
    add(shelf, added(regulation(final(*RULES))))
    assert starts(shelf, path) == expected


def test_what_a_rule_leaves_out_falls_to_the_next_wider_one(shelf: Library) -> None:
    add(shelf, added(regulation(final("Chapter II shall apply from 1 May 2029, with the exception of Article 3."))))
    assert starts(shelf, "art_2") == [("2029-05-01", "", "art_9/par_3")]
    assert starts(shelf, "art_3") == [("2030-05-01", "", "art_9/par_2")]


def test_a_rule_without_a_day_stands_beside_the_wider_one_that_has_one(shelf: Library) -> None:
    add(shelf, added(regulation(final("Article 3 shall apply from six months after the notice referred to in Article 2."))))
    assert starts(shelf, "art_3") == [("", "", "art_9/par_3"), ("2030-05-01", "", "art_9/par_2")]
    assert Calendar(shelf).applying(row(shelf, "art_3")).start == "2030-05-01"


def test_a_sentence_that_says_from_when_it_holds_leaves_those_beside_it_to_the_wider_rule(shelf: Library) -> None:
    words = "Keepers shall clean lamps. From 1 May 2035, they shall polish them."
    add(shelf, added(regulation(final(), second=words)))
    assert starts(shelf, "art_2/par_1") == [("2035-05-01", "they shall polish them", "art_2/par_1"), ("2030-05-01", "", "art_9/par_2")]
    assert Calendar(shelf).applying(row(shelf, "art_2/par_1")).start == "2030-05-01"


def test_a_regulation_that_says_no_more_applies_when_it_enters_into_force(shelf: Library) -> None:
    last = provision("art_9", text="This Regulation shall enter into force on 1 May 2030.")
    add(shelf, added(regulation(last)))
    assert starts(shelf, "art_1") == [("2030-05-01", "", "art_9")]


def test_a_directive_that_says_no_more_is_to_be_transposed_by_then(shelf: Library) -> None:
    words = "By 1 May 2030, Member States shall adopt and publish the measures necessary to comply with this Directive."
    parts = (provision("art_1", text="Keepers clean lamps.", celex=DIRECTIVE), provision("art_9", text=words, celex=DIRECTIVE))
    add(shelf, added(act(*parts, celex=DIRECTIVE)))
    found = Calendar(shelf).applying(row(shelf, "art_1", celex=DIRECTIVE))
    assert [(one.rule.moment.value, one.date) for one in found.rules] == [("transposed by", "2030-05-01")]


def test_nothing_is_said_of_recitals(shelf: Library) -> None:
    add(shelf, added(act(provision("rct_1", text="Lamps should be clean."), *regulation(final()).provisions)))
    assert Calendar(shelf).applying(row(shelf, "rct_1")).rules == ()


def test_an_end_and_a_repeal_by_another_act(shelf: Library) -> None:
    add(shelf, added(regulation(final("Article 3 shall apply until 1 May 2033."))))
    other = provision("art_1", text="Regulation (EU) 2024/1689 is repealed with effect from 1 May 2040.", celex="32039R0001")
    add(shelf, added(act(other, celex="32039R0001", title="Regulation (EU) 2039/1 on other things made up")))
    calendar = Calendar(shelf)
    assert calendar.applying(row(shelf, "art_3")).until == "2033-05-01"
    assert calendar.applying(row(shelf, "art_2")).until == "2040-05-01"
    assert [one.rule.provision for one in calendar.applying(row(shelf, "art_2")).ends] == ["32039R0001/art_1"]


def test_what_a_repeal_leaves_out_does_not_end_with_its_act(shelf: Library) -> None:
    add(shelf, added(regulation(final())))
    words = (
        "Regulation (EU) 2024/1689 is repealed with effect from 1 May 2040, with the exception of Articles 2(1) and 3 thereof."
        " Article 3 of Regulation (EU) 2024/1689 is deleted with effect from 1 May 2042."
    )
    other = provision("art_1", text=words, celex="32039R0001")
    add(shelf, added(act(other, celex="32039R0001", title="Regulation (EU) 2039/1 on other things made up")))
    calendar = Calendar(shelf)
    ends = {path: calendar.applying(row(shelf, path)).until for path in ("art_1", "art_2", "art_2/par_1", "art_2/par_2", "art_3")}
    assert ends == {"art_1": "2040-05-01", "art_2": "2040-05-01", "art_2/par_1": "", "art_2/par_2": "2040-05-01", "art_3": "2042-05-01"}


# ── versions ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def versions(shelf: Library) -> Library:
    """An act as published, and consolidated twice: the second time with other words in one paragraph."""
    for version, second in (("oj", "clean"), ("2030-06-01", "clean"), ("2031-02-03", "polish")):
        add(shelf, added(regulation(final(), version=version, second=f"Keepers shall {second} lamps.")))
    return shelf


@pytest.mark.parametrize(
    ("path", "version", "since", "start"),
    [
        ("art_2/par_1", "oj", "", "2030-05-01"),
        ("art_2/par_1", "2030-06-01", "", "2030-05-01"),
        ("art_2/par_1", "2031-02-03", "2031-02-03", "2031-02-03"),
        ("art_2", "2031-02-03", "2031-02-03", "2031-02-03"),
        ("art_2/par_2", "2031-02-03", "", "2030-05-01"),
        ("art_3", "2031-02-03", "", "2030-05-01"),
    ],
)
def test_nothing_applies_in_words_it_did_not_have_yet(versions: Library, path: str, version: str, since: str, start: str) -> None:
    found = Calendar(versions).applying(row(versions, path, version))
    assert (found.since, found.start) == (since, start)


def test_what_an_earlier_text_has_not_has_its_words_since_the_later_one(shelf: Library) -> None:
    add(shelf, added(regulation(final())))
    add(shelf, added(regulation(provision("art_4", text="Lamps have wicks."), final(), version="2029-01-01")))
    found = Calendar(shelf).applying(row(shelf, "art_4", "2029-01-01"))
    assert (found.since, found.start) == ("2029-01-01", "2030-05-01")


def test_dashes_in_place_of_a_provision_are_no_words_of_it(shelf: Library) -> None:
    four = (provision("art_4", text=text) for text in ("—————", "Lamps have wicks."))
    for version, last in zip(("2029-01-01", "2032-01-01"), four, strict=True):
        add(shelf, added(regulation(last, final(), version=version)))
    calendar = Calendar(shelf)
    assert calendar.applying(row(shelf, "art_4", "2032-01-01")).start == "2032-01-01"
    add(shelf, added(regulation(final())))
    assert Calendar(shelf).applying(row(shelf, "art_4", "2029-01-01")).since == ""


def test_without_the_text_as_published_words_are_as_old_as_the_instruction_that_brought_them(shelf: Library) -> None:
    """The consolidated text alone and the act that inserted an article: it applies no earlier than that says."""
    words = "In Regulation (EU) 2024/1689, the following article is inserted:"
    whole = f"{words}\n‘Article 4\nLamps have wicks.’."
    celex = "32031R0007"
    one = provision("art_1", text=whole, quoted=Span(start=len(words) + 1, end=len(whole)), celex=celex)
    two = provision("art_2", text="This Regulation shall enter into force on 3 February 2031.", celex=celex)
    by = act(one, two, celex=celex, title="Regulation (EU) 2031/7 on more made up")
    found = Findings(amendments=find_amendments(by), dates=find_dates(by, resolve(by)))
    add(shelf, addition(by, findings=found, lead="by"))
    add(shelf, added(regulation(provision("art_4", text="Lamps have wicks."), final(), version="2031-02-03")))
    calendar = Calendar(shelf)
    four, three = (calendar.applying(row(shelf, path, "2031-02-03")) for path in ("art_4", "art_3"))
    assert (four.since, four.start) == ("2031-02-03", "2031-02-03")
    assert (three.since, three.start) == ("", "2030-05-01")


def test_layout_makes_no_other_words(shelf: Library) -> None:
    add(shelf, added(regulation(final(), second="Keepers shall clean “lamps”.")))
    add(shelf, added(regulation(final(), second="Keepers  shall clean ‘lamps’.", version="2029-01-01")))
    assert Calendar(shelf).applying(row(shelf, "art_2", "2029-01-01")).since == ""


def test_a_count_is_dated_by_the_text_that_tells_the_publication(shelf: Library) -> None:
    last = final(general="The Board shall meet within one month of the entry into force of this Regulation.")
    add(shelf, added(regulation(last, version="2029-01-01")))
    (entry, deadline) = Calendar(shelf).rules(shelf.texts()[0])
    assert (entry.date, deadline.date) == ("", "")
    add(shelf, added(regulation(last, journal="OJ L, 2024/1689, 12.7.2024")))
    text = next(one for one in shelf.texts() if one.version != "oj")
    (entry, deadline) = Calendar(shelf).rules(text)
    assert (entry.date, deadline.date) == ("2024-08-01", "2024-09-01")


# ── at a day ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "day", "status"),
    [
        ("art_1", "2030-04-30", "not yet"),
        ("art_1", "2030-05-01", "applies"),
        ("art_2", "2031-04-30", "not yet"),
        ("art_2", "2031-06-30", "partly"),
        ("art_2", "2031-07-01", "applies"),
        ("art_3", "2032-12-31", "applies"),
        ("art_3", "2033-01-01", "no longer"),
        ("rct_1", "2033-01-01", "not known"),
    ],
)
def test_whether_a_provision_applies_at_a_day(shelf: Library, path: str, day: str, status: str) -> None:
    points = (
        "Article 2 shall apply from 1 May 2031 as regards lamps of brass.",
        "Article 2 shall apply from 1 July 2031 as regards lamps of tin.",
        "Article 3 shall apply until 1 January 2033.",
    )
    add(shelf, added(act(provision("rct_1", text="Lamps should be clean."), *regulation(final(*points)).provisions)))
    assert Calendar(shelf).applying(row(shelf, path)).at(day) == status
