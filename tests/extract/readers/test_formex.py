"""Formex becomes blocks that nest as those of any format, and its words keep their places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from extract.blocks import Role
from extract.coverage import certify
from extract.reading import read_act, read_layout
from extract.source import read_source
from kg.model import Act, Field, Kind, Provision, walk
from tests.extract.formex_act import ACT, CONSOLIDATED, FIRST, MAIN, MANIFEST, PARTS, SECOND, note, unpacked, written, zipped


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formex")


@pytest.fixture(scope="module")
def act(folder: Path) -> Act:
    return read_act(read_source(written(folder, zipped(PARTS), "act.zip")))


@pytest.fixture(scope="module")
def by_id(act: Act) -> Mapping[str, Provision]:
    return {one.id.partition("/")[2]: one for one in walk(act.provisions)}


def changed(folder: Path, before: str, after: str) -> dict[str, Provision]:
    """The main part alone with some words replaced."""
    assert before in ACT
    read = read_act(read_source(written(folder, ACT.replace(before, after))))
    return {one.id.partition("/")[2]: one for one in walk(read.provisions)}


# ── what the source says of itself ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_source_names_act_language_and_journal(act: Act) -> None:
    assert (act.celex, act.language, act.version, act.eli) == ("32099R0007", "en", "oj", "reg/2099/7")
    assert act.journal == "OJ L, 2099/7, 5.3.2099"
    assert act.title == "REGULATION (EU) 2099/7 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 1 March 2099 on the keeping of lanterns"
    assert (act.source.format, act.source.dialect, act.source.members[0]) == ("formex", "act", MAIN)


def test_a_consolidated_text_names_the_act_and_its_date(folder: Path) -> None:
    act = read_act(read_source(written(folder, CONSOLIDATED)))
    assert (act.celex, act.version, act.journal, act.source.dialect) == ("32099R0007", "2100-04-01", "OJ L 12, 5.3.2099", "consolidated")
    found = [one.id.partition("/")[2] for one in walk(act.provisions)]
    assert found == ["art_1", "art_2", "art_2/par_1", "art_2/par_3", "art_4", "anx_I"]


def test_bibliography_goes_to_a_bucket_of_its_own(act: Act) -> None:
    about = [one for one in act.dropped if one.bucket == "bibliographic data"]
    assert {one.place.member for one in about} >= {MAIN, FIRST, SECOND, MANIFEST}
    assert "2099" in {one.text for one in about}


# ── structure ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_unit_is_found(by_id: Mapping[str, Provision]) -> None:
    assert [name for name in by_id if "row" not in name] == [
        "pbl_1", "cit_1", "cit_2", "rct_1", "rct_2", "rct_3", "cpt_I", "art_1", "art_1/unp_2", "art_2", "art_2/par_1", "art_2/par_1/pnt_a",
        "art_2/par_1/pnt_b", "art_2/par_1/pnt_b/pnt_i", "art_2/par_1/pnt_b/pnt_ii", "art_2/par_1/unp_2", "art_2/par_2", "art_2/par_2/tab_1",
        "cpt_II", "art_3", "art_4", "fnp_1", "fnp_1/unp_2", "fnp_1/unp_3", "fnp_1/unp_4", "anx_I", "anx_I/idt_1", "anx_I/idt_2", "anx_II",
        "anx_II/pnt_1", "anx_II/pnt_2", "anx_II/pnt_2/pnt_a", "anx_II/pnt_2/pnt_b", "fnt_1", "fnt_2", "fnt_3", "fnt_4", "fnt_s1",
        "anx_II/fnt_1",
    ]  # fmt: skip


def test_headings_and_texts(by_id: Mapping[str, Provision]) -> None:
    assert (by_id["cpt_I"].heading, by_id["art_2"].heading, by_id["anx_I"].heading) == ("KEEPERS", "Duties", "Places for lanterns")
    assert by_id["art_1/unp_2"].text == "It is not about candles."
    assert by_id["anx_I/idt_2"].text == "wells."
    assert by_id["anx_II/pnt_2/pnt_b"].heading == "White ink"


def test_words_behind_a_list_continue_its_sentence_or_are_a_subparagraph(folder: Path, by_id: Mapping[str, Provision]) -> None:
    assert by_id["art_2/par_1"].wrap_up == "and shall sleep little."
    found = changed(folder, "<P>and shall sleep little.</P>", "<P>The keeper shall sleep little.</P>")
    assert found["art_2/par_1/unp_2"].text == "The keeper shall sleep little."
    assert found["art_2/par_1/unp_3"].text == "Keepers of more than one lantern shall keep a book."


def test_quotation_marks_numbers_and_capitals_are_as_the_print_shows_them(by_id: Mapping[str, Provision]) -> None:
    assert by_id["rct_1"].text == "Lanterns (‘lights’) bring joy."
    assert by_id["art_2/par_2"].text == "A lost lantern costs EUR 15 000, whichever the size."
    assert by_id["fnp_1/unp_4"].text == "L. LUMEN"


@pytest.mark.parametrize(("code", "level", "marks"), [("201C", "1", "“’"), ("", "1", "‘’"), ("", "2", "“’"), ("zz", "1", "‘’")])
def test_a_quotation_mark_is_the_one_named_else_that_of_the_language(folder: Path, code: str, level: str, marks: str) -> None:
    found = changed(folder, '<QUOT.START CODE="2018" ID="QS0001"', f'<QUOT.START CODE="{code}" LEVEL="{level}" ID="QS0001"')
    assert found["rct_1"].text == f"Lanterns ({marks[0]}lights{marks[1]}) bring joy."


def test_marked_quotations_mint_no_ids(by_id: Mapping[str, Provision]) -> None:
    host = by_id["art_3"]
    assert host.children == ()
    assert host.quoted is not None
    assert host.text[host.quoted.start :] == "‘2. Wicks are of wool.\n3. Old wicks are given back."
    assert by_id["art_4"].heading == "Entry into force"


def test_articles_in_a_marked_quotation_are_none_of_the_act(folder: Path) -> None:
    inner = (
        '<QUOT.S LEVEL="1"><ARTICLE IDENTIFIER="004"><TI.ART>Article 4</TI.ART><STI.ART>Cats</STI.ART><ALINEA>No cats.</ALINEA></ARTICLE>'
    )
    found = changed(folder, '<QUOT.S LEVEL="1">', inner)
    assert (found["art_4"].heading, found["art_3"].heading) == ("Entry into force", "Amendment")
    assert "Article 4\nCats\nNo cats." in found["art_3"].text


# ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_has_a_title_rows_and_cells_by_column(by_id: Mapping[str, Provision]) -> None:
    table = by_id["art_2/par_2/tab_1"]
    assert table.heading == "Oil by size"
    cells = {one.id.partition("/tab_1/")[2]: one.text for one in walk(table.children) if one.kind is Kind.CELL}
    assert cells == {
        "row_1/cel_1": "Size", "row_1/cel_2": "Oil", "row_2/cel_1": "Small", "row_2/cel_3": "one spoon", "row_3/cel_1": "Others",
        "row_4/cel_1": "Large", "row_4/cel_2": "two spoons\nof the best", "row_4/cel_3": "three spoons",
    }  # fmt: skip


def test_columns_are_counted_where_cells_do_not_name_them(folder: Path) -> None:
    row = '<ROW><CELL COLSPAN="2">Tall</CELL><CELL>half</CELL></ROW></CORPUS>'
    found = changed(folder, "</CORPUS>", row)
    assert (found["art_2/par_2/tab_1/row_5/cel_1"].text, found["art_2/par_2/tab_1/row_5/cel_3"].text) == ("Tall", "half")


def test_notes_below_a_table_are_called_by_its_cells(folder: Path) -> None:
    notes = '<GR.NOTES><NOTE NOTE.ID="E0006" TYPE="TABLE"><P>Of silver.</P></NOTE></GR.NOTES><CORPUS>'
    text = ACT.replace("<CORPUS>", notes).replace("one spoon", 'one spoon<NOTE NOTE.REF="E0006" TYPE="TABLE"/>')
    found = {one.id.partition("/")[2]: one for one in walk(read_act(read_source(written(folder, text))).provisions)}
    cell = next(one for one in found.values() if one.text == "one spoon")
    assert [mark.note.partition("/")[2] for mark in cell.marks] == ["fnt_4"]
    assert (found["fnt_4"].text, found["fnt_5"].text) == ("Of silver.", "Level spoons.")


def test_a_table_in_a_marked_quotation_is_text_of_its_host(folder: Path) -> None:
    table = "<TBL><CORPUS><ROW><CELL>9</CELL><CELL>lamps</CELL></ROW></CORPUS></TBL></QUOT.S>"
    found = changed(folder, "</QUOT.S>", table)
    assert found["art_3"].children == ()
    assert found["art_3"].text.endswith("given back.\n9 lamps")


# ── footnotes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_notes_are_numbered_through_the_act_and_anew_where_a_part_does_not_go_on(by_id: Mapping[str, Provision]) -> None:
    marks = {name: mark.note.partition("/")[2] for name, one in by_id.items() for mark in one.marks}
    assert marks == {
        "cit_2": "fnt_1", "rct_2": "fnt_2", "art_2/par_1/pnt_b/pnt_ii": "fnt_3", "art_2/par_2/tab_1/row_4/cel_3": "fnt_4",
        "art_3": "fnt_s1", "anx_II/pnt_1": "anx_II/fnt_1",
    }  # fmt: skip
    assert by_id["anx_II/fnt_1"].text == "In blue."


def test_notes_go_on_in_a_part_that_says_so(folder: Path) -> None:
    parts = {**PARTS, SECOND: PARTS[SECOND].replace('NOTE.ID="E0001" ', 'NOTE.ID="E0001" NUMBERING.CONTINUED="YES"')}
    read = read_act(read_source(written(folder, zipped(parts))))
    assert "32099R0007/fnt_5" in {one.id for one in walk(read.provisions)}


def test_a_mark_stands_behind_its_word_and_before_the_punctuation(folder: Path, by_id: Mapping[str, Provision]) -> None:
    citation = by_id["cit_2"]
    assert citation.text[: citation.marks[0].at] == "Having regard to the opinion of the lamplighters"
    spaced = changed(folder, "lamplighters<NOTE", "lamplighters <NOTE")
    assert (spaced["cit_2"].text, spaced["cit_2"].marks) == (citation.text, citation.marks)


def test_several_notes_in_one_line_keep_their_order(folder: Path) -> None:
    found = changed(folder, "bring joy.", f"bring joy{note('One.', 8)} and light{note('Two.', 9)}.")
    assert found["rct_1"].text == "Lanterns (‘lights’) bring joy and light."
    assert [mark.note.rpartition("_")[2] for mark in found["rct_1"].marks] == ["2", "3"]
    assert (found["fnt_2"].text, found["fnt_3"].text) == ("One.", "Two.")


# ── lines and places ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_elements_that_are_not_known_part_words(folder: Path) -> None:
    found = changed(folder, "bring joy.", "bring<UNKNOWN>joy</UNKNOWN>.")
    assert found["rct_1"].text.split() == ["Lanterns", "(‘lights’)", "bring", "joy."]


def test_a_formula_stays_in_its_line(folder: Path) -> None:
    fraction = "<FRACTION><DIVIDEND>1</DIVIDEND><DIVISOR>2</DIVISOR></FRACTION>"
    found = changed(folder, "bring joy.", f"burn <FORMULA>x<EXPONENT>2</EXPONENT> + {fraction}</FORMULA> hours.")
    assert found["rct_1"].text == "Lanterns (‘lights’) burn x2 + 1 2 hours."


def test_words_in_the_margin_are_no_text(folder: Path) -> None:
    text = ACT.replace("bring joy.", "bring joy.<MARGIN>see lamps</MARGIN>")
    layout = read_layout(read_source(written(folder, text)))
    assert [one.text for one in layout.dropped if one.bucket == "margin"] == ["see lamps"]


def test_every_piece_equals_its_part_at_its_place(act: Act, folder: Path) -> None:
    source = read_source(written(folder, zipped(PARTS), "act.zip"))
    for one in walk(act.provisions):
        for origin in one.origins:
            there = source.pages[(origin.page or 0) - 1][origin.start : origin.start + origin.length]
            assert there.split() == one.words(origin.field)[origin.at : origin.at + origin.length].split()
    annex = next(one for one in act.provisions if one.id.endswith("anx_I"))
    assert (annex.place.member, annex.place.page) == (FIRST, 2)
    assert any(origin.field is Field.HEADING and origin.page == 2 for origin in annex.origins)


def test_archive_folder_and_wrapper_give_the_same_act(folder: Path, act: Act) -> None:
    bare = [text.partition("?>")[2] for text in (PARTS[MAIN], PARTS[FIRST], PARTS[SECOND])]
    for path in (unpacked(folder / "parts"), written(folder, f"<COMBINED.FMX>{''.join(bare)}</COMBINED.FMX>", "combined.xml")):
        other = read_act(read_source(path))
        assert [(one.id, one.heading, one.text, one.wrap_up, one.marks) for one in walk(other.provisions)] == [
            (one.id, one.heading, one.text, one.wrap_up, one.marks) for one in walk(act.provisions)
        ]


def test_blocks_say_what_the_layout_says(folder: Path) -> None:
    layout = read_layout(read_source(written(folder, ACT)))
    roles = [block.role for block in layout.blocks]
    assert roles[:3] == [Role.TITLE] * 3
    assert roles.count(Role.TABLE) == 1
    assert [block.depth for block in layout.blocks if block.label is not None and block.label.text in ("1.", "(a)", "(i)")] == [0, 1, 2]


# ── what an amendment took out ─────────────────────────────────────────────────────────────────────────────────────────────────

OPENS, CLOSES = '<?CLG.MDFO ID="O9" IDREF="C9" ACTION="DELETED"?>', '<?CLG.MDFC ID="C9" IDREF="O9"?>'


def deleted(folder: Path, before: str, after: str) -> tuple[dict[str, Provision], list[str]]:
    """The consolidated text with marks of a deletion in it: its provisions, and the words in the bucket of deletions."""
    assert before in CONSOLIDATED
    file = written(folder, CONSOLIDATED.replace(before, after))
    read = read_act(read_source(file))
    assert certify(file, read).problems == ()
    words = [one.text for one in read.dropped if one.bucket == "deleted by amendment"]
    return {one.id.partition("/")[2]: one for one in walk(read.provisions)}, words


def test_a_deleted_paragraph_is_no_provision(folder: Path) -> None:
    one = '<PARAG IDENTIFIER="002.002"><NO.PARAG>2.</NO.PARAG><ALINEA>Keepers shall pay <FT TYPE="NUMBER">5000</FT>.'
    note_too = f"{one}{note('Each year.', 1)}</ALINEA></PARAG>"
    found, words = deleted(folder, '<PARAG IDENTIFIER="002.003">', f'{OPENS}{note_too}{CLOSES}<PARAG IDENTIFIER="002.003">')
    assert list(found) == ["art_1", "art_2", "art_2/par_1", "art_2/par_3", "art_4", "anx_I"]
    assert words == ["2.", "Keepers shall pay 5 000.", "Each year."]


def test_a_deleted_article_is_counted_by_nobody(folder: Path) -> None:
    gone = '<ARTICLE IDENTIFIER="003"><TI.ART>Article 3</TI.ART><STI.ART>Fees</STI.ART><ALINEA>A fee is due.</ALINEA></ARTICLE>'
    found, words = deleted(folder, '<ARTICLE IDENTIFIER="004">', f'{OPENS}{gone}{CLOSES}<ARTICLE IDENTIFIER="004">')
    assert "art_3" not in found
    assert words == ["Article 3", "Fees", "A fee is due."]


def test_words_deleted_within_a_line_leave_the_line(folder: Path) -> None:
    found, words = deleted(folder, "Keepers shall wake.", f"Keepers shall {OPENS}always {CLOSES}wake.")
    assert found["art_2/par_3"].text == "Keepers shall wake."
    assert words == ["always"]


def test_a_deleted_row_is_no_row(folder: Path) -> None:
    rows = [f"<ROW><CELL>{one}</CELL></ROW>" for one in ("First", "Second", "Third")]
    table = f"<TBL><CORPUS>{rows[0]}{OPENS}{rows[1]}{CLOSES}{rows[2]}</CORPUS></TBL>"
    found, words = deleted(folder, "<P>Gates.</P>", f"<P>Gates.</P>{table}")
    assert [found[f"anx_I/tab_1/row_{number}/cel_1"].text for number in (1, 2)] == ["First", "Third"]
    assert words == ["Second"]


def test_what_was_replaced_or_inserted_stays(folder: Path) -> None:
    found, words = deleted(folder, "Keepers shall wake.", f"{OPENS.replace('DELETED', 'REPLACED')}Keepers shall wake.{CLOSES}")
    assert (found["art_2/par_3"].text, words) == ("Keepers shall wake.", [])
