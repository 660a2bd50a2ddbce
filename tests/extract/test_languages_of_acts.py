"""Real acts in their languages: the counts and ids of each reading, the same ids in all languages, and whole certificates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.coverage import certify
from extract.definitions import find_definitions
from extract.source import Source
from kg.counts import counts, defining_points
from kg.findings import Form
from kg.model import Act, Kind, walk

Read = Callable[[Path], tuple[Source, Act]]
GOLDENS = Path(__file__).resolve().parent.parent / "acts" / "languages.json"
ENGLISH = {
    "32016R0679": "en.xhtml", "32017R0745": "en.html", "32022L2555": "en.xhtml", "32022R1925": "en.xhtml", "32022R2065": "en.xhtml",
    "32022R2554": "en.xhtml", "32023R1114": "en.xhtml", "32023R2854": "en.xhtml", "32024R1689": "en.xhtml", "32024R2847": "en.xhtml",
    "32026R1744": "en.xhtml",
}  # fmt: skip
OTHERS = (
    "32016R0679/da.html", "32016R0679/fr.xhtml", "32022L2555/da.html", "32022R2065/fr.xhtml", "32022R2554/da.html", "32023R2854/da.html",
    "32024R1689/da.html", "32024R1689/fr.xhtml", "32024R1689/nl.html", "32024R2847/da.html", "32026R1744/fr.xhtml",
)  # fmt: skip
ALL = (*(f"{act}/{name}" for act, name in ENGLISH.items()), *OTHERS)


def ids(act: Act) -> list[str]:
    """The ids of an act without its footnotes, which languages may carry in other numbers."""
    return [one.id for one in walk(act.provisions) if "/fnt_" not in one.id]


def defined(act: Act) -> list[str]:
    """The points of the articles of definitions that define a term; short names are given where a language needs them."""
    points = {point.id for one in walk(act.provisions) if one.kind is Kind.ARTICLE for point in defining_points(one, act.language)}
    found = (one for one in find_definitions(act) if one.form is not Form.SHORT_NAME)
    return list(dict.fromkeys(one.provision for one in found if one.provision in points))


@pytest.mark.corpus
@pytest.mark.parametrize("file", ALL)
def test_counts_and_ids_are_those_of_the_golden(file: str, corpus: Path, read: Read, update_goldens: bool) -> None:
    _, act = read(corpus / file)
    goldens = json.loads(GOLDENS.read_text("utf-8")) if GOLDENS.exists() else {}
    found = {"counts": counts(act), "ids": hashlib.sha256("\n".join(ids(act)).encode()).hexdigest()[:16]}
    if update_goldens:
        GOLDENS.write_text(json.dumps(dict(sorted({**goldens, file: found}.items())), indent=1) + "\n", encoding="utf-8", newline="\n")
        goldens[file] = found
    assert found == goldens[file]


@pytest.mark.corpus
@pytest.mark.parametrize("file", OTHERS)
def test_a_language_has_the_ids_and_definitions_of_the_english_text(file: str, corpus: Path, read: Read) -> None:
    celex, _, _ = file.partition("/")
    _, english = read(corpus / celex / ENGLISH[celex])
    _, other = read(corpus / file)
    assert ids(other) == ids(english)
    assert defined(other) == defined(english)
    assert counts(other) == counts(english)


@pytest.mark.corpus
@pytest.mark.parametrize("file", ALL)
def test_the_certificate_of_every_language_is_complete(file: str, corpus: Path, read: Read) -> None:
    _, act = read(corpus / file)
    certificate = certify(corpus / file, act)
    assert certificate.problems == ()
    assert certificate.language == Path(file).name[:2]


@pytest.mark.corpus
@pytest.mark.parametrize("file", OTHERS)
def test_a_language_was_published_where_the_english_text_was(file: str, corpus: Path, read: Read) -> None:
    celex, _, _ = file.partition("/")
    assert read(corpus / file)[1].journal == read(corpus / celex / ENGLISH[celex])[1].journal
