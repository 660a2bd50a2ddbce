"""Texts of the legislative procedure that look like acts and are none: proposals, and texts signed or adopted but not yet published.

They are told by the number that their first lines carry alone: a Commission document ("COM(2022) 496 final"), a Council document
("PE-CONS 30/26"), a text adopted by Parliament ("P9_TA(2024)0138"), or the number of the procedure ("2022/0303 (COD)"), which no act
in the Official Journal shows on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.readers.lines import Line
from kg.errors import UnsupportedDialect

_HEAD: Final = 60
_LONGEST: Final = 120
_NUMBERS: Final = (
    ("a proposal or another document of the Commission", re.compile(r"(?:COM|JOIN|SEC|SWD)\s?\(\d{4}\)\s?\d{1,4}(?:\s\w+)?(?:/\d+)?")),
    ("a text before its publication, of the Council", re.compile(r"(?:PE-CONS|PE-CONS No|ST)\s\d{1,5}(?:/\d)?/\d{2,4}(?:\s\w+)?")),
    ("a text adopted by the European Parliament, before its publication", re.compile(r"P\d{1,2}_TA(?:-PROV)?\(\d{4}\)\d{4}")),
    ("a text of the legislative procedure", re.compile(r"(?:Interinstitutional File:?\s*)?\d{4}/\d{4}\s?\([A-Z]{3}\)")),
)


def refuse_unpublished(lines: Sequence[Line], where: str) -> None:
    """Raise UnsupportedDialect when the first lines carry the number of a text that is no act as published."""
    head = [" ".join(line.text[:_LONGEST].split()) for line in lines[:_HEAD]]
    for kind, number in _NUMBERS:
        found = next((bare for bare in head if number.fullmatch(bare)), None)
        if found is not None:
            hint = "Give the act as published in the Official Journal: EUR-Lex lists it under the same procedure."
            raise UnsupportedDialect(f"this is {kind} ({found}), not an act", where=where, hint=hint)
