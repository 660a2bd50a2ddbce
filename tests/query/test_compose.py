"""Composing: how narrow a statement is, what it brings along, its role, and what is not said twice."""

from __future__ import annotations

import pytest

from kg.model import Field
from query.answer import Answer, Role, Statement
from query.ask import Engine, Options
from query.compose import BINDING_SHOWN, RECITALS_SHOWN
from query.units import Part, introduction, own_words, point, sentences, whole
from tests.query.conftest import AS_OF, CELEX, PLAIN, Row


def ask(engine: Engine, question: str) -> Answer:
    return engine.ask(question, Options(as_of=AS_OF))


def statement(engine: Engine, question: str, path: str) -> Statement:
    """The statement of one provision in the answer to a question."""
    return next(one for one in ask(engine, question).statements if one.provision == f"{CELEX}/{path}")


def paths(parts: tuple[Part, ...]) -> list[tuple[str, Field]]:
    return [(part.row.id.partition("/")[2], part.field) for part in parts]


# ── what can be quoted ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_list_is_its_introduction_its_points_and_its_end_in_order(row: Row, engine: Engine) -> None:
    assert paths(whole(engine.library, row("art_7/par_1"))) == [
        ("art_7/par_1", Field.TEXT),
        *((f"art_7/par_1/pnt_{label}", Field.TEXT) for label in "abc"),
        ("art_7/par_1", Field.WRAP_UP),
    ]


def test_a_point_stands_between_its_introduction_and_the_end_of_its_sentence(row: Row, engine: Engine) -> None:
    assert paths(point(engine.library, row("art_7/par_1/pnt_b"))) == [
        ("art_7/par_1", Field.TEXT), ("art_7/par_1/pnt_b", Field.TEXT), ("art_7/par_1", Field.WRAP_UP),
    ]  # fmt: skip


def test_a_nested_point_brings_the_introductions_above_it_outermost_first(row: Row, engine: Engine) -> None:
    nested = row("art_10/par_2/pnt_b/pnt_iii")
    assert paths(introduction(engine.library, nested)) == [("art_10/par_2", Field.TEXT), ("art_10/par_2/pnt_b", Field.TEXT)]


def test_a_paragraph_has_no_introduction(row: Row, engine: Engine) -> None:
    assert introduction(engine.library, row("art_8/par_1")) == ()


@pytest.mark.parametrize(("path", "count"), [("rct_15", 2), ("art_12/par_2", 1), ("art_8/par_4", 1), ("rct_4", 3)])
def test_sentences_are_quoted_with_the_neighbours_they_need(row: Row, path: str, count: int) -> None:
    assert len(sentences(row(path))) == count


def test_a_sentence_that_is_limited_by_the_next_brings_it_along(row: Row) -> None:
    body = row("art_12/par_2").body
    assert [(part.start, part.end) for (part,) in sentences(row("art_12/par_2"))] == [(0, len(body))]


def test_a_sentence_that_leans_on_the_one_before_brings_it_along(row: Row) -> None:
    starts = [part.start for (part,) in sentences(row("rct_5"))]
    assert starts[:2] == [0, 0]


def test_a_part_is_the_words_of_its_span(row: Row) -> None:
    assert own_words(row("art_8/par_4")).words == row("art_8/par_4").body


# ── what is chosen ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_point_that_answers_comes_with_its_introduction_only(engine: Engine) -> None:
    quotes = statement(engine, "Who must protect model weights against theft?", "art_14/par_1/pnt_c").quotes
    assert [quote.provision for quote in quotes] == [f"{CELEX}/art_14/par_1", f"{CELEX}/art_14/par_1/pnt_c"]


def test_a_named_provision_is_given_whole(engine: Engine, row: Row) -> None:
    first = ask(engine, "What does Article 14(1) say?").statements[0]
    assert [quote.provision for quote in first.quotes] == [part.row.id for part in whole(engine.library, row("art_14/par_1"))]


def test_a_definition_is_one_statement_and_the_first(engine: Engine) -> None:
    first = ask(engine, "What is a provenance note?").statements[0]
    assert (first.provision, first.role) == (f"{CELEX}/art_3/pnt_17", Role.DEFINITION)


@pytest.mark.parametrize(
    ("question", "path", "role"),
    [
        ("How high is the fine for a breach of Article 5?", "art_17/par_1", Role.SANCTION),
        ("How long must records be kept?", "art_9/par_3", Role.DUTY),
        ("Are models under an open-source licence exempt from documentation duties?", "art_12/par_2", Role.EXCEPTION),
        ("When do the forbidden practices of Chapters I and II apply?", "art_18/unp_3/pnt_a", Role.DATE),
        ("Who may not seek instructions from any government?", "art_15/par_2", Role.PROHIBITION),
    ],
)
def test_a_role_is_told_from_the_drafting_words(engine: Engine, question: str, path: str, role: Role) -> None:
    assert statement(engine, question, path).role is role


@pytest.mark.parametrize("question", PLAIN)
def test_no_more_is_shown_than_a_person_reads(engine: Engine, question: str) -> None:
    marks = [one.binding for one in ask(engine, question).statements]
    assert marks.count(True) <= BINDING_SHOWN
    assert marks.count(False) <= RECITALS_SHOWN


def test_what_binds_comes_first_when_duties_are_asked_for(engine: Engine) -> None:
    assert ask(engine, "What must a provider write into the risk file?").statements[0].binding


def test_reasons_come_first_when_they_are_asked_for(engine: Engine) -> None:
    assert not ask(engine, "Why should Experimentation with real users be possible only with consent?").statements[0].binding


def test_an_article_without_words_of_its_own_is_given_by_its_paragraphs(engine: Engine, row: Row) -> None:
    first = ask(engine, "What does Article 13 say?").statements[0]
    assert first.provision == f"{CELEX}/art_13"
    assert [quote.provision for quote in first.quotes] == [part.row.id for part in whole(engine.library, row("art_13"))]


def test_naming_a_provision_does_not_hide_what_answers(engine: Engine) -> None:
    shown = [one.provision for one in ask(engine, "How high is the fine for a breach of Article 5?").statements]
    assert f"{CELEX}/art_5" in shown
    assert f"{CELEX}/art_17/par_1" in shown


def test_what_a_named_article_says_is_not_said_again_by_its_parts(engine: Engine) -> None:
    shown = [one.provision for one in ask(engine, "What does Article 14 say on misuse of models?").statements]
    assert f"{CELEX}/art_14" in shown
    assert not [one for one in shown if one.startswith(f"{CELEX}/art_14/")]
