"""The completeness certificate: a proof that a reading holds each word of its source once and in order, and none of its own.

The words of the source are found by `extract.source_words`, which shares no code with the readers. The words of the reading are those of
every field of every provision and of every bucket of dropped words, put in the order of the source by the places the reading itself
claims for them; so a false place shows as well as a false word. Each stretch of text must also equal its source at its place character
by character, only broken words may be joined, and the numbers of provisions must be those the source itself gives.

That file and reading agree proves nothing about the file. Signs that it is whole are what else is checked: that labels, footnotes,
pages and ids run in sequence (`extract.order`), that nothing stands twice (`extract.repeats`), and that nothing points or leads to what
is not there (`extract.ending`, which says what no sign can show).

    certify(Path("act.xhtml"), act).verdict        "complete" or "incomplete"
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path
from typing import Any, Final, NamedTuple

from extract.conversion import conversion_problems
from extract.ending import ending_problems
from extract.finding import Finding, of_words
from extract.languages import LANGUAGES
from extract.misprints import excused
from extract.order import order_problems
from extract.repeats import repeated_lines, repeated_stretches, repeated_texts
from extract.source_words import WORD, Difference, SourceWords, differences, words_of
from kg.counts import counts, told
from kg.findings import Reference
from kg.model import Act, Dropped, Field, Origin, Provision, walk

_LONGEST_BROKEN: Final = 60
"""Letters of the longest word that a bucket may hold put together from two lines."""
_TITLE: Final = "title of the act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What was compared and found. `words_source` = `kept` + the sum of `dropped` + `lost`; `invented` are the reading's own.

    `absent_notes` are starred footnotes that the source calls by a mark but does not carry, as markup is known to do.
    """

    file: str
    celex: str
    format: str
    dialect: str
    language: str
    version: str
    counts: Mapping[str, int]
    source_counts: Mapping[str, int]
    words_source: int
    kept: int
    dropped: Mapping[str, int]
    lost: int
    invented: int
    problems: tuple[Finding, ...]
    absent_notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """ "complete" when nothing at all was found wrong."""
        return "incomplete" if self.problems else "complete"

    def lines(self) -> tuple[str, ...]:
        """The certificate for people: what was compared, then one line a problem."""
        buckets = ", ".join(f"{count} {bucket}" for bucket, count in self.dropped.items())
        layout = f"{self.format}, {self.dialect}" if self.dialect else self.format
        notes = [f"  footnotes called but absent from this source: {', '.join(self.absent_notes)}"] if self.absent_notes else []
        return (
            f"{self.file}: {self.celex} ({self.version}, {self.language}), {layout}: {self.verdict}",
            f"  {told(self.counts)}",
            f"  {self.words_source} words in the source: {self.kept} kept; dropped: {buckets}; {self.lost} lost, {self.invented} invented",
            *(f"  {finding}" for finding in self.problems),
            *notes,
        )

    def as_json(self) -> dict[str, Any]:
        """The JSON shape of `check`; the kinds of page furniture are summed."""
        dropped: Counter[str] = Counter()
        for bucket, count in self.dropped.items():
            dropped[bucket.partition(":")[0]] += count
        words = {"source": self.words_source, "kept": self.kept, "dropped": dict(dropped), "lost": self.lost, "invented": self.invented}
        return {
            "file": self.file, "celex": self.celex, "version": self.version, "format": self.format, "dialect": self.dialect,
            "language": self.language,
            "counts": dict(self.counts), "words": words, "verdict": self.verdict,
            "problems": [asdict(finding) for finding in self.problems], "source_counts": dict(self.source_counts),
            "absent_notes": list(self.absent_notes),
        }  # fmt: skip


def certify(path: Path, act: Act, pages: Sequence[str] | None = None, references: Iterable[Reference] | None = None) -> Certificate:
    """Compare an act with the file it was read from.

    `pages` are the file's page texts and `references` those in the act (`extract.resolve`), where the caller has them already.

    Raises SourceError when the file cannot be read. A file that differs from the one the act was read from makes the act incomplete.
    """
    from extract.resolve import resolve

    source = words_of(path, act.language, pages)
    said = sorted(_reading(act, source), key=lambda word: word.order)
    gaps = differences(source.texts, [word.text for word in said])
    kept, dropped = _matched(said, gaps)
    found = counts(act)
    return Certificate(
        file=act.source.file, celex=act.celex, version=act.version, format=act.source.format, dialect=act.source.dialect,
        language=act.language, counts=found, absent_notes=_absent_notes(act),
        source_counts=source.counts, words_source=len(source.texts), kept=kept, dropped=dropped,
        lost=sum(gap[1] - gap[0] for gap in gaps), invented=sum(gap[3] - gap[2] for gap in gaps),
        problems=excused(act, (
            *_file_problems(act, source), *_count_problems(found, source.counts), *_word_problems(source, said, gaps),
            *_joined_problems(source, said, gaps), *_misplaced(act, source), *_image_problems(act, source),
            *order_problems(act, source), *conversion_problems(act, walk(act.provisions)), *_repeats(act, source, said),
            *ending_problems(act, source, resolve(act) if references is None else references),
        )),
    )  # fmt: skip


# ── the words of the reading ───────────────────────────────────────────────────────────────────────────────────────────────────


class _Said(NamedTuple):
    """A word of the reading: where it claims to stand (page, character, turn), who holds it, and whether its next part is joined to it."""

    text: str
    order: tuple[int, int, int]
    provision: str
    bucket: str
    joined: bool = False


def _reading(act: Act, source: SourceWords) -> Iterator[_Said]:
    """Every word of the reading with its place; `turn` keeps words of one place in the order they were said."""
    turn = 0
    for provision in walk(act.provisions):
        for field in Field:
            for text, at, joined in _field_words(provision, field, source.markup):
                turn += 1
                yield _Said(text, (*at, turn), provision.id, "", joined)
    for item in act.dropped:
        for text, at, joined in _dropped_words(item, source):
            turn += 1
            yield _Said(text, (*at, turn), "", item.bucket, joined)


def _field_words(provision: Provision, field: Field, markup: bool) -> Iterator[tuple[str, tuple[int, int], bool]]:
    """The words of a field; outside markup, a word put together from two places comes as its two parts, the first marked as joined."""
    origins = _origins(provision, field)
    starts = [origin.at for origin in origins]
    words = provision.words(field)
    at = (provision.place.page or 0, provision.place.start)
    if _only_glue_between(origins, words):
        yield from _words_by_origin(origins, words, markup)
        return
    for match in WORD.finditer(words):
        begin, end = match.span()
        index = max(bisect_right(starts, begin) - 1, 0)
        cuts = [] if markup else [start for start in starts[index + 1 : index + 1 + end - begin] if begin < start < end]
        for low, high in zip([begin, *cuts], [*cuts, end], strict=True):
            at = _place_of(origins, starts, low, high) or at
            yield words[low:high], at, high < end


def _only_glue_between(origins: Sequence[Origin], words: str) -> bool:
    """Whether all of a field but spaces is copied from the source, piece after piece."""
    at = 0
    for origin in origins:
        if origin.at < at or words[at : origin.at].strip():
            return False
        at = origin.at + origin.length
    return at <= len(words) and not words[at:].strip()


def _words_by_origin(origins: Sequence[Origin], words: str, markup: bool) -> Iterator[tuple[str, tuple[int, int], bool]]:
    """The words of such a field, piece by piece: the quick way, and in markup a word of two pieces is one word."""
    skip = 0
    for index, origin in enumerate(origins):
        page, shift, end = origin.page or 0, origin.start - origin.at, origin.at + origin.length
        for match in WORD.finditer(words, max(origin.at, skip), end):
            low, high = match.span()
            goes_on = high == end and index + 1 < len(origins) and WORD.match(words, high) is not None
            if goes_on and markup:
                whole = WORD.match(words, low)
                high = skip = whole.end() if whole else high
            yield words[low:high], (page, low + shift), goes_on and not markup


def _origins(provision: Provision, field: Field) -> list[Origin]:
    return sorted((origin for origin in provision.origins if origin.field is field), key=lambda origin: origin.at)


def _place_of(origins: Sequence[Origin], starts: Sequence[int], low: int, high: int) -> tuple[int, int] | None:
    """Where the first character of a word that has a place stands; None when none has."""
    index = bisect_right(starts, low) - 1
    if index >= 0 and low < origins[index].at + origins[index].length:
        return origins[index].page or 0, origins[index].start + low - origins[index].at
    if index + 1 < len(origins) and origins[index + 1].at < high:
        return origins[index + 1].page or 0, origins[index + 1].start
    return None


def _dropped_words(item: Dropped, source: SourceWords) -> Iterator[tuple[str, tuple[int, int], bool]]:
    """The words of a bucket, each looked up in the stretch of source the bucket names; an image's alternative text is none of its words."""
    if item.bucket == "image":
        return
    page, at = item.place.page or 0, item.place.start
    raw = source.raw.get(0 if 0 in source.raw else page, "")
    for whole in WORD.findall(item.text):
        for word, joined in [(whole, False)] if source.markup else _as_it_stands(whole, raw, at, item.place.end):
            found = raw.find(word, at, item.place.end)
            at = found if found >= 0 else at
            yield word, (page, at), joined
            at += len(word) if found >= 0 else 0


def _as_it_stands(word: str, raw: str, at: int, end: int) -> Iterator[tuple[str, bool]]:
    """A word of a bucket as the source has it: whole, or as the two halves that a hyphen at the end of a line parts."""
    cut = 0
    if len(word) <= _LONGEST_BROKEN and raw.find(word, at, end) < 0:
        cut = next((one for one in range(len(word) - 1, 0, -1) if _is_broken(word[:one], word[one:], raw, at, end)), 0)
    yield from [(word[:cut], True), (word[cut:], False)] if cut else [(word, False)]


def _is_broken(one: str, two: str, raw: str, at: int, end: int) -> bool:
    return re.compile(rf"{re.escape(one)}[-\u00ad\u2010]\s{{1,9}}{re.escape(two)}").search(raw, at, end) is not None


def _matched(said: Sequence[_Said], gaps: Iterable[Difference]) -> tuple[int, dict[str, int]]:
    """How many words of the source stand in provisions, and how many in each bucket."""
    buckets = Counter(word.bucket for word in said)
    for _, _, begin, end in gaps:
        buckets.subtract(word.bucket for word in said[begin:end])
    kept = buckets.pop("", 0)
    return kept, dict(sorted(buckets.items()))


# ── what is wrong with words ───────────────────────────────────────────────────────────────────────────────────────────────────


def _word_problems(source: SourceWords, said: Sequence[_Said], gaps: Sequence[Difference]) -> Iterator[Finding]:
    """Every gap as lost and invented words; invented ones that are lost elsewhere were moved, those said just beside are doubled."""
    missing = Counter(run for gap in gaps if (run := tuple(source.texts[gap[0] : gap[1]])))
    extra = Counter(run for gap in gaps if (run := _texts(said[gap[2] : gap[3]])))
    for low, high, begin, end in gaps:
        lost, invented = tuple(source.texts[low:high]), _texts(said[begin:end])
        owner, where = _nearest(said, begin), _where(source, said, low, begin)
        if lost and lost not in extra:
            yield of_words("lost", lost, owner, where)
        if invented:
            kind = "moved" if invented in missing else "doubled" if _is_double(said, begin, end) else "invented"
            yield of_words(kind, invented, owner, where)


def _texts(words: Iterable[_Said]) -> tuple[str, ...]:
    return tuple(word.text for word in words)


def _is_double(said: Sequence[_Said], begin: int, end: int) -> bool:
    run, size = _texts(said[begin:end]), end - begin
    return run in (_texts(said[max(begin - size, 0) : begin]), _texts(said[end : end + size]))


def _where(source: SourceWords, said: Sequence[_Said], low: int, begin: int) -> tuple[int | None, int | None]:
    """Page and character of a gap: the source's own where it knows them (not in markup), else those of the reading's word beside it."""
    if low < len(source.places):
        page, start = source.places[low]
    elif said:
        page, start, _ = said[min(begin, len(said) - 1)].order
    else:
        return None, None
    return page or None, start


def _nearest(said: Sequence[_Said], begin: int) -> str:
    """The provision that holds the word at a gap, or the last one before it."""
    for index in range(min(begin, len(said) - 1), max(begin - 500, -1), -1):
        if said[index].provision:
            return said[index].provision
    return ""


def _joined_problems(source: SourceWords, said: Sequence[_Said], gaps: Sequence[Difference]) -> Iterator[Finding]:
    """Words the reading joined although the source does not break them there."""
    shifts = [(0, 0), *((gap[3], gap[1] - gap[3]) for gap in gaps)]
    froms = [begin for begin, _ in shifts]
    for index, word in enumerate(said):
        if word.joined and index + shifts[bisect_right(froms, index) - 1][1] not in source.breaks:
            yield of_words("joined", [word.text], word.provision, (word.order[0] or None, word.order[1]))


# ── what is wrong with places ──────────────────────────────────────────────────────────────────────────────────────────────────


def _misplaced(act: Act, source: SourceWords) -> Iterator[Finding]:
    """Fields that do not equal their source at the places they claim: one finding a field, at its first such stretch."""
    for provision in walk(act.provisions):
        wrong = {origin.field: origin for origin in reversed(provision.origins) if not _is_copy(provision, origin, source)}
        for field, origin in wrong.items():
            words = provision.words(field)[origin.at : origin.at + origin.length].split()
            yield of_words("misplaced", words, provision.id, (origin.page, origin.start))


def _image_problems(act: Act, source: SourceWords) -> Iterator[Finding]:
    """What images say of themselves must stand in the element it was taken from."""
    for item in act.dropped:
        if item.bucket == "image":
            element = source.raw.get(0, "")[item.place.start :].partition(">")[0]
            if not element.lower().startswith("<img") or WORD.findall(item.text) != WORD.findall(_alternative(element)):
                yield of_words("invented", item.text.split(), "", (None, item.place.start))


def _alternative(element: str) -> str:
    found = re.search(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", element)
    return unescape(next((one for one in found.groups() if one), "")) if found else ""


def _is_copy(provision: Provision, origin: Origin, source: SourceWords) -> bool:
    """Whether a stretch equals its source, any kind of space read as a space."""
    text = provision.words(origin.field)[origin.at : origin.at + origin.length]
    raw = source.raw.get(0 if 0 in source.raw else origin.page or 0, "")[origin.start : origin.start + origin.length]
    return text == raw or (
        len(text) == len(raw) and all(said == there or (said == " " and there.isspace()) for said, there in zip(text, raw, strict=True))
    )


# ── what is wrong with numbers ─────────────────────────────────────────────────────────────────────────────────────────────────


def _file_problems(act: Act, source: SourceWords) -> Iterator[Finding]:
    if act.source.sha256 != source.sha256:
        yield Finding(kind="source", text=f"the act was read from another file (SHA-256 {act.source.sha256})")
    yield from (Finding(kind="end", text=fault) for fault in source.faults)
    title, said = "".join(WORD.findall(act.title)), ""
    parts = ["".join(WORD.findall(item.text)) for item in act.dropped if item.bucket == _TITLE]
    while parts and len(said) < len(title):
        said += parts.pop(0)
    if said != title:
        yield of_words("title", WORD.findall(act.title), "", (None, None))


def _count_problems(found: Mapping[str, int], expected: Mapping[str, int]) -> Iterator[Finding]:
    """Citations carry no number, so that markup may have left one without its id: there may be more of them than the source says."""
    for name, number in expected.items():
        read = found.get(name, 0)
        if read != number and (name != "citation" or read < number):
            yield Finding(kind="count", text=f"{name}: {read} read, {number} in the source")


def _absent_notes(act: Act) -> tuple[str, ...]:
    everything = walk(act.provisions)
    there = {one.id for one in everything}
    called = dict.fromkeys(mark.note for one in everything for mark in one.marks)
    return tuple(note for note in called if note not in there and not note.rpartition("_")[2].isdecimal())


def _repeats(act: Act, source: SourceWords, said: Sequence[_Said]) -> Iterator[Finding]:
    """What the source says twice over; page furniture, which repeats by nature and parts what it stands between, is passed over."""
    words = [word for word in said if not word.bucket.startswith("furniture")]
    for begin, length in repeated_stretches([word.text for word in words]):
        if _opens_note(words, begin):
            continue
        page, start, _ = words[begin].order
        text = " ".join(word.text for word in words[begin : begin + 8])
        said_twice = f"{length} words stand twice: {text} …"
        yield Finding(kind="repeat", text=said_twice, words=length, provision=words[begin].provision, page=page or None, start=start)
    yield from repeated_lines(source, LANGUAGES[act.language].done)
    yield from repeated_texts(walk(act.provisions))


def _opens_note(words: Sequence[_Said], at: int) -> bool:
    """Whether a footnote begins with a word: a note names again what its mark stands behind, and may follow at once."""
    return "/fnt_" in words[at].provision and words[at - 1].provision != words[at].provision
