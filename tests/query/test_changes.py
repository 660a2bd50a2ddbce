"""What became of each provision between two versions, and what did it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ids import path_of
from kg.library import Library
from kg.model import Field
from kg.rules import Moment
from query.changes import Causes, Comparison, Fate, compare
from query.effects import Effects
from query.versions import versions_of
from query.word_diff import applied
from tests.factories import CELEX
from tests.kg.factories import addition, stored
from tests.query import versioned
from tests.query.versioned import BY, FIRST, SECOND


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("changes") / "library.sqlite"
    versioned.library(path, by=versioned.amending())
    with Library(path) as library:
        yield library


def between(shelf: Library, before: str, after: str, own: str | None = None) -> Comparison:
    there = {text.version: text for text in versions_of(shelf, CELEX, "en")}
    return compare(shelf, there[before], there[after], f"{CELEX}/{own}" if own else None)


def fates(found: Comparison) -> dict[str, str]:
    """What became of the provisions that are not as they were."""
    return {path_of(one.id): one.fate.value for one in found.changes if one.fate is not Fate.UNCHANGED}


def test_each_provision_has_its_fate(shelf: Library) -> None:
    assert fates(between(shelf, "oj", FIRST)) == {
        "art_1/par_2": "deleted",
        "art_1a": "inserted",
        "art_1a/par_1": "inserted",
        "art_1a/par_2": "inserted",
    }


def test_other_print_is_no_change(shelf: Library) -> None:
    found = between(shelf, "oj", FIRST)
    same = [path_of(one.id) for one in found.changes if one.fate is Fate.UNCHANGED and path_of(one.id).startswith("art_2")]
    assert same == ["art_2", "art_2/par_1", "art_2/par_1/pnt_a", "art_2/par_1/pnt_b"]


def test_dashes_in_place_of_a_provision_are_its_end(shelf: Library) -> None:
    assert fates(between(shelf, FIRST, SECOND, "art_1a")) == {"art_1a": "deleted", "art_1a/par_1": "deleted", "art_1a/par_2": "deleted"}
    assert between(shelf, "oj", SECOND, "art_1a").changes == ()


def test_only_what_both_texts_can_have_is_compared(shelf: Library) -> None:
    found = between(shelf, "oj", FIRST)
    assert found.left_out == ("final provisions", "footnotes", "preamble")
    assert not [one for one in found.changes if path_of(one.id).startswith(("pbl", "rct", "fnp", "fnt"))]
    assert between(shelf, FIRST, SECOND).left_out == ("footnotes",)


def test_a_part_alone_is_compared_with_all_below_it(shelf: Library) -> None:
    found = between(shelf, FIRST, SECOND, "art_2")
    assert fates(found) == {"art_2/par_1": "changed", "art_2/par_1/pnt_a": "changed"}
    assert [found.count(fate) for fate in Fate] == [2, 2, 0, 0]


def test_cells_of_tables_are_compared(shelf: Library) -> None:
    assert fates(between(shelf, FIRST, SECOND, "anx_I")) == {"anx_I/tab_1/row_1/cel_2": "changed"}


def test_what_went_stands_where_it_stood(shelf: Library) -> None:
    order = [path_of(one.id) for one in between(shelf, "oj", SECOND).changes]
    assert order.index("art_1/par_1") + 1 == order.index("art_1/par_2")
    assert order.index("art_3") == order.index("art_2/par_1/pnt_b") + 1


def test_parts_of_what_came_know_it(shelf: Library) -> None:
    within = {path_of(one.id): one.within for one in between(shelf, "oj", FIRST).changes if one.fate is Fate.INSERTED}
    assert within == {"art_1a": None, "art_1a/par_1": f"{CELEX}/art_1a", "art_1a/par_2": f"{CELEX}/art_1a"}


def test_the_same_words_under_another_id_are_renumbered(shelf: Library) -> None:
    other = {path_of(one.id): path_of(one.other) for one in between(shelf, FIRST, SECOND).changes if one.other}
    assert other == {"art_3": "art_4", "art_4": "art_3"}


def test_few_words_are_too_few_to_be_known_again(shelf: Library) -> None:
    assert not any(one.other for one in between(shelf, "oj", FIRST).changes)


def test_every_difference_carried_out_gives_the_new_words(shelf: Library) -> None:
    for one in between(shelf, "oj", SECOND).changes:
        for field in Field:
            old, new = (row.words(field) if row else "" for row in (one.before, one.after))
            assert applied(old, one.operations(field)) == new


# ── who did it ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def causes(shelf: Library, before: str, after: str) -> dict[str, tuple[list[str], str]]:
    """Of each change the instructions that made it, and since when it stands."""
    found = between(shelf, before, after)
    who = Causes(shelf, Effects.on(shelf, found.after))
    told = {one.id: who.of(one, found.before, found.after) for one in found.changes if one.fate is not Fate.UNCHANGED}
    return {path_of(own): ([path_of(edge.source) for edge in cause.edges], cause.since) for own, cause in told.items()}


def test_a_change_knows_the_instruction_that_made_it(shelf: Library) -> None:
    assert causes(shelf, "oj", FIRST) == {
        "art_1/par_2": (["art_1/pnt_1"], FIRST),
        "art_1a": (["art_1/pnt_2"], FIRST),
        "art_1a/par_1": (["art_1/pnt_2"], FIRST),
        "art_1a/par_2": (["art_1/pnt_2"], FIRST),
    }


def test_a_change_that_no_act_tells_of_has_the_date_of_the_version(shelf: Library) -> None:
    found = causes(shelf, "oj", SECOND)
    assert found["art_2/par_1"] == ([], SECOND)
    assert found["art_1/par_2"] == (["art_1/pnt_1"], FIRST)


def test_without_the_amending_act_the_versions_tell(tmp_path: Path) -> None:
    versioned.library(tmp_path / "alone.sqlite")
    with Library(tmp_path / "alone.sqlite") as alone:
        assert causes(alone, "oj", SECOND)["art_1/par_2"] == ([], FIRST)


@pytest.mark.parametrize(
    ("moment", "of", "expected"),
    [(Moment.ENTRY, "", "2025-02-10"), (Moment.APPLICATION, "art_1/pnt_1", "2025-02-10"), (Moment.REVIEW, "", FIRST)],
)
def test_an_amending_act_tells_from_when_it_applies(tmp_path: Path, moment: Moment, of: str, expected: str) -> None:
    by = versioned.amending()
    versioned.library(tmp_path / "dated.sqlite", by=by, found=versioned.dated(by, "2025-02-10", moment, of))
    with Library(tmp_path / "dated.sqlite") as told:
        assert causes(told, "oj", FIRST)["art_1/par_2"] == (["art_1/pnt_1"], expected)


def test_an_instruction_that_no_version_shows_waits_for_its_day(tmp_path: Path) -> None:
    said = "in Article 1(1), the word ‘dawn’ is replaced by ‘noon’;"
    by, again = versioned.amending(BY, said), versioned.amending("32025R0008", said)
    versioned.library(tmp_path / "later.sqlite", by=by, found=versioned.dated(by, "2026-01-01"))
    stored(tmp_path / "later.sqlite", addition(again, findings=versioned.dated(again, "2027-01-01", Moment.APPLICATION)))
    with Library(tmp_path / "later.sqlite") as told:
        there = versions_of(told, CELEX, "en")
        effects = Effects.on(told, there[0])
        edges = [edge for edge in told.amendments_of(f"{CELEX}/art_1/par_1") if path_of(edge.source) == "art_1/pnt_3"]
        assert [[effects.of(edge, text).later for text in there] for edge in edges] == [[True, True, False], [True, True, True]]
        assert [effects.of(edge, there[2]).since for edge in edges] == ["2026-01-01", "2027-01-01"]


def test_what_a_version_shows_to_be_done_is_done_whatever_day_the_act_names(tmp_path: Path) -> None:
    by = versioned.amending()
    versioned.library(tmp_path / "early.sqlite", by=by, found=versioned.dated(by, "2026-01-01"))
    with Library(tmp_path / "early.sqlite") as told:
        there = versions_of(told, CELEX, "en")
        effects = Effects.on(told, there[0])
        for own in ("art_1/par_2", "art_1a"):
            (edge,) = [one for one in told.amendments_of(f"{CELEX}/{own}") if one.target == f"{CELEX}/{own}"]
            assert [effects.of(edge, text).later for text in there] == [True, False, False]
            assert effects.of(edge, there[1]).since == "2026-01-01"
