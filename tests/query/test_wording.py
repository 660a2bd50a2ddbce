"""Whether a provision has the same words in two texts, and what links of recitals say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from kg.library import Library, TextRow
from query.answer import Answer, as_json, read_json
from query.ask import Engine, Options
from query.render import answer as rendered
from query.render import answer_markdown, plain
from query.render import trace_act as render_act
from query.support import trace_act
from query.verify import check
from query.wording import is_note, no_longer_so, same_words, stands, with_wording
from tests.query import versioned
from tests.query.versioned import BY, FIRST, own

Texts = tuple[TextRow, ...]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Texts]]:
    path = tmp_path_factory.mktemp("wording") / "library.sqlite"
    texts = versioned.library(path)
    with Library(path) as library:
        yield library, texts


@pytest.mark.parametrize(
    ("path", "first", "second"),
    [
        ("art_1", False, True),  # a paragraph goes
        ("art_1/par_1", True, True),
        ("art_2", True, False),  # other print, then other words
        ("art_1a", False, False),  # it comes, then dashes
        ("art_9", True, True),  # no version has it
    ],
)
def test_all_below_a_provision_is_compared(shelf: tuple[Library, Texts], path: str, first: bool, second: bool) -> None:
    library, (published, one, two) = shelf
    assert (same_words(library, own(path), published, one), same_words(library, own(path), one, two)) == (first, second)


def test_dashes_do_not_stand(shelf: tuple[Library, Texts]) -> None:
    library, texts = shelf
    assert [stands(library, own("art_1a"), text) for text in texts] == [False, True, False]


@pytest.mark.parametrize(("path", "expected"), [("fnt_1", True), ("anx_I/fnt_s1", True), ("art_1/par_2", False)])
def test_footnotes_are_known_wherever_they_stand(path: str, expected: bool) -> None:
    assert is_note(own(path)) is expected


def link(supports: str, *parts: str, recital: str = "rct_1") -> dict[str, Any]:
    return {"id": own(recital), "supports": own(supports), "parts": [own(part) for part in parts]}


@pytest.mark.parametrize(
    ("asked", "given", "wording"),
    [
        ("art_1", link("art_1"), "earlier"),
        ("art_1/par_1", link("art_1"), "same"),  # what is asked for still reads so
        ("art_1", link("art_1/par_1", "art_1/par_1"), "same"),
        ("art_1", link("art_1/par_1", "art_1/par_1", "art_1/par_2"), "earlier"),
        ("art_2", link("art_2"), "same"),
        ("art_1", {**link("art_1"), "id": f"{BY}/rct_1"}, "same"),  # a recital of what amends speaks of what it makes
    ],
)
def test_a_link_is_compared_by_what_it_is_about(shelf: tuple[Library, Texts], asked: str, given: dict[str, Any], wording: str) -> None:
    library, (published, one, _) = shelf
    assert with_wording(library, [given], own(asked), published, one) == [{**given, "wording": wording}]
    assert with_wording(library, [given], own(asked), one, one) == [{**given, "wording": "same"}]


@pytest.mark.parametrize(
    ("recital", "version", "gone"),
    [("rct_1", 0, ()), ("rct_1", 1, ("art_1/par_2",)), ("rct_2", 1, ()), ("rct_2", 2, ("art_3",))],
)
def test_a_recital_knows_what_reads_otherwise_now(shelf: tuple[Library, Texts], recital: str, version: int, gone: tuple[str, ...]) -> None:
    library, texts = shelf
    assert no_longer_so(library, library.provision(own(recital), texts[0]), texts[version]) == tuple(map(own, gone))


@pytest.mark.parametrize(
    ("version", "expected"),
    [(0, [("same", []), ("same", [])]), (1, [("earlier", ["rct_1"]), ("same", [])]), (2, [("earlier", ["rct_1"]), ("earlier", ["rct_2"])])],
)
def test_the_groups_of_an_act_say_which_recitals_speak_of_earlier_words(
    shelf: tuple[Library, Texts], version: int, expected: list[tuple[str, list[str]]]
) -> None:
    library, texts = shelf
    found = trace_act(library, texts[0], texts[version])
    assert [(group["wording"], group["earlier"]) for group in found["groups"]] == [(word, [*map(own, runs)]) for word, runs in expected]
    shown = plain(render_act(found))
    assert ("speak of its earlier wording" in shown) is (version > 0)


@pytest.mark.parametrize(("as_of", "gone"), [("2025-02-01", []), (FIRST, ["art_1/par_2"])])
def test_an_answer_says_what_its_recital_was_written_for(shelf: tuple[Library, Texts], as_of: str, gone: list[str]) -> None:
    library, _ = shelf
    answer = Engine(library).ask("What does recital 1 say?", Options(as_of=as_of))
    assert as_json(answer)["statements"][0]["earlier_wording"] == [*map(own, gone)]
    assert read_json(as_json(answer)) == answer
    for shown in (plain(rendered(answer, library)), answer_markdown(answer)):
        assert ("speaks of an earlier wording of Article 1(2)" in shown) is bool(gone)
    (statement,) = answer.statements
    assert verdict_on(replace(answer, statements=(statement,)), library) == ()
    other = replace(statement, earlier_wording=() if gone else (own("art_1"),))
    assert any("earlier wording" in fault for fault in verdict_on(replace(answer, statements=(other,)), library))


def verdict_on(answer: Answer, library: Library) -> tuple[str, ...]:
    """What is wrong with what an answer says of its recitals."""
    return tuple(fault.what for fault in check(answer, library) if "wording" in fault.what)
