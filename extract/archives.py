"""Archives and folders whose files are the parts of one act: a zip as the Publications Office delivers it, or the same unpacked.

Nothing is written to disk. What an archive says of itself is not trusted: the number of its members, the size of each and of all, and how
far they are compressed are limited while they are read; a member with a name that leads out of the archive, a double one, an encrypted one
and an archive in the archive are refused.
"""

from __future__ import annotations

import hashlib
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from kg.errors import MalformedSource, SourceError, UnsupportedDialect

MAX_BYTES: Final = 64 * 1024 * 1024
"""Of one file, and of all members of an archive together. No official act comes near this; what is larger is refused."""
MAX_MEMBERS: Final = 500
"""The longest acts have some dozens of annexes, each with a file of its own."""
MAX_RATIO: Final = 200
"""XML is compressed to a fifth or a twentieth."""
_LONGEST_NAME: Final = 255
"""What file systems take; names of the Publications Office have some thirty characters."""
_SMALL: Final = 100_000
"""Bytes below which no ratio is looked at."""
_ENTRY: Final = b"PK\x01\x02"
_ARCHIVE: Final = b"PK\x03\x04"
_EMPTY: Final = b"PK\x05\x06"
_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, OSError, OverflowError, RuntimeError,
    ValueError,
)  # fmt: skip
"""What zipfile is known to raise on a damaged or foreign archive."""
_IMAGES: Final = (b"II*\x00", b"MM\x00*", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")

Part = tuple[str, bytes]
"""A file of an act: its name and its bytes."""


def is_archive(content: bytes) -> bool:
    """Whether the bytes are those of a zip, whatever its name."""
    return content.startswith((_ARCHIVE, _EMPTY))


def parts_of_archive(content: bytes, where: str) -> tuple[Part, ...]:
    """The XML members of a zip by name; pictures are passed over. Raises SourceError for one that is refused."""
    if content.count(_ENTRY) > MAX_MEMBERS:
        raise SourceError(f"the archive has over {MAX_MEMBERS} members", where=where, hint="Is it one act?")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
            _check_names([info.filename for info in infos], where)
            parts = sorted(_members(archive, infos, where))
    except SourceError:
        raise
    except _DAMAGE as error:
        said = " ".join(str(error).split())[:80]
        raise MalformedSource(f"the archive is damaged: {said}", where=where, hint="Download it again.") from error
    return _xml_parts(parts, where)


def parts_of_folder(folder: Path) -> tuple[Part, ...]:
    """The XML files of a folder by name; other files are passed over. Raises SourceError where there are too many, or too large ones."""
    parts: list[Part] = []
    total = 0
    for file in sorted(inner for inner in folder.iterdir() if inner.is_file() and not _is_hidden(inner.name)):
        if not _looks_like_xml(_head(file)):
            continue
        total += file.stat().st_size
        if total > MAX_BYTES or len(parts) >= MAX_MEMBERS:
            raise SourceError("the folder holds too much for one act", where=str(folder), hint="Is it one act?")
        parts.append((file.name, _read(file)))
    return tuple(parts)


def digest_of(parts: Iterable[Part]) -> str:
    """One SHA-256 for files that belong together: over their names and hashes, sorted by name."""
    lines = (f"{name}\0{hashlib.sha256(content).hexdigest()}\n" for name, content in sorted(parts))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def heads_of_folder(folder: Path) -> Iterator[Part]:
    """The XML files of a folder with their first bytes, by name."""
    for file in sorted(inner for inner in folder.iterdir() if inner.is_file() and not _is_hidden(inner.name)):
        head = _head(file)
        if _looks_like_xml(head):
            yield file.name, head


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(4096)
    except OSError as error:
        raise SourceError(f"the file cannot be read: {error.strerror}", where=str(file), hint="Check its permissions.") from error


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SourceError(f"the file cannot be read: {error.strerror}", where=str(file), hint="Check its permissions.") from error


def _is_hidden(name: str) -> bool:
    """What file managers add: no part of any act."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _looks_like_xml(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _check_names(names: list[str], where: str) -> None:
    for name in names:
        if len(name) > _LONGEST_NAME:
            said = f"the archive has a member whose name has {len(name)} characters"
            raise MalformedSource(said, where=where, hint="Do not trust this file.")
        steps = name.replace("\\", "/").split("/")
        if ".." in steps or steps[0] == "" or ":" in steps[0]:
            raise MalformedSource(
                f"the archive has a member that leads out of it: {name[:80]!r}", where=where, hint="Do not trust this file."
            )
    files = [name.rpartition("/")[2].lower() for name in names]
    double = next((name for name in files if files.count(name) > 1), None)
    if double is not None:
        raise MalformedSource(f"the archive has {double[:80]!r} twice", where=where, hint="Download it again.")


def _members(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], where: str) -> Iterator[Part]:
    """Name and bytes of each member; sizes are counted as they are read."""
    total = 0
    for info in infos:
        if info.flag_bits & 0x1:
            raise SourceError("the archive is encrypted", where=where, hint="Save a copy without a password first.")
        with archive.open(info) as opened:
            content = opened.read(MAX_BYTES - total + 1)
        total += len(content)
        if total > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            raise SourceError(f"the archive unpacks to over {limit} MB", where=where, hint="Is it an act?")
        if len(content) > _SMALL and len(content) > MAX_RATIO * max(info.compress_size, 1):
            raise SourceError(f"{info.filename[:80]!r} is compressed beyond reason", where=where, hint="Do not trust this file.")
        if is_archive(content):
            raise UnsupportedDialect("an archive in an archive", where=where, hint="Unpack it and give the archive of one act.")
        yield info.filename.rpartition("/")[2], content


def _other_format(content: bytes) -> str:
    """What a member is that can be an act by itself, and no part of one in Formex."""
    head = content[:4096]
    if head.lstrip().startswith(b"%PDF-"):
        return "a PDF"
    return "a web page" if _looks_like_xml(head) and b"<html" in head.lower() else ""


def _xml_parts(parts: list[Part], where: str) -> tuple[Part, ...]:
    for name, content in parts:
        kind = _other_format(content)
        if kind:
            where_to = "Unpack it and add the file; an archive is read where it holds the Formex of one act."
            raise UnsupportedDialect(f"the archive holds {name[:80]!r}, {kind}", where=where, hint=where_to)
        if not _looks_like_xml(content[:4096]) and not content.startswith(_IMAGES):
            hint = "Give an archive of one act in Formex, as the Publications Office delivers it."
            raise UnsupportedDialect(f"the archive holds {name[:80]!r}, which is neither XML nor a picture", where=where, hint=hint)
    found = tuple((name, content) for name, content in parts if _looks_like_xml(content[:4096]))
    if not found:
        raise UnsupportedDialect("the archive holds no XML", where=where, hint="Give an archive of one act in Formex.")
    return found
