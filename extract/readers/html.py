"""HTML and XHTML of every layout: which of them a page is, told from what stands in it, never from its name."""

from __future__ import annotations

from extract.blocks import Layout
from extract.readers import consolidated_html, oj_html
from extract.source import Source


def read(source: Source) -> Layout:
    """The page's text as blocks. Raises UnsupportedDialect for HTML of a layout that is not read."""
    if consolidated_html.is_consolidated(source.text):
        return consolidated_html.read(source)
    return oj_html.read(source)
