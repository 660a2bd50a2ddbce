"""Each stage of reading as text a person can read (`whereas inspect`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from extract.blocks import Block
from extract.pipeline import find_all
from extract.reading import read_act, read_layout
from extract.source import Source, read_source
from extract.support import unsupporting
from kg.build import edges_of
from kg.errors import InvalidId
from kg.findings import Findings, Unresolved
from kg.model import Act, Place, Provision, walk
from kg.rdf import read_topics
from kg.rules import NOBODY


def inspect(path: Path, stage: str) -> Iterator[str]:
    """The lines of a stage. Raises InvalidId for a stage there is not, SourceError for a file that cannot be read."""
    if stage not in STAGES:
        raise InvalidId(f"no stage {stage!r}", hint=f"Stages are: {', '.join(STAGES)}.")
    yield from STAGES[stage](read_source(path))


def _blocks(source: Source) -> Iterator[str]:
    """What the reader of the format gives: how each block stands, its label if the layout sets one apart, its words."""
    for block in read_layout(source).blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    label = f"[{block.label.text}] " if block.label else ""
    yield f"{block.role:8}{'·' * (block.depth or 0)}{label}{block.text}".rstrip()
    for row in block.rows:
        yield "        " + " | ".join(f"{cell.column}: {' / '.join(part.text for part in cell.parts)}" for cell in row)


def _dropped(source: Source) -> Iterator[str]:
    """The words that stand in no provision, by bucket, with their places."""
    for one in sorted(read_act(source).dropped, key=lambda one: one.bucket):
        yield f"{one.bucket}: {' '.join(one.text.split())}  ({_where(one.place)}character {one.place.start})"


def _references(source: Source) -> Iterator[str]:
    for reference in _findings(source)[1].references:
        target = f"? {reference.target.reason}" if isinstance(reference.target, Unresolved) else reference.target
        yield f"{reference.source}  {reference.wording!r} → {target}"


def _amendments(source: Source) -> Iterator[str]:
    """What each instruction does: host, action, target, the provisions it brings."""
    for one in _findings(source)[1].amendments:
        target = f"? {one.target.reason}" if isinstance(one.target, Unresolved) else one.target
        new = f", new: {', '.join(one.new)}" if one.new else ""
        yield f"{one.provision}  {one.action} → {target}{new}"


def _sanctions(source: Source) -> Iterator[str]:
    """What each penalty is for, with its limit, who pays it and who imposes it."""
    for one in _findings(source)[1].sanctions:
        amount = f"{one.currency} {one.amount}" if one.amount is not None else ""
        share = f"{one.percentage} % of {one.basis}" if one.percentage else ""
        which = one.which.value if one.which else ""
        told = [one.penalty.value, amount, share, which, *(f"as {own}" for own in one.measured_by), *(f"not {own}" for own in one.excepted)]
        told += [f"paid by {node}" for node in one.payer] + [f"imposed by {node}" for node in one.authority]
        yield f"{one.provision} → {one.target}  ({'; '.join(filter(None, told))})"


def _support(source: Source) -> Iterator[str]:
    """Each recital with what it supports, best first; those that support nothing in particular are a finding too."""
    act, findings = _findings(source)
    for link in findings.supports:
        because = "; ".join(f"{reason.kind}: {reason.evidence}" for reason in link.reasons)
        yield f"{link.recital}  {link.score:.2f} → {link.provision}  ({because})"
    for recital in unsupporting(act, findings.supports):
        yield f"{recital}  supports nothing in particular"


def _duties(source: Source) -> Iterator[str]:
    """Who must do what: provision, actor, modality, the words."""
    act, findings = _findings(source)
    labels = {one.node: one.label for one in findings.actors}
    texts = {one.id: one for one in walk(act.provisions)}
    for duty in findings.duties:
        words = texts[duty.provision].words(duty.span.field)[duty.span.start : duty.span.end]
        yield f"{duty.provision}  {labels.get(duty.actor) or NOBODY.label}: {duty.modality}  {words!r}"


def _dates(source: Source) -> Iterator[str]:
    """Each date that is set: who sets it, what happens then and to what, how it is counted, what is left out and in which cases."""
    act, findings = _findings(source)
    provisions = {provision.id: provision for provision in walk(act.provisions)}
    for one in findings.dates:
        counted = f" ({one.counted})" if one.counted else ""
        but = f", but not {', '.join(one.excepted)}" if one.excepted else ""
        words = provisions[one.provision].words(one.condition.field)[one.condition.start : one.condition.end] if one.condition else ""
        yield f"{one.provision}  {one.moment} {one.date or '?'}{counted} → {one.target}{but}{words and f'  [{words}]'}"


def _graph(source: Source) -> Iterator[str]:
    for edge in edges_of(*_findings(source)):
        yield f"{edge.source}  {edge.relation}  {edge.target}" + (f"  ({edge.wording})" if edge.wording else "")


def _findings(source: Source) -> tuple[Act, Findings]:
    act = read_act(source)
    return act, find_all(act, read_topics())


def outline(act: Act) -> Iterator[str]:
    """The tree of an act: a line for each provision, with its words' beginning."""
    yield f"{act.celex} {act.version} {act.language}: {act.title}"
    for provision in act.provisions:
        yield from _lines(provision, 1)


def _lines(provision: Provision, depth: int) -> Iterator[str]:
    words = " ".join((provision.heading or provision.text).split())
    where = _where(provision.place).removesuffix(", ")
    yield f"{'  ' * depth}{provision.id.partition('/')[2]}{where and f' {where}'}: {words[:70]}".rstrip()
    for part in provision.children:
        yield from _lines(part, depth + 1)


def _where(place: Place) -> str:
    return f"{place.member}, " if place.member else f"p. {place.page}, " if place.page else ""


STAGES: Final[dict[str, Callable[[Source], Iterator[str]]]] = {
    "blocks": _blocks,
    "outline": lambda source: outline(read_act(source)),
    "dropped": _dropped,
    "references": _references,
    "amendments": _amendments,
    "support": _support,
    "duties": _duties,
    "dates": _dates,
    "sanctions": _sanctions,
    "graph": _graph,
}
"""What `whereas inspect` prints."""
