"""The links of six acts as published, against what others think that their recitals support.

Two tables come from outside (`shared/gold`); two readers judged recitals drawn from five acts (docs/how-to/judge-recital-support.md).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.support import f1
from benchmarks.support_gold import AI_ACT, GDPR, READ, READERS, Corpus, Pairs, at_top, drawn, facts, judged, table
from kg.build import ends_of
from kg.ids import act_of, path_of
from kg.model import walk

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def acts(corpus: Path) -> Corpus:
    return Corpus(corpus)


@pytest.fixture(scope="module")
def gold(corpus: Path) -> Path:
    """The folder of the tables from outside, beside the texts."""
    folder = corpus.parent / "gold"
    if not folder.is_dir():
        pytest.skip(f"no tables of recitals and articles in {folder}")
    return folder


def found(acts: Corpus, celex: str) -> Pairs:
    """Recitals of an act and the articles and annexes that they are found to support."""
    return at_top((path_of(link.recital), path_of(link.provision)) for link in acts.read(celex).findings.supports)


@pytest.mark.parametrize(("celex", "least"), [(GDPR, 0.75), (AI_ACT, 0.60)])
def test_links_are_those_of_the_tables(acts: Corpus, gold: Path, celex: str, least: float) -> None:
    assert f1(found(acts, celex), at_top(table(gold, celex))) >= least


@pytest.mark.parametrize("reader", READERS)
def test_links_are_those_that_a_reader_sees(acts: Corpus, reader: str) -> None:
    ours = {(celex, *pair) for celex in READ for pair in found(acts, celex) if pair[0] in drawn(celex)}
    theirs = {(celex, *pair) for celex in READ for pair in judged(celex, reader, "articles")}
    assert f1(ours, theirs) >= 0.65


@pytest.mark.parametrize("celex", READ)
def test_readers_name_what_their_act_has(acts: Corpus, celex: str) -> None:
    known = {path_of(one.id) for one in walk(acts.read(celex).act.provisions)}
    lines = [line for reader in READERS for line in facts(reader) if line["act"] == celex]
    assert lines
    assert {path for line in lines for path in (line["recital"], *line["articles"], *line["parts"])} <= known


@pytest.mark.parametrize("celex", [GDPR, *READ])
def test_links_join_recitals_with_provisions_of_the_act_and_those_it_amends(acts: Corpus, celex: str) -> None:
    known: set[str] = {one.id for one in walk(acts.read(celex).act.provisions)}
    known |= {end for one in acts.read(celex).findings.amendments for end in ends_of(one)}
    links = acts.read(celex).findings.supports
    assert all(act_of(link.recital) == celex for link in links)
    assert {end for link in links for end in (link.recital, link.provision)} <= known
    assert len({(link.recital, link.provision) for link in links}) == len(links)
    assert all(0 < link.score <= 1 and link.reasons and all(0 < one.weight <= 1 and one.evidence for one in link.reasons) for link in links)
