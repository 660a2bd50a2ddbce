"""Verifying a walk: its first step must be met by the question, and each further one be an edge that says what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extract.provision_index import build_index
from kg.findings import Relation
from kg.ids import ActId
from kg.library import Library, ProvisionRow, TextRow
from kg.names import known_names, names_of
from query.answer import Answer, Statement
from query.faults import Fault
from query.lookup import mentioned
from query.question import understand
from query.sharing import SHARED, shared_words
from query.vectors import RESEMBLES, is_near
from query.walk import Step, because_of


def walked(where: str, statement: Statement, answer: Answer, library: Library, row: ProvisionRow) -> Iterator[Fault]:
    """What is wrong with the walk to a statement; `row` is the provision that it cites."""
    steps = statement.walk
    if not steps or steps[0].start != "question" or steps[-1].end != statement.provision:
        yield Fault(where=where, what="the walk does not lead from the question to the statement")
        return
    for before, after in pairwise(steps):
        if before.end != after.start:
            yield Fault(where=where, what=f"the walk breaks between {before.end} and {after.start}")
    if not _is_node(steps[0].end, library) or not _meets(steps[0], answer, library, row.text):
        yield Fault(where=where, what=f"the question does not meet {steps[0].end}: {steps[0].because}")
    for step in steps[1:]:
        if not _is_edge(step, library):
            yield Fault(where=where, what=f"no edge {step.start} {step.relation} {step.end}")


def _meets(step: Step, answer: Answer, library: Library, text: TextRow) -> bool:
    """Whether the first step holds: the named words are in the question, or question and provision share words."""
    if step.relation == "names":
        return step.because == "named in the question" and _is_named(step.end, answer, library, text)
    if step.relation == RESEMBLES:
        return is_near(library, answer.question, _met(step.end, answer, library, text), step.because)
    if step.relation != "matches":
        return False
    if not step.because.startswith(SHARED):
        asked = understand(answer.question, library)
        met = {form for node, form in asked.nodes if _names(node, step.end, library)}
        return met.issuperset(step.because.split("; "))
    return step.because == shared_words(answer.question, _met(step.end, answer, library, text), library)


def _is_named(own: str, answer: Answer, library: Library, text: TextRow) -> bool:
    """Whether a question names an act, or a provision that the text which has it has under that name."""
    called = {name: one.celex for one in library.texts() for name in names_of(one.celex, one.title)}
    asked = understand(answer.question, library, {**known_names(), **called})
    if "/" not in own:
        return own in asked.acts
    holder = _met(own, answer, library, text).text
    rows = [(one, kind, None if parent == holder.celex else parent) for one, kind, parent in library.outline(holder)]
    act = ActId(holder.celex)
    index = build_index(act, rows)
    return any(own in mentioned(one, {act: index}.get, [act])[0] for one in asked.mentions)


def _names(node: str, provision: str, library: Library) -> bool:
    """Whether a provision uses or defines a term, or is about a topic."""
    return any(edge.source == provision and edge.relation is not Relation.BINDS for edge in library.edges_to(node))


def _met(provision: str, answer: Answer, library: Library, text: TextRow) -> ProvisionRow:
    """A provision in the version that the answer speaks of: in the statement's own text, in one the answer lists, or in any."""
    listed = {(act.celex, act.version, act.language) for act in answer.acts}
    texts = sorted(library.texts(), key=lambda one: (one.row != text.row, (one.celex, one.version, one.language) not in listed))
    return library.provision(provision, next((one for one in texts if library.has(provision, one)), text))


def is_there(provision: str, library: Library) -> bool:
    """Whether any text of a library has a provision."""
    return bool(library.rows("SELECT 1 FROM provision WHERE id = ? LIMIT 1", (provision,)))


def _is_node(own: str, library: Library) -> bool:
    """Whether a walk may begin there: a provision that is there, or an act that something in the library is said of."""
    return is_there(own, library) or ("/" not in own and bool(library.edges_to(own) or library.edges_from(own)))


def _is_edge(step: Step, library: Library) -> bool:
    against = step.relation.startswith("^")
    source, target = (step.end, step.start) if against else (step.start, step.end)
    return any(
        edge.target == target and edge.relation == step.relation.lstrip("^") and because_of(edge) == step.because
        for edge in library.edges_from(source)
    )
