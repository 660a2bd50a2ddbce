"""References are scored fairly: what is the same pair, what is made coarser, which form a mention has, what a tool's answer means."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.reference_cited import acts_named, celex_of_uri
from benchmarks.reference_corpus import blanked, draw, read, reason_class
from benchmarks.reference_facts import Sampled, misfits
from benchmarks.reference_forms import by_form, form_of
from benchmarks.reference_peers import PEERS, SCRIPTS, Answer, Places, ask, cells, mentions_of
from benchmarks.reference_scores import (
    NONE,
    ROWS,
    SELF,
    SPANS,
    Mention,
    Score,
    as_named,
    faults,
    found_in,
    judged_in,
    kind_of,
    matched,
    pairs_of,
    relations_of,
    table_of,
    to_article,
    touched,
    within,
)
from benchmarks.reference_speed import repeated
from kg.findings import Reference, Relation, Unresolved
from kg.ids import ActId, parse_id
from kg.model import Field, Span
from tests.factories import act, provision

OWN = "32024R1689"
OTHER = "32016R0679"


def mention(start: int, end: int, *targets: str, source: str = "art_1", wording: str = "", relation: str = "refers_to") -> Mention:
    named = targets or (NONE,)
    return Mention(
        act=OWN, source=source, field="text", start=start, end=end, targets=named, relations=(relation,) * len(named), wording=wording
    )


def reference(start: int, end: int, target: str | Unresolved) -> Reference:
    aim = target if isinstance(target, Unresolved) else parse_id(target) if "/" in target else ActId(target)
    span = Span(field=Field.TEXT, start=start, end=end)
    return Reference(source=parse_id(f"{OWN}/art_1"), span=span, wording="there", relation=Relation.REFERS_TO, target=aim)


# ── pairs ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_pair_is_right_when_words_overlap_and_targets_are_equal() -> None:
    judged = [mention(10, 20, "art_5", "art_6"), mention(40, 50, "art_7")]
    found = [mention(12, 25, "art_5", "art_8"), mention(40, 50, "art_7"), mention(60, 70, "art_6")]
    score = table_of(judged, found)["(a) own provisions"]
    assert score == Score(judged=3, found=4, right=2, hits=2, exact=1)
    assert score.figures() == pytest.approx((2 / 4, 2 / 3, 4 / 7))
    assert score.figures(exact=True) == pytest.approx((1 / 4, 1 / 3, 2 / 7))


def test_words_that_only_touch_or_stand_elsewhere_are_not_the_same() -> None:
    judged = pairs_of([mention(10, 20, "art_5")])
    for other in (mention(20, 30, "art_5"), mention(10, 20, "art_5", source="art_2"), replace(mention(10, 20, "art_5"), field="heading")):
        assert matched(judged, pairs_of([other])) == {}


def test_each_pair_is_used_once_and_the_same_characters_go_first() -> None:
    judged = pairs_of([mention(0, 30, "art_5"), mention(12, 20, "art_5")])
    found = pairs_of([mention(12, 20, "art_5"), mention(13, 40, "art_5")])
    assert matched(judged, found) == {0: 1, 1: 0}
    assert matched(judged, found[:1]) == {1: 0}


def test_what_is_found_twice_within_the_same_words_is_not_held_against_a_program() -> None:
    judged = [mention(0, 30, f"{OTHER}/art_5", f"{OTHER}/art_6")]
    found = [mention(9, 10, f"{OTHER}/art_5"), mention(15, 16, f"{OTHER}/art_6"), mention(40, 50, OTHER)]
    assert table_of(judged, found)["(b) other acts, to CELEX"] == Score(judged=1, found=3, right=1, hits=2, exact=0)
    assert [pair.mention.start for pair in faults(judged, found)[1]] == [40]


def test_other_acts_count_as_acts_and_their_provisions_apart() -> None:
    judged = [mention(0, 9, f"{OTHER}/art_6/par_1", f"{OTHER}/art_7"), mention(20, 29, "12016E/art_16")]
    found = [mention(0, 9, f"{OTHER}/art_6/par_1"), mention(20, 29, "12016M/art_16")]
    scores = table_of(judged, found)
    assert scores["(b) other acts, to CELEX"] == Score(judged=2, found=2, right=1, hits=1, exact=1)
    assert scores["(b) … of these treaties"].right == 0
    assert scores["(b) … provisions, with path"] == Score(judged=3, found=2, right=1, hits=1, exact=1)


def test_the_own_act_and_mentions_without_target_have_rows_of_their_own() -> None:
    judged = [mention(0, 9, SELF), mention(20, 29), mention(40, 49)]
    found = [mention(0, 9, SELF), mention(20, 29), mention(40, 49, OTHER)]
    scores = table_of(judged, found)
    assert scores["(c) the own act"].right == 1
    assert scores["(d) without target"] == Score(judged=2, found=1, right=1, hits=1, exact=1)
    assert scores["(b) other acts, to CELEX"].hits == 0
    assert list(scores) == [*ROWS, SPANS]


def test_provisions_to_the_article() -> None:
    assert [to_article(one) for one in ("art_5/par_1", f"{OTHER}/art_6/par_1", SELF, NONE)] == ["art_5", f"{OTHER}/art_6", SELF, NONE]
    judged, found = [mention(0, 9, "art_5/par_1", "art_5/par_2")], [mention(0, 9, "art_5/par_3")]
    scores = table_of(judged, found)
    assert scores["(a) own provisions"].right == 0
    assert scores["(a) … to the article"] == Score(judged=1, found=1, right=1, hits=1, exact=1)


def test_mentions_whatever_the_target_are_right_where_they_overlap() -> None:
    judged = [mention(0, 30, "art_5", "art_6"), mention(40, 50, "art_7"), mention(60, 70, SELF)]
    found = [mention(0, 9, OTHER), mention(12, 30, "art_9"), mention(80, 90, "art_1")]
    assert touched(judged, found) == Score(judged=2, found=3, right=1, hits=2, exact=0)


def test_relations_are_counted_where_the_pair_is_right() -> None:
    judged = [mention(0, 9, "art_5", relation="subject_to"), mention(20, 29, "art_6", relation="applies"), mention(40, 49, "art_7")]
    found = [mention(0, 9, "art_5"), mention(20, 29, "art_6", relation="applies")]
    assert relations_of(judged, found) == {("subject_to", "refers_to"): 1, ("applies", "applies"): 1}


def test_nothing_judged_and_nothing_found_is_no_error() -> None:
    assert {score.figures() for score in table_of([], []).values()} == {(0.0, 0.0, 0.0)}


# ── facts and references ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_references_of_the_same_words_are_one_mention() -> None:
    found = found_in(OWN, [reference(3, 9, f"{OWN}/art_5"), reference(3, 9, f"{OTHER}/art_6"), reference(12, 20, OWN)])
    assert [one.targets for one in found] == [("art_5", f"{OTHER}/art_6"), (SELF,)]
    unresolved = found_in(OWN, [reference(3, 9, Unresolved(reason="nothing there"))])
    assert unresolved[0].targets == (NONE,)
    assert within(found, {("art_2", "text")}) == ()


def test_facts_are_read_with_the_own_act_left_out(tmp_path: Path) -> None:
    line = {"act": OWN, "source": "art_1", "field": "text", "start": 1, "end": 4, "relation": "subject_to"}
    lines = [{**line, "targets": [OWN, f"{OWN}/art_5", "art_5", OTHER]}, {**line, "targets": []}]
    path = tmp_path / "facts.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    first, second = judged_in(path)
    assert (first.targets, first.relations) == ((SELF, "art_5", OTHER), ("subject_to",) * 3)
    assert second.targets == (NONE,)


def test_facts_that_do_not_fit_their_text_are_told() -> None:
    text = act(provision("art_1", text="See Article 2."), provision("art_2", text="Here."))
    good = mention(4, 13, "art_2", wording="Article 2")
    bad = [mention(4, 99, "art_2"), mention(4, 13, "art_9"), mention(4, 13, source="art_2/par_1"), mention(5, 13, relation="near_to")]
    sample = Sampled(act=text, words={("art_1", "text"): "See Article 2."}, judged=(good,))
    assert list(misfits(sample)) == []
    told = "\n".join(misfits(replace(sample, judged=(good, *bad))))
    for said in ("has 14 characters", "no art_9", "no such field", "no such relation: near_to", "overlap"):
        assert said in told


# ── forms ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("wording", "targets", "form"),
    [
        ("Article 5(1)", ("art_5/par_1",), "single, by its number"),
        ("Articles 5(1) and 6", ("art_5/par_1", "art_6"), "list"),
        ("Articles 8 to 10", ("art_8", "art_9", "art_10"), "range"),
        ("this Article", ("art_1",), "pointing (this, that)"),
        ("the second subparagraph", ("art_1/par_1/unp_2",), "ordinal"),
        ("point (a) of Article 6(1)", ("art_6/par_1/pnt_a",), "reverse order"),
        ("Annex I, point 3", ("anx_I/pnt_3",), "annex part"),
        ("Annex I", ("anx_I",), "annex"),
        ("Chapter III", ("cpt_III",), "chapter, section"),
        ("Directive 95/46/EC", ("31995L0046",), "act by number"),
        ("(EU) 2016/680", ("32016L0680",), "act in a list"),
        ("that Directive", ("31995L0046",), "act pointed at"),
        ("GDPR", (OTHER,), "act by short name"),
        ("Article 2 of Regulation (EU) 2016/679", (f"{OTHER}/art_2",), "provision of another act"),
        ("Article 2 of that Regulation", (f"{OTHER}/art_2",), "provision of an act pointed at"),
        ("Article 16 TFEU", ("12016E/art_16",), "treaty"),
        ("OJ L 119, 4.5.2016, p. 1", (OTHER,), "Official Journal"),
        ("Case C-1/00", (), "case"),
        ("Protocol No 21", (), "convention, protocol"),
        ("this Regulation", (SELF,), "own act"),
        ("that decision", (), "without target"),
    ],
)
def test_the_form_of_a_mention(wording: str, targets: tuple[str, ...], form: str) -> None:
    assert form_of(mention(0, len(wording), *targets, wording=wording)) == form


def test_a_mention_in_a_table_is_told_by_its_place() -> None:
    assert form_of(mention(0, 9, "art_5", source="anx_I/tab_1/row_2/cel_1", wording="Article 5")) == "table cell"


def test_misses_are_told_by_the_form_judged_and_extras_by_the_form_found() -> None:
    judged = [mention(0, 9, "art_5", "art_6", wording="Articles 5 and 6")]
    found = [mention(0, 9, "art_5", wording="Article 5"), mention(20, 29, OTHER, wording="Regulation (EU) 2016/679")]
    tallies = by_form(judged, found)
    assert (tallies["list"].judged, tallies["list"].missed) == (2, 1)
    assert tallies["act by number"].extra == 1
    assert set(tallies) == {"list", "act by number"}


# ── what tools answer ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _places() -> tuple[Sampled, Places]:
    point = provision("art_5/par_1/pnt_c")
    article = provision("art_5", provision("art_5/par_1", point), provision("art_5/par_3"))
    judged = (mention(0, 9, f"{OTHER}/art_6/par_1/pnt_f"),)
    chapter = provision("cpt_II", provision("cpt_II/sct_1", article))
    sample = Sampled(act=act(chapter, provision("anx_I/sct_2")), words={("art_5/par_1/pnt_c", "text"): "see 3"}, judged=judged)
    return sample, Places.of(sample)


@pytest.mark.parametrize(
    ("target", "settled"),
    [
        ("art_5/1/c", "art_5/par_1/pnt_c"),
        (f"{OWN}/art_5/par_1", "art_5/par_1"),
        ("./3", "art_5/par_3"),
        ("./c", "art_5/par_1/pnt_c"),
        ("anx_I/2", "anx_I/sct_2"),
        ("sct_1", "cpt_II/sct_1"),
        ("art_5/9", "art_5/9"),
        (OWN, SELF),
        (f"{OTHER}/art_6/1/f", f"{OTHER}/art_6/par_1/pnt_f"),
        (f"{OTHER}/art_6/1", f"{OTHER}/art_6/1"),
        ("12016E/art_16", "12016E/art_16"),
    ],
)
def test_what_a_tool_tells_is_read_kindly(target: str, settled: str) -> None:
    assert _places()[1].settled(target, "art_5/par_1/pnt_c") == settled


def test_an_answer_becomes_mentions() -> None:
    answer = Answer(found=((), (((4, 5, ("./3", "./3"))), (0, 3, ()))))
    first, second = mentions_of(answer, _places()[0], 1)
    assert (first.targets, first.wording) == (("art_5/par_3",), "3")
    assert second.targets == (NONE,)


def test_a_tool_without_targets_has_spans_alone() -> None:
    judged = [mention(0, 9, "art_5")]
    assert cells(judged, [mention(0, 9)])[:-2] == ("–",) * 5 + ("100.0 / 100.0 / 100.0",)
    assert "–" not in cells(judged, judged)


def _adapted(folder: Path, body: str) -> list[object]:
    """What an adapter prints whose tool is this expression of a text."""
    script = folder / "find_made_up.py"
    head = [f"import sys; sys.path.insert(0, {str(PEERS)!r})", "from finder import Finder, one_by_one, run", "def load():"]
    tail = "run(Finder(distribution='pytest', load=load))"
    script.write_text("\n".join([*head, f"    return one_by_one(lambda text: {body})", tail]), encoding="utf-8")
    given = json.dumps({"act": OWN, "source": "art_1", "field": "text", "words": "Article 5"})
    command = [sys.executable, str(script), "--runs", "2"]
    answer = subprocess.run(command, input=given, capture_output=True, text=True, check=True, timeout=60)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_an_adapter_tells_seconds_and_what_is_found(tmp_path: Path) -> None:
    head, found = _adapted(tmp_path, "print('noise') or [(0, len(text['words']), ('art_5',))]")
    assert isinstance(head, dict)
    assert len(head["seconds"]) == 2
    assert found == [[0, 9, ["art_5"]]]


def test_an_adapter_tells_what_a_tool_raises(tmp_path: Path) -> None:
    (head,) = _adapted(tmp_path, "text['nothing']")
    assert isinstance(head, dict)
    assert head["error"] == "KeyError: 'nothing'"
    (reached,) = _adapted(tmp_path, "__import__('socket').create_connection(('127.0.0.1', 9))")
    assert isinstance(reached, dict)
    assert reached["error"] == "OSError: no network while reading"


def test_each_tool_has_its_adapter() -> None:
    assert sorted(path.stem for path in PEERS.glob("find_*.py")) == sorted(SCRIPTS.values())
    assert ask(Path(sys.executable), "lexref", []).error


# ── official marks, the corpus, hostile texts ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("uri", "celex"),
    [
        ("http://data.europa.eu/eli/dir/2013/36/oj", "32013L0036"),
        ("http://publications.europa.eu/resource/celex/12016E290", "12016E"),
        ("http://publications.europa.eu/resource/celex/32016Q0512%2801%29", "32016Q0512(01)"),
        ("http://data.europa.eu/eli/treaty/teu_2016/art_5/oj", "12016M"),
        ("http://publications.europa.eu/resource/authority/treaty/TFEU_2016", "12016E"),
        ("http://data.europa.eu/eli/treaty/tfeu_2016/pro_21/oj", "treaty/tfeu_2016/pro_21/oj"),
    ],
)
def test_the_act_behind_an_official_address(uri: str, celex: str) -> None:
    assert celex_of_uri(uri) == celex


def test_the_own_act_is_not_among_the_acts_named() -> None:
    found = [reference(0, 9, f"{OWN}/art_5"), reference(9, 12, f"{OTHER}/art_6"), reference(12, 20, Unresolved(reason="no such thing"))]
    assert acts_named(found, OWN) == {OTHER}


def test_reasons_are_classed_without_what_is_particular() -> None:
    assert reason_class("no point c in 32024R1689/art_5/par_1") == reason_class("no point iv in art_7") == "no point … in …"
    assert reason_class("point a may be art_1/pnt_a or art_2/pnt_a") == "point … may be …"
    assert reason_class("'OJ L 1' is a place in the Journal") == "… is a place in the Journal"
    assert reason_class("no CELEX number is known for 'the Great Act'") == "no CELEX number is known for …"


def test_quoted_text_is_not_looked_at() -> None:
    assert blanked("see ‘Article 5’ there", Span(field=Field.TEXT, start=4, end=15), Field.TEXT) == "see " + " " * 11 + " there"
    assert blanked("Article 5", Span(field=Field.TEXT, start=0, end=9), Field.HEADING) == "Article 5"


def test_an_act_is_counted_by_what_its_words_name() -> None:
    words = "Article 2 and Article 9 apply. So does Article 2 of Regulation (EU) 2016/679."
    found = read("made-up", act(provision("art_1", text=words), provision("art_2")))
    own = [found.references[at].target for at in sorted(found.own)]
    assert found.mentions == 3
    assert own[0] == f"{OWN}/art_2"
    assert isinstance(own[1], Unresolved)
    assert len(own) == 2
    assert found.strays() == ()


def test_a_draw_is_not_written_into_the_repository(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="outside the repository"):
        draw(tmp_path, 1, PEERS / "drawn.jsonl")


def test_hostile_texts_have_the_length_asked_for() -> None:
    text = repeated("Article 1", ", 2", 1000)
    assert text.startswith("Article 1, 2, 2")
    assert 997 < len(text) <= 1000


def test_kinds_of_targets() -> None:
    assert [kind_of(one).name for one in ("art_1", OTHER, "12016E/art_16", SELF, NONE)] == [
        "OWN_PART", "OTHER_ACT", "TREATY", "OWN_ACT", "NO_TARGET",
    ]  # fmt: skip
    assert as_named(f"{OTHER}/art_6") == f"{OTHER}/art_6"
