"""A tree of evidence as a picture: Graphviz source, or an SVG that needs no program to lay it out.

The root stands on the left, and each step of a walk leads one column on. What binds has corners and a solid line, what explains is round
with a broken one, and both say so in words; nothing is told by colour alone. The same tree gives the same picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Final
from xml.sax.saxutils import escape

from query.evidence_tree import Branch, Shape

_WIDE: Final = 30
"""Characters of a line in a box or on an edge."""
_LETTER: Final = 8
"""Pixels that a letter may be wide at most, on the average of a line."""
_LINE: Final = 17
_PAD: Final = 9
_BOX: Final = _WIDE * _LETTER + 2 * _PAD
_GAP: Final = _WIDE * _LETTER + 48
"""Between two columns: the words of an edge, and its line on both sides of them."""
_BETWEEN: Final = 16
_MARGIN: Final = 20
_LEGEND: Final = 2 * _LINE + _BETWEEN
_MOST: Final = 6
"""Lines of a label that are drawn."""
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OUTLINE: Final = {
    Shape.ROOT: 'rx="24" fill="#ffffff" stroke="#222222" stroke-width="2"',
    Shape.BINDING: 'fill="#eaf2fb" stroke="#1f4e79" stroke-width="2"',
    Shape.RECITAL: 'rx="14" fill="#fbf6e6" stroke="#7a5b00" stroke-width="1.5" stroke-dasharray="6 4"',
    Shape.OTHER: 'rx="2" fill="#f3f3f3" stroke="#444444" stroke-width="1"',
}
_DOT: Final = {
    Shape.ROOT: "shape=ellipse",
    Shape.BINDING: "shape=box, penwidth=2",
    Shape.RECITAL: 'shape=box, style="rounded,dashed"',
    Shape.OTHER: "shape=box3d",
}
_HEAD: Final = """<title>Evidence</title>
<desc>{desc}</desc>
<style>text {{ font-family: "DejaVu Sans", Arial, Helvetica, sans-serif; font-size: 13px; fill: #111111 }} \
.kind {{ font-size: 12px; font-style: italic }} \
.relation {{ font-size: 12px; font-weight: bold }} .because {{ font-size: 12px }}</style>
<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse">\
<path d="M0 0L10 5L0 10z" fill="#333333"/></marker></defs>
"""
_LEGEND_WORDS: Final = (
    "A solid line and corners: binds. A broken line and round corners: a recital, explains. Arrows point as the graph has the relation."
)
_NOTE: Final = "Not legal advice. Only the Official Journal of the European Union is authentic; consolidated texts have no legal effect."


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A node with its place: `top` of its box, in its column, and the places of those it leads to."""

    branch: Branch
    column: int
    top: int
    lines: tuple[str, ...]
    relation: tuple[str, ...]
    because: tuple[str, ...]
    further: tuple[Placed, ...]

    @property
    def left(self) -> int:
        return _MARGIN + self.column * (_BOX + _GAP)

    @property
    def height(self) -> int:
        return len(self.lines) * _LINE + 2 * _PAD

    @property
    def middle(self) -> int:
        return self.top + self.height // 2


# ── places ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def placed(root: Branch) -> tuple[Placed, int, int]:
    """A tree with the place of each node, and the width and height that it takes."""
    found, bottom = _placed(root, 0, _MARGIN)
    columns = max(one.column for one in nodes(found)) + 1
    return found, max(2 * _MARGIN + columns * _BOX + (columns - 1) * _GAP, 960), bottom + _LEGEND + _MARGIN


def nodes(root: Placed) -> Iterator[Placed]:
    """A node and all behind it."""
    yield root
    for one in root.further:
        yield from nodes(one)


def _placed(branch: Branch, column: int, top: int) -> tuple[Placed, int]:
    """A node set in the middle of what it leads to, and where the next one below may begin."""
    lines, relation, because = _label(branch), _wrapped(branch.relation), _wrapped(branch.because)
    half = (len(lines) * _LINE + 2 * _PAD) // 2
    above, below = max(half, len(relation) * _LINE + _PAD), max(half, len(because) * _LINE + _PAD)
    further, at = [], top
    for one in branch.branches:
        inner, at = _placed(one, column + 1, at)
        further.append(inner)
    height = max(above + below, at - _BETWEEN - top)
    if further:
        down = (height - (at - _BETWEEN - top)) // 2
        further = [_moved(one, down) for one in further]
    wanted = (further[0].middle + further[-1].middle) // 2 if further else top + above
    middle = min(max(wanted, top + above), top + height - below)
    here = Placed(branch=branch, column=column, top=middle - half, lines=lines, relation=relation, because=because, further=tuple(further))
    return here, top + height + _BETWEEN


def _moved(one: Placed, by: int) -> Placed:
    return replace(one, top=one.top + by, further=tuple(_moved(inner, by) for inner in one.further))


def _label(branch: Branch) -> tuple[str, ...]:
    """The lines of a node: what it is, its number or score, and what it does."""
    mark = f"[{branch.mark}] " if branch.mark else ""
    kind = () if branch.shape is Shape.ROOT else (branch.shape.value,)
    return (*_wrapped(f"{mark}{branch.label}"), *kind)


def _wrapped(words: str) -> tuple[str, ...]:
    return tuple(wrap(_NOT_XML.sub(" ", words), _WIDE, max_lines=_MOST, placeholder=" …"))


# ── SVG ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def svg(root: Branch) -> str:
    """A tree as an SVG of its own size, readable as it is."""
    found, width, height = placed(root)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
    desc = escape(f"The evidence behind: {_NOT_XML.sub(' ', root.label)}")
    drawn = "".join(_edges(found)) + "".join(map(_box, nodes(found)))
    return f'{head}{_HEAD.format(desc=desc)}<rect width="{width}" height="{height}" fill="#ffffff"/>\n{drawn}{_legend(height)}</svg>\n'


def _box(one: Placed) -> str:
    rectangle = f'<rect x="{one.left}" y="{one.top}" width="{_BOX}" height="{one.height}" {_OUTLINE[one.branch.shape]}/>\n'
    kind = 0 if one.branch.shape is Shape.ROOT else 1
    lines = [_text(one.left + _PAD, one.top + _PAD + 13 + at * _LINE, line) for at, line in enumerate(one.lines[: len(one.lines) - kind])]
    last = one.top + _PAD + 13 + (len(one.lines) - 1) * _LINE
    return rectangle + "".join(lines) + (_text(one.left + _PAD, last, one.lines[-1], "kind") if kind else "")


def _edges(one: Placed) -> Iterator[str]:
    """The lines from a node to those it leads to: above the level part of each stands the relation, below it the reason."""
    for inner in one.further:
        start, bend, end = one.left + _BOX, one.left + _BOX + 24, inner.left
        arrow = 'marker-start="url(#arrow)"' if inner.branch.against else 'marker-end="url(#arrow)"'
        way = f"M{start} {one.middle}H{bend}V{inner.middle}H{end}"
        yield f'<path d="{way}" fill="none" stroke="#333333" stroke-width="1.2" {arrow}/>\n'
        for at, line in enumerate(reversed(inner.relation)):
            yield _text(bend + 8, inner.middle - 6 - at * _LINE, line, "relation")
        for at, line in enumerate(inner.because, 1):
            yield _text(bend + 8, inner.middle - 2 + at * _LINE, line, "because")
        yield from _edges(inner)


def _text(x: int, y: int, words: str, kind: str = "") -> str:
    return f'<text x="{x}" y="{y}"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>{escape(words)}</text>\n'


def _legend(height: int) -> str:
    first = height - _MARGIN - _LINE
    return _text(_MARGIN, first, _LEGEND_WORDS, "kind") + _text(_MARGIN, first + _LINE, _NOTE, "kind")


# ── Graphviz ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def dot(root: Branch) -> str:
    """A tree as Graphviz source."""
    lines = ["digraph evidence {", '  rankdir=LR; node [fontname="sans-serif"]; edge [fontname="sans-serif", fontsize=11];']
    lines += _dot(root, "n")
    lines += [f"  label={_string(_NOTE)}; labelloc=b; fontsize=11;", "}"]
    return "\n".join(lines) + "\n"


def _dot(one: Branch, name: str) -> Iterator[str]:
    yield f"  {name} [{_DOT[one.shape]}, label={_string(*_label(one))}];"
    for at, inner in enumerate(one.branches, 1):
        back = ", dir=back" if inner.against else ""
        yield f"  {name} -> {name}_{at} [label={_string(*_wrapped(inner.relation), *_wrapped(inner.because))}{back}];"
        yield from _dot(inner, f"{name}_{at}")


def _string(*lines: str) -> str:
    said = "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return f'"{said}"'
