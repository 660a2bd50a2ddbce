"""Topics in the text: the longest form wins, in the act's language."""

from __future__ import annotations

import pytest

from extract.phrases import PhraseText
from extract.topics import agrees, find_topic_uses, topic_forms, topic_node
from kg.findings import TopicUse
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
    assert topic_forms(TOPICS)["lighting of street"] == topic_node("street-lamp")


def test_hidden_labels_are_for_questions_only() -> None:
    hidden = (Topic(name="lamp", label="lamp", forms=(("en", "lamp"),), asked=(("en", "light"),)),)
    text = PhraseText(act(provision("art_4", text="A light and a lamp shall shine.")))
    assert [one.form for one in find_topic_uses(text, "en", hidden)] == ["lamp"]
    assert topic_forms(hidden) == {"lamp": topic_node("lamp"), "light": topic_node("lamp")}


def test_forms_of_all_languages_lead_to_a_topic() -> None:
    assert topic_forms(TOPICS)["lampara"] == topic_node("lamp")


@pytest.mark.parametrize(
    ("label", "form"),
    [
        ("AI", "AI"), ("AI system", "AI systems"), ("AI system", "AI SYSTEM"), ("SME", "SMEs"), ("provider", "Providers"),
        ("remedies", "Remedies"), ("high-risk", "high risk"), ("minors", "MINORS"), ("5G", "5G"),
        ("rules of courts", "rule of court"),
    ],
)  # fmt: skip
def test_a_label_agrees_with_what_is_written_like_it(label: str, form: str) -> None:
    assert agrees(label, form)


@pytest.mark.parametrize(
    ("label", "form"),
    [("AI", "ai"), ("AI system", "ai system"), ("CERT", "cert"), ("bias", "BIA"), ("remedies", "remedy"), ("minors", "minor")],
)
def test_initials_and_plurals_are_told_from_other_words(label: str, form: str) -> None:
    assert not agrees(label, form)


def test_a_form_that_is_written_otherwise_is_no_use() -> None:
    shouting = (Topic(name="lamp", label="lamp", forms=(("en", "LED"), ("en", "lights"))),)
    text = PhraseText(act(provision("art_4", text="He led the light to LEDs and lights.")))
    assert [one.form for one in find_topic_uses(text, "en", shouting)] == ["LEDs", "lights"]
