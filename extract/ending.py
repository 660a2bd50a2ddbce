"""Whether a source is whole: signs that something was cut out of a file, which no comparison of words can show.

Drafting rules: an act ends with its final formula and signatures ("Done at …", interinstitutional style guide 2.5); a mark has its
note; sentences end in punctuation; an act points to its own articles and annexes (Joint Practical Guide 16).

What no sign can show: a line cut out in the middle of a paragraph, where the rest still closes its brackets; the last paragraph of an
article, or the last article or annex, where nothing else in the act points to it; the last point of a list whose items end alike; in
text and PDF a citation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from extract.finding import Finding, about
from extract.languages import LANGUAGES
from extract.source_words import SourceWords
from kg.labels import roman_value
from kg.model import Act, Field, Kind, Provision, Reference, Unresolved, walk

_FINISHED: Final = re.compile(r"[.;,:’”\"')—–…?!]$|[;,] (?:and|or|and/or)$")
_LEADS_ON: Final = re.compile(r"[;,] (?:and|or)(?: \w+){1,4}$")
_SENTENCES: Final = frozenset({Kind.RECITAL, Kind.ARTICLE, Kind.PARAGRAPH, Kind.SUBPARAGRAPH, Kind.POINT, Kind.INDENT})
_GOES_ON: Final = re.compile(r"(?:,|\band|\bor)$")
_SENTENCE_END: Final = re.compile(r"(?<!\S)(?!https?:|www\.)\S*[.;:]$")
_DOTTED_END: Final = re.compile(r"\d\.\d+\.$")
"""A label as "4.5." in a list of them ends no sentence."""
_AROUND: Final = 1500
_FULL: Final = 0.85
_HEADED: Final = (Kind.TITLE, Kind.CHAPTER, Kind.ARTICLE, Kind.ANNEX)
_MISSING: Final = re.compile(r"no (?P<kind>article|annex|recital) (?P<label>\w+) in (?P<act>\w+)")
_NO_MARK_BEFORE: Final = re.compile(r"(?:\b(?:points?|paragraphs?|articles?|items?|numbers?|Nos?)|\)(?:,| to| and| or))$", re.IGNORECASE)


def ending_problems(act: Act, source: SourceWords, references: Iterable[Reference]) -> Iterator[Finding]:
    """What shows that the source lacks a part, or has its end twice."""
    everything = walk(act.provisions)
    yield from (Finding(kind="end", text=text) for text in missing_ends(act))
    yield from _notes(act, everything)
    yield from _headings(everything)
    yield from _pointing_beyond(act, everything, references)
    if _is_published(act):
        yield from _unfinished(everything)
        yield from _lists_cut_short(everything)
        yield from () if source.markup else _beginnings_lost(everything, source)


def missing_ends(act: Act) -> Iterator[str]:
    """Whether an act as published has its final formula, and has it once."""
    done = LANGUAGES[act.language].done
    final = [part for top in act.provisions if top.kind is Kind.FINAL for part in walk((top,))]
    formulas = sum(len(done.findall(part.words(field))) for part in final for field in Field)
    if _is_published(act) and not any(top.kind is Kind.PREAMBLE for top in act.provisions):
        yield "the act has no preamble: the file may lack its beginning"
    if formulas == 0 and _is_published(act):
        yield "the act has no final formula: the file may be cut short"
    elif formulas > 1:
        yield f"the final formula stands {formulas} times"


def _is_published(act: Act) -> bool:
    """Consolidated texts have no preamble and no formula of their own, and deletions leave their traces in them."""
    return act.version == "oj"


# ── footnotes and headings ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _notes(act: Act, everything: Sequence[Provision]) -> Iterator[Finding]:
    """Numbered footnotes without a mark and marks without a footnote; markup is known to lack starred notes, which may share one."""
    notes = {one.id: one for one in everything if one.kind is Kind.FOOTNOTE and one.label.isdecimal()}
    called = {mark.note: one for one in everything for mark in one.marks}
    for name, note in notes.items():
        if name not in called:
            yield about(note, "note", "no mark points to this footnote")
    for name, host in called.items():
        label = name.rpartition("_")[2]
        if name not in notes and label.isdecimal():
            yield about(host, "note", f"the mark ({label}) has no footnote")
    if act.source.format in ("pdf", "text"):
        yield from _mark_left(everything, len(notes) + 1)


def _mark_left(everything: Sequence[Provision], label: int) -> Iterator[Finding]:
    """A mark of the footnote after the last; where there is no note at all, only citations tell marks from references."""
    shape = re.compile(rf"(?<=[^\s\d(])\s?\(\s?{label}\)")
    kinds = frozenset({Kind.CITATION}) if label == 1 else _SENTENCES | {Kind.CITATION}
    for one in everything:
        for match in shape.finditer(one.text) if one.kind in kinds else ():
            if not _NO_MARK_BEFORE.search(one.text[: match.start()]):
                yield about(one, "note", f"the mark ({label}) has no footnote")


def _headings(everything: Sequence[Provision]) -> Iterator[Finding]:
    """Units without a heading where most of their kind have one."""
    for kind in _HEADED:
        units = [one for one in everything if one.kind is kind]
        bare = [one for one in units if not one.heading]
        if len(bare) * 2 < len(units):
            yield from (about(one, "gap", f"{kind} {one.label} has no heading, but others have") for one in bare)


# ── references to what is not there ────────────────────────────────────────────────────────────────────────────────────────────


def _pointing_beyond(act: Act, everything: Sequence[Provision], references: Iterable[Reference]) -> Iterator[Finding]:
    """References to own articles, annexes or recitals behind the last one.

    Where the missing numbers lie scattered the act speaks of another (one that it amends, say), and nothing is concluded.
    """
    last = Counter[Kind]()
    for one in everything:
        last[one.kind] = _number(one.label)
    beyond: dict[Kind, dict[int, Reference]] = {}
    for reference in references:
        if not isinstance(reference.target, Unresolved):
            continue
        match = _MISSING.fullmatch(reference.target.reason)
        if match is not None and match["act"] == act.celex and _number(match["label"]) > last[Kind(match["kind"])]:
            beyond.setdefault(Kind(match["kind"]), {}).setdefault(_number(match["label"]), reference)
    if all(len(found) * 2 >= max(found) - last[kind] for kind, found in beyond.items()):
        for kind, found in beyond.items():
            for reference in found.values():
                said = f"{reference.wording!r} points behind the last {kind}"
                yield Finding(kind="reference", text=said, provision=reference.source)


def _number(label: str) -> int:
    return int(label) if label.isdecimal() else roman_value(label) or 0


# ── sentences that break off ───────────────────────────────────────────────────────────────────────────────────────────────────


def _unfinished(everything: Sequence[Provision]) -> Iterator[Finding]:
    """Recitals and parts of articles that end without punctuation, and brackets that open or close alone."""
    led_on = set(_led_on(everything))
    for one in everything:
        for field in (Field.TEXT, Field.WRAP_UP):
            words = one.words(field)
            if words.count("(") != words.count(")"):
                yield about(one, "gap", f"a bracket stands alone in {words[:40]!r}")
        outside = "/anx_" in one.id or "/fnp_" in one.id
        bare = one.text and not one.children and not outside and one.id not in led_on
        if one.kind in _SENTENCES and bare and not _FINISHED.search(one.text):
            yield about(one, "gap", f"{one.text[-40:]!r} ends without punctuation")


def _led_on(everything: Sequence[Provision]) -> Iterator[str]:
    """Items whose sentence others end: the next one ("…; and in any event"), or the words behind the list."""
    for parent in everything:
        items = [one for one in parent.children if one.kind in (Kind.POINT, Kind.INDENT)]
        yield from (one.id for one in items[:-1] if _LEADS_ON.search(one.text))
        if items and parent.wrap_up:
            yield items[-1].id


def _lists_cut_short(everything: Sequence[Provision]) -> Iterator[Finding]:
    """Words that announce more than there is. Recitals are one sentence with the formula of adoption: only the last ends in a comma."""
    recitals = [one for one in everything if one.kind is Kind.RECITAL]
    if recitals and not _last_words(recitals[-1]).endswith((",", "–", "—")):
        yield about(recitals[-1], "end", "the last recital ends in no comma: others may have followed")
    for one in everything:
        if one.kind in (Kind.ARTICLE, Kind.PARAGRAPH) and _GOES_ON.search(_last_words(one)):
            yield about(one, "gap", f"{_last_words(one)[-40:]!r} announces more")
        if one.kind in _SENTENCES and one.text.endswith(":") and not (one.children or one.wrap_up or "/anx_" in one.id):
            yield about(one, "gap", f"{one.text[-40:]!r} announces a list")


def _last_words(one: Provision) -> str:
    while one.children and not one.wrap_up:
        one = one.children[-1]
    return one.wrap_up or one.text


def _beginnings_lost(everything: Sequence[Provision], source: SourceWords) -> Iterator[Finding]:
    """Lines that begin in lower case although the line before them has ended its sentence: their own beginning is lost."""
    for one in everything:
        pieces = [origin for origin in one.origins if origin.field is Field.TEXT]
        for before, after in pairwise(pieces):
            end = before.start + before.length
            raw = source.raw.get(0 if 0 in source.raw else before.page or 0, "")
            said = one.text[before.at : before.at + before.length]
            goes_on = _DOTTED_END.search(said) or (said.endswith(":") and _is_full(raw, end))
            if raw[end : end + 1] in ("\n", "\f", "") and one.text[after.at].islower() and _SENTENCE_END.search(said) and not goes_on:
                yield about(one, "gap", f"{one.text[after.at : after.at + 40]!r} begins in lower case after a finished line")


def _is_full(raw: str, end: int) -> bool:
    """Whether the line that ends at `end` is nearly as long as the longest of those around it: a colon there need not end a paragraph."""
    line = len(raw[raw.rfind("\n", 0, end) + 1 : end].strip())
    around = raw[max(end - _AROUND, 0) : end + _AROUND].split("\n")[1:-1]
    return line >= _FULL * max((len(other.strip()) for other in around), default=0)
