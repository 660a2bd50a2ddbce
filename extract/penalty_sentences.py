"""The sentences in which penalties are looked for, each with its provision and the list that it introduces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.sentences import sentence_spans
from kg.model import Kind, Provision, Span

_LISTED: Final = (Kind.POINT, Kind.INDENT)
LONGEST: Final = 4000
"""Characters of a sentence; a longer one is a table or a list run together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a provision's text; `list` are the points that it introduces."""

    provision: Provision
    start: int
    end: int
    list: tuple[Provision, ...] = ()

    @property
    def words(self) -> str:
        return self.provision.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)


def sentences_of(provision: Provision) -> Iterator[Sentence]:
    """The sentences of a text that is no new text for another act; the last with the list it introduces."""
    spans = sentence_spans(provision.text)
    points = tuple(part for part in provision.children if part.kind in _LISTED)
    for start, end in spans:
        if end - start > LONGEST:
            continue
        if provision.quoted is None or end <= provision.quoted.start or start >= provision.quoted.end:
            opens = end == spans[-1][1] and provision.text[end - 1 : end] in (":", "—")
            yield Sentence(provision=provision, start=start, end=end, list=points if opens else ())
