"""A file to the act it holds: recognise, read, nest, name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from extract.blocks import Layout
from extract.languages import LANGUAGES, Drafting, detect
from extract.nesting import nest, title_of
from extract.readers import akn, formex, html, pdf, text
from extract.source import Format, Source, read_source
from kg.errors import InvalidId, MalformedSource, UnsupportedDialect
from kg.ids import ActId, act_id, celex_from_citation, celex_of_eli, eli_of_act
from kg.model import Act

_ISSUE = re.compile(r"(?<![A-Z])(?P<series>[LC]) ?(?P<issue>\d{1,4})/(?P<page>\d{1,4})(?!\d)")
_OLD_ISSUE = re.compile(r"Official Journal (?P<series>[LC]) (?P<issue>\d+) ?, (?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{4})")
_SERIES = re.compile(r"\b(?:OJ|JO|EUT|PB) (?P<one>[LC]),|\b(?P<two>[LC])(?: series|-udgaven|-serie\b)|\b[Ss]érie (?P<three>[LC])\b")
"""The series of the Official Journal as its pages name it in each language."""
_ENOUGH: Final = 60
"""Blocks from which the language is told."""
_OPENING: Final = 40
"""Characters of a title within which a corrigendum says that it is one."""
_DATE = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.\d{4}(?!\d)")

_READERS = {
    Format.FORMEX: formex.read, Format.XHTML: html.read, Format.HTML: html.read, Format.AKN: akn.read, Format.PDF: pdf.read,
    Format.TEXT: text.read,
}  # fmt: skip


def read_file(path: Path) -> Act:
    """The act in a file. Raises SourceError or StructureError with what is wrong and where."""
    return read_act(read_source(path))


def read_layout(source: Source) -> Layout:
    """The blocks of a source, by the reader of its format; its language is detected where the source does not say it.

    Raises SourceError for a source that is not read, among them one in a language without a table of drafting words.
    """
    layout = _READERS[source.format](source)
    if layout.language in LANGUAGES:
        return layout
    return replace(layout, language=detect(" ".join(block.text for block in layout.blocks[:_ENOUGH]), source.name))


def read_act(source: Source) -> Act:
    """The act in a source."""
    layout = read_layout(source)
    drafting = LANGUAGES[layout.language]
    title = title_of(layout, drafting)
    if drafting.corrigendum.search(title[:_OPENING]):
        said = f"this is a corrigendum, not an act: {title[:80]!r}"
        raise UnsupportedDialect(said, where=source.name, hint="Give the act itself, or its consolidated text, which has the correction.")
    celex = _celex(title, layout, drafting, source)
    nested = nest(layout, celex, source.name, drafting, source.members)
    return Act(
        celex=celex,
        eli=layout.eli or eli_of_act(celex, title),
        language=layout.language,
        version=layout.version,
        title=title,
        provisions=nested.provisions,
        source=source.info(layout.language, layout.dialect),
        dropped=(*layout.dropped, *nested.dropped),
        journal=layout.journal or _journal(layout, celex),
    )


def _journal(layout: Layout, celex: str) -> str:
    """Where the act was published, from its page furniture; since October 2023 each act is an issue of its own, known by its number."""
    words = " ".join(one.text for one in layout.dropped if one.bucket.startswith("furniture"))
    issue, day = _ISSUE.search(words), _DATE.search(words)
    own = f"{celex[1:5]}/{int(celex[6:10])}"
    if issue is not None and day is not None:
        by_act = f"{issue['issue']}/{issue['page']}" == own
        return f"OJ {issue['series']}, {own}, {day[0]}" if by_act else f"OJ {issue['series']} {issue['issue']}, {day[0]}"
    old = _OLD_ISSUE.search(words)
    if old is not None:
        return f"OJ {old['series']} {int(old['issue'])}, {int(old['day'])}.{int(old['month'])}.{old['year']}"
    series = _SERIES.search(words)
    if series is None or day is None:
        return ""
    return f"OJ {next(letter for letter in series.groups() if letter)}, {own}, {day[0]}"


def _celex(title: str, layout: Layout, drafting: Drafting, source: Source) -> ActId:
    """As the source says, else from the number in the title, else from the act's own ELI."""
    match = drafting.act_number.search(title)
    try:
        if layout.celex:
            return act_id(layout.celex)
        return _cited(match["kind"], match["number"], drafting) if match else celex_of_eli(layout.eli)
    except InvalidId as error:
        hint = "Give the full text of an EU regulation, directive or decision as published in the Official Journal."
        raise MalformedSource("no EU act found: its title names no act number", where=source.name, hint=hint) from error


def _cited(kind: str, number: str, drafting: Drafting) -> ActId:
    """The CELEX number of an act cited in the words of any language: "règlement n° 300/2008" is "Regulation No 300/2008"."""
    english = next((name for word, name in drafting.act_kinds if word in kind.lower()), kind)
    return celex_from_citation(english, re.sub(r"(?:nr\.?|n°)\s*(?=\d)", "No ", number))
