"""Labels and headings that stand as text, because the one before them is gone.

Labels are taken only in sequence (`extract.nesting`). So where a source lacks one, what follows stands as a paragraph of the unit before,
or as words that go on with it; a label whose words are gone stands alone. Each place where a paragraph of the source begins is looked at,
in the forms that the languages write ("(b)", "b)", "ii)", "aa)", "4.").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extract.finding import Finding, about
from extract.languages import LANGUAGES, LATIN, Drafting
from extract.source_words import SourceWords
from kg.labels import roman_value
from kg.model import Act, Field, Kind, Origin, Provision

_LABELLED: Final = re.compile(
    rf"\(?(?P<label>(?:\d{{1,3}}[a-z]{{0,2}}|[a-z]|(?P<twice>[a-z])(?P=twice)|[ivxlc]{{2,7}})(?: (?:{LATIN}))?)\)(?:\s+\S|$)"
    r"|\d{1,3}[a-z]?\.(?:\s+[A-ZÀ-Þ]|$)"
)
_BLOCK: Final = re.compile(
    r"</?(?:p|td|tr|table|tbody|div|li|ul|ol|dd|dt|h\d|NP|P|ALINEA|ITEM|LIST|PARAG|TXT|NO\.P|CONSID|point|paragraph|content|num)\b", re.I
)
"""Elements, of web pages, Formex and Akoma Ntoso, that begin or end a paragraph; others stand inside a line."""
_BESIDES: Final = frozenset({Kind.CELL, Kind.ROW, Kind.TABLE, Kind.FOOTNOTE, Kind.CITATION})


def swallowed(act: Act, everything: Sequence[Provision], source: SourceWords) -> Iterator[Finding]:
    """Text that looks like the beginning of a unit of its own: a label or heading that came out of sequence."""
    drafting = LANGUAGES[act.language]
    headings = (drafting.article, drafting.annex, *(shape for _, shape in drafting.groupings))
    for one in everything:
        if one.kind is Kind.SUBPARAGRAPH and one.quoted is None and any(shape.match(one.text) for shape in headings):
            yield _stands(one, one.text)
            continue
        for field in (Field.TEXT, Field.WRAP_UP) if one.kind not in _BESIDES else ():
            words = one.words(field)
            for at in _beginnings(one, field, source, drafting):
                if _has_label(words, at, source.markup):
                    yield _stands(one, words[at:])


def _stands(one: Provision, words: str) -> Finding:
    return about(one, "sequence", f"{words[:40]!r} stands as text, out of sequence")


def _has_label(words: str, at: int, markup: bool) -> bool:
    """Whether a label begins there; a number at the head of a line ("2016/" above "679. The") is one only behind a finished line."""
    match = _LABELLED.match(words, at)
    if match is None:
        return False
    label = match["label"]
    if not label:
        return markup or not at or words[:at].rstrip().endswith((".", ";", ":"))
    return len(label) < 3 or label[0].isdecimal() or " " in label or roman_value(label) is not None


def _beginnings(one: Provision, field: Field, source: SourceWords, drafting: Drafting) -> Iterator[int]:
    """Where paragraphs of the source begin in a field; what is quoted is another act's text."""
    words, before = one.words(field), None
    end = one.quoted.start if one.quoted is not None and field is one.quoted.field else len(words)
    for origin in sorted((origin for origin in one.origins if origin.field is field), key=lambda origin: origin.at):
        if origin.at < end and (before is None or _parted(words, before, origin, source, drafting)):
            yield origin.at
        before = origin


def _parted(words: str, before: Origin, origin: Origin, source: SourceWords, drafting: Drafting) -> bool:
    """Whether a stretch begins a paragraph: an element of its own or, in pages of lines, a line behind words that point to nothing."""
    if before.page != origin.page:
        return not source.markup and not _points(words[: origin.at], drafting)
    raw = source.raw.get(0 if 0 in source.raw else origin.page or 0, "")
    between = raw[before.start + before.length : origin.start]
    if source.markup:
        return _BLOCK.search(between) is not None
    return "\n" in between and not _points(words[: origin.at], drafting)


def _points(words: str, drafting: Drafting) -> bool:
    """Whether words end as those before a label that they point to: "point", "points (a) and", "(a),"."""
    said = drafting.punctuation
    return re.search(rf"(?:\b(?:{said.pointing})|\)(?:,| (?:{said.linking}))?)\s*$", words[-60:], re.IGNORECASE) is not None
