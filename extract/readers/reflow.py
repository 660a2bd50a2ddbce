"""Where blocks end: which of a text's line ends are wraps and which end a paragraph.

Three kinds of text, told by what their lines show:

- **marked**: a line that runs on ends in a space (pypdf, of the Official Journal since 2022);
- **spaced**: room above a line opens a block (the distance of lines on paper, or empty lines between all paragraphs);
- **plain**: neither; then words and widths must tell.

Words and widths also tell at seams, where nothing is known of what stands above a line: at the top of a page or column. The cues, strongest
first: headings and formulas of the language stand alone; a label alone on its line belongs to what follows; a broken word, a small
letter or an unfinished clause goes on; a label behind a finished clause opens a block; a finished line that leaves room for the next
word ended there. A full line that ends a sentence is taken to go on: most sentences end within their paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from extract.languages import Drafting, bare_label
from extract.readers.lines import Line
from extract.readers.widths import width
from kg.labels import Style, follows, is_first

_FEW: Final = 20
"""Lines that are too few to say what kind of text they are."""
_MARKED_SHARE: Final = (0.25, 0.97)
_SPACED_SHARE: Final = 0.9
_WIDE: Final = 1.25
"""Line pitches apart at which two lines on paper no longer belong together."""
_SPARE: Final = 0.95
_SPARE_ENACTING: Final = 0.99
_SPARE_SPACED: Final = 0.9
_SPARE_UNFINISHED: Final = 0.85
_SPARE_CAPTION: Final = 0.9
_SPARE_ANNEX: Final = 0.98
"""A line leaves room when it and what follows fill less than this share of the measure (measured on the lines of three acts)."""
_INDENT: Final = 8
"""Characters in from the edge at which a caption is centred."""
_NARROW: Final = 0.93
"""The share of the full measure that lines of recitals and points have at least, where no places show it."""
_SHORT: Final = 5
"""Letters of words that link others; one that occurs often and hardly ever stands before a stop ends no clause."""
_OFTEN: Final = 10
_COMMON: Final = 0.004
"""The longest of them must be this share of all such words."""
_SELDOM: Final = 0.02
_AROUND: Final = 12
"""Lines before and behind that show the measure at a line."""
_LONG: Final = 600
"""No line of print has so many characters; a longer one is a paragraph of its own."""

_SHORT_WORD: Final = re.compile(rf"(?<!\S)([a-zà-öø-ÿ]{{1,{_SHORT}}})(?![^\W\d_])([.,;:])?")
_STARRED: Final = re.compile(r"\s*\((?:\*+\d*)\)(?:\s|$)")
_LABEL: Final = re.compile(
    r"(?:[‘“]?(?:\((?:\d{1,3}[a-z]{0,2}|[a-z]{1,2}|[ivxlc]{1,7}|\*+\d*)\)|(?:\d{1,3}[a-z]{0,2}|[a-z])\.)|\d{1,2}(?:\.\d{1,2})+\.?|[—–-])(?:\s+|$)"
)
_FINISHED: Final = re.compile(r"[.;:!?][’”'\"»)\]]*$|[;,] (?:and|or|and/or)$|[—–]$")
_SENTENCE_END: Final = re.compile(r"[.;:!?][’”'\"»)\]]*$")
_REFERENCE_BEFORE: Final = re.compile(r"(?:\)|\d|\b[a-z]),?(?: (?:and|or|to))?$")


class Wrap(StrEnum):
    """How a text shows where its lines run on."""

    MARKED = "marked"
    SPACED = "spaced"
    PLAIN = "plain"


def wrap_of(lines: Sequence[Line]) -> Wrap:
    """What kind of text these lines are."""
    marked = sum(line.text.endswith(" ") for line in lines)
    if len(lines) <= _FEW or _MARKED_SHARE[0] * len(lines) <= marked <= _MARKED_SHARE[1] * len(lines):
        return Wrap.MARKED
    if sum(line.spot is not None for line in lines) > _SPACED_SHARE * len(lines):
        return Wrap.SPACED
    openings = [line for before, line in pairwise(lines) if line.blank is not None and _opens_item(before, line)]
    apart = sum(bool(line.blank) for line in openings)
    return Wrap.SPACED if openings and apart >= _SPACED_SHARE * len(openings) else Wrap.PLAIN


def _opens_item(before: Line, line: Line) -> bool:
    """Whether a line opens an item with words of its own behind a finished clause."""
    label = _LABEL.match(line.bare[:_LONG])
    return label is not None and label.end() < len(line.bare) and _SENTENCE_END.search(before.bare[-_LONG:]) is not None


def blocks_of(lines: Sequence[Line], drafting: Drafting) -> Iterator[list[Line]]:
    """The lines of the body, block by block."""
    if not lines:
        return
    flow = _Flow(lines, drafting, wrap_of(lines))
    start = 0
    for at in range(1, len(lines)):
        if flow.opens(at, start):
            yield list(lines[start:at])
            start = at
    yield list(lines[start:])


@dataclass(slots=True)
class _Flow:
    """The lines of a body and what is known of them; lives only inside `blocks_of`."""

    lines: Sequence[Line]
    drafting: Drafting
    wrap: Wrap
    pitch: float = 0.0
    widths: list[float] = field(default_factory=list)
    headings: list[bool] = field(default_factory=list)
    formula: tuple[int, int] = (0, 0)
    whereas: int = 0
    done: int = 0
    signed: int = 0
    annex: int = 0
    full: float = 0.0
    article: str | None = None
    adopted: int = 0
    linking: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.pitch = _pitch(self.lines)
        self.formula = self._enacting_formula()
        if self.wrap is Wrap.MARKED:
            return
        self.widths = [_scaled(line, line.bare) if len(line.text) <= _LONG else 0.0 for line in self.lines]
        self.linking = _linking_words(self.lines)
        self.adopted = next((at for at, line in enumerate(self.lines) if self.drafting.adopted.match(line.bare[:_LONG])), len(self.lines))
        self.whereas = next((at for at, line in enumerate(self.lines) if self.drafting.whereas.match(line.bare[:_LONG])), 0)
        self.full = sorted(self.widths)[len(self.widths) * 9 // 10]
        for at in range(len(self.lines)):
            self.headings.append(self._is_heading(at))
        signed = (at for at, line in enumerate(self.lines) if self.drafting.done.search(line.bare[:_LONG]))
        self.done = next(signed, len(self.lines))
        self.annex = next((at for at, line in enumerate(self.lines) if self.headings[at] and self.drafting.annex.match(line.bare)), len(self.lines))
        self.signed = next((at for at in range(self.done, len(self.lines)) if self.headings[at]), len(self.lines))

    # ── the three kinds of text ─────────────────────────────────────────────────────────────────────────────────────────────

    def opens(self, at: int, start: int) -> bool:
        """Whether the line at `at` opens a block; the block before it began at `start`."""
        before, line = self.lines[at - 1], self.lines[at]
        if _STARRED.match(line.text[:_LONG]):
            return True
        if at - start == 1 and _is_label(before):
            return self.wrap is not Wrap.MARKED and self.headings[at]
        if at in self.formula or (at < self.formula[0] and self.drafting.eea.match(line.bare[:_LONG])):
            return True
        if self.wrap is Wrap.MARKED:
            if at - start == 1 and self._has_heading_shape(before.bare[:_LONG]):
                return True
            return not before.runs_on or (line.spot is not None and self._stands_apart(at) is True)
        if len(before.text) > _LONG or len(line.text) > _LONG:
            return True
        if at <= self.formula[1]:
            return at <= self.formula[0] or at == self.formula[1]
        if self.headings[at] or self.headings[at - 1] or (at > self.done and self._is_signature(at)):
            return True
        apart = self._stands_apart(at)
        if apart is None or (not apart and line.spot is None):
            return self._reads_apart(at, start)
        if self.wrap is Wrap.SPACED or not apart:
            return apart
        return self._reads_apart(at, start) if at - start == 1 and _LABEL.match(before.bare) else not self._goes_on(at)

    def _stands_apart(self, at: int) -> bool | None:
        """Whether room parts a line from the one before; None at a seam."""
        before, line = self.lines[at - 1], self.lines[at]
        if before.spot is None or line.spot is None:
            return None if line.blank is None else line.blank > 0
        down = before.spot.y - line.spot.y
        if before.page != line.page or down < -self.pitch / 2:
            return None
        return down < self.pitch / 2 or down > _WIDE * self.pitch

    def _goes_on(self, at: int) -> bool:
        """Whether a line goes on with an unfinished clause although room parts the two."""
        return not _FINISHED.search(self.lines[at - 1].bare) and self.lines[at].bare[:1].islower()

    def _is_signature(self, at: int) -> bool:
        """Whether a line stands alone between the closing formula and the annexes: the one before it leaves room on a full line."""
        next_word = _scaled(self.lines[at - 1], " " + self.lines[at].bare.split(maxsplit=1)[0])
        return at <= self.signed and self.widths[at - 1] + next_word < _SPARE * self.full

    # ── headings and formulas ───────────────────────────────────────────────────────────────────────────────────────────────

    def _enacting_formula(self) -> tuple[int, int]:
        """From which line to which the words that open the preamble run: what stands before is the title, line by line."""
        for at in range(min(len(self.lines), _FRONT)):
            for end in range(at + 1, min(at + 4, len(self.lines)) + 1):
                words = " ".join(line.bare[:_LONG] for line in self.lines[at:end])
                if self.drafting.enacting_body.match(words):
                    return at, end
        return 0, 0

    def _is_heading(self, at: int) -> bool:
        """Whether a line is a heading or formula that stands alone: not a reference that a wrap left alone on its line."""
        bare = self.lines[at].bare
        if len(bare) > _LONG or not self._is_alone(bare, at):
            return False
        if at == 0 or any(self.headings[max(at - 3, 0) : at]) or self._stands_apart(at):
            return True
        before = self.lines[at - 1].bare[-_LONG:]
        if self._needs_more(before):
            return False
        return before.endswith(",") or _FINISHED.search(before) is not None or self._leaves_room(at)

    def _is_alone(self, bare: str, at: int) -> bool:
        """Whether a line is the heading of a unit, or a formula; an article's only in sequence, or where room parts it from the line before."""
        article = self.drafting.article.match(bare)
        if article is None:
            return self._has_heading_shape(bare) or any(shape.match(bare) for shape in (self.drafting.whereas, self.drafting.adopted))
        label, last = bare_label(article["label"]), self.article
        due = is_first(label, Style.ARABIC) if last is None else follows(last, label, Style.ARABIC)
        if due or self._stands_apart(at):
            self.article = label
            return True
        return False

    def _has_heading_shape(self, bare: str) -> bool:
        shapes = (self.drafting.article, self.drafting.annex, *(shape for _, shape in self.drafting.groupings))
        return any(shape.match(bare) for shape in shapes)

    # ── words and widths ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _reads_apart(self, at: int, start: int) -> bool:
        """Whether a line opens a block, by its words and those of the line before."""
        before, line = self.lines[at - 1].bare, self.lines[at].bare
        if self._is_caption(start) and _LABEL.match(line):
            return True
        if before.endswith(("-", "\u00ad", "/")) or self._needs_more(before):
            return False
        if self.formula[1] <= at <= self.whereas:
            return before.endswith((",", ";", ":")) and line[:1].isupper()
        if _LABEL.match(line):
            return self._opens_item(at)
        if any(shape.match(line) for shape in (self.drafting.final, self.drafting.annex_section)) and _SENTENCE_END.search(before):
            return True
        if line[:1].islower():
            return before.endswith((";", ",", ".")) and self._leaves_room(at)
        caption, in_annex = self._is_caption(start), at > self.annex and line[:1].isupper()
        if (caption or in_annex) and not _SENTENCE_END.search(before) and self._begins_anew(line):
            return True
        if caption and self._is_centred(at - 1) and self._is_centred(at):
            return False
        spare = _SPARE_CAPTION if caption else _SPARE_ANNEX if in_annex else None
        return (before.endswith(":") and line[:1].isupper()) or self._leaves_room(at, spare)

    def _is_caption(self, start: int) -> bool:
        """Whether the block that began at `start` is the caption of a heading, or such a heading itself."""
        headed = start > 0 and self.headings[start - 1]
        return headed or self.drafting.annex_section.match(self.lines[start].bare[:_LONG]) is not None

    def _is_centred(self, at: int) -> bool:
        """Whether a line stands far in from the left edge, where a text keeps its layout."""
        edge = min(line.left for line in self.lines[max(at - _AROUND, 0) : at + _AROUND])
        return self.lines[at].spot is None and self.lines[at].left > edge + _INDENT

    def _begins_anew(self, line: str) -> bool:
        """Whether a line begins with a linking word in capitals, as sentences do ("The following …"), and not as "No 300/2008" does."""
        first, second = (*line.split(maxsplit=2), "", "")[:2]
        return first[:1].isupper() and first.lower() in self.linking and second[:1].isalpha()

    def _needs_more(self, before: str) -> bool:
        """Whether a line ends in a word that never ends a clause."""
        return not _FINISHED.search(before[-_LONG:]) and before[-_SHORT - 1 :].rpartition(" ")[2] in self.linking

    def _opens_item(self, at: int) -> bool:
        """Whether a line that begins with a label opens an item: behind a finished clause."""
        before = self.lines[at - 1].bare
        if _FINISHED.search(before):
            return True
        if before.endswith(","):
            return not _REFERENCE_BEFORE.search(before[-40:]) or self._leaves_room(at)
        return self._leaves_room(at)

    def _leaves_room(self, at: int, unfinished: float | None = None) -> bool:
        """Whether the beginning of a line would have fitted on the line before.

        Behind a finished sentence that is a word; elsewhere three, since print keeps together "(EU) No 300/2008" or "OJ L 119", and two
        where captions may stand (`unfinished` is their share of the measure). In the enacting terms most sentences that end a line end their paragraph, so that less room will do;
        in recitals few do.
        """
        before, line = self.lines[at - 1], self.lines[at]
        ended = _SENTENCE_END.search(before.bare[-_LONG:]) is not None
        words = line.bare[:_LONG].split(maxsplit=3)[:3]
        del words[1 if ended and len(words[0]) > 1 else 2 if ended or unfinished else 3 :]
        if ended:
            spare = _SPARE_SPACED if self.wrap is Wrap.SPACED else _SPARE_ENACTING if at > self.adopted else _SPARE
        else:
            spare = unfinished or _SPARE_UNFINISHED
        return self.widths[at - 1] + _scaled(before, " " + " ".join(words)) < spare * self._measure(at - 1)

    def _measure(self, at: int) -> float:
        """How wide lines around a line are: of those that begin as far from the left, where places on paper show it."""
        near = range(max(at - _AROUND, 0), min(at + _AROUND + 1, len(self.lines)))
        left = self.lines[at].left
        alike = [self.widths[one] for one in near if self.lines[one].spot is None or abs(self.lines[one].left - left) < 2]
        measure = sorted(alike)[-2] if len(alike) > 2 else max(alike)
        return measure if self.lines[at].spot else max(measure, _NARROW * self.full)


_FRONT: Final = 40
"""Lines among which the words that open the preamble stand."""


def _linking_words(lines: Sequence[Line]) -> frozenset[str]:
    """Short words that link others, in any language: frequent, and hardly ever at the end of a clause."""
    seen: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    for line in lines:
        for word, stop in _SHORT_WORD.findall(line.text[:_LONG]):
            seen[word] += 1
            stopped[word] += bool(stop)
    least = max(_OFTEN, _COMMON * seen.total())
    often = {word: count for word, count in seen.items() if count >= (_OFTEN if len(word) < _SHORT else least)}
    return frozenset(word for word, count in often.items() if stopped[word] < _SELDOM * count)


def _is_label(line: Line) -> bool:
    """Whether a line holds a label and nothing else."""
    match = _LABEL.match(line.bare[:_LONG])
    return match is not None and match.end() == len(line.bare)


def _scaled(line: Line, text: str) -> float:
    return width(text) * (line.spot.size if line.spot else 1.0)


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of two lines on paper; 0 where no places are known."""
    steps: Counter[float] = Counter()
    for before, line in pairwise(lines):
        if before.spot and line.spot and before.page == line.page and before.spot.y > line.spot.y:
            steps[round(before.spot.y - line.spot.y, 1)] += 1
    return steps.most_common(1)[0][0] if steps else 0.0
