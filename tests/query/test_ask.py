"""The engine: its options, what it raises, and that odd questions do no harm."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InvalidId, UnknownProvision
from kg.findings import Relation
from kg.library import Library
from query.answer import Status, Why
from query.ask import Engine, Options
from query.verify import verify
from tests.query.conftest import AS_OF, CELEX, FOUNDING


@pytest.mark.parametrize("text", ["", "   ", "???", "—", "\n", "_"])
def test_a_question_without_words_is_refused(engine: Engine, text: str) -> None:
    with pytest.raises(InvalidId):
        engine.ask(text)


@pytest.mark.parametrize("limit", [1, 3, 25])
def test_rankings_have_the_length_asked_for(engine: Engine, limit: int) -> None:
    answer = engine.ask(FOUNDING, Options(limit=limit, as_of=AS_OF))
    assert len(answer.provisions) == limit
    assert len(answer.recitals) <= limit


def test_the_limit_does_not_change_what_is_answered(engine: Engine) -> None:
    short, long = (engine.ask(FOUNDING, Options(limit=limit, as_of=AS_OF)) for limit in (1, 50))
    assert short.statements == long.statements


@pytest.mark.parametrize("act", [CELEX, "Sample AI Act", "sample ai act"])
def test_an_act_is_named_by_number_or_short_name(engine: Engine, act: str) -> None:
    assert [shown.celex for shown in engine.ask(FOUNDING, Options(act=act, as_of=AS_OF)).acts] == [CELEX]


@pytest.mark.parametrize("options", [Options(act="32016R0679"), Options(act="Lamp Act"), Options(language="xx")])
def test_an_act_or_a_language_that_is_not_there_is_said_so(engine: Engine, options: Options) -> None:
    with pytest.raises(UnknownProvision) as caught:
        engine.ask(FOUNDING, options)
    assert caught.value.hint


def test_the_date_is_todays_unless_told(engine: Engine) -> None:
    from datetime import date

    assert date.fromisoformat(engine.ask(FOUNDING).as_of) >= date(2026, 1, 1)
    assert engine.ask(FOUNDING, Options(as_of=AS_OF)).as_of == AS_OF


def test_a_named_provision_is_answered_first(engine: Engine) -> None:
    answer = engine.ask("What does Article 13(2) require?", Options(as_of=AS_OF))
    assert answer.statements[0].provision == f"{CELEX}/art_13/par_2"
    assert answer.provisions[0][0].startswith(f"{CELEX}/art_13/par_2")


def test_one_provision_that_does_not_exist_beside_one_that_does_is_passed_over(engine: Engine) -> None:
    answer = engine.ask("How do Article 13 and Article 999 differ?", Options(as_of=AS_OF))
    assert answer.status is Status.ANSWERED


def test_a_question_about_an_act_that_is_not_there_is_not_answered_from_others(engine: Engine) -> None:
    answer = engine.ask("What does the Data Act say about risk files of providers?", Options(as_of=AS_OF))
    assert (answer.status, answer.reason) == (Status.ABSTAINED, Why.NOT_COVERED)
    assert "32023R2854 is not in the library" in answer.detail
    assert engine.ask("What does the Data Act say about risk files of providers?", Options(act=CELEX, as_of=AS_OF)).statements


def test_relations_can_be_left_out(engine: Engine) -> None:
    without = engine.ask(FOUNDING, Options(as_of=AS_OF, without=frozenset(Relation)))
    assert without.recitals != engine.ask(FOUNDING, Options(as_of=AS_OF)).recitals


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.text(max_size=120))
def test_no_question_does_harm(engine: Engine, library: Library, text: str) -> None:
    """Whatever is typed is answered, abstained from, or refused; and what is answered holds."""
    try:
        answer = engine.ask(text, Options(as_of=AS_OF))
    except InvalidId:
        return
    assert verify(answer, library).faults == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.lists(st.sampled_from(
    ["Article", "art_5", "5", "(1)", "point", "(a)", "recital 15", "Annex", "II", "and", "of", "Directive (EU) 2019/790", "GDPR", "to", "6",
     "provider", "open-source", "Regulation", "this", "Chapter III", "'", '"', "*", "NEAR", "OR", "32099R0001", "first subparagraph"]
), max_size=9).map(" ".join))  # fmt: skip
def test_no_mixture_of_references_and_terms_does_harm(engine: Engine, library: Library, text: str) -> None:
    try:
        answer = engine.ask(text, Options(as_of=AS_OF))
    except InvalidId:
        return
    assert verify(answer, library).faults == ()
