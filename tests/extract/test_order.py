"""Numbers and levels in order: what the certificate finds wrong with the structure of a reading."""

from __future__ import annotations

from dataclasses import replace

from extract.order import order_problems
from extract.reading import read_file
from extract.sample import path
from extract.source_words import words_of
from kg.model import Kind, walk


def test_a_provision_in_what_cannot_hold_it_is_a_finding() -> None:
    act = read_file(path("act.xhtml"))
    source = words_of(path("act.xhtml"), act.language)
    assert list(order_problems(act, source)) == []
    point = next(one for one in walk(act.provisions) if one.kind is Kind.POINT)
    chapter = next(one for one in act.provisions if one.kind is Kind.CHAPTER)
    moved = tuple(replace(one, children=(*one.children, point)) if one is chapter else one for one in act.provisions)
    found = [one.text for one in order_problems(replace(act, provisions=moved), source)]
    assert "a point cannot stand in a chapter" in found
