"""Who acts where the subject does not: the one named with "by", the one to whom a rule applies, the one for whom it is to act."""

from __future__ import annotations

from collections.abc import Sequence

from extract.actors import Mention
from extract.clause_actors import NO_SUBJECT, Subject, named
from extract.clause_sentences import Sentence
from extract.duty_words import duty_words
from extract.modal_verbs import Verb

_RELATIVES = frozenset({"which", "who", "whom", "whose", "that", "where", "if", "unless", "when"})
_ENDS = frozenset(
    "; : . ( after before within without where when if unless pursuant on at by from following upon during until through".split()
)
"""Behind these nobody else is named who acts."""
_PARTICLES = frozenset({"down", "out", "up", "on", "in", "upon", "for", "forward", "to", "over", "into"})
_IMPERSONAL = frozenset({"possible", "for", "open", "up", "left", "incumbent"})


def agents(sentence: Sentence, verb: Verb, end: int) -> tuple[Mention, ...]:
    """The actors named with "by" as those who do what a passive verb says."""
    tokens = sentence.tokens
    for at in range(verb.last + 1, end):
        if tokens[at].low in _RELATIVES or _is_gerund(sentence, at):
            return ()
        if tokens[at].low == "by" and at not in sentence.hidden and not _is_of_another(sentence, verb, at):
            found = _from(sentence, at + 1, end)
            if found:
                return (*found, *_further(sentence, found[-1].last, end))
    return ()


def _is_gerund(sentence: Sentence, at: int) -> bool:
    """Whether a token is a gerund behind a preposition: "by" then says who does that ("aimed at easing access by users")."""
    low, before = sentence.tokens[at].low, sentence.tokens[at - 1].low
    return low.endswith("ing") and before in duty_words().prepositions | {"of"} and sentence.mention_at(at) is None


def _further(sentence: Sentence, at: int, end: int) -> tuple[Mention, ...]:
    """The actors behind "and by" or "or by"."""
    lows = [one.low for one in sentence.tokens[at : min(at + 3, end)]]
    joins = [index for index, low in enumerate(lows[:-1]) if low in ("and", "or") and lows[index + 1] == "by"]
    return _from(sentence, at + joins[0] + 2, end) if joins else ()


def _is_of_another(sentence: Sentence, verb: Verb, at: int) -> bool:
    """Whether "by" says who did something else, by the participle in front of it ("the list kept by the keeper")."""
    before = at - 1
    if before > verb.last and sentence.tokens[before].low in _PARTICLES and before - 1 > verb.last:
        before -= 1
    while before > verb.last and duty_words().is_adverb(sentence.tokens[before].low):
        before -= 1
    low = sentence.tokens[before].low
    taken = duty_words().is_participle(low) or low.endswith("ing") or low == "use"
    return before > verb.last and taken and not _is_joined(sentence, verb, before)


def _is_joined(sentence: Sentence, verb: Verb, at: int) -> bool:
    """Whether a participle goes on with the verb: "shall be tested and sealed by"."""
    between = sentence.tokens[verb.last + 1 : at]
    words = duty_words()
    return bool(between) and all(
        one.low in ("and", "or", ",") or words.is_participle(one.low) or words.is_adverb(one.low) for one in between
    )


def applied_to(sentence: Sentence, verb: Verb, end: int) -> Subject:
    """The actors to whom a rule applies or does not, where the words behind the verb say so."""
    at = verb.main + 1
    words = duty_words()
    while at < end and (sentence.tokens[at].low == "neither" or words.is_adverb(sentence.tokens[at].low)):
        at += 1
    return _named_from(sentence, at + 1, end) if at < end and sentence.tokens[at].low == "to" else NO_SUBJECT


def laid_for(sentence: Sentence, verb: Verb, end: int) -> tuple[Mention, ...] | None:
    """The actors for whom "it shall be possible", or for whom it is, to do something; None where a verb does not say such a thing."""
    if verb.verb != "be" or verb.state not in _IMPERSONAL:
        return None
    for at in range(verb.last, min(verb.last + 3, end)):
        if sentence.tokens[at].low in (("for",) if verb.state in ("possible", "for") else ("for", "to", "on")):
            return _from(sentence, at + 1, end)
    return ()


def _from(sentence: Sentence, at: int, end: int) -> tuple[Mention, ...]:
    """The actors named from a token on, among them one that is named once more with the same preposition ("by one or by the other")."""
    return _named_from(sentence, at, end).actors


def _named_from(sentence: Sentence, at: int, end: int) -> Subject:
    """What is named from a token on, as a subject is named."""
    seen: Sequence[int] = [index for index in range(at, end) if index not in sentence.hidden]
    ends = (place for place, index in enumerate(seen) if sentence.tokens[index].low in _ENDS and index not in sentence.inside)
    stop = next(ends, len(seen))
    return named(seen[:stop], sentence)
