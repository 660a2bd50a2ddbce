"""The references of commands and functions say what there is: generated pages are fresh, examples hold, and what pages name exists."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))


def load(path: Path) -> ModuleType:
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


maker = load(REFERENCE / "make_cli.py")
COMMANDS: dict[str, set[str]] = {
    name: {flag for one in maker.parameters(callback) for flag in one.names} for name, callback in maker.commands().items()
}


def headings(page: str) -> list[str]:
    """The commands that a page has a heading for."""
    return re.findall(r"^## `whereas (\S+)`$", (REFERENCE / page).read_text("utf-8"), re.MULTILINE)


def test_the_page_of_commands_is_fresh(update_goldens: bool) -> None:
    if update_goldens:
        assert maker.main([]) == 0
    assert maker.main(["--check"]) == 0


def test_the_page_of_commands_is_at_most_a_hundred_characters_wide() -> None:
    shown = re.findall(r"^```text\n(.*?)^```$", (REFERENCE / "cli.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert max(len(line) for block in shown for line in block.splitlines()) <= maker.WIDTH


def test_every_command_stands_in_the_references_once() -> None:
    assert headings("cli.md") == list(COMMANDS)
    assert sorted(headings("python.md")) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_each_of_its_options_has_help(name: str) -> None:
    callback = maker.commands()[name]
    assert callback.__doc__
    assert [one for one in maker.parameters(callback) if not one.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_shown_in_a_page_other_than_the_references(name: str) -> None:
    pages = [page for page in PAGES if page.name not in ("cli.md", "python.md")]
    assert any(re.search(rf"whereas {name}\b", page.read_text("utf-8")) for page in pages)


def spoken_of(page: Path) -> list[tuple[str, set[str]]]:
    """Each command that a page's code names, with the options that stand behind it."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"^```(console|sh)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    code = [line.removeprefix("$ ") for kind, block in blocks for line in block.splitlines() if kind == "sh" or line.startswith("$ ")]
    code += re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    named = [part for line in code for part in re.findall(r"(?:^|[ /])whereas ([a-z]+\b[^|>#&]*)", line)]
    return [(part.split()[0], set(re.findall(r"(?<=\s)--[a-z-]+", re.sub(r'"[^"]*"', "", part)))) for part in named]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_and_options_that_a_page_names_exist(page: Path) -> None:
    unknown = [(name, flags) for name, flags in spoken_of(page) if name not in COMMANDS or not flags <= COMMANDS[name] | {"--help"}]
    assert unknown == []


def test_the_examples_of_the_python_reference_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("act.xhtml", "act.pdf"):
        shutil.copy(ROOT / "extract" / "sample" / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    text = (REFERENCE / "python.md").read_text("utf-8")
    found = doctest.DocTestParser().get_doctest(text, {"__name__": "python"}, "python.md", "python.md", 0)
    told: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(found, out=told.append)
    assert result.attempted > 0
    assert "".join(told) == ""


def test_every_relation_has_a_row_and_a_section() -> None:
    from kg.findings import Relation

    text = (REFERENCE / "relations.md").read_text("utf-8")
    relations = [relation.value for relation in Relation]
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == relations
    assert re.findall(r"^## `(\w+)`$", text, re.MULTILINE) == relations


def test_relations_that_lift_in_a_walk_are_marked() -> None:
    from kg.findings import REFERENCES
    from query.walk import LIFTS

    text = (REFERENCE / "relations.md").read_text("utf-8")
    marked = re.findall(r"^\| `(\w+)` \|.*\| yes, both ways \|$", text, re.MULTILINE)
    assert set(marked) == {relation.value for relation in LIFTS}
    alike = re.findall(r"^\| `(\w+)` \|.*\| yes, as `refers_to` \|$", text, re.MULTILINE)
    assert {*alike, "refers_to"} == {relation.value for relation in REFERENCES}
