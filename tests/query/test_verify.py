"""Verifying: every answer of the engine holds, and none holds once a character of its evidence is changed."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from extract.pipeline import add_file
from extract.sample import path as sample_path
from kg.errors import LawError
from kg.findings import Relation
from kg.library import Library
from query.answer import Answer, Role, Status, as_json, read_json
from query.ask import Engine, Options
from query.sharing import shared_words
from query.verify import check, verify, verify_json
from query.walk import Step, because_of
from tests.query.conftest import AS_OF, CELEX, FOUNDING

OPTIONS = Options(as_of=AS_OF)
Json = dict[str, Any]
Path = tuple[str | int, ...]
NAMED = "What does Article 5(1) say?"
LISTED = "What is a test ground?"
SEVERAL = "Who must keep the files, and which files?"
"""Answered by several binding provisions and a recital."""
EXEMPT = "Are suppliers with an open-source licence exempt from the written agreement?"
NOT_COVERED = "Which yeast is best for baking sourdough bread?"


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every leaf of JSON with the way to it."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path, value
        return
    for key, inner in items:
        yield from leaves(inner, (*path, key))


def changed(value: object, rng: random.Random) -> object:
    """A value that differs by one character, or by the least there is."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + rng.choice((-1, 1))
    if isinstance(value, float):
        return rng.choice((99, 0.01, -1.0, value + 0.0001, float("nan")))
    if value is None:
        return 1
    text = str(value)
    if not text:
        return "x"
    at = rng.randrange(len(text))
    letter = rng.choice([one for one in "abzI19 ,/.’" if one != text[at]])
    return rng.choice((text[:at] + letter + text[at + 1 :], text[:at] + text[at + 1 :], f"{text[:at]}{letter}{text[at:]}"))


def put(found: Json, path: Path, value: object) -> Json:
    """A copy of JSON with another value at a path."""
    out: Any = copy.deepcopy(found)
    inner = out
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    result: Json = out
    return result


def lists(value: object, path: Path = ()) -> Iterator[tuple[Path, list[Any]]]:
    """Every list in JSON with the way to it."""
    if isinstance(value, list):
        yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from lists(inner, (*path, key))


def reordered(listed: list[Any]) -> Iterator[list[Any]]:
    """A list emptied, turned round, and with each element left out or doubled."""
    yield from ([], listed[::-1]) if listed else ()
    for at in range(len(listed)):
        yield listed[:at] + listed[at + 1 :]
        yield listed[: at + 1] + listed[at:]


def holds(found: Json, library: Library) -> bool:
    """Whether an answer's JSON verifies."""
    return verify_json(found, library).holds


def is_said(found: Json, engine: Engine) -> bool:
    """Whether JSON is to the letter what the engine says to its question, with some limit: a changed question may have this answer."""
    try:
        limit = max(len(found["provisions"]), len(found["recitals"]), 1)
        options = Options(as_of=date.fromisoformat(found["as_of"]).isoformat(), limit=limit)
        return bool(as_json(engine.ask(found["question"], options)) == found)
    except (LawError, ValueError):
        return False


# ── answers of the engine ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_answer_of_the_engine_holds(engine: Engine, library: Library, questions: tuple[str, ...]) -> None:
    assert len(questions) >= 60
    for question in questions:
        found = json.loads(json.dumps(as_json(engine.ask(question, OPTIONS))))
        assert verify(read_json(found), library, found).faults == (), question


def test_answers_from_a_pdf_hold(paged: Library, questions: tuple[str, ...]) -> None:
    engine = Engine(paged)
    for question in questions[::3]:
        assert verify(engine.ask(question, OPTIONS), paged).faults == (), question


def test_the_verdict_counts_what_was_checked(engine: Engine, library: Library) -> None:
    answer = engine.ask(FOUNDING, OPTIONS)
    verdict = verify(answer, library)
    assert verdict.statements == len(answer.statements) > 0
    assert verdict.quotes == sum(len(statement.quotes) for statement in answer.statements)
    assert verdict.steps == sum(len(statement.walk) for statement in answer.statements)


def test_an_abstention_holds(engine: Engine, library: Library) -> None:
    answer = engine.ask("Which yeast is best for baking sourdough bread?", OPTIONS)
    assert answer.status is Status.ABSTAINED
    assert verify(answer, library).holds


# ── altered answers ────────────────────────────────────────────────────────────────────────────────────────────────────────────


ASKED = [FOUNDING, "Who must keep the risk file?", NAMED, LISTED, NOT_COVERED, "What does Article 999 say?"]


@pytest.mark.parametrize("question", ASKED)
def test_no_answer_holds_once_anything_in_it_is_changed(paged: Library, question: str) -> None:
    """A seeded change at every leaf, and every key left out."""
    engine = Engine(paged)
    found = json.loads(json.dumps(as_json(engine.ask(question, OPTIONS))))
    rng = random.Random(question)
    for path, value in leaves(found):
        altered = put(found, path, changed(value, rng))
        assert is_said(altered, engine) or not holds(altered, paged), (path, value, altered)
        if isinstance(path[-1], str):
            holder: Any = copy.deepcopy(found)
            inner = holder
            for key in path[:-1]:
                inner = inner[key]
            del inner[path[-1]]
            assert not holds(holder, paged), path


@pytest.mark.parametrize("question", ASKED)
def test_no_answer_holds_once_a_list_in_it_is_shorter_longer_or_in_another_order(paged: Library, question: str) -> None:
    engine = Engine(paged)
    found = json.loads(json.dumps(as_json(engine.ask(question, OPTIONS))))
    for path, listed in lists(found):
        for other in reordered(listed):
            altered = put(found, path, other)
            assert other == listed or is_said(altered, engine) or not holds(altered, paged), (path, other)


@pytest.mark.parametrize("role", list(Role))
def test_no_other_role_holds(engine: Engine, library: Library, role: Role) -> None:
    found = as_json(engine.ask(FOUNDING, OPTIONS))
    for number, statement in enumerate(found["statements"]):
        assert holds(put(found, ("statements", number, "role"), role.value), library) is (statement["role"] == role)


@pytest.mark.parametrize("value", ["1900-01-01", "tomorrow", "", "2100-1-1", "21000101", "2100-01-01T00:00"])
def test_no_answer_holds_as_of_a_day_that_is_none_or_before_all_acts(engine: Engine, library: Library, value: str) -> None:
    found = as_json(engine.ask(FOUNDING, OPTIONS))
    verdict = verify_json(put(found, ("as_of",), value), library)
    assert [fault.where for fault in verdict.faults] == ["as_of"]
    assert not verdict.reasked


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("status",), "abstained"), (("reason",), "not_covered"), (("statements", 0, "applies_from"), "2100-01-01"),
        (("statements", 0, "applies_from"), "soon"), (("statements", 0, "binding"), 0), (("statements", 0, "score"), True),
        (("question",), "Who must keep the risk file?"), (("question",), ""), (("notice",), "Legal advice."), (("detail",), "More."),
        (("extra",), "nothing"), (("extra",), None), (("question",), "\ud800"),
    ],
)  # fmt: skip
def test_no_other_value_holds(engine: Engine, library: Library, path: Path, value: object) -> None:
    assert not holds(put(as_json(engine.ask(FOUNDING, OPTIONS)), path, value), library)


def test_an_abstention_for_another_reason_does_not_hold(engine: Engine, library: Library) -> None:
    found = as_json(engine.ask(NOT_COVERED, OPTIONS))
    assert [fault.where for fault in verify_json(put(found, ("reason",), "weak_evidence"), library).faults] == ["reason"]


def cut(quote: Json, at: int) -> Json:
    """A quotation that ends sooner, its text, span and place cut together."""
    less = len(quote["text"]) - at
    place = {**quote["place"], "end": quote["place"]["end"] - less}
    return {**quote, "text": quote["text"][:at], "span": [quote["span"][0], quote["span"][1] - less], "place": place}


def test_a_quotation_cut_in_mid_sentence_is_told(engine: Engine, library: Library) -> None:
    found = as_json(engine.ask(FOUNDING, OPTIONS))
    (quote,) = found["statements"][0]["quotes"]
    shorter = cut(quote, quote["text"].index(" ", 20))
    altered = put(put(found, ("statements", 0, "quotes"), [shorter]), ("statements", 0, "text"), shorter["text"])
    told = [fault for fault in check(read_json(altered), library, altered) if fault.where == "statement 1"]
    assert len(told) == 1
    assert "is cut" in told[0].what


def test_a_point_without_its_introduction_is_told(engine: Engine, library: Library) -> None:
    found = as_json(engine.ask(LISTED, OPTIONS))
    number = next(at for at, one in enumerate(found["statements"]) if len(one["quotes"]) > 1 and "/pnt_" in one["provision"])
    quotes = found["statements"][number]["quotes"][1:]
    altered = put(put(found, ("statements", number, "quotes"), quotes), ("statements", number, "text"), quotes[0]["text"])
    (fault,) = check(read_json(altered), library, altered)
    assert (fault.where, "is cut" in fault.what) == (f"statement {number + 1}", True)


def test_a_quotation_of_another_length_is_a_fault_of_its_statement(engine: Engine, library: Library) -> None:
    found = as_json(engine.ask(FOUNDING, OPTIONS))
    altered = put(found, ("statements", 1, "quotes", 0, "text"), "Short.")
    (fault,) = verify_json(altered, library).faults
    assert (fault.where, "words of its span" in fault.what) == ("statement 2", True)


def test_a_difference_says_what_the_engine_gives(engine: Engine, library: Library) -> None:
    found = as_json(engine.ask(FOUNDING, OPTIONS))
    (fault,) = verify_json(put(found, ("statements", 1, "role"), "sanction"), library).faults
    assert fault.where == "statement 2"
    assert fault.what == f"asked again, it has role {found['statements'][1]['role']}, not sanction"


# ── asked again in other ways ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("limit", [1, 3, 40])
@pytest.mark.parametrize("act", [None, CELEX])
def test_an_answer_with_other_options_holds(engine: Engine, library: Library, act: str | None, limit: int) -> None:
    verdict = verify(engine.ask(FOUNDING, Options(as_of=AS_OF, act=act, limit=limit)), library)
    assert (verdict.faults, verdict.reasked) == ((), True)


def test_an_answer_without_relations_of_the_graph_does_not_hold(engine: Engine, library: Library) -> None:
    assert not verify(engine.ask(FOUNDING, Options(as_of=AS_OF, without=frozenset(Relation))), library).holds


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample act beside another, made of it under another number."""
    folder = tmp_path_factory.mktemp("grown")
    other = folder / "other.xhtml"
    other.write_text(sample_path("act.xhtml").read_text("utf-8").replace("2099/1", "2099/2").replace("test ground", "trial field"), "utf-8")
    with Library(folder / "library.sqlite") as opened:
        for file in (sample_path("act.xhtml"), other):
            add_file(opened, file)
        assert len(opened.texts()) == 2
        yield opened


def test_an_answer_holds_though_the_library_has_grown(engine: Engine, library: Library, grown: Library) -> None:
    for question in (FOUNDING, LISTED, NOT_COVERED):
        found = as_json(engine.ask(question, OPTIONS))
        assert verify_json(found, grown).faults == ()
    assert not holds(put(found, ("reason",), "weak_evidence"), grown)
    assert len(grown.texts()) == 2


def test_an_answer_from_one_act_or_both_holds(grown: Library) -> None:
    for act in (None, CELEX, "32099R0002"):
        answer = Engine(grown).ask(LISTED, Options(as_of=AS_OF, act=act))
        assert verify(answer, grown).faults == ()


def test_an_answer_from_one_of_two_acts_holds_though_a_third_was_added(tmp_path: Any) -> None:
    page = sample_path("act.xhtml").read_text("utf-8")
    with Library(tmp_path / "library.sqlite") as opened:
        for number in (1, 2, 3):
            file = tmp_path / f"{number}.xhtml"
            file.write_text(page.replace("2099/1", f"2099/{number}").replace("risk file", "risk file " * number), "utf-8")
            add_file(opened, file)
            if number == 2:
                said = [as_json(Engine(opened).ask(FOUNDING, Options(as_of=AS_OF, act=act))) for act in (None, CELEX, "32099R0002")]
        for found in said:
            assert verify_json(found, opened).faults == ()
            assert not holds(put(found, ("statements", 0, "score"), 0.001), opened)


def test_an_abstention_of_an_empty_library_holds_later(library: Library, tmp_path: Any) -> None:
    with Library(tmp_path / "none.sqlite") as empty:
        found = as_json(Engine(empty).ask(FOUNDING, OPTIONS))
        assert holds(found, empty)
    assert holds(found, library)


def test_an_answer_of_a_pdf_holds_once_a_better_source_is_there(tmp_path: Any) -> None:
    with Library(tmp_path / "library.sqlite") as opened:
        add_file(opened, sample_path("act.pdf"))
        found = as_json(Engine(opened).ask("Who must keep the risk file?", OPTIONS))
        add_file(opened, sample_path("act.xhtml"))
        assert verify_json(found, opened).faults == ()


# ── what is told ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_character_changed_anywhere_in_a_quotation_is_found(engine: Engine, library: Library) -> None:
    found = as_json(engine.ask(FOUNDING, OPTIONS))
    path: Path = ("statements", 0, "quotes", 0, "text")
    text = found["statements"][0]["quotes"][0]["text"]
    for at in range(0, len(text), 3):
        other = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        assert not holds(put(found, path, other), library), at


Change = Callable[[Answer], Answer]


def first(answer: Answer, **changes: object) -> Answer:
    """The answer with its first statement changed."""
    return replace(answer, statements=(replace(answer.statements[0], **changes), *answer.statements[1:]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("acts", lambda answer: replace(answer, acts=(replace(answer.acts[0], title="Another act"),))),
        ("acts", lambda answer: replace(answer, acts=(replace(answer.acts[0], version="2101-01-01"),))),
        ("provisions", lambda answer: replace(answer, provisions=(("32099R0001/art_99", 1.0),))),
        ("provisions", lambda answer: replace(answer, provisions=answer.recitals)),
        ("provisions", lambda answer: replace(answer, provisions=answer.provisions[::-1])),
        ("provisions", lambda answer: replace(answer, provisions=answer.provisions[:1] * 2)),
        ("recitals", lambda answer: replace(answer, recitals=(("32099R0001/rct_1", 2.0),))),
        ("statement 1", lambda answer: first(answer, citation="Recital 14 of Regulation (EU) 2099/1")),
        ("statements", lambda answer: first(answer, score=0.01)),
        ("statements", lambda answer: replace(answer, statements=answer.statements[1:])),
        ("statement 2", lambda answer: replace(answer, statements=answer.statements[:1] * 2)),
        ("provisions", lambda answer: replace(answer, provisions=())),
        ("recitals", lambda answer: replace(answer, recitals=answer.recitals[:-1])),
        ("statement 1", lambda answer: first(answer, walk=())),
        ("statement 1", lambda answer: first(answer, quotes=answer.statements[1].quotes)),
        ("statement 1", lambda answer: first(answer, walk=answer.statements[1].walk)),
        ("status", lambda answer: replace(answer, statements=())),
        ("status", lambda answer: replace(answer, status=Status.ABSTAINED)),
    ],
)
def test_a_fault_says_where_it_is(engine: Engine, library: Library, where: str, change: Change) -> None:
    verdict = verify(change(engine.ask(SEVERAL, OPTIONS)), library)
    assert where in {fault.where for fault in verdict.faults}


def test_text_that_is_not_what_the_quotations_say_is_a_fault(engine: Engine, library: Library) -> None:
    found = as_json(engine.ask(FOUNDING, OPTIONS))
    altered = put(found, ("statements", 0, "text"), "Developers may do as they like.")
    assert [fault.where for fault in verify(read_json(altered), library, altered).faults] == ["statements 1.text"]


@pytest.fixture(scope="module")
def walked(engine: Engine, library: Library) -> Answer:
    """An exception, reached from the question by way of the recital that explains it."""
    answer = engine.ask(EXEMPT, OPTIONS)
    target = f"{CELEX}/art_11/par_3/unp_2"
    statement = next(one for one in answer.statements if one.provision == target)
    recital, article, holder = f"{CELEX}/rct_15", f"{CELEX}/art_11", f"{CELEX}/art_11/par_3"
    supports = next(edge for edge in library.edges_from(recital) if edge.target == article)
    inner, part = (
        next(edge for edge in library.edges_from(one) if edge.target == end) for one, end in ((article, holder), (holder, target))
    )
    row = library.provision(recital, library.texts()[0])
    steps = (
        Step(start="question", relation="matches", end=recital, because=shared_words(EXEMPT, row, library)),
        Step(start=recital, relation="supports", end=article, because=because_of(supports)),
        Step(start=article, relation="has_part", end=holder, because=because_of(inner)),
        Step(start=holder, relation="has_part", end=target, because=because_of(part)),
    )
    return replace(answer, statements=(replace(statement, walk=steps),))


def test_a_walk_over_edges_of_the_graph_holds(walked: Answer, library: Library) -> None:
    assert list(check(walked, library)) == []


def test_a_step_taken_against_its_edge_holds(walked: Answer, library: Library) -> None:
    there = walked.statements[0].walk
    back = Step(start=there[1].end, relation="^supports", end=there[1].start, because=there[1].because)
    assert list(check(first(walked, walk=(*there[:2], back, *there[1:])), library)) == []


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("change", [{"relation": "next"}, {"because": "made up"}, {"relation": "^supports"}, {"end": f"{CELEX}/art_1"}])
def test_a_step_over_an_edge_that_is_not_there_is_a_fault(walked: Answer, library: Library, at: int, change: dict[str, str]) -> None:
    steps = list(walked.statements[0].walk)
    steps[at] = replace(steps[at], **change)
    assert list(check(first(walked, walk=tuple(steps)), library)) != []


def test_a_provision_that_the_question_does_not_name_is_a_fault(engine: Engine, library: Library) -> None:
    answer = engine.ask(NAMED, OPTIONS)
    (step,) = answer.statements[0].walk
    assert (step.relation, list(check(answer, library))) == ("names", [])
    other = replace(answer, question="What does Article 5(2) say?")
    assert any("does not meet" in fault.what for fault in check(other, library))


def test_no_walk_holds_once_a_character_of_it_is_changed(walked: Answer, library: Library) -> None:
    found, rng = as_json(walked), random.Random(7)
    for path, value in leaves(found["statements"][0]["walk"], ("statements", 0, "walk")):
        for _ in range(5):
            other = put(found, path, changed(value, rng))
            assert list(check(read_json(other), library, other)) != [], (path, other)


def test_an_answer_does_not_hold_without_the_library_it_came_from(engine: Engine, tmp_path: Any) -> None:
    with Library(tmp_path / "none.sqlite") as empty:
        verdict = verify(engine.ask(FOUNDING, OPTIONS), empty)
    assert not verdict.holds
    assert "acts" in {fault.where for fault in verdict.faults}
