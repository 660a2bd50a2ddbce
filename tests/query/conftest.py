"""What the tests of answering share: a library that holds the sample act, and many questions that its own words make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extract.pipeline import add_file
from extract.sample import path as sample_path
from kg.library import Library, ProvisionRow, TextRow
from query.ask import Engine

CELEX = "32099R0001"
AS_OF = "2100-01-01"
FOUNDING = "What practices are developers of open-source AI models encouraged to follow?"
PLAIN = (
    FOUNDING,
    "Who must keep the risk file?",
    "How high is the fine for a forbidden practice?",
    "When does the Regulation start to apply?",
    "Which uses of face recognition by the police are allowed?",
    "May a deployer rely on examples of training?",
    "What must providers of general-purpose AI models publish?",
    "Does the Regulation cover systems for military purposes?",
    "Why should test grounds be free of charge?",
    "What are the duties of suppliers towards providers?",
    "How long must records be kept?",
    "Is open-source software exempt?",
)


def sample_library(folder: Path) -> Path:
    """A library file in a folder, made from the sample act's PDF and then its XHTML."""
    file = folder / "library.sqlite"
    with Library(file) as library:
        for name in ("act.pdf", "act.xhtml"):
            add_file(library, sample_path(name))
    return file


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library file made from the sample act's PDF and then its XHTML. Tests that write to it take a copy."""
    return sample_library(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def library(sample_file: Path) -> Iterator[Library]:
    """The sample library, open."""
    with Library(sample_file) as opened:
        yield opened


@pytest.fixture(scope="session")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of the sample act's PDF alone, whose places have pages."""
    with Library(tmp_path_factory.mktemp("paged") / "library.sqlite") as opened:
        add_file(opened, sample_path("act.pdf"))
        yield opened


@pytest.fixture(scope="session")
def text(library: Library) -> TextRow:
    """The sample act's text."""
    return library.texts()[0]


@pytest.fixture(scope="session")
def engine(library: Library) -> Engine:
    """An engine over the sample library."""
    return Engine(library)


Row = Callable[[str], ProvisionRow]


@pytest.fixture(scope="session")
def row(library: Library, text: TextRow) -> Row:
    """A provision of the sample act by its path ("art_5/par_1")."""
    return lambda path: library.provision(f"{CELEX}/{path}", text)


@pytest.fixture(scope="session")
def questions(library: Library, text: TextRow) -> tuple[str, ...]:
    """Questions made from the act's own terms, captions and labels, beside some in plain words."""
    terms = [label for _, label in library.nodes("term")]
    rows = [library.provision(own, text) for own, kind, _ in library.outline(text) if kind == "article"]
    return (
        *PLAIN,
        *(f"What is a {term}?" for term in terms),
        *(f"Which rules apply to every {term}?" for term in terms[::2]),
        *(f"What does the Regulation lay down on {one.heading.lower()}?" for one in rows),
        *(f"What does Article {one.label} say?" for one in rows[::3]),
        *(f"Why is there a rule on {one.heading.lower()}?" for one in rows[::3]),
    )
