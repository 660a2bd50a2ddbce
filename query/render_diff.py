"""Rendering of differences for people: removed words struck and red, added ones green; without colours [-removed-] and {+added+}."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.ids import path_of
from query.render import called, table

_FIELDS = ("heading", "text", "wrap_up")
_STYLES = {"keep": "", "delete": "strike red", "insert": "green"}
_MARKS = {"keep": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
Found = Mapping[str, Any]


def difference(found: Found, *, whole: bool, words: bool, marked: bool) -> list[RenderableType]:
    """A difference: counts, for a whole act a line for each provision that is not as it was, and the words, `marked` by signs if asked."""
    parts: list[RenderableType] = [_head(found)]
    outer = [one for one in found["provisions"] if one["within"] is None]
    if whole and outer:
        rows = [(one["citation"], _fate(one), _by(one), one["since"]) for one in outer]
        parts.append(table("", ("provision", "", "by", "from"), rows))
    if words or not whole:
        parts += [_provision(one, _below(found, one), marked=marked) for one in outer]
    return parts


def _head(found: Found) -> Text:
    counts = ", ".join(f"{number} {fate}" for fate, number in found["counts"].items())
    head = Text.assemble((found["citation"], "bold cyan"), f"\n{called(found['from'])} → {called(found['to'])}: {counts}")
    if found["left_out"]:
        head.append(f"\nNot compared: {', '.join(found['left_out'])}.", style="dim")
    return head


def _fate(one: Found) -> str:
    if one["renumbered"]:
        return f"{one['change']} (renumbered: {_path(one)})"
    return str(one["change"])


def _path(one: Found) -> str:
    """The other id of what was renumbered, without its act."""
    return path_of(one["renumbered"])


def _by(one: Found) -> str:
    return "; ".join(cause["citation"] for cause in one["by"])


def _below(found: Found, outer: Found) -> list[Found]:
    """What came or went with a provision."""
    return [one for one in found["provisions"] if one["within"] == outer["id"]]


def _provision(one: Found, below: Sequence[Found], *, marked: bool) -> RenderableType:
    by = f" by {_by(one)}" if one["by"] else ""
    head = Text.assemble((one["citation"], "bold"), f"  {_fate(one)}{by}, from {one['since']}")
    lines = [line for part in (one, *below) for line in _lines(part, marked=marked, labelled=part is not one)]
    return Padding(Group(head, *(Padding(line, (0, 0, 0, 3)) for line in lines)), (1, 0, 0, 0))


def _lines(one: Found, *, marked: bool, labelled: bool) -> Iterator[Text]:
    """The words of a provision, a line for each field that has any."""
    label = one["label"] if labelled else ""
    if labelled and one["renumbered"]:
        label = f"{label} (renumbered: {_path(one)})"
    for field in _FIELDS:
        if one[field]:
            yield Text.assemble(f"{label} ".lstrip(), worded(one[field], marked=marked))
            label = ""


def worded(operations: Iterable[Found], *, marked: bool) -> Text:
    """Words with what was removed and added between them."""
    out = Text()
    for one in operations:
        out.append(_MARKS[one["op"]].format(one["words"]) if marked else one["words"], style="" if marked else _STYLES[one["op"]])
    return out
