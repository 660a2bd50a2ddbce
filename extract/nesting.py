"""The nesting routine: blocks of any format to the provisions of an act, by labels in sequence.

    title · preamble (citations · "Whereas:" · recitals · adoption formula) · enacting terms (groupings · articles) · final · annexes

Inside an article, annex or recital a block is one of three things: an item (`extract.items`), words that continue the sentence
(`wrap_up`, or a quotation that is still open), or a subparagraph. Footnotes are lifted out wherever the reader found them.
An unlabelled block behind a list is a subparagraph when it starts a new sentence and belongs to the `wrap_up` when it does not.
Where the layout shows no depth it belongs to the item of the list that goes on behind it; else, in an annex, to what announced the list
(or the item itself, if nothing did), and in an article to the paragraph (docs/decisions/0006).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from extract.blocks import Block, Layout, Role, whole_of
from extract.inner import Inner, settled
from extract.items import Item, item_of
from extract.languages import Drafting, bare_label
from extract.misprints import relabelled_in
from extract.nodes import Freezer, Node
from extract.note_numbers import number_apart
from extract.traced import Traced, join
from kg.errors import MalformedSource
from kg.labels import Style, follows, is_first, styles_of
from kg.model import GROUPINGS, Dropped, Kind, Provision

_LONGEST_TITLE: Final = 12
"""Blocks a title may have before we say that this is no act."""
_LONGEST_CONTENTS: Final = 200
"""Blocks that a list of the annexes may have."""
_FIRST_ANNEX: Final = re.compile(r"(?:[A-Z]+ )?[I1](?:\.|:|\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """What nesting gives: the act's provisions, and the words that are structure rather than text."""

    provisions: tuple[Provision, ...]
    dropped: tuple[Dropped, ...]


def nest(layout: Layout, act: str, source: str, drafting: Drafting, members: tuple[str, ...] = ()) -> Nested:
    """The provisions of the act whose blocks these are. Raises MalformedSource when they hold no article."""
    published = layout.version == "oj"
    relabelled = relabelled_in(act, layout.language, layout.version)
    reading = _Nesting(Inner(tuple(settled(block) for block in layout.blocks), drafting, source, published, relabelled))
    reading.run()
    if not any(node.kind is Kind.ARTICLE for node in _all(reading.tops)):
        raise MalformedSource("no articles found", where=source, hint="Is this the full text of a regulation, directive or decision?")
    number_apart(reading.tops, reading.inner.notes)
    provisions = Freezer(act, source, members).freeze_all(reading.tops, reading.inner.notes)
    return Nested(provisions=provisions, dropped=tuple(reading.inner.dropped))


def _all(nodes: list[Node]) -> list[Node]:
    return [inner for node in nodes for inner in (node, *_all(node.children))]


def title_of(layout: Layout, drafting: Drafting) -> str:
    """The title of the act: the blocks before its enacting body or preamble, without the remark on EEA relevance."""
    parts: list[Traced] = []
    for block in layout.blocks:
        opens = drafting.enacting_body.match(block.text) or _heads_unit(block, drafting)
        if block.role is not Role.TITLE and (opens or len(parts) > _LONGEST_TITLE):
            break
        if not drafting.eea.match(block.text):
            parts.append(block.body)
    return join(parts).text


def _heads_unit(block: Block, drafting: Drafting) -> bool:
    """Whether a block is the heading of an article or of a grouping: a consolidated text has no preamble before its first."""
    return any(shape.match(block.text) for shape in (drafting.article, *(shape for _, shape in drafting.groupings)))


@dataclass(slots=True)
class _Nesting:
    """The act's units and what is open; lives only inside `nest`."""

    inner: Inner
    tops: list[Node] = field(default_factory=list)
    groups: list[Node] = field(default_factory=list)
    articles: str | None = None

    def run(self) -> None:
        self._title()
        self._preamble()
        while not self.inner.done:
            self._enacting_block(self.inner.next())

    # ── front ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _title(self) -> None:
        """The blocks before the enacting formula (`title_of` puts them together)."""
        taken = 0
        while not self.inner.done and not self._opens_act(self.inner.blocks[self.inner.at]):
            if self.inner.blocks[self.inner.at].role is Role.NOTE:
                self.inner.note(self.inner.next())
                continue
            if self.inner.blocks[self.inner.at].role is Role.TABLE:
                self._drop_table(self.inner.next())
                continue
            self.inner.drop("title of the act", whole_of(self.inner.next()).body)
            taken += 1
            if taken > _LONGEST_TITLE:
                raise MalformedSource("no enacting formula found", where=self.inner.source, hint="Is this the full text of an act?")

    def _drop_table(self, block: Block) -> None:
        """A table before the recitals is none of the act's own provisions; its words are kept as what they are."""
        for part in (block, *(part for cells in block.rows for cell in cells for part in cell.parts)):
            words = whole_of(part).body
            if words.text:
                self.inner.drop("front matter", words)

    def _opens_act(self, block: Block) -> bool:
        drafting = self.inner.drafting
        return drafting.enacting_body.match(block.text) is not None or (block.role is not Role.TITLE and _heads_unit(block, drafting))

    def _preamble(self) -> None:
        """Citations up to "Whereas:", recitals by number up to the formula of adoption; a consolidated text may have none of it."""
        if self.inner.done or not self.inner.drafting.enacting_body.match(self.inner.blocks[self.inner.at].text):
            return
        preamble = self._top(Kind.PREAMBLE, "1")
        first = whole_of(self.inner.next())
        preamble.add_text(first.body, first.marks)
        drafting, numbered, in_recitals = self.inner.drafting, self._numbered_recitals(), False
        while not self.inner.done:
            block = self.inner.next()
            in_recitals = in_recitals or self._says_whereas(block)
            if block.role is Role.NOTE:
                self.inner.note(block)
            elif block.role is Role.TABLE and not in_recitals:
                self._drop_table(block)
            elif block.label is None and drafting.whereas.match(block.text):
                in_recitals = True
                self.inner.drop("formulas", block.body)
            elif block.label is None and drafting.adopted.match(block.text):
                preamble.add_wrap_up(block.body, block.marks)
                return
            elif in_recitals:
                self._recital_block(preamble, block, numbered)
            else:
                count = len(preamble.children) + 1
                whole = whole_of(block)
                preamble.new_child(Kind.CITATION, str(count)).add_text(whole.body, whole.marks)

    def _numbered_recitals(self) -> bool:
        """Whether any block up to the formula of adoption begins with a number in brackets; acts before 1992 do not number recitals."""
        for block in self.inner.blocks[self.inner.at :]:
            if block.label is None and self.inner.drafting.adopted.match(block.text):
                break
            item = item_of(block) if block.role is not Role.NOTE else None
            if item is not None and item.form == "()" and item.label.isdecimal():
                return True
        return False

    def _says_whereas(self, block: Block) -> bool:
        """Whether a block opens a recital that says "Whereas" itself, numbered or not."""
        item = item_of(block)
        words = block.body if item is None else item.body
        return block.role is not Role.NOTE and self.inner.drafting.recital.match(words.text) is not None

    def _recital_block(self, preamble: Node, block: Block, numbered: bool) -> None:
        item = item_of(block)
        last = next((node.label for node in reversed(preamble.children) if node.kind is Kind.RECITAL), "0")
        if numbered and item is not None and item.form == "()" and follows(last, item.label, Style.ARABIC):
            self.inner.drop("labels", item.label_words)
            self._open_recital(preamble, item.label, item)
        elif not numbered and item is None and self._opens_unnumbered(block, last):
            self._open_recital(preamble, str(int(last) + 1), block)
        else:
            self.inner.take(block)

    def _opens_unnumbered(self, block: Block, last: str) -> bool:
        """Recitals without numbers each say "Whereas"; where none does, each is a paragraph that begins with a capital letter."""
        if self._says_whereas(block) or last == "0":
            return True
        first = self.inner.path[0].text.text if self.inner.path else ""
        return not self.inner.drafting.recital.match(first) and block.text[:1].isupper()

    def _open_recital(self, preamble: Node, label: str, words: Block | Item) -> None:
        """A recital by its number, or where none is printed by its place."""
        recital = preamble.new_child(Kind.RECITAL, label)
        recital.depth = words.depth
        recital.add_text(words.body, words.marks)
        self.inner.path = [recital]

    def _follows(self, last: str, label: str, style: Style) -> bool:
        return follows(last, label, style, published=self.inner.published)

    # ── enacting terms ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _enacting_block(self, block: Block) -> None:
        if block.role is Role.NOTE:
            self.inner.note(block)
        elif self._lists_annexes(block):
            self._drop_contents(block)
        elif block.label is None and block.role is not Role.TABLE and not block.quoted and self._opens_unit(block):
            self.inner.quoting.stop()
        elif block.role is Role.HEADING and self._heads_without_number(block):
            self.inner.drop("headings without a number", block.body)
        else:
            self.inner.take(block)

    def _heads_without_number(self, block: Block) -> bool:
        """Whether a heading stands over the next article, but has no number that would make it a grouping ("FINAL PROVISIONS")."""
        if block.label is not None or self.inner.quoting.is_open or self.inner.in_annex or self.inner.done:
            return False
        match = self.inner.drafting.article.match(self.inner.blocks[self.inner.at].text)
        return match is not None and self.articles is not None and self._follows(self.articles, bare_label(match["label"]), Style.ARABIC)

    def _opens_unit(self, block: Block) -> bool:
        return self._opens_annex(block) or self._opens_article(block) or self._opens_group(block) or self._opens_final(block)

    def _top(self, kind: Kind, label: str) -> Node:
        node = Node(kind, label)
        self.tops.append(node)
        return node

    def _opens_article(self, block: Block) -> bool:
        match = self.inner.drafting.article.match(block.text)
        label = bare_label(match["label"]) if match else ""
        if not label or (self.articles is not None and not self._follows(self.articles, label, Style.ARABIC)):
            return False
        if self.articles is None and not is_first(label, Style.ARABIC):
            return False
        self.articles = label
        self.inner.drop("labels", block.body)
        article = self.groups[-1].new_child(Kind.ARTICLE, self.articles) if self.groups else self._top(Kind.ARTICLE, self.articles)
        article.depth = 0
        self.inner.path = [article]
        self.inner.caption(article)
        return True

    def _opens_group(self, block: Block) -> bool:
        """A part, title, chapter or section of the enacting terms, in sequence below the group that holds it."""
        if self.inner.in_annex:
            return False
        for kind, shape in self.inner.drafting.groupings:
            match = shape.match(block.text)
            if match is not None and self._take_group(kind, bare_label(match["label"])):
                self.inner.drop("labels", block.body)
                self.inner.caption(self.groups[-1])
                return True
        return False

    def _take_group(self, kind: Kind, label: str) -> bool:
        above = [node for node in self.groups if GROUPINGS.index(node.kind) < GROUPINGS.index(kind)]
        siblings = [node for node in (above[-1].children if above else self.tops) if node.kind is kind]
        styles = styles_of(label)
        if siblings:
            fits = any(self._follows(siblings[-1].label, label, style) for style in styles)
        else:
            fits = any(is_first(label, style) for style in styles)
        if fits:
            node = above[-1].new_child(kind, label) if above else self._top(kind, label)
            self.groups = [*above, node]
            self.inner.path = [node]
        return fits

    def _opens_final(self, block: Block) -> bool:
        if not self.inner.drafting.final.match(block.text) or self.inner.in_annex or self.inner.quoting.is_open or not self.tops:
            return False
        if any(node.kind is Kind.FINAL for node in self.tops):
            return False
        self.groups = []
        final = self._top(Kind.FINAL, "1")
        final.add_text(block.body, block.marks)
        self.inner.path = [final]
        return True

    def _lists_annexes(self, block: Block) -> bool:
        """Whether a block heads a list of the annexes: the first line of it has the number of the first annex, which follows."""
        if self.articles is None or self.inner.in_annex or not self.inner.drafting.annexes.match(block.text):
            return False
        ahead = [one for one in self.inner.blocks[self.inner.at : self.inner.at + _LONGEST_CONTENTS] if one.role is not Role.NOTE]
        numbers = [one for one in ahead if _FIRST_ANNEX.match(whole_of(one).text)]
        return ahead[:1] == numbers[:1] != [] and any(self._is_annex(one) for one in ahead)

    def _is_annex(self, block: Block) -> bool:
        match = self.inner.drafting.annex.match(block.text)
        return match is not None and bool(match["label"])

    def _drop_contents(self, block: Block) -> None:
        """A list of the annexes repeats their headings: it is no text of its own."""
        self.inner.drop("table of contents", whole_of(block).body)
        while not self._is_annex(self.inner.blocks[self.inner.at]):
            ahead = self.inner.next()
            if ahead.role is Role.NOTE:
                self.inner.note(ahead)
            else:
                self.inner.drop("table of contents", whole_of(ahead).body)

    def _opens_annex(self, block: Block) -> bool:
        beside = self.inner.drafting.annex_beside.match(block.text)
        match = beside or self.inner.drafting.annex.match(block.text)
        if match is None or self.articles is None:
            return False
        label = bare_label(match["label"] or "1")
        before = [node for node in self.tops if node.kind is Kind.ANNEX]
        if before and not any(self._follows(before[-1].label, label, style) for style in styles_of(label)):
            return False
        if not before and match["label"] and not any(is_first(label, style) for style in styles_of(label)):
            return False
        cut = beside.start("heading") if beside else len(block.text)
        self.inner.drop("labels", block.body.cut(0, cut))
        self.groups = []
        annex = self._top(Kind.ANNEX, label)
        annex.depth = 0
        if beside:
            annex.add_heading(block.body.cut(cut), [replace(mark, at=mark.at - cut) for mark in block.marks])
        self.inner.path, self.inner.last_point = [annex], None
        self.inner.caption(annex)
        return True
