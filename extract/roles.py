"""Roles: defined terms that mean persons or bodies, by the words of the definition or by those of the term.

‘lampist’ is a role where it means "a person that lights lamps", "any undertaking that …", or "a keeper or a lampist", which are roles
themselves; the ‘Board’ is one where it is the short name of a body.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from extract.actor_words import ActorWords, actor_words
from extract.clause_tokens import Token, tokens_of
from extract.words import phrase_key, singular
from kg.bodies import bodies
from kg.findings import Definition, Form
from kg.model import Act, Provision, walk

_MEANING: Final = 300
"""Characters of a meaning in which its noun stands."""
_LED_BY: Final = 200
"""Characters in front of a short name in which the name stands that it is short for."""
_MOST_NAMED: Final = 9
"""Words of the full name of a body."""
_MEANS: Final = re.compile(r"[^:]{0,160}?\b(?:means?|refers? to|is|are|includes?)\b[:,]?\s*|[^:]{0,80}:\s*")
_ABBREVIATION: Final = re.compile(r"\b(?P<noun>\w+) \((?P<short>[A-Z][\w-]*[A-Z][\w-]*)\)")
_STOPS: Final = frozenset("of for to in on with as by from between under which that who whose whom where when than at into not".split())
_LEADS: Final = frozenset("the a an any each every one or and either both ,".split())
_JOINS: Final = frozenset("of for and the on in to".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role: the node of its term, what it is called, and the forms in which it is written."""

    node: str
    label: str
    forms: tuple[str, ...]


def roles_of(act: Act, terms: Sequence[tuple[str, Definition]]) -> tuple[Role, ...]:
    """The roles among the terms of an act, in order."""
    words, texts = actor_words(), {one.id: one for one in walk(act.provisions)}
    known = {phrase_key(one) for one in words.phrases}
    found: dict[int, Role] = {}
    more = True
    while more:  # a role may be defined by another that is defined behind it
        fresh = {
            at: role
            for at, (node, definition) in enumerate(terms)
            if at not in found and (role := _role(node, definition, texts[definition.provision], known, words))
        }
        found.update(fresh)
        known |= {phrase_key(form) for role in fresh.values() for form in role.forms}
        more = bool(fresh)
    return tuple(found[at] for at in sorted(found))


def _role(node: str, definition: Definition, provision: Provision, known: Container[str], words: ActorWords) -> Role | None:
    """The role that a definition gives, if it gives one."""
    role = Role(node=node, label=definition.term, forms=(definition.term, *definition.variants))
    text = provision.words(definition.span.field)
    if definition.form is Form.SHORT_NAME:
        return _of_short_name(role, text[max(0, definition.span.start - _LED_BY) : definition.span.start], known, words)
    if definition.form is Form.STATUS:
        named = _ends_with_actor(tokens_of(definition.term), known, words)
        return replace(role, label=_in_singular(role.label)) if named else None
    meaning = _meaning(text[definition.span.end :], provision)
    term = tokens_of(definition.term)
    by_its_noun = definition.form is Form.REFERENCE or term[-1].text[0].isupper() or term[-1].key in words.bodies
    if any(True for _ in _nouns(tokens_of(meaning), known, words)) or (by_its_noun and _ends_with_actor(term, known, words)):
        return role
    return None


def _meaning(behind: str, provision: Provision) -> str:
    """The beginning of what a term means: in the words behind it, or in the first point below."""
    match = _MEANS.match(behind)
    meaning = behind[match.end() if match else 0 :][:_MEANING].strip()
    return meaning or next((part.text[:_MEANING] for part in provision.children), "")


def _in_singular(label: str) -> str:
    """A label of a status, its last word in the singular: the act may only speak of many."""
    before, space, last = label.rpartition(" ")
    return f"{before}{space}{singular(last)}" if last.islower() else label


def _nouns(tokens: Sequence[Token], known: Container[str], words: ActorWords) -> Iterator[str]:
    """The nouns for actors that the first name of a meaning ends with, in front of all that goes on about it."""
    for at, token in enumerate(tokens):
        if _ends_beginning(tokens, at, words) or token.low == ",":
            return
        behind = tokens[at + 1] if at + 1 < len(tokens) else None
        closes = behind is None or behind.low in ",;." or _ends_beginning(tokens, at + 1, words) or behind.low in _LEADS | words.behind
        if token.is_word and closes and _is_actor(tokens[: at + 1], known, words):
            yield token.key


def _ends_beginning(tokens: Sequence[Token], at: int, words: ActorWords) -> bool:
    token = tokens[at]
    if token.low in _STOPS or token.low in ".;:(":
        return True
    opens = at == 0 or tokens[at - 1].low in _LEADS or tokens[at - 1].low in words.modifiers
    return token.low.endswith(("ing", "ed")) and not opens


def _ends_with_actor(tokens: Sequence[Token], known: Container[str], words: ActorWords) -> bool:
    """Whether a term is a name for actors: by its last noun, or by the one before what goes on about it."""
    heads = [at for at in range(1, len(tokens)) if tokens[at].low in _STOPS or tokens[at].low in words.behind]
    return _is_actor(tokens, known, words) or (bool(heads) and _is_actor(tokens[: heads[0]], known, words))


def _is_actor(tokens: Sequence[Token], known: Container[str], words: ActorWords) -> bool:
    """Whether words end with the noun of an actor, or with a known actor."""
    last = tokens[-1]
    if last.key in words.heads:
        return True
    if last.key in words.bodies_by_name:
        return last.text[0].isupper() or any(token.key in words.of_bodies for token in tokens[:-1])
    names = [tokens[-count:] for count in range(1, min(_MOST_NAMED, len(tokens)) + 1)]
    return any(" ".join(token.key for token in name) in (_institutions() if name[0].text[0].isupper() else known) for name in names)


@lru_cache(maxsize=1)
def _institutions() -> frozenset[str]:
    """The phrase keys of the bodies that every act names."""
    return frozenset(phrase_key(form) for body in bodies() for form in body.forms)


# ── short names ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_short_name(role: Role, before: str, known: Container[str], words: ActorWords) -> Role | None:
    """The role of a short name: by its own noun, or by the name that it is short for, which is another form of it."""
    full = _full_name(before)
    if full and role.label[0].isupper() and _is_actor(tokens_of(full[0]), known, words):
        return replace(role, forms=(*role.forms, full[1]))
    return role if _ends_with_actor(tokens_of(role.label), known, words) else None


def _full_name(before: str) -> tuple[str, str] | None:
    """The name with capitals in front of the bracket of a short name: up to its noun, and the whole of it."""
    opened = before.rfind("(")
    tokens = tokens_of(before[: opened if opened >= 0 else len(before)])[-_MOST_NAMED:]
    first = next((at for at in range(len(tokens)) if _all_named(tokens[at:])), None)
    if first is None:
        return None
    name = tokens[first:]
    noun = next((at for at, token in enumerate(name) if token.low in _JOINS), len(name))
    return before[name[0].start : name[max(0, noun - 1)].end], before[name[0].start : name[-1].end]


def _all_named(tokens: Sequence[Token]) -> bool:
    """Whether words are a name: all with a capital but those that join them."""
    if not tokens[0].text[0].isupper() or not tokens[-1].text[0].isupper():
        return False
    return all(token.text[0].isupper() or token.low in _JOINS for token in tokens)


def abbreviations(act: Act) -> tuple[str, ...]:
    """Abbreviations in brackets behind the nouns of bodies and persons, which are their names from there on."""
    words = actor_words()
    nouns = words.heads | words.bodies_by_name
    found: dict[str, None] = {}
    for provision in walk(act.provisions):
        for match in _ABBREVIATION.finditer(provision.text):
            if singular(match["noun"]) in nouns:
                found.setdefault(match["short"].removesuffix("s"), None)
    return tuple(found)
