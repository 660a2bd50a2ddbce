"""Versions side by side: the text as published and a consolidation of the same act, told apart by the date that is asked for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

import cli
from extract.sample import path as sample_path
from tests.extract.formex_act import CONSOLIDATED, PARTS, written, zipped

SCHEMAS = Path(__file__).resolve().parent.parent / "docs" / "reference" / "schemas"
BEFORE, AFTER = "2099-12-31", "2100-05-01"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("versions")
    files = written(folder, zipped(PARTS), "act.zip"), written(folder, CONSOLIDATED, "consolidated.xml")
    made = folder / "library.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extract.support_scores.LEAST_ARTICLES", 1)  # so small an act has recital support by mentions alone
        found = CliRunner().invoke(cli.app, ["add", *map(str, files), "--library", str(made)])
    assert found.exit_code == 0, found.stderr
    return made


def run(library: Path, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(cli.app, [*words, "--library", str(library)], env={"NO_COLOR": "1"})
    return found.exit_code, found.stdout + found.stderr


def shown(library: Path, *words: str) -> dict[str, Any]:
    code, out = run(library, *words, "--json")
    assert code == 0, out
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("day", "version"), [(BEFORE, "oj"), (AFTER, "2100-04-01")])
def test_the_date_chooses_the_version(library: Path, day: str, version: str) -> None:
    assert shown(library, "show", "Article 1", "--as-of", day)["version"] == version
    assert shown(library, "trace", "Article 1", "--as-of", day)["version"] == version


def test_an_article_that_is_gone_is_in_the_text_as_published_only(library: Path) -> None:
    assert shown(library, "show", "Article 3", "--as-of", BEFORE)["id"] == "32099R0007/art_3"
    code, out = run(library, "show", "Article 3", "--as-of", AFTER)
    assert (code, "no act in the library has" in out or "does not exist" in out) == (2, True)


def test_a_consolidated_text_says_where_its_recitals_are(library: Path) -> None:
    assert "as published" in run(library, "trace", "Article 1", "--as-of", AFTER)[1]


def test_a_bad_date_is_refused(library: Path) -> None:
    for command in (["show", "Article 1"], ["refs", "Article 1"], ["terms"], ["export"]):
        code, out = run(library, *command, "--as-of", "tomorrow")
        assert (code, "is not a date" in out) == (2, True)


# ── what the text as published still says ──────────────────────────────────────────────────────────────────────────────────────

ACT = "http://data.europa.eu/eli/reg/2099/7"


@pytest.mark.parametrize("ref", ["recital 2", "32099R0007/rct_2", "citation 1", "preamble", f"{ACT}/rct_2/oj"])
def test_the_preamble_as_published_speaks_for_a_consolidated_text(library: Path, ref: str) -> None:
    found = shown(library, "show", ref, "--as-of", AFTER)
    assert (found["version"], str(found["eli"]).endswith("/oj")) == ("oj", True)
    assert "as published" in run(library, "show", ref, "--as-of", AFTER)[1]


@pytest.mark.parametrize("command", ["refs", "cite", "trace"])
def test_every_output_says_of_which_version_it_is(library: Path, command: str) -> None:
    assert shown(library, command, "recital 2", "--as-of", AFTER)["version"] == "oj"
    assert shown(library, command, "Article 1", "--as-of", AFTER)["version"] == "2100-04-01"


def test_a_consolidated_provision_has_the_recitals_of_the_text_as_published(library: Path) -> None:
    before, after = (shown(library, "trace", "Article 2(1)", "--as-of", day) for day in (BEFORE, AFTER))
    assert [one | {"wording": ""} for one in before["recitals"]] == [one | {"wording": ""} for one in after["recitals"]]
    assert [{one["wording"] for one in found["recitals"]} for found in (before, after)] == [{"same"}, {"earlier"}]
    assert [(before["version"], after["version"])] == [("oj", "2100-04-01")]
    assert before["recitals"]
    assert {one["version"] for one in after["recitals"]} == {"oj"}
    assert "support the provision as published" in run(library, "trace", "Article 2(1)", "--as-of", AFTER)[1]
    assert "Recitals (as published): " in run(library, "show", "Article 2(1)", "--as-of", AFTER)[1]
    assert "Recitals: " in run(library, "show", "Article 2(1)", "--as-of", BEFORE)[1]


def test_a_provision_that_is_only_consolidated_has_no_recitals(library: Path) -> None:
    assert shown(library, "trace", "Article 2(3)", "--as-of", AFTER)["recitals"] == []
    assert (
        "32099R0007/art_2/par_3 (2100-04-01) is not supported by any recital" in run(library, "trace", "Article 2(3)", "--as-of", AFTER)[1]
    )


def test_a_question_that_names_a_recital_finds_it(library: Path, tmp_path: Path) -> None:
    found = shown(library, "ask", "What does recital 2 say?", "--as-of", AFTER)
    (first, *_) = found["statements"]
    assert (first["provision"], first["quotes"][0]["version"]) == ("32099R0007/rct_2", "oj")
    assert [act["version"] for act in found["acts"]] == ["2100-04-01", "oj"]
    saved = tmp_path / "answer.json"
    saved.write_text(json.dumps(found), "utf-8")
    assert run(library, "verify", str(saved))[0] == 0
    saved.write_text(json.dumps(shown(library, "ask", "What does recital 2 say?", "--as-of", AFTER, "--act", "32099R0007")), "utf-8")
    assert run(library, "verify", str(saved))[0] == 0
    assert "as published" in run(library, "ask", "What does recital 2 say?", "--as-of", AFTER)[1]


def test_a_question_that_names_no_recital_is_put_to_the_version_that_stands(library: Path) -> None:
    found = shown(library, "ask", "Who shall keep and wake?", "--as-of", AFTER)
    assert {quote["version"] for one in found["statements"] for quote in one["quotes"]} == {"2100-04-01"}
    assert [act["version"] for act in found["acts"]] == ["2100-04-01"]


def test_a_walk_leads_from_a_recital_to_the_consolidated_text(library: Path) -> None:
    found = shown(library, "path", "recital 2", "Article 2(3)", "--as-of", AFTER)
    assert found["versions"] == ["oj", "2100-04-01"]
    assert found["steps"]
    assert "as published, 2100-04-01" in run(library, "path", "recital 2", "Article 2(3)", "--as-of", AFTER)[1]


def test_an_export_holds_the_recitals_as_published(library: Path) -> None:
    out = run(library, "export", "--as-of", AFTER)[1]
    assert f"<{ACT}/rct_2/oj> a eli:LegalResourceSubdivision" in out
    assert f"<{ACT}/art_1/2100-04-01> a eli:LegalResourceSubdivision" in out
    assert f"<{ACT}/art_3/oj> a " not in out


def test_outputs_are_of_their_schemas(library: Path) -> None:
    for command in ("show", "trace", "refs", "cite"):
        for ref in ("Article 1", "recital 2", "Article 2(3)"):
            schema = json.loads((SCHEMAS / f"{command}.schema.json").read_text("utf-8"))
            found = shown(library, command, ref, "--as-of", AFTER)
            assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []


# ── versions that are named ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("day", [BEFORE, AFTER])
@pytest.mark.parametrize(
    ("eli", "version"),
    [
        (f"{ACT}/art_1/oj", "oj"),
        (f"{ACT}/art_1/2100-04-01", "2100-04-01"),
        ("https://eur-lex.europa.eu/eli/reg/2099/7/oj/eng#art_1", "oj"),
        ("https://eur-lex.europa.eu/eli/reg/2099/7/2100-04-01/eng#art_1", "2100-04-01"),
    ],
)
def test_an_eli_names_the_version(library: Path, eli: str, version: str, day: str) -> None:
    assert shown(library, "show", eli, "--as-of", day)["version"] == version


def test_an_eli_of_a_version_that_is_not_there_lists_those_that_are(library: Path) -> None:
    code, out = run(library, "show", f"{ACT}/art_1/2101-01-01", "--as-of", AFTER)
    assert (code, "2100-04-01, oj" in out) == (2, True)


def test_a_recital_of_a_consolidated_text_is_not_made_up(library: Path) -> None:
    code, out = run(library, "show", f"{ACT}/rct_2/2100-04-01", "--as-of", AFTER)
    assert (code, f"the text as published has it (32099R0007/rct_2). See it with {ACT}/rct_2/oj." in out) == (2, True)


# ── citing ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_consolidated_text_is_cited_as_such(library: Path) -> None:
    found = shown(library, "cite", "Article 2(3)", "--as-of", AFTER)
    assert found["published"] == ""
    assert found["consolidated"] == "Article 2(3) of Regulation (EU) 2099/7, consolidated text of 1.4.2100"
    assert found["eli"] == f"{ACT}/art_2/par_3/2100-04-01"
    assert found["web"] == "https://eur-lex.europa.eu/eli/reg/2099/7/2100-04-01/eng#art_2"
    assert found["csl"]["note"] == "consolidated text of 1.4.2100"
    assert not {"container-title", "page"} & set(found["csl"])
    assert "journaltitle" not in found["bibtex"]
    assert "consolidated text of 1.4.2100" in found["bibtex"]
    printed = run(library, "cite", "Article 2(3)", "--as-of", AFTER)[1]
    assert "consolidated text of 1.4.2100" in printed
    assert "OJ L" not in printed


def test_the_text_as_published_is_cited_from_the_journal(library: Path) -> None:
    found = shown(library, "cite", "Article 2(1)", "--as-of", BEFORE)
    assert (found["version"], found["consolidated"]) == ("oj", "")
    assert "OJ L" in found["published"]


# ── what is gone, or yet to come ───────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_gone_is_told_with_the_version_that_has_it(library: Path) -> None:
    code, out = run(library, "show", "Article 3", "--as-of", AFTER)
    said = "the text as published has it (32099R0007/art_3). Deleted, from 2100-04-01. See it with --as-of 2099-03-05."
    assert (code, said in out) == (2, True)
    assert shown(library, "show", "Article 3", "--as-of", "2099-03-05")["version"] == "oj"


def test_what_is_yet_to_come_is_told_too(library: Path) -> None:
    code, out = run(library, "show", "Article 2(3)", "--as-of", BEFORE)
    assert (code, "the consolidated text of 2100-04-01 has it" in out, "--as-of 2100-04-01" in out) == (2, True, True)


def test_what_no_version_has_is_an_error_as_ever(library: Path) -> None:
    code, out = run(library, "show", "Article 30", "--as-of", AFTER)
    assert (code, "has no article 30" in out) == (2, True)


def test_an_act_that_is_beside_the_shelf_is_told_why(library: Path, tmp_path: Path) -> None:
    both = tmp_path / "both.sqlite"
    shutil.copy(library, both)
    assert run(both, "add", str(sample_path("act.xhtml")))[0] == 0
    for named in ("32099R0007", "Article 1 of Regulation (EU) 2099/7", "2099/7"):
        code, out = run(both, "trace", named, "--act", "Sample AI Act")
        assert (code, "32099R0007 is in the library, but left out by --act Sample AI Act" in out) == (2, True)


def test_a_version_that_does_not_stand_finds_the_recitals_of_the_one_that_does(library: Path) -> None:
    found = shown(library, "trace", "02099R0007-21000401", "--as-of", BEFORE)
    assert (found["version"], bool(found["groups"])) == ("oj", True)
