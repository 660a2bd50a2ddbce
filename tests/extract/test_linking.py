"""References across acts: what words name in another act is settled by the provisions that it has, in whichever order acts come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import permutations
from pathlib import Path

import pytest

from extract.linking import link, settle
from extract.pipeline import add_file
from extract.provision_index import index_of
from extract.words import stems_of
from kg.adding import Addition, add, reindex, remove
from kg.findings import REFERENCES, Findings, Reference, Relation, Unresolved
from kg.ids import ProvisionId, path_of
from kg.library import Library
from kg.model import Act, Provision, Span
from query.trace import references
from tests.factories import CELEX, act, leaves, model_act, provision
from tests.kg.factories import addition

OTHER = "32016R0679"
WORDS = "What the other act says applies."

# ── settling ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def settled(path: str, *extra: Provision) -> str:
    """Where a path leads in the model act; the reason, where it leads nowhere."""
    found = settle(index_of(model_act(*extra)), ProvisionId(f"{CELEX}/{path}"))
    return found.reason if isinstance(found, Unresolved) else path_of(found)


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("art_5/par_1/pnt_f", "art_5/par_1/pnt_f"),
        ("art_3/par_63", "art_3/pnt_63"),  # "Article 3(63)" of definitions
        ("art_113/par_1", "art_113"),  # "Article 113(1)" where paragraphs are not numbered
        ("art_113/par_3", "art_113/unp_3"),
        ("art_113/unp_3/pnt_a", "art_113/unp_3/pnt_a"),
        ("art_6/par_3/pnt_a", "art_6/par_3/unp_2/pnt_a"),  # words leave the subparagraph out
        ("art_5/par_1/pnt_ii", "art_5/par_1/pnt_h/pnt_ii"),
        ("anx_VII/pnt_3/pnt_3.1/pnt_a", "anx_VII/pnt_3/pnt_3.1/pnt_a"),
        ("anx_VII/sct_3.1", "anx_VII/pnt_3/pnt_3.1"),
        ("anx_VIII/prt_A/pnt_2", "anx_VIII/sct_A/pnt_2"),
        ("rct_113", "rct_113"),
        ("cpt_III", "cpt_III"),
        ("sct_2", "cpt_III/sct_2"),
    ],
)
def test_a_path_leads_to_the_one_provision_that_it_can_mean(named: str, found: str) -> None:
    assert settled(named) == found


@pytest.mark.parametrize(
    ("named", "missing"),
    [
        ("art_300", "no article 300"),
        ("anx_XX/pnt_1", "no annex XX"),
        ("art_300/par_2/pnt_a", "no article 300"),
        ("art_5/par_9/pnt_a", "no paragraph 9 in art_5"),
        ("art_5/par_1/pnt_z", "no point z in art_5/par_1"),
        ("art_6/par_1/unp_2", "no subparagraph 2 in art_6/par_1"),
        ("art_3/pnt_99", "no point 99 in art_3"),
        ("sct_9", "no section 9"),
    ],
)
def test_a_step_that_is_not_there_is_named_with_the_act(named: str, missing: str) -> None:
    assert settled(named) == f"{CELEX} has {missing}"


def test_of_two_that_a_path_can_mean_none_is_chosen() -> None:
    assert settled("anx_VIII/pnt_1") == f"{CELEX}/anx_VIII/pnt_1 may be anx_VIII/sct_A/pnt_1 or anx_VIII/sct_B/pnt_1"
    assert "may be" in settled("sct_1")


def test_a_step_that_could_be_two_is_decided_by_the_next() -> None:
    first = provision("art_99/unp_2", provision("art_99/unp_2/pnt_1", *leaves("art_99/unp_2/pnt_1", "pnt_a")))
    second = provision("art_99/unp_3", provision("art_99/unp_3/pnt_1", *leaves("art_99/unp_3/pnt_1", "pnt_b")))
    both = provision("art_99", first, second)
    assert settled("art_99/pnt_1/pnt_b", both) == "art_99/unp_3/pnt_1/pnt_b"
    assert "may be" in settled("art_99/pnt_1", both)


def test_a_numbered_point_needs_no_point_around_it() -> None:
    dotted = provision("anx_XI", provision("anx_XI/sct_A", *leaves("anx_XI/sct_A", "pnt_2.1", "pnt_2.2")))
    assert settled("anx_XI/pnt_2/pnt_2.1", dotted) == "anx_XI/sct_A/pnt_2.1"
    assert settled("anx_XI/pnt_2/pnt_2.9", dotted) == f"{CELEX} has no point 2.9 in anx_XI"


@pytest.mark.parametrize("path", [path_of(one) for one in index_of(model_act()).order])
def test_a_provision_that_is_there_is_itself(path: str) -> None:
    assert settled(path) == path


# ── linking ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

KINDS = (Relation.DEFINED_IN, Relation.SET_OUT_IN, Relation.DEROGATES_FROM, Relation.REFERS_TO)
NAMED = ("art_4/par_2", "art_7", "art_9/par_1", "art_4/pnt_1")


def pointing(*targets: str, celex: str = CELEX) -> Addition:
    """An act of one article that names what is told, in the order of the words."""
    one = provision("art_1", text=WORDS, celex=celex)
    found = tuple(
        Reference(source=one.id, span=Span(start=at, end=at + 4), wording=WORDS[at : at + 4], relation=kind, target=ProvisionId(target))
        for at, (target, kind) in enumerate(zip(targets, KINDS, strict=False))
    )
    return addition(act(one, celex=celex), findings=Findings(references=found))


def named(*extra: str) -> Addition:
    return pointing(*(f"{OTHER}/{path}" for path in (*NAMED, *extra)))


def other(*paths: str, version: str = "oj", lead: str = "", format: str = "xhtml") -> Addition:
    """The act that is named: definitions in Article 4, other articles, and those told."""
    definitions = provision("art_4", *(provision(f"art_4/pnt_{n}", text=f"Term {n}.", celex=OTHER) for n in (1, 2)), celex=OTHER)
    more = (provision(path, text="More.", celex=OTHER) for path in paths)
    read = replace(act(definitions, *more, celex=OTHER), version=version)
    return addition(read, format, lead=lead or version, findings=Findings())


def put(library: Library, *additions: Addition) -> None:
    for one in additions:
        add(library, one, partial(link, library))


Shape = list[tuple[object, ...]]


def shape(library: Library) -> tuple[Shape, Shape]:
    """The references of all acts with where they lead, and those that lead nowhere; each act's in order."""
    texts = library.texts()
    edges: Shape = [
        (text.version, one.source, one.relation, one.target, one.span, one.wording, one.score, one.reasons)
        for text in texts
        for one in library.all_edges(text)
        if one.relation in REFERENCES
    ]
    return edges, [(text.version, *one) for text in texts for one in library.unresolved(text, f"{text.celex}/art_1")]


def leads(library: Library) -> list[tuple[str, str]]:
    return [(str(kind), path_of(str(target))) for _, _, kind, target, *_ in shape(library)[0]]


def lost(library: Library) -> list[tuple[str, str]]:
    return [(str(kind), str(reason)) for _, _, kind, *_, reason in shape(library)[1]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def test_what_another_act_names_leads_to_what_is_there(path: Path) -> None:
    with Library(path) as library:
        put(library, named(), other("art_7"))
        assert leads(library) == [("defined_in", "art_4/pnt_2"), ("set_out_in", "art_7"), ("refers_to", "art_4/pnt_1")]
        assert lost(library) == [("derogates_from", f"{OTHER} has no article 9")]


def test_as_long_as_an_act_is_not_there_its_provisions_are_as_they_are_named(path: Path) -> None:
    with Library(path) as library:
        put(library, named())
        assert [found for _, found in leads(library)] == list(NAMED)
        assert lost(library) == []


def test_a_reference_to_an_act_as_a_whole_stays(path: Path) -> None:
    with Library(path) as library:
        put(library, pointing(OTHER, f"{OTHER}/art_4"), other())
        assert [str(one[3]) for one in shape(library)[0]] == [OTHER, f"{OTHER}/art_4"]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_adding_makes_no_difference(tmp_path: Path, order: Sequence[int]) -> None:
    """Two acts that name each other, one of them in two versions and from two sources."""
    back = replace(other("art_7"), findings=pointing(f"{CELEX}/art_1/par_1", f"{CELEX}/art_2", celex=OTHER).findings)
    later = other("art_9", version="20250101")
    whole = named()
    additions = (whole, back, later, other("art_7", format="pdf", lead="printed"))
    found = []
    for each in (range(4), order):
        with Library(tmp_path / f"{''.join(map(str, each))}-{len(found)}.sqlite") as library:
            put(library, *(additions[at] for at in each))
            found.append(shape(library))
    assert found[0] == found[1]
    assert len(found[0][0]) > 4
    assert found[0][1]


def test_a_newer_version_brings_back_what_an_older_one_lacks(path: Path) -> None:
    with Library(path) as library:
        put(library, named(), other("art_7"))
        put(library, other("art_9", version="20250101"))
        found = leads(library)
        assert [kind for kind, _ in found] == list(KINDS)
        assert [target for _, target in found] == ["art_4/pnt_2", "art_7", "art_9", "art_4/pnt_1"]
        assert lost(library) == []


def test_what_comes_back_takes_no_other_edges_place(path: Path) -> None:
    """The reference that leads nowhere was the last edge there was when the third act came."""
    with Library(path) as library:
        put(library, other(), pointing(f"{OTHER}/art_9"), pointing(f"{OTHER}/art_4", celex="32098R0500"))
        assert [target for _, target in leads(library)] == ["art_4"]
        put(library, other("art_9", version="20250101"))
        assert [target for _, target in leads(library)] == ["art_9", "art_4"]


def test_the_newest_version_that_has_it_decides(path: Path) -> None:
    numbered = addition(
        act(provision("art_4", *leaves("art_4", "par_1", "par_2"), celex=OTHER), celex=OTHER), lead="numbered", findings=Findings()
    )
    numbered = replace(numbered, act=replace(numbered.act, provisions=_of(OTHER, numbered.act), version="20250101"))
    with Library(path) as library:
        put(library, named(), other(), numbered)
        assert leads(library)[0] == ("defined_in", "art_4/par_2")


def _of(celex: str, read: Act) -> tuple[Provision, ...]:
    """The provisions of an act with ids of another."""
    return tuple(_renamed(celex, one) for one in read.provisions)


def _renamed(celex: str, one: Provision) -> Provision:
    return replace(one, id=ProvisionId(f"{celex}/{path_of(one.id)}"), children=tuple(_renamed(celex, part) for part in one.children))


def test_linking_again_changes_nothing(path: Path) -> None:
    with Library(path) as library:
        put(library, named(), other("art_7"))
        before = shape(library)
        for celex in (CELEX, OTHER, CELEX):
            with library.writing() as connection:
                link(library, connection, celex)
        assert shape(library) == before


def test_removing_an_act_leaves_what_leads_to_it(path: Path) -> None:
    with Library(path) as library:
        put(library, named(), other("art_7"))
        before = shape(library)
        remove(library, next(text for text in library.texts() if text.celex == OTHER))
        assert shape(library) == before
        put(library, other("art_9"))
        assert [target for _, target in leads(library)] == ["art_4/pnt_2", "art_9", "art_4/pnt_1"]


def test_reindexing_links_what_was_not_linked(path: Path) -> None:
    with Library(path) as library:
        for one in (named(), other("art_7")):
            add(library, one)
        assert [target for _, target in leads(library)] == list(NAMED)
        reindex(library, stems_of, partial(link, library))
        assert [target for _, target in leads(library)] == ["art_4/pnt_2", "art_7", "art_4/pnt_1"]


def test_amendments_keep_what_the_instruction_says(path: Path) -> None:
    with Library(path) as library:
        put(library, named(), other("art_7"))
        with library.writing() as connection:
            connection.execute("UPDATE edge SET relation = 'amends', target = ?, named = NULL", (f"{OTHER}/art_99",))
            link(library, connection, OTHER)
        assert {one.target for one in library.edges_from(f"{CELEX}/art_1")} == {f"{OTHER}/art_99"}


def test_a_failure_while_linking_adds_nothing(path: Path) -> None:
    def failing(*_: object) -> None:
        raise ValueError("no")

    with Library(path) as library:
        put(library, named())
        before = shape(library)
        with pytest.raises(ValueError, match="no"):
            add(library, other("art_7"), failing)
        assert shape(library) == before


# ── acts as published ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.corpus
def test_the_ai_act_and_the_gdpr_lead_to_each_other_in_either_order(corpus: Path, tmp_path: Path) -> None:
    files = [corpus / celex / "en.xhtml" for celex in ("32024R1689", "32016R0679")]
    found = []
    for order in (files, files[::-1]):
        with Library(tmp_path / f"{len(found)}.sqlite") as library:
            for file in order:
                add_file(library, file)
            text = next(one for one in library.texts() if one.celex == OTHER)
            into = references(library, library.provision(f"{OTHER}/art_4", text))["in"]
            foreign = [edge for edge in _from_ai_act(library) if edge.startswith(f"{OTHER}/")]
            assert all(library.has(edge, text) for edge in foreign)
            found.append((shape(library), [(one["from"], one["relation"], one["target"]) for one in into], foreign))
    assert found[0] == found[1]
    assert ("32024R1689/art_3/pnt_50", "defined_in", f"{OTHER}/art_4/pnt_1") in found[0][1]
    assert len(found[0][2]) >= 20


def _from_ai_act(library: Library) -> list[str]:
    text = next(one for one in library.texts() if one.celex == "32024R1689")
    return [edge.target for edge in library.all_edges(text) if edge.relation in REFERENCES]
