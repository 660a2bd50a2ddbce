"""Where else words may point when nothing of that name stands where they look first: to what was just named, or to the act amended.

Each function takes one path without a target and gives the target, or None; nothing is tried for what could be found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from extract.provision_index import ProvisionIndex
from extract.reference_acts import Naming, Pointing
from extract.reference_languages import Language
from extract.reference_paths import Path
from extract.references import find_mentions
from extract.scopes import foreign_target, places_down, steps_down
from kg.ids import ActId, ProvisionId, Step, ancestors, child
from kg.model import Act, Kind, Provision, walk

_OF_ACTS: Final = frozenset({"art", "anx", "cpt", "sct", "tis", "prt"})


def amended_acts(act: Act, language: Language) -> tuple[ActId, ...]:
    """The acts that the title of an act says it amends."""
    if not any(word in act.title.lower().split() for word in language.titular):
        return ()
    mentions = find_mentions(act.title, language=language)
    numbers = [one.act.celex for one in mentions if one.act is not None and one.act.naming is Naming.NUMBER and one.act.celex]
    return tuple(dict.fromkeys(celex for celex in numbers if celex != act.celex))


def in_what_was_named(index: ProvisionIndex, path: Path, near: Iterable[ProvisionId]) -> ProvisionId | None:
    """ "Section A, points 1 to 10, of Annex VIII, with the exception of points 6, 8 and 9": the same list, named just before."""
    if path[0].code not in ("pnt", "idt") or path[0].pointing is not None:
        return None
    for named in reversed(tuple(near)):
        for holder in ancestors(named):
            found = steps_down(index, holder, path) if holder in index else None
            if isinstance(found, str):
                return found
    return None


def beside_what_was_named(index: ProvisionIndex, path: Path, near: Iterable[ProvisionId]) -> ProvisionId | None:
    """ "Section B, points 1 to 5, and points 8 and 9 of Annex VIII": of several sections with a point 8, the one just named."""
    root = child(index.act, Step(path[0].code, path[0].label))
    if path[0].code != "anx" or len(path) != 2 or root not in index:
        return None
    found = places_down(index, root, path[1:])
    holders = [one.rpartition("/")[0] for one in reversed(tuple(near))][:1]
    beside = [one for one in found if one.rpartition("/")[0] in holders]
    return beside[0] if len(found) > 1 and len(beside) == 1 else None


def in_amended_act(path: Path, here: str, amended: ActId | None) -> ProvisionId | ActId | None:
    """The recitals of an amending act speak of the provisions amended without saying each time of which act."""
    if amended is None or "/rct_" not in here or path[0].code not in _OF_ACTS or path[0].pointing is not None:
        return None
    found = foreign_target(amended, path)
    return None if found == amended else found


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A correlation table that the source gives as lines: its annex, and the acts that its left and its right column are about."""

    annex: str
    left: ActId
    right: ActId

    def column_of(self, provision: Provision, at: int) -> ActId | None:
        """The act that mention number `at` of a line is of: the first of two stands left, and behind a dash there is only the right one."""
        if not provision.id.startswith(f"{self.annex}/"):
            return None
        return self.left if at == 0 and provision.kind is not Kind.INDENT else self.right


def printed_table(annex: Provision, language: Language, own: ActId) -> PrintedTable | None:
    """The correlation table that begins with an annex: no table in the source, but a heading that says so and a line of two acts."""
    if not annex.heading.lower().startswith(language.corresponding) or any(one.kind is Kind.TABLE for one in walk((annex,))):
        return None
    mentions = find_mentions(annex.text, language=language)
    acts = [own if one.act.pointing is Pointing.THIS else one.act.celex for one in mentions if one.act is not None and not one.paths]
    if len(acts) != 2 or acts[0] is None or acts[1] is None:
        return None
    return PrintedTable(annex.id, acts[0], acts[1])
