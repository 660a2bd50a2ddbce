"""How two versions of an act, or of a provision, differ: `whereas diff`, as the plain mapping its `--json` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.errors import InvalidId, UnknownProvision
from kg.ids import ActId, ProvisionId
from kg.library import Library, TextRow
from kg.model import Field
from query.amended import action_of, portion_of
from query.changes import Causes, Change, Comparison, Fate, compare, not_compared
from query.cite import citation
from query.effects import Effects
from query.shelf import Shelf
from query.show import label_of
from query.versions import chosen_version, versions_of


def check_language(library: Library, language: str) -> None:
    """Raise UnknownProvision where the library has texts, but none in a language: versions are compared whenever they stood."""
    languages = sorted({text.language for text in library.texts()})
    if languages and language not in languages:
        hint = f"Languages there are: {', '.join(languages)}. See `whereas acts`."
        raise UnknownProvision(f"no text in {language!r} is in the library", hint=hint)


def diff(shelf: Shelf, named: str, since: str = "oj", until: str = "") -> dict[str, Any]:
    """What differs between two versions, `oj` and the newest unless others are named, of the act or provision that a text names.

    Raises InvalidId for what names none, or no version; UnknownProvision for what is not there, with the versions that are.
    """
    act, own = _meant(shelf, named)
    before, after = _two(versions_of(shelf.library, act, shelf.holdings.language), act, since, until)
    if own is not None:
        _check(shelf.library, own, before, after)
    comparison = compare(shelf.library, before, after, own)
    return {"id": own or act, **_head(comparison, own), "provisions": list(_changes(shelf.library, comparison))}


def _meant(shelf: Shelf, named: str) -> tuple[ActId, ProvisionId | None]:
    """The act that is meant, and the provision of it, if one is."""
    if whole := shelf.act_named(named):
        return ActId(whole.celex), None
    row = shelf.find_in_any(named, ActId(shelf.texts[0].celex) if len(shelf.texts) == 1 else None)
    return ActId(row.text.celex), row.id


def _two(there: tuple[TextRow, ...], act: ActId, since: str, until: str) -> tuple[TextRow, TextRow]:
    """The two versions that are named, the earlier first."""
    before, after = chosen_version(since, there), chosen_version(until, there)
    if len(there) == 1:
        hint = f"Add another: whereas add {act}{' --consolidated' if before.version == 'oj' else ''}."
        raise UnknownProvision(f"{act} is in the library in one version alone, {before.version}", hint=hint)
    if there.index(after) < there.index(before):
        raise InvalidId(f"{before.version} is later than {after.version}", hint=f"Ask --from {after.version} --to {before.version}.")
    return before, after


def _check(library: Library, own: ProvisionId, before: TextRow, after: TextRow) -> None:
    """That a provision is in one of two texts, and is of a kind that both can have."""
    if left_out := not_compared(own, before, after):
        what = "each text numbers its own footnotes" if left_out == "footnotes" else f"a consolidated text has no {left_out}"
        raise UnknownProvision(f"{own} is not compared: {what}", hint="See it with `whereas show`.")
    if not any(library.has(own, text) for text in (before, after)):
        raise UnknownProvision(f"{own} is neither in {before.version} nor in {after.version}", hint="Name other versions.")


def _head(comparison: Comparison, own: ProvisionId | None) -> dict[str, Any]:
    title = comparison.after.title
    return {
        "citation": citation(own, title) if own else title,
        "from": comparison.before.version,
        "to": comparison.after.version,
        "language": comparison.after.language,
        "counts": {fate.value: comparison.count(fate) for fate in Fate},
        "left_out": list(comparison.left_out),
    }


def _changes(library: Library, comparison: Comparison) -> Iterator[dict[str, Any]]:
    """Every provision that is not as it was, with what did it and the difference of its words."""
    causes = Causes(library, Effects.on(library, comparison.after))
    for change in comparison.changes:
        if change.fate is not Fate.UNCHANGED:
            yield {**_named(change), **_caused(causes, change, comparison), **_worded(change)}


def _named(change: Change) -> dict[str, Any]:
    row = change.row
    return {
        "id": change.id,
        "kind": row.kind.value,
        "label": label_of(row),
        "citation": citation(change.id),
        "change": change.fate.value,
        "within": change.within,
        "renumbered": change.other,
    }


def _caused(causes: Causes, change: Change, comparison: Comparison) -> dict[str, Any]:
    """Who made a change, once for all translations of an amending act, and from when."""
    cause = causes.of(change, comparison.before, comparison.after)
    titles = {text.celex: text.title for text in causes.effects.library.texts()}
    by = {
        edge.source: {
            "id": edge.source,
            "citation": citation(edge.source, titles.get(edge.source.partition("/")[0], "")),
            "action": action_of(edge).value,
            "portion": portion_of(edge).value if portion_of(edge) != "whole" else "",
            "target": edge.target,
        }
        for edge in cause.edges
    }
    return {"since": cause.since, "by": list(by.values())}


def _worded(change: Change) -> dict[str, Any]:
    """The operations that make the new words of the old, for each field that has any."""
    return {
        field.value: [{"op": one.done.value, "words": one.words} for one in change.operations(field)]
        for field in (Field.HEADING, Field.TEXT, Field.WRAP_UP)
    }
