"""Recital support in an act that amends others: its recitals explain what its instructions make of those acts.

An act that does little else has few articles, of which one may change fifty of another act; its recitals follow the order of the changes
(Joint Practical Guide 18, 10.3). So there the articles it changes stand in the place of those that change several, with the words that the
instructions give them, and recitals are laid side by side with them. An act with enough articles of its own is read as it is, its amending
articles by their own words. Either way what a recital is found to support is told of both: of the provision as amended, and of the
instruction that amends it.

Naming a provision of the amended act is no sign by itself: recitals name many that stay as they are. It is one where what is named is
changed, or lies in what is changed, or is an article of which a part is changed; not an annex or a section of one, which is named for all
that it lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from extract.definitions import find_definitions
from extract.phrases import PhraseText
from extract.support import find_support
from extract.support_scores import LEAST_ARTICLES
from extract.terms import find_term_uses, term_nodes
from extract.topics import find_topic_uses
from kg.build import ends_of
from kg.findings import Amendment, Findings, RecitalSupport, Reference, Unresolved
from kg.ids import ProvisionId, act_of, ancestors, article_level, path_of, steps_of
from kg.model import KIND_OF, Act, Kind, Place, Provision, walk
from kg.topics import Topic

_TOPS: Final = ("art_", "anx_")


def find_all_support(act: Act, findings: Findings, topics: Iterable[Topic]) -> tuple[RecitalSupport, ...]:
    """Recital support in any act (`extract.support`), of what its instructions amend too, in the order of the recitals."""
    if not findings.amendments:
        return find_support(act, findings)
    named = tuple(one for one in findings.references if _is_of_changed(one, act, findings.amendments))
    links = find_support(*_as_amended(act, replace(findings, references=named), topics))
    return tuple(_of_both(links, _Pairs(findings.amendments)))


# ── the act with the articles that it changes in the place of those that change them ───────────────────────────────────────────


def _as_amended(act: Act, findings: Findings, topics: Iterable[Topic]) -> tuple[Act, Findings]:
    """The act as it is to be read for support, with what is found in it then."""
    if sum(one.kind is Kind.ARTICLE for one in walk(act.provisions)) >= LEAST_ARTICLES:
        return act, findings
    hosts = {one.id: one for one in walk(act.provisions)}
    changes: dict[ProvisionId, dict[ProvisionId, list[Provision]]] = {}
    for amendment in findings.amendments:
        for words in _words_given(amendment, hosts[amendment.provision]):
            changes.setdefault(article_level(amendment.provision), {}).setdefault(article_level(words.id), []).append(words)
    places = {own: tuple(_merged(top, parts) for top, parts in tops.items()) for own, tops in changes.items() if len(tops) > 1}
    side = replace(act, provisions=tuple(one for top in act.provisions for one in _placed(top, places)))
    return side, _found_in(side, findings, topics) if places else findings


def _found_in(side: Act, findings: Findings, topics: Iterable[Topic]) -> Findings:
    """Terms and topics of the act as it is read; its references stay."""
    definitions, text = find_definitions(side, findings.references), PhraseText(side)
    return replace(
        findings,
        terms=tuple(zip(term_nodes(side.celex, definitions), definitions, strict=True)),
        term_uses=find_term_uses(text, side, definitions),
        topic_uses=find_topic_uses(text, side.language, topics),
    )


def _words_given(amendment: Amendment, host: Provision) -> Iterator[Provision]:
    """What an instruction makes of articles and annexes: their new text; where it deletes, or changes some words, its own words."""
    given = amendment.content
    if not given and not isinstance(amendment.target, Unresolved) and "/" in amendment.target:
        given = (_standing_for(ProvisionId(amendment.target), host.text, host.place),)
    return (one for one in given if path_of(one.id).startswith(_TOPS))


def _standing_for(own: ProvisionId, text: str, place: Place) -> Provision:
    step = steps_of(own)[-1]
    return Provision(id=own, kind=KIND_OF[step.code], label=step.label, text=text, place=place)


def _merged(top: ProvisionId, parts: list[Provision]) -> Provision:
    """An article of what instructions give to an article or annex: itself if they give the whole of it, else its parts.

    An annex takes its place in the order as articles do: no article need bring it in where an instruction does.
    """
    whole = next((one for one in parts if one.id == top), _standing_for(top, "", parts[0].place))
    return replace(whole, kind=Kind.ARTICLE, children=(*whole.children, *(one for one in parts if one.id != top)))


def _placed(provision: Provision, places: Mapping[ProvisionId, tuple[Provision, ...]]) -> Iterator[Provision]:
    """A provision, with those that stand in its place or in the place of articles below it."""
    if provision.id in places:
        yield from places[provision.id]
    elif provision.kind in (Kind.ARTICLE, Kind.ANNEX) or not provision.children:
        yield provision
    else:
        yield replace(provision, children=tuple(one for part in provision.children for one in _placed(part, places)))


def _is_of_changed(reference: Reference, act: Act, amendments: Iterable[Amendment]) -> bool:
    """Whether a reference says what a recital is about: any within the act, and to others those to what is changed."""
    target = reference.target
    if isinstance(target, Unresolved) or "/" not in target or act_of(target) == act.celex:
        return True
    ends = (end for amendment in amendments for end in ends_of(amendment))
    holds = target == article_level(target) and path_of(target).startswith("art_")
    return any(f"{target}/".startswith(f"{end}/") or (holds and end.startswith(f"{target}/")) for end in ends if "/" in end)


# ── what is amended, and the instructions that amend it ────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Pairs:
    """Instructions and what they amend, found from either side."""

    amendments: tuple[Amendment, ...]

    def beside(self, provision: ProvisionId, *, whole: bool) -> tuple[ProvisionId, ...]:
        """The instructions that amend a provision, or a part of it if it is supported as a whole; or what a provision amends.

        A provision that amends several articles or annexes is not one of them.
        """
        pairs = [(one.provision, ProvisionId(end)) for one in self.amendments for end in ends_of(one) if "/" in end]
        amending = [own for own, end in pairs if _touches(provision, end, whole=whole)]
        amended = [end for own, end in pairs if _touches(provision, own, whole=whole)]
        return tuple(dict.fromkeys((*amending, *(amended if len(set(map(article_level, amended))) == 1 else ()))))


def _touches(provision: ProvisionId, end: ProvisionId, *, whole: bool) -> bool:
    return f"{provision}/".startswith(f"{end}/") or (whole and end.startswith(f"{provision}/"))


def _of_both(links: Iterable[RecitalSupport], pairs: _Pairs) -> Iterator[RecitalSupport]:
    """Links with those to what is beside their provisions; each pair of a recital and a provision once, by its best score."""
    linked = tuple(links)
    held = {(link.recital, above) for link in linked for above in ancestors(link.provision)}
    told = {(link.recital, link.provision) for link in linked}
    for link in linked:
        yield link
        for other in pairs.beside(link.provision, whole=(link.recital, link.provision) not in held):
            if (link.recital, other) not in told:
                told.add((link.recital, other))
                yield replace(link, provision=other)
