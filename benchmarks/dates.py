"""How many dates are found in acts, by moment, and which sentences that name a calendar date give none, for people to read.

    python benchmarks/dates.py FILE…             the figures, and each sentence without a date
    python benchmarks/dates.py --figures FILE…   the figures alone

Sentences of enacting terms and annexes count; dates of other acts and agreements ("Regulation … of 27 April 2016") do not.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extract.date_words import MONTHS
from extract.dates import find_dates
from extract.reading import read_file
from extract.resolve import resolve
from extract.sentences import sentence_spans
from kg.ids import binds, path_of
from kg.model import Act, Field, Provision, walk
from kg.rules import Application

_DATE: Final = re.compile(rf"\d{{1,2}}\s(?:{'|'.join(MONTHS)})\s\d{{4}}")
_OTHERS: Final = re.compile(r"(?:\bof|[Cc]oncluded[^.]{0,60}|dated|signed[^.]{0,40}|\bon) $")
"""What stands before the date of another act or agreement; "on" only where an act was made on it."""
_MADE: Final = re.compile(r"(?:adopted|[A-Z][a-z]+) on $")
_BEFORE: Final = 70


def sentences(act: Act) -> Iterator[tuple[Provision, Field, int, int]]:
    """Sentences that bind and name a calendar date of their own."""
    for provision in walk(act.provisions):
        if not binds(provision.id) or path_of(provision.id).startswith("fnp_"):
            continue
        for field in (Field.TEXT, Field.WRAP_UP):
            words = provision.words(field)
            if provision.quoted and provision.quoted.field is field:
                words = (
                    words[: provision.quoted.start] + " " * (provision.quoted.end - provision.quoted.start) + words[provision.quoted.end :]
                )
            for start, end in sentence_spans(words):
                if any(not _of_another(words, match.start()) for match in _DATE.finditer(words, start, end)):
                    yield provision, field, start, end


def _of_another(words: str, at: int) -> bool:
    before = words[max(0, at - _BEFORE) : at]
    return bool(_OTHERS.search(before)) and (not before.endswith("on ") or bool(_MADE.search(before)))


def meets(found: tuple[Application, ...], provision: Provision, field: Field, start: int, end: int) -> bool:
    """Whether a date was found in a sentence."""
    spans = (one.span for one in found if one.provision == provision.id and one.span.field is field)
    return any(span.start < end and start < span.end for span in spans)


def main(files: list[str]) -> None:
    """Print the figures over some files."""
    told = "--figures" not in files
    moments, dated = Counter[str](), Counter[bool]()
    for name in (one for one in files if not one.startswith("--")):
        act = read_file(Path(name))
        found = find_dates(act, resolve(act))
        moments.update(moment for _, moment, _, _ in {(one.provision, one.moment.value, one.date, str(one.span)) for one in found})
        for provision, field, start, end in sentences(act):
            hit = meets(found, provision, field, start, end)
            dated[hit] += 1
            if told and not hit:
                print(f"{act.celex} {path_of(provision.id)}: {' '.join(provision.words(field)[start:end].split())[:300]}")
    print(f"{sum(moments.values())} dates: " + ", ".join(f"{count} {moment}" for moment, count in moments.most_common()))
    print(f"{dated.total()} sentences with a calendar date, {dated[True]} give one")


if __name__ == "__main__":
    main(sys.argv[1:])
