"""A PDF read backwards: for each page, the words that pypdf gives against those that provisions and buckets hold from that page.

    python benchmarks/pages.py ../shared/corpus/32024R1689/en.pdf

Words are counted by page, whatever their order (the certificate proves the order); the two halves of a word broken at the end of a line
count as they stand on their pages.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.reading import read_act  # noqa: E402
from extract.source import Source, read_source  # noqa: E402
from extract.source_words import WORD  # noqa: E402
from kg.model import Act, Dropped, walk  # noqa: E402


def main() -> None:
    """Print a line for each page that differs, and the sum."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", type=Path)
    source = read_source(parser.parse_args().pdf)
    differing = differences_by_page(source, read_act(source))
    for page, (lost, more) in differing.items():
        print(f"page {page}: not held {dict(lost)}, held but not there {dict(more)}")
    words = sum(len(WORD.findall(page)) for page in source.pages)
    print(f"{source.name}: {len(source.pages)} pages, {words} words, {len(differing)} pages differ")


def differences_by_page(source: Source, act: Act) -> dict[int, tuple[Counter[str], Counter[str]]]:
    """Pages whose words differ: those no provision or bucket of the page holds, and those held that the page does not have."""
    held = _held_by_page(source, act)
    out = {}
    for number, page in enumerate(source.pages, 1):
        there = Counter(WORD.findall(page))
        if there != held.get(number, Counter()):
            out[number] = (there - held.get(number, Counter()), held.get(number, Counter()) - there)
    return out


def _held_by_page(source: Source, act: Act) -> dict[int, Counter[str]]:
    """The words of every stretch copied from a page; stretches that touch on the page make one."""
    marked = {number: bytearray(len(page)) for number, page in enumerate(source.pages, 1)}
    for one in walk(act.provisions):
        for origin in one.origins:
            marked[origin.page or 1][origin.start : origin.start + origin.length] = b"\1" * origin.length
    for dropped in act.dropped:
        _mark_words(dropped, source, marked)
    return {number: _words(source.pages[number - 1], held) for number, held in marked.items()}


def _mark_words(dropped: Dropped, source: Source, marked: dict[int, bytearray]) -> None:
    """The words of a bucket where they stand in the stretch it names, and nothing between them."""
    number, at = dropped.place.page or 1, dropped.place.start
    for word in WORD.findall(dropped.text):
        found = source.pages[number - 1].find(word, at)
        if found < 0 and dropped.place.end_page and number < dropped.place.end_page:
            number += 1
            found = source.pages[number - 1].find(word)
        if found >= 0:
            marked[number][found : found + len(word)] = b"\1" * len(word)
            at = found + len(word)


def _words(page: str, held: bytearray) -> Counter[str]:
    return Counter(WORD.findall("".join(letter if here else " " for letter, here in zip(page, held, strict=True))))


if __name__ == "__main__":
    main()
