"""The shelf: which version of each act stands on it, what acts are called, and finding provisions among several acts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.pipeline import add_file
from extract.sample import path as sample_path
from kg.errors import AmbiguousProvision, InvalidId, UnknownProvision
from kg.findings import GENERATION
from kg.ids import ActId
from kg.library import Library, TextRow
from query.shelf import Holdings, Shelf, named_act, row_of
from query.versions import current
from tests.query.conftest import CELEX


def text_row(version: str = "oj", celex: str = CELEX, language: str = "en", title: str = "") -> TextRow:
    return TextRow(
        row=1,
        celex=celex,
        version=version,
        language=language,
        title=title,
        eli="",
        journal="",
        counts={},
        generation=GENERATION,
        sources=(),
    )


@pytest.mark.parametrize(
    ("versions", "as_of", "chosen"),
    [
        (("oj",), "2099-01-01", "oj"),
        (("oj", "2100-05-01"), "2100-04-30", "oj"),
        (("oj", "2100-05-01"), "2100-05-01", "2100-05-01"),
        (("2100-05-01", "2101-05-01", "oj"), "2105-01-01", "2101-05-01"),
        (("2101-05-01", "2100-05-01"), "2100-12-31", "2100-05-01"),
    ],
)
def test_the_version_of_a_date_is_the_newest_not_later(versions: tuple[str, ...], as_of: str, chosen: str) -> None:
    assert [text.version for text in current([text_row(version) for version in versions], as_of)] == [chosen]


def test_a_consolidation_yet_to_come_does_not_stand(library: Library) -> None:
    assert current([text_row("2100-05-01")], "2100-04-30") == ()


def test_only_texts_of_the_language_stand() -> None:
    assert [text.language for text in current([text_row(), text_row(language="xx")], "2100-01-01", "xx")] == ["xx"]


TEXTS = (
    text_row(celex="32098R0007", title="Regulation (EU) 2098/7 (Lamp Act)"),
    text_row(celex="32098R0008", title="Regulation (EU) 2098/8 (Lid Act)"),
)


@pytest.mark.parametrize(
    ("name", "celex"), [("Lamp Act", "32098R0007"), ("lid act", "32098R0008"), ("2098/8", "32098R0008"), ("32016R0679", "32016R0679")]
)
def test_an_act_is_found_by_number_or_name(name: str, celex: str) -> None:
    assert named_act(name, TEXTS) == celex


def test_an_unknown_act_lists_those_there_are() -> None:
    with pytest.raises(UnknownProvision, match="Lump") as caught:
        named_act("Lump Act", TEXTS)
    assert "32098R0007, 32098R0008" in caught.value.hint


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """The sample act twice, under two numbers."""
    folder = tmp_path_factory.mktemp("two")
    other = folder / "other.txt"
    words = sample_path("act.pdf.txt").read_text("utf-8")
    other.write_text(words.replace("2099/1", "2099/2").replace("Sample AI Act", "Second AI Act"), "utf-8")
    with Library(folder / "library.sqlite") as library:
        add_file(library, sample_path("act.xhtml"))
        add_file(library, other)
        yield Shelf(library, library.texts())


@pytest.mark.parametrize(
    ("written", "celex"),
    [
        ("32099R0002", "32099R0002"),
        ("Sample AI Act", "32099R0001"),
        (" second ai act ", "32099R0002"),
        ("Regulation (EU) 2099/2", "32099R0002"),
        ("regulation (EU) 2099/1", "32099R0001"),
        ("regulation (eu) 2099/1", "32099R0001"),
        ("the Second AI Act", "32099R0002"),
        ("32099r0002", "32099R0002"),
        ("2099/2", "32099R0002"),
        ("(eu) 2099/2", "32099R0002"),
    ],
)
def test_an_act_can_be_named_as_a_whole(two: Shelf, written: str, celex: str) -> None:
    found = two.act_named(written)
    assert found is not None
    assert found.celex == celex


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Article 5",
        "recital 5",
        "32099R0001/art_5",
        "Article 5 of Regulation (EU) 2099/1",
        "Regulation (EU) 2099/1 and more",
        "AI",
        "2099/3",
    ],
)
def test_what_names_a_part_or_no_act_of_the_shelf_is_no_act_named(two: Shelf, written: str) -> None:
    assert two.act_named(written) is None


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("32099R0002/art_5", "32099R0002/art_5"),
        ("Article 5 Second AI Act", "32099R0002/art_5"),
        ("Article 5 of Regulation (EU) 2099/1", "32099R0001/art_5"),
    ],
)
def test_a_provision_is_found_in_the_act_it_names(two: Shelf, written: str, found: str) -> None:
    assert two.find(written).id == found


def test_a_provision_of_several_acts_lists_them(two: Shelf) -> None:
    with pytest.raises(UnknownProvision) as caught:
        two.find("Article 5")
    assert caught.value.candidates == ("32099R0001/art_5", "32099R0002/art_5")


def test_the_default_act_decides(two: Shelf) -> None:
    assert two.find("Article 5", ActId("32099R0002")).id == "32099R0002/art_5"


def test_a_grouping_of_several_chapters_is_ambiguous(two: Shelf) -> None:
    with pytest.raises(UnknownProvision) as caught:
        two.find("Section 1", ActId("32099R0001"))
    assert caught.value.candidates == ("32099R0001/cpt_III/sct_1", "32099R0001/cpt_IV/sct_1")


@pytest.mark.parametrize("written", ["32016R0679", "GDPR", "2016/679", "directive 95/46/ec", "95/46/EC"])
def test_an_act_that_is_known_and_not_in_the_library_is_said_so(two: Shelf, written: str) -> None:
    with pytest.raises(UnknownProvision, match="is not in the library"):
        two.act_named(written)


def test_a_number_of_several_acts_lists_them() -> None:
    texts = tuple(text_row(celex=celex) for celex in ("32098R0007", "32098L0007", "32098R0008"))
    shelf = Shelf(Library(Path("none.sqlite")), texts)
    with pytest.raises(AmbiguousProvision) as caught:
        shelf.act_named("2098/7")
    assert caught.value.candidates == ("32098L0007", "32098R0007")
    alone = shelf.only(texts[1:]).act_named("2098/7")
    assert alone is not None
    assert alone.celex == "32098L0007"


def test_a_consolidated_version_is_named_by_its_celex_number() -> None:
    held = text_row("2100-05-01"), text_row()
    shelf = Shelf(Library(Path("none.sqlite")), held[:1], held[1:])
    assert shelf.act_named(f"0{CELEX[1:]}-21000501") == held[0]
    with pytest.raises(UnknownProvision, match="in the version '2100-06-01'"):
        shelf.act_named(f"0{CELEX[1:]}-21000601")


@pytest.mark.parametrize(
    ("holdings", "said"),
    [
        (Holdings(as_of="2099-01-01"), "is not in the library. Add it first"),
        (Holdings(texts=TEXTS, as_of="2099-01-01", language="fr"), "not in the library in 'fr'. Languages of it there are: en;"),
        (Holdings(texts=(text_row("2098-05-01", "32098R0007"),), as_of="2098-04-30"), "2098-04-30 yet. The oldest is of 2098-05-01;"),
        (Holdings(texts=TEXTS, as_of="2099-01-01", act="Lid Act"), "in the library, but left out by --act Lid Act."),
        (Holdings(texts=TEXTS, as_of="2099-01-01"), "in the library, but left out where another act is asked about."),
    ],
    ids=("not there", "other languages", "not yet", "another act", "a question's acts"),
)
def test_an_act_beside_the_shelf_is_told_from_one_that_is_not_there(holdings: Holdings, said: str) -> None:
    assert said in str(holdings.lacking(ActId("32098R0007")))


@pytest.mark.parametrize("written", ["", "lamps", "point (a)", "Article 5 and Article 6"])
def test_what_is_no_reference_is_refused(two: Shelf, written: str) -> None:
    with pytest.raises(InvalidId):
        two.find(written)


def test_an_act_that_is_not_on_the_shelf_has_no_index(two: Shelf) -> None:
    assert two.index(ActId("32016R0679")) is None
    assert two.text_of("32016R0679/art_5") is None


def test_a_provision_is_taken_from_the_text_that_has_it(two: Shelf) -> None:
    assert row_of(two.library, "32099R0002/art_5").text.celex == "32099R0002"
    with pytest.raises(UnknownProvision, match="art_999"):
        row_of(two.library, "32099R0002/art_999")
