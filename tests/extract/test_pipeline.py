"""From a file to the library: what is found on the way, and that an incomplete reading is not added."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from extract.pipeline import add_file, extract, files_of
from extract.sample import path as sample_path
from kg.errors import StructureError
from kg.library import Library


def test_everything_is_found_in_an_act() -> None:
    found = extract(sample_path("act.xhtml"))
    findings = found.findings
    assert found.act.celex == "32099R0001"
    assert len(findings.terms) == 18
    assert all((findings.references, findings.term_uses, findings.topic_uses, findings.supports))


def test_stages_are_named_as_they_begin(tmp_path: Path) -> None:
    stages = []

    @contextmanager
    def progress(stage: str) -> Iterator[None]:
        stages.append(stage)
        yield

    with Library(tmp_path / "library.sqlite") as library:
        add_file(library, sample_path("act.xhtml"), progress=progress)
    assert stages == [
        "reading", "finding structure", "finding references, terms and topics", "checking that no word was lost", "writing the library"
    ]  # fmt: skip


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    with Library(tmp_path / "library.sqlite") as library:
        outcomes = [add_file(library, sample_path(name))[1].outcome for name in ("act.pdf", "act.pdf", "act.xhtml")]
        assert outcomes == ["new", "already there", "further source"]
        assert [source.file for source in library.texts()[0].sources] == ["act.xhtml", "act.pdf"]


def test_a_further_source_of_the_sample_differs_in_nothing(tmp_path: Path) -> None:
    with Library(tmp_path / "library.sqlite") as library:
        for name in ("act.xhtml", "act.pdf", "act.pdf.txt"):
            added = add_file(library, sample_path(name))[1]
            assert (added.missing, added.extra, added.different) == ((), (), ()), name


@pytest.fixture
def gap(tmp_path: Path) -> Path:
    """The sample's XHTML with a wrong number on Article 7: what follows cannot be told apart."""
    file = tmp_path / "gap.xhtml"
    file.write_text(sample_path("act.xhtml").read_text("utf-8").replace("Article 7<", "Article 9<", 1), "utf-8")
    return file


def test_an_incomplete_reading_is_not_added(tmp_path: Path, gap: Path) -> None:
    with Library(tmp_path / "library.sqlite") as library, pytest.raises(StructureError) as caught:
        add_file(library, gap)
    assert "--allow-incomplete" in caught.value.hint
    assert not (tmp_path / "library.sqlite").exists()


def test_an_incomplete_reading_is_added_when_that_is_allowed(tmp_path: Path, gap: Path) -> None:
    with Library(tmp_path / "library.sqlite") as library:
        assert add_file(library, gap, allow_incomplete=True)[1].outcome == "new"


def test_the_files_of_a_folder_are_those_that_can_be_acts_by_name(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.XHTML", "notes.md", "c.txt", "image.png"):
        (tmp_path / name).write_text("Article 1")
    (tmp_path / "readme.txt").write_text("Regulation (EU) 2024/1689 and others, as found.")
    (tmp_path / "folder.pdf").mkdir()
    assert [file.name for file in files_of(tmp_path)] == ["a.XHTML", "b.pdf", "c.txt"]


def test_a_file_is_itself_whatever_its_name(tmp_path: Path) -> None:
    assert list(files_of(tmp_path / "act.unknown")) == [tmp_path / "act.unknown"]


def test_a_long_thing_that_is_wrong_is_told_in_short(tmp_path: Path, gap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.pipeline._LONGEST_SAID", 20)
    with Library(tmp_path / "library.sqlite") as library, pytest.raises(StructureError) as caught:
        add_file(library, gap)
    assert len(caught.value.what) == len("the reading is incomplete: ") + 21
    assert caught.value.what.endswith("…")
