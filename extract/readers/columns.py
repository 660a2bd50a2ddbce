"""Texts of pages in two columns whose extractor mixed the columns up: they are told, and refused.

Where columns are mixed the sentences of one run on in another, and no rule puts them back for certain; a wrong order would pass for
the law. The sign is a recital's number, alone on its line, above the formula that opens the recitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final

from extract.languages import Drafting
from extract.readers.lines import Line
from kg.errors import UnsupportedDialect

_NUMBER: Final = re.compile(r"\((\d{1,3})\)")
_LONGEST: Final = 200
_ENOUGH: Final = 2


def refuse_mixed_columns(body: Sequence[Line], drafting: Drafting, where: str) -> None:
    """Raise UnsupportedDialect when numbers of recitals, in sequence, stand above the words that open the recitals."""
    if not any(drafting.whereas.match(line.bare[:_LONGEST]) for line in body):
        return
    above = takewhile(lambda line: not drafting.whereas.match(line.bare[:_LONGEST]), body)
    numbers = [int(match[1]) for line in above if (match := _NUMBER.fullmatch(line.bare[:_LONGEST]))]
    if len(numbers) >= _ENOUGH and all(after == before + 1 for before, after in pairwise(numbers)):
        said = f"the columns of its pages are mixed: recital ({numbers[0]}) stands before the first"
        raise UnsupportedDialect(said, where=where, hint="Give the PDF itself, the act's HTML, or a text taken column by column.")
