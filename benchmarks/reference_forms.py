"""The forms that references take, told from the words and targets of a mention by simple rules, so that a weakness can be named.

Read by `benchmarks/references.py`. The rules are asked in turn and the first that answers decides: they sort mentions for a table, and find
none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.reference_scores import SELF, Kind, Mention, Pair, faults, kind_of, pairs_of

_POINTING = re.compile(r"(?:this|that|those|these|(?:the )?said|such)\b", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|penultimate|next|previous|preceding|following)\b",
    re.IGNORECASE,
)
_REVERSE = re.compile(
    r"\b(?:of|to) (?:this |that |the |those )?(?:[Aa]rticles?|paragraphs?|points?|[Aa]nnex(?:es)?|[Ss]ections?|[Cc]hapters?)\b"
)
_RANGE = re.compile(r"[\w)] (?:to|through|–|-) [(\w]|\w[–—]\w")
_NUMBER = re.compile(r"\d+/\d+")
_TREATY = re.compile(r"\b(?:TFEU|TEU|Treat(?:y|ies)|Charter)\b")
_INSTRUMENT = re.compile(r"\b(?:Protocols?|Conventions?|Agreements?|Statute|Declaration|Accord|Covenant)\b")
_CASE = re.compile(r"(?:Joined )?Cases?\b|ECLI:|Judgment|Opinion ")
_GROUPINGS = ("prt", "tis", "cpt", "sct", "sbs")

Rule = Callable[[Mention], bool]


def _every(mention: Mention, kind: Kind) -> bool:
    return all(kind_of(target) is kind for target in mention.targets)


def _some(mention: Mention, kind: Kind) -> bool:
    return any(kind_of(target) is kind for target in mention.targets)


def _starts(mention: Mention, *codes: str) -> bool:
    return any(target.startswith(tuple(f"{code}_" for code in codes)) for target in mention.targets)


def _foreign_part(mention: Mention) -> bool:
    return any("/" in target for target in mention.targets if kind_of(target) in (Kind.OTHER_ACT, Kind.TREATY))


RULES: Mapping[str, Rule] = {
    "table cell": lambda one: "/cel_" in one.source,
    "Official Journal": lambda one: re.match(r"(?:the )?(?:OJ|Official Journal)\b", one.wording) is not None,
    "case": lambda one: _CASE.match(one.wording) is not None,
    "own act": lambda one: one.targets == (SELF,),
    "treaty": lambda one: _some(one, Kind.TREATY) or (_some(one, Kind.NO_TARGET) and _TREATY.search(one.wording) is not None),
    "convention, protocol": lambda one: _some(one, Kind.NO_TARGET) and _INSTRUMENT.search(one.wording) is not None,
    "provision of an act pointed at": lambda one: _foreign_part(one) and _NUMBER.search(one.wording) is None,
    "provision of another act": _foreign_part,
    "act pointed at": lambda one: _some(one, Kind.OTHER_ACT) and _POINTING.match(one.wording) is not None,
    "act by short name": lambda one: _some(one, Kind.OTHER_ACT) and _NUMBER.search(one.wording) is None,
    "act in a list": lambda one: _some(one, Kind.OTHER_ACT) and not one.wording[:1].isalpha(),
    "act by number": lambda one: _some(one, Kind.OTHER_ACT),
    "without target": lambda one: _every(one, Kind.NO_TARGET),
    "annex part": lambda one: any(target.startswith("anx_") and "/" in target for target in one.targets),
    "pointing (this, that)": lambda one: _POINTING.match(one.wording) is not None,
    "ordinal": lambda one: _ORDINAL.search(one.wording) is not None,
    "reverse order": lambda one: _REVERSE.search(one.wording) is not None,
    "range": lambda one: len(one.targets) > 1 and _RANGE.search(one.wording) is not None,
    "list": lambda one: len(one.targets) > 1,
    "annex": lambda one: _starts(one, "anx"),
    "chapter, section": lambda one: _starts(one, *_GROUPINGS),
    "recital": lambda one: _starts(one, "rct"),
    "single, by its number": lambda _: True,
}
"""The forms, most telling first."""


def form_of(mention: Mention) -> str:
    """The form of a mention."""
    return next(name for name, rule in RULES.items() if rule(mention))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of one form: mentions and pairs judged, pairs missed, and pairs found that are none."""

    mentions: int = 0
    judged: int = 0
    missed: int = 0
    extra: int = 0


def by_form(judged: Sequence[Mention], found: Sequence[Mention]) -> dict[str, Tally]:
    """The tally of every form that occurs; a pair too many is told by the form of the mention found."""
    out: dict[str, Tally] = {name: Tally() for name in RULES}
    for one in judged:
        tally = out[form_of(one)]
        out[form_of(one)] = replace(tally, mentions=tally.mentions + 1, judged=tally.judged + len(pairs_of((one,))))
    missed, extra = faults(judged, found)
    for name, count in _counted(missed).items():
        out[name] = replace(out[name], missed=count)
    for name, count in _counted(extra).items():
        out[name] = replace(out[name], extra=count)
    return {name: tally for name, tally in out.items() if tally != Tally()}


def _counted(pairs: Iterable[Pair]) -> dict[str, int]:
    out: dict[str, int] = {}
    for pair in pairs:
        name = form_of(pair.mention)
        out[name] = out.get(name, 0) + 1
    return out
