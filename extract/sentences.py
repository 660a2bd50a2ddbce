"""Sentences of a provision: spans by nupunkt, which knows "Art. 3", "p. 72" and "No 300/2008"; a line break always ends one."""

from __future__ import annotations

import re
from functools import lru_cache

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^\W\d_]{2}")
_ENUMERATED = re.compile(r"^\s*(?:\(\w{1,4}\)|\w{1,3}\.)\s*$")


@lru_cache(maxsize=4096)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence, outer spaces left out; together they cover every word of the text."""
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        spans += _of_line(line[0], line.start())
    return tuple(spans)


def _of_line(line: str, base: int) -> list[tuple[int, int]]:
    if len(line) < 60:
        pieces = [(0, len(line))]
    else:
        import nupunkt

        pieces = list(nupunkt.sent_spans(line))
    spans: list[tuple[int, int]] = []
    for start, end in pieces:
        words = line[start:end]
        begin = base + start + len(words) - len(words.lstrip())
        finish = base + end - (len(words) - len(words.rstrip()))
        if spans and (
            _ENUMERATED.match(words)
            or words.lstrip()[:1].islower()
            or not _SENTENCE.search(line[spans[-1][0] - base : spans[-1][1] - base])
        ):
            spans[-1] = (spans[-1][0], finish)
        elif begin < finish:
            spans.append((begin, finish))
    return spans
