"""Archives and folders of parts: what is read, and what is refused before it can do harm."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from extract import archives
from extract.archives import digest_of, parts_of_archive, parts_of_folder
from extract.pipeline import files_of
from extract.source import Format, read_source
from kg.errors import LawError, MalformedSource, SourceError, UnsupportedDialect
from tests.extract.formex_act import ACT, ANNEX_I, CONTENTS, FIRST, MAIN, MANIFEST, PARTS, SECOND, unpacked, written, zipped

Changed = Callable[[], Mapping[str, str | bytes]]


def without(*names: str) -> dict[str, str | bytes]:
    return {name: content for name, content in PARTS.items() if name not in names}


# ── what is read ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_archive_is_known_by_its_content_and_read_in_the_order_of_its_manifest(tmp_path: Path) -> None:
    found = read_source(written(tmp_path, zipped(PARTS), "wrong.pdf"))
    assert found.format is Format.FORMEX
    assert found.members == (MAIN, FIRST, SECOND, MANIFEST, CONTENTS)
    assert found.pages[0] == ACT
    assert found.info("en").pages == 5


def test_the_manifest_decides_the_order_and_not_the_names(tmp_path: Path) -> None:
    swapped = PARTS[MANIFEST].replace(FIRST, "x").replace(SECOND, FIRST).replace('"x"', f'"{SECOND}"')
    found = read_source(written(tmp_path, zipped({**PARTS, MANIFEST: swapped})))
    assert found.members[:3] == (MAIN, SECOND, FIRST)


def test_without_a_manifest_parts_run_by_name(tmp_path: Path) -> None:
    found = read_source(written(tmp_path, zipped(without(MANIFEST, CONTENTS))))
    assert found.members == (MAIN, FIRST, SECOND)


def test_a_folder_reads_as_its_archive_does(tmp_path: Path) -> None:
    folder, archive = unpacked(tmp_path / "act"), written(tmp_path, zipped(PARTS))
    assert (read_source(folder).pages, read_source(folder).members) == (read_source(archive).pages, read_source(archive).members)
    assert read_source(folder).sha256 == digest_of((name, content.encode()) for name, content in PARTS.items())


def test_the_hash_of_a_folder_is_of_names_and_contents_and_of_no_order(tmp_path: Path) -> None:
    parts = [(name, content.encode()) for name, content in PARTS.items()]
    assert digest_of(parts) == digest_of(reversed(parts))
    changed = [(name, content + b" " * (name == FIRST)) for name, content in parts]
    renamed = [("x" + name, content) for name, content in parts]
    assert len({digest_of(parts), digest_of(changed), digest_of(renamed)}) == 3


def test_a_folder_of_parts_is_one_source_and_other_folders_are_not(tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "act")
    assert list(files_of(folder)) == [folder]
    apart = unpacked(tmp_path / "acts", {"one.xml": ACT, "two.xml": ACT, "three.zip": zipped(PARTS), "four.pdf": b"%PDF-"})
    assert [file.name for file in files_of(apart)] == ["four.pdf", "one.xml", "three.zip", "two.xml"]


def test_a_manifest_whose_parts_lie_elsewhere_makes_no_folder_of_parts(tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "mixed", {"en.doc.xml": PARTS[MANIFEST], "en.xml": ACT})
    assert [file.name for file in files_of(folder)] == ["en.doc.xml", "en.xml"]


def test_pictures_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    more = {**PARTS, "L_0001.tif": b"II*\x00picture", "__MACOSX/._x": b"\x00\x05", ".DS_Store": b"\x00"}
    assert read_source(written(tmp_path, zipped(more))).members == (MAIN, FIRST, SECOND, MANIFEST, CONTENTS)


# ── what is refused ────────────────────────────────────────────────────────────────────────────────────────────────────────────

REFUSED: dict[str, tuple[Changed, type[LawError], str]] = {
    "a listed part is missing": (lambda: without(SECOND), MalformedSource, "is missing"),
    "a part is not listed": (lambda: {**PARTS, "L_2099EN.000701.fmx.xml": ANNEX_I}, MalformedSource, "does not list"),
    "two acts": (lambda: {**without(MANIFEST), "other.xml": ACT}, UnsupportedDialect, "several acts"),
    "two manifests": (lambda: {**PARTS, "other.doc.xml": PARTS[MANIFEST]}, UnsupportedDialect, "several acts"),
    "annexes alone": (lambda: {FIRST: PARTS[FIRST], SECOND: PARTS[SECOND]}, UnsupportedDialect, "annexes and no act"),
    "a manifest alone": (lambda: {CONTENTS: PARTS[CONTENTS]}, UnsupportedDialect, "table of contents"),
    "something else": (lambda: {**PARTS, "z.xml": "<rdf:RDF xmlns:rdf='u'/>"}, UnsupportedDialect, "notice"),
    "something unknown": (lambda: {**PARTS, "z.xml": "<other/>"}, UnsupportedDialect, "no part of an act"),
    "words that are not XML": (lambda: {**PARTS, "read me.txt": "Words"}, UnsupportedDialect, "neither XML nor a picture"),
    "no XML at all": (lambda: {"a.tif": b"II*\x00"}, UnsupportedDialect, "holds no XML"),
    "nothing": (dict, UnsupportedDialect, "holds no XML"),
    "an archive inside": (lambda: {**PARTS, "inner.zip": zipped(PARTS)}, UnsupportedDialect, "archive in an archive"),
    "a name that leads up": (lambda: {**PARTS, "../x.xml": "<a/>"}, MalformedSource, "leads out"),
    "a name that leads up by backslashes": (lambda: {**PARTS, "a\\..\\x.xml": "<a/>"}, MalformedSource, "leads out"),
    "an absolute name": (lambda: {**PARTS, "/etc/x.xml": "<a/>"}, MalformedSource, "leads out"),
    "a drive": (lambda: {**PARTS, "C:/x.xml": "<a/>"}, MalformedSource, "leads out"),
    "one name in two folders": (lambda: {**PARTS, f"other/{FIRST}": ANNEX_I}, MalformedSource, "twice"),
    "a part that is no text": (lambda: {**PARTS, FIRST: b"<ANNEX>\xff\xfe</ANNEX>"}, MalformedSource, "not valid utf-8"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_act_in_parts_is_refused_with_what_to_do(tmp_path: Path, case: str) -> None:
    make, error, said = REFUSED[case]
    with pytest.raises(error, match=said) as caught:
        read_source(written(tmp_path, zipped(make())))
    assert str(tmp_path) in caught.value.where
    assert caught.value.hint


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_stands_twice_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for content in (ACT, ANNEX_I):
            archive.writestr(MAIN, content)
    with pytest.raises(MalformedSource, match="twice"):
        read_source(written(tmp_path, out.getvalue()))


def test_a_folder_whose_manifest_lists_a_missing_part_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedSource, match="is missing"):
        read_source(unpacked(tmp_path / "act", without(SECOND)))


def test_an_encrypted_archive_is_refused() -> None:
    content = bytearray(zipped(PARTS))
    for mark, shift in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + shift] |= 1
    with pytest.raises(SourceError, match="encrypted"):
        parts_of_archive(bytes(content), "x.zip")


def test_too_many_members_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 4)
    with pytest.raises(SourceError, match="over 4 members"):
        parts_of_archive(zipped(PARTS), "x.zip")


def test_what_unpacks_to_too_much_is_refused_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 3000)
    with pytest.raises(SourceError, match="unpacks to over"):
        parts_of_archive(zipped({"a.xml": "<a>" + "words " * 300, "b.xml": "<b>" + "more words " * 300}), "x.zip")


def test_a_size_that_the_archive_declares_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped({"a.xml": "<a>" + "word " * 2000})
    declared = content.replace((10_003).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert declared != content
    monkeypatch.setattr(archives, "MAX_BYTES", 5000)
    with pytest.raises(SourceError):
        parts_of_archive(declared, "x.zip")


def test_what_is_compressed_beyond_reason_is_refused() -> None:
    with pytest.raises(SourceError, match="beyond reason"):
        parts_of_archive(zipped({"a.xml": "<a>" + " " * 2_000_000}), "x.zip")


def test_a_folder_of_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    with pytest.raises(SourceError, match="too much"):
        parts_of_folder(unpacked(tmp_path / "act"))


def test_an_archive_that_was_cut_or_changed_anywhere_is_read_or_refused_and_never_breaks(tmp_path: Path) -> None:
    content, choice = zipped(PARTS), random.Random(7)
    for _ in range(150):
        damaged = bytearray(content)
        if choice.random() < 0.5:
            del damaged[choice.randrange(4, len(content)) :]
        else:
            for _ in range(choice.randrange(1, 6)):
                damaged[choice.randrange(4, len(content))] = choice.randrange(256)
        with suppress(LawError):  # any other exception fails the test
            assert read_source(written(tmp_path, bytes(damaged))).members


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_an_archive_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    content = zipped(PARTS)
    with pytest.raises(MalformedSource, match="damaged"):
        read_source(written(tmp_path, content[: int(len(content) * share)]))


@pytest.mark.parametrize(("content", "kind"), [(b"<?xml version='1.0'?>\n<html>lamps</html>", "a web page"), (b"%PDF-1.7 lamps", "a PDF")])
def test_an_archive_of_what_is_an_act_by_itself_is_to_be_unpacked(tmp_path: Path, content: bytes, kind: str) -> None:
    with pytest.raises(UnsupportedDialect, match=kind) as caught:
        read_source(written(tmp_path, zipped({"act.bin": content}), "act.zip"))
    assert caught.value.hint.startswith("Unpack it and add the file")
