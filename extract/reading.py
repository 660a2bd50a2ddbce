"""A file to the act it holds: recognise, read, nest, name."""

from __future__ import annotations

import re
from pathlib import Path

from extract.blocks import Layout
from extract.languages import LANGUAGES, Drafting
from extract.nesting import nest, title_of
from extract.readers import oj_html, pdf, text
from extract.source import Format, Source, read_source
from kg.errors import InvalidId, MalformedSource
from kg.ids import ActId, celex_from_citation, celex_of_eli, eli_of_act
from kg.model import Act

_ISSUE = re.compile(
    r"(?P<date>\d{1,2}\.\d{1,2}\.\d{4}) (?:[A-Z]{2} )?Official Journal of the European Union (?P<series>[LC]) (?P<issue>\d+)/\d+"
)
_SERIES = re.compile(r"\bOJ ([LC]),|\b([LC]) series")
_DATE = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b")

_READERS = {Format.XHTML: oj_html.read, Format.HTML: oj_html.read, Format.PDF: pdf.read, Format.TEXT: text.read}


def read_file(path: Path) -> Act:
    """The act in a file. Raises SourceError or StructureError with what is wrong and where."""
    return read_act(read_source(path))


def read_layout(source: Source) -> Layout:
    """The blocks of a source, by the reader of its format."""
    return _READERS[source.format](source)


def read_act(source: Source) -> Act:
    """The act in a source."""
    layout = read_layout(source)
    drafting = LANGUAGES[layout.language]
    title = title_of(layout, drafting)
    celex = _celex(title, layout, drafting, source)
    nested = nest(layout, celex, source.name, drafting)
    return Act(
        celex=celex,
        eli=layout.eli or eli_of_act(celex, title),
        language=layout.language,
        version="oj",
        title=title,
        provisions=nested.provisions,
        source=source.info(layout.language),
        dropped=(*layout.dropped, *nested.dropped),
        journal=_journal(layout, celex),
    )


def _journal(layout: Layout, celex: str) -> str:
    """Where the act was published, from its page furniture; since October 2023 each act is an issue of its own, known by its number."""
    words = " ".join(one.text for one in layout.dropped if one.bucket.startswith("furniture"))
    issue = _ISSUE.search(words)
    if issue is not None:
        return f"OJ {issue['series']} {issue['issue']}, {issue['date']}"
    series, day = _SERIES.search(words), _DATE.search(words)
    if series is None or day is None:
        return ""
    return f"OJ {series[1] or series[2]}, {celex[1:5]}/{int(celex[6:10])}, {day[0]}"


def _celex(title: str, layout: Layout, drafting: Drafting, source: Source) -> ActId:
    """From the number in the title, else from the act's own ELI."""
    match = drafting.act_number.search(title)
    try:
        return celex_from_citation(match["kind"], match["number"]) if match else celex_of_eli(layout.eli)
    except InvalidId as error:
        hint = "Give the full text of an EU regulation, directive or decision as published in the Official Journal."
        raise MalformedSource("no EU act found: its title names no act number", where=source.name, hint=hint) from error
