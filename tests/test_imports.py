"""Imports: what a question must not load, and that importing a module reaches neither the network nor a file to write.

Each check runs in a process of its own, for the modules that a test run has loaded already say nothing.
"""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.query.conftest import FOUNDING, sample_library

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("kg", "extract", "extract.readers", "extract.sample", "query", "ontology")
HEAVY = ("spacy", "rdflib", "pyoxigraph", "pypdf", "networkx", "numpy", "pyshacl", "lxml", "reportlab", "httpx")
MODULES = sorted(
    {"cli", *PACKAGES}
    | {f"{package}.{one.name}" for package in PACKAGES for one in pkgutil.iter_modules([str(ROOT / package.replace(".", "/"))])}
)  # fmt: skip

GUARD = """
import sys

WRITES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.system", "shutil.rmtree", "sqlite3.connect", "subprocess.Popen"}

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) or event in WRITES:
        print("FORBIDDEN", event, arguments, file=sys.stderr)
        raise SystemExit(3)
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        print("FORBIDDEN", event, arguments, file=sys.stderr)
        raise SystemExit(3)

sys.dont_write_bytecode = True
sys.addaudithook(watch)
"""


def process(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_library(tmp_path_factory.mktemp("imports"))


def loaded(script: str, library: Path) -> set[str]:
    """Heavy packages that a script has loaded when it ends."""
    report = f"import sys; print('LOADED', *(name for name in {HEAVY!r} if name in sys.modules))"
    shown = process(f"{script}\n{report}", WHEREAS_LIBRARY=str(library))
    assert shown.returncode == 0, shown.stderr
    return set(shown.stdout.splitlines()[-1].split()[1:])


def test_a_question_loads_no_heavy_package(library: Path) -> None:
    script = f"""
from kg.library import Library, default_path
from query.answer import Status
from query.ask import Engine
with Library(default_path()) as library:
    assert Engine(library).ask({FOUNDING!r}).status is Status.ANSWERED
"""
    assert loaded(script, library) == set()


COMMANDS = (("ask", FOUNDING, "--json"), ("ask", FOUNDING), ("show", "art_5"), ("trace", "art_11"), ("acts",), ("--version",))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_on_the_library_loads_no_heavy_package(library: Path, words: tuple[str, ...]) -> None:
    script = f"from cli import app\ntry:\n    app({list(words)!r})\nexcept SystemExit as end:\n    assert not end.code, end.code"
    assert loaded(script, library) == set()


def test_the_check_itself_sees_what_is_loaded(library: Path) -> None:
    assert "pypdf" in loaded("import pypdf", library)


def test_the_commands_load_nothing_of_the_project_before_they_run() -> None:
    script = (
        "import cli, sys; print(*sorted(name for name in sys.modules if name.partition('.')[0] in ('extract', 'query', 'kg', 'ontology')))"
    )
    assert set(process(script).stdout.split()) <= {"kg", "kg.errors"}


def test_importing_every_module_reaches_no_network_and_writes_no_file() -> None:
    shown = process(f"{GUARD}\nimport importlib\nfor name in {MODULES!r}:\n    importlib.import_module(name)\nprint('done')")
    assert (shown.returncode, shown.stdout) == (0, "done\n"), shown.stderr


@pytest.mark.parametrize(
    "forbidden",
    ["import socket; socket.create_connection(('127.0.0.1', 9))", "open('/dev/null', 'w')", "import sqlite3; sqlite3.connect(':memory:')"],
)
def test_the_guard_itself_holds(forbidden: str) -> None:
    assert process(f"{GUARD}\n{forbidden}").returncode == 3


def test_a_question_reaches_no_network(library: Path) -> None:
    guard = GUARD.replace("or event in WRITES", "")
    script = f"{guard}\nfrom cli import app\napp(['ask', {FOUNDING!r}, '--library', {str(library)!r}])"
    shown = process(script)
    assert shown.returncode == 0, shown.stderr


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_holds(module: str) -> None:
    found = sys.modules.get(module) or __import__(module, fromlist=["x"])
    assert (found.__doc__ or "").strip()
