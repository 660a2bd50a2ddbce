"""Instruments by name and cases of the Court."""

from __future__ import annotations

import pytest

from extract.references import find_mentions


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("under the Berne Convention on lamps", ["Berne Convention"]),
        ("the Convention on Cybercrime applies", ["Convention on Cybercrime"]),
        ("the Council of Europe Convention of 28 January 1981 for the Protection of Lamps, which",
         ["Council of Europe Convention of 28 January 1981 for the Protection of Lamps"]),
        ("Protocol No 21 on the position of Lampland", ["Protocol No 21 on the position of Lampland"]),
        ("Protocol (No 22) stays", ["Protocol (No 22)"]),
        ("the Convention alone, and the Agreement", []),
        ("the Lamp Act and the Visa Code of Practice", []),
        ("Regulation (EU) 2022/1925 (Digital Lamps Convention)", ["Regulation (EU) 2022/1925"]),
        ("Member States party to a Convention", []),
    ],
)  # fmt: skip
def test_names_of_instruments(text: str, named: list[str]) -> None:
    assert [one.wording for one in find_mentions(text)] == named


@pytest.mark.parametrize(
    ("text", "celex"),
    [
        ("judgment in Case C-131/12", ["62012CJ0131"]),
        ("order in Case T-5/98 P", ["61998TO0005"]),
        ("the opinion of Advocate General Lantern in Case C-12/20", ["62020CC0012"]),
        ("Joined Cases C-293/12 and C-594/12", ["62012CJ0293", "62012CJ0594"]),
        ("Case 6/64", ["61964CJ0006"]),
        ("ECLI:EU:C:2014:317", [None]),
        ("in case 2 persons come", []),
    ],
)
def test_cases(text: str, celex: list[str | None]) -> None:
    assert [one.act.celex if one.act else None for one in find_mentions(text)] == celex


def test_a_case_runs_to_its_ecli() -> None:
    text = "As Case C-131/12, Lamp Guild v Oil Guild, ECLI:EU:C:2014:317, says."
    assert [one.wording for one in find_mentions(text)] == ["Case C-131/12, Lamp Guild v Oil Guild, ECLI:EU:C:2014:317"]
