"""Quotations in a text: which marks open and close them, quoted lines, ellipses, and hostile texts in bounded time."""

from __future__ import annotations

import time

import pytest

from query.quoted_words import pieces_of, quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “keep the logs” and left.", ["keep the logs"]),
        ("He said “keep the ‘logs’ safe”.", ["keep the ‘logs’ safe"]),
        ("He said “read “this” too” twice.", ["read “this” too"]),
        ('Both "one" and "two" of them, 5" wide.', ["one", "two"]),
        ("The providers’ duties aren’t ‘risk files’ of ‘the providers’ own’.", ["risk files", "the providers"]),
        ("„Buch führen“ und «tenir un registre» und »fertig«", ["Buch führen", "tenir un registre", "fertig"]),
        ("It is ‘the deployer’s own’ log.", ["the deployer’s own"]),
        ("An “unclosed mark\n\nends with its paragraph”.", []),
        ("A “quotation over\nlines” of a paragraph.", ["quotation over lines"]),
        ("> Keep the logs\n> for long.\n", ["Keep the logs for long."]),
        ("  > Keep:\n  > the logs;\n", ["Keep: the logs;"]),
        ("> Keep the logs.\n> — Article 5 of the Lamp Act\n", ["Keep the logs."]),
        ("> Keep the logs (Article 5(1) LA)\n", ["Keep the logs"]),
        ('> "Keep the\n> logs." (Article 5)\n', ["Keep the logs."]),
        ("> Keep the “logs” that people write of all they do.\n", ["Keep the “logs” that people write of all they do."]),
        ("Nothing is quoted here.", []),
        ("An empty “” one.", []),
    ],
)
def test_what_is_quoted(text: str, found: list[str]) -> None:
    assert [one.text for one in quotations(text)] == found


def test_a_quotation_knows_its_place_and_its_lines() -> None:
    text = "See:\n\n> Keep:\n> the logs;\n\nand “so on”."
    lines, marked = quotations(text)
    assert (text[lines.start : lines.end], lines.lines) == ("> Keep:\n> the logs;\n", ("Keep:", "the logs;"))
    assert text[marked.start : marked.end] == "“so on”"


@pytest.mark.parametrize(
    ("quoted", "pieces"),
    [
        ("keep the logs", ("keep the logs",)),
        ("keep … the logs", ("keep", "the logs")),
        ("keep [...] the [ … ] logs", ("keep", "the", "logs")),
        ("... keep (…) the logs. . .", ("keep", "the logs")),
        ("…", ()),
    ],
)
def test_pieces_of_a_quotation(quoted: str, pieces: tuple[str, ...]) -> None:
    assert pieces_of(quoted) == pieces


@pytest.mark.parametrize("unit", ["“", '"a ', "‘a’a", "> “\n", "> — \n", "„a", "(Article ", "“a” "])
def test_hostile_text_takes_time_in_proportion(unit: str) -> None:
    started = time.perf_counter()
    quotations(unit * (200_000 // len(unit)))
    assert time.perf_counter() - started < 5
