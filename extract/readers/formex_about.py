"""What a Formex source says of itself: language, CELEX number, ELI, version, and where the act was published.

It stands in the bibliographic elements of the act (BIB.INSTANCE, INFO.CONSLEG, FAM.COMP) and of the manifest (DOC) beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from extract.readers.xml_elements import Element
from kg.ids import is_celex

_DAY: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
_ELI: Final = re.compile(r"/eli/(?P<stem>[a-z_]+/\d{4}/\d+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a source says of itself; an empty string where it says nothing."""

    language: str
    celex: str
    eli: str
    version: str
    journal: str


def about(roots: Sequence[Element]) -> About:
    """Read it from the roots of all parts."""
    conslegs = _all(roots, "INFO.CONSLEG")
    day = _DAY.fullmatch(next((one.attributes.get("START.DATE", "") for one in conslegs), ""))
    return About(
        language=next((one.text().lower() for one in _all(roots, "LG.DOC")), ""),
        celex=_celex(roots),
        eli=_eli(roots),
        version="-".join(day.groups()) if day else "oj",
        journal=_journal(roots),
    )


def _all(roots: Iterable[Element], tag: str) -> Iterable[Element]:
    for root in roots:
        if root.tag == tag:
            yield root
        yield from root.all(tag)


def _celex(roots: Sequence[Element]) -> str:
    """The act's own number: not that of an act which amends it, nor of the act whose text is quoted."""
    for family in _all(roots, "FAM.COMP"):
        own = next((one for one in family.elements() if one.tag == "BIB.DATA"), None)
        number = own.first("NO.CELEX") if own is not None else None
        if number is not None and is_celex(number.text()):
            return number.text()
    manifests = (number.text() for one in _all(roots, "DOC.MAIN.PUB") for number in one.elements() if number.tag == "NO.CELEX")
    return next((number for number in manifests if is_celex(number)), "")


def _eli(roots: Sequence[Element]) -> str:
    names = (one.attributes.get("ID", "") or one.text() for one in _all(roots, "NO.ELI"))
    return next((found["stem"] for name in names if (found := _ELI.search(name))), "")


def _journal(roots: Sequence[Element]) -> str:
    """Series, number and date of the Official Journal; since October 2023 each act is an issue of its own, known by its number."""
    for tag in ("PUBLICATION.REF", "BIB.OJ", "BIB.INSTANCE.CONS"):
        for one in _all(roots, tag):
            day = next((_DAY.fullmatch(date.attributes.get("ISO", "")) for date in one.elements() if date.tag == "DATE"), None)
            series, issue = one.first("COLL"), one.first("NO.OJ")
            if day is None or series is None:
                continue
            written = f"{int(day[3])}.{int(day[2])}.{day[1]}"
            if issue is not None and issue.text().isdecimal():
                return f"OJ {series.text()} {int(issue.text()[:9])}, {written}"
            number = _number(one.first("NO.DOC") or next(iter(_all(roots, "NO.DOC")), None))
            return f"OJ {series.text()}, {number}, {written}" if number else ""
    return ""


def _number(document: Element | None) -> str:
    """ "2024/1689" of a document's number."""
    if document is None:
        return ""
    year, current = document.first("YEAR"), document.first("NO.CURRENT")
    if year is None or current is None or not current.text().isdecimal():
        return ""
    return f"{year.text()}/{int(current.text()[:9])}"
