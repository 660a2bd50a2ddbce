"""Rules as edges of the graph, and back: duties lead to actors, dates and sanctions to the provisions they are set for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.findings import Edge, Reason, Relation
from kg.ids import ActId, ProvisionId
from kg.model import Field, Span
from kg.rules import NOBODY, Application, Duty, Modality, Moment, Penalty, Rule, Sanction, Which

RULES: Final = (Relation.BINDS, Relation.DATES, Relation.SANCTIONS)
"""The relations of edges that are rules."""


def edge_of(rule: Rule, wording: str) -> Edge:
    """The edge of a rule whose span holds the wording; its reasons are what was read of it, empty fields left out."""
    said = tuple(Reason(kind=kind, evidence=evidence, weight=1.0) for kind, evidence in _told(rule) if evidence)
    relation, target = _end(rule)
    return Edge(source=rule.provision, relation=relation, target=target, span=rule.span, wording=wording, reasons=said)


def rule_of(edge: Edge) -> Rule:
    """The rule that an edge was made of. Raises ValueError for an edge that is none."""
    if edge.relation not in RULES or edge.span is None:
        raise ValueError(f"{edge.source} {edge.relation} {edge.target} is no rule")
    said: dict[str, list[str]] = defaultdict(list)
    for reason in edge.reasons:
        said[reason.kind].append(reason.evidence)
    if edge.relation is Relation.BINDS:
        return _duty(edge, edge.span, said)
    return _application(edge, edge.span, said) if edge.relation is Relation.DATES else _sanction(edge, edge.span, said)


def _end(rule: Rule) -> tuple[Relation, str]:
    """The relation that a rule makes, and where it leads."""
    if isinstance(rule, Duty):
        return Relation.BINDS, rule.actor or NOBODY.node
    return (Relation.DATES if isinstance(rule, Application) else Relation.SANCTIONS), rule.target


def _told(rule: Rule) -> Iterator[tuple[str, str]]:
    if isinstance(rule, Duty):
        yield "modality", rule.modality.value
        yield "verb", _place(rule.verb)
        yield "condition", _place(rule.condition)
    elif isinstance(rule, Application):
        yield "moment", rule.moment.value
        yield "date", rule.date
        yield from (("except", own) for own in rule.excepted)
        yield "condition", _place(rule.condition)
        yield "counted", rule.counted
    else:
        yield "penalty", rule.penalty.value
        yield "amount", "" if rule.amount is None else str(rule.amount)
        yield "currency", rule.currency
        yield "percentage", rule.percentage
        yield "basis", rule.basis
        yield "which", rule.which.value if rule.which else ""
        yield "caps", "yes" if rule.caps else ""
        yield from (("measured by", own) for own in rule.measured_by)
        yield from (("except", own) for own in rule.excepted)
        yield from (("point", own) for own in rule.points)
        yield from (("payer", node) for node in rule.payer)
        yield from (("authority", node) for node in rule.authority)


def _duty(edge: Edge, span: Span, said: Mapping[str, Sequence[str]]) -> Duty:
    return Duty(
        actor="" if edge.target == NOBODY.node else edge.target,
        modality=Modality(said["modality"][0]),
        provision=ProvisionId(edge.source),
        span=span,
        verb=_span(said["verb"][0]),
        condition=_condition(said),
    )


def _application(edge: Edge, span: Span, said: Mapping[str, Sequence[str]]) -> Application:
    return Application(
        provision=ProvisionId(edge.source),
        span=span,
        moment=Moment(said["moment"][0]),
        date=_one(said, "date"),
        target=_target(edge.target),
        excepted=tuple(ProvisionId(own) for own in said["except"]),
        condition=_condition(said),
        counted=_one(said, "counted"),
    )


def _sanction(edge: Edge, span: Span, said: Mapping[str, Sequence[str]]) -> Sanction:
    amount, which = _one(said, "amount"), _one(said, "which")
    return Sanction(
        provision=ProvisionId(edge.source),
        span=span,
        target=_target(edge.target),
        penalty=Penalty(said["penalty"][0]),
        amount=int(amount) if amount else None,
        currency=_one(said, "currency"),
        percentage=_one(said, "percentage"),
        basis=_one(said, "basis"),
        which=Which(which) if which else None,
        caps=bool(said["caps"]),
        measured_by=tuple(ProvisionId(own) for own in said["measured by"]),
        excepted=tuple(ProvisionId(own) for own in said["except"]),
        points=tuple(ProvisionId(own) for own in said["point"]),
        payer=tuple(said["payer"]),
        authority=tuple(said["authority"]),
    )


def _target(own: str) -> ProvisionId | ActId:
    return ProvisionId(own) if "/" in own else ActId(own)


def _one(said: Mapping[str, Sequence[str]], kind: str) -> str:
    return next(iter(said[kind]), "")


def _condition(said: Mapping[str, Sequence[str]]) -> Span | None:
    return _span(said["condition"][0]) if said["condition"] else None


def _place(span: Span | None) -> str:
    """A span in words: "text 12 40"."""
    return f"{span.field.value} {span.start} {span.end}" if span else ""


def _span(place: str) -> Span:
    field, start, end = place.split(" ")
    return Span(field=Field(field), start=int(start), end=int(end))
