"""The founding treaties as they stood when an act was adopted: "the Treaty" of 1995 is not that of 2005.

CELEX numbers of the consolidated texts that EUR-Lex names as legal bases of the time; facts, from its lists of treaties.
"""

from __future__ import annotations

from typing import Final

from kg.ids import ActId

TREATIES_NOW: Final = (ActId("12016M"), ActId("12016E"))
"""What "the Treaties" are since Lisbon: the TEU and the TFEU (Article 1 of each)."""

_EEC: Final = "11957E"
_SINCE: Final = ((1958, _EEC), (1994, "11992E"), (2000, "11997E"), (2004, "12002E"))
"""The first whole year of each text of the EEC and EC Treaty."""
_UNCLEAR: Final = frozenset({1993, 1999, 2003, 2009})
"""Years in which one text gave way to the next."""
_LISBON: Final = 2010


def treaty_of(year: int, named: str = "") -> ActId | None:
    """The founding treaty that an act of a year means by "the Treaty"; `named` is "EEC" or "EC" where its name says so.

    None where the year alone does not tell, or, since 2010, where the words name a treaty that had gone.
    """
    if named == "EEC":
        return ActId(_EEC)
    if year in _UNCLEAR or year >= _LISBON or year < _SINCE[0][0]:
        return None
    return ActId([celex for since, celex in _SINCE if since <= year][-1])
