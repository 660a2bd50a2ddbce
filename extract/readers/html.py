"""HTML and XHTML of every layout: which of them a page is, told from what stands in it, never from its name."""

from __future__ import annotations

from typing import Final

from extract.blocks import Layout
from extract.readers import consolidated_html, flat_html, oj_html, unprefixed_html
from extract.readers.markup import Closed, Opened, events_of
from extract.source import Source
from kg.errors import MalformedSource

MAX_DEPTH: Final = 1_000
"""Elements open at once. Pages of acts stay below 40; what each word stands in is asked of all that is open, so that depth costs time."""


def read(source: Source) -> Layout:
    """The page's text as blocks.

    Raises UnsupportedDialect for HTML of a layout that is not read, MalformedSource for elements within elements without end.
    """
    _refuse_deep(source)
    if consolidated_html.is_consolidated(source.text):
        return consolidated_html.read(source)
    if "eli-container" in source.text:
        return oj_html.read(source)
    if unprefixed_html.is_unprefixed(source.text):
        return unprefixed_html.read(source)
    return flat_html.read(source)


def _refuse_deep(source: Source) -> None:
    """A paragraph that is left open ends where the next begins, as in old pages."""
    path: list[str] = []
    for event in events_of(source.text):
        if isinstance(event, Opened) and not (event.tag == "p" and path[-1:] == ["p"]):
            path.append(event.tag)
        elif isinstance(event, Closed) and event.tag in path:
            while path.pop() != event.tag:
                pass
        if len(path) > MAX_DEPTH:
            said = f"elements within elements over {MAX_DEPTH} deep (character {event.start})"
            raise MalformedSource(said, where=source.name, hint="It is damaged. Download it again.")
