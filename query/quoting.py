"""Quotations from the library: a span of a provision's field, and where those words stand in the source shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.library import Library, PlaceRow, ProvisionRow, SourceRow
from kg.model import Field, Origin
from query.answer import Quote, QuotePlace


def quote(library: Library, row: ProvisionRow, field: Field, start: int, end: int) -> Quote:
    """The words of a span as evidence, with their place in the best source of the text."""
    return Quote(
        provision=row.id,
        version=row.text.version,
        language=row.text.language,
        field=field,
        start=start,
        end=end,
        text=row.words(field)[start:end],
        place=place_of(library.places(row.id, row.text)[0], field, start, end),
    )


def place_of(found: PlaceRow, field: Field, start: int, end: int) -> QuotePlace:
    """Where characters `start` to `end` of a field stand in a source; the provision's own place where the pieces do not say."""
    pieces = overlapping(found.origins, field, start, end)
    if not pieces:
        where = found.place
        return _placed(found.source, where.start, where.end, where.page)
    first, last = pieces[0], pieces[-1]
    begin, finish = first.start + max(start - first.at, 0), last.start + min(end, last.at + last.length) - last.at
    return _placed(found.source, begin, finish, first.page, last.page if last.page != first.page else None)


def _placed(source: SourceRow, start: int, end: int, page: int | None, end_page: int | None = None) -> QuotePlace:
    """A place; the parts of an archive have names in place of page numbers."""
    if source.members and page is not None:
        return QuotePlace(source=source.file, sha256=source.sha256, start=start, end=end, member=source.members[page - 1])
    return QuotePlace(source=source.file, sha256=source.sha256, start=start, end=end, page=page, end_page=end_page)


def where_of(found: PlaceRow) -> dict[str, Any]:
    """Where a provision stands in a source, as JSON holds it."""
    place = found.place
    page = None if place.member else place.page
    return {"source": found.source.file, "page": page, "start": place.start, "end": place.end} | (
        {"member": place.member} if place.member else {}
    )


def overlapping(origins: Sequence[Origin], field: Field, start: int, end: int) -> list[Origin]:
    """The pieces of a field that share characters with a span, in order."""
    return [one for one in origins if one.field is field and one.at < end and start < one.at + one.length]
