"""Terms and topics in the text: longest match, any form, and no use where a term is defined."""

from __future__ import annotations

import pytest

from extract.definitions import find_definitions
from extract.phrases import PhraseText
from extract.terms import find_term_uses, surface_forms, term_node
from extract.topics import agrees, find_topic_uses, topic_forms, topic_node
from kg.model import Act, Field, TermUse, TopicUse
from kg.topics import Topic
from tests.factories import CELEX, act, provision

TOPICS = (
    Topic(name="lamp", label="lamp", forms=(("en", "lamp"), ("xx", "lampara"))),
    Topic(name="street-lamp", label="street lamp", forms=(("en", "street lamp"), ("en", "lighting of streets"))),
)


def read(text: str, heading: str = "", wrap_up: str = "") -> Act:
    """An act that defines `lid` and `cooking pot`, and has one more article."""
    lid = provision("art_3/pnt_1", text="‘lid’ means what closes a cooking pot;")
    pot = provision("art_3/pnt_2", text="‘cooking pot’ or ‘pot’ means a vessel;")
    return act(provision("art_3", lid, pot), provision("art_4", text=text, heading=heading, wrap_up=wrap_up))


def uses(text: str, heading: str = "", wrap_up: str = "") -> tuple[list[TermUse], list[TopicUse]]:
    """Uses in Article 4."""
    whole = read(text, heading, wrap_up)
    text = PhraseText(whole)
    terms, topics = find_term_uses(text, whole.celex, find_definitions(whole)), find_topic_uses(text, whole.language, TOPICS)
    return [one for one in terms if "/art_4" in one.provision], [one for one in topics if "/art_4" in one.provision]


@pytest.mark.parametrize(("text", "form"), [("Lids shall fit.", "Lids"), ("The lid’s rim", "lid"), ("every LID", "LID")])
def test_a_term_is_found_in_any_form(text: str, form: str) -> None:
    ((one,), _) = uses(text)
    assert (one.node, one.form) == (f"{CELEX}/term/lid", form)


def test_a_term_is_not_found_inside_another_word() -> None:
    assert uses("A slide and a lidar.") == ([], [])


def test_a_variant_leads_to_the_terms_own_node() -> None:
    ((one,), _) = uses("A pot shall hold.")
    assert one.node == term_node(read("").celex, "cooking pot")


def test_the_longest_form_wins() -> None:
    _, (one,) = uses("A street lamp shall shine.")
    assert one.topic == topic_node("street-lamp")


def test_a_span_is_the_words_as_they_stand() -> None:
    text = "On the lighting of streets."
    _, (one,) = uses(text)
    assert text[one.span.start : one.span.end] == one.form == "lighting of streets"


@pytest.mark.parametrize(("place", "field"), [("heading", Field.HEADING), ("text", Field.TEXT), ("wrap_up", Field.WRAP_UP)])
def test_every_field_is_read(place: str, field: Field) -> None:
    ((one,), _) = uses(**{"text": "", place: "lid"})
    assert one.span.field is field


def test_words_of_two_fields_are_no_form() -> None:
    assert uses("lamp of the town", heading="street")[1][0].topic == topic_node("lamp")


def test_a_definition_is_no_use_of_its_own_term_but_of_others() -> None:
    whole = read("")
    terms = find_term_uses(PhraseText(whole), whole.celex, find_definitions(whole))
    assert [(one.provision.rpartition("/")[2], one.node.rpartition("/")[2]) for one in terms] == [("pnt_1", "cooking-pot")]


def test_forms_of_another_language_are_not_looked_for() -> None:
    assert uses("una lampara") == ([], [])


def test_the_first_definition_of_a_form_wins() -> None:
    twice = act(
        provision(
            "art_3", provision("art_3/pnt_1", text="‘lid’ means one thing;"), provision("art_3/pnt_2", text="‘cap’ or ‘lid’ means another;")
        )
    )
    forms = surface_forms(twice.celex, find_definitions(twice))
    assert forms == {"lid": f"{CELEX}/term/lid", "cap": f"{CELEX}/term/cap"}


def test_topic_forms_are_keyed_in_the_singular() -> None:
    assert topic_forms(TOPICS)["lighting of street"] == topic_node("street-lamp")


def test_hidden_labels_are_for_questions_only() -> None:
    hidden = (Topic(name="lamp", label="lamp", forms=(("en", "lamp"),), asked=(("en", "light"),)),)
    text = PhraseText(read("A light and a lamp shall shine."))
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
    text = PhraseText(read("He led the light to LEDs and lights."))
    assert [one.form for one in find_topic_uses(text, "en", shouting)] == ["LEDs", "lights"]


def test_an_act_without_topics_or_terms_has_no_uses() -> None:
    text = PhraseText(act(provision("art_1", text="Words.")))
    assert (find_term_uses(text, CELEX, ()), find_topic_uses(text, "en", ())) == ((), ())
