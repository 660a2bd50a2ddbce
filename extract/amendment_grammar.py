"""The grammar of amending instructions: what is done, to what, and where. Reading only; `extract.amendments` says what is meant.

Drafting rule (Joint Practical Guide 18.11 to 18.14): an instruction is a sentence that begins with what is amended ("In Article 5(2),
the following point is added:"), and its verb comes from a short list. So words are an instruction only where every word before the
verb is accounted for: "data obtained under Article 5 are deleted" is none.

    instruction := [opening] element* verb [place] · element := [small words] (mention | portion | following | words | place)

>>> found = read_instructions("in Article 5(1), point (b) is deleted and the following point is added:", ENGLISH)
>>> [(one.action.value, one.unit) for one in found]
[('delete', ''), ('add', 'pnt')]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from extract.amendment_words import ENGLISH, QUOTE, REF, REST, AmendingWords, pattern
from extract.reference_acts import Pointing
from extract.reference_languages import SENTENCE
from extract.reference_paths import PathStep
from extract.references import Mention, find_mentions
from kg.findings import Action, Portion

__all__ = ["ENGLISH", "Instruction", "Locus", "may_instruct", "read_instructions"]

_QUOTED: Final = re.compile(r"‘(?:[^‘’]|’(?=\w))*’|“[^“”]*”|«[^«»]*»|\"[^\"]*\"")
_LONGEST: Final = 4000  # characters of a sentence: more than law uses, and a bound for hostile text
_SIGNS: Final = str.maketrans(dict.fromkeys((REF, QUOTE, REST), " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Locus:
    """What is named at one level: mentions that are alternatives ("Article 5 and Annex II"), or with no mentions the words' own place."""

    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """What one verb says. `loci` go from wide to narrow; of what comes in, `unit` is the code and `named` the mention, if it has one.

    `place` is how and behind or before what it comes in. `put` is where new quoted words stand. `means` is what says how ("Annex II").
    `opens` says that parts of the provision tell more; `verb` is false for words that only lead to a place ("in paragraph 1:").
    `goes_on` is true of a clause that takes its place from the one before it; `known` is false of one that could not be read on.
    """

    start: int
    end: int
    action: Action
    loci: tuple[Locus, ...] = ()
    portion: Portion = Portion.WHOLE
    comes_in: bool = False
    unit: str = ""
    named: Mention | None = None
    place: tuple[str, Mention] | None = None
    put: tuple[int, int] | None = None
    means: Mention | None = None
    opens: bool = False
    verb: bool = True
    goes_on: bool = False
    known: bool = True


@dataclass(slots=True)
class _Masked:
    """A text with mentions and quoted words out of sight, and the mentions of the sentence at hand, by where they begin."""

    text: str
    mentions: Mapping[int, Mention]
    words: AmendingWords

    def match(self, shape: str, at: int, end: int | None = None) -> re.Match[str] | None:
        return pattern(self.words, shape).match(self.text, at, len(self.text) if end is None else end)


def may_instruct(text: str, words: AmendingWords) -> bool:
    """Whether a text holds any verb of an instruction; most provisions hold none, and need no reading."""
    heads = (shape.partition("{quote}")[0].partition("{ref}")[0] for _, shape in words.verbs)
    return pattern(words, "|".join(heads)).search(text) is not None


def read_instructions(text: str, words: AmendingWords, names: Mapping[str, str] | None = None) -> tuple[Instruction, ...]:
    """The instructions in words that are not themselves quoted, in their order; never raises.

    Words with a verb of amending that could not be read are given as not `known`; the caller must tell whether they amend anything.
    """
    plain = text.translate(_SIGNS)
    unquoted = _QUOTED.sub(lambda match: QUOTE + REST * (len(match[0]) - 1), plain)
    mentions = find_mentions(unquoted.translate(_SIGNS), names)
    masked = _masked(unquoted, mentions)
    starts = [one.start for one in mentions]
    found: list[Instruction] = []
    start = 0
    for stop in (*_sentence_ends(words).finditer(masked), None):
        end = stop.start() if stop else len(masked)
        if masked[start:end].strip() and end - start <= _LONGEST:
            own = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            sentence = _Masked(masked, {one.start: one for one in own}, words)
            read = tuple(_sentence(sentence, start, end, colon=stop is not None and stop[0][0] == ":"))
            found.extend(_with_quotation(read, masked, stop.end() if stop else end))
        start = stop.end() if stop else end
    return tuple(found)


def _sentence_ends(words: AmendingWords) -> re.Pattern[str]:
    """Signs that end a sentence; a full stop only before a new sentence, and so not in "Section 3.2. is deleted"."""
    return re.compile(rf"[;:](?:\s+|$)|{words.abbreviations}\.(?:\s+(?![a-z])|$)")


def _masked(unquoted: str, mentions: tuple[Mention, ...]) -> str:
    out = list(unquoted)
    for one in mentions:
        out[one.start : one.end] = REF + REST * (one.end - one.start - 1)
    return "".join(out)


def _with_quotation(read: tuple[Instruction, ...], masked: str, at: int) -> tuple[Instruction, ...]:
    """The new text of the last instruction, where it is quoted behind its colon and not kept apart."""
    if not read or masked[at : at + 1] != QUOTE:
        return read
    end = at + 1
    while masked[end : end + 1] == REST:
        end += 1
    return (*read[:-1], replace(read[-1], put=(at, end)))


# ── One sentence ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sentence(masked: _Masked, start: int, end: int, *, colon: bool) -> Iterator[Instruction]:
    """sentence := [opening] clause (joint clause)*; what the first clause is "in" holds for the others."""
    opening = masked.match(masked.words.opening, start, end)
    at = opening.end() if opening else start
    before: tuple[Locus, ...] = ()
    for verb in _verbs(masked, at, end):
        if verb.match.start() < at:
            continue
        read = _subject(masked, at, verb.match.start())
        if read is None:
            yield Instruction(start=at, end=end, action=Action.AMEND, known=False)
            return
        one = _finished(masked, replace(read, start=at, end=end, loci=(*before, *read.loci), goes_on=bool(before)), verb, end)
        yield one
        before = one.loci
        at = _behind(one, verb, end)
    if at == start and colon:
        read = _subject(masked, at, end)
        if read is not None and read.loci and not read.comes_in:
            yield replace(read, start=start, end=end, verb=False, opens=True)


@dataclass(frozen=True, slots=True)
class _Verb:
    action: Action
    match: re.Match[str]


def _verbs(masked: _Masked, at: int, end: int) -> list[_Verb]:
    """The verbs of a sentence in their order; of those at one place the first of the table."""
    found: dict[int, _Verb] = {}
    for action, shape in reversed(masked.words.verbs):
        found |= {match.start(): _Verb(action, match) for match in pattern(masked.words, rf"\b(?:{shape})").finditer(masked.text, at, end)}
    return [found[place] for place in sorted(found)]


def _behind(read: Instruction, verb: _Verb, end: int) -> int:
    """Behind a verb and the mentions that belong to it: its place, what it comes into, what says how, the new number."""
    own = [read.means, read.named, read.place[1] if read.place else None, *(one for locus in read.loci for one in locus.mentions)]
    return max([verb.match.end(), *(one.end for one in own if one is not None and verb.match.end() <= one.start < end)])


@dataclass(slots=True)
class _Draft:
    """The subject of a clause while it is read."""

    loci: list[list[Mention]] = field(default_factory=list)
    portion: Portion = Portion.WHOLE
    comes_in: bool = False
    unit: str = ""
    named: Mention | None = None
    place: tuple[str, Mention] | None = None
    how: str = ""
    worded: bool = False
    put: tuple[int, int] | None = None
    behind: int = -1  # where the last mention ended


def _subject(masked: _Masked, start: int, end: int) -> Instruction | None:
    """The words before a verb, when all of them are accounted for."""
    draft, at = _Draft(), start
    while True:
        small = masked.match(masked.words.small, at, end)
        gap = masked.text[at : small.end()] if small else ""
        at = small.end() if small else at
        if at >= end:
            break
        following = _element(masked, draft, at, end, gap)
        if following is None:
            return None
        at = following
    if not (draft.loci or draft.comes_in or draft.worded or draft.portion is not Portion.WHOLE):
        return None
    return Instruction(
        start=start, end=end, action=Action.AMEND, loci=tuple(Locus(mentions=tuple(one)) for one in draft.loci),
        portion=Portion.PASSAGE if draft.worded else draft.portion, comes_in=draft.comes_in, unit=draft.unit, named=draft.named,
        place=draft.place, put=draft.put,
    )  # fmt: skip


def _element(masked: _Masked, draft: _Draft, at: int, end: int, gap: str) -> int | None:
    """element := mention | following | place | words | portion; where it ends, or None where there is none."""
    if at in masked.mentions:
        return _mention(masked, draft, at, end, gap)
    if (behind := _coming_in(masked, draft, at, end)) is not None:
        return behind
    for how, shape in masked.words.places.items():
        if (place := masked.match(shape, at, end)) is not None:
            draft.how = how
            return place.end()
    return _unlabelled(masked, draft, at, end)


def _unlabelled(masked: _Masked, draft: _Draft, at: int, end: int) -> int | None:
    """What has no label: quoted words, the annex of an act that has one, a heading and the like."""
    words = masked.words
    if (worded := masked.match("(?:{word} )?{quote}", at, end)) is not None:
        draft.worded, draft.put, draft.how = True, (masked.text.index(QUOTE, at), worded.end()), ""
        return worded.end()
    if (annex := masked.match(words.sole_annex, at, end)) is not None:
        draft.loci.append([_sole_annex(annex)])
        draft.behind = annex.end()
        return draft.behind
    return _portion(masked, draft, at, end)


def _portion(masked: _Masked, draft: _Draft, at: int, end: int) -> int | None:
    for portion, shape in masked.words.portions:
        if (part := masked.match(shape, at, end)) is not None:
            draft.portion = portion
            return part.end()
    return None


def _sole_annex(match: re.Match[str]) -> Mention:
    path = (PathStep("anx", pointing=Pointing.THE),)
    return Mention(start=match.start(), end=match.end(), wording=match[0], paths=(path,))


def _mention(masked: _Masked, draft: _Draft, at: int, end: int, gap: str) -> int:
    """A mention: what something stands behind, one more target beside the last, or a narrower place; the name of an act may follow."""
    one = masked.mentions[at]
    if draft.how:
        draft.place = (draft.how, one)
        draft.how = "" if draft.how != "between" else draft.how
    elif draft.loci and pattern(masked.words, masked.words.joint).search(gap):
        draft.loci[-1].append(one)
    elif draft.loci and draft.behind == at - len(gap) and "," not in gap and gap.strip():
        draft.loci.insert(0, [one])  # "point (a) in paragraph 2", "the Annex to Regulation …"
    else:
        draft.loci.append([one])
    draft.behind = _behind_act(masked, one.end, end) if one.act is not None else one.end
    return draft.behind


def _behind_act(masked: _Masked, at: int, end: int) -> int:
    """The end of an act's authors, date and name: at the first comma, or at the verb where nothing else follows."""
    if masked.match(masked.words.act_tail, at, end) is None:
        return at
    more = [one for place, one in masked.mentions.items() if at <= place < end and one.paths]
    rest = masked.text[at:end]
    shapes = (masked.words.following[0], r"{word} {quote}", "{portion}")
    if not more and not any(pattern(masked.words, rf", {{the}}{shape}").search(rest) for shape in shapes):
        return end
    comma = rest.find(",")
    return at + comma if comma >= 0 else end


def _coming_in(masked: _Masked, draft: _Draft, at: int, end: int) -> int | None:
    """following := FOLLOWING (mention | portion | words | UNIT | nothing); where it ends, or None where there is none."""
    before, behind = masked.words.following
    match = masked.match(rf"{before}(?P<what>{{ref}}|{{unit}}|{{portion}}|{{word}}|){behind}", at, end)
    if match is None or (not match["what"] and match.end() < end):
        return None
    draft.comes_in = True
    start, what = match.span("what")[0], match["what"]
    if start in masked.mentions:
        draft.named = masked.mentions[start]
        draft.unit = draft.named.paths[0][-1].code if draft.named.paths else ""
    elif unit := _unit_of(masked.words, what):
        draft.unit, draft.portion = ("", Portion.PASSAGE) if unit in _WITHIN else (unit, draft.portion)
    elif not what:
        draft.portion = Portion.PASSAGE  # "the following is added:"
    elif _portion(masked, draft, start, end) is None:
        draft.worded = True
    return match.end()


_WITHIN: Final = (SENTENCE, "fnt")
"""Units that are no provisions of their own."""


def _unit_of(words: AmendingWords, word: str) -> str:
    language = words.language
    return {**language.units, **language.plural_units, **words.units}.get(word.lower(), "")


def _finished(masked: _Masked, read: Instruction, verb: _Verb, end: int) -> Instruction:
    """The clause with what its verb and the words behind that say."""
    match, at = verb.match, verb.match.end()
    out = replace(read, action=_action(verb.action, read))
    if verb.action is Action.REPLACE_WORDS:
        return _come_into(masked, replace(out, put=(masked.text.rindex(QUOTE, match.start(), at), at)), at, end)
    if verb.action is Action.RENUMBER:
        return replace(out, named=masked.mentions[masked.text.index(REF, match.start())])
    if verb.action is Action.AMEND:
        by = masked.match(masked.words.amended_by, at, end)
        return replace(out, opens=True, means=masked.mentions[masked.text.rindex(REF, at, by.end())] if by else None)
    out = replace(out, place=out.place or _place(masked, at, end))
    return _come_into(masked, out, at, end) if out.comes_in or out.portion is Portion.PASSAGE else out


def _come_into(masked: _Masked, read: Instruction, at: int, end: int) -> Instruction:
    """INTO mention, behind the verb: "is added to Article 5", "are replaced by ‘…’ in Articles 5 and 6"."""
    match = masked.match(rf"[^.;:,]*?\b{masked.words.into} {{the}}(?={{ref}})", at, end)
    if match is None or (read.place is not None and read.place[1].start < match.end()):
        return read
    return replace(read, loci=(*read.loci, Locus(mentions=(masked.mentions[match.end()],))))


def _place(masked: _Masked, at: int, end: int) -> tuple[str, Mention] | None:
    """place := PLACE mention, behind the verb: "is added after the first subparagraph"."""
    for how, shape in masked.words.places.items():
        match = masked.match(rf"\s*{shape} {{the}}(?={{ref}})", at, end)
        if match is not None:
            return how, masked.mentions[match.end()]
    return None


_OF_WORDS: Final = {
    Action.REPLACE: Action.REPLACE_WORDS, Action.DELETE: Action.DELETE_WORDS, Action.INSERT: Action.INSERT_WORDS,
    Action.ADD: Action.INSERT_WORDS,
}  # fmt: skip


def on_words(action: Action) -> Action:
    """What an action is called where it is done to words of a provision and not to the whole of it."""
    return _OF_WORDS.get(action, action)


def _action(action: Action, read: Instruction) -> Action:
    """The verb in the light of its subject."""
    return on_words(action) if read.portion is Portion.PASSAGE else action
