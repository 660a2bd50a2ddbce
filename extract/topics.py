"""Terms and topics found in the text, by spaCy's PhraseMatcher over word forms (`extract.words`).

Longest match wins: a term is not found inside a longer term, nor a topic inside a longer topic. A term is not a use of itself in the
provision that defines it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from extract.words import phrase_key, singular, words_of
from kg.ids import ActId
from kg.model import Act, Definition, Field, Kind, Provision, Span, TermUse, TopicUse, walk
from kg.topics import Topic

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

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
    finder = _Finder({"term": surface_forms(act.celex, definitions), "topic": topic_forms(topics, act.language)})
    own = {(definition.provision, term_node(act.celex, definition.term)) for definition in definitions}
    terms: list[TermUse] = []
    uses: list[TopicUse] = []
    for provision in walk(act.provisions):
        if provision.kind is Kind.FOOTNOTE:
            continue
        for kind, node, span, form in finder.find(provision):
            if kind == "topic":
                uses.append(TopicUse(topic=node, provision=provision.id, span=span, form=form))
            elif (provision.id, node) not in own:
                terms.append(TermUse(node=node, provision=provision.id, span=span, form=form))
    return tuple(terms), tuple(uses)


class _Finder:
    """spaCy's PhraseMatcher over our own words: the tokens are `words_of`, their lemma the singular."""

    def __init__(self, forms: Mapping[str, Mapping[str, str]]) -> None:
        import spacy
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc

        self._vocab = spacy.blank("en").vocab
        self._doc = Doc
        self._matchers: dict[str, PhraseMatcher] = {}
        for kind, table in forms.items():
            matcher = PhraseMatcher(self._vocab, attr="LEMMA")
            for key, node in table.items():
                if key:
                    matcher.add(node, [self._doc_of(key.split(" "))])
            self._matchers[kind] = matcher

    def _doc_of(self, lemmas: list[str]) -> Any:
        return self._doc(self._vocab, words=lemmas, lemmas=lemmas)

    def find(self, provision: Provision) -> Iterable[tuple[str, str, Span, str]]:
        """Kind, node, span and wording of each use in the provision's own words."""
        for field in _FIELDS:
            text = provision.words(field)
            words = words_of(text)
            if not words:
                continue
            doc = self._doc_of([singular(word.text) for word in words])
            for kind, matcher in self._matchers.items():
                for node, first, last in _longest(matcher(doc)):
                    span = Span(field=field, start=words[first].start, end=words[last - 1].end)
                    yield kind, self._vocab.strings[node], span, text[span.start : span.end]


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


