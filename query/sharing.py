"""The words a question shares with a provision, as the question writes them: the reason behind a lexical match, for people to read."""

from __future__ import annotations

from typing import Final

from extract.words import carries_no_subject, stem, stems_of, words_of
from kg.library import Library, ProvisionRow
from kg.model import Field, Kind
from query.units import table_row

SHARED: Final = "shared words"
"""What a seed found by its words says until the words are looked up for the statements shown."""


def shared_words(question: str, row: ProvisionRow, library: Library) -> str:
    """ "shared words: keep, logs": those in the provision, in what introduces it, and in the headings above it."""
    there, language = _stems(row, library), row.text.language
    asked = [word.text.lower() for word in words_of(question) if not carries_no_subject(word.text, language)]
    words = [word for word in asked if stem(word, language) in there]
    return f"{SHARED}: {', '.join(dict.fromkeys(words))}"


def _stems(row: ProvisionRow, library: Library) -> set[str]:
    language = row.text.language
    found = {one for field in Field for one in stems_of(row.words(field), language)}
    if row.kind is Kind.ROW:
        found.update(one for part in table_row(library, row) for one in stems_of(part.words, language))
    parent = row.parent
    while parent is not None and "/" in parent:
        holder = library.provision(parent, row.text)
        found.update(stems_of(holder.heading, language))
        found.update(stems_of(holder.body, language))
        parent = holder.parent
    return found
