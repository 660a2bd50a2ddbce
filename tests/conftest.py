"""What tests share: the corpus, acts read once a run, the sample act, and the switch that rewrites goldens."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from extract.reading import read_act
from extract.sample import path as sample_path
from extract.source import Source, read_source
from kg.model import Act

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch for goldens."""
    parser.addoption("--update-goldens", action="store_true", help="rewrite the golden files from what is read now; review the diff")


@pytest.fixture(scope="session")
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be rewritten."""
    return bool(request.config.getoption("--update-goldens"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of official texts: `WHEREAS_CORPUS`, else ../shared/corpus beside the repository; the test skips where there is none."""
    named = os.environ.get("WHEREAS_CORPUS")
    folder = Path(named) if named else ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"no official texts in {folder}; set WHEREAS_CORPUS to a folder that holds 32024R1689/en.xhtml and the like")
    return folder


Read = Callable[[Path], tuple[Source, Act]]


@pytest.fixture(scope="session")
def read() -> Read:
    """Read a file as source and act, once a run: a long PDF takes seconds."""

    @cache
    def once(path: Path) -> tuple[Source, Act]:
        source = read_source(path)
        return source, read_act(source)

    return once


@pytest.fixture(scope="session")
def ai_act(corpus: Path, read: Read) -> Callable[[str], tuple[Source, Act]]:
    """The AI Act as adopted, by file name."""
    return lambda name: read(corpus / "32024R1689" / name)


@pytest.fixture(scope="session")
def sample(read: Read) -> Callable[[str], tuple[Source, Act]]:
    """The embedded sample act, by file name."""
    return lambda name: read(sample_path(name))
