"""XHTML of the Official Journal as made before 2023: the classes of today without their "oj-" ("ti-art", "normal", "note"), no containers.

Each class gets its prefix, and the element around the title and the articles becomes the container, so that `oj_html` reads the page;
what stands outside it is the site's, and the masthead ("hd-…") is furniture wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from extract.blocks import Layout
from extract.readers.markup import Closed, Event, Opened, events_of
from extract.readers.oj_html import layout_of
from extract.source import Source

DIALECT: Final = "official journal before 2023"
_CLASSES: Final = re.compile(r"(?:doc-ti|ti-|sti-|hd-|note|normal|tbl-|signatory|final|enumeration-spacing|expanded)\S*")
_TELLING: Final = re.compile(r"class=[\"'](?:ti-art|doc-ti)\b")


def is_unprefixed(text: str) -> bool:
    """Whether a page has the classes of the Official Journal without their prefix."""
    return len(_TELLING.findall(text)) > 1


def read(source: Source) -> Layout:
    """The page's text as blocks."""
    events = events_of(source.text)
    return replace(layout_of(source, _prefixed(events, _container_of(events))), dialect=DIALECT)


def _container_of(events: Sequence[Event]) -> int:
    """Where the innermost element begins that holds everything from the title to the last article."""
    found: list[int] | None = None
    path: list[Opened] = []
    for event in events:
        if isinstance(event, Opened):
            if event.css.startswith(("doc-ti", "ti-art")):
                around = [element.start for element in path]
                found = around if found is None else [start for start in found if start in around]
            path.append(event)
        elif isinstance(event, Closed):
            at = next((index for index in range(len(path) - 1, -1, -1) if path[index].tag == event.tag), None)
            del path[len(path) if at is None else at :]
    return found[-1] if found else 0


def _prefixed(events: Iterable[Event], container: int) -> Iterator[Event]:
    """The events with the classes of today."""
    for event in events:
        if not isinstance(event, Opened):
            yield event
            continue
        css = f"oj-{event.css}" if _CLASSES.fullmatch(event.css.partition(" ")[0]) else event.css
        yield replace(event, css=f"{css} eli-container".strip() if event.start == container else css)
