"""What verifying says, in lines for people: of an answer its faults, of a text what is found of each quotation and citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from query.cited_words import Standing
from query.render import called
from query.verify_text import Found

_MARKS: Final = {"keep": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
_SHOWN: Final = 60
"""Characters of a quotation that are shown to tell it by."""
_LONGEST: Final = 300
"""Characters of unchanged words that are shown between changes."""


def text_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """A line for each quotation and citation in the order of the text, what does not hold marked, and the outcome."""
    parts = [(one["start"], _quotation(one), one) for one in found["quotations"]]
    parts += [(one["start"], _citation(one), one) for one in found["citations"]]
    for _, said, one in sorted(parts, key=lambda part: part[0]):
        yield f"{'ok   ' if one['holds'] else 'WRONG'} line {one['line']}: {said}"
    outcome = "holds" if found["holds"] else "does NOT hold"
    yield f"The text {outcome}: {len(found['quotations'])} quotations, {len(found['citations'])} citations checked."
    yield f"Texts: {', '.join(found['acts']) or 'none'}; as of {found['as_of']}"
    yield found["notice"]


def _quotation(one: Mapping[str, Any]) -> str:
    words = one["text"] if len(one["text"]) <= _SHOWN else f"{one['text'][:_SHOWN].rstrip()}…"
    cited, places = " or ".join(dict.fromkeys(one["cited"])), "; ".join(map(_place, one["places"]))
    said = {
        Found.VERBATIM: f"to the letter in {places}",
        Found.ELSEWHERE: f"not in {cited}, but in {places}",
        Found.OTHER_VERSION: f"only in another version: {places}",
        Found.ABSENT: "not in the library" + (f", nor in {cited}" if cited else ""),
        Found.FEW_WORDS: "not in the library; too few words to be told from an expression",
        Found.NEARLY: "",
    }[Found(one["found"])]
    if near := one["nearest"]:
        said = f"nearly in {_place(near)}{f' (not in {cited})' if cited and not near['cited'] else ''}: {_differences(near['operations'])}"
    return f"“{words}” {said}"


def _place(place: Mapping[str, Any]) -> str:
    return f"{place['citation']} ({called(place['version'])})"


def _differences(operations: list[Mapping[str, str]]) -> str:
    """The words kept, removed and added by the quotation."""
    return "".join(_MARKS[one["done"]].format(_short(one["words"]) if one["done"] == "keep" else one["words"]) for one in operations)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"


def _citation(one: Mapping[str, Any]) -> str:
    said = {
        Standing.EXISTS: "exists" + ("" if one["holds"] else ", though the text says that it does not"),
        Standing.MISSING: "does not exist",
        Standing.GONE: "is gone",
        Standing.NO_ACT: "is of an act that is not in the library",
    }[Standing(one["found"])]
    why = "" if one["holds"] else one["why"] or ""
    return why if one["wording"] in why else f"{one['wording']} {said}" + (f": {why}" if why else "")


def answer_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The faults of an answer, a line each, and the outcome."""
    for fault in found["faults"]:
        yield f"{fault['where']}: {fault['what']}"
    if not found["reasked"]:
        yield "With these faults the question was not asked again."
    outcome = "holds" if found["holds"] else "does NOT hold"
    yield f"The answer {outcome}: {found['statements']} statements, {found['quotes']} quotations, {found['steps']} steps checked."
    yield f"Texts: {', '.join(found['acts']) or 'none'}"
