"""Recital support is fitted and measured fairly: what counts as found, who judged what, and what a fit may do."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from benchmarks import support, support_gold
from benchmarks.support import FOLDS, as_toml, f1, fold, links, narrowest, telling_in, told
from benchmarks.support_fit import LEFT_OUT, OTHERS, WORDING, PartsTaught, fit, fit_parts
from benchmarks.support_gold import (
    AI_ACT,
    DRAWN,
    GDPR,
    READ,
    READERS,
    Pairs,
    Read,
    at_top,
    draw,
    drawn,
    judged,
    parts_taught,
    table,
    taught,
)
from extract.support_measures import measures_of
from extract.support_parts import part_scores
from extract.support_scores import ORDERS
from extract.support_weights import Parts, fitted, weights_from
from kg.model import Act
from tests.extract.support_acts import SUBJECT_WORDS, SUBJECTS, WHY, articles, findings, made, preamble
from tests.factories import act, provision

PARTS = Parts(likeness=4.0, beside_best=3.0, base=-5.0, threshold=0.3)
GOLD: Pairs = frozenset((f"rct_{number}", f"art_{number}") for number in range(1, 6))


def read(whole: Act) -> Read:
    found = findings(whole)
    measures = measures_of(whole, found)
    assert measures is not None
    return Read(act=whole, findings=found, measures=measures)


SMALL = read(made(WHY, SUBJECT_WORDS))


# ── counting ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [({1, 2}, {1, 2}, 1.0), ({1, 2}, {2, 3}, 0.5), ({1}, {1, 2, 3}, 0.5), ({1}, {2}, 0.0), (set(), {1}, 0.0), (set(), set(), 0.0)],
)
def test_f1_is_the_mean_of_precision_and_recall(found: set[int], gold: set[int], expected: float) -> None:
    assert f1(found, gold) == pytest.approx(expected)


def test_a_line_tells_counts_precision_recall_and_f1() -> None:
    line = told("made up", frozenset({("rct_1", "art_1"), ("rct_1", "art_2")}), frozenset({("rct_1", "art_1")}))
    assert line.split() == ["made", "up", "2", "found", "1", "gold", "P", "0.500", "R", "1.000", "F1", "0.667"]


def test_links_of_an_act_are_pairs_of_paths_from_a_score_on() -> None:
    assert links(SMALL, fitted()) == GOLD
    assert links(SMALL, fitted(), score=1.0) == frozenset()


def test_parts_count_as_their_article_and_chapters_do_not_count() -> None:
    pairs = [("rct_1", "art_1"), ("rct_1", "art_1/par_2"), ("rct_2", "anx_I/pnt_1"), ("rct_3", "cpt_I"), ("rct_4", "cpt_II/sct_1")]
    assert at_top(pairs) == {("rct_1", "art_1"), ("rct_2", "anx_I")}


def test_an_article_is_narrowest_only_for_a_recital_that_names_no_part_of_it() -> None:
    pairs = [
        ("rct_1", "art_1"), ("rct_1", "art_1/par_2"), ("rct_1", "art_1/par_2/pnt_a"), ("rct_2", "art_1"), ("rct_2", "art_11/par_1"),
        ("rct_3", "cpt_I"),
    ]  # fmt: skip
    assert narrowest(pairs) == {("rct_1", "art_1/par_2/pnt_a"), ("rct_2", "art_1"), ("rct_2", "art_11/par_1")}


def test_articles_tell_where_their_parts_have_recitals_of_their_own() -> None:
    same = {("rct_1", "art_1/par_1"), ("rct_1", "art_1/par_2")}
    differing = {("rct_1", "art_2/par_1"), ("rct_2", "art_2/par_1"), ("rct_1", "art_2/par_2")}
    assert telling_in(frozenset(same | differing)) == {"art_2"}


@pytest.mark.parametrize("rows", [FOLDS, 25, 99, 180])
def test_folds_are_stretches_that_hold_back_each_recital_once(rows: int) -> None:
    held = np.array([fold(rows, number) for number in range(FOLDS)])
    assert np.all(held.sum(axis=0) == 1)
    assert all(np.all(np.diff(np.flatnonzero(one)) == 1) for one in held)
    assert np.ptp(held.sum(axis=1)) <= 1


def test_weights_written_are_weights_read() -> None:
    assert weights_from(tomllib.loads(as_toml(fitted()))) == fitted()


def test_the_file_of_the_package_is_as_it_is_written() -> None:
    assert (support.ROOT / "extract" / "support_weights.toml").read_text("utf-8") == as_toml(fitted())


# ── tables, readers, the draw ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_gives_a_pair_for_each_recital_of_a_provision(tmp_path: Path) -> None:
    lines = [{"provision": "art_1/par_2", "recitals": ["rct_1", "rct_2"]}, {"provision": "art_3", "recitals": ["rct_2"]}]
    (tmp_path / support_gold.TABLES[GDPR]).write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert table(tmp_path, GDPR) == {("rct_1", "art_1/par_2"), ("rct_2", "art_1/par_2"), ("rct_2", "art_3")}


def test_both_readers_judged_the_same_recitals_as_many_of_each_act() -> None:
    for reader in READERS:
        lines = support_gold.facts(reader)
        assert Counter(line["act"] for line in lines) == dict.fromkeys(READ, DRAWN)
        assert {celex: {line["recital"] for line in lines if line["act"] == celex} for celex in READ} == {
            celex: drawn(celex) for celex in READ
        }


@pytest.mark.parametrize("reader", READERS)
def test_readers_say_all_they_are_asked_and_parts_lie_in_their_articles(reader: str) -> None:
    for line in support_gold.facts(reader):
        assert set(line) == {"act", "recital", "articles", "parts", "sure"}
        assert isinstance(line["sure"], bool)
        assert len(set(line["articles"])) == len(line["articles"])
        assert {path.split("/")[0] for path in line["parts"]} == set(line["articles"])


def test_what_a_reader_named_is_told_by_act() -> None:
    lines = [line for line in support_gold.facts("first") if line["act"] == AI_ACT]
    assert judged(AI_ACT, "first", "parts") == {(line["recital"], path) for line in lines for path in line["parts"]}
    assert judged(AI_ACT, "first", "articles") == at_top(judged(AI_ACT, "first", "parts"))


def test_how_far_the_readers_agree_is_as_the_page_says() -> None:
    page = (support.ROOT / "docs" / "how-to" / "judge-recital-support.md").read_text("utf-8")
    for field in ("articles", "parts"):
        one, other = (frozenset((celex, *pair) for celex in READ for pair in judged(celex, reader, field)) for reader in READERS)
        assert f"{100 * f1(one, other):.1f} on {field}" in page


def _of_many(celex: str, count: int = 30) -> Act:
    recitals = (provision(f"rct_{number}", text="Why.", celex=celex) for number in range(1, count + 1))
    return act(provision("pbl_1", *recitals, celex=celex), provision("art_1", text="Rest.", celex=celex), celex=celex)


def test_a_draw_is_of_each_act_as_many_and_the_same_each_time() -> None:
    acts = [_of_many(GDPR), _of_many(AI_ACT, 50)]
    assert draw(acts) == draw(acts)
    assert Counter(celex for celex, _ in draw(acts)) == {GDPR: DRAWN, AI_ACT: DRAWN}
    assert len(set(draw(acts))) == 2 * DRAWN


def test_the_order_of_the_acts_is_part_of_a_draw() -> None:
    acts = [_of_many(GDPR), _of_many(AI_ACT, 50)]
    assert set(draw(acts)) != set(draw(acts[::-1]))


@pytest.mark.corpus
def test_the_recitals_judged_are_those_drawn(corpus: Path) -> None:
    found = draw(support_gold.Corpus(corpus).act(celex) for celex in READ)
    assert set(found) == {(celex, recital) for celex in READ for recital in drawn(celex)}
    assert len(found) == len(READ) * DRAWN


def test_measuring_without_tables_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    monkeypatch.setattr("sys.argv", ["support.py", "score", str(tmp_path)])
    with pytest.raises(SystemExit):
        support.main()
    assert "score needs GOLD" in capsys.readouterr().err


def test_gold_of_an_act_is_a_table_of_its_recitals_and_articles() -> None:
    one = taught(SMALL, frozenset({("rct_2", "art_2/par_1"), ("rct_4", "art_1"), ("rct_9", "art_1"), ("rct_1", "anx_I")}))
    assert np.argwhere(one.gold).tolist() == [[1, 1], [3, 0]]
    assert one.known.all()


def _read_by(monkeypatch: pytest.MonkeyPatch, **named: list[str]) -> list[PartsTaught]:
    """What is learned of parts where each reader names these of Article 1 for Recital 1."""

    def given(_: str, reader: str, field: str) -> Pairs:
        return frozenset(("rct_1", path) for path in ({"art_1"} if field == "articles" else named[reader]))

    monkeypatch.setattr(support_gold, "judged", given)
    point = provision("art_1/par_2/pnt_a/pnt_i", text=SUBJECT_WORDS[1])
    second = provision("art_1/par_2", provision("art_1/par_2/pnt_a", point), text=SUBJECT_WORDS[2])
    first = provision("art_1", provision("art_1/par_1", text=SUBJECT_WORDS[0]), second)
    return parts_taught(read(act(preamble(WHY[0]), first, *articles(*SUBJECTS[1:], start=2))))


def test_a_part_that_one_reader_alone_named_is_judged_neither_way(monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = _read_by(monkeypatch, first=["art_1/par_1", "art_1/par_2"], second=["art_1/par_1"])
    assert one.named.tolist() == [False, True, False, False]
    assert one.judged.tolist() == [True, True, False, True]
    assert int(one.likeness.argmax()) == 1


def test_what_is_too_narrow_to_be_a_place_counts_as_the_place_that_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = _read_by(monkeypatch, first=["art_1/par_2/pnt_a/pnt_i"], second=["art_1/par_2/pnt_a"])
    assert one.named.tolist() == [False, False, False, True]


# ── fitting ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def _scipy() -> None:
    pytest.importorskip("scipy", reason="weights are fitted with SciPy: pip install whereas[fit]")


@pytest.mark.usefixtures("_scipy")
def test_a_fit_gives_the_links_it_was_taught() -> None:
    weights = fit([taught(SMALL, GOLD)], PARTS)
    assert links(SMALL, weights) == GOLD
    assert weights.parts == PARTS
    assert 0 < weights.threshold < 1
    assert min(weights.reasons.values()) >= 0
    for chain in (weights.recitals, weights.articles):
        assert sum(astuple(chain.moves)[:4]) == pytest.approx(1.0)


@pytest.mark.usefixtures("_scipy")
@pytest.mark.parametrize("without", ["", *LEFT_OUT])
def test_what_is_left_out_of_a_fit_weighs_nothing(without: str) -> None:
    weights = fit([taught(SMALL, GOLD)], PARTS, without)
    out = {"": set(), "wording": set(WORDING)}.get(without, {without})
    assert set(weights.reasons) == {*WORDING, *OTHERS, *ORDERS} - out
    assert bool(set(weights.recitals.likeness) & set(WORDING)) is (without != "wording")
    assert (weights.recitals.moves.jump == 1.0) is (without == "order")


@pytest.mark.usefixtures("_scipy")
def test_what_is_not_known_is_not_learned_from() -> None:
    known = np.array([True, True, True, False, False])
    wrong = frozenset({*(pair for pair in GOLD if pair[0] < "rct_4"), ("rct_4", "art_1"), ("rct_5", "art_2")})
    right, misled = (fit([taught(SMALL, gold, known)], PARTS) for gold in (GOLD, wrong))
    assert right.reasons == pytest.approx(misled.reasons, abs=1e-3)
    assert astuple(right.recitals.moves) == pytest.approx(astuple(misled.recitals.moves), abs=1e-3)


@pytest.mark.usefixtures("_scipy")
def test_parts_are_fitted_on_what_readers_named() -> None:
    taught_parts = [
        PartsTaught(likeness=np.array(likeness), named=np.array(likeness) > 0.3, judged=np.ones(3, dtype=bool))
        for likeness in ([0.5, 0.1, 0.0], [0.1, 0.45, 0.4], [0.0, 0.2, 0.6])
    ]
    weights = fit_parts(taught_parts)
    for one in taught_parts:
        assert (part_scores(one.likeness, weights) >= weights.threshold).tolist() == one.named.tolist()


@pytest.mark.usefixtures("_scipy")
def test_where_everything_is_named_everything_is_above_the_threshold() -> None:
    both = PartsTaught(likeness=np.array([0.5, 0.4]), named=np.ones(2, dtype=bool), judged=np.ones(2, dtype=bool))
    weights = fit_parts([both])
    assert np.all(part_scores(both.likeness, weights) >= weights.threshold)
    assert weights.threshold > 0
