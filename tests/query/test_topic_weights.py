"""Topics of a library: which there are, what one is, and which provisions are about it, by weight."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pipeline import add_file
from kg.errors import UnknownProvision
from kg.ids import binds
from kg.library import Library
from query import topics as weights
from query.topics import described, listed, topics
from tests.query.conftest import CELEX


def test_topics_are_listed_by_how_many_provisions_are_about_them(library: Library) -> None:
    found = listed(library)
    assert [(one["provisions"], one["label"]) for one in found] == sorted(
        ((one["provisions"], one["label"]) for one in found), key=lambda one: (-one[0], one[1])
    )
    assert all(one["uses"] >= one["provisions"] > 0 for one in found)


@pytest.mark.parametrize(
    "named", ["open source", "open-source", "Open Source", "open weights", "logiciel libre", "quelloffene Software", "vrije software"]
)
def test_a_topic_is_found_by_its_name_and_any_of_its_words(library: Library, named: str) -> None:
    assert [one["id"] for one in topics(library, named)] == ["topic:open-source"]


def test_a_topic_says_what_it_is(library: Library) -> None:
    (found,) = described(library, "open-source")
    assert found["label"] == found["labels"]["en"][0] == "open source"
    assert found["note"]
    assert "topic:software" in [one["id"] for one in found["broader"]]
    assert "FOSS" in found["labels"]["en"]
    assert found["labels"]["de"]


def test_binding_provisions_and_recitals_stand_apart_and_by_weight(library: Library) -> None:
    (found,) = described(library, "open-source")
    for group, binding in (("binding", True), ("recitals", False)):
        assert found[group]
        assert {binds(one["id"]) for one in found[group]} == {binding}
        assert [one["weight"] for one in found[group]] == sorted((one["weight"] for one in found[group]), reverse=True)
    assert sum(one["uses"] for group in ("binding", "recitals") for one in found[group]) == found["uses"]
    assert {place for group in ("binding", "recitals") for one in found[group] for place in one["places"]} <= {
        edge.source for edge in library.edges_to("topic:open-source")
    }


def test_a_provision_is_cited_that_holds_the_uses(library: Library) -> None:
    (found,) = described(library, "open-source")
    for one in (*found["binding"], *found["recitals"]):
        assert all(place == one["id"] or place.startswith(f"{one['id']}/") for place in one["places"])
    assert "Article 16(2) of Regulation (EU) 2099/1" in {one["citation"] for one in found["binding"]}


def test_single_points_of_a_long_list_stand_by_themselves(library: Library) -> None:
    (found,) = described(library, "open-source")
    assert {f"{CELEX}/art_3/pnt_6", f"{CELEX}/art_3/pnt_7"} <= {one["id"] for one in found["binding"]}


def test_narrower_topics_count_when_asked_for(library: Library) -> None:
    (own,), (all_,) = described(library, "software"), described(library, "software", narrower=True)
    below = [one for one in own["narrower"] if one["provisions"]]
    assert below
    assert all_["uses"] > own["uses"]
    assert (own["with_narrower"], all_["with_narrower"]) == (False, True)


def test_a_topic_that_no_act_uses_is_described_with_nothing_about_it(library: Library) -> None:
    (found,) = described(library, "crypto-asset")
    assert (found["uses"], found["binding"], found["recitals"]) == (0, [], [])


def test_an_unknown_topic_is_named_with_the_nearest_labels(library: Library) -> None:
    with pytest.raises(UnknownProvision, match="no topic 'deepfaik'") as raised:
        described(library, "deepfaik")
    assert "deepfake" in raised.value.hint


def test_nothing_near_is_not_invented(library: Library) -> None:
    with pytest.raises(UnknownProvision) as raised:
        described(library, "sourdough starter")
    assert "Nearest" not in raised.value.hint


# ── weights ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

ACT = """REGULATION (EU) 2099/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL

of 1 March 2099

on lamps

THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,

Whereas:

(1) Encryption keeps letters safe.

(2) Lamps shine over every town of the Union, in winter more than in summer, and where there is encryption they shine as well as where there
is none at all.

HAVE ADOPTED THIS REGULATION:

CHAPTER I

LAMPS

Article 1

Encryption

1. Lamps shall use encryption.

2. Encryption shall be strong.

Article 2

Towns

1. Towns shall light their streets, their squares and their bridges from dusk to dawn in all months of the year.

2. Towns may use encryption.

Article 3

Final rule

Towns and villages shall keep their lamps clean and in good repair, with encryption where they wish, and shall write down each year how many
lamps they have, how many shine and how many do not, and who mended them.
"""


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("lamps")
    (folder / "act.txt").write_text(ACT, "utf-8")
    library = Library(folder / "library.sqlite")
    add_file(library, folder / "act.txt", allow_incomplete=True)
    return library


def test_a_heading_and_many_parts_make_an_article_about_a_topic(lamps: Library) -> None:
    (found,) = described(lamps, "encryption")
    assert [one["id"].partition("/")[2] for one in found["binding"]] == ["art_1", "art_2/par_2", "art_3"]
    assert [one["uses"] for one in found["binding"]] == [3, 1, 1]


def test_a_short_recital_is_more_about_a_topic_than_a_long_one(lamps: Library) -> None:
    (found,) = described(lamps, "encryption")
    assert [one["id"].partition("/")[2] for one in found["recitals"]] == ["rct_1", "rct_2"]


def test_a_weight_is_the_sum_that_the_docs_give(lamps: Library) -> None:
    (found,) = described(lamps, "encryption")
    by_id = {one["id"].partition("/")[2]: one["weight"] for one in found["binding"]}
    assert by_id["art_1"] == 2.0 + weights.HEADING + weights.SPREAD + weights.SHARE
    assert by_id["art_2/par_2"] == 1.0 + weights.SHARE
    assert CELEX not in found["binding"][0]["id"]
