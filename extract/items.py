"""Labelled items: which label a block carries, and where in the open provisions it belongs.

Drafting rule: labels run in sequence, and a list is opened by introductory words that end in a colon (Joint Practical Guide 15;
interinstitutional style guide 2.7). So a label is taken for one only where it continues an open list or may begin a new one; "(i)" after
"(h)" continues the letters unless the words of "(h)" open a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.blocks import Block, Mark
from extract.languages import LATIN, bare_label
from extract.nodes import Node
from extract.traced import Traced
from kg.labels import Style, follows, is_first, order_key, styles_of
from kg.model import GROUPINGS, Kind

_FORMS = (
    ("()", re.compile(rf"\(?(?P<label>(?:[0-9]{{1,3}}[a-z]{{0,2}}|[a-z]{{1,2}}|[ivxlc]{{1,7}})(?: (?:{LATIN}))?)\)(?:\s+|$)")),
    ("3.1", re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2})+)\.?(?:\s+|$)")),
    (".", re.compile(rf"(?P<label>\d{{1,3}}[a-z]{{0,2}}(?: (?:{LATIN}))?|[a-z])\.(?:\s+|$)")),
    ("-", re.compile(r"(?P<label>[—–-])(?:\s+|$)")),
)
_SET_APART = ("a.", re.compile(r"(?P<label>[a-z]|[ivxl]{1,6})\.$"))
"""A letter and a full stop is a label only where the layout sets it apart: in running text it is an abbreviation."""


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
    for form, shape in (*_FORMS, _SET_APART) if block.label is not None else _FORMS:
        match = shape.match(words.text)
        if match is None:
            continue
        label = bare_label(match["label"])
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


def find_parent(path: Sequence[Node], item: Item, before: str | None = None, *, published: bool = True) -> tuple[int, Style] | None:
    """Where an item belongs: how many nodes of the open path stay open, and the style of its list; None where it fits nowhere.

    `before` is the last label of the list in the section before, which a first item may continue (annex sections number on). In a text
    that is not `published` but consolidated, labels only have to rise.
    """
    new, next_one = _new_list(path, item, before), _open_list(path, item)
    if new and next_one:
        return new if opens_list(path[-1]) else next_one
    found = new or next_one or _misprinted(path, item)
    return found or (None if published else _rising(path, item) or _list_without_first(path, item))


def _rising(path: Sequence[Node], item: Item) -> tuple[int, Style] | None:
    """The open list whose last label rises to the item's over the fewest that are missing; of two such lists the inner one."""
    fits: list[tuple[int, int, Style]] = []
    for index in range(len(path) - 1, 0, -1):
        node = path[index]
        if _alike(node, item) and follows(node.label, item.label, node.style, published=False):
            fits.append((_missing(node.label, item.label, node.style), index, node.style))
    return min(fits, key=lambda fit: fit[0])[1:] if fits else None


def _missing(last: str, label: str, style: Style) -> int:
    """How far one label of a list is from another, insertions counted as nothing."""
    return next((two - one for one, two in zip(order_key(last, style)[0], order_key(label, style)[0], strict=False) if one != two), 0)


def _misprinted(path: Sequence[Node], item: Item) -> tuple[int, Style] | None:
    """The list of "5." that "6)" goes on with: a number is written with one bracket only where it does not open a list of its own."""
    bare = item.label_words.text
    return _open_list(path, replace(item, form=".")) if bare[:1].isdecimal() and bare.endswith(")") else None


def _list_without_first(path: Sequence[Node], item: Item) -> tuple[int, Style] | None:
    """A new list whose first items were deleted: below words that announce one, or deeper than they stand."""
    host = path[-1]
    announced = host.form != item.form and (opens_list(host) or host.kind in (Kind.ANNEX, *GROUPINGS))
    deeper = item.depth is not None and host.depth is not None and item.depth > host.depth
    return (len(path), item.styles[-1]) if item.styles and not host.children and (announced or deeper) else None


def _open_list(path: Sequence[Node], item: Item) -> tuple[int, Style] | None:
    """The innermost open list that the item is the next of."""
    for index in range(len(path) - 1, 0, -1):
        node = path[index]
        if _alike(node, item) and (node.style is Style.DASH or follows(node.label, item.label, node.style)):
            return index, node.style
    return None


def _alike(node: Node, item: Item) -> bool:
    """Whether an item could stand in the list of a node: it is written alike, and no layout says that it is nested otherwise."""
    if node.form != item.form or node.style not in item.styles:
        return False
    return item.depth is None or node.depth is None or node.depth == item.depth


def _new_list(path: Sequence[Node], item: Item, before: str | None) -> tuple[int, Style] | None:
    host = path[-1]
    holder = next(node for node in reversed(path) if node.kind is not Kind.SUBPARAGRAPH)
    inside = item.form == "3.1" and item.label.rpartition(".")[0] == holder.label  # "3.1" says that it lies in "3", at any depth
    no_deeper = item.depth is not None and host.depth is not None and host.form and item.depth <= host.depth
    if no_deeper and not inside and not _under_paragraph(host, item):
        return None
    if host.form == item.form == "-" and not opens_list(host):
        return None
    for style in item.styles:
        if style is Style.DASH or is_first(item.label, style, holder.label if style is Style.DOTTED else None):
            return len(path), style
        if host.kind in (Kind.ANNEX, *GROUPINGS) and numbers_on(before or "0", item.label, style) and (before or style is Style.DOTTED):
            return len(path), style
    return None


def numbers_on(before: str, label: str, style: Style) -> bool:
    """Whether the first item of an annex's section may follow the last one of the section before it.

    Where print leaves a level out, the number before the full stop counts: "3.1" behind "2", and "4" behind "3.7".

    >>> numbers_on("9", "10", Style.ARABIC), numbers_on("2", "3.1", Style.DOTTED), numbers_on("3.7", "4", Style.ARABIC)
    (True, True, True)
    """
    if style is Style.DOTTED:
        return is_first(label, style) and follows(before.partition(".")[0], label.partition(".")[0], Style.ARABIC)
    return follows(before, label, style) or (style is Style.ARABIC and follows(before.partition(".")[0], label, style))


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
