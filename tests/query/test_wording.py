"""Whether a provision has the same words in two texts, and what links of recitals say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kg.library import Library, TextRow
from query.wording import is_note, same_words, stands, with_wording
from tests.query import versioned
from tests.query.versioned import BY, own

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
