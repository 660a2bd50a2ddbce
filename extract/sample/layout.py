"""Lay the sample act out in lines and pages, as the Official Journal has done since 2023."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extract.sample.source import Node, Piece, meta, pieces

BODY, SMALL, RAISED, NOTE_RAISED = 9.5541, 8.4982, 5.5391, 4.9314
LEADING = 1.1
LEFT, RIGHT, TOP, FIRST_TOP, BOTTOM = 67.41, 527.87, 757.7, 735.02, 74.0
RECITAL, ITEM, WIDE_ITEM, ANNEX_ITEM = 26.25, 17.0, 20.5, 26.95
LOOSE = 24.0
"""How much room a line must have left, in points, before a word is hyphenated."""

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"
FIXED = "\u00a0"
"""The blank at which no line breaks; print has no other sign for it than a blank."""

Measure = Callable[[str, str, float], float]


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive text in one font and size, `rise` points above the base line."""

    text: str
    font: str
    size: float
    rise: float = 0.0


@dataclass(slots=True)
class Line:
    """One line of print: its runs, where it stands, and the footnotes marked in it."""

    runs: list[Run]
    x: float
    size: float
    soft: bool = False
    space: float = 0.0
    before: float = 0.0
    keep: float = 0.0
    label: Run | None = None
    label_x: float = LEFT
    notes: list[str] = field(default_factory=list)
    column: int = 0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a block is set."""

    x: float = LEFT
    right: float = RIGHT
    font: str = REGULAR
    size: float = BODY
    before: float = 7.5
    keep: float = 0.0
    centred: bool = False


@dataclass(slots=True)
class Page:
    """The lines of a page and its footnotes."""

    lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


def breaks(nodes: list[Node]) -> dict[str, list[str]]:
    """Give the words that may be hyphenated, each with its parts."""
    return {word.replace("-", ""): word.split("-") for word in meta(nodes, "hyphens").split()}


def fragments(source: str, style: Style) -> list[list[Run]]:
    """Split a text into words, each a list of runs; a raised footnote number is a run within its word."""
    words: list[list[Run]] = [[]]
    for kind, text in bound(source):
        if kind == "note":
            words[-1] += [Run("(", style.font, style.size), *raised(text, style), Run(")", style.font, style.size)]
            continue
        first, *rest = text.split(" ")
        font = ITALIC if kind == "italic" else style.font
        words[-1] += [Run(first, font, style.size)] if first else []
        words += [[Run(word, font, style.size)] if word else [] for word in rest]
    return words


def bound(source: str) -> Iterator[Piece]:
    """Give the pieces of a text; the blank before a footnote mark binds it to its word."""
    found = pieces(source)
    for piece, following in zip(found, [*found[1:], Piece("plain", "")], strict=True):
        yield Piece(piece.kind, piece.text[:-1] + FIXED) if following.kind == "note" else piece


def raised(text: str, style: Style) -> list[Run]:
    """Give a footnote number, raised above the base line."""
    size = NOTE_RAISED if style.size == SMALL else RAISED
    return [Run(text, style.font, size, rise=2.84 if style.size == SMALL else 3.12)]


class Setter:
    """Break texts into lines."""

    def __init__(self, measure: Measure, parts: dict[str, list[str]]) -> None:
        """Keep how wide text is and which words may be hyphenated."""
        self.measure = measure
        self.parts = parts

    def width(self, word: list[Run]) -> float:
        """Give the width of a word."""
        return sum(self.measure(run.text, run.font, run.size) for run in word)

    def splits(self, word: list[Run], loose: bool) -> Iterator[tuple[list[Run], list[Run]]]:
        """Give the ways to break a word, the longest head first: at its own hyphens, or by hyphenation if `loose`."""
        if len(word) != 1:
            return
        run = word[0]
        places = [(i.end(), "") for i in re.finditer(r"(?<=[a-z])-(?=[a-z])", run.text)]
        core = re.search(r"[A-Za-z]+", run.text)
        parts = self.parts.get(core[0].lower(), []) if core and loose and not places else []
        places += [(core.start() + sum(map(len, parts[:i])), "-") for i in range(1, len(parts)) if core]
        for place, hyphen in reversed(places):
            head, tail = run.text[:place] + hyphen, run.text[place:]
            yield [Run(head, run.font, run.size)], [Run(tail, run.font, run.size)]

    def take(self, words: list[list[Run]], room: float, gap: float) -> tuple[list[list[Run]], bool]:
        """Take from `words` what fits on one line; say whether the line ends inside a word."""
        line = [words.pop(0)]
        used = self.width(line[0])
        while words:
            if used + gap + self.width(words[0]) <= room:
                used += gap + self.width(words[0])
                line.append(words.pop(0))
                continue
            left = room - used - gap
            for head, tail in self.splits(words[0], left > LOOSE):
                if self.width(head) <= left:
                    words[0] = tail
                    return [*line, head], True
            break
        return line, False

    def lines(self, source: str, style: Style) -> list[Line]:
        """Break a text into lines; all but the last are justified unless the block is centred."""
        words, found = fragments(source, style), list[Line]()
        gap = self.measure(" ", style.font, style.size)
        room = style.right - style.x
        while words:
            line, inside = self.take(words, room, gap)
            spare = room - sum(self.width(word) for word in line) - gap * (len(line) - 1)
            blanks = len(line) - 1 + sum(run.text.count(FIXED) for word in line for run in word)
            marks = [run.text for word in line for run in word if run.rise]
            made = Line(join(line, bool(words) and not inside), style.x, style.size, soft=bool(words), notes=marks)
            made.x += spare / 2 if style.centred else 0.0
            made.space = spare / max(1, blanks) if words and not style.centred else 0.0
            found.append(made)
        found[0].before, found[0].keep = style.before, style.keep
        return found


def join(words: list[list[Run]], trailing: bool) -> list[Run]:
    """Join words with spaces into runs; a line that is softly wrapped keeps its `trailing` space."""
    runs: list[Run] = []
    for place, word in enumerate(words):
        last = place == len(words) - 1
        for i, run in enumerate(word):
            space = " " if i == len(word) - 1 and (not last or trailing) else ""
            added = Run(run.text.replace(FIXED, " ") + space, run.font, run.size, run.rise)
            if runs and (runs[-1].font, runs[-1].rise) == (added.font, added.rise):
                runs[-1] = Run(runs[-1].text + added.text, added.font, added.size, added.rise)
            else:
                runs.append(added)
    return runs


HEADINGS = {
    "enacting": Style(size=SMALL, before=22),
    "adopted": Style(size=SMALL, before=22),
    "chapter": Style(size=SMALL, before=26, keep=130, centred=True),
    "section": Style(font=ITALIC, size=SMALL, before=20, keep=110, centred=True),
    "article": Style(font=ITALIC, before=18, keep=75, centred=True),
    "annex": Style(font=ITALIC, size=SMALL, before=0, centred=True),
}
CAPTIONS = {
    "chapter": Style(font=BOLD, size=SMALL, before=5, centred=True),
    "section": Style(font=BOLD_ITALIC, before=5, centred=True),
    "article": Style(font=BOLD, before=6, centred=True),
    "annex": Style(font=BOLD, before=12, centred=True),
}


def heading(setter: Setter, node: Node) -> list[Line]:
    """Set a heading: its label and below it its caption."""
    label = f"{node.key.title() if node.key == 'article' else node.key.upper()} {node.label}"
    return setter.lines(label, HEADINGS[node.key]) + setter.lines(node.text, CAPTIONS[node.key])


def labelled(setter: Setter, node: Node, x: float, indent: float) -> list[Line]:
    """Set an item whose label stands in a column of its own, then what is below it."""
    size = SMALL if node.key == "recital" else BODY
    font = BOLD if node.key == "heading" else REGULAR
    keep = 40.0 if node.key == "heading" else 0.0
    lines = setter.lines(node.text, Style(x=x + indent, font=font, keep=keep))
    lines[0].label, lines[0].label_x = Run(f"{node.label} ", font, size), x
    for child in node.children:
        lines += item(setter, child, x if node.key == "heading" and child.label else x + indent)
    return lines


def below(setter: Setter, nodes: list[Node], x: float) -> list[Line]:
    """Set the points, indents and unlabelled texts below a text."""
    return [line for node in nodes for line in item(setter, node, x)]


def item(setter: Setter, node: Node, x: float) -> list[Line]:
    """Set one item that stands below a text."""
    if node.label:
        wide = ANNEX_ITEM if node.label[0].isdigit() else WIDE_ITEM
        return labelled(setter, node, x, ITEM if len(node.label) < 4 and not node.label[0].isdigit() else wide)
    return setter.lines(node.text, Style(x=x)) + below(setter, node.children, x)


def titles(setter: Setter, nodes: list[Node]) -> list[Line]:
    """Set the title of the act."""
    texts = [node.text for node in nodes if node.key == "title"]
    wide = Style(font=BOLD, before=18, centred=True)
    lines = [line for text in texts[:-1] for line in setter.lines(text, wide)]
    lines += setter.lines(texts[-1], Style(font=BOLD, size=SMALL, before=18, centred=True))
    lines[0].before = 0.0
    return lines


def signatures(setter: Setter, nodes: list[Node]) -> list[Line]:
    """Set the signatories side by side, one column after the other."""
    texts = [node.text for node in nodes if node.key == "sign"]
    columns = ((0, LEFT, 297.6), (3, 297.6, RIGHT))
    found: list[Line] = []
    for column, (start, x, right) in enumerate(columns, start=1):
        for place, text in enumerate(texts[start : start + 3]):
            font = REGULAR if place == 2 else ITALIC
            style = Style(x=x, right=right, font=font, before=0 if place else 20, keep=0 if place else 60, centred=True)
            (line,) = setter.lines(text, style)
            line.column = column
            found.append(line)
    return found


def block(setter: Setter, node: Node) -> list[Line]:
    """Set one top-level line of the source with what stands below it."""
    match node.key:
        case "chapter" | "section" | "article" | "annex":
            return heading(setter, node)
        case "recital":
            return labelled(setter, node, LEFT, RECITAL)
        case "heading":
            return labelled(setter, node, LEFT, ANNEX_ITEM)
        case "par":
            lines = setter.lines(f"{node.label} {node.text}", Style(before=10))
        case "group":
            lines = setter.lines(node.text, Style(font=BOLD, before=12, keep=40))
        case _:
            lines = setter.lines(node.text, HEADINGS.get(node.key, Style()))
    return lines + below(setter, node.children, LEFT)


def note_lines(setter: Setter, node: Node) -> list[Line]:
    """Set a footnote: its raised number in brackets, then its text."""
    style = Style(x=LEFT + 22, size=SMALL, before=0)
    lines = setter.lines(node.text, style)
    lines[0].label = Run(node.label, REGULAR, SMALL)
    return lines


class Paginator:
    """Fill pages with lines, leaving room at the foot for the notes marked on each page."""

    def __init__(self, notes: dict[str, list[Line]]) -> None:
        """Start the first page; `notes` holds the set footnotes by number."""
        self.notes = notes
        self.pages = [Page()]
        self.y = FIRST_TOP
        self.column_top = 0.0

    def foot(self, line: Line) -> float:
        """Give where the body has to end if the line is placed on this page."""
        count = len(self.pages[-1].notes) + sum(len(self.notes[mark]) for mark in line.notes)
        return BOTTOM + (count * SMALL * LEADING + 12 if count else 0)

    def turn(self) -> None:
        """Start a new page."""
        self.pages.append(Page())
        self.y = TOP

    def place(self, line: Line) -> None:
        """Place one line, on a new page if this one is full."""
        if line.column == 2 and line.keep:
            self.y = self.column_top
        fresh = not self.pages[-1].lines
        y = self.y if fresh else self.y - line.before - line.size * LEADING
        if y - line.keep < self.foot(line):
            self.turn()
            y = self.y
        if line.column == 1 and line.keep:
            self.column_top = y + line.before + line.size * LEADING
        line.y = self.y = y
        self.pages[-1].lines.append(line)
        self.pages[-1].notes += [noted for mark in line.notes for noted in self.notes[mark]]


def paginate(nodes: list[Node], measure: Measure) -> tuple[list[Page], list[int]]:
    """Lay the act out; give its pages and the number of the page on which each annex starts."""
    setter = Setter(measure, breaks(nodes))
    pager = Paginator({node.label: note_lines(setter, node) for node in nodes if node.key == "note"})
    starts: list[int] = []
    for line in titles(setter, nodes):
        pager.place(line)
    for place, node in enumerate(nodes):
        if node.key in ("number", "date", "hyphens", "title", "note"):
            continue
        if node.key == "annex":
            pager.turn()
            starts.append(len(pager.pages))
        if node.key == "sign":
            lines = signatures(setter, nodes) if nodes[place - 1].key != "sign" else []
        else:
            lines = block(setter, node)
        for line in lines:
            pager.place(line)
    return pager.pages, starts
