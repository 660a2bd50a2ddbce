"""Definitions: the drafting forms that define a term, and words in quotation marks that do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.definitions import find_definitions
from extract.resolve import resolve
from extract.source import Source
from kg.counts import counts
from kg.findings import Definition, Form
from kg.ids import path_of
from kg.model import Act, Field, Provision, Span
from tests.factories import act, provision


def found(text: str, path: str = "art_3/pnt_1") -> tuple[Definition, ...]:
    """The definitions in one provision of an act of its own."""
    return find_definitions(act(provision("art_3", provision(path, text=text))))


@pytest.mark.parametrize(
    ("text", "term", "variants"),
    [
        ("‘lamp’ means a thing that shines;", "lamp", ()),
        ("“lamp” means a thing that shines;", "lamp", ()),
        ("‘lamp’ or ‘light’ means a thing that shines;", "lamp", ("light",)),
        ("‘lamp’, ‘light’ or ‘torch’ means a thing that shines;", "lamp", ("light", "torch")),
        ("‘lamp’ shall mean a thing that shines;", "lamp", ()),
        ("‘lamp’ has the meaning given in Article 4;", "lamp", ()),
        ("‘state-of-the-art lamp’ means a thing that shines;", "state-of-the-art lamp", ()),
    ],
)
def test_a_point_that_puts_a_term_before_means_defines_it(text: str, term: str, variants: tuple[str, ...]) -> None:
    (one,) = found(text)
    assert (one.term, one.variants) == (term, variants)


@pytest.mark.parametrize(
    "text", ["lamp means a thing that shines;", "a ‘lamp’ shines by any means;", "‘lamp’ shines;", "the word ‘lamp’ means little;", ""]
)
def test_other_words_define_nothing(text: str) -> None:
    assert found(text) == ()


def test_recitals_define_nothing() -> None:
    recital = provision("rct_1", text="‘lamp’ means a thing that shines.")
    assert find_definitions(act(provision("pbl_1", recital))) == ()


def test_the_span_is_the_term_inside_its_quotation_marks() -> None:
    text = "‘lamp’ means a thing that shines;"
    (one,) = found(text)
    assert text[one.span.start : one.span.end] == "lamp"


def test_the_sample_defines_its_terms_in_order(sample: Callable[[str], tuple[Source, Act]]) -> None:
    definitions = find_definitions(sample("act.xhtml")[1])
    points = [one.provision.rpartition("_")[2] for one in definitions]
    assert points == sorted(points, key=int)
    assert definitions[0].term == "AI system"


@pytest.mark.parametrize(
    ("language", "heading", "text", "term", "variants"),
    [
        ("fr", "Définitions", "«lampe à l’huile», une chose qui brille;", "lampe à l’huile", ()),
        ("fr", "Définitions", "“lampe de l’atelier”: une chose qui brille;", "lampe de l’atelier", ()),
        ("fr", "Définitions", "«lampe» ou «lumière», une chose qui brille;", "lampe", ("lumière",)),
        ("da", "Definitioner", "»lampe«: en ting, der lyser", "lampe", ()),
        ("nl", "Definities", "“lamp”: een ding dat schijnt;", "lamp", ()),
    ],
)
def test_other_languages_put_a_colon_or_comma_behind_the_term(
    language: str, heading: str, text: str, term: str, variants: tuple[str, ...]
) -> None:
    (one,) = find_definitions(replace(act(provision("art_3", provision("art_3/pnt_1", text=text), heading=heading)), language=language))
    assert (one.term, one.variants) == (term, variants)


def test_a_quoted_word_before_a_comma_defines_nothing_outside_definitions() -> None:
    whole = act(provision("art_4", provision("art_4/pnt_a", text="«lampe», au sens du droit national;"), heading="Lampes"))
    assert find_definitions(replace(whole, language="fr")) == ()


@pytest.mark.parametrize(
    ("language", "heading", "misprinted", "term"),
    [
        ("en", "Definitions", "open lamp’ means a thing that shines;", "open lamp"),
        ("da", "Definitioner", "»lampe: en ting, der lyser", "lampe"),
        ("da", "Definitioner", "»lampe« en ting, der lyser", "lampe"),
        ("nl", "Definities", "schijnend ding of “lamp (L)”: een ding dat schijnt;", "lamp (L)"),
    ],
)
def test_a_misprinted_definition_in_a_list_of_definitions_is_one(language: str, heading: str, misprinted: str, term: str) -> None:
    sound = {"en": "‘oven’ means hot;", "da": "»ovn«: varm", "nl": "“oven”: heet;"}[language]
    points = [provision(f"art_3/pnt_{at}", text=text) for at, text in enumerate((sound, misprinted, sound), 1)]
    whole = replace(act(provision("art_3", *points, heading=heading)), language=language)
    assert counts(whole)["definition"] == 3
    found_terms = [one.term for one in find_definitions(whole)]
    assert len(found_terms) == 3
    assert found_terms[1] == term


# ── definitions in the midst of provisions ─────────────────────────────────────────────────────────────────────────────────────


def read(*provisions: Provision, language: str = "en") -> tuple[Definition, ...]:
    """The definitions in an act of these provisions, with its references."""
    whole = replace(act(*provisions), language=language)
    return find_definitions(whole, resolve(whole))


def told(text: str, language: str = "en") -> list[tuple[str, tuple[str, ...], Form]]:
    """Terms, variants and forms in the text of one article."""
    return [(one.term, one.variants, one.form) for one in read(provision("art_5", text=text), language=language)]


@pytest.mark.parametrize(
    ("text", "term", "variants"),
    [
        ("For the purposes of this Article, ‘rim’ means an edge.", "rim", ()),
        ("For the purpose of paragraph 2, the term ‘rim’ shall mean an edge.", "rim", ()),
        ('Lids shall fit. For the purposes of this Regulation, the expression "rim" means an edge.', "rim", ()),
        ("For the purposes of points (a) and (b), ‘rim’ or ‘edge’ means an end.", "rim", ("edge",)),
        ("In this Article, ‘rim’ means an edge.", "rim", ()),
        ("In this Regulation ‘rim’ means an edge.", "rim", ()),
        ("Under this Chapter, the term ‘rim’ means an edge.", "rim", ()),
        ("For the purposes of paragraph 1, the following definitions apply: ‘rim’ means an edge.", "rim", ()),
        ("‘rim’, in relation to lids, means an edge;", "rim", ()),
        ("The concept of ‘rim’ encompasses what lies around a lid.", "rim", ()),
        ("The term ‘rim’ refers to an edge.", "rim", ()),
        ("A thing that closes shall be understood as a ‘lid’.", "lid", ()),
        ("Lids that fit shall be deemed ‘tight’ where no steam leaves.", "tight", ()),
        ("‘rim’ shall be understood as an edge.", "rim", ()),
        ("‘rim’ includes its edge;", "rim", ()),
        ("‘long handled pan’ (‘pan’) means a flat pot;", "long handled pan", ("pan",)),
        ("‘pressure cooking (PC)’ means cooking under a lid;", "pressure cooking (PC)", ("pressure cooking", "PC")),
        ("'the cook's consent' shall mean a nod;", "cook's consent", ()),
        ("a ‘lukewarm’ service, consisting of the serving of warm meals;", "lukewarm", ()),
    ],
)
def test_a_term_may_be_defined_where_it_is_needed(text: str, term: str, variants: tuple[str, ...]) -> None:
    assert told(text) == [(term, variants, Form.MEANS)]


@pytest.mark.parametrize(
    ("text", "term", "variants"),
    [
        ("A Board of European Cooks (the ‘Board’) is set up.", "Board", ()),
        ("A Board of European Cooks (‘the Board’) is set up.", "Board", ()),
        ("They give each lid a number (hereinafter referred to as ‘lid number’).", "lid number", ()),
        ("Cooks, hereinafter referred to as 'the Company', shall meet.", "Company", ()),
        ("Cooks and waiters shall collectively be referred to as ‘kitchen staff’.", "kitchen staff", ()),
        ("The cook or the waiter, either of which to be referred to in this Section as ‘the person asked’, answers.", "person asked", ()),
        ("The cooks (known collectively as ‘European Cooks’ or ‘ECs’) shall meet.", "European Cooks", ("ECs",)),
        ("Whoever asks (“the asker”) shall wait.", "asker", ()),
        ("The Act on lids (the ‘Lid Act’, last amended in 2020) applies.", "Lid Act", ()),
    ],
)
def test_what_is_spoken_of_may_be_given_a_short_name(text: str, term: str, variants: tuple[str, ...]) -> None:
    assert told(text) == [(term, variants, Form.SHORT_NAME)]


@pytest.mark.parametrize(
    "text",
    [
        "Lids may carry the label ‘tight in the Union’ in writing.",
        "Some lids (such as ‘pot lids’) do not fit.",
        "The status of ‘trusted cook’ shall be asked for.",
        "Lids shall be deemed ‘goods’ as defined in Article 2 of Regulation (EU) 2015/1.",
        "The cook's or the waiter's word counts.",
        "(‘lid’)",
        "‘Sharp lid’ shall be printed on the edge, which includes: a date.",
        "‘Handle with cloth’ labels include a sign.",
        "‘lid’ does not mean a cloth.",
        "The words ‘lid or pot’ are replaced by the word ‘pot’.",
    ],
)
def test_other_quotations_define_nothing(text: str) -> None:
    assert told(text) == []


def test_a_heading_may_give_a_short_name() -> None:
    (one,) = read(provision("art_17", heading="Right to a cold meal (‘right to leftovers’)"))
    assert (one.term, one.span.field) == ("right to leftovers", Field.HEADING)


def test_a_recital_gives_short_names_and_defines_nothing() -> None:
    text = "The term ‘rim’ means an edge. The Charter of Cooks (the ‘Charter’) should apply."
    (one,) = read(provision("pbl_1", provision("rct_1", text=text)))
    assert (one.term, one.form) == ("Charter", Form.SHORT_NAME)


def test_new_text_for_another_act_defines_nothing_here() -> None:
    text = "The following is added: ‘For the purposes of this Article, “rim” means an edge.’"
    assert read(provision("art_5", text=text, quoted=Span(start=text.index("‘"), end=len(text)))) == ()


def test_terms_with_a_meaning_each_are_definitions_of_their_own() -> None:
    text = "‘small pots’, ‘large pots’ and ‘pans’ mean, respectively, what Article 2 says of each;"
    assert [one.term for one in read(provision("art_5", text=text))] == ["small pots", "large pots", "pans"]


def test_a_colon_defines_in_an_article_of_definitions() -> None:
    point = provision("art_2/pnt_a", text='"service cook": anybody who cooks;')
    assert [one.term for one in read(provision("art_2", point, heading="Definitions"))] == ["service cook"]
    assert read(provision("art_2", point, heading="Cooks")) == ()


@pytest.mark.parametrize(
    ("language", "text", "term"),
    [
        ("fr", "le comité européen des lampes (ci-après dénommé «comité»)", "comité"),
        ("fr", "Aux fins du présent article, on entend par «lampe» ce qui brille.", "lampe"),
        ("fr", "un service de “veille”, consistant à veiller;", "veille"),
        ("da", "Det Europæiske Lamperåd (»Lamperådet«) oprettes.", "Lamperådet"),
        ("da", "I denne artikel forstås ved »lampe« noget, der lyser. Ved »lampe« forstås noget andet.", "lampe"),
        ("nl", "de Europese lampenraad (hierna “de raad” genoemd)", "de raad"),
        ("nl", "Voor de toepassing van dit artikel: onder “lamp” wordt verstaan wat schijnt.", "lamp"),
    ],
)
def test_other_languages_have_their_own_formulas(language: str, text: str, term: str) -> None:
    assert term in [one.term for one in read(provision("art_5", text=text), language=language)]


# ── where a definition holds ───────────────────────────────────────────────────────────────────────────────────────────────────


def scopes(*provisions: Provision, language: str = "en") -> list[list[str]]:
    """Where the definitions of an act hold."""
    return [[path_of(own) for own in one.scope] for one in read(*provisions, language=language)]


def test_a_definition_holds_in_the_whole_act_unless_it_says_otherwise() -> None:
    assert scopes(provision("art_5", text="For the purposes of this Regulation, ‘rim’ means an edge.")) == [[]]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("For the purposes of this Article, ‘rim’ means an edge.", "art_5"),
        ("For the purposes of this paragraph, ‘rim’ means an edge.", "art_5/par_1"),
        ("For the purposes of this Chapter, ‘rim’ means an edge.", "cpt_II"),
        ("For the purposes of paragraph 2, ‘rim’ means an edge.", "art_5/par_2"),
        ("For the purposes of Article 6, ‘rim’ means an edge.", "art_6"),
        ("‘rim’, for the purpose of Article 6, means an edge.", "art_6"),
        ("The cook of a lid (referred to for the purposes of this Article as ‘Lid Cook’) waits.", "art_5"),
    ],
)
def test_a_definition_says_where_it_holds(text: str, scope: str) -> None:
    five = provision("art_5", provision("art_5/par_1", text=text), provision("art_5/par_2", text="The rim."))
    assert scopes(provision("cpt_II", five), provision("art_6", text="The rim.")) == [[scope]]


def test_the_introduction_of_a_list_says_where_its_definitions_hold() -> None:
    point = provision("art_5/pnt_a", text="‘rim’ means an edge;")
    five = provision("art_5", point, text="For the purposes of this Chapter, the following definitions apply:")
    assert scopes(provision("cpt_II", five)) == [["cpt_II"]]


def test_a_definition_for_another_holds_where_that_is_defined() -> None:
    points = (
        provision("art_3/pnt_1", text="‘tiny lid’ means a lid of small particles;"),
        provision("art_3/pnt_2", text="‘particle’, for the purposes of the definition of tiny lid in the list, means a bit;"),
    )
    assert scopes(provision("art_3", *points, heading="Definitions")) == [[], ["art_3/pnt_1"]]


def test_a_definition_of_an_annex_holds_in_the_annex() -> None:
    assert scopes(provision("anx_I", provision("anx_I/pnt_1", text="‘rim’ means an edge."))) == [["anx_I"]]


def test_an_annex_calls_its_points_sections() -> None:
    text = "the cook, to be referred to in this Section as ‘the person asked’, answers"
    inner = provision("anx_I/pnt_5/pnt_5.2/pnt_b", text=text)
    assert scopes(provision("anx_I", provision("anx_I/pnt_5", provision("anx_I/pnt_5/pnt_5.2", inner)))) == [["anx_I/pnt_5/pnt_5.2"]]


def test_other_languages_say_where_a_definition_holds() -> None:
    text = "Aux fins du présent article, on entend par «lampe» ce qui brille."
    assert scopes(provision("art_5", text=text), language="fr") == [["art_5"]]


@pytest.mark.parametrize(
    ("text", "onward", "scope"),
    [
        ("Anyone who asks (the ‘asker’) waits.", True, []),
        ("Data shall be true (‘truth’).", True, ["art_5"]),
        ("Data shall be true to life (‘true data’).", True, []),
        ("The Board of Cooks (the ‘Board’) meets.", False, []),
    ],
)
def test_a_short_name_holds_from_its_place_on_unless_it_is_a_name(text: str, onward: bool, scope: list[str]) -> None:
    (one,) = read(provision("art_5", text=text))
    assert (one.onward, [path_of(own) for own in one.scope]) == (onward, scope)


def test_a_short_name_among_the_definitions_holds_in_the_whole_act() -> None:
    point = provision("art_3/pnt_1", text="‘guest data’ means data on someone who eats (‘paying guest’);")
    found = read(provision("art_3", point, heading="Definitions"))
    assert [(one.term, one.onward) for one in found] == [("guest data", False), ("paying guest", False)]


# ── where a meaning is to be read ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        (
            "‘lid’ means lid as defined in Article 2, point (6), of Regulation (EU) 2015/1;",
            ("Article 2, point (6), of Regulation (EU) 2015/1",),
        ),
        ("‘lid’ means ‘lid’ as defined in Article 2 of Regulation (EU) 2015/1;", ("Article 2 of Regulation (EU) 2015/1",)),
        ("‘lid’ means a lid within the meaning of Article 2 of Regulation (EU) 2015/1;", ("Article 2 of Regulation (EU) 2015/1",)),
        ("‘lid’ has the meaning given in Article 2 of Regulation (EU) 2015/1;", ("Article 2 of Regulation (EU) 2015/1",)),
        ("‘lid’ means a lid as defined in the Lid Act;", ()),
    ],
)
def test_a_meaning_taken_from_elsewhere_leads_there(text: str, leads: tuple[str, ...]) -> None:
    (one,) = read(provision("art_3", provision("art_3/pnt_1", text=text), heading="Definitions"))
    assert (one.form, one.leads) == (Form.REFERENCE, leads)


@pytest.mark.parametrize(
    "text",
    [
        "‘lid’ means a thing that closes, as referred to in Article 4;",
        "‘lid’ means a thing that is kept on a pot as defined in Article 2 of Regulation (EU) 2015/1;",
    ],
)
def test_a_meaning_in_own_words_leads_nowhere(text: str) -> None:
    definitions = read(provision("art_3", provision("art_3/pnt_1", text=text), heading="Definitions"))
    assert [(one.form, one.leads) for one in definitions] == [(Form.MEANS, ())]


def test_many_quotation_marks_take_no_long_time() -> None:
    text = "‘a’ (the ‘b’) ‘" * 8000 + "For the purposes of " * 4000
    assert len(read(provision("art_5", text=text))) > 0
