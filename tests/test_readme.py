"""What README and documentation show is what happens: their `console` blocks are run on the sample act and compared, line by line.

A block holds commands, each behind `$ `, and what they print. `whereas` runs in this process, anything behind a pipe or a redirection in a
shell. A line "…" stands for left-out output, a line that ends in " …" for one that goes on; dates of the day are not compared.
Each page runs in a folder of its own, from the first block to the last: `tutorial.md` and pages that add the act themselves begin with an
empty library, all others with one that holds the sample act. `--update-goldens` puts the whole real output into blocks that are wrong.
"""

from __future__ import annotations

import re
import shlex
import shutil
import stat
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs"
SAMPLE = "extract/sample"
PROGRAMS = {"whereas", "cat", "sed", "echo"}
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [page for page in (README, *sorted(DOCS.rglob("*.md"))) if BLOCK.search(page.read_text("utf-8"))]
DAY = re.compile(r"as of \d{4}-\d{2}-\d{2}|\"as_of\": \"\d{4}-\d{2}-\d{2}\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A command of a page, and the lines shown below it."""

    command: str
    shown: tuple[str, ...]


def examples_of(block: str) -> list[Example]:
    """The commands of a block with their output."""
    return [
        Example(command=command, shown=tuple(rest.strip("\n").splitlines()))
        for command, _, rest in (part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:])
    ]


class Shell:
    """Runs the commands of one page, one after another."""

    def __init__(self) -> None:
        self.code = 0

    def run(self, command: str) -> list[str]:
        """What a command prints, on either stream; what is piped or redirected goes through a shell."""
        own, rest = _parted(command)
        assert own[0] in PROGRAMS
        if own[0] != "whereas":
            return self._shell(command, "")
        result = CliRunner().invoke(app, own[1:], prog_name="whereas")
        self.code = result.exit_code
        if not rest:
            return result.output.splitlines()
        return result.stderr.splitlines() + self._shell(f"cat {rest}", result.stdout)

    def _shell(self, command: str, given: str) -> list[str]:
        done = subprocess.run(["sh", "-c", f"(exit {self.code}); {command}"], input=given, capture_output=True, text=True, check=False)
        return (done.stderr + done.stdout).splitlines()


def _parted(command: str) -> tuple[list[str], str]:
    """A command's own words, and its pipe or redirection as written."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|>")
    lexer.whitespace_split = True
    words = list(lexer)
    at = next((at for at, word in enumerate(words) if word in ("|", ">")), len(words))
    rest = [word if word in ("|", ">") else shlex.quote(word) for word in words[at:]]
    return words[:at], " ".join(rest)


def same_line(shown: str, real: str) -> bool:
    """Whether a line shown is the real one, up to the day and to the end it leaves out."""
    shown, real = DAY.sub("as of today", shown), DAY.sub("as of today", real)
    return shown == real or (shown.endswith(" …") and real.startswith(shown.removesuffix("…").rstrip()))


def is_told(shown: tuple[str, ...], real: list[str]) -> bool:
    """Whether the lines shown are the real ones in their order, with nothing left out but at "…"."""
    at, gap = 0, False
    for line in shown:
        if line == "…":
            gap = True
            continue
        found = next((n for n in range(at, len(real)) if same_line(line, real[n])), None) if gap else at
        if found is None or found >= len(real) or not same_line(line, real[found]):
            return False
        at, gap = found + 1, False
    return gap or not any(line.strip() for line in real[at:])


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds the sample act from two sources."""
    from extract.pipeline import add_file
    from extract.sample import path
    from kg.library import Library

    made = tmp_path_factory.mktemp("stocked") / "library.sqlite"
    with Library(made) as library:
        for name in ("act.xhtml", "act.pdf"):
            add_file(library, path(name))
    return made


@pytest.fixture
def desk(tmp_path: Path, stocked: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the folder and library for one page."""

    def lay(page: str) -> Shell:
        shutil.copytree(ROOT / SAMPLE, tmp_path / SAMPLE)
        if "$ whereas add " not in page:
            shutil.copy(stocked, tmp_path / "library.sqlite")
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("WHEREAS_LIBRARY", str(tmp_path / "library.sqlite"))
        for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
            monkeypatch.delenv(name, raising=False)
        return Shell()

    return lay


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_examples_of_a_page_are_real(page: Path, desk: Any, update_goldens: bool) -> None:
    text = page.read_text("utf-8")
    shell, wrong = desk(text), []

    def run(block: re.Match[str]) -> str:
        told = ""
        for example in examples_of(block[1]):
            real = shell.run(example.command)
            holds = is_told(example.shown, real)
            if not holds:
                wrong.append((example.command, real))
            told += "\n".join([f"$ {example.command}", *(example.shown if holds else real)]) + "\n"
        return f"```console\n{told}```"

    fresh = BLOCK.sub(run, text)
    if update_goldens and wrong:
        page.write_text(fresh, "utf-8")
    assert update_goldens or wrong == []


def test_a_page_of_examples_is_the_tutorial() -> None:
    assert {README, DOCS / "tutorial.md"} <= set(PAGES)


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (("one", "two", "three"), True),
        (("one", "…"), True),
        (("…", "three"), True),
        (("one", "…", "three"), True),
        (("on …", "…"), True),
        (("one", "three"), False),
        (("one", "two"), False),
        (("two", "…"), False),
        (("one", "…", "four"), False),
    ],
)
def test_only_whole_lines_may_be_left_out_and_only_at_a_mark(shown: tuple[str, ...], told: bool) -> None:
    assert is_told(shown, ["one", "two", "three"]) is told


def set_up() -> list[str]:
    """The commands for a fresh machine: the README's `sh` blocks of one line that make an environment."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [block.strip() for block in blocks if block.startswith("python3 -m venv")]


def test_there_are_two_commands_for_a_fresh_machine_each_a_block_of_one_line() -> None:
    commands = set_up()
    assert len(commands) == 2
    assert not any("\n" in command for command in commands)


def test_the_set_up_commands_name_files_and_extras_that_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    use, develop = set_up()
    assert set(re.findall(r"\.\[(\w+)\]", develop)) <= set(project["optional-dependencies"])
    assert re.findall(r"\.venv/bin/(\w+)", use) == ["pip", *project["scripts"]]
    assert (ROOT / develop.split()[-1]).stat().st_mode & stat.S_IXUSR


def test_continuous_integration_runs_the_check_that_the_readme_names() -> None:
    check = set_up()[1].split()[-1]
    assert check in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_readme_names_the_python_and_the_licence_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    said = README.read_text("utf-8")
    assert project["requires-python"].removeprefix(">=") in said
    assert project["license"] in said


def test_the_readme_is_one_screen() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= 80


def test_the_links_of_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)[^)]*\)", README.read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
