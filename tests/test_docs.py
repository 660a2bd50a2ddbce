"""The documentation says what there is: kinds, relations and codes are explained, decisions listed, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.findings import Relation
from kg.ids import CODES, parse_id, steps_of
from kg.model import Field, Kind

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
PAGES = sorted(DOCS.rglob("*.md"))


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def rows(text: str) -> dict[str, list[str]]:
    """The tables of a page: the first cell of each row, which is code, with the other cells."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and re.fullmatch(r"`[^`]+`", cells[0]):
            found[cells[0].strip("`")] = cells[1:]
    return found


def section(text: str, heading: str) -> str:
    """The words under a heading of the second level."""
    return next(part for part in text.split("\n## ") if part.startswith(heading))


def test_every_kind_is_in_the_glossary_and_no_other() -> None:
    assert set(rows(section(read("glossary.md"), "Kinds of provision"))) == {kind.value for kind in Kind}


def test_every_relation_is_in_the_glossary_and_no_other() -> None:
    assert set(rows(section(read("glossary.md"), "Relations"))) == {relation.value for relation in Relation}


def test_every_step_code_is_explained() -> None:
    explained = rows(section(read("reference/ids.md"), "Provisions"))
    assert {code: cells[0] for code, cells in explained.items()} == CODES


def test_the_examples_of_ids_are_ids_of_their_row() -> None:
    for code, cells in rows(section(read("reference/ids.md"), "Provisions")).items():
        examples = [f"32024R1689/{one}" for one in re.findall(r"`([^`]+)`", cells[-1])]
        assert [parse_id(one) for one in examples] == examples
        assert all(code in {step.code for step in steps_of(one)} for one in examples)


def test_every_field_is_explained() -> None:
    assert set(rows(section(read("reference/text.md"), "Fields"))) == {field.value for field in Field}


def test_every_bucket_is_listed() -> None:
    """Buckets are named where words are dropped."""
    listed = set(re.findall(r"`([^`]+)`", section(read("reference/text.md"), "Words in no provision")))
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "extract").rglob("*.py"))
    named = set(re.findall(r"\bdrop\(\"([^\"]+)\"|bucket=\"([^\"]+)\"", code))
    buckets = {one or other for one, other in named}
    assert {"labels", "footnote marks"} <= buckets
    assert buckets <= listed


def test_every_decision_is_listed_with_its_title() -> None:
    listed = re.findall(r"\| \[(\d{4})\]\((\S+)\) \| (.+) \|", read("decisions/README.md"))
    titles = [path.read_text("utf-8").splitlines()[0] for path in DECISIONS]
    assert [(path.name[:4], path.name) for path in DECISIONS] == [(number, name) for number, name, _ in listed]
    assert titles == [f"# {number} {title}" for number, _, title in listed]


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name[:4])
def test_a_decision_has_context_choice_and_consequence(path: Path) -> None:
    assert re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE) == ["Context", "Choice", "Consequence"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)[^)]*\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_files_that_pages_name_are_there(path: Path) -> None:
    named = re.findall(r"`((?:kg|extract|query|ontology|tests|benchmarks)/[\w/]+\.\w+)`", path.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []
