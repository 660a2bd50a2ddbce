"""Places of lines on paper, taken while pypdf extracts a page's text."""

from __future__ import annotations

import pytest

from extract.page_lines import page_of
from extract.readers.lines import lines_of
from extract.sample import path as sample_path
from extract.source import read_source


class Page:
    """A page that hands its text over in strokes, as pypdf does."""

    def __init__(self, *strokes: tuple[str, float, float], extra: str = "") -> None:
        self.strokes, self.extra = strokes, extra

    def extract_text(self, visitor_text: object, **_: object) -> str:
        for text, x, y in self.strokes:
            visitor_text(text, [2, 0, 0, 2, 10, 20], [9, 0, 0, 9, x, y], None, 1.0)  # type: ignore[operator]
        return "".join(text for text, _, _ in self.strokes) + self.extra


def test_each_line_has_the_spot_of_its_first_word() -> None:
    text, spots = page_of(Page(("one ", 1, 5), ("more\n", 9, 5), (" two\n\nthree", 2, 4)))
    assert text == "one more\n two\n\nthree"
    assert [(spot.start, spot.x, spot.y, spot.size) for spot in spots] == [(0, 12, 30, 18), (10, 14, 28, 18), (15, 14, 28, 18)]


def test_no_spots_where_the_text_is_put_together_otherwise() -> None:
    assert page_of(Page(("one", 1, 5), extra=" more"))[1] == ()


def test_a_pdf_has_a_spot_for_each_line() -> None:
    source = read_source(sample_path("act.pdf"))
    for text, spots in zip(source.pages, source.spots, strict=True):
        assert [text[spot.start] for spot in spots] == [line.strip()[0] for line in text.split("\n") if line.strip()]


@pytest.mark.corpus
def test_the_ai_act_has_them_too(ai_act: object) -> None:
    source, _ = ai_act("en.pdf")  # type: ignore[operator]
    assert all(spots for spots in source.spots)


def test_a_line_of_print_within_a_line_of_text_has_a_spot_too() -> None:
    text, spots = page_of(Page(("bread", 1, 5), (" (1)", 4, 5.4), ("(2) cake\n", 1, 20), ("pie", 1, 2)))
    assert [text[spot.start :][:5] for spot in spots] == ["bread", "(2) c", "pie"]
    assert [(line.text, line.start) for line in lines_of(text, 1, spots=spots)] == [("bread (1)", 0), ("(2) cake", 9), ("pie", 18)]
