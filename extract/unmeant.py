"""Where words that are written like a defined term are no use of it.

They are none in the title of another act, in a longer quotation, in new text for another act, in a hyphenated compound ("non-personal
data"), in initials spelled out that are a term themselves ("kitchen oven group (KOG)"), in the sentence that defines the term, and where
the text takes the term in the meaning of another act ("as defined in Article 3 of Regulation …").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from extract.everyday_words import in_set_phrase
from extract.phrases import PhraseUse
from extract.quoted_terms import quoted_terms
from extract.sentences import sentence_spans
from extract.words import phrase_key
from kg.findings import Definition, Form
from kg.ids import ProvisionId
from kg.model import Act, Field, Provision, walk

_HYPHENS: Final = "-\u2010\u2011"
_ARTICLES: Final = frozenset({"the", "a", "an"})
_OPENS: Final = re.compile(r"(?:^|[.;:!?…—–\n]|[‘“«»„]|\b\d+\.|\(\w{1,4}\))[\s\"'‘“«„\u00a0]*$")
_TITLE: Final = re.compile(
    r"\bof \d{1,2}\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{4}\s"
    r"(?=(?:on|concerning|relating|regarding|with regard|as regards|laying|establishing|amending|repealing|supplementing|implementing"
    r"|providing|setting|creating|introducing|approximating|coordinating|relative|for)\b)[^();]{1,700}"
)
"""The title of an act from its date to the bracket that gives its short name or its place in the Official Journal, or to where a
sentence ends."""
_PARTED: Final = re.compile(r"[.;:!?…]\s|\n")
"""What parts sentences and clauses: words on both sides of it are no phrase."""
_SENTENCE_END: Final = re.compile(r"\.\s+(?=[A-Z])")
_ELSEWHERE: Final = re.compile(
    r"[’”»\"']?,? (?:(?:as )?(?:that (?:term|concept) is )?defined in|within the meaning of|in the sense of) "
    r"(?=[^;:()]{0,90}?\b(?:Regulations?|Directives?|Decisions?|Recommendation|Agreement|Convention|TFEU|TEU)\b)"
    r"(?![^;:()]{0,90}?\bthis (?:Regulation|Directive|Decision)\b)"
)
_INITIALS: Final = re.compile(r"\(([A-Z]{3,8})s?\)")
_WORD: Final = re.compile(r"\w+")
_CAPITAL_BEFORE: Final = re.compile(r"(?<!\w)([A-Z]\w*)[ \u00a0]$")
_LOOKED_AT: Final = 160
_BEFORE: Final = 40


_FieldOf = tuple[ProvisionId, Field]


class Unmeant:
    """The places of one act where no term is used, looked up field by field."""

    def __init__(self, act: Act, terms: Sequence[tuple[str, Definition]]) -> None:
        self._provisions = {one.id: one for one in walk(act.provisions)}
        self._closed: dict[_FieldOf, _Stretches] = {}
        self._quoted: dict[_FieldOf, tuple[_Stretches, list[str]]] = {}
        own: dict[tuple[str, _FieldOf], list[tuple[int, int]]] = {}
        for node, one in terms:
            place = (one.provision, one.span.field)
            own.setdefault((node, place), []).append(_sentence(self.words(*place), one))
        self._own = {key: _Stretches(spans) for key, spans in own.items()}
        forms = (form for _, one in terms for form in (one.term, *one.variants))
        self._initials = frozenset(word[0] for form in forms for word in _WORD.finditer(form) if word[0].isupper())

    def opens(self, use: PhraseUse) -> bool:
        """Whether words stand where a capital says nothing: in a heading, or where a sentence or quotation begins."""
        if use.span.field is Field.HEADING:
            return True
        text = self.words(use.provision, use.span.field)
        return _OPENS.search(text, max(0, use.span.start - _BEFORE), use.span.start) is not None or use.span.start == 0

    def is_other(self, use: PhraseUse) -> bool:
        """Whether words are none of their own, though a shorter term may be used in them: of two clauses, of a compound, of a name."""
        text, start, end = self.words(use.provision, use.span.field), use.span.start, use.span.end
        if _PARTED.search(use.form) or use.form.count("(") != use.form.count(")"):
            return True
        return _in_compound(text, start, end) or in_set_phrase(text, start, end) or _in_longer_name(text, start)

    def is_no_use(self, use: PhraseUse, node: str, *, taken_over: bool) -> bool:
        """Whether words found do not use the term that they are; one `taken_over` from another act is used where that act is named."""
        text, place = self.words(use.provision, use.span.field), (use.provision, use.span.field)
        own = self._own.get((node, place))
        return (
            (own is not None and own.around(use.span.start) is not None)
            or self._is_closed(use)
            or self._is_quoted(use)
            or self._is_spelled_out(use)
            or (not taken_over and _ELSEWHERE.match(text, use.span.end, use.span.end + _LOOKED_AT) is not None)
        )

    def words(self, provision: ProvisionId, field: Field) -> str:
        """The words of a field of a provision."""
        return self._provisions[provision].words(field)

    def _is_closed(self, use: PhraseUse) -> bool:
        """Whether words stand in the title of an act, or in new text for one."""
        place = (use.provision, use.span.field)
        if place not in self._closed:
            self._closed[place] = _Stretches(_closed_spans(self._provisions[use.provision], use.span.field))
        return self._closed[place].around(use.span.start) is not None

    def _is_spelled_out(self, use: PhraseUse) -> bool:
        """Whether words are part of what initials behind them spell out, which are a term, or part of one, themselves."""
        text = self.words(use.provision, use.span.field)
        for match in _INITIALS.finditer(text, use.span.end, use.span.end + _LOOKED_AT):
            start = _spelled(text, match) if match[1] in self._initials else None
            if start is not None and start <= use.span.start:
                return text[start : match.start()].strip() != text[use.span.start : use.span.end]
        return False

    def _is_quoted(self, use: PhraseUse) -> bool:
        """Whether words are part of a longer quotation, which is a title, a label or another term."""
        place = (use.provision, use.span.field)
        if place not in self._quoted:
            text = self.words(*place)
            found = list(quoted_terms(text))
            self._quoted[place] = _Stretches((one.start, one.end) for one in found), [one.words(text) for one in found]
        stretches, words = self._quoted[place]
        at = stretches.around(use.span.start)
        return at is not None and _bare_key(words[at]) != _bare_key(use.form)


class _Stretches:
    """Stretches of a text; those that overlap are one."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def around(self, at: int) -> int | None:
        """The number of the stretch around a character, if any is."""
        number = bisect_right(self._starts, at) - 1
        return number if number >= 0 and at < self._spans[number][1] else None


def _bare_key(words: str) -> str:
    parts = phrase_key(words).split(" ")
    return " ".join(parts[1:] if parts[0] in _ARTICLES else parts)


def _in_compound(text: str, start: int, end: int) -> bool:
    """Whether words are tied to others by a hyphen."""
    before = start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalnum()
    return before or (end + 1 < len(text) and text[end] in _HYPHENS and text[end + 1].isalnum())


def _spelled(text: str, initials: re.Match[str]) -> int | None:
    """Where the words begin that initials in brackets spell out: as many, directly before the bracket, with these initials."""
    words = list(_WORD.finditer(text, max(0, initials.start() - _LOOKED_AT), initials.start()))[-len(initials[1]) :]
    return words[0].start() if [word[0][0].upper() for word in words] == list(initials[1]) else None


def _in_longer_name(text: str, start: int) -> bool:
    """Whether a name stands behind another word with a capital: "European Lamp Board" is not "Board", unless "Board" is all there is."""
    if not text[start].isupper() or not text[start + 1 : start + 2].islower():
        return False
    before = _CAPITAL_BEFORE.search(text, max(0, start - _BEFORE), start)
    return before is not None and _OPENS.search(text, max(0, before.start(1) - _BEFORE), before.start(1)) is None and before.start(1) > 0


def _closed_spans(provision: Provision, field: Field) -> Iterator[tuple[int, int]]:
    text = provision.words(field)
    if field is Field.TEXT and provision.quoted is not None:
        yield provision.quoted.start, provision.quoted.end
    marks = sorted(mark.at for mark in provision.marks if mark.field is field)
    for match in _TITLE.finditer(text):
        ends = _SENTENCE_END.search(text, match.start(), match.end())
        end = ends.start() if ends else match.end()
        yield match.start(), next((mark for mark in marks if match.start() < mark < end), end)


def _sentence(text: str, definition: Definition) -> tuple[int, int]:
    """The characters of a definition: its sentence, or the short name alone."""
    span = definition.span
    if definition.form is Form.SHORT_NAME:
        return span.start, span.end
    spans = sentence_spans(text)
    at = bisect_right(spans, (span.start, len(text))) - 1
    return spans[at] if at >= 0 and span.start < spans[at][1] else (span.start, span.end)
