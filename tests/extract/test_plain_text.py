"""Official texts in every layout an extractor gives them: complete, and equal to the structured reading of the same act.

What may differ is listed by provision, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.coverage import certify
from extract.reading import read_act
from extract.source import Format, Source
from kg.errors import UnsupportedDialect
from kg.model import Act, Kind, walk

pytestmark = pytest.mark.corpus

Read = Callable[[Path], tuple[Source, Act]]
AI_ACT = "32024R1689"

FULL_LINES = frozenset({"art_41", "art_52", "art_57", "art_65", "art_91", "art_111"})
"""A subparagraph whose last line is full runs on in text that shows neither marks nor room."""
FULL_CAPTION = frozenset({"anx_X"})
"""The caption of point 6 fills its line, and is taken for the beginning of the point's words."""
ABREAST = frozenset({"fnp_1"})
"""Signatures stand side by side in print, and line by line in markup."""
CELLS = frozenset({"anx_1/sct_E"})
"""Cells of a table are lines of text in print."""
DIFFERING = {
    f"{AI_ACT}/en.txt": FULL_LINES | FULL_CAPTION | ABREAST,
    f"{AI_ACT}/en.layout.txt": FULL_CAPTION | ABREAST,
    "32016R0679/en.pdf": frozenset[str](),
    "32022R2065/en.pdf": frozenset[str](),
    "32022R1925/en.pdf": CELLS,
}
COUNTS = {
    "32001L0029/en.pdf": (61, 15, 0, 11),
    "32016R0679/en.pdf": (173, 99, 0, 21),
    "32019L0790/en.pdf": (86, 32, 0, 22),
    "32022R1925/en.pdf": (109, 54, 1, 24),
    "32022R2065/en.pdf": (156, 93, 0, 41),
    "32024L2853/en.pdf": (64, 24, 1, 21),
    f"{AI_ACT}/en.txt": (180, 113, 13, 66),
    f"{AI_ACT}/en.layout.txt": (180, 113, 13, 66),
    f"{AI_ACT}/en.thirdparty.txt": (180, 113, 13, 66),
}
"""Recitals, articles, annexes and footnotes."""
GLUED = frozenset({"32001L0029/en.pdf"})
"""Files whose extraction loses the spaces between some words."""


def differing(ours: Act, theirs: Act) -> set[str]:
    """The units of the act in which two readings differ, footnotes apart."""
    both = [
        {one.id: (one.kind, one.heading, one.text, one.wrap_up, one.marks) for one in walk(act.provisions) if one.kind is not Kind.FOOTNOTE}
        for act in (ours, theirs)
    ]
    return {_unit(one) for one in both[0].keys() | both[1].keys() if both[0].get(one) != both[1].get(one)}


def _unit(provision: str) -> str:
    """The article or annex of a provision; with its section, where an annex has one."""
    steps = provision.split("/")[1:]
    return "/".join(steps[: 2 if steps[1:] and steps[1].startswith("sct_") else 1])


@pytest.mark.parametrize("name", COUNTS)
def test_nothing_is_lost(name: str, corpus: Path, read: Read) -> None:
    source, act = read(corpus / name)
    certificate = certify(corpus / name, act, pages=source.pages if source.format is Format.PDF else None)
    assert [one.kind for one in certificate.problems] == (["glued"] if name in GLUED else [])
    assert tuple(certificate.counts[kind] for kind in ("recital", "article", "annex", "footnote")) == COUNTS[name]


@pytest.mark.parametrize("name", DIFFERING)
def test_print_reads_as_markup_does(name: str, corpus: Path, read: Read) -> None:
    _, markup = read(corpus / Path(name).parent / "en.xhtml")
    _, printed = read(corpus / name)
    assert differing(markup, printed) <= DIFFERING[name]
    assert (printed.celex, printed.title, printed.eli, printed.language) == (markup.celex, markup.title, markup.eli, "en")


@pytest.mark.parametrize("name", ["32016R0679", "32022R2065"])
def test_the_text_of_a_pdf_reads_as_markup_without_its_places(name: str, corpus: Path, read: Read) -> None:
    source, _ = read(corpus / name / "en.pdf")
    _, markup = read(corpus / name / "en.xhtml")
    text = Source(name="act.txt", format=Format.TEXT, sha256="", pages=("\f".join(source.pages),))
    assert differing(markup, read_act(text)) == set()


@pytest.mark.parametrize(
    ("name", "journal"),
    [
        ("32001L0029/en.pdf", "OJ L 167, 22.6.2001"),
        ("32016R0679/en.pdf", "OJ L 119, 4.5.2016"),
        ("32022R1925/en.pdf", "OJ L 265, 12.10.2022"),
        ("32024L2853/en.pdf", "OJ L, 2024/2853, 18.11.2024"),
    ],
)
def test_the_issue_is_read_from_running_heads(name: str, journal: str, corpus: Path, read: Read) -> None:
    assert read(corpus / name)[1].journal == journal


def test_notes_that_restart_on_each_page_are_numbered_through_the_act(corpus: Path, read: Read) -> None:
    _, act = read(corpus / "32001L0029/en.pdf")
    notes = [one.label for one in walk(act.provisions) if one.kind is Kind.FOOTNOTE]
    called = [mark.note.rpartition("_")[2] for one in walk(act.provisions) for mark in one.marks]
    assert sorted(notes) == sorted(called)
    assert {"1", "2", "3", "4", "5"} <= set(notes)


@pytest.mark.parametrize(
    ("name", "said"),
    [("52022PC0496/en.pdf", "proposal"), ("PE-CONS_30_2026/nl.pdf", "before its publication"), ("32001L0029/en.txt", "columns")],
)
def test_what_is_no_act_as_published_is_refused(name: str, said: str, corpus: Path, read: Read) -> None:
    with pytest.raises(UnsupportedDialect, match=said):
        read(corpus / name)


# ── two layouts of a page break, made from the PDF's own text ──────────────────────────────────────────────────────────────────

_HEAD = re.compile(r"(?m)^(?:(OJ L, [\d.]+) (EN)|(EN) (OJ L, [\d.]+))$")
_FOOT = re.compile(r"(?m)^(?:(ELI: \S+) (\d+/\d+)|(\d+/\d+) (ELI: \S+))$")


def with_page_marks(pages: tuple[str, ...]) -> str:
    """Date, language, address and page on lines of their own, recital numbers alone on theirs, and "[Page 30]" between pages."""
    out = []
    for number, page in enumerate(pages, 1):
        page = _HEAD.sub(lambda found: f"{found[1] or found[4]}\nEN", page)
        page = _FOOT.sub(lambda found: f"{found[1] or found[4]}\n{found[2] or found[3]}", page)
        page = re.sub(r"(?m)^(\(\d+\)) (?=\S)", r"\1\n", page)
        out.append(f"[Page {number}]\n{page}" if number > 1 else page)
    return "\n\n\n".join(out)


def without_marks(pages: tuple[str, ...]) -> str:
    """Notes at the foot of each page, furniture between empty lines, no wrap marks, no form feeds."""
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        lines = [line.rstrip() for line in page.split("\n")]
        foot = next((at for at, line in enumerate(lines) if _FOOT.match(line)), len(lines))
        body = [line for line in lines[:foot] + lines[foot + 1 :] if not _HEAD.match(line)]
        split = [re.sub(r"^(\(\d+\)) (?=\S)", r"\1\n\n", line) for line in body]
        out += [*([] if number == 1 else ["EN", "", "OJ L, 12.7.2024"]), *split]
        out += ["ELI: http://data.europa.eu/eli/reg/2024/1689/oj", "", f"{number}/{len(pages)}", ""]
    return "\n".join(out)


@pytest.mark.parametrize(("layout", "apart"), [(with_page_marks, frozenset[str]()), (without_marks, FULL_LINES | FULL_CAPTION)])
def test_page_breaks_as_extractors_leave_them(
    layout: Callable[[tuple[str, ...]], str], apart: frozenset[str], corpus: Path, read: Read, tmp_path: Path
) -> None:
    source, _ = read(corpus / AI_ACT / "en.pdf")
    _, markup = read(corpus / AI_ACT / "en.xhtml")
    path = tmp_path / "act.txt"
    path.write_text(layout(source.pages), encoding="utf-8")
    _, act = read(path)
    assert differing(markup, act) <= apart
    assert certify(path, act).problems == ()
