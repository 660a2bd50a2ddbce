"""The everyday words of a question, and the words in which acts say the same: what `lay_words.toml` lists.

People say "boss" where an act says "employer" or "management body". A key of the file is found in a question by the stems of its words,
in any inflection ("sacked" is "sack") and with a few small words between ("hand it over"). Words of one stem that are no inflections of
each other are apart: a "regulation" is no "regulator". The file is English, and a question in another language has no words in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile
from typing import Final

from extract.words import carries_no_subject, stem, stems_of, words_of

Stems = tuple[str, ...]

_FILLERS: Final = frozenset("a an the my your his her its our their to of it be is are".split())
"""Small words that a set phrase has or leaves out; others belong to it, for "take over" is not "take"."""
_BETWEEN: Final = 2
"""How many small words may stand between two words of a phrase: "hand all of it over" is no set phrase any more."""
_INFLECTION: Final = re.compile(r"(?:[bdglmnprt]?(?:ed|ing)|e|y|s|es|ies|ied|d|ly|ion|ions|al)?")
"""What an inflected word may have behind the letters that it shares with its base form, and the base form too ("delet-e", "delet-ion")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lay:
    """Everyday words of a question: as asked, the stems of the key that they are, and the stems of each alternative, likeliest first."""

    form: str
    stems: Stems
    others: tuple[Stems, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    """A key of the file: its words but fillers, their stems, and its alternatives as written."""

    text: str
    words: tuple[str, ...]
    stems: Stems
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """A key met in a question: where its first word stands, and where its words end."""

    key: _Key
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LayWords:
    """The keys of the file, by the stem of their first word."""

    keys: Mapping[str, tuple[_Key, ...]]

    def alternatives(self, words: Sequence[str], language: str = "en") -> tuple[Lay, ...]:
        """The keys in the words of a question (all of them, in order): the longest first to be met, no two with a word in common.

        They stand in the order of the question; there are none in a language other than English.
        """
        if language != "en":
            return ()
        asked = tuple(word.lower() for word in words)
        return tuple(_lay(one, words) for one in _apart(list(self._met(asked))))

    def _met(self, asked: Sequence[str]) -> Iterator[_Met]:
        stems = tuple(stem(word) for word in asked)
        for start, first in enumerate(stems):
            for key in self.keys.get(first, ()):
                end = _end(key, asked, stems, start)
                if end:
                    yield _Met(key=key, start=start, end=end)


@lru_cache(maxsize=1)
def lay_words() -> LayWords:
    """The words of the file, read once."""
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(files("query").joinpath("lay_words.toml").read_text("utf-8"))
    keys: dict[str, list[_Key]] = {}
    for table in tables.values():
        for text, others in table.items():
            key = _key(text, tuple(others))
            keys.setdefault(key.stems[0], []).append(key)
    return LayWords(keys={first: tuple(found) for first, found in keys.items()})


def _key(text: str, others: tuple[str, ...]) -> _Key:
    words = tuple(word.text for word in words_of(text) if word.text not in _FILLERS)
    return _Key(text=text, words=words, stems=tuple(stem(word) for word in words), others=others)


def _end(key: _Key, asked: Sequence[str], stems: Sequence[str], start: int) -> int:
    """Where the words of a key end that begin at a word of the question, or 0 where they do not stand there."""
    at = start
    for word, wanted in zip(key.words, key.stems, strict=True):
        at = _next(wanted, asked, stems, at) if at > start else at
        if at >= len(asked) or stems[at] != wanted or not _is_inflected(asked[at], word):
            return 0
        at += 1
    return at


def _next(wanted: str, asked: Sequence[str], stems: Sequence[str], at: int) -> int:
    """The place of the word that is wanted next, over a few small words; that of the first word that cannot be passed over otherwise."""
    for place in range(at, min(at + _BETWEEN, len(asked))):
        if stems[place] == wanted or not carries_no_subject(asked[place]):
            return place
    return at + _BETWEEN


def _is_inflected(asked: str, word: str) -> bool:
    """Whether two words of one stem are inflections of one word."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(asked, word, strict=False)))
    return bool(_INFLECTION.fullmatch(asked, shared) and _INFLECTION.fullmatch(word, shared))


def _apart(met: Sequence[_Met]) -> list[_Met]:
    """The longest of the keys met that share words, in the order of the question; of two as long the one that begins first."""
    chosen: list[_Met] = []
    for one in sorted(met, key=lambda one: (-len(one.key.words), one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.start)


def _lay(met: _Met, words: Sequence[str]) -> Lay:
    form = " ".join(words[met.start : met.end])
    return Lay(form=form, stems=stems_of(met.key.text), others=tuple(stems_of(other) for other in met.key.others))
