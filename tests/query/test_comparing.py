"""The engine and plain BM25 over one question set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InvalidId, UnknownProvision
from kg.library import Library
from query.comparing import compared, rows_of
from tests.query.conftest import CELEX


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    lines = [
        {"question": "How high are the fines?", "gold": ["art_17"]},
        {"question": "Who must keep a risk file?", "gold": ["art_8", "rct_11"]},
        {"question": "Which yeast makes sourdough rise?", "gold": [], "answerable": False},
    ]
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return file


@pytest.mark.parametrize("act", [None, CELEX, "Sample AI Act"])
def test_the_only_act_is_meant_where_none_is_named(library: Library, gold: Path, act: str | None) -> None:
    (found,) = compared(library, gold, act, "", baselines=False)
    assert found["provisions"]["article"]["hit@5"] == 1
    assert found["recitals"]["questions"] == 1


def test_baselines_stand_beside_the_engine(library: Library, gold: Path) -> None:
    names = [one["engine"] for one in compared(library, gold, None, "", baselines=True)]
    assert names == ["whereas", "BM25 over articles", "BM25 over paragraphs"]


def test_relations_left_out_are_named(library: Library, gold: Path) -> None:
    (found,) = compared(library, gold, None, "supports,refers_to", baselines=False)
    assert found["engine"] == "whereas without supports,refers_to"


def test_an_unknown_relation_lists_those_there_are(library: Library, gold: Path) -> None:
    with pytest.raises(InvalidId) as caught:
        compared(library, gold, None, "likes", baselines=False)
    assert "supports" in caught.value.hint


def test_acts_that_are_missing_are_named(library: Library, gold: Path) -> None:
    with pytest.raises(UnknownProvision, match="32016R0679"):
        compared(library, gold, "32016R0679", "", baselines=False)


def test_an_empty_library_is_said_so(gold: Path, tmp_path: Path) -> None:
    gold.write_text('{"question": "Who?", "gold": ["32099R0001/art_1"]}', "utf-8")
    with Library(tmp_path / "none.sqlite") as empty, pytest.raises(UnknownProvision):
        compared(empty, gold, None, "", baselines=False)


def test_rows_have_a_cell_for_each_column(library: Library, gold: Path) -> None:
    columns, rows = rows_of(compared(library, gold, None, "", baselines=True))
    assert rows
    assert {len(row) for row in rows} == {len(columns)}
