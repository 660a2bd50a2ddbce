"""Definitions: the terms an act defines and the provisions that define them.

Drafting rule (Joint Practical Guide 14): definitions stand together in an article of their own, as numbered points that put the term in
quotation marks before "means"; other languages put a colon in its place, French a colon or a comma. A term's synonyms stand beside it:
"‘A’ or ‘B’ means", "‘A’, ‘B’ or ‘C’ means". In a list of definitions a point whose quotation marks or colon are misprinted is one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.counts import defining_points, lists_definitions
from kg.model import Act, Definition, Kind, Provision, Span, walk

_PAIRS = (("«", "»"), ("»", "«"), ("“", "”"), ("„", "“"), ("„", "”"), ("‘", "’"), ('"', '"'))
"""Quotation marks of all languages, as they open and close; an apostrophe inside the others closes nothing."""
_QUOTED_TERM = "|".join(f"{opens}(?P<term{at}>[^{closes}]{{2,120}}){closes}" for at, (opens, closes) in enumerate(_PAIRS))
_MORE = "|".join(f"{opens}[^{closes}]{{2,120}}{closes}" for opens, closes in _PAIRS)
_QUOTED = re.compile(r"[‘“«»„\"]([^’”»«\"]+)[’”»«\"]")

_BY_MEANS = re.compile(
    r"[‘“](?P<term0>[^’”]{2,120})[’”](?P<more>(?:(?:,|,? (?:or|and)) [‘“][^’”]{2,120}[’”])*),?"
    r"(?: [^.;:‘“]{0,60}?)? (?:means?|shall mean|refers? to|has the meaning)\b"
)
_HEAD = rf"(?:{_QUOTED_TERM})(?P<more>(?:(?:,|,? (?:ou|eller|of|et|og|en)) (?:{_MORE}))*)[^.;:«»„“]{{0,80}}?\s?"
_BY_COLON = re.compile(_HEAD + ":")
_BY_COMMA = re.compile(_HEAD + "[:,]")
_STRICT = {"en": _BY_MEANS, "fr": _BY_COLON, "da": _BY_COLON, "nl": _BY_COLON}
_IN_LISTS = {"fr": _BY_COMMA}
"""A comma tells a definition only in an article of definitions."""
_MISPRINTED = (
    re.compile(rf"(?:[^«»„“‘”:;.]{{0,80}} )?(?:{_QUOTED_TERM})(?P<more>)"),
    re.compile(r"[«»„“‘]?(?P<term0>[^«»„“”:;]{2,120}?)(?:[»«”’]|\s?:| means?\b)(?P<more>)"),
)
"""How a point of a list of definitions begins in spite of a misprint: with another mark, or without one of its two marks."""


def find_definitions(act: Act) -> tuple[Definition, ...]:
    """Every definition of the act, in order; the span covers the term inside its quotation marks."""
    enacting = walk(tuple(top for top in act.provisions if top.kind not in (Kind.PREAMBLE, Kind.FOOTNOTE)))
    articles = [one for one in enacting if one.kind is Kind.ARTICLE]
    lists = {part.id for one in articles if lists_definitions(one, act.language) for part in walk((one,))}
    surely = {point.id for one in articles for point in defining_points(one, act.language)}
    strict = _STRICT.get(act.language, _BY_MEANS)
    in_lists = _IN_LISTS.get(act.language, strict)
    forms = {True: (in_lists, *_MISPRINTED), False: (in_lists,)}
    return tuple(found for one in enacting for found in _definition_in(one, forms[one.id in surely] if one.id in lists else (strict,)))


def _definition_in(provision: Provision, forms: Iterable[re.Pattern[str]]) -> Iterable[Definition]:
    """The definition that a provision begins with, by the first form that fits."""
    if provision.kind not in (Kind.POINT, Kind.INDENT, Kind.PARAGRAPH):
        return
    match = next((found for form in forms if (found := form.match(provision.text))), None)
    if match is not None:
        name = next(name for name, words in match.groupdict().items() if name.startswith("term") and words)
        yield Definition(
            term=match[name].strip(),
            variants=tuple(_QUOTED.findall(match["more"])),
            provision=provision.id,
            span=Span(start=match.start(name), end=match.end(name)),
        )
