"""Versions of an act: the text as published (`oj`) and its consolidations by date; which of them stood when, and which is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from kg.days import published_on
from kg.errors import InvalidId, UnknownProvision
from kg.library import Library, TextRow

DEFAULT_LANGUAGE: Final = "en"


def versions_of(library: Library, act: str, language: str) -> tuple[TextRow, ...]:
    """The versions of an act in a language, oldest first, also those that a narrowed library leaves out."""
    there = (text for text in library.whole().texts() if (text.celex, text.language) == (act, language))
    return tuple(sorted(there, key=order_of))


def order_of(text: TextRow) -> str:
    """A text's place among the versions of its act: the text as published comes first."""
    return "" if text.version == "oj" else text.version


def chosen_version(named: str, there: Sequence[TextRow]) -> TextRow:
    """The version that a word names: `oj`, the date of a consolidation, or any date, for what stood then; empty for the newest.

    Raises InvalidId for what is neither, UnknownProvision for what is not there; both list what is.
    """
    if not named:
        return there[-1]
    found = next((text for text in there if text.version == named), None)
    if found is None and named != "oj":
        stood = current(there, _iso(named, there), there[0].language)
        found = stood[0] if stood else None
    if found is None:
        raise UnknownProvision(f"{there[0].celex} is not in the library in the version {named!r}", hint=_listed(there))
    return found


def _iso(named: str, there: Sequence[TextRow]) -> str:
    try:
        return date.fromisoformat(named).isoformat()
    except ValueError as error:
        raise InvalidId(f"{named!r} is no version", hint=f"Name `oj` or a date. {_listed(there)}") from error


def _listed(there: Sequence[TextRow]) -> str:
    return f"Versions of it there are: {', '.join(text.version for text in there)}."


def current(texts: Sequence[TextRow], as_of: str, language: str = DEFAULT_LANGUAGE) -> tuple[TextRow, ...]:
    """Of each act the version that stood at a date: the newest consolidation not later than it, else the text as published by then."""
    chosen: dict[str, TextRow] = {}
    for text in texts:
        if text.language != language or not _stood(text, as_of):
            continue
        held = chosen.get(text.celex)
        if held is None or (text.version != "oj" and (held.version == "oj" or held.version < text.version)):
            chosen[text.celex] = text
    return tuple(chosen.values())


def as_published(texts: Iterable[TextRow], language: str = DEFAULT_LANGUAGE) -> tuple[TextRow, ...]:
    """Of each act the text as published."""
    return tuple(text for text in texts if (text.version, text.language) == ("oj", language))


def _stood(text: TextRow, as_of: str) -> bool:
    """Whether a text stood at a date. One dated in the future, as the sample act is, is fiction, and stands always."""
    since = (published(text) or "") if text.version == "oj" else text.version
    return since <= as_of or (text.version == "oj" and since > date.today().isoformat())


def published(text: TextRow) -> str | None:
    """The day an act was published, as far as its Official Journal reference tells: "OJ L, 2024/1689, 12.7.2024"."""
    return published_on(text.journal) or None


def named_version(text: TextRow) -> str:
    """A version of an act in words."""
    return "the text as published" if text.version == "oj" else f"the consolidated text of {text.version}"


def day_before(day: str) -> str:
    """The day before a day."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def has_preamble(text: TextRow) -> bool:
    """Whether a text carries recitals or citations; consolidated texts leave them out."""
    return any(text.counts.get(kind) for kind in ("recital", "citation"))


def preamble_of(text: TextRow, beside: Iterable[TextRow]) -> TextRow | None:
    """The text as published among those beside a text, where it has the preamble that this lacks."""
    if text.version == "oj" or has_preamble(text):
        return None
    same = (one for one in beside if (one.celex, one.language) == (text.celex, text.language))
    return next((one for one in same if one.version == "oj" and has_preamble(one)), None)
