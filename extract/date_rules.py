"""The rules that set dates in one sentence: entry into force, application, repeal, transposition, transition, deadlines and reviews.

Each rule looks at the verb of its formula and at the times around it (`extract.times`), and gives what it finds and nothing where the
formula is another. They are tried in the order of `read`; what one has read, those behind it leave alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extract.date_applications import OPENS, applications
from extract.date_findings import Words, said, whole
from extract.date_repeals import repeals
from extract.date_targets import Sentence, Target, closed, outermost, own_targets
from extract.date_words import ORDINALS, Lead
from extract.times import Time, times_in
from kg.days import Base, Count
from kg.findings import Relation
from kg.model import Span
from kg.rules import Application, Moment

_RULES: Final = frozenset({Relation.COMPLIES_WITH, Relation.SET_OUT_IN, Relation.SUBJECT_TO, Relation.APPLIES, Relation.IN_ACCORDANCE_WITH})
_EVEN_SO: Final = ("necessary", "into", "remain", "void")
"""Ends of verbs that are of what is there already, even where no earlier date says so."""


def read(sentence: Sentence) -> tuple[Application, ...]:
    """What one sentence sets dates for, in the order of its words."""
    times = times_in(sentence.text)
    first = (*_entry(sentence, times), *repeals(sentence, times))
    rules = first or tuple(_transposition(sentence, times))
    rules += tuple(applications(sentence, times))
    return rules or tuple(_exposed(sentence, times)) or tuple(_pending(sentence, times)) or _of_somebody(sentence, times)


# ── entry into force, repeal, transposition ────────────────────────────────────────────────────────────────────────────────────


def _entry(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """ "This Regulation shall enter into force on the twentieth day following that of its publication"."""
    found = sentence.words.entry.search(sentence.text)
    if found is None:
        return
    span = sentence.span(found.start(), found.end())
    named = next((one for one in times if found.start() < one.start <= found.end() + 1 and one.lead is not Lead.BEFORE), None)
    if named is not None and (named.date or (named.lead is Lead.AT and named.known)):
        span = sentence.span(found.start(), max(found.end(), named.end))
        yield said(sentence, Moment.ENTRY, named, sentence.act, Words(span=span))
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


def _transposition(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """ "Member States shall adopt and publish, by D, the measures necessary to comply with this Directive"."""
    found = sentence.words.transposition.search(sentence.text)
    before = sentence.text[: found.end()] if found else ""
    if not sentence.words.states.search(before) or not sentence.words.enacting.search(before):
        return
    for time in times:
        if time.lead in (Lead.BY, Lead.BEFORE) and time.known:
            yield said(sentence, Moment.TRANSPOSITION, time, sentence.act, whole(sentence))
            return


def _exposed(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """ "Contracts shall be subject to the duty set out in Article 19 as from D": that rule applies to them from then."""
    verb = sentence.words.exposed.search(sentence.text)
    time = verb and next((one for one in times if one.start >= verb.end() and one.lead is Lead.FROM and one.known), None)
    if verb is None or time is None or sentence.words.limits.search(sentence.text, verb.end(), time.start):
        return
    for target in sentence.provisions(verb.end(), time.start):
        yield said(sentence, Moment.APPLICATION, time, target, whole(sentence, sentence.span(0, verb.start())))


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
        yield said(sentence, Moment.TRANSITION, time, target, whole(sentence, _cases(sentence, verb.start())))


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
    lead = next((one for one in times if one.lead in (Lead.FROM, Lead.AFTER) and one.date and one.start < OPENS), None)
    if lead is None or not sentence.words.binding.search(sentence.text, lead.end) or _is_word(sentence.text[: lead.start]):
        return
    limit = None if sentence.alone else closed(sentence, _letters_from(sentence, lead.end), len(sentence.text))
    yield said(sentence, Moment.APPLICATION, lead, sentence.host.id, whole(sentence, limit))
    until = next((one for one in times if one.lead is Lead.UNTIL and one.date and not sentence.text[lead.end : one.start].strip()), None)
    if until is not None:
        yield said(sentence, Moment.END, until, sentence.host.id, whole(sentence, limit))


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
            yield said(sentence, moment, time, target, whole(sentence, limit))


def _limits_somebody(time: Time, text: str) -> bool:
    """Whether a time is one by which something is to be done; "before D", "until D" and "on D" are where they stand apart."""
    if not time.known:
        return False
    apart = not text[: time.start].strip(" ,") or text[: time.start].rstrip().endswith((",", "shall"))
    if time.lead is Lead.AT:
        return apart
    if time.lead is Lead.ON:
        return text[: time.start].rstrip(" ,").endswith("shall")
    return time.lead in (Lead.BY, Lead.EARLIEST) or (time.lead in (Lead.BEFORE, Lead.UNTIL) and apart)


def _reviewed(sentence: Sentence) -> Target:
    """The act where its name is in the words; the provision that has the review done where it is not."""
    return sentence.act if any(one.target == sentence.act for one in sentence.within(0, len(sentence.text))) else sentence.host.id
