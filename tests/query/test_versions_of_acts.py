"""Versions of real acts side by side: what differs is what was amended or corrected, and every difference can be carried out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.pipeline import add_file
from kg.ids import path_of
from kg.library import Library
from kg.model import Field
from query.ask import Engine, Options
from query.changes import Fate, compare
from query.diff import diff
from query.versions import versions_of
from query.word_diff import applied

pytestmark = pytest.mark.corpus
AI_ACT, GDPR, OMNIBUS = "32024R1689", "32016R0679", "32026R1744"
FILES = (
    f"{AI_ACT}/en.xhtml",
    "02024R1689-20260727/en.html",
    f"{OMNIBUS}/en.xhtml",
    f"{GDPR}/en.xhtml",
    "02016R0679-20160504/en.fmx.xml",
)
CORRECTED = {
    "art_37/par_1/pnt_c", "art_41/par_3", "art_41/par_5", "art_42/par_7", "art_43/par_3", "art_43/par_6", "art_57/par_1/pnt_p",
    "art_64/par_1/pnt_c", "art_64/par_6", "art_64/par_7", "art_64/par_8", "art_65/par_1/pnt_a", "art_69/par_2", "art_70/par_1/pnt_l",
    "art_70/par_1/pnt_o", "art_70/par_1/pnt_p",
}  # fmt: skip
"""What the corrigenda to the General Data Protection Regulation (OJ L 127, 23.5.2018, p. 2, and OJ L 074, 4.3.2021, p. 35) put right."""


@pytest.fixture(scope="module")
def shelf(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("acts") / "library.sqlite") as library:
        for name in FILES:
            add_file(library, corpus / name)
        yield library


def found(shelf: Library, named: str, act: str = AI_ACT) -> dict[str, Any]:
    return diff(Engine(shelf).shelf(Options(act=act, as_of="9999-12-31")), named)


@pytest.mark.parametrize(("act", "counts"), [(AI_ACT, [1361, 51, 245, 11]), (GDPR, [878, 16, 0, 0])])
def test_provisions_have_their_fates_and_differences_hold(shelf: Library, act: str, counts: list[int]) -> None:
    there = compare(shelf, *versions_of(shelf, act, "en"))
    assert [there.count(fate) for fate in Fate] == counts
    for one in there.changes:
        for field in Field:
            old, new = (row.words(field) if row else "" for row in (one.before, one.after))
            assert applied(old, one.operations(field)) == new


def test_only_what_was_corrected_differs_in_an_act_never_amended(shelf: Library) -> None:
    assert {path_of(one["id"]) for one in found(shelf, GDPR, GDPR)["provisions"]} == CORRECTED


def test_all_but_the_ends_of_lists_were_changed_by_the_amending_act(shelf: Library) -> None:
    provisions = found(shelf, AI_ACT)["provisions"]
    assert {path_of(one["id"]) for one in provisions if not one["by"]} == {
        "art_58/par_1/pnt_c",
        "art_96/par_1/pnt_f",
        "anx_I/sct_B/pnt_20",
        "anx_VIII/sct_B/pnt_8",
    }
    assert {by["id"].partition("/")[0] for one in provisions for by in one["by"]} == {OMNIBUS}


@pytest.mark.parametrize(
    ("ref", "change", "by"),
    [
        ("Article 10(5)", "deleted", "art_1/pnt_9/pnt_b"),
        ("Article 4a", "inserted", "art_1/pnt_6"),
        ("Annex XIV", "inserted", "art_1/pnt_43"),
        ("Article 11(1), second subparagraph", "changed", "art_1/pnt_10"),
        ("Article 40(2), fourth subparagraph", "inserted", "art_1/pnt_17"),
    ],
)
def test_a_change_names_its_instruction(shelf: Library, ref: str, change: str, by: str) -> None:
    first = found(shelf, ref)["provisions"][0]
    assert (first["change"], [path_of(one["id"]) for one in first["by"]], first["since"]) == (change, [by], "2026-07-27")


def test_points_that_went_to_another_article_are_known_again(shelf: Library) -> None:
    other = {path_of(one["id"]): path_of(one["renumbered"]) for one in found(shelf, "Article 10(5)")["provisions"] if one["renumbered"]}
    assert other == {"art_10/par_5/pnt_a": "art_4a/par_1/pnt_a", "art_10/par_5/pnt_f": "art_4a/par_1/pnt_f"}


def test_a_question_about_what_went_is_told_what_took_it(shelf: Library) -> None:
    answer = Engine(shelf).ask("What does Article 10(5) say?", Options(act=AI_ACT, as_of="2026-11-01"))
    assert "Deleted by Article 1, point (9)(b), of Regulation (EU) 2026/1744, from 2026-07-27." in answer.detail
