"""Whether a provision has the same words in two texts of its act, with all below it.

White space is no word, and footnotes are left out: each text numbers its own. Where a consolidated text has nothing but dashes in place of
a provision, the provision is gone.
"""

from __future__ import annotations

import re
from typing import Final

from kg.ids import path_of, steps_of
from kg.library import Library, ProvisionRow, TextRow

_DASHES: Final = re.compile(r"[\s—–―‒-]{3,}")


def same_words(library: Library, provision: str, one: TextRow, other: TextRow) -> bool:
    """Whether two texts have a provision with the same words; where neither has it, they agree too."""
    return words_below(library, provision, one) == words_below(library, provision, other)


def words_below(library: Library, provision: str, text: TextRow) -> tuple[tuple[str, ...], ...]:
    """The words of a provision and of all below it, each with its path; none where the text does not have it."""
    if not stands(library, provision, text):
        return ()
    rows = library.subtree(provision, text)
    return tuple((path_of(row.id), *own_words(row)) for row in rows if not is_note(row.id) and not is_gone(row))


def own_words(row: ProvisionRow) -> tuple[str, str, str]:
    """Heading, text and wrap-up of a provision without what is below it, white space aside."""
    heading, text, wrap_up = (" ".join(words.split()) for words in (row.heading, row.body, row.wrap_up))
    return heading, text, wrap_up


def stands(library: Library, provision: str, text: TextRow) -> bool:
    """Whether a text has a provision, and more than the mark of its deletion."""
    return library.has(provision, text) and not is_gone(library.provision(provision, text))


def is_gone(row: ProvisionRow) -> bool:
    """Whether nothing is left of a provision but the dashes that consolidated texts put in place of what is deleted."""
    return bool(_DASHES.fullmatch(row.body)) and not row.wrap_up


def is_note(provision: str) -> bool:
    """Whether a provision is a footnote, or is below one."""
    return any(step.code == "fnt" for step in steps_of(provision))
