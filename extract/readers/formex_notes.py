"""Numbers of footnotes in Formex: the source marks notes where they are called and leaves their numbers to be counted.

Rule of the Formex 4 manual (elements NOTE and GR.NOTES): notes are numbered through a part; `NUMBERING.CONTINUED` says that the numbers
of the parts before run on, and without it an annex begins anew; `NUMBERING="STAR"` numbers with asterisks, counted through the act here
(`fnt_s1`, docs/reference/ids.md). A NOTE without content but with a `NOTE.REF` calls a note that stands elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.readers.xml_elements import Element


@dataclass(slots=True)
class NoteNumbers:
    """Counts notes in the order of the source; lives only while one source is read."""

    last: int = 0
    stars: int = 0
    part: int = 0
    opened: bool = False
    by_name: dict[tuple[int, str], str] = field(default_factory=dict)

    def open_part(self) -> None:
        """A part of the act begins: its first note says whether the numbers run on."""
        self.part += 1
        self.opened = True

    def label_of(self, note: Element) -> str:
        """The label of a note, or of the one that it calls."""
        name = note.attributes.get("NOTE.ID") or note.attributes.get("NOTE.REF", "")
        if not name:
            return self._next(note)
        return self.by_name.get((self.part, name)) or self.by_name.setdefault((self.part, name), self._next(note))

    def _next(self, note: Element) -> str:
        if note.attributes.get("NUMBERING") == "STAR":
            self.stars += 1
            return f"s{self.stars}"
        if self.opened and note.attributes.get("NUMBERING.CONTINUED") != "YES":
            self.last = 0
        self.opened = False
        self.last += 1
        return str(self.last)


def is_call(note: Element) -> bool:
    """Whether a NOTE only calls a note that stands elsewhere."""
    return bool(note.attributes.get("NOTE.REF")) and not note.text()
