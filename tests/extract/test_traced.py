"""Traced text: whitespace folded by the published rule, every stretch tied to its source through cuts, joins and weaving."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.traced import EMPTY, Piece, Traced, join, trace, weave
from kg.model import Field, Origin

RAW = st.text("ab é\u00a0\n\t\u2009-.’", max_size=30)


def faithful(traced: Traced, raw: str) -> bool:
    """Whether every piece equals its source, any space read as a space, and pieces run in order without overlap."""
    at = 0
    for piece in traced.pieces:
        text, there = traced.text[piece.at : piece.at + piece.length], raw[piece.start : piece.start + piece.length]
        if piece.at < at or piece.length <= 0 or len(text) != len(there):
            return False
        if any(said != found and not (said == " " and found.isspace()) for said, found in zip(text, there, strict=True)):
            return False
        at = piece.at + piece.length
    return at <= len(traced.text)


def test_spaces_of_every_kind_read_as_one() -> None:
    assert trace("  one\u00a0\ttwo\r\n three ", 0).text == "one two three"


def test_a_piece_tells_where_each_run_began() -> None:
    assert trace("a  b", 5, 2).pieces == (Piece(0, 2, 5, 2), Piece(2, 1, 8, 2))


def test_nothing_but_spaces_is_empty() -> None:
    assert trace(" \n\t", 7) == EMPTY
    assert join([trace(" ", 0), trace("", 3)]) == EMPTY


def test_a_join_puts_glue_only_between_words() -> None:
    joined = join([trace("one", 0), trace("", 4), trace("two", 10)])
    assert joined.text == "one two"
    assert joined.pieces == (Piece(0, 3, 0, None), Piece(4, 3, 10, None))


def test_a_cut_strips_and_moves_its_pieces() -> None:
    cut = trace("one two three", 100).cut(3, 8)
    assert cut == Traced("two", (Piece(0, 3, 104, None),))


def test_a_place_runs_from_the_first_piece_to_the_last_over_a_page_break() -> None:
    place = join([trace("end of", 90, 1), trace("a page", 0, 2)]).place("act.pdf")
    assert (place.page, place.start, place.end_page, place.end) == (1, 90, 2, 6)


def test_words_without_a_place_stand_at_the_beginning() -> None:
    assert EMPTY.place("act.txt").end == 0


def test_origins_name_the_field() -> None:
    assert trace("one", 4).origins(Field.HEADING) == (Origin(field=Field.HEADING, at=0, length=3, start=4),)


def test_weaving_joins_what_touches_and_folds_across_it() -> None:
    woven = weave([("CO", 0), ("2 ", 10), (" and", 20), ("&", None), (" R", 30)])
    assert woven.text == "CO2 and& R"
    assert [piece.start for piece in woven.pieces] == [0, 10, 21, 30]


@given(RAW)
def test_tracing_folds_by_the_rule(raw: str) -> None:
    traced = trace(raw, 0)
    assert traced.text == " ".join(raw.split())
    assert faithful(traced, raw)


@given(RAW, st.integers(0, 30), st.integers(0, 30))
def test_cuts_stay_faithful(raw: str, one: int, two: int) -> None:
    traced = trace(raw, 0)
    low, high = sorted((one, two))
    cut = traced.cut(low, high)
    assert cut.text == traced.text[low:high].strip()
    assert faithful(cut, raw)
    assert sum(piece.length for piece in cut.pieces) == len(cut.text)


@given(st.lists(RAW, max_size=5), st.sampled_from([" ", "", "\n"]))
def test_joins_stay_faithful(raws: list[str], glue: str) -> None:
    starts = [sum(map(len, raws[:index])) for index in range(len(raws))]
    joined = join([trace(raw, start) for raw, start in zip(raws, starts, strict=True)], glue)
    assert joined.text == glue.join(text for raw in raws if (text := " ".join(raw.split())))
    assert faithful(joined, "".join(raws))


@given(st.lists(RAW, max_size=5))
def test_weaving_stays_faithful(raws: list[str]) -> None:
    starts = [sum(map(len, raws[:index])) for index in range(len(raws))]
    woven = weave(zip(raws, starts, strict=True))
    assert woven.text == " ".join("".join(raws).split())
    assert faithful(woven, "".join(raws))


def test_what_grows_keeps_the_pieces_it_has() -> None:
    """A text of very many paragraphs is put together by adding one to those before: those are not made anew each time."""
    first = trace("Words.", 0)
    assert join((first, trace("More.", 9))).pieces[0] is first.pieces[0]
