"""The marks with which a consolidated text shows what amended it: "▼M1" over what follows, "►M1 … ◄" around words, "—————" for a deletion.

They are no words of the act. Each goes to the bucket "amendment marks", which names the amending act and what it did where the link
behind the mark says so, so that the act that last touched a provision is the one whose mark stands last before it.
Source of the marks: the explanation of consolidated texts on EUR-Lex ("B" for the basic act, "M" for amendments, "A" for accessions,
"C" for corrigenda).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.readers.markup import Closed, Event, Opened, Words
from extract.traced import weave
from kg.model import Dropped

_BUCKET: Final = "amendment marks"
_MARK: Final = re.compile(r"[►▼]?\s?[BMAC]\d{0,3}")
_MARK_LINE: Final = re.compile(r"(?:[►▼]\s?[BMAC]\d{0,3}\s*)+(?:[—–-]{3,})?|[—–-]{3,}")
_ARROW: Final = re.compile(r"(?<!\s)\s*+◄(?=[\s.,;:)’”]|$)|[►▼◄]")
_CELEX: Final = re.compile(r"celex(?::|%3A|/)(?P<celex>\d\d{4}[A-Z]{1,2}\d{4}(?:R?(?:\(|%28)\d\d(?:\)|%29))?)", re.IGNORECASE)
_DONE: Final = re.compile(r": (?P<done>[A-Z]+)$")
_LINES: Final = frozenset({"modref", "arrow"})
_LONGEST: Final = 40
"""Events that the element of a mark may hold."""


def lift_amendment_marks(events: Sequence[Event], source: str) -> tuple[list[Event], list[Dropped]]:
    """The events without the marks, and the marks."""
    kept: list[Event] = []
    dropped: list[Dropped] = []
    at, marked = 0, False
    while at < len(events):
        event = events[at]
        end = _mark_element(events, at, marked)
        if end:
            dropped.append(_dropped(events[at:end], source))
            at, marked = end, True
            continue
        marked = marked and not (isinstance(event, Words) and event.text.strip())
        if isinstance(event, Words) and _ARROW.search(event.text) and event.literal:
            _split(event, kept, dropped, source)
        else:
            kept.append(event)
        at += 1
    return kept, dropped


def _mark_element(events: Sequence[Event], at: int, marked: bool) -> int:
    """Where the element that begins here ends, if it holds nothing but marks; else 0.

    A line of dashes alone is one where it stands right behind a mark (`marked`); behind a label it is what the provision says.
    """
    event = events[at]
    if not isinstance(event, Opened) or event.tag not in ("a", "p"):
        return 0
    end, words = at + 1, ""
    while end < min(at + _LONGEST, len(events)):
        inner = events[end]
        if isinstance(inner, Words):
            words += inner.text
        elif isinstance(inner, Closed) and inner.tag == event.tag:
            break
        elif isinstance(inner, Opened) and inner.tag == "p":
            return 0
        end += 1
    else:
        return 0
    bare = words.strip()
    if event.tag == "a":
        return end + 1 if _MARK.fullmatch(bare) and _celex_of(event) else 0
    is_line = event.css in _LINES or "▼" in bare or marked
    return end + 1 if is_line and _MARK_LINE.fullmatch(bare) else 0


def _dropped(events: Sequence[Event], source: str) -> Dropped:
    words = weave((event.text, event.start if event.literal else None) for event in events if isinstance(event, Words))
    anchor = next((event for event in events if isinstance(event, Opened) and event.tag == "a"), None)
    celex, done = (_celex_of(anchor), _DONE.search(anchor.title)) if anchor else ("", None)
    name = " ".join(filter(None, (celex, done["done"].lower() if done else "")))
    return Dropped(bucket=f"{_BUCKET}: {name}" if name else _BUCKET, text=words.text, place=words.place(source))


def _celex_of(anchor: Opened) -> str:
    """The act that a link leads to."""
    match = _CELEX.search(anchor.href)
    return match["celex"].replace("%28", "(").replace("%29", ")") if match else ""


def _split(event: Words, kept: list[Event], dropped: list[Dropped], source: str) -> None:
    """Words around single arrows; the space before a closing arrow goes with it where another space or a full stop follows."""
    done = 0
    for arrow in _ARROW.finditer(event.text):
        if event.text[done : arrow.start()]:
            kept.append(Words(event.text[done : arrow.start()], event.start + done))
        words = weave([(arrow[0], event.start + arrow.start())])
        dropped.append(Dropped(bucket=_BUCKET, text=words.text, place=words.place(source)))
        done = arrow.end()
    if event.text[done:]:
        kept.append(Words(event.text[done:], event.start + done))
