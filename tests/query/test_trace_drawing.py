"""Evidence drawn: the tree behind answers and support, as Graphviz source and as SVG whose parts stand apart and inside."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from kg.errors import InvalidId
from query.answer import Answer
from query.ask import Engine, Options
from query.evidence_tree import Branch, Shape, of_answer, of_support, shortened
from query.trace_drawing import Placed, dot, nodes, placed, svg
from query.walk import Step
from tests.query.conftest import AS_OF, CELEX, FOUNDING, sample_library

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>&amp; "quoted" \\ \x00\x1b ]]> ' + "Donaudampfschifffahrt" * 20


@pytest.fixture(scope="module")
def answer(engine: Engine) -> Answer:
    return engine.ask(FOUNDING, Options(as_of=AS_OF))


def leaf(label: str, shape: Shape = Shape.BINDING, **more: object) -> Branch:
    return Branch(label=label, shape=shape, relation="supports", **more)  # type: ignore[arg-type]


def wide(depth: int, breadth: int) -> Branch:
    """A tree of so many levels, each node with so many below it, with words of every length."""
    below = tuple(wide(depth - 1, breadth) for _ in range(breadth)) if depth else ()
    return Branch(label="Article 1 " * (depth + 1), shape=Shape.RECITAL, relation="has_part", because="why " * 9 * depth, branches=below)


def all_of(tree: Branch) -> list[Branch]:
    return [tree, *(one for inner in tree.branches for one in all_of(inner))]


# ── the tree ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_statement_of_an_answer_is_a_node_reached_by_its_walk(answer: Answer) -> None:
    tree = of_answer(answer)
    assert tree.shape is Shape.ROOT
    assert tree.label.startswith(FOUNDING)
    marks = sorted(int(mark) for one in all_of(tree) for mark in one.mark.split(", ") if mark)
    assert marks == list(range(1, len(answer.statements) + 1))
    steps = {
        tuple((step.relation, step.end, step.because) for step in one.walk[: at + 1])
        for one in answer.statements
        for at in range(len(one.walk))
    }
    assert len(all_of(tree)) == len(steps) + 1


def test_shapes_and_directions_are_those_of_the_law_and_the_graph(answer: Answer) -> None:
    recital, article = f"{CELEX}/rct_15", f"{CELEX}/art_11"
    steps = (
        Step(start="question", relation="names", end=article, because="named in the question"),
        Step(start=article, relation="^supports", end=recital, because="order"),
        Step(start=recital, relation="about", end=CELEX, because=""),
    )
    tree = of_answer(replace(answer, statements=(replace(answer.statements[0], walk=steps),)))
    _, first, second, third = all_of(tree)
    assert [one.shape for one in (first, second, third)] == [Shape.BINDING, Shape.RECITAL, Shape.OTHER]
    assert [(one.relation, one.against) for one in (first, second)] == [("names", False), ("supports", True)]


def test_an_abstention_has_a_root_alone(engine: Engine) -> None:
    tree = of_answer(engine.ask("Which yeast is best for baking sourdough bread?", Options(as_of=AS_OF)))
    assert (tree.branches, tree.label.endswith("(no answer)")) == ((), True)


def test_a_walk_without_end_is_refused(answer: Answer) -> None:
    endless = answer.statements[0].walk * 200
    with pytest.raises(InvalidId, match="200 steps"):
        of_answer(replace(answer, statements=(replace(answer.statements[0], walk=endless[:200]),)))


def test_a_reason_is_cut_behind_a_word() -> None:
    assert shortened("a  b\nc") == "a b c"
    cut = shortened("word, " * 100)
    assert (len(cut) <= 112, cut.endswith("word …")) == (True, True)


# ── places ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def boxes(one: Placed) -> list[tuple[int, int, int, int]]:
    return [(node.left, node.top, node.left + 258, node.top + node.height) for node in nodes(one)]


TREES = [
    Branch(label="Who?", shape=Shape.ROOT),
    Branch(label="Who?", shape=Shape.ROOT, branches=(leaf("One"), leaf("Two", because="w " * 200), leaf("Three"))),
    Branch(label="word " * 400, shape=Shape.ROOT, branches=(leaf("One"),)),
    Branch(label=HOSTILE, shape=Shape.ROOT, branches=(leaf(HOSTILE, because=HOSTILE, branches=(leaf("x"),)),)),
    wide(1, 17),
    wide(3, 3),
    wide(5, 1),
]


@pytest.mark.parametrize("tree", TREES)
def test_no_boxes_and_no_words_overlap_and_all_are_inside(tree: Branch) -> None:
    found, width, height = placed(tree)
    root = ET.fromstring(svg(tree))
    assert root.attrib["viewBox"] == f"0 0 {width} {height}"
    areas = boxes(found)
    for (a, b, c, d), (e, f, g, h) in combinations(areas, 2):
        assert c <= e or g <= a or d <= f or h <= b
    assert all(a > 0 and b > 0 and c < width and d < height for a, b, c, d in areas)
    words = [(int(one.attrib["x"]), int(one.attrib["y"]), one.text or "") for one in root.iter(f"{SVG}text")]
    assert all(x > 0 and x + 8 * min(len(said), 30) < width and 12 < y < height for x, y, said in words)
    assert len({(x, y) for x, y, _ in words}) == len(words)
    for (x, y, _), (x2, y2, _) in combinations(words, 2):
        assert x != x2 or abs(y - y2) >= 17


@pytest.mark.parametrize("tree", TREES)
def test_words_in_a_box_stand_inside_it(tree: Branch) -> None:
    for one in nodes(placed(tree)[0]):
        assert all(len(line) <= 30 for line in (*one.lines, *one.relation, *one.because))
        assert one.height >= 17 * len(one.lines)


@pytest.mark.parametrize("tree", TREES)
def test_the_same_tree_gives_the_same_picture(tree: Branch) -> None:
    assert svg(tree) == svg(tree)
    assert dot(tree) == dot(tree)


def test_what_binds_and_what_explains_are_told_apart_without_colour() -> None:
    root = ET.fromstring(svg(Branch(label="Who?", shape=Shape.ROOT, branches=(leaf("A"), leaf("B", Shape.RECITAL)))))
    _, _, binding, recital = root.iter(f"{SVG}rect")
    assert ("stroke-dasharray" in binding.attrib, "stroke-dasharray" in recital.attrib) == (False, True)
    kinds = [one.text for one in root.iter(f"{SVG}text") if one.attrib.get("class") == "kind"]
    assert kinds[:2] == ["binds", "explains"]


def test_an_edge_against_its_direction_points_back() -> None:
    tree = Branch(label="Who?", shape=Shape.ROOT, branches=(leaf("A"), leaf("B", against=True)))
    paths = [one.attrib for one in ET.fromstring(svg(tree)).iter(f"{SVG}path")][1:]
    assert [sorted(key for key in one if key.startswith("marker")) for one in paths] == [["marker-end"], ["marker-start"]]
    assert dot(tree).count("dir=back") == 1


def test_graphviz_source_escapes_what_is_written() -> None:
    lines = dot(TREES[3]).splitlines()
    assert (lines[0], lines[-1]) == ("digraph evidence {", "}")
    assert all((line.count('"') - line.count('\\"')) % 2 == 0 for line in lines)
    assert "\x00" not in dot(TREES[3])


# ── the command ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_library(tmp_path_factory.mktemp("drawn"))


def run(file: Path, *words: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, [*map(str, words), "--library", str(file)])
    return done.exit_code, done.stdout


def test_answers_and_support_are_drawn(file: Path, tmp_path: Path) -> None:
    saved = tmp_path / "answer.json"
    saved.write_text(run(file, "ask", FOUNDING, "--json")[1], "utf-8")
    for ref in (saved, "art_11", "rct_15", "Sample AI Act"):
        code, drawn = run(file, "trace", ref, "--format", "svg")
        assert (code, ET.fromstring(drawn).tag) == (0, f"{SVG}svg")
        assert run(file, "trace", ref, "--format", "dot")[1].startswith("digraph")
        assert run(file, "trace", ref, "--format", "json") == run(file, "trace", ref, "--json")
        assert run(file, "trace", ref, "--format", "text") == run(file, "trace", ref)
    assert run(file, "trace", "art_11", "--format", "png")[0] == 2


def test_support_is_drawn_from_the_recital_to_the_provision() -> None:
    link = {"id": f"{CELEX}/rct_15", "score": 0.5, "reasons": [{"kind": "order", "evidence": "between"}]}
    inward = of_support({"id": f"{CELEX}/art_11", "version": "oj", "recitals": [link]})
    assert (inward.shape, inward.branches[0].against, inward.branches[0].mark) == (Shape.BINDING, True, "0.50")
    outward = of_support({"id": f"{CELEX}/rct_15", "version": "oj", "provisions": [{**link, "id": f"{CELEX}/art_11"}]})
    assert (outward.shape, outward.branches[0].against, outward.branches[0].because) == (Shape.RECITAL, False, "order: between")
