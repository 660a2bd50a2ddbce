"""Which acts words mean: short names, treaties of the time, footnotes that give a place in the Official Journal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.act_names import names_in
from extract.reference_languages import ENGLISH, FRENCH
from extract.resolve import resolve
from kg.findings import Unresolved
from kg.ids import ProvisionId
from kg.model import Act, Field, NoteMark
from tests.factories import act, provision


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Directive (EU) 2016/680 (‘Law Enforcement Directive’) stays.", {"Law Enforcement Directive": "32016L0680"}),
        ("Regulation (EU) 2022/2065 of the European Parliament and of the Council on lamps (Lamp Act) stays.", {"Lamp Act": "32022R2065"}),
        ("Regulation (EU) 2019/881 (hereinafter ‘the Basic Regulation’) stays.", {"Basic Regulation": "32019R0881"}),
        ("the guild set up by Regulation (EU) 2019/881 (‘ENISA’)", {}),
        ("the lamps of Regulation (EU) 2019/881 (see the Lamp Act)", {}),
        ("Regulation (EU) 2019/881. A body (‘Lamp Agreement’)", {}),
    ],
)
def test_names_are_those_that_end_in_a_kind_of_act(text: str, names: dict[str, str]) -> None:
    assert dict(names_in(text, {}, ENGLISH)) == names


def test_french_names_begin_with_the_kind() -> None:
    text = "le règlement (UE) 2018/1046 (« règlement sur les lampes »)"
    assert dict(names_in(text, {}, FRENCH)) == {"règlement sur les lampes": "32018R1046"}


def targets(whole: Act, path: str) -> list[str]:
    """The targets of the references of one provision; "?" where there is none."""
    found = [one.target for one in resolve(whole) if one.source.endswith(f"/{path}")]
    return ["?" if isinstance(one, Unresolved) else one for one in found]


def test_a_name_brought_in_anywhere_holds_through_the_act() -> None:
    whole = act(
        provision("rct_1", text="Boats follow Article 3 of the Lamp Directive."),
        provision("rct_2", text="Directive 2009/48/EC (‘Lamp Directive’) is old."),
    )
    assert targets(whole, "rct_1") == ["32009L0048/art_3"]


def test_a_name_given_twice_is_no_name() -> None:
    whole = act(
        provision("rct_1", text="Directive 2009/48/EC (‘Lamp Directive’) and Directive 2009/49/EC (‘Lamp Directive’)."),
        provision("rct_2", text="Boats follow the Lamp Directive."),
    )
    assert targets(whole, "rct_2") == []


@pytest.mark.parametrize(
    ("celex", "citation", "expected"),
    [
        ("31995L0046", "Treaty establishing the European Community", "11992E"),
        ("31993L0013", "Treaty establishing the European Economic Community", "11957E"),
        ("32001L0029", "Treaty establishing the European Community", "11997E"),
        ("32006L0123", "Treaty establishing the European Community", "12002E"),
        ("32016R0679", "Treaty on the Functioning of the European Union", "12016E"),
    ],
)
def test_the_treaty_of_the_time(celex: str, citation: str, expected: str) -> None:
    said = provision("cit_1", text=f"Having regard to the {citation}, and in particular Article 95 thereof,", celex=celex)
    assert targets(act(said, celex=celex), "cit_1") == [expected, f"{expected}/art_95"]


def test_the_treaty_alone_is_the_one_of_the_citations() -> None:
    said = provision("cit_1", text="Having regard to the Treaty establishing the European Economic Community,", celex="31993L0013")
    later = provision("rct_1", text="Article 8a of the Treaty is met.", celex="31993L0013")
    assert targets(act(said, later, celex="31993L0013"), "rct_1") == ["11957E/art_8a"]
    assert targets(act(later, celex="31993L0013"), "rct_1") == ["?"]


@pytest.mark.parametrize(("celex", "expected"), [("31995L0046", "11992M"), ("32001L0029", "11997M"), ("32016R0679", "12016M")])
def test_the_treaty_on_european_union_is_that_of_the_time(celex: str, expected: str) -> None:
    whole = act(provision("rct_1", text="Title V of the Treaty on European Union stays.", celex=celex), celex=celex)
    assert targets(whole, "rct_1") == [f"{expected}/tis_V"]


def test_the_treaties_are_both_since_lisbon() -> None:
    whole = act(provision("rct_1", text="Nothing in the Treaties says so.", celex="32016R0679"), celex="32016R0679")
    assert targets(whole, "rct_1") == ["12016M", "12016E"]


def with_note(text: str, mark: str, note: str) -> Act:
    """An act of a recital with the mark of a footnote behind some words, and the footnote."""
    called = NoteMark(field=Field.TEXT, at=text.index(mark) + len(mark), note=ProvisionId("32024R1689/fnt_1"))
    return act(replace(provision("rct_1", text=text), marks=(called,)), provision("fnt_1", text=note))


def test_a_note_alone_is_the_place_of_the_act_it_is_called_for() -> None:
    whole = with_note("Directive 95/46/EC of the Council on lamps asks for oil.", "lamps", "OJ No L 281, 23. 11. 1995, p. 31.")
    assert targets(whole, "fnt_1") == ["31995L0046"]


def test_a_notice_is_no_act() -> None:
    whole = with_note("Asked under Regulation (EU) 2018/1725, the guild answered.", "answered", "OJ C 147, 26.4.2021, p. 4.")
    assert targets(whole, "fnt_1") == ["?"]


def test_a_sentence_between_act_and_mark_parts_them() -> None:
    whole = with_note("Directive 95/46/EC is old. The guild said so.", "so", "OJ L 281, 23.11.1995, p. 31.")
    assert targets(whole, "fnt_1") == ["?"]
