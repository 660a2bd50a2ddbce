"""Labelled items: which label a block carries, and where in the open provisions it belongs.

Drafting rule: labels run in sequence, and a list is opened by introductory words that end in a colon (Joint Practical Guide 15;
interinstitutional style guide 2.7). So a label is taken for one only where it continues an open list or may begin a new one; "(i)" after
"(h)" continues the letters unless the words of "(h)" open a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.blocks import Block, Mark
from extract.nodes import Node
from extract.traced import Traced
from kg.labels import Style, follows, is_first, styles_of
from kg.model import Kind

_FORMS = (
    ("()", re.compile(r"\((?P<label>[0-9]{1,3}[a-z]{0,2}|[a-z]{1,2}|[ivxlc]{1,7})\)(?:\s+|$)")),
    ("3.1", re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2})+)\.?(?:\s+|$)")),
    (".", re.compile(r"(?P<label>\d{1,3}[a-z]{0,2})\.(?:\s+|$)")),
    ("-", re.compile(r"(?P<label>[—–-])(?:\s+|$)")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A block that carries a label: the label's form ("()", ".", "3.1", "-"), its bare text and words, and the rest of the block."""

    form: str
    label: str
    label_words: Traced
    body: Traced
    marks: tuple[Mark, ...]
    depth: int | None

    @property
    def styles(self) -> tuple[Style, ...]:
        if self.form == "-":
            return (Style.DASH,)
        if self.form == "3.1":
            return (Style.DOTTED,)
        return tuple(style for style in styles_of(self.label) if style is not Style.DOTTED)


def item_of(block: Block) -> Item | None:
    """The item a block is, when it begins with a label or the layout set one apart."""
    words = block.label or block.body
    for form, shape in _FORMS:
        match = shape.match(words.text)
        if match is None:
            continue
        label = match["label"]
        if block.label is not None:
            return Item(form=form, label=label, label_words=words, body=block.body, marks=block.marks, depth=block.depth)
        end = match.end()
        if end == len(block.text):
            return None
        marks = tuple(Mark(at=mark.at - end, label=mark.label) for mark in block.marks)
        own, rest = block.body.cut(0, end), block.body.cut(end)
        return Item(form=form, label=label, label_words=own, body=rest, marks=marks, depth=block.depth)
    return None


def opens_list(node: Node) -> bool:
    """Whether the words of a provision announce a list."""
    return node.text.text.rstrip().endswith((":", "—", ": –"))


def find_parent(path: Sequence[Node], item: Item, before: str | None = None, *, rising: bool = False) -> tuple[int, Style] | None:
    """Where an item belongs: how many nodes of the open path stay open, and the style of its list; None where it fits nowhere.

    `before` is the last label of the list in the section before, which a first item may continue (annex sections number on).
    In quoted text labels need only rise (`rising`): where no list is there to be continued or begun, one with a gap is gone on with.
    """
    new = _new_list(path, item, before)
    going_on = _open_list(path, item) or (_open_list(path, item, rising=True) if rising and new is None else None)
    if new and going_on:
        return new if opens_list(path[-1]) else going_on
    return new or going_on


def _open_list(path: Sequence[Node], item: Item, *, rising: bool = False) -> tuple[int, Style] | None:
    for index in range(len(path) - 1, 0, -1):
        node = path[index]
        if node.form != item.form or node.style not in item.styles:
            continue
        if item.depth is not None and node.depth is not None and node.depth != item.depth:
            continue
        if node.style is Style.DASH or follows(node.label, item.label, node.style):
            return index, node.style
        if rising and _rises(node.label, item.label, node.style):
            return index, node.style
    return None


def _rises(label: str, following: str, style: Style) -> bool:
    """Whether a label may stand behind another with a gap between; "(d)" behind "(ii)" is a letter, though 500 rises too."""
    roman = style is Style.ROMAN and len(following) == 1 and following in "lcdm"
    return not roman and follows(label, following, style, published=False)


def _new_list(path: Sequence[Node], item: Item, before: str | None) -> tuple[int, Style] | None:
    host = path[-1]
    if item.depth is not None and host.depth is not None and host.form and item.depth <= host.depth and not _under_paragraph(host, item):
        return None
    if host.form == item.form == "-":
        return None
    for style in item.styles:
        begins = style is Style.DASH or is_first(item.label, style, host.label if style is Style.DOTTED else None)
        if begins or (before is not None and host.kind is Kind.SECTION and follows(before, item.label, style)):
            return len(path), style
    return None


def _under_paragraph(host: Node, item: Item) -> bool:
    """Layouts that do not indent: a list may open at the depth of the words that announce it."""
    return item.depth == host.depth and opens_list(host) and item.form != host.form


def kind_of(parent: Node, item: Item) -> Kind:
    """Numbered divisions of an article are paragraphs; dashes are indents; everything else is a point."""
    if item.form == "-":
        return Kind.INDENT
    if item.form == "." and parent.kind is Kind.ARTICLE:
        return Kind.PARAGRAPH
    return Kind.POINT
