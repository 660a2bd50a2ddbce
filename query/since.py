"""From when a provision has its words: what the versions of its act tell, and where the oldest is no text as published, what amended it."""

from __future__ import annotations

from kg.library import Library, ProvisionRow
from query.effects import Effects
from query.trace import amending
from query.versions import order_of, versions_of
from query.wording import same_words


def words_since(library: Library, row: ProvisionRow) -> str:
    """The day from which a provision, with all below it, has its words; empty where they are those of the text as published.

    It is that of the consolidated text that brought them. Where every version in the library has them, and none is the text as published,
    it is that from which the last instruction holds that was carried out in them, as far as the library has the amending act.
    """
    every = versions_of(library, row.text.celex, row.text.language)
    later, *earlier = [row.text, *(text for text in reversed(every) if order_of(text) < order_of(row.text))]
    for text in earlier:
        if not same_words(library, row.id, text, row.text):
            return later.version
        later = text
    return "" if later.version == "oj" else _instructed(library, row)


def _instructed(library: Library, row: ProvisionRow) -> str:
    """The day from which the last of the instructions holds that a text has carried out on a provision; empty without one."""
    effects = Effects.on(library, row.text)
    found = [effects.of(edge, row.text) for edge in amending(library.whole(), row)]
    return max((one.since for one in found if not one.later), default="")
