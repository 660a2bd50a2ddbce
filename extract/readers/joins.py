"""Lines joined to running words: across wraps, broken words and broken addresses.

A line is joined to the next with one space. Where the break fell inside a word the line ends in a hyphen: the hyphen stays when the act
writes the word with it elsewhere or knows both halves as words, and goes when it is mere hyphenation; a soft hyphen at the end of a
line always goes. A break inside a web address or behind a stroke ("96/9/" "EC") is joined without a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from extract.readers.lines import Line
from extract.traced import Traced, join

_ADDRESS_END: Final = re.compile(r"https?://\S*[/.]$")
_TAIL: Final = 400
"""An address is looked for in so many characters before a line's end."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SOFT: Final = "\u00ad"


def words_within(lines: Iterable[Line]) -> frozenset[str]:
    """Every word that stands whole within a line."""
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line.text.rstrip("- \u00ad")))


def joined(lines: Iterable[Line], words: frozenset[str]) -> Traced:
    """The lines as one text; `words` are those the act has whole."""
    parts: list[Traced] = []
    for line in lines:
        text = line.traced()
        last = parts[-1] if parts else None
        if last is None or not (last.text.endswith(("-", _SOFT, "/")) or _runs_on_as_address(last.text, text.text)):
            parts.append(text)
            continue
        parts.pop()
        gone = last.text.endswith(_SOFT) or (last.text.endswith("-") and _is_hyphenation(last.text, text.text, words))
        parts.append(join((last.cut(0, len(last.text) - 1) if gone else last, text), glue=""))
    return join(parts)


def _runs_on_as_address(left: str, right: str) -> bool:
    return _ADDRESS_END.search(left[-_TAIL:]) is not None and not right[:1].isupper()


def _is_hyphenation(left: str, right: str, words: frozenset[str]) -> bool:
    """Whether the hyphen that ends `left` only breaks a word: the act has the joined word, and not the hyphenated one."""
    head, tail = _WORD.findall(left[-_TAIL:]), _WORD.match(right)
    if not head or tail is None or not left[:-1].endswith(head[-1]):
        return False
    whole, hyphened = (head[-1] + tail[0]).lower(), f"{head[-1]}-{tail[0]}".lower()
    if hyphened in words or not tail[0][0].islower():
        return False
    return whole in words or not (head[-1].lower() in words and tail[0].lower() in words)
