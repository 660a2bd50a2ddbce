"""Quoting: the words of a span, and where they stand in the source shown."""

from __future__ import annotations

import pytest

from kg.library import Library, PlaceRow, SourceRow
from kg.model import Field, Origin, Place
from query.quoting import overlapping, place_of, quote
from tests.query.conftest import CELEX, Row

SOURCE = SourceRow(row=1, file="act.pdf", format="pdf", sha256="0" * 64, language="en", pages=9, rank=3)


def piece(at: int, length: int, start: int, page: int | None = 1, field: Field = Field.TEXT) -> Origin:
    return Origin(field=field, at=at, length=length, start=start, page=page)


def found(*origins: Origin) -> PlaceRow:
    place = Place(source="act.pdf", start=700, end=900, page=7)
    return PlaceRow(source=SOURCE, place=place, same_text=True, origins=origins)


@pytest.mark.parametrize(
    ("span", "start", "end", "page", "end_page"),
    [
        ((0, 10), 100, 110, 1, None),
        ((3, 7), 103, 107, 1, None),
        ((5, 25), 105, 205, 1, 2),
        ((20, 25), 200, 205, 2, None),
    ],
)
def test_a_place_counts_in_the_pieces_a_span_runs_over(
    span: tuple[int, int], start: int, end: int, page: int, end_page: int | None
) -> None:
    place = place_of(found(piece(0, 10, 100), piece(20, 10, 200, page=2)), Field.TEXT, *span)
    assert (place.start, place.end, place.page, place.end_page) == (start, end, page, end_page)


def test_without_pieces_the_provisions_own_place_is_given() -> None:
    place = place_of(found(), Field.TEXT, 0, 5)
    assert (place.start, place.end, place.page) == (700, 900, 7)


@pytest.mark.parametrize(("span", "count"), [((0, 10), 1), ((9, 11), 2), ((10, 12), 1), ((12, 14), 0), ((0, 30), 2)])
def test_pieces_overlap_a_span_by_at_least_a_character(span: tuple[int, int], count: int) -> None:
    pieces = (piece(0, 10, 100), piece(10, 2, 150), piece(0, 30, 1, field=Field.HEADING))
    assert len(overlapping(pieces, Field.TEXT, *span)) == count


def test_a_quotation_holds_the_words_of_its_span(library: Library, row: Row) -> None:
    body = row("art_8/par_4").body
    made = quote(library, row("art_8/par_4"), Field.TEXT, 4, 12)
    assert (made.text, made.provision, made.version, made.language) == (body[4:12], f"{CELEX}/art_8/par_4", "oj", "en")


def test_a_quotation_names_the_best_source(library: Library, row: Row) -> None:
    assert quote(library, row("rct_1"), Field.TEXT, 0, 5).place.source == "act.xhtml"


def test_words_over_a_page_break_name_both_pages(paged: Library) -> None:
    """Recital 20 of the sample act runs from its second page to its third."""
    row = paged.provision(f"{CELEX}/rct_20", paged.texts()[0])
    place = quote(paged, row, Field.TEXT, 0, len(row.body)).place
    assert (place.page, place.end_page) == (2, 3)
