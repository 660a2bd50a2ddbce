"""Actors of an act: roles that it defines, institutions that every act names, and others by their nouns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.actors import Actors
from extract.clause_tokens import tokens_of
from extract.definitions import find_definitions
from extract.resolve import resolve
from extract.terms import term_nodes
from tests.factories import act, provision

TERMS = (
    "‘lampist’ means a natural or legal person, public authority, agency or other body that lights lamps;",
    "‘keeper’ means any undertaking;",
    "‘dimmer’ means a lampist or a keeper who turns lamps down;",
    "‘lamp’ means a thing that a person lights;",
    "‘lamp authority’ means: ",
    "‘guild’ means a union of lampists;",
    "‘Lamp Office’ means the function of watching lamps;",
)


def actors(*more: str, language: str = "en") -> Actors:
    """The actors of an act with the terms of this module, and more provisions in its Article 5."""
    points = [provision(f"art_3/pnt_{at}", text=text) for at, text in enumerate(TERMS, 1)]
    points[4] = replace(points[4], children=(provision("art_3/pnt_5/pnt_a", text="any public authority competent for lamps;"),))
    texts = [provision(f"art_5/par_{at}", text=text) for at, text in enumerate(more, 1)]
    three = provision("art_3", *points, heading="Definitions", text="For the purposes of this Regulation:")
    whole = act(three, provision("art_5", *texts))
    found = find_definitions(whole, resolve(whole))
    return Actors(replace(whole, language=language), zip(term_nodes(whole.celex, found), found, strict=True))


def named(text: str, *more: str) -> list[str]:
    """The labels of the actors that a text names."""
    return [one.label for one in actors(*more).mentions_in(text)]


def test_a_term_that_means_a_person_or_another_role_is_a_role() -> None:
    assert [one.label for one in actors().roles] == ["lampist", "keeper", "dimmer", "lamp authority", "Lamp Office"]


def test_a_role_has_the_node_of_its_term() -> None:
    assert actors().mentions_in("The lampists shall wait.")[0].node == "32024R1689/term/lampist"


def test_the_short_name_of_a_body_is_a_role_by_either_name() -> None:
    text = "A European Board of Wicks (the ‘Board’) is hereby established."
    assert named("The Board and the European Board of Wicks shall meet.", text) == ["Board", "Board"]


def test_the_short_name_of_a_thing_is_no_role() -> None:
    assert "Charter" not in [one.label for one in actors("the European Charter of Wicks (the ‘Charter’)").roles]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The Commission shall inform the Member States.", ["Commission", "Member State"]),
        ("The commission for each sale shall be paid.", []),
        ("The European Union Agency for Cybersecurity (ENISA) shall help.", ["ENISA", "ENISA"]),
        ("Third countries shall be told.", ["third country"]),
    ],
)
def test_institutions_are_known_by_every_name(text: str, labels: list[str]) -> None:
    assert named(text) == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The national competent authorities shall meet.", ["national competent authority"]),
        ("The applicant shall wait.", ["applicant"]),
        ("any other interested natural persons", ["interested natural person"]),
        ("Small and medium-sized enterprises may ask.", ["medium sized enterprise"]),
        ("The members of the management board shall vote.", ["member of management board"]),
        ("The chair shall vote.", ["chair"]),
        ("This shall enable affected persons to ask.", ["affected person"]),
        ("The customs authorities shall meet.", ["customs authority"]),
        ("An expert group shall meet as a group.", ["expert group"]),
        ("Wick Cooperation Network", ["Wick Cooperation Network"]),
        ("the network of pipes", []),
        ("makers of lamps", ["maker"]),
        ("operators of lamps and of wicks", ["operator of lamp", "operator of wick"]),
        ("operators of lamps, of wicks and/or of glass may ask", ["operator of lamp", "operator of wick", "operator of glass"]),
        ("operators of lamps and wicks", ["operator of lamp"]),
        ("operators of very large lamp services using gas", ["operator of very large lamp services"]),
        ("Council Regulation (EC) No 1/2003 and a Commission Recommendation", []),
        ("The importer considers, the Commission considers", ["importer", "Commission"]),
        ("An audit team of the college", ["audit team", "college"]),
        ("the provider contract ends", []),
        ("the human body", []),
        ("subjects are subject to this", []),
        ("The CSIRTs may help.", ["CSIRT"]),
    ],
)
def test_others_are_known_by_their_nouns(text: str, labels: list[str]) -> None:
    assert named(text) == labels


def test_a_person_has_a_node_of_the_act_in_the_singular() -> None:
    [one] = actors().mentions_in("The competent authorities shall wait.")
    assert (one.node, one.plural) == ("32024R1689/actor/competent-authority", True)


def test_a_mention_is_told_by_its_characters() -> None:
    text = "If so, the notifying authority shall wait."
    [one] = actors().mentions_in(text)
    assert text[one.start : one.end] == "notifying authority"


def test_another_language_has_no_actors() -> None:
    found = actors(language="fr")
    assert (found.roles, found.mentions_in("The Commission shall wait.")) == ((), ())


def test_tokens_keep_marks_and_possessives() -> None:
    assert [token.low for token in tokens_of("The lampist’s lid, and lampists' pots (open)")] == [
        "the", "lampist", "'s", "lid", ",", "and", "lampists", "'s", "pots", "(", "open", ")",
    ]  # fmt: skip
