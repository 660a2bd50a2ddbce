"""Short names of acts: from the file of names, and from titles."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from kg.ids import is_celex
from kg.names import instrument_named, known_names, names_of


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Regulation (EU) 2099/7 on logs (Log Book Act)", ("Log Book Act",)),
        ("Regulation (EC) No 7/2008 on logs", ()),
        ("Regulation (Euratom) 2099/7 on logs", ()),
        ("Regulation (EU, Euratom) 2099/7 on logs", ()),
        ("Council Decision (CFSP) 2099/7 on logs", ()),
        ("Regulation (EEC) No 7/85 and Decision 2002/7/JHA (JHA)", ()),
        ("Regulation (EU) 2099/7 on logs (Text with EEA relevance)", ()),
        ("Regulation (EU) 2099/7 on logs (recast)", ()),
        ("Regulation (EU) 2099/7 (Log Book Act) (Text with EEA relevance)", ("Log Book Act",)),
        ("", ()),
    ],
)
def test_a_title_gives_the_name_in_its_brackets(title: str, names: tuple[str, ...]) -> None:
    assert names_of("32099R0007", title) == names


def test_names_in_common_use_come_first_and_none_twice() -> None:
    assert names_of("32016R0679", "Regulation (EU) 2016/679 (General Data Protection Regulation)") == (
        "GDPR",
        "General Data Protection Regulation",
    )
    assert names_of("32016R0679", "Regulation (EU) 2016/679 (GDPR)") == ("GDPR",)


def test_every_known_name_belongs_to_one_act_with_a_celex_number() -> None:
    names = known_names()
    assert all(is_celex(celex) for celex in names.values())
    owners = Counter(name.lower() for celex in set(names.values()) for name in names_of(celex))
    assert [name for name, count in owners.items() if count > 1] == []
    assert all(names[name] == celex for celex in set(names.values()) for name in names_of(celex))


@pytest.mark.parametrize(("name", "celex"), [("AI Act", "32024R1689"), ("GDPR", "32016R0679"), ("TFEU", "12016E"), ("DSA", "32022R2065")])
def test_common_names_are_known(name: str, celex: str) -> None:
    assert known_names()[name] == celex


@pytest.mark.parametrize(
    ("name", "celex"),
    [
        ("the Interinstitutional Agreement of 13 April 2016 on Better Law-Making", "32016Q0512(01)"),
        ("WIPO Copyright  Treaty", "22000A0411(01)"),
        ("Lamp Treaty", None),
    ],
)
def test_instruments_by_their_names(name: str, celex: str | None) -> None:
    assert instrument_named(name) == celex


def test_instruments_have_celex_numbers_and_one_name_each() -> None:
    found = tomllib.loads(files("kg").joinpath("instruments.toml").read_text("utf-8"))
    assert all(is_celex(celex) for celex in found)
    names = [name.lower() for names in found.values() for name in names]
    assert len(names) == len(set(names))
