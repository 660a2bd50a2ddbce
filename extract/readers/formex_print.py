"""How the print shows what Formex only marks: capitals (HT of type UC) and numbers in groups of three digits (FT of type NUMBER).

Rule of the groups: interinstitutional style guide, "Writing numbers": a space, no point, parts thousands. Characters that the print adds or
changes are not copied from the source, so they carry no place; those that stay do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

from extract.readers.xml_elements import Element
from extract.readers.xml_lines import Chunk

_NUMBER: Final = re.compile(r"\d{4,}")


def is_capitals(element: Element) -> bool:
    """Whether an element's words are printed in capitals."""
    return element.tag == "HT" and element.attributes.get("TYPE") == "UC"


def is_number(element: Element) -> bool:
    """Whether an element holds a number that the print groups."""
    return element.tag == "FT" and element.attributes.get("TYPE") == "NUMBER"


def in_capitals(text: str, start: int | None) -> Iterator[Chunk]:
    """The words as the print has them, letter for letter where they are capitals already.

    >>> list(in_capitals("Le Maire", 10))
    [('L', 10), ('E', None), (' M', 12), ('AIRE', None)]
    """
    at = 0
    for same, run in groupby(text, lambda letter: letter.upper() == letter):
        words = "".join(run)
        yield words.upper(), start + at if same and start is not None else None
        at += len(words)


def in_groups(text: str, start: int | None) -> Iterator[Chunk]:
    """A number with a space between thousands.

    >>> list(in_groups("35000000", 5))
    [('35', 5), (' ', None), ('000', 7), (' ', None), ('000', 10)]
    """
    if not _NUMBER.fullmatch(text):
        yield text, start
        return
    cuts = [0, *range(len(text) % 3 or 3, len(text), 3), len(text)]
    for low, high in pairwise(cuts):
        if low:
            yield " ", None
        yield text[low:high], start + low if start is not None else None
