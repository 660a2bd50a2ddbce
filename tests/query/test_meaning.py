"""Looking passages up by their meaning, and what an answer, a check and a measurement make of it; meaning is shared stems here."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.library import Library
from kg.vectors import embed_lacking, switch_on
from query.answer import Status, as_json
from query.ask import Engine, Options
from query.chunks import SHOWN, SIZE, Chunks, chunks_of, owner_of, shown
from query.comparing import CHUNKS, compared
from query.evaluate import Case
from query.vectors import RESEMBLES, is_near, vector_hits
from query.verify import verify
from tests.embedders import HashEmbedder
from tests.query.conftest import CELEX, FOUNDING


@pytest.fixture(scope="module")
def near(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample library with vectors."""
    file = Path(shutil.copy(sample_file, tmp_path_factory.mktemp("near")))
    with Library(file) as library:
        switch_on(library, HashEmbedder())
        embed_lacking(library, HashEmbedder())
        yield library


ASKED = Options(as_of="2100-01-01")
ELSEWHERE = "Which yeast is best for baking sourdough bread?"


# ── looking up ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_passage_in_the_questions_own_words_is_nearest(near: Library) -> None:
    text = near.texts()[0]
    row = near.provision(f"{CELEX}/rct_11", text)
    first, *others = vector_hits(near, row.body[:150], (text,), 10)
    assert (first.provision, first.text) == (row.id, text.row)
    assert [one.cosine for one in others] == sorted((one.cosine for one in others), reverse=True)
    assert first.cosine > others[0].cosine


def test_a_passage_comes_once_and_as_many_as_are_asked_for(near: Library) -> None:
    found = [one.provision for one in vector_hits(near, FOUNDING, near.texts(), 12)]
    assert len(set(found)) == len(found) == 12


def test_blocks_change_nothing(near: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = vector_hits(near, FOUNDING, near.texts(), 20)
    monkeypatch.setattr("kg.vectors.BLOCK", 7)
    assert vector_hits(near, FOUNDING, near.texts(), 20) == whole


def test_without_vectors_or_texts_there_is_nothing(library: Library, near: Library) -> None:
    assert vector_hits(library, FOUNDING, library.texts(), 10) == ()
    assert vector_hits(near, FOUNDING, (), 10) == ()


def test_of_the_text_beside_a_consolidated_one_recitals_alone_are_looked_up(near: Library) -> None:
    """The sample act stands for the text as published; the text that is asked has no passages of its own."""
    (text,) = near.texts()
    later = replace(text, row=text.row + 1, version="2100-01-01")
    found = vector_hits(near.within((text,), (text,)), FOUNDING, (later,), 200)
    assert len(found) == text.counts["recital"]
    assert all("/rct_" in one.provision for one in found)


# ── answers ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_only_meaning_meets_says_how_near_it_is(near: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("query.seed.weights_of", lambda *_: {})
    (text,) = near.texts()
    found = Engine(near).ground("Who keeps the risk file?", ASKED).seeds
    resembling = [one for one in found if one.relation == RESEMBLES]
    assert resembling
    for one in resembling[:20]:
        assert is_near(near, "Who keeps the risk file?", near.provision(one.provision, text), one.because)


def test_words_and_meaning_together_never_outweigh_a_name(near: Library) -> None:
    found = Engine(near).ground(f"{FOUNDING} What does Article 16 say?", ASKED).seeds
    assert [one.relation for one in found[:2]] == ["names", "matches"]


@pytest.mark.parametrize("question", [FOUNDING, "Who must keep the risk file?", "How high is the fine for a forbidden practice?"])
def test_an_answer_with_vectors_holds_and_is_given_again(near: Library, question: str) -> None:
    answer = Engine(near).ask(question, ASKED)
    assert answer.status is Status.ANSWERED
    assert verify(answer, near).holds
    assert as_json(Engine(near).ask(question, ASKED)) == as_json(answer)


def test_a_question_about_nothing_in_the_library_is_still_not_answered(near: Library) -> None:
    assert Engine(near).ask(ELSEWHERE, ASKED).status is Status.ABSTAINED


@pytest.mark.parametrize("because", ["cosine 0.01", "cosine", "near", "cosine nan", ""])
def test_a_nearness_that_is_not_so_is_refused(near: Library, because: str) -> None:
    row = near.provision(f"{CELEX}/rct_11", near.texts()[0])
    assert not is_near(near, row.body[:150], row, because)


def test_a_nearness_cannot_be_told_without_vectors(near: Library, library: Library) -> None:
    row = near.provision(f"{CELEX}/rct_11", near.texts()[0])
    (said,) = (one for one in vector_hits(near, row.body[:150], near.texts(), 1))
    assert is_near(near, row.body[:150], row, f"cosine {said.cosine:.2f}")
    assert not is_near(library, row.body[:150], row, f"cosine {said.cosine:.2f}")


# ── the chunk baseline ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_chunks_of_a_pdf_are_its_pages_with_their_furniture(near: Library) -> None:
    (text,) = near.texts()
    pdf = next(source for source in text.sources if source.format == "pdf")
    chunks = chunks_of(near, text)
    assert "".join(one.words for one in chunks) == "\n".join(near.page(pdf, number) for number in range(1, (pdf.pages or 0) + 1))
    assert {len(one.words) for one in chunks[:-1]} == {SIZE}


@pytest.mark.parametrize(
    ("counts", "owner"),
    [
        ({"x/art_1": 100, "x/art_1/par_1": 50}, "x/art_1"),
        ({"x/art_1/par_1": 200, "x/art_1/par_2": 150, "x/art_2": 300}, "x/art_1/par_1"),
        ({"x/art_1/par_1": 5, "x/art_1/par_1/pnt_a": 10, "x/art_1/par_1/pnt_b": 11, "x/rct_9": 20}, "x/art_1/par_1/pnt_b"),
        ({"x/art_1/par_1": 10, "x/art_10": 9, "x/art_100/par_1": 8}, "x/art_1/par_1"),
    ],
)
def test_a_chunk_counts_for_the_provision_that_most_of_it_lies_in(counts: dict[str, int], owner: str) -> None:
    assert owner_of(Counter(counts)) == owner


@pytest.mark.parametrize("printed", [True, False], ids=["pdf", "plain text"])
def test_a_long_recital_is_found_where_it_stands(near: Library, printed: bool) -> None:
    (text,) = near.texts()
    chunks = chunks_of(near, text if printed else replace(text, sources=()))
    words = near.provision(f"{CELEX}/rct_11", text).body.split()
    held = [chunk for chunk in chunks if all(f" {word} " in chunk.words.replace("\n", " ") for word in words[5:25])]
    assert held
    assert {chunk.provision for chunk in held} == {f"{CELEX}/rct_11"}


def test_without_a_pdf_the_plain_text_is_cut_in_order(near: Library) -> None:
    (text,) = near.texts()
    chunks = chunks_of(near, replace(text, sources=()))
    first = [chunk.provision for chunk in chunks if "/rct_" in chunk.provision]
    assert first == sorted(first, key=lambda one: int(one.split("/")[1].removeprefix("rct_")))
    whole = "".join(one.words for one in chunks)
    assert all(near.provision(f"{CELEX}/{path}", text).body in whole for path in ("rct_3", "art_5/par_1", "art_17/par_1"))


def test_chunks_are_ranked_by_nearness_and_the_first_are_what_is_shown(near: Library) -> None:
    (text,) = near.texts()
    case = Case(question="How high is the fine for a forbidden practice?", act=CELEX, gold=(), answerable=True)
    answer = Chunks(near, (text,), HashEmbedder(), 60).ask(case)
    assert any(own.startswith(f"{CELEX}/art_17") for own, _ in answer.provisions[:3])
    assert len(shown(answer)) == SHOWN
    everything = Chunks(near, (text,), HashEmbedder(), 10_000).ask(case)
    assert len(everything.provisions) + len(everything.recitals) == len(chunks_of(near, text))


def test_measures_stand_beside_those_of_words_alone_and_of_chunks(near: Library, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"question": "How high are the fines?", "gold": ["art_17"]}), "utf-8")
    found = compared(near, gold, None, "", baselines=True)
    assert [one["engine"] for one in found] == ["whereas", "BM25 over articles", "BM25 over paragraphs", "whereas, words alone", CHUNKS]
    assert found[-1]["statements"]["precision"] is not None
    assert near.embedder is not None
    assert len(compared(near, gold, None, "", baselines=False)) == 1
