"""Footnotes whose printed numbers begin again are counted, where notes and marks run alike."""

from __future__ import annotations

import pytest

from extract.blocks import Mark
from extract.nodes import Node
from extract.note_numbers import number_apart
from extract.traced import trace
from kg.model import Kind


def numbered(body: str, annex: str, notes: str) -> tuple[list[str], list[str], list[str]]:
    """The labels of marks in the articles and in an annex, and of the notes, after numbering."""
    tops = [Node(Kind.ARTICLE, "1"), Node(Kind.ANNEX, "I")]
    for top, labels in zip(tops, (body, annex), strict=True):
        top.add_text(trace("x" * 99, 0), [Mark(at=at, label=label) for at, label in enumerate(labels.split())])
    made = [Node(Kind.FOOTNOTE, label) for label in notes.split()]
    number_apart(tops, made)
    articles, annexed = ([mark.label for _, mark in top.marks] for top in tops)
    return articles, annexed, [note.label for note in made]


@pytest.mark.parametrize(
    ("body", "annex", "notes", "after"),
    [
        ("1 2 3 1", "", "1 2 3 1", ("1 2 3 4", "", "1 2 3 4")),
        ("1 1 1", "", "1 1 1", ("1 2 3", "", "1 2 3")),
        ("1 2 1", "1 2", "1 2 1 1 2", ("1 2 3", "1 2", "1 2 3 1 2")),
        ("1 2", "1 1", "1 2 1 1", ("1 2", "1 2", "1 2 1 2")),
        ("1 2 1 3 1", "", "1 2 3 1", ("1 2 1 3 4", "", "1 2 3 4")),
    ],
)
def test_numbers_that_begin_again(body: str, annex: str, notes: str, after: tuple[str, str, str]) -> None:
    assert numbered(body, annex, notes) == tuple(labels.split() for labels in after)


@pytest.mark.parametrize(
    ("body", "notes"),
    [("1 2 3", "1 2 3"), ("1 2 2 3", "1 2 3"), ("1 2 3", "1 2 2 3"), ("1 2 3", "1 1 2 3"), ("2 1", "1 1"), ("* *", "* *")],
)
def test_other_numbers_stay(body: str, notes: str) -> None:
    assert numbered(body, "", notes) == (body.split(), [], notes.split())
