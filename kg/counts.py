"""How many provisions of each kind an act holds, counted as people count them.

`section` counts sections of chapters, titles and parts; those of annexes stand under `annex_section`. `definition` counts the points
that define a term in the act's definitions article: one whose heading or introductory words speak of definitions and whose points
begin with a quoted term followed by "means".

Drafting rule: Joint Practical Guide 14 (definitions stand in an article of their own, each in a point, the term in quotation marks).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from kg.model import Act, Kind, Provision, walk

_ALWAYS: Final = (
    "recital", "article", "annex", "chapter", "section", "definition", "citation",
    "paragraph", "subparagraph", "point", "indent", "footnote", "annex_section",
)  # fmt: skip
_WHERE_USED: Final = ("part", "title", "subsection")
_SAYS_SO: Final = {
    "en": re.compile(r"\bdefinitions?\b", re.IGNORECASE),
    "fr": re.compile(r"\bdéfinitions?\b", re.IGNORECASE),
    "da": re.compile(r"\bdefinition(?:er)?\b", re.IGNORECASE),
    "nl": re.compile(r"\bdefinities?\b", re.IGNORECASE),
}
_DEFINES: Final = {
    "en": re.compile(r"[‘“'\"][^’”\"]{1,200}[’”'\"][^.;:]{0,200}?\bmeans?\b"),
    "fr": re.compile(r"«[^»]{1,200}»[^.;:]{0,200}?:"),
    "da": re.compile(r"[»„“\"][^«”\"]{1,200}[«”\"][^.;:]{0,200}?:"),
    "nl": re.compile(r"[„“‘\"][^”’\"]{1,200}[”’\"][^.;:]{0,200}?:"),
}


def counts(act: Act) -> dict[str, int]:
    """The number of provisions of each kind, the kinds people ask for first; a grouping no article stands in is left out."""
    found = Counter(_name(provision, parent) for provision, parent in _with_parents(act.provisions))
    found["definition"] = sum(len(_defining_points(article, act.language)) for article in _articles(act))
    names = (*_ALWAYS, *(name for name in _WHERE_USED if found[name]))
    return {name: found[name] for name in names}


def told(found: Mapping[str, int], most: int | None = None) -> str:
    """Counts in words, those of nothing left out: "25 recitals, 1 annex"."""
    there = [(number, name.replace("_", " ")) for name, number in found.items() if number]
    return ", ".join(f"{number} {name if number == 1 else name + ('es' if name.endswith('x') else 's')}" for number, name in there[:most])


def _with_parents(provisions: Iterable[Provision], parent: Kind | None = None) -> Iterable[tuple[Provision, Kind | None]]:
    for provision in provisions:
        yield provision, parent
        yield from _with_parents(provision.children, provision.kind)


def _name(provision: Provision, parent: Kind | None) -> str:
    in_annex = provision.kind is Kind.SECTION and parent in (Kind.ANNEX, Kind.PART) and "/anx_" in provision.id
    return "annex_section" if in_annex else str(provision.kind.value)


def _articles(act: Act) -> Iterable[Provision]:
    return (provision for provision in walk(act.provisions) if provision.kind is Kind.ARTICLE)


def _defining_points(article: Provision, language: str) -> tuple[Provision, ...]:
    """The points of a definitions article that define a term; none of any other article."""
    says_so, defines = _SAYS_SO.get(language), _DEFINES.get(language)
    hosts = (article, *(part for part in article.children if part.kind in (Kind.PARAGRAPH, Kind.SUBPARAGRAPH)))
    if says_so is None or defines is None or not any(says_so.search(f"{host.heading} {host.text}") for host in hosts):
        return ()
    points = (part for host in hosts for part in host.children if part.kind is Kind.POINT)
    return tuple(point for point in points if defines.match(point.text))
