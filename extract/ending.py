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

from extract.brackets import stands_alone
from extract.finding import Finding, about
from extract.languages import LANGUAGES, Drafting
from extract.source_words import SourceWords
from kg.findings import Reference, Unresolved
from kg.labels import roman_value
from kg.model import Act, Field, Kind, Provision, walk

_SENTENCES: Final = frozenset({Kind.RECITAL, Kind.ARTICLE, Kind.PARAGRAPH, Kind.SUBPARAGRAPH, Kind.POINT, Kind.INDENT})
_ITEMS: Final = frozenset({Kind.POINT, Kind.INDENT})
_IN_LIST: Final = re.compile(r"/(?:pnt|idt)_")
_SENTENCE_END: Final = re.compile(r"(?<!\S)(?!https?:|www\.)\S*[.;:]$")
_DOTTED_END: Final = re.compile(r"\d\.\d+\.$")
"""A label as "4.5." in a list of them ends no sentence."""
_AROUND: Final = 1500
_FULL: Final = 0.85
_HEADED: Final = (Kind.TITLE, Kind.CHAPTER, Kind.ARTICLE, Kind.ANNEX)
_GUIDE: Final = 2000
"""The year from which the Joint Practical Guide asks for a heading of each article where there are any (its first edition)."""
_MISSING: Final = re.compile(r"no (?P<kind>article|annex|recital) (?P<label>\w+) in (?P<act>\w+)")


def ending_problems(act: Act, source: SourceWords, references: Iterable[Reference]) -> Iterator[Finding]:
    """What shows that the source lacks a part, or has its end twice."""
    everything = walk(act.provisions)
    yield from (Finding(kind="end", text=text) for text in missing_ends(act))
    yield from _notes(act, everything)
    yield from _headings(act, everything)
    yield from _pointing_beyond(act, everything, references)
    if _is_published(act):
        yield from _unfinished(everything, LANGUAGES[act.language])
        yield from _lists_cut_short(everything, LANGUAGES[act.language])
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
        yield from _mark_left(everything, len(notes) + 1, LANGUAGES[act.language])


def _mark_left(everything: Sequence[Provision], label: int, drafting: Drafting) -> Iterator[Finding]:
    """A mark of the footnote after the last; where there is no note at all, only citations tell marks from references."""
    shape = re.compile(rf"(?<=[^\s\d(])\s?\(\s?{label}\)")
    kinds = frozenset({Kind.CITATION}) if label == 1 else _SENTENCES | {Kind.CITATION}
    words = drafting.punctuation
    pointing = re.compile(rf"(?:\b(?:{words.pointing})|\)(?:,| (?:{words.linking})))$", re.IGNORECASE)
    for one in everything:
        for match in shape.finditer(one.text) if one.kind in kinds else ():
            if not pointing.search(one.text[: match.start()]):
                yield about(one, "note", f"the mark ({label}) has no footnote")


def _headings(act: Act, everything: Sequence[Provision]) -> Iterator[Finding]:
    """Units without a heading where most of their kind have one; in acts older than the Joint Practical Guide articles may mix."""
    for kind in _HEADED if int(act.celex[1:5]) >= _GUIDE else (Kind.TITLE, Kind.CHAPTER):
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


def _unfinished(everything: Sequence[Provision], drafting: Drafting) -> Iterator[Finding]:
    """Recitals and parts of articles that end without punctuation, and brackets that open or close alone.

    Where items of lists carry no punctuation of their own (Danish), only sentences outside lists are looked at; an item whose sentence
    others end needs none in any language.
    """
    finished = _finished(drafting)
    led_on = set(_led_on(everything, drafting))
    for one in everything:
        for field in (Field.TEXT, Field.WRAP_UP):
            words = one.words(field)
            if stands_alone(words, drafting.punctuation):
                yield about(one, "gap", f"a bracket stands alone in {words[:40]!r}")
        outside = "/anx_" in one.id or "/fnp_" in one.id or one.id in led_on
        in_list = _IN_LIST.search(one.id) is not None and not drafting.punctuation.items_close
        is_end = one.kind in _SENTENCES and one.text and not one.children and not outside and not in_list
        if is_end and not finished.search(one.text):
            yield about(one, "gap", f"{one.text[-40:]!r} ends without punctuation")


def _led_on(everything: Sequence[Provision], drafting: Drafting) -> Iterator[str]:
    """Items whose sentence others end: the next one ("…; and in any event"), or the words behind the list."""
    leads_on = re.compile(rf"[;,] (?:{drafting.punctuation.joins})(?: \w+){{1,4}}$")
    for parent in everything:
        items = [one for one in parent.children if one.kind in _ITEMS]
        yield from (one.id for one in items[:-1] if leads_on.search(one.text))
        if parent.wrap_up:
            yield from (last.id for last in _last_in(parent))


def _last_in(one: Provision) -> Iterator[Provision]:
    """The last item of a list, the last item of its own list, and so on; subparagraphs may stand behind the items."""
    while items := [part for part in one.children if part.kind in _ITEMS]:
        one = items[-1]
        yield one
        if one.wrap_up:
            return


def _finished(drafting: Drafting) -> re.Pattern[str]:
    """How a finished sentence or item ends in a language."""
    return re.compile(rf"[.;,:\"')—–…?!{drafting.quote_closes}]$|[;,] (?:{drafting.punctuation.joins})$")


def _lists_cut_short(everything: Sequence[Provision], drafting: Drafting) -> Iterator[Finding]:
    """Words that announce more than there is. Recitals are one sentence with the formula of adoption: only the last ends in a comma."""
    goes_on = re.compile(rf"(?:,|\b(?:{drafting.punctuation.joins}))$")
    recitals = [one for one in everything if one.kind is Kind.RECITAL]
    if recitals and not _last_words(recitals[-1]).endswith((",", "–", "—")):
        yield about(recitals[-1], "end", "the last recital ends in no comma: others may have followed")
    for one in everything:
        if one.kind in (Kind.ARTICLE, Kind.PARAGRAPH) and goes_on.search(_last_words(one)):
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
