"""Topics of the library: which there are, and which provisions are about one, by weight.

Uses roll up inside an article, a recital or a part of an annex. A provision is about a topic as a whole if its heading or its own words
name it, or at least half of its parts do; otherwise each of those parts is, by itself. What a provision weighs is a sum:

- `log2(1 + uses)`: twice the words are not twice the matter;
- `HEADING` if its own heading names the topic, `ABOVE` if a heading above does (of the article, the chapter, the annex);
- `SPREAD` times the share of its parts that name the topic, if it has several: many points make a list about it;
- `SHARE` times the share of its words that name it, full at `DENSE`: a short provision is about what it names.
"""

from __future__ import annotations

import difflib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from extract.words import phrase_key, words_of
from kg.errors import UnknownProvision
from kg.findings import Edge, Relation
from kg.ids import act_of, ancestors, binds, path_of
from kg.library import Library, ProvisionRow
from kg.model import Field
from kg.rdf import read_topics
from kg.topics import Topic
from query.ask import cite_row
from query.shelf import row_of
from query.show import acts_of

HEADING: Final = 3.0
ABOVE: Final = 1.0
SPREAD: Final = 2.0
SHARE: Final = 2.0
DENSE: Final = 0.1
"""The share of words from which a provision is about nothing else."""
_LANGUAGES: Final = ("en", "fr", "da", "nl", "de")
_OPENING: Final = ("cit_", "pbl_", "tit_", "fnt_")
"""What opens an act says nothing about a topic, nor do footnotes."""
_UNITS: Final = ("rct_", "art_")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A provision about a topic: how much, how often its words stand there, and in which of its parts."""

    row: ProvisionRow
    weight: float
    uses: int
    places: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """What `--json` prints of it."""
        return {
            "id": self.row.id,
            "citation": cite_row(self.row),
            "weight": round(self.weight, 2),
            "version": self.row.text.version,
            "uses": self.uses,
            "places": list(self.places),
        }


def listed(library: Library) -> list[dict[str, Any]]:
    """The topics that the library's acts are about, those with the most provisions first."""
    found = [(node, label, _uses(library, [node])) for node, label in library.nodes("topic")]
    texts = library.texts()
    rows = [
        {
            "id": node,
            "label": label,
            "provisions": len({use.source for use in uses}),
            "uses": len(uses),
            "acts": acts_of((use.source for use in uses), texts),
        }
        for node, label, uses in found
        if uses  # a title of an act alone is no provision
    ]
    return sorted(rows, key=lambda row: (-row["provisions"], row["label"]))


def described(library: Library, named: str, *, narrower: bool = False) -> list[dict[str, Any]]:
    """A topic by its name or any label in any language, with the provisions about it. Raises UnknownProvision.

    Several are given only where a word is a label of several. With `narrower`, uses of all topics below it count as its own.
    """
    scheme = {topic.name: topic for topic in read_topics()}
    found = [topic for topic in scheme.values() if _answers_to(topic, named)]
    if not found:
        raise UnknownProvision(f"no topic {named!r}", hint=_near(named, scheme.values()))
    return [_described(library, topic, scheme, narrower=narrower) for topic in found]


def topics(library: Library, named: str | None = None, *, narrower: bool = False) -> list[dict[str, Any]]:
    """Every topic of the library, or one with the provisions about it. Raises UnknownProvision."""
    return listed(library) if named is None else described(library, named, narrower=narrower)


def _answers_to(topic: Topic, named: str) -> bool:
    return named == topic.name or phrase_key(named) in {phrase_key(form) for _, form in (*topic.forms, *topic.asked)}


def _near(named: str, scheme: Iterable[Topic]) -> str:
    labels = {form.lower(): form for topic in scheme for _, form in (*topic.forms, *topic.asked)}
    close = [labels[one] for one in difflib.get_close_matches(named.lower(), list(labels), n=3, cutoff=0.6)]
    nearest = f"Nearest: {', '.join(close)}. " if close else ""
    return f"{nearest}See `whereas topics` for those there are."


def _described(library: Library, topic: Topic, scheme: dict[str, Topic], *, narrower: bool) -> dict[str, Any]:
    below = tuple(_below(topic, scheme))
    uses = _uses(library, [one.node for one in ((topic, *below) if narrower else (topic,))])
    ranked = about(library, uses)
    return {
        "id": topic.node,
        "label": topic.label,
        "note": topic.note,
        "labels": {tag: _labels(topic, tag) for tag in _LANGUAGES},
        **{name: [_neighbour(library, scheme[one]) for one in getattr(topic, name)] for name in ("broader", "narrower", "related")},
        "matches": list(topic.matches),
        "with_narrower": narrower,
        "provisions": len({use.source for use in uses}),
        "uses": len(uses),
        "acts": acts_of((use.source for use in uses), library.texts()),
        "binding": [one.as_json() for one in ranked if binds(one.row.id)],
        "recitals": [one.as_json() for one in ranked if not binds(one.row.id)],
    }


def _labels(topic: Topic, tag: str) -> list[str]:
    """Labels in one language: the preferred one, those that texts use, and the words of people who ask."""
    preferred = [words for language, words in topic.preferred if language == tag]
    return [*preferred, *(words for language, words in (*topic.forms, *topic.asked) if language == tag and words not in preferred)]


def _neighbour(library: Library, topic: Topic) -> dict[str, Any]:
    node = topic.node
    return {"id": node, "label": topic.label, "provisions": len({use.source for use in _uses(library, [node])})}


def _below(topic: Topic, scheme: dict[str, Topic]) -> Iterator[Topic]:
    """All topics narrower than one, at any distance, each once."""
    seen: set[str] = set()
    ahead = list(topic.narrower)
    while ahead:
        name = ahead.pop(0)
        if name not in seen:
            seen.add(name)
            yield scheme[name]
            ahead += scheme[name].narrower


def _uses(library: Library, nodes: Sequence[str]) -> list[Edge]:
    edges = [edge for node in nodes for edge in library.edges_to(node) if edge.relation is Relation.ABOUT]
    return [edge for edge in edges if not path_of(edge.source).startswith(_OPENING)]


# ── weights ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def about(library: Library, uses: Sequence[Edge]) -> list[About]:
    """The provisions that uses of a topic are about, the weightiest first."""
    by_unit: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for use in uses:
        unit = _unit(use.source)
        if unit is not None:
            by_unit[act_of(use.source), unit].append(use)
    headed = {use.source for use in uses if _in_heading(use)}
    found = [
        _weighed(library, row, own, headed)
        for unit in by_unit.values()
        for row, own in _rolled_up(library, row_of(library, _narrowest([use.source for use in unit])), unit)
    ]
    return sorted(found, key=lambda one: (-one.weight, one.row.text.celex, one.row.row))


def _rolled_up(library: Library, row: ProvisionRow, uses: Sequence[Edge]) -> Iterator[tuple[ProvisionRow, Sequence[Edge]]]:
    """The provision as a whole with its uses, or, where few of its parts name the topic, each of those."""
    parts: dict[str, ProvisionRow] = {part.id: part for part in library.children(row.id, row.text)}
    by_part: dict[str, list[Edge]] = defaultdict(list)
    for use in uses:
        by_part[next((part for part in parts if f"{use.source}/".startswith(f"{part}/")), row.id)].append(use)
    if row.id in by_part or (len(by_part) > 1 and 2 * len(by_part) >= len(parts)):
        yield row, uses
        return
    for part, own in by_part.items():
        yield from _rolled_up(library, parts[part], own)


def _in_heading(use: Edge) -> bool:
    return use.span is not None and use.span.field is Field.HEADING


def _unit(provision: str) -> str | None:
    """The article, recital or part of an annex that a provision lies in; none for a chapter or another grouping."""
    steps = path_of(provision).split("/")
    if steps[0].startswith(_UNITS):
        return steps[0]
    return "/".join(steps[:2]) if steps[0].startswith("anx_") else None


def _weighed(library: Library, row: ProvisionRow, uses: Sequence[Edge], headed: set[str]) -> About:
    """A provision with what the uses in it weigh."""
    parts = [part for part in library.subtree(row.id, row.text) if part.body or part.wrap_up]
    inside = [use for use in uses if not _in_heading(use)]
    spread = len({use.source for use in inside} & {part.id for part in parts}) / len(parts) if len(parts) > 1 else 0.0
    weight = (
        math.log2(1 + len(uses))
        + HEADING * (row.id in headed)
        + ABOVE * bool(headed & _above(library, row))
        + SPREAD * spread
        + SHARE * min(1.0, _share_of_words(parts, inside) / DENSE)
    )
    return About(row=row, weight=weight, uses=len(uses), places=tuple(dict.fromkeys(use.source for use in uses)))


def _narrowest(provisions: Sequence[str]) -> str:
    """The narrowest provision that holds all of some."""
    split = [one.split("/") for one in provisions]
    shared = [steps[0] for steps in zip(*split, strict=False) if len(set(steps)) == 1]
    return "/".join(shared)


def _above(library: Library, row: ProvisionRow) -> set[str]:
    """The groupings and other provisions that hold a provision, outward."""
    found: set[str] = set(ancestors(row.id))
    parent = row.parent
    while parent is not None and "/" in parent:
        found.add(parent)
        parent = library.provision(parent, row.text).parent
    return found


def _share_of_words(parts: Iterable[ProvisionRow], uses: Iterable[Edge]) -> float:
    whole = sum(len(words_of(part.words(field))) for part in parts for field in (Field.TEXT, Field.WRAP_UP))
    return sum(len(words_of(use.wording)) for use in uses) / whole if whole else 0.0
