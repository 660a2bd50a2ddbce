"""Words of denial that begin a clause: "in no case shall the keeper sleep", "nor shall they", "under no circumstances may lamps be sold".

Behind them the subject mostly stands behind the modal verb, and where it ends the verb begins: behind the names of actors or a pronoun, or
else at one of the verbs that mostly are so placed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.clause_sentences import JOINS, Sentence
from extract.clause_tokens import Token
from extract.duty_words import DutyWords, duty_words

_ALONE: Final = ("nor", "neither", "never")
_LONGEST: Final = 4
"""Words of a denial: "in no such case"."""
_FARTHEST: Final = 60
"""Tokens between a modal verb and its verb."""
_PLACED: Final = ("be", "apply")
"""The verbs that mostly stand behind a subject that is a thing."""
_BEFORE: Final = (*JOINS, "that", "where", "if")
"""Words behind which a clause may begin with a denial."""


def denial_before(tokens: Sequence[Token], at: int, floor: int) -> int | None:
    """The first of the words of denial that stand in front of a token and begin a clause; None where there are none."""
    last = at - 2 if at - 1 > floor and tokens[at - 1].low == "," else at - 1
    if last < floor:
        return None
    if tokens[last].low in _ALONE:
        return last if tokens[last].low == "nor" or _begins(tokens, last, floor) else None
    words = duty_words()
    if tokens[last].key not in words.denied_cases:
        return None
    firsts = range(last - 2, max(floor, last - _LONGEST + 1) - 1, -1)
    return next((first for first in firsts if is_denial(tokens, first, words) and _begins(tokens, first, floor)), None)


def is_denial(tokens: Sequence[Token], at: int, words: DutyWords) -> bool:
    """Whether a phrase that denies what is said begins at a token: "under no circumstances", "in no such case"."""
    return behind_denial(tokens, at, words) is not None


def behind_denial(tokens: Sequence[Token], at: int, words: DutyWords) -> int | None:
    """Where the words go on behind a phrase that denies what is said; None where none begins at a token."""
    if tokens[at].low not in words.prepositions or [one.low for one in tokens[at + 1 : at + 2]] != ["no"]:
        return None
    nouns = (index for index in range(at + 2, min(at + _LONGEST, len(tokens))) if tokens[index].key in words.denied_cases)
    noun = next(nouns, None)
    return None if noun is None else noun + 1


def _begins(tokens: Sequence[Token], first: int, floor: int) -> bool:
    """Whether a clause may begin at a token."""
    return first == floor or not tokens[first - 1].is_word or tokens[first - 1].low in _BEFORE


def subject_behind(sentence: Sentence, modal: int) -> range | None:
    """The tokens of the subject behind a modal verb, up to the verb; None where the verb itself follows ("neither shall apply")."""
    tokens, words = sentence.tokens, duty_words()
    if modal + 1 >= len(tokens) or tokens[modal + 1].low in (*_PLACED, "have", *words.negations):
        return None
    named = _behind_names(sentence, modal + 1)
    if modal + 1 < named < len(tokens) and _may_be_verb(tokens[named], words) and not _is_placed(tokens, named + 1):
        return range(modal + 1, named)
    later = next((at for at in sentence.modals if at > modal), len(tokens))
    placed = (at for at in range(named, min(later, modal + _FARTHEST)) if _is_placed(tokens, at))
    return range(modal + 1, next(placed, named))


def _is_placed(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low in _PLACED


def _behind_names(sentence: Sentence, first: int) -> int:
    """Behind the actors, or the pronoun, that are named from a token on; the token itself where neither is."""
    words = duty_words()
    at = behind = first
    while at < len(sentence.tokens):
        mention, low = sentence.mention_at(at), sentence.tokens[at].low
        if mention is not None:
            at = behind = mention.last
        elif at == first and low in words.pronouns_one | words.pronouns_many and not _is_article(sentence, at):
            return at + 1
        elif low in words.quantifiers or (behind > first and low in (*JOINS, ",")):
            at += 1
        else:
            break
    return behind


def _is_article(sentence: Sentence, at: int) -> bool:
    """Whether a word such as "those" belongs to a name that follows."""
    return sentence.tokens[at].low in duty_words().quantifiers


def _may_be_verb(token: Token, words: DutyWords) -> bool:
    """Whether a word can be the verb of a modal verb in front of its subject."""
    small = token.low in words.prepositions or token.low in words.subordinators or token.low in words.auxiliaries - {"be", "have", "do"}
    return token.is_word and not small and token.low not in ("who", "of") and not token.low.endswith(("ing", "ed"))
