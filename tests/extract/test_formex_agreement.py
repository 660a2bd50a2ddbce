"""Formex is the reference: other formats and languages of an act give the same provisions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.source import Source
from kg.model import Act, NoteMark, walk

Read = Callable[[Path], tuple[Source, Act]]


def _contents(act: Act) -> dict[str, tuple[object, ...]]:
    return {
        one.id: (one.kind, one.label, one.heading, one.text, one.wrap_up, tuple(part.id for part in one.children))
        for one in walk(act.provisions)
        if "/fnt_" not in one.id
    }


def _notes(act: Act) -> dict[str, str]:
    return {one.id: one.text for one in walk(act.provisions) if "/fnt_" in one.id}


def _marks(act: Act) -> dict[str, tuple[NoteMark, ...]]:
    return {one.id: one.marks for one in walk(act.provisions) if one.marks}


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("formex", "other", "notes"),
    [
        ("32024R1689/en.fmx4.zip", "32024R1689/en.xhtml", tuple(f"32024R1689/fnt_s{number}" for number in range(1, 9))),
        ("32024R1689/en.fmx", "32024R1689/en.fmx4.zip", ()),
        ("32024R1689/en.combined.fmx.xml", "32024R1689/en.fmx4.zip", ()),
        ("32016R0679/en.fmx.xml", "32016R0679/en.xhtml", ()),
        ("32022R2065/en.fmx.xml", "32022R2065/en.xhtml", ()),
    ],
)
def test_formex_and_markup_agree_on_every_provision(corpus: Path, read: Read, formex: str, other: str, notes: tuple[str, ...]) -> None:
    """Formex has each of eight starred notes, the markup of the AI Act one in place of all."""
    _, ours = read(corpus / formex)
    _, theirs = read(corpus / other)
    assert list(_contents(ours).items()) == list(_contents(theirs).items())
    assert _marks(ours) == _marks(theirs)
    assert (ours.celex, ours.title, ours.eli) == (theirs.celex, theirs.title, theirs.eli)
    one, two = _notes(ours), _notes(theirs)
    assert tuple(sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))) == notes


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("consolidated", "published"),
    [
        ("02024R1689-20240712/fr.fmx.xml", "32024R1689/en.fmx4.zip"),
        ("02022R2065-20221027/fr.fmx.xml", "32022R2065/en.fmx.xml"),
        ("02022R2554-20221227/fr.fmx.xml", "32022R2554/en.xhtml"),
        ("02016R0679-20160504/en.fmx.xml", "32016R0679/en.fmx.xml"),
    ],
)
def test_a_first_consolidation_has_the_ids_of_the_act_in_any_language(corpus: Path, read: Read, consolidated: str, published: str) -> None:
    _, ours = read(corpus / consolidated)
    _, theirs = read(corpus / published)
    outside = ("/pbl_", "/rct_", "/cit_", "/fnt_", "/fnp_")
    ids = [[name for name in _contents(act) if not any(part in name for part in outside)] for act in (ours, theirs)]
    assert ids[0] == ids[1]


@pytest.mark.corpus
def test_the_ai_act_as_amended_has_its_new_units(corpus: Path, read: Read) -> None:
    _, act = read(corpus / "02024R1689-20260727" / "en.fmx.xml")
    found = _contents(act)
    assert (act.version, act.celex) == ("2026-07-27", "32024R1689")
    assert not {"32024R1689/art_10/par_5", "32024R1689/anx_I/sct_A/pnt_1"} & found.keys()  # deleted
    assert {"32024R1689/art_4a/par_1", "32024R1689/art_3/pnt_14a", "32024R1689/anx_XIV/pnt_2/pnt_a/tab_1/row_2/cel_1"} <= found.keys()
