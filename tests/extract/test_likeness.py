"""How alike bags are: a cosine, what is shared first, how much of one another has."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.likeness import Collection

BAGS = st.lists(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9)), min_size=1, max_size=6)
BAG = st.dictionaries(st.sampled_from("abcdefxy"), st.integers(1, 9))


def bag(words: str) -> Counter[str]:
    return Counter(words.split())


@given(BAGS, BAG)
def test_a_cosine_is_between_nothing_and_one(bags: list[dict[str, int]], other: dict[str, int]) -> None:
    found = Collection(bags).likeness(other)
    assert found.shape == (len(bags),)
    assert np.all(found >= 0)
    assert np.all(found <= 1 + 1e-9)


@given(BAGS)
def test_a_text_is_wholly_like_itself(bags: list[dict[str, int]]) -> None:
    table = Collection(bags).table(bags)
    assert np.diagonal(table) == pytest.approx([1.0 if one else 0.0 for one in bags])


@given(BAGS)
def test_two_texts_of_a_collection_are_as_like_either_way(bags: list[dict[str, int]]) -> None:
    table = Collection(bags).table(bags)
    assert table == pytest.approx(table.T)


@given(BAGS, BAG)
def test_texts_are_alike_exactly_where_they_share_something(bags: list[dict[str, int]], other: dict[str, int]) -> None:
    assert [bool(one) for one in Collection(bags).likeness(other) > 0] == [bool(one.keys() & other.keys()) for one in bags]


@given(BAGS, BAG)
def test_what_is_shared_is_what_both_have(bags: list[dict[str, int]], other: dict[str, int]) -> None:
    collection = Collection(bags)
    for number, one in enumerate(bags):
        assert sorted(collection.shared(other, number)) == sorted(one.keys() & other.keys())


def test_what_is_rare_says_more() -> None:
    texts = [bag("lamp oil"), bag("lamp wick"), bag("lamp glass")]
    found = Collection(texts).likeness(bag("lamp wick"))
    assert found[1] > 0.9
    assert found[0] == pytest.approx(found[2])
    assert found[0] < 0.1


def test_what_is_said_more_often_says_more() -> None:
    found = Collection([bag("lamp boat"), bag("lamp lamp lamp boat"), bag("lid")]).likeness(bag("lamp"))
    assert found[1] > found[0] > 0


def test_what_is_shared_comes_rarest_first() -> None:
    collection = Collection([bag("lamp wick oil"), bag("lamp oil"), bag("lamp")])
    assert collection.shared(bag("lamp oil wick"), 0) == ["wick", "oil", "lamp"]


def test_what_weighs_the_same_comes_in_the_order_of_the_text() -> None:
    collection = Collection([bag("wick oil glass"), bag("chimney")])
    for words in ("wick oil glass", "glass oil wick", "oil glass wick"):
        assert collection.shared(bag(words), 0) == words.split()


def test_what_no_text_of_the_collection_has_carries_nothing() -> None:
    collection = Collection([bag("lamp wick"), bag("boat")])
    assert collection.likeness(bag("lamp zebra zebra")) == pytest.approx(collection.likeness(bag("lamp")))
    assert collection.likeness(bag("zebra")) == pytest.approx([0.0, 0.0])


@given(BAGS, BAG, BAG)
def test_coverage_is_between_nothing_and_one(bags: list[dict[str, int]], one: dict[str, int], other: dict[str, int]) -> None:
    assert 0 <= Collection(bags).coverage(one, other) <= 1 + 1e-9


def test_coverage_counts_the_rarity_of_what_is_said() -> None:
    collection = Collection([bag("duty keeper"), bag("duty lamp"), bag("duty boat")])
    heading = bag("duty keeper")
    assert collection.coverage(bag("keeper duty and more"), heading) == pytest.approx(1.0)
    assert collection.coverage(bag("keeper"), heading) > 0.8
    assert 0 < collection.coverage(bag("duty"), heading) < 0.2
    assert collection.coverage(bag("lamp"), heading) == 0


def test_nothing_is_like_nothing() -> None:
    empty: Counter[str] = Counter()
    collection = Collection([empty, bag("lamp")])
    assert collection.likeness(empty) == pytest.approx([0.0, 0.0])
    assert collection.shared(empty, 1) == collection.shared(bag("lamp"), 0) == []
    assert collection.coverage(bag("lamp"), empty) == collection.coverage(empty, bag("lamp")) == 0.0


def test_a_table_has_its_shape_even_where_there_is_nothing() -> None:
    none: list[Counter[str]] = []
    assert Collection([bag("lamp"), bag("boat")]).table(none).shape == (0, 2)
    assert Collection(none).table([bag("lamp")]).shape == (1, 0)
