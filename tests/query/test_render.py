"""Rendering: what people read, in a terminal, piped, and as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.console import Console

from kg.library import Library
from query import render, show
from query.answer import NOTICE, Answer, QuotePlace
from query.ask import Engine, Options
from query.support import trace
from query.trace import trace_answer
from tests.query.conftest import AS_OF, CELEX, FOUNDING, Row


@pytest.fixture(scope="module")
def found(engine: Engine) -> Answer:
    return engine.ask(FOUNDING, Options(as_of=AS_OF))


def flat(words: str) -> str:
    return " ".join(words.split())


def test_an_answer_shows_every_statement_with_citation_and_words(found: Answer, library: Library) -> None:
    shown = flat(render.plain(render.answer(found, library)))
    for number, statement in enumerate(found.statements, 1):
        assert f"{number}. {statement.citation} [{statement.role}]" in shown
        assert all(f"“{flat(quote.text)}”" in shown for quote in statement.quotes)


def test_an_answer_says_once_what_binds_and_what_explains(found: Answer, library: Library) -> None:
    shown = render.plain(render.answer(found, library))
    assert [shown.count(heading) for heading in ("Binding provisions\n", "Recitals (they explain, and do not bind)\n")] == [1, 1]


def test_an_answer_carries_the_notice_once(found: Answer, library: Library) -> None:
    assert flat(render.plain(render.answer(found, library))).count(NOTICE) == 1
    assert render.answer_markdown(found).count(NOTICE) == 1


def test_every_line_of_a_quotation_stands_in_the_quoted_lines_of_markdown(found: Answer) -> None:
    first = found.statements[0]
    of_lines = replace(first.quotes[0], text="the following is added:\n‘1. Hens sleep.", start=0, end=39)
    shown = render.answer_markdown(replace(found, statements=(replace(first, quotes=(of_lines,)),)))
    assert "   > the following is added:\n   > ‘1. Hens sleep.\n" in shown


def test_the_sample_is_called_fictional(found: Answer, library: Library) -> None:
    assert "fictional: not law" in flat(render.plain(render.answer(found, library)))


def test_a_statement_names_both_sources_and_the_page(found: Answer, library: Library) -> None:
    assert re.search(r"act\.xhtml, characters \d+–\d+; act\.pdf, p\. 2\n", render.plain(render.answer(found, library)))


def test_the_walk_is_shown_when_asked_for(found: Answer, library: Library) -> None:
    short, long = (render.plain(render.answer(found, library, explain=explain)) for explain in (False, True))
    assert "└── matches → " in long
    assert "matches →" not in short


def test_an_abstention_says_why_and_what_is_nearest(engine: Engine, library: Library) -> None:
    shown = flat(render.plain(render.answer(engine.ask("What does Article 999 say about fines?", Options(as_of=AS_OF)), library)))
    assert shown.startswith("No answer. The question names a provision that does not exist.")
    assert "Nearest: " in shown


def test_markdown_links_each_citation_and_quotes_each_quotation(found: Answer) -> None:
    shown = render.answer_markdown(found)
    for statement in found.statements:
        assert f"[{statement.citation}]({statement.eli})" in shown
        assert all(f"   > {quote.text}\n" in shown for quote in statement.quotes)


def test_a_provision_shows_its_labels_words_and_recitals(library: Library, row: Row) -> None:
    recitals = trace(library, row("art_11"))["recitals"]
    shown = render.plain(render.provision(show.provision(library, row("art_11")), show.printed(library, row("art_11")), recitals))
    assert shown.splitlines()[0] == "Article 11 of Regulation (EU) 2099/1"
    assert "\n   4. " in shown
    assert re.search(r"Recitals: .*\b15 \(", shown)


def test_a_trace_has_a_row_for_each_recital(library: Library, row: Row) -> None:
    traced = trace(library, row("art_11"))
    shown = render.plain(render.trace(traced))
    assert all(one["id"] in shown for one in traced["recitals"])


def test_a_trace_of_nothing_says_so(library: Library, row: Row) -> None:
    assert render.plain(render.trace({"id": "x", "version": "oj", "recitals": []})) == "x (as published) is not supported by any recital.\n"


def test_an_answers_tree_shows_question_walk_words_and_place(found: Answer) -> None:
    shown = flat(render.plain(render.answer_trace(trace_answer(found), found.question)))
    assert shown.startswith(FOUNDING)
    assert f"matches → {found.statements[0].provision}" in shown
    assert "← act.xhtml, characters" in shown


def test_piped_output_has_no_control_codes_nor_blanks_at_line_ends(found: Answer, library: Library) -> None:
    shown = render.plain(render.answer(found, library, explain=True))
    assert "\x1b" not in shown
    assert not re.search(r"[ \t]\n", shown)
    assert max(map(len, shown.splitlines())) <= 100


def test_rows_of_piped_tables_are_not_broken() -> None:
    long = f"{CELEX}/" + "/".join(["art_1"] * 40)
    assert long in render.plain(render.table("", ("id",), [(long,)]))


def test_words_that_look_like_markup_are_printed_as_they_are() -> None:
    assert "[bold]x[/bold]" in render.plain(render.table("", ("a",), [("[bold]x[/bold]",)]))


def test_a_terminal_of_80_columns_holds_an_answer(found: Answer, library: Library) -> None:
    console = Console(width=80, force_terminal=False)
    with console.capture() as captured:
        console.print(render.answer(found, library, explain=True))
    assert max(map(len, captured.get().splitlines())) <= 80


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"start": 10, "end": 90}, "characters 10–90"),
        ({"start": 10, "end": 90, "page": 24}, "p. 24, characters 10–90"),
        ({"start": 5407, "end": 268, "page": 29, "end_page": 30}, "p. 29, character 5407, to p. 30, character 268"),
    ],
)
def test_a_place_over_a_page_break_names_both_pages(given: dict[str, int], said: str) -> None:
    assert render._characters(QuotePlace(source="act.pdf", sha256="0" * 64, **given)) == said


# ── the recitals of an act ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_act_without_recitals_says_so() -> None:
    assert render.plain(render.trace_act({"id": "x", "version": "oj", "groups": []})) == "x (as published) has no recitals.\n"


def test_an_act_is_a_table_of_runs_of_recitals() -> None:
    def group(labels: str, provision: str | None, score: float | None, *also: str, heading: str = "") -> dict[str, object]:
        ends = {"provision": provision and f"{CELEX}/{provision}", "also": [f"{CELEX}/{one}" for one in also]}
        return {"recitals": [f"{CELEX}/rct_{one}" for one in labels.split()], "heading": heading, "score": score, "earlier": [], **ends}

    groups = [group("1 2 3", "art_1", 0.625, "art_2", "anx_I", heading="Lamps [new]"), group("4", None, None), group("5", "cpt_II", 0.1)]
    shown = render.plain(render.trace_act({"id": CELEX, "version": "oj", "groups": groups})).splitlines()
    rows = [[cell.strip() for cell in line.split("│")] for line in shown if "│" in line]
    assert rows == [
        ["1–3", "art_1", "Lamps [new]", "0.62", "art_2, anx_I"],
        ["4", "nothing in particular", "", "", ""],
        ["5", "cpt_II", "", "0.10", ""],
    ]
    assert shown[0].strip() == f"{CELEX} (as published)"
