"""What kind of thing a question asks: whether an act applies, what is excepted, what an infringement costs; or what no act says.

Told from the question's own words, by set phrases of English; a question may ask several things, and most ask none of these.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


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
    r"^\s*did\b|\b(?:e-?mail|postal|street|web) address(?:es)? of\b|\b(?:phone|telephone|account) number of\b"
    r"|\b(?:name|salary|age|nationality) of the (?:person|head|chair|president|director|commissioner|minister)\b"
    r"|\bwho (?:heads|leads|runs|chairs|currently|is the current)\b|\b(?:were|was|been|got) (?:\w+ )?(?:fined|sued|convicted|sentenced)\b"
    r"|\b(?:last|this) (?:year|month|week)\b|\b(?:right now|so far|to date|until today)\b|\bhow many \w+ (?:were|was|have been|has been)\b"
    r"|\b(?:tell|write|sing) (?:me|us) (?:a|an)\b|\bthe weather\b|\bwho won\b",
    re.IGNORECASE,
)
_LAW_NAMED: Final = re.compile(r"\b(?:[A-Z][\w’'-]+ (?:and |of |on |the )*){1,6}(?:Act|Code|Law|Bill|Statute|Ordinance)\b(?! of the Union)")


def asks_for_facts(text: str) -> bool:
    """Whether a question asks what happened, or for somebody's name or address: acts lay down rules and do not tell."""
    return bool(_FACTS.search(text))


def law_named(rest: str) -> str:
    """A law by its name that a question has beside the acts that are known (`rest` is without those), or nothing."""
    found = _LAW_NAMED.search(rest)
    return found[0] if found else ""
