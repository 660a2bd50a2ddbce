"""Which provisions an act has and how they hang together, without their words: what finding a provision needs.

Built from an `Act` (`index_of`) or from plain rows (`build_index`), as the library stores them. `descend` is the one place that knows
how a step in words meets the levels that ids have: unnumbered subparagraphs, definitions as points, sections of annexes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from extract.reference_languages import LAST, PREVIOUS, SENTENCE
from extract.reference_paths import PathStep
from kg.ids import ActId, ProvisionId, Step, ancestors, child
from kg.model import Act, Kind, Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionIndex:
    """The provisions of one act, by id.

    `order` is that of the text. `children` follow the tree, in which articles stand below chapters; the children of the act's own id
    are its top. `parent` is the provision one step up in the id; `grouping` the chapter, section … that holds an article.
    `looked_up` keeps what was asked of a provision once: an act may refer to one of very many parts very many times.
    """

    act: ActId
    order: tuple[ProvisionId, ...]
    place: Mapping[str, int]
    children: Mapping[str, tuple[ProvisionId, ...]]
    parent: Mapping[str, ProvisionId]
    grouping: Mapping[str, ProvisionId]
    kinds: Mapping[str, Kind]
    looked_up: dict[str, dict[str, tuple[ProvisionId, ...]]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def ids(self) -> frozenset[ProvisionId]:
        """All ids."""
        return frozenset(self.order)

    def __contains__(self, provision: object) -> bool:
        return provision in self.place

    def scopes(self, here: str) -> tuple[ProvisionId, ...]:
        """A provision, what its id lies in, and the groupings around that: innermost first."""
        out = [ProvisionId(here), *ancestors(here)]
        while (wider := self.grouping.get(out[-1]) or self.parent.get(out[-1])) is not None:
            out.append(wider)
        return tuple(out)

    def below(self, provision: str) -> tuple[ProvisionId, ...]:
        """All provisions below one, in the order of the text."""
        out: list[ProvisionId] = []
        stack = list(reversed(self.children.get(provision, ())))
        while stack:
            out.append(stack.pop())
            stack.extend(reversed(self.children.get(out[-1], ())))
        return tuple(out)

    def parts(self, provision: str, code: str) -> tuple[ProvisionId, ...]:
        """The direct parts of a provision that are of one code, in order."""
        key = f"{provision} by code"
        if key not in self.looked_up:
            self.looked_up[key] = _grouped((code_of(one), one) for one in self.children.get(provision, ()))
        return self.looked_up[key].get(code, ())

    def behind(self, provision: str, step: Step) -> tuple[ProvisionId, ...]:
        """The provisions of that name that stand in those direct parts which references leave out, in order."""
        key = f"{provision} behind"
        if key not in self.looked_up:
            seen = [one for one in self.children.get(provision, ()) if code_of(one) in _SEE_THROUGH]
            inner = (one for part in seen for one in self.children.get(part, ()) if self.parent.get(one) == part)
            self.looked_up[key] = _grouped((one.rpartition("/")[2], one) for one in inner)
        return self.looked_up[key].get(str(step), ())

    def everywhere(self, step: Step) -> tuple[ProvisionId, ...]:
        """The provisions of that name through the act, in order."""
        key = "everywhere"
        if key not in self.looked_up:
            self.looked_up[key] = _grouped((one.rpartition("/")[2], one) for one in self.order)
        return self.looked_up[key].get(str(step), ())

    def labelled(self, provision: str, label: str) -> tuple[ProvisionId, ...]:
        """The provisions below one that have a label, in the order of the text."""
        key = "by label"
        if key not in self.looked_up:
            self.looked_up[key] = _grouped((label_of(one), one) for one in self.order)
        last = provision
        while inner := self.children.get(last):
            last = inner[-1]
        first, end = self.place.get(provision, -1), self.place.get(last, -1)
        found = self.looked_up[key].get(label, ())
        begin = bisect_right(found, first, key=self.place.__getitem__)
        return found[begin : bisect_right(found, end, key=self.place.__getitem__)]

    def between(self, first: str, last: str) -> tuple[ProvisionId, ...]:
        """The provisions of the same level that stand strictly between two of one list."""
        head, code = first.rpartition("/")[0], first.rpartition("/")[2][:4]
        span = self.order[self.place[first] + 1 : self.place[last]]
        return tuple(one for one in span if one.rpartition("/")[0] == head and one.rpartition("/")[2].startswith(code))


def _grouped(named: Iterable[tuple[str, ProvisionId]]) -> dict[str, tuple[ProvisionId, ...]]:
    found: dict[str, list[ProvisionId]] = {}
    for name, one in named:
        found.setdefault(name, []).append(one)
    return {name: tuple(those) for name, those in found.items()}


def index_of(act: Act) -> ProvisionIndex:
    """The index of an act that has been read."""
    rows: list[tuple[str, str, str | None]] = []
    stack: list[tuple[Provision, str | None]] = [(one, None) for one in reversed(act.provisions)]
    while stack:
        provision, parent = stack.pop()
        rows.append((provision.id, provision.kind, parent))
        stack.extend((one, provision.id) for one in reversed(provision.children))
    return build_index(act.celex, rows)


def build_index(act: str, rows: Iterable[tuple[str, str, str | None]]) -> ProvisionIndex:
    """The index of an act from rows of id, kind and the id of the parent in the tree (None at the top), in the order of the text."""
    order: list[ProvisionId] = []
    children: dict[str, list[ProvisionId]] = {}
    parent: dict[str, ProvisionId] = {}
    grouping: dict[str, ProvisionId] = {}
    kinds: dict[str, Kind] = {}
    for name, kind, above in rows:
        provision = ProvisionId(name)
        order.append(provision)
        kinds[provision] = Kind(kind)
        children.setdefault(above or act, []).append(provision)
        if above:
            (parent if provision.startswith(f"{above}/") else grouping)[provision] = ProvisionId(above)
    return ProvisionIndex(
        act=ActId(act), order=tuple(order), place={one: at for at, one in enumerate(order)},
        children={one: tuple(parts) for one, parts in children.items()}, parent=parent, grouping=grouping, kinds=kinds,
    )  # fmt: skip


# ── Steps downwards ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_SEE_THROUGH: Final = frozenset({"unp", "sct", "prt", "cpt", "tis"})
"""Levels that references leave out: "Article 6(3), point (a)" where the point stands in the second subparagraph."""

_ANNEX_LEVELS: Final = frozenset({"prt", "sct", "pnt", "tis", "cpt", "par"})
"""Levels of annexes whose names drafting mixes up: "Section 2.1" of an annex may be built as point 2.1."""


def code_of(provision: str) -> str:
    """The code of the last step of an id."""
    return provision.rpartition("/")[2][:3]


def label_of(provision: str) -> str:
    """The label of the last step of an id."""
    return provision.rpartition("/")[2][4:]


def has_paragraphs(index: ProvisionIndex, provision: str) -> bool:
    """Whether a provision is divided into numbered paragraphs."""
    return bool(index.parts(provision, "par"))


def descend(index: ProvisionIndex, here: str, step: PathStep, *, deep: bool = True) -> tuple[ProvisionId, ...]:
    """The provisions that a step in words may mean below `here`: one where it is clear, several where it is not, none.

    The nearest reading wins: a direct part; a part of the same rank under another name; one behind a level that words leave out; and
    with `deep` any below.
    """
    if step.code == SENTENCE:
        return (ProvisionId(here),)
    if step.ordinal:
        return _counted(index, here, step)
    direct = child(here, Step(step.code, step.label))
    if direct in index:
        return (direct,)
    return _by_other_name(index, here, step) or _behind(index, here, step) or (_anywhere(index, here, step) if deep else ())


def _counted(index: ProvisionIndex, here: str, step: PathStep) -> tuple[ProvisionId, ...]:
    """The step that counts: the first subparagraph is the provision itself, the third is `unp_3`, the last is the last there is."""
    code = "par" if step.code == "par" and has_paragraphs(index, here) else "idt" if step.code == "idt" else "unp"
    if code == "unp" and has_paragraphs(index, here):
        return ()
    own = list(index.parts(here, code))
    if code == "idt" and not own:
        own = [one for part in index.parts(here, "unp") for one in index.children.get(part, ())]
    listed = [ProvisionId(here), *own] if code == "unp" else own
    if step.label == PREVIOUS:
        return ()
    if step.label == LAST:
        return tuple(listed[-1:])
    if code == "unp" and step.label != "1":
        found = child(here, Step("unp", step.label))
        return (found,) if found in index else ()
    place = int(step.label) - 1
    return tuple(listed[place : place + 1])


def _by_other_name(index: ProvisionIndex, here: str, step: PathStep) -> tuple[ProvisionId, ...]:
    """ "Article 3(63)" is the definition in point 63; "Article 113(3)" of an article without numbers is its third subparagraph.

    Drafting slips, too: "paragraph (d)" where no paragraph has a letter is the point.
    """
    if step.code == "par" and step.label.isalpha():
        point = child(here, Step("pnt", step.label))
        return (point,) if point in index else ()
    if step.code == "par" and code_of(here) == "art" and not has_paragraphs(index, here):
        point = child(here, Step("pnt", step.label))
        return (point,) if point in index else _unnumbered(index, here, step.label)
    return ()


def _unnumbered(index: ProvisionIndex, here: str, label: str) -> tuple[ProvisionId, ...]:
    if label == "1":
        return (ProvisionId(here),)
    found = child(here, Step("unp", label))
    return (found,) if found in index else ()


def _behind(index: ProvisionIndex, here: str, step: PathStep) -> tuple[ProvisionId, ...]:
    """Parts with the step's name one level further down, behind subparagraphs or the sections of an annex."""
    return index.behind(here, Step(step.code, step.label))


def _anywhere(index: ProvisionIndex, here: str, step: PathStep) -> tuple[ProvisionId, ...]:
    below = index.labelled(here, step.label)
    named = tuple(one for one in below if code_of(one) == step.code)
    if named or "/anx_" not in here or step.code not in _ANNEX_LEVELS:
        return named
    return tuple(one for one in below if code_of(one) in _ANNEX_LEVELS)
