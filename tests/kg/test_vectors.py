"""Vectors in the library: of which passages and which model, what keeps them in step with the texts, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from extract.pipeline import add_file
from extract.sample import path as sample_path
from kg.adding import add, remove
from kg.embedding import Embedder
from kg.errors import ModelError
from kg.library import Library
from kg.vectors import (
    BLOCK,
    Row,
    attach,
    blocks,
    embed_lacking,
    embedded,
    keep,
    model_of,
    pack,
    passages_of,
    switch_off,
    switch_on,
    unpacked,
)
from tests.embedders import HashEmbedder
from tests.kg.factories import addition, other_addition, own, small_act


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of the small act, with vectors."""
    with Library(tmp_path / "library.sqlite") as opened:
        add(opened, addition())
        switch_on(opened, HashEmbedder())
        embed_lacking(opened, HashEmbedder())
        yield opened


def kept(library: Library) -> dict[str, int]:
    """The provisions that have vectors, with how many."""
    found = library.rows("SELECT p.id, count(*) FROM vector v JOIN provision p ON p.row = v.row GROUP BY p.id")
    return {str(one): int(str(count)) for one, count in found}


def orphans(library: Library) -> int:
    return len(library.rows("SELECT 1 FROM vector WHERE row NOT IN (SELECT row FROM provision)"))


# ── what a passage is ──────────────────────────────────────────────────────────────────────────────────────────────────────────

ROWS: list[Row] = [
    (1, "a", "Records", "", "", None, "article"),
    (2, "a/1", "", "Keepers shall:", "wherever they are.", "a", "paragraph"),
    (3, "a/1/a", "", "keep books;", "", "a/1", "point"),
    (4, "t", "", "", "", None, "table"),
    (5, "t/1", "", "", "", "t", "row"),
    (6, "t/1/1", "", "lamps", "", "t/1", "cell"),
    (7, "t/1/2", "", "oil", "", "t/1", "cell"),
    (8, "n", "", "See elsewhere.", "", None, "footnote"),
    (9, "e", "", "", "", None, "article"),
]


def test_a_passage_stands_behind_its_heading_and_what_introduces_it() -> None:
    assert {one: words for _, one, words in passages_of(ROWS)} == {
        "a": "Records.",
        "a/1": "Records. Keepers shall: wherever they are.",
        "a/1/a": "Records. Keepers shall: keep books;",
        "t/1": "lamps oil",
    }


def test_every_passage_has_a_vector_and_a_long_one_several(tmp_path: Path) -> None:
    with Library(tmp_path / "library.sqlite") as library:
        add(library, replace(addition(), act=small_act("The keeper writes all of it down. " * 12)))
        switch_on(library, HashEmbedder())
        assert embed_lacking(library, HashEmbedder()) == len(kept(library))
        assert kept(library)[own("art_2")] == 3
        assert kept(library)[own("rct_1")] == 1
        assert own("fnt_1") not in kept(library)


def test_a_text_in_another_language_has_none(tmp_path: Path) -> None:
    act = replace(small_act(), language="fr")
    assert embedded(act, HashEmbedder()) is None
    with Library(tmp_path / "library.sqlite") as library:
        add(library, replace(addition(), act=act))
        switch_on(library, HashEmbedder())
        assert embed_lacking(library, HashEmbedder()) == 0


# ── in step with the texts ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_act_added_later_brings_the_vectors_that_making_them_anew_would_give(library: Library) -> None:
    before = kept(library)
    other = other_addition()
    add(library, replace(other, vectors=embedded(other.act, HashEmbedder())))
    added, values = kept(library), library.rows("SELECT * FROM vector ORDER BY row, part")
    assert len(added) > len(before)
    switch_off(library)
    switch_on(library, HashEmbedder())
    embed_lacking(library, HashEmbedder())
    assert library.rows("SELECT * FROM vector ORDER BY row, part") == values


def test_adding_a_file_makes_vectors_where_the_library_has_them(tmp_path: Path) -> None:
    with Library(tmp_path / "library.sqlite") as library:
        add(library, addition())
        switch_on(library, embedder := HashEmbedder())
        add_file(library, sample_path("act.pdf"))
        assert any("/art_8" in one for one in kept(library))
        made = embedder.asked
        add_file(library, sample_path("act.pdf"))
        assert embedder.asked == made, "a text that is there already is not embedded again"
        add_file(library, sample_path("act.xhtml"))
        assert embedder.asked > made, "a better source has a text of its own"
        assert orphans(library) == 0


def test_adding_a_file_makes_none_where_the_library_has_none(tmp_path: Path) -> None:
    with Library(tmp_path / "library.sqlite") as library:
        add_file(library, sample_path("act.xhtml"))
        assert model_of(library) is None
        assert not library.rows("SELECT 1 FROM sqlite_master WHERE name = 'vector'")


def test_vectors_go_with_their_text(library: Library) -> None:
    remove(library, library.texts()[0])
    assert library.rows("SELECT count(*) FROM vector") == [(0,)]


def test_only_what_lacks_a_vector_is_embedded(library: Library) -> None:
    embedder = HashEmbedder()
    assert embed_lacking(library, embedder) == len(kept(library))
    assert embedder.asked == 0
    with library.writing() as connection:
        connection.execute("DELETE FROM vector WHERE row = (SELECT row FROM provision WHERE id = ?)", (own("art_2"),))
    embed_lacking(library, embedder)
    assert embedder.asked == 1


# ── one model ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_another_model_drops_the_vectors_of_the_one_before(library: Library) -> None:
    switch_on(library, HashEmbedder())
    assert kept(library), "the same model keeps them"
    switch_on(library, HashEmbedder("other"))
    assert not kept(library)
    model = model_of(library)
    assert model is not None
    assert model.folder == "/models/other"


def test_switching_off_leaves_nothing(library: Library) -> None:
    switch_off(library)
    assert (model_of(library), library.embedder) == (None, None)
    assert not library.rows("SELECT 1 FROM sqlite_master WHERE name = 'vector'")
    switch_off(library)


def test_vectors_of_another_model_are_not_added(library: Library) -> None:
    before = kept(library)
    other = other_addition()
    add(library, replace(other, vectors=embedded(other.act, HashEmbedder("other"))))
    assert kept(library) == before


def test_vectors_are_not_kept_once_another_process_has_switched_them_off(library: Library) -> None:
    switch_off(library)
    with library.writing() as connection:
        keep(connection, {}, embedded(small_act(), HashEmbedder()))
    assert model_of(library) is None


def test_a_library_without_vectors_needs_no_model(tmp_path: Path) -> None:
    with Library(tmp_path / "library.sqlite") as library:
        assert (attach(library), library.embedder) == ("", None)


def test_a_model_that_is_gone_is_told_and_the_library_stays_usable(library: Library) -> None:
    with Library(library.path) as opened:
        assert "no such folder (/models/hash)" in attach(opened)
        assert opened.embedder is None
        assert opened.texts()


def test_another_model_in_the_folder_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(_: Path) -> Embedder:
        return HashEmbedder("other")

    monkeypatch.setattr("kg.vectors.open_model", opened)
    with Library(library.path) as again:
        assert "another model" in attach(again)
        assert again.embedder is None


def test_the_model_may_have_moved(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def opened(folder: Path) -> Embedder:
        asked.append(folder)
        return HashEmbedder()

    monkeypatch.setattr("kg.vectors.open_model", opened)
    with Library(library.path) as again:
        assert attach(again, "/elsewhere") == ""
        assert again.embedder is not None
    assert asked == [Path("/elsewhere")]


# ── keeping and reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_kept_vector_has_nearly_the_direction_it_had() -> None:
    numbers = np.random.default_rng(7).normal(size=(50, 384)).astype(np.float32)
    vectors = numbers / np.linalg.norm(numbers, axis=1, keepdims=True)
    again = unpacked([pack(one) for one in vectors], 384)
    assert np.abs((vectors * again).sum(axis=1) - 1).max() < 0.002
    assert {len(pack(one)) for one in vectors} == {388}


def test_damaged_vectors_are_refused() -> None:
    with pytest.raises(ModelError, match="damaged"):
        unpacked([b"short"], 384)


def test_vectors_are_read_in_blocks(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    ((first, last),) = library.rows("SELECT min(row), max(row) FROM vector")
    whole = list(blocks(library, int(str(first)), int(str(last)), 256))
    assert len(whole) == 1
    assert BLOCK > 1
    monkeypatch.setattr("kg.vectors.BLOCK", 2)
    parted = list(blocks(library, int(str(first)), int(str(last)), 256))
    assert max(len(rows) for rows, _ in parted) == 2
    assert [row for rows, _ in parted for row in rows] == [row for rows, _ in whole for row in rows]
    assert np.array_equal(np.concatenate([vectors for _, vectors in parted]), whole[0][1])
