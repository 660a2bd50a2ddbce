"""Measures, on answers made by hand whose right values are plain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import SourceError
from query.answer import Answer, Status
from query.comparing import options_of
from query.evaluate import Asked, Case, measure, read_gold, run, stated
from tests.query.conftest import AS_OF

ACT = "32099R0001"


def answer(*provisions: str, recitals: tuple[str, ...] = (), status: Status = Status.ANSWERED) -> Answer:
    """An answer with these rankings."""
    return Answer(
        question="?", status=status, reason=None, as_of=AS_OF, acts=(), statements=(),
        provisions=tuple((f"{ACT}/{own}", 1.0) for own in provisions), recitals=tuple((f"{ACT}/{own}", 1.0) for own in recitals),
    )  # fmt: skip


def asked(found: Answer, *gold: str, answerable: bool = True, took: float = 1.0) -> Asked:
    case = Case(question="?", act=ACT, gold=tuple(f"{ACT}/{own}" for own in gold), answerable=answerable)
    return Asked(case=case, answer=found, shown=stated(found), took=took)


@pytest.mark.parametrize(
    ("ranking", "gold", "level", "measures"),
    [
        (("art_1",), ("art_1",), "exact", {"hit@1": 1, "mrr": 1, "recall@5": 1}),
        (("art_2", "art_1"), ("art_1",), "exact", {"hit@1": 0, "hit@5": 1, "mrr": 0.5}),
        (("art_1/par_2",), ("art_1/par_1",), "article", {"hit@1": 1}),
        (("art_1/par_2",), ("art_1/par_1",), "exact", {"hit@10": 0, "mrr": 0}),
        (("art_1/par_1/pnt_a",), ("art_1/par_1",), "exact", {"hit@1": 1}),
        (("art_1",), ("art_1/par_1",), "exact", {"hit@1": 0}),
        (("art_1",), ("art_1", "art_2"), "exact", {"hit@1": 1, "recall@5": 0.5}),
        (("art_1/par_1", "art_1/par_2", "art_2"), ("art_2",), "article", {"mrr": 0.5}),
        (("art_10",), ("art_1",), "exact", {"hit@1": 0}),
    ],
)
def test_a_ranking_is_measured_at_both_levels(
    ranking: tuple[str, ...], gold: tuple[str, ...], level: str, measures: dict[str, float]
) -> None:
    found = measure("set", [asked(answer(*ranking), *gold)])["provisions"][level]
    assert {name: found[name] for name in measures} == measures


def test_provisions_and_recitals_are_measured_apart() -> None:
    found = measure("set", [asked(answer("art_2", recitals=("rct_1",)), "art_1", "rct_1")])
    assert (found["provisions"]["exact"]["hit@1"], found["recitals"]["exact"]["hit@1"]) == (0, 1)


def test_a_question_without_gold_of_a_group_does_not_count_in_it() -> None:
    found = measure("set", [asked(answer("art_1"), "art_1"), asked(answer("art_1"), "rct_1")])
    assert (found["questions"], found["provisions"]["questions"], found["recitals"]["questions"]) == (2, 1, 1)


def test_abstaining_is_right_where_nothing_answers() -> None:
    none = answer(status=Status.ABSTAINED)
    cases = [asked(none, answerable=False), asked(answer("art_1"), answerable=False), asked(none, "art_1"), asked(answer("art_1"), "art_1")]
    assert measure("set", cases)["abstention"] == {"abstained": 2, "unanswerable": 2, "precision": 0.5, "recall": 0.5}


def test_times_are_given_as_percentiles() -> None:
    times = measure("set", [asked(answer("art_1"), "art_1", took=float(took)) for took in range(1, 102)])["time_ms"]
    assert times == {"p50": 51.0, "p95": 96.0}


def test_an_empty_set_is_measured_without_complaint() -> None:
    found = measure("set", [])
    assert (found["questions"], found["provisions"]["article"]) == (0, {})


def test_a_run_puts_each_question_to_the_engine_with_its_act() -> None:
    case = Case(question="Who?", act=ACT, gold=(), answerable=True)
    seen = []

    def ranker(one: Case) -> Answer:
        seen.append(one)
        return answer()

    (one,) = run([case], ranker)
    assert seen == [case]
    assert one.took >= 0


def gold(folder: Path, *lines: object) -> Path:
    file = folder / "gold.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return file


def test_gold_ids_are_completed_with_their_act(tmp_path: Path) -> None:
    file = gold(
        tmp_path, {"question": "Who?", "gold": ["art_1", "32016R0679/art_5"], "act": ACT}, "", {"question": "What?", "gold": ["rct_2"]}
    )
    assert [case.gold for case in read_gold(file, "32024R1689")] == [(f"{ACT}/art_1", "32016R0679/art_5"), ("32024R1689/rct_2",)]


def test_a_line_may_name_a_version(tmp_path: Path) -> None:
    file = gold(tmp_path, {"question": "Who?", "gold": ["art_1"], "version": "2026-07-27"}, {"question": "What?", "gold": ["art_2"]})
    cases = read_gold(file, ACT)
    assert [case.version for case in cases] == ["2026-07-27", "oj"]
    assert [(one.published, one.date) for one in map(options_of, cases[:1])] == [(False, "2026-07-27")]
    assert options_of(cases[1]).published


@pytest.mark.parametrize(
    "line",
    [
        {"question": "Who?", "gold": [], "version": "newest"},
        "no json",
        "[]",
        '"text"',
        {},
        {"question": 5},
        {"question": "Who?", "gold": "art_1"},
        {"question": "Who?", "gold": ["art_1"]},
        {"gold": []},
    ],
)
def test_a_wrong_gold_line_is_named(tmp_path: Path, line: object) -> None:
    file = gold(tmp_path, {"question": "Who?", "gold": [], "act": ACT}, line)
    with pytest.raises(SourceError) as caught:
        read_gold(file)
    assert caught.value.where == f"{file}:2"


def test_gold_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceError):
        read_gold(tmp_path / "gold.jsonl")
