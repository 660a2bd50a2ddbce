"""The completeness certificate: complete for true readings, incomplete for every one that is off by a word."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.coverage import Certificate, certify
from extract.sample import path as sample_path
from extract.source import Source
from extract.source_words import WORD, differences, words_of
from kg.ids import ActId, ProvisionId
from kg.model import Act, Dropped, Field, Kind, NoteMark, Origin, Place, Provision, SourceInfo, walk

Reader = Callable[[str], tuple[Source, Act]]
SAMPLES = ("act.xhtml", "act.pdf", "act.pdf.txt")
AI_ACT = ("en.xhtml", "en.html", "en.pdf", "en.pypdf.txt")
AI_ACT_COUNTS = {"recital": 180, "article": 113, "annex": 13, "chapter": 13, "section": 16, "definition": 68, "citation": 7}


# ── true readings ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sample_act_is_complete(name: str, sample: Reader) -> None:
    source, act = sample(name)
    certificate = certify(sample_path(name), act, source.pages)
    assert certificate.problems == ()
    assert certificate.verdict == "complete"
    assert certificate.words_source == certificate.kept + sum(certificate.dropped.values())


def test_pages_are_extracted_where_they_are_not_given(sample: Reader) -> None:
    source, act = sample("act.pdf")
    assert certify(sample_path("act.pdf"), act) == certify(sample_path("act.pdf"), act, source.pages)


def test_the_json_shape_is_the_published_one(sample: Reader) -> None:
    _, act = sample("act.xhtml")
    shape = certify(sample_path("act.xhtml"), act).as_json()
    head = ["file", "celex", "version", "format", "dialect", "language"]
    assert list(shape) == [*head, "counts", "words", "verdict", "problems", "source_counts", "absent_notes"]
    assert list(shape["words"]) == ["source", "kept", "dropped", "lost", "invented"]
    assert shape["words"]["dropped"]["furniture"] > 0
    assert shape["verdict"] == "complete"


@pytest.mark.corpus
def test_starred_notes_that_the_markup_lacks_are_listed(corpus: Path, ai_act: Reader) -> None:
    _, act = ai_act("en.xhtml")
    absent = certify(corpus / "32024R1689" / "en.xhtml", act).absent_notes
    assert absent == tuple(f"32024R1689/fnt_s{number}" for number in (1, 2, 3, 4, 5, 6, 8))


def test_the_lines_for_people_name_words_and_places(tmp_path: Path, sample: Reader) -> None:
    _, act = sample("act.pdf.txt")
    head, numbers, words = certify(sample_path("act.pdf.txt"), act).lines()
    assert head.endswith(": complete")
    assert "25 recital" in numbers
    assert words.endswith("0 lost, 0 invented")
    lost = small(tmp_path, "one two three\n", provision("one three", (0, 4, 0), (4, 5, 8))).lines()
    assert lost[-1] == "  lost: two (32099R0001/art_1, character 4)"


@pytest.mark.corpus
@pytest.mark.parametrize("name", AI_ACT)
def test_the_ai_act_is_complete(name: str, corpus: Path, ai_act: Reader) -> None:
    source, act = ai_act(name)
    certificate = certify(corpus / "32024R1689" / name, act, source.pages)
    assert {kind: certificate.counts[kind] for kind in AI_ACT_COUNTS} == AI_ACT_COUNTS
    assert {kind: AI_ACT_COUNTS[kind] for kind in certificate.source_counts} == certificate.source_counts
    assert (certificate.lost, certificate.invented) == (0, 0)
    assert certificate.problems == ()


@pytest.mark.corpus
@pytest.mark.parametrize(("celex", "recitals", "articles"), [("32016R0679", 173, 99), ("32022R2065", 156, 93), ("32022R2554", 106, 64)])
def test_other_acts_are_complete(
    celex: str, recitals: int, articles: int, corpus: Path, read: Callable[[Path], tuple[Source, Act]]
) -> None:
    path = corpus / celex / "en.xhtml"
    source, act = read(path)
    certificate = certify(path, act, source.pages)
    assert (certificate.counts["recital"], certificate.counts["article"]) == (recitals, articles)
    assert certificate.problems == ()


# ── mutations ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

Change = Callable[[random.Random, list[str]], list[str]]
"""A change to the pieces of a text: words stand at the odd places, what is between them at the even ones."""


def deleted(draw: random.Random, parts: list[str]) -> list[str]:
    at = _word(draw, parts)
    return [*parts[:at], *parts[at + 1 :]]


def doubled(draw: random.Random, parts: list[str]) -> list[str]:
    at = _word(draw, parts)
    return [*parts[: at + 1], " ", *parts[at:]]


def swapped(draw: random.Random, parts: list[str]) -> list[str]:
    """Two different words of the text, next to each other or far apart; where there are no two, the word is reversed or doubled."""
    one = _word(draw, parts)
    others = [index for index in range(1, len(parts), 2) if parts[index] != parts[one]]
    if not others:
        return [*parts[:one], _altered(parts[one]), *parts[one + 1 :]]
    two = draw.choice(sorted(others, key=lambda index: abs(index - one))[:2] + others)
    parts = list(parts)
    parts[one], parts[two] = parts[two], parts[one]
    return parts


def invented(draw: random.Random, parts: list[str]) -> list[str]:
    at = _word(draw, parts)
    return [*parts[:at], "quokka", " ", *parts[at:]]


def altered(draw: random.Random, parts: list[str]) -> list[str]:
    at = _word(draw, parts)
    return [*parts[:at], _altered(parts[at]), *parts[at + 1 :]]


def _altered(word: str) -> str:
    return word[::-1] if word[::-1] != word else word + word[-1]


def _word(draw: random.Random, parts: list[str]) -> int:
    return draw.randrange(1, len(parts), 2)


def _split(text: str) -> list[str]:
    parts, done = [], 0
    for word in WORD.finditer(text):
        parts += [text[done : word.start()], word[0]]
        done = word.end()
    return [*parts, text[done:]]


def targets(act: Act) -> dict[str, list[tuple[str, Field | None]]]:
    """What can be changed, by field and by bucket: a provision's id with its field, or the number of a dropped item."""
    found: dict[str, list[tuple[str, Field | None]]] = {}
    for provision in walk(act.provisions):
        for field in Field:
            if WORD.search(provision.words(field)):
                found.setdefault(f"{provision.kind}.{field}", []).append((provision.id, field))
    for index, item in enumerate(act.dropped):
        if WORD.search(item.text):
            found.setdefault(item.bucket, []).append((str(index), None))
    return found


def mutant(act: Act, target: tuple[str, Field | None], change: Change, draw: random.Random) -> Act:
    """The act with one text changed; everything else, places too, stays as it was."""
    name, field = target
    if field is None:
        item = act.dropped[int(name)]
        changed = replace(item, text="".join(change(draw, _split(item.text))))
        return replace(act, dropped=(*act.dropped[: int(name)], changed, *act.dropped[int(name) + 1 :]))
    return replace(act, provisions=tuple(_with(one, name, field, change, draw) for one in act.provisions))


def _with(one: Provision, name: str, field: Field, change: Change, draw: random.Random) -> Provision:
    children = tuple(_with(part, name, field, change, draw) for part in one.children)
    if one.id != name:
        return replace(one, children=children)
    words = {each: one.words(each) for each in Field} | {field: "".join(change(draw, _split(one.words(field))))}
    return replace(one, children=children, text=words[Field.TEXT], heading=words[Field.HEADING], wrap_up=words[Field.WRAP_UP])


def mutants(act: Act, seed: int, rounds: int) -> Iterator[tuple[str, Act]]:
    """Every kind of change to every field of every kind of provision and to every bucket, `rounds` times, each at a drawn place."""
    draw = random.Random(seed)
    for name, group in sorted(targets(act).items()):
        for change in (deleted, doubled, swapped, invented, altered):
            for _ in range(rounds):
                target = draw.choice(group)
                yield f"{change.__name__} in {name} {target[0]}", mutant(act, target, change, draw)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_mutant_of_the_sample_is_incomplete(name: str, sample: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    _, act = sample(name)
    all_incomplete(sample_path(name), act, mutants(act, seed=1689, rounds=1), monkeypatch)


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["en.xhtml", "en.pdf"])
def test_mutants_of_the_ai_act_are_incomplete(name: str, corpus: Path, ai_act: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    _, act = ai_act(name)
    all_incomplete(corpus / "32024R1689" / name, act, islice(mutants(act, seed=113, rounds=1), 0, None, 13), monkeypatch)


def all_incomplete(path: Path, act: Act, changed: Iterable[tuple[str, Act]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Certify every mutant; the source's words, which no mutant changes, are read once."""
    words = words_of(path, act.language)
    monkeypatch.setattr("extract.coverage.words_of", lambda *_: words)
    assert certify(path, act).verdict == "complete"
    for what, mutated in changed:
        certificate = certify(path, mutated, references=())
        assert certificate.verdict == "incomplete", what
        assert certificate.lost + certificate.invented > 0, what


def test_a_provision_left_out_is_lost(sample: Reader) -> None:
    _, act = sample("act.xhtml")
    certificate = certify(sample_path("act.xhtml"), replace(act, provisions=act.provisions[:-1]))
    gone = sum(len(WORD.findall(one.words(field))) for one in walk(act.provisions[-1:]) for field in Field)
    assert certificate.lost == gone
    assert {finding.kind for finding in certificate.problems} == {"lost", "note"}


def test_a_provision_said_twice_is_doubled(sample: Reader) -> None:
    _, act = sample("act.xhtml")
    note = act.provisions[-1]
    twin = replace(note, id=ProvisionId(f"{act.celex}/fnt_99"), label="99", place=replace(note.place), marks=())
    certificate = certify(sample_path("act.xhtml"), replace(act, provisions=(*act.provisions, twin)))
    assert certificate.invented == len(WORD.findall(note.text))
    assert certificate.lost == 0


# ── what a finding says ────────────────────────────────────────────────────────────────────────────────────────────────────────


def small(tmp_path: Path, raw: str, *provisions: Provision, dropped: tuple[Dropped, ...] = (), version: str = "2099-01-01") -> Certificate:
    """The certificate of an act of a few words; as a consolidated text it needs neither preamble nor final formula."""
    path = tmp_path / "act.txt"
    path.write_text(raw, encoding="utf-8")
    info = SourceInfo(file=path.name, format="text", sha256=hashlib.sha256(raw.encode()).hexdigest())
    act = Act(
        celex=ActId("32099R0001"), eli="reg/2099/1", language="en", version=version, title="", provisions=provisions, source=info,
        dropped=dropped,
    )  # fmt: skip
    return certify(path, act)


def provision(text: str, *origins: tuple[int, int, int], label: str = "1", kind: Kind = Kind.ARTICLE) -> Provision:
    """A provision whose text was copied from the places named: where in the text, how long, where in the source."""
    code = {Kind.ARTICLE: "art", Kind.RECITAL: "rct", Kind.FOOTNOTE: "fnt"}[kind]
    copied = tuple(Origin(field=Field.TEXT, at=at, length=length, start=start) for at, length, start in origins)
    place = Place(source="act.txt", start=origins[0][2] if origins else 0, end=0)
    return Provision(id=ProvisionId(f"32099R0001/{code}_{label}"), kind=kind, label=label, text=text, place=place, origins=copied)


def kinds(certificate: Certificate) -> list[str]:
    return [finding.kind for finding in certificate.problems]


def test_words_and_places_that_agree_are_complete(tmp_path: Path) -> None:
    assert small(tmp_path, "two words\n", provision("two words", (0, 9, 0))).verdict == "complete"


def test_a_lost_word_is_shown_with_its_place(tmp_path: Path) -> None:
    certificate = small(tmp_path, "one two three\n", provision("one three", (0, 4, 0), (4, 5, 8)))
    (finding,) = certificate.problems
    assert (finding.kind, finding.text, finding.start, finding.provision) == ("lost", "two", 4, "32099R0001/art_1")


def test_a_doubled_word_is_told_from_an_invented_one(tmp_path: Path) -> None:
    assert "doubled" in kinds(small(tmp_path, "one two\n", provision("one one two", (0, 4, 0), (8, 3, 4))))
    assert "invented" in kinds(small(tmp_path, "one two\n", provision("one six two", (0, 4, 0), (8, 3, 4))))


def test_swapped_words_are_moved(tmp_path: Path) -> None:
    certificate = small(tmp_path, "one two three four\n", provision("one three two four", (0, 18, 0)))
    assert set(kinds(certificate)) == {"moved", "misplaced"}


def test_words_in_order_at_false_places_are_misplaced(tmp_path: Path) -> None:
    assert kinds(small(tmp_path, "one two\n", provision("one two", (0, 7, 1)))) == ["misplaced"]


def test_a_word_broken_by_a_hyphen_at_the_end_of_a_line_may_be_joined(tmp_path: Path) -> None:
    assert small(tmp_path, "a dog-\nhouse\n", provision("a doghouse", (0, 5, 0), (5, 5, 7))).verdict == "complete"


def test_a_broken_word_may_go_on_behind_words_that_stand_between(tmp_path: Path) -> None:
    page_number = Dropped(bucket="furniture: page number", text="12/99", place=Place(source="act.txt", start=7, end=12))
    broken = provision("a doghouse", (0, 5, 0), (5, 5, 13))
    assert small(tmp_path, "a dog-\n12/99\nhouse\n", broken, dropped=(page_number,)).verdict == "complete"


def test_a_web_address_may_run_over_a_line(tmp_path: Path) -> None:
    assert small(tmp_path, "http://exam\nple.eu\n", provision("http://example.eu", (0, 11, 0), (11, 6, 12))).verdict == "complete"


def test_other_words_must_not_be_joined(tmp_path: Path) -> None:
    assert kinds(small(tmp_path, "a dog\nhouse\n", provision("a doghouse", (0, 5, 0), (5, 5, 6)))) == ["joined"]


def test_labels_out_of_sequence_are_found(tmp_path: Path) -> None:
    parts = provision("one", (0, 3, 0)), provision("two", (0, 3, 4), label="3")
    published = small(tmp_path, "one two\n", *parts, version="oj").problems
    found = [(one.kind, one.provision) for one in published if one.kind == "sequence"]
    assert found == [("sequence", "32099R0001/art_3")]
    assert small(tmp_path, "one two\n", *parts).problems == ()


def test_an_id_must_end_in_its_label(tmp_path: Path) -> None:
    wrong = replace(provision("one", (0, 3, 0)), id=ProvisionId("32099R0001/art_2"))
    assert kinds(small(tmp_path, "one\n", wrong)) == ["sequence"]


def test_a_footnote_needs_its_mark(tmp_path: Path) -> None:
    host, note = provision("one", (0, 3, 0)), provision("two", (0, 3, 4), kind=Kind.FOOTNOTE)
    assert kinds(small(tmp_path, "one two\n", host, note)) == ["note"]
    marked = replace(host, marks=(NoteMark(field=Field.TEXT, at=3, note=note.id),))
    assert small(tmp_path, "one two\n", marked, note).verdict == "complete"


def test_counts_of_the_source_are_compared(tmp_path: Path) -> None:
    raw = "Whereas:\n(1) First.\n(2) Second.\nHAVE ADOPTED THIS:\nArticle 1\nWords.\n"
    at = raw.index("Words")
    certificate = small(tmp_path, raw, provision("Words.", (0, 6, at)))
    assert certificate.source_counts == {"recital": 2, "article": 1}
    assert "recital: 0 read, 2 in the source" in [finding.text for finding in certificate.problems]


def test_another_file_is_no_proof(sample: Reader) -> None:
    _, act = sample("act.xhtml")
    certificate = certify(sample_path("act.pdf.txt"), act)
    assert "source" in kinds(certificate)


def test_a_false_title_is_found(sample: Reader) -> None:
    _, act = sample("act.xhtml")
    assert kinds(certify(sample_path("act.xhtml"), replace(act, title=act.title + " and more"))) == ["title"]


# ── the words of a source ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_markup_counts_words_across_inline_elements_and_skips_scripts(tmp_path: Path) -> None:
    path = tmp_path / "act.html"
    path.write_text(
        "<html><head><title>T</title><script>no words</script><style>none</style></head><body><!-- nor here -->"
        "<p>CO<sub>2</sub> and R&amp;D</p><td>a</td><td>b</td>c<br>d</body></html>",
        encoding="utf-8",
    )
    assert words_of(path, "en").texts == ["T", "CO2", "and", "R", "D", "a", "b", "c", "d"]


def test_markup_counts_ids_and_recitals_by_their_number(tmp_path: Path) -> None:
    path = tmp_path / "act.html"
    path.write_text(
        '<html><body><p id="rct_1">Whereas:</p><p id="rct_2">(1) One.</p><p id="cit_1">Having</p><div id="cpt_I"><div id="cpt_I.sct_1">'
        '<p id="cpt_I.sct_1.tit_1">x</p><div id="art_1"><p id="art_1.tit_1">y</p></div></div></div><p id="anx_I">z</p></body></html>',
        encoding="utf-8",
    )
    assert words_of(path, "en").counts == {"recital": 1, "article": 1, "annex": 1, "chapter": 1, "section": 1, "citation": 1}


def test_footnotes_behind_the_address_line_are_no_recitals(tmp_path: Path) -> None:
    path = tmp_path / "act.txt"
    path.write_text(
        "Whereas:\n(1) One.\nELI: http://data.europa.eu/eli/reg/2099/1/oj 1/9\n(2) A note.\n(3) A note.\f(2) Two.\nHAS ADOPTED THIS:\n",
        encoding="utf-8",
    )
    assert words_of(path, "en").counts == {"recital": 2}


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=40)


@given(WORDS, WORDS)
def test_what_lies_between_differences_is_equal(left: list[str], right: list[str]) -> None:
    gaps = differences(left, right)
    rest_left, rest_right, low, begin = list[str](), list[str](), 0, 0
    for one, two, three, four in [*gaps, (len(left), len(left), len(right), len(right))]:
        rest_left += left[low:one]
        rest_right += right[begin:three]
        low, begin = two, four
    assert rest_left == rest_right
    assert (gaps == []) == (left == right)


def test_comparing_takes_time_in_proportion() -> None:
    def seconds(size: int) -> float:
        left = [f"w{index % 997}" for index in range(size)]
        right = [word for index, word in enumerate(left) if index % 50]
        begun = time.perf_counter()
        differences(left, right)
        return time.perf_counter() - begun

    assert min(seconds(80_000) for _ in range(3)) < 8 * max(min(seconds(20_000) for _ in range(3)), 0.005)


def test_a_word_of_a_bucket_may_be_broken_at_the_end_of_a_line(tmp_path: Path) -> None:
    raw = "on organi-\nsations\none\n"
    title = Dropped(bucket="labels", text="on organisations", place=Place(source="act.txt", start=0, end=18))
    assert kinds(small(tmp_path, raw, provision("one", (0, 3, 19)), dropped=(title,))) == []
    unbroken = replace(title, text="onorganisations")
    assert kinds(small(tmp_path, raw, provision("one", (0, 3, 19)), dropped=(unbroken,))) != []
