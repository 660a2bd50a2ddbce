"""Footnotes whose printed numbers begin again: each gets a number of its own.

Acts before 2004 number the notes of every page from 1, and consolidated texts keep the numbers of the acts they were made from. Where
that gives one number twice in the act, or in an annex that numbers its own notes, notes are counted in reading order. The number as
printed is among the words that are structure (`labels`, `footnote marks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.nodes import Node, numbers_own_notes

_Call = tuple[int, Node, int]
"""A mark: the scope it stands in, the provision, and which of its marks it is."""


def number_apart(tops: Sequence[Node], notes: Sequence[Node]) -> None:
    """Give notes and marks new numbers wherever printed ones begin again; nothing where marks and notes do not run alike."""
    numbered = [note for note in notes if note.label.isdecimal()]
    if not _begins_again([int(note.label) for note in numbered]):
        return
    calls = list(_calls(tops))
    called = _called(calls, numbered)
    if called is None:
        return
    scope_of: dict[int, int] = {}
    for (scope, _, _), index in zip(calls, called, strict=True):
        scope_of.setdefault(index, scope)
    new = _new_labels([note.label for note in numbered], scope_of)
    for (_, node, at), index in zip(calls, called, strict=True):
        field, mark = node.marks[at]
        node.marks[at] = (field, replace(mark, label=new[index]))
    for note, label in zip(numbered, new, strict=True):
        note.label = label


def _begins_again(numbers: Sequence[int]) -> bool:
    """Whether the numbers are runs that each go up from 1, more than one of them."""
    steps = list(pairwise(numbers))
    return numbers[:1] == [1] and all(two in (one + 1, 1) for one, two in steps) and any(two == 1 for _, two in steps)


def _calls(tops: Sequence[Node]) -> Iterator[_Call]:
    """Every numbered mark in the order of the text; an annex that numbers its own notes is a scope apart."""
    for index, top in enumerate(tops, 1):
        scope = index if numbers_own_notes(top) else 0
        for node in _in_order(top):
            for at, (_, mark) in enumerate(node.marks):
                if mark.label.isdecimal():
                    yield scope, node, at


def _in_order(node: Node) -> Iterator[Node]:
    yield node
    for part in node.children:
        yield from _in_order(part)


def _called(calls: Sequence[_Call], notes: Sequence[Node]) -> list[int] | None:
    """Which note each mark calls: the next one, or one that was called since the numbers last began; None where that fails."""
    found: list[int] = []
    begun = due = 0
    for _, node, at in calls:
        label = node.marks[at][1].label
        if due < len(notes) and notes[due].label == label:
            begun = due if label == "1" else begun
            found.append(due)
            due += 1
        else:
            again = next((index for index in range(begun, due) if notes[index].label == label), None)
            if again is None:
                return None
            found.append(again)
    return found if due == len(notes) else None


def _new_labels(printed: Sequence[str], scope_of: dict[int, int]) -> list[str]:
    """The labels as printed in a scope where each stands once, else counted."""
    new = list(printed)
    for scope in dict.fromkeys(scope_of.values()):
        members = [index for index in range(len(printed)) if scope_of[index] == scope]
        if len({printed[index] for index in members}) < len(members):
            for number, index in enumerate(members, 1):
                new[index] = str(number)
    return new
