"""Verifying: every answer of the engine holds, and none holds once a character of its evidence is changed."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from kg.library import Library
from query.answer import Answer, Status, as_json, read_json
from query.ask import Engine, Options
from query.sharing import shared_words
from query.verify import verify
from query.walk import Step, because_of
from tests.query.conftest import AS_OF, CELEX, FOUNDING

OPTIONS = Options(as_of=AS_OF)
Json = dict[str, Any]
Path = tuple[str | int, ...]
UNPROVED = ("score", "applies_from")
"""Leaves of a statement that are the engine's own judgement, or empty; no source can prove or refute them."""


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every leaf of JSON with the way to it."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path, value
        return
    for key, inner in items:
        yield from leaves(inner, (*path, key))


def evidence(found: Json) -> list[tuple[Path, Any]]:
    """The leaves that carry evidence: of statements, of acts, and the ids of the rankings."""
    return [
        (path, value)
        for path, value in leaves(found)
        if (path[0] in ("statements", "acts") and path[-1] not in UNPROVED) or (path[0] in ("provisions", "recitals") and path[-1] == "id")
    ]


def changed(value: object, rng: random.Random) -> object:
    """A value that differs by one character, or by the least there is."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + rng.choice((-1, 1))
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


def holds(found: Json, library: Library) -> bool:
    """Whether an answer's JSON can be read and verified."""
    try:
        return verify(read_json(found), library, found).holds
    except (ValueError, KeyError, TypeError):
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


@pytest.mark.parametrize("question", [FOUNDING, "Who must keep the risk file?", "What does Article 5(1) say?"])
def test_no_answer_holds_once_a_character_of_its_evidence_is_changed(paged: Library, question: str) -> None:
    """Two seeded changes at every leaf; an id in a ranking that becomes another id of the act is no evidence that is wrong."""
    found = as_json(Engine(paged).ask(question, OPTIONS))
    ids = {str(own) for (own,) in paged.rows("SELECT id FROM provision")}
    rng = random.Random(question)
    checked = 0
    for path, value in evidence(found):
        for _ in range(2):
            other = changed(value, rng)
            if path[-1] == "id" and other in ids:
                continue
            checked += 1
            assert not holds(put(found, path, other), paged), (path, value, other)
    assert checked > 100


def test_a_character_changed_anywhere_in_a_quotation_is_found(engine: Engine, library: Library) -> None:
    found = as_json(engine.ask(FOUNDING, OPTIONS))
    path: Path = ("statements", 0, "quotes", 0, "text")
    text = found["statements"][0]["quotes"][0]["text"]
    for at in range(len(text)):
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
        ("statement 1", lambda answer: first(answer, binding=True)),
        ("statement 1", lambda answer: first(answer, walk=())),
        ("statement 1", lambda answer: first(answer, quotes=answer.statements[1].quotes)),
        ("statement 1", lambda answer: first(answer, walk=answer.statements[1].walk)),
        ("status", lambda answer: replace(answer, statements=())),
        ("status", lambda answer: replace(answer, status=Status.ABSTAINED)),
    ],
)
def test_a_fault_says_where_it_is(engine: Engine, library: Library, where: str, change: Change) -> None:
    verdict = verify(change(engine.ask(FOUNDING, OPTIONS)), library)
    assert where in {fault.where for fault in verdict.faults}


def test_text_that_is_not_what_the_quotations_say_is_a_fault(engine: Engine, library: Library) -> None:
    found = as_json(engine.ask(FOUNDING, OPTIONS))
    altered = put(found, ("statements", 0, "text"), "Developers may do as they like.")
    assert [fault.where for fault in verify(read_json(altered), library, altered).faults] == ["statements 1.text"]


@pytest.fixture(scope="module")
def walked(engine: Engine, library: Library) -> Answer:
    """The founding answer's exception, reached from the question by way of the recital that explains it."""
    answer = engine.ask(FOUNDING, OPTIONS)
    target = f"{CELEX}/art_11/par_3/unp_2"
    statement = next(one for one in answer.statements if one.provision == target)
    recital, holder = f"{CELEX}/rct_15", f"{CELEX}/art_11/par_3"
    supports = next(edge for edge in library.edges_from(recital) if edge.target == holder)
    part = next(edge for edge in library.edges_from(holder) if edge.target == target)
    row = library.provision(recital, library.texts()[0])
    steps = (
        Step(start="question", relation="matches", end=recital, because=shared_words(FOUNDING, row, library)),
        Step(start=recital, relation="supports", end=holder, because=because_of(supports)),
        Step(start=holder, relation="has_part", end=target, because=because_of(part)),
    )
    return replace(answer, statements=(replace(statement, walk=steps),))


def test_a_walk_over_edges_of_the_graph_holds(walked: Answer, library: Library) -> None:
    assert verify(walked, library).faults == ()


def test_a_step_taken_against_its_edge_holds(walked: Answer, library: Library) -> None:
    there = walked.statements[0].walk
    back = Step(start=there[1].end, relation="^supports", end=there[1].start, because=there[1].because)
    assert verify(first(walked, walk=(*there[:2], back, *there[1:])), library).holds


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("change", [{"relation": "next"}, {"because": "made up"}, {"relation": "^supports"}, {"end": f"{CELEX}/art_1"}])
def test_a_step_over_an_edge_that_is_not_there_is_a_fault(walked: Answer, library: Library, at: int, change: dict[str, str]) -> None:
    steps = list(walked.statements[0].walk)
    steps[at] = replace(steps[at], **change)
    assert not verify(first(walked, walk=tuple(steps)), library).holds


def test_no_walk_holds_once_a_character_of_it_is_changed(walked: Answer, library: Library) -> None:
    found, rng = as_json(walked), random.Random(7)
    for path, value in leaves(found["statements"][0]["walk"], ("statements", 0, "walk")):
        for _ in range(5):
            other = changed(value, rng)
            assert not holds(put(found, path, other), library), (path, value, other)


def test_an_answer_does_not_hold_without_the_library_it_came_from(engine: Engine, tmp_path: Any) -> None:
    with Library(tmp_path / "none.sqlite") as empty:
        verdict = verify(engine.ask(FOUNDING, OPTIONS), empty)
    assert not verdict.holds
    assert "acts" in {fault.where for fault in verdict.faults}
