"""The data model: its tables are complete and agree with each other, and the walk keeps the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ids import CODES
from kg.model import CODE_OF, GROUPINGS, KIND_OF, MAY_HOLD, Field, Kind, Provision, walk
from tests.factories import provision
from tests.kg.factories import sample_addition, small_act

WITHOUT_KIND = {"tit", "enc"}
STAND_ALONE = {Kind.PREAMBLE, Kind.PART, Kind.ANNEX, Kind.FINAL, Kind.FOOTNOTE}


# ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_kind_has_one_code_and_back() -> None:
    assert set(CODE_OF) == set(Kind)
    assert {KIND_OF[code] for code in CODE_OF.values()} == set(Kind)
    assert len(KIND_OF) == len(CODE_OF)


def test_codes_of_kinds_are_step_codes() -> None:
    assert set(CODES) - set(CODE_OF.values()) == WITHOUT_KIND
    assert set(CODE_OF.values()) <= set(CODES)


def test_codes_and_kinds_have_the_same_names() -> None:
    assert {kind: CODES[code] for kind, code in CODE_OF.items() if kind is not Kind.FINAL} == {
        kind: kind.value for kind in Kind if kind is not Kind.FINAL
    }
    assert CODES[CODE_OF[Kind.FINAL]] == "final provisions"


def test_what_each_kind_may_hold_is_said() -> None:
    assert set(MAY_HOLD) == set(Kind)


def test_every_kind_but_the_outermost_stands_in_another() -> None:
    assert set(Kind) - frozenset.union(*MAY_HOLD.values()) == STAND_ALONE - {Kind.PART}


def test_groupings_hold_only_narrower_groupings() -> None:
    for place, kind in enumerate(GROUPINGS):
        inside = MAY_HOLD[kind] & set(GROUPINGS)
        assert inside <= set(GROUPINGS[place + 1 :])
        assert Kind.ARTICLE in MAY_HOLD[kind]


def test_the_sample_act_nests_as_the_table_says() -> None:
    acts = (sample_addition("act.xhtml").act, sample_addition("act.pdf").act, small_act())
    held = {(one.kind, part.kind) for read in acts for one in walk(read.provisions) for part in one.children}
    assert {(kind, part) for kind, part in held if part not in MAY_HOLD[kind]} == set()
    assert {one.kind for read in acts for one in read.provisions} <= {*STAND_ALONE, *GROUPINGS, Kind.ARTICLE}


def test_every_field_of_a_provision_can_be_read_by_name() -> None:
    one = provision("art_1", heading="caption", text="own words", wrap_up="closing words")
    assert [one.words(field) for field in Field] == ["own words", "caption", "closing words"]


def test_provisions_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        provision("art_1").text = "other"  # type: ignore[misc]


# ── walking ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def tree(shape: list[object], parent: str = "art_1") -> tuple[Provision, ...]:
    """Points nested as the lists of `shape` are."""
    return tuple(
        provision(f"{parent}/pnt_{number}", *tree(inner, f"{parent}/pnt_{number}"), text=f"{parent}.{number}")  # type: ignore[arg-type]
        for number, inner in enumerate(shape, 1)
    )


def in_order(provisions: tuple[Provision, ...]) -> Iterator[str]:
    for one in provisions:
        yield one.id
        yield from in_order(one.children)


SHAPES: st.SearchStrategy[list[object]] = st.recursive(st.just([]), lambda inner: st.lists(inner, max_size=4), max_leaves=20)


@given(SHAPES)
def test_walk_keeps_the_order_of_the_text(shape: list[object]) -> None:
    provisions = tree(shape)
    assert [one.id for one in walk(provisions)] == list(in_order(provisions))


def test_walking_deep_nesting_needs_no_deep_stack() -> None:
    one = provision("art_1")
    for _ in range(5000):
        one = provision("art_1", one)
    assert len(walk((one,))) == 5001
