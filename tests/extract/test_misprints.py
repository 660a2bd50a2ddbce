"""Known misprints: excused where the print has them, reported where it does not, and labels read as they are meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract import misprints
from extract.blocks import Block, Layout, Role
from extract.finding import Finding
from extract.languages import ENGLISH
from extract.misprints import Misprint, excused, known
from extract.nesting import Nested, nest
from extract.traced import trace
from kg.errors import InvalidId
from kg.ids import identify, parse_id
from kg.model import Act, walk
from tests.factories import CELEX, act, provision

STOP = Misprint(act=CELEX, language="en", formats=("html",), provision="art_1/par_2", says="without punctuation", why="no full stop")
LABEL = Misprint(act=CELEX, language="en", formats=("html",), provision="art_1/par_2", printed="3.", label="2", why="2 is 3")
FOUND = Finding(kind="gap", text="'of bread' ends without punctuation", provision=f"{CELEX}/art_1/par_2")


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> list[Misprint]:
    """The entries of the file, to be filled by the test."""
    found: list[Misprint] = []
    monkeypatch.setattr(misprints, "known", lambda: tuple(found))
    return found


def small(*numbers: str) -> tuple[Act, Nested]:
    """An act of one article with paragraphs of these printed numbers."""
    lines = (
        "REGULATION (EU) 2024/1689", "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,", "Whereas:", "(1) Bread is good.",
        "HAVE ADOPTED THIS REGULATION:", "Article 1", *(f"{number} Bread number {at} is good." for at, number in enumerate(numbers)),
    )  # fmt: skip
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(body=trace(line, start), role=Role.TITLE if start == 0 else Role.TEXT))
        start += len(line) + 1
    nested = nest(Layout(blocks=tuple(blocks), language="en"), CELEX, "test.html", ENGLISH)
    return replace(act(*nested.provisions), dropped=nested.dropped), nested


def paths(nested: Nested) -> list[str]:
    return [one.id.partition("/")[2] for one in walk(nested.provisions) if "/par_" in one.id or "/unp_" in one.id]


def test_every_entry_of_the_file_names_a_provision_and_what_to_do() -> None:
    assert known()
    for entry in known():
        assert parse_id(f"{entry.act}/{entry.provision}")
        assert bool(entry.says) != bool(entry.printed and entry.label), entry
        assert entry.formats
        assert entry.why
    with pytest.raises(InvalidId):
        identify(known()[0].act)


def test_a_finding_that_the_print_itself_has_is_excused_once(entries: list[Misprint]) -> None:
    entries.append(STOP)
    whole = act(provision("art_1", provision("art_1/par_2")))
    assert excused(whole, [FOUND]) == ()
    assert excused(whole, [FOUND, FOUND]) == (FOUND,)
    other = replace(FOUND, provision=f"{CELEX}/art_1/par_3")
    assert [one.kind for one in excused(whole, [other])] == ["gap", "misprint"]


def test_an_entry_that_no_longer_fits_is_reported(entries: list[Misprint]) -> None:
    entries += [STOP, LABEL]
    whole, _ = small("1.", "2.")
    assert [one.kind for one in excused(whole, [])] == ["misprint", "misprint"]
    assert excused(replace(whole, language="fr"), []) == ()
    assert excused(replace(whole, version="2026-01-01"), []) == ()
    assert excused(replace(whole, source=replace(whole.source, format="pdf")), []) == ()


def test_a_misprinted_label_is_read_as_the_one_that_is_meant(entries: list[Misprint]) -> None:
    _, bare = small("1.", "3.", "3.")
    assert paths(bare) == ["art_1/par_1", "art_1/unp_2", "art_1/unp_3"] or "art_1/par_2" not in paths(bare)
    entries.append(LABEL)
    whole, nested = small("1.", "3.", "3.")
    assert paths(nested) == ["art_1/par_1", "art_1/par_2", "art_1/par_3"]
    assert [one.text for one in nested.dropped if one.bucket == "labels"][-3:] == ["1.", "3.", "3."]
    assert excused(whole, []) == ()
