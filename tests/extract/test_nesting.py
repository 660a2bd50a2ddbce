"""Nesting: cases in tests/cases/nesting.txt, the golden outline of a real act, and the law that no word is lost or out of order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.blocks import Block, Cell, Layout, Role
from extract.languages import ENGLISH
from extract.nesting import nest
from extract.source import Source
from extract.traced import EMPTY, trace
from kg.errors import LawError, MalformedSource
from kg.model import Act, Field, Kind, Provision, walk

TESTS = Path(__file__).resolve().parent.parent
FRONT = (
    "REGULATION (EU) 2099/9 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL", "of 1 May 2099", "on bread",
    "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,", "Having regard to the price of bread,", "Whereas:",
    "(1) Bread is good.",
)  # fmt: skip
ADOPTED = "HAVE ADOPTED THIS REGULATION:"
_BLOCK = re.compile(r"(?:(?P<sign>=|\^(?P<note>\S+)|\.\.\.) |(?P<depth>\d) (?P<label>\S+ )?> )?(?P<words>.+)")


@dataclass(frozen=True)
class Case:
    """One case of the file, with the line it begins at."""

    title: str
    line: int
    blocks: tuple[str, ...]
    outline: tuple[str, ...]


def cases() -> list[Case]:
    """The cases of tests/cases/nesting.txt, whose top describes the format."""
    found: list[Case] = []
    parts: list[list[str]] = []
    title, line = "", 0
    for number, text in enumerate((TESTS / "cases" / "nesting.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not title:
            if text.strip() and not text.startswith("#"):
                title, line, parts = text, number, []
        elif text == ".":
            parts.append([])
            if len(parts) == 3:
                found.append(Case(title, line, tuple(parts[0]), tuple(parts[1])))
                title = ""
        else:
            parts[-1].append(text)
    return found


def blocks_of(lines: Iterable[str]) -> tuple[Block, ...]:
    """Blocks as a case writes them, each behind the other in one source."""
    made, at = [], 0
    for line in lines:
        match = _BLOCK.fullmatch(line)
        assert match is not None, line
        label = match["note"] or (match["label"] or "").strip()
        role = Role.NOTE if match["note"] else Role.HEADING if match["sign"] == "=" else Role.TEXT
        depth = int(match["depth"]) if match["depth"] else None
        own = trace(label, at) if label else None
        at += len(label) + 1
        made.append(Block(body=trace(match["words"], at), role=role, label=own, depth=depth))
        at += len(match["words"]) + 1
    return tuple(made)


def laid_out(lines: Iterable[str]) -> tuple[Block, ...]:
    """The fixed beginning, the blocks of the preamble, the formula of adoption, and the rest."""
    inner = [line for line in lines if line.startswith("... ")]
    return blocks_of([*FRONT, *inner, ADOPTED, *(line for line in lines if not line.startswith("... "))])


def outline(provisions: Iterable[Provision], depth: int = 0) -> list[str]:
    """Provisions as a case writes them."""
    lines = []
    for one in provisions:
        shown = [one.id.rpartition("/")[2], f"[{one.heading}]" if one.heading else "", one.text.replace("\n", "/")]
        lines.append("  " * depth + " ".join(part for part in shown if part))
        lines += outline(one.children, depth + 1)
        if one.wrap_up:
            lines.append("  " * (depth + 1) + "~ " + one.wrap_up.replace("\n", "/"))
    return lines


def nested(lines: Iterable[str]) -> tuple[Provision, ...]:
    return nest(Layout(blocks=laid_out(tuple(lines))), "32099R0009", "case", ENGLISH).provisions


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.line}: {case.title}")
def test_case(case: Case) -> None:
    preamble, *rest = nested(case.blocks)
    assert [one.id for one in preamble.children[:2]] == ["32099R0009/cit_1", "32099R0009/rct_1"]
    assert outline([*preamble.children[2:], *rest]) == list(case.outline)


def test_the_cases_are_all_there() -> None:
    assert len(cases()) >= 25
    assert len({case.title for case in cases()}) == len(cases())


def test_without_articles_there_is_no_act() -> None:
    with pytest.raises(MalformedSource) as raised:
        nested(["Words and words."])
    assert raised.value.where == "case"


@pytest.mark.parametrize(
    ("lines", "recitals"),
    [
        (("Whereas mills are old;", "Whereas millers sleep,"), ["Whereas mills are old;", "Whereas millers sleep,"]),
        (("Whereas mills go;", "whereas they creak;", "Whereas all rest,"), ["Whereas mills go; whereas they creak;", "Whereas all rest,"]),
        (("(1) Whereas mills are old;", "(2) Whereas millers sleep,"), ["Whereas mills are old;", "Whereas millers sleep,"]),
        (("Whereas:", "Mills are old.", "Millers sleep,"), ["Mills are old.", "Millers sleep,"]),
        (("Whereas:", "(1) Mills are old.", "(2) Millers sleep,"), ["Mills are old.", "Millers sleep,"]),
    ],
)  # fmt: skip
def test_recitals_with_and_without_numbers(lines: tuple[str, ...], recitals: list[str]) -> None:
    blocks = blocks_of([*FRONT[:5], *lines, ADOPTED, "Article 1", "Mills mill."])
    preamble = nest(Layout(blocks=blocks), "32099R0009", "case", ENGLISH).provisions[0]
    found = [one for one in preamble.children if one.kind is Kind.RECITAL]
    assert [one.label for one in found] == [str(number) for number in range(1, len(recitals) + 1)]
    assert [one.text for one in found] == recitals


def test_a_recital_without_a_number_among_numbered_ones_is_no_recital() -> None:
    blocks = blocks_of([*FRONT[:5], "Whereas:", "(2) Mills are old.", "Millers sleep,", ADOPTED, "Article 1", "Mills mill."])
    with pytest.raises(MalformedSource):
        nest(Layout(blocks=blocks), "32099R0009", "case", ENGLISH)


# ── the golden outline ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def golden(provisions: Iterable[Provision], depth: int = 0) -> list[str]:
    """One provision a line: id, kind, and the beginning of the SHA-256 of its fields; no words of the law."""
    lines = []
    for one in provisions:
        digest = hashlib.sha256("\n".join(one.words(field) for field in Field).encode()).hexdigest()[:12]
        lines.append(f"{'  ' * depth}{one.id} {one.kind} {digest}")
        lines += golden(one.children, depth + 1)
    return lines


@pytest.mark.corpus
def test_the_outline_of_the_ai_act(ai_act: Callable[[str], tuple[Source, Act]], update_goldens: bool) -> None:
    _, act = ai_act("en.xhtml")
    path = TESTS / "acts" / "32024R1689" / "outline.txt"
    lines = golden(act.provisions)
    if update_goldens:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8").splitlines() == lines


# ── properties ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

LINES = st.lists(
    st.one_of(
        st.sampled_from([
            "Article 1", "Article 2", "Article 3", "CHAPTER I", "SECTION 1", "ANNEX I", "ANNEX II", "Section A",
            "Section B. Loaves", "= A heading", "1. One:", "2. Two.", "(a) first:", "(b) second;", "(i) one;", "(ii) two;",
            "— a dash,", "1.1. Dotted.", "‘(c) quoted’;", "the following is added:", "and the sentence goes on",
            "A new sentence.", "^1 A note.", "^2 Another note.", "1 (a) > words", "2 (i) > words:", "1 > More words.",
            "0 > and more", "1 (a) > Article 2", "1 (1) > ANNEX I", "1 ‘(a) > quoted’;", "1 (b) > Section A",
            "1 (2) > SECTION 1", "1 ‘(1) > quoted:", "Done at Breadtown, 1 May 2099.",
        ]),
        st.text("ab(.:— ’‘A1", min_size=1, max_size=12).filter(lambda text: text.strip() and not text.startswith(("=", "^", "..."))),
    ),
    max_size=25,
)  # fmt: skip


@given(LINES)
def test_every_word_stays_and_in_its_order(lines: list[str]) -> None:
    blocks = laid_out(["Article 1", *lines])
    try:
        reading = nest(Layout(blocks=blocks), "32099R0009", "case", ENGLISH)
    except LawError:
        return
    said = [
        (origin.start, one.words(origin.field)[origin.at : origin.at + origin.length])
        for one in walk(reading.provisions)
        for origin in one.origins
    ]
    said += [(item.place.start, item.text) for item in reading.dropped]
    given_words = [word for block in blocks for part in (block.label, block.body) if part for word in part.text.split()]
    assert [word for _, text in sorted(said) for word in text.split()] == given_words


@given(LINES)
def test_ids_are_built_once_and_name_their_parents(lines: list[str]) -> None:
    try:
        provisions = nested(["Article 1", *lines])
    except LawError:
        return
    ids = [one.id for one in walk(provisions)]
    assert len(ids) == len(set(ids))
    for one in walk(provisions):
        for part in one.children:
            inside = one.kind in (Kind.PREAMBLE, Kind.CHAPTER, Kind.SECTION, Kind.TITLE, Kind.PART) or part.id.startswith(one.id + "/")
            assert inside, (one.id, part.id)


@pytest.mark.parametrize("at", [2, 5])
def test_a_table_before_the_recitals_is_front_matter(at: int) -> None:
    lines = [*FRONT, ADOPTED, "Article 1", "Bread shall be baked."]
    blocks = list(blocks_of(lines))
    cells = tuple(Cell(column=number, parts=(Block(body=trace(words, 9000 * number)),)) for number, words in enumerate(("Rye", "dark"), 1))
    blocks.insert(at, Block(body=EMPTY, role=Role.TABLE, rows=(cells,)))
    nested = nest(Layout(blocks=tuple(blocks)), "32099R0009", "act.html", ENGLISH)
    assert [one.text for one in nested.dropped if one.bucket == "front matter"] == ["Rye", "dark"]
