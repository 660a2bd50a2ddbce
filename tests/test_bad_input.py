"""Bad input through the real command line: one clear line on standard error, exit code 2, and a library that is left as it was.

Each line says what is wrong, where, and what to do next. Abstaining is no error: it ends with 1 and goes to standard output.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from extract.sample import path as sample_path
from tests.query.conftest import FOUNDING, sample_library

ROOT = Path(__file__).resolve().parent.parent
PDF = sample_path("act.pdf")
TEXT = sample_path("act.pdf.txt")
XHTML = sample_path("act.xhtml")
Make = Callable[[], bytes]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_library(tmp_path_factory.mktemp("bad"))


@pytest.fixture
def library(made: Path, tmp_path: Path) -> Path:
    """A copy of the sample library."""
    return Path(shutil.copy(made, tmp_path / "library.sqlite"))


def invoke(*words: object, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    found = CliRunner().invoke(cli.app, [str(word) for word in words], env={"NO_COLOR": "1", **environment})
    return found.exit_code, found.stdout, found.stderr


def refused(*words: object) -> str:
    """The one line of a command that is refused."""
    code, out, err = invoke(*words)
    assert (code, out) == (2, ""), err
    assert err.startswith("Error: ")
    assert err.endswith("\n")
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err
    assert "internal error" not in err
    assert len(err) < 600
    return err


@pytest.fixture
def unchanged(library: Path) -> Iterator[Path]:
    """The library, which must be byte for byte the same afterwards."""
    before = library.read_bytes()
    yield library
    assert library.read_bytes() == before


# ── files that are no acts ─────────────────────────────────────────────────────────────────────────────────────────────────────


def pdf_of(*lines: str, pages: int = 1, shapes: bool = False) -> bytes:
    """A PDF of these lines, or of black boxes as a scan without recognised text has."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    for _ in range(pages):
        for number, line in enumerate(lines):
            canvas.drawString(72, 800 - 18 * number, line)
        if shapes:
            canvas.rect(50, 50, 400, 700, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def protected() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_of("Words"))))
    writer.encrypt("secret", "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def cut(file: Path, share: float) -> Make:
    return lambda: file.read_bytes()[: int(file.stat().st_size * share)]


def noise(size: int, *, nulls: bool) -> bytes:
    block = random.Random(0).randbytes(1 << 20)
    return (block if nulls else block.replace(b"\x00", b"\x01")) * (size >> 20)


def printable(size: int) -> bytes:
    return "".join(random.Random(0).choices(string.printable, k=1 << 20)).encode() * (size >> 20)


def shuffled() -> bytes:
    lines = TEXT.read_text("utf-8").splitlines(keepends=True)
    random.Random(0).shuffle(lines)
    return "".join(lines).encode()


MB = 1 << 20
BAD_FILES: dict[str, tuple[Make, str]] = {
    "empty": (lambda: b"", "empty"),
    "blank": (lambda: b"  \n \n", "no text"),
    "PDF cut at its head": (cut(PDF, 0.001), "damaged"),
    "PDF cut at 1 %": (cut(PDF, 0.01), "damaged"),
    "PDF cut at a half": (cut(PDF, 0.5), "damaged"),
    "PDF cut at 90 %": (cut(PDF, 0.9), "damaged"),
    "PDF cut before its end": (cut(PDF, 0.999), "damaged"),
    "PDF head and noise": (lambda: b"%PDF-1.7\n" + noise(MB, nulls=True), "damaged"),
    "PDF with a password": (protected, "password"),
    "PDF of a letter": (lambda: pdf_of("Dear Ms Example,", "we thank you for your order.", "Yours,", "The lamp shop"), "no EU act"),
    "PDF of a scan": (lambda: pdf_of(pages=3, shapes=True), "no text"),
    "PDF without words": (lambda: pdf_of(), "no text"),
    "50 MB of noise": (lambda: noise(50 * MB, nulls=True), "binary"),
    "50 MB of noise without nulls": (lambda: noise(50 * MB, nulls=False), "not valid utf-8"),
    "50 MB of printable noise": (lambda: printable(50 * MB), "over the limit"),
    "over the limit": (lambda: b"x" * (65 * MB), "over the limit"),
    "page of something else": (lambda: b"<html><body><h1>Lamps</h1><p>Buy lamps.</p></body></html>", "layout"),
    "page cut off": (cut(XHTML, 0.7), "cut off"),
    "page without end of nesting": (lambda: b"<html><body>" + b"<div>" * 20_000 + b"</html>", "deep"),
    "page with broken characters": (lambda: XHTML.read_bytes().replace(b"\xe2\x80\x98", b"\xff", 1), "not valid"),
    "other markup": (lambda: b'<?xml version="1.0"?><root/>', "not HTML"),
    "text with broken characters": (lambda: TEXT.read_bytes().replace(b"\xe2\x80\x98", b"\xff\xfe", 1), "not valid"),
    "text in UTF-16": (lambda: TEXT.read_text("utf-8").encode("utf-16"), "is in UTF-16"),
    "text in another order": (shuffled, "enacting formula"),
    "text cut in its recitals": (cut(TEXT, 0.3), "no articles"),
    "one word": (lambda: b"hello", "no EU act"),
    "a page with a wrong number": (lambda: XHTML.read_bytes().replace(b"Article 7<", b"Article 9<", 1), "incomplete"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_act_is_refused_and_nothing_is_made(tmp_path: Path, name: str) -> None:
    make, said = BAD_FILES[name]
    file, library = tmp_path / "given.bin", tmp_path / "new.sqlite"
    file.write_bytes(make())
    line = refused("add", file, "--library", library)
    assert said in line
    assert "given.bin" in line
    assert line.count(". ") >= 1, "the line must say what to do next"
    assert not library.exists()


@pytest.mark.parametrize("name", ["PDF cut at a half", "PDF of a letter", "text cut in its recitals", "a page with a wrong number"])
def test_a_file_that_is_no_act_leaves_the_library_as_it_was(unchanged: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "given.bin"
    file.write_bytes(BAD_FILES[name][0]())
    refused("add", file, "--library", unchanged)


@pytest.mark.parametrize("command", [("add",), ("check",), ("inspect",), ("inspect", "--stage", "blocks")], ids=" ".join)
@pytest.mark.parametrize("name", ["empty", "PDF cut at a half", "PDF with a password", "PDF of a scan", "other markup"])
def test_every_command_that_reads_a_file_refuses_it_alike(tmp_path: Path, command: tuple[str, ...], name: str) -> None:
    file = tmp_path / "given.bin"
    file.write_bytes(BAD_FILES[name][0]())
    library = ("--library", tmp_path / "new.sqlite") if command == ("add",) else ()
    assert BAD_FILES[name][1] in refused(*command, file, *library)


@pytest.mark.parametrize("command", ["add", "check", "inspect", "verify", "eval"])
def test_a_missing_file_is_named(tmp_path: Path, command: str) -> None:
    assert "no such file" in refused(command, tmp_path / "none.pdf")


def test_a_folder_without_acts_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("words")
    code, _, err = invoke("add", tmp_path, "--library", tmp_path / "new.sqlite")
    assert (code, err.startswith("Passed over 'notes.md'"), "no files that can be acts" in err) == (2, True, True)


def test_what_is_plainly_no_act_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "acts"
    (folder / "inner").mkdir(parents=True)
    shutil.copy(XHTML, folder)
    for name in ("readme.txt", "letter.docx", ".hidden"):
        (folder / name).write_text("Dear reader, here are lamps.")
    code, out, err = invoke("add", folder, "--library", tmp_path / "new.sqlite")
    assert (code, out.count("32099R0001")) == (0, 1)
    assert err.splitlines() == [
        "Passed over 'inner': a folder in the folder.",
        "Passed over 'letter.docx': no format that acts are read from.",
        "Passed over 'readme.txt': a text without the words of an act.",
    ]


@pytest.mark.parametrize("name", ["text cut in its recitals", "text in UTF-16", "empty"])
def test_an_act_in_a_folder_that_cannot_be_read_is_an_error_beside_the_others(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "acts"
    folder.mkdir()
    shutil.copy(XHTML, folder)
    (folder / "other.txt").write_bytes(BAD_FILES[name][0]())
    code, out, err = invoke("add", folder, "--library", tmp_path / "new.sqlite")
    assert (code, out.count("32099R0001"), BAD_FILES[name][1] in err) == (2, 1, True)


def test_a_folder_of_nothing_but_other_files_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("Dear reader, here are lamps.")
    code, _, err = invoke("add", tmp_path, "--library", tmp_path / "new.sqlite")
    assert (code, "Passed over 'readme.txt'" in err, "no files that can be acts" in err) == (2, True, True)


def test_acts_added_before_a_bad_file_stay(tmp_path: Path) -> None:
    bad, library = tmp_path / "bad.pdf", tmp_path / "new.sqlite"
    bad.write_bytes(b"")
    code, out, err = invoke("add", XHTML, bad, "--library", library)
    assert (code, err.count("\n")) == (2, 1)
    assert out.startswith("act.xhtml: 32099R0001")
    assert json.loads(invoke("acts", "--json", "--library", library)[1])[0]["celex"] == "32099R0001"


# ── libraries that are none ────────────────────────────────────────────────────────────────────────────────────────────────────


def other_application(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
        connection.commit()


def other_format(file: Path) -> None:
    sample = file.with_name("library.sqlite")
    shutil.copy(sample, file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'format'")
        connection.commit()


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "noise": (lambda file: file.write_bytes(noise(MB, nulls=True)), "cannot be read"),
    "text": (lambda file: file.write_text("no library\n" * 100), "cannot be read"),
    "other application": (other_application, "cannot be read"),
    "other format": (other_format, "format 999"),
    "folder": (Path.mkdir, "folder"),
}
ON_A_LIBRARY = (
    ("acts",), ("ask", FOUNDING), ("show", "art_1"), ("refs", "art_1"), ("trace", "art_1"), ("cite", "art_1"), ("sanctions",), ("terms",),
    ("topics",),
    ("remove", "32099R0001"), ("reindex",), ("export",), ("add", XHTML),
)  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("command", ON_A_LIBRARY, ids=lambda command: command[0])
def test_a_broken_library_is_refused_and_left_alone(library: Path, command: tuple[object, ...], kind: str) -> None:
    make, said = BROKEN[kind]
    broken = library.with_name("broken.sqlite")
    make(broken)
    before = broken.read_bytes() if broken.is_file() else None
    line = refused(*command, "--library", broken)
    assert said in line
    assert "broken.sqlite" in line
    assert (broken.read_bytes() if broken.is_file() else None) == before


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
@pytest.mark.parametrize(
    "command", [("acts",), ("ask", FOUNDING), ("show", "art_5"), ("terms", "provider"), ("export",)], ids=lambda words: words[0]
)
def test_a_library_cut_off_anywhere_gives_no_traceback(library: Path, command: tuple[str, ...], share: float) -> None:
    """What is left of it may do for a command; if not, the command says that the library is damaged."""
    content = library.read_bytes()
    library.write_bytes(content[: int(len(content) * share)])
    code, _, err = invoke(*command, "--library", library)
    assert code in (0, 1, 2)
    assert len(err.splitlines()) == (code == 2)
    assert "internal error" not in err


def test_an_empty_file_is_an_empty_library_and_stays_empty(tmp_path: Path) -> None:
    """A kill before the first writing leaves one behind."""
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    assert invoke("ask", FOUNDING, "--json", "--library", empty)[0] == 1
    assert empty.read_bytes() == b""


def test_a_library_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be made" in refused("add", XHTML, "--library", tmp_path / "file" / "library.sqlite")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_library_in_a_folder_without_permission_cannot_be_made(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    assert "cannot be made" in refused("add", XHTML, "--library", folder / "library.sqlite")


# ── an empty library ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_question_to_an_empty_library_abstains_and_points_on(tmp_path: Path) -> None:
    library = tmp_path / "none.sqlite"
    code, out, err = invoke("ask", FOUNDING, "--library", library)
    assert (code, err) == (1, "")
    assert "The library is empty." in out
    assert "whereas demo" in out
    assert not library.exists()


@pytest.mark.parametrize(
    "command", [("show", "art_1"), ("refs", "art_1"), ("trace", "art_1"), ("cite", "art_1"), ("export",), ("reindex",)]
)
def test_commands_on_an_empty_library_say_so_and_make_none(tmp_path: Path, command: tuple[str, ...]) -> None:
    assert "the library is empty" in refused(*command, "--library", tmp_path / "none.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_library_lists_no_acts(tmp_path: Path) -> None:
    code, out, err = invoke("acts", "--library", tmp_path / "none.sqlite")
    assert (code, out) == (0, "")
    assert "The library is empty." in err


# ── questions, provisions, options ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ask", ""), "the question is empty"),
        (("ask", "   "), "the question is empty"),
        (("ask", "???"), "the question is empty"),
        (("ask",), "the question is empty"),
        (("ask", FOUNDING, "--act", "Lamp Act"), "Acts there are: 32099R0001"),
        (("ask", FOUNDING, "--act", "32016R0679"), "32016R0679 is not in the library"),
        (("ask", FOUNDING, "--as-of", "yesterday"), "'yesterday' is not a date"),
        (("ask", FOUNDING, "--as-of", "2026-02-30"), "'2026-02-30' is not a date"),
        (("ask", FOUNDING, "--lang", "xx"), "Languages there are: en"),
        (("ask", "--batch", "none.txt"), "no such file"),
        (("show", "Article 999"), "The nearest are"),
        (("show", "32016R0679/art_5"), "32016R0679 is not in the library"),
        (("show", "Section 1"), "fits 2 provisions"),
        (("show", "lamps"), "is no reference to a provision"),
        (("show", ""), "is no reference to a provision"),
        (("show", "Article 5\nand more"), "is no reference to a provision"),
        (("show", "Article 5 and Article 6"), "names 2 provisions"),
        (("show", "point (a)"), "Error: a point alone names no provision"),
        (("show", "indent 1"), "Error: an indent alone names no provision"),
        (("trace", "Sample AI Act", "--lang", "fr"), "Languages there are: en"),
        (("trace", "GDPR"), "32016R0679 is not in the library. Add it first"),
        (("trace", "Article 999"), "does not exist"),
        (("refs", "Article 5(9)"), "does not exist"),
        (("refs", "Article 5", "--relation", "exceptions"), "no relation 'exceptions'. Relations are: refers_to, amends, derogates_from,"),
        (("cite", "art_5", "--format", "magic"), "Formats are: text, bibtex, csl"),
        (("export", "--format", "magic"), "Formats are: turtle"),
        (("export", "--act", "Lamp Act"), "no act 'Lamp Act'"),
        (
            ("inspect", XHTML, "--stage", "magic"),
            "Stages are: blocks, outline, dropped, references, amendments, support, duties, dates, sanctions, graph",
        ),
        (
            ("dates", "--moment", "soon"),
            "no moment 'soon'. Moments are: entry, application, end, transition, transposition, deadline, review",
        ),
        (("dates", "Article 999"), "does not exist"),
        (("remove", "Lamp Act"), "no act 'Lamp Act'"),
        (("remove", "32016R0679"), "not in the library"),
        (("terms", "sourdough"), "no act in the library defines 'sourdough'"),
        (("topics", "sourdough"), "no topic 'sourdough'"),
    ],
)
def test_a_bad_word_is_told_with_the_next_step(unchanged: Path, words: tuple[object, ...], said: str) -> None:
    library = () if words[0] == "inspect" else ("--library", unchanged)
    assert said in refused(*words, *library)


def test_a_provision_of_two_acts_lists_both(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT.read_text("utf-8").replace("2099/1", "2099/2"), "utf-8")
    assert invoke("add", other, "--library", library)[0] == 0
    line = refused("show", "Article 5", "--library", library)
    assert "is in 2 acts" in line
    assert "--act" in line
    assert invoke("show", "Article 5", "--act", "32099R0002", "--library", library)[0] == 0


def test_a_provision_that_a_question_names_wrongly_is_abstained_from(unchanged: Path) -> None:
    code, out, err = invoke("ask", "What does Article 999 say?", "--json", "--library", unchanged)
    assert (code, err) == (1, "")
    assert json.loads(out)["reason"] == "no_such_provision"


def test_a_question_of_thousands_of_words_is_refused(unchanged: Path) -> None:
    question = " ".join(f"word{number}" for number in range(5_000))
    assert invoke("ask", question, "--library", unchanged)[0] == 2


# ── other files that are given ─────────────────────────────────────────────────────────────────────────────────────────────────


BAD_ANSWERS = {
    "empty": b"", "no JSON": b"no json", "other JSON": b'{"a": 1}', "a list": b"[1, 2]", "a number": b"7", "noise": bytes(range(256)),
    "other schema": b'{"schema": "other/1"}', "null": b"null", "nested": b"[" * 100_000,
}  # fmt: skip
HALF_ANSWERS = {
    "half an answer": b'{"schema": "whereas/answer/1", "question": "?"}',
    "no statements": b'{"schema": "whereas/answer/1", "statements": 7}',
    "wrong kinds": b'{"schema":"whereas/answer/1","question":"?","status":"answered","reason":null,"as_of":"","acts":[1],"statements":[]}',
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ANSWERS)
@pytest.mark.parametrize("command", ["verify", "trace"])
def test_a_file_that_is_no_answer_is_refused(unchanged: Path, tmp_path: Path, command: str, name: str) -> None:
    file = tmp_path / "answer.json"
    file.write_bytes(BAD_ANSWERS[name])
    line = refused(command, file, "--library", unchanged)
    assert "not an answer" in line
    assert "--json > answer.json" in line


@pytest.mark.parametrize("name", HALF_ANSWERS)
def test_an_answer_with_parts_missing_does_not_hold_and_has_no_tree(unchanged: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "answer.json"
    file.write_bytes(HALF_ANSWERS[name])
    code, out, err = invoke("verify", file, "--library", unchanged)
    assert (code, err) == (1, "")
    assert "does NOT hold" in out
    assert "not an answer" in refused("trace", file, "--library", unchanged)


BAD_GOLD = {
    "no JSON": b"no json", "a list": b"[]", "no question": b'{"gold": ["art_1"]}', "no text": b"\xff\xfe\x00",
    "gold that is no list": b'{"question": "Who?", "gold": "art_1"}', "a question that is no text": b'{"question": 5, "gold": []}',
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_GOLD)
def test_a_file_that_is_no_gold_is_refused(unchanged: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_bytes(BAD_GOLD[name])
    assert "gold" in refused("eval", file, "--library", unchanged)


def test_an_unknown_relation_lists_those_there_are(unchanged: Path, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"question": "Who?", "gold": []}')
    assert "Relations are: " in refused("eval", file, "--without", "likes", "--library", unchanged)


def test_a_batch_that_is_no_text_is_refused(unchanged: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    file.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in refused("ask", "--batch", file, "--library", unchanged)


def test_an_export_to_nowhere_is_refused(unchanged: Path, tmp_path: Path) -> None:
    assert "no such file or directory" in refused("export", "--output", tmp_path / "none" / "act.ttl", "--library", unchanged)


# ── errors nobody foresaw, and tracebacks ──────────────────────────────────────────────────────────────────────────────────────


def process(*words: object) -> subprocess.CompletedProcess[str]:
    script = "import sys; from cli import app; app(prog_name='whereas')"
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, words)], env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}, capture_output=True,
        encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["PDF cut at a half", "PDF with a password", "50 MB of noise"])
def test_a_process_says_one_line_too(tmp_path: Path, name: str) -> None:
    """Libraries below log and warn by themselves; nothing of that may reach the user."""
    file = tmp_path / "given.bin"
    file.write_bytes(BAD_FILES[name][0]())
    shown = process("add", file, "--library", tmp_path / "new.sqlite")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr.startswith("Error: ")
    assert shown.stderr.count("\n") == 1


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    shown = process("--debug", "add", tmp_path / "none.pdf")
    assert shown.returncode != 0
    assert "Traceback" in shown.stderr
    assert "SourceError" in shown.stderr


@pytest.fixture
def poisoned(library: Path) -> Path:
    """A library in which a text's counts are no JSON: a fault that no one foresaw."""
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("UPDATE text SET counts = 'poison'")
        connection.commit()
    return library


def test_an_unforeseen_error_is_one_line_that_asks_for_a_report(poisoned: Path) -> None:
    code, out, err = invoke("acts", "--library", poisoned)
    assert (code, out) == (2, "")
    assert err.startswith("Error: internal error (JSONDecodeError: ")
    assert "--debug" in err
    assert len(err.splitlines()) == 1


def test_an_unforeseen_error_shows_its_traceback_under_debug(poisoned: Path) -> None:
    shown = process("--debug", "acts", "--library", poisoned)
    assert "Traceback" in shown.stderr
    assert "JSONDecodeError" in shown.stderr
