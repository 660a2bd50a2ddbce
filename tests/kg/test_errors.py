"""Errors: one tree, drawn as it is, whose messages hold all their parts."""

from __future__ import annotations

import inspect
import re

import pytest

from kg import errors
from kg.errors import InvalidId, LawError, SourceError, UnknownProvision

CLASSES = {name: found for name, found in vars(errors).items() if inspect.isclass(found) and found.__module__ == errors.__name__}


def drawn() -> dict[str, str]:
    """Each error in the drawing at the head of the module, with the one it hangs on."""
    parents: dict[str, str] = {}
    path: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"(?P<lead>[│├└─ ]*)(?P<name>[A-Z]\w+)(?:  |$)", line)
        if match:
            depth = len(match["lead"])
            path = [(level, name) for level, name in path if level < depth]
            parents[match["name"]] = path[-1][1] if path else ""
            path.append((depth, match["name"]))
    return parents


def test_the_drawing_shows_every_error_where_it_hangs() -> None:
    assert drawn() == {name: "" if found is LawError else found.__bases__[0].__name__ for name, found in CLASSES.items()}


@pytest.mark.parametrize("error", CLASSES.values(), ids=lambda error: error.__name__)
def test_every_error_keeps_its_parts_and_says_them(error: type[LawError]) -> None:
    raised = error("something broke", where="art_6 > par_1", hint="Mend it.")
    assert (raised.what, raised.where, raised.hint) == ("something broke", "art_6 > par_1", "Mend it.")
    assert [str(raised).count(part) for part in (raised.what, raised.where, raised.hint)] == [1, 1, 1]
    assert isinstance(raised, LawError)


def test_parts_that_are_missing_leave_no_trace() -> None:
    assert str(LawError("something broke")) == "something broke."


def test_an_unknown_provision_knows_what_comes_near() -> None:
    assert UnknownProvision("none").candidates == ()
    assert UnknownProvision("none", candidates=("a", "b")).candidates == ("a", "b")


def test_invalid_ids_are_value_errors() -> None:
    with pytest.raises(ValueError, match="bad"):
        raise InvalidId("bad")


def test_an_error_is_one_printable_line_whatever_a_file_is_called() -> None:
    said = str(SourceError("no such file", where="a\nb\x1b[31m\u202e.xml", hint="Check the path."))
    assert said == "no such file (a b�[31m�.xml). Check the path."
