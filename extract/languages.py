"""The words of drafting, one table per language: what headings, formulas and ordinals are called.

Adding a language is adding a row here; no other module holds words of a language that decide structure.
Source of the formulas: the interinstitutional style guide, part "Structure of an act", and the Joint Practical Guide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Patterns that recognise the parts of an act in one language; each is matched at the start of a block."""

    whereas: re.Pattern[str]
    adopted: re.Pattern[str]
    enacting_body: re.Pattern[str]
    final: re.Pattern[str]
    done: re.Pattern[str]
    article: re.Pattern[str]
    annex: re.Pattern[str]
    groupings: tuple[tuple[Kind, re.Pattern[str]], ...]
    annex_section: re.Pattern[str]
    act_number: re.Pattern[str]


ENGLISH: Final = Drafting(
    whereas=re.compile(r"Whereas:?$"),
    adopted=re.compile(r"HA(?:VE|S) (?:ADOPTED|DECIDED)\b.*:$"),
    enacting_body=re.compile(r"THE (?:EUROPEAN (?:PARLIAMENT|COMMISSION|CENTRAL BANK)|COUNCIL|COMMISSION)\b[^a-z]*,$"),
    final=re.compile(r"This (?:Regulation|Decision) shall be binding in its entirety|Done at [A-Z]"),
    done=re.compile(r"\bDone at [A-Z]"),
    article=re.compile(r"(?i:Article) (?P<label>\d{1,3}[a-z]{0,2}|(?i:sole))$"),
    annex=re.compile(r"ANNEX(?: (?P<label>[IVXLC]{1,7}[a-z]?|\d{1,2}|[A-Z]))?$"),
    groupings=(
        (Kind.PART, re.compile(r"PART (?P<label>[IVXLC]+|[A-Z]+|\d+)$")),
        (Kind.TITLE, re.compile(r"TITLE (?P<label>[IVXLC]+[a-z]?|\d+)$")),
        (Kind.CHAPTER, re.compile(r"(?i:Chapter) (?P<label>[IVXLC]+[a-z]?|\d+[a-z]?)$")),
        (Kind.SECTION, re.compile(r"(?i:Section) (?P<label>[IVXLC]+|\d+[a-z]?|[A-Z])$")),
        (Kind.SUBSECTION, re.compile(r"(?i:Subsection) (?P<label>[IVXLC]+|\d+[a-z]?|[A-Z])$")),
    ),
    annex_section=re.compile(r"(?i:(?P<kind>Section|Part)) (?P<label>[A-Z]|\d{1,2}|[IVX]+)(?:\s*[.:—–-]\s*(?P<heading>\S.*)|$)"),
    act_number=re.compile(
        r"(?i:(?P<kind>(?:implementing |delegated )?(?:regulation|directive|decision)))\s+"
        r"(?P<number>(?:\([A-Z, ]+\)\s*)?(?:No\s*)?\d{1,4}/\d{1,4}(?:/[A-Z]+)?)"
    ),
)

LANGUAGES: Final = {"en": ENGLISH}
