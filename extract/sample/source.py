"""Parse the line-based markup of the sample act; `extract.sample.build` documents the markup."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

KEYS = (
    "number|date|hyphens|title|enacting|citation|whereas|recital|adopted|chapter|section|article|par|text|sub|wrap|"
    "point|indent|final|sign|annex|group|heading|note"
)
LINE = re.compile(rf"(?P<indent>(?:  )*)(?P<key>{KEYS})(?: (?P<label>[^|]+?))? \| (?P<text>.+)")
INLINE = re.compile(r"\[\^(?P<note>\d+)\]|\*(?P<italic>[^*]+)\*")


class Piece(NamedTuple):
    """A run of one kind of inline text: `plain`, `italic`, or `note` (the number of a footnote)."""

    kind: str
    text: str


@dataclass(slots=True)
class Node:
    """One line of the source with the lines indented below it."""

    key: str
    label: str
    text: str
    depth: int
    children: list["Node"] = field(default_factory=list)


def pieces(text: str) -> list[Piece]:
    """Split a text into plain words, italics and footnote marks; the blank before a mark belongs to the words."""
    found: list[Piece] = []
    end = 0
    for match in INLINE.finditer(text):
        before = text[end : match.start()] + (" " if match["note"] else "")
        if before:
            found.append(Piece("plain", before))
        found.append(Piece("note", match["note"]) if match["note"] else Piece("italic", match["italic"]))
        end = match.end()
    if end < len(text):
        found.append(Piece("plain", text[end:]))
    return found


def parse_line(line: str, number: int) -> Node:
    """Parse one line of the source; a malformed line raises ValueError with its number."""
    match = LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"act.txt:{number}: not a line of the markup: {line!r}")
    return Node(match["key"], match["label"] or "", match["text"], len(match["indent"]) // 2)


def parse(source: str) -> list[Node]:
    """Parse the source into its top-level lines; an indented line stands below the nearest one indented less."""
    roots: list[Node] = []
    path: list[Node] = []
    for number, line in enumerate(source.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        node = parse_line(line, number)
        if node.depth > len(path):
            raise ValueError(f"act.txt:{number}: indented too far")
        del path[node.depth :]
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return roots


def meta(roots: list[Node], key: str) -> str:
    """Give the text of the one line with that key, such as `number` or `date`."""
    (text,) = (node.text for node in roots if node.key == key)
    return text
