"""Ends by repeal: "Directive … is repealed with effect from D, with the exception of Article 5, which shall continue to apply until D"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extract.date_findings import Words, in_turn, said, whole
from extract.date_targets import Sentence, Target
from extract.date_words import Lead
from extract.times import Time
from kg.findings import Reference, Relation, Unresolved
from kg.ids import ActId, ProvisionId, act_of, path_of
from kg.model import Kind
from kg.rules import Application, Moment

_DAYS: Final = (Lead.FROM, Lead.ON, Lead.BY, Lead.AT)
_LISTED: Final = (Kind.POINT, Kind.INDENT)
_OWN: Final = re.compile(r"\bthis\b")


def repeals(sentence: Sentence, times: tuple[Time, ...]) -> Iterator[Application]:
    """The ends that a sentence sets: for what it repeals, and for what it leaves out of that and lets end another day."""
    verbs = sorted((*sentence.words.repeal.finditer(sentence.text), *sentence.words.staying.finditer(sentence.text)), key=re.Match.start)
    begin, left_out = 0, tuple[ProvisionId, ...]()
    for at, verb in enumerate(verbs):
        limit = verbs[at + 1].start() if at + 1 < len(verbs) else len(sentence.text)
        stays = verb.re is sentence.words.staying
        if sentence.words.relative.search(sentence.text, begin, verb.start()):
            days = _days(times, verb, limit, (Lead.UNTIL,) if stays else _DAYS)
            yield from _ended(sentence, left_out if days else (), days, whole(sentence), limit)
        elif not stays:
            days, targets = _days(times, verb, limit, _DAYS), _repealed(sentence, begin, verb.start())
            left_out = _left_out(sentence, begin, limit, targets)
            if days or verb["repeal"]:
                yield from _ended(sentence, targets, days, Words(span=whole(sentence).span, excepted=left_out), limit)
        begin = max((one.end for one in days), default=verb.end()) if not stays else verb.end()


def _days(times: Sequence[Time], verb: re.Match[str], limit: int, leads: Sequence[Lead]) -> list[Time]:
    """The times of a verb, up to the next: the first with a lead that fits, and those listed behind it."""
    fits = (one for one in times if one.lead in leads and (one.known or one.lead is not Lead.AT))
    own = [one for one in fits if verb.end() <= one.start < limit]
    return [one for one in own if one.lead is own[0].lead]


def _ended(sentence: Sentence, targets: Sequence[Target], days: Sequence[Time], words: Words, limit: int) -> Iterator[Application]:
    pairs = in_turn(sentence, targets, days, limit) if days else [(target, None) for target in targets]
    yield from (said(sentence, Moment.END, day, target, words) for target, day in pairs)


def _repealed(sentence: Sentence, begin: int, verb: int) -> tuple[Target, ...]:
    """What stands right in front of the verb: acts and provisions, the act's own or others; "this Regulation" is the act itself."""
    named = [one for one in sentence.within(begin, verb) if one.relation is not Relation.EXCEPTS]
    done = [one for one in named if one.relation in (Relation.REPEALS, Relation.AMENDS)]
    near = done or [one for one in named if not sentence.text[one.span.end - sentence.start : verb].strip()]
    found = dict.fromkeys(one.target for one in near if not isinstance(one.target, Unresolved))
    return tuple(found) or ((sentence.act,) if sentence.words.own.search(sentence.text[begin:verb]) else ())


def _left_out(sentence: Sentence, begin: int, end: int, repealed: Sequence[Target]) -> tuple[ProvisionId, ...]:
    """The provisions that words between two places, or the list that they introduce, leave out of what is repealed."""
    named = [one for one in sentence.within(begin, end) if one.relation is Relation.EXCEPTS]
    acts = list(dict.fromkeys(act_of(one) for one in repealed))
    found = (_of_repealed(sentence, one, acts) for one in (*named, *_listed(sentence, begin)))
    return tuple(dict.fromkeys(own for own in found if own is not None))


def _of_repealed(sentence: Sentence, reference: Reference, acts: Sequence[ActId]) -> ProvisionId | None:
    """A provision that is left out; one named without its act is of the one act that is repealed."""
    own = reference.target
    if isinstance(own, Unresolved) or "/" not in own:
        return None
    if act_of(own) == sentence.act and sentence.act not in acts and len(acts) == 1 and not _OWN.search(reference.wording):
        return ProvisionId(f"{acts[0]}/{path_of(own)}")
    return ProvisionId(own) if act_of(own) in acts else None


def _listed(sentence: Sentence, begin: int) -> Iterator[Reference]:
    """What the points or indents name that words such as "with the exception of:" introduce."""
    opens = [one for one in sentence.words.excepting.finditer(sentence.text, begin) if sentence.text[one.end() :].strip() == ":"]
    parts = tuple(f"{part.id}/" for part in sentence.host.children if part.kind in _LISTED) if opens else ()
    yield from (one for one in sentence.listed if f"{one.source}/".startswith(parts) and one.relation is Relation.REFERS_TO)
