"""What the making of a file did to its words: characters that are lost, and words that stand glued together.

A replacement character (U+FFFD) stands where a character could not be read. UTF-8 that was read as Windows-1252 shows as runs ("â€™", "Ã©")
that are UTF-8 when they are written back. Text taken from a PDF may lack the spaces between words: then long words are made wholly of
words that the act uses, function words among them, which compounds of Danish and Dutch are not, and letters follow commas at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from extract.finding import Finding, about
from extract.languages import common_words
from kg.model import Act, Field, Kind, Provision

_LOST: Final = "\ufffd"
_TWICE_CODED: Final = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]|\u00e2[\u20ac\u0080]."
)
_PAGED: Final = frozenset({"pdf", "text"})
_WORD: Final = re.compile(r"(?<![\w/.@-])[^\W\d_]+(?![\w/@])")
_COMMA: Final = re.compile(r"[^\W\d_]{2},[^\W\d_]{2}")
_RUN: Final = re.compile(r"\S+")
_ADDRESS: Final = re.compile(r"[/@]|www\.")
_LONG: Final = 18
_LONGEST: Final = 1000
_LONGEST_PART: Final = 30
_PARTS: Final = 3
_FUNCTIONS: Final = 2

Places = Callable[[str], Iterator[tuple[int, str]]]


def conversion_problems(act: Act, everything: Sequence[Provision]) -> Iterator[Finding]:
    """One finding for each kind of damage, with how often it stands in the act and where first."""
    yield from _told(everything, "source", "a character that could not be read (U+FFFD)", _lost_in)
    yield from _told(everything, "source", "characters read in the wrong encoding", _twice_coded_in)
    if act.source.format in _PAGED:
        texts = [one for one in everything if one.kind is not Kind.FOOTNOTE]
        yield from _told(texts, "glued", "words without spaces between them: the extraction lost them", _glued_in(everything, act.language))


def _told(everything: Sequence[Provision], kind: str, what: str, places: Places) -> Iterator[Finding]:
    found = [(one, shown) for one in everything for field in Field for _, shown in places(one.words(field))]
    if found:
        one, shown = found[0]
        yield about(one, kind, f"{what}, {len(found)} times, first in {shown!r}")


def _lost_in(words: str) -> Iterator[tuple[int, str]]:
    at = words.find(_LOST)
    while at >= 0:
        yield at, words[max(at - 20, 0) : at + 20]
        at = words.find(_LOST, at + 1)


def _twice_coded_in(words: str) -> Iterator[tuple[int, str]]:
    for match in _TWICE_CODED.finditer(words):
        if _decodes(match[0]):
            yield match.start(), words[max(match.start() - 20, 0) : match.end() + 20]


def _decodes(run: str) -> bool:
    """Whether a run is UTF-8 when each character is written as the byte that Windows-1252, or else Latin-1, has for it."""
    try:
        return len(b"".join(_byte(one) for one in run).decode("utf-8")) == 1
    except UnicodeError:
        return False


def _byte(one: str) -> bytes:
    return one.encode("latin-1") if ord(one) < 0xA0 else one.encode("cp1252")


# ── words without spaces ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _glued_in(everything: Sequence[Provision], language: str) -> Places:
    """What finds glued words: those of three words or more that the act uses elsewhere, and letters right behind a comma."""
    used = Counter(word for one in everything for field in Field for word in _WORD.findall(one.words(field).lower()))
    functions = frozenset(common_words(language))
    seen: dict[str, bool] = {}

    def find(words: str) -> Iterator[tuple[int, str]]:
        for match in _WORD.finditer(words):
            word = match[0].lower()
            if _LONG <= len(word) <= _LONGEST and seen.setdefault(word, is_glued(word, used, functions)):
                yield match.start(), match[0][:60]
        for run in _RUN.finditer(words):
            if _COMMA.search(run[0]) and not _ADDRESS.search(run[0]):
                yield run.start(), run[0][:60]

    return find


def is_glued(word: str, used: Counter[str], functions: frozenset[str]) -> bool:
    """Whether a word splits wholly into three or more that are used elsewhere, two of which carry no meaning (compounds have one at most).

    The split is that into the fewest words; a word of the language that is common ("of") counts as used, another of one letter does not.
    """
    best: list[tuple[str, ...] | None] = [(), *(None for _ in word)]
    for end in range(1, len(word) + 1):
        for begin in range(max(end - _LONGEST_PART, 0), end):
            before, now, part = best[begin], best[end], word[begin:end]
            known = part in functions or (len(part) > 2 and part != word and used[part] > 0)
            if known and before is not None and (now is None or len(before) + 1 < len(now)):
                best[end] = (*before, part)
    parts = best[-1] or ()
    inside = any(part in functions for part in parts[1:-1])
    return len(parts) >= _PARTS and inside and sum(part in functions for part in parts) >= _FUNCTIONS
