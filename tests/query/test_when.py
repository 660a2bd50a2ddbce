"""Questions after a date: the provision that sets it, found by a walk that can be verified; and questions that ask for no date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.dates import find_dates
from extract.pipeline import add_file
from extract.resolve import resolve
from kg.adding import add
from kg.findings import Findings
from kg.library import Library
from kg.model import Act
from kg.rules import Moment
from query.answer import Role, Status
from query.ask import Engine, Options
from query.verify import verify
from query.when import moment_asked
from tests.factories import act, provision
from tests.kg.factories import addition
from tests.query.conftest import AS_OF, CELEX

SAMPLE = Options(as_of=AS_OF)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("When does Chapter V apply?", Moment.APPLICATION),
        ("From what date does the GDPR apply?", Moment.APPLICATION),
        ("From when do the rules for lamps apply?", Moment.APPLICATION),
        ("When did the DSA enter into force?", Moment.ENTRY),
        ("When did the law come into force?", Moment.ENTRY),
        ("When must Member States transpose NIS2?", Moment.TRANSPOSITION),
        ("What is the deadline for transposition of NIS2?", Moment.TRANSPOSITION),
        ("When was Directive 95/46/EC repealed?", Moment.END),
        ("When does Directive 95/46/EC no longer apply?", Moment.END),
        ("When must the Commission review the act?", Moment.REVIEW),
        ("Who must keep a log?", None),
        ("Does Article 5 apply to lamps?", None),
        ("When does Article 5 not apply?", None),
        ("When does the exemption apply?", None),
        ("When must a breach be notified?", None),
    ],
)
def test_the_moment_that_is_asked_for(text: str, moment: Moment | None) -> None:
    assert moment_asked(text) is moment


@pytest.mark.parametrize(
    ("question", "said_by"),
    [
        ("When does the Regulation start to apply?", ["art_18/unp_2", "art_18/unp_3/pnt_a", "art_18/unp_3/pnt_b", "art_18/unp_3/pnt_c"]),
        ("When does Article 6(1) apply?", ["art_18/unp_3/pnt_c"]),
        ("When does Article 14 apply?", ["art_18/unp_2"]),
        ("From what date does Chapter II apply?", ["art_18/unp_3/pnt_a"]),
        ("When does Article 16 apply?", ["art_18/unp_3/pnt_b"]),
        ("When does Annex I apply?", ["art_18/unp_2"]),
        ("When does the Regulation enter into force?", ["art_18"]),
    ],
)
def test_the_sample_act_answers_with_what_sets_the_date(engine: Engine, library: Library, question: str, said_by: list[str]) -> None:
    found = engine.ask(question, SAMPLE)
    assert [one.provision.partition("/")[2] for one in found.statements] == said_by
    assert {one.role for one in found.statements} == {Role.DATE}
    assert all(one.walk[-1].relation == "^dates" for one in found.statements)
    assert [own for own, _ in found.provisions[: len(said_by)]] == [f"{CELEX}/{path}" for path in said_by]
    assert verify(found, library).faults == ()


def test_words_that_find_provisions_give_the_dates_of_these_and_then_the_provisions(engine: Engine, library: Library) -> None:
    found = engine.ask("From when do the rules on forbidden practices apply?", SAMPLE)
    assert found.statements[0].provision == f"{CELEX}/art_18/unp_3/pnt_a"
    assert f"{CELEX}/art_5" in " ".join(one.provision for one in found.statements[1:])
    assert verify(found, library).faults == ()


def test_what_the_acts_say_nothing_on_has_no_date(engine: Engine) -> None:
    assert engine.ask("When do the rules on the baking of sourdough bread apply?", SAMPLE).status is Status.ABSTAINED


def test_a_provision_that_is_not_there_has_no_date(engine: Engine) -> None:
    assert engine.ask("When does Article 999 apply?", SAMPLE).status is Status.ABSTAINED


# ── acts that end others, and many acts ────────────────────────────────────────────────────────────────────────────────────────


def numbered(number: int, *articles: str) -> Act:
    """A regulation of some year to come, in our own words."""
    celex = f"320{number}R0001"
    parts = (provision(f"art_{at}", text=text, celex=celex) for at, text in enumerate(articles, 1))
    return act(*parts, celex=celex, title=f"Regulation (EU) 20{number}/1 on things made up")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library.sqlite") as opened:
        yield opened


def added(library: Library, *acts: Act) -> Library:
    for read in acts:
        references = resolve(read)
        add(library, addition(read, findings=Findings(references=references, dates=find_dates(read, references)), lead=read.celex))
    return library


@pytest.mark.parametrize(
    "question",
    [
        "When was Regulation (EU) 2010/1 repealed?",
        "When did Regulation (EU) 2010/1 cease to apply?",
        "When did Article 2 of Regulation (EU) 2010/1 cease to apply?",
    ],
)
def test_an_end_is_told_by_the_act_that_sets_it(shelf: Library, question: str) -> None:
    old = numbered(10, "Keepers clean lamps.", "Keepers paint lamps.", "It shall enter into force on 1 May 2011.")
    new = numbered(20, "Regulation (EU) 2010/1 is repealed with effect from 1 May 2021.", "Keepers polish lamps.")
    other = numbered(21, "Keepers feed hens.", "This Regulation shall expire on 1 May 2023.")
    found = Engine(added(shelf, old, new, other)).ask(question, Options(as_of="2022-01-01"))
    first = found.statements[0]
    assert (first.provision, first.role, first.sets[0].date) == ("32020R0001/art_1", Role.DATE, "2021-05-01")
    assert verify(found, shelf).faults == ()


def test_an_article_that_many_acts_have_is_answered_for_each_and_what_is_left_out_is_told(shelf: Library) -> None:
    last = "This Regulation shall enter into force on 1 May 2009. Article 2 shall apply from {} May 2010 to lamps sold after {} May 2010."
    acts = (numbered(number, "Keepers clean lamps.", "Keepers paint lamps.", last.format(number, number)) for number in range(10, 18))
    more = numbered(
        18,
        "Keepers clean lamps.",
        "Keepers paint lamps.",
        "Article 2 shall apply from 1 May 2019.",
        "Article 2 shall apply from 2 May 2019.",
    )
    found = Engine(added(shelf, *acts, more)).ask("When does Article 2 apply?", Options(as_of="2022-01-01"))
    assert [one.provision for one in found.statements] == [f"320{number}R0001/art_3" for number in range(10, 19)]
    assert found.detail == "1 more provision sets such dates; name an act or a provision."
    assert verify(found, shelf).faults == ()


# ── official acts ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def acts(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The AI Act as published and consolidated, and five other acts."""
    files = (
        "32024R1689/en.fmx4.zip",
        "02024R1689-20260727/en.fmx.xml",
        "32016R0679/en.xhtml",
        "32022R2065/en.xhtml",
        "32022L2555/en.xhtml",
        "32023R1114/en.xhtml",
        "31995L0046/en.html",
    )
    with Library(tmp_path_factory.mktemp("acts") / "library.sqlite") as opened:
        for file in files:
            add_file(opened, corpus / file)
        yield opened


NOW, BEFORE = "2026-11-23", "2026-01-01"


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("question", "as_of", "said_by", "date"),
    [
        ("When do the rules for high-risk AI systems listed in Annex III apply?", BEFORE, "32024R1689/art_113/unp_2", "2026-08-02"),
        (
            "When do the rules for high-risk AI systems listed in Annex III apply?",
            NOW,
            "32024R1689/art_113/unp_3/pnt_c/pnt_i",
            "2027-12-02",
        ),
        ("When does the AI Act apply?", BEFORE, "32024R1689/art_113/unp_2", "2026-08-02"),
        ("When does the AI Act apply?", NOW, "32024R1689/art_113/unp_2", "2026-08-02"),
        ("When does Article 6(1) of the AI Act apply?", BEFORE, "32024R1689/art_113/unp_3/pnt_c", "2027-08-02"),
        ("When does Article 6(1) of the AI Act apply?", NOW, "32024R1689/art_113/unp_3/pnt_c/pnt_ii", "2028-08-02"),
        ("When does Chapter V of the AI Act apply?", NOW, "32024R1689/art_113/unp_3/pnt_b", "2025-08-02"),
        ("From what date does the GDPR apply?", NOW, "32016R0679/art_99/par_2", "2018-05-25"),
        ("When did the DSA enter into force?", NOW, "32022R2065/art_93/par_1", "2022-11-16"),
        ("When must Member States transpose NIS2?", NOW, "32022L2555/art_41/par_1", "2024-10-17"),
        ("When was Directive 95/46/EC repealed?", NOW, "32016R0679/art_94/par_1", "2018-05-25"),
        ("When did Directive 95/46/EC cease to apply?", NOW, "32016R0679/art_94/par_1", "2018-05-25"),
        ("When do the rules on stablecoins apply?", NOW, "32023R1114/art_149/par_3", "2024-06-30"),
    ],
)
def test_official_acts_answer_for_the_date_they_are_asked_at(acts: Library, question: str, as_of: str, said_by: str, date: str) -> None:
    found = Engine(acts).ask(question, Options(as_of=as_of))
    first = found.statements[0]
    assert (first.provision, first.role) == (said_by, Role.DATE)
    assert date in {one.date for one in first.sets}
    assert verify(found, acts).faults == ()


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("question", "as_of", "start", "waits"),
    [
        ("What does Article 9(1) say?", BEFORE, "2026-08-02", True),
        ("What does Article 9(1) say?", NOW, "2027-12-02", True),
        ("What does Article 4 say?", BEFORE, "2025-02-02", False),
        ("What does Article 4 say?", NOW, "2026-07-27", False),
        ("What does Article 50(2) say?", NOW, "2026-08-02", False),
    ],
)
def test_statements_carry_when_they_apply_in_their_words(acts: Library, question: str, as_of: str, start: str, waits: bool) -> None:
    first = Engine(acts).ask(question, Options(act="32024R1689", as_of=as_of)).statements[0]
    assert (first.applies_from, (first.applies_from or "") > as_of) == (start, waits)
