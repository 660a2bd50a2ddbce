"""Who the subject of a clause is: the actors it names, those a pronoun stands for, or nobody.

The first name counts, with names joined to it; a name in what is said about the first ("the lid of the keeper") is not the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extract.actor_words import actor_words
from extract.actors import Mention
from extract.clause_sentences import Sentence
from extract.clause_subjects import Clause, Opening
from extract.clause_tokens import POSSESSIVE
from extract.duty_words import duty_words

_JOINS: Final = ("and", "or", "nor")
_DENIALS: Final = frozenset({"no", "neither", "none", "nothing", "nobody"})
_RELATIVES: Final = frozenset({"which", "who", "that", "whose", "whom", "where"})
_BACKWARD: Final = frozenset({"such", "those", "these", "that", "this", "said", "latter", "former"})
_SHARES: Final = frozenset({"each", "any", "one", "all", "none", "both", "either", "neither", "some", "several", "two", "many", "most"})
_ARTICLES: Final = frozenset({"the", "a", "an"})
_AMOUNTS: Final = frozenset({"number", "majority", "percentage", "proportion", "share"})
_NEAR: Final = 3
_OF_LAW: Final = ("actor:union", "actor:member-state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The subject of a clause: its actors, or whether it is a pronoun for one or for many; `denied` by a word such as "no".

    `pointing` where an actor is named with "such" or "those", whom the words before may tell better; `is_told` where the subject is named,
    `is_apart` where a comma parts a relative pronoun from it.
    """

    actors: tuple[Mention, ...] = ()
    pronoun: str = ""
    denied: bool = False
    plural: bool = False
    pointing: bool = False
    impersonal: bool = False
    is_told: bool = False
    is_apart: bool = False


NO_SUBJECT: Final = Subject()


def subject_of(clause: Clause, sentence: Sentence) -> Subject:
    """The subject that a clause names, or the antecedent of its relative pronoun."""
    if clause.opening is Opening.RELATIVE:
        return _antecedent(clause.subject, sentence)
    return named(clause.subject, sentence)


def named(seen: Sequence[int], sentence: Sentence) -> Subject:
    """The subject that tokens in front of a verb name."""
    words = duty_words()
    lows = [sentence.tokens[at].low for at in seen]
    at = 0
    while at < len(lows) and (lows[at] in (*_JOINS, "but", ",") or words.is_adverb(lows[at])):
        at += 1
    at = _behind_amount(lows, at)
    first = at
    while at < len(lows) and (lows[at] in words.quantifiers or _is_partitive(lows, at)) and sentence.mention_at(seen[at]) is None:
        if lows[at] in words.pronouns_many | words.pronouns_one and _is_alone(lows, at):
            break
        at += 1
    given = lows[first:at]
    denied = bool(_DENIALS.intersection(given)) or "nor" in lows
    if at == len(lows):
        pronoun = next((one for one in reversed(given) if one in words.pronouns_one | words.pronouns_many), "")
        return Subject(pronoun=pronoun, denied=denied, plural=pronoun in words.pronouns_many)
    if lows[at] in ("there", "here"):
        return Subject(impersonal=True)
    if lows[at] in words.pronouns_one | words.pronouns_many and sentence.mention_at(seen[at]) is None:
        return Subject(pronoun=lows[at], denied=denied, plural=lows[at] in words.pronouns_many)
    actors = () if _is_of_law(seen, at, sentence) else _coordinated(seen, at, sentence)
    plural = len(actors) > 1 or any(one.plural for one in actors) or _is_plural(seen, at, sentence)
    return Subject(actors=actors, denied=denied, plural=plural, pointing=bool(_BACKWARD.intersection(given)), is_told=True)


def _is_of_law(seen: Sequence[int], at: int, sentence: Sentence) -> bool:
    """Whether a State or the Union is only named for its law, with another behind "and": "Union and national law"."""
    mention = sentence.mention_at(seen[at])
    if mention is None or mention.node not in _OF_LAW or mention.plural:
        return False
    behind = _behind(seen, at, mention, sentence)
    if behind + 1 >= len(seen) or sentence.tokens[seen[behind]].low not in _JOINS:
        return False
    return sentence.tokens[seen[behind + 1]].low not in duty_words().quantifiers and not _joins_actor(seen, behind, sentence)


def _behind_amount(lows: Sequence[str], at: int) -> int:
    """Behind "a sufficient number of" and the like, which only say how many; "the number of keepers" is a thing."""
    if lows[at : at + 1] != ["a"]:
        return at
    amount = next(
        (place for place in range(at, min(at + _NEAR, len(lows) - 1)) if lows[place] in _AMOUNTS and lows[place + 1] == "of"), None
    )
    return at if amount is None else amount + 2


def _is_partitive(lows: Sequence[str], at: int) -> bool:
    """Whether "of" only leads from how many to who ("each of the keepers")."""
    return at > 0 and lows[at] == "of" and lows[at - 1] in _SHARES


def _is_alone(lows: Sequence[str], at: int) -> bool:
    """Whether a word such as "those" is a pronoun where it stands: nothing but what is said about it follows."""
    return at + 1 == len(lows) or lows[at + 1] in duty_words().prepositions or lows[at + 1] in _RELATIVES


def _is_plural(seen: Sequence[int], at: int, sentence: Sentence) -> bool:
    """Whether a subject that is no actor is in the plural, by the last word of its first name that is no number."""
    end = _name_end(seen, at, sentence)
    words = (sentence.tokens[one] for one in reversed(seen[at : max(at + 1, end)]))
    last = next((one for one in words if not one.text[0].isdigit()), sentence.tokens[seen[at]])
    return last.low != last.key or any(sentence.tokens[one].low == "and" for one in seen[end : end + 1])


def _coordinated(seen: Sequence[int], at: int, sentence: Sentence) -> tuple[Mention, ...]:
    """The actors among the names that are joined from a place on; none where the first name is no actor's."""
    found: list[Mention] = []
    inner: Mention | None = None
    while at < len(seen):
        mention = _heading(seen, at, sentence)
        if mention is None and not found:
            return _modified(seen, at, sentence)
        if mention is not None:
            found.append(mention)
        at, inner = _next_join(seen, _behind(seen, at, mention, sentence), sentence)
        if at >= len(seen):
            break
        if inner is not None and not _own_article(seen, at, sentence):
            break
        at = _skip(seen, at, sentence)
    return tuple(found)


def _modified(seen: Sequence[int], at: int, sentence: Sentence) -> tuple[Mention, ...]:
    """The actor of a first name whose noun is missing, because one behind "and" stands for both ("national and local bodies")."""
    end = _name_end(seen, at, sentence)
    if end < len(seen) and sentence.tokens[seen[end]].low in (*_JOINS, ",") and end - at <= _NEAR:
        behind = _skip(seen, end, sentence)
        if behind < len(seen) and not _is_noun_like(seen[end - 1], sentence):
            return _coordinated(seen, behind, sentence)
    return ()


def _is_noun_like(at: int, sentence: Sentence) -> bool:
    """Whether a word cannot be an adjective: it is in the plural, or behind an article of its own with nothing to follow."""
    token = sentence.tokens[at]
    return token.low != token.key or token.low.endswith(("ment", "tion", "ness", "ity", "ance", "ence", "ing"))


def _skip(seen: Sequence[int], at: int, sentence: Sentence) -> int:
    """Behind joining words, marks, articles and adverbs."""
    words = duty_words()
    while at < len(seen) and sentence.mention_at(seen[at]) is None:
        low = sentence.tokens[seen[at]].low
        if low not in (*_JOINS, ",") and low not in words.quantifiers and not words.is_adverb(low):
            break
        at += 1
    return at


def _own_article(seen: Sequence[int], at: int, sentence: Sentence) -> bool:
    """Whether a name behind "and" has an article, so that it may stand beside the first name and not beside the last."""
    behind = at + 1
    return (
        behind < len(seen)
        and sentence.tokens[seen[behind]].low in ("the", "its", "their", "each", "any")
        and _comma_before(seen, at, sentence)
    )


def _comma_before(seen: Sequence[int], at: int, sentence: Sentence) -> bool:
    return at > 0 and sentence.tokens[seen[at - 1]].low == ","


def _heading(seen: Sequence[int], at: int, sentence: Sentence) -> Mention | None:
    """The actor who is the head of the name that begins at a place, if there is one."""
    end = _name_end(seen, at, sentence)
    for index in range(at, end):
        mention = sentence.mention_at(seen[index])
        if mention is not None and mention.last == seen[end - 1] + 1:
            return _possessed(seen, end, mention, sentence)
    return None


def _possessed(seen: Sequence[int], end: int, mention: Mention, sentence: Sentence) -> Mention | None:
    """An actor, unless it is only the owner of what follows; then that, if it is one."""
    if end < len(seen) and sentence.tokens[seen[end]].low == POSSESSIVE:
        return _heading(seen, end + 1, sentence) if end + 1 < len(seen) else None
    return mention


def _name_end(seen: Sequence[int], at: int, sentence: Sentence) -> int:
    """Where the name that begins at a place ends: at a small word, a mark, a pronoun, or behind a known actor."""
    words = duty_words()
    index = at
    while index < len(seen):
        mention = sentence.mention_at(seen[index])
        if mention is not None:
            inside = [place for place in range(index, len(seen)) if seen[place] < mention.last]
            index = inside[-1] + 1
            if index >= len(seen) or not _goes_on(seen[index], sentence):
                return index
            continue
        token = sentence.tokens[seen[index]]
        small = token.low in words.prepositions or token.low in (*_JOINS, POSSESSIVE) or token.low in _RELATIVES
        if not token.is_word or small or token.low in words.auxiliaries or (index > at and token.low in _ARTICLES):
            return index
        index += 1
    return index


def _goes_on(at: int, sentence: Sentence) -> bool:
    """Whether a name goes on behind an actor with another actor's noun ("the provider organisations")."""
    return sentence.mention_at(at) is not None


def _behind(seen: Sequence[int], at: int, mention: Mention | None, sentence: Sentence) -> int:
    if mention is None:
        return max(at + 1, _name_end(seen, at, sentence))
    return next((place for place in range(at, len(seen)) if seen[place] >= mention.last), len(seen))


def _next_join(seen: Sequence[int], at: int, sentence: Sentence) -> tuple[int, Mention | None]:
    """Where names go on that are joined to those before: at "and", or at a comma in a list; and the actor named just in front of it.

    What is said of a name with a relative pronoun ends the subject.
    """
    inner: Mention | None = None
    governed = False
    for index in range(at, len(seen)):
        low = sentence.tokens[seen[index]].low
        if low in _RELATIVES:
            return len(seen), None
        if (low in _JOINS or low == ",") and not _behind_adjective(seen, index, sentence) and _joins_actor(seen, index, sentence):
            return index, inner if governed else None
        if low in _JOINS or low == ",":
            continue
        governed = governed or low in duty_words().prepositions or low.endswith(("ing", "ed"))
        inner = sentence.mention_at(seen[index]) or (inner if _inside(inner, seen[index]) else None)
    return len(seen), None


def _behind_adjective(seen: Sequence[int], at: int, sentence: Sentence) -> bool:
    """Whether "and" joins two adjectives of one noun ("natural and legal persons")."""
    before = sentence.tokens[seen[at - 1]] if at else None
    inside = before is not None and any(one.first <= seen[at - 1] < one.last for one in sentence.mentions)
    return before is not None and not inside and before.low in actor_words().modifiers and before.low not in duty_words().participles


def _inside(mention: Mention | None, at: int) -> bool:
    return mention is not None and at < mention.last


def _joins_actor(seen: Sequence[int], at: int, sentence: Sentence) -> bool:
    behind = _skip(seen, at, sentence)
    return behind < len(seen) and _heading(seen, behind, sentence) is not None


def _antecedent(seen: Sequence[int], sentence: Sentence) -> Subject:
    """The actor named just in front of a relative pronoun."""
    places = [at for at in seen if sentence.tokens[at].low != ","]
    while places and sentence.tokens[places[-1]].low in ("concerned", "and", "or"):
        places.pop()
    last = next((one for one in reversed(sentence.mentions) if places and one.first <= places[-1] < one.last), None)
    apart = bool(seen) and sentence.tokens[seen[-1]].low == ","
    return Subject(actors=(last,) if last else (), plural=last is not None and last.plural, is_told=last is not None, is_apart=apart)
