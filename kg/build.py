"""From an act and what was found in it to the nodes and edges of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.findings import Action, Amendment, Definition, Edge, Findings, Portion, Reason, Reference, Relation, Unresolved
from kg.graph import LegalGraph, Node, NodeKind, graph_of
from kg.ids import ActId, ProvisionId, act_of
from kg.model import Act, Kind, Provision, walk
from kg.rule_edges import edge_of
from kg.rules import NOBODY, Application, Rule, Sanction
from kg.topics import Topic


def nodes_of(act: Act, findings: Findings, topics: Iterable[Topic]) -> Iterator[Node]:
    """The act, its provisions, its terms, the topics it is about, and the other acts it refers to; each once.

    A provision whose id was built twice comes twice, so that the graph refuses it.
    """
    seen: set[str] = set()

    def fresh(node: Node) -> Iterator[Node]:
        if node.id not in seen:
            seen.add(node.id)
            yield node

    yield from fresh(Node(id=act.celex, kind=NodeKind.ACT, label=act.title))
    for provision in walk(act.provisions):
        seen.add(provision.id)
        yield Node(id=provision.id, kind=NodeKind.PROVISION, label=provision.heading or provision.label, provision=provision)
    for node, definition in findings.terms:
        yield from fresh(Node(id=node, kind=NodeKind.TERM, label=definition.term))
    labels = {f"topic:{topic.name}": topic.label for topic in topics}
    for use in findings.topic_uses:
        yield from fresh(Node(id=use.topic, kind=NodeKind.TOPIC, label=labels[use.topic]))
    for actor in (*findings.actors, *(NOBODY for duty in findings.duties if not duty.actor)):
        yield from fresh(Node(id=actor.node, kind=NodeKind.ACTOR, label=actor.label))
    for target in _ends(act, findings):
        kind = NodeKind.PROVISION if "/" in target else NodeKind.ACT
        yield from fresh(Node(id=target, kind=kind, label=target))


def _ends(act: Act, findings: Findings) -> Iterator[str]:
    """What references, amendments, dates, penalties and support lead to, in other acts too."""
    yield from (edge.target for edge in _pointing(act, findings.references))
    for amendment in findings.amendments:
        yield from ends_of(amendment)
    aimed: tuple[Application | Sanction, ...] = (*findings.dates, *findings.sanctions)
    yield from (one.target for one in aimed)
    yield from (link.provision for link in findings.supports if act_of(link.provision) != act.celex)


def edges_of(act: Act, findings: Findings) -> Iterator[Edge]:
    """Every edge, structure first, in the order of the act. Mentions without a target give none."""
    ids = {provision.id for provision in walk(act.provisions)}
    yield from _structure(act.celex, act.provisions)
    yield from _in_a_row([provision for provision in walk(act.provisions) if provision.kind is Kind.ARTICLE])
    for provision in walk(act.provisions):
        for mark in provision.marks:
            if mark.note in ids:
                yield Edge(source=provision.id, relation=Relation.HAS_NOTE, target=mark.note)
    yield from _pointing(act, findings.references)
    yield from _vocabulary(findings)
    for link in findings.supports:
        yield Edge(source=link.recital, relation=Relation.SUPPORTS, target=link.provision, score=link.score, reasons=link.reasons)
    for amendment in findings.amendments:
        yield from _amends(amendment)
    yield from _rules(act, findings)


def _pointing(act: Act, references: Iterable[Reference]) -> Iterator[Edge]:
    """The edges of references. What names the act it stands in ("this Regulation") gives none: `has_part` says that already."""
    for reference in references:
        if not isinstance(reference.target, Unresolved) and reference.target != act.celex:
            yield Edge(
                source=reference.source,
                relation=pointing(reference),
                target=reference.target,
                span=reference.span,
                wording=reference.wording,
            )


def pointing(reference: Reference) -> Relation:
    """The relation of a reference in the graph.

    Words that say "Article 5 is replaced" only point there: what is done, and to which provisions, is read from the instruction, and
    those edges alone are `amends` (`_amends`).
    """
    return Relation.REFERS_TO if reference.relation is Relation.AMENDS else reference.relation


def ends_of(amendment: Amendment) -> tuple[ProvisionId | ActId, ...]:
    """What an amendment changes: the provisions that come in, where their ids are told, else what they come into; and what is replaced."""
    if isinstance(amendment.target, Unresolved):
        return ()
    if amendment.new and amendment.action in (Action.INSERT, Action.ADD):
        return amendment.new
    return tuple(dict.fromkeys((amendment.target, *amendment.new)))


def _amends(amendment: Amendment) -> Iterator[Edge]:
    """An edge to each end; the reasons say what is done, to how much of it, and where it comes in."""
    for end in ends_of(amendment):
        told = (("action", amendment.action.value), ("portion", _portion(amendment, end)), ("place", amendment.place))
        yield Edge(
            source=amendment.provision,
            relation=Relation.AMENDS,
            target=end,
            span=amendment.span,
            wording=amendment.wording,
            reasons=tuple(Reason(kind=kind, evidence=evidence, weight=1.0) for kind, evidence in told if evidence),
        )


def _portion(amendment: Amendment, end: str) -> str:
    """How much of an end is meant: of what something unnamed is put into, a passage."""
    if end in amendment.new:
        return ""
    if amendment.action in (Action.INSERT, Action.ADD):
        return Portion.PASSAGE.value
    return "" if amendment.portion is Portion.WHOLE else amendment.portion.value


def _structure(parent: str, parts: Sequence[Provision]) -> Iterator[Edge]:
    for part in parts:
        yield Edge(source=parent, relation=Relation.HAS_PART, target=part.id)
    for kind in dict.fromkeys(part.kind for part in parts if part.kind is not Kind.ARTICLE):
        yield from _in_a_row([part for part in parts if part.kind is kind])
    for part in parts:
        yield from _structure(part.id, part.children)


def _in_a_row(row: Sequence[Provision]) -> Iterator[Edge]:
    """Articles run on through chapters and sections; everything else runs within what holds it."""
    for before, after in pairwise(row):
        yield Edge(source=before.id, relation=Relation.NEXT, target=after.id)


def _vocabulary(findings: Findings) -> Iterator[Edge]:
    for node, definition in findings.terms:
        yield Edge(
            source=definition.provision,
            relation=Relation.DEFINES,
            target=node,
            span=definition.span,
            wording=definition.term,
            reasons=tuple(Reason(kind=kind, evidence=evidence, weight=1.0) for kind, evidence in _told(definition)),
        )
    for term in findings.term_uses:
        yield Edge(source=term.provision, relation=Relation.USES_TERM, target=term.node, span=term.span, wording=term.form)
    for topic in findings.topic_uses:
        yield Edge(source=topic.provision, relation=Relation.ABOUT, target=topic.topic, span=topic.span, wording=topic.form)


def _rules(act: Act, findings: Findings) -> Iterator[Edge]:
    """What rules say of actors, dates and penalties, each worded as the text is."""
    provisions = {provision.id: provision for provision in walk(act.provisions)}
    rules: tuple[Rule, ...] = (*findings.duties, *findings.dates, *findings.sanctions)
    for rule in rules:
        words = provisions[rule.provision].words(rule.span.field)
        yield edge_of(rule, words[rule.span.start : rule.span.end])


def _told(definition: Definition) -> Iterator[tuple[str, str]]:
    """What an edge keeps of a definition: how it gives the meaning, where it holds, the term's other forms, where the meaning is read."""
    yield "definition", definition.term
    yield "form", definition.form.value
    yield from (("scope", own) for own in definition.scope)
    if definition.onward:
        yield "onward", definition.provision
    yield from (("variant", form) for form in definition.variants)
    yield from (("leads", wording) for wording in definition.leads)


def build(act: Act, findings: Findings, topics: Iterable[Topic] = ()) -> LegalGraph:
    """The graph of one act."""
    return graph_of(nodes_of(act, findings, topics), edges_of(act, findings))
