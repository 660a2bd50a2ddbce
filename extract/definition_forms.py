"""Where one text defines terms or gives short names: by which formula, and which quoted terms it gives one meaning to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extract.definition_words import Formulas
from extract.quoted_terms import QUOTED, QuotedTerm, quoted_terms
from kg.findings import Form

_BEFORE: Final = 280
"""Characters in front of a quoted term in which a formula that leads to it begins."""
_OPENING: Final = 16
"""Characters of "a" or "un service de" in front of the term that a provision begins with."""
_MARKS: Final = re.compile(r"[‘‛“„«»\"']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defining:
    """A formula found: the quoted terms that have one meaning, and the characters it takes, with its marks and verb.

    `announced` says whether a term is given for uses to come, and not in passing.
    """

    terms: tuple[QuotedTerm, ...]
    form: Form
    start: int
    end: int
    announced: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shapes:
    """The formulas of one language, compiled."""

    head: re.Pattern[str]
    listed: re.Pattern[str]
    misprinted: re.Pattern[str]
    parted: re.Pattern[str]
    lead: re.Pattern[str]
    says: re.Pattern[str]
    meant: re.Pattern[str]
    named: re.Pattern[str]
    bracket: re.Pattern[str]
    consists: re.Pattern[str]
    announces: re.Pattern[str]
    elsewhere: re.Pattern[str]


@lru_cache(maxsize=8)
def _shapes(words: Formulas) -> _Shapes:
    more = rf"(?:\s?\((?:the )?{QUOTED}\))?(?:{words.also}{QUOTED})*"
    return _Shapes(
        head=re.compile(rf"(?P<terms>{QUOTED}{more})(?:{words.means})"),
        listed=re.compile(rf"(?P<terms>{QUOTED}{more})(?:{words.means}|{words.means_in_lists})"),
        misprinted=re.compile(rf"(?:[^«»„“‘”:;.]{{0,80}} )?(?P<terms>{QUOTED})"),
        parted=re.compile(words.respectively),
        lead=re.compile(rf"(?:{words.leads})$"),
        says=re.compile(rf"(?P<more>{more})(?:{words.says})"),
        meant=re.compile(rf"(?:{words.meant})$"),
        named=re.compile(rf"(?:{words.named})$"),
        bracket=re.compile(rf"\((?:{words.brackets})(?P<terms>{QUOTED}(?:{words.also}{QUOTED})*)(?:,[^()]{{0,120}})?\)"),
        consists=re.compile(words.consists),
        announces=re.compile(words.announces),
        elsewhere=re.compile(rf",? (?:{words.defined})\b"),
    )


def at_start(text: str, words: Formulas, *, listed: bool) -> tuple[Defining, ...]:
    """The definitions that a text begins with; of an article of definitions (`listed`) by the formulas of such lists too."""
    shapes = _shapes(words)
    match = (shapes.listed if listed else shapes.head).match(text)
    if match is None:
        return ()
    terms = tuple(quoted_terms(text, match.start("terms"), match.end("terms")))
    if len(terms) > 1 and shapes.parted.match(text, match.end("terms")):
        return tuple(Defining(terms=(one,), form=Form.MEANS, start=0, end=match.end()) for one in terms)
    return (Defining(terms=terms, form=Form.MEANS, start=0, end=match.end()),)


def misprinted(text: str, words: Formulas) -> tuple[Defining, ...]:
    """The definition that a point of a list of definitions begins with, whose formula is misprinted but whose marks are not."""
    match = _shapes(words).misprinted.match(text)
    terms = tuple(quoted_terms(text, match.start("terms"), match.end("terms"))) if match else ()
    return (Defining(terms=terms, form=Form.MEANS, start=0, end=terms[0].end),) if terms else ()


def within(text: str, words: Formulas) -> Iterator[Defining]:
    """The definitions and short names outside brackets that stand anywhere in a text."""
    if not _MARKS.search(text):
        return
    shapes, done = _shapes(words), 0
    for term in quoted_terms(text):
        if term.start < done:
            continue
        found = _led(text, term, shapes) or _meant(text, term, shapes)
        if found is not None:
            done = found.end
            yield found


def _led(text: str, term: QuotedTerm, shapes: _Shapes) -> Defining | None:
    """ "For the purposes of this Article, ‘A’ means": a formula in front of the term, and a verb behind it."""
    lead = shapes.lead.search(text, max(0, term.start - _BEFORE), term.start)
    says = shapes.says.match(text, term.end) if lead else None
    if lead is None or says is None:
        return None
    terms = (term, *quoted_terms(text, says.start("more"), says.end("more")))
    return Defining(terms=terms, form=Form.MEANS, start=lead.start(), end=says.end())


def _meant(text: str, term: QuotedTerm, shapes: _Shapes) -> Defining | None:
    """ "is to be understood as ‘A’", "hereinafter ‘A’"; but not if the quoted term is another act's ("as defined in …")."""
    before = max(0, term.start - _BEFORE)
    if shapes.elsewhere.match(text, term.end):
        return None
    if meant := shapes.meant.search(text, before, term.start):
        return Defining(terms=(term,), form=Form.MEANS, start=meant.start(), end=term.end, announced=False)
    if term.start < _OPENING and shapes.consists.match(text, term.end):
        return Defining(terms=(term,), form=Form.MEANS, start=term.start, end=term.end)
    if named := shapes.named.search(text, before, term.start):
        return Defining(terms=(term,), form=Form.SHORT_NAME, start=named.start(), end=term.end)
    return None


def in_brackets(text: str, words: Formulas) -> Iterator[Defining]:
    """The short names that a text gives in brackets behind what they stand for."""
    if "(" not in text or not _MARKS.search(text):
        return
    shapes, begins = _shapes(words), len(text) - len(text.lstrip())
    for match in shapes.bracket.finditer(text):
        if match.start() > begins:
            terms = tuple(quoted_terms(text, match.start("terms"), match.end("terms")))
            opening = text[match.start() : terms[0].first + len("the ")]
            announced = shapes.announces.search(opening) is not None
            yield Defining(terms=terms, form=Form.SHORT_NAME, start=match.start(), end=match.end(), announced=announced)
