"""The forms in which the words of an act name a defined term: plurals, inflected verbs, and the letters that must be capitals.

A term is looked for by its phrase key (`extract.words.phrase_key`), which has no plural and no capitals; what is found must then be
written as the term is: "AI" is not "ai", and ‘Board’ is not "board".

>>> {"place on the market", "placed on the market"} <= phrase_keys("placing on the market")
True
>>> as_written(["Board"], ["board"]), as_written(["user"], ["Users"])
(False, True)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from extract.words import phrase_key, words_of

_PARTICLES: Final = frozenset("on into in up out off available to from upon over down".split())
"""Words behind a gerund that make it a verb with what it does: "placing on the market", and not "training data"."""
_IRREGULAR: Final = {
    "make": "made", "put": "put", "take": "taken", "hold": "held", "bring": "brought", "give": "given", "sell": "sold", "write": "written",
    "withdraw": "withdrawn", "lend": "lent", "send": "sent", "keep": "kept", "run": "run", "set": "set", "bind": "bound", "build": "built",
    "buy": "bought", "pay": "paid", "lay": "laid", "draw": "drawn",
}  # fmt: skip
"""Participles of the verbs of trade and administration that are not formed by "-ed"."""


@lru_cache(maxsize=4096)
def phrase_keys(term: str, language: str = "en") -> frozenset[str]:
    """Every phrase key of a term: its own, and where it is what somebody does, those of the verb in other forms."""
    words = [word.text for word in words_of(term)]
    keys = {phrase_key(term)}
    if language == "en" and len(words) > 1:
        if words[0].lower() == "to":
            words = words[1:]
            keys |= {phrase_key(" ".join((verb, *words[1:]))) for verb in _forms_of(words[0].lower())}
        elif words[0].lower().endswith("ing") and words[1].lower() in _PARTICLES:
            bases = _bases(words[0].lower())
            keys |= {phrase_key(" ".join((verb, *words[1:]))) for base in bases for verb in (base, _participle(base))}
    return frozenset(key for key in keys if key)


def _forms_of(verb: str) -> Iterator[str]:
    yield from (verb, _participle(verb), f"{verb.removesuffix('e')}ing", f"{verb}{verb[-1]}ing")


def _bases(gerund: str) -> list[str]:
    """The verbs a gerund may be of; those that are none occur in no text."""
    stem = gerund.removesuffix("ing")
    doubled = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []
    return (
        [f"{stem}e", *doubled]
        if doubled or stem in {one.removesuffix("e") for one in _IRREGULAR if one.endswith("e")}
        else [f"{stem}e", stem]
    )


def _participle(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


def as_written(term: Sequence[str], found: Sequence[str], *, opens: bool = True) -> bool:
    """Whether the words found are written as those of a term are.

    `opens` says whether they stand where a capital says nothing: at the start of a sentence, or in a heading.
    """
    words = term[1:] if len(term) == len(found) + 1 and term[0].lower() == "to" else term
    if all(word.isupper() for word in found):
        return True
    return all(_alike(word, one, opens=opens and at == 0) for at, (word, one) in enumerate(zip(words, found, strict=True)))


def _alike(word: str, found: str, *, opens: bool) -> bool:
    """Whether one word is written like that of a term: capitals where it has them, and none where it has none but at an opening."""
    if word[1:] != word[1:].lower() or (len(word) == 1 and word.isupper()):
        return word.removesuffix("s") == found.removesuffix("s")
    if word[:1].isupper():
        return found[:1].isupper()
    return opens or not found[:1].isupper()
