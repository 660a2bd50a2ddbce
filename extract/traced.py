"""Text that knows where it came from: strings whose every stretch is tied to its place in the source.

Whitespace rule (published in docs/reference/text.md): every kind of space, tab and line break reads as one space, runs of them as one,
and none stands at either end. Nothing else is changed, so each stretch of a `Traced` text equals its source up to that rule.

>>> trace("  two\\nwords ", 10).text
'two words'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Field, Origin, Place

_SPACES = re.compile("[\t\n\x0b\f\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_RUN = re.compile("  +")


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` characters at `at` of a text, copied from `start` of the source or of its page."""

    at: int
    length: int
    start: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and the pieces it was put together from, in order; glue between pieces (a joined line's space) has no piece."""

    text: str
    pieces: tuple[Piece, ...] = ()

    def cut(self, start: int, end: int | None = None) -> Traced:
        """The text from `start` to `end`, its outer spaces stripped."""
        stop = len(self.text) if end is None else end
        body = self.text[start:stop]
        begin = start + len(body) - len(body.lstrip())
        text = body.strip()
        if text == self.text:
            return self
        finish = begin + len(text)
        kept = []
        for piece in self.pieces:
            low, high = max(piece.at, begin), min(piece.at + piece.length, finish)
            if low < high:
                kept.append(Piece(low - begin, high - low, piece.start + low - piece.at, piece.page))
        return Traced(text, tuple(kept))

    def place(self, source: str) -> Place:
        """Where the text stands, from its first piece to its last."""
        if not self.pieces:
            return Place(source=source, start=0, end=0)
        first, last = self.pieces[0], self.pieces[-1]
        end_page = last.page if last.page != first.page else None
        return Place(source=source, start=first.start, end=last.start + last.length, page=first.page, end_page=end_page)

    def origins(self, field: Field) -> tuple[Origin, ...]:
        """The pieces as origins of a provision's field."""
        return tuple(Origin(field=field, at=p.at, length=p.length, start=p.start, page=p.page) for p in self.pieces)


EMPTY = Traced("")


def trace(raw: str, start: int, page: int | None = None) -> Traced:
    """A stretch of source text, its whitespace folded, tied to where it begins."""
    folded = _SPACES.sub(" ", raw)
    lead = len(folded) - len(folded.lstrip(" "))
    body = folded.strip(" ")
    if "  " not in body:
        return Traced(body, (Piece(0, len(body), start + lead, page),) if body else ())
    return _fold_runs(body, start + lead, page)


def _fold_runs(body: str, start: int, page: int | None) -> Traced:
    parts, pieces, at, done = [], [], 0, 0
    for run in _RUN.finditer(body):
        stretch = body[done : run.start() + 1]
        pieces.append(Piece(at, len(stretch), start + done, page))
        parts.append(stretch)
        at, done = at + len(stretch), run.end()
    parts.append(body[done:])
    pieces.append(Piece(at, len(body) - done, start + done, page))
    return Traced("".join(parts), tuple(pieces))


def join(parts: Iterable[Traced], glue: str = " ") -> Traced:
    """Texts put one after another with `glue` between those that are not empty."""
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for part in parts:
        if not part.text:
            continue
        if texts:
            texts.append(glue)
            at += len(glue)
        pieces.extend(Piece(p.at + at, p.length, p.start, p.page) for p in part.pieces)
        texts.append(part.text)
        at += len(part.text)
    return Traced("".join(texts), tuple(pieces))


def weave(chunks: Iterable[tuple[str, int | None]], page: int | None = None) -> Traced:
    """Stretches of one source, or of one part of it, that touch in the text (as inline markup breaks it), folded as one.

    Each comes with where it begins, or None where it is not copied literally (a character reference).
    """
    texts: list[str] = []
    pieces: list[Piece] = []
    at, open_space = 0, True
    for raw, start in chunks:
        if open_space and raw.isspace():
            continue
        for text, offset in _stretches(_SPACES.sub(" ", raw), open_space):
            if start is not None:
                pieces.append(Piece(at, len(text), start + offset, page))
            texts.append(text)
            at += len(text)
        if raw:
            open_space = (texts[-1] if texts else " ").endswith(" ")
    if not texts:
        return EMPTY
    return Traced("".join(texts), tuple(pieces)).cut(0)


def _stretches(folded: str, open_space: bool) -> Iterable[tuple[str, int]]:
    """The parts of a text left when every run of spaces keeps only its first (none, where a space stands before)."""
    done = len(folded) - len(folded.lstrip(" ")) if open_space else 0
    for run in _RUN.finditer(folded, done):
        yield folded[done : run.start() + 1], done
        done = run.end()
    if folded[done:]:
        yield folded[done:], done
