"""The words of amending acts, one table per language: what instructions are made of.

Adding a language is adding a row here. Patterns are matched, without regard to case, on an instruction in which mentions and quoted
words were put out of sight; in them `{ref}` is a mention, `{quote}` are quoted words, and `{unit}` is a unit word of the language.
Source of the formulas: Joint Practical Guide, guideline 18 (18.11 to 18.14), and the interinstitutional style guide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extract import reference_languages
from extract.reference_languages import Language
from kg.findings import Action, Portion

REF: Final = "\ue000"
QUOTE: Final = "\ue001"
REST: Final = "\ue002"
"""Signs of the private use area: where a mention or quoted words begin, and all further characters of either."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AmendingWords:
    """The formulas of one language, as patterns; `shapes` are those that patterns may name, as `{be}`."""

    language: Language
    shapes: Mapping[str, str]
    verbs: tuple[tuple[Action, str], ...]  # the earliest that matches counts, and of several there the first
    portions: tuple[tuple[Portion, str], ...]  # parts of a provision that have no label
    units: Mapping[str, str]  # units that only amending acts call so → step code
    following: tuple[str, str]  # "the following": what stands before what comes in, and behind it
    places: Mapping[str, str]  # "after" and the like: how it is kept → pattern
    into: str  # before what something comes into, behind the verb
    joint: str  # between two targets alike
    small: str  # words that say nothing here
    abbreviations: str  # behind which a full stop ends no sentence, as a pattern that looks back
    opening: str  # what may precede an instruction
    act_tail: str  # how the words begin that may follow the number of an act: its authors, date and name
    sole_annex: str  # the annex of an act that has only one
    amended_by: str  # between "amended" and the annex that says how


ENGLISH: Final = AmendingWords(
    language=reference_languages.ENGLISH,
    shapes={
        "the": r"(?:the )?",
        "be": r"(?:is|are|shall be)(?: hereby| therefore| accordingly)?",
        "word": r"(?:words?|wording|phrases?|terms?|expressions?|dates?|figures?|numbers?|amounts?|percentages?|references?(?: to)?)",
    },
    verbs=(
        (Action.REPLACE_WORDS, r"{be} (?:replaced|substituted) (?:by|with) (?:a )?{the}(?:{word} )?{quote}"),
        (Action.REPLACE, r"{be} (?:replaced|substituted) (?:by|with)\b|shall read as follows"),
        (Action.RENUMBER, r"(?:becomes?|{be} re-?numbered(?: as)?) {the}{ref}"),
        (Action.DELETE, r"{be} (?:deleted|repealed|removed|omitted)\b"),
        (Action.INSERT, r"{be} inserted\b"),
        (Action.ADD, r"{be} added\b"),
        (Action.AMEND, r"{be} (?:amended|modified)\b"),
    ),
    portions=(
        (Portion.HEADING, r"(?:heading|title|caption)\b"),
        (Portion.INTRODUCTION, r"(?:introductory (?:part|wording|words?|phrase|sentence|text|clause|paragraph)|chapeau)\b"),
        (Portion.PASSAGE, r"(?:concluding|closing|final) (?:part|wording|words?|phrase|sentence|text)\b"),
        (Portion.PASSAGE, r"(?:sentences?|footnotes?|tables?|rows?|entry|entries|texts?)\b"),
    ),
    units={"definition": "pnt", "definitions": "pnt"},
    following=(r"(?:the following(?: new)?|an?(?: new)?|(?:the )?new)\b\s*", ""),
    places={"after": r"(?:immediately )?after\b", "before": r"before\b", "between": r"between\b"},
    into=r"(?:in|into|to)\b",
    joint=r"\b(?:and|or|as well as)\b",
    small=r"(?:[\s,.]|\b(?:in|of|to|the(?! (?:following|new)\b)|under|also|at the end|thereof|and|or|as well as|from|for|respectively)\b)*",
    abbreviations=r"(?<!\bp)(?<!\bNo)",
    opening=r"(?:with effect from [^,]+,|as from [^,]+,|accordingly,)\s*",
    act_tail=r"\s*\(| (?:of|on|laying|amending|establishing|concerning|as)\b",
    sole_annex=r"(?<=the )annex\b",
    amended_by=(
        r"[^.;:]*?(?:in accordance with|as (?:set out|laid down|indicated|shown) in|by) "
        r"{the}(?:text (?:set out |contained )?in )?{the}{ref}"
    ),
)
"""The formulas of English drafting."""

AMENDING_WORDS: Final = {"en": ENGLISH}
"""The tables, by language."""


@lru_cache(maxsize=256)
def pattern(words: AmendingWords, shape: str) -> re.Pattern[str]:
    """A pattern of the table, its names filled in."""
    units = sorted({*words.language.units, *words.language.plural_units, *words.units}, key=len, reverse=True)
    known = {
        "ref": f"{REF}{REST}*",
        "quote": f"{QUOTE}{REST}*",
        "unit": "(?:" + "|".join(map(re.escape, units)) + r")\b",
        "portion": "(?:" + "|".join(shape for _, shape in words.portions) + ")",
    }
    for name, inner in {**words.shapes, **known}.items():
        shape = shape.replace("{" + name + "}", inner)
    return re.compile(shape, re.IGNORECASE)
