"""What makes a SKOS scheme sound: the integrity conditions of the SKOS Reference, and those that matching by words adds.

Every check takes what a scheme says and gives the faults it finds, in words; none reads a file. Numbers such as S13 are those of the
SKOS Reference (W3C Recommendation, 18 August 2009).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

NAMESPACE: Final = "http://www.w3.org/2004/02/skos/core#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS: Final = ("prefLabel", "altLabel", "hiddenLabel")
_MATCHES: Final = ("closeMatch", "exactMatch", "broadMatch", "narrowMatch", "relatedMatch")
_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`#]+(?:#[^\s<>\"{}|\\^`#]+|/[^\s<>\"{}|\\^`#/]+)")
_PREFIX: Final = re.compile(r"^@prefix\s+([\w-]*):", re.MULTILINE)

Fold = Callable[[str], str]
"""What makes two spellings one form where words are matched."""


class Statement(NamedTuple):
    """A triple; `language` is the tag of a literal, "" for one without, and None for an IRI."""

    subject: str
    predicate: str
    value: str
    language: str | None


@dataclass(frozen=True)
class Scheme:
    """What a scheme says, ready to be asked: values by subject and SKOS property."""

    statements: tuple[Statement, ...]

    @cached_property
    def facts(self) -> Mapping[tuple[str, str], tuple[Statement, ...]]:
        """Statements by subject and predicate."""
        found: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for one in self.statements:
            found[one.subject, one.predicate].append(one)
        return {key: tuple(said) for key, said in found.items()}

    def said(self, subject: str, name: str) -> tuple[Statement, ...]:
        """What a SKOS property says of a subject."""
        return self.facts.get((subject, NAMESPACE + name), ())

    def pairs(self, name: str) -> set[tuple[str, str]]:
        """Subjects and values of a SKOS property."""
        return {(one.subject, one.value) for one in self.statements if one.predicate == NAMESPACE + name}

    def typed(self, name: str) -> tuple[str, ...]:
        """Everything of a SKOS class, in order."""
        return tuple(sorted({one.subject for one in self.statements if one.predicate == _TYPE and one.value == NAMESPACE + name}))

    @cached_property
    def concepts(self) -> tuple[str, ...]:
        """The concepts, in order."""
        return self.typed("Concept")

    def above(self, concept: str) -> set[str]:
        """All that is broader than a concept, at any distance (`skos:broaderTransitive`)."""
        found: set[str] = set()
        ahead = [one.value for one in self.said(concept, "broader")]
        while ahead:
            one = ahead.pop()
            if one not in found:
                found.add(one)
                ahead += [further.value for further in self.said(one, "broader")]
        return found


def faults(scheme: Scheme, fold: Fold) -> tuple[str, ...]:
    """Every fault of a scheme, in words."""
    return tuple(fault for check in CHECKS for fault in check(scheme)) + tuple(
        fault for check in FORM_CHECKS for fault in check(scheme, fold)
    )


def classes_are_disjoint(scheme: Scheme) -> Iterator[str]:
    """S9: a concept is no concept scheme; and there is one scheme."""
    schemes = scheme.typed("ConceptScheme")
    yield from (f"{_short(one)} is a concept and a concept scheme" for one in set(schemes) & set(scheme.concepts))
    if len(schemes) != 1:
        yield f"there are {len(schemes)} concept schemes"


def concepts_have_a_preferred_label(scheme: Scheme) -> Iterator[str]:
    """S14: no more than one preferred label in a language; and one in English."""
    for concept in scheme.concepts:
        counts = Counter(one.language for one in scheme.said(concept, "prefLabel"))
        yield from (f"{_short(concept)} has {count} preferred labels in {tag!r}" for tag, count in counts.items() if count > 1)
        if not counts["en"]:
            yield f"{_short(concept)} has no preferred label in English"


def labels_are_clean(scheme: Scheme) -> Iterator[str]:
    """Every label says its language, is not empty, and has no space too many."""
    for concept in scheme.concepts:
        for one in _labels(scheme, concept):
            if not one.language or not one.value or one.value != " ".join(one.value.split()):
                yield f"{_short(concept)} has an unclean label {one.value!r}@{one.language}"


def concepts_have_a_note(scheme: Scheme) -> Iterator[str]:
    """Every concept says in one note what it covers."""
    for concept in scheme.concepts:
        if len([one for one in scheme.said(concept, "scopeNote") if one.value.strip()]) != 1:
            yield f"{_short(concept)} has not one scope note"


def concepts_are_in_the_scheme(scheme: Scheme) -> Iterator[str]:
    """Every concept is in the scheme that there is."""
    schemes = set(scheme.typed("ConceptScheme"))
    for concept in scheme.concepts:
        if {one.value for one in scheme.said(concept, "inScheme")} != schemes:
            yield f"{_short(concept)} is not in the scheme"


def relations_are_said_both_ways(scheme: Scheme) -> Iterator[str]:
    """Broader and narrower, and top concepts and their scheme, are inverse (S25, S8); related is symmetric (S23)."""
    for name, inverse in (("broader", "narrower"), ("related", "related"), ("topConceptOf", "hasTopConcept")):
        back = {(other, one) for one, other in scheme.pairs(inverse)}
        for one, other in sorted(scheme.pairs(name) ^ back):
            yield f"{_short(one)} {name} {_short(other)} is said one way only"


def names_are_known(scheme: Scheme) -> Iterator[str]:
    """Relations join concepts of the scheme, and what is said with a SKOS property is said of one or of the scheme."""
    known = {*scheme.concepts, *scheme.typed("ConceptScheme")}
    for name in ("broader", "narrower", "related", "hasTopConcept"):
        for one, other in sorted(scheme.pairs(name)):
            yield from (f"{_short(end)} is no concept ({name})" for end in (one, other) if end not in known)
    yield from sorted({f"{_short(one.subject)} is no concept" for one in scheme.statements if one.subject not in known})


def broader_has_no_circle(scheme: Scheme) -> Iterator[str]:
    """No concept is broader than itself, at any distance."""
    yield from (f"{_short(concept)} is broader than itself" for concept in scheme.concepts if concept in scheme.above(concept))


def related_is_beside(scheme: Scheme) -> Iterator[str]:
    """S27: related concepts are not above one another; nor is one related to itself."""
    for one, other in sorted(scheme.pairs("related")):
        if one == other or other in scheme.above(one):
            yield f"{_short(one)} is related to {_short(other)}, which is above it"


def concepts_reach_the_top(scheme: Scheme) -> Iterator[str]:
    """Every concept is a top concept or below one; nothing is above a top concept."""
    tops = {one for one, _ in scheme.pairs("topConceptOf")}
    for concept in scheme.concepts:
        above = scheme.above(concept)
        if concept in tops and above:
            yield f"{_short(concept)} is a top concept with something above it"
        if not tops & {concept, *above}:
            yield f"{_short(concept)} is below no top concept"


def matches_are_sound(scheme: Scheme) -> Iterator[str]:
    """S46: what matches exactly matches in no other way; and matches are well-formed IRIs of other schemes, each said once."""
    for concept in scheme.concepts:
        matched = [(name, one) for name in _MATCHES for one in scheme.said(concept, name)]
        for _, one in matched:
            if one.language is not None or not _IRI.fullmatch(one.value):
                yield f"{_short(concept)} matches {one.value!r}, which is no IRI of a concept"
            if one.value in scheme.concepts:
                yield f"{_short(concept)} matches {_short(one.value)} of its own scheme"
        counts = Counter(one.value for _, one in matched)
        yield from (f"{_short(concept)} matches {value} in {count} ways" for value, count in counts.items() if count > 1)


def labels_of_a_concept_differ(scheme: Scheme, fold: Fold) -> Iterator[str]:
    """S13: preferred, alternative and hidden labels are disjoint; here even where they only fold alike, since one would be idle."""
    for concept in scheme.concepts:
        counts = Counter((one.language, fold(one.value)) for one in _labels(scheme, concept))
        yield from (f"{_short(concept)} has {form!r}@{tag} {count} times" for (tag, form), count in counts.items() if count > 1)


def forms_have_one_owner(scheme: Scheme, fold: Fold) -> Iterator[str]:
    """A form leads to one concept, in whatever languages it is a label: a question does not say which language it is in."""
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in scheme.concepts:
        for one in _labels(scheme, concept):
            owners[fold(one.value)].add(_short(concept))
    yield from (f"{form!r} belongs to {', '.join(sorted(found))}" for form, found in owners.items() if len(found) > 1)


CHECKS: Final[tuple[Callable[[Scheme], Iterable[str]], ...]] = (
    classes_are_disjoint, concepts_have_a_preferred_label, labels_are_clean, concepts_have_a_note, concepts_are_in_the_scheme,
    relations_are_said_both_ways, names_are_known, broader_has_no_circle, related_is_beside, concepts_reach_the_top, matches_are_sound,
)  # fmt: skip
FORM_CHECKS: Final[tuple[Callable[[Scheme, Fold], Iterable[str]], ...]] = (labels_of_a_concept_differ, forms_have_one_owner)


def unused_prefixes(turtle: str) -> tuple[str, ...]:
    """Prefixes that a Turtle text declares and does not use."""
    body = re.sub(r"^@prefix.*$|^#.*$|\"[^\"]*\"", "", turtle, flags=re.MULTILINE)
    return tuple(name for name in _PREFIX.findall(turtle) if not re.search(rf"(?<![\w:/<-]){re.escape(name)}:", body))


def _labels(scheme: Scheme, concept: str) -> tuple[Statement, ...]:
    return tuple(one for name in _LABELS for one in scheme.said(concept, name))


def _short(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]
