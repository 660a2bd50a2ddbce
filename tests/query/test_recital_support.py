"""Recital support as it is asked for: of a provision, of a recital, and of a whole act in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from extract.resolve import resolve
from kg.findings import Findings, Reason, RecitalSupport
from kg.ids import ProvisionId
from kg.library import Library, TextRow
from query.support import trace, trace_act
from tests.factories import CELEX as OWN
from tests.factories import act, provision
from tests.kg.factories import addition, own, stored
from tests.query.conftest import CELEX, Row


def ids(found: list[dict[str, object]]) -> list[str]:
    return [str(one["id"]).partition("/")[2] for one in found]


@pytest.mark.parametrize(
    ("path", "recital"), [("art_11", "rct_14"), ("art_11", "rct_15"), ("art_10", "rct_13"), ("art_16", "rct_22"), ("art_17", "rct_23")]
)
def test_an_article_is_traced_to_its_recitals(library: Library, row: Row, path: str, recital: str) -> None:
    assert recital in ids(trace(library, row(path))["recitals"])


def test_a_recital_is_traced_to_what_it_supports(library: Library, row: Row) -> None:
    assert "art_11" in ids(trace(library, row("rct_15"))["provisions"])


def test_links_come_best_first_with_reasons_and_their_weight(library: Library, row: Row) -> None:
    found = trace(library, row("art_17"))["recitals"]
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert all(reason["kind"] and reason["evidence"] and reason["weight"] >= 0 for one in found for reason in one["reasons"])


def test_each_recital_is_given_once(library: Library, row: Row) -> None:
    found = ids(trace(library, row("art_16"))["recitals"])
    assert len(set(found)) == len(found)


def test_a_part_without_recitals_of_its_own_has_those_of_its_article(library: Library, row: Row) -> None:
    assert ids(trace(library, row("art_17/par_5"))["recitals"]) == ids(
        [one for one in trace(library, row("art_17"))["recitals"] if one["supports"] == f"{CELEX}/art_17"]
    )


# ── links made up, so that each rule can be seen ───────────────────────────────────────────────────────────────────────────────

LINKS = (
    "rct_1 art_1 0.9", "rct_1 art_1/par_1 0.4",
    "rct_2 art_1 0.5",
    "rct_3 art_1/par_2/pnt_a 0.8", "rct_3 art_3 0.3", "rct_3 art_2 0.2",
    "rct_5 cpt_II/sct_1 0.1",
    "rct_6 anx_I/pnt_1 0.7",
)  # fmt: skip
"""Recital 4 supports nothing."""


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, TextRow]]:
    """A library with a small act and these links."""
    file = tmp_path_factory.mktemp("linked") / "library.sqlite"
    point = provision("art_1/par_2/pnt_a", text="by hand.")
    first = provision(
        "art_1",
        provision("art_1/par_1", text="One."),
        provision("art_1/par_2", point, text="Two:"),
        provision("art_1/par_3", text="Three."),
    )
    section = provision(
        "cpt_II/sct_1", *(provision(f"art_{number}", text="Rest.", heading=f"Rest {number}") for number in (2, 3)), heading="Repose"
    )
    chapter = provision("cpt_II", section, heading="Keepers")
    recitals = provision("pbl_1", *(provision(f"rct_{number}", text="Why.") for number in range(1, 7)))
    annex = provision("anx_I", provision("anx_I/pnt_1", text="Lists."), heading="Lists")
    read = act(recitals, provision("cpt_I", first), chapter, annex)
    (text,) = stored(file, addition(read, findings=Findings(supports=tuple(map(support, LINKS)))))
    with Library(file) as opened:
        yield opened, text


def support(line: str) -> RecitalSupport:
    """A link from "rct_1 art_1 0.9"."""
    recital, path, score = line.split()
    reason = Reason(kind="shared wording", evidence=f"of {path}", weight=1.0)
    return RecitalSupport(recital=own(recital), provision=own(path), score=float(score), reasons=(reason,))


Traced = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def traced(linked: tuple[Library, TextRow]) -> Traced:
    """The recitals or provisions of a provision by its path."""
    library, text = linked

    def found(path: str) -> list[dict[str, Any]]:
        every = trace(library, library.provision(f"{OWN}/{path}", text))
        return list(every["provisions"] if path.startswith("rct_") else every["recitals"])

    return found


def told(found: list[dict[str, Any]]) -> list[tuple[str, str, float]]:
    return [(one["id"].partition("/")[2], one["supports"].partition("/")[2], one["score"]) for one in found]


def test_an_article_has_the_recitals_of_its_parts_too_each_by_its_best_link(traced: Traced) -> None:
    assert told(traced("art_1")) == [("rct_1", "art_1", 0.9), ("rct_3", "art_1/par_2/pnt_a", 0.8), ("rct_2", "art_1", 0.5)]


def test_a_recital_tells_which_parts_it_supports(traced: Traced) -> None:
    assert [one["parts"] for one in traced("art_1")] == [[f"{OWN}/art_1/par_1"], [f"{OWN}/art_1/par_2/pnt_a"], []]


def test_a_part_has_its_own_recitals_then_those_of_its_article_that_single_out_none(traced: Traced) -> None:
    assert told(traced("art_1/par_1")) == [("rct_1", "art_1/par_1", 0.4), ("rct_2", "art_1", 0.5)]
    assert told(traced("art_1/par_2")) == [("rct_3", "art_1/par_2/pnt_a", 0.8), ("rct_2", "art_1", 0.5)]


def test_a_part_that_nothing_singles_out_has_those_of_its_article_that_single_out_none(traced: Traced) -> None:
    assert told(traced("art_1/par_3")) == [("rct_2", "art_1", 0.5)]


def test_an_article_has_the_recitals_of_its_section_last(traced: Traced) -> None:
    assert told(traced("art_3")) == [("rct_3", "art_3", 0.3), ("rct_5", "cpt_II/sct_1", 0.1)]


def test_a_recital_that_singles_out_a_part_of_an_annex_is_none_of_every_paragraph_of_its_article(tmp_path: Path) -> None:
    recitals = provision("pbl_1", provision("rct_1", text="Why lists."), provision("rct_2", text="Why rest."))
    annex = provision("anx_I", provision("anx_I/pnt_1", text="Lists."), text="For Article 1.")
    whole = act(recitals, provision("art_1", provision("art_1/par_1", text="Rest.")), annex)
    supports = tuple(map(support, ("rct_1 art_1 0.9", "rct_1 anx_I/pnt_1 0.8", "rct_2 art_1 0.5")))
    file = tmp_path / "library.sqlite"
    (text,) = stored(file, addition(whole, findings=Findings(references=resolve(whole), supports=supports)))
    with Library(file) as library:
        found = trace(library, library.provision(own("art_1/par_1"), text))["recitals"]
    assert told(found) == [("rct_2", "art_1", 0.5)]


def test_a_recital_has_every_provision_best_first_with_reasons(traced: Traced) -> None:
    found = traced("rct_3")
    assert told(found) == [("art_1/par_2/pnt_a", "art_1/par_2/pnt_a", 0.8), ("art_3", "art_3", 0.3), ("art_2", "art_2", 0.2)]
    assert found[0]["reasons"] == [{"kind": "shared wording", "evidence": "of art_1/par_2/pnt_a", "weight": 1.0}]


def test_a_recital_without_links_has_no_provision(traced: Traced) -> None:
    assert traced("rct_4") == []


def test_a_section_has_its_own_recitals(traced: Traced) -> None:
    assert ("rct_5", "cpt_II/sct_1", 0.1) in told(traced("cpt_II/sct_1"))


def grouped(linked: tuple[Library, TextRow]) -> list[tuple[list[str], str | None]]:
    groups = trace_act(*linked)["groups"]
    return [
        ([one.partition("/")[2] for one in group["recitals"]], group["provision"] and group["provision"].partition("/")[2])
        for group in groups
    ]


def test_an_act_is_its_recitals_in_runs_that_support_one_top_most(linked: tuple[Library, TextRow]) -> None:
    assert grouped(linked) == [
        (["rct_1", "rct_2", "rct_3"], "art_1"), (["rct_4"], None), (["rct_5"], "cpt_II/sct_1"), (["rct_6"], "anx_I"),
    ]  # fmt: skip


def test_a_group_has_its_heading_its_mean_score_and_what_else_it_supports_in_order(linked: tuple[Library, TextRow]) -> None:
    first, none, section, annex = trace_act(*linked)["groups"]
    assert first["score"] == pytest.approx((0.9 + 0.5 + 0.8) / 3, abs=1e-4)
    assert first["also"] == [f"{OWN}/art_2", f"{OWN}/art_3"]
    assert (none["score"], none["heading"], none["also"]) == (None, "", [])
    assert (section["heading"], annex["heading"]) == ("Repose", "Lists")


def test_the_groups_of_an_act_have_each_recital_once_in_order(library: Library, text: TextRow) -> None:
    found = trace_act(library, text)
    assert (found["id"], found["version"]) == (CELEX, "oj")
    assert [one for group in found["groups"] for one in group["recitals"]] == [f"{CELEX}/rct_{number}" for number in range(1, 26)]
    tops = [group["provision"] for group in found["groups"]]
    assert all(one != other for one, other in pairwise(tops))


def test_a_group_says_what_its_recitals_say_by_themselves(library: Library, text: TextRow, row: Row) -> None:
    groups = trace_act(library, text)["groups"]
    assert any(group["provision"] is None for group in groups)
    for group in groups:
        for recital in group["recitals"] if group["provision"] else ():
            tops = [one["id"] for one in trace(library, row(recital.partition("/")[2]))["provisions"]]
            assert tops[0].startswith(group["provision"])
            assert {one for one in tops if one.count("/") == 1} - {group["provision"]} <= set(group["also"])


def test_an_act_without_recitals_has_no_groups(tmp_path: Path) -> None:
    (text,) = stored(tmp_path / "library.sqlite", addition(act(provision("art_1", text="Rest.")), findings=Findings()))
    with Library(tmp_path / "library.sqlite") as opened:
        assert trace_act(opened, text)["groups"] == []


# ── recitals of an act that amends ─────────────────────────────────────────────────────────────────────────────────────────────

AMENDING = "32099R0007"


def link(recital: str, provision_: str, score: float) -> RecitalSupport:
    reason = Reason(kind="shared wording", evidence="made up", weight=1.0)
    return RecitalSupport(recital=ProvisionId(recital), provision=ProvisionId(provision_), score=score, reasons=(reason,))


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, TextRow, TextRow, TextRow]]:
    """A library with an act as published, its consolidated text with a paragraph more, and the act that put it in."""
    file = tmp_path_factory.mktemp("amended") / "library.sqlite"
    one = provision("art_1/par_1", text="One.")
    reasons = provision("pbl_1", *(provision(f"rct_{at}", text="Why.") for at in (1, 2)))
    published = act(reasons, provision("art_1", one, heading="Locks"), provision("art_2", text="Gone."))
    stands = replace(act(provision("art_1", one, provision("art_1/par_1a", text="More."), heading="Locks")), version="2030-01-01")
    why = provision("pbl_1", *(provision(f"rct_{at}", text="Why so.", celex=AMENDING) for at in (1, 2)), celex=AMENDING)
    changing = act(why, provision("art_1", text="More is put in.", celex=AMENDING), celex=AMENDING, title="Regulation (EU) 2099/7 on more")
    own_links = (link(own("rct_1"), own("art_1"), 0.6), link(own("rct_2"), own("art_2"), 0.9))
    theirs = (
        link(f"{AMENDING}/rct_1", own("art_1/par_1a"), 0.8),
        link(f"{AMENDING}/rct_1", f"{AMENDING}/art_1", 0.8),
        link(f"{AMENDING}/rct_2", "32098R0500/art_9", 0.7),
    )
    texts = stored(
        file,
        addition(published, findings=Findings(supports=own_links)),
        addition(stands),
        addition(changing, findings=Findings(supports=theirs)),
    )
    by = {(text.celex, text.version): text for text in texts}
    with Library(file) as opened:
        yield opened, by[OWN, "oj"], by[OWN, "2030-01-01"], by[AMENDING, "oj"]


Amended = tuple[Library, TextRow, TextRow, TextRow]


def test_a_consolidated_provision_has_the_recitals_of_both_preambles_each_with_its_version(amended: Amended) -> None:
    library, published, stands, _ = amended
    found = trace(library, library.provision(own("art_1"), stands), published)["recitals"]
    assert [(one["id"], one["version"], one["supports"]) for one in found] == [
        (f"{AMENDING}/rct_1", "oj", own("art_1/par_1a")),
        (own("rct_1"), "oj", own("art_1")),
    ]


def test_what_was_put_in_has_the_recitals_of_the_act_that_did_so_alone(amended: Amended) -> None:
    library, published, stands, _ = amended
    found = trace(library, library.provision(own("art_1/par_1a"), stands), published)["recitals"]
    assert [one["id"] for one in found] == [f"{AMENDING}/rct_1"]


def test_a_recital_of_an_amending_act_leads_to_the_act_it_amends(amended: Amended) -> None:
    library, _, _, changing = amended
    found = trace(library, library.provision(f"{AMENDING}/rct_1", changing))["provisions"]
    assert [one["id"] for one in found] == [own("art_1/par_1a"), f"{AMENDING}/art_1"]


def test_the_recitals_of_an_amending_act_are_told_by_what_they_support_elsewhere(amended: Amended) -> None:
    library, _, _, changing = amended
    groups = trace_act(library, changing)["groups"]
    assert [(one["provision"], one["heading"]) for one in groups] == [(own("art_1"), "Locks"), ("32098R0500/art_9", "")]
