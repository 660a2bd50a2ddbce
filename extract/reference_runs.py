"""Runs: one unit word with all its labels and what they narrow, as "Articles 5(1) and 6(2), first subparagraph, points (a) to (d)".

The lower half of the reference grammar: a cursor over tokens, and rules whose docstrings are the grammar. Input is a `Reader` at a
token, output the paths read, outer step to inner. The upper half, `extract.references`, chains runs by "of" and adds the act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from extract.reference_acts import ActToken, Item, Pointing
from extract.reference_languages import ENGLISH, SENTENCE, Language
from extract.reference_tokens import Token, TokenKind
from kg.labels import Style, order_key, styles_of, to_roman

K = TokenKind

ALL: Final = "all"
"""The label of a pointing step in the plural: "those points"."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step: a code of `kg.ids.CODES` (or "sen", a sentence) and a label; or a place in the order; or a pointing word.

    An `ordinal` step counts ("second subparagraph" has the label "2", the last one "last"); a `pointing` step has no label. `ranged`
    steps were not written but lie in a range ("Articles 8 to 15"), the last of which is written.
    """

    code: str
    label: str = ""
    ordinal: bool = False
    pointing: Pointing | None = None
    ranged: bool = False

    def __str__(self) -> str:
        return f"{self.code}_{self.pointing or ('#' if self.ordinal else '') + self.label}"


Path: TypeAlias = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One path while it is being read, with where its innermost step stands."""

    path: Path
    start: int
    end: int


_TEXT_PARTS: Final = "unp pnt idt sen"
_HOLDS: Final = {
    "prt": f"tis cpt sct art par {_TEXT_PARTS}", "tis": "cpt sct art", "cpt": f"sct art {_TEXT_PARTS}",
    "sct": f"sbs art par sct {_TEXT_PARTS}", "sbs": "art", "art": f"par {_TEXT_PARTS}", "anx": f"art prt tis cpt sct par fnt {_TEXT_PARTS}",
    "rct": f"par {_TEXT_PARTS}", "par": _TEXT_PARTS, "unp": "pnt idt sen", "pnt": f"par {_TEXT_PARTS}", "idt": "pnt sen",
    "fnt": "", "cit": "", SENTENCE: "",
}  # fmt: skip
"""Which units may be named inside which, in words: wider than what may stand in what, since words leave levels out."""

_UPPER_UNITS: Final = frozenset({"anx", "prt", "tis", "cpt", "sct", "pnt"})
_BRACKET_UNITS: Final = frozenset({"par", "unp", "pnt", "rct", "cit", "fnt"})
_COUNTED: Final = frozenset({"unp", "idt", SENTENCE})
_ORDINAL_UNITS: Final = frozenset({"unp", "par", "idt", SENTENCE})
_WORDED: Final = {"fnt": re.compile(r"s\d{1,3}"), "art": re.compile(r"[A-Z]\d{1,3}"), "pnt": re.compile(r"[a-z]")}
"""Labels that are words: starred notes, the reference provisions of product law ("Article R17"), points without brackets."""
_REMARK: Final = 8  # tokens of a remark in brackets
_AROUND: Final = 40  # tokens before a half bracket in which one may have been opened
DEEPEST: Final = 6  # brackets behind one label, levels in one chain: more than law uses, and a bound for hostile text
WIDEST: Final = 200  # provisions in one range or cross product


class Reader:
    """A cursor over the tokens of one text. Rules are methods: each returns what it read, or None with the cursor where it was."""

    def __init__(self, items: Sequence[Item], text: str, language: Language = ENGLISH) -> None:
        self.items, self.text, self.language, self.at = items, text, language, 0
        self.nested = False  # inside an inner run, whose own inner runs the outer one reads: so depth stays bounded

    def peek(self, *kinds: TokenKind, ahead: int = 0) -> Token | None:
        """The token `ahead`, if it is of one of the kinds."""
        place = self.at + ahead
        item = self.items[place] if 0 <= place < len(self.items) else None
        return item if isinstance(item, Token) and item.kind in kinds else None

    def take(self, *kinds: TokenKind) -> Token | None:
        """The next token, if it is of one of the kinds; the cursor moves behind it."""
        token = self.peek(*kinds)
        self.at += token is not None
        return token

    def act(self) -> ActToken | None:
        """The act at the cursor, which moves behind it."""
        item = self.items[self.at] if self.at < len(self.items) else None
        if isinstance(item, ActToken):
            self.at += 1
            return item
        return None

    def leads_to_act(self, ahead: int) -> bool:
        """Whether the item `ahead` is an act, or the "of" that leads to one."""
        place = self.at + ahead
        return self.peek(K.OF, ahead=ahead) is not None or (place < len(self.items) and isinstance(self.items[place], ActToken))

    def pass_remark(self) -> None:
        """Pass over a short remark in brackets, if "of" goes on behind it: "Part B (product checks) of this Annex"."""
        opened = self.peek(K.MARK)
        if opened is None or opened.text != "(":
            return
        for ahead in range(1, _REMARK):
            sign = self.peek(K.MARK, ahead=ahead)
            if sign is not None:
                self.at += ahead + 1 if sign.text == ")" and self.peek(K.OF, ahead=ahead + 1) else 0
                return

    def leads_wider(self) -> bool:
        """Whether what stands behind says what holds the provision: [COMMA] OF, or "that" that holds an "of" itself.

        Where a language repeats its "of" in lists, a comma leads wider only before a pointing word.
        """
        comma = self.peek(K.COMMA) is not None
        that, of = self.peek(K.THAT, ahead=comma), self.peek(K.OF, ahead=comma)
        held = that is not None and that.value in self.language.that_of
        pointed = held or self.peek(K.THIS, K.THAT, ahead=comma + 1) is not None
        return (held or of is not None) and (not comma or self.language.comma_before_of or pointed)

    def joint(self) -> bool:
        """joint := COMMA | [COMMA] AND"""
        comma = self.take(K.COMMA)
        return bool(self.take(K.AND) or comma)

    def end_of_last(self) -> int:
        """Where the token before the cursor ends."""
        return self.items[self.at - 1].end


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
        founds[1:1] = _between(founds[0], founds[1])
    return (*founds[:-1], *with_inner(reader, founds[-1:]))


def _pointed(reader: Reader) -> tuple[Found, ...] | None:
    """pointed := (THIS | THAT) UNIT inner*, with a capital where the word is an everyday one; not "at that point in time"."""
    word, unit = reader.peek(K.THIS, K.THAT), reader.peek(K.UNIT, ahead=1)
    if word is None or unit is None or (unit.value in reader.language.pointed_capitals and not unit.capital):
        return None
    if (unit.plural and not word.plural and word.value == word.text.lower() == "that") or not _is_pointing(reader, unit):
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
    between = _between(last, found) if ranged else []
    return [*between, *with_inner(reader, [found])]


def _deeper_entry(reader: Reader, last: Found) -> Found | None:
    """joint bracket: "(2)" behind "16(1)" is a paragraph of the same article, "(iv)" behind "(h)(iii)" a point of the same point."""
    token = reader.peek(K.BRACKET, *((K.HALF_BRACKET,) if reader.language.half_brackets else ()))
    if token is None:
        return None
    for depth in range(len(last.path) - 1, -1, -1):
        step = last.path[depth]
        if not step.ordinal and step.pointing is None and _same_list(step.label, token.value) and (depth or step.code in _BRACKET_UNITS):
            reader.at += 1
            path = (*last.path[:depth], replace(step, label=token.value, ranged=False))
            return _brackets(reader, Found(path, token.start, token.end))
    return None


def _is_of_outer(last: Found, found: Found) -> bool:
    """Whether an entry behind an inner list goes on with the outer one: "Articles 5(1), point (a), 6(2) and 7"."""
    return last.path[0].code == found.path[0].code == "pnt" and not _styles(last.path[0].label) & _styles(found.path[0].label)


def _styles(label: str) -> frozenset[Style]:
    """The styles a written label may be of: "iv" is Roman, though a list that runs past "z" could have it too."""
    styles = frozenset(styles_of(label))
    return styles - {Style.LETTER} if Style.ROMAN in styles and len(label) > 1 else styles


def _same_list(label: str, following: str) -> bool:
    """Whether a label may come later than another in one list."""
    return any(_rises(label, following, style) for style in _styles(label) & _styles(following))


def _rises(label: str, following: str, style: Style) -> bool:
    return order_key(label, style) < order_key(following, style)


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


def _between(first: Found, last: Found) -> list[Found]:
    """The steps that lie between the ends of a range; none when the labels do not run."""
    low, high = first.path[-1], last.path[-1]
    if first.path[:-1] != last.path[:-1] or low.code != high.code:
        return []
    labels = labels_between(low.label, high.label)
    steps = [PathStep(low.code, label, ordinal=low.ordinal, ranged=True) for label in labels]
    return [Found((*first.path[:-1], step), first.start, last.end) for step in steps]


_LAST_SIGN: Final = re.compile(r"(?P<stem>(?:\d+\.)+|\d+|(?:a|b|c)(?=[a-z]\Z))(?P<last>(?<=\.)\d+|(?<=\d)[a-z]|(?<=[abc])[a-z])")
"""A label of several signs, of which the last runs: "4a" to "4c", "(aa)" to "(ac)", "1.1" to "1.3"."""


def labels_between(low: str, high: str) -> list[str]:
    """The labels strictly between two of one list, insertions ("8a") left out: they are known only to the act."""
    if (pair := _LAST_SIGN.fullmatch(low)) and (other := _LAST_SIGN.fullmatch(high)) and pair["stem"] == other["stem"]:
        return [pair["stem"] + label for label in labels_between(pair["last"], other["last"])]
    for style in (Style.ARABIC, Style.ROMAN, Style.UPPER_ROMAN, Style.LETTER, Style.UPPER_LETTER):
        if style in styles_of(low) and style in styles_of(high) and _rises(low, high, style):
            begin, end = order_key(low, style)[0][0], order_key(high, style)[0][0]
            if style in (Style.ROMAN, Style.UPPER_ROMAN) and end >= 50:
                continue  # "(c) to (d)" are letters, though 100 and 500 rise too
            return [_nth(number, style) for number in range(begin + 1, min(end, begin + WIDEST))]
    return []


def _nth(number: int, style: Style) -> str:
    if style is Style.ARABIC:
        return str(number)
    if style in (Style.ROMAN, Style.UPPER_ROMAN):
        return to_roman(number) if style is Style.ROMAN else to_roman(number).upper()
    return chr((96 if style is Style.LETTER else 64) + number)


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
        return Style.ROMAN in _styles(inner.label) and not _same_list(outer.label, inner.label)
    return may_hold(outer.code, inner.code) and inner.code != outer.code


def may_hold(outer: str, inner: str) -> bool:
    return inner in _HOLDS[outer].split()


def _unit_behind_of(reader: Reader) -> str:
    """The code of the unit that "of" leads to, if the next words are such: "of this Article", "of Annex I"."""
    ahead = 1 if reader.peek(K.COMMA) else 0
    if not reader.peek(K.OF, ahead=ahead) or not reader.leads_wider():
        return ""
    ahead += 2 if reader.peek(K.THIS, K.THAT, K.THE, ahead=ahead + 1) else 1
    unit = reader.peek(K.UNIT, ahead=ahead)
    return unit.value if unit else ""
