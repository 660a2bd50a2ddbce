"""Definitions: the terms an act defines, the short names it gives, and the provisions that do so.

Drafting rule (Joint Practical Guide 14): definitions stand together in an article of their own, as numbered points that put the term in
quotation marks before "means"; other languages put a colon in its place, French a colon or a comma. A term's synonyms stand beside it:
"‘A’ or ‘B’ means". Others stand where they are needed ("For the purposes of this Article, ‘A’ means"), and what is spoken of at length
is given a short name in brackets. A status is named without marks (`extract.statuses`). In a list of definitions a point whose quotation
marks or colon are misprinted is a definition too. Recitals define nothing, but give short names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from extract.definition_forms import Defining, at_start, in_brackets, misprinted, within
from extract.definition_scopes import Outline, holding_with, holds_onward, led_elsewhere, outline_of, scope_of
from extract.definition_words import ENGLISH, FORMULAS, Formulas
from extract.statuses import find_statuses
from kg.counts import defining_points, lists_definitions
from kg.findings import Definition, Form, Reference
from kg.ids import ProvisionId, binds
from kg.model import Act, Field, Kind, Provision, Span, walk

_UNMARKED: Final = re.compile(r"[«»„“‘]?(?P<term>[^«»„“”:;]{2,120}?)(?:[»«”’]|\s?:| means?\b)")
"""How a point of a list of definitions begins that lacks one of its two quotation marks."""
_ABBREVIATED: Final = re.compile(r"(?P<long>.+?) ?\((?P<short>[^() ]+)\)")
"""A term with its abbreviation inside the quotation marks."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Reading:
    """What is known of an act while its definitions are read: `lists` are the provisions of its articles of definitions, `points` those of
    them that surely define."""

    words: Formulas
    outline: Outline
    lists: frozenset[ProvisionId]
    points: frozenset[ProvisionId]


def find_definitions(act: Act, references: Iterable[Reference] = ()) -> tuple[Definition, ...]:
    """Every definition of the act, in order; the span covers the term inside its quotation marks.

    By the act's `references` a definition tells which provisions it holds in, and where its meaning is to be read.
    """
    provisions = [one for one in walk(act.provisions) if one.kind is not Kind.FOOTNOTE]
    articles = [one for one in provisions if one.kind is Kind.ARTICLE]
    reading = _Reading(
        words=FORMULAS.get(act.language, ENGLISH),
        outline=outline_of(act, references),
        lists=frozenset(part.id for one in articles if lists_definitions(one, act.language) for part in walk((one,))),
        points=frozenset(point.id for one in articles for point in defining_points(one, act.language)),
    )
    found = tuple(definition for one in provisions for definition in _definitions_in(one, reading))
    found = holding_with(found, {one.id: one.text for one in provisions if one.id in reading.lists}, reading.words)
    statuses = find_statuses(provisions, found, reading.outline, reading.words, act.language)
    order = {one.id: at for at, one in enumerate(provisions)}
    return tuple(sorted((*found, *statuses), key=lambda one: order[one.provision]))


def _definitions_in(provision: Provision, reading: _Reading) -> Iterator[Definition]:
    """The definitions and short names of a provision, in the order of its words; of what it quotes for another act, none."""
    for field in (Field.HEADING, Field.TEXT, Field.WRAP_UP):
        text = provision.words(field)
        quoted = provision.quoted if field is Field.TEXT else None
        for found in sorted(_formulas(provision, field, text, reading), key=lambda one: one.terms[0].start):
            if quoted is None or not quoted.start <= found.terms[0].start < quoted.end:
                yield _definition(provision, field, found, reading)
    if provision.id in reading.points and not _begins(provision, reading):
        yield from _unmarked(provision)


def _formulas(provision: Provision, field: Field, text: str, reading: _Reading) -> Iterator[Defining]:
    """The formulas of one field, none inside another."""
    first = _begins(provision, reading) if field is Field.TEXT else ()
    yield from first
    done = max((one.end for one in first), default=0)
    others = [
        *(within(text, reading.words) if binds(provision.id) and field is not Field.HEADING else ()),
        *in_brackets(text, reading.words),
    ]
    for one in sorted(others, key=lambda found: found.terms[0].start):
        if one.terms[0].start >= done:
            done = one.end
            yield one


def _begins(provision: Provision, reading: _Reading) -> tuple[Defining, ...]:
    """The definitions that the text of a binding provision begins with."""
    if not binds(provision.id):
        return ()
    found = at_start(provision.text, reading.words, listed=provision.id in reading.lists)
    return found or (misprinted(provision.text, reading.words) if provision.id in reading.points else ())


def _definition(provision: Provision, field: Field, found: Defining, reading: _Reading) -> Definition:
    text, first = provision.words(field), found.terms[0]
    start = _behind_article(text, first.first, first.last, reading.words)
    term = text[start : first.last]
    form, leads = led_elsewhere(provision, text, found, reading.outline, reading.words) if field is Field.TEXT else (found.form, ())
    return Definition(
        term=term,
        variants=tuple(dict.fromkeys(_variants(text, found, term, reading.words))),
        provision=provision.id,
        span=Span(field=field, start=start, end=first.last),
        form=form,
        scope=scope_of(provision, text, found, reading.outline, reading.words),
        onward=holds_onward(provision, term, found, among_definitions=provision.id in reading.lists),
        leads=leads,
    )


def _variants(text: str, found: Defining, term: str, words: Formulas) -> Iterator[str]:
    """The other forms of a term: those that stand beside it, and what it abbreviates within its marks."""
    for one in found.terms[1:]:
        yield text[_behind_article(text, one.first, one.last, words) : one.last]
    if match := _ABBREVIATED.fullmatch(term):
        yield from (match["long"], match["short"])


def _behind_article(text: str, start: int, end: int, words: Formulas) -> int:
    """Where a quoted term begins behind an article that stands inside its marks."""
    match = re.compile(words.articles).match(text, start, end) if words.articles else None
    return match.end() if match and match.end() < end else start


def _unmarked(provision: Provision) -> Iterator[Definition]:
    """The definition of a point that lacks a quotation mark."""
    if match := _UNMARKED.match(provision.text):
        span = Span(start=match.start("term"), end=match.end("term"))
        yield Definition(term=match["term"].strip(), variants=(), provision=provision.id, span=span, form=Form.MEANS)
