"""Reading a file to an act: its name, numbers and journal, and what is no act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.reading import read_act, read_file, read_layout
from extract.sample import path as sample_path
from extract.source import Source, read_source
from kg.errors import LawError
from kg.model import Act

NAMES = ("act.pdf", "act.xhtml", "act.pdf.txt")
Sample = Callable[[str], tuple[Source, Act]]


@pytest.mark.parametrize("name", NAMES)
def test_an_act_is_named_by_its_title_and_its_furniture(sample: Sample, name: str) -> None:
    act = sample(name)[1]
    assert (act.celex, act.eli, act.language, act.version) == ("32099R0001", "reg/2099/1", "en", "oj")
    assert act.title.endswith("(Sample AI Act) (Sample text, not law)")


@pytest.mark.parametrize("name", NAMES)
def test_the_journal_is_read_from_the_furniture(sample: Sample, name: str) -> None:
    assert sample(name)[1].journal == "OJ L, 2099/1, 5.1.2099"


@pytest.mark.parametrize("name", NAMES)
def test_the_source_is_named_with_its_hash(sample: Sample, name: str) -> None:
    source, act = sample(name)
    assert (act.source.file, act.source.sha256, act.source.format) == (name, source.sha256, source.format)


def test_reading_a_file_is_reading_its_source(sample: Sample) -> None:
    assert read_file(sample_path("act.xhtml")) == sample("act.xhtml")[1]


@pytest.mark.parametrize("name", NAMES)
def test_reading_twice_gives_the_same_act(sample: Sample, name: str) -> None:
    source, act = sample(name)
    assert read_act(source) == act


def test_a_layout_has_blocks_in_the_order_of_the_source() -> None:
    layout = read_layout(read_source(sample_path("act.xhtml")))
    starts = [block.body.place("act.xhtml").start for block in layout.blocks if block.text]
    assert starts
    assert starts[:50] == sorted(starts[:50])


@pytest.mark.parametrize(
    "words",
    [
        "Dear reader,\nhere is a letter.\n",
        "REGULATION (EU) 2099/1 on lamps\n",
        "REGULATION (EU) 2099/1 on lamps\nTHE COUNCIL OF THE EUROPEAN UNION,\nWhereas:\n(1) Lamps shine.\n",
        "Article 1\nLamps shall shine.\n",
        "(1) (1) (1)\n(a)\n— \n",
    ],
)
def test_what_is_no_whole_act_is_refused_with_a_way_on(tmp_path: Path, words: str) -> None:
    file = tmp_path / "file.txt"
    file.write_text(words, "utf-8")
    with pytest.raises(LawError) as caught:
        read_file(file)
    assert caught.value.where
    assert caught.value.hint


@pytest.mark.parametrize(
    ("old", "new", "celex"), [("2099/1", "2098/77", "32098R0077"), ("REGULATION (EU) 2099/1", "DIRECTIVE (EU) 2099/3", "32099L0003")]
)
def test_the_number_in_the_title_decides(tmp_path: Path, old: str, new: str, celex: str) -> None:
    file = tmp_path / "file.txt"
    file.write_text(sample_path("act.pdf.txt").read_text("utf-8").replace(old, new), "utf-8")
    assert read_file(file).celex == celex
