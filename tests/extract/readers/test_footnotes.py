"""Footnotes and their marks: found by the numbers due, never taken for recitals or references."""

from __future__ import annotations

import pytest

from extract.readers.footnotes import find_marks, split_notes
from extract.readers.lines import Line, lines_of


def page(text: str, base: int = 0) -> list[Line]:
    return list(lines_of(text, 1, base))


def test_notes_behind_the_furniture_run_on_from_the_number_due() -> None:
    body, notes = split_notes(page("Bread (4) and cake (5)."), page("(4) First \nnote.\n(5) Second.", 100), 4)
    assert [line.text for line in body] == ["Bread (4) and cake (5)."]
    assert [(note.label, len(note.lines)) for note in notes] == [("4", 2), ("5", 1)]


def test_a_note_at_the_foot_of_the_body_needs_its_mark() -> None:
    body, notes = split_notes(page("Bread (1) is good.\n(1) A note."), [], 1)
    assert (len(body), [note.label for note in notes]) == (1, ["1"])
    body, notes = split_notes(page("Bread is good.\n(1) A recital."), [], 1)
    assert (len(body), notes) == (2, ())


def test_lines_behind_the_furniture_that_open_no_note_are_body() -> None:
    body, notes = split_notes(page("one"), page("two"), 1)
    assert ([line.text for line in body], notes) == (["one", "two"], ())


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Bread (1) is good.", "Bread"),
        ("Bread(1) is good.", "Bread"),
        ("Bread ( 1) is good.", "Bread"),
        ("As point (1) and bread (1) say", "As point (1) and bread"),
        ("Under Article 114(1) bread (1) is", "Under Article 114(1) bread"),
        ("Under paragraph (1), bread (1) is", "Under paragraph (1), bread"),
    ],
)
def test_a_mark_is_told_from_a_reference(line: str, at: str) -> None:
    (mark,) = find_marks(page(line), ("1",))
    assert line[: mark.start] == at
    assert line[mark.start : mark.end].replace(" ", "") == "(1)"


@pytest.mark.parametrize("line", ["(1) opens the line", "in point (1) only", "in points (2) and (1)", "Article 114(1)", "bread (2)"])
def test_what_is_no_mark(line: str) -> None:
    assert find_marks(page(line), ("1",)) == ()


def test_marks_stand_in_the_order_of_their_numbers() -> None:
    found = find_marks(page("Cake (2), bread (1) and cake (2)."), ("1", "2"))
    assert [mark.label for mark in found] == ["1", "2"]
    assert found[0].start < found[1].start


def test_notes_may_begin_with_1_again_on_each_page() -> None:
    body, notes = split_notes(page("Bread(1) and cake (2)."), page("(1) First.\n(2) Second.", 100), 8)
    assert (len(body), [note.label for note in notes]) == (1, ["1", "2"])


def test_a_label_may_stand_alone_before_its_note() -> None:
    _, notes = split_notes(page("Bread (1) and cake (2)."), page("(1)\nFirst.\n(2)\nSecond\nnote.", 100), 1)
    assert [(note.label, note.apart.text if note.apart else "", [line.text for line in note.lines]) for note in notes] == [
        ("1", "(1)", ["First."]), ("2", "(2)", ["Second", "note."]),
    ]  # fmt: skip


def test_notes_are_shared_out_among_labels_in_a_column() -> None:
    words = "A long note of a baker who bakes all night and day, which\nends here.\nShort.\nAnother note."
    for column in (f"(1)\n(2)\n(3)\n{words}", f"(1)\n{words}\n(2)\n(3)"):
        _, notes = split_notes(page("Bread (1), cake (2), pie (3)."), page(column, 100), 1)
        assert [[line.text[:7] for line in note.lines] for note in notes] == [["A long ", "ends he"], ["Short."], ["Another"]]


def test_the_last_line_of_its_number_opens_the_notes() -> None:
    body, notes = split_notes(page("Bread (2) is good.\n(2) A recital.\n(2) A note."), [], 2)
    assert (len(body), [line.text for note in notes for line in note.lines]) == (2, ["(2) A note."])


def test_of_notes_from_1_on_none_is_left_in_the_body() -> None:
    """Note 4 is due through the act, and is on this page the fourth of those that begin anew."""
    marks = "Bread(1), cake(2), pie(3) and bun(4)."
    body, notes = split_notes(page(f"{marks}\n(1) One.\n(2) Two.\n(3) Three.\n(4) Four."), [], 4)
    assert ([line.text for line in body], [note.label for note in notes]) == ([marks], ["1", "2", "3", "4"])


def test_a_note_glued_to_the_last_line_of_the_other_column() -> None:
    body, notes = split_notes(page("Bread (1) is good.\n(e) the baking of bread.(1) A note."), [], 1)
    assert [line.text for line in body] == ["Bread (1) is good.", "(e) the baking of bread."]
    assert [(line.text, line.start) for note in notes for line in note.lines] == [("(1) A note.", 43)]
    assert split_notes(page("Bread is good.\n(e) the baking of bread.(1) A note."), [], 1)[1] == ()
