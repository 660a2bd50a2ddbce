"""Mutations of text and markup: each takes bytes and a source of chance, and gives other bytes. The same chance gives the same bytes.

They know a little of the structure they break: lines and labels, tags and attributes, entities and declared encodings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tests.fuzz.hostile import CHARACTERS, CHARSETS, FILLERS, LABELS, NUMBERS, RAW

Mutation = Callable[[bytes, Random], bytes]

MOST: Final = 3_000_000
"""Bytes a mutated file may have: enough for what grows with the square of its length to be noticed, and quick for what does not."""


# ── bytes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _at(data: bytes, chance: Random) -> int:
    return chance.randint(0, len(data))


def _range(data: bytes, chance: Random) -> tuple[int, int]:
    low = _at(data, chance)
    return low, min(len(data), low + int(chance.expovariate(1 / 300)) + 1)


def flip(data: bytes, chance: Random) -> bytes:
    """Some bytes become others."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 16)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: Random) -> bytes:
    """A stretch is gone."""
    low, high = _range(data, chance)
    return data[:low] + data[high:]


def truncate(data: bytes, chance: Random) -> bytes:
    """The end is gone, or the beginning."""
    at = _at(data, chance)
    return data[:at] if chance.random() < 0.7 else data[at:]


def repeat(data: bytes, chance: Random) -> bytes:
    """A stretch stands several times."""
    low, high = _range(data, chance)
    times = chance.choice((2, 2, 3, 50, 2000))
    return data[:high] + data[low:high] * min(times, MOST // max(high - low, 1)) + data[high:]


def move(data: bytes, chance: Random) -> bytes:
    """A stretch stands elsewhere."""
    low, high = _range(data, chance)
    rest = data[:low] + data[high:]
    at = _at(rest, chance)
    return rest[:at] + data[low:high] + rest[at:]


def put_raw(data: bytes, chance: Random) -> bytes:
    """Bytes that are no text of the file's encoding."""
    at = _at(data, chance)
    return data[:at] + chance.choice(RAW) + data[at:]


# ── text ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _put(data: bytes, words: str, chance: Random) -> bytes:
    """Words at the beginning of a line, at a space, or anywhere."""
    places = [found.end() for found in re.finditer(chance.choice((rb"\n", rb" ", rb">")), data)]
    at = chance.choice(places) if places and chance.random() < 0.8 else _at(data, chance)
    return data[:at] + words.encode("utf-8", "surrogatepass") + data[at:]


def put_character(data: bytes, chance: Random) -> bytes:
    """A control or other odd character, here or after every so many others."""
    character = chance.choice(CHARACTERS)
    if chance.random() < 0.2:
        spaces = data.split(b" ")
        step = chance.choice((1, 7, 100))
        return b" ".join(part + (character.encode() if index % step == 0 else b"") for index, part in enumerate(spaces))
    return _put(data, character, chance)


def put_label(data: bytes, chance: Random) -> bytes:
    """Words that structure is told from."""
    return _put(data, chance.choice(LABELS) + chance.choice((" ", "\n", "", " words of no use\n")), chance)


def put_number(data: bytes, chance: Random) -> bytes:
    """A number of the text becomes one that is none, or far too large."""
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return _put(data, chance.choice(NUMBERS), chance)
    found = chance.choice(numbers)
    return data[: found.start()] + chance.choice(NUMBERS).encode() + data[found.end() :]


def put_filler(data: bytes, chance: Random) -> bytes:
    """The same few characters many times over: a giant line, or very many short ones."""
    filler = "".join(chance.choices(FILLERS, k=chance.choice((1, 1, 2, 3))))
    size = chance.choice((1_000, 10_000, 100_000, 1_000_000))
    return _put(data, filler * (size // len(filler.encode())), chance)


def put_sequence(data: bytes, chance: Random) -> bytes:
    """A list that goes on and on, or that goes deeper and deeper."""
    size = chance.choice((30, 300, 3000))
    shape = chance.choice(("({n}) words\n", "{n}. Words.\n", "Article {n}\nWords.\n", "(a) words:\n(i) words:\n— words:\n",
    "3.{n} words\n", "CHAPTER {n}\n", "({n}) ‘t{n}’ means t{n};\n"))  # fmt: skip
    return _put(data, "\n" + "".join(shape.format(n=number) for number in range(1, size + 1)), chance)


def swap_lines(data: bytes, chance: Random) -> bytes:
    """Lines change places, or are gone, or stand twice."""
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 20)):
        one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
        how = chance.random()
        if how < 0.5:
            lines[one], lines[two] = lines[two], lines[one]
        elif how < 0.75 and len(lines) > 1:
            del lines[one]
        else:
            lines.insert(two, lines[one])
    return b"\n".join(lines)


def join_lines(data: bytes, chance: Random) -> bytes:
    """One giant line, or breaks of other kinds."""
    return data.replace(b"\n", chance.choice((b"", b" ", b"\r", b"\r\n", b"\n\n", b"\x0c", "\u2028".encode(), b" \n", b"-\n")))


def encode(data: bytes, chance: Random) -> bytes:
    """The file, or half of it, in another encoding than it says."""
    text = data.decode("utf-8", "replace")
    name = chance.choice(("utf-16", "utf-16-be", "utf-32", "utf-7", "iso-8859-1", "cp1252", "utf-8-sig", "cp037"))
    if chance.random() < 0.3:
        half = len(text) // 2
        return text[:half].encode() + text[half:].encode(name, "replace")
    return text.encode(name, "replace")


def declare(data: bytes, chance: Random) -> bytes:
    """Another encoding is declared than the file is in."""
    name = chance.choice(CHARSETS).encode()
    found = re.search(rb"(?<=encoding=[\"'])[\w-]+|(?<=charset=)[\w-]+", data[:2048])
    if found:
        return data[: found.start()] + name + data[found.end() :]
    return chance.choice((b'<?xml version="1.0" encoding="%s"?>', b"charset=%s\n", b'<meta charset="%s"/>')) % name + data


TEXT: Final[Sequence[Mutation]] = (
    flip, cut, truncate, repeat, move, put_raw, put_character, put_character, put_label, put_label, put_number, put_filler, put_sequence,
    swap_lines, swap_lines, join_lines, encode, declare,
)  # fmt: skip


# ── markup ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_TAG: Final = re.compile(rb"<[^<>]{1,400}>")
_ATTRIBUTE: Final = re.compile(rb"\s[\w:.-]{1,40}=\"[^\"<>]{0,400}\"")
_ELEMENT: Final = re.compile(rb"<([A-Za-z][\w.:-]{0,40})(?:\s[^<>]{0,400})?>[^<>]{0,2000}</\1>")
_NAME: Final = re.compile(rb"(?<=<)/?[A-Za-z][\w.:-]{0,40}")

OPENINGS: Final = (
    "<div>", "<p>", "<table><tr><td>", "<span>", "<b>", "<a>", "<a", "</", "<!--", "<!", "<?", "<![CDATA[", "<![", "<!DOCTYPE", "&",
    "&#", "&#x", "&#1", "]]>", "-->", "<script>", "<style>",
    "<p a='", '<p a="', "<p a=", "<ul><li>", "<HT TYPE='x'>", "<P>", "<LIST><ITEM><NP>", "<ALINEA>", "<NOTE>", "<TBL>", "<GR.SEQ>",
    "<section>", "<point>", "<svg>", "<title>", "<textarea>",
    "<template>", "<select><option>", "<noscript>", "<plaintext>", "<?xml version='1.0'?>", "<html>", "</html>", "<td></td>", "<br/>",
    "<hr>", "<tr>", "</div>", "</p>", "\x00<", "<\x00", "< ", "<1>",
)  # fmt: skip
"""What markup opens: very many of one make a bomb of nesting, or a search for an end that never comes."""

ENTITIES: Final = (
    "&amp;", "&nbsp;", "&#0;", "&#x0;", "&#8;", "&#55296;", "&#xD800;", "&#1114112;", "&#x110000;", "&#99999999999999999999;",
    "&#xFFFFFFFFFFFFFFFF;", "&nosuch;", "&lt;p&gt;", "&NotEqualTilde;",
    "&amp", "&#65", "&;", "&#;", "&#x;", "&x;", "&a9;", "&file;", "&#xFEFF;", "&#8238;", "&#x85;", "&#128;",
)  # fmt: skip


def _bomb(depth: int, width: int) -> str:
    steps = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * width}">' for level in range(1, depth))
    return f'<!ENTITY a0 "words ">{steps}'


DECLARATIONS: Final = (
    _bomb(10, 10), _bomb(3, 3), '<!ENTITY a9 "' + "a" * 100_000 + '">', '<!ENTITY a9 "&a9;">',
    '<!ENTITY a9 SYSTEM "file:///etc/passwd">', '<!ENTITY a9 SYSTEM "http://127.0.0.1:9/a">',
    '<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;', '<!ENTITY % p "<!ENTITY a9 SYSTEM \'file:///etc/passwd\'>"> %p;',
    '<!ATTLIST p id CDATA "art_1">', "<!ENTITY a9 '<p>'>", "<!ELEMENT", "<!-- ", "<![INCLUDE[",
)  # fmt: skip


def _tags(data: bytes) -> list[re.Match[bytes]]:
    return list(_TAG.finditer(data))


def drop_tags(data: bytes, chance: Random) -> bytes:
    """Some tags are gone."""
    found = _tags(data)
    for tag in sorted(chance.sample(found, min(len(found), chance.randint(1, 8))), key=lambda one: -one.start()):
        data = data[: tag.start()] + data[tag.end() :]
    return data


def swap_tags(data: bytes, chance: Random) -> bytes:
    """Two tags, or two elements, change places."""
    found = list(chance.choice((_TAG, _ELEMENT)).finditer(data))
    if len(found) < 2:
        return data
    one, two = sorted(chance.sample(found, 2), key=lambda tag: tag.start())
    return data[: one.start()] + two[0] + data[one.end() : two.start()] + one[0] + data[two.end() :]


def repeat_element(data: bytes, chance: Random) -> bytes:
    """An element without elements stands again, near or far."""
    found = list(_ELEMENT.finditer(data))
    if not found:
        return data
    element, at = chance.choice(found), chance.choice(found).end()
    return data[:at] + element[0] * chance.choice((1, 2, 100)) + data[at:]


def rename_tag(data: bytes, chance: Random) -> bytes:
    """A tag takes the name of another, or one of any kind."""
    found = list(_NAME.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    name = chance.choice((chance.choice(found)[0], b"x" * 300, b"script", b"title", b"SCRIPT", b"a:b", b"?", b"!--"))
    return data[: one.start()] + name + data[one.end() :]


def change_attribute(data: bytes, chance: Random) -> bytes:
    """An attribute is gone, stands twice, or says something else."""
    found = list(_ATTRIBUTE.finditer(data))
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    value = chance.choice(
        ("", "999999999", "-1", "art_1", "art_1", "ntc1", "oj-note", "eli-container", "x" * 10_000, "\x00", "&a9;", "'", "http://x/" * 50)
    ).encode()
    name = one[0].partition(b"=")[0]
    new = chance.choice(
        (
            b"",
            one[0] * 2,
            other[0],
            name + b'="' + value + b'"',
            b' colspan="999999999" rowspan="99999"',
            b' xmlns="urn:x"',
            b" xml:base='file:///'",
        )
    )
    return data[: one.start()] + new + data[one.end() :]


def nest_deep(data: bytes, chance: Random) -> bytes:
    """Very many openings, with or without their ends."""
    opening = chance.choice(OPENINGS)
    times = chance.choice((3, 200, 5_000, 50_000))
    name = re.match(r"<(\w+)", opening)
    ends = f"</{name[1]}>" * times if name and chance.random() < 0.4 else ""
    return _put(data, opening * times + "words" + ends, chance)


def put_opening(data: bytes, chance: Random) -> bytes:
    """One thing that opens and never ends."""
    return _put(data, chance.choice(OPENINGS), chance)


def put_entity(data: bytes, chance: Random) -> bytes:
    """A reference to a character or entity, in the text or by the thousand."""
    return _put(data, chance.choice(ENTITIES) * chance.choice((1, 1, 1, 20_000)), chance)


def declare_entity(data: bytes, chance: Random) -> bytes:
    """Entities that expand without end, or that name files and hosts; and a use of one."""
    name = re.search(rb"<([A-Za-z][\w.:-]*)", data)
    root = name[1].decode() if name else "html"
    doctype = f"<!DOCTYPE {root} [{chance.choice(DECLARATIONS)}]>".encode()
    data = _put(data, "&a9;", chance)
    head = re.match(rb"\s*<\?xml[^>]*\?>", data)
    at = head.end() if head else 0
    return data[:at] + doctype + re.sub(rb"<!DOCTYPE[^>\[]*>", b"", data[at:], count=1)


def quote_less(data: bytes, chance: Random) -> bytes:
    """The quotes or brackets of some tags are gone."""
    what = chance.choice((b'"', b">", b"/>", b"<", b"="))
    places = [found.start() for found in re.finditer(re.escape(what), data)]
    for at in sorted(chance.sample(places, min(len(places), chance.randint(1, 5))), reverse=True):
        data = data[:at] + data[at + len(what) :]
    return data


MARKUP: Final[Sequence[Mutation]] = (
    *TEXT, drop_tags, drop_tags, swap_tags, swap_tags, repeat_element, repeat_element, rename_tag, rename_tag, change_attribute,
    change_attribute, nest_deep, nest_deep, put_opening, put_opening,
    put_entity, put_entity, declare_entity, declare_entity, quote_less,
)  # fmt: skip


def mutated(data: bytes, mutations: Sequence[Mutation], chance: Random) -> bytes:
    """A few mutations, one after another."""
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        data = chance.choice(mutations)(data, chance)[:MOST]
    return data
