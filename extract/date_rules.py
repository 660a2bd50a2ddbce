"""The rules that set dates in one sentence: entry into force, application, repeal, transposition, transition, deadlines and reviews.

Each rule looks at the verb of its formula and at the times around it (`extract.times`), and gives what it finds and nothing where the
formula is another. They are tried in the order of `read`; what one has read, those behind it leave alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from extract.date_targets import Sentence, Target, closed, condition, derogated, outermost, own_targets, subject
from extract.date_words import ORDINALS, Lead
from extract.times import Time, times_in
from kg.days import Base, Count
from kg.findings import Relation, Unresolved
from kg.ids import ProvisionId
from kg.model import Span
from kg.rules import Application, Moment

_OPENS: Final = 40
"""Characters in front of a date that opens its sentence: "However, ", "In any case, "."""
_RULES: Final = frozenset({Relation.COMPLIES_WITH, Relation.SET_OUT_IN, Relation.SUBJECT_TO, Relation.APPLIES, Relation.IN_ACCORDANCE_WITH})


def read(sentence: Sentence) -> tuple[Application, ...]:
    """What one sentence sets dates for, in the order of its words."""
    times = times_in(sentence.text)
    first = (*_entry(sentence, times), *_repeal(sentence, times))
    rules = first or tuple(_transposition(sentence, times))
    rules += tuple(_application(sentence, times))
    return rules or tuple(_exposed(sentence, times)) or tuple(_pending(sentence, times)) or _of_somebody(sentence, times)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of a finding: its span, what they leave out, and those that limit it."""

    span: Span
    excepted: tuple[ProvisionId, ...] = ()
    limit: Span | None = None


def _said(sentence: Sentence, moment: Moment, time: Time | None, target: Target, words: _Words) -> Application:
    excepted = (one for one in words.excepted if target == sentence.act or target in sentence.index.scopes(one))
    return Application(
        provision=sentence.host.id, span=words.span, moment=moment, date=time.date if time else "", target=target,
        excepted=tuple(dict.fromkeys(excepted)), condition=words.limit, counted=str(time.count) if time and time.count else "",
    )  # fmt: skip


def _whole(sentence: Sentence, limit: Span | None = None) -> _Words:
    return _Words(span=sentence.span(0, len(sentence.text)), limit=limit)


# ── entry into force, repeal, transposition ────────────────────────────────────────────────────────────────────────────────────


def _entry(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """ "This Regulation shall enter into force on the twentieth day following that of its publication"."""
    found = sentence.words.entry.search(sentence.text)
    if found is None:
        return
    span = sentence.span(found.start(), found.end())
    named = next((one for one in times if found.start() < one.start <= found.end() and one.lead is not Lead.BEFORE), None)
    if named is not None and named.date:
        yield _said(sentence, Moment.ENTRY, named, sentence.act, _Words(span=span))
        return
    count = _from_publication(sentence, found["when"] or "")
    yield Application(
        provision=sentence.host.id, span=span, moment=Moment.ENTRY, date="", target=sentence.act, counted=str(count) if count else ""
    )


def _from_publication(sentence: Sentence, when: str) -> Count | None:
    """So many days after publication: the twentieth day following it is twenty, "the day following" one, "the day of" none."""
    if not sentence.words.published.search(when):
        return None
    nth = sentence.words.ordinal.search(when)
    if nth:
        word = nth["ordinal"].lower()
        number = ORDINALS.get(word) or (int(re.sub(r"\D", "", word)) if word[0].isdigit() else 0)
        return Count(number=number or 1, unit="day", base=Base.PUBLICATION) if number or word in ("the", "day") else None
    later = re.search(r"\b(?:following|after)\b", when)
    return Count(number=1 if later else 0, unit="day", base=Base.PUBLICATION)


def _repeal(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """ "Directive … is repealed with effect from D"; deleting and expiring only with a date, for instructions delete too."""
    found = sentence.words.repeal.search(sentence.text)
    if found is None:
        return
    time = next((one for one in times if one.start >= found.end() and one.lead in (Lead.FROM, Lead.ON, Lead.BY)), None)
    if time is None and not found["repeal"]:
        return
    for target in _repealed(sentence, found.start()):
        excepted = sentence.excepted(time.end if time else found.end(), len(sentence.text))
        yield _said(sentence, Moment.END, time, target, replace(_whole(sentence), excepted=excepted))


def _repealed(sentence: Sentence, verb: int) -> tuple[Target, ...]:
    """What stands right in front of the verb: acts and provisions, the act's own or others; "this Regulation" is the act itself."""
    named = sentence.within(0, verb)
    done = [one for one in named if one.relation in (Relation.REPEALS, Relation.AMENDS)]
    near = done or [one for one in named if not sentence.text[one.span.end - sentence.start : verb].strip()]
    found = dict.fromkeys(one.target for one in near if not isinstance(one.target, Unresolved))
    return tuple(found) or ((sentence.act,) if sentence.words.own.search(sentence.text[:verb]) else ())


def _transposition(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """ "Member States shall adopt and publish, by D, the measures necessary to comply with this Directive"."""
    found = sentence.words.transposition.search(sentence.text)
    before = sentence.text[: found.end()] if found else ""
    if not sentence.words.states.search(before) or not sentence.words.enacting.search(before):
        return
    for time in times:
        if time.lead in (Lead.BY, Lead.BEFORE) and time.known:
            yield _said(sentence, Moment.TRANSPOSITION, time, sentence.act, _whole(sentence))
            return


# ── application ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _application(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """Each "… shall apply …" of a sentence with the times that are its own."""
    text, words = sentence.text, sentence.words
    verbs = [one for one in words.apply.finditer(text) if not words.asking.match(text, one.end())]
    begin, left_out = 0, tuple[ProvisionId, ...]()
    for at, verb in enumerate(verbs):
        limit = verbs[at + 1].start() if at + 1 < len(verbs) else len(text)
        own = [one for one in times if verb.end() <= one.start < limit]
        last = max((one.end for one in own if one.lead in (Lead.FROM, Lead.UNTIL)), default=verb.end())
        behind = _behind(sentence, last, limit, at + 1 < len(verbs))
        relative = bool(words.relative.search(text, begin, verb.start()))
        targets: tuple[Target, ...] = left_out if relative and left_out else subject(sentence, begin, verb.start())
        left_out = sentence.excepted(last, behind)
        excepted = (*sentence.excepted(begin, verb.start()), *left_out) if not relative else ()
        if not targets and not any(one.lead in (Lead.FROM, Lead.UNTIL) for one in own):
            targets = derogated(sentence, begin, verb.start())
        places = (begin, verb.start(), verb.end(), behind)
        clause = _Clause(places=places, own=own, targets=targets or _of_measures(sentence, verb), excepted=excepted)
        yield from _applied(sentence, times, clause)
        begin = last


def _behind(sentence: Sentence, last: int, limit: int, more: bool) -> int:
    """Where the words of an application end: with its sentence, or before the subject of the next one; an exception is still its own."""
    if not more:
        return limit
    return limit if sentence.words.excepting.match(sentence.text, last) else last


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


_EVEN_SO: Final = ("necessary", "into", "remain", "void")
"""Ends of verbs that are of what is there already, even where no earlier date says so."""

Places = tuple[int, int, int, int]
"""Of a clause: where it begins, where its verb begins and ends, and where the words behind its times end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """One "… shall apply …" with its own times, what it is said of, and what it leaves out."""

    places: Places
    own: list[Time]
    targets: tuple[Target, ...]
    excepted: tuple[ProvisionId, ...]


def _applied(sentence: Sentence, times: tuple[Time, ...], clause: _Clause) -> Iterator[Application]:
    begin, verb, behind_verb, end = clause.places
    span, own = sentence.span(begin, end), clause.own
    start = next((one for one in own if one.lead is Lead.FROM), None) or _by_states(sentence, own, behind_verb)
    until = next((one for one in own if one.lead is Lead.UNTIL), None)
    denied = sentence.text[verb:behind_verb].count(" not")
    if start is None and until is None:
        yield from _opened(sentence, times, clause)
        return
    if sentence.words.pronoun.search(sentence.text[begin:verb]) and not any(one and one.known for one in (start, until)):
        return
    moments = ((Moment.APPLICATION, start), (Moment.END, until)) if not denied else ((Moment.END, start), (Moment.APPLICATION, until))
    around = (min(one.start for _, one in moments if one), max(one.end for _, one in moments if one))
    limit = condition(sentence, (begin, verb, behind_verb), around, end)
    said = _Words(span=span, excepted=clause.excepted, limit=limit)
    for moment, time in moments:
        if time is not None:
            yield from (_said(sentence, moment, time, target, said) for target in clause.targets)


def _by_states(sentence: Sentence, own: list[Time], behind: int) -> Time | None:
    """ "Member States shall apply the measures … by D"."""
    states = sentence.words.states.search(sentence.text[:behind]) and sentence.words.measures.match(sentence.text, behind)
    return next((one for one in own if one.lead is Lead.BY), None) if states else None


def _opened(sentence: Sentence, times: tuple[Time, ...], clause: _Clause) -> Iterator[Application]:
    """Application without "from": "From D, Article 5 shall apply", "… shall apply to lamps sold after D", or "… before D"."""
    begin, verb, behind_verb, end = clause.places
    span, excepted = sentence.span(begin, end), clause.excepted
    lead = next((one for one in times if begin <= one.start < min(begin + _OPENS, verb) and one.lead is Lead.FROM and one.date), None)
    if lead is not None:
        targets = clause.targets or subject(sentence, lead.end, verb)
        until = next((one for one in times if lead.end <= one.start < verb and one.lead is Lead.UNTIL), None)
        for target in () if until else targets:
            yield _said(sentence, Moment.APPLICATION, lead, target, _Words(span=span, excepted=excepted))
        return
    cases = next((one for one in clause.own if one.lead in (Lead.AFTER, Lead.BEFORE, Lead.ON)), None)
    if cases is None:
        return
    since = cases.lead is Lead.AFTER and " not" not in sentence.text[verb:behind_verb]
    moment = Moment.APPLICATION if since else Moment.TRANSITION
    limit = condition(sentence, (begin, verb, behind_verb), (end, end), end) or closed(sentence, behind_verb + 1, end)
    for target in clause.targets:
        yield _said(sentence, moment, cases, target, _Words(span=span, excepted=excepted, limit=limit))


def _exposed(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """ "Contracts shall be subject to the duty set out in Article 19 as from D": that rule applies to them from then."""
    verb = sentence.words.exposed.search(sentence.text)
    time = verb and next((one for one in times if one.start >= verb.end() and one.lead is Lead.FROM and one.known), None)
    if verb is None or time is None or sentence.words.limits.search(sentence.text, verb.end(), time.start):
        return
    for target in sentence.provisions(verb.end(), time.start):
        yield _said(sentence, Moment.APPLICATION, time, target, _whole(sentence, sentence.span(0, verb.start())))


# ── transition ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pending(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """Rules for what is there already: "lamps sold before D may still be used until D"; the later date is the one that it sets."""
    verb = sentence.words.pending.search(sentence.text)
    if verb is None:
        return
    there = [one for one in times if one.lead in (Lead.BEFORE, Lead.ON, Lead.AFTER) and one.end <= verb.start() and one.date]
    limits = [one for one in times if one.start >= verb.end() and one.lead in (Lead.UNTIL, Lead.BY) and one.date]
    if not there and not (limits and verb[0].endswith(_EVEN_SO)):
        return
    time = next(iter(limits), None) or there[-1]
    for target in _ruled(sentence, verb.end()):
        yield _said(sentence, Moment.TRANSITION, time, target, _whole(sentence, _cases(sentence, verb.start())))


def _cases(sentence: Sentence, verb: int) -> Span:
    """What the rule is for: the words in front of its verb, behind any that only join it to another rule."""
    lead = sentence.words.adjunct.match(sentence.text, 0, verb) or sentence.words.opening.match(sentence.text, 0, verb)
    return sentence.span(lead.end() if lead else 0, verb)


def _ruled(sentence: Sentence, verb: int) -> tuple[Target, ...]:
    """The provisions that are to be complied with, or the act."""
    named = [one for one in sentence.within(verb, len(sentence.text)) if one.relation in _RULES]
    every = any(one.target == sentence.act for one in named)
    found = outermost(sentence.index, own_targets([one for one in named if one.relation is not Relation.IN_ACCORDANCE_WITH], sentence.act))
    return found if found and not every else (sentence.act,)


# ── what somebody does by a date ───────────────────────────────────────────────────────────────────────────────────────────────


def _of_somebody(sentence: Sentence, times: tuple[Time, ...]) -> tuple[Application, ...]:
    return tuple(_from_then(sentence, times)) or tuple(_deadlines(sentence, times))


def _from_then(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """ "From D, keepers shall …", "After D, …" and "From D to D, keepers may …": the provision itself applies then."""
    lead = next((one for one in times if one.lead in (Lead.FROM, Lead.AFTER) and one.date and one.start < _OPENS), None)
    if lead is None or not sentence.words.binding.search(sentence.text, lead.end) or _is_word(sentence.text[: lead.start]):
        return
    limit = None if sentence.alone else closed(sentence, _letters_from(sentence, lead.end), len(sentence.text))
    yield _said(sentence, Moment.APPLICATION, lead, sentence.host.id, _whole(sentence, limit))
    until = next((one for one in times if one.lead is Lead.UNTIL and one.date and not sentence.text[lead.end : one.start].strip()), None)
    if until is not None:
        yield _said(sentence, Moment.END, until, sentence.host.id, _whole(sentence, limit))


def _letters_from(sentence: Sentence, start: int) -> int:
    """Where words begin behind a date and its comma."""
    return start + len(sentence.text[start:]) - len(sentence.text[start:].lstrip(" ,"))


def _is_word(before: str) -> bool:
    """Whether what stands in front of a date is more than a joining word."""
    return bool(before.strip(" ,")) and not before.rstrip().endswith(",")


def _deadlines(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """ "By D, the Commission shall …": done by then, or reviewed by then."""
    text, words = sentence.text, sentence.words
    binding = words.binding.search(text)
    if binding is None and not sentence.bound:
        return
    seen: set[str] = set()
    for time in times:
        if not _limits_somebody(time, text) or words.supposing.search(text[: time.start]):
            continue
        key = time.date or str(time.count)
        if key not in seen:
            seen.add(key)
            reviewed = words.review.search(text) and not words.states.search(text)
            moment = Moment.END if time.lead is Lead.UNTIL else Moment.REVIEW if reviewed else Moment.DEADLINE
            target = _reviewed(sentence) if moment is Moment.REVIEW else sentence.host.id
            limit = closed(sentence, _letters_from(sentence, time.end), len(text)) if moment is Moment.END and not sentence.alone else None
            yield _said(sentence, moment, time, target, _whole(sentence, limit))


def _limits_somebody(time: Time, text: str) -> bool:
    """Whether a time is one by which something is to be done; "before D", "until D" and "on D" are where they stand apart."""
    if not time.known:
        return False
    apart = not text[: time.start].strip(" ,") or text[: time.start].rstrip().endswith((",", "shall"))
    if time.lead is Lead.ON:
        return text[: time.start].rstrip(" ,").endswith("shall")
    return time.lead in (Lead.BY, Lead.EARLIEST) or (time.lead in (Lead.BEFORE, Lead.UNTIL) and apart)


def _reviewed(sentence: Sentence) -> Target:
    """The act where its name is in the words; the provision that has the review done where it is not."""
    return sentence.act if any(one.target == sentence.act for one in sentence.within(0, len(sentence.text))) else sentence.host.id
