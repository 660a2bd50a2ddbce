"""Runs: one unit word with all its labels and what they narrow, as "Articles 5(1) and 6(2), first subparagraph, points (a) to (d)".

The lower half of the reference grammar: a cursor over tokens, and rules whose docstrings are the grammar. Input is a `Reader` at a
token, output the paths read, outer step to inner. The upper half, `extract.references`, chains runs by "of" and adds the act.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from extract.reference_acts import Pointing
from extract.reference_languages import SENTENCE
from extract.reference_paths import ALL, DEEPEST, MOST_RANGED, WIDEST, Found, Path, PathStep, labels_between, may_hold, same_list, styles
from extract.reference_reader import Reader
from extract.reference_tokens import Token, TokenKind
from kg.labels import Style

K = TokenKind

_UPPER_UNITS: Final = frozenset({"anx", "prt", "tis", "cpt", "sct", "pnt"})
_BRACKET_UNITS: Final = frozenset({"par", "unp", "pnt", "rct", "cit", "fnt"})
_COUNTED: Final = frozenset({"unp", "idt", SENTENCE})
_ORDINAL_UNITS: Final = frozenset({"unp", "par", "idt", SENTENCE})
_WORDED: Final = {"fnt": re.compile(r"s\d{1,3}"), "art": re.compile(r"[A-Z]\d{1,3}"), "pnt": re.compile(r"[a-z]")}
"""Labels that are words: starred notes, the reference provisions of product law ("Article R17"), points without brackets."""
_AROUND: Final = 40  # tokens before a half bracket in which one may have been opened


def run(reader: Reader) -> tuple[Found, ...] | None:
    """run := ordinals | pointed | series"""
    return _ordinals(reader) or _pointed(reader) or _series(reader)


def _ordinals(reader: Reader) -> tuple[Found, ...] | None:
    """ordinals := ["the"] ORDINAL ((joint | TO) ["the"] ORDINAL)* UNIT inner*: "the first and second subparagraphs", "first to third"."""
    start = reader.at
    reader.take(K.THE)
    read: list[Token] = []
    ranged = False
    while len(read) < 2 * DEEPEST and (token := reader.take(K.ORDINAL)):
        read.append(token)
        behind = reader.at
        ranged = ranged or (len(read) == 1 and reader.take(K.TO, K.DASH) is not None)
        if not reader.joint() and not (ranged and len(read) == 1):
            break
        reader.take(K.THE)
        if not reader.peek(K.ORDINAL):
            reader.at = behind
    unit = reader.take(K.UNIT) if read else None
    if unit is None or unit.value not in _ORDINAL_UNITS:
        reader.at = start
        return None
    founds = [Found((PathStep(unit.value, token.value, ordinal=True),), token.start, unit.end) for token in read]
    if ranged and len(read) == 2:
        founds[1:1] = _between(reader, founds[0], founds[1])
    return (*founds[:-1], *with_inner(reader, founds[-1:]))


def _pointed(reader: Reader) -> tuple[Found, ...] | None:
    """pointed := (THIS | THAT) UNIT inner*, with a capital where the word is an everyday one; not "at that point in time"."""
    word, unit = reader.peek(K.THIS, K.THAT), reader.peek(K.UNIT, ahead=1)
    if word is None or unit is None or (unit.value in reader.language.pointed_capitals and not unit.capital):
        return None
    if (unit.plural and word.value in reader.language.joining) or not _is_pointing(reader, unit):
        return None
    if word.value in reader.language.weak and unit.value in reader.language.everyday_units:
        return None
    reader.at += 2
    pointing = Pointing.THIS if word.kind is K.THIS else Pointing.THAT
    step = PathStep(unit.value, ALL if unit.plural else "", pointing=pointing)
    return tuple(with_inner(reader, [Found((step,), word.start, unit.end)]))


def _is_pointing(reader: Reader, unit: Token) -> bool:
    """Not where a label shows that "that" joins clauses ("ensure that Article 5 applies"), nor for a point in time or a starting point."""
    if reader.peek(K.NUMBER, K.UPPER, K.BRACKET, ahead=2):
        return False
    before, behind = reader.peek(K.TO, K.WORD, ahead=-1), reader.peek(K.WORD, K.OF, ahead=2)
    moving = before is not None and before.text in reader.language.moving
    return unit.value != "pnt" or unit.plural or not (moving or (behind and behind.text in reader.language.point_of))


def _series(reader: Reader) -> tuple[Found, ...] | None:
    """series := UNIT entry (joint entry | to entry | joint brackets | to brackets)*"""
    start, unit = reader.at, reader.take(K.UNIT)
    first = _entry(reader, unit.value, unit.start) if unit else None
    if unit is None or first is None or _is_no_label(reader, unit):
        reader.at = start
        return None
    founds = with_inner(reader, [first])
    while len(founds) < WIDEST and (more := _continued(reader, unit, founds)) is not None:
        founds.extend(more)
    return tuple(founds)


def _is_no_label(reader: Reader, unit: Token) -> bool:
    """Where the number behind the word counts ("points 3 metres"), is a letter in lower case's ("section C"), or names a body."""
    label = reader.peek(K.NUMBER, K.UPPER, ahead=-1)
    if label is None:
        return False
    lower = unit.value == "sct" and not unit.capital and unit.value in reader.language.pointed_capitals
    if lower and label.kind is K.UPPER and not reader.nested and _unit_behind_of(reader) != "anx":
        return True
    if label.kind is K.NUMBER and not unit.capital and reader.peek(K.MEASURE):
        return True
    behind = reader.text[label.end : label.end + 30].lstrip()
    return unit.value == "art" and behind.startswith(reader.language.bodies_named)


def _entry(reader: Reader, code: str, start: int | None = None) -> Found | None:
    """entry := label bracket*"""
    label = _label(reader, code)
    if label is None:
        return None
    begin = label.start if start is None else start
    if code == "unp" and label.kind is K.BRACKET:
        code = "pnt"  # old directives call their points so: "subparagraph (g)"
    return _brackets(reader, Found((PathStep(code, label.value, ordinal=code in _COUNTED),), begin, label.end))


def _label(reader: Reader, code: str) -> Token | None:
    """label := NUMBER | UPPER (annexes, groupings, points) | BRACKET (paragraphs, points, recitals) | CARDINAL (parts) | "s1" (notes)"""
    kinds = [K.NUMBER]
    kinds += [K.UPPER] if code in _UPPER_UNITS else []
    kinds += [K.BRACKET] if code in _BRACKET_UNITS else []
    kinds += [K.CARDINAL] if code == "prt" else []
    kinds += [K.HALF_BRACKET] if code == "pnt" and reader.language.half_brackets else []
    kinds += [K.ORDINAL] if code == "art" and reader.language.first_article else []
    shape = _WORDED.get(code)
    if shape and (worded := reader.peek(K.WORD)) and shape.fullmatch(worded.text) and not reader.peek(K.WORD, ahead=1):
        return reader.take(K.WORD)
    label = reader.take(*kinds)
    if label and code == "art" and (letter := reader.peek(K.UPPER)) and reader.leads_to_act(ahead=1):
        reader.at += 1  # of the older treaties: "Article 100 A thereof"
        return label._replace(value=f"{label.value}{letter.value.lower()}", end=letter.end)
    return _half_closed(reader, label) if label and code == "pnt" and reader.language.half_brackets else label


def _half_closed(reader: Reader, label: Token) -> Token:
    """A number with the half bracket behind it, "1)", unless that closes one opened before: "(voir le point 1)"."""
    closing = reader.peek(K.MARK)
    if label.kind is not K.NUMBER or closing is None or closing.text != ")" or closing.start != label.end:
        return label
    before = [one.text for one in reader.items[max(0, reader.at - _AROUND) : reader.at] if isinstance(one, Token)]
    if before.count("(") > before.count(")"):
        return label
    reader.at += 1
    return label._replace(end=closing.end)


def _brackets(reader: Reader, found: Found) -> Found:
    """bracket* := (BRACKET | HALF_BRACKET)*, each at most one space behind: "5(1)(f)", "5 (1) f)"."""
    path, end = found.path, found.end
    while len(path) < DEEPEST and (token := _bracket(reader, path[-1])):
        code = _bracket_code(path[-1].code, token.value)
        if not code or token.start > end + 2 - reader.language.comma_before_of or (token.kind is K.HALF_BRACKET and token.start == end):
            break
        reader.at += reader.peek(K.COMMA) is not None
        reader.at += 1
        path, end = (*path, PathStep(code, token.value)), token.end
    return Found(path, found.start, end)


def _bracket(reader: Reader, outer: PathStep) -> Token | None:
    """The bracket at the cursor; with half brackets, a comma may stand before the letter in a numbered point: "point 2), f)"."""
    if reader.language.half_brackets and outer.code == "pnt" and outer.label.isdigit() and reader.peek(K.COMMA):
        return reader.peek(K.HALF_BRACKET, ahead=1)
    return reader.peek(K.BRACKET, K.HALF_BRACKET)


def _bracket_code(outer: str, label: str) -> str:
    """What a label in brackets is, behind a unit: a number behind an article is a paragraph, all else is a point."""
    if outer == "art":
        return "par" if label[0].isdigit() else "pnt"
    return "pnt" if outer in ("par", "pnt", "anx", "sct") else ""


def _continued(reader: Reader, unit: Token, founds: list[Found]) -> list[Found] | None:
    """One more entry of a series, or the end of a range; None, with the cursor unmoved, where the series ends."""
    start = reader.at
    ranged = reader.take(K.TO, K.DASH) is not None
    if not ranged and not reader.joint():
        return None
    last = founds[-1]
    found = _deeper_entry(reader, last) or _bare_entry(reader, unit, ranged)
    if found is None or (ranged and len(found.path) < len(last.path)) or (reader.nested and _is_of_outer(last, found)):
        reader.at = start
        return None
    between = _between(reader, last, found) if ranged else []
    return [*between, *with_inner(reader, [found])]


def _deeper_entry(reader: Reader, last: Found) -> Found | None:
    """joint bracket: "(2)" behind "16(1)" is a paragraph of the same article, "(iv)" behind "(h)(iii)" a point of the same point."""
    token = reader.peek(K.BRACKET, *((K.HALF_BRACKET,) if reader.language.half_brackets else ()))
    if token is None:
        return None
    for depth in range(len(last.path) - 1, -1, -1):
        step = last.path[depth]
        if not step.ordinal and step.pointing is None and same_list(step.label, token.value) and (depth or step.code in _BRACKET_UNITS):
            reader.at += 1
            path = (*last.path[:depth], replace(step, label=token.value, ranged=False))
            return _brackets(reader, Found(path, token.start, token.end))
    return None


def _is_of_outer(last: Found, found: Found) -> bool:
    """Whether an entry behind an inner list goes on with the outer one: "Articles 5(1), point (a), 6(2) and 7"."""
    return last.path[0].code == found.path[0].code == "pnt" and not styles(last.path[0].label) & styles(found.path[0].label)


def _bare_entry(reader: Reader, unit: Token, ranged: bool) -> Found | None:
    """joint entry: a number goes on with a series of numbers. Behind a singular word it must not be the number of something else."""
    token = reader.peek(K.NUMBER, K.UPPER, K.CARDINAL, *((K.HALF_BRACKET,) if reader.language.half_brackets else ()))
    if token is None or reader.peek(K.MEASURE, K.NUMBER, ahead=1):
        return None
    joint, noun = reader.peek(K.COMMA, K.AND, ahead=-1), reader.peek(K.WORD, ahead=1)
    either = joint is not None and joint.text in reader.language.alternatives
    if not unit.plural and not ranged and not either and noun and noun.text not in reader.language.after_label:
        return None
    return _entry(reader, unit.value)


def _between(reader: Reader, first: Found, last: Found) -> list[Found]:
    """The steps that lie between the ends of a range; none when the labels do not run, or the ranges of a text name more than any has."""
    low, high = first.path[-1], last.path[-1]
    if first.path[:-1] != last.path[:-1] or low.code != high.code or reader.ranged > MOST_RANGED:
        return []
    labels = labels_between(low.label, high.label)
    reader.ranged += len(labels)
    steps = [PathStep(low.code, label, ordinal=low.ordinal, ranged=True) for label in labels]
    return [Found((*first.path[:-1], step), first.start, last.end) for step in steps]


def with_inner(reader: Reader, founds: list[Found]) -> list[Found]:
    """inner* := ([COMMA] run)*, narrower than the last path read: ", first subparagraph, points (a) to (d)", " first sentence"."""
    while not reader.nested and len(founds[-1].path) < DEEPEST:
        start, last = reader.at, founds[-1]
        reader.take(K.COMMA)
        inner = _inner_run(reader, last.path)
        if inner is None:
            reader.at = start
            break
        founds = [*founds[:-1], *(Found((*last.path, *one.path), one.start, one.end) for one in inner)]
    return founds


def _inner_run(reader: Reader, outer: Path) -> tuple[Found, ...] | None:
    """A run that the last step may hold, and that is not itself "of" something wider: "Article 6, paragraph 2 of this Article" is two."""
    if not reader.peek(K.UNIT, K.ORDINAL, K.THE):
        return None
    word = reader.peek(K.UNIT)
    reader.nested = True
    inner = _ordinals(reader) or _series(reader)
    reader.nested = False
    narrower = word is not None and word.text in reader.language.narrower
    if inner is None or not (narrower or _fits(outer[-1], inner[0].path[0])):
        return None
    wider = _unit_behind_of(reader)
    return None if wider and (wider == outer[0].code or not may_hold(wider, outer[0].code)) else inner


def _fits(outer: PathStep, inner: PathStep) -> bool:
    """Whether an inner step narrows the outer one; "point (a), point (b)" goes on with the list, "point (d), point (iv)" goes deeper."""
    if outer.code == inner.code == "pnt":
        return Style.ROMAN in styles(inner.label) and not same_list(outer.label, inner.label)
    return may_hold(outer.code, inner.code) and (inner.code != outer.code or outer.code == "idt")


def _unit_behind_of(reader: Reader) -> str:
    """The code of the unit that "of" leads to, if the next words are such: "of this Article", "of Annex I"."""
    ahead = 1 if reader.peek(K.COMMA) else 0
    if not reader.peek(K.OF, ahead=ahead) or not reader.leads_wider():
        return ""
    ahead += 2 if reader.peek(K.THIS, K.THAT, K.THE, ahead=ahead + 1) else 1
    unit = reader.peek(K.UNIT, ahead=ahead)
    return unit.value if unit else ""
