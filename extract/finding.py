"""One thing that keeps a reading from being complete, as the certificate reports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import Provision

_SHOWN: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that keeps a reading from being complete.

    `kind` is `lost`, `invented`, `doubled`, `moved` or `joined` for words; `misplaced` for text that is not at its place; `sequence`,
    `repeat`, `note`, `count`, `title`, `end`, `gap`, `reference`, `misprint`, `glued` or `source` for the rest. `text` shows the words
    or says what is wrong; `provision` is the one nearest, `start` the character of the source or of page `page`.
    """

    kind: str
    text: str
    words: int = 0
    provision: str = ""
    page: int | None = None
    start: int | None = None

    def __str__(self) -> str:
        page = f"page {self.page}" if self.page else ""
        at = f"character {self.start}" if self.start is not None else ""
        where = ", ".join(part for part in (self.provision, page, at) if part)
        return f"{self.kind}: {self.text}" + (f" ({where})" if where else "")


def about(one: Provision, kind: str, text: str) -> Finding:
    """A finding about a provision, at its place."""
    return Finding(kind=kind, text=text, provision=one.id, page=one.place.page, start=one.place.start)


def of_words(kind: str, words: Sequence[str], provision: str, where: tuple[int | None, int | None]) -> Finding:
    """A finding that shows words; `where` is their page and character."""
    shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    return Finding(kind=kind, text=shown, words=len(words), provision=provision, page=where[0], start=where[1])
