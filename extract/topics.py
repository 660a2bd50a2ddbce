"""Terms and topics found in the text, by spaCy's PhraseMatcher over word forms (`extract.words`).

Longest match wins: a term is not found inside a longer term, nor a topic inside a longer topic. A term is not a use of itself in the
provision that defines it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extract.words import Word, phrase_key, singular, words_of
from kg.ids import ActId, ProvisionId
from kg.model import Act, Definition, Field, Kind, Span, TermUse, TopicUse, walk
from kg.topics import Topic

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

_BETWEEN = "\n"
_FIELDS = (Field.HEADING, Field.TEXT, Field.WRAP_UP)


def term_node(act: ActId, term: str) -> str:
    """The graph's node for a term an act defines."""
    return f"{act}/term/{phrase_key(term).replace(' ', '-')}"


def topic_node(name: str) -> str:
    """The graph's node for a topic."""
    return f"topic:{name}"


def surface_forms(act: ActId, definitions: Iterable[Definition]) -> dict[str, str]:
    """Phrase key → term node, for every term and variant an act defines; the first definition of a form wins."""
    forms: dict[str, str] = {}
    for definition in definitions:
        node = term_node(act, definition.term)
        for form in (definition.term, *definition.variants):
            forms.setdefault(phrase_key(form), node)
    return forms


def topic_forms(topics: Iterable[Topic], language: str | None = None) -> dict[str, str]:
    """Phrase key → topic node, for the labels of every topic in one language, or in all of them."""
    forms: dict[str, str] = {}
    for topic in topics:
        for tag, form in topic.forms:
            if language in (None, tag):
                forms.setdefault(phrase_key(form), topic_node(topic.name))
    return forms


def find_uses(act: Act, definitions: tuple[Definition, ...], topics: Iterable[Topic]) -> tuple[tuple[TermUse, ...], tuple[TopicUse, ...]]:
    """Every use of the act's terms and of the topics, provision by provision, in order."""
    fields = [
        _Words(provision=provision.id, field=field, text=provision.words(field), words=words_of(provision.words(field)))
        for provision in walk(act.provisions)
        if provision.kind is not Kind.FOOTNOTE
        for field in _FIELDS
    ]
    finder = _Finder({"term": surface_forms(act.celex, definitions), "topic": topic_forms(topics, act.language)}, fields)
    own = {(definition.provision, term_node(act.celex, definition.term)) for definition in definitions}
    terms: list[TermUse] = []
    uses: list[TopicUse] = []
    for kind, node, one, span in finder.find(fields):
        form = one.text[span.start : span.end]
        if kind == "topic":
            uses.append(TopicUse(topic=node, provision=one.provision, span=span, form=form))
        elif (one.provision, node) not in own:
            terms.append(TermUse(node=node, provision=one.provision, span=span, form=form))
    return tuple(terms), tuple(uses)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """One field of a provision and its words."""

    provision: ProvisionId
    field: Field
    text: str
    words: tuple[Word, ...]


class _Finder:
    """spaCy's PhraseMatcher over our own words: the tokens are those of `words_of`, in the singular.

    Forms with a word that the act never uses are left out, since most of a scheme's labels are.
    """

    def __init__(self, forms: Mapping[str, Mapping[str, str]], fields: Iterable[_Words]) -> None:
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        used = {singular(word.text) for one in fields for word in one.words}
        self._vocab = Vocab()  # all that is used of a blank pipeline: the words come from `words_of`
        self._doc = Doc
        self._matchers: dict[str, PhraseMatcher] = {}
        for kind, table in forms.items():
            matcher = PhraseMatcher(self._vocab)
            for key, node in table.items():
                lemmas = key.split(" ")
                if used.issuperset(lemmas):
                    matcher.add(node, [self._doc_of(lemmas)])
            self._matchers[kind] = matcher

    def _doc_of(self, lemmas: list[str]) -> Any:
        return self._doc(self._vocab, words=lemmas)

    def find(self, fields: Sequence[_Words]) -> Iterator[tuple[str, str, _Words, Span]]:
        """Kind, node, field and span of each use. All fields go through as one text, a token that no form has between them."""
        tokens: list[str] = []
        owners: list[tuple[int, int]] = []
        for number, one in enumerate(fields):
            tokens += [*(singular(word.text) for word in one.words), _BETWEEN]
            owners += [(number, index) for index in range(len(one.words) + 1)]
        doc = self._doc_of(tokens)
        for kind, matcher in self._matchers.items():
            for node, first, last in _longest(matcher(doc)):
                number, index = owners[first]
                one = fields[number]
                span = Span(field=one.field, start=one.words[index].start, end=one.words[index + last - first - 1].end)
                yield kind, self._vocab.strings[node], one, span


def _longest(matches: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Matches without those that overlap a longer one (of equals, the earlier stays), in order."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda found: (found[1] - found[2], found[1])):
        tokens = range(match[1], match[2])
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(match)
    return sorted(kept, key=lambda found: found[1])
