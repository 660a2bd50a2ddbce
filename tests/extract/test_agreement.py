"""One act, any source: readers of different formats give the same provisions, and the pages they name hold the words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest

from extract.reading import read_act
from extract.sample import FILES
from extract.sample import path as sample_path
from extract.source import Format, Source
from kg.model import Act, Field, NoteMark, Provision, walk

Reader = Callable[[str], tuple[Source, Act]]
PRINTED = ("en.pdf", "en.pypdf.txt", "en.thirdparty.txt")

STARRED = tuple(f"32024R1689/fnt_s{number}" for number in range(1, 9))
"""The print repeats the note "(*)" below each of eight amending articles; the markup has it once, for the seventh."""


def _contents(act: Act) -> dict[str, tuple[object, ...]]:
    """What must be the same in every format, by id; the places differ, of course."""
    return {
        one.id: (one.kind, one.label, one.heading, one.text, one.wrap_up, tuple(part.id for part in one.children))
        for one in walk(act.provisions)
    }


def _marks(act: Act) -> dict[str, tuple[NoteMark, ...]]:
    return {one.id: one.marks for one in walk(act.provisions) if one.marks}


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("act.txt", "act.xhtml")])
def test_the_sample_act_reads_the_same_in_every_format(name: str, sample: Reader) -> None:
    _, markup = sample("act.xhtml")
    _, other = sample(name)
    assert list(_contents(other)) == list(_contents(markup))
    assert _contents(other) == _contents(markup)
    assert _marks(other) == _marks(markup)
    assert (other.celex, other.title, other.eli) == (markup.celex, markup.title, markup.eli)


def test_the_sample_act_reads_the_same_without_marks_of_run_on_lines(sample: Reader) -> None:
    """But for a subparagraph behind a full line that ends a sentence: nothing in such a text tells it from a sentence that goes on."""
    _, markup = sample("act.xhtml")
    raw = sample_path("act.pdf.txt").read_text("utf-8").replace(" \n", "\n")
    plain = _contents(read_act(Source(name="act.txt", format=Format.TEXT, sha256="", pages=(raw,))))
    differing = {one for one in _contents(markup).keys() | plain.keys() if _contents(markup).get(one) != plain.get(one)}
    assert differing == {"32099R0001/art_5/par_2", "32099R0001/art_5/par_2/unp_2"}


@pytest.mark.corpus
def test_html_and_xhtml_agree(ai_act: Reader) -> None:
    _, xhtml = ai_act("en.xhtml")
    _, html = ai_act("en.html")
    assert list(_contents(html).items()) == list(_contents(xhtml).items())
    assert _marks(html) == _marks(xhtml)


@pytest.mark.corpus
@pytest.mark.parametrize("name", PRINTED)
def test_print_and_markup_agree_but_for_starred_notes(name: str, ai_act: Reader) -> None:
    _, markup = ai_act("en.xhtml")
    _, printed = ai_act(name)
    ours, theirs = _contents(markup), _contents(printed)
    differing = tuple(sorted(one for one in ours.keys() | theirs.keys() if ours.get(one) != theirs.get(one)))
    assert differing == STARRED
    assert [one for one in theirs if one not in STARRED] == [one for one in ours if one not in STARRED]
    assert _marks(printed) == _marks(markup)
    assert (printed.celex, printed.title, printed.eli) == (markup.celex, markup.title, markup.eli)


@pytest.mark.corpus
def test_the_text_of_a_pdf_reads_as_the_pdf_does(ai_act: Reader) -> None:
    _, pdf = ai_act("en.pdf")
    _, text = ai_act("en.pypdf.txt")
    assert list(_contents(text).items()) == list(_contents(pdf).items())


# ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sample_names_the_pages_that_hold_its_words(sample: Reader) -> None:
    _, markup = sample("act.xhtml")
    assert list(_missing_from_pages(markup, *sample("act.pdf"))) == []


@pytest.mark.corpus
def test_the_ai_act_names_the_pages_that_hold_its_words(ai_act: Reader) -> None:
    _, markup = ai_act("en.xhtml")
    assert list(_missing_from_pages(markup, *ai_act("en.pdf"))) == []


@pytest.mark.corpus
def test_every_provision_of_a_pdf_has_its_page(ai_act: Reader) -> None:
    source, act = ai_act("en.pdf")
    assert act.source.pages == 144
    for one in walk(act.provisions):
        page, last = one.place.page, one.place.end_page or one.place.page
        assert page is not None, one.id
        assert last is not None, one.id
        assert 1 <= page <= last <= len(source.pages), one.id
        assert one.place.end <= len(source.pages[last - 1]), one.id


def _missing_from_pages(markup: Act, source: Source, printed: Act) -> Iterable[str]:
    """Every piece of a sentence of the markup that does not stand on the pages which the reading of the print names for it."""
    pages = {number: _squeezed(text) for number, text in enumerate(source.pages, 1)}
    places = {one.id: one for one in walk(printed.provisions)}
    for one in walk(markup.provisions):
        for field in Field:
            if one.id not in STARRED and one.words(field):
                named = sorted({origin.page for origin in places[one.id].origins if origin.field is field and origin.page})
                yield from (f"{one.id}: {piece}" for piece in _pieces(one, field) if not _stands_on([pages[page] for page in named], piece))


def _pieces(one: Provision, field: Field) -> Iterable[str]:
    """The words of a field by sentence, cut also where a footnote mark stood."""
    words = one.words(field)
    ends = {match.end() for match in re.finditer(r"[.;:,]\s|\n", words)} | {mark.at for mark in one.marks if mark.field is field}
    cuts = [0, *sorted(ends), len(words)]
    return (piece for low, high in pairwise(cuts) if (piece := _squeezed(words[low:high])))


def _squeezed(text: str) -> str:
    """Letters and digits alone: line ends, hyphens and typography apart."""
    return re.sub(r"[\W_]+", "", text)


def _stands_on(pages: list[str], piece: str) -> bool:
    """Whether one page holds the piece, or two that follow each other hold its beginning and its end."""
    if any(piece in page for page in pages):
        return True
    cuts = range(1, len(piece))
    return any(piece[:cut] in page and piece[cut:] in after for page, after in pairwise(pages) for cut in cuts)
