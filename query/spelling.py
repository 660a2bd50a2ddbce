"""Slips of the keyboard in questions: a word that the library lacks is read as one of its own that differs by a slip.

The words it may be are those of the terms and topics there are, for which people ask; names (capitals within a sentence) are left alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from extract.words import carries_no_subject, stem, words_of
from kg.library import Library
from kg.opening import passages

SHORTEST: Final = 5
"""Letters of a word that may be misspelt: of shorter ones too many others are near."""
_WORD: Final = re.compile(r"[a-z]+", re.IGNORECASE)


@lru_cache(maxsize=8)
def _vocabulary(library: Library) -> dict[str, frozenset[str]]:
    """The words of the library's terms and topics by their first letter."""
    words = {word for (form,) in library.rows("SELECT DISTINCT form FROM surface") for word in str(form).split() if len(word) >= SHORTEST}
    return {first: frozenset(word for word in words if word[0] == first) for first in {word[0] for word in words}}


def respelled(text: str, library: Library) -> str:
    """A question with its misspelt words as the library writes them."""
    words = [word for word in words_of(text) if _may_be_misspelt(word.text, text[: word.start])]
    out = text
    for word in reversed(words):
        if not _count(word.text, library) and (near := _nearest(word.text.lower(), library)):
            out = out[: word.start] + near + out[word.end :]
    return out


def _may_be_misspelt(word: str, before: str) -> bool:
    is_name = word[0].isupper() and bool(before.strip()) and not before.rstrip().endswith((".", "?", "!", ":"))
    return len(word) >= SHORTEST and _WORD.fullmatch(word) is not None and not is_name and not carries_no_subject(word)


def _count(word: str, library: Library) -> int:
    """How many passages have a word, in any of its forms."""
    table = passages(library.language)
    found = library.rows(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", (f'"{stem(word, library.language)}"',))
    return int(str(found[0][0]))


def _nearest(word: str, library: Library) -> str:
    """The word that another is a slip of, or none; of several the one that more passages have."""
    there = (one for one in _vocabulary(library).get(word[0], ()) if is_slip(word, one) and _count(one, library))
    return max(sorted(there), key=lambda one: _count(one, library), default="")


def is_slip(typed: str, meant: str) -> bool:
    """Whether a word is another with one letter left out, put in or doubled, or two letters swapped, within the word.

    A letter changed for another, or added at the end, as often makes a word of its own ("sleep" and "sweep", "shift" and "shifts").
    """
    if len(typed) == len(meant):
        at = [place for place, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
        return len(at) == 2 and at[1] == at[0] + 1 and typed[at[0]] == meant[at[1]] and typed[at[1]] == meant[at[0]]
    shorter, longer = sorted((typed, meant), key=len)
    if len(longer) != len(shorter) + 1 or longer[:-1] == shorter:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
