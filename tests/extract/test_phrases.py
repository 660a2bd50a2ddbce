"""Phrases in an act: the longest match, every field, and what a caller makes of words found."""

from __future__ import annotations

import pytest

from extract.phrases import NO_USE, PhraseText, PhraseUse
from kg.model import Field
from tests.factories import act, provision

FORMS = {"lamp": "lamp", "street lamp": "street", "street": "way"}


def found(text: str, heading: str = "", wrap_up: str = "") -> list[tuple[str, str]]:
    """Nodes and forms found in one article."""
    whole = act(provision("art_1", text=text, heading=heading, wrap_up=wrap_up))
    return [(one.node, one.form) for one in PhraseText(whole).find(FORMS)]


def test_the_longest_phrase_wins_and_others_stay() -> None:
    assert found("A street lamp in a street.") == [("street", "street lamp"), ("way", "street")]


def test_a_phrase_is_found_in_the_plural_and_over_a_hyphen() -> None:
    assert found("Street-lamps") == [("street", "Street-lamps")]


def test_a_phrase_is_not_found_inside_another_word() -> None:
    assert found("A clamp, a lamppost.") == []


@pytest.mark.parametrize(("place", "field"), [("heading", Field.HEADING), ("text", Field.TEXT), ("wrap_up", Field.WRAP_UP)])
def test_every_field_is_read(place: str, field: Field) -> None:
    whole = act(provision("art_1", **{"text": "", place: "a lamp"}))  # type: ignore[arg-type]
    (one,) = PhraseText(whole).find(FORMS)
    assert (one.span.field, one.span.start, one.span.end) == (field, 2, 6)


def test_words_of_two_fields_are_no_phrase() -> None:
    assert found("lamp", heading="street") == [("way", "street"), ("lamp", "lamp")]


def test_footnotes_are_not_read() -> None:
    assert list(PhraseText(act(provision("fnt_1", text="a lamp"))).find(FORMS)) == []


def meant_as(node: str | None) -> list[str]:
    """What is left of "street lamp" if the longest phrase is taken for `node`."""

    def meant(use: PhraseUse) -> str | None:
        return node if use.node == "street" else use.node

    return [one.node for one in PhraseText(act(provision("art_1", text="A street lamp."))).find(FORMS, meant)]


def test_a_phrase_may_be_found_to_be_another() -> None:
    assert meant_as("other") == ["other"]


def test_words_that_are_no_phrase_leave_room_for_shorter_ones() -> None:
    assert meant_as(None) == ["way", "lamp"]


def test_a_phrase_without_a_use_leaves_no_room() -> None:
    assert meant_as(NO_USE) == []


def test_many_phrases_in_much_text_take_no_longer_for_each() -> None:
    whole = act(*(provision(f"art_{at}", text="street lamp " * 200) for at in range(1, 21)))
    assert len(list(PhraseText(whole).find(FORMS))) == 4000
