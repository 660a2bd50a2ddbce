"""The comparison with other parsers counts fairly: what is lost, in what order, and what a parser that fails or phones home shows as."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.parsers import (
    COLUMNS,
    SCRIPTS,
    Measure,
    Runs,
    cells_of,
    fields_in_order,
    in_turn,
    interpreters_of,
    losses,
    measure_of,
    once,
)
from extract.coverage import certify
from extract.sample import path as sample_path
from kg.counts import counts
from kg.model import Act, Kind, Place
from tests.conftest import Read
from tests.factories import act, provision

PEERS = Path(__file__).resolve().parent.parent / "benchmarks" / "peers"
PYTHON = Path(sys.executable)
ACT = sample_path("act.xhtml")


def _laid_out() -> Act:
    """A footnote that stands after the article in the act, and before it in the source."""
    paragraph = replace(provision("art_1/par_1", text="second third"), place=Place(source="x", start=20, end=30))
    article = replace(provision("art_1", paragraph, heading="first"), place=Place(source="x", start=9, end=30))
    return act(article, replace(provision("fnt_1", text="nought"), place=Place(source="x", start=1, end=7)))


def test_fields_come_in_the_order_of_the_source() -> None:
    assert list(fields_in_order(_laid_out())) == ["nought", "first", "second third"]
    assert list(fields_in_order(_laid_out(), [Kind.FOOTNOTE])) == ["nought"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["one two three", "four; note"], (0, 0, 0)),
        (["One", "one", "two — three", "(four)", "note", "more"], (0, 0, 0)),
        (["note", "one two three four"], (1, 0, 0)),
        (["one two three four"], (1, 1, 0)),
        (["one twothree four note"], (2, 2, 2)),
        ([], (5, 5, 4)),
    ],
)
def test_words_lost_in_order_at_all_and_outside_notes(texts: list[str], expected: tuple[int, int, int]) -> None:
    words = ("one", "two", "three", "four", "note")
    assert losses(Measure(words=words, but_notes=words[:4]), texts) == expected


@pytest.mark.parametrize("name", ["whereas", "whereas, certified"])
def test_whereas_is_measured_as_its_peers_are(name: str, read: Read) -> None:
    found, seconds = once(name, PYTHON, ACT, "xhtml", texts=True)
    _, ours = read(ACT)
    told = counts(ours)
    expected = {kind: told[one] for kind, one in zip(found["counts"], ("recital", "article", "paragraph", "point", "annex"), strict=True)}
    assert found["counts"] == expected
    assert 0 < found["seconds"] < seconds
    assert losses(measure_of(ACT), found["texts"]) == (0, 0, 0)


def test_the_measure_of_a_file_is_what_the_certificate_keeps(read: Read) -> None:
    measure = measure_of(ACT)
    certificate = certify(ACT, read(ACT)[1])
    assert (measure.verdict, measure.lost) == ("complete", 0)
    assert len(measure.words) == certificate.kept
    assert len(measure.but_notes) < len(measure.words)


def test_a_refused_file_shows_as_refused(tmp_path: Path) -> None:
    path = tmp_path / "act.xml"
    path.write_text("<unknown>words</unknown>", encoding="utf-8")
    measure = measure_of(path)
    assert measure.refused
    told = in_turn(path, "xml", {"whereas": PYTHON}, 1)["whereas"]
    cells = cells_of("whereas", told, told, measure)
    assert cells[-1] == f"refused: {measure.refused}"
    assert len(cells) == len(COLUMNS) - 2


def test_a_line_has_a_cell_a_column(read: Read) -> None:
    told = in_turn(ACT, "xhtml", {"whereas": PYTHON}, 1)["whereas"]
    assert len(told.parse) == len(told.process) == 1
    cells = cells_of("tulit", told, Runs(), measure_of(ACT))
    assert len(cells) == len(COLUMNS) - 2
    assert cells[6:9] == ("0", "0", "0")


def _adapted(folder: Path, body: str) -> dict[str, object]:
    """What an adapter says whose parser is these lines."""
    script = folder / "read_made_up.py"
    lines = [f"import sys; sys.path.insert(0, {str(PEERS)!r})", "from adapter import NotRead, Parser, run, strings", "def load():"]
    tail = "run(Parser(distribution='made-up', load=load, count=lambda found: {'articles': 2}, texts=strings))"
    script.write_text("\n".join([*lines, f"    def read(path, format_):\n        {body}", "    return read", tail]), encoding="utf-8")
    answer = subprocess.run([PYTHON, script, ACT, "xhtml", "--texts"], capture_output=True, text=True, check=True, timeout=60)
    found: dict[str, object] = json.loads(answer.stdout)
    return found


def test_an_adapter_tells_counts_and_every_string(tmp_path: Path) -> None:
    found = _adapted(tmp_path, "print('noise'); return {'a': ['one', {'b': 'two'}, None, 3]}")
    assert found["texts"] == ["one", "two"]
    assert found["counts"] == {"recitals": None, "articles": 2, "paragraphs": None, "points": None, "annexes": None}


def test_an_adapter_tells_what_a_parser_cannot_do(tmp_path: Path) -> None:
    assert _adapted(tmp_path, "raise NotRead('no such files')")["unread"] == "no such files"
    assert _adapted(tmp_path, "raise KeyError('here')")["error"] == "KeyError: 'here'"
    reached = _adapted(tmp_path, "import socket; return socket.create_connection(('127.0.0.1', 9))")
    assert reached["error"] == "OSError: no network while parsing"


def test_each_parser_has_its_adapter() -> None:
    assert sorted(path.stem for path in PEERS.glob("read_*.py")) == sorted(SCRIPTS.values())
    assert list(interpreters_of([])) == ["whereas", "whereas, certified"]
