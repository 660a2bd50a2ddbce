"""A sentence as rules over clauses read it: tokens, the actors named in it, and what is set aside because it belongs to no clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.actor_words import actor_words
from extract.actors import Mention
from extract.clause_numbers import between_numbers
from extract.clause_tokens import Token
from extract.duty_words import duty_words

JOINS: Final = ("and", "or", "but", "nor")
"""Words that join names or verbs."""
_LONGEST_ASIDE: Final = 12
"""Tokens of a stretch between commas behind "and" that is said aside ("and, where applicable, …")."""
_TITLE: Final = ("of", "the", "european", "parliament", "and", "of", "the", "council")
"""Words in the titles of acts, where no institution acts."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sentence:
    """The tokens of a sentence with the actors named in it, and the tokens at which its modal verbs stand."""

    tokens: Sequence[Token]
    mentions: tuple[Mention, ...]
    modals: tuple[int, ...]
    hidden: frozenset[int]
    starts: Mapping[int, Mention] = field(default_factory=dict)
    inside: frozenset[int] = frozenset()
    """Tokens of names behind their first: there no clause and no list is parted."""

    def mention_at(self, at: int) -> Mention | None:
        """The actor whose name begins at a token, or goes on there."""
        return self.starts.get(at)


def sentence_of(tokens: Sequence[Token], mentions: tuple[Mention, ...], modals: Sequence[int]) -> Sentence:
    """A sentence, with what is in brackets and in titles set aside, and the commas of names."""
    hidden = frozenset(_hidden(tokens, modals))
    seen = tuple(one for one in mentions if one.first not in hidden)
    inside = frozenset(at for one in seen for at in range(one.first + 1, one.last))
    hidden |= {at for at in inside if tokens[at].low == ","}
    starts = {one.first: one for one in seen}
    return Sentence(tokens=tokens, mentions=seen, modals=tuple(modals), hidden=hidden, starts=starts, inside=inside)


def _hidden(tokens: Sequence[Token], modals: Sequence[int]) -> set[int]:
    """Tokens that belong to no clause of the sentence: brackets without a modal verb, titles of acts, short asides, what parts numbers."""
    out = set(between_numbers(tokens))
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.low == "(":
            opened.append(at)
        elif token.low == ")" and opened:
            first = opened.pop()
            if not any(first < modal < at for modal in modals):
                out.update(range(first, at + 1))
        elif token.low == "of" and tuple(one.low for one in tokens[at : at + len(_TITLE)]) == _TITLE:
            out.update(range(at, at + len(_TITLE)))
        elif token.low == "," and _is_among_adjectives(tokens, at):
            out.add(at)
        elif token.low in JOINS and at + 2 < len(tokens) and tokens[at + 1].low == ",":
            out.update(_aside(tokens, at + 1))
    return out


def _is_among_adjectives(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma stands in a list of adjectives of one noun ("its local, regional and federal bodies")."""
    words, joined = actor_words(), [one.low for one in tokens[comma + 1 : comma + 4]]
    before = [one.low for one in tokens[max(0, comma - 2) : comma]]
    return len(before) == 2 and before[0] in words.determiners and before[1] in words.modifiers and bool({"and", "or"} & set(joined[1:]))


def _aside(tokens: Sequence[Token], comma: int) -> range:
    """The stretch between commas that a comma opens, if it is said aside."""
    if tokens[comma + 1].low in duty_words().openers:
        for at in range(comma + 2, min(comma + _LONGEST_ASIDE, len(tokens))):
            if tokens[at].low == ",":
                return range(comma, at + 1)
    return range(0)
