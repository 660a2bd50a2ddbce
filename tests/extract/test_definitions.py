"""Definitions: the drafting forms that define a term, and words in quotation marks that do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.definitions import find_definitions
from extract.source import Source
from kg.counts import counts
from kg.model import Act, Definition
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
