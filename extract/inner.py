"""Inside articles, annexes and recitals: where each block goes while a unit is open.

A block is an item (`extract.items`), words of an open quotation, a section of an annex, or unlabelled: then words that continue the
sentence, or a subparagraph. Footnotes are lifted out wherever the reader found them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.blocks import Block, Role, whole_of
from extract.items import Item, find_parent, item_of, kind_of, opens_list
from extract.languages import Drafting, bare_label
from extract.misprints import Relabelled, relabel
from extract.nodes import Node
from extract.quoting import Quoting
from extract.traced import Traced
from kg.errors import MalformedSource
from kg.labels import Style, follows, is_first, styles_of
from kg.model import GROUPINGS, Dropped, Kind

_CLOSED = re.compile(r"[.;:,]$")
_MAX_HEADING = 300
_DEEPEST = 30
"""Lists within lists; drafting knows four, and what walks through provisions goes one call down for each."""
_OPENERS = "‘“„«»\"'([…_"
"""Signs that begin a sentence rather than go on with one: quotation marks, brackets, and the blanks of forms."""


def settled(block: Block) -> Block:
    """A label that the layout set apart but that can be none ("‘(a)", which opens a quotation) goes back to its words."""
    return block if block.role in (Role.NOTE, Role.TABLE) or item_of(block) is not None else whole_of(block)


def _groupings_below(node: Node) -> list[Node]:
    """The groupings in an annex, in the order of the text."""
    return [found for part in node.children if part.kind in GROUPINGS for found in (part, *_groupings_below(part))]


def last_item(node: Node) -> str | None:
    """The label of the last item that stands directly in an annex or in its last groupings."""
    for part in reversed(node.children):
        if part.form:
            return part.label
        if part.kind in GROUPINGS and (label := last_item(part)) is not None:
            return label
    return None


@dataclass(slots=True)
class Inner:
    """The blocks with a cursor, and the open path of provisions, outermost first; lives only while an act is nested."""

    blocks: tuple[Block, ...]
    drafting: Drafting
    source: str
    published: bool = True
    relabelled: Relabelled = field(default_factory=dict)
    at: int = 0
    path: list[Node] = field(default_factory=list)
    quoting: Quoting = field(init=False)
    last_point: str | None = None
    notes: list[Node] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    _seen_ahead: tuple[int, int, bool, Item | None] = (0, -1, False, None)

    def __post_init__(self) -> None:
        self.quoting = Quoting(self.drafting)

    # ── cursor ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def done(self) -> bool:
        """Whether every block has been taken."""
        return self.at >= len(self.blocks)

    def next(self) -> Block:
        """The block at the cursor, which moves on."""
        self.at += 1
        return self.blocks[self.at - 1]

    def _peek(self) -> Block | None:
        """The block ahead, footnotes passed over."""
        ahead = (self.blocks[at] for at in range(self.at, len(self.blocks)))
        return next((block for block in ahead if block.role is not Role.NOTE), None)

    def drop(self, bucket: str, words: Traced) -> None:
        """Words that are structure rather than text."""
        self.dropped.append(Dropped(bucket=bucket, text=words.text, place=words.place(self.source)))

    @property
    def in_annex(self) -> bool:
        """Whether an annex is open."""
        return bool(self.path) and self.path[0].kind is Kind.ANNEX

    # ── headings ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def caption(self, node: Node) -> None:
        """Take the heading of a unit: what the layout shows as heading, or an unlabelled block that is no sentence."""
        while (block := self._peek()) is not None and self._is_caption(node, block):
            while (ahead := self.next()) is not block:
                self.note(ahead)
            node.add_heading(block.body, block.marks)

    def _is_caption(self, node: Node, block: Block) -> bool:
        if self._is_structural(block) or item_of(block) is not None or block.quoted:
            return False
        if block.role is Role.HEADING:
            return True
        flat = block.depth is None or (node.kind is Kind.ANNEX and self._heading_follows(block))
        bare = not node.heading.text and block.role is Role.TEXT and flat
        return bare and len(block.text) <= _MAX_HEADING and not _CLOSED.search(block.text)

    def _heading_follows(self, block: Block) -> bool:
        """Whether the next block but footnotes is a heading: words between two headings are one themselves, however they are set."""
        behind = self.blocks[self.blocks.index(block, self.at) + 1 :]
        following = next((one for one in behind if one.role is not Role.NOTE), None)
        return following is not None and following.role is Role.HEADING

    def _is_structural(self, block: Block) -> bool:
        if block.label is not None or block.quoted:
            return False
        shapes = [self.drafting.article, self.drafting.annex, self.drafting.annex_beside, *(shape for _, shape in self.drafting.groupings)]
        if any(shape.match(block.text) for shape in shapes):
            return True
        return self.in_annex and any(shape.match(block.text) for _, shape in self.drafting.annex_groupings)

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def take(self, block: Block) -> None:
        """Put a block where it belongs below the open unit. Raises MalformedSource when none is open."""
        if not self.path:
            hint = "Is this the full text of an act? Download it again."
            raise MalformedSource(f"words outside any provision: {block.text[:60]!r}", where=self.source, hint=hint)
        if block.quoted or (block.role is Role.TABLE and (self.quoting.is_open or self.quoting.is_whole(block, self.path[-1]))):
            self.quoting.take_marked(block, self.path[-1], self._peek())
            return
        if block.role is Role.TABLE:
            self._table(block)
            return
        if self.in_annex and block.label is None and self._opens_annex_group(block):
            return
        if self.quoting.takes(block, self.path[-1]):
            return
        item = item_of(block)
        if item is not None and self.relabelled:
            item = replace(item, label=relabel(self.path, item.label_words.text, self.relabelled) or item.label)
        if item is None or not self._place_item(item, block):
            self._unlabelled(whole_of(block), labelled=item is not None and item.form != "-")

    def _opens_annex_group(self, block: Block) -> bool:
        """A part, title, chapter or section of the annex that is open, in sequence below the grouping that holds it."""
        for kind, shape in self.drafting.annex_groupings:
            match = shape.match(block.text)
            if match is not None and self._take_annex_group(kind, bare_label(match["label"])):
                beside = next((name for name in ("heading", "beside") if match[name]), None)
                cut = match.start(beside) if beside else len(block.text)
                self.drop("labels", block.body.cut(0, cut))
                if beside:
                    self.path[-1].add_heading(block.body.cut(cut), tuple(replace(mark, at=mark.at - cut) for mark in block.marks))
                else:
                    self.caption(self.path[-1])
                return True
        return False

    def _take_annex_group(self, kind: Kind, label: str) -> bool:
        """Open a grouping: the next of its kind beside one that is open, else the first of its kind below the innermost that is open.

        Which kind stands in which differs from annex to annex; a kind may also be numbered on from one holder to the next.
        """
        groups = [node for node in self.path if node.kind is Kind.ANNEX or node.kind in GROUPINGS]
        level = next((at for at, node in enumerate(groups) if node.kind is kind), len(groups))
        siblings = [node for node in _groupings_below(groups[0]) if node.kind is kind]
        follow = bool(siblings) and any(follows(siblings[-1].label, label, s, published=self.published) for s in styles_of(label))
        opens = level == len(groups) and any(is_first(label, style) for style in styles_of(label))
        if not (follow or opens):
            return False
        self.last_point = last_item(groups[0])
        group = groups[level - 1].new_child(kind, label)
        group.depth = 0
        self.path = [*groups[:level], group]
        return True

    def _table(self, block: Block) -> None:
        """A table is data: rows and cells with ids of their own, below the provision that is open (DESIGN: `tab_1/row_2/cel_3`)."""
        host = self._target(block)
        self.path = self.path[: self.path.index(host) + 1]
        table = host.new_child(Kind.TABLE, str(host.number_of(Kind.TABLE) + 1))
        table.add_heading(block.body, block.marks)
        for number, cells in enumerate(block.rows, 1):
            row = table.new_child(Kind.ROW, str(number))
            for cell in cells:
                node = row.new_child(Kind.CELL, str(cell.column))
                for part in cell.parts:
                    whole = whole_of(part)
                    node.add_text(whole.body, whole.marks)

    def _place_item(self, item: Item, block: Block) -> bool:
        found = find_parent(self.path, item, self.last_point, published=self.published)
        if found is None:
            return False
        keep, style = (len(self.path), Style.ROMAN) if self._is_roman_one(item, found) else found
        if keep > _DEEPEST:
            hint = "Is this the full text of an act? Download it again."
            raise MalformedSource(f"lists within lists over {_DEEPEST} deep", where=self.source, hint=hint)
        parent = self.path[keep - 1]
        label = item.label
        if style is Style.DASH:
            label = str(parent.number_of(Kind.INDENT) + 1)
        before = self.path[keep] if keep < len(self.path) else None
        node = parent.new_child(before.kind if before else kind_of(parent, item), label)
        node.form, node.style, node.depth = before.form if before else item.form, style, item.depth
        self.drop("labels", item.label_words)
        self.path = [*self.path[:keep], node]
        if self._is_headed(item, block):
            node.add_heading(item.body, item.marks)
        else:
            node.add_text(item.body, item.marks)
        return True

    def _is_roman_one(self, item: Item, found: tuple[int, Style]) -> bool:
        """Whether "(i)" that could go on behind "(h)" begins a list instead: "(ii)" comes before "(j)"."""
        if item.label != "i" or found[1] is not Style.LETTER or found[0] != len(self.path) - 1:
            return False
        for block in self.blocks[self.at :]:
            if self._is_structural(block):
                return False
            ahead = item_of(block) if block.role not in (Role.NOTE, Role.TABLE) else None
            if ahead is not None and ahead.form == item.form and ahead.depth == item.depth:
                return ahead.label == "ii"
        return False

    def _is_headed(self, item: Item, block: Block) -> bool:
        """An annex point that opens with a caption: no sentence, and words or a list of its own follow."""
        if not self.in_annex or item.form not in (".", "3.1", "a.") or _CLOSED.search(item.body.text):
            return False
        if block.role is Role.HEADING:
            return True
        ahead = self._peek()
        if ahead is None or ahead.role is Role.HEADING or len(item.body.text) > _MAX_HEADING or self._is_structural(ahead):
            return False
        following = item_of(ahead)
        return following is None or find_parent(self.path, following, published=self.published) == (len(self.path), following.styles[0])

    def _unlabelled(self, block: Block, *, labelled: bool) -> None:
        """Put words where they belong; those behind a label that fits nowhere never go on with a sentence ("p) …" is lower case too)."""
        goes_on = not labelled and (block.text[:1].islower() or (not block.text[:1].isalnum() and block.text[:1] not in _OPENERS))
        target = self._target(block)
        inner = self.path[self.path.index(target) + 1 :]
        if goes_on and inner and inner[0].kind is Kind.SUBPARAGRAPH:
            target = inner[0]
        self.path = self.path[: self.path.index(target) + 1]
        fresh = not target.text.text and not target.children
        if fresh or (target.kind in (Kind.ANNEX, Kind.SECTION) and not target.text.text and not target.children):
            target.add_text(block.body, block.marks)
        elif goes_on and target.children:
            target.add_wrap_up(block.body, block.marks)
        elif goes_on:
            target.add_text(block.body, block.marks, glue=" ")
        else:
            part = target.next_subparagraph()
            part.depth = target.depth
            part.add_text(block.body, block.marks)
            self.path.append(part)

    def _target(self, block: Block) -> Node:
        """The provision an unlabelled block belongs to."""
        holders = [node for node in self.path if node.kind is not Kind.SUBPARAGRAPH]
        if block.depth is not None:
            return next((node for node in reversed(holders) if (node.depth or 0) <= block.depth), holders[0])
        if not holders[-1].text.text and not holders[-1].children:
            return holders[-1]
        floor = self._list_that_goes_on()
        if (floor is not None or self.in_annex) and len(holders) > 1 and holders[-1].form:
            return holders[-2] if opens_list(holders[-2]) and holders[-2] is not self.path[(floor or 1) - 1] else holders[-1]
        outer = [node for node in holders if node.kind not in (Kind.POINT, Kind.INDENT)]
        return outer[-1] if outer else holders[0]

    def _list_that_goes_on(self) -> int | None:
        """Where in the open path stands the item of the list that the next labelled block continues; None for paragraphs."""
        ahead = self._labelled_ahead()
        found = find_parent(self.path, ahead, published=self.published) if ahead is not None else None
        if found is None or found[0] >= len(self.path) or self.path[found[0]].kind not in (Kind.POINT, Kind.INDENT):
            return None
        return found[0]

    def _labelled_ahead(self) -> Item | None:
        """The next item before any heading, past other unlabelled blocks; what was found counts for every block on the way to it."""
        begin, end, in_annex, found = self._seen_ahead
        if begin <= self.at <= end and in_annex is self.in_annex:
            return found
        at, found = self.at, None
        while at < len(self.blocks) and found is None and not self._is_structural(self.blocks[at]):
            block = self.blocks[at]
            found = item_of(block) if block.role is not Role.NOTE and not block.quoted else None
            at += found is None
        self._seen_ahead = self.at, at, self.in_annex, found
        return found

    # ── footnotes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _star_called(self, label: str) -> int:
        """Which starred mark so far calls the note at the cursor: the last that looks like it, but for notes like it that still follow."""
        stars = [mark.label for seen in self.blocks[: self.at] for mark in seen.marks if mark.label.startswith("*")]
        taken = {note.label for note in self.notes}
        free = [number for number, star in enumerate(stars, 1) if star == label and f"s{number}" not in taken]
        ahead = sum(block.role is Role.NOTE and block.label is not None and block.label.text == label for block in self.blocks[self.at :])
        return free[max(-1 - ahead, -len(free))] if free else len(stars)

    def note(self, block: Block) -> None:
        """A footnote by its mark; a starred one takes the number of its mark among the starred ones.

        A paragraph without a mark behind a footnote is its next one.
        """
        label = block.number or (block.label.text if block.label else "")
        if label.startswith("*"):
            label = f"s{self._star_called(label)}"
        if not label and self.notes and self.blocks[self.at - 2 : self.at - 1] and self.blocks[self.at - 2].role is Role.NOTE:
            self.notes[-1].add_text(block.body, ())
            return
        if block.label:
            self.drop("labels", block.label)
        ahead = self._peek()
        if self.quoting.closes(block) and not (ahead is not None and ahead.quoted):
            self.quoting.stop()
        note = Node(Kind.FOOTNOTE, label or f"x{len(self.notes) + 1}")
        note.add_text(replace(block, marks=()).body, ())
        self.notes.append(note)
