"""What a word or a stretch of words is to its clause: what parts clauses, opens one, or is said beside it; where a subject may begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.actor_names import PLURALS
from extract.clause_sentences import Sentence
from extract.duty_words import duty_words

_ARTICLES: Final = frozenset(
    {"the", "a", "an", "any", "each", "every", "all", "no", "such", "those", "these", "its", "their", "it", "they"}
)
_ABBREVIATED: Final = 3
"""Letters of an abbreviation with a full stop ("Art.")."""


def parts(sentence: Sentence, at: int) -> bool:
    """Whether a mark parts clauses: also a full stop, where short sentences were not parted."""
    low = sentence.tokens[at].low
    if low != "." or at == 0 or at + 1 == len(sentence.tokens):
        return low in (";", ":")
    before, behind = sentence.tokens[at - 1].text, sentence.tokens[at + 1]
    begins = len(before) > _ABBREVIATED or before.islower() or behind.low in duty_words().quantifiers
    return behind.text[0].isupper() and begins


def is_loose(sentence: Sentence, at: int) -> bool:
    """Whether a token in front of the verb is an adverb, which is no part of the subject."""
    low = sentence.tokens[at].low
    return duty_words().is_adverb(low) and sentence.mention_at(at) is None and low not in ("first",)


def opens(sentence: Sentence, at: int) -> bool:
    """Whether a token opens what is said beside the clause."""
    low = sentence.tokens[at].low
    if low == "other":
        return [one.low for one in sentence.tokens[at + 1 : at + 2]] == ["than"]
    return low in duty_words().openers or (low.endswith("ing") and sentence.mention_at(at) is None)


def opens_aside(sentence: Sentence, stretch: Sequence[int]) -> bool:
    """Whether what is said beside the clause begins with a stretch."""
    if not stretch:
        return False
    return opens(sentence, stretch[0]) or (len(stretch) > 1 and duty_words().is_participle(sentence.tokens[stretch[0]].low))


def is_subject_start(sentence: Sentence, at: int) -> bool:
    """Whether a subject may begin at a token: with an article or the like, a pronoun, or an actor."""
    words, low = duty_words(), sentence.tokens[at].low
    return low in words.quantifiers or low in words.pronouns_one | words.pronouns_many or sentence.mention_at(at) is not None


def has_verb(sentence: Sentence, seen: Sequence[int]) -> bool:
    """Whether a finite verb stands in a stretch in front of any relative pronoun."""
    ends = {one.last for one in sentence.mentions}
    for at in seen:
        low = sentence.tokens[at].low
        if low in ("which", "who", "that", "whose", "whom"):
            return False
        if low in duty_words().auxiliaries or (at in ends and at - 1 in seen and _is_third_person(sentence, at)):
            return True
    return False


def _is_third_person(sentence: Sentence, at: int) -> bool:
    """Whether a word behind an actor's name looks like a verb of the third person, and is no name of its own."""
    token = sentence.tokens[at]
    return token.is_word and token.low != token.key and sentence.mention_at(at) is None and not token.low.endswith(PLURALS)


def has_subject(sentence: Sentence, seen: Sequence[int], at: int) -> bool:
    """Whether a name stands behind a conjunction or pronoun, and no verb between it and the modal verb."""
    low, behind = sentence.tokens[seen[at]].low, seen[at + 1]
    if low in ("before", "after", "until", "so") and not is_subject_start(sentence, behind):
        return False
    if low == "that" and at > 0 and not _is_complement(sentence, seen, at):
        return False
    if low in ("whom", "which") and at > 0 and sentence.tokens[seen[at - 1]].low in duty_words().prepositions | {"of"}:
        return not has_verb(sentence, seen[at + 1 :])
    if not is_subject_start(sentence, behind) and not (low == "that" and sentence.tokens[behind].low not in duty_words().auxiliaries):
        return False
    return not has_verb(sentence, seen[at + 1 :])


def _is_complement(sentence: Sentence, seen: Sequence[int], at: int) -> bool:
    """Whether "that" opens what is provided, thought or the case, and not what is said of a name."""
    before, behind = seen[at - 1], seen[at + 1]
    if sentence.tokens[before].low == ",":
        return sentence.tokens[behind].low in _ARTICLES
    if sentence.tokens[before].low in duty_words().complements and not any(one.first <= before < one.last for one in sentence.mentions):
        return True
    return is_subject_start(sentence, behind)
