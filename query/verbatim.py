"""Where words stand in the library to the letter, and where nearly.

Two texts have the same words by the rules that sources are compared with: white space is no word, and the shape of quotation marks is
print. A quotation may run over the parts of a provision, with their labels or without. Its pieces, where the writer left words out, must
follow in order in one provision. What fits words into a sentence is the writer's: the case of the first letter and of one in square
brackets, a comma or full stop at the end.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from extract.words import carries_no_subject, stems_of
from kg.library import Library, TextRow
from query.index import search
from query.word_diff import Done, Operation, differences

_MARKS: Final = "“”„‟«»‹›\"‘’‚‛'`´"
_LABEL: Final = "\x1f"
"""Stands before a label among the words of a provision, which a quotation may have or leave out."""
_SPACE: Final = rf"[\s{_LABEL}]+(?:(?<={_LABEL})[^\s{_LABEL}]{{1,12}}[\s{_LABEL}]+)*"
_TOKEN: Final = re.compile(rf"\[(?P<letter>\w)\]|(?<!\S)\(?(?P<label>\w{{1,6}}(?:\.\d+)*)[).](?=\s)|\s*[{_MARKS}]\s*|\s+|.", re.DOTALL)
_WHOLE: Final = re.compile(r"(?<![\w\[\]])\w+(?![\w\[\]])")
_GROUPINGS: Final = ("pbl_", "fnp_", "prt_", "tis_", "cpt_", "sct_", "sbs_")
_WRITERS: Final = ".,;:"
"""What the end of a quotation may have for the sentence around it."""
_NEAR: Final = 0.6
"""Share of a quotation's words that a provision must have in order for the quotation to be nearly its words."""
_CANDIDATES: Final = 8
_RARE: Final = 12
"""How many words of a quotation are looked up: those with most letters."""
_WIDER: Final = 1.5
"""How many times as long as a quotation the words are that it is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A provision that nearly has the words of a quotation, and what to do with its words to make them the quotation's."""

    text: TextRow
    provision: str
    share: float
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of a quotation as they are looked for: its pieces, and the longest of its whole words, without which nothing has them."""

    pieces: tuple[re.Pattern[str], ...]
    needle: str

    def stands_in(self, words: str) -> bool:
        """Whether words have the pieces in order. Taking each at its first place is enough, and takes time in proportion."""
        if self.needle not in words:
            return False
        at = 0
        for piece in self.pieces:
            match = piece.search(words, at)
            if match is None:
                return False
            at = match.end()
        return True


def sought(pieces: Sequence[str]) -> Sought:
    """What finds the words of a quotation, its pieces in order."""
    bare = [*pieces[:-1], pieces[-1].rstrip(_WRITERS) or pieces[-1]]
    first = f"[{bare[0][0]}]{bare[0][1:]}" if bare[0][:1].isalpha() else bare[0]
    whole = (word for piece in (first, *bare[1:]) for word in _WHOLE.findall(piece))
    return Sought(tuple(re.compile(_of_piece(piece)) for piece in (first, *bare[1:])), max(whole, key=len, default=""))


def _of_piece(piece: str) -> str:
    out = "".join(map(_of_token, _TOKEN.finditer(piece.strip())))
    return ("(?<!\\w)" if piece[0].isalnum() or piece[0] == "[" else "") + out + ("(?!\\w)" if piece[-1].isalnum() else "")


def _of_token(token: re.Match[str]) -> str:
    if letter := token["letter"]:
        return f"[{letter.lower()}{letter.upper()}]"
    if label := token["label"]:
        return f"(?:{re.escape(token[0])}|(?<={_LABEL}){re.escape(label)})"
    said = token[0]
    if said.strip() and said.strip() in _MARKS:
        return rf"[\s{_LABEL}]*[{_MARKS}][\s{_LABEL}]*"
    return re.escape(said) if said.strip() else _SPACE


# ── the words of provisions ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Words:
    """All words of a text: of each provision its label, heading, text and wrap-up, and its parts; `tops` are outside of any other but
    groupings."""

    text: TextRow
    own: Mapping[str, tuple[str, str, str, str]]
    parts: Mapping[str, Sequence[str]]
    holder: Mapping[str, str]
    tops: Sequence[str]

    def of(self, provision: str) -> str:
        """The words of a provision, heading and parts with it, each part behind its label."""
        return "\n".join(self._of(provision))

    def _of(self, provision: str) -> Iterator[str]:
        label, heading, body, wrap_up = self.own[provision]
        yield f"{_LABEL}{label}"
        yield from filter(None, (heading, body))
        for part in self.parts.get(provision, ()):
            yield from self._of(part)
        if wrap_up:
            yield wrap_up

    def around(self, provision: str) -> str:
        """The words that introduce a provision and those that end its sentence, which what holds it says for it. Of a row, the table."""
        above: list[str] = []
        while (provision := self.holder.get(provision, "")) in self.own and not _is_grouping(provision):
            if provision.rpartition("/")[2].startswith("tab_"):
                return self.of(provision)
            above.insert(0, provision)
        first = (words for one in above for words in self.own[one][1:3])
        return "\n".join(filter(None, (*first, *(self.own[one][3] for one in reversed(above)))))

    def say(self, provision: str, wanted: Sought) -> bool:
        """Whether a provision has words, or what it lies in says them for it."""
        return wanted.stands_in(self.of(provision)) or wanted.stands_in(self.around(provision))

    def narrowest(self, provision: str, wanted: Sought) -> str:
        """The innermost part of a provision that has words which the provision has."""
        inner = next((part for part in self.parts.get(provision, ()) if wanted.stands_in(self.of(part))), None)
        return self.narrowest(inner, wanted) if inner is not None else provision


def words_of(library: Library, text: TextRow) -> Words:
    """All words of a text."""
    own: dict[str, tuple[str, str, str, str]] = {}
    parts: dict[str, list[str]] = defaultdict(list)
    holders: dict[str, str] = {}
    query = "SELECT id, parent, label, heading, text, wrap_up FROM provision WHERE text_id = ? ORDER BY row"
    for provision, parent, *said in library.rows(query, (text.row,)):
        label, heading, body, wrap_up = map(str, said)
        own[str(provision)] = label, heading, body, wrap_up
        parts[str(parent)].append(str(provision))
        holders[str(provision)] = str(parent)
    tops = [one for one in own if not _is_grouping(one) and (holders[one] not in own or _is_grouping(holders[one]))]
    return Words(text, own, parts, holders, tops)


def _is_grouping(provision: str) -> bool:
    """Whether a provision is the preamble, or groups articles; groupings of an annex are part of it."""
    return provision.partition("/")[2].startswith(_GROUPINGS)


def standing_in(words: Words, wanted: Sequence[Sought]) -> list[list[str]]:
    """For each of the words sought the provisions of a text that have them, each as narrow as it can be, in order."""
    found: list[list[str]] = [[] for _ in wanted]
    for top in words.tops:
        said = words.of(top)
        for there, one in zip(found, wanted, strict=True):
            if one.stands_in(said):
                there.append(words.narrowest(top, one))
    return found


# ── nearly ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def nearest(quoted: str, among: Iterable[tuple[Words, str]]) -> Near | None:
    """The provision that comes nearest to words, of those given; none where none is near."""
    found = (_near(words, own, quoted) for words, own in among)
    return max((one for one in found if one.share >= _NEAR), key=lambda one: one.share, default=None)


def alike(library: Library, quoted: str, texts: Sequence[TextRow]) -> tuple[tuple[str, int], ...]:
    """The passages that share most of the telling words of a quotation: provisions, and the rows of their texts."""
    if not texts:
        return ()
    language = texts[0].language
    stems = [one for one in dict.fromkeys(stems_of(quoted, language)) if not carries_no_subject(one, language)]
    longest = sorted(stems, key=len, reverse=True)[:_RARE]
    return tuple((hit.provision, hit.text) for hit in search(library, longest, texts, _CANDIDATES))


def _near(words: Words, own: str, quoted: str) -> Near:
    """How a quotation differs from the words of a provision that come nearest to it."""
    said = [word for word in words.of(own).split() if not word.startswith(_LABEL)]
    sought = quoted.split()
    window = said[slice(*_window(said, sought))]
    if sought[:1] and (other := sought[0][:1].swapcase() + sought[0][1:]) in window and sought[0] not in window:
        sought[0] = other
    operations = _trimmed(differences(" ".join(window), " ".join(sought)))
    kept = sum(len(one.words.split()) for one in operations if one.done is Done.KEEP)
    changed = sum(len(one.words.split()) for one in operations if one.done is not Done.KEEP)
    return Near(text=words.text, provision=own, share=kept / max(kept + changed / 2, 1), operations=operations)


def _window(said: Sequence[str], sought: Sequence[str]) -> tuple[int, int]:
    """The words of a provision that share most with a quotation, somewhat more of them than it has."""
    wanted, size = Counter(map(str.lower, sought)), int(len(sought) * _WIDER) + 2
    have: Counter[str] = Counter()
    best, best_at, met = -1, 0, 0
    for at, word in enumerate(map(str.lower, said)):
        met += have[word] < wanted[word]
        have[word] += 1
        if at >= size:
            gone = said[at - size].lower()
            have[gone] -= 1
            met -= have[gone] < wanted[gone]
        if met > best:
            best, best_at = met, at
    return max(best_at - size + 1, 0), best_at + size // 3 + 1


def _trimmed(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """Operations without what the provision says before and behind the words that are quoted."""
    out = list(operations)
    if len(out) > 1 and out[0].done is Done.DELETE:
        size = len(out[1].words.split()) if out[1].done is Done.INSERT else 0
        out[:1] = _only(out[0].words.split()[-size:] if size else [])
    if len(out) > 1 and out[-1].done is Done.INSERT and out[-2].done is Done.DELETE:
        out[-2:-1] = _only(out[-2].words.split()[: len(out[-1].words.split())])
    elif len(out) > 1 and out[-1].done is Done.DELETE:
        del out[-1]
    return tuple(out)


def _only(words: Sequence[str]) -> list[Operation]:
    return [Operation(Done.DELETE, " ".join(words))] if words else []
