"""Differences of two texts in words: carried out they give the new text, they keep what can be kept, and they read well."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.word_diff import Done, Operation, applied, differences

ANY = st.text(max_size=60)
WORDY = st.lists(st.sampled_from(["hen", "cock", "the", "lays", ",", ".", " ", "  ", "\n", "35 000", "all-day"]), max_size=40).map(" ".join)
ONE = st.one_of(ANY, WORDY)


def marked(old: str, new: str) -> str:
    """A difference with signs, as it is printed."""
    signs = {Done.KEEP: "{}", Done.DELETE: "[-{}-]", Done.INSERT: "{{+{}+}}"}
    return "".join(signs[one.done].format(one.words) for one in differences(old, new))


@given(ONE, ONE)
def test_carried_out_it_gives_the_new_text(old: str, new: str) -> None:
    assert applied(old, differences(old, new)) == new


@given(ONE, ONE)
def test_kept_and_deleted_words_are_the_old_text(old: str, new: str) -> None:
    assert "".join(one.words for one in differences(old, new) if one.done is not Done.INSERT) == old


@given(ONE, ONE)
def test_operations_alternate_and_none_is_empty(old: str, new: str) -> None:
    found = differences(old, new)
    assert all(one.words for one in found)
    assert all(one.done is not other.done for one, other in pairwise(found))
    assert all((one.done, other.done) != (Done.INSERT, Done.DELETE) for one, other in pairwise(found))


@given(ONE)
def test_a_text_is_kept_whole_beside_itself(text: str) -> None:
    assert differences(text, text) == ((Operation(Done.KEEP, text),) if text else ())


@given(ONE)
def test_what_comes_or_goes_whole_is_one_operation(text: str) -> None:
    kinds = [tuple(one.done for one in differences(*pair)) for pair in (("", text), (text, ""))]
    assert kinds == ([(Done.INSERT,), (Done.DELETE,)] if text else [(), ()])


def _longest(old: list[str], new: list[str]) -> int:
    """The length of a longest common subsequence, by the table of the textbook."""
    row = [0] * (len(new) + 1)
    for one in old:
        before, row = row, [0]
        for at, other in enumerate(new):
            row.append(before[at] + 1 if one == other else max(before[at + 1], row[at]))
    return row[-1]


LETTERS = st.lists(st.sampled_from(["m", "n", "o", "p"]), max_size=25)


@given(LETTERS, LETTERS)
def test_but_for_crumbs_as_many_words_are_kept_as_can_be(old: list[str], new: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("query.word_diff._BESIDE", 10**9)
        found = differences(" ".join(old), " ".join(new))
    assert sum(len(one.words.split()) for one in found if one.done is Done.KEEP) == _longest(old, new)


@given(LETTERS, st.integers(0, 25), st.integers(0, 25))
def test_a_passage_put_in_changes_no_other_word(words: list[str], at: int, size: int) -> None:
    new = [*words[:at], *(["q"] * size), *words[at:]]
    kept = [one.words.split() for one in differences(" ".join(words), " ".join(new)) if one.done is Done.KEEP]
    assert [word for run in kept for word in run] == words


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("The keeper shall trim.", "The keeper may trim.", "The keeper [-shall-]{+may+} trim."),
        ("Lamps burn.", "Lamps burn. Wicks glow.", "Lamps burn.{+ Wicks glow.+}"),
        ("Keepers trim.", "Keepers wake. Keepers trim.", "{+Keepers wake. +}Keepers trim."),
        ("oil, wax or tar", "oil, wax, fat or tar", "oil, wax{+, fat+} or tar"),
        ("up to EUR 35 000 000 each", "up to EUR 15 000 000 each", "up to EUR [-35 000 000-]{+15 000 000+} each"),
        ("before 2.8.2026 or so", "before 2.12.2027 or so", "before [-2.8.2026-]{+2.12.2027+} or so"),
        ("a high-risk lamp", "a low-risk lamp", "a [-high-risk-]{+low-risk+} lamp"),
        ("Article 5(1) applies", "Article 5(2) applies", "Article 5([-1-]{+2+}) applies"),
        ("one\ntwo", "one two", "one[-\n-]{+ +}two"),
        ("", "", ""),
    ],
)
def test_a_difference_reads_well(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_a_crumb_between_two_long_changes_is_folded_into_one() -> None:
    old, new = "every keeper wakes the whole night long", "some lighters doze the entire daytime away"
    assert marked(old, new) == f"[-{old}-]{{+{new}+}}"


def test_what_is_long_beside_the_changes_is_kept() -> None:
    assert (
        marked("one keeper of the lantern at sea", "a keeper of the lantern on sea")
        == "[-one-]{+a+} keeper of the lantern [-at-]{+on+} sea"
    )


@pytest.mark.parametrize("operations", [[Operation(Done.KEEP, "cock")], [Operation(Done.DELETE, "hen, ")], []])
def test_operations_of_another_text_are_refused(operations: list[Operation]) -> None:
    with pytest.raises(ValueError, match=r"text does not have|operations end"):
        applied("hen", operations)


def test_long_texts_take_no_long_time() -> None:
    """Twenty thousand words a side, every seventh another: in the table of the textbook, hundreds of millions of cells."""
    old = [f"w{at * at % 997}" for at in range(20_000)]
    new = [f"x{at}" if at % 7 == 0 else word for at, word in enumerate(old)]
    start = time.perf_counter()
    found = differences(" ".join(old), " ".join(new))
    assert time.perf_counter() - start < 5
    assert applied(" ".join(old), found) == " ".join(new)
