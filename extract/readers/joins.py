"""Lines joined to running words: across wraps, broken words and broken addresses.

A line is joined to the next with one space. Where the break fell inside a word the line ends in a hyphen: it stays when the act writes
the word with it elsewhere, and goes when the act writes the word without. Where the act shows neither, it goes only if the printer
broke words by hyphens at all (the Official Journal did so until about 2014; since then it breaks by soft hyphens, or not at all) and
the halves are not both words of the act. A soft hyphen at the end of a line always goes. A break inside a web address or behind a
stroke ("96/9/" "EC") is joined without a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from extract.readers.lines import Line
from extract.traced import Traced, join

_ADDRESS_END: Final = re.compile(r"https?://\S*[/.]$")
_TAIL: Final = 400
"""Characters before a line's end in which an address or the half of a word is looked for."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SOFT: Final = "\u00ad"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words an act has whole within its lines, and whether its printer broke words by hyphens."""

    words: frozenset[str]
    hyphenated: bool = False


def vocabulary_of(lines: Sequence[Line]) -> Vocabulary:
    """What an act shows of its words: not the halves of those that a hyphen breaks at the end of a line."""
    found: set[str] = set()
    halves: list[tuple[str, str]] = []
    head, hard = "", False
    for line in lines:
        words = [word.lower() for word in _WORD.findall(line.text)]
        if head and words and hard:
            halves.append((head, words[0]))
        hard, breaks = line.bare.endswith("-"), line.bare.endswith(("-", _SOFT))
        found.update(words[bool(head) : len(words) - breaks])
        head = words[-1] if breaks and words else ""
    broken = sum((one + two in found) - (f"{one}-{two}" in found) for one, two in halves)
    return Vocabulary(frozenset(found), broken > 0)


def joined(lines: Iterable[Line], known: Vocabulary) -> Traced:
    """The lines as one text."""
    runs: list[list[Traced]] = []
    tail = ""
    for line in lines:
        text = line.traced()
        broken = tail.endswith(("-", _SOFT))
        if not runs or not (broken or _runs_on(tail, text.text)):
            runs.append([text])
            tail = text.text[-_TAIL:]
            continue
        last = runs[-1]
        if broken and (tail.endswith(_SOFT) or _is_hyphenation(tail, text.text, known)):
            last[-1] = last[-1].cut(0, len(last[-1].text) - 1)
            tail = tail[:-1]
        last.append(text)
        tail = (tail + text.text)[-_TAIL:]
    return join(join(run, glue="") for run in runs)


def _runs_on(left: str, right: str) -> bool:
    """Whether a break fell inside an address, or behind a stroke."""
    if _ADDRESS_END.search(left):
        return not right[:1].isupper()
    return left.endswith("/")


def _is_hyphenation(left: str, right: str, known: Vocabulary) -> bool:
    """Whether the hyphen that ends `left` only breaks a word."""
    head, tail = _WORD.findall(left), _WORD.match(right)
    if not head or tail is None or not left[:-1].endswith(head[-1]) or not tail[0][0].islower():
        return False
    one, two = head[-1].lower(), tail[0].lower()
    whole, hyphened = one + two in known.words, f"{one}-{two}" in known.words
    if whole != hyphened:
        return whole
    return known.hyphenated and not (one in known.words and two in known.words)
