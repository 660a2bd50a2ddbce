"""How costs grow is told rightly: which source of an act is added, the lines through the costs, and what a full library costs more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.growth import Added, Cost, above, best_sources, extra_of, power_line, report


def added(words: int, seconds: float, among: float | None = None, peak: float = 100.0) -> Added:
    """An act of so many words, what it took alone, and among others."""
    alone = Cost(wall=seconds, seconds=seconds, peak=peak)
    together = Cost(wall=seconds, seconds=seconds if among is None else among, peak=peak)
    return Added(act="32099R0001", format="xhtml", words=words, provisions=1, alone=alone, among=together, library=0.5)


def test_an_act_as_published_has_one_source_the_best(tmp_path: Path) -> None:
    for name in (
        "32099R0001/en.pdf", "32099R0001/en.html", "32099R0001/en.xhtml", "32099R0001/en.doc.fmx.xml",
        "32099R0002/en.pdf", "32099R0002/fr.xhtml", "32099R0003/fr.xhtml", "32099R0001R(01)/en.xhtml",
        "02099R0001-20990101/en.xhtml", "52099PC0001/en.pdf",
    ):  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    assert [str(file.relative_to(tmp_path)) for file in best_sources(tmp_path)] == ["32099R0001/en.xhtml", "32099R0002/en.pdf"]


@pytest.mark.parametrize("slope", [0.0, 0.5, 1.0, 2.0])
def test_the_slope_of_a_cost_is_its_power(slope: float) -> None:
    words = [1_000, 5_000, 20_000, 100_000]
    line = power_line(words, [0.003 * one**slope for one in words])
    assert (line.slope, line.factor) == (pytest.approx(slope), pytest.approx(0.003))
    assert line.at(7_000) == pytest.approx(0.003 * 7_000**slope)


def test_starting_the_process_hides_a_power_until_it_is_taken_away() -> None:
    sample = added(1_000, 1.01)
    acts = [added(words, 1 + words / 100_000) for words in (5_000, 20_000, 100_000)]
    assert power_line([one.words for one in acts], [one.alone.seconds for one in acts]).slope < 0.5
    assert power_line(*zip(*above(sample, acts, lambda cost: cost.seconds), strict=True)).slope == pytest.approx(1.0)


def test_acts_no_longer_or_no_dearer_than_the_sample_are_not_above_it() -> None:
    acts = [added(900, 2.0), added(2_000, 0.9), added(3_000, 1.5)]
    assert above(added(1_000, 1.0), acts, lambda cost: cost.seconds) == [(2_000, 0.5)]


def test_what_a_full_library_costs_more_is_told_apart_from_the_length_of_acts() -> None:
    lengths = (5.0, 1.0, 3.0, 2.0)
    extra = extra_of([added(1_000, one, among=one + 0.1 * at) for at, one in enumerate(lengths)])
    assert (extra.mean, extra.growth) == (pytest.approx(0.15), pytest.approx(0.1))
    assert extra.error == pytest.approx(0.0, abs=1e-9)


def test_growth_that_is_noise_has_a_greater_error_than_growth() -> None:
    extra = extra_of([added(1_000, 1.0, among=1.0 + taken) for taken in (0.0, 0.1, 0.0, 0.1, 0.0)])
    assert extra.error > abs(extra.growth)


def test_an_act_that_costs_more_than_its_length_tells_stands_out() -> None:
    acts = [added(words, 1 + words / 100_000, peak=100 + words / 1_000) for words in (2_000, 5_000, 20_000, 100_000)]
    lines = list(report(added(1_000, 1.01, peak=101), [*acts, added(20_000, 3.0, peak=120)]))
    beside = [float(line.split("|")[9]) for line in lines[3:8]]
    assert max(beside) == beside[4] > 1.5


def test_what_a_pdf_costs_does_not_bend_the_lines() -> None:
    sample = added(1_000, 1.01, peak=101)
    acts = [added(words, 1 + words / 100_000, peak=100 + words / 1_000) for words in (2_000, 5_000, 20_000, 100_000)]
    told = list(report(sample, [*acts, replace(added(20_000, 3.0, peak=120), format="pdf")]))
    assert told[7].split("|")[9].strip() == "10.47"
    assert "above the sample act 1.00 (4 acts)" in told[9]
