"""From when and until when something applies: the dates of "… shall apply …", "… shall not apply …" and "… shall cease to apply …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.date_findings import Words, in_turn, said
from extract.date_targets import Sentence, Target, closed, condition, derogated, outermost, own_targets, subject
from extract.date_words import Lead
from extract.times import Time
from kg.findings import Relation
from kg.ids import ProvisionId
from kg.rules import Application, Moment

OPENS: Final = 40
"""Characters in front of a date that opens its sentence: "However, ", "In any case, "."""
_DAYS: Final = (Lead.ON, Lead.AT, Lead.AFTER)
"""What makes a time that stands right behind its verb the first day, as "from" does."""
_LIMITS: Final = (Lead.FROM, Lead.UNTIL)


def applications(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """Each "… shall apply …" of a sentence with the times that are its own."""
    text, words = sentence.text, sentence.words
    verbs = [one for one in words.apply.finditer(text) if not words.asking.match(text, one.end())]
    begin, left_out = 0, tuple[ProvisionId, ...]()
    for at, verb in enumerate(verbs):
        limit = verbs[at + 1].start() if at + 1 < len(verbs) else len(text)
        own = tuple(one for one in times if verb.end() <= one.start < limit)
        last = _last(sentence, own, verb.end())
        behind = _behind(sentence, last, limit, at + 1 < len(verbs))
        relative = bool(words.relative.search(text, begin, verb.start()))
        targets: tuple[Target, ...] = left_out if relative and left_out else subject(sentence, begin, verb.start())
        left_out = sentence.excepted(last, behind)
        excepted = (*sentence.excepted(begin, verb.start()), *left_out) if not relative else ()
        if not targets and not any(one.lead in _LIMITS for one in own):
            targets = derogated(sentence, begin, verb.start())
        places = (begin, verb.start(), verb.end(), behind)
        clause = _Clause(sentence=sentence, places=places, own=own, targets=targets or _of_measures(sentence, verb), excepted=excepted)
        yield from _applied(clause, times)
        begin = last


def _last(sentence: Sentence, own: tuple[Time, ...], verb: int) -> int:
    """Where the times of an application end, with the word that pairs them with what they are of."""
    last = max((one.end for one in own if one.lead in _LIMITS or _is_close(sentence, verb, one)), default=verb)
    paired = sentence.words.in_turn.match(sentence.text, last)
    return paired.end() if paired else last


def _behind(sentence: Sentence, last: int, limit: int, more: bool) -> int:
    """Where the words of an application end: with its sentence, or before the subject of the next one; an exception is still its own."""
    if not more:
        return limit
    return limit if sentence.words.excepting.match(sentence.text, last) else last


def _is_close(sentence: Sentence, verb: int, time: Time) -> bool:
    """Whether a time stands right behind a verb."""
    return not sentence.text[verb : time.start].strip(" ,")


def _of_measures(sentence: Sentence, verb: re.Match[str]) -> tuple[Target, ...]:
    """ "They shall apply those measures from D": the directive whose measures these are, or the provisions that they comply with."""
    measures = sentence.words.measures.match(sentence.text, verb.end())
    if measures is None or not sentence.words.states.search(sentence.text[: verb.end()]):
        return _listed(sentence)
    named = [one for one in sentence.within(measures.end(), len(sentence.text)) if one.relation is Relation.COMPLIES_WITH]
    return outermost(sentence.index, own_targets(named, sentence.act)) or (sentence.act,)


def _listed(sentence: Sentence) -> tuple[Target, ...]:
    """The provisions that a list below names: "the following shall apply from D:"."""
    return outermost(sentence.index, own_targets(sentence.listed, sentence.act))


# ── one clause ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """One "… shall apply …" with its own times, what it is said of, and what it leaves out.

    `places` are where it begins, where its verb begins and ends, and where the words behind its times end.
    """

    sentence: Sentence
    places: tuple[int, int, int, int]
    own: tuple[Time, ...]
    targets: tuple[Target, ...]
    excepted: tuple[ProvisionId, ...]

    @property
    def verb(self) -> str:
        return self.sentence.text[self.places[1] : self.places[2]]

    @property
    def ceases(self) -> bool:
        """Whether its verb is of an end: "shall cease to apply", "shall no longer apply"."""
        return bool(self.sentence.words.ceasing.search(self.verb))

    @property
    def turned(self) -> bool:
        """Whether from then on it does not apply, and until then not yet: it is denied or ceases."""
        return (" not" in self.verb) is not self.ceases

    @property
    def words(self) -> Words:
        return Words(span=self.sentence.span(self.places[0], self.places[3]), excepted=self.excepted)

    def from_then(self) -> Moment:
        """What the first day of its times is."""
        return Moment.END if self.turned else Moment.APPLICATION

    def until_then(self) -> Moment:
        """What the last day of its times is."""
        return Moment.APPLICATION if self.turned else Moment.END


def _applied(clause: _Clause, times: tuple[Time, ...]) -> Iterator[Application]:
    sentence, (begin, verb, behind_verb, end) = clause.sentence, clause.places
    start, until = _first_day(clause), _last_day(clause)
    if start is None and until is None:
        yield from _opened(clause, times) or _cases(clause)
        return
    if sentence.words.pronoun.search(sentence.text[begin:verb]) and not any(one and one.known for one in (start, until)):
        return
    dated = [(moment, one) for moment, one in ((clause.from_then(), start), (clause.until_then(), until)) if one is not None]
    around = (min(one.start for _, one in dated), max(_last(sentence, clause.own, behind_verb), *(one.end for _, one in dated)))
    limit = condition(sentence, (begin, verb, behind_verb), around, end)
    words = Words(span=clause.words.span, excepted=clause.excepted, limit=limit)
    for moment, time in dated:
        days = [one for one in clause.own if one.lead is time.lead and one.start >= time.start]
        yield from (said(sentence, moment, day, target, words) for target, day in in_turn(sentence, clause.targets, days, end))


def _first_day(clause: _Clause) -> Time | None:
    """From when: a time with "from", one right behind the verb, the day of an end, or by when Member States apply measures."""
    sentence, own = clause.sentence, clause.own
    found = next((one for one in own if one.lead is Lead.FROM), None) or _by_states(clause)
    close = next((one for one in own[:1] if one.lead in _DAYS and _is_close(sentence, clause.places[2], one)), None)
    ends = next((one for one in own if clause.ceases and one.lead in (Lead.ON, Lead.AT, Lead.BY)), None)
    return found or close or ends


def _last_day(clause: _Clause) -> Time | None:
    """Until when: a time with "until", or with "before" right behind the verb."""
    until = next((one for one in clause.own if one.lead is Lead.UNTIL), None)
    before = (one for one in clause.own[:1] if one.lead is Lead.BEFORE and _is_close(clause.sentence, clause.places[2], one))
    return until or next(before, None)


def _by_states(clause: _Clause) -> Time | None:
    """ "Member States shall apply the measures … by D"."""
    sentence, behind = clause.sentence, clause.places[2]
    states = sentence.words.states.search(sentence.text[:behind]) and sentence.words.measures.match(sentence.text, behind)
    return next((one for one in clause.own if one.lead is Lead.BY), None) if states else None


def _opened(clause: _Clause, times: tuple[Time, ...]) -> list[Application] | None:
    """ "From D, Article 5 shall apply", "Until D, Article 5 shall not apply": the time in front of what it is said of; None without one."""
    sentence, (begin, verb, behind_verb, end) = clause.sentence, clause.places
    leads = (Lead.FROM, Lead.AT, Lead.UNTIL)
    lead = next((one for one in times if begin <= one.start < min(begin + OPENS, verb) and one.lead in leads and one.known), None)
    if lead is None:
        return None
    until = next((one for one in times if lead.end <= one.start < verb and one.lead is Lead.UNTIL), None)
    targets = () if until else clause.targets or subject(sentence, lead.end, verb)
    if lead.lead is not Lead.UNTIL:
        return [said(sentence, clause.from_then(), lead, target, clause.words) for target in targets]
    limited = sentence.words.limits.match(sentence.text, behind_verb + 1, end)
    if limited or sentence.text[begin : lead.start].strip(" ,"):
        return None
    return [said(sentence, clause.until_then(), lead, target, clause.words) for target in targets]


def _cases(clause: _Clause) -> Iterator[Application]:
    """ "… shall apply to lamps sold after D", or "… before D": the time is that of the cases."""
    sentence, (begin, verb, behind_verb, end) = clause.sentence, clause.places
    leads = (Lead.AFTER, Lead.BEFORE, Lead.ON, Lead.AT)
    time = next((one for one in clause.own if one.lead in leads and (one.known or one.lead is not Lead.AT)), None)
    if time is None:
        return
    limit = condition(sentence, (begin, verb, behind_verb), (end, end), end) or closed(sentence, behind_verb + 1, end)
    words = Words(span=clause.words.span, excepted=clause.excepted, limit=limit)
    yield from (said(sentence, _moment_of_cases(clause, time), time, target, words) for target in clause.targets)


def _moment_of_cases(clause: _Clause, time: Time) -> Moment:
    """Of cases since a day it is from then; of those before or on it, and where they are left out, a transition."""
    if time.lead not in (Lead.AFTER, Lead.AT) or " not" in clause.verb:
        return Moment.TRANSITION
    return clause.from_then()
