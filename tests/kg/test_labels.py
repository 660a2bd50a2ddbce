"""Labels: which strings are labels, how they sort, and what comes next."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.labels import Style, first_label, follows, is_first, order_key, roman_value, styles_of, successor, to_roman

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SUFFIX = st.text(LETTERS, max_size=2)
ARABIC = st.builds("{}{}".format, st.integers(0, 9999), SUFFIX)
LETTER = st.text(LETTERS, min_size=1, max_size=2)
UPPER = st.builds("{}{}".format, st.sampled_from(LETTERS.upper()), st.text(LETTERS, max_size=1))
ROMAN = st.integers(1, 3999).map(to_roman)
DOTTED = st.builds(
    "{}{}".format,
    st.lists(st.integers(0, 999), min_size=2, max_size=3).map(lambda numbers: ".".join(map(str, numbers))),
    st.text(LETTERS, max_size=1),
)
LABELS = {
    Style.ARABIC: ARABIC,
    Style.LETTER: LETTER,
    Style.ROMAN: ROMAN,
    Style.UPPER_LETTER: UPPER,
    Style.UPPER_ROMAN: ROMAN.map(str.upper),
    Style.DOTTED: DOTTED,
    Style.DASH: st.integers(1, 9999).map(str),
}
STYLED = st.sampled_from(Style).flatmap(lambda style: st.tuples(st.just(style), LABELS[style]))
PAIRS = st.sampled_from(Style).flatmap(lambda style: st.tuples(st.just(style), LABELS[style], LABELS[style]))


def strings(alphabet: str, longest: int) -> list[str]:
    """Every string over an alphabet, up to a length."""
    return ["".join(letters) for size in range(longest + 1) for letters in product(alphabet, repeat=size)]


# ── Roman numerals ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("upper", [False, True])
def test_every_roman_numeral_reads_back(upper: bool) -> None:
    written = [to_roman(number).upper() if upper else to_roman(number) for number in range(1, 4000)]
    assert [roman_value(numeral) for numeral in written] == list(range(1, 4000))


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "i"), (4, "iv"), (9, "ix"), (40, "xl"), (90, "xc"), (444, "cdxliv"), (1994, "mcmxciv"), (3999, "mmmcmxcix")]
)
def test_roman_numerals_are_the_known_ones(number: int, numeral: str) -> None:
    assert to_roman(number) == numeral


@pytest.mark.parametrize("number", [-1, 0, 4000])
def test_no_roman_numeral_outside_the_range(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        to_roman(number)


def test_only_roman_numerals_are_of_roman_style() -> None:
    every = {to_roman(number) for number in range(1, 4000)}
    candidates = strings("ivxlcdm", 5)
    assert {one for one in candidates if Style.ROMAN in styles_of(one)} == {one for one in candidates if one in every}
    assert {one for one in candidates if Style.UPPER_ROMAN in styles_of(one.upper())} == {one for one in candidates if one in every}


@pytest.mark.parametrize("text", ["", "iiii", "iV", "vx", "mmmm", "ii.", "ı"])
def test_what_is_no_roman_numeral(text: str) -> None:
    assert not {Style.ROMAN, Style.UPPER_ROMAN} & set(styles_of(text))


# ── styles ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def intended(style: Style, longest: int) -> set[str]:
    """The labels of a style over "01azAZ.", written out by rule rather than by pattern."""
    small, capitals = strings("az", 2), ["A", "Z"]
    numbers = [one for one in strings("01", 4) if one]
    if style is Style.ARABIC:
        found = {number + suffix for number in numbers for suffix in small}
    elif style is Style.LETTER:
        found = {one for one in small if one}
    elif style is Style.UPPER_LETTER:
        found = {capital + suffix for capital in capitals for suffix in ("", "a", "z")}
    else:
        short = [number for number in numbers if len(number) <= 3]
        dotted = [".".join(parts) for size in (2, 3) for parts in product(short, repeat=size)]
        found = {number + suffix for number in dotted for suffix in ("", "a", "z")}
    return {one for one in found if len(one) <= longest}


@pytest.mark.parametrize("style", [Style.ARABIC, Style.LETTER, Style.UPPER_LETTER, Style.DOTTED])
def test_a_style_holds_the_intended_labels_and_no_others(style: Style) -> None:
    assert {one for one in strings("01azAZ.", 5) if style in styles_of(one)} == intended(style, 5)


@pytest.mark.parametrize("text", ["", " ", "(a)", "1.", "٣", "é", "a1", "4-a", "12345", "abc", "ABC", "1..1", ".1", "1\n"])
def test_what_is_no_label_has_no_style(text: str) -> None:
    assert styles_of(text) == ()


@pytest.mark.parametrize(
    ("label", "styles"),
    [
        ("i", {Style.LETTER, Style.ROMAN}),
        ("I", {Style.UPPER_LETTER, Style.UPPER_ROMAN}),
        ("ii", {Style.LETTER, Style.ROMAN}),
        ("h", {Style.LETTER}),
        ("4a", {Style.ARABIC}),
        ("3.1", {Style.DOTTED}),
        ("VIII", {Style.UPPER_ROMAN}),
    ],
)
def test_a_label_may_be_of_two_styles(label: str, styles: set[Style]) -> None:
    assert set(styles_of(label)) == styles


# ── order ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("style", "run"),
    [
        (Style.ARABIC, ["1", "2", "4", "4a", "4b", "4z", "4aa", "5", "10", "14a", "100"]),
        (Style.LETTER, ["a", "aa", "ab", "b", "ba", "c", "z", "za"]),
        (Style.ROMAN, ["i", "ii", "iii", "iv", "v", "ix", "x", "xl"]),
        (Style.UPPER_LETTER, ["A", "Aa", "B", "Z"]),
        (Style.UPPER_ROMAN, ["I", "IV", "V", "XIII"]),
        (Style.DOTTED, ["1.9", "1.10", "3.1", "3.1a", "3.1.1", "3.2"]),
        (Style.DASH, ["1", "2", "10"]),
    ],
)
def test_labels_sort_as_the_law_runs(style: Style, run: list[str]) -> None:
    backwards = run[::-1]
    assert sorted(backwards, key=lambda label: order_key(label, style)) == run


@given(PAIRS)
def test_order_is_total(case: tuple[Style, str, str]) -> None:
    """Two different labels never share a key."""
    style, one, other = case
    assert (order_key(one, style) == order_key(other, style)) is (one == other)


@pytest.mark.parametrize(
    ("label", "style"),
    [("a", Style.ROMAN), ("IV", Style.ROMAN), ("iv", Style.UPPER_ROMAN), ("1", Style.LETTER), ("a", Style.DASH), ("", Style.ARABIC)],
)
def test_order_refuses_labels_of_another_style(label: str, style: Style) -> None:
    with pytest.raises(ValueError, match=f"{label!r}"):
        order_key(label, style)


# ── what comes next ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(STYLED)
def test_successor_is_of_the_same_style_and_later(case: tuple[Style, str]) -> None:
    """But for "aa" behind "z" (and its like), which sorts as what was inserted behind "a"."""
    style, label = case
    following = successor(label, style)
    if following is None:
        return
    assert style is Style.DASH or style in styles_of(following)
    assert order_key(label, style) < order_key(following, style) or (label, following) == ("z", "aa")


@given(PAIRS)
def test_follows_as_published_is_successor(case: tuple[Style, str, str]) -> None:
    style, previous, label = case
    assert follows(previous, label, style) is (successor(previous, style) == label)


@given(STYLED)
def test_the_successor_follows_in_every_kind_of_text(case: tuple[Style, str]) -> None:
    style, label = case
    following = successor(label, style)
    if following is not None:
        assert follows(label, following, style)
        assert follows(label, following, style, published=False)


@given(PAIRS)
def test_in_consolidated_text_one_of_two_labels_follows_the_other(case: tuple[Style, str, str]) -> None:
    style, one, other = case
    either = [follows(one, other, style, published=False), follows(other, one, style, published=False)]
    if {one, other} == {"z", "aa"}:
        assert either == [True, True]
    else:
        assert sum(either) == (one != other)


def test_letters_run_on_after_z() -> None:
    run = ["a"]
    while (following := successor(run[-1], Style.LETTER)) is not None:
        run.append(following)
    assert run == [*LETTERS, *(a + b for a, b in product(LETTERS, LETTERS))]


def test_roman_numerals_run_to_their_end() -> None:
    numerals = [to_roman(number) for number in range(1, 4000)]
    assert all(successor(one, Style.ROMAN) == following for one, following in pairwise(numerals))
    assert all(successor(one.upper(), Style.UPPER_ROMAN) == following.upper() for one, following in pairwise(numerals))
    assert successor(numerals[-1], Style.ROMAN) is None


@pytest.mark.parametrize(
    ("label", "style", "following"),
    [
        ("9", Style.ARABIC, "10"),
        ("4a", Style.ARABIC, "4b"),
        ("4z", Style.ARABIC, "4aa"),
        ("9999", Style.ARABIC, None),
        ("h", Style.LETTER, "i"),
        ("h", Style.ROMAN, None),
        ("iv", Style.ROMAN, "v"),
        ("A", Style.UPPER_LETTER, "B"),
        ("Aa", Style.UPPER_LETTER, "Ab"),
        ("Z", Style.UPPER_LETTER, None),
        ("3.9", Style.DOTTED, "3.10"),
        ("3.1a", Style.DOTTED, "3.1b"),
        ("3.1z", Style.DOTTED, None),
        ("3", Style.DASH, "4"),
        ("x", Style.DASH, None),
    ],
)
def test_successor(label: str, style: Style, following: str | None) -> None:
    assert successor(label, style) == following


@pytest.mark.parametrize(
    ("previous", "label", "style", "fits"),
    [
        ("4", "4a", Style.ARABIC, True),
        ("4a", "5", Style.ARABIC, True),
        ("4", "7", Style.ARABIC, True),
        ("7", "4", Style.ARABIC, False),
        ("4", "4", Style.ARABIC, False),
        ("b", "ba", Style.LETTER, True),
        ("z", "aa", Style.LETTER, True),
        ("a", "aa", Style.LETTER, True),
        ("i", "b", Style.ROMAN, False),
    ],
)
def test_insertions_and_gaps_follow_in_consolidated_text(previous: str, label: str, style: Style, fits: bool) -> None:
    assert follows(previous, label, style, published=False) is fits


# ── beginnings ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("style", Style)
def test_the_first_label_is_first(style: Style) -> None:
    assert is_first(first_label(style), style)
    following = successor(first_label(style), style)
    assert following is not None
    assert not is_first(following, style)


@pytest.mark.parametrize(
    ("label", "parent", "fits"), [("3.1", "3", True), ("3.1", "4", False), ("3.1.1", "3.1", True), ("3.2", "3", False)]
)
def test_a_dotted_list_begins_under_its_parent(label: str, parent: str, fits: bool) -> None:
    assert is_first(label, Style.DOTTED, parent) is fits
