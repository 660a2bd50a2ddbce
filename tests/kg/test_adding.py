"""Adding, taking out, and rebuilding indexes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extract.words import stems_of
from kg.adding import RANKS, Added, Addition, add, find_text, reindex, remove
from kg.build import edges_of
from kg.errors import StoreError
from kg.findings import Findings
from kg.library import Library, TextRow
from kg.model import walk
from query.index import search
from tests.factories import CELEX, act, leaves, provision
from tests.kg.factories import OTHER, TABLES, addition, dump, other_addition, outdate, own, printed, sample_addition, small_act, stored

Made = Callable[[], Addition]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def added(path: Path, one: Addition) -> Added:
    """Add to the library at a path; what it did."""
    with Library(path) as library:
        return add(library, one)


def body(path: Path, provision: str) -> str:
    """The text shown for a provision of the first text."""
    with Library(path) as library:
        return library.provision(provision, library.texts()[0]).body


def same_text(path: Path, provision: str) -> dict[str, bool]:
    """For each source that has a provision, whether it has the very text shown."""
    with Library(path) as library:
        return {found.source.format: found.same_text for found in library.places(provision, library.texts()[0])}


# ── the same source ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_act_is_new_with_its_counts(path: Path) -> None:
    done = added(path, addition())
    assert (done.outcome, done.missing, done.extra, done.different) == ("new", (), (), ())
    assert (done.counts["article"], done.counts["recital"], done.counts["definition"]) == (3, 1, 2)


@pytest.mark.parametrize("made", [addition, sample_addition], ids=["small", "sample"])
def test_the_same_source_twice_changes_nothing(made: Made, path: Path) -> None:
    first = added(path, made())
    before, content = dump(path), path.read_bytes()
    again = added(path, made())
    assert again.outcome == "already there"
    assert again.counts == first.counts
    assert dump(path) == before
    assert path.read_bytes() == content


@pytest.mark.parametrize("made", [addition, sample_addition], ids=["small", "sample"])
def test_two_libraries_of_the_same_act_are_the_same(made: Made, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.sqlite", "two.sqlite")]
    for path in paths:
        added(path, made())
    assert dump(paths[0]) == dump(paths[1])
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_an_act_is_the_same_whatever_was_added_before(tmp_path: Path) -> None:
    alone, after = tmp_path / "alone.sqlite", tmp_path / "after.sqlite"
    stored(alone, addition())
    stored(after, other_addition(), addition())
    with Library(alone) as one, Library(after) as other:
        first, second = find_text(one, CELEX, "oj", "en"), find_text(other, CELEX, "oj", "en")
        assert first is not None
        assert second is not None
        assert one.outline(first) == other.outline(second)
        assert list(one.all_edges(first)) == list(other.all_edges(second))


@pytest.mark.parametrize("others", [(), ("pdf",), ("xhtml", "text")], ids=str)
def test_what_an_earlier_version_read_is_read_again(others: tuple[str, ...], path: Path) -> None:
    further = (addition(small_act(f"As the {format} has it."), format) for format in others)
    stored(path, replace(addition(), findings=Findings()), *further)
    outdate(path)
    done = added(path, addition())
    assert (done.outcome, done.missing, done.extra, done.different) == ("read again", (), (), ())
    with Library(path) as library:
        (text,) = library.texts()
        assert not text.outdated
        assert len(text.sources) == 1 + len(others)
        assert [found.same_text for found in library.places(own("art_2"), text)] == [True, *(False for _ in others)]
        assert list(library.all_edges(text)) == list(edges_of(small_act(), addition().findings))


def test_a_source_whose_text_is_not_shown_brings_nothing_up_to_date(path: Path) -> None:
    stored(path, addition(), addition(format="pdf", lead="x"))
    outdate(path)
    before = dump(path)
    assert added(path, addition(format="pdf", lead="x")).outcome == "already there"
    assert dump(path) == before


def test_a_better_source_brings_a_text_up_to_date(path: Path) -> None:
    stored(path, addition(format="pdf", lead="x"))
    outdate(path)
    assert added(path, addition()).outcome == "further source"
    with Library(path) as library:
        assert [text.outdated for text in library.texts()] == [False]


# ── a further source ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("order", [("text", "xhtml"), ("xhtml", "text"), ("pdf", "xhtml"), ("html", "formex"), ("pdf", "text")])
def test_the_text_shown_is_that_of_the_best_format_in_either_order(order: tuple[str, str], path: Path) -> None:
    for format in order:
        done = added(path, addition(small_act(f"As the {format} has it."), format))
    best, other = sorted(order, key=RANKS.index)
    assert done.outcome == "further source"
    assert done.different == (own("art_2"),)
    assert (done.missing, done.extra) == ((), ())
    assert body(path, own("art_2")) == f"As the {best} has it."
    assert same_text(path, own("art_2")) == {best: True, other: False}
    assert same_text(path, own("art_1")) == {best: True, other: True}


def test_a_source_that_has_only_the_beginning_of_the_text_shown_is_known_as_other(path: Path) -> None:
    stored(path, addition(small_act("The keeper shall write."), "text"))
    stored(path, addition(small_act("The keeper shall write. What was written shall be kept for a year.")))
    assert same_text(path, own("art_2")) == {"xhtml": True, "text": False}


def test_every_place_is_kept_the_source_shown_first(path: Path) -> None:
    (text,) = stored(path, addition(format="text", lead="longer lead"), addition(format="pdf", lead="x"), addition(format="html"))
    assert [source.format for source in text.sources] == ["html", "pdf", "text"]
    with Library(path) as library:
        for one in walk(printed(small_act())[0].provisions):
            places = library.places(one.id, text)
            assert [found.source for found in places] == list(text.sources)
            for found in places:
                page = library.page(found.source, 0)
                copies = [page[piece.start : piece.start + piece.length] for piece in found.origins]
                assert copies == [one.words(piece.field) for piece in found.origins]
                assert len(copies) == len(one.origins)


def test_of_two_sources_of_one_format_the_first_is_shown(path: Path) -> None:
    stored(path, addition(small_act("First.")), addition(small_act("Second.")))
    assert body(path, own("art_2")) == "First."
    with Library(path) as library:
        assert [found.same_text for found in library.places(own("art_2"), library.texts()[0])] == [True, False]


def test_what_a_source_lacks_or_has_beyond_the_text_is_reported(path: Path) -> None:
    shown = act(provision("art_1", text="One."), provision("art_2", text="Two."), *leaves("", "fnt_1"))
    read = act(provision("art_1", text="One."), provision("art_3", text="Three."), *leaves("", "fnt_2"))
    stored(path, addition(shown, findings=None))
    done = added(path, addition(read, "pdf"))
    assert (done.missing, done.extra, done.different) == ((own("art_2"),), (own("art_3"),), ())
    assert same_text(path, own("art_3")) == {"pdf": False}
    with Library(path) as library:
        assert [own_id for own_id, _, _ in library.outline(library.texts()[0])] == [own("art_1"), own("art_2"), own("fnt_1")]


def test_headings_and_closing_words_count_as_text(path: Path) -> None:
    stored(
        path, addition(act(provision("art_1", heading="Old", text="One.", wrap_up="end"), provision("art_2", text="Two.", wrap_up="end")))
    )
    done = added(path, addition(act(provision("art_1", heading="New", text="One.", wrap_up="end"), provision("art_2", text="Two.")), "pdf"))
    assert done.different == (own("art_1"), own("art_2"))


def test_a_better_source_takes_over_with_what_was_found_in_it(path: Path) -> None:
    stored(path, addition(act(provision("art_1", text="One."), title="Worse"), "text"))
    (text,) = stored(path, addition(act(*leaves("", "art_1", "art_2", "art_3"), title="Better")))
    with Library(path) as library:
        assert text.title == "Better"
        assert text.counts["article"] == 3
        assert library.edges_to(own("art_3"))


@pytest.mark.parametrize(
    "names", [("act.pdf.txt", "act.pdf", "act.xhtml"), ("act.xhtml", "act.pdf.txt", "act.pdf"), ("act.pdf", "act.xhtml", "act.pdf.txt")]
)
def test_the_sources_of_the_sample_act_agree_in_any_order(names: tuple[str, ...], path: Path) -> None:
    done = [added(path, sample_addition(name)) for name in names]
    assert [one.outcome for one in done] == ["new", "further source", "further source"]
    assert {ids for one in done for ids in (one.missing, one.extra, one.different)} == {()}
    with Library(path) as library:
        (text,) = library.texts()
        assert [source.file for source in text.sources] == ["act.xhtml", "act.pdf", "act.pdf.txt"]
        for own_id, _, _ in library.outline(text):
            assert [found.same_text for found in library.places(own_id, text)] == [True] * 3


# ── taking out, rebuilding ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_removing_the_only_text_leaves_nothing_behind(path: Path) -> None:
    (text,) = stored(path, addition(), addition(format="pdf"))
    with Library(path) as library:
        remove(library, text)
        assert library.texts() == ()
    left = dump(path)
    assert {table: len(rows) for table, rows in left.items() if rows} == {"meta": 1}
    assert set(left) == {*TABLES, "passage", "article"}


def test_removing_one_text_leaves_the_other_as_it_was(path: Path) -> None:
    stored(path, addition())
    before = dump(path)
    texts = stored(path, other_addition())
    assert dump(path) != before
    with Library(path) as library:
        remove(library, next(text for text in texts if text.celex == OTHER))
    assert dump(path) == before


def test_a_text_that_was_removed_can_be_added_again(path: Path) -> None:
    (text,) = stored(path, addition())
    before = dump(path)
    with Library(path) as library:
        remove(library, text)
        assert add(library, addition()).outcome == "new"
    assert dump(path) == before


def found(path: Path, words: str) -> list[tuple[str, float]]:
    """What searching the library for words gives."""
    with Library(path) as library:
        return [(hit.provision, round(hit.score, 9)) for hit in search(library, stems_of(words), library.texts(), 50)]


QUESTIONS = ["keeper of the log book", "records of what was done", "model provider duties", "Union"]


def test_reindexing_gives_the_same_results(path: Path) -> None:
    stored(path, sample_addition(), addition(), other_addition())
    before = {question: found(path, question) for question in QUESTIONS}
    passages = dump(path)["passage"]
    with Library(path) as library:
        assert reindex(library, stems_of) == len(passages)
    assert dump(path)["passage"] == passages
    assert {question: found(path, question) for question in QUESTIONS} == before
    assert all(before[question] for question in QUESTIONS[:2])


def test_reindexing_mends_a_lost_index(path: Path) -> None:
    stored(path, addition())
    before = found(path, "log book")
    with Library(path) as library:
        with library.writing() as connection:
            connection.execute("DELETE FROM passage")
        assert found(path, "log book") == []
        reindex(library, stems_of)
    assert found(path, "log book") == before != []


def test_a_passage_is_found_by_its_own_words_its_heading_and_what_introduces_it(path: Path) -> None:
    stored(path, addition())
    with Library(path) as library:
        rows = library.rows(
            "SELECT p.id, heading, intro, body FROM passage JOIN (SELECT row, id FROM provision) p ON p.row = passage.rowid"
        )
    passages = {str(own_id): (heading, intro, words) for own_id, heading, intro, words in rows}
    heading, intro, words = passages[own("art_1/par_1/pnt_b")]
    assert set(str(heading).split()) == set(stems_of("Definitions General"))
    assert set(str(intro).split()) == set(stems_of("For this Regulation:"))
    assert str(words).split() == [*stems_of("keeper means whoever holds a log book")]
    assert own("fnt_1") not in passages
    assert own("anx_I/pnt_1") not in passages


def test_finding_a_text_takes_act_version_and_language(path: Path) -> None:
    (text,) = stored(path, addition())
    with Library(path) as library:
        assert find_text(library, CELEX, "oj", "en") == text
        others = [("32016R0679", "oj", "en"), (CELEX, "2026-07-27", "en"), (CELEX, "oj", "fr")]
        assert [find_text(library, *other) for other in others] == [None] * 3


def test_an_act_with_one_id_twice_is_refused_and_nothing_is_added(path: Path) -> None:
    stored(path, other_addition())
    before = dump(path)
    with pytest.raises(StoreError):
        added(path, addition(act(*leaves("", "art_1", "art_1"))))
    assert dump(path) == before


def test_versions_and_languages_of_an_act_are_texts_of_their_own(path: Path) -> None:
    one = addition()
    consolidated = replace(one, act=replace(one.act, version="2026-07-27"))
    texts: tuple[TextRow, ...] = stored(path, one, consolidated, replace(one, act=replace(one.act, language="da")))
    assert [(text.celex, text.version, text.language) for text in texts] == [
        (CELEX, "2026-07-27", "en"),
        (CELEX, "oj", "da"),
        (CELEX, "oj", "en"),
    ]
