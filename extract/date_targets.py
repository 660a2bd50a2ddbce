"""What a date is said of: the provisions that its words name, those left out, and the words that limit it to some cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from extract.date_words import Formulas
from extract.provision_index import ProvisionIndex
from kg.findings import Reference, Relation, Unresolved
from kg.ids import ActId, ProvisionId, act_of
from kg.model import Field, Provision, Span

_BESIDE: Final = frozenset(
    {Relation.DEROGATES_FROM, Relation.NOTWITHSTANDING, Relation.WITHOUT_PREJUDICE_TO, Relation.SUBJECT_TO, Relation.EXCEPTS}
)
"""References that say beside what a rule holds, and not of what."""

_SUPPOSED: Final = re.compile(r"\b(?:[Ww]here|[Ii]f)\b")

Target = ProvisionId | ActId


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a field of a provision, with the references of that field: places count in the sentence."""

    host: Provision
    field: Field
    start: int
    text: str
    references: tuple[Reference, ...]
    index: ProvisionIndex
    words: Formulas
    listed: tuple[Reference, ...] = ()
    """The references in the list that it introduces, if it does."""
    alone: bool = True
    """Whether its field says nothing else."""
    speaks_of_act: bool = True
    """Whether its article names the act, so that "it" may be the act."""
    bound: bool = False
    """Whether the words that introduce the provision bind ("Member States shall:")."""

    @property
    def act(self) -> ActId:
        """The act that it stands in."""
        return self.index.act

    def span(self, start: int, end: int) -> Span:
        """Characters of the sentence as a span of its field, without spaces, commas and joining words around them."""
        words = self.text[start:end]
        begin = start + len(words) - len(words.lstrip(" ,;\u00a0\n"))
        begin += 4 if self.text.startswith("and ", begin) else 0
        finish = start + len(words.rstrip(" ,;\u00a0\n"))
        return Span(field=self.field, start=self.start + begin, end=self.start + max(begin, finish))

    def within(self, start: int, end: int) -> list[Reference]:
        """The references whose words stand between two places."""
        first, last = self.start + start, self.start + end
        return [one for one in self.references if first <= one.span.start and one.span.end <= last]

    def provisions(self, start: int, end: int) -> tuple[ProvisionId, ...]:
        """The provisions of the act that the words between two places name as what they speak of."""
        named = [one for one in self.within(start, end) if one.relation not in _BESIDE]
        return outermost(self.index, own_targets(named, self.act))

    def excepted(self, start: int, end: int) -> tuple[ProvisionId, ...]:
        """The provisions of the act that the words between two places leave out."""
        named = [one for one in self.within(start, end) if one.relation is Relation.EXCEPTS]
        return outermost(self.index, own_targets(named, self.act))


def own_targets(references: Iterable[Reference], act: ActId) -> list[ProvisionId]:
    """The provisions of the act among the targets, each once."""
    found = (one.target for one in references if not isinstance(one.target, Unresolved))
    return list(dict.fromkeys(ProvisionId(one) for one in found if "/" in one and act_of(one) == act))


def outermost(index: ProvisionIndex, named: Sequence[ProvisionId]) -> tuple[ProvisionId, ...]:
    """Those of some provisions that lie in none of the others: "Chapter IV (Articles 35 to 51)" is the chapter."""
    every = set(named)
    return tuple(one for one in named if one in index and not every.intersection(index.scopes(one)[1:]))


def subject_start(sentence: Sentence, start: int, verb: int) -> int:
    """Where a subject begins, behind words such as "Without prejudice to Article 5," and "where the lamp flickers,"."""
    adjunct = sentence.words.adjunct.match(sentence.text, start, verb)
    if adjunct is None:
        return start
    heads = list(sentence.words.heads.finditer(sentence.text, adjunct.end() - 1, verb))
    return heads[-1].end() if heads else adjunct.end()


def derogated(sentence: Sentence, start: int, end: int) -> tuple[ProvisionId, ...]:
    """The provisions that the words between two places derogate from."""
    named = [one for one in sentence.within(start, end) if one.relation is Relation.DEROGATES_FROM]
    return outermost(sentence.index, own_targets(named, sentence.act))


def subject(sentence: Sentence, start: int, verb: int) -> tuple[Target, ...]:
    """What the words between two places are the subject of, as far as that is the act or provisions of it; empty where it is neither."""
    start = subject_start(sentence, start, verb)
    if sentence.words.own.search(sentence.text[start:verb]):
        return (sentence.act,) if sentence.speaks_of_act or not sentence.words.pronoun.search(sentence.text, start, verb) else ()
    named = sentence.provisions(start, verb)
    if named:
        return named
    if sentence.words.itself.search(sentence.text[start:verb]):
        return (sentence.host.id,)
    return ()


def condition(sentence: Sentence, places: tuple[int, int, int], times: tuple[int, int], end: int) -> Span | None:
    """The words that limit a date to some cases: between verb and date, else behind it, else in front of what it is said of.

    `places` are where the clause begins, and where its verb begins and ends; `times` where its dates begin and end.
    """
    first, verb, behind = places
    between = sentence.words.limits.search(sentence.text, behind, times[0])
    if between:
        return closed(sentence, between.start(), times[0])
    start, finish = _without_exception(sentence, times[1], end)
    start += len(sentence.text[start:finish]) - len(sentence.text[start:finish].lstrip(" ,"))
    if sentence.words.limits.match(sentence.text, start, finish):
        return closed(sentence, start, finish)
    return _in_front(sentence, first, verb)


def _without_exception(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """A stretch up to where provisions are left out in it; "other than lamps" leaves out none, and is part of the condition."""
    if not sentence.excepted(start, end):
        return start, end
    begins = next((at for at in range(start, end) if sentence.words.excepting.match(sentence.text, at, end)), None)
    return (start, end) if begins is None else (start, begins)


def _in_front(sentence: Sentence, first: int, verb: int) -> Span | None:
    """ "for lamps of class B Article 5 shall apply": the words before the first provision named, where they limit."""
    named = sentence.within(first, verb)
    begin = first + len(sentence.text[first:verb]) - len(sentence.text[first:verb].lstrip(" ,"))
    end = named[0].span.start - sentence.start if named else verb
    lowered = sentence.text[begin : begin + 1].lower() + sentence.text[begin + 1 : end]
    if sentence.words.adjunct.match(sentence.text, begin, verb):
        head = subject_start(sentence, begin, verb)
        supposed = _SUPPOSED.search(sentence.text, begin, head)
        return closed(sentence, supposed.start(), head) if supposed else None
    if not sentence.words.limits.match(lowered):
        return None
    return closed(sentence, begin, end)


def closed(sentence: Sentence, start: int, end: int) -> Span | None:
    """A span without the punctuation that closes its sentence or item."""
    words = sentence.text[start:end].rstrip(" .;:,\n\u00a0")
    words = words.removesuffix("; and").removesuffix("; or").rstrip(" .;,")
    words = words.removesuffix(" and").rstrip(" ;,") if words.endswith(("; and", ", and")) else words
    return Span(field=sentence.field, start=sentence.start + start, end=sentence.start + start + len(words)) if words else None
