"""Where the clause of a modal verb begins, and who its subject is.

There is no parser: a sentence is cut at its commas, and drafting tells the rest. What stands between commas and begins with a preposition
or a conjunction is said beside the main clause; a relative pronoun or "that" opens a clause of its own; "and shall" goes on with the
subject of the verb before. The subject is the first name of its clause, with those that "and" or "or" joins to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from extract.clause_sentences import JOINS, Sentence
from extract.clause_tokens import POSSESSIVE
from extract.clause_words import has_subject, has_verb, is_loose, is_subject_start, opens, opens_aside, parts
from extract.duty_words import duty_words
from extract.inversion import denial_before, subject_behind

_RELATIVES: Final = ("which", "who", "that")
_FARTHEST: Final = 400
"""Tokens between a modal verb and the beginning of its clause."""
_MOST_NESTED: Final = 3
_NAMED_BY: Final = 4
"""Tokens with which a member of a list of actors comes to its noun."""


class Opening(Enum):
    """How a clause is tied to its sentence."""

    MAIN = "main"
    THAT = "that"
    RELATIVE = "its subject is the relative pronoun"
    OBJECT = "a relative pronoun or adverb, with a subject behind it"
    CONDITION = "where, if"
    JOINED = "goes on with the subject of the verb before"
    NONE = "nothing in front of the verb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The clause of a modal verb: from which token on, how it is opened and by which word, and the tokens of its subject.

    `denied` where words such as "in no case" begin it.
    """

    start: int
    opening: Opening
    word: str = ""
    governor: str = ""
    subject: tuple[int, ...] = ()
    behind: int = 0
    """The token from which on the verb is read, where the subject stands in front of that and behind the modal verb."""
    denied: bool = False


class Clauses:
    """Tells the clause of each modal verb of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._words = duty_words()
        self._modals = frozenset(sentence.modals)
        self._known: dict[int, Clause] = {}

    def clause(self, modal: int) -> Clause:
        """The clause of the modal verb at a token."""
        if modal not in self._known:
            self._known[modal] = self._of_modal(modal)
        return self._known[modal]

    def _of_modal(self, modal: int) -> Clause:
        floor = self._floor(modal)
        if inverted := self._inverted(modal, floor):
            return inverted
        seen = [at for at in range(floor, modal) if at not in self._sentence.hidden]
        while seen and is_loose(self._sentence, seen[-1]):
            seen.pop()
        clause = self._clause(seen, floor)
        denied = clause.opening is Opening.MAIN and denial_before(self._tokens, clause.start, floor) is not None
        return replace(clause, denied=denied)

    def _inverted(self, modal: int, floor: int) -> Clause | None:
        """The clause of a verb whose subject follows, because words of denial begin it; None where they do not."""
        first = denial_before(self._tokens, modal, floor)
        subject = subject_behind(self._sentence, modal) if first is not None else None
        if first is None or subject is None:
            return None
        seen = tuple(at for at in subject if at not in self._sentence.hidden)
        return Clause(start=first, opening=Opening.MAIN, subject=seen, behind=subject.stop, denied=True)

    def going_on_from(self, modal: int) -> Clause:
        """The clause of a verb that no modal verb is in front of ("The keeper lights lamps and may …")."""
        floor = self._floor(modal)
        seen = [at for at in range(floor, modal) if at not in self._sentence.hidden]
        start = self._beginning(seen)
        return self._main(seen, start) if start < len(seen) else Clause(start=modal, opening=Opening.NONE)

    def _beginning(self, seen: Sequence[int]) -> int:
        """Where the main clause begins in a stretch without a modal verb."""
        at = 0
        while at < len(seen) and opens_aside(self._sentence, seen[at:]):
            at = next((index + 1 for index in range(at, len(seen)) if self._tokens[seen[index]].low == ","), len(seen))
        return at

    def _clause(self, seen: list[int], floor: int) -> Clause:
        """The clause whose verb follows the tokens seen."""
        if not seen:
            return Clause(start=floor, opening=Opening.NONE)
        last = self._tokens[seen[-1]].low
        if last in JOINS:
            return Clause(start=seen[-1] + 1, opening=Opening.JOINED)
        if last == ",":
            return self._clause(self._before_aside(seen[:-1]), floor)
        if last in _RELATIVES and self._is_relative(seen):
            return Clause(start=seen[-1] + 1, opening=Opening.RELATIVE, word=last, subject=tuple(seen[:-1]))
        return self._with_subject(seen)

    def _floor(self, modal: int) -> int:
        """Behind the last mark that parts clauses, as far as a subject can be from its verb."""
        farthest = max(0, modal - _FARTHEST)
        marks = (at for at in range(modal - 1, farthest - 1, -1) if parts(self._sentence, at) and at not in self._sentence.hidden)
        return max(next(marks, farthest - 1) + 1, self._open_bracket(modal, farthest))

    def _open_bracket(self, modal: int, farthest: int) -> int:
        """Behind a bracket that holds the verb."""
        depth = 0
        for at in range(modal - 1, farthest - 1, -1):
            depth += {")": 1, "(": -1}.get(self._tokens[at].low, 0)
            if depth < 0:
                return at + 1
        return 0

    def _is_relative(self, seen: Sequence[int]) -> bool:
        """Whether a pronoun in front of the verb stands for what is named before it."""
        return len(seen) > 1 or self._tokens[seen[-1]].low != "that"

    def _before_aside(self, seen: list[int]) -> list[int]:
        """The tokens in front of a stretch between commas that ends where they do; all of them where there is none."""
        for at in range(len(seen) - 1, -1, -1):
            if self._tokens[seen[at]].low == "," and opens_aside(self._sentence, seen[at + 1 :]):
                return seen[:at]
        return seen

    # ── a subject in front of the verb ─────────────────────────────────────────────────────────────────────────────────────────

    def _with_subject(self, seen: list[int]) -> Clause:
        """The clause whose subject is among the tokens in front of the verb."""
        seen = self._without_relatives(seen)
        first = self._after_modal(seen)
        cut = max((at + 1 for at in range(first, len(seen)) if self._tokens[seen[at]].low == ","), default=first)
        if found := self._subordinate(seen, cut):
            return found
        while True:
            start = self._start_in(seen, cut)
            if start is not None and not self._goes_on_aside(seen, first, start, cut):
                start = self._list_start(seen, first, start, cut)
                return self._main(seen, start)
            if cut <= first:
                return self._main(seen, first)
            earlier = cut - 1
            cut = max((at + 1 for at in range(first, earlier) if self._tokens[seen[at]].low == ","), default=first)
            if found := self._subordinate(seen[:earlier], cut, seen):
                return found

    def _goes_on_aside(self, seen: Sequence[int], first: int, start: int, cut: int) -> bool:
        """Whether a stretch goes on with a list that the one before opened with "including", or within a relative clause."""
        if cut <= first + 1 or start != cut or is_subject_start(self._sentence, seen[start]):
            return False
        before = max((at + 1 for at in range(first, cut - 1) if self._tokens[seen[at]].low == ","), default=first)
        lows = [self._tokens[at].low for at in seen[before : cut - 1]]
        return lows[:1] == ["including"] or lows[:2] == ["such", "as"]

    def _without_relatives(self, seen: list[int]) -> list[int]:
        """The tokens in front of the relative clauses that what is seen ends with, as many as drafting nests."""
        for _ in range(_MOST_NESTED):
            first = self._after_modal(seen)
            outer = self._in_front_of_relative(seen, first) if first else []
            if not outer:
                break
            seen = outer
        return seen

    def _in_front_of_relative(self, seen: Sequence[int], first: int) -> list[int]:
        """The tokens in front of a relative clause that ends where a verb follows: "persons to whom lamps may be given shall …"."""
        begins = (",", *JOINS, *self._words.subordinators)
        if any(self._tokens[at].low in begins or is_subject_start(self._sentence, at) for at in seen[first:]):
            return []
        inner = self.clause(seen[first - 1])
        if inner.opening not in (Opening.RELATIVE, Opening.OBJECT):
            return []
        last = inner.start - 1
        while last > seen[0] and self._tokens[last - 1].low in self._words.prepositions:
            last -= 1
        return [at for at in seen if at < last]

    def _main(self, seen: Sequence[int], start: int) -> Clause:
        """The main clause whose subject begins at a place of what is seen; without one, the verb goes on from what is before."""
        if start >= len(seen):
            return Clause(start=seen[-1] + 1, opening=Opening.JOINED)
        while start < len(seen) - 1 and self._tokens[seen[start]].low in (*JOINS, ","):
            start += 1
        word = self._opened_before_aside(seen, start)
        if word:
            return self._opened(self._tokens[seen[word]].low, tuple(seen[start:]), seen[: word + 1])
        return Clause(start=seen[start], opening=Opening.MAIN, subject=tuple(seen[start:]))

    def _opened_before_aside(self, seen: Sequence[int], start: int) -> int | None:
        """Where the word stands that opens a clause whose subject comes behind an aside: "a risk that, in such cases, it …"."""
        commas = [at for at in range(start) if self._tokens[seen[at]].low == ","]
        if len(commas) < 2 or commas[-1] != start - 1 or commas[-2] == 0 or not opens_aside(self._sentence, seen[commas[-2] + 1 :]):
            return None
        before = commas[-2] - 1
        return before if self._tokens[seen[before]].low in ("that", "if", "whether", "where", "when") else None

    def _after_modal(self, seen: Sequence[int]) -> int:
        """The place in what is seen behind the last modal verb before this one."""
        modals = self._modals
        return next((at + 1 for at in range(len(seen) - 1, -1, -1) if seen[at] in modals), 0)

    def _subordinate(self, seen: Sequence[int], cut: int, whole: Sequence[int] | None = None) -> Clause | None:
        """The clause that a conjunction or pronoun of the last stretch opens with a subject of its own."""
        for at in range(len(seen) - 2, cut - 1, -1):
            low = self._tokens[seen[at]].low
            if low in self._words.subordinators and has_subject(self._sentence, seen, at):
                return self._opened(low, tuple(seen[at + 1 :]), tuple((whole or seen)[: at + 1]))
        return None

    def _opened(self, low: str, subject: tuple[int, ...], before: Sequence[int]) -> Clause:
        governor = self._tokens[before[-2]].low if len(before) > 1 else ""
        if low == "that":
            opening = Opening.THAT
        elif low in self._words.conditions:
            opening = Opening.CONDITION
        else:
            opening = Opening.OBJECT
        return Clause(start=subject[0], opening=opening, word=low, governor=governor, subject=subject)

    def _start_in(self, seen: Sequence[int], cut: int) -> int | None:
        """Where the subject begins in a stretch: at its beginning, or behind what is said beside the clause."""
        start = cut
        while start < len(seen) and self._tokens[seen[start]].low in (*JOINS, ","):
            start += 1
        if start >= len(seen):
            return None
        if self._joined_later(seen, start) is not None and seen[start] - 1 in self._modals:
            return self._joined_later(seen, start)
        if not opens(self._sentence, seen[start]):
            said = has_verb(self._sentence, seen[start:]) or self._is_verb_behind_modal(seen, start)
            return (self._joined_later(seen, start) if said else None) or start
        return self._adjacent(seen, start)

    def _is_verb_behind_modal(self, seen: Sequence[int], start: int) -> bool:
        """Whether a stretch goes on with what the modal verb before it governs."""
        governed = any(seen[0] <= modal < seen[start] for modal in self._sentence.modals)
        return governed and not is_subject_start(self._sentence, seen[start])

    def _joined_later(self, seen: Sequence[int], start: int) -> int | None:
        """Where behind the last "and" a subject begins."""
        for at in range(len(seen) - 2, start - 1, -1):
            if self._tokens[seen[at]].low in (*JOINS, "while", "whereas"):
                behind = next((place for place in range(at + 1, len(seen)) if not is_loose(self._sentence, seen[place])), at)
                if is_subject_start(self._sentence, seen[behind]):
                    return behind
        return None

    def _adjacent(self, seen: Sequence[int], start: int) -> int | None:
        """Where in a stretch that begins with a preposition a name begins that no preposition leads to ("in such cases the …")."""
        for at in range(len(seen) - 1, start, -1):
            if is_subject_start(self._sentence, seen[at]) and self._is_free(seen, at) and not has_verb(self._sentence, seen[at:]):
                return at
        return None

    def _is_free(self, seen: Sequence[int], at: int) -> bool:
        """Whether a name stands behind a noun, so that nothing governs it."""
        before = self._tokens[seen[at - 1]]
        if before.low in (*JOINS, ",", POSSESSIVE) or before.low in self._words.quantifiers or before.low in self._words.prepositions:
            return False
        return before.is_word and not before.low.endswith("ing") and before.low not in self._words.openers

    def _list_start(self, seen: Sequence[int], first: int, start: int, cut: int) -> int:
        """Where the list of subjects begins whose last members are behind the last comma."""
        if not any(self._tokens[one].low in ("and", "or", "nor") for one in seen[start - (start > cut) :]):
            return start
        while cut > first + 1:
            earlier = cut - 1
            before = max((at + 1 for at in range(first, earlier) if self._tokens[seen[at]].low == ","), default=first)
            if not self._is_member(seen[before:earlier]) or self._is_verb_behind_modal(seen, before):
                described = self._tokens[seen[before]].low in ("and", "or") and self._is_member(seen[before + 1 : earlier])
                return self._described(seen, first, before, start) if described else start
            start = cut = before
        return start

    def _described(self, seen: Sequence[int], first: int, joined: int, start: int) -> int:
        """Where the name begins that a list behind "or" only describes: "keepers that are bodies, or firms, clubs or guilds"."""
        before = max((at + 1 for at in range(first, joined - 1) if self._tokens[seen[at]].low == ","), default=first)
        lows = [self._tokens[at].low for at in seen[before : joined - 1]]
        relative = next((at for at in range(len(lows) - 1, 0, -1) if lows[at] in _RELATIVES), None)
        return before if relative is not None and lows[relative + 1 : relative + 2] in (["is"], ["are"]) else start

    def _is_member(self, stretch: Sequence[int]) -> bool:
        """Whether a stretch is an actor in a list of them: its name alone, or with a few words behind it."""
        first = self._tokens[stretch[0]].low if stretch else ""
        if first in self._words.openers or first in JOINS:
            return False
        mention = next((found for at in stretch[:_NAMED_BY] if (found := self._sentence.mention_at(at))), None)
        joined = any(self._tokens[one].low in ("and", "or") for one in stretch)
        return mention is not None and not joined and not has_verb(self._sentence, stretch)
