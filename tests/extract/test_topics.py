"""Topics in the text: the longest form wins, in the act's language."""

from __future__ import annotations

import pytest

from extract.phrases import PhraseText
from extract.topics import find_topic_uses, topic_forms, topic_node
from kg.model import TopicUse
from kg.topics import Topic
from tests.factories import act, provision

TOPICS = (
    Topic(name="lamp", label="lamp", forms=(("en", "lamp"), ("xx", "lampara"))),
    Topic(name="street-lamp", label="street lamp", forms=(("en", "street lamp"), ("en", "lighting of streets"))),
)


def uses(text: str, heading: str = "") -> list[TopicUse]:
    """Uses in an act of one article."""
    whole = act(provision("art_4", text=text, heading=heading))
    return list(find_topic_uses(PhraseText(whole), whole.language, TOPICS))


def test_the_longest_form_wins() -> None:
    (one,) = uses("A street lamp shall shine.")
    assert one.topic == topic_node("street-lamp")


def test_a_span_is_the_words_as_they_stand() -> None:
    text = "On the lighting of streets."
    (one,) = uses(text)
    assert text[one.span.start : one.span.end] == one.form == "lighting of streets"


def test_words_of_two_fields_are_no_form() -> None:
    assert uses("lamp of the town", heading="street")[0].topic == topic_node("lamp")


@pytest.mark.parametrize("text", ["una lampara", "Words."])
def test_forms_of_another_language_are_not_looked_for(text: str) -> None:
    assert uses(text) == []


def test_topic_forms_are_keyed_in_the_singular() -> None:
    assert topic_forms(TOPICS, "en")["lighting of street"] == topic_node("street-lamp")
