"""Recital support as it is asked for: of a provision, of a recital, of a whole act."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kg.findings import Edge, Relation
from kg.ids import act_of, article_level, path_of
from kg.library import Library, ProvisionRow, TextRow
from kg.model import Kind
from query.wording import no_longer_so, with_wording


def trace(library: Library, row: ProvisionRow, preamble: TextRow | None = None, stands: TextRow | None = None) -> dict[str, Any]:
    """Of a provision, the recitals that support it or a part of it; of a recital, the provisions it supports. Best first.

    The recitals are those of the act, and those of the acts that amended the provision. `preamble` is the text whose recitals speak for
    the act, where the provision's own text has none (`Shelf.preamble_of`). `stands` is the text that stands, where a recital is of another.
    Every link says of which version its recital is, and whether the provision still has the words that the recital was written for.
    """
    asked = _Asked(library, row, preamble)
    found = {"id": row.id, "version": row.text.version}
    if row.kind is Kind.RECITAL:
        edges = _ranked(_supporting(asked.around.edges_from(row.id)))
        provisions = [_link(edge, edge.target, row.text.version) for edge in edges]
        return {**found, "provisions": with_wording(library, provisions, row.id, row.text, stands or row.text)}
    return {**found, "recitals": with_wording(library, _recitals(asked), row.id, preamble or row.text, row.text)}


class _Asked:
    """A provision that is traced, and the library as it speaks of it: the text with the recitals, and other acts in its language."""

    def __init__(self, library: Library, row: ProvisionRow, preamble: TextRow | None) -> None:
        self.row = row
        self.recitals = preamble or row.text
        others = [one for one in library.texts() if one.celex != row.text.celex and one.language == row.text.language]
        self.around = library.within((self.recitals, *others))
        self.texts = (row.text, self.recitals) if preamble is not None else (row.text,)
        self._versions = {self.recitals.celex: self.recitals.version, **{one.celex: one.version for one in others}}

    def parts(self) -> tuple[str, ...]:
        """The provision and all below it, in its own text and in that with the recitals: what these speak of may be gone."""
        there = (text for text in self.texts if self.around.has(self.row.id, text))
        return tuple(dict.fromkeys(part.id for text in there for part in self.around.subtree(self.row.id, text)))

    def speaks(self, recital: str) -> bool:
        """Whether a recital can speak of the provision as part of what holds it: not where its own act had no such provision yet."""
        return act_of(recital) != self.row.text.celex or self.around.has(self.row.id, self.recitals)

    def version_of(self, recital: str) -> str:
        """The version of the text that a recital is of."""
        return self._versions[act_of(recital)]


def _recitals(asked: _Asked) -> list[dict[str, Any]]:
    """The recitals that support a provision or a part of it; then those of what holds it that single out no part of that. Each once.

    Where there are neither, those of what holds it: they speak of other parts, but of the same article. `supports` is what a link's score
    is of.
    """
    library, row = asked.around, asked.row
    within = [edge for part in asked.parts() for edge in _supporting(library.edges_to(part))]
    above = [edge for holder in _holders(library, row) for edge in _supporting(library.edges_to(holder)) if asked.speaks(edge.source)]
    general = [edge for edge in above if not _singles_out(library, edge)]
    best: dict[str, Edge] = {}
    for edge in (*_ranked(within), *_ranked(general)) or _ranked(above):
        best.setdefault(edge.source, edge)
    parts = {own: sorted({edge.target for edge in within if edge.source == own and edge.target != row.id}) for own in best}
    return [{**_link(edge, own, asked.version_of(own)), "parts": parts[own]} for own, edge in best.items()]


def _holders(library: Library, row: ProvisionRow) -> Iterator[str]:
    """What holds a provision, narrowest first: paragraph, article, section, chapter."""
    while row.parent is not None and library.has(row.parent, row.text):
        row = library.provision(row.parent, row.text)
        yield row.id


def _singles_out(library: Library, edge: Edge) -> bool:
    """Whether a recital that supports a provision names some part of it, or of an annex that belongs to it."""
    others = (other.target for other in _supporting(library.edges_from(edge.source)))
    return any(own.startswith(f"{edge.target}/") or _belongs(library, own, edge.target) for own in others)


def _belongs(library: Library, part: str, article: str) -> bool:
    """Whether something is of an annex that refers to an article, or that the article refers to."""
    annex = article_level(part)
    if not path_of(annex).startswith("anx_"):
        return False
    ends = (*(edge.target for edge in library.edges_from(annex)), *(edge.source for edge in library.edges_to(annex)))
    return any(article_level(end) == article for end in ends)


def _supporting(edges: Iterable[Edge]) -> list[Edge]:
    return [edge for edge in edges if edge.relation is Relation.SUPPORTS]


def _ranked(edges: Iterable[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: (-edge.score, edge.source, edge.target))


def _link(edge: Edge, own: str, version: str) -> dict[str, Any]:
    reasons = [{"kind": reason.kind, "evidence": reason.evidence, "weight": reason.weight} for reason in edge.reasons]
    return {"id": own, "version": version, "score": edge.score, "supports": edge.target, "reasons": reasons}


# ── a whole act ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def trace_act(library: Library, text: TextRow, stands: TextRow | None = None) -> dict[str, Any]:
    """The recitals of an act in groups, each a run of recitals that support one article, annex or chapter most; in their order.

    `also` is what single recitals of the group support besides. A group whose `provision` is None supports nothing in particular. Of an act
    that amends others, what its recitals support there comes before the instructions that amend it. `stands` is the text that stands, where
    the recitals are of another: `earlier` are the recitals of a group that speak of words which that one no longer has.
    """
    others = tuple(one for one in library.texts() if one.celex != text.celex and one.language == text.language)
    library = library.within((text, *others))
    places = _Places(library, (text, *others))
    recitals = [own for own, kind, _ in library.outline(text) if kind == Kind.RECITAL]
    tops = {own: _tops(library, own) for own in recitals}
    runs = groupby(recitals, key=lambda own: next(iter(tops[own]), None))
    groups = [_group(places, provision, list(run), tops) for provision, run in runs]
    gone = {own: no_longer_so(library, library.provision(own, text), stands or text) for own in recitals}
    groups = [{**group, **_wording(group["provision"], group["recitals"], gone)} for group in groups]
    return {"id": text.celex, "version": text.version, "groups": groups}


def _wording(provision: str | None, run: Sequence[str], gone: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Which recitals of a group speak of an earlier wording of what they support, or of a part of it."""
    earlier = [own for own in run if any(f"{one}/".startswith(f"{provision}/") for one in gone[own])]
    return {"wording": None if provision is None else "earlier" if earlier else "same", "earlier": earlier}


def _tops(library: Library, recital: str) -> dict[str, float]:
    """The articles, annexes and chapters that a recital supports, with scores, best first; not the instructions that amend them."""
    edges = _ranked(_supporting(library.edges_from(recital)))
    elsewhere = any(act_of(edge.target) != act_of(recital) for edge in edges)
    found: dict[str, float] = {}
    for edge in edges:
        if elsewhere and act_of(edge.target) == act_of(recital) and "/" in path_of(edge.target):
            continue
        top = article_level(edge.target) if path_of(edge.target).startswith(("art_", "anx_")) else edge.target
        found.setdefault(top, edge.score)
    return found


@dataclass(frozen=True, slots=True)
class _Places:
    """Provisions of some texts: their headings and their order. What no text has is without a heading, and comes last."""

    library: Library
    texts: Sequence[TextRow]

    def row(self, own: str) -> ProvisionRow | None:
        """A provision by the first text that has it."""
        text = next((one for one in self.texts if one.celex == act_of(own) and self.library.has(own, one)), None)
        return self.library.provision(own, text) if text is not None else None

    def order(self, own: str) -> tuple[bool, str, int, str]:
        """What puts provisions in the order of their acts."""
        row = self.row(own)
        return act_of(own) != self.texts[0].celex, act_of(own), row.row if row else sys.maxsize, own


def _group(places: _Places, provision: str | None, run: list[str], tops: dict[str, dict[str, float]]) -> dict[str, Any]:
    scores = [tops[own][provision] for own in run] if provision is not None else []
    row = places.row(provision) if provision is not None else None
    return {
        "recitals": run,
        "provision": provision,
        "heading": row.heading if row is not None else "",
        "score": round(sum(scores) / len(scores), 4) if scores else None,
        "also": sorted({top for own in run for top in tops[own]} - {provision}, key=places.order),
    }
