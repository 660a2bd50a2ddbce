"""What a quotation has and its source only marks: quotation marks, capitals, characters written as references."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.pipeline import add_file
from kg.library import Library
from query.answer import as_json
from query.ask import Engine
from query.marked import stands_before, stands_behind, stands_for
from query.show import provision
from query.verify import verify, verify_json
from tests.extract.formex_act import MAIN, PARTS, unpacked, written, zipped


@pytest.mark.parametrize(
    ("said", "between", "holds"),
    [
        ("‘", '<QUOT.START CODE="2018"/>', True),
        ("’ ", '<QUOT.END CODE="2019"/> ', True),
        ("ETSOLA", "etsola</HT>", True),
        ("ETSOLA", "etsola</HT><NOTE>words</NOTE>", True),
        ("<", "&lt;", True),
        ("ETSOLA", "etsolo</HT>", False),
        ("lamp", "<HT>", False),
        ("lamp", "", False),
        ("‘", "", False),
        ("‘", " ", False),
    ],
)
def test_characters_without_a_place_must_be_what_the_markup_stands_for(said: str, between: str, holds: bool) -> None:
    assert stands_for(said, between) is holds


def test_at_the_ends_of_a_quotation_the_markup_beside_it_counts() -> None:
    source = '<P>R. <QUOT.START CODE="2018"/>Lamps<HT TYPE="UC">x</HT>etsola</P> more'
    assert stands_before("‘", source, source.index("Lamps"))
    assert not stands_before("‘", source, source.index("amps"))
    assert not stands_before("lamp", source, source.index("Lamps"))
    assert stands_behind("’", source, source.index("</P>"))
    assert stands_behind("ETSOLA", source, source.index("etsola"))
    assert not stands_behind("LAMPS", source, source.index("etsola"))
    assert not stands_behind("’", source, len(source) - 1)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library.sqlite") as found:
        add_file(found, written(tmp_path, zipped(PARTS), "act.zip"))
        yield found


def test_an_archive_added_twice_changes_nothing(library: Library, tmp_path: Path) -> None:
    _, again = add_file(library, written(tmp_path, zipped(PARTS), "act.zip"))
    assert again.outcome == "already there"


def test_a_folder_of_the_same_parts_is_a_further_source_without_difference(library: Library, tmp_path: Path) -> None:
    _, added = add_file(library, unpacked(tmp_path / "act"))
    assert (added.outcome, added.missing, added.extra, added.different) == ("further source", (), (), ())


def test_the_journal_stays_when_a_source_does_not_say_it(library: Library, tmp_path: Path) -> None:
    journal = next(iter(library.texts())).journal
    bare = {name: text for name, text in PARTS.items() if "doc" not in name and "toc" not in name}
    add_file(library, unpacked(tmp_path / "bare", bare))
    assert journal == next(iter(library.texts())).journal == "OJ L, 2099/7, 5.3.2099"


def test_places_name_the_part(library: Library) -> None:
    row = library.provision("32099R0007/art_2/par_2", next(iter(library.texts())))
    place = provision(library, row)["place"]
    assert (place["member"], place["page"]) == (MAIN, None)


QUESTIONS = (
    "What are lights?",
    "Lanterns (‘lights’) bring joy",
    "What does a lost lantern cost?",
    "Who is L. Lumen?",
    "Is black ink used by day?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_from_an_archive_hold(library: Library, question: str) -> None:
    answer = Engine(library).ask(question)
    verdict = verify(answer, library)
    assert verdict.faults == ()


def test_a_mark_that_is_changed_in_answer_and_library_alike_is_found(library: Library) -> None:
    """The source of the library still says which words stand there."""
    answer = Engine(library).ask("Lanterns (‘lights’) bring joy")
    assert any("‘lights’" in quote.text for statement in answer.statements for quote in statement.quotes)
    with library.writing() as connection:
        connection.execute("UPDATE provision SET text = replace(text, 'lights', 'lamps!')")
    told = as_json(answer)
    changed = {**told, "statements": [_replaced(statement) for statement in told["statements"]]}
    assert verify_json(changed, library).faults


def _replaced(statement: dict[str, object]) -> dict[str, object]:
    return dict(json.loads(json.dumps(statement).replace("lights", "lamps!")))
