"""Modal verbs and what they do: from the tokens of a sentence to groups such as "shall not be required to" with their modality.

Candidates are found by spaCy's PhraseMatcher over the tokens of all sentences at once; the words behind each are then read by rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from extract.clause_tokens import Token
from extract.duty_words import DutyWords, duty_words
from extract.inversion import behind_denial, is_denial
from kg.rules import Modality

_BREAK: Final = "\n"
_MODALS: Final = ("shall", "should", "may", "must")
_PRESENT: Final = ("is", "are")
_LAID: Final = ("required", "obliged", "empowered", "entitled", "authorised", "prohibited", "permitted", "allowed")
_BETWEEN: Final = ("not", "also", "only", "hereby", "therefore")
_MOST_BETWEEN: Final = 60
"""Tokens between a modal verb and its verb."""
_NEAR: Final = 8


class Voice(Enum):
    """Whom a verb speaks of."""

    ACTIVE = "the subject does it"
    PASSIVE = "somebody does it to the subject"
    LAID_ON = "it is laid on the subject, or given to it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A modal verb at a token, with the words read behind it: `main` is the token of its verb (or the end), `last` the last read.

    `negated` says whether its own words deny it; the subject may do so too.
    """

    at: int
    last: int
    main: int
    modal: str
    verb: str
    state: str
    voice: Voice
    negated: bool


def modal_places(sentences: Sequence[Sequence[Token]]) -> list[list[int]]:
    """For each sentence the tokens at which a modal verb stands, or other words that oblige or empower."""
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    vocab = Vocab()
    tokens: list[str] = []
    owners: list[tuple[int, int]] = []
    for number, sentence in enumerate(sentences):
        tokens += [*(token.low for token in sentence), _BREAK]
        owners += [(number, index) for index in range(len(sentence) + 1)]
    out: list[list[int]] = [[] for _ in sentences]
    starts = {start for _, start, _ in _matcher(vocab)(Doc(vocab, words=tokens))}
    for start in sorted(starts):
        number, index = owners[start]
        if not _is_month(sentences[number], index):
            out[number].append(index)
    return out


def _matcher(vocab: Any) -> Any:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    matcher = PhraseMatcher(vocab)
    matcher.add("verb", [Doc(vocab, words=phrase) for phrase in _phrases()])
    return matcher


def _phrases() -> Iterator[list[str]]:
    """The words at which a modal verb stands, or what obliges and empowers like one."""
    yield from ([modal] for modal in _MODALS)
    yield from ([verb, "not"] for verb in ("need", "needs"))
    for verb in _PRESENT:
        for word in _LAID:
            yield from ([verb, *between, word, "to"] for between in ((), *((adverb,) for adverb in _BETWEEN)))


def _is_month(tokens: Sequence[Token], at: int) -> bool:
    """Whether "May" is the month: with a capital, and beside a number."""
    beside = [one.text.isdigit() for one in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])]
    return tokens[at].text == "May" and any(beside)


def read_verb(tokens: Sequence[Token], at: int, end: int, *, behind: int = 0, denied: bool = False) -> Verb:
    """The verb of a modal at a token, read within a clause that ends before another token.

    `behind` is the token from which on it is read where the subject comes first ("nor shall the rule apply"), `denied` says whether words
    in front of the clause deny it.
    """
    words = duty_words()
    modal = tokens[at].low
    first = at + 1 if modal not in _PRESENT else at
    main, negated = _verb_at(tokens, min(max(first, behind), end), end, words)
    main, ceased = _ceased(tokens, main, end)
    negated = negated or denied or ceased
    verb = tokens[main].low if main < end else ""
    if modal in _PRESENT or verb == "be":
        state, again = _verb_at(tokens, main + 1, end, words)
        word = tokens[state].low if state < end else ""
        return Verb(
            at=at, last=min(state, end - 1), main=main, modal=modal, verb="be", state=word, voice=_voice(tokens, state, word, words),
            negated=negated or again,
        )  # fmt: skip
    return Verb(
        at=at, last=_last_told(tokens, at, min(main, end - 1), words), main=main, modal=modal, verb=verb, state="", voice=Voice.ACTIVE,
        negated=negated or _denied_behind(tokens, main, end),
    )  # fmt: skip


def _ceased(tokens: Sequence[Token], main: int, end: int) -> tuple[int, bool]:
    """Where the verb stands, and whether it is denied by "cease to" ("shall cease to apply to")."""
    ceases = main + 2 < end and [one.low for one in tokens[main : main + 3]] == ["cease", "to", "apply"]
    return (main + 2, True) if ceases else (main, False)


def _last_told(tokens: Sequence[Token], at: int, main: int, words: DutyWords) -> int:
    """The last of the words that give the modality of an active verb: of "apply" and "have" the verb, else the negation, or the modal."""
    if tokens[main].low in ("apply", "have") and all(one.is_word for one in tokens[at:main]):
        return main
    return next((place for place in range(main, at, -1) if tokens[place].low in words.negations), at)


def _denied_behind(tokens: Sequence[Token], main: int, end: int) -> bool:
    """Whether the words behind a verb deny it: "apply neither to", "have no right"."""
    low, behind = (tokens[main].low if main < end else ""), [one.low for one in tokens[main + 1 : main + 5]]
    if low == "have":
        return behind[:1] == ["no"] and not duty_words().rights.isdisjoint(behind)
    return low == "apply" and behind[:1] == ["neither"]


def _voice(tokens: Sequence[Token], at: int, word: str, words: DutyWords) -> Voice:
    if word in ("given", "granted", "afforded", "provided") and any(one.low in words.rights for one in tokens[at + 1 : at + 4]):
        return Voice.LAID_ON
    if word in words.laid_on:
        return Voice.LAID_ON
    if word == "held" and tokens[at + 1 : at + 2] and tokens[at + 1].low in ("liable", "responsible", "accountable"):
        return Voice.LAID_ON
    return Voice.PASSIVE if words.is_participle(word) else Voice.ACTIVE


def _verb_at(tokens: Sequence[Token], first: int, end: int, words: DutyWords) -> tuple[int, bool]:
    """The first token from one on that is no adverb, negation or stretch between commas; and whether there was a negation."""
    at, negated = first, False
    while at < end and at - first < _MOST_BETWEEN:
        low = tokens[at].low
        if low in words.negations:
            negated = negated or not (at + 1 < end and tokens[at + 1].low == "only")
            at += 1
        elif low == "no" and tokens[at + 1 : at + 2] and tokens[at + 1].low == "longer":
            negated, at = True, at + 2
        elif (behind := behind_denial(tokens, at, words)) is not None:
            negated, at = True, behind
        elif low in {",", "("}:
            negated = negated or (at + 1 < end and is_denial(tokens, at + 1, words))
            at = _behind(tokens, at, end)
        elif low == "at" and [one.low for one in tokens[at + 1 : at + 3]] in (["all", "times"], ["the", "latest"], ["the", "least"]):
            at += 3
        elif words.is_adverb(low):
            at += 1
        elif low in words.prepositions and (behind := _behind_phrase(tokens, at, end)):
            at = behind
        else:
            return at, negated
    return min(at, end), negated


def _behind_phrase(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """Where "be" or a negation stands behind a phrase that no comma parts from the modal verb ("shall in all cases be kept")."""
    for index in range(at + 1, min(at + _NEAR, end)):
        if not tokens[index].is_word:
            return None
        if tokens[index].low in ("be", "not"):
            return index
    return None


def _behind(tokens: Sequence[Token], at: int, end: int) -> int:
    """Where the words go on behind a stretch that a comma or bracket opens."""
    closing = "," if tokens[at].low == "," else ")"
    closed = next((index for index in range(at + 1, end) if tokens[index].low == closing), None)
    return at + 1 if closed is None else closed + 1


def modality_of(verb: Verb, tokens: Sequence[Token], *, recital: bool, denied: bool, of_actor: bool) -> Modality:
    """What a verb does. `denied` says whether its subject denies it ("no lamp shall"), `of_actor` whether that is a person or body."""
    words = duty_words()
    explains = verb.modal == "should" or (recital and verb.modal in ("must", "need", "needs"))
    negated = verb.negated or denied
    if verb.modal in ("need", "needs"):
        return _of_two(Modality.SHALL_NOT_APPLY, Modality.SHOULD_NOT_APPLY, second=explains)
    if _exempts(verb, tokens, words, negated=negated, of_actor=of_actor):
        return _of_two(Modality.SHALL_NOT_APPLY, Modality.SHOULD_NOT_APPLY, second=explains)
    freed = negated and of_actor and verb.state in words.barring
    if not freed and (negated or verb.state in words.forbidding):
        return _of_two(Modality.SHALL_NOT, Modality.SHOULD_NOT, second=explains)
    if explains:
        return Modality.ENCOURAGED if verb.state == "encouraged" else Modality.SHOULD
    if verb.modal == "may" or freed or _grants(verb, tokens, words):
        return Modality.MAY
    return Modality.SHALL


def _of_two(first: Modality, other: Modality, *, second: bool) -> Modality:
    return other if second else first


def _exempts(verb: Verb, tokens: Sequence[Token], words: DutyWords, *, negated: bool, of_actor: bool) -> bool:
    """Whether a verb says that a rule or duty does not hold."""
    if verb.modal == "may":
        return negated and verb.state in words.obliging
    if verb.state in words.exempting:
        return not negated
    if not negated:
        return False
    if verb.verb == "apply":
        return not of_actor
    if verb.state == "subject":
        return not of_actor or any(one.low in words.rules for one in tokens[verb.last + 1 : verb.last + 1 + _NEAR])
    return verb.state in words.obliging


def _grants(verb: Verb, tokens: Sequence[Token], words: DutyWords) -> bool:
    """Whether "shall" gives a right or a power."""
    if verb.state in words.granting:
        return verb.state != "free" or [one.low for one in tokens[verb.last + 1 : verb.last + 2]] == ["to"]
    if verb.state in ("given", "granted", "afforded") and verb.voice is Voice.LAID_ON:
        return True
    if verb.verb != "have":
        return False
    behind = tokens[verb.main + 1 : verb.main + 1 + _NEAR]
    stop = next((at for at, one in enumerate(behind) if one.low in ("to", "of", "in", "and", ",", ".", ";", ":")), len(behind))
    held = [one.low for one in behind[:stop]]
    if "of" in [one.low for one in behind[stop : stop + 1]] and held[-1:] == ["all"]:
        held = [one.low for one in behind]
    return bool(words.rights.intersection(held))
