"""Where a definition holds: the whole act, or the article, chapter or annex that it names; and where its meaning is to be read.

Drafting rule (Joint Practical Guide 14.3): a term has one meaning throughout an act, unless its definition says for what it is meant. A
short name in ordinary letters holds from its place on; one with a capital is a name, and means the same wherever it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from extract.definition_forms import Defining
from extract.definition_words import Formulas
from extract.words import phrase_key, words_of
from kg.findings import Definition, Form, Reference, Relation, Unresolved
from kg.ids import ProvisionId, act_of, article_level, binds
from kg.model import Act, Field, Kind, Provision

_LONGEST_HEAD: Final = 100
"""Characters between the verb of a definition and the formula that takes the meaning from elsewhere."""
_LONGEST_LEAD: Final = 200
"""Characters behind that formula in which it names the place."""
_TAKES: Final = frozenset({Relation.DEFINED_IN, Relation.REFERRED_TO_IN, Relation.SET_OUT_IN, Relation.REFERS_TO})
_LISTED: Final = frozenset({Kind.POINT, Kind.INDENT})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outline:
    """What stands above each provision, nearest first, and the references in its text, in order."""

    above: Mapping[ProvisionId, tuple[Provision, ...]]
    references: Mapping[ProvisionId, tuple[Reference, ...]]

    def between(self, provision: ProvisionId, first: int, last: int) -> tuple[Reference, ...]:
        """The references that begin between two characters of a provision's text."""
        found = self.references.get(provision, ())
        return found[bisect_left(found, first, key=_start) : bisect_left(found, last, key=_start)]


def outline_of(act: Act, references: Iterable[Reference]) -> Outline:
    """The outline of an act."""
    above: dict[ProvisionId, tuple[Provision, ...]] = {}
    stack: list[tuple[Provision, tuple[Provision, ...]]] = [(top, ()) for top in act.provisions]
    while stack:
        provision, holders = stack.pop()
        above[provision.id] = holders
        stack += [(part, (provision, *holders)) for part in provision.children]
    by_source: dict[ProvisionId, list[Reference]] = {}
    for reference in references:
        if reference.span.field is Field.TEXT:
            by_source.setdefault(reference.source, []).append(reference)
    return Outline(above=above, references={own: tuple(sorted(found, key=_start)) for own, found in by_source.items()})


def _start(reference: Reference) -> int:
    return reference.span.start


# ── where it holds ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def scope_of(provision: Provision, text: str, found: Defining, outline: Outline, words: Formulas) -> tuple[ProvisionId, ...]:
    """The provisions that a definition holds in; none for the whole act."""
    said = _said(provision, text[found.start : found.end], found.start, outline, words)
    if said is None and found.form is Form.MEANS and provision.kind in _LISTED:
        said = _introduced(provision, outline, words)
    if said is not None:
        return said
    return (article_level(provision.id),) if _stays(provision, text, found) else ()


def _stays(provision: Provision, text: str, found: Defining) -> bool:
    """Whether a definition that does not say where it holds stays where it is: one of an annex, or an everyday word given in passing.

    A status holds in the whole act, also where an annex grants it.
    """
    if found.form is Form.STATUS:
        return False
    name = found.terms[0].words(text)
    if is_name(name):
        return found.form is Form.MEANS and "/anx_" in provision.id
    return "/anx_" in provision.id or (not found.announced and " " not in name.strip())


def is_name(term: str) -> bool:
    """Whether a term is written with a capital or is an abbreviation, so that no everyday word is meant by it."""
    return term != term.lower()


def _introduced(provision: Provision, outline: Outline, words: Formulas) -> tuple[ProvisionId, ...] | None:
    """What the introductory words of a list say of where its definitions hold."""
    for holder in outline.above[provision.id]:
        if holder.text.endswith(":") and (said := _said(holder, holder.text, 0, outline, words)) is not None:
            return said
    return None


@lru_cache(maxsize=8)
def _patterns(words: Formulas) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return re.compile(words.purposes), re.compile(words.this), re.compile(words.whole)


def _said(provision: Provision, text: str, start: int, outline: Outline, words: Formulas) -> tuple[ProvisionId, ...] | None:
    """Where words that stand at `start` of a provision say that a definition holds; None where they say nothing of it."""
    purposes, this, whole = _patterns(words)
    match = purposes.search(text)
    if match is None or whole.search(match["where"]):
        return () if match else None
    if unit := this.search(match["where"]):
        return _unit(provision, words.units.get(unit["unit"].lower()), outline)
    first, last = start + match.start("where"), start + match.end("where")
    named = outline.between(provision.id, first, last)
    own = act_of(provision.id)
    inside = [ProvisionId(one.target) for one in named if not isinstance(one.target, Unresolved) and one.target.startswith(f"{own}/")]
    return tuple(dict.fromkeys(inside)) or None


def _unit(provision: Provision, kind: Kind | None, outline: Outline) -> tuple[ProvisionId, ...] | None:
    """The unit around a provision that "this Section" means; annexes call their numbered points sections."""
    if kind is None:
        return None
    around = (provision, *outline.above[provision.id])
    found = [one for one in around if one.kind is kind]
    if not found and kind is Kind.SECTION:
        found = [one for one in around if one.kind is Kind.POINT and one.label[:1].isdigit()]
    return (found[0].id if found else article_level(provision.id),)


def holding_with(definitions: tuple[Definition, ...], texts: Mapping[ProvisionId, str], words: Formulas) -> tuple[Definition, ...]:
    """The definitions, those "for the purposes of the definition of" another term holding where that is defined."""
    purposes = _patterns(words)[0]
    by_key = {phrase_key(one.term): one.provision for one in reversed(definitions) if one.form is not Form.SHORT_NAME}
    out = []
    for one in definitions:
        told = not one.scope and one.form is not Form.SHORT_NAME
        match = purposes.search(texts.get(one.provision, ""), one.span.end, one.span.end + _LONGEST_LEAD) if told else None
        place = _of_definition(match["where"], by_key) if match and match["where"].startswith("the definition") else None
        out.append(replace(one, scope=(place,)) if place else one)
    return tuple(out)


def _of_definition(where: str, by_key: Mapping[str, ProvisionId]) -> ProvisionId | None:
    """Where the term is defined that "the definition of lamp" names: the longest that fits."""
    said = [word.text for word in words_of(where)][3:9]
    keys = (phrase_key(" ".join(said[:count])) for count in range(len(said), 0, -1))
    return next((by_key[key] for key in keys if key in by_key), None)


def holds_onward(provision: Provision, term: str, found: Defining, *, among_definitions: bool) -> bool:
    """Whether a definition holds from its place on only: a short name in ordinary letters, but not one within the definitions."""
    return found.form is Form.SHORT_NAME and binds(provision.id) and not is_name(term) and not among_definitions


# ── where its meaning is to be read ────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=8)
def _taking(words: Formulas) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rf"\b(?:{words.defined})"), re.compile(words.clause)


def led_elsewhere(provision: Provision, text: str, found: Defining, outline: Outline, words: Formulas) -> tuple[Form, tuple[str, ...]]:
    """Whether a definition takes its meaning from elsewhere, and the words of the references that say where."""
    taking, clause = _taking(words)
    match = taking.search(text, found.end, found.end + _LONGEST_HEAD)
    if found.form is not Form.MEANS or match is None or clause.search(text, found.end, match.start()):
        return found.form, ()
    named = (one for one in outline.between(provision.id, match.start(), match.end() + _LONGEST_LEAD) if one.relation in _TAKES)
    return Form.REFERENCE, tuple(dict.fromkeys(one.wording for one in named))
