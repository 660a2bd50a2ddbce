"""What a question asks: its words, the provisions it names, and the terms and topics it speaks of.

Statutes and questions share one reference grammar and one tokeniser. Terms and topics are met through the surface forms stored when acts
were added, longest first, so no language model and no spaCy runs here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from extract.references import Mention, find_mentions
from extract.words import STOPWORDS, carries_no_subject, phrase_key, singular, stem, stems_of, words_of
from kg.library import Library
from query.asking import SCOPE_WORDS, Asks, asked_for, law_named
from query.lay import Lay, lay_words
from query.spelling import respelled

_LONGEST_FORM: Final = 7
_TELLING: Final = 2
"""Words without a subject that tell the language of a question; one alone may be an abbreviation, as French "ai" is."""
_BOUND = re.compile(
    r"\b(?:must|shall|have to|has to|required?|requirements?|obliged?|obligations?|duty|duties|prohibited|forbidden|banned|allowed|may|can"
    r"|fines?|fined|penalt(?:y|ies)|when|deadline|definition|defined|mean|means)\b",
    re.IGNORECASE,
)
_ASKING_WORDS: Final = {
    "en": (
        "article cite describe detail example exact explain express find give happen know law legal list mean mention name paragraph please"
        " point provision question read recital regard regulation rule say said show speak state summarise summary talk tell text"
        " word"
    ),
    "fr": "article citer décrire détail dire donner exemple expliquer exposer texte loi mention paragraphe point disposition question"
    " considérant règlement règle savoir signifier résumer parler mot légal",
    "da": "artikel bestemmelse betragtning detalje eksempel forklar forordning giv lov nævn"
    " punkt regel sig spørgsmål stykke tekst vis vide ord",
    "nl": "artikel bepaling beschrijf detail geef leg lid noem overweging punt regel"
    " tekst toon uit vermeld verordening voorbeeld vraag wet woord zeg",
}
"""Words of each language that ask, or that every act is full of: they say nothing of what is asked."""
_MEANING = re.compile(r"\b(?:defin(?:e[sd]?|itions?)|mean(?:s|ing)?|stands? for)\b", re.IGNORECASE)
_WHAT_IS = r"\b(?:what|who)(?: is| are|'s)(?: considered)?(?: an?| to be an?)? "
_SHORTENED: Final = re.compile(rf"\s*{_WHAT_IS}[‘'“\"]?(?P<name>\w+(?:[ -]\w+){{0,3}})[’'”\"]?\s*\?*\s*$", re.IGNORECASE)
"""A question after the meaning of a few words, which may be the end of a term: "what is a data breach?"."""
_MOST_SHORTENED: Final = 3
_EXPLAINS = re.compile(r"\b(?:should|encouraged?|recommended|why|reasons?|rationale|purpose|recitals?)\b", re.IGNORECASE)


@cache
def _asking(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _ASKING_WORDS.get(language, "").split())


@cache
def _of_scope() -> frozenset[str]:
    return frozenset(stem(word) for word in SCOPE_WORDS)


def _idle(text: str, language: str) -> frozenset[str]:
    """Stems of a question that say nothing of what is asked: of its words of asking, and of those by which it asks after the scope."""
    return _asking(language) | _of_scope() if Asks.SCOPE in asked_for(text) else _asking(language)


class Leaning(StrEnum):
    """Whether a question's own words ask for what binds, for what recitals say, or for neither."""

    BINDING = "binding"
    EXPLAINING = "explaining"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question understood. `nodes` pairs each term or topic found with the words that named it; `acts` are those it names.

    Words that name an act or a provision ("under Article 6 GDPR") choose where to look, and are not looked for, nor are words of asking.
    """

    text: str
    language: str
    stems: tuple[str, ...]
    nodes: tuple[tuple[str, str], ...]
    mentions: tuple[Mention, ...]
    acts: tuple[str, ...]
    leaning: Leaning
    defined: tuple[str, ...]
    """Terms whose definition is asked for."""
    elsewhere: str = ""
    """A law that it names and that nothing here knows ("the Road Traffic Act"), or nothing."""
    lay: tuple[Lay, ...] = ()
    """Everyday words, with those of acts for the same."""


def understand(text: str, library: Library, names: dict[str, str] | None = None) -> Question:
    """Words, mentions, terms and topics of a question in the library's language; an empty question gives an empty value."""
    language, asked, text = library.language, text, respelled(text, library)
    mentions, nodes = find_mentions(text, names or {}, any_case=True), _nodes_named(text, library)
    acts = [mention for mention in mentions if mention.act is not None and mention.act.celex and not mention.paths]
    rest = text
    for mention in mentions:
        if mention.paths or mention in acts:
            rest = rest[: mention.start] + " " * (mention.end - mention.start) + rest[mention.end :]
    return Question(
        text=asked,
        language=language,
        stems=tuple(dict.fromkeys(one for one in stems_of(_of_subjects(rest, language), language) if one not in _idle(asked, language))),
        nodes=nodes,
        mentions=tuple(mention for mention in mentions if mention.paths),
        acts=tuple(dict.fromkeys(str(mention.act.celex) for mention in acts if mention.act is not None)),
        leaning=_leaning(text),
        defined=_asked_to_define(text, nodes, library),
        elsewhere=law_named(rest),
        lay=lay_words().alternatives([word.text for word in words_of(rest)], language),
    )


def _of_subjects(text: str, language: str) -> str:
    """A question without the words that carry no subject in the language it is asked in, where that is plainly not the texts' own.

    Topics are met in every language; what stands around them must not count as words that the library lacks.
    """
    words = [word.text for word in words_of(text)]
    plain = {tongue: sum(carries_no_subject(word, tongue) for word in words) for tongue in STOPWORDS}
    spoken = max(plain, key=lambda tongue: (plain[tongue], tongue == language))
    if plain[spoken] < max(_TELLING, plain.get(language, 0) + 1):
        return text
    return " ".join(word for word in words if not carries_no_subject(word, spoken))


def _asked_to_define(text: str, nodes: Sequence[tuple[str, str]], library: Library) -> tuple[str, ...]:
    """Terms behind "what is a …", "who is considered a …", or anywhere in a question about meaning; also by their last words."""
    asked = _defined_by_name(text, nodes)
    shortened = _SHORTENED.match(text)
    if asked or shortened is None:
        return asked
    return tuple(node for form, node in library.surfaces_ending(phrase_key(shortened["name"])) if "/term/" in node)[:_MOST_SHORTENED]


def _defined_by_name(text: str, nodes: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    terms = [(node, form) for node, form in nodes if not node.startswith("topic:")]
    if _MEANING.search(text):
        return tuple(node for node, _ in terms)
    return tuple(node for node, form in terms if re.search(rf"{_WHAT_IS}[‘'“\"]?{re.escape(form)}", text, re.IGNORECASE))


def _leaning(text: str) -> Leaning:
    if _EXPLAINS.search(text):
        return Leaning.EXPLAINING
    return Leaning.BINDING if _BOUND.search(text) else Leaning.OPEN


def _nodes_named(text: str, library: Library) -> tuple[tuple[str, str], ...]:
    """Terms and topics by their longest forms; several nodes may share a form (a term and a topic)."""
    words = words_of(text)
    keys = [singular(word.text) for word in words]
    spans = [
        (first, last) for first in range(len(keys)) for last in range(first + 1, min(first + _LONGEST_FORM, len(keys)) + 1)
    ]  # fmt: skip
    by_key: dict[str, list[tuple[int, int]]] = {}
    for first, last in spans:
        by_key.setdefault(" ".join(keys[first:last]), []).append((first, last))
    found = [(span, node) for form, node in library.surfaces(tuple(by_key)) for span in by_key[form]] if by_key else []
    kept = _longest(found)
    return tuple(dict.fromkeys((node, text[words[first].start : words[last - 1].end]) for (first, last), node in kept))


def _longest(found: Sequence[tuple[tuple[int, int], str]]) -> list[tuple[tuple[int, int], str]]:
    """Of forms of one kind of node, those not inside a longer one; forms of equal place all stay."""
    kept: list[tuple[tuple[int, int], str]] = []
    covered: dict[bool, dict[int, tuple[int, int]]] = {True: {}, False: {}}
    for (first, last), node in sorted(found, key=lambda one: (one[0][0] - one[0][1], one)):
        taken = covered[node.startswith("topic:")]
        if any(taken.get(word, (first, last)) != (first, last) for word in range(first, last)):
            continue
        taken.update(dict.fromkeys(range(first, last), (first, last)))
        kept.append(((first, last), node))
    return sorted(kept)
