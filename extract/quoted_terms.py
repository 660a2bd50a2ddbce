"""Words in quotation marks: where a text quotes a term, a title or a label, in the marks of all languages.

An apostrophe is written like a closing mark: it closes nothing where a letter follows ("‘the lamp’s owner’"), and a straight one opens
nothing behind a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

LONGEST: Final = 160
"""Characters of a quotation that is read as a term, title or label; longer ones are new text."""
_INNER: Final = f"{{1,{LONGEST}}}"
QUOTED: Final = (
    rf"(?:[‘‛](?:[^‘‛’“”\n]|[’](?=\w)){_INNER}[’](?!\w)|[“](?:[^“”\n]){_INNER}[”]|„[^„“”\n]{_INNER}[“”]|«[^«»\n]{_INNER}»|»[^«»\n]{_INNER}«"
    rf"|(?<!\w)\"[^\"\n]{_INNER}\"|(?<!\w)'(?:[^'\n]|'(?=\w)){_INNER}'(?!\w))"
)
"""A quotation with its marks."""
_QUOTED: Final = re.compile(QUOTED)
_BOUNDS: Final = " \u00a0\t"


class QuotedTerm(NamedTuple):
    """A quotation: where it stands with its marks, and where the words inside them do."""

    start: int
    end: int
    first: int
    last: int

    def words(self, text: str) -> str:
        """What is quoted."""
        return text[self.first : self.last]


def quoted_terms(text: str, start: int = 0, end: int | None = None) -> Iterator[QuotedTerm]:
    """Every quotation of a text, or of a stretch of it, that can be a term, a title or a label, in order."""
    for match in _QUOTED.finditer(text, start, len(text) if end is None else end):
        yield quoted_term(text, match.start(), match.end())


def quoted_term(text: str, start: int, end: int) -> QuotedTerm:
    """A quotation from where its marks stand; spaces inside them are no part of what is quoted."""
    inner = text[start + 1 : end - 1]
    first = start + 1 + len(inner) - len(inner.lstrip(_BOUNDS))
    return QuotedTerm(start, end, first, max(first, end - 1 - (len(inner) - len(inner.rstrip(_BOUNDS)))))
