"""Duties: what each modal verb does, and of whom it is said. All sentences are made up."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from typing import Any

import pytest

from extract.actors import Actors
from extract.definitions import find_definitions
from extract.duties import find_duties
from extract.pipeline import find_all
from extract.reading import read_file
from extract.resolve import resolve
from extract.sample import path as sample_path
from extract.terms import term_nodes
from kg.model import Act, Field, Provision, Span, walk
from kg.rules import Duty
from tests.factories import act, provision

TERMS = (
    "‘provider’ means a natural or legal person who sells lamps;",
    "‘user’ means any person who lights a lamp;",
    "‘keen user’ means a user who lights many lamps;",
    "‘idle user’ means a user who lights none;",
)
Read = list[tuple[str, list[str]]]


def lamp_act(*provisions: Provision) -> Act:
    """An act with the terms of this module."""
    points = (provision(f"art_3/pnt_{at}", text=text) for at, text in enumerate(TERMS, 1))
    return act(provision("art_3", *points, heading="Definitions", text="For the purposes of this Regulation:"), *provisions)


def found(whole: Act) -> tuple[tuple[Duty, ...], dict[str, str]]:
    """The duties of an act, and what their actors are called."""
    definitions = find_definitions(whole, resolve(whole))
    actors = Actors(whole, zip(term_nodes(whole.celex, definitions), definitions, strict=True))
    duties = find_duties(whole, actors)
    return duties, {one.node: one.label for one in actors.named(duties)}


def said(*provisions: Provision) -> Read:
    """Each modal verb of provisions: its modality and the labels of its actors."""
    duties, labels = found(lamp_act(*provisions))
    verbs: dict[tuple[Any, ...], tuple[str, list[str]]] = {}
    for one in duties:
        verbs.setdefault((one.provision, one.verb), (one.modality.value, []))[1].extend([labels[one.actor]] if one.actor else [])
    return list(verbs.values())


def read(text: str) -> Read:
    """What the text of an article says."""
    return said(provision("art_5", text=text))


def explained(text: str) -> Read:
    """What the text of a recital says."""
    return said(provision("rct_5", text=text))


def words(whole: Act, duty: Duty, span: Span | None) -> str:
    """The words of a span of a duty."""
    assert span is not None
    text = {one.id: one for one in walk(whole.provisions)}[duty.provision].words(span.field)
    return text[span.start : span.end]


# ── modality ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The provider shall test lamps.", "shall"),
        ("The provider must test lamps.", "shall"),
        ("The provider is required to test lamps.", "shall"),
        ("The provider shall not sell lamps.", "shall not"),
        ("The provider shall, in no case, not sell lamps.", "shall not"),
        ("The provider may not sell lamps.", "shall not"),
        ("The provider shall never sell lamps.", "shall not"),
        ("No provider shall sell lamps.", "shall not"),
        ("No provider may sell lamps.", "shall not"),
        ("Neither the provider nor the user shall sell lamps.", "shall not"),
        ("The provider shall be prohibited from selling lamps.", "shall not"),
        ("The provider shall not only sell but also test lamps.", "shall"),
        ("The provider may sell lamps.", "may"),
        ("The provider shall have the right to sell lamps.", "may"),
        ("The provider shall be entitled to sell lamps.", "may"),
        ("The Commission is empowered to adopt delegated acts.", "may"),
        ("The user shall be given the right to ask.", "may"),
        ("The user shall have no voting right in the matter.", "shall not"),
        ("The user shall have no lamps.", "shall"),
        ("The provider shall be free from debts.", "shall"),
        ("The provider shall have lamps in the right place.", "shall"),
        ("This Article shall not apply to providers.", "shall not apply"),
        ("This Article shall apply neither to providers nor to users.", "shall not apply"),
        ("The provider shall not be required to test lamps.", "shall not apply"),
        ("The provider shall not be obliged to test lamps.", "shall not apply"),
        ("The provider need not test lamps.", "shall not apply"),
        ("The provider shall be exempted from the fee.", "shall not apply"),
        ("The provider shall not be subject to the obligations of this Article.", "shall not apply"),
        ("The provider shall not be entitled to sell lamps.", "shall not"),
        ("The Member States shall not apply this Article to lids.", "shall not"),
        ("Users shall not be prevented from selling lamps.", "may"),
        ("The user may not be precluded by providers from selling lamps.", "may"),
        ("No user shall be prohibited from selling lamps.", "may"),
        ("Selling lamps shall not be prevented.", "shall not"),
        ("Users may not be required by providers to keep lamps.", "shall not apply"),
        ("No user may be obliged to keep lamps.", "shall not apply"),
        ("Users may be required to keep lamps.", "may"),
        ("In no case shall such lamps be sold.", "shall not"),
        ("Under no circumstances shall providers sell lamps.", "shall not"),
        ("At no time may a provider be asked for lamps.", "shall not"),
        ("In no case the provider shall sell lamps.", "shall not"),
        ("Never shall providers sell lamps.", "shall not"),
        ("Lamps shall at no time be left alone.", "shall not"),
        ("Lamps shall, under no circumstances, be sold.", "shall not"),
        ("Nothing in this Article shall prevent sales.", "shall not"),
        ("Nothing may be construed as leave to sell lamps.", "shall not"),
        ("Nobody shall sell lamps.", "shall not"),
        ("Neither the lamp, its lid nor the wick that lies in it shall be sold.", "shall not"),
        ("Lamps with no wick shall be sold.", "shall"),
        ("Lamps shall be sold at no cost.", "shall"),
        ("In cases of no concern the provider shall sell lamps.", "shall"),
    ],
)
def test_what_a_verb_of_the_enacting_terms_does(text: str, modality: str) -> None:
    assert [one[0] for one in read(text)] == [modality]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Providers should test lamps.", "should"),
        ("Providers should be required to test lamps.", "should"),
        ("Providers should be allowed to sell lamps.", "should"),
        ("Providers should not sell lamps.", "should not"),
        ("No lamp should be sold.", "should not"),
        ("Nor should such lamps, which are old, be sold.", "should not"),
        ("Nor should this Regulation apply to lids.", "should not apply"),
        ("The rule on wicks should cease to apply to providers.", "should not apply"),
        ("Selling lamps should be prohibited.", "should not"),
        ("Providers should not be prevented from selling lamps.", "should"),
        ("Providers should be encouraged to test lamps.", "should be encouraged"),
        ("The Commission should encourage providers to test lamps.", "should"),
        ("This Regulation should not apply to lids.", "should not apply"),
        ("Providers should not be required to test lids.", "should not apply"),
        ("Member States may keep their rules.", "may"),
        ("Providers must test lamps.", "should"),
    ],
)
def test_what_a_verb_of_a_recital_does(text: str, modality: str) -> None:
    assert [one[0] for one in explained(text)] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "This applies to risks that may arise.",
        "This applies from 2 May 2030.",
        "The list is closed, however long the wick may be.",
        "Should a lamp fail, it is replaced.",
        "The provider considers that lamps may fail.",
        "This is a risk that, in such cases, the lamp may break.",
        "They are free to buy lamps, if these may be sold.",
        "The keeper of lamps that may be faulty is told.",
    ],
)
def test_what_can_happen_or_is_supposed_is_no_duty(text: str) -> None:
    assert read(text) == []


def test_a_recital_says_what_lamps_can_do() -> None:
    assert explained("Lamps may affect sleep. Wicks may be harmful.") == []


def test_words_that_oblige_in_the_present_are_read_in_main_clauses_of_the_enacting_terms() -> None:
    text = "Where the provider is required to test lamps, users are entitled to ask."
    assert read(text) == [("may", ["user"])]
    assert explained("The provider is required to test lamps.") == []


# ── actors ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Providers of lamps shall test them.", ["provider"]),
        ("Providers and users of lamps shall test them.", ["provider", "user"]),
        ("The provider, the importer and the user shall test lamps.", ["provider", "importer", "user"]),
        ("Providers of lamps and public bodies shall test them.", ["provider", "public body"]),
        ("The provider and, where applicable, the importer, shall test lamps.", ["provider", "importer"]),
        ("The provider or, in its absence, the importer shall test lamps.", ["provider", "importer"]),
        ("Civil society organisations, academia and users may help.", ["civil society organisation", "academia", "user"]),
        ("Keen and idle users shall sleep.", ["keen user", "idle user"]),
        ("Natural and legal persons shall sleep.", ["legal person"]),
        ("Each of the providers shall sleep.", ["provider"]),
        ("A sufficient number of providers shall sleep.", ["provider"]),
        ("The number of providers shall not exceed three.", []),
        ("The rule prohibiting a lazy provider from sleeping shall apply.", []),
        ("Any importer, including makers, keepers or owners of lamps, may sleep.", ["importer"]),
        ("For these purposes, other providers may sleep.", ["provider"]),
        ("Operators of lamps or of wicks that glow shall sleep.", ["operator of lamp", "operator of wick"]),
        ("The provider’s importer shall sleep.", ["importer"]),
        ("The lid of the provider shall be round.", []),
        ("Lamps shall burn.", []),
        ("There shall be light.", []),
        ("Union and national law shall apply.", []),
        ("The provider contract shall be clear.", []),
        ("In such cases the provider shall stop.", ["provider"]),
        ("Where a lamp fails, smokes or leaks, the provider shall stop.", ["provider"]),
        ("Before selling lamps, lids or wicks, the Commission and the provider shall ask.", ["Commission", "provider"]),
        ("The provider shall, where appropriate, ask.", ["provider"]),
        ("The provider, where appropriate, shall ask.", ["provider"]),
        ("Providers that, on the basis of a test, doubt a lamp, shall stop.", ["provider"]),
        ("Providers which sell lamps to users shall stop.", ["provider"]),
        ("Persons to whom lamps may be lent shall pay.", ["person"]),
        ("The seller, rentor or importer, which may be a user, shall pay.", ["seller", "rentor", "importer"]),
        ("The rules of Regulation (EU) 2015/1 of the European Parliament and of the Council shall apply.", []),
        ("The staff of the Commission shall help.", ["staff of commission"]),
        ("Users of lamps that are public bodies, or Union institutions, bodies, offices or agencies shall pay.", ["user"]),
        ("Importers that are public bodies, or lamp companies, clubs of makers or lamp keepers shall pay.", ["importer"]),
        (
            "Member States and Union institutions, bodies, offices and agencies shall help.",
            ["Member State", "Union institution, body, office or agency"],
        ),
        ("This Article shall apply to Union institutions, bodies, offices and agencies.", ["Union institution, body, office or agency"]),
    ],
)
def test_the_subject_of_an_active_verb_acts(text: str, actors: list[str]) -> None:
    assert read(text)[-1][1] == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Lamps shall be tested.", []),
        ("Users shall be informed.", []),
        ("Lamps shall be tested by the provider.", ["provider"]),
        ("Lamps shall be tested and sealed by the provider or by the importer.", ["provider", "importer"]),
        ("Lamps shall be listed in a book kept by the provider.", []),
        ("Lamps shall be tested by electronic means.", []),
        ("Rules shall be aimed at easing access by users.", []),
        ("Lamps shall be tested, in rooms that are lit by the provider.", []),
        ("Lamps shall be sold by providers after the user paid.", ["provider"]),
        ("Users shall be entitled to ask.", ["user"]),
        ("Users shall be held liable for damage.", ["user"]),
        ("Users shall be subject to a fee.", ["user"]),
        ("Users shall be granted access.", []),
        ("Sales shall be subject to a fee.", []),
    ],
)
def test_a_passive_verb_speaks_of_its_agent_or_of_whom_it_binds(text: str, actors: list[str]) -> None:
    assert read(text)[0][1] == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("This Article shall apply to providers and users.", ["provider", "user"]),
        ("This Article shall apply to lamps.", []),
        ("It shall be possible for users to ask.", ["user"]),
        ("It shall be for the Commission to decide.", ["Commission"]),
        ("It shall be possible to hold the provider liable.", []),
    ],
)
def test_a_rule_may_say_to_whom_it_applies(text: str, actors: list[str]) -> None:
    assert read(text) == [("shall", actors)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The list is kept by the authorities, which shall sign it.", ["authority"]),
        ("The provider shall ensure that users may ask.", ["user"]),
        ("The provider shall ensure that lamps may be returned.", []),
        ("It is in such a way that a provider who has sold a lamp shall be obliged to tell.", ["provider"]),
        ("This is a draft of which the Commission shall take account.", ["Commission"]),
        ("The Commission shall decide whether the user who asks shall pay.", ["user"]),
        ("The decision whether a provider stores oil shall be taken soon.", []),
    ],
)
def test_clauses_within_have_subjects_of_their_own(text: str, last: list[str]) -> None:
    assert read(text)[-1][1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The provider shall test lamps and shall seal them.", ["provider"]),
        ("The provider tests lamps, and may seal them.", ["provider"]),
        ("Such waste is due to the fact that a provider sells to a group of users, and shall end.", []),
        ("The use shall stop and the provider shall tell.", ["provider"]),
        ("Users are few and therefore the duties of users shall be light.", []),
        ("The provider shall test lamps, nor shall users sell them.", ["user"]),
        ("The provider shall not test lamps, nor shall it sell them.", ["provider"]),
        ("Articles 5, 6 and 7 shall not bind the Member States, nor shall they apply.", []),
        ("Users may sleep, but in no case shall the provider sleep.", ["provider"]),
        ("Users may sleep, but in no case shall importers or other users sleep.", ["importer", "user"]),
        ("Lamps may burn, but at no time may the Commission contract be broken.", []),
        ("Under no circumstances shall providers of lamps be entitled to sleep.", ["provider"]),
        ("The provider may sleep, but in no event shall lamps that users lit be sold.", []),
    ],
)
def test_a_verb_behind_and_goes_on_or_begins_anew(text: str, last: list[str]) -> None:
    assert read(text)[-1][1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Where the provider doubts that the user is well, it shall stop.", ["provider"]),
        ("Where the lamps are old, they shall be sold.", []),
        ("The Board of Lamps meets. It shall vote.", ["board"]),
        ("The report is long. It shall be read.", []),
        ("The rights of the users shall be kept. They shall be entitled to ask.", ["user"]),
        ("The user shall tell the provider, and the latter shall reply.", ["provider"]),
        ("Keen and idle users may ask. Those users shall pay.", ["user"]),
        ("Essential and small entities may ask. Such entities shall pay.", ["small entity"]),
    ],
)
def test_pronouns_stand_for_whom_the_words_before_are_about(text: str, last: list[str]) -> None:
    assert read(text)[-1][1] == last


def test_points_take_their_subject_from_the_introductory_words() -> None:
    points = provision("art_5/pnt_a", text="shall test lamps;"), provision("art_5/pnt_b", text="may sell them;")
    assert said(provision("art_5", *points, text="The provider:")) == [("shall", ["provider"]), ("may", ["provider"])]


def test_introductory_words_with_a_verb_are_one_duty() -> None:
    points = provision("art_5/pnt_a", text="test lamps;"), provision("art_5/pnt_b", text="the wick that the user may cut.")
    assert said(provision("art_5", *points, text="Providers shall:"))[0] == ("shall", ["provider"])


def test_words_behind_points_have_the_subject_of_those_before() -> None:
    own = provision("art_5", provision("art_5/pnt_a", text="old;"), text="A provider whose lamp is:", wrap_up="shall tell.")
    assert said(own) == [("shall", ["provider"])]


# ── where ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "clause", "verb", "condition"),
    [
        ("If a lamp fails, the provider shall not sell it.", "the provider shall not sell it", "shall not", "If a lamp fails"),
        ("The provider shall be required to stop where a lamp fails.", "The provider shall be required to stop where a lamp fails",
         "shall be required", "where a lamp fails"),
        ("The provider shall stop, unless told, at noon.", "The provider shall stop, unless told, at noon", "shall", "unless told"),
        ("In the case of fire, lamps may be left.", "lamps may be left", "may be left", "In the case of fire"),
        ("The provider shall, in the event of fire, stop it and shall tell.", "The provider shall, in the event of fire, stop it",
         "shall", "in the event of fire"),
        ("The provider shall stop and shall tell.", "The provider shall stop", "shall", None),
        ("Articles 10, 40 and 43 shall bind.", "Articles 10, 40 and 43 shall bind", "shall", None),
        ("The power in Articles 3(2), 43a(11), 7(1), second subparagraph, and 137 shall end.",
         "The power in Articles 3(2), 43a(11), 7(1), second subparagraph, and 137 shall end", "shall", None),
        ("Points 4.3., 4.4., 4.5. and the last point shall bind.", "Points 4.3., 4.4., 4.5. and the last point shall bind", "shall", None),
        ("Chapter I Section 2, Chapter V, and Article 9 shall bind.", "Chapter I Section 2, Chapter V, and Article 9 shall bind",
         "shall", None),
        ("Points (a) and (b) shall bind.", "Points (a) and (b) shall bind", "shall", None),
        ("Paragraph 1, points (a), (b) and (c), shall bind.", "Paragraph 1, points (a), (b) and (c), shall bind", "shall", None),
        ("Regulations (EU) 2030/1, (EU) No 31/2032 and (EU) 2033/4 shall bind.",
         "Regulations (EU) 2030/1, (EU) No 31/2032 and (EU) 2033/4 shall bind", "shall", None),
        ("Pursuant to Article 5, Article 6 shall bind.", "Article 6 shall bind", "shall", None),
        ("This is told in Part II, point (1), of Annex I. Those rules shall bind.", "Those rules shall bind", "shall", None),
        ("Acts adopted pursuant to Article 5(2) or (3), Article 6 or Article 7 shall bind.",
         "Acts adopted pursuant to Article 5(2) or (3), Article 6 or Article 7 shall bind", "shall", None),
        ("Pursuant to Articles 5, 6 and 7, no provider shall stop.", "no provider shall stop", "shall", None),
        ("The provider shall stop, where Articles 5, 6 and 7 bind it, at noon.",
         "The provider shall stop, where Articles 5, 6 and 7 bind it, at noon", "shall", "where Articles 5, 6 and 7 bind it"),
    ],
)  # fmt: skip
def test_a_duty_is_told_by_its_clause_its_verb_and_its_condition(text: str, clause: str, verb: str, condition: str | None) -> None:
    whole = lamp_act(provision("art_5", text=text))
    one = found(whole)[0][0]
    assert (words(whole, one, one.span), words(whole, one, one.verb)) == (clause, verb)
    assert (words(whole, one, one.condition) if one.condition else None) == condition


def test_headings_citations_notes_and_quoted_texts_are_left_out() -> None:
    text = "Article 2 is replaced: ‘Users shall pay.’ The provider shall wait."
    quoted = replace(provision("art_5", text=text, heading="Users shall pay"), quoted=Span(start=23, end=41))
    assert [one[1] for one in said(provision("cit_1", text="Users shall pay."), quoted, provision("fnt_1", text="Users shall pay."))] == [
        ["provider"]
    ]
    split = replace(provision("art_5", text="‘Users shall pay.’\nThe provider shall wait."), quoted=Span(start=0, end=18))
    assert said(split) == [("shall", ["provider"])]


def test_another_language_has_no_duties() -> None:
    whole = replace(lamp_act(provision("art_5", text="The provider shall wait.")), language="fr")
    assert found(whole)[0] == ()


@pytest.mark.parametrize(
    "unit",
    ["shall ", "shall, ", "the provider shall act and ", "the provider which may act, ", "where lamps may burn, ", "shall be kept by by ",
     "((( the provider shall ", "the provider, the user, ", "members of the board of ", "in no case shall the provider, ", "nor shall ",
     "Article 5, ", "Articles 5, 6 and (a), ", "Union institutions, bodies, "],
)  # fmt: skip
def test_hostile_sentences_are_read_in_time_that_grows_with_them(unit: str) -> None:
    def seconds(times: int) -> float:
        whole = lamp_act(provision("art_5", text=f"{unit * times}shall end."))
        return min(_timed(whole) for _ in range(2))

    assert seconds(1600) < 4 * seconds(800) + 0.2


SOUP = """shall should may must not never be is required entitled apply have the right to by of for and or but which who that whom where
if provider providers user Commission lamp lamps they it such those no neither , , . ; : ( ) ’s possible there only free given""".split()


def test_no_sequence_of_words_breaks_a_rule() -> None:
    chance = random.Random(20261124)
    texts = [" ".join(chance.choices(SOUP, k=chance.randint(1, 40))) for _ in range(1500)]
    whole = lamp_act(*(provision(f"art_{at}", text=text) for at, text in enumerate(texts, 5)))
    lengths = {one.id: len(one.text) for one in whole.provisions}
    duties = found(whole)[0]
    assert len(duties) > 1000
    for one in duties:
        assert 0 <= one.span.start <= one.verb.start < one.verb.end <= one.span.end <= lengths[one.provision]
        assert one.condition is None or 0 <= one.condition.start < one.condition.end <= lengths[one.provision]


def _timed(whole: Act) -> float:
    started = time.process_time()
    found(whole)
    return time.process_time() - started


# ── the sample act ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def sample() -> Act:
    return read_file(sample_path("act.xhtml"))


def test_spans_are_in_range_and_hold_the_verb(sample: Act) -> None:
    texts = {one.id: one for one in walk(sample.provisions)}
    duties = found(sample)[0]
    for one in duties:
        text = texts[one.provision].words(one.span.field)
        assert 0 <= one.span.start <= one.verb.start < one.verb.end <= one.span.end <= len(text)
        assert one.verb.field is one.span.field is not Field.HEADING
        if one.condition:
            assert 0 <= one.condition.start < one.condition.end <= len(text)
    assert len(duties) > 100


def test_each_actor_of_a_duty_is_listed_once(sample: Act) -> None:
    duties, labels = found(sample)
    assert {one.actor for one in duties if one.actor} <= set(labels)


def test_no_modal_verb_says_one_thing_of_one_actor_twice(sample: Act) -> None:
    duties = found(sample)[0]
    assert len({(one.provision, one.verb, one.actor) for one in duties}) == len(duties)


def test_findings_list_every_actor_of_a_duty(sample: Act) -> None:
    findings = find_all(sample, ())
    listed = {one.node for one in findings.actors}
    assert {one.actor for one in findings.duties if one.actor} <= listed
    assert {node for node in listed if "/term/" in node} <= {node for node, _ in findings.terms}
    assert findings.duties == found(sample)[0]
