"""What a reference does: the relation that the words around it express, "by way of derogation from", "referred to in", "shall apply".

A closed table of drafting formulas for each language, and one rule: the nearest formula in front of a mention decides, what a list
joins has the same, and only where none leads to it do the words behind it. `ontology/references.ttl` says what each relation is for.
Sources: Joint Practical Guide, guidelines 16 (references), 18 (amendments) and 21 (repeals); Interinstitutional Style Guide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from kg.model import Relation

_WINDOW: Final = 110
"""Characters before and behind a mention in which a formula is looked for: more than any formula needs, and a bound for hostile text."""


_LONGEST: Final = 20
"""Mentions of one list."""


class Spanned(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Connectives:
    """The formulas of one language, as patterns; compared by identity.

    `leading` stand in front of a mention with at most `between` in the way, `trailing` behind it. `joint` is what may stand between two
    mentions that one formula leads to; `comma` one that may as well divide two clauses.
    """

    leading: tuple[tuple[Relation, str], ...]
    trailing: tuple[tuple[Relation, str], ...]
    between: str
    joint: str
    comma: str


ENGLISH: Final = Connectives(
    leading=(
        (Relation.DEROGATES_FROM, r"(?:by way of |in )?derogations? (?:from|to|of)|derogat(?:e|es|ing) from"),
        (Relation.NOTWITHSTANDING, r"notwithstanding"),
        (
            Relation.WITHOUT_PREJUDICE_TO,
            r"without prejudice to|(?:not|without) (?:affect|prejudice)(?:ing)?(?: the application of)?"
            r"|without effect on|not be prejudicial to",
        ),
        (Relation.SUBJECT_TO, r"subject to"),
        (Relation.INFRINGES, r"non-?compliance with|failure to comply with|fail(?:s|ed|ing)? to comply with"),
        (Relation.INFRINGES, r"(?:infringement|breach|violation|contravention)s? of|contrary to"),
        (Relation.INFRINGES, r"infring(?:e|es|ed|ing)|breach(?:es|ed|ing)"),
        (Relation.COMPLIES_WITH, r"(?:compl(?:y|ies|ied|ying)|complian(?:ce|t)|conform(?:s|ing|ity)?|consistent|in line) (?:with|to)"),
        (Relation.COMPLIES_WITH, r"(?:meet|meets|met|meeting|fulfil|fulfils|fulfilled|fulfilling|satisfy|satisfies|satisfied)"
                                 r"(?= the (?:requirements?|conditions?|criteria|obligations?)|\s*\Z)"),
        (Relation.DEFINED_IN, r"(?:as )?defined (?:\w+ ){0,4}?(?:in|by|under|for the purposes of)|within the meaning of"),
        (Relation.DEFINED_IN, r"definitions? (?:\w+ ){0,4}?(?:in|of|under)"),
        (Relation.REFERRED_TO_IN, r"referred to,? (?:\w+,? ){0,2}?(?:in|by|under)|mentioned in"),
        (
            Relation.SET_OUT_IN,
            r"(?:set out|set forth|laid down|listed|provided|provided for|specified|contained|described|established|stipulated|prescribed"
            r"|enumerated|enshrined|indicated|outlined|imposed|foreseen|included|stated|identified|envisaged) (?:in|by|under|on)",
        ),
        (Relation.FOR_PURPOSES_OF, r"for (?:the )?purposes? of"),
        (Relation.EXCEPTS, r"with the exception of|except(?: for| as provided in| in)?|other than|excluding|save (?:for|as)|apart from"),
        (Relation.AMENDED_BY, r"(?:as )?(?:last )?amended by"),
        (Relation.SUPPLEMENTS, r"supplement(?:s|ing)?|implementing"),
        (Relation.AMENDS, r"amend(?:s|ing)?|amendments? (?:to|of)"),
        (Relation.REPEALS, r"repeal(?:s|ing)?|repeal of"),
        (Relation.CORRESPONDS_TO, r"(?:construed|read|understood) as (?:a )?references? to"),
        (
            Relation.IN_ACCORDANCE_WITH,
            r"in accordance with|accordance with|pursuant to|under(?! the scope)|by virtue of|on the basis of|based on"
            r"|(?:as )?required by",
        ),
        (Relation.BASED_ON, r"\AHaving regard to"),
        (Relation.APPLIES, r"(?:shall|should|may|to|must) apply|applying"),
    ),
    trailing=(
        (Relation.DISAPPLIES, r"(?:(?:shall|should|do|does|will|did|is|are) not (?:apply|be applicable|applicable)|cease to apply)"),
        (Relation.APPLIES, r"(?:(?:shall|should|will|must) (?:\w+ ){0,2}?apply|appl(?:y|ies)|(?:is|are) (?:\w+ )?applicable|to apply)"),
        (
            Relation.AMENDS,
            r"(?:is|are|(?:shall|should)(?: \w+)? be)(?: hereby| also)? (?:amended|replaced|deleted|inserted|added|modified)",
        ),
        (Relation.REPEALS, r"(?:is|are|shall be)(?: hereby)? repealed"),
    ),
    between=r"[\s,‘“(]*(?:[^\W\d_][\w’'-]*\s+){0,5}?"
    r"(?:(?:of|in|to|under|by|with|from|on|for|and|or|as|the|both|either|also|each of|any of)\s+){0,3}",
    joint=r"(?:\s+of the European Parliament and of the Council)?[\s,;]*(?:(?:and/or|and|or|as well as|but also|nor)\b[\s,]*)"
    r"(?:(?:where (?:applicable|relevant|appropriate)|in particular|respectively)[\s,]*)?"
    r"(?:(?:in accordance )?(?:with|to|in|of|by|under|from|the|those|both)\s+){0,3}",
    comma=r"(?:\s+of the European Parliament and of the Council)?\s*,\s*(?:the\s+)?",
)  # fmt: skip
"""The formulas of English drafting."""

FRENCH: Final = Connectives(
    leading=(
        (Relation.DEROGATES_FROM, r"par dérogation|déroge(?:nt|r|ant)?|dérogations?"),
        (Relation.NOTWITHSTANDING, r"nonobstant"),
        (
            Relation.WITHOUT_PREJUDICE_TO,
            r"sans préjudice|sans porter atteinte|ne porte(?:nt)? pas (?:atteinte|préjudice)|n['’]affecte(?:nt)? pas",
        ),
        (Relation.SUBJECT_TO, r"sous réserve|soumis(?:es?)?"),
        (Relation.INFRINGES, r"violations?|non-respect|infractions?|méconnaissance"),
        (Relation.COMPLIES_WITH, r"se conforme(?:nt|r)?|conformes?|respecte(?:nt|r)?|respect|conformité|satisf(?:ait|ont|aire)"),
        (Relation.DEFINED_IN, r"défini(?:es?|s)?|au sens|définitions?"),
        (Relation.REFERRED_TO_IN, r"visée?s?|mentionnée?s?"),
        (
            Relation.SET_OUT_IN,
            r"énoncée?s?|prévue?s?|établie?s?|fixée?s?|énumérée?s?|figurant|précisée?s?|décrite?s?|indiquée?s?|exposée?s?",
        ),
        (Relation.FOR_PURPOSES_OF, r"aux fins"),
        (Relation.EXCEPTS, r"à l['’]exception|exceptée?s?|hormis|autres que"),
        (Relation.AMENDED_BY, r"modifiée?s? (?:en dernier lieu )?par"),
        (Relation.SUPPLEMENTS, r"complétant|complète(?:nt|r)?"),
        (Relation.AMENDS, r"modifiant|modifie(?:nt|r)?"),
        (Relation.REPEALS, r"abrogeant|abroge(?:nt|r)?"),
        (Relation.CORRESPONDS_TO, r"s['’]entendent comme faites"),
        (Relation.IN_ACCORDANCE_WITH, r"conformément|en vertu|en application|sur la base|au titre|selon"),
        (Relation.BASED_ON, r"\AVu"),
    ),
    trailing=(
        (Relation.DISAPPLIES, r"ne s['’]applique(?:nt)? pas"),
        (Relation.APPLIES, r"s['’]applique(?:nt)?"),
        (Relation.AMENDS, r"(?:est|sont) (?:modifiée?s?|remplacée?s?|supprimée?s?|insérée?s?|ajoutée?s?)"),
        (Relation.REPEALS, r"(?:est|sont) abrogée?s?"),
    ),
    between=r"[\s,]*(?:[^\W\d_][\w-]*[\s'’]+){0,5}?(?:(?:à|au|aux|de|du|des|dans|par|en|le|la|les|l|d|et|ou)[\s'’]+){0,3}",
    joint=r"(?:\s+du Parlement européen et du Conseil)?[\s,;]*(?:(?:et/ou|et|ou|ainsi que)\b[\s,]*(?:notamment\s)?)"
    r"(?:(?:à|au|aux|de|du|des|dans|par|le|la|les|l|d)[\s'’]+){0,3}",
    comma=r"(?:\s+du Parlement européen et du Conseil)?\s*,\s*(?:(?:à|de)\s+)?(?:l['’]|le\s|la\s|les\s)?",
)
"""The formulas of French drafting, for the plain forms."""

CONNECTIVES: Final = {"en": ENGLISH, "fr": FRENCH}
"""The formulas of each language."""


@lru_cache(maxsize=8)
def _leading(words: Connectives) -> re.Pattern[str]:
    """Any leading formula, each in a group of its own."""
    return re.compile("|".join(rf"(?P<_{at}>(?<!\w)(?i:{shape})(?!\w))" for at, (_, shape) in enumerate(words.leading)))


@lru_cache(maxsize=8)
def _trailing(words: Connectives) -> re.Pattern[str]:
    return re.compile(r"[\s,]*(?:" + "|".join(rf"(?P<_{at}>(?i:{shape})(?!\w))" for at, (_, shape) in enumerate(words.trailing)) + ")")


@lru_cache(maxsize=32)
def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(shape)


def relations(text: str, mentions: Sequence[Spanned], language: str = "en") -> tuple[Relation, ...]:
    """The relation of each mention of a text, in order; REFERS_TO where no formula leads to it, or the language has no table."""
    words = CONNECTIVES.get(language)
    if words is None:
        return tuple(Relation.REFERS_TO for _ in mentions)
    joined = _joined(text, mentions, words)
    out: list[Relation] = []
    for at, mention in enumerate(mentions):
        led = _led(text[mentions[at - 1].end if at else 0 : mention.start], words)
        if led is None and joined[at] and not _opens_clause(text, mentions, joined, at, words):
            led = out[-1] if out[-1] is not Relation.REFERS_TO else None
        out.append(led or _followed(text, mention.end, words) or Relation.REFERS_TO)
    return _shared(text, mentions, joined, out, words)


def _opens_clause(text: str, mentions: Sequence[Spanned], joined: Sequence[bool], at: int, words: Connectives) -> bool:
    """Whether a list behind a comma is what something is said of: "By way of derogation from Article 2, Articles 5 and Article 9 apply"."""
    if _compiled(words.joint).fullmatch(text, mentions[at - 1].end, mentions[at].start):
        return False
    last = at
    while last + 1 < len(mentions) and joined[last + 1]:
        last += 1
        if last - at > _LONGEST:
            return False
    return _followed(text, mentions[last].end, words) is not None


def _joined(text: str, mentions: Sequence[Spanned], words: Connectives) -> list[bool]:
    """Whether each mention goes on with a list: behind "and", or behind a comma where the list comes to an "and"."""
    out = [False] * len(mentions)
    goes_on = False
    for at in range(len(mentions) - 1, 0, -1):
        between = text[mentions[at - 1].end : mentions[at].start]
        if len(between) < _WINDOW and _compiled(words.joint).fullmatch(between):
            goes_on = out[at] = True
        else:
            goes_on = out[at] = goes_on and len(between) < _WINDOW and bool(_compiled(words.comma).fullmatch(between))
    return out


def _led(before: str, words: Connectives) -> Relation | None:
    """The relation of the last formula before a mention, if only light words stand between."""
    near = before[-_WINDOW:]
    found = None
    for match in _leading(words).finditer(near):
        found = match
    if found is None or not _compiled(words.between).fullmatch(near, found.end()):
        return None
    return words.leading[int((found.lastgroup or "_0")[1:])][0]


def _followed(text: str, end: int, words: Connectives) -> Relation | None:
    match = _trailing(words).match(text, end, end + _WINDOW)
    return words.trailing[int((match.lastgroup or "_0")[1:])][0] if match else None


def _shared(
    text: str, mentions: Sequence[Spanned], joined: Sequence[bool], found: list[Relation], words: Connectives
) -> tuple[Relation, ...]:
    """What stands behind a list is said of all of it: "Article 5 and Article 6 shall apply"; what it leaves out stands between."""
    trailing = {relation for relation, _ in words.trailing}
    for at in range(len(mentions) - 2, -1, -1):
        said = found[at + 1]
        if said is Relation.EXCEPTS and text.startswith(",", mentions[at].end):
            said = _followed(text, mentions[at + 1].end, words) or said
        elif not joined[at + 1]:
            continue
        if found[at] is Relation.REFERS_TO and said in trailing:
            found[at] = said
    return tuple(found)
