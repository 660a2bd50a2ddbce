"""Understanding questions: words, names, terms and topics, and which way a question leans."""

from __future__ import annotations

import pytest

from kg.library import Library
from query.question import Leaning, understand
from tests.query.conftest import CELEX


def test_stems_leave_out_words_without_a_subject_and_come_once(library: Library) -> None:
    assert understand("Who must keep the files, and which files?", library).stems == ("keep", "file")


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Wer muss die Daten wie lange behalten?", ("daten", "lang", "behalten")),
        ("Qui doit garder les fichiers ?", ("doit", "garder", "fichier")),
        ("Who must keep the files for the Commission?", ("keep", "file", "commiss")),
        ("Free AI files", ("free", "ai", "file")),
    ],
)
def test_words_without_a_subject_are_left_out_in_the_language_of_the_question(library: Library, text: str, stems: tuple[str, ...]) -> None:
    assert understand(text, library).stems == stems


def test_a_topic_is_met_in_the_language_of_the_question(library: Library) -> None:
    assert "topic:administrative-fine" in dict(understand("Welches Bußgeld droht?", library).nodes)


@pytest.mark.parametrize("text", ["", "???", "  "])
def test_a_question_without_words_gives_an_empty_value(library: Library, text: str) -> None:
    found = understand(text, library)
    assert (found.stems, found.nodes, found.mentions, found.acts) == ((), (), (), ())


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("What does Article 5(1), point (a), forbid?", ("Article 5(1), point (a)",)),
        ("Is recital 15 binding?", ("recital 15",)),
        ("Compare Annex I and Article 6", ("Annex I", "Article 6")),
        ("Who must keep records?", ()),
    ],
)
def test_mentions_are_the_provisions_a_question_names(library: Library, text: str, mentions: tuple[str, ...]) -> None:
    assert tuple(mention.wording for mention in understand(text, library).mentions) == mentions


def test_words_that_only_name_an_act_are_not_looked_for(library: Library) -> None:
    found = understand("Who keeps files under the Lamp Act?", library, {"Lamp Act": "32098R0007"})
    assert found.acts == ("32098R0007",)
    assert found.stems == ("keep", "file")


@pytest.mark.parametrize("text", ["duties of a deployer", "duties of Deployers", "the deployer’s duties"])
def test_terms_are_met_in_any_form(library: Library, text: str) -> None:
    assert f"{CELEX}/term/deployer" in [node for node, _ in understand(text, library).nodes]


def test_a_term_inside_a_longer_term_is_not_found(library: Library) -> None:
    nodes = [node for node, _ in understand("What is a sensitive AI system?", library).nodes]
    assert f"{CELEX}/term/sensitive-ai-system" in nodes
    assert f"{CELEX}/term/ai-system" not in nodes


def test_a_node_comes_with_the_questions_own_words(library: Library) -> None:
    nodes = dict(understand("Who keeps a Risk File of sensitive AI systems?", library).nodes)
    assert nodes[f"{CELEX}/term/sensitive-ai-system"] == "sensitive AI systems"


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("What must a provider do?", Leaning.BINDING),
        ("How high are the fines?", Leaning.BINDING),
        ("Why is there a risk file?", Leaning.EXPLAINING),
        ("What are developers encouraged to do?", Leaning.EXPLAINING),
        ("Tell me about test grounds", Leaning.OPEN),
    ],
)
def test_a_question_leans_by_its_own_words(library: Library, text: str, leaning: Leaning) -> None:
    assert understand(text, library).leaning is leaning


@pytest.mark.parametrize("text", ["What is a provider?", "What does “provider” mean?", "definition of provider"])
def test_a_question_may_ask_for_a_definition(library: Library, text: str) -> None:
    assert f"{CELEX}/term/provider" in understand(text, library).defined


def test_a_question_that_only_uses_a_term_asks_for_no_definition(library: Library) -> None:
    assert understand("Who fines a provider?", library).defined == ()
