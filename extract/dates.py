"""Dates that an act sets: when it enters into force, from when what applies, until when, and by when somebody does something.

Read sentence by sentence (`extract.date_rules`) in everything that binds; recitals, footnotes and quoted amending text are left out. A
list whose introduction says of what, and whose points say when, is read together. What counts from the act's own entry into force or
application is computed here where that day is known; where it is not, the finding says how it is counted (`kg.days`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from extract.date_rules import read
from extract.date_targets import Sentence, condition, subject
from extract.date_words import FORMULAS, Formulas, Lead
from extract.provision_index import index_of
from extract.sentences import sentence_spans
from extract.times import Time, times_in
from kg.days import Base, published_on, read_count
from kg.findings import Reference
from kg.ids import article_level, binds
from kg.model import Act, Field, Kind, Provision
from kg.rules import Application, Moment

_LEFT_OUT: Final = (Kind.FINAL, Kind.FOOTNOTE)
_LONGEST: Final = 4000
"""Characters of a sentence; a longer one is a table or a list run together."""


def find_dates(act: Act, references: Sequence[Reference]) -> tuple[Application, ...]:
    """Every date that an act sets, in the order of the text; none in a language whose formulas are not known."""
    words = FORMULAS.get(act.language)
    if words is None:
        return ()
    walked = _Walk(act, references, words)
    found = tuple(dict.fromkeys(one for provision in act.provisions for one in walked.dates(provision, bound=False)))
    return _counted(act, found)


class _Walk:
    """One walk through an act with what its sentences need."""

    def __init__(self, act: Act, references: Sequence[Reference], words: Formulas) -> None:
        self._index, self._words = index_of(act), words
        self._naming = {article_level(one.source) for one in references if one.target == act.celex}
        self._references: dict[tuple[str, Field], list[Reference]] = defaultdict(list)
        for one in references:
            self._references[one.source, one.span.field].append(one)

    def dates(self, provision: Provision, *, bound: bool) -> Iterator[Application]:
        """The dates that a provision and all below it set; `bound` says whether the words that introduce it bind."""
        if not binds(provision.id) or provision.kind in _LEFT_OUT:
            return
        yield from self._own(provision, bound)
        opens = provision.text.rstrip().endswith(":") and bool(self._words.binding.search(provision.text))
        for part in provision.children:
            yield from self.dates(part, bound=opens or bound)

    def _own(self, provision: Provision, bound: bool) -> Iterator[Application]:
        for field in (Field.TEXT, Field.WRAP_UP):
            for sentence in self._sentences(provision, field, bound):
                yield from self._with_list(sentence) or read(sentence)

    def _sentences(self, provision: Provision, field: Field, bound: bool) -> Iterator[Sentence]:
        words = _own_words(provision, field)
        if not _DIGIT_OR_TIME.search(words):
            return
        spans = sentence_spans(words)
        below = [one for part in self._index.below(provision.id) for one in self._references.get((part, Field.TEXT), ())]
        listed = below if field is Field.TEXT and words.rstrip().endswith(":") else []
        for start, end in spans:
            if end - start > _LONGEST:
                continue
            yield Sentence(
                host=provision, field=field, start=start, text=words[start:end].replace("\u00a0", " "), index=self._index,
                references=tuple(self._references.get((provision.id, field), ())), listed=tuple(listed),
                words=self._words, alone=len(spans) == 1, bound=bound, speaks_of_act=article_level(provision.id) in self._naming,
            )  # fmt: skip

    def _with_list(self, sentence: Sentence) -> list[Application]:
        """ "Articles 5 and 6 shall apply from:" with a list of dates: each point sets its own for what the introduction names."""
        verb = self._words.apply.search(sentence.text)
        if verb is None or not self._words.opens_list.search(sentence.text):
            return []
        targets = subject(sentence, 0, verb.start())
        excepted = sentence.excepted(0, len(sentence.text))
        found: list[Application] = []
        for part in sentence.host.children:
            inner = next(iter(self._sentences(part, Field.TEXT, bound=True)), None)
            time = _opening(inner) if inner else None
            if inner is None or time is None:
                continue
            limit = condition(inner, (0, 0, 0), (0, time.end), len(inner.text))
            span = inner.span(0, len(inner.text))
            found += [
                Application(
                    provision=part.id, span=span, moment=Moment.APPLICATION, date=time.date, target=target, condition=limit,
                    excepted=tuple(one for one in excepted if target == sentence.act or target in self._index.scopes(one)),
                    counted=str(time.count) if time.count else "",
                )
                for target in targets
            ]  # fmt: skip
        return found


_DIGIT_OR_TIME: Final = re.compile(r"\b(?:force|apply|applicable|effect|repealed|expire|cease|[12]\d{3}|days?|weeks?|months?|years?)\b")
_BARE: Final = re.compile(r"(?:as )?(?:from )?(?=\d|the (?:date|day)\b|\w+ (?:days?|weeks?|months?|years?) )")


def _opening(sentence: Sentence) -> Time | None:
    """The time that a point begins with: "2 December 2027 as regards …", "from 2 December 2027 for …"."""
    bare = _BARE.match(sentence.text)
    if bare is None:
        return None
    led = f"from {sentence.text[bare.end() :]}"
    time = next(iter(times_in(led)), None)
    if time is None or time.start > 0 or not time.known:
        return None
    return replace(time, start=0, end=time.end - len("from ") + bare.end(), lead=Lead.FROM)


def _own_words(provision: Provision, field: Field) -> str:
    """A field with its quoted amending text blanked, so that offsets stay."""
    words, quoted = provision.words(field), provision.quoted
    if quoted is None or quoted.field is not field:
        return words
    return words[: quoted.start] + " " * (quoted.end - quoted.start) + words[quoted.end :]


# ── counting ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _counted(act: Act, found: Sequence[Application]) -> tuple[Application, ...]:
    """The dates that count from days of the act's own life, as far as these are known."""
    days: dict[Base, str] = {Base.PUBLICATION: published_on(act.journal)}
    for base, moment in ((Base.ENTRY, Moment.ENTRY), (Base.APPLICATION, Moment.APPLICATION)):
        general = [_dated(one, days) for one in found if one.moment is moment and one.target == act.celex and one.condition is None]
        days[base] = next((one.date for one in general if one.date), "")
    return tuple(_dated(one, days) for one in found)


def _dated(rule: Application, days: Mapping[Base, str]) -> Application:
    count = read_count(rule.counted)
    day = days.get(count.base, "") if count and not rule.date else ""
    return replace(rule, date=count.after(day)) if count and day else rule
