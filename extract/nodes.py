"""Provisions under construction: what the nesting routine fills in, and how it becomes the frozen model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extract.blocks import Mark
from extract.traced import EMPTY, Traced, join
from kg.errors import DuplicateId
from kg.ids import ProvisionId, Step, child
from kg.labels import Style
from kg.model import CODE_OF, GROUPINGS, Field, Kind, NoteMark, Place, Provision, Span
from kg.quoted import QuotedBlock

_OUTSIDE_PATHS = frozenset({*GROUPINGS, Kind.PREAMBLE})
"""Kinds whose children's ids do not run through them: groupings are edges, never part of an article's id."""


@dataclass(slots=True)
class Node:
    """A provision being read. `form`, `style` and `depth` say which list an item belongs to."""

    kind: Kind
    label: str
    heading: Traced = EMPTY
    text: Traced = EMPTY
    wrap_up: Traced = EMPTY
    children: list[Node] = field(default_factory=list)
    marks: list[tuple[Field, Mark]] = field(default_factory=list)
    form: str = ""
    style: Style = Style.ARABIC
    depth: int | None = None
    quoted_from: int | None = None
    quoted_blocks: list[QuotedBlock] = field(default_factory=list)
    _counted: Counter[Kind] = field(default_factory=Counter)

    def add_text(self, body: Traced, marks: Iterable[Mark], glue: str = "\n") -> None:
        """More words of the provision's own, behind those it has."""
        self.text = self._extended(Field.TEXT, self.text, body, marks, glue)

    def add_heading(self, body: Traced, marks: Iterable[Mark]) -> None:
        self.heading = self._extended(Field.HEADING, self.heading, body, marks, " ")

    def add_wrap_up(self, body: Traced, marks: Iterable[Mark]) -> None:
        self.wrap_up = self._extended(Field.WRAP_UP, self.wrap_up, body, marks, "\n")

    def _extended(self, where: Field, present: Traced, body: Traced, marks: Iterable[Mark], glue: str) -> Traced:
        shift = len(present.text) + len(glue) if present.text else 0
        self.marks += [(where, Mark(at=mark.at + shift, label=mark.label)) for mark in marks]
        return join((present, body), glue=glue)

    def new_child(self, kind: Kind, label: str) -> Node:
        node = Node(kind, label)
        self.children.append(node)
        return node

    def number_of(self, kind: Kind) -> int:
        """How many parts of a kind stand directly below it; each part is counted once, when first asked after it came."""
        for node in self.children[self._counted.total() :]:
            self._counted[node.kind] += 1
        return self._counted[kind]

    def next_subparagraph(self) -> Node:
        """The first subparagraph is the provision itself; later ones count from 2."""
        return self.new_child(Kind.SUBPARAGRAPH, str(self.number_of(Kind.SUBPARAGRAPH) + 2))


def numbers_own_notes(top: Node) -> bool:
    """Whether an annex numbers its footnotes itself: its first numbered mark is a 1. In other annexes the numbers of the act run on."""
    labels = (mark.label for node in _all(top) for _, mark in node.marks)
    return top.kind is Kind.ANNEX and next((label for label in labels if label.isdecimal()), "") == "1"


def _all(node: Node) -> Iterable[Node]:
    yield node
    for part in node.children:
        yield from _all(part)


@dataclass(slots=True)
class Freezer:
    """Turns nodes into provisions of one act; an id built twice raises DuplicateId."""

    act: str
    source: str
    members: tuple[str, ...] = ()
    seen: set[str] = field(default_factory=set)
    stars: int = 0
    scope: str = ""
    called: dict[str, list[ProvisionId]] = field(default_factory=dict)

    def freeze_all(self, tops: Iterable[Node], notes: Iterable[Node]) -> tuple[Provision, ...]:
        """The units of an act, then its footnotes, each below the annex whose numbering it belongs to, or below the act."""
        provisions = []
        for top in tops:
            self.scope = child(self.act, Step(CODE_OF[top.kind], top.label)) if numbers_own_notes(top) else self.act
            provisions.append(self.freeze(top, self.act))
        for note in notes:
            waiting = self.called.get(note.label, [])
            parent = waiting.pop(0).rpartition("/")[0] if waiting else self.act
            provisions.append(self.freeze(note, parent))
        return tuple(provisions)

    def freeze(self, node: Node, parent: str) -> Provision:
        """The provision of a node below the id `parent` (the act's CELEX at the top)."""
        own = child(parent, Step(CODE_OF[node.kind], node.label))
        if own in self.seen:
            raise DuplicateId(f"the id {own} was built twice", where=self.source, hint="The file repeats a label; please report it.")
        self.seen.add(own)
        marks = tuple(self._mark(where, mark) for where, mark in node.marks)
        return Provision(
            id=own,
            kind=node.kind,
            label=node.label,
            heading=node.heading.text,
            text=node.text.text,
            wrap_up=node.wrap_up.text,
            children=tuple(self.freeze(part, self._parent_id(own, node, part)) for part in node.children),
            place=self._place(node),
            origins=(
                *node.heading.origins(Field.HEADING), *node.text.origins(Field.TEXT), *node.wrap_up.origins(Field.WRAP_UP),
            ),
            marks=marks,
            quoted=None if node.quoted_from is None else Span(start=node.quoted_from, end=len(node.text.text)),
            quoted_blocks=tuple(node.quoted_blocks),
        )  # fmt: skip

    def _parent_id(self, own: ProvisionId, node: Node, part: Node) -> str:
        """Sections of a chapter are named through it; articles and recitals stand directly below the act."""
        through = node.kind not in _OUTSIDE_PATHS or part.kind in GROUPINGS or (node.kind in GROUPINGS and part.kind is not Kind.ARTICLE)
        return own if through else self.act

    def _mark(self, where: Field, mark: Mark) -> NoteMark:
        """Starred marks are counted through the act: the second is s2."""
        label = mark.label
        if label.startswith("*"):
            self.stars += 1
            label = f"s{self.stars}"
        scope = self.scope if label.isdecimal() else self.act
        note = child(scope, Step("fnt", label))
        callers = self.called.setdefault(label, [])
        if note not in callers:
            callers.append(note)
        return NoteMark(field=where, at=mark.at, note=note)

    def _place(self, node: Node) -> Place:
        for words in (node.text, node.heading, node.wrap_up):
            if words.pieces:
                place = words.place(self.source)
                return replace(place, member=self.members[place.page - 1]) if self.members and place.page else place
        return self._place(node.children[0]) if node.children else Place(source=self.source, start=0, end=0)
