"""The references of provisions drawn at random from ten acts are those that two readers found (docs/how-to/judge-references.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.reference_sample import SOURCES, drawn, fields
from extract.resolve import resolve
from kg.findings import Unresolved
from kg.ids import act_of, path_of
from kg.model import Act
from tests.conftest import Read

FACTS = Path(__file__).parents[1] / "acts"
LEAST = 0.97


def judged(sample: str, act: str) -> Iterator[tuple[str, str, str]]:
    """What readers found in the provisions drawn from an act: who points at what, in which field."""
    for line in (FACTS / f"references_{sample}.jsonl").read_text("utf-8").splitlines():
        fact = json.loads(line)
        if fact["act"] == act:
            yield from ((fact["source"], fact["field"], _named(target)) for target in fact["targets"])


def found(act: Act) -> Iterator[tuple[str, str, str]]:
    """What the program finds there."""
    drawn_from = {(path, field) for unit in drawn(act) for path, field, _ in fields(unit)}
    for one in resolve(act):
        source, field = path_of(one.source), one.span.field.value
        if (source, field) in drawn_from and not isinstance(one.target, Unresolved):
            own = act_of(one.target) == act.celex
            yield source, field, (path_of(one.target) or "self") if own else _named(one.target)


def _named(target: str) -> str:
    """A target in another act by the act alone: which of its provisions exist is known only where it is at hand."""
    return target.partition("/")[0] if target[0].isdigit() else target


@pytest.mark.corpus
@pytest.mark.parametrize("sample", SOURCES)
def test_what_is_found_is_what_was_judged(sample: str, corpus: Path, read: Read) -> None:
    right, wrong, missed = set(), set(), set()
    for source in SOURCES[sample]:
        act = read(corpus / source)[1]
        expected, got = ({(act.celex, *one) for one in pairs} for pairs in (judged(sample, act.celex), found(act)))
        right |= expected & got
        wrong |= got - expected
        missed |= expected - got
    assert len(right) > 250
    assert len(right) / (len(right) + len(wrong)) >= LEAST, sorted(wrong)
    assert len(right) / (len(right) + len(missed)) >= LEAST, sorted(missed)
