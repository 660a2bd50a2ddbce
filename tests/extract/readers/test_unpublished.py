"""What is no act as published is named and refused: proposals, texts before publication, mixed columns, endless texts."""

from __future__ import annotations

import pytest

from extract.readers import text
from extract.source import Format, Source
from kg.errors import UnsupportedDialect


def refused(raw: str) -> str:
    with pytest.raises(UnsupportedDialect) as caught:
        text.read(Source(name="act.txt", format=Format.TEXT, sha256="", pages=(raw,)))
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("COM(2099) 12 final ", "a proposal"),
        ("PE-CONS 7/99", "of the Council"),
        ("P9_TA(2099)0138", "adopted by the European Parliament"),
        ("2099/0303 (COD) ", "legislative procedure"),
    ],
)
def test_a_number_of_the_procedure_alone_on_a_line(line: str, said: str) -> None:
    raw = f"EN\nBakertown, 5.1.2099\n{line}\nREGULATION on bread\nBread is baked."
    assert said in refused(raw)
    assert "as published" in refused(raw)


def test_such_a_number_within_a_line_says_nothing() -> None:
    layout = text.read(Source(name="act.txt", format=Format.TEXT, sha256="", pages=("As COM(2099) 12 final says, bread is baked.",)))
    assert len(layout.blocks) == 1


def test_mixed_columns_are_told_by_recitals_above_the_first() -> None:
    assert "recital (5)" in refused("THE COUNCIL,\n(5)\nBread.\n(6)\nCake.\nWhereas:\n(1)\nPie.")


def test_more_lines_than_any_act_has() -> None:
    assert "lines" in refused("x\n" * 300_001)
