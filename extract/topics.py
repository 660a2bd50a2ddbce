"""Uses of the topics of `ontology/topics.ttl` in an act."""

from __future__ import annotations

from collections.abc import Iterable

from extract.phrases import PhraseText
from extract.words import phrase_key
from kg.model import TopicUse
from kg.topics import Topic


def topic_node(name: str) -> str:
    """The graph's node for a topic."""
    return f"topic:{name}"


def topic_forms(topics: Iterable[Topic], language: str | None = None) -> dict[str, str]:
    """Phrase key → topic node, for the labels of every topic in one language, or in all of them."""
    forms: dict[str, str] = {}
    for topic in topics:
        for tag, form in topic.forms:
            if language in (None, tag):
                forms.setdefault(phrase_key(form), topic_node(topic.name))
    return forms


def find_topic_uses(text: PhraseText, language: str, topics: Iterable[Topic]) -> tuple[TopicUse, ...]:
    """Every use of the topics by their labels in the act's language, provision by provision, in order."""
    return tuple(
        TopicUse(topic=use.node, provision=use.provision, span=use.span, form=use.form) for use in text.find(topic_forms(topics, language))
    )
