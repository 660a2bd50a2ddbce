"""Sources: formats are told by content, and a file that is none is refused with what, where and what next."""

from __future__ import annotations

import hashlib
import random
import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from extract import pdf_pages
from extract import source as sources
from extract.sample import path as sample_path
from extract.source import Format, read_source
from kg.errors import LawError, MalformedSource, SourceError, UnsupportedDialect


def write(folder: Path, content: bytes, name: str = "file.bin") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    ("name", "form"), [("act.pdf", Format.PDF), ("act.xhtml", Format.XHTML), ("act.pdf.txt", Format.TEXT), ("act.txt", Format.TEXT)]
)
def test_the_format_is_told_by_content_not_by_name(tmp_path: Path, name: str, form: Format) -> None:
    content = sample_path(name).read_bytes()
    found = read_source(write(tmp_path, content, "wrong.name"))
    assert (found.format, found.sha256) == (form, hashlib.sha256(content).hexdigest())


def test_html_that_is_not_xml_is_html(tmp_path: Path) -> None:
    assert read_source(write(tmp_path, b"<!DOCTYPE html><html><p>Words</p></html>")).format is Format.HTML


def test_a_pdf_has_a_text_for_each_page() -> None:
    found = read_source(sample_path("act.pdf"))
    assert found.info("en").pages == len(found.pages) == 12


def test_other_formats_have_no_pages() -> None:
    assert read_source(sample_path("act.xhtml")).info("en").pages is None


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert read_source(write(tmp_path, "\ufeffWords".encode())).text == "Words"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?><html>', "latin-1"),
        ('<html><meta charset="windows-1252">', "cp1252"),
        ('<html><meta http-equiv="Content-Type" content="text/html; charset=UNICODE-1-1-UTF-8">', "utf-8"),
    ],
)
def test_the_encoding_that_a_page_declares_is_used(tmp_path: Path, head: str, encoding: str) -> None:
    assert "§ für" in read_source(write(tmp_path, f"{head}§ für</html>".encode(encoding))).text


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", SourceError),
        (b"\x00\x01\x02" * 100, UnsupportedDialect),
        ("Words".encode("utf-16"), UnsupportedDialect),
        (b"Words \xff\xfe", MalformedSource),
        (b'<html><meta charset="nope">', MalformedSource),
        (b'<?xml version="1.0"?><root/>', UnsupportedDialect),
        (b"%PDF-1.4\n", MalformedSource),
        (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>", MalformedSource),
    ],
)
def test_what_is_no_source_is_refused_with_its_path_and_a_way_on(tmp_path: Path, content: bytes, error: type[LawError]) -> None:
    file = write(tmp_path, content)
    with pytest.raises(error) as caught:
        read_source(file)
    assert caught.value.where == str(file)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["utf-7", "utf-16", "unicode_escape", "undefined", "hex", "idna", "rot13", "zlib", "utf_8_sig"])
@pytest.mark.parametrize("head", ['<?xml version="1.0" encoding="{}"?><html>', '<html><meta charset="{}"/>'])
def test_an_encoding_that_hides_what_a_file_says_is_refused(tmp_path: Path, head: str, name: str) -> None:
    with pytest.raises(MalformedSource, match="an encoding that is not read"):
        read_source(write(tmp_path, f"{head.format(name)}+ADw-p+AD4-</html>".encode()))


def test_plain_text_that_speaks_of_encodings_declares_none(tmp_path: Path) -> None:
    assert read_source(write(tmp_path, "A page says charset=utf-7 or encoding='hex' – or nothing.".encode())).format is Format.TEXT


@pytest.mark.parametrize("control", ["\x01", "\x08", "\x0e", "\x1a", "\x1b", "\x7f"])
def test_controls_that_no_text_has_are_refused_with_their_place(tmp_path: Path, control: str) -> None:
    with pytest.raises(MalformedSource, match=rf"U\+{ord(control):04X} \(character 5\)"):
        read_source(write(tmp_path, f"Words{control}".encode()))


@pytest.mark.parametrize(
    "control", ["\t", "\n", "\x0b", "\x0c", "\r", "\x1c", "\x1f", "\x85", "\xad", "\u200b", "\u202e", "\ufeff", "\ue000", "\uffff"]
)
def test_spaces_and_characters_without_a_shape_are_kept(tmp_path: Path, control: str) -> None:
    assert read_source(write(tmp_path, f"Words{control}more".encode())).text == f"Words{control}more"


def test_a_null_far_behind_the_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedDialect, match="binary"):
        read_source(write(tmp_path, b"Words " * 1000 + b"\x00"))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.pdf", tmp_path):
        with pytest.raises(SourceError) as caught:
            read_source(path)
        assert caught.value.where == str(path)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 10)
    with pytest.raises(SourceError, match="over the limit"):
        read_source(write(tmp_path, b"x" * 11))


# ── PDFs ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def small_pdf() -> bytes:
    """Two pages of lines, compressed as most PDFs are."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pageCompression=1)
    for page in range(2):
        for line in range(8):
            canvas.drawString(72, 800 - 20 * line, f"Line {line} of page {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def protected(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(small_pdf())))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_protected_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="password"):
        read_source(write(tmp_path, protected("secret")))


def test_a_pdf_that_opens_without_password_is_read(tmp_path: Path) -> None:
    assert "Line 7 of page 1" in read_source(write(tmp_path, protected(""))).pages[1]


def test_an_encryption_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """AES needs a library that is not asked for; the file says AES, whatever its streams hold."""
    content = protected("secret")
    found = re.search(rb"/V 2", content)
    assert found is not None
    crypt = b"/V 4 /StmF /StdCF /StrF /StdCF /CF << /StdCF << /CFM /AESV2 /Length 16 >> >>"
    file = write(tmp_path, content[: found.start()] + crypt + content[found.end() :])
    with pytest.raises(SourceError) as caught:
        read_source(file)
    assert caught.value.hint


TOKENS = (
    b"/Type",
    b"/Kids",
    b"/Count",
    b"/Length",
    b"/Filter",
    b"/Contents",
    b"/Root",
    b"/Pages",
    b"obj",
    b"stream",
    b"xref",
    b" R",
    b"<<",
    b"]",
)


def damaged(content: bytes, rng: random.Random) -> bytes:
    """The bytes with some tokens of the format put in others' place, some bytes changed, some left out."""
    out = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at = rng.choice([found.start() for token in TOKENS for found in re.finditer(re.escape(token), out)] or [0])
        out[at : at + rng.randint(1, 6)] = rng.choice((*TOKENS, b"0", b"-1", b"99999999999999999999", b"null", b"/W", b"(x)", b""))
    return bytes(out)


def test_no_damage_to_a_pdf_raises_anything_but_a_source_error(tmp_path: Path) -> None:
    rng, content, outcomes, said = random.Random(1), small_pdf(), set(), []
    for _ in range(400):
        try:
            read_source(write(tmp_path, damaged(content, rng)))
            outcomes.add("read")
        except SourceError as error:
            outcomes.add(type(error).__name__)
            said.append(str(error))
    assert outcomes == {"read", "MalformedSource"}
    assert max(map(len, said)) < 400
    assert not [one for one in said if "\n" in one]


@pytest.mark.parametrize("error", [struct.error("x"), zlib.error("x"), AttributeError("x"), NotImplementedError("x"), OverflowError("x")])
def test_what_pypdf_is_known_to_raise_is_a_damaged_pdf(error: Exception) -> None:
    assert isinstance(error, pdf_pages._DAMAGE)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_pdf_cut_off_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    content = sample_path("act.pdf").read_bytes()
    with pytest.raises(MalformedSource):
        read_source(write(tmp_path, content[: int(len(content) * share)]))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_page_cut_off_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    content = sample_path("act.xhtml").read_bytes()
    with pytest.raises(MalformedSource, match="cut off"):
        read_source(write(tmp_path, content[: int(len(content) * share)].decode("utf-8", "ignore").encode()))


@pytest.mark.parametrize(
    ("written", "name"),
    [("utf-16", "UTF-16"), ("utf-32", "UTF-32"), ("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE")],
)
@pytest.mark.parametrize("act", ["act.xhtml", "act.pdf.txt"])
def test_text_in_a_wide_encoding_is_told_by_its_name_and_what_to_do(tmp_path: Path, act: str, written: str, name: str) -> None:
    content = sample_path(act).read_text("utf-8").encode(written)
    with pytest.raises(UnsupportedDialect, match=f"the text is in {name},") as caught:
        read_source(write(tmp_path, content))
    assert f"iconv -f {name} -t UTF-8" in caught.value.hint


def test_a_text_that_is_too_long_to_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.source.MAX_CHARACTERS", 3_000_000)
    file = tmp_path / "long.txt"
    file.write_text("word " * 800_000, "utf-8")
    with pytest.raises(SourceError, match="4 million characters, over the limit of 3 million"):
        read_source(file)
