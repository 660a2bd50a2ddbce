"""The words by which provisions set dates, one table for each language that has one: English.

Source of the formulas: Joint Practical Guide, guideline 20 (final provisions, dates, time limits) and guideline 21 (repeal), and the
formulas that acts use. A language without a table gives no dates, rather than some that look English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_UNITS: Final = "one two three four five six seven eight nine".split()
_TEENS: Final = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS: Final = "twenty thirty forty fifty sixty".split()
_ORDINAL_UNITS: Final = "first second third fourth fifth sixth seventh eighth ninth".split()
_ORDINAL_TEENS: Final = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()  # fmt: skip
_ORDINAL_TENS: Final = "twentieth thirtieth fortieth fiftieth sixtieth".split()


def _numbers(units: list[str], teens: list[str], tens: list[str]) -> dict[str, int]:
    """Number words up to sixty-nine; compounds are a ten and a unit."""
    found = {word: at for at, word in enumerate((*units, *teens), 1)}
    found |= {word: 10 * at for at, word in enumerate(tens, 2)}
    return found | {f"{ten}-{unit}": 10 * at + n for at, ten in enumerate(_TENS, 2) for n, unit in enumerate(units, 1)}


CARDINALS: Final = _numbers(_UNITS, _TEENS, _TENS)
ORDINALS: Final = _numbers(_ORDINAL_UNITS, _ORDINAL_TEENS, _ORDINAL_TENS)
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Lead(StrEnum):
    """What the words in front of a date make of it."""

    FROM = "from"
    BY = "by"
    BEFORE = "before"
    UNTIL = "until"
    AFTER = "after"
    ON = "on"
    EARLIEST = "no sooner than"
    AT = "at"
    """Nothing: a period that stands alone is a day ("24 months after its entry into force")."""


LEADS: Final = (
    (Lead.FROM, r"with effect (?:from|on)|effective from|as (?:from|of)|starting (?:from|on)|from"),
    (Lead.BY, r"at the latest(?: by| on)?|(?:and )?(?:no|not) later than|by|within"),
    (Lead.BEFORE, r"on or before|before|prior(?: to)?"),
    (Lead.UNTIL, r"until|till|up to"),
    (Lead.EARLIEST, r"(?:no|not) (?:sooner|earlier) than"),
    (Lead.AFTER, r"on or after|after"),
    (Lead.ON, r"on"),
)
"""The words in front of a date, the longest of each first; a denied "later than" comes before what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulas:
    """The formulas of one language, compiled. Each is searched for in one sentence.

    Of subjects: `own` is the act, which a `pronoun` is only where the article names the act; `itself` the provision; `opening` words join
    a sentence to others, an `adjunct` ends in a comma, and `heads` stands before a subject behind a long one. Of verbs: `apply`, unless it
    is `asking` for something, and `ceasing` where it is an end; `exposed` ("shall be subject to"); `entry`, `repeal` and `transposition`
    with their formulas, the last with an `enacting` verb; `staying` of what an exception leaves in force; `pending` for rules of what is
    there already; `review`; `binding` any that binds. `measures` are those that Member States take, `states` these as a subject. `limits`
    begins words that limit a date to some cases, `excepting` an exception, and `relative` ends before the verb of what is said of the
    exception. `in_turn` pairs what dates are of with their days, of which `listing` adds another. `supposing` is a clause that supposes,
    and `opens_list` the end of words that a list of dates follows.
    """

    own: re.Pattern[str]
    opening: re.Pattern[str]
    pronoun: re.Pattern[str]
    heads: re.Pattern[str]
    itself: re.Pattern[str]
    measures: re.Pattern[str]
    adjunct: re.Pattern[str]
    apply: re.Pattern[str]
    asking: re.Pattern[str]
    ceasing: re.Pattern[str]
    in_turn: re.Pattern[str]
    listing: re.Pattern[str]
    exposed: re.Pattern[str]
    entry: re.Pattern[str]
    ordinal: re.Pattern[str]
    published: re.Pattern[str]
    repeal: re.Pattern[str]
    staying: re.Pattern[str]
    transposition: re.Pattern[str]
    enacting: re.Pattern[str]
    pending: re.Pattern[str]
    limits: re.Pattern[str]
    excepting: re.Pattern[str]
    relative: re.Pattern[str]
    review: re.Pattern[str]
    states: re.Pattern[str]
    supposing: re.Pattern[str]
    binding: re.Pattern[str]
    opens_list: re.Pattern[str]


_ACT: Final = r"(?:(?:Delegated|Implementing|Framework) )?(?:Regulation|Directive|Decision|Act)"

_LINK: Final = r"(?:However|Nevertheless|Moreover|In addition|Furthermore|Therefore|Consequently)"

ENGLISH: Final = Formulas(
    own=re.compile(rf"(?:^|[,;:])\s*(?:and )?(?:{_LINK},? )?(?:[Ii]t|[Tt]his {_ACT}|[Tt]he (?:provisions|rules) of this {_ACT})\s*$"),
    opening=re.compile(rf"\s*(?:{_LINK}|In any case|In any event|In such cases?),?\s+"),
    pronoun=re.compile(r"\b[Ii]t\s*$"),
    heads=re.compile(r", (?=(?:the|those|these|such) \w)"),
    itself=re.compile(
        r"(?:^|, |\b)(?:[Tt]h(?:is|at|ose|ese)|[Tt]he) "
        r"(?:obligations?|requirements?|prohibitions?|exemptions?|derogations?|exceptions?)\s*$"
    ),
    measures=re.compile(r"\s*(?:those|these|such|the) (?:laws|measures|provisions|rules|regulations)\b"),
    adjunct=re.compile(
        rf"\W*(?:{_LINK},? )?"
        r"(?:[Ww]ithout prejudice to|[Bb]y (?:way of )?derogation from|[Nn]otwithstanding|[Ss]ubject to|[Ii]n accordance with"
        r"|[Ff]or the purposes? of|[Ww]ith the exception of|[Ww]here\b|[Ii]f\b|[Bb]y way of exception from)"
        r".*?,(?= (?!points?\b|first\b|second\b|third\b|fourth\b|fifth\b|sixth\b|and\b|or\b|paragraphs?\b|thereof\b|\())"
    ),
    apply=re.compile(
        r"\b(?:shall|will|must)(?:,? (?:therefore|however|only|also|thus|nonetheless|in any event|not|no longer)\b,?)*"
        r" (?:(?:start|begin|cease) to )?(?:be |become )?appl(?:y|icable|ied)\b|(?<=and )apply(?= (?:as )?from\b)"
        r"|(?<=and )shall take effect(?= on\b)"
    ),
    ceasing=re.compile(r"\b(?:no longer|cease to)\b"),
    in_turn=re.compile(r",?\s*\brespectively\b"),
    listing=re.compile(r",? (?:and|or)\b"),
    asking=re.compile(
        r"\s+(?:to (?:the|its|their|a|an) [^,.;]{0,60})?for (?:such |an? |the |its |their )?"
        r"(?:designation|authorisation|authorization|approval|registration|renewal|recognition|accreditation|licen[cs]e|extension)"
    ),
    exposed=re.compile(r"\bshall (?:also |only )?be subject to\b"),
    entry=re.compile(
        rf"(?:\b[Tt]his {_ACT} shall (?:enter into force|take effect)|^It shall enter into force)"
        r"(?P<when> (?:and[^.;]{{0,40}}? )?(?:on|from|upon) [^.;]*)?"
    ),
    ordinal=re.compile(r"(?P<ordinal>[a-z]+(?:-[a-z]+)?|\d{1,3}(?:st|nd|rd|th)) days? (?:following|after)\b"),
    published=re.compile(r"\bpublication\b"),
    repeal=re.compile(
        r"\b(?:is|are|shall be) (?:hereby )?(?:(?P<repeal>repealed|revoked)|deleted|withdrawn)\b"
        r"|\bshall cease to (?:have effect|be in force|exist)\b|\bshall expire\b"
    ),
    staying=re.compile(
        r"\bshall (?:continue to (?:apply|have effect|be applicable|be in force)|remain (?:in force|applicable|in effect))\b"
    ),
    transposition=re.compile(
        rf"\bnecessary (?:to|for them to|in order to) (?:comply|ensure compliance) with this {_ACT}|\bshall transpose this {_ACT}"
    ),
    enacting=re.compile(
        r"\b(?:bring into force|adopt|publish|put into (?:force|effect)|enact|transpose|take the (?:necessary )?measures)\b"
    ),
    pending=re.compile(
        r"\bmay (?:still |also |only |lawfully )?(?:continue|be (?:placed|made|put|sold|used|marketed|kept))\b"
        r"|\bshall (?:remain|continue to be|be deemed|be brought into|take the necessary|be subject to|comply with|be considered|retain)\b"
        r"|\bshall not (?:be (?:required|obliged|subject)|have to)\b|\bneed not\b|\bare deemed\b|\bshall (?:however )?become void\b"
    ),
    limits=re.compile(
        r"\b(?:as regards|with regards? to|with respect to|in respect of|in relation to|in so far as|insofar as|only|provided that|if|where"
        r"|when|for|(?<!referred )(?<!pursuant )(?<!according )(?<!relating )(?<!subject )to(?! apply)|on condition that|in the case of"
        r"|concerning|unless|until)\b"
    ),
    excepting=re.compile(r"\W*(?:and )?(?:with the exception of|except(?:ing)?(?: for)?|other than|excluding|save for)\b"),
    relative=re.compile(r"\b(?:which|that)\s*$"),
    review=re.compile(
        r"\b(?:evaluat(?:e|es|ion|ions|ing)|(?<!peer )reviews?|reviewing|assess|assessing)\b"
        r"|\breports?\b[^.;]{0,60}\b(?:application|operation|functioning|implementation|experience|impact|effectiveness)\b"
        r"|\bcarry out an assessment\b"
    ),
    states=re.compile(r"(?:[Mm]ember States?|[Tt]hey)\W+(?:shall|may|must|strive)"),
    supposing=re.compile(
        r"\b[Ii]n the event (?:that|of)\b|\b[Ii]f,\s*$|(?:^|[,;:] )(?:[Ii]f|[Ww]here|[Uu]nless|[Ww]hen)"
        r"(?!,| (?:appropriate|necessary|applicable|relevant|possible|needed)\b)[^,]*$"
    ),
    binding=re.compile(r"\b(?:shall|must|may|is to|are to|has to|have to|is required to|are required to|(?:is|are) empowered to)\b"),
    opens_list=re.compile(r"\b(?:from|apply|follows|dates?)\s*:$"),
)

FORMULAS: Final = {"en": ENGLISH}
"""The formulas of each language that has them."""
