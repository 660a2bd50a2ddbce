"""The actors of an act: roles that it defines, institutions and bodies that every act names, and other persons and bodies by their nouns.

A role is a defined term that means a person, a body, or another role; a status or a short name whose noun is one. Its node is that of the
term. Institutions (`kg/bodies.toml`) have nodes that all acts share. Whoever else is named with a noun for persons or bodies
(`actor_words.toml`) has a node of the act, of the words of the name in the singular: "the competent authorities" is
"…/actor/competent-authority". The longest name wins. Only English is read; an act in another language has no actors.

>>> [body.label for body in bodies() if body.name == "enisa"]
['ENISA']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from extract.actor_names import Name, NamedEnd, is_asked, joined_of, name_around, name_of, own_name
from extract.actor_words import actor_words
from extract.clause_tokens import Token, tokens_of
from extract.roles import abbreviations, roles_of
from extract.term_forms import as_written
from kg.bodies import bodies
from kg.findings import Definition
from kg.ids import ActId
from kg.model import Act
from kg.rules import Actor, Duty, Sanction

_OPENINGS: Final = frozenset('.;:(‘“"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An actor named in a text: its node and label, the characters, and the tokens `first` to `last` (exclusive) they are."""

    node: str
    label: str
    start: int
    end: int
    first: int
    last: int
    plural: bool
    head: int
    """The token of its noun: in front of `first` where names share it ("makers of lamps and of wicks")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One way in which a known actor is written."""

    node: str
    label: str
    keys: tuple[str, ...]
    written: tuple[str, ...]


class Actors:
    """Finds the actors of one act in texts, and tells what they are called."""

    def __init__(self, act: Act, terms: Iterable[tuple[str, Definition]]) -> None:
        self.celex: ActId = act.celex
        self._english = act.language == "en"
        roles = roles_of(act, tuple(terms)) if self._english else ()
        self.roles: tuple[Actor, ...] = tuple({one.node: Actor(node=one.node, label=one.label) for one in roles}.values())
        self._labels = {**{body.node: body.label for body in bodies()}, **{one.node: one.label for one in self.roles}}
        known = [(body.node, body.label, form) for body in bodies() for form in body.forms]
        known += [(one.node, one.label, form) for one in roles for form in one.forms]
        others = (*actor_words().phrases, *(abbreviations(act) if self._english else ()))
        known += [(self._node(name), name, name) for name in others]
        self._labels |= {self._node(name): name for name in others if self._node(name) not in self._labels}
        self._forms = _by_first_word(known)

    def mentions_in(self, text: str) -> tuple[Mention, ...]:
        """The actors that a text names, in order, none inside another."""
        return self.mentions(tokens_of(text))

    def mentions(self, tokens: Sequence[Token]) -> tuple[Mention, ...]:
        """The actors that tokens name, in order, none inside another."""
        if not self._english:
            return ()
        heads, words = actor_words().heads | actor_words().bodies_by_name, self._forms
        out: list[Mention] = []
        at = 0
        while at < len(tokens):
            known = self._known(tokens, at) if tokens[at].key in words else None
            if known is None and tokens[at].key in heads:
                known = self._by_noun(tokens, at, out[-1].last if out else 0)
            if known is not None:
                out += [*self._joined_before(tokens, known), known, *self._joined_behind(tokens, known)]
            at = out[-1].last if known else at + 1
        return tuple(out)

    def _joined_before(self, tokens: Sequence[Token], known: Mention) -> list[Mention]:
        """A role of which only the first word stands in front of "and": "essential and important lamps" names two."""
        at = known.first - 2
        if at < 0 or tokens[at + 1].low not in ("and", "or") or tokens[at].key not in self._forms:
            return []
        keys = (tokens[at].key, *(token.key for token in tokens[known.first + 1 : known.last]))
        form = next((one for one in self._forms[tokens[at].key] if one.keys == keys and len(keys) > 1), None)
        return [_mention(tokens, NamedEnd(at, at + 1, known.last - 1), form.node, form.label)] if form else []

    def _joined_behind(self, tokens: Sequence[Token], known: Mention) -> list[Mention]:
        """Persons of the same noun that another "of" tells apart: "makers of lamps, of wicks and of glass" are three."""
        if not self._is_told_by_of(known):
            return []
        found: list[Mention] = []
        last = known.last
        while (place := joined_of(tokens, last)) is not None:
            name = name_of(tokens, known.head, place)
            if name is None:
                break
            found.append(self._by_name(tokens, name))
            last = name.place.last
        return found

    def _is_told_by_of(self, mention: Mention) -> bool:
        """Whether a name by its noun has its "of": not a role or an institution, whose names are known."""
        return mention.node.startswith(f"{self.celex}/actor/") and " of " in mention.label

    def label(self, node: str) -> str:
        """What an actor is called, as it was first found."""
        return self._labels.get(node) or node.rpartition("/")[2].replace("-", " ")

    def _node(self, label: str) -> str:
        return f"{self.celex}/actor/{label.lower().replace(' ', '-')}"

    def named(self, duties: Iterable[Duty], sanctions: Iterable[Sanction] = ()) -> tuple[Actor, ...]:
        """The roles of the act, and all others to whom what was found leads, each once."""
        nodes = [*(one.node for one in self.roles), *(duty.actor for duty in duties if duty.actor)]
        nodes += [node for one in sanctions for node in (*one.payer, *one.authority)]
        return tuple(Actor(node=node, label=self.label(node)) for node in dict.fromkeys(nodes))

    def _known(self, tokens: Sequence[Token], at: int) -> Mention | None:
        """The longest known actor that begins at a token, unless a longer name with another noun goes on from it."""
        opens = at == 0 or tokens[at - 1].low in _OPENINGS
        for form in self._forms[tokens[at].key]:
            last = at + len(form.keys)
            found = tokens[at:last]
            if tuple(one.key for one in found) == form.keys and as_written(form.written, [one.text for one in found], opens=opens):
                if "of" not in form.keys and own_name(tokens, last) is None and not is_asked(tokens, at):
                    return None
                return _mention(tokens, NamedEnd(at, last), form.node, form.label)
        return None

    def _by_noun(self, tokens: Sequence[Token], head: int, first: int) -> Mention | None:
        """The person or body whose noun stands at a token."""
        name = name_around(tokens, head, first)
        if name is None or (own_name(tokens, name.place.last) is None and not is_asked(tokens, name.place.first)):
            return None
        return self._by_name(tokens, name)

    def _by_name(self, tokens: Sequence[Token], name: Name) -> Mention:
        label = " ".join(name.words)
        return _mention(tokens, name.place, self._node(label), self._labels.setdefault(self._node(label), label))


def _mention(tokens: Sequence[Token], place: NamedEnd, node: str, label: str) -> Mention:
    last = tokens[place.last - 1]
    at = place.head if place.head is not None else place.last - 1
    head = tokens[at]
    return Mention(
        node=node,
        label=label,
        start=tokens[place.first].start,
        end=last.end,
        first=place.first,
        last=place.last,
        plural=head.low != head.key,
        head=at,
    )


def _by_first_word(known: Iterable[tuple[str, str, str]]) -> dict[str, tuple[_Form, ...]]:
    """The forms of known actors by their first word, the longest first; of equal ones the first, and so a body before a role."""
    found: dict[str, dict[tuple[str, ...], _Form]] = {}
    for node, label, form in known:
        tokens = tokens_of(form)
        if tokens:
            keys = tuple(one.key for one in tokens)
            one = _Form(node=node, label=label, keys=keys, written=tuple(one.text for one in tokens))
            found.setdefault(keys[0], {}).setdefault(keys, one)
    return {first: tuple(sorted(forms.values(), key=lambda form: -len(form.keys))) for first, forms in found.items()}
