"""Whatever a file holds, reading it gives an act or says in a LawError why not; and what is read is complete."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.coverage import certify
from extract.reading import read_act
from extract.sample import path as sample_path
from extract.source import Format, Source
from kg.errors import LawError
from kg.model import Act
from tests.extract.web_pages import PAGES

WORDS = ("lost", "invented", "doubled", "moved", "joined", "misplaced")
LINES = sample_path("act.pdf.txt").read_text(encoding="utf-8").splitlines(keepends=True)
MARKUP = sample_path("act.xhtml").read_text(encoding="utf-8")
ELEMENTS = [found.start() for found in re.finditer(r"<(?:p|table|td|div)\b", MARKUP)][20:]
TAGS = st.sampled_from([
    "<p>", "</p>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", '<div class="eli-container">', "</div>", "<br/>", "<!--",
    '<p class="oj-note">', '<a id="ntc1">', "</a>", "(a)", "(1)", "Article 1", "THE COUNCIL OF THE EUROPEAN UNION,", "Whereas:", "&amp;",
    "HAVE ADOPTED THIS REGULATION:", "REGULATION (EU) 2099/1", "ANNEX", "‘", "’", "words", "<", "&#0;", "\x00",
])  # fmt: skip


def only_law_errors(format_: Format, *pages: str) -> Act | None:
    """Read the pages as an act; any error but a LawError fails the test by itself."""
    try:
        return read_act(Source(name="file", format=format_, sha256="", pages=pages))
    except LawError:
        return None


def complete_or_law_error(format_: Format, raw: str) -> None:
    """Read a damaged act; what is read holds every word of it, in order, and no other."""
    act = only_law_errors(format_, raw)
    if act is not None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            path.write_bytes(raw.encode("utf-8"))
            certificate = certify(path, act)
        wrong = [finding for finding in certificate.problems if finding.kind in WORDS]
        assert wrong == []


@given(st.text(max_size=200))
def test_any_text(raw: str) -> None:
    only_law_errors(Format.TEXT, raw)
    only_law_errors(Format.HTML, f'<html><div class="eli-container">{raw}')
    only_law_errors(Format.PDF, raw, raw)


@given(st.lists(TAGS, max_size=40))
def test_any_markup(parts: list[str]) -> None:
    only_law_errors(Format.XHTML, '<html><div class="eli-container">' + "".join(parts))


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_any_disorder_of_an_acts_lines(draw: Random, size: int) -> None:
    shuffled = list(LINES)
    for _ in range(size):
        one, two = draw.randrange(len(shuffled)), draw.randrange(len(shuffled))
        shuffled[one], shuffled[two] = shuffled[two], shuffled[one]
    complete_or_law_error(Format.TEXT, "".join(shuffled))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, len(MARKUP)), min_size=2, max_size=8, unique=True))
def test_any_gaps_in_an_acts_markup(cuts: list[int]) -> None:
    only_law_errors(Format.XHTML, _with_gaps(cuts))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(ELEMENTS), min_size=2, max_size=8, unique=True))
def test_elements_left_out_of_an_acts_markup(cuts: list[int]) -> None:
    complete_or_law_error(Format.XHTML, _with_gaps(cuts))


def _with_gaps(cuts: list[int]) -> str:
    """The sample's markup without every other stretch between the cuts."""
    edges = [0, *sorted(cuts), len(MARKUP)]
    return "".join(MARKUP[low:high] for low, high in list(pairwise(edges))[::2])


# ── other layouts of HTML ──────────────────────────────────────────────────────────────────────────────────────────────────────

OTHER_TAGS = st.sampled_from([
    "<p>", "</p>", "<div>", "</div>", "<td>", "<tr>", "<table>", "</table>", "<TXT_TE>", "</TXT_TE>", '<p class="modref">',
    '<p class="footnote">', '<a id="E0001">', '<a id="src.E0001">', "</a>", '<a href="celex/32100R0021">', "►M1", "◄", "▼B", "—————",
    '<div class="grid-container">', '<div class="list grid-list-column-1">', '<p class="title-article-norm">', '<p class="ti-art">',
    '<p class="title-gr-seq-level-2">', '<p class="tbl-norm">', '<p class="doc-ti">', '<p class="note">', '<hr class="separator"/>',
    "Article 1", "Article 2", "ANNEX", "(1) x", "(a) x", "a. X", "(", ")", "Done at X.", "Whereas x;", "words (1)",
    "THE COUNCIL OF THE EUROPEAN UNION,", "HAVE ADOPTED THIS DIRECTIVE:",
])  # fmt: skip


@given(st.sampled_from(["", "02099R0007 — EN — 03.06.2101 — 002.001", '<div class="eli-container">']), st.lists(OTHER_TAGS, max_size=40))
def test_any_markup_of_other_layouts(front: str, parts: list[str]) -> None:
    only_law_errors(Format.HTML, f"<html><body>{front}" + "".join(parts))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(PAGES)), st.lists(st.floats(0, 1), min_size=2, max_size=6, unique=True))
def test_any_gaps_in_pages_of_other_layouts(page: str, cuts: list[float]) -> None:
    raw = PAGES[page]()
    edges = [0, *sorted(int(cut * len(raw)) for cut in cuts), len(raw)]
    only_law_errors(Format.HTML, "".join(raw[low:high] for low, high in list(pairwise(edges))[::2]))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(PAGES)), st.lists(st.integers(0, 10_000), min_size=2, max_size=6, unique=True))
def test_elements_left_out_of_pages_of_other_layouts(page: str, cuts: list[int]) -> None:
    raw = PAGES[page]()
    elements = [found.start() for found in re.finditer(r"<(?:p|div)\b", raw)][8:]
    edges = [0, *sorted({elements[cut % len(elements)] for cut in cuts}), len(raw)]
    cut_out = "".join(raw[low:high] for low, high in list(pairwise(edges))[::2])
    if "</html>" in cut_out:
        complete_or_law_error(Format.HTML, cut_out)
