"""What an infringement costs: the penalties of acts, of one provision, and what caps them.

The edges of one sentence with one limit are one penalty here, with everything that it is for. Of a provision those are told that name it,
a part of it, or what it lies in, and those for infringing its act in general; with each the provisions that cap it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from kg.findings import Relation
from kg.ids import ProvisionId, act_of, ancestors, binds
from kg.library import ProvisionRow, TextRow
from kg.rule_edges import rule_of
from kg.rules import Sanction
from query.applying import marks, times_of
from query.ask import cite_row
from query.cite import act_number, citation
from query.dates import Calendar
from query.outdated import outdated
from query.shelf import Shelf

RELATED: Final = ("itself", "sets", "part", "whole", "act")
"""How a penalty is about what is asked for: it is for it; it is set there; it is for a part of it, for what it lies in, or for its act."""
_RELATED_WORDS: Final = {"itself": "for it", "sets": "set there", "part": "for a part", "whole": "for the whole", "act": "for the act"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Penalty:
    """A penalty with everything that it is for."""

    text: TextRow
    rules: tuple[Sanction, ...]

    @property
    def first(self) -> Sanction:
        return self.rules[0]

    @property
    def caps(self) -> bool:
        """Whether it only limits what other provisions set."""
        return self.first.caps


def of_acts(shelf: Shelf, texts: Sequence[TextRow]) -> dict[str, Any]:
    """All penalties of some acts, in the order of the text."""
    found = [_told(shelf, one, None) for text in texts for one in _penalties(shelf, text)]
    return {"id": None, "acts": [text.celex for text in texts], "sanctions": found, "outdated": outdated(texts)}


def of_provision(shelf: Shelf, row: ProvisionRow) -> dict[str, Any]:
    """What infringing a provision costs, the nearest first, and the penalties that it sets itself."""
    penalties = _penalties(shelf, row.text)
    told = [pair for one in penalties if (pair := _about(one, row.id)) is not None]
    told.sort(key=lambda pair: RELATED.index(pair[0]))
    found = [_told(shelf, one, related) for related, one in told]
    return {"id": row.id, "acts": [row.text.celex], "sanctions": found, "outdated": outdated((row.text,))}


def limit(rule: Sanction) -> str:
    """The limit of a penalty in words: "EUR 15 000 000 or 3 % of the turnover, whichever is higher"."""
    amount = f"{rule.currency} {rule.amount:,}".replace(",", " ") if rule.amount is not None else ""
    share = f"{rule.percentage} % of {rule.basis}" if rule.percentage and rule.basis else f"{rule.percentage} %" if rule.percentage else ""
    both = " or ".join(filter(None, (amount, share)))
    return ", ".join(filter(None, (both, rule.which.value if rule.which else "")))


_MOST_LISTED: Final = 12


def told_of(found: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Penalties in words: what sets each, how it is about the provision asked for, and the lines that say the rest."""
    for one in found["sanctions"]:
        related = f"  [{_RELATED_WORDS[one['related']]}]" if found["id"] else ""
        yield f"{_waits(one)}{related}", list(_lines(one))


def _lines(one: Mapping[str, Any]) -> Iterator[str]:
    """What a penalty comes to, what it is for, whom it concerns, and what caps it; no more than a dozen of what it is for."""
    name = f"cap on {one['penalty']}" if one["is_cap"] else one["penalty"]
    limits = "; ".join(filter(None, (one["limit"], *(f"as {_measure(measure)}" for measure in one["measured_by"]))))
    yield f"{name}: {limits}" if limits else name
    targets = _outermost(one["for"])
    listed = "; ".join(targets[:_MOST_LISTED]) + (f"; and {len(targets) - _MOST_LISTED} more" if len(targets) > _MOST_LISTED else "")
    apart = f", but not {'; '.join(target['citation'] for target in one['excepted'])}" if one["excepted"] else ""
    yield f"for {listed}{apart}"
    persons = (("paid by", one["payer"]), ("imposed by", one["authority"]))
    if named := "; ".join(f"{words} {_names(actors)}" for words, actors in persons if actors):
        yield named
    for cap in one["caps"]:
        yield f"capped{f' for {who}' if (who := _names(cap['payer'])) else ''}: {cap['limit']} ({cap['citation']})"


def _outermost(targets: Sequence[Mapping[str, Any]]) -> list[str]:
    """The citations of provisions, each once, without those of parts of another."""
    ids = {target["id"] for target in targets}
    return list(dict.fromkeys(_waits(one) for one in targets if not ids & set(ancestors(one["id"]))))


def _waits(one: Mapping[str, Any]) -> str:
    """A citation, with what of it does not apply yet or no longer."""
    return " ".join((one["citation"], *marks(one["when"])))


def _measure(measure: Mapping[str, Any]) -> str:
    return f"{measure['citation']} ({'; '.join(measure['limits'])})" if measure["limits"] else str(measure["citation"])


def _names(actors: Iterable[Mapping[str, str]]) -> str:
    return ", ".join(actor["label"] for actor in actors)


# ── from edges ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _penalties(shelf: Shelf, text: TextRow) -> tuple[_Penalty, ...]:
    """The penalties of a text, in its order."""
    rules = [rule_of(edge) for edge in shelf.library.all_edges(text, Relation.SANCTIONS)]
    groups = groupby((rule for rule in rules if isinstance(rule, Sanction)), key=_same)
    return tuple(_Penalty(text=text, rules=tuple(group)) for _, group in groups)


def _same(rule: Sanction) -> tuple[object, ...]:
    """What the edges of one penalty share."""
    return rule.provision, rule.span, rule.penalty, rule.amount, rule.currency, rule.percentage, rule.basis, rule.which, rule.measured_by


def _about(penalty: _Penalty, asked: ProvisionId) -> tuple[str, _Penalty] | None:
    """How a penalty is about a provision, with no more than it is for then; none where it is not."""
    if _within(penalty.first.provision, asked):
        return "sets", penalty
    found = {rule: related for rule in penalty.rules if not penalty.caps and (related := _relation(rule, asked))}
    nearest = next((one for one in RELATED if one in found.values()), None)
    kept = tuple(rule for rule, related in found.items() if related == nearest)
    return (nearest, replace(penalty, rules=kept)) if nearest else None


def _relation(rule: Sanction, asked: ProvisionId) -> str:
    if any(_within(asked, own) for own in rule.excepted):
        return ""
    if rule.target == asked:
        return "itself"
    if rule.target == act_of(asked):
        return "act" if binds(asked) else ""
    return "part" if _within(rule.target, asked) else "whole" if _within(asked, rule.target) else ""


def _within(own: str, other: str) -> bool:
    """Whether a provision is another, or lies in it."""
    return own == other or other in ancestors(own)


# ── as JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _told(shelf: Shelf, penalty: _Penalty, related: str | None) -> dict[str, Any]:
    first, text = penalty.first, penalty.text
    row = shelf.library.provision(first.provision, text)
    labels = dict(shelf.library.nodes("actor")) | dict(shelf.library.nodes("term"))
    calendar, as_of = Calendar(shelf.library.whole()), shelf.holdings.as_of
    return {
        "related": related,
        "provision": first.provision,
        "citation": cite_row(row),
        "version": text.version,
        "field": first.span.field.value,
        "span": [first.span.start, first.span.end],
        "text": row.words(first.span.field)[first.span.start : first.span.end],
        "penalty": first.penalty.value,
        "is_cap": first.caps,
        "amount": first.amount,
        "currency": first.currency,
        "percentage": first.percentage,
        "basis": first.basis,
        "which": first.which.value if first.which else "",
        "limit": limit(first),
        "measured_by": [_measuring(shelf, own) for own in first.measured_by],
        **times_of(calendar, row, as_of),
        "for": [{**one, "when": _when(shelf, calendar, one["id"])} for one in _targets(penalty, labels)],
        "excepted": [_cited(own) for own in dict.fromkeys(own for rule in penalty.rules for own in rule.excepted)],
        "payer": _actors((node for rule in penalty.rules for node in rule.payer), labels),
        "authority": _actors((node for rule in penalty.rules for node in rule.authority), labels),
        "caps": [_cap(shelf, one, labels) for one in _capping(shelf, penalty)],
    }


def _targets(penalty: _Penalty, labels: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for rule in penalty.rules:
        words = citation(rule.target) or act_number(rule.target, penalty.text.title)
        yield {"id": rule.target, "citation": words, "points": list(rule.points), "payer": _actors(rule.payer, labels)}


def _when(shelf: Shelf, calendar: Calendar, own: str) -> list[str]:
    """What of a provision that a penalty is for does not apply yet or no longer."""
    text = shelf.text_of(own) if "/" in own else None
    if text is None or not shelf.library.has(own, text):
        return []
    said: list[str] = times_of(calendar, shelf.library.provision(own, text), shelf.holdings.as_of)["when"]
    return said


def _cited(own: str) -> dict[str, str]:
    return {"id": own, "citation": citation(own) or act_number(own)}


def _actors(nodes: Iterable[str], labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"node": node, "label": labels.get(node, node)} for node in dict.fromkeys(nodes)]


def _measuring(shelf: Shelf, own: ProvisionId) -> dict[str, Any]:
    """A provision that gives the figures of a penalty, with the limits that it sets, if it is there."""
    text = shelf.text_of(own)
    there = _penalties(shelf, text) if text is not None else ()
    limits = dict.fromkeys(limit(one.first) for one in there if _within(one.first.provision, own) and not one.caps)
    title = text.title if text is not None else ""
    return {"provision": own, "citation": citation(own, title), "limits": [one for one in limits if one]}


def _capping(shelf: Shelf, penalty: _Penalty) -> tuple[_Penalty, ...]:
    """The penalties that cap one."""
    own = penalty.first.provision
    every = _penalties(shelf, penalty.text) if not penalty.caps else ()
    return tuple(one for one in every if one.caps and any(_within(own, rule.target) or _within(rule.target, own) for rule in one.rules))


def _cap(shelf: Shelf, penalty: _Penalty, labels: Mapping[str, str]) -> dict[str, Any]:
    first = penalty.first
    row = shelf.library.provision(first.provision, penalty.text)
    return {
        "provision": first.provision,
        "citation": citation(row.id),
        "limit": limit(first),
        "payer": _actors((node for rule in penalty.rules for node in rule.payer), labels),
    }
