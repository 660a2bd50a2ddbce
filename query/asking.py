"""What kind of thing a question asks: whether an act applies, what is excepted, what an infringement costs; or what no act says.

Told from the question's own words, by set phrases of English; a question may ask several things, and most ask none of these.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from extract.words import carries_no_subject, words_of


class Asks(StrEnum):
    """What a question asks beside its subject."""

    SCOPE = "scope"
    """What an act is for, and to whom and what it applies."""
    EXCEPTION = "exception"
    """Who or what is left out, spared or exempt."""
    PENALTY = "penalty"
    """What follows from an infringement."""


SCOPE_WORDS: Final = ("comply", "apply", "applicable", "scope", "purpose", "aim", "objective", "primary")
"""Words by which the scope is asked after, which say nothing of a subject."""
_WORDS: Final = {
    Asks.SCOPE: (
        r"who must comply|(?:primary|main|overall) (?:purpose|aim|goal|objective)|(?:purpose|aim|goal|objective)s? of (?:the|this)"
        r"|appl(?:y|ies) to|applicable to|concerns? us|scope|falls? under|affects? us|reach(?:es)?|subject to (?:the|this)|covers?|covered"
    ),
    Asks.EXCEPTION: (
        r"exempt\w*|except\w*|exclu(?:de|sion)\w*|derogat\w*|spared|need not|(?:not|\w+n['’]t) (?:have|need) to|not apply|without having"
        r"|unless|waive\w*|free from|let off|never"
    ),
    Asks.PENALTY: r"fine[sd]?|penalt(?:y|ies)|sanction\w*|punish\w*|what (?:happens|follows|if)",
}
_SHAPES: Final = {one: re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE) for one, words in _WORDS.items()}


def asked_for(text: str) -> frozenset[Asks]:
    """What a question asks, by its words."""
    return frozenset(one for one, shape in _SHAPES.items() if shape.search(text))


_FACTS: Final = re.compile(
    r"^\s*did \w+ (?:win|lose|pay|appeal|settle|sue)\b|\b(?:e-?mail|postal|street|web) address(?:es)? of\b"
    r"|\b(?:phone|telephone|account) number of\b|\b(?:name|salary|age|nationality) of the (?:person|head|chair|president|director)\b"
    r"|\bhow many \w+ (?:were|was|have been|has been)\b|\b(?:tell|write|sing) (?:me|us) an? (?:\w+ )?(?:joke|poem|song)\b|\bwho won\b",
    re.IGNORECASE,
)
_LAW_NAMED: Final = re.compile(r"\b(?:[A-Z][\w’'-]+ (?:and |of |on |the )*){1,6}(?:Act|Code|Law|Bill|Statute|Ordinance)\b")
_NO_NAMES: Final = frozenset("eu european union community national member state states civil criminal such same each any every no".split())
"""Words that name no law alone: "EU Law", "the national Code"."""


def asks_for_facts(text: str) -> bool:
    """Whether a question asks what happened, or for somebody's name or address: acts lay down rules and do not tell."""
    return bool(_FACTS.search(text))


def law_named(rest: str) -> str:
    """A law by its name that a question has beside the acts that are known (`rest` is without those), or nothing."""
    for found in _LAW_NAMED.finditer(rest):
        named = (word for word in words_of(found[0])[:-1] if not carries_no_subject(word.text) and word.text.lower() not in _NO_NAMES)
        if (first := next(named, None)) is not None:
            return found[0][first.start :]
    return ""
