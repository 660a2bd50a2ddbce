"""PDFs that ask for endless work, or from which words would be lost unsaid, are refused; and no more is taken from any than it may ask."""

from __future__ import annotations

import time
import zlib

import pytest

from extract import pdf_pages
from extract.pdf_pages import pages_of
from kg.errors import MalformedSource
from tests.fuzz.pdf_mutations import stream, written

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
MAPPED = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
WORDS = b"BT /F1 12 Tf 72 700 Td (words) Tj ET"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> /XObject << /X1 %d 0 R >> >>"
MANY = b"[" + b"3 0 R " * 90_000 + b"]"


def pdf(content: bytes | None = None, *, kids: bytes = b"[3 0 R]", page: bytes = b"", more: dict[int, bytes] | None = None) -> bytes:
    """A PDF of one page with one font, and a form that the page may draw; `more` adds or replaces objects."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids %s >>" % kids,
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> %s >>" % page,
        4: stream(WORDS) if content is None else content,
        5: FONT,
        6: stream(b"BT /F1 9 Tf (inner) Tj ET", FORM % 9),
    }
    return written({**objects, **(more or {})}, b"<< /Root 1 0 R /Size 9 >>")


def texts(content: bytes) -> list[str]:
    return [text for text, _ in pages_of(content, "given.pdf")]


def cmap(ranges: bytes) -> bytes:
    head = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
    return stream(head + ranges + b"\nendcmap")


def tree(depth: int, width: int) -> dict[int, bytes]:
    """Page trees below each other, each `width` times in the one above."""
    below = [*range(11, 10 + depth), 3]
    return {10 + level: b"<< /Type /Pages /Count 1 /Kids [%s] >>" % (b"%d 0 R " % below[level] * width) for level in range(depth)}


def test_the_words_of_a_page_and_of_the_forms_it_draws() -> None:
    assert texts(pdf()) == ["words"]
    assert texts(pdf(stream(WORDS + b" /X1 Do"))) == ["words\ninner"]


def packed(content: bytes, filters: bytes) -> bytes:
    return b"<< /Filter %s /Length %d >>\nstream\n%s\nendstream" % (filters, len(content), content)


ZEROS = zlib.compress(bytes(100_000_000), 9)
ENDLESS = {
    "very many pages": lambda: pdf(kids=MANY),
    "a page tree that doubles": lambda: pdf(kids=b"[10 0 R]", more=tree(25, 2)),
    "a page tree that is very deep": lambda: pdf(kids=b"[10 0 R]", more=tree(3000, 1)),
    "a page tree that holds itself": lambda: pdf(kids=b"[2 0 R 2 0 R]"),
    "a stream of zeros": lambda: pdf(packed(ZEROS, b"/FlateDecode")),
    "a stream of zeros packed twice": lambda: pdf(packed(zlib.compress(ZEROS, 9), b"[/FlateDecode /FlateDecode]")),
    "very many operators": lambda: pdf(stream(b"q " * 3_000_000)),
    "the same operators on many pages": lambda: pdf(stream(b"BT /F1 12 Tf (w) Tj ET\n" * 2_000), kids=b"[" + b"3 0 R " * 4_000 + b"]"),
    "arrays in arrays": lambda: pdf(stream(b"[" * 1_000_000)),
    "forms that draw each other twice": lambda: pdf(
        stream(b"/X1 Do"), more={number: stream(b"/X1 Do /X1 Do", FORM % (number + 1)) for number in range(6, 60)}
    ),
    "a form that draws itself": lambda: pdf(stream(b"/X1 Do"), more={6: stream(b"/X1 Do", FORM % 6)}),
    "a font of all characters many times": lambda: pdf(
        more={5: MAPPED, 7: cmap(b"1 beginbfrange <0000> <FFFF> <0000> endbfrange " * 50)}
    ),
    "a sign that stands for a book": lambda: pdf(more={5: MAPPED, 7: cmap(b"1 beginbfchar <77> <" + b"0041" * 90_000 + b"> endbfchar")}),
    "a stream as long as itself": lambda: pdf(b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"),
    "noise that should be packed": lambda: pdf(packed(bytes(range(1, 250)) * 4_000, b"/FlateDecode")),
    "objects without end": lambda: b"%PDF-1.4\n" + b"1 0 obj\n" * 100_000,
    "tables of places without end": lambda: b"%PDF-1.4\n" + b"startxref\n" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_a_pdf_that_asks_for_endless_work_is_refused_soon(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "FREE_OPERATORS", 50_000)
    content = ENDLESS[name]()
    began = time.process_time()
    with pytest.raises(MalformedSource) as caught:
        pages_of(content, "given.pdf")
    assert time.process_time() - began < 20
    assert (caught.value.where, bool(caught.value.hint)) == ("given.pdf", True)
    assert str(caught.value).isprintable()


def test_the_same_damage_is_told_in_the_same_words() -> None:
    said = set()
    for _ in range(2):
        with pytest.raises(MalformedSource) as caught:
            pages_of(ENDLESS["a stream as long as itself"](), "given.pdf")
        said.add(str(caught.value))
    assert len(said) == 1


@pytest.mark.parametrize(
    ("bound", "value", "said"),
    [
        ("MAX_PAGES", 2, "3 pages"),
        ("MAX_SECONDS", -1.0, "seconds"),
        ("MAX_CHARACTERS", 9, "characters"),
        ("FREE_OPERATORS", -10_000, "steps"),
    ],
)
def test_what_adds_up_over_pages_is_bounded(bound: str, value: float, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf(kids=b"[3 0 R 3 0 R 3 0 R]")
    assert texts(content) == ["words"] * 3
    monkeypatch.setattr(pdf_pages, bound, value)
    with pytest.raises(MalformedSource, match=said):
        pages_of(content, "given.pdf")


def test_words_that_would_be_lost_unsaid_are_damage() -> None:
    with pytest.raises(MalformedSource, match="damaged"):
        pages_of(pdf(stream(WORDS + b" /X1 Do"), more={6: packed(b"noise" * 9, b"/FlateDecode")}), "given.pdf")


@pytest.mark.parametrize("ranges", [b"1 beginbfrange <00> <FF> <D800> endbfrange", b"1 beginbfrange <00> <FF> <0000> endbfrange"])
def test_signs_that_a_font_maps_to_no_character_show_as_such(ranges: bytes) -> None:
    found = texts(pdf(more={5: MAPPED, 7: cmap(ranges + b" 1 beginbfchar <77> <0000> endbfchar")}))
    found[0].encode("utf-8")
    assert "\ufffd" in found[0]
    assert "\x00" not in found[0]
