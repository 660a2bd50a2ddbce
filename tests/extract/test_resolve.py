"""Resolving: outward from where the words stand, into other acts, and never by guessing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.provision_index import build_index
from extract.resolve import index_of, resolve
from extract.source import Source
from kg.findings import Reference, Relation, Unresolved
from kg.ids import path_of
from kg.model import Act, Field, Provision, Span, walk
from tests.factories import CELEX, act, leaves, model_act, provision


def targets(given: Act, path: str) -> list[str]:
    """The targets of the words of one provision: own ones as paths, "?" for what is unresolved."""
    found = [one.target for one in resolve(given) if path_of(one.source) == path]
    return ["?" if isinstance(one, Unresolved) else one.removeprefix(f"{CELEX}/") for one in found]


def in_article_7(words: str, path: str = "art_7") -> list[str]:
    """The targets of words that stand in an article of their own, as its text or that of a part of it."""
    below = (provision("art_7/par_1", *leaves("art_7/par_1", "pnt_a", "pnt_b")), provision("art_7/par_2", *leaves("art_7/par_2", "unp_2")))
    children = tuple(_with_words(one, path, words) for one in below)
    return targets(model_act(provision("art_7", *children, text=words if path == "art_7" else "")), path)


def _with_words(part: Provision, path: str, words: str) -> Provision:
    inner = tuple(_with_words(one, path, words) for one in part.children)
    return provision(path_of(part.id), *inner, text=words if path_of(part.id) == path else "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("see Article 5(1), point (f)", ["art_5/par_1/pnt_f"]),
        ("see Article 5(1), first subparagraph, point (h)(iii)", ["art_5/par_1/pnt_h/pnt_iii"]),
        ("see Article 6(3), second subparagraph, point (a)", ["art_6/par_3/unp_2/pnt_a"]),
        ("see Article 6(3), point (a)", ["art_6/par_3/unp_2/pnt_a"]),
        ("see Article 3(63)", ["art_3/pnt_63"]),
        ("see Article 3, point (63)", ["art_3/pnt_63"]),
        ("see Article 113(3), point (a)", ["art_113/unp_3/pnt_a"]),
        ("see Article 113, third paragraph, point (a)", ["art_113/unp_3/pnt_a"]),
        ("see Article 113, first paragraph", ["art_113"]),
        ("see Articles 8 to 10", ["art_8", "art_8a", "art_9", "art_10"]),
        ("see Annex III, point 5(b)", ["anx_III/pnt_5/pnt_b"]),
        ("see Section 3.1 of Annex VII", ["anx_VII/pnt_3/pnt_3.1"]),
        ("see Annex II, second indent", ["anx_II/idt_2"]),
        ("see Annex VIII, point 1", ["?"]),
        ("see Chapter III, Section 2", ["cpt_III/sct_2"]),
        ("see Section 2", ["cpt_III/sct_2"]),
        ("see Section 1", ["?"]),
        ("see Article 99", ["?"]),
        ("see Article 9 of Regulation (EU) 2024/1689", ["art_9"]),
        ("see Article 9 of this Regulation", ["art_9"]),
        ("this Regulation stands", [CELEX]),
        ("recitals 1 and 113", ["rct_1", "rct_113"]),
    ],
)
def test_in_the_own_act(words: str, expected: list[str]) -> None:
    assert in_article_7(words) == expected


@pytest.mark.parametrize(
    ("path", "words", "expected"),
    [
        ("art_7/par_1", "paragraph 2", ["art_7/par_2"]),
        ("art_7/par_1/pnt_b", "point (a)", ["art_7/par_1/pnt_a"]),
        ("art_7/par_1", "points (a) and (b)", ["art_7/par_1/pnt_a", "art_7/par_1/pnt_b"]),
        ("art_7/par_2", "point (a)", ["?"]),
        ("art_7/par_2/unp_2", "the first subparagraph", ["art_7/par_2"]),
        ("art_7/par_2", "the second subparagraph", ["art_7/par_2/unp_2"]),
        ("art_7/par_2", "the last subparagraph", ["art_7/par_2/unp_2"]),
        ("art_7/par_2", "the third subparagraph", ["?"]),
        ("art_7/par_1/pnt_a", "this paragraph and this Article", ["art_7/par_1", "art_7"]),
        ("art_7/par_1/pnt_a", "point (b) of this paragraph", ["art_7/par_1/pnt_b"]),
        ("art_7/par_2/unp_2", "this subparagraph", ["art_7/par_2/unp_2"]),
        ("art_7", "this Chapter", ["?"]),
        ("art_7/par_1", "Article 5(1); points (a) and (f) of that paragraph", ["art_5/par_1", "art_5/par_1/pnt_a", "art_5/par_1/pnt_f"]),
        ("art_7/par_1", "Articles 5 and 6, and that Article", ["art_5", "art_6", "?"]),
        ("art_7/par_1", "that Article", ["?"]),
        ("art_7/par_1", "Article 5(1); paragraph 2 of this Article; in that Article", ["art_5/par_1", "art_7/par_2", "art_5"]),
        ("art_7/par_1", "Article 5 and then Article 6; in those Articles", ["art_5", "art_6", "art_6", "art_5"]),
        ("art_7/par_1", "Article 5; in those Articles", ["art_5", "?"]),
    ],
)
def test_outward_from_where_the_words_stand(path: str, words: str, expected: list[str]) -> None:
    assert in_article_7(words, path) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Directive 95/46/EC", ["31995L0046"]),
        ("Article 6 of Regulation (EU) 2016/679", ["32016R0679/art_6"]),
        ("Article 5(1), first subparagraph, point (d), of Directive 95/46/EC", ["31995L0046/art_5/par_1/pnt_d"]),
        ("Article 5(1), second subparagraph, of Directive 95/46/EC", ["31995L0046/art_5/par_1/unp_2"]),
        ("Article 4 of Chapter II of Directive 95/46/EC", ["31995L0046/art_4"]),
        ("Annex VII, point 3.1, to Directive 95/46/EC", ["31995L0046/anx_VII/pnt_3/pnt_3.1"]),
        ("Article 2(3) of the Annex to Recommendation 2003/361/EC", ["32003H0361/anx_1/art_2/par_3"]),
        ("Article 16 TFEU", ["12016E/art_16"]),
        ("Article 3 of the Geneva Convention", ["?"]),
        ("Article 6 of that Directive", ["?"]),
        ("Article 6 of Directive 95/46/EC; in that Article", ["31995L0046/art_6", "31995L0046/art_6"]),
    ],
)
def test_other_acts(words: str, expected: list[str]) -> None:
    assert in_article_7(words) == expected


def test_that_directive_may_be_named_in_an_earlier_paragraph() -> None:
    paragraphs = (
        provision("art_7/par_1", text="Directive 95/46/EC applies."),
        provision("art_7/par_2", text="Article 6 of that Directive too."),
    )
    assert targets(act(provision("art_7", *paragraphs)), "art_7/par_2") == ["31995L0046/art_6"]


def test_an_annex_finds_its_own_points_and_no_others() -> None:
    annex = provision("anx_I", provision("anx_I/pnt_1", text="as in points 2 and 9"), provision("anx_I/pnt_2"))
    assert targets(act(annex, provision("art_9", *leaves("art_9", "pnt_9"))), "anx_I/pnt_1") == ["anx_I/pnt_2", "?"]


def test_this_section_is_the_grouping_around_the_article() -> None:
    article = provision("art_4", provision("art_4/par_1", text="The rules of this Section and of Section 1 of this Chapter bind."))
    chapter = provision("cpt_II", provision("cpt_II/sct_1"), provision("cpt_II/sct_2", article))
    assert targets(act(chapter), "art_4/par_1") == ["cpt_II/sct_2", "cpt_II/sct_1"]


def test_chapters_of_other_titles_share_their_numbers() -> None:
    article = provision("art_4", text="Chapter 1 binds, and so does Title II, Chapter 1.")
    titles = (
        provision("tis_I", provision("tis_I/cpt_1"), provision("tis_I/cpt_2", article)),
        provision("tis_II", provision("tis_II/cpt_1")),
    )
    assert targets(act(*titles), "art_4") == ["tis_I/cpt_1", "tis_II/cpt_1"]


def test_a_description_of_amendments_speaks_of_the_act_amended() -> None:
    inner = provision(
        "art_8/pnt_1", provision("art_8/pnt_1/pnt_a", text="paragraph 2 is deleted;"), text="Article 17 is amended as follows:"
    )
    given = act(
        provision(
            "art_8",
            inner,
            provision("art_8/pnt_2", text="in Article 19, a line is added"),
            text="Directive 95/46/EC is amended as follows:",
        )
    )
    assert targets(given, "art_8/pnt_1") == ["31995L0046/art_17"]
    assert targets(given, "art_8/pnt_1/pnt_a") == ["31995L0046/art_17/par_2"]
    assert targets(given, "art_8/pnt_2") == ["31995L0046/art_19"]


def test_quoted_text_is_left_out_and_offsets_stay() -> None:
    words = "In Article 5 this is added: ‘Article 6 binds.’ See Article 6."
    quoted = Span(start=words.index("‘"), end=words.index("’") + 1)
    found = resolve(model_act(provision("art_7", text=words, quoted=quoted)))
    assert [(one.wording, one.span.start) for one in found] == [("Article 5", 3), ("Article 6", words.rindex("Article 6"))]


def test_every_field_is_read() -> None:
    given = model_act(provision("art_7", heading="Article 5", text="Article 6", wrap_up="Article 8"), provision("fnt_99", text="Article 9"))
    assert [(one.span.field, one.wording) for one in resolve(given)] == [
        (Field.HEADING, "Article 5"), (Field.TEXT, "Article 6"), (Field.WRAP_UP, "Article 8"), (Field.TEXT, "Article 9"),
    ]  # fmt: skip


def test_a_reason_says_what_was_looked_for() -> None:
    (found,) = resolve(model_act(provision("art_7", text="see Article 5(9)")))
    assert found.target == Unresolved(reason="no paragraph 9 in art_5")


def test_wording_stands_at_its_span_and_targets_exist() -> None:
    words = "Articles 8 to 10, point (f) of Article 5(1) and Article 6 of Directive 95/46/EC"
    given = model_act(provision("art_7", text=words))
    index = index_of(given)
    for one in resolve(given):
        assert words[one.span.start : one.span.end] == one.wording
        assert isinstance(one, Reference)
        assert isinstance(one.target, Unresolved) or not one.target.startswith(f"{CELEX}/") or one.target in index


def test_the_index_is_the_same_from_rows() -> None:
    given = model_act()
    parents = {child.id: one.id for one in walk(given.provisions) for child in one.children}
    rows = [(one.id, one.kind.value, parents.get(one.id)) for one in walk(given.provisions)]
    assert build_index(CELEX, rows) == index_of(given)


def test_the_index_knows_groupings_apart_from_parents() -> None:
    index = index_of(model_act())
    assert path_of(index.grouping[f"{CELEX}/art_9"]) == "cpt_III/sct_2"
    assert f"{CELEX}/art_9" not in index.parent
    assert [path_of(one) for one in index.scopes(f"{CELEX}/art_6/par_3/unp_2/pnt_a")] == [
        "art_6/par_3/unp_2/pnt_a", "art_6/par_3/unp_2", "art_6/par_3", "art_6", "cpt_III/sct_1", "cpt_III",
    ]  # fmt: skip


@pytest.mark.corpus
def test_the_ai_act_has_few_references_without_a_target(ai_act: Callable[[str], tuple[Source, Act]]) -> None:
    _, given = ai_act("en.xhtml")
    index, found = index_of(given), resolve(given)
    unresolved = [one for one in found if isinstance(one.target, Unresolved)]
    assert len(found) > 2100
    assert not [one.wording for one in unresolved if "Official Journal" not in one.target.reason and "CELEX" not in one.target.reason]
    assert all(isinstance(one.target, Unresolved) or not one.target.startswith(f"{CELEX}/") or one.target in index for one in found)


def test_a_column_headed_by_another_act_is_of_that_act() -> None:
    def cell(row: int, column: int, text: str) -> Provision:
        return provision(f"anx_III/tab_1/row_{row}/cel_{column}", text=text)

    def line(row: int, *texts: str) -> Provision:
        return provision(f"anx_III/tab_1/row_{row}", *(cell(row, at, text) for at, text in enumerate(texts, 1)))

    rows = line(1, "Directive 95/46/EC", "This Regulation"), line(2, "Article 8", "Article 9"), line(3, "Article 10", "—")
    whole = act(provision("art_8"), provision("art_9"), provision("anx_III", provision("anx_III/tab_1", *rows)))
    found = [(one.source.rpartition("/tab_1/")[2], one.target) for one in resolve(whole)]
    assert {one.relation for one in resolve(whole)} == {Relation.REFERS_TO, Relation.CORRESPONDS_TO}
    assert found == [
        ("row_1/cel_1", "31995L0046"), ("row_1/cel_2", CELEX), ("row_2/cel_1", "31995L0046/art_8"), ("row_2/cel_2", "32024R1689/art_9"),
        ("row_3/cel_1", "31995L0046/art_10"),
    ]  # fmt: skip


def test_the_preceding_subparagraph_stands_before() -> None:
    second, third = (
        provision("art_9/par_1/unp_2", text="By way of derogation from the preceding subparagraph."),
        provision("art_9/par_1/unp_3", text="As the preceding subparagraph says, and paragraph 1, preceding subparagraph."),
    )
    first = provision("art_9/par_1", second, third, text="As the preceding paragraph says.")
    found = {one.source.rpartition("/")[2]: one.target for one in resolve(act(provision("art_9", first))) if isinstance(one.target, str)}
    assert found["unp_2"] == f"{CELEX}/art_9/par_1"
    assert found["unp_3"] == f"{CELEX}/art_9/par_1/unp_2"
    assert "par_1" not in found


def test_a_list_with_a_member_that_the_act_lacks_is_not_of_this_act() -> None:
    whole = act(provision("art_5"), provision("art_6", text="on the basis of Article 99 or Article 5, or of a contract"))
    assert [isinstance(one.target, Unresolved) for one in resolve(whole)] == [True, True]


def test_what_notes_name_is_only_named() -> None:
    whole = act(provision("fnt_1", text="Directive 2013/40/EU on lamps and replacing Framework Decision 2005/222/JHA (see page 8)."))
    assert {one.relation for one in resolve(whole)} == {Relation.REFERS_TO}


def test_these_directives_were_named_before() -> None:
    whole = act(provision("rct_1", text="Directive 95/46/EC and Directive 97/66/EC are old; these Directives go. These Regulations stay."))
    found = [one.target for one in resolve(whole)]
    assert found[2:4] == ["31995L0046", "31997L0066"]
    assert isinstance(found[4], Unresolved)
