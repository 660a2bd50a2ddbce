"""Uses of the topics of `ontology/topics.ttl` in an act."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from extract.phrases import PhraseText
from extract.words import Word, phrase_key, singular, words_of
from kg.findings import TopicUse
from kg.topics import Topic

_INITIALS = re.compile(r"[A-Z][A-Z0-9]+s?")
_SHORT_INITIALS = re.compile(r"[A-Z]{2,4}s?")
"""What is surely initials and no word of a heading that is all in capitals."""


def topic_node(name: str) -> str:
    """The graph's node for a topic."""
    return f"topic:{name}"


def topic_forms(topics: Iterable[Topic]) -> dict[str, str]:
    """Phrase key → topic node, for all words of every language by which questions name the topics."""
    forms: dict[str, str] = {}
    for topic in topics:
        for _, form in (*topic.forms, *topic.asked):
            forms.setdefault(phrase_key(form), topic_node(topic.name))
    return forms


def find_topic_uses(text: PhraseText, language: str, topics: Iterable[Topic]) -> tuple[TopicUse, ...]:
    """Every use of the topics by their labels in the act's language, hidden ones left out, provision by provision, in order."""
    forms: dict[str, str] = {}
    labels: dict[str, list[str]] = defaultdict(list)
    for topic in topics:
        for form in (words for tag, words in topic.forms if tag == language):
            forms.setdefault(phrase_key(form), topic_node(topic.name))
            labels[phrase_key(form)].append(form)
    return tuple(
        TopicUse(topic=use.node, provision=use.provision, span=use.span, form=use.form)
        for use in text.find(forms)
        if any(agrees(label, use.form) for label in labels[phrase_key(use.form)])
    )


def agrees(label: str, form: str) -> bool:
    """Whether words that fold to a label are also written as it is, where writing tells words apart.

    Initials agree with initials only ("CERT" is no "cert"), and a label that is one word in the plural with the plural ("remedies" is not
    what one does when one may "remedy" something). The other way round any number will do: "provider" stands for "providers" too.
    """
    wanted, found = words_of(label), words_of(form)
    if any(_INITIALS.fullmatch(one.text) and not _INITIALS.fullmatch(other.text) for one, other in zip(wanted, found, strict=True)):
        return False
    return len(wanted) > 1 or _one_word_agrees(wanted, found)


def _one_word_agrees(wanted: Sequence[Word], found: Sequence[Word]) -> bool:
    (label,), (form,) = wanted, found
    if _SHORT_INITIALS.fullmatch(form.text) and not _INITIALS.fullmatch(label.text):
        return False
    return not _is_plural(label.text) or _is_plural(form.text) or bool(_INITIALS.fullmatch(label.text))


def _is_plural(word: str) -> bool:
    return singular(word) != word.lower()
