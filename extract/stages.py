"""Each stage of reading as text a person can read (`whereas inspect`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.pipeline import STAGES, find_all
from extract.reading import read_act, read_layout
from extract.source import read_source
from kg.build import edges_of
from kg.errors import InvalidId
from kg.model import Act, Provision, Unresolved
from kg.rdf import read_topics


def inspect(path: Path, stage: str) -> Iterator[str]:
    """The lines of a stage. Raises InvalidId for a stage there is not, SourceError for a file that cannot be read."""
    if stage not in STAGES:
        raise InvalidId(f"no stage {stage!r}", hint=f"Stages are: {', '.join(STAGES)}.")
    source = read_source(path)
    if stage == "blocks":
        for block in read_layout(source).blocks:
            label = f"[{block.label.text}] " if block.label else ""
            yield f"{block.role:8}{'·' * (block.depth or 0)}{label}{block.text}".rstrip()
            for row in block.rows:
                yield "        " + " | ".join(f"{cell.column}: {' / '.join(part.text for part in cell.parts)}" for cell in row)
        return
    act = read_act(source)
    if stage == "outline":
        yield from outline(act)
        return
    findings = find_all(act, read_topics())
    if stage == "references":
        for reference in findings.references:
            target = f"? {reference.target.reason}" if isinstance(reference.target, Unresolved) else reference.target
            yield f"{reference.source}  {reference.wording!r} → {target}"
        return
    for edge in edges_of(act, findings):
        yield f"{edge.source}  {edge.relation}  {edge.target}" + (f"  ({edge.wording})" if edge.wording else "")


def outline(act: Act) -> Iterator[str]:
    """The tree of an act: a line for each provision, with its words' beginning."""
    yield f"{act.celex} {act.version} {act.language}: {act.title}"
    for provision in act.provisions:
        yield from _lines(provision, 1)


def _lines(provision: Provision, depth: int) -> Iterator[str]:
    words = provision.heading or provision.text
    page = f" p. {provision.place.page}" if provision.place.page else ""
    yield f"{'  ' * depth}{provision.id.partition('/')[2]}{page}: {words[:70]}"
    for part in provision.children:
        yield from _lines(part, depth + 1)
