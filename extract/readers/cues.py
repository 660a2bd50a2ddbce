"""What words and widths of lines tell of where blocks end: the cues of `extract.readers.reflow`.

Strongest first: headings and formulas of the language stand alone; a broken word, a small letter or a linking word at the end of a line
goes on; a label behind a finished clause opens a block; a finished line that leaves room for the next word ended there. A full line that
ends a sentence is taken to go on, in recitals more readily than in the enacting terms: of such lines in three acts nearly all go on in
recitals (77 of 80), and of those in the enacting terms, captions and headings apart, two in three.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.languages import Drafting, bare_label
from extract.readers.lines import Line
from extract.readers.widths import width
from kg.labels import Style, follows, is_first

LONG: Final = 600
"""No line of print has so many characters; a longer one is a paragraph of its own."""
LABEL: Final = re.compile(
    r"(?:[‘“]?(?:\((?:\d{1,3}[a-z]{0,2}|[a-z]{1,2}|[ivxlc]{1,7}|\*+\d*)\)|(?:\d{1,3}[a-z]{0,2}|[a-z])\.)"
    r"|\d{1,2}(?:\.\d{1,2})+\.?|[—–-])(?:\s+|$)"
)
SENTENCE_END: Final = re.compile(r"[.;:!?][’”'\"»)\]]*$")
FINISHED: Final = re.compile(rf"{SENTENCE_END.pattern}|[;,] [^\W\d_]{{2,3}}$|; [^\W\d_]{{2,5}}(?:/[^\W\d_]{{2,5}})?$|[—–]$")
"""How a clause ends in front of the next item of its list: with a stop, and perhaps a word as "or" behind it."""

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
_FRONT: Final = 40
"""Lines among which the words that open the preamble stand."""
_SHORT_WORD: Final = re.compile(rf"(?<!\S)([a-zà-öø-ÿ]{{1,{_SHORT}}})(?![^\W\d_])([.,;:])?")
_REFERENCE_BEFORE: Final = re.compile(r"(?:\)|\d|\b[a-z]),?(?: [^\W\d_]{2,3})?$")


@dataclass(slots=True)
class Cues:
    """The lines of a body and what is known of them. `spaced` texts show their paragraphs by room, so that words must tell more to count.

    `pitch` is the usual distance of two lines on paper, 0 where no places are known. `formula` says from which line to which the words
    run that open the preamble; `whereas`, `adopted`, `done`, `signed` and `annex` are the lines at which a part of the act begins.
    """

    lines: Sequence[Line]
    drafting: Drafting
    spaced: bool
    pitch: float
    formula: tuple[int, int] = (0, 0)
    widths: list[float] = field(default_factory=list)
    headings: list[bool] = field(default_factory=list)
    linking: frozenset[str] = frozenset()
    full: float = 0.0
    whereas: int = 0
    adopted: int = 0
    done: int = 0
    signed: int = 0
    annex: int = 0
    article: str | None = None

    def __post_init__(self) -> None:
        self.formula = self._enacting_formula()

    def learn(self) -> None:
        """Measure the lines and find the headings, for a text whose lines do not say themselves where they run on."""
        drafting = self.drafting
        self.widths = [_scaled(line, line.bare) if len(line.text) <= LONG else 0.0 for line in self.lines]
        self.full = sorted(self.widths)[len(self.widths) * 9 // 10]
        self.linking = _linking_words(self.lines)
        self.whereas = self._first(drafting.whereas, 0)
        self.adopted = self._first(drafting.adopted, len(self.lines))
        for at in range(len(self.lines)):
            self.headings.append(self._is_heading(at))
        self.done = next((at for at, line in enumerate(self.lines) if drafting.done.search(line.bare[:LONG])), len(self.lines))
        self.signed = next((at for at in range(self.done, len(self.lines)) if self.headings[at]), len(self.lines))
        annexes = (at for at, line in enumerate(self.lines) if self.headings[at] and drafting.annex.match(line.bare))
        self.annex = next(annexes, len(self.lines))

    def _first(self, shape: re.Pattern[str], otherwise: int) -> int:
        return next((at for at, line in enumerate(self.lines) if shape.match(line.bare[:LONG])), otherwise)

    # ── places ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def stands_apart(self, at: int) -> bool | None:
        """Whether room parts a line from the one before; None at a seam."""
        before, line = self.lines[at - 1], self.lines[at]
        if before.spot is None or line.spot is None:
            return None if line.blank is None else line.blank > 0
        down = before.spot.y - line.spot.y
        if before.page != line.page or down < -self.pitch / 2:
            return None
        return down < self.pitch / 2 or down > _WIDE * self.pitch

    def goes_on(self, at: int) -> bool:
        """Whether a line goes on with an unfinished clause although room parts the two."""
        return not FINISHED.search(self.lines[at - 1].bare) and self.lines[at].bare[:1].islower()

    def is_signature(self, at: int) -> bool:
        """Whether a line stands alone between the closing formula and the annexes: the one before it leaves room on a full line."""
        if not self.done < at <= self.signed:
            return False
        next_word = _scaled(self.lines[at - 1], " " + self.lines[at].bare.split(maxsplit=1)[0])
        return self.widths[at - 1] + next_word < _SPARE * self.full

    # ── headings and formulas ───────────────────────────────────────────────────────────────────────────────────────────────

    def _enacting_formula(self) -> tuple[int, int]:
        """From which line to which the words that open the preamble run: what stands before is the title, line by line."""
        for at in range(min(len(self.lines), _FRONT)):
            for end in range(at + 1, min(at + 4, len(self.lines)) + 1):
                words = " ".join(line.bare[:LONG] for line in self.lines[at:end])
                if self.drafting.enacting_body.match(words):
                    return at, end
        return 0, 0

    def _is_heading(self, at: int) -> bool:
        """Whether a line is a heading or formula that stands alone: not a reference that a wrap left alone on its line."""
        bare = self.lines[at].bare
        if len(bare) > LONG or not self._is_alone(bare, at):
            return False
        if at == 0 or any(self.headings[max(at - 3, 0) : at]) or self.stands_apart(at):
            return True
        before = self.lines[at - 1].bare[-LONG:]
        if self._needs_more(before):
            return False
        return before.endswith(",") or FINISHED.search(before) is not None or self._leaves_room(at)

    def _is_alone(self, bare: str, at: int) -> bool:
        """Whether a line is the heading of a unit, or a formula; that of an article only in sequence, or where room sets it apart."""
        article = self.drafting.article.match(bare)
        if article is None:
            return self.has_heading_shape(bare) or any(shape.match(bare) for shape in (self.drafting.whereas, self.drafting.adopted))
        label, last = bare_label(article["label"]), self.article
        due = is_first(label, Style.ARABIC) if last is None else follows(last, label, Style.ARABIC)
        if due or self.stands_apart(at):
            self.article = label
            return True
        return False

    def has_heading_shape(self, bare: str) -> bool:
        shapes = (self.drafting.article, self.drafting.annex, *(shape for _, shape in self.drafting.groupings))
        return any(shape.match(bare) for shape in shapes)

    # ── words and widths ────────────────────────────────────────────────────────────────────────────────────────────────────

    def reads_apart(self, at: int, start: int) -> bool:
        """Whether a line opens a block, by its words and those of the line before; the block before it began at `start`."""
        before, line = self._tail(at, start), self.lines[at].bare
        labelled = LABEL.match(line) is not None
        if labelled and self._is_caption(start):
            return True
        if before.endswith(("-", "\u00ad", "/")) or self._needs_more(before):
            return False
        if self.formula[1] <= at <= self.whereas:
            return before.endswith((",", ";", ":")) and line[:1].isupper()
        return self._opens_item(at, before) if labelled else self._opens_unlabelled(at, start, before)

    def _opens_unlabelled(self, at: int, start: int, before: str) -> bool:
        """Whether a line without a label opens a block behind one that ends in the words `before`."""
        line, ended = self.lines[at].bare, SENTENCE_END.search(before) is not None
        if line[:1].islower():
            return before.endswith((";", ",", ".")) and self._leaves_room(at)
        if ended and (self.drafting.final.match(line) or self._heads_annex_part(line)):
            return True
        caption, in_annex = self._is_caption(start), at > self.annex and line[:1].isupper()
        if caption and self._is_centred(at - 1) and self._is_centred(at):
            return False
        if (before.endswith(":") and line[:1].isupper()) or ((caption or in_annex) and not ended and self._begins_anew(line)):
            return True
        return self._leaves_room(at, _SPARE_CAPTION if caption else _SPARE_ANNEX if in_annex else None)

    def _is_caption(self, start: int) -> bool:
        """Whether the block that began at `start` is the caption of a heading, or such a heading itself."""
        headed = start > 0 and self.headings[start - 1]
        return headed or self._heads_annex_part(self.lines[start].bare[:LONG])

    def _heads_annex_part(self, bare: str) -> bool:
        return any(shape.match(bare) for _, shape in self.drafting.annex_groupings)

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
        return not FINISHED.search(before[-LONG:]) and before[-_SHORT - 1 :].rpartition(" ")[2] in self.linking

    def _tail(self, at: int, start: int) -> str:
        """How the words before a line end: of two lines, where a linking word ("or") stands alone on the last."""
        before = self.lines[at - 1].bare
        return f"{self.lines[at - 2].bare} {before}" if at - 2 >= start and len(before) <= _SHORT else before

    def _opens_item(self, at: int, before: str) -> bool:
        """Whether a line that begins with a label opens an item: behind a finished clause."""
        if FINISHED.search(before):
            return True
        if before.endswith(","):
            return not _REFERENCE_BEFORE.search(before[-40:]) or self._leaves_room(at)
        return self._leaves_room(at)

    def _leaves_room(self, at: int, unfinished: float | None = None) -> bool:
        """Whether the beginning of a line would have fitted on the line before.

        Behind a finished sentence that is a word; elsewhere three, since print keeps together "(EU) No 300/2008" or "OJ L 119", and two
        where captions may stand (`unfinished` is their share of the measure). In the enacting terms most sentences that end a line end
        their paragraph, so that less room will do; in recitals few do.
        """
        before, line = self.lines[at - 1], self.lines[at]
        ended = SENTENCE_END.search(before.bare[-LONG:]) is not None
        words = line.bare[:LONG].split(maxsplit=3)[:3]
        del words[1 if ended and len(words[0]) > 1 else 2 if ended or unfinished else 3 :]
        if ended:
            spare = _SPARE_SPACED if self.spaced else _SPARE_ENACTING if at > self.adopted else _SPARE
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


def _linking_words(lines: Sequence[Line]) -> frozenset[str]:
    """Short words that link others, in any language: frequent, and hardly ever at the end of a clause."""
    seen: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    for line in lines:
        for word, stop in _SHORT_WORD.findall(line.text[:LONG]):
            seen[word] += 1
            stopped[word] += bool(stop)
    least = max(_OFTEN, _COMMON * seen.total())
    often = {word: count for word, count in seen.items() if count >= (_OFTEN if len(word) < _SHORT else least)}
    return frozenset(word for word, count in often.items() if stopped[word] < _SELDOM * count)


def is_label(line: Line) -> bool:
    """Whether a line holds a label and nothing else."""
    match = LABEL.match(line.bare[:LONG])
    return match is not None and match.end() == len(line.bare)


def _scaled(line: Line, text: str) -> float:
    return width(text) * (line.spot.size if line.spot else 1.0)
