"""Where blocks end: which of a text's line ends are wraps and which end a paragraph.

Three kinds of text, told by what their lines show:

- **marked**: a line that runs on ends in a space (pypdf, of the Official Journal since 2022);
- **spaced**: room above a line opens a block (the distance of lines on paper, or empty lines between all paragraphs);
- **plain**: neither; then words and widths must tell (`extract.readers.cues`).

Words and widths also tell at seams, where nothing is known of what stands above a line: at the top of a page or column. In all kinds a
label alone on its line belongs to what follows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final

from extract.languages import Drafting
from extract.readers.cues import LABEL, LONG, SENTENCE_END, Cues, is_label
from extract.readers.lines import Line

_FEW: Final = 20
"""Lines that are too few to say what kind of text they are."""
_MARKED_SHARE: Final = (0.25, 0.97)
_SPACED_SHARE: Final = 0.9
_STARRED: Final = re.compile(r"\s*\((?:\*+\d*)\)(?:\s|$)")


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
    label = LABEL.match(line.bare[:LONG])
    return label is not None and label.end() < len(line.bare) and SENTENCE_END.search(before.bare[-LONG:]) is not None


def blocks_of(lines: Sequence[Line], drafting: Drafting) -> Iterator[list[Line]]:
    """The lines of the body, block by block."""
    if not lines:
        return
    wrap = wrap_of(lines)
    cues = Cues(lines, drafting, wrap is Wrap.SPACED, _pitch(lines))
    if wrap is not Wrap.MARKED:
        cues.learn()
    opens: Callable[[Cues, int, int], bool] = _opens_marked if wrap is Wrap.MARKED else _opens_unmarked
    start = 0
    for at in range(1, len(lines)):
        if _STARRED.match(lines[at].text[:LONG]) or opens(cues, at, start):
            yield list(lines[start:at])
            start = at
    yield list(lines[start:])


def _opens_marked(cues: Cues, at: int, start: int) -> bool:
    """Whether a line opens a block where a space marks the lines that run on: marks may be wrong around titles and headings."""
    before, line = cues.lines[at - 1], cues.lines[at]
    if at in cues.formula or (at < cues.formula[0] and cues.drafting.eea.match(line.bare[:LONG])):
        return True
    if at - start == 1 and is_label(before):
        return False
    if at - start == 1 and cues.has_heading_shape(before.bare[:LONG]):
        return True
    return not before.runs_on or (line.spot is not None and cues.stands_apart(at) is True)


def _opens_unmarked(cues: Cues, at: int, start: int) -> bool:
    """Whether a line opens a block by the room above it, or by its words."""
    before, line = cues.lines[at - 1], cues.lines[at]
    if at <= cues.formula[1]:
        return at <= cues.formula[0] or at == cues.formula[1]
    if cues.headings[at] or cues.headings[at - 1] or len(before.text) > LONG or len(line.text) > LONG:
        return True
    if at - start == 1 and is_label(before):
        return False
    return cues.is_signature(at) or _is_parted(cues, at, start)


def _is_parted(cues: Cues, at: int, start: int) -> bool:
    """Whether room parts a line from the one before, or words do where room says nothing."""
    apart = cues.stands_apart(at)
    if apart is None or (not apart and cues.lines[at].spot is None):
        return cues.reads_apart(at, start)
    if cues.spaced or not apart:
        return apart
    artefact = at - start == 1 and LABEL.match(cues.lines[at - 1].bare) is not None  # a column of labels leaves an empty line
    return cues.reads_apart(at, start) if artefact else not cues.goes_on(at)


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of two lines on paper; 0 where no places are known."""
    steps: Counter[float] = Counter()
    for before, line in pairwise(lines):
        if before.spot and line.spot and before.page == line.page and before.spot.y > line.spot.y:
            steps[round(before.spot.y - line.spot.y, 1)] += 1
    return steps.most_common(1)[0][0] if steps else 0.0
