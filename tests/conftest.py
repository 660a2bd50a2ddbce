"""What tests share: the corpus, acts read once a run, the sample act, and the switch that rewrites goldens."""

from __future__ import annotations

import os
import socket
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


@pytest.fixture(autouse=True)
def _no_other_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches another machine: looking up its name fails, and so does connecting to its number; proxies are not asked either."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: tuple[str, int]) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1"):
            raise ConnectionRefusedError(f"a test was refused to connect to {address[0]}:{address[1]}")
        connect(self, address)

    def look_up_here(host: str, port: int, *more: object, **named: object) -> object:
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise ConnectionRefusedError(f"a test was refused to connect to {host}:{port}")
        return look_up(host, port, *more, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


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
