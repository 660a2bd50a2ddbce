"""Inside articles, annexes and recitals: where each block goes while a unit is open.

A block is an item (`extract.items`), words of an open quotation, a section of an annex, or unlabelled: then words that continue the
sentence, or a subparagraph. Footnotes are lifted out wherever the reader found them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.blocks import Block, Mark, Role
from extract.items import Item, find_parent, item_of, kind_of, opens_list
from extract.languages import Drafting
from extract.nodes import Node
from extract.traced import Traced, join
from kg.errors import MalformedSource
from kg.labels import Style, follows, is_first, styles_of
from kg.model import Dropped, Kind

_QUOTE_OPENS = re.compile(r"[‘“]")
_QUOTE_CLOSES = re.compile(r"[’”]\s*[.;,]?[\"']?$")
_CLOSED = re.compile(r"[.;:,]$")
_MAX_HEADING = 300


def whole_of(block: Block) -> Block:
    """The block with the label that the layout set apart put before its words."""
    if block.label is None:
        return block
    marks = tuple(Mark(at=mark.at + len(block.label.text) + 1, label=mark.label) for mark in block.marks)
    return replace(block, body=join((block.label, block.body)), label=None, marks=marks)


def settled(block: Block) -> Block:
    """A label that the layout set apart but that can be none ("‘(a)", which opens a quotation) goes back to its words."""
    return block if block.role is Role.NOTE or item_of(block) is not None else whole_of(block)


@dataclass(slots=True)
class Inner:
    """The blocks with a cursor, and the open path of provisions, outermost first; lives only while an act is nested."""

    blocks: tuple[Block, ...]
    drafting: Drafting
    source: str
    at: int = 0
    path: list[Node] = field(default_factory=list)
    quoting: Node | None = None
    last_point: str | None = None
    notes: list[Node] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    rising: bool = False  # labels may leave gaps, as in quoted text

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
        return next((block for block in self.blocks[self.at :] if block.role is not Role.NOTE), None)

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
        if self._is_structural(block) or item_of(block) is not None:
            return False
        if block.role is Role.HEADING:
            return True
        bare = not node.heading.text and block.role is Role.TEXT and block.depth is None
        return bare and len(block.text) <= _MAX_HEADING and not _CLOSED.search(block.text)

    def _is_structural(self, block: Block) -> bool:
        if block.label is not None:
            return False
        shapes = [self.drafting.article, self.drafting.annex, *(shape for _, shape in self.drafting.groupings)]
        if any(shape.match(block.text) for shape in shapes):
            return True
        return self.in_annex and self.drafting.annex_section.match(block.text) is not None

    # ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def take(self, block: Block) -> None:
        """Put a block where it belongs below the open unit. Raises MalformedSource when none is open."""
        if not self.path:
            raise MalformedSource(f"words outside any provision: {block.text[:60]!r}", where=self.source)
        if self.in_annex and block.label is None and self._opens_annex_section(block):
            return
        if self._continues_quotation(block):
            return
        item = item_of(block)
        if item is None or not self._place_item(item, block):
            self._unlabelled(whole_of(block))

    def _opens_annex_section(self, block: Block) -> bool:
        match = self.drafting.annex_section.match(block.text)
        if match is None:
            return False
        annex, label = self.path[0], match["label"]
        before = [node for node in annex.children if node.kind is Kind.SECTION]
        styles = styles_of(label)
        fits = any(follows(before[-1].label, label, s) if before else is_first(label, s) for s in styles)
        if not fits:
            return False
        self.last_point = next((node.label for node in reversed(before[-1].children) if node.form), None) if before else None
        section = annex.new_child(Kind.SECTION, label)
        section.depth = 0
        self.path = [annex, section]
        cut = match.start("heading") if match["heading"] else len(block.text)
        self.drop("labels", block.body.cut(0, cut))
        if match["heading"]:
            section.add_heading(block.body.cut(cut), ())
        else:
            self.caption(section)
        return True

    def _continues_quotation(self, block: Block) -> bool:
        """Text that an amending provision quotes stays in its host and mints no ids."""
        host = self.path[-1]
        whole = whole_of(block)
        opens = _QUOTE_OPENS.match(whole.text) and host.text.text.endswith(":")
        if self.quoting is None and not opens:
            return False
        if self.quoting is None:
            host.quoted_from = len(host.text.text) + 1
            self.quoting = host
        self.quoting.add_text(whole.body, whole.marks)
        if _QUOTE_CLOSES.search(block.text):
            self.quoting = None
        return True

    def _place_item(self, item: Item, block: Block) -> bool:
        found = find_parent(self.path, item, self.last_point, rising=self.rising)
        if found is None:
            return False
        keep, style = found
        parent = self.path[keep - 1]
        label = item.label
        if style is Style.DASH:
            label = str(sum(node.kind is Kind.INDENT for node in parent.children) + 1)
        node = parent.new_child(kind_of(parent, item), label)
        node.form, node.style, node.depth = item.form, style, item.depth
        self.drop("labels", item.label_words)
        self.path = [*self.path[:keep], node]
        if self._is_headed(item, block):
            node.add_heading(item.body, item.marks)
        else:
            node.add_text(item.body, item.marks)
        return True

    def _is_headed(self, item: Item, block: Block) -> bool:
        """An annex point that opens with a caption: no sentence, and words or a list of its own follow."""
        if not self.in_annex or item.form not in (".", "3.1") or _CLOSED.search(item.body.text):
            return False
        if block.role is Role.HEADING:
            return True
        ahead = self._peek()
        if ahead is None or self._is_structural(ahead):
            return False
        following = item_of(ahead)
        return following is None or find_parent([*self.path], following) == (len(self.path), following.styles[0])

    def _unlabelled(self, block: Block) -> None:
        goes_on = block.text[:1].islower() or (not block.text[:1].isalnum() and block.text[:1] not in "‘“([")
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
        found = find_parent(self.path, ahead, rising=self.rising) if ahead is not None else None
        if found is None or found[0] >= len(self.path) or self.path[found[0]].kind not in (Kind.POINT, Kind.INDENT):
            return None
        return found[0]

    def _labelled_ahead(self) -> Item | None:
        """The next item before any heading, past other unlabelled blocks."""
        for block in self.blocks[self.at :]:
            if self._is_structural(block):
                return None
            item = item_of(block) if block.role is not Role.NOTE else None
            if item is not None:
                return item
        return None

    # ── footnotes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def note(self, block: Block) -> None:
        """A footnote by its mark; a starred one takes the number of the mark before it."""
        label = block.label.text if block.label else ""
        if label.startswith("*"):
            label = f"s{sum(mark.label.startswith('*') for seen in self.blocks[: self.at] for mark in seen.marks)}"
        if block.label:
            self.drop("labels", block.label)
        if _QUOTE_CLOSES.search(block.text):
            self.quoting = None
        note = Node(Kind.FOOTNOTE, label or f"x{len(self.notes) + 1}")
        note.add_text(replace(block, marks=()).body, ())
        self.notes.append(note)
