"""Whether a source is whole: signs that a file was cut short, which no comparison of words can show.

An act ends with its final formula and signatures ("Done at …", interinstitutional style guide 2.5), and the Official Journal counts its
pages ("29/144").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.languages import LANGUAGES
from kg.model import Act, Field, Kind, walk

_PAGE = re.compile(r"\b(?P<number>\d{1,4})/(?P<count>\d{1,4})\b")


def missing_ends(act: Act) -> Iterator[str]:
    """What shows that the source lacks its end, or pages in between."""
    published = any(top.kind is Kind.PREAMBLE for top in act.provisions)
    if published and not _is_signed(act):
        yield "the act has no final formula: the file may be cut short"
    lacking = _missing_pages(act)
    if lacking:
        yield f"pages are missing: {', '.join(map(str, lacking[:8]))}{' …' if len(lacking) > 8 else ''}"


def _is_signed(act: Act) -> bool:
    done = LANGUAGES[act.language].done
    final = [part for top in act.provisions if top.kind is Kind.FINAL for part in walk((top,))]
    return any(done.search(part.words(field)) for part in final for field in Field)


def _missing_pages(act: Act) -> list[int]:
    """Pages that the source's own count has and its furniture does not; a first page without furniture is not missed."""
    furniture = [one.text for one in act.dropped if one.bucket.startswith("furniture")]
    found = [(int(match["number"]), int(match["count"])) for text in furniture for match in _PAGE.finditer(text)]
    counts = [count for number, count in found if 1 <= number <= count <= 3000]
    if not counts:
        return []
    total = max(set(counts), key=counts.count)
    seen = {number for number, count in found if count == total}
    return [number for number in range(2, total + 1) if number not in seen] if len(seen) > 1 else []


_LABELLED = re.compile(r"\((?:\d{1,3}|[a-z])\)\s+\S|\d{1,3}\.\s+[A-Z]")


def swallowed_units(act: Act) -> Iterator[tuple[str, str]]:
    """Provision and words of text that looks like the beginning of a unit of its own: a label or heading that came out of sequence.

    Labels are taken only in sequence, so where the source lost one (or has one twice) what follows stands as text of the unit before.
    """
    drafting = LANGUAGES[act.language]
    shapes = [drafting.article, drafting.annex, _LABELLED, *(shape for _, shape in drafting.groupings)]
    for provision in walk(act.provisions):
        if provision.kind is not Kind.SUBPARAGRAPH or provision.quoted is not None:
            continue
        if any(shape.match(provision.text) for shape in shapes):
            yield provision.id, provision.text[:40]
