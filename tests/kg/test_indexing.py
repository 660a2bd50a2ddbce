"""The full-text indexes: what is in a passage, what is in a whole article, and that a text takes its own away."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from extract.words import stems_of
from kg import indexing
from kg.adding import reindex
from kg.ids import article_level
from kg.library import Library
from kg.opening import articles, passages
from tests.factories import provision
from tests.kg.factories import act, addition, dump, other_addition, own, sample_addition, stored

Whole = tuple[str, str]
"""Heading and body."""


def wholes(library: Library, language: str = "en") -> dict[str, Whole]:
    query = f"SELECT p.id, f.heading, f.body FROM {articles(language)} f JOIN provision p ON p.row = f.rowid"
    return {str(own): (str(heading), str(body)) for own, heading, body in library.rows(query)}


def parts(library: Library, language: str = "en") -> dict[str, tuple[str, str, str]]:
    query = f"SELECT p.id, f.heading, f.intro, f.body FROM {passages(language)} f JOIN provision p ON p.row = f.rowid"
    return {str(own): (str(heading), str(intro), str(body)) for own, heading, intro, body in library.rows(query)}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("small") / "library.sqlite"
    stored(path, addition())
    with Library(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("sample") / "library.sqlite"
    stored(path, sample_addition())
    with Library(path) as opened:
        yield opened


def test_articles_annexes_and_recitals_are_found_whole_and_nothing_else_is(sample: Library) -> None:
    text = sample.texts()[0]
    kinds = {own for own, kind, _ in sample.outline(text) if kind in ("article", "annex", "recital")}
    assert set(wholes(sample)) == kinds != set()


def test_a_whole_has_every_word_of_its_passages_and_its_own_heading_alone(sample: Library) -> None:
    whole, text = wholes(sample), sample.texts()[0]
    for path, (_, _, body) in parts(sample).items():
        if article_level(path) in whole:
            assert set(body.split()) <= set(whole[article_level(path)][1].split()), path
    for path, (heading, _) in whole.items():
        assert heading == " ".join(stems_of(sample.provision(path, text).heading)), path


def test_a_passage_has_the_headings_and_the_introduction_above_it(small: Library) -> None:
    heading, intro, body = parts(small)[own("art_1/par_1/pnt_a")]
    assert heading.split() == [*stems_of("Definitions"), *stems_of("General")]
    assert intro.split() == list(stems_of("For this Regulation:"))
    assert body.split() == list(stems_of("‘log book’ means records of what was done;"))


def test_the_words_behind_a_list_are_in_what_holds_it(small: Library) -> None:
    assert set(stems_of("wherever it is held.")) <= set(parts(small)[own("art_1/par_1")][2].split())


def test_footnotes_and_provisions_without_words_are_not_found(small: Library) -> None:
    assert own("fnt_1") not in parts(small)
    assert own("anx_I/pnt_1") not in parts(small)
    assert own("fnt_1") not in wholes(small)


def test_the_cells_of_a_table_are_found_as_their_row_under_the_first(tmp_path: Path) -> None:
    first, second = (
        provision(f"anx_I/tab_1/row_{row}", *(provision(f"anx_I/tab_1/row_{row}/cel_{at}", text=word) for at, word in enumerate(words, 1)))
        for row, words in ((1, ("Keeper", "Fee")), (2, ("Museum", "Nothing")))
    )
    stored(tmp_path / "table.sqlite", addition(act(provision("anx_I", provision("anx_I/tab_1", first, second), heading="Fees"))))
    with Library(tmp_path / "table.sqlite") as library:
        assert {path for path in parts(library) if "/cel_" in path} == set()
        _, intro, body = parts(library)[own("anx_I/tab_1/row_2")]
        assert (intro.split(), body.split()) == (list(stems_of("Keeper Fee")), list(stems_of("Museum Nothing")))
        assert set(stems_of("Museum Keeper")) <= set(wholes(library)[own("anx_I")][1].split())


def test_a_text_that_is_cleared_leaves_those_of_others(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    texts = stored(path, addition(), other_addition())
    with Library(path) as library:
        kept = {own for own in parts(library) if own.startswith("32016R0679/")}
        gone = next(text for text in texts if text.celex != "32016R0679")
        with library.writing() as connection:
            indexing.clear(connection, gone.row, "en")
        assert set(parts(library)) == kept != set()
        assert set(wholes(library)) == {"32016R0679/art_5"}


def test_each_language_has_tables_of_its_own(tmp_path: Path) -> None:
    path, french = tmp_path / "library.sqlite", addition()
    stored(path, replace(french, act=replace(french.act, language="fr")))
    with Library(path) as library:
        assert wholes(library, "fr").keys() == {own(one) for one in ("art_1", "art_2", "art_3", "anx_I", "rct_1")}
        assert wholes(library, "en") == parts(library, "en") == {}


def test_indexing_anew_makes_the_same_tables(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    stored(path, sample_addition(), other_addition())
    before = dump(path)
    with Library(path) as library:
        assert reindex(library, lambda words, language: stems_of(words, language)) == len(before["passage"]) > len(before["article"]) > 0
    assert dump(path) == before


def test_tables_that_are_there_are_not_made_again(small: Library) -> None:
    with small.writing() as connection, closing(connection.execute("SELECT 1")):
        assert indexing.tables(connection, "en") == ("passage", "article")
    assert own("art_2") in wholes(small)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_library_from_before_there_were_whole_articles_is_led_on_and_gets_them_by_indexing_anew(tmp_path: Path, language: str) -> None:
    path, first = tmp_path / "library.sqlite", addition()
    stored(path, replace(first, act=replace(first.act, language=language)))
    with closing(sqlite3.connect(path)) as connection:
        for table in {"article", articles(language)}:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ALTER TABLE text DROP COLUMN generation")
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'format'")
        connection.commit()
    with Library(path) as library:
        before = parts(library, language)
        assert wholes(library, language) == {}
        assert before != {}
        reindex(library, lambda words, spoken: stems_of(words, spoken))
        assert wholes(library, language).keys() >= {own("art_1"), own("rct_1")}
        assert parts(library, language).keys() == before.keys()
