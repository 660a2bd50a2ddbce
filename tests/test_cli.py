"""The command line: help, options that every command shares, exit codes, plain output, and the questions of a file."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from extract.sample import path as sample_path
from query.answer import NOTICE
from tests.extract.formex_act import PARTS, written, zipped
from tests.query.conftest import CELEX, FOUNDING, sample_library

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = sorted(command.name or getattr(command.callback, "__name__", "") for command in cli.app.registered_commands)
WITHOUT_JSON = ("demo", "export", "inspect")
"""They print text, or data in a format of its own."""


class Outcome:
    """What a command did: exit code, standard output and standard error."""

    def __init__(self, *words: str, **environment: str) -> None:
        found = CliRunner().invoke(cli.app, list(words), env={"NO_COLOR": None, "FORCE_COLOR": None, **environment})
        self.code, self.out, self.err = found.exit_code, found.stdout, found.stderr

    @property
    def json(self) -> object:
        return json.loads(self.out)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_library(tmp_path_factory.mktemp("cli"))


Run = Callable[..., Outcome]


@pytest.fixture
def run(library: Path) -> Run:
    """Run a command on the sample library."""
    return lambda *words, **environment: Outcome(*words, WHEREAS_LIBRARY=str(library), **environment)


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as it is installed: under the name `whereas`."""
    script = "import sys; from cli import app; app(prog_name='whereas')"
    return subprocess.run(
        [sys.executable, "-c", script, *words], env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, capture_output=True,
        encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip


# ── help and version ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_version_is_printed() -> None:
    assert Outcome("--version").out == f"whereas {cli.__version__}\n"


def test_the_version_is_that_of_the_distribution() -> None:
    assert f'\nversion = "{cli.__version__}"\n' in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("words", [(), ("--help",)])
def test_help_lists_every_command(words: tuple[str, ...]) -> None:
    shown = Outcome(*words)
    assert all(re.search(rf"\b{command}\b", shown.out + shown.err) for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    shown = Outcome(command, "--help")
    assert shown.code == 0
    assert f"{command} [OPTIONS]" in shown.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(command: str) -> None:
    found = next(one for one in cli.app.registered_commands if (one.name or getattr(one.callback, "__name__", "")) == command)
    assert found.callback is not None
    hints = found.callback.__annotations__
    options = {name: str(hints[name]) for name in hints if name != "return"}
    assert found.callback.__doc__
    assert not [name for name, hint in options.items() if "Option" not in hint and "Argument" not in hint]


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in WITHOUT_JSON])
def test_every_command_with_a_result_prints_json_when_asked(command: str) -> None:
    assert "--json" in Outcome(command, "--help").out


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in ("check", "demo", "inspect")])
def test_every_command_on_a_library_takes_its_path(command: str) -> None:
    assert "--library" in Outcome(command, "--help").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_produced(shell: str) -> None:
    shown = process("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert shown.returncode == 0
    assert "_WHEREAS_COMPLETE" in shown.stdout


def test_commands_are_completed() -> None:
    shown = process(_WHEREAS_COMPLETE="complete_bash", COMP_WORDS="whereas re", COMP_CWORD="1")
    assert shown.stdout.split() == ["remove", "reindex", "refs"]


# ── exit codes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("acts",), 0),
        (("ask", FOUNDING), 0),
        (("ask", "Which yeast makes sourdough rise?"), 1),
        (("ask", "What does Article 999 say?"), 1),
        (("show", "Article 5"), 0),
        (("show", "Article 999"), 2),
        (("trace", "art_11"), 0),
        (("refs", "art_11"), 0),
        (("cite", "art_11"), 0),
        (("terms", "provider"), 0),
        (("terms", "sourdough"), 2),
        (("topics", "open source"), 0),
        (("dates",), 0),
        (("dates", "Article 6"), 0),
        (("dates", "--moment", "transposition"), 1),
        (("dates", "recital 1"), 1),
        (("bake",), 2),
        (("ask", "--bake"), 2),
        (("show",), 2),
    ],
)
def test_the_exit_code_tells_done_from_negative_from_bad(run: Run, words: tuple[str, ...], code: int) -> None:
    assert run(*words).code == code


def test_check_tells_complete_from_incomplete(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.xhtml"
    wrong.write_text(sample_path("act.xhtml").read_text("utf-8").replace("Article 7<", "Article 9<", 1), "utf-8")
    assert [run("check", str(file)).code for file in (sample_path("act.xhtml"), wrong)] == [0, 1]


def test_verify_tells_what_holds_from_what_does_not(run: Run, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    said = run("ask", FOUNDING, "--json").out
    answer.write_text(said, "utf-8")
    assert run("verify", str(answer)).code == 0
    answer.write_text(said.replace("Recital 15 of", "Recital 14 of", 1), "utf-8")
    wrong = run("verify", str(answer))
    assert wrong.code == 1
    assert "does NOT hold" in wrong.out


# ── output ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


READING = (("acts",), ("ask", FOUNDING, "--explain"), ("show", "art_11"), ("trace", "art_11"), ("refs", "art_11"), ("terms",), ("topics",))


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_piped_output_is_plain(run: Run, words: tuple[str, ...]) -> None:
    shown = run(*words)
    assert "\x1b" not in shown.out
    assert not re.search(r"[ \t]$", shown.out, re.MULTILINE)
    assert shown.err == ""


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_are_left_out_when_asked(run: Run, environment: dict[str, str], coloured: bool) -> None:
    shown = run("show", "art_11", FORCE_COLOR="1", TERM="xterm-256color", **environment)
    assert bool(re.search(r"\x1b\[(?:\d;)*3\d", shown.out)) is coloured


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_json_is_all_there_is_on_standard_output(run: Run, words: tuple[str, ...]) -> None:
    shown = run(*words, "--json")
    assert json.loads(shown.out)
    assert shown.err == ""


def test_json_keeps_the_laws_own_characters(run: Run) -> None:
    assert "‘AI system’" in run("show", "art_3/pnt_1", "--json").out


def test_the_laws_own_characters_come_out_whatever_the_locale(library: Path) -> None:
    shown = process("show", "art_3/pnt_1", "--library", str(library), PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert shown.returncode == 0
    assert "‘AI system’" in shown.stdout


@pytest.mark.parametrize("words", [(), ("--markdown",)])
def test_an_answer_carries_the_notice(run: Run, words: tuple[str, ...]) -> None:
    assert " ".join(run("ask", FOUNDING, *words).out.split()).count(NOTICE) == 1


def test_the_sample_can_be_asked_without_a_library(tmp_path: Path) -> None:
    shown = Outcome("ask", FOUNDING, "--sample", "--json", WHEREAS_LIBRARY=str(tmp_path / "none.sqlite"))
    assert json.loads(shown.out)["statements"][0]["provision"] == f"{CELEX}/rct_15"
    assert list(tmp_path.iterdir()) == []


def test_the_demo_needs_no_library_and_leaves_none(tmp_path: Path) -> None:
    shown = Outcome("demo", WHEREAS_LIBRARY=str(tmp_path / "none.sqlite"))
    assert shown.code == 0
    assert shown.out.count("$ whereas ") == 5
    assert list(tmp_path.iterdir()) == []


def test_an_option_names_the_library_before_the_environment_does(run: Run, tmp_path: Path) -> None:
    assert run("acts", "--json", "--library", str(tmp_path / "none.sqlite")).json == []


def test_references_are_shown_on_the_side_asked_for(run: Run) -> None:
    both = run("refs", "art_16").out
    assert run("refs", "art_16", "--out").out + run("refs", "art_16", "--in").out == both == run("refs", "art_16", "--in", "--out").out
    assert both.index("Out of") < both.index("Into")


def test_references_of_some_relations_are_shown_alone(run: Run) -> None:
    every = run("refs", "art_17", "--json").json
    only = run("refs", "art_17", "--out", "--relation", "derogates_from", "--relation", "infringes,amends", "--json").json
    assert only == {**every, "in": [], "out": [one for one in every["out"] if one["relation"] in ("derogates_from", "infringes")]}
    assert len({one["relation"] for one in only["out"]}) == 2


def test_a_path_names_the_kind_of_reference_it_takes(run: Run) -> None:
    pairs = (("Article 8", "Annex II"), ("Annex II", "Article 8"), ("Article 17(1)", "Article 17(4)"))
    found = [[one["relation"] for one in run("path", *pair, "--json").json["steps"]] for pair in pairs]
    assert found == [["has_part", "set_out_in"], ["referred_to_in", "^has_part"], ["^derogates_from"]]


def test_a_provision_is_no_walk_away_from_itself(run: Run) -> None:
    shown = run("path", "Article 8", "art_8")
    assert (shown.code, shown.out) == (0, f"Both are {CELEX}/art_8 (as published).\n")
    found = run("path", "Article 8", "art_8", "--json")
    assert (found.code, found.json["steps"]) == (0, [])


def test_no_walk_is_an_honest_negative_in_either_form(run: Run, library: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    shutil.copy(library, own)
    assert Outcome("add", str(written(tmp_path, zipped(PARTS), "act.zip")), "--library", str(own)).code == 0
    ends = (f"{CELEX}/art_8", "32099R0007/art_1", "--library", str(own))
    shown, found = run("path", *ends), run("path", *ends, "--json")
    assert (shown.code, shown.out) == (1, "There is no walk between them (as published).\n")
    assert (found.code, found.json["steps"]) == (1, [])


def test_dates_tell_a_timeline_or_why_a_provision_waits(run: Run) -> None:
    assert "enters into force (30 days after publication)" in run("dates").out
    told = run("dates", "Article 6", "--as-of", "2102-01-01").out
    assert "applies from 2101-01-01" in told
    assert "2103-01-01 (to come)" in told


def test_no_references_are_told_in_a_line(run: Run) -> None:
    assert run("refs", "art_16", "--in", "--relation", "repeals").out == f"Into {CELEX}/art_16 (as published): nothing\n"


def test_the_export_is_the_same_in_a_file_and_on_standard_output(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "act.ttl"
    assert run("export", "--output", str(file)).out == ""
    assert file.read_text("utf-8") == run("export").out != ""


@pytest.mark.parametrize(("form", "start"), [("text", " official  "), ("bibtex", "@legislation{"), ("csl", "{\n")])
def test_a_citation_has_several_formats(run: Run, form: str, start: str) -> None:
    assert run("cite", "art_11", "--format", form).out.startswith(start)


def test_a_saved_answer_can_be_traced(run: Run, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text(run("ask", FOUNDING, "--json").out, "utf-8")
    assert FOUNDING in run("trace", str(answer)).out
    assert len(json.loads(run("trace", str(answer), "--json").out)) == len(json.loads(answer.read_text("utf-8"))["statements"])


@pytest.mark.parametrize("named", [CELEX, "Sample AI Act", "Regulation (EU) 2099/1"])
def test_an_act_is_traced_as_a_whole(run: Run, named: str) -> None:
    found = json.loads(run("trace", named, "--json").out)
    assert (found["id"], found["version"]) == (CELEX, "oj")
    assert sum(len(group["recitals"]) for group in found["groups"]) == 25
    shown = run("trace", named)
    assert shown.code == 0
    assert re.search(r"^ 14–15 +│ art_11 +│ Duties along the supply chain", shown.out, re.MULTILINE)


def test_an_act_that_is_not_there_is_not_traced(run: Run) -> None:
    shown = run("trace", "32016R0679")
    assert (shown.code, shown.out) == (2, "")


# ── adding and removing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_adding_says_what_was_read(tmp_path: Path) -> None:
    shown = Outcome("add", str(sample_path("act.xhtml")), "--library", str(tmp_path / "new.sqlite"))
    assert shown.out == "act.xhtml: 32099R0001 (oj, en), new: 25 recitals, 18 articles, 2 annexes, 5 chapters, 4 sections, 18 definitions\n"


def test_a_folder_is_added_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "acts"
    folder.mkdir()
    for name in ("act.pdf.txt", "act.xhtml"):
        shutil.copy(sample_path(name), folder)
    found = Outcome("add", str(folder), "--json", "--library", str(tmp_path / "new.sqlite")).json
    assert isinstance(found, list)
    assert [(one["file"], one["outcome"]) for one in found] == [("act.pdf.txt", "new"), ("act.xhtml", "further source")]


def test_an_act_is_removed_with_all_its_texts(library: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    shutil.copy(library, own)
    removed = Outcome("remove", "Sample AI Act", "--json", "--library", str(own)).json
    assert removed == [{"celex": CELEX, "version": "oj", "language": "en"}]
    assert Outcome("acts", "--json", "--library", str(own)).json == []


def test_reindexing_changes_no_answer(library: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    shutil.copy(library, own)
    before = Outcome("ask", FOUNDING, "--json", "--library", str(own)).out
    assert Outcome("reindex", "--library", str(own)).out.endswith(" passages indexed\n")
    assert Outcome("ask", FOUNDING, "--json", "--library", str(own)).out == before


# ── many questions ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_batch_gives_one_object_a_line_in_order(run: Run, tmp_path: Path) -> None:
    questions = [FOUNDING, "Which yeast makes sourdough rise?", "What is a provider?"]
    batch = tmp_path / "questions.txt"
    batch.write_text("\n\n".join(questions) + "\n", "utf-8")
    shown = run("ask", "--batch", str(batch))
    found = [json.loads(line) for line in shown.out.splitlines()]
    assert shown.code == 0
    assert [(one["question"], one["status"]) for one in found] == list(zip(questions, ("answered", "abstained", "answered"), strict=True))


def test_a_batch_answers_as_single_questions_do(run: Run, tmp_path: Path) -> None:
    batch = tmp_path / "questions.txt"
    batch.write_text(FOUNDING, "utf-8")
    assert json.loads(run("ask", "--batch", str(batch)).out) == run("ask", FOUNDING, "--json").json


# ── as a process ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_is_printed_by_the_process(library: Path) -> None:
    shown = process("ask", FOUNDING, "--library", str(library))
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Recital 15 of Regulation (EU) 2099/1" in shown.stdout


def test_a_reader_that_goes_away_is_no_error(library: Path) -> None:
    script = "import sys; from cli import app; app(prog_name='whereas')"
    with subprocess.Popen(
        [sys.executable, "-c", script, "export", "--library", str(library)], env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith("@prefix")
        running.stdout.close()
        assert "Traceback" not in running.stderr.read()
