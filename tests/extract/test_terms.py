"""Uses of defined terms: forms, capitals, places where words are no use, and which definition a use leads to."""

from __future__ import annotations

import pytest

from extract.definitions import find_definitions
from extract.phrases import PhraseText
from extract.resolve import resolve
from extract.terms import find_term_uses, surface_forms, term_node, term_nodes
from kg.findings import TermUse
from kg.ids import ActId
from kg.model import Act, Field, NoteMark, Provision, Span
from tests.factories import CELEX, act, provision

TERMS = (
    "‘lid’ means what closes a cooking pot;",
    "‘cooking pot’ or ‘pot’ means a vessel;",
    "‘pot user’ means whoever cooks;",
    "‘hot data’ means what a pot tells of itself;",
    "‘putting on the stove’ means the first heating of a pot;",
    "‘HOB’ means a flat stove;",
    "‘Kitchen Board’ means the body set up by Article 9;",
    "‘handing over to a user’ means giving away;",
    "‘to serve meals in the Union’ means to cook for others;",
    "‘subject’ means whoever tastes;",
    "‘system’ means lids and pots sold together;",
)


def read(*provisions: Provision) -> Act:
    """An act with definitions in Article 3, and more provisions."""
    points = (provision(f"art_3/pnt_{at}", text=text) for at, text in enumerate(TERMS, 1))
    return act(provision("art_3", *points, heading="Definitions", text="For the purposes of this Regulation:"), *provisions)


def uses_in(whole: Act) -> list[TermUse]:
    """Every use of an act's terms."""
    return list(find_term_uses(PhraseText(whole), whole, find_definitions(whole, resolve(whole))))


def uses(text: str, heading: str = "", wrap_up: str = "") -> list[tuple[str, str]]:
    """Terms and forms found in Article 4."""
    whole = read(provision("art_4", text=text, heading=heading, wrap_up=wrap_up))
    return [(one.node.rpartition("/")[2], one.form) for one in uses_in(whole) if "/art_4" in one.provision]


@pytest.mark.parametrize(
    ("text", "node", "form"),
    [
        ("Lids shall fit.", "lid", "Lids"),
        ("The lid’s rim", "lid", "lid"),
        ("every LID", "lid", "LID"),
        ("A pot shall hold.", "cooking-pot", "pot"),
        ("Cooking pots shall hold.", "cooking-pot", "Cooking pots"),
        ("The HOBs shall cool.", "hob", "HOBs"),
        ("ask the Kitchen Board for help", "kitchen-board", "Kitchen Board"),
        ("It shall be put on the stove.", "putting-on-the-stove", "put on the stove"),
        ("Whoever puts on the stove", "putting-on-the-stove", "puts on the stove"),
        ("It was handed over to a user.", "handing-over-to-a-user", "handed over to a user"),
        ("Who serves meals in the Union shall cook.", "to-serve-meal-in-the-union", "serves meals in the Union"),
        ("Serving meals in the Union is an art.", "to-serve-meal-in-the-union", "Serving meals in the Union"),
        ("The taste of the subject matters not: subjects differ.", "subject", "subjects"),
        ("the term ‘lid’ in other laws", "lid", "lid"),
    ],
)
def test_a_term_is_found_in_every_form(text: str, node: str, form: str) -> None:
    assert (node, form) in uses(text)


@pytest.mark.parametrize(
    "text",
    [
        "A slide and a lidar.",
        "A hob and a Hob.",
        "ask the kitchen board for help",
        "whatever is non-lid",
        "lid-like things",
        "The Royal Lid Society shall meet.",
        "The National Kitchen Board of Ruritania shall meet.",
        "The book entitled ‘How to keep a lid on it’ is known.",
        "They shall be subject to this Regulation.",
        "other subject matter",
        "They are the subject of an inspection.",
        "It aims to subject cooks to rules.",
        "the rights of data subjects",
        "lid as defined in Article 2 of Regulation (EU) 2015/1",
        "Regulation (EU) 2015/1 of the Makers of 3 May 2015 on the safety of every lid (Lid Act)",
        "an electronic system, and the system shall be free",
    ],
)
def test_other_words_are_no_use(text: str) -> None:
    assert uses(text) == []


def test_a_term_is_not_found_in_what_the_initials_of_another_spell_out() -> None:
    assert uses("The hot oven base (HOB) and its lid.") == [("hob", "HOB"), ("lid", "lid")]
    assert uses("Each pot user (PUT) has a pot.") == [("pot-user", "pot user"), ("cooking-pot", "pot")]
    held = read(provision("art_4", text="A hot system board (HSB), a system and an HSB."), provision("art_5", text="‘HSB’ means a thing."))
    found = [
        one.form
        for one in uses_in(act(*held.provisions, provision("art_6/par_1", text="‘HSB’ means a board;")))
        if "/art_4" in one.provision
    ]
    assert found == ["HSB", "system", "HSB"]


def test_words_of_two_sentences_are_no_term() -> None:
    assert uses("The pan is hot. Data are cold.") == []
    assert uses("If it is hot, data are cold.") == []


def test_the_longest_term_wins() -> None:
    assert uses("A pot user shall cook.") == [("pot-user", "pot user")]


@pytest.mark.parametrize(("place", "field"), [("heading", Field.HEADING), ("text", Field.TEXT), ("wrap_up", Field.WRAP_UP)])
def test_every_field_is_read(place: str, field: Field) -> None:
    whole = read(provision("art_4", **{"text": "", place: "a lid"}))  # type: ignore[arg-type]
    (one,) = (use for use in uses_in(whole) if "/art_4" in use.provision)
    assert (one.span.field, one.span.start, one.span.end) == (field, 2, 5)


def test_a_definition_is_no_use_of_its_own_term_nor_of_a_part_of_it_but_of_others() -> None:
    found = [(one.provision.rpartition("_")[2], one.node.rpartition("/")[2]) for one in uses_in(read())]
    assert found == [("1", "cooking-pot"), ("4", "cooking-pot"), ("5", "cooking-pot"), ("11", "lid"), ("11", "cooking-pot")]


def test_a_name_is_used_in_headings_and_behind_its_article() -> None:
    assert uses("The Kitchen Board shall meet.", heading="Tasks of the Kitchen Board") == [("kitchen-board", "Kitchen Board")] * 2


def test_a_general_word_is_the_term_where_it_mostly_stands_alone() -> None:
    assert uses("Whoever sells a system shall tell. A system is sold whole, as is an alarm system.") == [("system", "system")] * 2


def test_the_title_of_an_act_ends_at_the_mark_of_its_footnote() -> None:
    text = "Directive 2001/1/EC of 5 May 2001 on the lid is known to every lid maker."
    marked = Provision(
        id=provision("art_4").id, kind=provision("art_4").kind, label="4", text=text, place=provision("art_4").place,
        marks=(NoteMark(field=Field.TEXT, at=text.index(" is known"), note=provision("fnt_1").id),),
    )  # fmt: skip
    found = [one for one in uses_in(read(marked)) if "/art_4" in one.provision]
    assert [one.span.start for one in found] == [text.rindex("lid")]


def test_new_text_for_another_act_uses_no_term() -> None:
    text = "Article 2 is replaced:\n‘Every lid shall fit.’\nEvery lid maker shall know."
    quoted = Span(start=text.index("‘"), end=text.index("’") + 1)
    found = [one for one in uses_in(read(provision("art_4", text=text, quoted=quoted))) if "/art_4" in one.provision]
    assert [one.span.start for one in found] == [text.rindex("lid")]


# ── which definition ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def led(*provisions: Provision) -> list[tuple[str, str]]:
    """Where each use stands and what it leads to, in an act of these provisions."""
    return [(one.provision.partition("/")[2], one.node.rpartition("/")[2]) for one in uses_in(act(*provisions))]


def test_a_definition_for_one_article_is_not_used_in_another() -> None:
    first = provision("art_5", provision("art_5/par_1", text="For the purposes of this Article, ‘rim’ means an edge."))
    second = provision("art_5/par_2", text="The rim is round.")
    assert led(provision("art_5", *first.children, second), provision("art_6", text="The rim is flat.")) == [("art_5/par_2", "rim")]


def test_the_definition_for_the_narrowest_unit_is_the_one_meant() -> None:
    general = provision("art_3", provision("art_3/pnt_1", text="‘rim’ means an edge;"), heading="Definitions")
    special = provision(
        "cpt_II", provision("art_5", text="For the purposes of this Chapter, ‘rim’ means a line."), provision("art_6", text="The rim.")
    )
    found = led(general, special, provision("art_7", text="The rim."))
    assert found == [("art_6", "rim@cpt_II"), ("art_7", "rim")]


def test_a_short_name_in_ordinary_letters_holds_from_its_place_on() -> None:
    given = provision("art_5", text="Anyone who wants a pot (the ‘buyer of pots’) pays. The buyer of pots may wait.")
    found = led(provision("art_4", text="No buyer of pots waits."), given, provision("art_6", text="A buyer of pots leaves."))
    assert [place for place, node in found if node == "buyer-of-pot"] == ["art_5", "art_6"]


def test_the_last_of_two_short_names_is_the_one_meant() -> None:
    first = provision("art_5", text="Anyone who wants a pot (the ‘proposed buyer’) pays.")
    second = provision("art_7", text="Anyone who wants a lid (the ‘proposed buyer’) pays.")
    found = led(first, provision("art_6", text="The proposed buyer waits."), second, provision("art_8", text="The proposed buyer leaves."))
    assert found == [("art_6", "proposed-buyer"), ("art_8", "proposed-buyer@art_7")]


def test_a_name_holds_wherever_it_stands_and_the_preamble_gives_it_no_second_meaning() -> None:
    preamble = provision("pbl_1", provision("rct_1", text="A European Board of Lids (the ‘Board’) should meet."))
    body = provision("art_9", text="The European Board of Lids (the ‘Board’) is set up.")
    found = led(preamble, provision("art_8", text="The Board meets. A board is flat."), body)
    assert found == [("art_8", "board")]


def test_an_everyday_word_given_in_passing_holds_in_its_article_only() -> None:
    given = provision(
        "art_5", provision("art_5/par_1", text="Lids shall be flat (‘flatness’)."), provision("art_5/par_2", text="On flatness.")
    )
    assert led(given, provision("art_6", text="The flatness of the earth.")) == [("art_5/par_2", "flatness")]


def test_a_meaning_taken_from_another_act_is_used_where_that_act_is_named() -> None:
    taken = "‘lid’ means lid as defined in Article 2 of Regulation (EU) 2015/1;"
    definitions = provision("art_3", provision("art_3/pnt_1", text=taken), heading="Definitions")
    assert led(definitions, provision("art_4", text="lids as defined in Article 2 of Regulation (EU) 2015/1")) == [("art_4", "lid")]


def test_layout_gives_the_terms_of_some_lists_a_capital() -> None:
    terms = ("‘Lid’ means one;", "‘Pot’ means two;", "‘Rim’ means three;")
    points = (provision(f"art_3/pnt_{at}", text=text) for at, text in enumerate(terms, 1))
    assert led(provision("art_3", *points, heading="Definitions"), provision("art_4", text="a lid")) == [("art_4", "lid")]


# ── nodes and forms ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_definition_of_a_form_wins() -> None:
    twice = act(
        provision(
            "art_3", provision("art_3/pnt_1", text="‘lid’ means one thing;"), provision("art_3/pnt_2", text="‘cap’ or ‘lid’ means another;")
        )
    )
    forms = surface_forms(twice.celex, find_definitions(twice))
    assert forms == {"lid": f"{CELEX}/term/lid", "cap": f"{CELEX}/term/cap"}


def test_the_forms_of_a_verb_are_looked_up_too() -> None:
    forms = surface_forms(read().celex, find_definitions(read()))
    assert forms["put on the stove"] == term_node(ActId(CELEX), "putting on the stove")


def test_each_definition_has_a_node() -> None:
    definitions = find_definitions(read())
    assert len(set(term_nodes(ActId(CELEX), definitions))) == len(definitions) == len(TERMS)


def test_an_act_without_terms_has_no_uses() -> None:
    assert uses_in(act(provision("art_1", text="Words."))) == []


def test_many_definitions_of_one_term_and_many_quotes_stay_quick() -> None:
    many = " ".join(f"A thing (the ‘rim’) and ‘rim’ and rim {at}." for at in range(1500))
    found = uses_in(act(*(provision(f"art_{at}", text=many) for at in range(1, 3))))
    assert len(found) > 3000
