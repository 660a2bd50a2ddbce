"""Formex 4, in which the Publications Office keeps the Official Journal: an act in one file or in parts, or a consolidated text.

The structure that Formex marks is not taken over as it stands: its elements become blocks with labels and depths, and the one nesting
routine reads them as those of any format. What Formex marks beyond other formats (where a note is called, what is a table) stays
marked; its bibliographic elements go to a bucket of their own.
"""

from __future__ import annotations

from extract.blocks import Block, Layout
from extract.readers.formex_about import about
from extract.readers.formex_flow import Flow
from extract.readers.formex_notes import NoteNumbers
from extract.readers.xml_elements import root_of
from extract.readers.xml_lines import XmlLines
from extract.source import Source
from kg.model import Dropped

_DIALECTS = {"CONS.ACT": "consolidated", "COMBINED.FMX": "combined"}


def read(source: Source) -> Layout:
    """The parts of a Formex source as blocks. Raises MalformedSource for XML that is broken or asks for more than itself."""
    names = source.members or (source.name,)
    roots = [root_of(text, name) for text, name in zip(source.pages, names, strict=True)]
    said = about(roots)
    notes = NoteNumbers()
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for number, root in enumerate(roots, 1):
        member = names[number - 1] if source.members else None
        lines = XmlLines(number if member else None)
        flow = Flow(source=source.name, member=member, language=said.language, notes=notes, lines=lines)
        flow.take(root)
        lines.end(final=True)
        blocks += lines.blocks
        dropped += flow.dropped
    return Layout(
        blocks=tuple(blocks),
        dropped=tuple(dropped),
        language=said.language,
        eli=said.eli,
        celex=said.celex,
        version=said.version,
        dialect=next((_DIALECTS[root.tag] for root in roots if root.tag in _DIALECTS), "act"),
        journal=said.journal,
    )
