"""The benchmark of amendments: instructions carried out on a small text give the text as amended, and every difference is counted."""

from __future__ import annotations

import pytest

from benchmarks.amendments import carried_out, changed, report, state_of
from extract.amendments import find_amendments
from kg.model import Act, Span, walk
from tests.factories import CELEX, act, leaves, provision

OWN = "32099R0007"


def published() -> Act:
    points = (provision("art_1/par_1/pnt_a", text="hens;"), provision("art_1/par_1/pnt_b", text="cocks."))
    one = provision(
        "art_1", provision("art_1/par_1", *points, text="This covers:"), provision("art_1/par_2", text="It ends."), heading="Scope"
    )
    two = provision("art_2", provision("art_2/par_1", text="Hens rest."), provision("art_2/par_2", *leaves("art_2/par_2", "unp_2")))
    return act(provision("cpt_I", one, two, heading="General"), provision("art_3", text="Old words stand."))


def amending(*instructions: tuple[str, str]) -> Act:
    points = []
    for number, (text, new) in enumerate(instructions, 1):
        whole = f"{text}\n{new}" if new else text
        quoted = Span(start=len(text) + 1, end=len(whole)) if new else None
        points.append(provision(f"art_1/pnt_{number}", text=whole, quoted=quoted, celex=OWN))
    return act(provision("art_1", *points, text="Regulation (EU) 2024/1689 is amended as follows:", celex=OWN), celex=OWN)


def outcome(*instructions: tuple[str, str]) -> tuple[dict[str, str], set[str], list[str]]:
    """The texts of what changed, by path; what is gone; and what could not be carried out."""
    by = amending(*instructions)
    before = state_of(published())
    now, lost = carried_out(before, find_amendments(by), {one.id: one.text for one in walk(by.provisions)})
    differing = changed(before, now)
    cut = len(CELEX) + 1
    return {own[cut:]: now[own][1] for own in differing if own in now}, {own[cut:] for own in differing if own not in now}, lost


@pytest.mark.parametrize(
    ("text", "new", "words", "gone"),
    [
        ("in Article 1(1), point (b) is replaced by the following:", "‘(b) ducks.’;", {"art_1/par_1/pnt_b": "ducks."}, set()),
        ("in Article 1(1), point (b) is replaced by the following:", "‘(b) cocks.’;", {}, set()),
        ("in Article 1(1), the following point is added:", "‘(c) ducks.’;", {"art_1/par_1/pnt_c": "ducks."}, set()),
        (
            "in Article 1(1), the introductory part is replaced by the following:",
            "‘1. That covers:’;",
            {"art_1/par_1": "That covers:"},
            set(),
        ),
        (
            "in Article 1(1), the first subparagraph is replaced by the following:",
            "‘1. That covers hens.’;",
            {"art_1/par_1": "That covers hens."},
            {"art_1/par_1/pnt_a", "art_1/par_1/pnt_b"},
        ),
        ("in Article 2(2), the following subparagraph is added:", "‘Cocks crow.’;", {"art_2/par_2/unp_3": "Cocks crow."}, set()),
        ("in Article 1, the heading is replaced by the following:", "‘Reach’;", {"art_1": ""}, set()),
        ("Article 2 is deleted;", "", {}, {"art_2", "art_2/par_1", "art_2/par_2", "art_2/par_2/unp_2"}),
        ("in Article 3, the words ‘Old words’ are deleted;", "", {"art_3": "Old words stand. (amended)"}, set()),
    ],
)
def test_an_instruction_is_carried_out(text: str, new: str, words: dict[str, str], gone: set[str]) -> None:
    assert outcome((text, new)) == (words, gone, [])


def test_what_cannot_be_carried_out_is_told() -> None:
    _, _, lost = outcome(("Article 9 is deleted;", ""), ("whatever is left moves;", ""))
    assert lost == [f"{OWN}/art_1/pnt_1: there is no {CELEX}/art_9", f"{OWN}/art_1/pnt_2: not read as an instruction"]


def test_the_figures_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    before = {"x/art_1": ("", "one", ""), "x/art_2": ("", "two.", "")}
    now = {"x/art_1": ("", "uno", ""), "x/art_2": ("", "two.", ""), "x/anx_1": ("", "new", "")}
    after = {"x/art_1": ("", "eins", ""), "x/art_2": ("", "two;", ""), "x/anx_1/tab_1": ("", "", "")}
    report(before, now, after, ["x/art_9: why"])
    assert capsys.readouterr().out.splitlines() == [
        "all: differ 3  found 2  both 1  precision 0.500  recall 0.333  same words 0.000",
        "articles: differ 2  found 1  both 1  precision 1.000  recall 0.500  same words 0.000",
        "annexes: differ 1  found 1  both 0  precision 0.000  recall 0.000  same words 1.000",
        "  missed: x/anx_1/tab_1",
        "  missed: x/art_2 (only the closing mark, which the consolidation sets by the place in the list: no instruction names it)",
        "  wrongly found: x/anx_1",
        "  other words: x/art_1",
        "  not carried out: x/art_9: why",
    ]
