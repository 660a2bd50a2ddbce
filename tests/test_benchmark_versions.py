"""The benchmark of versions: which files it takes, and what it counts."""

from __future__ import annotations

from pathlib import Path

from benchmarks.versions import Slowest, measure, pairs, sources
from kg.library import Library
from tests.query import versioned
from tests.query.versioned import FIRST, SECOND

FOLDERS = {
    "02099R0001-21000101": ("en.html", "en.pdf", "fr.fmx.xml"),
    "32099R0001": ("en.xhtml", "en.html", "fr.html", "da.txt"),
    "32099R0002": ("en.xhtml",),
    "02099R0003-21000101": ("en.html",),
    "32026R1744": ("en.xhtml",),
}


def laid(folder: Path) -> Path:
    """A folder of acts, each file empty."""
    for name, files in FOLDERS.items():
        (folder / name).mkdir()
        for file in files:
            (folder / name / file).touch()
    return folder


def taken(folder: Path, *acts: str) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sources(folder, list(acts))]


def test_the_best_file_of_each_language_is_taken_of_acts_with_versions(tmp_path: Path) -> None:
    assert taken(laid(tmp_path)) == [
        "02099R0001-21000101/en.html",
        "02099R0001-21000101/fr.fmx.xml",
        "02099R0003-21000101/en.html",
        "32026R1744/en.xhtml",
        "32099R0001/en.xhtml",
        "32099R0001/fr.html",
    ]


def test_acts_are_chosen_by_name(tmp_path: Path) -> None:
    assert taken(laid(tmp_path), "32099R0003") == ["02099R0003-21000101/en.html", "32026R1744/en.xhtml"]


def test_each_consolidated_text_is_measured_against_the_one_published(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    versioned.library(path, by=versioned.amending())
    slowest = Slowest()
    with Library(path) as library:
        there = [pair for pair in pairs(library) if pair[0].celex == versioned.CELEX]
        found = [measure(library, *pair, slowest) for pair in there]
    assert [one.cells()[2:10] for one in found] == [
        ("oj", FIRST, "12", "0", "3", "1", "0 of 0", "4 of 4"),
        ("oj", SECOND, "8", "3", "1", "2", "3 of 3", "1 of 6"),
    ]
    assert found[1].uncaused == ["art_2/par_1", "art_2/par_1/pnt_a", "anx_I/tab_1/row_1/cel_2"]
    assert slowest.words > 0
