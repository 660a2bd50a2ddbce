"""Phrases found in an act by spaCy's PhraseMatcher, over our own words (`extract.words`) in the singular.

Longest match wins: a phrase is not found inside a longer one of the same table of forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from extract.words import Word, singular, words_of
from kg.ids import ProvisionId
from kg.model import Act, Field, Kind, Span, walk

_BETWEEN = "\n"
NO_USE: Final = ""
"""In place of a node: the words are the phrase, so that nothing shorter in them is one, but do not use it."""
_FIELDS = (Field.HEADING, Field.TEXT, Field.WRAP_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseUse:
    """A phrase found: the node its form stands for, where it stands, and the words as they are written there."""

    node: str
    provision: ProvisionId
    span: Span
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """One field of a provision and its words."""

    provision: ProvisionId
    field: Field
    text: str
    words: tuple[Word, ...]


class PhraseText:
    """The words of an act, made ready once to be searched for the forms of several tables."""

    def __init__(self, act: Act) -> None:
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        self._vocab = Vocab()  # all that is used of a blank pipeline: the words come from `words_of`
        self._fields = tuple(_fields(act))
        self._owners: list[tuple[int, int]] = []
        tokens: list[str] = []
        for number, one in enumerate(self._fields):  # all fields are one text, with a token between them that no form has
            tokens += [*(singular(word.text) for word in one.words), _BETWEEN]
            self._owners += [(number, index) for index in range(len(one.words) + 1)]
        self._used = frozenset(tokens)
        self._doc = Doc(self._vocab, words=tokens)

    def find(self, forms: Mapping[str, str], meant: Callable[[PhraseUse], str | None] | None = None) -> Iterator[PhraseUse]:
        """Every use of the forms (phrase key → node), in the order of the text: of those that overlap the longest, of equals the first.

        `meant` may give words found another node than that of their form, `NO_USE`, or None where they are no such phrase at all.
        """
        taken: set[int] = set()
        found: list[tuple[int, PhraseUse]] = []
        for match in sorted(self._matcher(forms)(self._doc), key=lambda one: (one[1] - one[2], one[1])):
            tokens = range(match[1], match[2])
            if not taken.isdisjoint(tokens):
                continue
            use = self._use(match)
            node = use.node if meant is None else meant(use)
            if node is not None:
                taken.update(tokens)
                found.append((match[1], replace(use, node=node)))
        return (use for _, use in sorted(found, key=lambda one: one[0]) if use.node != NO_USE)

    def _use(self, match: tuple[int, int, int]) -> PhraseUse:
        node, first, last = match
        number, index = self._owners[first]
        one = self._fields[number]
        span = Span(field=one.field, start=one.words[index].start, end=one.words[index + last - first - 1].end)
        return PhraseUse(node=self._vocab.strings[node], provision=one.provision, span=span, form=one.text[span.start : span.end])

    def _matcher(self, forms: Mapping[str, str]) -> Any:
        """Forms with a word that the act never uses are left out, since most of a scheme's labels are."""
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc

        matcher = PhraseMatcher(self._vocab)
        for key, node in forms.items():
            lemmas = key.split(" ")
            if self._used.issuperset(lemmas):
                matcher.add(node, [Doc(self._vocab, words=lemmas)])
        return matcher


def _fields(act: Act) -> Iterator[_Words]:
    for provision in walk(act.provisions):
        if provision.kind is not Kind.FOOTNOTE:
            for field in _FIELDS:
                text = provision.words(field)
                yield _Words(provision=provision.id, field=field, text=text, words=words_of(text))
