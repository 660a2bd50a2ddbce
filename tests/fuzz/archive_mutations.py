"""Mutations of archives: of the raw bytes, of the files they hold, and of what their directory says of names and sizes."""

from __future__ import annotations

import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tests.fuzz.mutations import MARKUP, Mutation, cut, flip, move, mutated, truncate

Members = list[tuple[str, bytes]]

NAMES: Final = (
    "../out.xml", "../../../../tmp/out.xml", "/tmp/out.xml", "C:\\out.xml", "..\\out.xml", "a/" * 500 + "b.xml", "a" * 60_000, "", ".",
    "..", "/", "a\x00b.xml", "a\nb.xml", "\u202egpj.xml", "CON", "a.xml/", "̷" * 100,
    "META-INF/x.xml", "__MACOSX/x.xml", "x.doc.xml", "x.fmx.xml", "x.xml", "X.XML", "~", "file:///etc/passwd", "\ud800",
)  # fmt: skip
"""Names of members that lead elsewhere, that no file may have, or that look like what is sought."""


def members_of(data: bytes) -> Members:
    """The files of an archive, in order; none where it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, zlib.error, lzma.LZMAError, EOFError):
        return []


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name.encode("utf-8", "replace").decode() or "x"), content, method)
    return out.getvalue()


def change_member(data: bytes, chance: Random) -> bytes:
    """One of the files is mutated as markup."""
    members = members_of(data)
    if members:
        at = chance.randrange(len(members))
        members[at] = (members[at][0], mutated(members[at][1], MARKUP, chance))
    return packed(members)


def change_members(data: bytes, chance: Random) -> bytes:
    """A file is gone, stands twice, under another's name, or is out of order."""
    members = members_of(data) or [("x.xml", b"<A/>")]
    how, one, two = chance.randrange(5), chance.randrange(len(members)), chance.randrange(len(members))
    if how == 0:
        del members[one]
    elif how == 1:
        members.append(members[one])
    elif how == 2:
        members.append((members[one][0], members[two][1]))
    elif how == 3:
        chance.shuffle(members)
    else:
        members[one] = (chance.choice(NAMES), members[one][1])
    return packed(members)


def add_member(data: bytes, chance: Random) -> bytes:
    """A file more: one of an odd name, very large, an archive itself, or thousands of empty ones."""
    members = members_of(data)
    extra: Callable[[], Members] = chance.choice((
        lambda: [(chance.choice(NAMES), b"<A/>")],
        lambda: [("zeros.xml", bytes(chance.choice((1 << 20, 1 << 26, 1 << 28))))],
        lambda: [("tags.xml", b"<ACT>" + b"<P>a</P>" * 4_000_000 + b"</ACT>")],
        lambda: [("inner.zip", data)],
        lambda: [(f"{number}.xml", b"") for number in range(chance.choice((2_000, 70_000)))],
        lambda: [(f"{number}.xml", b"<ACT><P>words</P></ACT>" * 5_000) for number in range(500)],
    ))  # fmt: skip
    return packed(extra() + members if chance.random() < 0.5 else members + extra())


def repack(data: bytes, chance: Random) -> bytes:
    """Another way of packing."""
    return packed(members_of(data), chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))


def lie(data: bytes, chance: Random) -> bytes:
    """The directory says something else of a file than is true: flags, method, sums, sizes, lengths of names, places, attributes."""
    changed = bytearray(data)
    for found in re.finditer(rb"PK\x01\x02", data):
        if chance.random() < 0.5 and found.start() + 46 <= len(data):
            field, form = chance.choice(
                ((8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (28, "<H"), (30, "<H"), (32, "<H"), (38, "<I"), (42, "<I"))
            )
            value = chance.choice((0, 1, 9, 14, 99, 0xFFFF, 0xFFFFFFFF, 0xA1ED0000, chance.randrange(1 << 32)))
            struct.pack_into(form, changed, found.start() + field, value & (0xFFFF if form == "<H" else 0xFFFFFFFF))
    return bytes(changed)


def lie_at_end(data: bytes, chance: Random) -> bytes:
    """The record at the end names other numbers, sizes or places, or there are more records than one."""
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(data):
        return data
    changed = bytearray(data)
    field, form = chance.choice(((8, "<H"), (10, "<H"), (12, "<I"), (16, "<I"), (20, "<H")))
    struct.pack_into(form, changed, at + field, chance.choice((0, 1, 0xFFFF)))
    return bytes(changed) + chance.choice((b"", data[at:], b"PK\x06\x06" * 20, b"\x00" * 70_000))


def overlap(data: bytes, chance: Random) -> bytes:
    """Very many entries of the directory that are all the same bytes: the files of a bomb."""
    at, end = data.find(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    if at < 0 or end < at:
        return data
    record, times = data[at:end], chance.choice((10, 1000))
    count = min(record.count(b"PK\x01\x02") * times, 0xFFFF)
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, count, count, len(record) * times)
    return data[:at] + record * times + bytes(tail)


ARCHIVE: Final[Sequence[Mutation]] = (
    *[change_member] * 5, *[change_members] * 3, add_member, add_member, repack, lie, lie, lie_at_end, overlap, flip, cut, truncate, move,
)  # fmt: skip
