"""References across acts: what the words of one act name in another becomes the provision that is there.

A reference into an act that was not at hand names a provision by the words alone, in the natural form (`extract.scopes`). Once that act
is in the library its own provisions decide, by the same rules as for references within an act (`extract.provision_index.descend`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from extract.provision_index import ProvisionIndex, build_index, descend
from extract.reference_paths import PathStep
from extract.scopes import GROUPED
from kg.findings import Unresolved
from kg.ids import CODES, ProvisionId, Step, path_of, steps_of
from kg.library import Library, TextRow
from kg.pointers import point, pointers

_COUNTED: Final = frozenset({"unp", "idt"})
"""Steps that words name by their place: the natural form of "second subparagraph" is `unp_2`."""


def link(library: Library, connection: sqlite3.Connection, celex: str) -> None:
    """Settle the references of other acts into an act, and its own into the other acts of the library.

    Run inside the transaction that wrote the act. What leads to no provision there becomes a mention without target.
    """
    texts = _newest_first(library.texts())
    _link(library, connection, celex, texts[celex], None)
    for other in sorted(texts.keys() - {celex}):
        _link(library, connection, other, texts[other], celex)


def _newest_first(texts: Sequence[TextRow]) -> dict[str, list[TextRow]]:
    """The texts of each act, the newest version first; as published is the oldest."""
    found: dict[str, list[TextRow]] = {}
    for text in sorted(texts, key=lambda one: (one.version != "oj", one.version), reverse=True):
        found.setdefault(text.celex, []).append(text)
    return found


def _link(library: Library, connection: sqlite3.Connection, into: str, texts: Sequence[TextRow], out_of: str | None) -> None:
    found = pointers(library, into, out_of)
    if found:
        indexes = [_index(library, text) for text in texts]
        leads = {named: _settled(indexes, named) for named in dict.fromkeys(one.named for one in found)}
        point(connection, ((one, leads[one.named]) for one in found if leads[one.named] != one.target))


def _index(library: Library, text: TextRow) -> ProvisionIndex:
    rows = ((own, kind, None if parent == text.celex else parent) for own, kind, parent in library.outline(text))
    return build_index(text.celex, rows)


def _settled(indexes: Sequence[ProvisionIndex], natural: ProvisionId) -> ProvisionId | Unresolved:
    """What the newest text has that has it; where none does, why the newest does not. Ids name no version, so any text will do."""
    found = [settle(index, natural) for index in indexes]
    return next((one for one in found if not isinstance(one, Unresolved)), found[0])


def settle(index: ProvisionIndex, natural: ProvisionId) -> ProvisionId | Unresolved:
    """The one provision of an act that a path in the natural form can mean there; else why there is none.

    From the outermost step inwards, with every reading kept until the end: of two lists with a point 2 one may have the indent asked for.
    """
    if natural in index:
        return natural
    here: tuple[ProvisionId, ...] = (ProvisionId(index.act),)
    for step in _steps(natural):
        found = tuple(dict.fromkeys(one for holder in here for one in _down(index, holder, step)))
        if not found:
            return Unresolved(reason=_missing(index, step, here))
        here = found
    return here[0] if len(here) == 1 else Unresolved(reason=f"{natural} may be {' or '.join(path_of(one) for one in here[:4])}")


def _down(index: ProvisionIndex, holder: ProvisionId, step: Step) -> tuple[ProvisionId, ...]:
    """The readings of a step below a provision, or below the act: a section by its label alone, wherever in the enacting terms."""
    if path_of(holder):
        counts = step.code in _COUNTED and step.label.isdecimal()
        return descend(index, holder, PathStep(step.code, step.label, ordinal=counts))
    found = (ProvisionId(f"{holder}/{step}"),)
    if found[0] in index or step.code not in GROUPED:
        return found if found[0] in index else ()
    return tuple(one for one in index.everywhere(step) if "/anx_" not in one)


def _steps(natural: ProvisionId) -> list[Step]:
    """The steps that words named: the natural form puts "point 3.1" into a point 3, which an annex need not have."""
    steps = list(steps_of(natural))
    return [one for one, inner in zip(steps, (*steps[1:], None), strict=True) if inner is None or not _implied(one, inner)]


def _implied(step: Step, inner: Step) -> bool:
    return step.code == inner.code == "pnt" and inner.label.startswith(f"{step.label}.")


def _missing(index: ProvisionIndex, step: Step, here: Sequence[ProvisionId]) -> str:
    where = " or ".join(path_of(one) for one in here[:4] if path_of(one))
    return f"{index.act} has no {CODES[step.code]} {step.label}" + (f" in {where}" if where else "")
