"""The reference grammar: the cases of tests/cases/references.txt, and its laws."""

from __future__ import annotations

import gc
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.act_names import names_in
from extract.connectives import relations
from extract.reference_languages import LANGUAGES, Language
from extract.reference_paths import ALL, labels_between
from extract.references import Mention, find_mentions
from kg.findings import REFERENCES, Relation

CASES = {"en": "references.txt", "fr": "references_fr.txt"}
NAMES = {"GDPR": "32016R0679"}
PIECES = (
    "Article", "Articles", "paragraph", "points", "point", "Annex", "Section", "first", "second", "subparagraph", "this", "that",
    "the", "of", "to", "and", "or", ",", "(1)", "(a)", "(ii)", "5", "12", "4a", "3.1", "III", "A", "Regulation", "Directive",
    "(EU) 2016/679", "No 300/2008", "95/46/EC", "thereof", "TFEU", "GDPR", "Convention", "Protocol No", "is replaced", "respectively",
    "-", "days", "Case C-1/12", "ECLI:EU:C:2014:317", "OJ L 119, 4.5.2016, p. 1", "its", "Treaty", "Berne", "on", "paragraphe",
    "article", "premier", "alinéa", "dudit", "règlement (UE) 2016/679", "l'", "du", "a)", "(", ")", "‘", "’",
)  # fmt: skip


def blocks(language: str) -> list[tuple[str, str, str, list[str]]]:
    """The cases of a language: title, sentence, marker line, expected lines."""
    file = Path(__file__).parents[1] / "cases" / CASES[language]
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    groups = "\n".join(lines).strip("\n").split("\n\n")
    return [(parts[0], parts[1], parts[2], parts[3:]) for group in groups if (parts := group.splitlines())]


def marked(sentence: str, mentions: tuple[Mention, ...]) -> str:
    """The marker line that the mentions would have."""
    out = [" "] * len(sentence)
    for one in mentions:
        out[one.start : one.end] = "[" + "-" * (one.end - one.start - 2) + "]"
    return "".join(out).rstrip() or "(none)"


def written(mention: Mention) -> str:
    """A mention as the cases write it, without its relation."""
    parts = ["/".join(map(str, path)).replace(f"_{ALL}", "") for path in mention.paths]
    if mention.act is not None:
        parts.append(f"@{mention.act.celex or mention.act.pointing or '?'}")
    return "= " + " ".join(parts)


def read(sentence: str, language: Language) -> list[tuple[Mention, str]]:
    """The mentions of a sentence and their relations, with the short names that the sentence brings in."""
    names = {**NAMES, **dict(names_in(sentence, NAMES, language))}
    mentions = find_mentions(sentence, names, language)
    return list(zip(mentions, relations(sentence, mentions, language.code), strict=True))


EVERY = [pytest.param(language, *block, id=f"{language}: {block[0]}") for language in CASES for block in blocks(language)]


@pytest.mark.parametrize(("language", "title", "sentence", "marks", "expected"), EVERY)
def test_case(language: str, title: str, sentence: str, marks: str, expected: list[str]) -> None:
    found = read(sentence, LANGUAGES[language])
    line = marked(sentence, tuple(mention for mention, _ in found))
    assert line == marks, f"{title}\n{sentence}\n{line}"
    for (mention, relation), one in zip(found, expected, strict=True):
        assert written(mention) == one.partition(" ~")[0]
        assert not one.partition(" ~")[2] or relation == one.partition(" ~")[2]


@pytest.mark.parametrize(("language", "least"), [("en", 500), ("fr", 70)])
def test_case_titles_are_unique(language: str, least: int) -> None:
    titles = [block[0] for block in blocks(language)]
    assert len(titles) == len(set(titles)) >= least


def test_the_cases_state_every_relation() -> None:
    stated = {line.partition(" ~")[2] for block in blocks("en") for line in block[3] if " ~" in line}
    assert {*stated, Relation.REFERS_TO} >= {*REFERENCES, Relation.AMENDS}


def test_each_path_has_the_words_of_its_last_step() -> None:
    text = "see Articles 8 to 10 and 12"
    (mention,) = find_mentions(text)
    assert [text[start:end] for start, end in mention.spans] == ["Articles 8", "Articles 8 to 10", "10", "12"]


def test_names_may_be_typed_in_any_case() -> None:
    (mention,) = find_mentions("gdpr article 32", NAMES, any_case=True)
    assert written(mention) == "= art_32 @32016R0679"
    assert written(find_mentions("gdpr article 32", NAMES)[0]) == "= art_32"


def test_those_regulations_are_all_of_the_list() -> None:
    mentions = find_mentions("Regulations (EU) 2016/679 and (EU) 2018/1725 apply; those Regulations are strict.")
    assert mentions[-1].act is not None
    assert (mentions[-1].act.celex, mentions[-1].act.also) == ("32016R0679", ("32018R1725",))


@pytest.mark.parametrize(
    ("low", "high", "between"),
    [
        ("8", "11", ["9", "10"]),
        ("a", "d", ["b", "c"]),
        ("i", "iv", ["ii", "iii"]),
        ("c", "f", ["d", "e"]),
        ("c", "d", []),
        ("I", "IV", ["II", "III"]),
        ("4", "2", []),
        ("a", "5", []),
    ],
)
def test_labels_between(low: str, high: str, between: list[str]) -> None:
    assert labels_between(low, high) == between


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)))
def test_mentions_are_in_range_in_order_and_apart(text: str) -> None:
    mentions = find_mentions(text, NAMES)
    assert all(0 <= one.start < one.end <= len(text) and one.wording == text[one.start : one.end] for one in mentions)
    assert all(before.end <= after.start for before, after in pairwise(mentions))
    for one in mentions:
        assert one.paths or one.act
        assert len(one.paths) == len(one.spans)
        assert all(path for path in one.paths)


@settings(max_examples=10_000, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)), st.sampled_from(sorted(LANGUAGES)))
def test_no_text_is_too_much(text: str, language: str) -> None:
    mentions = find_mentions(text, NAMES, LANGUAGES[language])
    assert all(0 <= one.start < one.end <= len(text) and one.wording == text[one.start : one.end] for one in mentions)
    assert all(before.end <= after.start for before, after in pairwise(mentions))
    assert len(relations(text, mentions, language)) == len(mentions)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_finding_twice_gives_the_same(text: str) -> None:
    assert find_mentions(text) == find_mentions(text)


HOSTILE = {
    "a list": ("Article ", "1, "),
    "a list of articles": ("", "Article 1, "),
    "brackets": ("Article 1", "(a)"),
    "open brackets": ("Article 1", "("),
    "a chain": ("", "point (a) of "),
    "alternating parts": ("Article 1", ", point (a), first subparagraph"),
    "ordinals": ("the ", "first and "),
    "cross products": ("points (a)", ", (b) of Articles 1, 2"),
    "acts": ("Regulations (EU) 2016/679", ", (EU) 2016/680"),
    "those acts": ("Regulations (EU) 2016/679 and (EU) 2016/680", " those Regulations"),
    "capitals": ("Article 1 of the", " Great"),
    "ranges": ("Articles 1", " to 900 to 1"),
    "names of instruments": ("", "Convention on the "),
    "capitalised names": ("", "Lamp and Oil of the Convention "),
    "cases": ("", "Case C-1/12, Guild v "),
    "places in the Journal": ("Regulation (EU) 2016/679 ", "(OJ L 1, 1.1.2000, p. 1 "),
    "possessives": ("Directive 95/46/EC, ", "its Article "),
    "remarks": ("Part A", " (of this Annex"),
    "numbers without a year": ("", "Regulation No 17 of "),
    "small words": ("", "the "),
    "small words in lists": ("Article 5", ", of the and in "),
    "the Annex": ("", "the Annex, point (a), "),
}


def _time(text: str) -> float:
    """The best of three runs in processor time, which noise can only make longer; without the collector, which looks at all again."""
    times = []
    gc.disable()
    for _ in range(3):
        start = process_time()
        find_mentions(text)
        times.append(process_time() - start)
    gc.enable()
    return min(times)


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_alone(name: str) -> None:
    head, piece = HOSTILE[name]
    assert _time(head + piece * 4000) / _time(head + piece * 1000) < 6
