"""The words of a source by its own eyes: the certificate's look at a file, which shares no code with the readers.

A word is a run of letters and digits. Markup is parsed by lxml (scripts, styles and comments apart), PDF pages are pypdf's text, plain
text is taken as it stands. A word may be broken only where a line ends in a hyphen or inside a web address; such words are listed in
`breaks`, so that nothing else may ever be joined.

`counts` are what the source itself says of its structure: the ids of its markup, or the headings and recital numbers of its lines,
counted in sequence.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from extract.source_xml import XmlWords, xml_words
from kg.errors import SourceError

WORD: Final = re.compile(r"[^\W_]+")
"""Letters and digits of any script, without a break."""

_CONTROLS: Final = frozenset({*range(9), *range(14, 28), *range(127, 133), *range(134, 160)})
_LINE: Final = re.compile(r"[^\n\f]+")
_HYPHENS: Final = "-\u00ad\u2010"
_ADDRESS_AT_END: Final = re.compile(r"(?:https?://|www\.)\S*$")
_CHARSET: Final = re.compile(rb"charset=[\"']?([\w-]+)|encoding=[\"']([\w-]+)")
_SILENT: Final = frozenset({"script", "style", "template"})
_INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
})  # fmt: skip
_NESTED: Final = re.compile(r"<(?P<closes>/?)(?P<name>div|table)\b[^<>]*?(?P<alone>/?)>", re.IGNORECASE)
_UNREAD: Final = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_ID_STEP: Final = {"rct": "recital", "art": "article", "anx": "annex", "cpt": "chapter", "sct": "section", "cit": "citation"}
_ID: Final = re.compile(r"(?:(?:prt|tis|cpt|sct)_[^._]+\.)*(?P<code>rct|art|anx|cpt|sct|cit|pbl|fnp|prt|tis)_[^._]+")
_ANNEX_ID: Final = re.compile(r"anx_(?:[IVXLC]+[a-z]?|\d+[a-z]?|[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWords:
    """The words of a source in order.

    `raw` is the decoded source by page (0 where it has none); `places` tells page and character of each word and is empty for markup;
    `breaks` holds the words that may go on in a later one; `ids` are the ids that markup gives to units, in order and as often as they
    stand; `faults` say what the source itself shows to be missing.
    """

    sha256: str
    markup: bool
    raw: dict[int, str]
    texts: list[str]
    places: list[tuple[int, int]]
    breaks: frozenset[int]
    counts: dict[str, int]
    ids: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def words_of(path: Path, language: str, pages: Sequence[str] | None = None) -> SourceWords:
    """Read a file's words, or those of a folder of parts; `pages` are its page texts where they are already extracted.

    Raises SourceError when it cannot be read.
    """
    try:
        content = None if path.is_dir() else path.read_bytes()
    except OSError as error:
        raise SourceError(f"the file cannot be read: {error.strerror}", where=str(path), hint="Check the path.") from error
    xml = xml_words(path, content)
    if xml is not None or content is None:
        return _of_xml(xml, path)
    digest = hashlib.sha256(content).hexdigest()
    if content.lstrip().startswith(b"%PDF-"):
        texts = list(_pdf_pages(content, path) if pages is None else pages)
        return _of_pages(digest, dict(enumerate(texts, 1)), language)
    raw = _decoded(content, path)
    if "<html" in raw[:4000].lower():
        return _of_markup(digest, raw)
    return _of_pages(digest, {0: raw}, language)


def _of_xml(found: XmlWords | None, path: Path) -> SourceWords:
    if found is None:
        raise SourceError("the folder holds no act", where=str(path), hint="Give the folder of the parts of one act.")
    return SourceWords(
        sha256=found.sha256, markup=True, raw=found.raw, texts=found.texts, places=[], breaks=frozenset(), counts=found.counts,
        faults=found.faults,
    )  # fmt: skip


def _pdf_pages(content: bytes, path: Path) -> Iterable[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        texts = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
        return [_without_controls(text) for text in texts]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise SourceError(f"the PDF is damaged: {error}", where=str(path), hint="Download it again.") from error


def _without_controls(text: str) -> str:
    """Controls but spaces and the end of a line, and halves of characters, as U+FFFD."""
    kept = "".join("\ufffd" if ord(one) in _CONTROLS else one for one in text)
    return kept.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decoded(content: bytes, path: Path) -> str:
    head = content[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    declared = _CHARSET.search(head) if head.startswith(b"<") else None  # plain text may speak of charsets without declaring one
    name = (declared[1] or declared[2]).decode() if declared else "utf-8"
    try:
        return content.decode("utf-8" if name.lower() == "unicode-1-1-utf-8" else name).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError(f"the file is not valid {name} text", where=str(path), hint="Download it again.") from error


# ── pages and plain text ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_pages(digest: str, raw: dict[int, str], language: str) -> SourceWords:
    texts: list[str] = []
    places: list[tuple[int, int]] = []
    breaks: set[int] = set()
    for page, text in raw.items():
        for line in _LINE.finditer(text):
            found = list(WORD.finditer(line[0]))
            texts += [word[0] for word in found]
            places += [(page, line.start() + word.start()) for word in found]
            if found and _may_go_on(line[0].rstrip(), found[-1].end()):
                breaks.add(len(texts) - 1)
    counts = _counted(raw.values()) if language == "en" else {}
    return SourceWords(sha256=digest, markup=False, raw=raw, texts=texts, places=places, breaks=frozenset(breaks), counts=counts)


def _may_go_on(line: str, end: int) -> bool:
    """Whether the last word of a line, which ends at `end`, may go on in another: a hyphen ends the line, or an address runs over it."""
    if end == len(line):
        return _ADDRESS_AT_END.search(line) is not None
    return end == len(line) - 1 and line[-1] in _HYPHENS


_WHEREAS: Final = re.compile(r"Whereas:?$")
_ADOPTED: Final = re.compile(r"HA(?:VE|S) (?:ADOPTED|DECIDED)\b")
_RECITAL: Final = re.compile(r"\((\d{1,9})\)(?:\s|$)")
_HEADINGS: Final = (
    ("article", re.compile(r"Article (\d{1,9})$", re.IGNORECASE)),
    ("chapter", re.compile(r"Chapter (\d{1,9}|[IVXLC]+)$", re.IGNORECASE)),
    ("section", re.compile(r"Section (\d{1,9}|[IVXLC]+)$", re.IGNORECASE)),
    ("annex", re.compile(r"ANNEX(?: ([IVXLC]+|\d{1,9}))?$")),
)
_RESTARTS: Final = frozenset({"chapter", "section"})
_NUMERALS: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _counted(pages: Iterable[str]) -> dict[str, int]:
    """Headings that stand alone on a line and recitals that begin one, each only as the next of its sequence."""
    found: Counter[str] = Counter()
    last: Counter[str] = Counter()
    part = "front"
    for line in (line.strip() for page in pages for line in _body_lines(page)):
        if part == "front":
            part = "recitals" if _WHEREAS.match(line) else part
        elif part == "recitals":
            number = _RECITAL.match(line)
            found["recital"] += number is not None and int(number[1]) == found["recital"] + 1
            part = "articles" if _ADOPTED.match(line) else part
        else:
            _count_heading(line, found, last)
    return _ordered(found)


def _count_heading(line: str, found: Counter[str], last: Counter[str]) -> None:
    for name, shape in _HEADINGS:
        match = shape.match(line)
        if match is None or (found["annex"] and name != "annex"):
            continue
        value = _value(match[1] or "1")
        if value == last[name] + 1 or (value == 1 and name in _RESTARTS):
            found[name] += 1
            last[name] = value


def _body_lines(page: str) -> list[str]:
    """The lines of a page without the footnotes that the print leaves behind its address line."""
    lines = re.split(r"[\n\f]", page)
    if "\f" in page:
        return [line for part in page.split("\f") for line in _body_lines(part)]
    address = max((index for index, line in enumerate(lines) if line.lstrip().startswith("ELI: http")), default=len(lines))
    behind = address + 1 < len(lines) and _RECITAL.match(lines[address + 1]) is not None
    return lines[: address + 1] if behind else lines


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    values = [_NUMERALS[letter] for letter in numeral.upper()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


# ── markup ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_markup(digest: str, raw: str) -> SourceWords:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    runs: list[str] = []
    ids: list[tuple[str, bool]] = []
    _gather(etree.fromstring(raw.encode("utf-8", "replace"), parser), runs, ids)
    texts = WORD.findall("".join(runs))
    counts = _of_ids(name for name, counted in ids if counted)
    names = tuple(name for name, _ in ids)
    return SourceWords(
        sha256=digest, markup=True, raw={0: raw}, texts=texts, places=[], breaks=frozenset(), counts=counts, ids=names,
        faults=tuple(_left_open(raw)),
    )  # fmt: skip


def _left_open(raw: str) -> Iterator[str]:
    """Elements that HTML does not allow to be left open, and that are: the page was cut off, whatever was put behind it."""
    open_elements: Counter[str] = Counter()
    for tag in _NESTED.finditer(_UNREAD.sub("", raw)):
        if not tag["alone"]:
            open_elements[tag["name"].lower()] += -1 if tag["closes"] else 1
    for name, number in open_elements.items():
        if number > 0:
            yield f"{number} elements {name} are never closed: the page may be cut short"


def _gather(root: Any, runs: list[str], ids: list[tuple[str, bool]]) -> None:
    """The character data of a tree in order; every element that is not known to stand inside a line ends the word before it."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, ended = stack.pop()
        outer = not isinstance(element.tag, str) or element.tag.lower() not in _INLINE
        if ended:
            runs += [" "] * outer + [element.tail or ""]
            continue
        name = element.get("id")
        if name and _ID.fullmatch(name):
            ids.append((name, _counts(element, name)))
        stack.append((element, True))
        if isinstance(element.tag, str) and element.tag.lower() not in _SILENT:
            runs += [" "] * outer + [element.text or ""]
            stack += [(child, False) for child in reversed(element)]


def _counts(element: Any, name: str) -> bool:
    """Whether an element with the id of a unit is one.

    A recital begins with its number, but some markup wraps other words as one; a list of the annexes has the id of one, but no number.
    """
    if name.startswith("anx"):
        return _ANNEX_ID.fullmatch(name) is not None
    return not name.startswith("rct") or "".join(element.itertext()).lstrip().startswith("(")


def _of_ids(ids: Iterable[str]) -> dict[str, int]:
    codes = (match["code"] for name in ids if (match := _ID.fullmatch(name)))
    return _ordered(Counter(_ID_STEP[code] for code in codes if code in _ID_STEP))


def _ordered(found: Counter[str]) -> dict[str, int]:
    return {name: found[name] for name in _ID_STEP.values() if found[name]}


# ── how two runs of words differ ───────────────────────────────────────────────────────────────────────────────────────────────

Difference = tuple[int, int, int, int]
"""Words `[0]` to `[1]` of the one run stand where words `[2]` to `[3]` of the other do."""

_ANCHOR_LENGTHS: Final = (8, 3, 1)
_SMALL: Final = 40_000


def differences(left: Sequence[str], right: Sequence[str]) -> list[Difference]:
    """Where two runs of words differ, in order.

    Near-linear: stretches that stand once in both runs tie them together (as patience diff does), and only what is left between two
    such ties is compared word by word.
    """
    if left == right:
        return []
    out: list[Difference] = []
    stack = [((0, len(left), 0, len(right)), 0)]
    while stack:
        gap, level = stack.pop()
        low, high, begin, end = gap = _trimmed(left, right, gap)
        if low == high or begin == end:
            out += [gap] if low < high or begin < end else []
        elif level < len(_ANCHOR_LENGTHS):
            ties = _ties(left[low:high], right[begin:end], _ANCHOR_LENGTHS[level])
            edges = [(low, begin), *((low + one, begin + two) for one, two in ties), (high, end)]
            stack += [((a, c, b, d), level + 1) for (a, b), (c, d) in pairwise(edges)][::-1]
        else:
            out += _compared(left, right, gap)
    return out


def _trimmed(left: Sequence[str], right: Sequence[str], gap: Difference) -> Difference:
    low, high, begin, end = gap
    while low < high and begin < end and left[low] == right[begin]:
        low, begin = low + 1, begin + 1
    while low < high and begin < end and left[high - 1] == right[end - 1]:
        high, end = high - 1, end - 1
    return low, high, begin, end


def _ties(left: Sequence[str], right: Sequence[str], length: int) -> list[tuple[int, int]]:
    """Where stretches of `length` words that stand once in both begin, kept only where they run in the same order in both."""
    here, there = _once(left, length), _once(right, length)
    pairs = [(at, there[words]) for words, at in here.items() if words in there]
    ends: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for index, (_, at) in enumerate(pairs):
        rank = bisect_left(ends, at)
        ends[rank : rank + 1] = [at]
        heads[rank : rank + 1] = [index]
        before.append(heads[rank - 1] if rank else -1)
    chain, index = [], heads[-1] if heads else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _once(words: Sequence[str], length: int) -> dict[tuple[str, ...], int]:
    """Stretches that stand once, with where, in order."""
    stretches = list(zip(*(words[shift:] for shift in range(length)), strict=False))
    seen = Counter(stretches)
    return {stretch: at for at, stretch in enumerate(stretches) if seen[stretch] == 1}


def _compared(left: Sequence[str], right: Sequence[str], gap: Difference) -> list[Difference]:
    from difflib import SequenceMatcher

    low, high, begin, end = gap
    if (high - low) * (end - begin) > _SMALL:
        return [gap]
    codes = SequenceMatcher(None, left[low:high], right[begin:end], autojunk=False).get_opcodes()
    return [(low + a, low + b, begin + c, begin + d) for tag, a, b, c, d in codes if tag != "equal"]
