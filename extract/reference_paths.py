"""Paths of references: the steps that words name, what a step may hold, and the labels of lists and ranges.

Values and arithmetic on labels alone; the rules that read them from tokens are in `extract.reference_runs`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from extract.reference_acts import Pointing
from extract.reference_languages import SENTENCE
from kg.labels import Style, order_key, styles_of, to_roman

DEEPEST: Final = 6  # brackets behind one label, levels in one chain: more than law uses, and a bound for hostile text
WIDEST: Final = 200  # provisions in one range or cross product
MOST_RANGED: Final = 10_000  # provisions between the ends of all ranges of one text

ALL: Final = "all"
"""The label of a pointing step in the plural: "those points"."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step: a code of `kg.ids.CODES` (or "sen", a sentence) and a label; or a place in the order; or a pointing word.

    An `ordinal` step counts ("second subparagraph" has the label "2", the last one "last"); a `pointing` step has no label. `ranged`
    steps were not written but lie in a range ("Articles 8 to 15"), the last of which is written.
    """

    code: str
    label: str = ""
    ordinal: bool = False
    pointing: Pointing | None = None
    ranged: bool = False

    def __str__(self) -> str:
        return f"{self.code}_{self.pointing or ('#' if self.ordinal else '') + self.label}"


Path: TypeAlias = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One path while it is being read, with where its innermost step stands."""

    path: Path
    start: int
    end: int


_TEXT_PARTS: Final = "unp pnt idt sen"
_HOLDS: Final = {
    "prt": f"tis cpt sct art par {_TEXT_PARTS}", "tis": "cpt sct art", "cpt": f"sct art {_TEXT_PARTS}",
    "sct": f"sbs art par sct {_TEXT_PARTS}", "sbs": "art", "art": f"par {_TEXT_PARTS}", "anx": f"art prt tis cpt sct par fnt {_TEXT_PARTS}",
    "rct": f"par {_TEXT_PARTS}", "par": _TEXT_PARTS, "unp": "pnt idt sen", "pnt": f"par {_TEXT_PARTS}", "idt": "pnt idt unp sen",
    "fnt": "", "cit": "", SENTENCE: "",
}  # fmt: skip
"""Which units may be named inside which, in words: wider than what may stand in what, since words leave levels out."""


def may_hold(outer: str, inner: str) -> bool:
    return inner in _HOLDS[outer].split()


def styles(label: str) -> frozenset[Style]:
    """The styles a written label may be of: "iv" is Roman, though a list that runs past "z" could have it too."""
    styles = frozenset(styles_of(label))
    return styles - {Style.LETTER} if Style.ROMAN in styles and len(label) > 1 else styles


def same_list(label: str, following: str) -> bool:
    """Whether a label may come later than another in one list."""
    return any(rises(label, following, style) for style in styles(label) & styles(following))


def rises(label: str, following: str, style: Style) -> bool:
    return order_key(label, style) < order_key(following, style)


_LAST_SIGN: Final = re.compile(r"(?P<stem>(?:\d+\.)+|\d+|(?:a|b|c)(?=[a-z]\Z))(?P<last>(?<=\.)\d+|(?<=\d)[a-z]|(?<=[abc])[a-z])")
"""A label of several signs, of which the last runs: "4a" to "4c", "(aa)" to "(ac)", "1.1" to "1.3"."""


def labels_between(low: str, high: str) -> list[str]:
    """The labels strictly between two of one list, insertions ("8a") left out: they are known only to the act."""
    if (pair := _LAST_SIGN.fullmatch(low)) and (other := _LAST_SIGN.fullmatch(high)) and pair["stem"] == other["stem"]:
        return [pair["stem"] + label for label in labels_between(pair["last"], other["last"])]
    for style in (Style.ARABIC, Style.ROMAN, Style.UPPER_ROMAN, Style.LETTER, Style.UPPER_LETTER):
        if style in styles_of(low) and style in styles_of(high) and rises(low, high, style):
            begin, end = order_key(low, style)[0][0], order_key(high, style)[0][0]
            if style in (Style.ROMAN, Style.UPPER_ROMAN) and end >= 50:
                continue  # "(c) to (d)" are letters, though 100 and 500 rise too
            return [_nth(number, style) for number in range(begin + 1, min(end, begin + WIDEST))]
    return []


def _nth(number: int, style: Style) -> str:
    if style is Style.ARABIC:
        return str(number)
    if style in (Style.ROMAN, Style.UPPER_ROMAN):
        return to_roman(number) if style is Style.ROMAN else to_roman(number).upper()
    return chr((96 if style is Style.LETTER else 64) + number)
