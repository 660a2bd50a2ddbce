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
_UNION: Final = ((1994, "11992M"), (2000, "11997M"), (2004, "12002M"), (2010, "12016M"))
"""The first whole year of each text of the Treaty on European Union."""
_UNCLEAR: Final = frozenset({1993, 1999, 2003, 2009})
"""Years in which one text gave way to the next."""
LISBON: Final = 2010
"""The first whole year of the treaties as they stand."""


def treaty_of(year: int, named: str = "") -> ActId | None:
    """The founding treaty that an act of a year means by "the Treaty"; `named` is "EEC", "EC" or "EU" where its name says so.

    None where the year alone does not tell, or, since 2010, where the words name a treaty that had gone.
    """
    if named == "EEC":
        return ActId(_EEC)
    texts = _UNION if named == "EU" else _SINCE
    if year in _UNCLEAR or year < texts[0][0] or (year >= LISBON and named != "EU"):
        return None
    return ActId([celex for since, celex in texts if since <= year][-1])
