"""HTML and XHTML of every layout: which of them a page is, told from what stands in it, never from its name."""

from __future__ import annotations

from extract.blocks import Layout
from extract.readers import consolidated_html, flat_html, oj_html, unprefixed_html
from extract.source import Source


def read(source: Source) -> Layout:
    """The page's text as blocks. Raises UnsupportedDialect for HTML of a layout that is not read."""
    if consolidated_html.is_consolidated(source.text):
        return consolidated_html.read(source)
    if "eli-container" in source.text:
        return oj_html.read(source)
    if unprefixed_html.is_unprefixed(source.text):
        return unprefixed_html.read(source)
    return flat_html.read(source)
