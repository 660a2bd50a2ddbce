"""Which parts of a supported article a recital explains."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.support import find_support
from extract.support_parts import part_scores
from extract.support_reasons import WORDING
from extract.support_weights import Parts, fitted
from kg.findings import RecitalSupport
from kg.ids import ancestors, article_level, path_of
from kg.model import Act
from tests.extract.support_acts import SUBJECT_WORDS, SUBJECTS, WHY, articles, findings, preamble, support, with_annexes
from tests.factories import act, provision

WEIGHTS = Parts(likeness=4.0, beside_best=3.0, base=-5.0, threshold=0.3)
ORCHARD = "Red apples of the northern orchard are sweet."


def divided(recital: str, *texts: str) -> Act:
    """An act whose Article 1 has paragraphs of these words, the second with two points."""
    parts = [provision(f"art_1/par_{number}", text=text) for number, text in enumerate(texts, 1)]
    points = (provision("art_1/par_2/pnt_a", text=SUBJECT_WORDS[3]), provision("art_1/par_2/pnt_b", text=SUBJECT_WORDS[4]))
    parts[1] = replace(parts[1], children=points)
    others = articles("Other duties.", "New dates.", "Old fees.", "Big words.", start=2)
    return act(preamble(recital), provision("art_1", *parts, text="Keepers see to this:"), *others)


def paths(links: tuple[RecitalSupport, ...]) -> list[str]:
    return [path_of(one.provision) for one in links]


def test_the_paragraph_that_stands_out_is_named_beside_its_article() -> None:
    assert paths(support(divided(WHY[0], *SUBJECT_WORDS[:3]))) == ["art_1", "art_1/par_1"]


def test_only_the_narrowest_parts_are_named() -> None:
    found = paths(support(divided(WHY[3], *SUBJECT_WORDS[:3])))
    assert found == ["art_1", "art_1/par_2/pnt_a"]


def test_of_two_parts_as_like_as_each_other_both_are_named() -> None:
    found = paths(support(divided(f"It matters that {SUBJECTS[0]} and that {SUBJECTS[2]}.", *SUBJECT_WORDS[:3])))
    assert {"art_1/par_1", "art_1/par_3"} <= set(found)


def test_where_the_articles_own_words_stand_out_no_part_is_named() -> None:
    assert paths(support(divided("Keepers ought to see to this.", *SUBJECT_WORDS[:3]))) == ["art_1"]


def test_an_annex_is_named_with_the_point_of_it_that_stands_out() -> None:
    found = paths(support(with_annexes(ORCHARD)))
    assert set(found) == {"art_2", "anx_I", "anx_I/pnt_1"}


def test_an_annex_without_parts_is_named_as_it_is() -> None:
    found = paths(support(with_annexes("Herons and owls are birds.")))
    assert found.count("anx_III") == 1
    assert "art_5" in found


@pytest.mark.parametrize("recital", [*WHY, ORCHARD, f"{ORCHARD} {WHY[3]}", "Keepers ought to see to this."])
def test_a_part_scores_no_higher_than_its_article_and_no_part_holds_another(recital: str) -> None:
    for whole in (with_annexes(recital), divided(recital, *SUBJECT_WORDS[:3])):
        links = support(whole)
        best = max((one.score for one in links if "/art_" in one.provision and one.provision.count("/") == 1), default=0.0)
        parts = [one.provision for one in links if article_level(one.provision) != one.provision]
        assert all(one.score <= best for one in links)
        assert not {above for one in parts for above in ancestors(one)} & set(parts)


def test_every_part_comes_with_its_top() -> None:
    links = support(with_annexes(ORCHARD, *WHY))
    for one in links:
        assert article_level(one.provision) in {other.provision for other in links if other.recital == one.recital}


def test_a_part_tells_the_words_it_shares_and_how_like_it_is() -> None:
    (part,) = [one for one in support(divided(WHY[0], *SUBJECT_WORDS[:3])) if path_of(one.provision) == "art_1/par_1"]
    (reason,) = part.reasons
    assert reason.kind == WORDING
    assert set(reason.evidence.split(", ")) == {"lamps", "shine", "brightly", "night"}
    assert 0 < reason.weight <= 1


def test_a_higher_threshold_names_no_more_parts() -> None:
    whole = divided(f"It matters that {SUBJECTS[0]} and that {SUBJECTS[2]}.", *SUBJECT_WORDS[:3])
    counts = []
    for threshold in (0.0, 0.3, 0.6, 1.0):
        weights = replace(fitted(), parts=replace(fitted().parts, threshold=threshold))
        counts.append(len([one for one in find_support(whole, findings(whole), weights) if "/par_" in one.provision]))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 4
    assert counts[-1] == 0


def test_a_part_scores_by_its_likeness_and_by_that_beside_the_best() -> None:
    scores = part_scores(np.array([0.5, 0.25, 0.0]), WEIGHTS)
    assert scores == pytest.approx(1 / (1 + np.exp(-np.array([-5 + 2 + 3, -5 + 1 + 1.5, -5]))))


def test_where_nothing_is_like_the_recital_every_part_scores_the_same() -> None:
    assert part_scores(np.zeros(3), WEIGHTS) == pytest.approx(np.full(3, 1 / (1 + np.exp(5.0))))
