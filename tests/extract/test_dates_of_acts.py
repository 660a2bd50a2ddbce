"""The dates of official acts against a table that people checked, and what must hold of every date found in any of them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

from extract.dates import find_dates
from extract.resolve import resolve
from kg.ids import act_of
from kg.model import Act, walk
from kg.rules import Application, Moment
from tests.conftest import Read

TABLE: Final = Path(__file__).with_name("dates_of_acts.tsv")
ROWS: Final = [tuple(line.split("\t")) for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
FILES: Final = sorted({row[0] for row in ROWS})
OF_SOMEBODY: Final = ("deadline", "review")

pytestmark = pytest.mark.corpus


def dates_of(corpus: Path, read: Read, file: str) -> tuple[Act, tuple[Application, ...]]:
    if not (corpus / file).is_file():
        pytest.skip(f"no {file} in the corpus")
    act = read(corpus / file)[1]
    return act, find_dates(act, resolve(act))


def told(act: Act, found: tuple[Application, ...]) -> set[tuple[str, ...]]:
    """The dates as the table writes them."""
    rows: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for one in found:
        key = (_path(act, one.provision), one.moment.name.lower(), one.date or "?")
        rows[key].append("!".join(_path(act, own) for own in (one.target, *one.excepted)))
    return {(*key, " ".join(targets)) for key, targets in rows.items()}


def _path(act: Act, own: str) -> str:
    return (own.partition("/")[2] or "act") if act_of(own) == act.celex else own


@pytest.mark.parametrize("file", FILES)
def test_an_act_sets_the_dates_that_people_read_in_it(corpus: Path, read: Read, file: str) -> None:
    expected = {row[1:] for row in ROWS if row[0] == file}
    found = told(*dates_of(corpus, read, file))
    if not any(row[1] in OF_SOMEBODY for row in expected):
        found = {row for row in found if row[1] not in OF_SOMEBODY}
    assert found == expected


@pytest.mark.parametrize("file", FILES)
def test_every_span_is_in_range_and_every_target_there(corpus: Path, read: Read, file: str) -> None:
    act, found = dates_of(corpus, read, file)
    provisions = {one.id: one for one in walk(act.provisions)}
    assert found
    for one in found:
        host = provisions[one.provision]
        for span in filter(None, (one.span, one.condition)):
            words = host.words(span.field)[span.start : span.end]
            assert words.strip() == words != ""
        own = [end for end in (one.target, *one.excepted) if act_of(end) == act.celex and "/" in end]
        assert [end for end in own if end not in provisions] == []
        assert act_of(one.target) == act.celex or one.moment is Moment.END
