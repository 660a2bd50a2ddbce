"""Where words point when nothing of that name stands where they look first."""

from __future__ import annotations

from extract.resolve import resolve
from kg.findings import Relation, Unresolved
from kg.model import Act
from tests.factories import act, leaves, provision


def targets(whole: Act, path: str) -> list[str]:
    """The targets of the references of one provision, without the act's own number; "?" where there is none."""
    found = [one.target for one in resolve(whole) if one.source.endswith(f"/{path}")]
    return ["?" if isinstance(one, Unresolved) else one.removeprefix("32024R1689/") for one in found]


def two_sections() -> tuple[object, ...]:
    sections = (provision(f"anx_II/sct_{letter}", *leaves(f"anx_II/sct_{letter}", *(f"pnt_{n}" for n in range(1, 10)))) for letter in "AB")
    return tuple(sections)


def annexed(text: str) -> Act:
    """An article with a text, and an annex of two sections that have the same points."""
    return act(provision("art_5", text=text), provision("anx_II", *two_sections()))


def test_what_an_exception_leaves_out_is_of_the_list_just_named() -> None:
    text = "Section A, points 1 and 2, of Annex II, with the exception of points 6 and 7"
    assert targets(annexed(text), "art_5")[2:] == ["anx_II/sct_A/pnt_6", "anx_II/sct_A/pnt_7"]


def test_of_two_sections_with_the_point_it_is_the_one_just_named() -> None:
    text = "Section B, points 1 and 2, and points 8 and 9 of Annex II"
    assert targets(annexed(text), "art_5") == [f"anx_II/sct_B/pnt_{n}" for n in (1, 2, 8, 9)]


def test_nothing_just_named_settles_nothing() -> None:
    assert targets(annexed("points 8 and 9 of Annex II"), "art_5") == ["?", "?"]


def test_a_later_step_settles_what_an_earlier_leaves_open() -> None:
    lettered = provision("anx_II/sct_B/pnt_2", *leaves("anx_II/sct_B/pnt_2", "pnt_a"))
    annex = provision("anx_II", provision("anx_II/sct_A", *leaves("anx_II/sct_A", "pnt_2")), provision("anx_II/sct_B", lettered))
    assert targets(act(provision("art_5", text="point 2(a) of Annex II"), annex), "art_5") == ["anx_II/sct_B/pnt_2/pnt_a"]


TITLE = "Regulation (EU) 2024/1689 amending Regulations (EU) 2016/679 and (EU) 2018/1725 as regards lamps"


def amending(text: str, *, title: str = TITLE) -> Act:
    """An act that amends others, with a recital."""
    return act(provision("rct_1", text=text), provision("art_1"), title=title)


def test_recitals_of_an_amending_act_speak_of_the_act_they_name() -> None:
    assert targets(amending("Regulation (EU) 2018/1725 is old, so Article 57 changes."), "rct_1") == ["32018R1725", "32018R1725/art_57"]


def test_what_the_act_has_itself_is_its_own() -> None:
    assert targets(amending("Regulation (EU) 2018/1725 is old, so Article 1 changes it."), "rct_1") == ["32018R1725", "art_1"]


def test_an_act_that_amends_one_act_needs_no_name() -> None:
    whole = amending("Annex III changes.", title="Regulation (EU) 2024/1689 amending Regulation (EU) 2016/679")
    assert targets(whole, "rct_1") == ["32016R0679/anx_III"]


def test_without_a_name_two_acts_leave_it_open() -> None:
    assert targets(amending("Annex III changes."), "rct_1") == ["?"]


def test_the_next_of_a_list_says_of_which_act_before_that() -> None:
    text = "Regulation (EU) 2018/1725 is old: Chapter III and Article 17 of Regulation (EU) 2016/679 remain."
    assert targets(amending(text), "rct_1")[1:] == ["32016R0679/cpt_III", "32016R0679/art_17"]


def test_a_correlation_table_that_print_gives_as_lines() -> None:
    lines = (
        provision("anx_I/unp_2", provision("anx_I/unp_2/idt_1", text="Article 7"), text="Article 1 Article 2"),
        provision("anx_I/unp_3", text="Article 2(2) Article 3, and Article 4"),
    )
    annex = provision("anx_I", *lines, heading="Correlation table", text="Directive 95/46/EC This Regulation")
    whole = act(*leaves("", "art_1", "art_2", "art_3", "art_4", "art_7"), annex)
    assert targets(whole, "anx_I/unp_2") == ["31995L0046/art_1", "art_2"]
    assert targets(whole, "anx_I/unp_2/idt_1") == ["art_7"]
    assert targets(whole, "anx_I/unp_3") == ["31995L0046/art_2/par_2", "art_3", "art_4"]
    assert {one.relation for one in resolve(whole) if "/unp_" in one.source} == {Relation.CORRESPONDS_TO}
