"""The two sides that recital support lays side by side: which articles, which annexes at which of them, which places."""

from __future__ import annotations

from extract.resolve import resolve
from extract.support_sides import Sides, sides_of
from kg.ids import path_of
from kg.model import Act, Provision
from tests.extract.support_acts import WHY, articles, preamble, with_annexes
from tests.factories import CELEX, act, leaves, model_act, provision


def sides(whole: Act) -> Sides:
    return sides_of(whole, resolve(whole))


def paths(provisions: tuple[Provision, ...]) -> list[str]:
    return [path_of(one.id) for one in provisions]


def hosts(found: Sides) -> dict[str, str]:
    """The article that each article and annex is read at."""
    tops = zip(found.tops, found.hosts, strict=True)
    return {path_of(top.id): path_of(found.articles[host].id) for top, host in tops}


def test_every_recital_and_every_article_in_whatever_grouping_has_its_side() -> None:
    found = sides(model_act())
    assert paths(found.recitals) == ["rct_1", "rct_113"]
    assert paths(found.articles) == ["art_3", "art_5", "art_6", "art_8", "art_8a", "art_9", "art_10", "art_113"]


def test_an_annex_is_read_at_the_first_article_that_refers_to_it() -> None:
    assert hosts(sides(with_annexes()))["anx_I"] == hosts(sides(with_annexes()))["anx_II"] == "art_2"


def test_first_is_first_in_the_act_whatever_the_order_of_the_references() -> None:
    whole = with_annexes()
    assert sides_of(whole, resolve(whole)[::-1]) == sides(whole)


def test_the_article_that_an_annex_names_in_its_heading_goes_before_one_that_refers_to_it() -> None:
    assert hosts(sides(with_annexes()))["anx_III"] == "art_5"


def test_an_annex_that_no_article_brings_in_is_left_out() -> None:
    found = sides(with_annexes())
    assert paths(found.annexes) == ["anx_I", "anx_II", "anx_III"]
    assert "anx_IV" not in {path_of(place.provision.id) for place in found.places}


def test_what_a_recital_refers_to_brings_no_annex_in() -> None:
    whole = with_annexes("Annex IV lists fish.")
    assert any(one.target == f"{CELEX}/anx_IV" for one in resolve(whole))
    assert paths(sides(whole).annexes) == ["anx_I", "anx_II", "anx_III"]


def test_articles_are_read_at_themselves() -> None:
    found = sides(with_annexes())
    assert all(hosts(found)[one] == one for one in paths(found.articles))


def test_a_reference_to_a_part_of_an_annex_brings_the_annex_in() -> None:
    annex = provision("anx_I", *leaves("anx_I", "pnt_1", "pnt_2"))
    whole = act(preamble(*WHY[:1]), *articles("Keepers rest.", "Point 2 of Annex I applies."), annex)
    assert hosts(sides(whole))["anx_I"] == "art_2"


def test_an_act_named_as_a_whole_brings_nothing_in() -> None:
    whole = act(preamble(*WHY[:1]), *articles("This Regulation applies.", "Regulation (EU) 2016/679 applies."), provision("anx_I"))
    assert paths(sides(whole).annexes) == []


def test_places_go_two_steps_down_each_in_the_block_of_its_article() -> None:
    deep = provision("art_1/par_1/pnt_a", *leaves("art_1/par_1/pnt_a", "pnt_i"))
    first = provision("art_1", provision("art_1/par_1", deep), provision("art_1/par_2"))
    found = sides(act(preamble(*WHY[:1]), first, provision("art_2")))
    assert [(path_of(place.provision.id), path_of(place.top), place.block) for place in found.places] == [
        ("art_1", "art_1", 0), ("art_1/par_1", "art_1", 0), ("art_1/par_1/pnt_a", "art_1", 0), ("art_1/par_2", "art_1", 0),
        ("art_2", "art_2", 1),
    ]  # fmt: skip
    assert {path_of(place.provision.id): paths(place.parts) for place in found.places if place.parts} == {
        "art_1/par_1/pnt_a": ["art_1/par_1/pnt_a/pnt_i"]
    }


def test_what_is_no_unit_belongs_to_the_place_that_holds_it() -> None:
    table = provision("art_1/tab_1", *leaves("art_1/tab_1", "row_1"))
    found = sides(act(preamble(*WHY[:1]), provision("art_1", table, provision("art_1/par_1"))))
    assert [(path_of(place.provision.id), paths(place.parts)) for place in found.places] == [
        ("art_1", ["art_1/tab_1"]), ("art_1/par_1", []),
    ]  # fmt: skip


def test_places_of_an_annex_stand_behind_those_of_its_article_in_one_block() -> None:
    found = sides(with_annexes())
    assert [path_of(place.provision.id) for place in found.places if place.block == 1] == [
        "art_2", "anx_I", "anx_I/pnt_1", "anx_I/pnt_2", "anx_II",
    ]  # fmt: skip
    assert [place.block for place in found.places] == sorted(place.block for place in found.places)


def test_articles_of_a_chapter_go_on_counting() -> None:
    found = sides(model_act())
    tops = [place.top for place in found.places if place.provision.id == place.top and "/art_" in place.top]
    assert tops == [one.id for one in found.articles]
    assert [found.articles[place.block].id for place in found.places if place.provision.id == place.top and "/art_" in place.top] == tops
