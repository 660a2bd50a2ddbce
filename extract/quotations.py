"""The outline of quoted text: which provisions of the amended act stand in the new text that an amending provision quotes.

Input are the blocks of quoted text (`extract.quoted_blocks`) and where in the amended act they go; output are provisions with ids of
that act. They are nested by the routine that nests acts, with labels that need only rise, since what is
replaced has gaps and insertions. The first label is taken as it stands: an instruction says which one it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.blocks import Block, Role, whole_of
from extract.inner import Inner
from extract.items import Item, item_of
from extract.languages import Drafting, bare_label
from extract.nodes import Freezer, Node
from kg.errors import DuplicateId
from kg.ids import act_of, path_of, steps_of
from kg.labels import Style, follows
from kg.model import CODE_OF, GROUPINGS, KIND_OF, Kind, Provision

_HEADED: Final = re.compile(r"\w+ (?:\d|[IVXLC]+)[\w.]*$")
_LONGEST_RUN: Final = 300  # paragraphs without a label one after another, as the cells of a long table
_DEEPEST: Final = 20  # more levels than law has, and a bound for hostile text


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where quoted text goes: below `holder`, as parts of the code; `own` is the provision that is replaced, if one is."""

    holder: str
    code: str
    own: str = ""


class _TooDeep(Exception):
    """Quoted text is nested deeper than law is."""


def outline(blocks: tuple[Block, ...], slot: Slot, drafting: Drafting, source: str) -> tuple[Provision, ...]:
    """The provisions in quoted text, outermost.

    None where their ids cannot be told, as for a subparagraph added to those there are, and none of what is no law by its looks.
    """
    if not blocks or _runs_on(blocks):
        return ()
    inner = Inner(blocks, drafting, source, published=False)
    try:
        return _headed(inner, slot) or _listed(inner, slot) or _bare(inner, slot)
    except (DuplicateId, _TooDeep):
        return ()


def _runs_on(blocks: Sequence[Block]) -> bool:
    """Whether more paragraphs without a label follow one another than law has."""
    run = 0
    for block in blocks:
        run = 0 if _item(block) is not None or _HEADED.match(block.text) else run + 1
        if run > _LONGEST_RUN:
            return True
    return False


def _take(inner: Inner, block: Block) -> None:
    """Put a block where it belongs; lists in lists without end are no law."""
    inner.take(block)
    if len(inner.path) > _DEEPEST:
        raise _TooDeep


def _item(block: Block) -> Item | None:
    """The item that a block is: a table is none, whatever its title."""
    return None if block.role is Role.TABLE else item_of(block)


def _chain(holder: str) -> list[Node]:
    """Empty nodes for the provisions that hold the quoted text, outermost first."""
    return [Node(KIND_OF[step.code], step.label) for step in steps_of(holder)]


def _frozen(nodes: Sequence[Node], parent: str, source: str) -> tuple[Provision, ...]:
    freezer = Freezer(act_of(parent), source)
    return tuple(freezer.freeze(node, parent) for node in nodes)


# ── Headed units ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _headed(inner: Inner, slot: Slot) -> tuple[Provision, ...]:
    """Whole articles, annexes and groupings; of an annex, its sections and parts."""
    if _unit(inner.blocks[0], slot, inner.drafting) is None:
        return ()
    if inner.blocks[0].role is not Role.HEADING:  # a layout that does not show its headings does not tell a heading from a sentence
        inner.blocks = tuple(replace(block, depth=None) for block in inner.blocks)
    tops: list[Node] = []
    groups: list[Node] = []
    while not inner.done:
        block = inner.next()
        node = _unit(block, slot, inner.drafting)
        if node is None:
            _take(inner, block)
            continue
        groups = [group for group in groups if _wider(group.kind, node.kind)]
        (groups[-1].children if groups else tops).append(node)
        if node.kind in GROUPINGS and not path_of(slot.holder).startswith("anx_"):
            groups.append(node)
        node.depth = 0
        inner.path = [*_chain(slot.holder), node]
        inner.quoting.stop()
        inner.caption(node)
    freezer = Freezer(act_of(slot.holder), inner.source)
    return tuple(freezer.freeze(node, _holder_of(node, slot.holder)) for node in tops)


def _holder_of(node: Node, holder: str) -> str:
    """What the id of a unit runs through: the annex, or for a section the chapter; articles stand directly below the act."""
    steps = steps_of(holder)
    through = bool(steps) and (steps[0].code == "anx" or (node.kind in GROUPINGS and KIND_OF[steps[-1].code] in GROUPINGS))
    return holder if through else act_of(holder)


def _wider(group: Kind, kind: Kind) -> bool:
    return kind is Kind.ARTICLE or (kind in GROUPINGS and GROUPINGS.index(group) < GROUPINGS.index(kind))


def _unit(block: Block, slot: Slot, drafting: Drafting) -> Node | None:
    """The unit that a block opens; capitals do not matter in a quotation."""
    if block.label is not None or block.role is Role.TABLE:
        return None
    if path_of(slot.holder).startswith("anx_"):
        return _part_of_annex(block, slot, drafting)
    shapes = ((Kind.ARTICLE, drafting.article), (Kind.ANNEX, re.compile(drafting.annex.pattern, re.IGNORECASE)), *drafting.groupings)
    for kind, shape in shapes:
        match = shape.match(block.text)
        if match is not None:
            return Node(kind, bare_label(match["label"] or "1"))
    return None


def _part_of_annex(block: Block, slot: Slot, drafting: Drafting) -> Node | None:
    """A part, chapter or section of an annex, where the instruction says that the quoted text is one."""
    for kind, shape in drafting.annex_groupings:
        match = shape.match(block.text)
        if match is not None and CODE_OF[kind] == slot.code:
            node = Node(kind, bare_label(match["label"]))
            beside = next((name for name in ("heading", "beside") if match[name]), None)
            if beside:
                node.add_heading(block.body.cut(match.start(beside)), ())
            return node
    return None


# ── Labelled parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _listed(inner: Inner, slot: Slot) -> tuple[Provision, ...]:
    """Paragraphs, points and indents: "‘(14a) …", "‘2. …"."""
    first = _item(inner.blocks[0])
    if first is None or (slot.code not in ("par", "pnt", "idt") and not _is_own(first, slot.own)):
        return ()
    chain = _chain(slot.holder)
    if not chain or (first.form == "-" and slot.own == ""):
        return ()
    node = Node(_kind(first, slot), _label(first, slot))
    node.form, node.style, node.depth = first.form, _style(first, inner.blocks[1:]), first.depth
    node.add_text(first.body, ())
    chain[-1].children.append(node)
    inner.path = [*chain, node]
    inner.next()
    while not inner.done:
        _take(inner, inner.next())
    for part in chain[-1].children:
        if part.form == node.form:
            part.kind = node.kind
    return _frozen(chain[-1].children, slot.holder, inner.source)


def _is_own(item: Item, own: str) -> bool:
    return bool(own) and steps_of(own)[-1].label == item.label


def _kind(item: Item, slot: Slot) -> Kind:
    """The kind that the instruction names; "Article 3(63)" turns out to be a point where its new text begins with "(63)"."""
    if slot.own and slot.code == "par" and item.form == "()":
        return Kind.POINT
    return KIND_OF[slot.code] if item.form != "-" else Kind.INDENT


def _label(item: Item, slot: Slot) -> str:
    return item.label if item.form != "-" else steps_of(slot.own)[-1].label


def _style(first: Item, behind: Sequence[Block]) -> Style:
    """Of the styles that the first label may be of, the one in which the next label of its form follows it."""
    labels = [item.label for item in map(_item, behind) if item is not None and item.form == first.form]
    return next((style for style in first.styles if any(follows(first.label, label, style) for label in labels)), first.styles[0])


# ── Words without a label ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _bare(inner: Inner, slot: Slot) -> tuple[Provision, ...]:
    """The new words of a provision that is known: a subparagraph, or introductory words without their label."""
    if not path_of(slot.own):
        return ()
    chain = _chain(slot.own)
    earlier = _earlier_siblings(chain)
    inner.path = list(chain)
    if inner.blocks[0].role is not Role.TABLE:
        chain[-1].add_text(whole_of(inner.next()).body, ())
    while not inner.done:
        _take(inner, inner.next())
    nodes = chain[-2].children[earlier:] if len(chain) > 1 else chain
    return _frozen(nodes, slot.holder, inner.source)


def _earlier_siblings(chain: Sequence[Node]) -> int:
    """Put the innermost node in its place among the subparagraphs before it, which are counted; how many those are."""
    if len(chain) < 2:
        return 0
    own, siblings = chain[-1], chain[-2].children
    count = int(own.label) - 2 if own.kind is Kind.SUBPARAGRAPH and own.label.isdigit() else 0
    siblings.extend(Node(Kind.SUBPARAGRAPH, str(number)) for number in range(2, 2 + count))
    siblings.append(own)
    return count
