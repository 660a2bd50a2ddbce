"""Mutations of PDFs: of the raw bytes, of the objects before they are written out again with right offsets, and of what streams hold."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tests.fuzz.mutations import Mutation, cut, flip, move, repeat, truncate

Objects = dict[int, bytes]
Change = Callable[[Objects, Random], None]

_OBJECT: Final = re.compile(rb"(\d+) 0 obj\b(.*?)endobj", re.DOTALL)
_STREAM: Final = re.compile(rb"(?P<head>.*?)stream\r?\n(?P<body>.*?)\r?\n?endstream", re.DOTALL)
_NUMBER: Final = re.compile(rb"(?<![\w.])-?\d+(?![\w.])")
_NAME: Final = re.compile(rb"/[A-Za-z]\w*")
_HUGE: Final = (
    b"-1",
    b"0",
    b"99999999999",
    b"2147483647",
    b"1e9",
    b"9" * 5000,
    b"null",
    b"true",
    b"(words)",
    b"[]",
    b"<<>>",
    b"/X",
    b"1 0 R",
    b"2 0 R",
    b"999 0 R",
)


# ── objects ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def objects_of(data: bytes) -> tuple[Objects, bytes]:
    """The objects of a plainly written PDF, by number, and its trailer."""
    objects = {int(found[1]): found[2].strip() for found in _OBJECT.finditer(data)}
    trailer = re.search(rb"trailer\s*(<<.*?>>)\s*startxref", data, re.DOTALL)
    return objects, trailer[1] if trailer else b"<< /Root 1 0 R >>"


def written(objects: Objects, trailer: bytes) -> bytes:
    """The file of these objects, its table of places right."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects, default=0) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n" for number in range(1, size))
    return bytes(out) + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (re.sub(rb"/Size \d+", b"/Size %d" % size, trailer), start)


def stream(content: bytes, head: bytes = b"", *, packed: bool = True) -> bytes:
    """A stream object."""
    body = zlib.compress(content) if packed else content
    filtered = b"/Filter /FlateDecode" if packed else b""
    return b"<< %s %s /Length %d >>\nstream\n%s\nendstream" % (filtered, head, len(body), body)


def content_of(body: bytes) -> bytes | None:
    """What a Flate stream (perhaps written in ASCII 85) holds; None for anything else."""
    found = _STREAM.match(body)
    if found is None:
        return None
    packed = found["body"]
    try:
        if b"ASCII85" in found["head"]:
            import base64

            packed = base64.a85decode(b"<~" + packed.strip().removesuffix(b"~>") + b"~>", adobe=True)
        return zlib.decompress(packed)
    except (ValueError, zlib.error):
        return None


def _streams(objects: Objects, *, text: bool) -> list[tuple[int, bytes]]:
    """Streams by number with what they hold: those that show text, or all."""
    held = ((number, content_of(body)) for number, body in objects.items() if b"stream" in body)
    return [(number, content) for number, content in held if content is not None and (not text or b"Tj" in content or b"TJ" in content)]


def _some(objects: Objects, chance: Random, needle: bytes = b"") -> int:
    fitting = [number for number, body in objects.items() if needle in body.partition(b"stream")[0]]
    return chance.choice(fitting or list(objects))


def change_number(objects: Objects, chance: Random) -> None:
    number = _some(objects, chance)
    head, mark, rest = objects[number].partition(b"stream")
    found = list(_NUMBER.finditer(head))
    if found:
        one = chance.choice(found)
        objects[number] = head[: one.start()] + chance.choice(_HUGE) + head[one.end() :] + mark + rest


def change_name(objects: Objects, chance: Random) -> None:
    number, other = _some(objects, chance), _some(objects, chance)
    head, mark, rest = objects[number].partition(b"stream")
    here, there = list(_NAME.finditer(head)), list(_NAME.finditer(objects[other].partition(b"stream")[0]))
    if here and there:
        one = chance.choice(here)
        objects[number] = head[: one.start()] + chance.choice(there)[0] + head[one.end() :] + mark + rest


def drop_object(objects: Objects, chance: Random) -> None:
    if len(objects) > 1:
        del objects[_some(objects, chance)]


def swap_objects(objects: Objects, chance: Random) -> None:
    one, two = _some(objects, chance), _some(objects, chance)
    objects[one], objects[two] = objects[two], objects[one]


def loop_pages(objects: Objects, chance: Random) -> None:
    """The page tree holds itself, holds one page very often, or is very deep."""
    tree, page = _some(objects, chance, b"/Kids"), _some(objects, chance, b"/Contents")
    kids = chance.choice(
        (
            b"[%d 0 R]" % tree,
            b"[" + b"%d 0 R " % page * chance.choice((500, 20_000, 200_000)) + b"]",
            b"[" + b"%d 0 R %d 0 R" % (tree, page) + b"]",
            b"[]",
            b"null",
        )
    )
    objects[tree] = b"<< /Type /Pages /Count %d /Kids %s >>" % (chance.choice((1, 3, 10**9, -1)), kids)


def deepen_pages(objects: Objects, chance: Random) -> None:
    """A page tree that doubles at every level, or goes down one by one."""
    tree, page, first = _some(objects, chance, b"/Kids"), _some(objects, chance, b"/Contents"), max(objects) + 1
    depth, width = chance.choice(((20, 2), (12, 4), (90, 1), (3000, 1), (4, 30)))
    for level in range(depth):
        below = page if level == depth - 1 else first + level + 1
        objects[first + level] = b"<< /Type /Pages /Count 1 /Kids [%s] >>" % (b"%d 0 R " % below * width)
    objects[tree] = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % first


def inflate(objects: Objects, chance: Random) -> None:
    """A stream that is far longer than its bytes, perhaps twice over, or with a predictor of many columns."""
    number = chance.choice([one for one, _ in _streams(objects, text=True)] or list(objects))
    unit = chance.choice((b"\x00", b" ", b"BT (a) Tj ET\n", b"q ", b"[", b"(", b"<<", b"q BT ET Q\n", b"1 0 0 1 0 0 cm\n", b"BI ", b"% "))
    content = unit * (chance.choice((100_000, 3_000_000, 60_000_000)) // len(unit))
    if chance.random() < 0.3:
        twice = zlib.compress(zlib.compress(content))
        objects[number] = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream" % (len(twice), twice)
        return
    columns = chance.choice((1, 5, 249_999, 10**9))
    predictor = b"/DecodeParms << /Predictor %d /Columns %d >>" % (chance.choice((2, 10, 12, 15)), columns)
    objects[number] = stream(content, predictor if chance.random() < 0.4 else b"")


def change_operators(objects: Objects, chance: Random) -> None:
    """The operators of a page in disorder."""
    held = _streams(objects, text=True)
    if not held:
        return
    number, content = chance.choice(held)
    lines = content.split(b"\n")
    for _ in range(chance.randint(1, 20)):
        one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[two] = lines[two], lines[one]
    extra = (b"q " * 5000, b"Q " * 5000, b"BT " * 3000, b"ET " * 3000, b"[" * 3000, b"/F1 0 Tf", b"/F1 99999999 Tf", b"1 2 3 Tj",
    b"(" * 2000, b"<0", b"<<", b"BI /W 9999 ID EI", b"9" * 5000 + b" Tc", b"nan 0 0 0 0 0 Tm",
             b"0 0 0 0 0 0 Tm", b"/X1 Do " * 500, b"(\\777\\8) Tj", b"(a) '", b"1 (a) \"", b"[(a) -99999999999 (b)] TJ",
             b"<FFFE0041D800> Tj")  # fmt: skip
    lines.insert(chance.randrange(len(lines)), chance.choice(extra))
    objects[number] = stream(mutated_content(b"\n".join(lines), chance))


def mutated_content(content: bytes, chance: Random) -> bytes:
    """Content with a byte or a stretch changed, half of the time."""
    return chance.choice((flip, cut, repeat, move))(content, chance) if chance.random() < 0.5 else content


def change_cmap(objects: Objects, chance: Random) -> None:
    """A font whose map to Unicode is broken, huge, or maps to odd characters."""
    held = [(number, content) for number, content in _streams(objects, text=False) if b"begincmap" in content]
    ranges = (b"1 beginbfrange <0000> <FFFF> <0000> endbfrange", b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange",
    b"1 beginbfrange <00> <FF> <D800> endbfrange",
              b"1 beginbfchar <41> <" + b"0041" * 20_000 + b"> endbfchar", b"100 beginbfchar <41>",
              b"1 beginbfrange <41> <40> [] endbfrange", b"1 beginbfrange <00> <FF> <0000> endbfrange",
              b"1 beginbfrange <20> <7E> <202E> endbfrange", b"1 beginbfrange <20> <7E> <FEFF> endbfrange",
              b"1 beginbfrange <20> <7E> <10FFFFFF> endbfrange")  # fmt: skip
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <FF> endcodespacerange\n"
        + chance.choice(ranges) * chance.choice((1, 1, 50))
        + b"\nendcmap"
    )
    font = _some(objects, chance, b"/Font")
    if held and chance.random() < 0.5:
        number, content = chance.choice(held)
        objects[number] = stream(mutated_content(content, chance))
        return
    new = max(objects) + 1
    objects[new] = stream(cmap)
    body = re.sub(rb"/ToUnicode \d+ 0 R", b"", objects[font])
    objects[font] = body.replace(b"<<", b"<< /ToUnicode %d 0 R " % new, 1)


def nest_forms(objects: Objects, chance: Random) -> None:
    """Forms that draw each other, twice each, or themselves."""
    page, first = _some(objects, chance, b"/Contents"), max(objects) + 1
    depth = chance.choice((1, 3, 15, 200))
    for level in range(depth):
        below = first + (level + 1 if level < depth - 1 else chance.choice((0, level)))
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 %d 0 R >> >>" % below
        objects[first + level] = stream(b"/X1 Do /X1 Do BT (a) Tj ET", head)
    objects[first + depth] = stream(b"/X1 Do " * 10)
    body = re.sub(rb"/Contents [^/>]*|/Resources (?:\d+ 0 R|<<.*?>>)", b"", objects[page])
    extra = b"<< /Contents %d 0 R /Resources << /XObject << /X1 %d 0 R >> >> " % (first + depth, first)
    objects[page] = body.replace(b"<<", extra, 1)


def nest_values(objects: Objects, chance: Random) -> None:
    """A value within a value within a value, or references that go round."""
    number, depth = _some(objects, chance), chance.choice((50, 1000, 100_000))
    opening, ending = chance.choice(((b"[", b"]"), (b"<</A ", b">>"), (b"(", b")"), (b"[", b""), (b"<</A [", b"")))
    value = chance.choice((opening * depth + b"0" + ending * depth, b"%d 0 R" % number, b"[" + b"0 " * 300_000 + b"]"))
    name = chance.choice(
        (
            b"/Contents",
            b"/Kids",
            b"/Resources",
            b"/Length",
            b"/Filter",
            b"/MediaBox",
            b"/ToUnicode",
            b"/Widths",
            b"/Parent",
            b"/Rotate",
            b"/Encoding",
        )
    )
    objects[number] = objects[number].replace(b"<<", b"<< " + name + b" " + value + b" ", 1)


def share_content(objects: Objects, chance: Random) -> None:
    """A page made of the same content very many times."""
    page = _some(objects, chance, b"/Contents")
    held = _streams(objects, text=True)
    if held:
        number = chance.choice(held)[0]
        kids = b"[" + b"%d 0 R " % number * chance.choice((10, 300, 5000)) + b"]"
        objects[page] = re.sub(rb"/Contents [^/>]*", b"/Contents " + kids + b" ", objects[page])


CHANGES: Final[Sequence[Change]] = (
    change_number, change_number, change_name, drop_object, swap_objects, loop_pages, deepen_pages, inflate, change_operators,
    change_operators, change_cmap, change_cmap, nest_forms, nest_values,
    share_content,
)  # fmt: skip


# ── files ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def change_objects(data: bytes, chance: Random) -> bytes:
    """Changed objects, written out anew."""
    objects, trailer = objects_of(data) if data.count(b" obj") < 3000 else ({}, b"")
    if not objects:
        return data
    for _ in range(chance.choice((1, 1, 2, 3))):
        if objects:
            chance.choice(CHANGES)(objects, chance)
    if chance.random() < 0.1:
        trailer = trailer.replace(
            b"<<",
            chance.choice(
                (b"<< /Prev 0 ", b"<< /Prev 99999999999 ", b"<< /Encrypt 1 0 R ", b"<< /XRefStm 20 ", b"<< /Root 999 0 R ", b"<< /Size -1 ")
            ),
            1,
        )
    return written(objects, trailer)


def loop_tables(data: bytes, chance: Random) -> bytes:
    """Tables of places that name each other, or are gone or false."""
    start = data.rfind(b"startxref")
    if start < 0:
        return data
    place = re.match(rb"startxref\s+(\d+)", data[start:])
    own = place[1] if place else b"0"
    new = chance.choice((b"0", b"-1", b"99999999999", own + b"0", b"9" * 5000, b"words"))
    tail = b"startxref\n%s\n%%%%EOF" % chance.choice((new, own))
    loop = data[:start].replace(b"trailer\n<<", b"trailer\n<< /Prev %s " % own, 1)
    return (loop if chance.random() < 0.6 else data[:start]) + tail * chance.choice((1, 1, 3000))


def drop_tables(data: bytes, chance: Random) -> bytes:
    """No tables at all: the objects must be looked for; perhaps a great many that look like ones."""
    at = data.find(b"\nxref")
    return data[: max(at, 0)] + chance.choice((b"", b"1 0 obj\n" * 20_000, b"startxref\n" * 20_000, b"trailer\n<<" * 5000, b"<<" * 50_000))


PDF: Final[Sequence[Mutation]] = (
    *[change_objects] * 8, flip, flip, cut, truncate, repeat, move, loop_tables, drop_tables,
)  # fmt: skip
