"""What is said where nothing is found: that the library is empty, or that the language is not read, where that is why."""

from __future__ import annotations

from query.shelf import Shelf
from query.versions import DEFAULT_LANGUAGE


def nothing_found(shelf: Shelf, said: str) -> str:
    """A line for a list that is empty, by the texts it would be of: `said`, what the list lacks, with the reason if there is one.

    For duties, dates and penalties, which English texts alone are read for.
    """
    if not shelf.texts:
        return "The library is empty: add an act with `whereas add FILE`, or see `whereas demo`."
    if shelf.holdings.language != DEFAULT_LANGUAGE:
        return f"{said} Only English texts are read for this."
    return said
