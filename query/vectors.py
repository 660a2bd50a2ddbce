"""Looking passages up by their meaning: the cosine of a question's vector with those that the library keeps (`kg.vectors`).

A library without vectors, or whose model cannot be opened, gives nothing: what is found by words stands alone then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.library import Library, ProvisionRow, TextRow
from kg.vectors import blocks

if TYPE_CHECKING:
    from kg.embedding import Vector

RESEMBLES: Final = "resembles"
"""The step from a question to a passage that is near in meaning and was not found by its words."""
_COSINE: Final = re.compile(r"cosine (-?\d\.\d\d)")
_ROUNDED: Final = 0.00501
"""What rounding takes from a cosine, and sums of another order."""
_WINDOWS: Final = 4
"""How many windows of one passage may come before others, at most, when the best of a block are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A passage near a question: the provision's id, its text's row, and the cosine of the two."""

    provision: str
    text: int
    cosine: float


def vector_hits(library: Library, question: str, texts: Sequence[TextRow], limit: int) -> tuple[Near, ...]:
    """The passages of the given texts that are nearest to a question in meaning, best first; none without vectors.

    The recitals that the library keeps for these texts' acts (`Library.within`) are among them. A passage of several windows is as near as
    the nearest of them.
    """
    if library.embedder is None or not texts:
        return ()
    asked = library.embedder.question(question)
    acts = {text.celex for text in texts}
    beside = [text for text in library.recitals_of if text.celex in acts and text not in texts]
    found = [one for text in texts for one in _nearest(library, asked, text, limit, recitals_only=False)]
    found += [one for text in beside for one in _nearest(library, asked, text, limit, recitals_only=True)]
    return tuple(sorted(found, key=lambda one: (-one.cosine, one.provision))[:limit])


def _nearest(library: Library, asked: Vector, text: TextRow, limit: int, *, recitals_only: bool) -> list[Near]:
    """The passages of one text nearest to a question."""
    only = "AND instr(id, '/rct_')" if recitals_only else ""
    ((first, last),) = library.rows(f"SELECT min(row), max(row) FROM provision WHERE text_id = ? {only}", (text.row,))
    if first is None:
        return []
    best: dict[int, float] = {}
    for row, cosine in _cosines(library, asked, int(str(first)), int(str(last)), limit):
        best[row] = max(cosine, best.get(row, -1.0))
    rows = sorted(best, key=lambda row: (-best[row], row))[:limit]
    marks = ",".join("?" * len(rows))
    found = library.rows(f"SELECT row, id FROM provision WHERE text_id = ? AND row IN ({marks}) {only}", (text.row, *rows))
    ids = {int(str(row)): str(own) for row, own in found}
    return [Near(provision=ids[row], text=text.row, cosine=round(best[row], 6)) for row in rows if row in ids]


def _cosines(library: Library, asked: Vector, first: int, last: int, limit: int) -> Iterator[tuple[int, float]]:
    """The best rows of each block of vectors between two rows, with their cosines; a row of several windows may come more than once."""
    import numpy as np

    for rows, vectors in blocks(library, first, last, len(asked)):
        cosines = vectors @ asked
        for at in np.argsort(-cosines, kind="stable")[: limit * _WINDOWS]:
            yield rows[at], float(cosines[at])


def is_near(library: Library, question: str, row: ProvisionRow, because: str) -> bool:
    """Whether a provision is as near to a question as the first step of a walk says ("cosine 0.62"); not where no model can tell."""
    said = _COSINE.fullmatch(because)
    if library.embedder is None or said is None:
        return False
    cosines = [cosine for _, cosine in _cosines(library, library.embedder.question(question), row.row, row.row, 1)]
    return bool(cosines) and abs(max(cosines) - float(said[1])) <= _ROUNDED
