"""A source: the bytes of a file as obtained, and the text decoded from them. The format is recognised from content, never from the name."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from extract.archives import MAX_BYTES, Part, digest_of, is_archive, parts_of_archive, parts_of_folder
from extract.formex_parts import WHOLE, in_order, is_formex_folder, refuse, root_tag
from extract.page_lines import Spot, page_of
from kg.errors import MalformedSource, SourceError, UnsupportedDialect
from kg.model import SourceInfo

_HINT: Final = "Give a PDF, XHTML, HTML or text file of one act, or its Formex as a file, zip or folder."
_JSON: Final = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"])")
_DAMAGE: Final = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, RecursionError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip
"""What pypdf is known to raise on a damaged file besides its own errors."""


_CHARSETS: Final = {"unicode-1-1-utf-8": "utf-8"}
"""Names of character sets on old pages of EUR-Lex that Python does not know (labels of the WHATWG encoding standard)."""


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
        pages = _pdf_pages(content, path)
        texts, spots = tuple(text for text, _ in pages), tuple(found for _, found in pages)
        return Source(name=path.name, format=Format.PDF, sha256=digest, pages=texts, spots=spots)
    text = _decode(content, path)
    return Source(name=path.name, format=_recognise(text, path), sha256=digest, pages=(text,))


def _of_parts(path: Path, parts: tuple[Part, ...], digest: str) -> Source:
    """One source of several documents, in the order of the act."""
    texts = {name: _decode(content, path / name) for name, content in parts}
    members = in_order(texts, str(path))
    return Source(name=path.name, format=Format.FORMEX, sha256=digest, pages=tuple(texts[name] for name in members), members=members)


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
    if b"\x00" in content[:4096]:
        raise UnsupportedDialect("the file is binary and not a PDF", where=str(path), hint=_HINT)
    declared = re.search(rb"charset=[\"']?([A-Za-z0-9_-]+)|encoding=[\"']([A-Za-z0-9_-]+)", content[:2048])
    name = (declared[1] or declared[2]).decode() if declared else "utf-8"
    try:
        return content.decode(_CHARSETS.get(name.lower(), name)).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        hint = "Convert it to UTF-8 or download it again."
        raise MalformedSource(f"the file is not valid {name} text", where=str(path), hint=hint) from error


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


def _pdf_pages(content: bytes, path: Path) -> tuple[tuple[str, tuple[Spot, ...]], ...]:
    """The text of each page as pypdf extracts it, with the places of its lines."""
    import logging
    from io import BytesIO

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it warns of shows in the text or is raised below
    where = str(path)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError("the PDF is protected by a password", where=where, hint="Save a copy without password first.")
        return tuple(page_of(page) for page in reader.pages)
    except DependencyError as error:
        raise SourceError("the PDF is encrypted", where=where, hint="Save a copy without encryption first.") from error
    except (PyPdfError, *_DAMAGE) as error:
        said = " ".join(str(error).split())[:80]
        raise MalformedSource(f"the PDF is damaged: {said}", where=where, hint="Download it again.") from error
