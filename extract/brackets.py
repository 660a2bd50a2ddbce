"""Brackets that open or close alone: a sign that words were cut out of a text.

English writes labels in pairs of brackets, "point (a)"; French, Danish and Dutch write "point a)", "litra a)", "punt a)"
(interinstitutional style guide, each language's part on references). There a bracket behind a letter closes nothing where words that
point stand before it; behind a number, or where no such words stand, it may close something or nothing ("nr. 1)", but "(ETS nr. 1)").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache

from extract.languages import LATIN, Punctuation

_BRACKET = re.compile(r"[()]")
_LABEL = re.compile(rf"(?<![\w(.,/])(?:\d{{1,3}}[a-z]?|[a-z]{{1,2}}|[ivxlc]{{1,7}})(?: (?:{LATIN}))?$")
_LONGEST = 40
"""Characters before a bracket in which a label and the words that point to it stand."""


class _Bracket(Enum):
    OPENS = "opens"
    CLOSES = "closes"
    MAY_CLOSE = "may close"


def stands_alone(words: str, punctuation: Punctuation) -> bool:
    """Whether a bracket of the text opens or closes alone, however the labels in it are read.

    >>> from extract.languages import ENGLISH, FRENCH
    >>> stands_alone("au point a) du premier alinéa", FRENCH.punctuation), stands_alone("in point a) of it", ENGLISH.punctuation)
    (False, True)
    """
    fewest = most = 0  # brackets that may be open: no fewer, no more
    for bracket in _brackets(words, punctuation):
        if bracket is _Bracket.OPENS:
            fewest, most = fewest + 1, most + 1
            continue
        fewest = max(fewest - 1, 0)
        most -= bracket is _Bracket.CLOSES
        if most < 0:
            return True
    return fewest > 0


def _brackets(words: str, punctuation: Punctuation) -> Iterator[_Bracket]:
    """The brackets of a text in order, those left out that are known to belong to a label."""
    for match in _BRACKET.finditer(words):
        if match[0] == "(":
            yield _Bracket.OPENS
            continue
        before = words[max(match.start() - _LONGEST, 0) : match.start()]
        label = _LABEL.search(before) if punctuation.labels_close else None
        if label is None:
            yield _Bracket.CLOSES
        elif label[0].isdecimal() or not _pointed_to(punctuation).search(before[: label.start()]):
            yield _Bracket.MAY_CLOSE


@cache
def _pointed_to(punctuation: Punctuation) -> re.Pattern[str]:
    """What stands before a label that is pointed to: a word that points, or another label with what joins the two."""
    return re.compile(rf"(?:\b(?:{punctuation.pointing}) |\)(?:[,;]? (?:(?:{punctuation.linking}) )?|[-–]))$", re.IGNORECASE)
