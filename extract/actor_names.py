"""Names of persons and bodies around a head noun: "the independent market surveillance authorities concerned".

What stands in front of the noun belongs to the name: known modifiers, capitalised words, and any words behind an article; words that tell
nobody apart are left out of it. Behind a noun that says too little alone, "of" adds who is meant ("members of the board").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from extract.actor_words import ActorWords, actor_words
from extract.clause_tokens import POSSESSIVE, Token

_MOST_WORDS: Final = 5
"""Words in front of a head noun."""
_MOST_OF: Final = 5
"""Words behind "of"."""
_MOST_JOINS: Final = 4
"""Tokens of "and", "or", "and/or" and a comma between two "of"."""
_ADJECTIVES: Final = ("al", "ive", "ory", "ary", "ic", "ous", "able", "ible", "ful", "wide")
PLURALS: Final = (
    "ions",
    "ments",
    "ties",
    "ances",
    "ences",
    "ings",
    "ers",
    "ors",
    "rights",
    "services",
    "systems",
    "states",
    "interests",
    "groups",
)
"""Endings of nouns, where a word behind a name may be a verb of the third person."""
_ARTICLES: Final = frozenset({"the", "a", "an", "each", "any", "every", "all", "its", "their", "such", "those", "these", "this"})


_LEADS: Final = frozenset({"of", "by", "from", "with", "between", "against", "among"})
"""Prepositions that lead to names, and not to verbs."""


class NamedEnd(NamedTuple):
    """Where a name stands among tokens, its head noun the last unless another is told."""

    first: int
    last: int
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name by its head noun: where it stands and its words in the singular, those left out that tell nobody apart."""

    place: NamedEnd
    words: tuple[str, ...]


def own_name(tokens: Sequence[Token], last: int) -> int | None:
    """Where a name that ends at a token ends indeed; None where it is only the first part of another ("provider contracts")."""
    if last >= len(tokens):
        return last
    words, head, behind = actor_words(), tokens[last - 1], tokens[last]
    if (head.low == "subject" and behind.low == "to") or (behind.low in words.titles and behind.text[0].isupper()):
        return None
    if not behind.is_word or behind.low == POSSESSIVE or behind.low in words.small or behind.low in words.behind:
        return last
    if head.low != head.key and behind.key not in words.heads | words.bodies_by_name:
        return last  # a plural is part of no compound but of few names
    third_person = behind.low in words.verbs or (behind.low != behind.key and not behind.low.endswith(PLURALS))
    is_verb = third_person or behind.low.endswith(("ing", "ed", "ly")) or behind.text.isdigit() or behind.text[0].isupper()
    return last if is_verb else None


def is_asked(tokens: Sequence[Token], first: int) -> bool:
    """Whether a name stands behind a modal verb, so that a verb follows it and no other noun ("nor shall the keeper sleep")."""
    words = actor_words()
    at = first - 1
    while at > 0 and tokens[at].low in words.determiners:
        at -= 1
    return at >= 0 and tokens[at].low in ("shall", "should", "may", "must")


def name_around(tokens: Sequence[Token], head: int, floor: int) -> Name | None:
    """The name whose head noun stands at a token, made of tokens from `floor` on; None where the noun alone is no actor."""
    words = actor_words()
    start = _start(tokens, head, floor, words)
    noun = tokens[head]
    if head and f"{tokens[head - 1].low} {noun.key}" in words.no_actors:
        return None
    named = [_told(token, words) for token in tokens[start:head] if token.low not in words.empty]
    if noun.key in words.bodies_by_name and noun.key not in words.heads and not _is_body(tokens[start : head + 1], words):
        return None
    last = head + 1
    behind: list[str] = []
    if not named and noun.key in words.incomplete:
        last, behind = _of(tokens, head + 1, words)
    return Name(NamedEnd(start, last, head), tuple(_capitals((*named, noun.key, *behind), tokens[start:last])))


def joined_of(tokens: Sequence[Token], at: int) -> int | None:
    """Where behind "and", "or" or a comma another "of" stands that goes on with the name in front; None where there is none."""
    behind = at
    while behind < len(tokens) and behind - at < _MOST_JOINS and tokens[behind].low in (",", "and", "or", "/"):
        behind += 1
    return behind if at < behind < len(tokens) and tokens[behind].low == "of" else None


def name_of(tokens: Sequence[Token], head: int, at: int) -> Name | None:
    """The name that an "of" at a token makes with a noun before; None where it tells nobody."""
    last, behind = _of(tokens, at, actor_words())
    return Name(NamedEnd(at, last, head), tuple(_capitals((tokens[head].key, *behind), tokens[at:last]))) if behind else None


def _is_body(name: Sequence[Token], words: ActorWords) -> bool:
    """Whether a name with a noun that may be a thing is that of a body: by a capital within the sentence, or by its first words."""
    capital = name[-1].text[0].isupper() and len(name) > 1
    return capital or any(token.key in words.of_bodies or token.low in words.of_bodies for token in name[:-1])


def _start(tokens: Sequence[Token], head: int, floor: int, words: ActorWords) -> int:
    """Where the words in front of a head noun begin that belong to its name."""
    at = head
    while at > floor and head - at < _MOST_WORDS and _may_modify(tokens[at - 1], words):
        at -= 1
    if at == 0 or tokens[at - 1].low in _ARTICLES or tokens[at - 1].low in _LEADS:
        return at if at == head or not tokens[at].low.endswith("ing") or tokens[at].low in words.modifiers else at + 1
    start = head
    titled = tokens[head].text[0].isupper()
    while start > at and (_surely_modifies(tokens[start - 1], words) or (titled and tokens[start - 1].text[0].isupper())):
        start -= 1
    return start


def _may_modify(token: Token, words: ActorWords) -> bool:
    """Whether a word can be part of a name behind an article: no small word, no mark, and no verb of the third person."""
    if not _is_plain(token, words):
        return False
    return token.low == token.key or token.low in words.modifiers or token.text[0].isupper()


def _surely_modifies(token: Token, words: ActorWords) -> bool:
    """Whether a word is part of a name without an article."""
    return _is_plain(token, words) and (token.low in words.modifiers or token.low.endswith(_ADJECTIVES))


def _is_plain(token: Token, words: ActorWords) -> bool:
    """Whether a token is a word that says something, and no verb or preposition."""
    if not token.is_word or token.text.isdigit() or token.low in words.no_modifiers:
        return False
    return token.low not in words.small or token.low in words.modifiers


def _of(tokens: Sequence[Token], at: int, words: ActorWords) -> tuple[int, list[str]]:
    """Where a name ends that "of" goes on with, and the words that it adds."""
    if at >= len(tokens) or tokens[at].low != "of":
        return at, []
    behind = at + 1
    while behind < len(tokens) and tokens[behind].low in words.determiners:
        behind += 1
    last = behind
    while last < len(tokens) and last - behind < _MOST_OF and _goes_on(tokens[last], words) and not _is_closed(tokens, behind, last):
        last += 1
    return (last, ["of", *(_told(token, words) for token in tokens[behind:last])]) if last > behind else (at, [])


def _is_closed(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether the name behind "of" has ended: it had a noun in the plural, and what follows is none ("services using lamps")."""
    before = tokens[at - 1]
    return at > first and before.low != before.key and tokens[at].low == tokens[at].key


def _capitals(label: Sequence[str], name: Sequence[Token]) -> list[str]:
    """The words of a label with the capitals of abbreviations, and those of a name that has all its words with capitals."""
    written = {_key: token.text for token in name for _key in (token.key, token.low)}
    titled = len(name) > 1 and all(token.text[0].isupper() for token in name if token.key in label or token.low in label)
    shaped = []
    for word in label:
        text = written.get(word, word)
        kept = text[1:] != text[1:].lower() or titled
        shaped.append(text[: len(word)] if kept and text.lower().startswith(word) else text if kept else word)
    return shaped


def _told(token: Token, words: ActorWords) -> str:
    """A word as a label has it: in the singular, but "customs" and others that are modifiers as they are."""
    return token.low if token.low in words.modifiers else token.key


def _goes_on(token: Token, words: ActorWords) -> bool:
    small = token.low in words.small and token.low not in words.modifiers
    ends = token.low in words.behind or token.low in words.no_modifiers
    return token.is_word and not small and not ends and not token.text.isdigit()
