"""A source: the bytes of a file as obtained, and the text decoded from them. The format is recognised from content, never from the name."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from extract.archives import MAX_BYTES, Part, digest_of, is_archive, parts_of_archive, parts_of_folder
from extract.formex_parts import WHOLE, in_order, is_formex_folder, refuse, root_tag
from extract.page_lines import Spot
from extract.pdf_pages import MAX_CHARACTERS, pages_of
from kg.errors import MalformedSource, SourceError, UnsupportedDialect
from kg.model import SourceInfo

_HINT: Final = "Give a PDF, XHTML, HTML or text file of one act, or its Formex as a file, zip or folder."
_JSON: Final = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"])")
_DECLARED: Final = re.compile(rb"(?:charset=[\"']?|encoding=[\"'])([A-Za-z0-9_-]+)")
_ENCODING: Final = re.compile(r"utf-?8|(?:us-)?ascii|iso-?8859-\d{1,2}|latin-?1|(?:windows-|cp)125\d", re.IGNORECASE)
"""Encodings of official texts. Others (UTF-7, those that are no encodings of text) hide what a file says from whoever looks at it."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
"""Controls that no text has, and that a terminal would obey; the others count as spaces (docs/reference/text.md)."""
_CHARSETS: Final = {"unicode-1-1-utf-8": "utf-8"}
"""Names of character sets on old pages of EUR-Lex that Python does not know (labels of the WHATWG encoding standard)."""


_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF32_BE, "UTF-32"), (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"),
)  # fmt: skip
"""Marks at the beginning of text in wide encodings; that of UTF-32 begins like that of UTF-16, and is looked for first."""


class Format(StrEnum):
    """Formats that are read, best first: the text shown for an act comes from the best source there is of it."""

    FORMEX = "formex"
    XHTML = "xhtml"
    HTML = "html"
    AKN = "akn"
    PDF = "pdf"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file read into memory. `pages` holds the decoded text: one entry a page for a PDF or a part for an archive, else a single entry.

    `members` names the parts of an archive or a folder, in the order of the act.
    `spots` says where the lines of each page stand on the paper, for a PDF that shows it.
    """

    name: str
    format: Format
    sha256: str
    pages: tuple[str, ...]
    spots: tuple[tuple[Spot, ...], ...] = ()
    members: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The decoded text of a source without pages of its own."""
        return self.pages[0]

    @property
    def parted(self) -> bool:
        """Whether places count by page or part."""
        return self.format is Format.PDF or bool(self.members)

    def info(self, language: str, dialect: str = "") -> SourceInfo:
        """What the library keeps of the file."""
        return SourceInfo(
            file=self.name, format=self.format, sha256=self.sha256, language=language,
            pages=len(self.pages) if self.parted else None, members=self.members, dialect=dialect,
        )  # fmt: skip


def read_source(path: Path) -> Source:
    """Read a file, or the folder of an act's parts, and recognise its format.

    Raises SourceError when it is missing, empty, too large or of no known format.
    """
    if path.is_dir() and is_formex_folder(path):
        parts = parts_of_folder(path)
        return _of_parts(path, parts, digest_of(parts))
    content = _bytes_of(path)
    digest = hashlib.sha256(content).hexdigest()
    if is_archive(content):
        return _of_parts(path, parts_of_archive(content, str(path)), digest)
    if content.lstrip()[:5] == b"%PDF-":
        pages = pages_of(content, str(path))
        texts, spots = tuple(text for text, _ in pages), tuple(found for _, found in pages)
        return Source(name=path.name, format=Format.PDF, sha256=digest, pages=texts, spots=spots)
    text = _decode(content, path)
    _check_length(len(text), path)
    return Source(name=path.name, format=_recognise(text, path), sha256=digest, pages=(text,))


def _of_parts(path: Path, parts: tuple[Part, ...], digest: str) -> Source:
    """One source of several documents, in the order of the act."""
    texts = {name: _decode(content, path / name) for name, content in parts}
    _check_length(sum(map(len, texts.values())), path)
    members = in_order(texts, str(path))
    return Source(name=path.name, format=Format.FORMEX, sha256=digest, pages=tuple(texts[name] for name in members), members=members)


def _check_length(characters: int, path: Path) -> None:
    """Text takes some hundred times its size in memory while it is read, so less of it is taken than of a PDF's bytes."""
    if characters > MAX_CHARACTERS:
        said = f"the text has {characters // 1_000_000} million characters, over the limit of {MAX_CHARACTERS // 1_000_000} million"
        raise SourceError(said, where=str(path), hint="Is it an act?")


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise SourceError("no such file", where=str(path), hint="Check the path.")
    if not path.is_file():
        raise SourceError("not a file", where=str(path), hint=_HINT)
    size = path.stat().st_size
    if size == 0:
        raise SourceError("the file is empty", where=str(path), hint="Download it again.")
    if size > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise SourceError(f"the file has {size // 1024 // 1024} MB, over the limit of {limit} MB", where=str(path), hint="Is it an act?")
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"the file cannot be read: {error.strerror}", where=str(path), hint="Check its permissions.") from error


def _decode(content: bytes, path: Path) -> str:
    """UTF-8 as the Publications Office delivers; old HTML is ISO 8859-1 and says so. Noise is refused."""
    wide = _wide_encoding(content)
    if wide:
        hint = f"Convert it to UTF-8, as in: iconv -f {wide} -t UTF-8 FILE > NEW"
        raise UnsupportedDialect(f"the text is in {wide}, which is not read", where=str(path), hint=hint)
    if b"\x00" in content:
        raise UnsupportedDialect("the file is binary and not a PDF", where=str(path), hint=_HINT)
    markup = content[:64].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")
    declared = _DECLARED.search(content[:2048]) if markup else None
    said = declared[1].decode() if declared else "utf-8"
    name = _CHARSETS.get(said.lower(), said)
    hint = "Convert it to UTF-8 or download it again."
    if not _ENCODING.fullmatch(name):
        raise MalformedSource(f"the file says it is in {said[:40]!r}, an encoding that is not read", where=str(path), hint=hint)
    try:
        text = content.decode(name).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        raise MalformedSource(f"the file is not valid {name} text", where=str(path), hint=hint) from error
    control = _CONTROL.search(text)
    if control is not None:
        what = f"the file has the control character U+{ord(control[0]):04X} (character {control.start()})"
        raise MalformedSource(what, where=str(path), hint="It is damaged, or no text. Download it again.")
    return text


def _wide_encoding(content: bytes) -> str:
    """UTF-16 or UTF-32, told by the mark that such text begins with, or by the zero in each pair of bytes of western text."""
    marked = next((name for mark, name in _WIDE if content.startswith(mark)), "")
    if marked or len(content) < 2:
        return marked
    for name, zeros, letters in (("UTF-16LE", content[1:64:2], content[0:64:2]), ("UTF-16BE", content[0:64:2], content[1:64:2])):
        if not any(zeros) and all(letters):
            return name
    return ""


def _recognise(text: str, path: Path) -> Format:
    head = text[:4000].lower()
    if "<html" in head:
        if "</html" not in text[-4000:].lower():
            raise MalformedSource("the page is cut off: it has no end", where=str(path), hint="Download it again.")
        return Format.XHTML if head.startswith("<?xml") and "<meta name='viewport'" not in head else Format.HTML
    if text.lstrip().startswith("<"):
        return _recognise_xml(root_tag(text), path)
    if _JSON.match(text):
        raise UnsupportedDialect("this is JSON, not an act", where=str(path), hint=_HINT)
    return Format.TEXT


def _recognise_xml(tag: str, path: Path) -> Format:
    if tag in WHOLE:
        return Format.FORMEX
    if tag == "akomaNtoso":
        return Format.AKN
    refuse(tag, str(path))
    raise UnsupportedDialect("markup that is not HTML", where=str(path), hint=_HINT)
