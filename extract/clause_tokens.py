"""Words and marks of a text, as the rules over clauses read it: those of `extract.words`, with the punctuation between them."""

from __future__ import annotations

from typing import Final, NamedTuple

from extract.words import singular, words_of

_UNSEEN: Final = frozenset(" \u00a0\t\n-\u2010\u2011")
"""What parts words and says nothing: "market-surveillance authority" is read like three words."""
_APOSTROPHES: Final = "’'"
POSSESSIVE: Final = "'s"


class Token(NamedTuple):
    """A word or mark, in lower case, and in the singular, and where it stands. A possessive ending is a token of its own."""

    text: str
    low: str
    key: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a mark."""
        return self.text[0].isalnum()


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of a text, or of a stretch of it, in order."""
    stretch = text[start:end]
    out: list[Token] = []
    at = 0
    for word in words_of(stretch):
        _marks(stretch, at, word.start, start, out)
        low = word.text.lower()
        out.append(Token(word.text, low, singular(word.text), start + word.start, start + word.end))
        at = word.end
    _marks(stretch, at, len(stretch), start, out)
    return tuple(out)


def _marks(text: str, first: int, last: int, base: int, out: list[Token]) -> None:
    """Add the marks of a stretch without words."""
    at = first
    while at < last:
        mark = text[at]
        if mark in _UNSEEN:
            at += 1
            continue
        possessive = mark in _APOSTROPHES and at == first > 0 and (text[at + 1 : at + 2] == "s" or text[at - 1] == "s")
        length = 2 if possessive and text[at + 1 : at + 2] == "s" else 1
        sign = POSSESSIVE if possessive else mark
        out.append(Token(sign, sign, sign, base + at, base + at + length))
        at += length
