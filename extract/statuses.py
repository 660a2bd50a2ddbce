"""Statuses: names that an act gives without quotation marks, by saying what shall be considered to be such a thing.

Drafting: a rule that applies to some of what a term means first says which ("lamps that flicker shall be considered to be doubtful
lamps"), and the act then speaks of these by that name. The name has a defined term as its head, with more words in front of it ("doubtful
lamp") or with what it has behind it ("lamp with flicker"); where only an adjective stands there, the term is the one that is spoken of
("a lamp shall be considered to be doubtful"). A name in quotation marks may be any ("the status of ‘lamp keeper’"). Since the formula says
many other things too, a name is a term only if the act uses it again and again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice, takewhile
from typing import Final

from extract.definition_forms import Defining
from extract.definition_scopes import Outline, scope_of
from extract.definition_words import Formulas
from extract.quoted_terms import QUOTED, QuotedTerm, quoted_term
from extract.sentences import sentence_spans
from extract.words import Word, carries_no_subject, phrase_key, singular, words_of
from kg.findings import Definition, Form, Unresolved
from kg.ids import ProvisionId, article_level, binds
from kg.model import Field, Provision, Span

_USED: Final = 3
"""Uses of a name outside the provision that grants the status, which make it a term."""
_MORE_WORDS: Final = 3
"""Words that a name has in front of its head; "high-risk" is two."""
_LONGEST: Final = 200
"""Characters of a name."""
_SUBJECT: Final = 1000
"""Characters in front of a formula in which its sentence is read."""
_LED: Final = 60
"""Characters behind a name in which it is said where the status is granted."""
_SPACES: Final = " \u00a0"
_TIES: Final = "-\u2010\u2011"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Status:
    """A status found: its name as a term, where the words of the name stand, and whether it is granted there or only spoken of."""

    name: str
    start: int
    end: int
    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shapes:
    """The formulas of one language, compiled."""

    formula: re.Pattern[str]
    titled: re.Pattern[str]
    supposed: re.Pattern[str]
    further: re.Pattern[str]
    having: re.Pattern[str]
    pursuant: re.Pattern[str]
    done: re.Pattern[str]


@lru_cache(maxsize=8)
def _shapes(words: Formulas) -> _Shapes:
    return _Shapes(
        formula=re.compile(rf"(?P<grants>{words.grants})|(?:{words.speaks_of})"),
        titled=re.compile(rf"(?:{words.titled})(?P<name>{QUOTED})"),
        supposed=re.compile(rf"(?:{words.supposes})[^,;:.]*$"),
        further=re.compile(words.further),
        having=re.compile(words.having),
        pursuant=re.compile(words.pursuant),
        done=re.compile(words.done),
    )


def find_statuses(
    provisions: Sequence[Provision], definitions: Iterable[Definition], outline: Outline, words: Formulas, language: str
) -> tuple[Definition, ...]:
    """The statuses of an act whose defined terms are known, each with its places in order.

    Where the act grants a status, the first article that does so defines it, in each of its provisions that grants it. A status that the
    act only speaks of is defined where it first does.
    """
    reader = _Reader(provisions, definitions, words, language)
    found: dict[str, list[tuple[Provision, _Status]]] = {}
    for provision in provisions:
        if binds(provision.id):
            for status in reader.statuses_in(provision, outline):
                found.setdefault(phrase_key(status.name), []).append((provision, status))
    chosen = (pair for places in found.values() for pair in _defining(places))
    return tuple(_definition(provision, status, outline, words) for provision, status in chosen)


def _defining(places: Sequence[tuple[Provision, _Status]]) -> list[tuple[Provision, _Status]]:
    """The places that define a status: those of the first article that grants it, else the first."""
    granting = [pair for pair in places if pair[1].granted]
    if not granting:
        return list(places[:1])
    article = article_level(granting[0][0].id)
    return [pair for pair in granting if article_level(pair[0].id) == article]


def _definition(provision: Provision, status: _Status, outline: Outline, words: Formulas) -> Definition:
    term = QuotedTerm(status.start, status.end, status.start, status.end)
    found = Defining(terms=(term,), form=Form.STATUS, start=_sentence_start(provision.text, status.start), end=status.end)
    return Definition(
        term=status.name,
        variants=(),
        provision=provision.id,
        span=Span(start=status.start, end=status.end),
        form=Form.STATUS,
        scope=scope_of(provision, provision.text, found, outline, words),
    )


class _Reader:
    """Finds statuses in the texts of one act, by the terms that it defines and by the names that it uses."""

    def __init__(self, provisions: Sequence[Provision], definitions: Iterable[Definition], words: Formulas, language: str) -> None:
        self._forms: dict[str, str] = {}
        for one in definitions:
            for form in (one.term, *one.variants):
                self._forms.setdefault(phrase_key(form), form)
        self._longest = max((key.count(" ") + 1 for key in self._forms), default=0)
        self._used: dict[tuple[str, ProvisionId], bool] = {}
        self._said = [(one.id, _said(one)) for one in provisions]
        self._words, self._shapes, self._language = words, _shapes(words), language

    def statuses_in(self, provision: Provision, outline: Outline) -> Iterator[_Status]:
        """The statuses that the text of a provision gives, of new text for another act none."""
        quoted = provision.quoted
        for status in (*self._titled(provision), *self._behind_formulas(provision, outline)):
            if (quoted is None or not quoted.start <= status.start < quoted.end) and self._is_used(status.name, provision):
                yield status

    def _titled(self, provision: Provision) -> Iterator[_Status]:
        """Names in quotation marks."""
        text = provision.text
        for match in self._shapes.titled.finditer(text):
            name = quoted_term(text, match.start("name"), match.end("name"))
            yield _Status(name=name.words(text), start=name.first, end=name.last, granted=False)

    def _behind_formulas(self, provision: Provision, outline: Outline) -> Iterator[_Status]:
        """Names without marks."""
        text = provision.text
        for match in self._shapes.formula.finditer(text):
            if not self._shapes.supposed.search(text, max(0, match.start() - _LONGEST), match.start()):
                granted = match["grants"] is not None
                found = [
                    _Status(name=text[start:end], start=start, end=end, granted=granted) for start, end in self._names(text, match.end())
                ]
                found = found or list(self._adjective(provision, match.end(), granted=granted))
                if found and not self._is_granted_elsewhere(provision, found[-1].end, outline):
                    yield from found

    def _is_granted_elsewhere(self, provision: Provision, end: int, outline: Outline) -> bool:
        """Whether words behind names that end at a character say that another article grants the status."""
        match = self._shapes.pursuant.match(provision.text, end)
        named = outline.between(provision.id, match.end(), end + _LED) if match else ()
        own = article_level(provision.id)
        return any(isinstance(one.target, Unresolved) or not f"{one.target}/".startswith(f"{own}/") for one in named[:1])

    def _is_used(self, name: str, provision: Provision) -> bool:
        """Whether a name that is no defined term is used again and again outside a provision."""
        place = phrase_key(name), provision.id
        if place not in self._used:
            self._used[place] = place[0] not in self._forms and place[0] != "" and self._is_counted(*place)
        return self._used[place]

    def _is_counted(self, key: str, place: ProvisionId) -> bool:
        """Whether the words of a phrase key stand so often outside a provision; most provisions are told by their letters to lack them."""
        stems = [word.removesuffix("y") for word in key.split(" ")]
        said = (words for own, words in self._said if own != place and all(stem in words for stem in stems))
        counts = accumulate(f" {phrase_key(words)} ".count(f" {key} ") for words in said)
        return any(count >= _USED for count in counts)

    # ── names with a head ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _names(self, text: str, at: int) -> Iterator[tuple[int, int]]:
        """Where the names stand behind a formula, each with its head; of "doubtful lamps or doubtful lids" two."""
        while end := self._name_end(text, at):
            yield at, end
            further = self._shapes.further.match(text, end)
            if further is None:
                return
            at = further.end()

    def _name_end(self, text: str, at: int) -> int | None:
        """Where a name ends that begins at a character: behind its head, or what its head has."""
        words = _tied_words(text, at)
        for first in range(min(_MORE_WORDS + 1, len(words))):
            hyphened = first > 0 and text[words[first - 1].end] not in _SPACES
            if end := None if hyphened else self._term_end(words[first:]):
                having = self._shapes.having.match(text, end)
                has = self._term_end(_tied_words(text, having.end())) if having else None
                return has or (end if first else None)
            if self._is_empty(words[first]):
                return None
        return None

    def _term_end(self, words: Sequence[Word]) -> int | None:
        """Where the longest defined term ends that words begin with."""
        keys = [singular(word.text) for word in words[: self._longest]]
        counts = range(len(keys), 0, -1)
        return next((words[count - 1].end for count in counts if " ".join(keys[:count]) in self._forms), None)

    def _is_empty(self, word: Word) -> bool:
        return carries_no_subject(word.text, self._language) and word.text not in self._words.degrees

    # ── adjectives alone ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _adjective(self, provision: Provision, at: int, *, granted: bool) -> Iterator[_Status]:
        """The name that words behind a formula make with a term that is spoken of in front of them, if there is one.

        Whether such words are an adjective, and of which term, is told by the name that they make: the act uses it.
        """
        text = provision.text
        words = list(takewhile(lambda word: not self._is_empty(word), _tied_words(text, at)[:_MORE_WORDS]))
        if words and not self._term_end(words) and not self._shapes.done.fullmatch(words[0].text):
            spoken = self._spoken_of(text, at)
            names = ((f"{text[at : word.end]} {term}", word.end) for word in reversed(words) for term in spoken)
            used = ((name, end) for name, end in names if self._is_used(name, provision))
            yield from (_Status(name=name, start=at, end=end, granted=granted) for name, end in islice(used, 1))

    def _spoken_of(self, text: str, at: int) -> list[str]:
        """The terms in a sentence in front of a character, the nearest first, none inside a longer one."""
        words = words_of(text[max(at - _SUBJECT, _sentence_start(text, at)) : at])
        keys, found, first = [singular(word.text) for word in words], [], 0
        while first < len(keys):
            counts = range(min(self._longest, len(keys) - first), 0, -1)
            count = next((count for count in counts if " ".join(keys[first : first + count]) in self._forms), 0)
            if count:
                found.append(self._forms[" ".join(keys[first : first + count])])
            first += count or 1
        return list(dict.fromkeys(reversed(found)))


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence begins in which a character stands."""
    spans = sentence_spans(text)
    return spans[max(0, bisect_right(spans, (at, len(text))) - 1)][0]


def _tied_words(text: str, at: int) -> list[Word]:
    """The words from a character on that nothing parts but single spaces and hyphens."""
    found: list[Word] = []
    for word in words_of(text[at : at + _LONGEST]):
        between = text[found[-1].end if found else at : at + word.start]
        if between not in ((*_SPACES, *_TIES) if found else ("",)):
            break
        found.append(Word(word.text, at + word.start, at + word.end))
    return found


def _said(provision: Provision) -> str:
    """All that a provision says, in lower case."""
    return "\n".join(provision.words(field) for field in Field).lower()
