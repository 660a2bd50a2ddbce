"""Definitions: the terms an act defines and the provisions that define them.

Drafting rule (Joint Practical Guide 14): definitions stand together in an article of their own, as numbered points that put the term in
quotation marks before "means". A term's synonyms stand beside it: "‘A’ or ‘B’ means", "‘A’, ‘B’ or ‘C’ means".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model import Act, Definition, Kind, Provision, Span, walk

_DEFINES = re.compile(
    r"[‘“](?P<term>[^’”]{2,120})[’”](?P<more>(?:(?:,|,? (?:or|and)) [‘“][^’”]{2,120}[’”])*),?"
    r"(?: [^.;:‘“]{0,60}?)? (?:means?|shall mean|refers? to|has the meaning)\b"
)
_QUOTED = re.compile(r"[‘“«»„]([^’”»«]+)[’”»«]")
_BY_COLON = re.compile(
    r"[«»„“‘](?P<term>[^»«”’]{2,120})[»«”’](?P<more>(?:(?:,|,? (?:ou|eller|of|et|og|en)) [«»„“‘][^»«”’]{2,120}[»«”’])*)[^.;:«»„]{0,80}\s?:"
)
_FORMS = {"en": _DEFINES, "fr": _BY_COLON, "da": _BY_COLON, "nl": _BY_COLON}
"""Where English says "means", other languages put a colon behind the quoted term."""


def find_definitions(act: Act) -> tuple[Definition, ...]:
    """Every definition of the act, in order; the span covers the term inside its quotation marks."""
    enacting = [top for top in act.provisions if top.kind not in (Kind.PREAMBLE, Kind.FOOTNOTE)]
    form = _FORMS.get(act.language, _DEFINES)
    return tuple(found for provision in walk(tuple(enacting)) for found in _definition_in(provision, form))


def _definition_in(provision: Provision, form: re.Pattern[str]) -> Iterable[Definition]:
    if provision.kind not in (Kind.POINT, Kind.INDENT, Kind.PARAGRAPH):
        return
    match = form.match(provision.text)
    if match is not None:
        yield Definition(
            term=match["term"].strip(),
            variants=tuple(_QUOTED.findall(match["more"])),
            provision=provision.id,
            span=Span(start=match.start("term"), end=match.end("term")),
        )
