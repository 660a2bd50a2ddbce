"""A short run of the fuzzer's mutations (tests/fuzz) in every run of the tests: an act is added, or refused with the library as it was."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pdf_pages import pages_of
from tests.fuzz.archive_mutations import add_member, members_of, packed
from tests.fuzz.mutations import mutated, nest_deep, put_filler, put_sequence
from tests.fuzz.pdf_mutations import objects_of, written
from tests.fuzz.run import FINE
from tests.fuzz.seeds import READERS, short
from tests.fuzz.worker import Judge

SLOW = frozenset({nest_deep, put_filler, put_sequence, add_member})
"""Mutations that make long files: left to the fuzzer's own runs."""


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    return Judge(tmp_path_factory.mktemp("judge"))


@pytest.mark.parametrize("name", READERS)
def test_mutated_files_are_added_or_refused(judge: Judge, name: str) -> None:
    reader = READERS[name]
    quick = [mutation for mutation in reader.mutations if mutation not in SLOW]
    seeds = sorted(reader.own(), key=len)[:2]

    @settings(max_examples=12, deadline=None, derandomize=True, database=None)
    @given(st.randoms(use_true_random=False), st.booleans(), st.booleans())
    def check(chance: Random, lenient: bool, fresh: bool) -> None:
        data = mutated(chance.choice(seeds), quick, chance)
        with TemporaryDirectory() as folder:
            file = Path(folder) / f"given{reader.suffix}"
            file.write_bytes(data)
            found = judge.judge(file, lenient=lenient, fresh=fresh)
        assert found.kind in FINE, found

    check()


@pytest.mark.parametrize("name", READERS)
def test_seeds_are_of_the_format_they_are_for(judge: Judge, name: str, tmp_path: Path) -> None:
    """A seed that no reader takes would fuzz nothing: each gives an act, whole or not."""
    for number, data in enumerate(READERS[name].own()):
        file = tmp_path / f"{number}{READERS[name].suffix}"
        file.write_bytes(data)
        found = judge.judge(file, lenient=True, fresh=True)
        assert found.kind == "accepted", (number, found)


def test_the_same_chance_makes_the_same_file() -> None:
    for reader in READERS.values():
        data = next(iter(reader.own()))
        quick = [mutation for mutation in reader.mutations if mutation not in SLOW]
        assert mutated(data, quick, Random(7)) == mutated(data, quick, Random(7))


def test_objects_that_are_only_written_again_make_the_same_pages() -> None:
    content = short("act.pdf")
    assert pages_of(written(*objects_of(content)), "again.pdf") == pages_of(content, "given.pdf")


def test_members_that_are_only_packed_again_are_the_same() -> None:
    members = [("a.xml", b"<A/>"), ("b.xml", b"<B/>")]
    assert members_of(packed(members)) == members
