"""Answers: what cannot be built, and what holds of every answer over the sample act."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from extract.pipeline import add_file
from extract.sample import path as sample_path
from extract.sentences import sentence_spans
from kg.library import Library, TextRow
from kg.model import Field
from query.answer import NOTICE, SCHEMA, Answer, Quote, QuotePlace, Role, Statement, Status, Why, as_json, read_json
from query.ask import Engine, Options
from query.walk import Step
from tests.query.conftest import AS_OF, CELEX, FOUNDING, PLAIN

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = Options(as_of=AS_OF)
FURNITURE = re.compile(r"OJ L,|ELI:|\b\d{1,2}/12\b|Official Journal of the European Union EN|L series")
QUOTE = Quote(
    provision=f"{CELEX}/art_1", version="oj", language="en", field=Field.TEXT, start=0, end=5, text="words",
    place=QuotePlace(source="act.pdf", sha256="0" * 64, start=10, end=15, page=3),
)  # fmt: skip
STATEMENT = Statement(
    provision=f"{CELEX}/art_1", citation="Article 1", eli="http://data.europa.eu/eli/reg/2099/1/art_1/oj", binding=True, role=Role.RULE,
    quotes=(QUOTE,), score=0.5, walk=(Step(start="question", relation="matches", end=f"{CELEX}/art_1", because="words"),),
)  # fmt: skip


@pytest.fixture(scope="module")
def answers(engine: Engine, questions: tuple[str, ...]) -> tuple[Answer, ...]:
    return tuple(engine.ask(question, OPTIONS) for question in questions)


# ── values ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_statement_without_quotation_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="needs evidence"):
        replace(STATEMENT, quotes=())


@pytest.mark.parametrize(("start", "end", "text"), [(0, 0, ""), (0, 3, "   "), (0, 4, "words"), (1, 5, "words")])
def test_a_quotation_that_does_not_hold_the_words_of_its_span_cannot_be_built(start: int, end: int, text: str) -> None:
    with pytest.raises(ValueError, match="must hold the words"):
        replace(QUOTE, start=start, end=end, text=text)


def test_a_statements_text_is_its_quotations_joined_by_one_space() -> None:
    assert replace(STATEMENT, quotes=(QUOTE, QUOTE)).text == "words words"


def test_the_end_page_stands_in_json_only_where_words_run_over_a_page_break() -> None:
    over = replace(STATEMENT, quotes=(replace(QUOTE, place=replace(QUOTE.place, end_page=4)),))
    answer = Answer(
        question="?", status=Status.ANSWERED, reason=None, as_of=AS_OF, acts=(), statements=(STATEMENT, over), provisions=(), recitals=()
    )
    places = [statement["quotes"][0]["place"] for statement in as_json(answer)["statements"]]
    assert ["end_page" in place for place in places] == [False, True]


@pytest.mark.parametrize("change", [{"schema": "other/1"}, {"status": "perhaps"}, {"reason": "tired"}])
def test_json_of_another_contract_is_refused(engine: Engine, change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(change.values()))):
        read_json({**as_json(engine.ask(FOUNDING, OPTIONS)), **change})


# ── what holds of every answer ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_there_are_many_questions_and_most_are_answered(answers: tuple[Answer, ...]) -> None:
    assert len(answers) >= 60
    assert sum(answer.status is Status.ANSWERED for answer in answers) >= 0.7 * len(answers)


def test_json_reads_back_to_the_same_answer(answers: tuple[Answer, ...]) -> None:
    for answer in answers:
        assert read_json(json.loads(json.dumps(as_json(answer)))) == answer


def test_json_names_its_schema_and_carries_the_notice(answers: tuple[Answer, ...]) -> None:
    assert {(found["schema"], found["notice"]) for found in map(as_json, answers)} == {(SCHEMA, NOTICE)}


def test_an_answer_has_statements_or_a_reason_and_never_both(answers: tuple[Answer, ...]) -> None:
    for answer in answers:
        assert (answer.status is Status.ANSWERED) is bool(answer.statements) is (answer.reason is None), answer.question


def test_no_statement_is_made_twice(answers: tuple[Answer, ...]) -> None:
    for answer in answers:
        texts = [statement.text for statement in answer.statements]
        spans = [(q.provision, q.field, q.start, q.end) for statement in answer.statements for q in statement.quotes[-1:]]
        assert len(set(texts)) == len(texts), answer.question
        assert len(set(spans)) == len(spans), answer.question


def test_binding_provisions_and_recitals_are_two_groups_that_never_mix(answers: tuple[Answer, ...]) -> None:
    for answer in answers:
        marks = [statement.binding for statement in answer.statements]
        assert len(list(groupby(marks))) <= 2, answer.question


def test_recitals_are_marked_as_not_binding_and_are_reasons_or_context(answers: tuple[Answer, ...]) -> None:
    for statement in (statement for answer in answers for statement in answer.statements):
        recital = "/rct_" in statement.provision
        assert statement.binding is not recital
        assert (statement.role in (Role.REASON, Role.CONTEXT)) is recital, statement.citation


def test_rankings_keep_provisions_and_recitals_apart_and_are_in_order(answers: tuple[Answer, ...]) -> None:
    for answer in answers:
        assert not [own for own, _ in answer.provisions if "/rct_" in own]
        assert not [own for own, _ in answer.recitals if "/rct_" not in own]
        for ranking in (answer.provisions, answer.recitals):
            scores = [score for _, score in ranking]
            assert scores == sorted(scores, reverse=True)
            assert len({own for own, _ in ranking}) == len(ranking)
            assert all(0 <= score <= 1 for score in scores)


def test_no_page_furniture_is_quoted(answers: tuple[Answer, ...]) -> None:
    quoted = [quote.text for answer in answers for statement in answer.statements for quote in statement.quotes]
    assert quoted
    assert not [text for text in quoted if FURNITURE.search(text)]


def test_every_quotation_stands_at_its_span(answers: tuple[Answer, ...], library: Library, text: TextRow) -> None:
    for quote in (quote for answer in answers for statement in answer.statements for quote in statement.quotes):
        assert library.provision(quote.provision, text).words(quote.field)[quote.start : quote.end] == quote.text


def test_every_quotation_begins_and_ends_where_a_sentence_or_its_provision_does(
    answers: tuple[Answer, ...], library: Library, text: TextRow
) -> None:
    for quote in (quote for answer in answers for statement in answer.statements for quote in statement.quotes):
        words = library.provision(quote.provision, text).words(quote.field)
        spans = sentence_spans(words)
        assert quote.start in {0, *(start for start, _ in spans)}, quote
        assert quote.end in {len(words), *(end for _, end in spans)}, quote


def test_every_quotation_stands_in_the_source_at_its_place(answers: tuple[Answer, ...]) -> None:
    """The XHTML shows the text, so a place counts its characters; tags fall between words only."""
    source = sample_path("act.xhtml").read_text("utf-8")
    tags = re.compile(r"<[^>]*>")
    for quote in (quote for answer in answers for statement in answer.statements for quote in statement.quotes):
        there = tags.sub(" ", source[quote.place.start : quote.place.end])
        squeezed = ("".join(there.split()), "".join(quote.text.split()))
        assert squeezed[1] in squeezed[0] or squeezed[1] == re.sub(r"\(\d+\)", "", squeezed[0]), quote


def test_the_walk_leads_from_the_question_to_the_statement(answers: tuple[Answer, ...]) -> None:
    for statement in (statement for answer in answers for statement in answer.statements):
        ends = [step.end for step in statement.walk]
        assert [step.start for step in statement.walk] == ["question", *ends[:-1]]
        assert ends[-1] == statement.provision


# ── one act, any source ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Engine]:
    """An engine over a library that holds one source of the sample act."""

    def engine_of(name: str) -> Engine:
        library = Library(tmp_path_factory.mktemp("alone") / "library.sqlite")
        add_file(library, sample_path(name))
        return Engine(library)

    return engine_of


def test_pdf_xhtml_and_text_give_the_same_statements(alone: Callable[[str], Engine], questions: tuple[str, ...]) -> None:
    said = []
    for name in ("act.pdf", "act.xhtml", "act.pdf.txt"):
        engine = alone(name)
        found = [engine.ask(question, OPTIONS) for question in questions[:30]]
        said.append([[(s.provision, s.text, s.citation) for s in answer.statements] for answer in found])
        engine.library.close()
    assert said[0] == said[1] == said[2]
    assert any(said[0])


def test_places_in_a_pdf_name_the_page_whose_text_has_the_words(alone: Callable[[str], Engine]) -> None:
    engine = alone("act.pdf")
    source = engine.library.texts()[0].sources[0]
    quotes = [quote for question in PLAIN for statement in engine.ask(question, OPTIONS).statements for quote in statement.quotes]
    within = [quote for quote in quotes if quote.place.end_page is None]
    assert within
    for quote in within:
        there = engine.library.page(source, quote.place.page or 0)[quote.place.start : quote.place.end]
        assert "".join(there.replace("-\n", "").split()) == "".join(quote.text.split()) or there.split()[0] == quote.text.split()[0], quote
    engine.library.close()


# ── determinism ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def printed(file: Path) -> str:
    """The JSON of the answers to the plain questions by a new engine."""
    with Library(file) as library:
        engine = Engine(library)
        return "\n".join(json.dumps(as_json(engine.ask(question, OPTIONS)), ensure_ascii=False) for question in PLAIN)


def test_two_runs_give_the_same_bytes(sample_file: Path) -> None:
    assert printed(sample_file) == printed(sample_file)


def test_another_process_with_another_hash_seed_gives_the_same_bytes(sample_file: Path) -> None:
    script = "import sys; from pathlib import Path; from tests.query.test_answer import printed; print(printed(Path(sys.argv[1])))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", script, str(sample_file)], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, check=True, encoding="utf-8",
        ).stdout.rstrip("\n")
        for seed in ("1", "2")
    }  # fmt: skip
    assert runs == {printed(sample_file)}


# ── the founding question ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def founding(engine: Engine) -> Answer:
    return engine.ask(FOUNDING, OPTIONS)


def test_the_first_statement_is_the_second_sentence_of_recital_15(founding: Answer, library: Library, text: TextRow) -> None:
    first = founding.statements[0]
    body = library.provision(f"{CELEX}/rct_15", text).body
    assert [(quote.provision, quote.start, quote.end) for quote in first.quotes] == [(f"{CELEX}/rct_15", *sentence_spans(body)[1])]
    assert first.role is Role.REASON
    assert not first.binding


def test_the_exception_for_open_source_is_among_the_binding_provisions_found(founding: Answer) -> None:
    assert f"{CELEX}/art_11/par_3/unp_2" in [own for own, _ in founding.provisions]


def test_advice_for_a_release_is_not_presented_as_the_reason(founding: Answer) -> None:
    assert f"{CELEX}/rct_16" not in [statement.provision for statement in founding.statements if statement.role is Role.REASON]


# ── abstaining ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_empty_library_abstains_with_a_way_on(tmp_path: Path) -> None:
    with Library(tmp_path / "none.sqlite") as empty:
        answer = Engine(empty).ask(FOUNDING)
    assert (answer.status, answer.reason) == (Status.ABSTAINED, Why.EMPTY_LIBRARY)
    assert "whereas add" in answer.detail


def test_a_question_about_something_else_is_not_covered(engine: Engine) -> None:
    answer = engine.ask("Which yeast is best for baking sourdough bread at high altitude?", OPTIONS)
    assert answer.status is Status.ABSTAINED
    assert answer.reason in (Why.NOT_COVERED, Why.WEAK_EVIDENCE)


def test_a_provision_that_does_not_exist_is_said_so(engine: Engine) -> None:
    answer = engine.ask("What does Article 999 say about fines?", OPTIONS)
    assert (answer.status, answer.reason) == (Status.ABSTAINED, Why.NO_SUCH_PROVISION)
    assert "999" in answer.detail
