"""PDFs of the Official Journal: each page's text as pypdf extracts it, read as lines (`extract.readers.text`)."""

from __future__ import annotations

from extract.blocks import Layout
from extract.readers.lines import lines_of
from extract.readers.text import layout_of, refuse_endless
from extract.source import Source


def read(source: Source) -> Layout:
    """The pages of a PDF as blocks; every block knows its page. Raises UnsupportedDialect as `layout_of` does."""
    refuse_endless(source)
    spots = source.spots or ((),) * len(source.pages)
    pages = [lines_of(text, number, spots=placed) for number, (text, placed) in enumerate(zip(source.pages, spots, strict=True), 1)]
    return layout_of(pages, source.name)
