"""Several languages of one act side by side in one library: the same ids, and nothing of one language in what is asked in another."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from extract.pipeline import add_file
from extract.words import stems_of
from kg.adding import reindex, remove
from kg.errors import UnknownProvision
from kg.findings import Relation
from kg.library import Library
from query.answer import as_json
from query.ask import Engine, Options
from query.show import terms
from query.support import trace
from query.trace import references
from query.verify import verify_json
from tests.query.conftest import AS_OF, CELEX, PLAIN

FRENCH = Options(language="fr", as_of=AS_OF)
QUESTION = "Qui doit cuire le pain de seigle ?"


def normal(words: str) -> str:
    return f'<p class="oj-normal">{words}</p>'


def listed(label: str, words: str) -> str:
    return f"<table><tbody><tr><td>{normal(label)}</td><td>{normal(words)}</td></tr></tbody></table>"


def article(number: str, heading: str, *parts: str) -> str:
    return f'<p class="oj-ti-art">Article {number}</p><div class="eli-title"><p class="oj-sti-art">{heading}</p></div>' + "".join(parts)


def french_act() -> str:
    """An act of our own words in French, under the number of the sample act."""
    preamble = (
        normal("LE PARLEMENT EUROPÉEN ET LE CONSEIL DE L’UNION EUROPÉENNE,") + normal("vu le prix du pain,")
        + normal("considérant ce qui suit:")
        + listed("(1)", "Le boulanger devrait cuire le pain de seigle au four, conformément à l’article 2.")
        + listed("(2)", "Le moulin devrait tenir un registre de la farine, comme le prévoit l’article 3,")
        + normal("ONT ADOPTÉ LE PRÉSENT RÈGLEMENT:")
    )  # fmt: skip
    enacting = (
        article("premier", "Définitions", normal("Aux fins du présent règlement, on entend par:"),
                listed("1)", "«boulanger», toute personne qui cuit le pain;"), listed("2)", "«pain de seigle», un pain de farine noire."))
        + article("2", "Cuisson", normal("1.   Le boulanger cuit le pain de seigle au four (point a) ou b)):"),
                  listed("a)", "le matin; ou"),
                  listed("b)", "le soir."), normal("2.   Le paragraphe 1, point a), s’applique aussi aux moulins."))
        + article("3", "Registre", normal("Le moulin tient un registre de la farine visée à l’article 2."))
        + normal("Le présent règlement est obligatoire dans tous ses éléments et directement applicable.")
        + normal("Fait à Bruxelles, le 5 janvier 2099.")
    )  # fmt: skip
    rows = "".join(
        f"<tr>{''.join(f'<td>{normal(cell)}</td>' for cell in cells)}</tr>"
        for cells in (
            ("Farine", "Température du four", "Durée"),
            ("seigle", "220 degrés", "une heure"),
            ("froment", "", "quarante minutes"),
        )
    )
    annex = f'<p class="oj-doc-ti">ANNEXE</p><p class="oj-doc-ti">Fours</p><table class="oj-table"><tbody>{rows}</tbody></table>'
    title = '<div class="eli-main-title"><p class="oj-doc-ti">RÈGLEMENT (UE) 2099/1 DU PARLEMENT EUROPÉEN ET DU CONSEIL</p></div>'
    return f'<html><body><div class="eli-container">{title}{preamble}{enacting}{annex}</div></body></html>'


@pytest.fixture(scope="module")
def french_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The French act as a file."""
    path = tmp_path_factory.mktemp("french") / "fr.xhtml"
    path.write_text(french_act(), "utf-8")
    return path


@pytest.fixture
def both(sample_file: Path, french_file: Path, tmp_path: Path) -> Iterator[Library]:
    """The sample library with the French text beside the English one."""
    path = tmp_path / "library.sqlite"
    shutil.copy(sample_file, path)
    with Library(path) as library:
        _, added = add_file(library, french_file)
        assert added.outcome == "new"
        yield library


@pytest.fixture
def run(both: Library) -> Callable[..., tuple[int, str]]:
    """The command line over both texts: exit code and all that it prints."""

    def command(*words: str) -> tuple[int, str]:
        found = CliRunner().invoke(app, [*words, "--library", str(both.path)])
        return found.exit_code, found.output

    return command


def asked(engine: Engine, options: Options) -> list[str]:
    return [json.dumps(as_json(engine.ask(question, options)), sort_keys=True) for question in (*PLAIN, "What is a deployer?")]


def test_a_second_language_changes_no_english_answer(library: Library, both: Library) -> None:
    english = Options(as_of=AS_OF)
    assert asked(Engine(both), english) == asked(Engine(library), english)


def test_taking_the_other_language_out_changes_nothing_and_leaves_nothing(library: Library, both: Library) -> None:
    (french,) = [text for text in both.texts() if text.language == "fr"]
    remove(both, french)
    assert both.rows("SELECT count(*) FROM passage_fr") == [(0,)]
    assert asked(Engine(both), Options(as_of=AS_OF)) == asked(Engine(library), Options(as_of=AS_OF))


def test_a_question_is_answered_from_texts_in_its_language_and_the_answer_holds(both: Library) -> None:
    found = Engine(both).ask(QUESTION, FRENCH)
    binding = next(one for one in found.statements if one.binding)
    assert binding.provision.startswith(f"{CELEX}/art_2/par_1")
    assert binding.citation.startswith("Article 2(1)")
    assert {act.language for act in found.acts} == {"fr"}
    assert {quote.language for statement in found.statements for quote in statement.quotes} == {"fr"}
    given = json.loads(json.dumps(as_json(found)))
    assert verify_json(given, both).faults == ()


def test_an_engine_sees_what_was_added_since(library: Library, french_file: Path, tmp_path: Path) -> None:
    shutil.copy(library.path, tmp_path / "grown.sqlite")
    with Library(tmp_path / "grown.sqlite") as grown:
        engine = Engine(grown)
        engine.ask("Who must keep the risk file?", Options(as_of=AS_OF))
        add_file(grown, french_file)
        assert engine.ask(QUESTION, FRENCH).statements


def test_references_and_traces_are_of_one_text(both: Library) -> None:
    texts = {text.language: text for text in both.texts()}
    french, english = (both.provision(f"{CELEX}/art_2", texts[language]) for language in ("fr", "en"))
    assert {one["wording"] for one in references(both, french)["in"]}.isdisjoint(
        {one["wording"] for one in references(both, english)["in"]}
    )
    supports = [edge for edge in both.within([texts["fr"]]).edges_to(french.id) if edge.relation is Relation.SUPPORTS]
    assert {one["id"] for one in trace(both, french)["recitals"]} <= {f"{CELEX}/rct_1", f"{CELEX}/rct_2"}
    assert len(supports) < len([edge for edge in both.edges_to(french.id) if edge.relation is Relation.SUPPORTS]) or not supports
    assert [one["label"] for one in terms(both.within([texts["fr"]]))] == ["boulanger", "pain de seigle"]


def test_a_language_that_is_not_there_is_an_error_that_lists_those_that_are(both: Library) -> None:
    with pytest.raises(UnknownProvision) as raised:
        Engine(both).shelf(Options(language="nl", as_of=AS_OF))
    assert "en, fr" in str(raised.value)
    (french,) = [text for text in both.texts() if text.language == "en"]
    remove(both, french)
    with pytest.raises(UnknownProvision) as raised:
        Engine(both).shelf(Options(language="en", act=CELEX, as_of=AS_OF))
    assert "fr" in str(raised.value)


def test_the_index_of_each_language_can_be_rebuilt(both: Library) -> None:
    count = partial(both.rows, "SELECT (SELECT count(*) FROM passage), (SELECT count(*) FROM passage_fr)")
    before, answers = count(), asked(Engine(both), FRENCH)
    assert reindex(both, stems_of) == sum(map(int, map(str, before[0])))
    assert (count(), asked(Engine(both), FRENCH)) == (before, answers)


def test_commands_show_the_text_of_the_language_asked_for(run: Callable[..., tuple[int, str]]) -> None:
    code, output = run("show", "Article 2(1)", "--lang", "fr")
    assert (code, "Le boulanger cuit" in output, "Article 2(1)" in output) == (0, True, True)
    assert "Le boulanger" not in run("show", "Article 2(1)")[1]
    assert "l’article 2" not in run("refs", "Article 2")[1]
    assert run("export", "--lang", "fr")[1].count("Le boulanger cuit") == 1
    code, output = run("acts")
    assert (output.count(CELEX), " fr " in output, " en " in output) == (2, True, True)
    assert "/oj/fra#art_2" in run("cite", "Article 2(1)", "--lang", "fr")[1]
    assert "/oj/eng#art_2" in run("cite", "Article 2(1)")[1]
    assert "boulanger" in run("terms", "--lang", "fr")[1]
    assert "boulanger" not in run("terms")[1]
    code, output = run("show", "Article 2(1)", "--lang", "da")
    assert (code, "en, fr" in output) == (2, True)
    code, output = run("remove", CELEX, "--lang", "da")
    assert (code, "oj en, oj fr" in output) == (2, True)
    assert run("remove", CELEX, "--lang", "fr") == (0, f"removed {CELEX} (oj, fr)\n")
    assert run("path", "Article 2", "Article 3")[0] in (0, 1)


# ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_is_shown_cited_and_found(run: Callable[..., tuple[int, str]], both: Library) -> None:
    cell = "Annex, table 1, row 2, column 2"
    for written in (cell, "anx_1/tab_1/row_2/cel_2", "Annex 1, table 1, row 2, cell 2"):
        code, output = run("show", written, "--lang", "fr", "--json")
        assert (code, json.loads(output)["text"] if code == 0 else output) == (0, "220 degrés")
    assert "row 2, column 2" in run("cite", cell, "--lang", "fr")[1]
    code, output = run("show", "anx_1/tab_1", "--lang", "fr")
    assert code == 0
    lines = [line.strip() for line in output.splitlines()]
    assert "1: Farine | 2: Température du four | 3: Durée" in lines
    assert "1: froment | 3: quarante minutes" in lines


def test_a_row_is_quoted_whole_and_never_a_cell_alone(both: Library) -> None:
    found = Engine(both).ask("Quelle est la température du four pour le seigle, en degrés ?", FRENCH)
    rows = [one for one in found.statements if "/tab_1" in one.provision]
    assert rows
    for statement in rows:
        assert "/cel_" not in statement.provision
        quoted = {quote.provision for quote in statement.quotes}
        table = f"{CELEX}/anx_1/tab_1"
        assert quoted == {f"{table}/row_{row}/cel_{cell}" for row in (1, 2) for cell in (1, 2, 3)}
    assert verify_json(json.loads(json.dumps(as_json(found))), both).faults == ()
