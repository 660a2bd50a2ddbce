"""Whether a provision has the same words in two texts of its act, with all below it.

White space is no word, and the shape of quotation marks is print: the same text has others in another source. Footnotes are left out: each
text numbers its own. Where a consolidated text has nothing but dashes in place of a provision, the provision is gone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.ids import act_of, path_of, steps_of
from kg.library import Library, ProvisionRow, TextRow

_QUOTES: Final = re.compile(r"\s*[“”„‟«»‹›\"‘’‚‛'`´]\s*")
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
    """Heading, text and wrap-up of a provision without what is below it, print aside."""
    heading, text, wrap_up = (_QUOTES.sub("'", " ".join(words.split())) for words in (row.heading, row.body, row.wrap_up))
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


def with_wording(
    library: Library, links: Sequence[Mapping[str, Any]], asked: str, written: TextRow, stands: TextRow
) -> list[dict[str, Any]]:
    """Links between recitals and provisions, each with the `wording` that its recital speaks of: the `same` as now, or an `earlier` one.

    The recitals are of the text `written`. What is compared is what a link is about: the part that the recital singles out, or else the
    provision that is asked for. Between two acts there are no earlier words: a recital of an act that amends speaks of what it makes.
    """
    return [{**link, "wording": "same" if _still(library, link, asked, written, stands) else "earlier"} for link in links]


def _still(library: Library, link: Mapping[str, Any], asked: str, written: TextRow, stands: TextRow) -> bool:
    """Whether all that a link is about has the words that it had."""
    supported = str(link["supports"])
    if written.row == stands.row or any(act_of(one) != written.celex for one in (asked, link["id"], supported)):
        return True
    about = {asked if f"{asked}/".startswith(f"{supported}/") else supported, *link.get("parts", ())}
    return all(same_words(library, own, written, stands) for own in about)
