"""The tokeniser and the word forms that statutes and questions share.

A word is a run of letters and digits; hyphens part words, so "open-source" and "open source" are the same two; a possessive "’s" is no
word. Two foldings: `singular` for defined terms and topics, where "provider" must not meet "provide"; `stem` (Snowball, by PyStemmer)
for looking texts up.

>>> [word.text for word in words_of("Providers of open-source models’ weights")]
['Providers', 'of', 'open', 'source', 'models', 'weights']
>>> phrase_key("Providers of AI systems")
'provider of ai system'
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"[’']s\b")

STOPWORDS: Final = frozenset(
    """a an and any are as at be been being but by can could did do does done for from had has have having how i if in into is it its may me
    might more most must my no nor not of on or other our own shall should so some such than that the their them then there these they this
    those to under upon up us was we were what when where whether which while who whom whose why will with within without would you your
    about above after again against all also am because before below between both during each every further he her here his just only out
    over same she through too until very via per""".split()
)
"""English words that carry no subject of their own; question words among them."""


class Word(NamedTuple):
    """A word and where it stands."""

    text: str
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order."""
    bare = _POSSESSIVE.sub(lambda found: " " * len(found[0]), text)
    return tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(bare))


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """A word in lower case, its plural ending taken off by rule: "bodies" is "body", "classes" "class", "status" stays."""
    low = word.lower()
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return low
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(("sses", "xes", "ches", "shes", "zes")):
        return low[:-2]
    return low[:-1]


@lru_cache(maxsize=1)
def _stemmer() -> object:
    import Stemmer

    return Stemmer.Stemmer("english", 0)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball stem of a word in lower case."""
    return str(_stemmer().stemWord(word.lower()))  # type: ignore[attr-defined]


@lru_cache(maxsize=8192)
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text that carry a subject."""
    return tuple(stem(word) for word in _WORD.findall(_POSSESSIVE.sub(" ", text)) if word.lower() not in STOPWORDS)


def phrase_key(text: str) -> str:
    """What two spellings of one term have in common: its words in the singular, in lower case, parted by single spaces."""
    return " ".join(singular(word.text) for word in words_of(text))
