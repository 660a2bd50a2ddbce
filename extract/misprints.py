"""Misprints of the Official Journal that are known: what `misprints.toml` says of a text.

A misprint is either a finding of the certificate that the print itself has (a full stop that is missing), which is excused, or a label
out of sequence, which is read as the label that the sequence asks for; the words of the print stay as they are in both cases. An entry
that does not fit the file it speaks of is reported, so that none outlives its cause.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from extract.finding import Finding
from extract.nodes import Node
from kg.model import CODE_OF, Act, Provision, walk

Relabelled = Mapping[str, tuple[str, str]]
"""The label that stands in print and the one that is meant, by the path of the provision meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misprint:
    """One entry: in which text and formats, at which provision (its path), and either what is excused or which label is meant."""

    act: str
    language: str
    formats: tuple[str, ...]
    provision: str
    why: str
    says: str = ""
    printed: str = ""
    label: str = ""


@cache
def known() -> tuple[Misprint, ...]:
    """Every misprint that is known."""
    entries = tomllib.loads(files("extract").joinpath("misprints.toml").read_text("utf-8"))["misprint"]
    return tuple(_entry(one) for one in entries)


def _entry(one: dict[str, Any]) -> Misprint:
    return Misprint(**{**one, "formats": tuple(one["formats"])})


def relabelled_in(act: str, language: str, version: str) -> Relabelled:
    """The labels of a text that are misprinted; none of a consolidated text, which is another print."""
    found = (one for one in known() if (one.act, one.language) == (act, language) and one.printed)
    return {one.provision: (one.printed, one.label) for one in found} if version == "oj" else {}


def relabel(path: Sequence[Node], printed: str, relabelled: Relabelled) -> str:
    """The label that is meant where the provision open, or one that holds it, is followed by one that is misprinted; else nothing."""
    open_paths = ["/".join(f"{CODE_OF[node.kind]}_{node.label}" for node in path[:count]) for count in range(1, len(path) + 1)]
    for provision, (shown, label) in relabelled.items():
        holder = provision.rpartition("/")[0]
        if shown == printed.strip() and holder in open_paths and not _is_there(path[open_paths.index(holder)], provision):
            return label
    return ""


def _is_there(holder: Node, provision: str) -> bool:
    return any(provision.endswith(f"/{CODE_OF[part.kind]}_{part.label}") for part in holder.children)


def excused(act: Act, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings but those of known misprints, and one for each entry about this text and format that does not fit it."""
    left = list(findings)
    entries = [one for one in known() if (one.act, one.language) == (act.celex, act.language) and act.source.format in one.formats]
    for entry in entries if act.version == "oj" else ():
        own = f"{act.celex}/{entry.provision}"
        fitting = [one for one in left if entry.says and one.provision == own and entry.says in one.text]
        if fitting:
            left.remove(fitting[0])
        elif entry.says or not _was_relabelled(act, own, entry):
            left.append(Finding(kind="misprint", text=f"the file does not have the known misprint: {entry.why}", provision=own))
    return tuple(left)


def _was_relabelled(act: Act, own: str, entry: Misprint) -> bool:
    """Whether the provision is there and the label as printed stands just before its words."""
    starts = {item.place.start for item in _printed(act, entry)}
    return any(start <= one.place.start <= start + 20 for one in _named(act, own) for start in starts)


def _printed(act: Act, entry: Misprint) -> Iterator[Any]:
    return (item for item in act.dropped if item.bucket == "labels" and item.text.strip() == entry.printed)


def _named(act: Act, own: str) -> Iterator[Provision]:
    return (one for one in walk(act.provisions) if one.id == own)
