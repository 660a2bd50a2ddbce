"""The evidence behind an answer, or behind what a recital supports, as a tree to be drawn: what stands where, and why one leads to another.

Every walk is a path from the root; walks that begin alike share their beginning. A provision reached in two ways stands there twice, so
that each branch is a proof of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from kg.errors import InvalidId
from kg.ids import act_of, binds, path_of
from query.answer import Answer, Status
from query.cite import act_number, citation
from query.walk import Step

_SHORT: Final = 110
"""Characters of a reason that are drawn."""
_LONGEST: Final = 100
"""Steps that a walk may have; those of the engine have few."""
_AGAINST: Final = "^"


class Shape(StrEnum):
    """What a node stands for, told by its outline and by a word in it."""

    ROOT = "question"
    BINDING = "binds"
    RECITAL = "explains"
    OTHER = "act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A node with the edge that leads to it, `against` its direction where the graph has it the other way, and what it leads to.

    `mark` tells a statement of the answer by its number, or gives a score.
    """

    label: str
    shape: Shape
    relation: str = ""
    because: str = ""
    against: bool = False
    mark: str = ""
    branches: tuple[Branch, ...] = ()


@dataclass(slots=True)
class _Growing:
    """A node while walks are added to it; further nodes by the step that leads to them."""

    step: Step
    mark: list[str] = field(default_factory=list)
    further: dict[tuple[str, str, str], _Growing] = field(default_factory=dict)


def of_answer(answer: Answer) -> Branch:
    """The tree of an answer: its question, and the walk to each of its statements, numbered. Raises InvalidId for no real walk."""
    titles = {act.celex: act.title for act in answer.acts}
    nodes = [end for one in answer.statements for end in (one.provision, *(step.end for step in one.walk))]
    alone = len({act_of(own) for own in nodes}) == 1
    root = _Growing(Step(start="", relation="", end="", because=""))
    for number, statement in enumerate(answer.statements, 1):
        if len(statement.walk) > _LONGEST:
            raise InvalidId(
                f"statement {number} has a walk of {len(statement.walk)} steps", hint="See what `whereas verify` says of the answer."
            )
        at = root
        for step in statement.walk:
            at = at.further.setdefault((step.relation, step.end, step.because), _Growing(step))
        at.mark.append(str(number))
    status = "" if answer.status is Status.ANSWERED else " (no answer)"
    of = f" ({act_number(act_of(nodes[0]), titles.get(act_of(nodes[0]), ''))})" if alone else ""
    label = f"{answer.question}{of}{status}"
    return Branch(label=label, shape=Shape.ROOT, branches=tuple(_grown(one, titles, alone) for one in root.further.values()))


def _grown(node: _Growing, titles: Mapping[str, str], alone: bool) -> Branch:
    step, own = node.step, node.step.end
    title = None if alone else titles.get(act_of(own), "")
    return Branch(
        label=citation(own, title) if path_of(own) else act_number(own, titles.get(own, "")),
        shape=_shape(own),
        relation=step.relation.lstrip(_AGAINST),
        because=shortened(step.because),
        against=step.relation.startswith(_AGAINST),
        mark=", ".join(node.mark),
        branches=tuple(_grown(one, titles, alone) for one in node.further.values()),
    )


def of_support(found: Mapping[str, Any]) -> Branch:
    """The tree of what `trace` tells of a provision, a recital or an act."""
    if "groups" in found:
        return Branch(label=act_number(found["id"]), shape=Shape.OTHER, branches=tuple(map(_group, _led(found["groups"]))))
    links, outward = (found["provisions"], True) if "provisions" in found else (found["recitals"], False)
    return Branch(
        label=citation(found["id"], ""),
        shape=_shape(found["id"]),
        branches=tuple(_link(link, act_of(found["id"]), outward) for link in links),
    )


def _link(link: Mapping[str, Any], act: str, outward: bool) -> Branch:
    """A recital of a provision, or a provision of a recital, with the strongest reason for the link."""
    reasons: Sequence[Mapping[str, Any]] = link["reasons"]
    return Branch(
        label=citation(link["id"], None if act_of(link["id"]) == act else ""),
        shape=_shape(link["id"]),
        relation="supports",
        because=shortened("; ".join(f"{one['kind']}: {one['evidence']}" for one in reasons[:1])),
        against=not outward,
        mark=f"{link['score']:.2f}",
    )


def _led(groups: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    """The groups of recitals that support something in particular."""
    return (group for group in groups if group["provision"])


def _group(group: Mapping[str, Any]) -> Branch:
    """A run of recitals, and the provision that they support."""
    labels = [path_of(own).removeprefix("rct_") for own in group["recitals"]]
    label = f"Recital {labels[0]}" if len(labels) == 1 else f"Recitals {labels[0]}–{labels[-1]}"
    target = Branch(
        label=citation(group["provision"]),
        shape=_shape(group["provision"]),
        relation="supports",
        because=shortened(group["heading"]),
        mark=f"{group['score']:.2f}",
    )
    return Branch(label=label, shape=Shape.RECITAL, relation="has_part", branches=(target,))


def _shape(own: str) -> Shape:
    if not path_of(own):
        return Shape.OTHER
    return Shape.BINDING if binds(own) else Shape.RECITAL


def shortened(because: str) -> str:
    """A reason cut behind a word, with a sign that more was said."""
    said = " ".join(because.split())
    return said if len(said) <= _SHORT else f"{said[:_SHORT].rpartition(' ')[0].rstrip(',;:')} …"
