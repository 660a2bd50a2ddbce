"""The library: what was added comes back the same, from a file that is sound, absent, damaged or busy."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kg.adding import Addition, add, remove
from kg.build import build, edges_of
from kg.errors import StoreError, UnknownProvision, WrongFormatVersion
from kg.findings import NOT_READ, Action, Amendment, Edge, Findings, Relation, Unresolved
from kg.graph import Neighbours
from kg.library import Library, TextRow, default_path
from kg.model import Field, Kind, Span, walk
from kg.opening import FORMAT_VERSION
from tests.factories import CELEX
from tests.kg.factories import (
    OTHER,
    TERM,
    TOPICS,
    addition,
    dump,
    other_addition,
    outdate,
    own,
    printed,
    sample_addition,
    small_act,
    small_findings,
    stored,
)

Made = Callable[[], Addition]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def small(path: Path) -> Iterator[tuple[Library, TextRow]]:
    """A library of the small act."""
    stored(path, addition())
    with Library(path) as library:
        yield library, library.texts()[0]


# ── no file, and files that are no library ─────────────────────────────────────────────────────────────────────────────────────


def test_a_path_without_a_file_is_an_empty_library_and_stays_without(path: Path) -> None:
    with Library(path) as library:
        assert library.texts() == ()
        assert library.edges_from(CELEX) == library.edges_to(CELEX) == ()
        assert library.nodes("term") == library.surfaces(["record"]) == []
    assert list(path.parent.iterdir()) == []


def test_folders_on_the_way_are_made_when_writing(tmp_path: Path) -> None:
    path = tmp_path / "one" / "two" / "library.sqlite"
    assert len(stored(path, addition())) == 1
    assert path.is_file()


def damaged(path: Path) -> None:
    path.write_bytes(b"This is no library. " * 500)


def torn(path: Path) -> None:
    """The head of a library, then noise."""
    stored(path, addition())
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 8000)


def of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")


def of_another_format(path: Path) -> None:
    stored(path, addition())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE meta SET value = ?", (FORMAT_VERSION + "0",))
        connection.commit()


_CAME_WITH = {
    "2": ("ALTER TABLE source DROP COLUMN members", "ALTER TABLE source DROP COLUMN dialect"),
    "3": (
        "DROP INDEX unresolved_edge",
        "ALTER TABLE edge DROP COLUMN named",
        *(f"ALTER TABLE unresolved DROP COLUMN {column}" for column in ("relation", "named", "edge")),
    ),
    "4": ("ALTER TABLE text DROP COLUMN generation",),
}
"""What undoes each format."""


def led_back(path: Path, format: str) -> None:
    """Make a library one of an earlier format."""
    with closing(sqlite3.connect(path)) as connection:
        for since in reversed([each for each in _CAME_WITH if each > format]):
            for statement in _CAME_WITH[since]:
                connection.execute(statement)
        connection.execute("UPDATE meta SET value = ?", (format,))
        connection.commit()


@pytest.mark.parametrize("format", ["1", "2", "3"])
def test_a_library_of_an_earlier_format_is_led_to_this_one(path: Path, format: str) -> None:
    stored(path, addition())
    outdate(path)
    before = dump(path)
    led_back(path, format)
    assert dump(path) != before
    with Library(path) as library:
        assert [source.members for text in library.texts() for source in text.sources] == [()]
        assert [text.outdated for text in library.texts()] == [True]
    assert dump(path) == before


def test_of_mentions_kept_before_their_relation_was_those_that_amend_are_known(path: Path) -> None:
    unread = Amendment(
        provision=own("art_3"), span=Span(start=0, end=10), wording="Regulation", action=Action.AMEND, target=Unresolved(reason=NOT_READ)
    )
    stored(path, addition(findings=replace(small_findings(), amendments=(unread,))))
    outdate(path)
    before = dump(path)
    led_back(path, "2")
    with Library(path) as library:
        found = [relation for _, relation, *_ in library.unresolved(library.texts()[0], own("art_3"))]
    assert found == [Relation.REFERS_TO, Relation.AMENDS]
    assert dump(path) == before


def without_format(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (damaged, StoreError),
        (torn, StoreError),
        (of_another_program, StoreError),
        (of_another_format, WrongFormatVersion),
        (without_format, WrongFormatVersion),
        (Path.mkdir, StoreError),
    ],
)
def test_what_is_no_library_is_refused_and_left_as_it_was(make: Callable[[Path], None], error: type[StoreError], path: Path) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(error) as caught:
        Library(path)
    assert type(caught.value) is error
    assert caught.value.where == str(path)
    assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert list(path.parent.iterdir()) == [path]


def read_all(library: Library) -> None:
    for text in library.texts():
        for own_id, _, _ in library.outline(text):
            library.provision(own_id, text)
        list(library.all_edges(text))


def test_damage_that_shows_later_is_an_error_with_a_way_out(path: Path) -> None:
    stored(path, sample_addition())
    content = bytearray(path.read_bytes())
    half = len(content) // 2
    content[half:] = b"\xff" * (len(content) - half)
    path.write_bytes(content)
    with Library(path) as library, pytest.raises(StoreError) as caught:
        read_all(library)
    assert caught.value.where == str(path)
    assert caught.value.hint


def test_a_library_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with Library(tmp_path / "file" / "library.sqlite") as library, pytest.raises(StoreError) as caught:
        add(library, addition())
    assert caught.value.hint


def test_an_empty_file_is_an_empty_library(path: Path) -> None:
    path.touch()
    with Library(path) as library:
        assert library.texts() == ()
        add(library, addition())
        assert len(library.texts()) == 1


def test_a_closed_library_is_not_used(path: Path) -> None:
    stored(path, addition())
    library = Library(path)
    library.close()
    library.close()
    with pytest.raises(StoreError):
        library.texts()
    with pytest.raises(StoreError):
        add(library, addition(lead="again"))


def test_the_library_lies_where_it_is_told_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WHEREAS_LIBRARY", str(tmp_path / "mine.sqlite"))
    assert default_path() == tmp_path / "mine.sqlite"
    monkeypatch.delenv("WHEREAS_LIBRARY")
    assert "whereas" in default_path().parts


# ── what comes back ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_comes_back_with_its_source(small: tuple[Library, TextRow]) -> None:
    _, text = small
    read, _ = printed(small_act())
    assert (text.celex, text.version, text.language, text.title, text.eli) == (read.celex, "oj", "en", read.title, read.eli)
    assert {name: count for name, count in text.counts.items() if count} == {
        "recital": 1, "article": 3, "annex": 1, "chapter": 2, "definition": 2, "paragraph": 2, "point": 4, "footnote": 1,
    }  # fmt: skip
    assert [(source.file, source.format, source.sha256) for source in text.sources] == [("test.xhtml", "xhtml", read.source.sha256)]


@pytest.mark.parametrize("made", [addition, sample_addition, partial(sample_addition, "act.pdf")], ids=["small", "xhtml", "pdf"])
def test_every_provision_comes_back_with_its_words_and_place(made: Made, path: Path) -> None:
    one = made()
    (text,) = stored(path, one)
    with Library(path) as library:
        provisions = walk(one.act.provisions)
        assert [(own, kind) for own, kind, _ in library.outline(text)] == [(p.id, p.kind) for p in provisions]
        for p in provisions:
            row = library.provision(p.id, text)
            assert (row.id, row.kind, row.label, row.text) == (p.id, p.kind, p.label, text)
            assert [row.words(field) for field in Field] == [p.words(field) for field in Field]
            (found,) = library.places(p.id, text)
            assert (found.place, found.origins, found.same_text) == (p.place, p.origins, True)


def test_parts_come_back_under_their_whole(small: tuple[Library, TextRow]) -> None:
    library, text = small
    read = small_act()
    assert [row.id for row in library.children(CELEX, text)] == [one.id for one in read.provisions]
    for one in walk(read.provisions):
        assert [row.id for row in library.children(one.id, text)] == [part.id for part in one.children]
        assert [row.parent for row in library.children(one.id, text)] == [one.id] * len(one.children)
        assert [row.id for row in library.subtree(one.id, text)] == [part.id for part in walk((one,))]


def test_an_unknown_provision_is_an_error(small: tuple[Library, TextRow]) -> None:
    library, text = small
    with pytest.raises(UnknownProvision) as caught:
        library.provision(own("art_99"), text)
    assert "art_99" in caught.value.what
    assert caught.value.hint
    assert library.places(own("art_99"), text) == ()


def test_pages_come_back_as_they_were_stored(path: Path) -> None:
    pdf, markup = sample_addition("act.pdf"), sample_addition("act.xhtml")
    (text,) = stored(path, pdf, markup)
    with Library(path) as library:
        pages = {source.format: source for source in text.sources}
        assert pages["pdf"].pages == len(pdf.pages) > 1
        assert tuple(library.page(pages["pdf"], number) for number in range(1, len(pdf.pages) + 1)) == pdf.pages
        assert library.page(pages["xhtml"], 0) == markup.pages[0]
        for source, number in ((pages["pdf"], 0), (pages["pdf"], len(pdf.pages) + 1), (pages["xhtml"], 1)):
            with pytest.raises(StoreError):
                library.page(source, number)


def test_origins_point_at_the_words_on_the_page(small: tuple[Library, TextRow]) -> None:
    library, text = small
    page = library.page(text.sources[0], 0)
    for own_id, _, _ in library.outline(text):
        row, (found,) = library.provision(own_id, text), library.places(own_id, text)
        for origin in found.origins:
            assert page[origin.start : origin.start + origin.length] == row.words(origin.field)[origin.at : origin.at + origin.length]


# ── edges, nodes, mentions ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("made", [addition, sample_addition], ids=["small", "sample"])
def test_edges_after_storing_are_the_edges(made: Made, path: Path) -> None:
    one = made()
    (text,) = stored(path, one)
    with Library(path) as library:
        assert list(library.all_edges(text)) == list(edges_of(one.act, one.findings))


@pytest.mark.parametrize("made", [addition, sample_addition], ids=["small", "sample"])
def test_library_and_graph_answer_a_walk_alike(made: Made, path: Path) -> None:
    one = made()
    stored(path, one)
    graph = build(one.act, one.findings, one.topics)
    with Library(path) as library:
        asked: Neighbours = library
        for node in graph.nodes():
            assert asked.edges_from(node.id) == graph.edges_from(node.id)
            assert asked.edges_to(node.id) == graph.edges_to(node.id)


def test_terms_and_topics_by_kind_and_by_form(small: tuple[Library, TextRow]) -> None:
    library, _ = small
    assert library.nodes("term") == [(TERM, "log book")]
    assert library.nodes("topic") == [("topic:records", "records")]
    assert library.surfaces(["log book", "record", "unused", "keeper"]) == [("log book", TERM), ("record", "topic:records")]
    assert library.surfaces([]) == []
    assert "unused" in {form for topic in TOPICS for _, form in topic.forms}


def test_mentions_without_a_target_are_kept_with_their_reason(small: tuple[Library, TextRow]) -> None:
    library, text = small
    (lost,) = [one for one in small_findings().references if isinstance(one.target, Unresolved)]
    assert lost.relation is Relation.REFERS_TO
    assert isinstance(lost.target, Unresolved)
    expected = [(lost.source, lost.relation, lost.span.field, lost.span.start, lost.span.end, lost.wording, lost.target.reason)]
    assert library.unresolved(text, own("art_3")) == expected
    assert library.unresolved(text, own("art_1")) == library.unresolved(text, own("art")) == []


def test_mentions_below_a_provision_are_found_by_it(path: Path) -> None:
    """Every reference of the sample act is kept as if it led nowhere."""
    sample = sample_addition()
    lost = [(one.source, one.span.start, one.wording) for one in sample.findings.references]
    nowhere = tuple(replace(one, target=Unresolved(reason="ambiguous")) for one in sample.findings.references)
    (text,) = stored(path, replace(sample, findings=replace(sample.findings, references=nowhere)))
    assert len(lost) > 20
    with Library(path) as library:
        for one in walk(sample.act.provisions):
            below = [entry for entry in lost if entry[0] == one.id or entry[0].startswith(f"{one.id}/")]
            assert [(source, start, wording) for source, _, _, start, _, wording, _ in library.unresolved(text, one.id)] == below


def test_mentions_without_a_target_keep_their_relation(path: Path) -> None:
    lost = small_findings().references[-1]
    kinds = (Relation.DEFINED_IN, Relation.SUBJECT_TO, Relation.AMENDS)
    (text,) = stored(path, addition(findings=Findings(references=tuple(replace(lost, relation=kind) for kind in kinds))))
    with Library(path) as library:
        found = [relation for _, relation, *_ in library.unresolved(text, own("art_3"))]
    assert found == [Relation.DEFINED_IN, Relation.SUBJECT_TO, Relation.REFERS_TO]


# ── several texts ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_texts_come_by_celex(path: Path) -> None:
    texts = stored(path, addition(), other_addition())
    assert [text.celex for text in texts] == [OTHER, CELEX]
    with Library(path) as library:
        assert [row.id for row in library.children(OTHER, texts[0])] == [f"{OTHER}/art_5"]
        assert [one.source for one in library.edges_to(f"{OTHER}/art_5")] == [own("art_3"), OTHER]
        with pytest.raises(UnknownProvision):
            library.provision(own("art_1"), texts[0])


# ── transactions, readers, kills ───────────────────────────────────────────────────────────────────────────────────────────────


def spoil(library: Library, *statements: str | Exception) -> None:
    """Statements in one transaction, with a look at what they changed, up to an error."""
    with library.writing() as connection:
        for one in statements:
            if isinstance(one, Exception):
                raise one
            connection.execute(one)
            assert library.edges_from(own("art_2")) == ()


def test_an_error_inside_writing_undoes_it(small: tuple[Library, TextRow]) -> None:
    library, text = small
    before, edges = dump(library.path), library.edges_from(own("art_1"))
    with pytest.raises(KeyError):
        spoil(library, "DELETE FROM edge", KeyError("art_1"))
    assert dump(library.path) == before
    assert library.edges_from(own("art_1")) == edges != ()
    assert library.edges_from(own("art_2")) != ()
    assert library.texts() == (text,)


def test_a_failing_statement_is_a_store_error_that_changes_nothing(small: tuple[Library, TextRow]) -> None:
    library, _ = small
    before = dump(library.path)
    with pytest.raises(StoreError) as caught:
        spoil(library, "DELETE FROM edge", "INSERT INTO provision (row) VALUES ('x')")
    assert caught.value.hint
    assert dump(library.path) == before


RUN = """
import os, sys
from pathlib import Path
import kg.adding, kg.indexing, kg.library
from tests.kg.factories import outdate, addition, other_addition
path, module, name = Path(sys.argv[1]), {"adding": kg.adding, "indexing": kg.indexing, "library": kg.library}[sys.argv[2]], sys.argv[3]
plain = getattr(module, name)
def last(*given):
    plain(*given)
    os._exit(9)
setattr(module, name, last)
with kg.library.Library(path) as library:
    kg.adding.add(library, addition(lead="better") if sys.argv[4] == "same" else other_addition())
"""


def killed(path: Path, module: str, name: str, act: str) -> int:
    """Add an act in a process that is killed as soon as the named step is done."""
    return subprocess.run(
        [sys.executable, "-c", RUN, str(path), module, name, act], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False
    ).returncode


STEPS = ["_text_row", "_source_row", "_write_provisions", "_write_edges", "write_places"]


@pytest.mark.parametrize(("module", "step"), [*(("adding", step) for step in STEPS), ("indexing", "index")])
def test_a_kill_while_adding_leaves_the_old_state(module: str, step: str, path: Path) -> None:
    stored(path, addition())
    before = dump(path)
    assert killed(path, module, step, "other") == 9
    assert dump(path) == before
    assert [text.celex for text in stored(path, other_addition())] == [OTHER, CELEX]


def test_a_kill_while_a_better_source_takes_over_leaves_the_old_state(path: Path) -> None:
    stored(path, addition(format="text"))
    before = dump(path)
    assert killed(path, "adding", "refresh_places", "same") == 9
    assert dump(path) == before


@pytest.mark.parametrize(("module", "step"), [("library", "is_blank"), ("library", "make"), ("adding", "_text_row")])
def test_a_kill_while_the_library_is_made_leaves_an_empty_one(module: str, step: str, path: Path) -> None:
    assert killed(path, module, step, "other") == 9
    with Library(path) as library:
        assert library.texts() == ()
    assert len(stored(path, addition())) == 1


def test_readers_beside_a_writer_see_the_old_state_until_it_is_done(path: Path) -> None:
    stored(path, addition())

    def read() -> tuple[int, list[str]]:
        with Library(path) as reader:
            return len(reader.texts()), [kind for text in reader.texts() for _, kind, _ in reader.outline(text) if kind == Kind.ARTICLE]

    with Library(path) as library, ThreadPoolExecutor(4) as pool:
        with library.writing() as connection:
            connection.execute("DELETE FROM text")
            assert library.texts() == ()
            during = [pool.submit(read) for _ in range(8)]
            seen = [one.result(timeout=20) for one in during]
        after = read()
    assert seen == [(1, ["article"] * 3)] * 8
    assert after == (0, [])


def test_a_reader_in_the_middle_of_reading_does_not_hold_up_a_writer(path: Path) -> None:
    stored(path, addition())
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM text").fetchone()
        assert len(stored(path, other_addition())) == 2
        assert reader.execute("SELECT count(*) FROM text").fetchone() == before == (1,)


def test_a_reader_in_another_process_reads_beside_a_writer(path: Path) -> None:
    (text,) = stored(path, addition())
    command = "import sys; from pathlib import Path; from kg.library import Library; print(len(Library(Path(sys.argv[1])).texts()))"
    with Library(path) as library, library.writing() as connection:
        connection.execute("DELETE FROM text")
        run = subprocess.run([sys.executable, "-c", command, str(path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert int(run.stdout) == 1
    assert text.celex == CELEX


def test_one_open_library_serves_many_threads(small: tuple[Library, TextRow]) -> None:
    library, text = small
    ids = [own_id for own_id, _, _ in library.outline(text)] * 20

    def read(own_id: str) -> tuple[str, tuple[Edge, ...]]:
        return library.provision(own_id, text).body, library.edges_from(own_id)

    alone = [read(own_id) for own_id in ids]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, ids)) == alone


def test_writers_at_once_wait_for_one_another_even_on_a_library_not_yet_made(path: Path) -> None:
    celexes = [f"32099R{number:04d}" for number in range(1, 9)]

    def write(celex: str) -> str:
        with Library(path) as library:
            return add(library, other_addition(celex)).outcome

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(write, celexes)) == ["new"] * 8
    with Library(path) as library:
        assert [text.celex for text in library.texts()] == celexes


def test_two_libraries_open_at_once_add_one_act_once(path: Path) -> None:
    """Both were opened before there was a file."""
    with Library(path) as one, Library(path) as other:
        assert add(one, addition()).outcome == "new"
        assert add(other, addition()).outcome == "already there"
        assert len(other.texts()) == 1


def test_reading_after_a_change_by_the_same_library_is_fresh(small: tuple[Library, TextRow]) -> None:
    library, text = small
    assert library.edges_from(own("art_1"))
    assert library.provision(own("art_1"), text).heading == "Definitions"
    remove(library, text)
    assert library.edges_from(own("art_1")) == ()
    with pytest.raises(UnknownProvision):
        library.provision(own("art_1"), text)


def test_a_reader_that_stays_open_sees_what_another_process_wrote(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library(path) as reader:
        assert reader.texts() == ()
        with Library(path) as writer:
            add(writer, sample_addition())
        assert reader.refresh()
        text = reader.texts()[0]
        assert reader.edges_from(text.celex)
        with Library(path) as writer:
            remove(writer, writer.texts()[0])
        assert reader.refresh()
        assert reader.edges_from(text.celex) == ()
        assert not reader.refresh()
