"""Who must do what: the duties, permissions and exemptions of acts or provisions, by actor and by modality."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from extract.words import phrase_key
from kg.bodies import bodies
from kg.errors import InvalidId, UnknownProvision
from kg.findings import Edge, Relation
from kg.ids import binds
from kg.library import Library, ProvisionRow, TextRow
from kg.model import Field
from kg.rule_edges import rule_of
from kg.rules import NOBODY, Duty, Modality
from query.applying import marks, times_of
from query.ask import cite_row
from query.dates import Calendar
from query.outdated import outdated
from query.shelf import Shelf, is_of_preamble

COLUMNS: Final = ("provision", "actor", "modality", "words", "if")
"""The columns of a table of duties."""
_CLIPPED: Final = 110
"""Characters of a duty's words in a table."""
_CONDITION: Final = 60
_NEAREST: Final = 5
_ARTICLE: Final = re.compile(r"^(?:the|an?) ")


@dataclass(frozen=True, slots=True)
class Said:
    """A duty, and the provision it stands in."""

    duty: Duty
    row: ProvisionRow

    @property
    def node(self) -> str:
        """The node of its actor, or of nobody named."""
        return self.duty.actor or NOBODY.node


def modalities(given: Iterable[str]) -> frozenset[Modality]:
    """The modalities of names; none for none. Raises InvalidId, listing those there are."""
    names = [one.strip().lower() for one in given]
    for one in names:
        if one not in tuple(Modality):
            raise InvalidId(f"no modality {one!r}", hint=f"Modalities are: {', '.join(Modality)}.")
    return frozenset(map(Modality, names))


def duties(
    shelf: Shelf, place: ProvisionRow | TextRow | None = None, *, actor: str | None = None, only: Collection[Modality] = ()
) -> dict[str, Any]:
    """The duties of a provision with its parts, of an act, or of all acts of a shelf; of one actor and of some modalities, if given.

    `actors` counts them by actor and modality, the most frequent first. Raises UnknownProvision for an actor of whom nothing is said in
    the acts, unless they were never read for duties.
    """
    texts = _texts(shelf, place)
    spoken = _spoken(shelf, texts)
    labels = _labels(spoken)
    every = [said for text in texts for said in _of_text(shelf, text)]
    if isinstance(place, ProvisionRow):
        own = {part.id for part in shelf.library.subtree(place.id, place.text)}
        asked = [said for said in every if said.row.id in own]
    else:
        asked = every
    if actor is not None and (every or not outdated(texts)):
        nodes = _named(actor, every, labels, spoken)
        asked = [said for said in asked if said.node in nodes]
    found = [said for said in asked if not only or said.duty.modality in only]
    calendar = Calendar(shelf.library.whole())
    return {
        "acts": [{"celex": text.celex, "version": text.version} for text in texts],
        "actors": list(_counted(found, labels)),
        "duties": [{**_as_json(shelf.library, said, labels), **times_of(calendar, said.row, shelf.holdings.as_of)} for said in found],
        "outdated": outdated(texts),
    }


def _texts(shelf: Shelf, place: ProvisionRow | TextRow | None) -> Sequence[TextRow]:
    """The texts that are spoken of."""
    if isinstance(place, TextRow):
        return (place,)
    return (place.text,) if place is not None else shelf.texts


def _spoken(shelf: Shelf, texts: Sequence[TextRow]) -> Library:
    """The library as if it held these texts alone, with those that have the preambles they lack: these name actors of their own."""
    return shelf.library.within((*texts, *filter(None, map(shelf.preamble_of, texts))))


def _of_text(shelf: Shelf, text: TextRow) -> Iterator[Said]:
    """The duties of a text, and of the preamble that it lacks, those first."""
    preamble = shelf.preamble_of(text)
    if preamble is not None:
        yield from (said for said in _all_of(shelf.library, preamble) if is_of_preamble(said.row.id))
    yield from _all_of(shelf.library, text)


def _all_of(library: Library, text: TextRow) -> Iterator[Said]:
    for edge in library.all_edges(text):
        if edge.relation is Relation.BINDS:
            yield Said(_duty(edge), library.provision(edge.source, text))


def _duty(edge: Edge) -> Duty:
    rule = rule_of(edge)
    assert isinstance(rule, Duty)
    return rule


# ── actors ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _labels(library: Library) -> dict[str, str]:
    """What the actors are called."""
    return {**dict(library.nodes("term")), **dict(library.nodes("actor")), NOBODY.node: NOBODY.label}


def _named(actor: str, every: Iterable[Said], labels: dict[str, str], library: Library) -> set[str]:
    """The nodes of the actors that a name means, of those of whom something is said. Raises UnknownProvision."""
    counts = Counter(said.node for said in every)
    key = _ARTICLE.sub("", phrase_key(actor))
    known = {node for _, node in library.surfaces([key])} | {body.node for body in bodies() if key in map(phrase_key, body.forms)}
    nodes = {node for node in counts if node in known or node == actor or _is_named(phrase_key(labels.get(node, "")), key)}
    if not nodes:
        raise UnknownProvision(f"the acts say nothing of {actor!r}", hint=_nearest(key, counts, labels))
    return nodes


def _is_named(label: str, key: str) -> bool:
    """Whether an actor's label is a name, or the name with what "of" adds: "provider" also means providers of hosting services."""
    return label == key or label.startswith(f"{key} of ")


def _nearest(key: str, counts: Counter[str], labels: dict[str, str]) -> str:
    """The actors whose names come near, or those of whom most is said."""
    names = {phrase_key(labels.get(node, node)): labels.get(node, node) for node in counts}
    shared = [name for own, name in names.items() if set(own.split()) & set(key.split())]
    near = [names[own] for own in get_close_matches(key, names, n=_NEAREST)]
    listed = list(dict.fromkeys([*near, *shared]))[:_NEAREST]
    often = [labels.get(node, node) for node, _ in counts.most_common(_NEAREST + 1) if node != NOBODY.node][:_NEAREST]
    if not counts:
        return "No duties are known of them; only English texts are read for duties."
    return f"Nearest are: {', '.join(listed)}." if listed else f"Most is said of: {', '.join(often)}."


def _counted(found: Iterable[Said], labels: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Actors with how often each modality is said of them, the most frequent first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for said in found:
        counts[said.node][said.duty.modality.value] += 1
    for node, of_actor in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])):
        ordered = {one.value: of_actor[one.value] for one in Modality if of_actor[one.value]}
        yield {"actor": None if node == NOBODY.node else node, "label": labels[node], "duties": of_actor.total(), "modalities": ordered}


# ── as JSON, as a table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _as_json(library: Library, said: Said, labels: dict[str, str]) -> dict[str, Any]:
    duty, row = said.duty, said.row
    words = row.words(duty.span.field)
    condition = duty.condition
    return {
        "provision": row.id,
        "citation": cite_row(row),
        "version": row.text.version,
        "actor": duty.actor or None,
        "label": labels[said.node],
        "modality": duty.modality.value,
        "binding": binds(row.id),
        "text": words[duty.span.start : duty.span.end],
        "field": duty.span.field.value,
        "span": [duty.span.start, duty.span.end],
        "verb": [duty.verb.start, duty.verb.end],
        "condition": {"text": words[condition.start : condition.end], "span": [condition.start, condition.end]} if condition else None,
        "parts": _parts(library, said),
    }


def _parts(library: Library, said: Said) -> list[str]:
    """The points that a duty goes on with, where its clause is the end of introductory words."""
    words = said.row.words(Field.TEXT)
    leads = said.duty.span.field is Field.TEXT and words.rstrip().endswith(":") and not words[said.duty.span.end :].strip(" :\n\u00a0")
    return [part.id for part in library.children(said.row.id, said.row.text)] if leads else []


def rows_of(found: Iterable[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Duties as the rows of a table, their words clipped."""
    return [(one["citation"], one["label"], one["modality"], _words(one), _clipped(_said_if(one), _CONDITION)) for one in found]


def _words(one: dict[str, Any]) -> str:
    """The words of a duty, clipped, with what does not apply yet or no longer."""
    return " ".join((_clipped(one["text"], _CLIPPED), *marks(one["when"])))


def _said_if(one: dict[str, Any]) -> str:
    return str(one["condition"]["text"]) if one["condition"] else ""


def _clipped(words: str, most: int) -> str:
    told = " ".join(words.split())
    return told if len(told) <= most else f"{told[:most].rpartition(' ')[0]} …"


def summary(found: Iterable[dict[str, Any]]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Actors by modality as a table: its columns, those that anything stands in, and its rows."""
    listed = list(found)
    shown = [one.value for one in Modality if any(one.value in each["modalities"] for each in listed)]
    rows = [(each["label"], str(each["duties"]), *(str(each["modalities"].get(one, "")) for one in shown)) for each in listed]
    return ("actor", "all", *shown), rows
