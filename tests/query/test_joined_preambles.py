"""A consolidated text is asked about together with the recitals of the text as published, and with those of the acts that amended it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.findings import Findings, Reason, RecitalSupport
from kg.ids import ProvisionId
from kg.library import Library
from kg.model import Act
from query.answer import Answer
from query.ask import Engine, Options
from query.verify import verify
from tests.factories import CELEX, act, provision
from tests.kg.factories import addition, own, stored

CHANGING = "32099R0007"
BEFORE, AFTER = "2024-08-01", "2025-06-01"


def link(recital: str, to: str) -> RecitalSupport:
    reason = Reason(kind="shared wording", evidence="made up", weight=1.0)
    return RecitalSupport(recital=ProvisionId(recital), provision=ProvisionId(to), score=0.9, reasons=(reason,))


def published() -> Act:
    reasons = (
        provision("rct_1", text="Lanterns ought to burn whale oil, since nothing else is bright enough."),
        provision("rct_2", text="Bells ought to ring at noon, so that everybody knows the hour."),
    )
    rules = (provision("art_1", text="Lanterns shall burn oil."), provision("art_2", text="Bells shall ring at noon."))
    return replace(act(provision("pbl_1", *reasons), *rules), journal="OJ L, 2024/1689, 12.7.2024")


def consolidated() -> Act:
    """Article 2 is gone, and Article 1a is new."""
    rules = (provision("art_1", text="Lanterns shall burn oil."), provision("art_1a", text="Candles shall be of beeswax."))
    return replace(act(*rules), version="2025-01-01")


def changing() -> Act:
    why = provision("rct_1", text="Candles of beeswax give off less soot than those of tallow.", celex=CHANGING)
    words = provision("art_1", text="Article 1a is inserted.", celex=CHANGING)
    read = act(provision("pbl_1", why, celex=CHANGING), words, celex=CHANGING, title="Regulation (EU) 2099/7 on candles")
    return replace(read, journal="OJ L, 2024/3007, 1.12.2024")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    file = tmp_path_factory.mktemp("joined") / "library.sqlite"
    stored(
        file,
        addition(published(), findings=Findings(supports=(link(own("rct_1"), own("art_1")), link(own("rct_2"), own("art_2"))))),
        addition(consolidated()),
        addition(changing(), findings=Findings(supports=(link(f"{CHANGING}/rct_1", own("art_1a")),))),
    )
    with Library(file) as opened:
        yield opened


def asked(library: Library, question: str, as_of: str = AFTER) -> Answer:
    return Engine(library).ask(question, Options(as_of=as_of))


def quoted(answer: Answer) -> dict[str, str]:
    """The version of each provision quoted."""
    return {quote.provision: quote.version for one in answer.statements for quote in one.quotes}


def test_recitals_of_the_text_as_published_answer_beside_the_consolidated_text(library: Library) -> None:
    found = quoted(asked(library, "Why should lanterns burn whale oil?"))
    assert found[own("rct_1")] == "oj"
    assert found.get(own("art_1"), "2025-01-01") == "2025-01-01"


def test_recitals_of_the_amending_act_answer_for_what_it_put_in(library: Library) -> None:
    answer = asked(library, "Why should candles be of beeswax?")
    assert {f"{CHANGING}/rct_1", own("art_1a")} <= quoted(answer).keys()


def test_before_the_change_its_act_says_nothing(library: Library) -> None:
    found = asked(library, "Why should candles be of beeswax?", BEFORE)
    assert all(not own_.startswith(CHANGING) for own_, _ in (*found.provisions, *found.recitals))


def test_what_is_gone_is_not_ranked_though_a_recital_still_leads_there(library: Library) -> None:
    question = "Why should bells ring at noon?"
    assert own("art_2") in dict(asked(library, question, BEFORE).provisions)
    after = asked(library, question)
    assert own("art_2") not in dict(after.provisions)
    assert own("rct_2") in dict(after.recitals)


def test_nothing_binding_of_the_text_as_published_comes_in(library: Library) -> None:
    shelf = Engine(library).shelf(Options(as_of=AFTER))
    (beside,) = shelf.library.recitals_of
    assert (beside.celex, beside.version) == (CELEX, "oj")
    assert {edge.source for edge in shelf.library.edges_to(own("art_1"))} >= {own("rct_1")}
    parts = {edge.source for edge in shelf.library.edges_from(CELEX) if edge.relation.value == "has_part"}
    assert parts == {CELEX}
    assert {edge.target for edge in shelf.library.edges_from(CELEX)} == {own("art_1"), own("art_1a")}


def test_an_answer_with_joined_recitals_is_verified(library: Library) -> None:
    assert verify(asked(library, "Why should lanterns burn whale oil?"), library).faults == ()


def test_a_recital_asked_for_is_that_which_supports_what_is_named(library: Library) -> None:
    first = asked(library, "Which recital supports Article 1a?").statements[0]
    assert (first.provision, first.binding) == (f"{CHANGING}/rct_1", False)
    assert [step.relation for step in first.walk] == ["names", "^supports"]


def test_an_act_that_is_named_is_answered_for_by_those_that_amend_it(library: Library) -> None:
    first = asked(library, "Which recital supports Article 1a of the AI Act?").statements[0]
    assert first.provision == f"{CHANGING}/rct_1"


def test_why_a_provision_is_there_is_answered_with_its_recital_and_itself(library: Library) -> None:
    named = asked(library, "Why is there Article 2?", BEFORE).statements
    assert {one.provision for one in named} == {own("art_2"), own("rct_2")}
