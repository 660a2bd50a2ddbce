"""The nesting routine: blocks of any format to the provisions of an act, by labels in sequence.

    title · preamble (citations · "Whereas:" · recitals · adoption formula) · enacting terms (groupings · articles) · final · annexes

Inside an article, annex or recital a block is one of three things: an item (`extract.items`), words that continue the sentence
(`wrap_up`, or a quotation that is still open), or a subparagraph. Footnotes are lifted out wherever the reader found them.
An unlabelled block behind a list is a subparagraph when it starts a new sentence and belongs to the `wrap_up` when it does not
(DESIGN, section 4). Where the layout shows no depth it belongs to the item of
the list that goes on behind it; else, in an annex, to what announced the list (or the item itself, if nothing did), and in an article
to the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.blocks import Block, Layout, Mark, Role
from extract.items import Item, find_parent, item_of, kind_of, opens_list
from extract.languages import Drafting
from extract.nodes import Freezer, Node
from extract.traced import Traced, join
from kg.errors import MalformedSource
from kg.labels import Style, follows, is_first, styles_of
from kg.model import GROUPINGS, Dropped, Kind, Provision

_QUOTE_OPENS = re.compile(r"[‘“]")
_QUOTE_CLOSES = re.compile(r"[’”]\s*[.;,]?[\"']?$")
_CLOSED = re.compile(r"[.;:,]$")
_MAX_HEADING = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """What nesting gives: the act's title and provisions, and the words that are structure rather than text."""

    title: str
    provisions: tuple[Provision, ...]
    dropped: tuple[Dropped, ...]


def nest(layout: Layout, act: str, source: str, drafting: Drafting) -> Nested:
    """The provisions of the act whose blocks these are. Raises MalformedSource when they hold no article."""
    reading = _Nesting(tuple(_settled(block) for block in layout.blocks), drafting, source)
    reading.run()
    if not any(node.kind is Kind.ARTICLE for node in _all(reading.tops)):
        raise MalformedSource("no articles found", where=source, hint="Is this the full text of a regulation, directive or decision?")
    freezer = Freezer(act, source)
    provisions = tuple(freezer.freeze(node, act) for node in reading.tops + reading.notes)
    return Nested(title=reading.title, provisions=provisions, dropped=tuple(reading.dropped))


def _all(nodes: list[Node]) -> list[Node]:
    return [inner for node in nodes for inner in (node, *_all(node.children))]


def _whole(block: Block) -> Block:
    """The block with the label that the layout set apart put before its words."""
    if block.label is None:
        return block
    marks = tuple(Mark(at=mark.at + len(block.label.text) + 1, label=mark.label) for mark in block.marks)
    return replace(block, body=join((block.label, block.body)), label=None, marks=marks)


def _settled(block: Block) -> Block:
    """A label that the layout set apart but that can be none ("‘(a)", which opens a quotation) goes back to its words."""
    return block if block.role is Role.NOTE or item_of(block) is not None else _whole(block)


def title_of(layout: Layout, drafting: Drafting) -> str:
    """The title of the act: the blocks before its enacting body or preamble, without the remark on EEA relevance."""
    parts: list[Traced] = []
    for block in layout.blocks:
        if block.role is not Role.TITLE and (drafting.enacting_body.match(block.text) or len(parts) > 8):
            break
        if not block.text.startswith("(Text with"):
            parts.append(block.body)
    return join(parts).text


@dataclass(slots=True)
class _Nesting:
    """The blocks, a cursor, and the open path; lives only inside `nest`."""

    blocks: tuple[Block, ...]
    drafting: Drafting
    source: str
    at: int = 0
    title: str = ""
    tops: list[Node] = field(default_factory=list)
    notes: list[Node] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    path: list[Node] = field(default_factory=list)
    groups: list[Node] = field(default_factory=list)
    quoting: Node | None = None
    stars: int = 0
    articles: str | None = None
    last_point: str | None = None

    def run(self) -> None:
        self._title()
        self._preamble()
        while self.at < len(self.blocks):
            self._enacting_block(self._next())

    # ── cursor ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _next(self) -> Block:
        self.at += 1
        return self.blocks[self.at - 1]

    def _peek(self) -> Block | None:
        """The block ahead, footnotes passed over."""
        for block in self.blocks[self.at :]:
            if block.role is not Role.NOTE:
                return block
        return None

    def _drop(self, bucket: str, words: Traced) -> None:
        self.dropped.append(Dropped(bucket=bucket, text=words.text, place=words.place(self.source)))

    # ── front ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _title(self) -> None:
        parts: list[Traced] = []
        while self.at < len(self.blocks) and not self.drafting.enacting_body.match(self.blocks[self.at].text):
            block = _whole(self._next())
            self._drop("title of the act", block.body)
            if not block.text.startswith("(Text with"):
                parts.append(block.body)
            if len(parts) > 12:
                raise MalformedSource("no enacting formula found", where=self.source, hint="Is this the full text of an act?")
        self.title = join(parts).text

    def _preamble(self) -> None:
        """Citations up to "Whereas:", recitals by number up to the formula of adoption."""
        if self.at >= len(self.blocks):
            return
        preamble = self._top(Kind.PREAMBLE, "1")
        first = _whole(self._next())
        preamble.add_text(first.body, first.marks)
        in_recitals = False
        while self.at < len(self.blocks):
            block = self._next()
            if block.role is Role.NOTE:
                self._note(block)
            elif block.label is not None and in_recitals:
                self._recital_block(preamble, block)
            elif self.drafting.whereas.match(block.text):
                in_recitals = True
                self._drop("formulas", block.body)
            elif self.drafting.adopted.match(block.text):
                preamble.add_wrap_up(block.body, block.marks)
                return
            elif in_recitals:
                self._recital_block(preamble, block)
            else:
                count = len(preamble.children) + 1
                whole = _whole(block)
                preamble.new_child(Kind.CITATION, str(count)).add_text(whole.body, whole.marks)

    def _recital_block(self, preamble: Node, block: Block) -> None:
        item = item_of(block)
        last = next((node.label for node in reversed(preamble.children) if node.kind is Kind.RECITAL), "0")
        if item is not None and item.form == "()" and follows(last, item.label, Style.ARABIC):
            self._drop("labels", item.label_words)
            recital = preamble.new_child(Kind.RECITAL, item.label)
            recital.depth = block.depth
            recital.add_text(item.body, item.marks)
            self.path = [recital]
        else:
            self._inner_block(block)

    # ── enacting terms ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _enacting_block(self, block: Block) -> None:
        if block.role is Role.NOTE:
            self._note(block)
        elif block.label is None and self._opens_unit(block):
            self.quoting = None
        else:
            self._inner_block(block)

    def _opens_unit(self, block: Block) -> bool:
        return self._opens_annex(block) or self._opens_article(block) or self._opens_group(block) or self._opens_final(block)

    def _top(self, kind: Kind, label: str) -> Node:
        node = Node(kind, label)
        self.tops.append(node)
        return node

    def _opens_article(self, block: Block) -> bool:
        match = self.drafting.article.match(block.text)
        if match is None or (self.articles is not None and not follows(self.articles, match["label"], Style.ARABIC)):
            return False
        if self.articles is None and not is_first(match["label"], Style.ARABIC):
            return False
        self.articles = match["label"]
        self._drop("labels", block.body)
        article = self.groups[-1].new_child(Kind.ARTICLE, self.articles) if self.groups else self._top(Kind.ARTICLE, self.articles)
        article.depth = 0
        self.path = [article]
        self._caption(article)
        return True

    def _opens_group(self, block: Block) -> bool:
        """A part, title, chapter or section of the enacting terms, in sequence below the group that holds it."""
        if self._in_annex():
            return False
        for kind, shape in self.drafting.groupings:
            match = shape.match(block.text)
            if match is not None and self._take_group(kind, match["label"]):
                self._drop("labels", block.body)
                self._caption(self.groups[-1])
                return True
        return False

    def _take_group(self, kind: Kind, label: str) -> bool:
        above = [node for node in self.groups if GROUPINGS.index(node.kind) < GROUPINGS.index(kind)]
        siblings = [node for node in (above[-1].children if above else self.tops) if node.kind is kind]
        styles = styles_of(label)
        if siblings:
            fits = any(follows(siblings[-1].label, label, style) for style in styles)
        else:
            fits = any(is_first(label, style) for style in styles)
        if fits:
            node = above[-1].new_child(kind, label) if above else self._top(kind, label)
            self.groups = [*above, node]
            self.path = [node]
        return fits

    def _opens_final(self, block: Block) -> bool:
        if not self.drafting.final.match(block.text) or self._in_annex() or self.quoting or not self.tops:
            return False
        if any(node.kind is Kind.FINAL for node in self.tops):
            return False
        self.groups = []
        final = self._top(Kind.FINAL, "1")
        final.add_text(block.body, block.marks)
        self.path = [final]
        return True

    def _opens_annex(self, block: Block) -> bool:
        match = self.drafting.annex.match(block.text)
        if match is None or self.articles is None:
            return False
        label = match["label"] or "1"
        before = [node for node in self.tops if node.kind is Kind.ANNEX]
        if before and not any(follows(before[-1].label, label, style) for style in styles_of(label)):
            return False
        if not before and match["label"] and not any(is_first(label, style) for style in styles_of(label)):
            return False
        self._drop("labels", block.body)
        self.groups = []
        annex = self._top(Kind.ANNEX, label)
        annex.depth = 0
        self.path, self.last_point = [annex], None
        self._caption(annex)
        return True

    def _in_annex(self) -> bool:
        return bool(self.path) and self.path[0].kind is Kind.ANNEX

    # ── headings ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _caption(self, node: Node) -> None:
        """The heading of a unit: what the layout shows as heading, or an unlabelled block that is no sentence."""
        while (block := self._peek()) is not None and self._is_caption(node, block):
            while (ahead := self._next()) is not block:
                self._note(ahead)
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
        return self._in_annex() and self.drafting.annex_section.match(block.text) is not None

    # ── inside articles, annexes and recitals ───────────────────────────────────────────────────────────────────────────────

    def _inner_block(self, block: Block) -> None:
        if not self.path:
            raise MalformedSource(f"words outside any provision: {block.text[:60]!r}", where=self.source)
        if self._in_annex() and block.label is None and self._opens_annex_section(block):
            return
        if self._continues_quotation(block):
            return
        item = item_of(block)
        if item is None or not self._place_item(item, block):
            self._unlabelled(_whole(block))

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
        self._drop("labels", block.body.cut(0, cut))
        if match["heading"]:
            section.add_heading(block.body.cut(cut), ())
        else:
            self._caption(section)
        return True

    def _continues_quotation(self, block: Block) -> bool:
        """Text that an amending provision quotes stays in its host and mints no ids."""
        host = self.path[-1]
        whole = _whole(block)
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
        found = find_parent(self.path, item, self.last_point)
        if found is None:
            return False
        keep, style = found
        parent = self.path[keep - 1]
        label = item.label
        if style is Style.DASH:
            label = str(sum(node.kind is Kind.INDENT for node in parent.children) + 1)
        node = parent.new_child(kind_of(parent, item), label)
        node.form, node.style, node.depth = item.form, style, item.depth
        self._drop("labels", item.label_words)
        self.path = [*self.path[:keep], node]
        if self._is_headed(item, block):
            node.add_heading(item.body, item.marks)
        else:
            node.add_text(item.body, item.marks)
        return True

    def _is_headed(self, item: Item, block: Block) -> bool:
        """An annex point that opens with a caption: no sentence, and words or a list of its own follow."""
        if not self._in_annex() or item.form not in (".", "3.1") or _CLOSED.search(item.body.text):
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
        if (floor is not None or self._in_annex()) and len(holders) > 1 and holders[-1].form:
            return holders[-2] if opens_list(holders[-2]) and holders[-2] is not self.path[(floor or 1) - 1] else holders[-1]
        outer = [node for node in holders if node.kind not in (Kind.POINT, Kind.INDENT)]
        return outer[-1] if outer else holders[0]

    def _list_that_goes_on(self) -> int | None:
        """Where in the open path stands the item of the list that the next labelled block continues; None for paragraphs."""
        ahead = self._labelled_ahead()
        found = find_parent(self.path, ahead) if ahead is not None else None
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

    def _note(self, block: Block) -> None:
        """A footnote by its mark; a starred one takes the number of the mark before it."""
        label = block.label.text if block.label else ""
        if label.startswith("*"):
            label = f"s{sum(mark.label.startswith('*') for seen in self.blocks[: self.at] for mark in seen.marks)}"
        if block.label:
            self._drop("labels", block.label)
        if _QUOTE_CLOSES.search(block.text):
            self.quoting = None
        note = Node(Kind.FOOTNOTE, label or f"x{len(self.notes) + 1}")
        note.add_text(replace(block, marks=()).body, ())
        self.notes.append(note)
