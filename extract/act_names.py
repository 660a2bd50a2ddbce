"""Which acts the words of one act mean: the short names it introduces, the treaties of its time, the acts that footnotes are the place of.

Input is an act that has been read; output an `ActNames`, which the resolver asks what an act mention means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final

from extract.reference_acts import ActMention, Naming, Pointing
from extract.reference_languages import Language
from extract.references import Mention, find_mentions
from extract.scopes import Memory
from kg.findings import Unresolved
from kg.ids import ActId
from kg.model import Act, Field, Provision, walk
from kg.names import instrument_named, names_of
from kg.treaties import LISBON, TREATIES_NOW, treaty_of

_QUOTED: Final = r"[‘“\"'«]\s?(?:the\s)?(?P<quoted>[^()‘’“”\"«»]{2,80}?)\s?[’”\"'»]"
_TITLE: Final = re.compile(r"[^.;:()]{0,400}(?=\()")
"""The rest of the title of an act, from its number to the first bracket."""
_MOST_NAMES: Final = 200
"""Short names that an act introduces: more than any does, and a bound for hostile text."""
_OTHER_SERIES: Final = re.compile(r"\w+ (?:\w+ )?C")
"""A place in the C series, where opinions and notices stand and no legislation."""
_FAR: Final = 500
"""Characters between the number of an act and the mark of its footnote, or the place of the note."""


def act_names(act: Act, given: Mapping[str, str], language: Language) -> ActNames:
    """The names that hold in an act: those given, those that it introduces itself, and its own."""
    own = {name: act.celex for name in names_of(act.celex, act.title) if _holds_kind(name, language)}
    return ActNames(act=act.celex, language=language, short={**own, **given, **dict(_introduced(act, given, language))})


# ── Short names ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=8)
def _introduction(language: Language) -> re.Pattern[str]:
    """A short name in brackets: quoted ("(‘Law Enforcement Directive’)"), or as titles have it ("(Data Act)").

    It must be named like an act or instrument, so that what an act sets up ("‘ENISA’") is not taken for the act.
    """
    kinds = "|".join(sorted({*language.act_kinds, *language.instruments}, key=len, reverse=True))
    plain = rf"(?P<plain>(?:[A-Z][\w’'-]*\s){{1,7}}(?:{kinds}))"
    return re.compile(rf"\((?:the\s|hereinafter\s|hereafter\s|referred to as\s){{0,3}}(?:{_QUOTED}|{plain})\)")


def _introduced(act: Act, given: Mapping[str, str], language: Language) -> Iterator[tuple[str, str]]:
    """The short names that an act gives to others, with their CELEX numbers; one given to two acts is no name of either."""
    found: dict[str, set[str]] = {}
    for words in (provision.words(part) for provision in walk(act.provisions) for part in (Field.TEXT, Field.WRAP_UP)):
        if "(" in words and len(found) < _MOST_NAMES:
            for name, celex in islice(names_in(words, given, language), _MOST_NAMES):
                found.setdefault(name, set()).add(celex)
    yield from ((name, next(iter(acts))) for name, acts in found.items() if len(acts) == 1 and name not in given)


def names_in(words: str, given: Mapping[str, str], language: Language) -> Iterator[tuple[str, str]]:
    """The short names that a text gives to acts, each with the CELEX number."""
    shape = _introduction(language)
    if not shape.search(words):
        return
    mentions = [one for one in find_mentions(words, given, language) if one.act is not None and not one.act.aside]
    for at, mention in enumerate(mentions):
        end = mentions[at + 1].start if at + 1 < len(mentions) else len(words)
        bracket = _TITLE.match(words, mention.end, end)
        match = shape.match(words, bracket.end(), end) if bracket else None
        if match and mention.act and mention.act.celex and not mention.paths and mention.act.naming is Naming.NUMBER:
            name = " ".join((match["quoted"] or match["plain"]).split())
            if _holds_kind(name, language):
                yield name, mention.act.celex


def _holds_kind(name: str, language: Language) -> bool:
    """Whether a name begins or ends with a kind of act, as the language has it, and is longer than that."""
    words = name.split()
    kinds = {*language.act_kinds, *language.instruments}
    return len(words) > 1 and (words[-1] in kinds and words[0][0].isupper() if language.kinds_capital else words[0] in kinds)


# ── What is meant ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class ActNames:
    """The names that hold in one act, and what its words have shown so far: its treaty, and the acts that notes are called for."""

    act: ActId
    language: Language
    short: Mapping[str, str]
    treaty: ActId | None = None
    called: dict[str, ActId] = field(default_factory=dict)

    def acts_meant(self, act: ActMention, here: str, memory: Memory) -> tuple[ActId, ...] | Unresolved:
        """The acts that a mention names."""
        if act.celex is not None and not self._is_of_the_time(act):
            return (act.celex, *act.also)
        if act.name and (known := self._treaties(act.name) or _instrument(act)):
            return known
        if act.pointing is Pointing.THIS:
            return (self.act,)
        if act.pointing is Pointing.THAT:
            return memory.act_of_kind(act)
        if act.naming is Naming.JOURNAL and here in self.called and not _OTHER_SERIES.match(act.wording):
            return (self.called[here],)
        return Unresolved(reason=_WHY_NOT[act.naming].format(act.wording))

    def _is_of_the_time(self, act: ActMention) -> bool:
        """Whether a treaty is meant as it stood when an older act was adopted, and not as it stands now."""
        return act.naming is Naming.NAME and act.name in self.language.old_treaties and self._year() < LISBON

    def _treaties(self, name: str) -> tuple[ActId, ...]:
        """The founding treaty of the time; the first that the citations name is the one that "the Treaty" means from then on."""
        bare = name.removeprefix("the ")
        if bare in self.language.both_treaties:
            return TREATIES_NOW if self._year() >= LISBON else ()
        community = self.language.old_treaties.get(bare)
        if community is None:
            return ()
        found = treaty_of(self._year(), community) or (self.treaty if not community else None)
        if community and found:
            self.treaty = self.treaty or found
        return (found,) if found else ()

    def _year(self) -> int:
        return int(self.act[1:5])

    def note_calls(self, provision: Provision, part: Field, mentions: Sequence[Mention]) -> None:
        """Remember which act the note called behind a mention is the place of: "Directive 95/46/EC (4)", and "OJ No L 281 …" in note 4."""
        acts = [(one.end, celex) for one in mentions if one.act is not None and (celex := _numbered(one.act))]
        for mark in provision.marks:
            before = [found for found in acts if mark.field is part and found[0] <= mark.at <= found[0] + _FAR]
            if before and "." not in provision.words(part)[before[-1][0] : mark.at]:
                self.called.setdefault(mark.note, before[-1][1])


def _instrument(act: ActMention) -> tuple[ActId, ...]:
    """The CELEX number of an instrument that has one."""
    known = instrument_named(act.name) if act.naming is Naming.INSTRUMENT else None
    return (ActId(known),) if known else ()


def _numbered(act: ActMention) -> ActId | None:
    """The CELEX number of an act named by number, or of an instrument that has one."""
    return act.celex if act.naming is Naming.NUMBER else next(iter(_instrument(act)), None)


_WHY_NOT: Final = {
    Naming.NUMBER: "no CELEX number can be told from {!r}",
    Naming.NAME: "{!r} may be several acts",
    Naming.POINTING: "no act is named before that {!r} could mean",
    Naming.INSTRUMENT: "no CELEX number is known for {!r}",
    Naming.CASE: "no CELEX number can be told from {!r}: the number of the case is not given",
    Naming.JOURNAL: "{!r} is a place in the Official Journal, and which act stands there is not said",
}
"""Why a mention of an act has no target, by how the act is named."""
