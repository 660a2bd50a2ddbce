"""The work that an act makes grows with its length and no faster, whatever it is long in: counted in calls, which no machine changes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType

import pytest

from extract import resolve as resolving
from extract.readers import html, text
from extract.reading import read_act
from extract.resolve import resolve
from extract.source import Format, Source
from kg.errors import MalformedSource
from kg.model import Act
from tests.fuzz.seeds import CONSOLIDATED, short

MARKUP = short("act.xhtml").decode()
TEXT = short("act.pdf.txt").decode()
BREAK = "Article 3"

LONG: dict[str, Callable[[int], str]] = {
    "a sentence that goes on": lambda n: f"the lamps in house {n} shall be mild",
    "dashes with words behind": lambda n: f"— lamp {n},\nLamps shine.",
    "subparagraphs": lambda n: f"Lamp {n} shines.",
    "subparagraphs that refer to each other": lambda n: f"The second subparagraph of this Article and point (a) thereof apply to lamp {n}.",
    "a quotation": lambda n: f"‘Lamp {n} glows.",
    "chapters": lambda n: f"CHAPTER {n}\nHeading {n}",
    "references to chapters": lambda n: f"Chapter {n} and Chapter I apply.",
    "articles named": lambda n: f"Article {n} of Regulation (EU) 2016/{n} and those points of that Article apply.",
}


def in_markup(lines: str) -> Source:
    """The short act in markup with more lines in Article 2."""
    at = MARKUP.index('<div class="eli-subdivision" id="art_3"')
    more = "".join(f'<p class="oj-normal">{line}</p>\n' for line in lines.split("\n"))
    return Source(name="long", format=Format.XHTML, sha256="", pages=(MARKUP[:at] + more + MARKUP[at:],))


def in_text(lines: str) -> Source:
    """The short act in plain text with more lines in Article 2."""
    return Source(name="long", format=Format.TEXT, sha256="", pages=(TEXT.replace(f"{BREAK}\n", f"{lines}\n{BREAK}\n", 1),))


def calls(work: Callable[[], object]) -> int:
    """How many calls a piece of work makes, each step of a generator counted as one."""
    count = 0

    def heard(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(heard)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def read_and_resolved(source: Source) -> tuple[Act, object]:
    act = read_act(source)
    return act, resolve(act)


@pytest.mark.parametrize("make", [in_markup, in_text], ids=["markup", "text"])
@pytest.mark.parametrize("name", LONG)
def test_twice_as_long_is_twice_the_work(name: str, make: Callable[[str], Source]) -> None:
    once, twice = (make("\n".join(LONG[name](n) for n in range(2, 2 + size))) for size in (150, 300))
    read_and_resolved(once)  # what is only made once
    first, second = calls(lambda: read_and_resolved(once)), calls(lambda: read_and_resolved(twice))
    assert second < 2.5 * first


def test_elements_in_elements_without_end_are_refused() -> None:
    at = MARKUP.index("A lamp keeper shall")
    with pytest.raises(MalformedSource, match="deep"):
        html.read(Source(name="deep", format=Format.XHTML, sha256="", pages=(MARKUP[:at] + "<div>a " * 5_000 + MARKUP[at:],)))


def test_lists_in_lists_without_end_are_refused() -> None:
    with pytest.raises(MalformedSource, match="lists within lists"):
        read_act(in_markup("\n".join("(a) lamps:\n(i) wicks:\n— threads:" for _ in range(400))))


@pytest.mark.parametrize("space", [" ", "\n", "\t", "\xa0", "\u2028"])
def test_a_run_of_spaces_is_looked_through_once(space: str) -> None:
    """Each space tried as the first of an arrow's would be forty thousand million steps."""
    page = CONSOLIDATED.replace("A keeper shall", f"{space * 200_000}A keeper shall")
    began = time.process_time()
    html.read(Source(name="wide", format=Format.XHTML, sha256="", pages=(page,)))
    assert time.process_time() - began < 5


def test_words_that_name_provisions_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    act = read_act(in_markup("Points (a) to (zz) of Article 1 and paragraphs 1 to 999 of Articles 1 to 900 apply.\n" * 20))
    assert len(resolve(act)) < 20 * 400
    monkeypatch.setattr(resolving, "MAX_REFERENCES", 50)
    with pytest.raises(MalformedSource, match="over 50 references"):
        resolve(act)


def test_words_broken_at_every_line_are_joined_in_time() -> None:
    source = in_text("— a- \n" * 20_000)
    assert calls(lambda: text.read(source)) < 20_000 * 300
