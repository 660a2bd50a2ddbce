"""Texts that anyone wrote, held to the law: quotations, citations and what belongs together, and answers as they are printed."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

import cli
from benchmarks.generated_questions import questions as generated
from kg.library import Library
from query import render
from query.ask import Engine, Options
from query.cite import act_number
from query.render_verify import text_lines
from query.verify_text import day_of, is_json, verify_text
from tests.factories import CELEX as ACT
from tests.query import versioned
from tests.query.conftest import AS_OF, CELEX, sample_library
from tests.query.versioned import FIRST

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "verify.schema.json"
FREE = "Access shall be free of charge for small undertakings, research organisations and developers of free and open-source components."
GROUND = "‘test ground’ means a controlled setting, run by a supervisory body"
Held = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def held(engine: Engine) -> Held:
    """What is found of a text, held to the sample act."""
    shelf = engine.shelf(Options(as_of=AS_OF))
    return lambda text: verify_text(text, shelf)


def told(found: dict[str, Any]) -> list[str]:
    return [one["found"] for one in found["quotations"]]


def stood(found: dict[str, Any]) -> list[str]:
    return [one["found"] for one in found["citations"]]


# ── quotations ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "quoted",
    [
        f"“{FREE}”",
        f'"{FREE}"',
        f"> {FREE}\n",
        f"«{FREE.removesuffix('.')}»",
        f"“{FREE.replace(' ', chr(10), 6)}”",
        "“access shall be free of charge”",
        "“[a]ccess shall be free of charge,”",
        "“Access shall be free of charge for … open-source components”",
        "“Each supervisory body […] developers of free and open-source components.”",
        "“Each supervisory body shall run a test ground. Access shall be free”",
        "“(16) 'test ground' means a controlled setting”",
    ],
)
def test_words_of_the_law_hold(held: Held, quoted: str) -> None:
    found = held(f"It is said:\n{quoted}")
    assert (found["holds"], told(found)) == (True, ["verbatim"])


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        (FREE.replace("small", "large"), "nearly"),
        (FREE.replace("charge", "charges"), "nearly"),
        ("Access shall be open-source components … free of charge", "nearly"),
        ("ccess shall be free of charge", "nearly"),
        ("Hens must wear little red boots while they cross the courtyard", "not_in_library"),
    ],
)
def test_other_words_do_not(held: Held, quoted: str, found: str) -> None:
    said = held(f"It is said: “{quoted}”")
    assert (said["holds"], told(said)) == (False, [found])


def test_a_near_quotation_tells_the_words_that_differ(held: Held) -> None:
    (one,) = held(f"Article 16(2) says “{FREE.replace('small', 'large')}”")["quotations"]
    assert one["nearest"]["provision"] == f"{CELEX}/art_16/par_2"
    assert [each["words"] for each in one["nearest"]["operations"] if each["done"] != "keep"] == ["small", "large"]


def test_words_exchanged_at_the_ends_of_a_quotation_are_told(held: Held) -> None:
    (one,) = held("Article 16(2): “Entry shall be free of charge for small undertakings, research organisations and others”")["quotations"]
    said = one["nearest"]["operations"]
    assert "".join(each["words"] for each in said if each["done"] != "delete").split() == one["text"].split()
    assert [each["words"].split()[0] for each in said if each["done"] == "delete"] == ["Access", "developers"]


def test_two_words_are_held_to_a_citation_and_to_nothing_else(held: Held) -> None:
    assert told(held("The so-called “iron curtain” is no term.")) == ["few_words"]
    assert held("The so-called “iron curtain” is no term.")["holds"]
    assert not held("Article 16(2) speaks of an “iron curtain”.")["holds"]
    assert told(held("Article 16(2) speaks of a “test ground”.")) == ["verbatim"]


def test_a_quotation_may_run_over_points_with_their_labels_or_without(held: Held) -> None:
    for label in ("", "(a) "):
        found = held(f"Article 5(1): “forbidden where the system: {label}steers people by signals of which they are not aware”")
        assert told(found) == ["verbatim"], label


def test_the_introduction_of_a_point_counts_as_its_words(held: Held) -> None:
    text = f"Article 3, point (16)\n\n> For the purposes of this Regulation, the following definitions apply:\n> {GROUND}\n"
    assert told(held(text)) == ["verbatim", "verbatim"]


# ── citations ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Article 16(2) of Regulation (EU) 2099/1", ["exists"]),
        ("**Art. 16(2)** and recitals 1 to 3", ["exists", "exists"]),
        ("32099R0001/art_16/par_2", ["exists"]),
        ("http://data.europa.eu/eli/reg/2099/1/art_16/par_2/oj", ["exists"]),
        ("http://data.europa.eu/eli/reg/2099/1/art_16/par_99/oj", ["does_not_exist"]),
        ("Article 16(99)", ["does_not_exist"]),
        ("Articles 16 and 999", ["does_not_exist"]),
        ("Article 5 of Regulation (EU) 2098/7", ["act_not_in_library"]),
        ("Article 5 GDPR", ["act_not_in_library"]),
        ("32098R0007/art_1", ["act_not_in_library"]),
        ("paragraph 2 and that Regulation", []),
        ("He wrote “under Article 999 of Regulation (EU) 2098/7”", []),
    ],
)
def test_what_is_found_of_citations(held: Held, text: str, found: list[str]) -> None:
    said = held(text)
    assert stood(said) == found
    assert said["holds"] is (set(found) <= {"exists"} and not said["quotations"])


def test_a_citation_that_the_text_says_is_none_holds_and_one_that_exists_does_not(held: Held) -> None:
    found = held("What does Article 999 say? 'Article 999' does not exist.")
    assert (found["holds"], stood(found)) == (True, ["does_not_exist"] * 2)
    assert not held("Article 5 does not exist.")["holds"]


def test_the_nearest_are_told(held: Held) -> None:
    (one,) = held("Article 99")["citations"]
    assert f"{CELEX}/art_18" in one["why"]


# ── what belongs together ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Article 16(2) says “{}”.", ["Article 16(2)"]),
        ("It is said “{}” (Article 16(2)). Article 5 is another.", ["Article 16(2)"]),
        ("Article 5 is one. Article 16(2) says “{}”.", ["Article 16(2)"]),
        ("Unlike the “risk file” (Article 8), “{}” (see Article 16(2)).", ["Article 16(2)"]),
        ("The words “{}” stand in Article 16(2).", ["Article 16(2)"]),
        ("Article 16(2) reads:\n\n> {}\n\nArticle 5 does not.", ["Article 16(2)"]),
        ("### Article 16(2)\n\n> {}\n", ["Article 16(2)"]),
        ("> {}\n> — Article 16(2)\n", ["Article 16(2)"]),
        ("- Article 5: forbidden\n- Article 16(2): “{}”\n", ["Article 16(2)"]),
        ("- Article 16(2): “{}”.\n- Article 5: another", ["Article 16(2)"]),
        ("Article 16(2) says “{}”.\n\n- Article 5 is another", ["Article 16(2)"]),
        ("“{}” - Article 16(2)", ["Article 16(2)"]),
        ("“{}”\n— Article 16(2)", ["Article 16(2)"]),
        ("“{}”,\nas Article 16(2) says", ["Article 16(2)"]),
        ("“{}” in Article 16(2), beside Article 5", ["Article 16(2)"]),
        ("Article 5 is long.\n\nNow “{}”", []),
        ("Art. 16(2) says “{}”. Article 5 says nothing.", ["Art. 16(2)"]),
        ("Under Articles 5 and 16, “{}”", ["Articles 5 and 16"]),
    ],
)
def test_a_quotation_belongs_to_the_citation_beside_it(held: Held, text: str, cited: list[str]) -> None:
    found = held(text.format(FREE))
    one = next(one for one in found["quotations"] if one["text"] == FREE)
    assert (one["cited"], one["found"]) == (cited, "verbatim")


@pytest.mark.parametrize("text", ["Article 5(1) says “{}”.", "“{}” (Article 5(1))", "> {}\n> — Article 5(1)\n"])
def test_a_quotation_under_another_citation_does_not_hold(held: Held, text: str) -> None:
    found = held(text.format(FREE))
    (one,) = found["quotations"]
    assert (found["holds"], one["found"], [place["provision"] for place in one["places"]]) == (
        False,
        "elsewhere",
        [f"{CELEX}/art_16/par_2"],
    )
    assert any("not in Article 5(1), but in Article 16(2)" in line for line in text_lines(found))


def test_two_quotations_exchanged_do_not_hold(held: Held) -> None:
    other = "set up a risk file before the system is placed on the market"
    assert held(f"Article 16(2) says “{FREE}” and Article 8(1) says “{other}”.")["holds"]
    found = held(f"Article 16(2) says “{other}” and Article 8(1) says “{FREE}”.")
    assert told(found) == ["elsewhere", "elsewhere"]


# ── versions ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("held") / "library.sqlite"
    versioned.library(path, by=versioned.amending())
    with Library(path) as opened:
        yield opened


def test_what_is_gone_is_told_with_what_deleted_it(versions: Library) -> None:
    text = f"Article 1(2) of {act_number(ACT)} says “{versioned.DUSK}”"
    for day, holds in (("2024-12-01", True), ("2025-06-01", False)):
        found = verify_text(text, Engine(versions).shelf(Options(as_of=day)))
        assert found["holds"] is holds, day
    assert (told(found), stood(found)) == (["other_version"], ["gone"])
    assert "Deleted by Article 1" in found["citations"][0]["why"]
    assert FIRST in found["citations"][0]["why"]


def test_a_recital_of_the_text_as_published_stands_beside_a_consolidated_one(versions: Library) -> None:
    found = verify_text("Recital 1 says “Hens need sleep.”", Engine(versions).shelf(Options(as_of="2025-06-01")))
    assert (found["holds"], told(found)) == (True, ["verbatim"])


@pytest.mark.parametrize(
    ("text", "day"),
    [("Texts: 1; as of 2025-06-01.", "2025-06-01"), ("as of 2025-06-01, as of 2025-13-01", "2025-06-01"), ("as of late", None)],
)
def test_a_text_may_name_its_day(text: str, day: str | None) -> None:
    assert day_of(text) == day


# ── answers as printed ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def printed(engine: Engine, library: Library, question: str) -> tuple[str, str]:
    answer = engine.ask(question, Options(as_of=AS_OF))
    return render.plain(render.answer(answer, library)), render.answer_markdown(answer)


def test_every_answer_holds_as_text_and_as_markdown(held: Held, engine: Engine, library: Library, questions: tuple[str, ...]) -> None:
    asked = (*questions, *generated(library, 1)[:80], "What does Article 999 say?", "What do Articles 5 and 999 say?")
    for question in asked:
        for text in printed(engine, library, question):
            found = held(text)
            assert found["holds"], (question, list(text_lines(found)))


def test_no_printed_answer_holds_once_a_letter_of_its_quotations_is_another(held: Held, engine: Engine, library: Library) -> None:
    rng = random.Random(1)
    for question in generated(library, 2)[:40]:
        for text in printed(engine, library, question):
            for one in held(text)["quotations"]:
                places = [at for at in range(one["start"] + 2, one["end"] - 2) if text[at].isalpha() and text[at - 1].isalpha()]
                at = rng.choice(places)
                letter = "x" if text[at] != "x" else "z"
                assert not held(text[:at] + letter + text[at + 1 :])["holds"], (question, one["text"], at)


@pytest.mark.parametrize(
    "text",
    [
        "http://x/eli/" * 2000, "“" + "the … act … " * 300 + "”", "“" + "the system shall " * 3000 + "”", "“" + "a) (b) " * 2000 + "”",
        "Article 5(1), " * 2000, "Article 5 says “keep it all up” (Article 6). " * 200, "32099R0001/" * 3000, "> “\n" * 3000,
    ],
)  # fmt: skip
def test_hostile_texts_take_bounded_time(held: Held, text: str) -> None:
    started = time.perf_counter()
    held(text)
    assert time.perf_counter() - started < 20


# ── the command ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_library(tmp_path_factory.mktemp("texts"))


def run(file: Path, *words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli.app, [*map(str, words), "--library", str(file)])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(("said", "code"), [(f"Article 16(2): “{FREE}”", 0), (f"Article 5: “{FREE}”", 1), ("[Article 16](x)", 0)])
def test_the_command_says_whether_a_text_holds(file: Path, tmp_path: Path, said: str, code: int) -> None:
    text = tmp_path / "text.md"
    text.write_text(said, "utf-8")
    done = run(file, "verify", text)
    assert (done[0], "holds" in done[1], "does NOT hold" in done[1]) == (code, code == 0, code == 1)
    found = json.loads(run(file, "verify", text, "--json")[1])
    assert not list(Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).iter_errors(found))
    assert found["holds"] is (code == 0)


def test_the_schema_knows_every_finding(held: Held) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    text = (
        f"Article 5: “{FREE}”. Article 99: “{FREE.replace('small', 'big')}”; “iron curtain”. “Hens wear boots in all gardens.” Art. 5 GDPR."
    )
    found = held(text)
    assert set(told(found)) == {"elsewhere", "nearly", "few_words", "not_in_library"}
    assert not list(validator.iter_errors(json.loads(json.dumps(found))))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"  \n", b"words\0and more"])
def test_what_is_no_text_is_refused(file: Path, tmp_path: Path, content: bytes) -> None:
    text = tmp_path / "text.txt"
    text.write_bytes(content)
    code, out, err = run(file, "verify", text)
    assert (code, out, err.startswith("Error: ")) == (2, "", True)


def test_json_is_told_from_text_by_what_it_holds(file: Path, tmp_path: Path) -> None:
    assert [is_json(one) for one in ('{"a": 1}', "[1]", '{"cut', "[Article 5](x)", "{curly} words", "Words.")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    answer = tmp_path / "answer.txt"
    answer.write_text(run(file, "ask", "Who must keep the risk file?", "--json")[1], "utf-8")
    assert "statements" in run(file, "verify", answer)[1]
