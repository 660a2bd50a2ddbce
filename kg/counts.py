"""How many provisions of each kind an act holds, counted as people count them.

`section` counts sections of chapters, titles and parts; those of annexes stand under `annex_section`, and other groupings of annexes
likewise. `definition` counts the points that define a term in the act's definitions article: one whose heading or introductory words
speak of definitions, or are no more than "For the purposes of this Regulation:". Its points begin with a quoted term followed by "means",
in older acts by a colon, in French by a comma or colon, in Danish and Dutch by a colon. Short names and definitions elsewhere are not
counted.

Drafting rule: Joint Practical Guide 14 (definitions stand in an article of their own, each in a point, the term in quotation marks).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from kg.model import GROUPINGS, Act, Kind, Provision, walk

_ALWAYS: Final = (
    "recital", "article", "annex", "chapter", "section", "definition", "citation",
    "paragraph", "subparagraph", "point", "indent", "footnote", "annex_section",
)  # fmt: skip
_WHERE_USED: Final = (
    "part",
    "title",
    "subsection",
    "annex_part",
    "annex_title",
    "annex_chapter",
    "annex_subsection",
    "table",
    "row",
    "cell",
)
_SAYS_SO: Final = {
    "en": re.compile(r"\bdefinitions?\b|^ ?For the purposes? of this (?:Regulation|Directive|Decision):$", re.IGNORECASE),
    "fr": re.compile(r"\bdéfinitions?\b", re.IGNORECASE),
    "da": re.compile(r"\bdefinition(?:er)?\b", re.IGNORECASE),
    "nl": re.compile(r"\bdefinities?\b", re.IGNORECASE),
}
_DEFINES: Final = {
    "en": re.compile(r"[‘“'\"][^’”\"]{1,200}[’”'\"](?:[^.;:]{0,200}?\bmeans?\b|\s?:)"),
    "fr": re.compile(r"(?:«[^»]{1,200}»|“[^”]{1,200}”)[^.;:]{0,200}?[:,]"),
    "da": re.compile(r"(?:»[^«]{1,200}«|[„“][^”]{1,200}[”]|\"[^\"]{1,200}\")[^.;:]{0,200}?:"),
    "nl": re.compile(r"(?:[„“][^”]{1,200}”|‘[^’]{1,200}’|\"[^\"]{1,200}\")[^.;:]{0,200}?:"),
}


def counts(act: Act) -> dict[str, int]:
    """The number of provisions of each kind, the kinds people ask for first; a grouping no article stands in is left out."""
    found = Counter(map(_name, walk(act.provisions)))
    found["definition"] = sum(len(defining_points(article, act.language)) for article in _articles(act))
    names = (*_ALWAYS, *(name for name in _WHERE_USED if found[name]))
    return {name: found[name] for name in names}


def told(found: Mapping[str, int], most: int | None = None) -> str:
    """Counts in words, those of nothing left out: "25 recitals, 1 annex"."""
    there = [(number, name.replace("_", " ")) for name, number in found.items() if number]
    return ", ".join(f"{number} {name if number == 1 else name + ('es' if name.endswith('x') else 's')}" for number, name in there[:most])


def _name(provision: Provision) -> str:
    in_annex = provision.kind in GROUPINGS and "/anx_" in provision.id
    return f"annex_{provision.kind.value}" if in_annex else provision.kind.value


def _articles(act: Act) -> Iterable[Provision]:
    return (provision for provision in walk(act.provisions) if provision.kind is Kind.ARTICLE)


def lists_definitions(article: Provision, language: str) -> bool:
    """Whether an article's heading or introductory words speak of definitions."""
    says_so = _SAYS_SO.get(language)
    return says_so is not None and any(says_so.search(f"{host.heading} {host.text}") for host in (article, *_divisions(article)))


def _divisions(article: Provision) -> Iterable[Provision]:
    return (part for part in article.children if part.kind in (Kind.PARAGRAPH, Kind.SUBPARAGRAPH))


def defining_points(article: Provision, language: str) -> tuple[Provision, ...]:
    """The points of a definitions article that define a term; none of any other article.

    Where most points of a list define by their form, the others do too: print leaves out a quotation mark or a colon now and then.
    """
    defines = _DEFINES.get(language)
    if defines is None or not lists_definitions(article, language):
        return ()
    out: list[Provision] = []
    for host in (article, *_divisions(article)):
        points = [part for part in host.children if part.kind is Kind.POINT]
        formal = [point for point in points if defines.match(point.text)]
        out += points if len(formal) * 2 > len(points) else formal
    return tuple(out)
