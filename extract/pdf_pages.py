"""The text of a PDF's pages, within bounds: a file may ask for endless work, and a library that reads it may pass over what it cannot read.

pypdf bounds single streams, arrays and trees (`pypdf.Configuration`), here set near what official PDFs need; what adds up over pages
is bounded here: the number of pages, the operators that draw them, for the file's size, and in the last resort processor time.
"""

from __future__ import annotations

import logging
import re
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from extract.page_lines import Spot, page_of
from kg.errors import MalformedSource, SourceError

MAX_PAGES: Final = 5_000
"""Acts have some hundred pages, with tables of goods about a thousand."""
MAX_SECONDS: Final = 120.0
"""Processor time for a file; an act of 150 pages takes three seconds."""
FREE_OPERATORS: Final = 500_000
"""Operators any file may have; an act of 150 pages has half as many. Larger files may have one more for every four bytes."""
_BYTES_AN_OPERATOR: Final = 4
MAX_CHARACTERS: Final = 20_000_000
"""Characters of text in all; an act of 150 pages has 0.6 million."""
_MB: Final = 1_000_000
_BOUNDS: Final[dict[str, Any]] = {
    "maximum_declared_stream_length": 64 * _MB, "array_based_stream_maximum_output_length": 16 * _MB,
    "zlib_maximum_output_length": 16 * _MB, "lzw_maximum_output_length": 16 * _MB, "run_length_maximum_output_length": 16 * _MB,
    "brotli_maximum_output_length": 16 * _MB, "zlib_maximum_recovery_input_length": 100_000, "stream_filters_maximum_length": 4,
    "stream_decoding_work_maximum_length": 64 * _MB, "stream_parsing_work_maximum_count": 500_000,
    "page_tree_maximum_entries": 2 * MAX_PAGES, "page_tree_maximum_depth": 50, "page_tree_maximum_page_entries": 50 * MAX_PAGES,
    "xform_maximum_invocations_per_extraction": 500, "jbig2dec_binary": None, "disable_legacy_handling": True,
}  # fmt: skip
"""pypdf's own bounds; pages of official PDFs hold up to 4000 operators in streams of up to 0.2 MB."""
_DAMAGE: Final = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, RecursionError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip
"""What pypdf is known to raise on a damaged file besides its own errors."""
_ADDRESS: Final = re.compile(r"\b(?:0x[0-9a-f]+|\d{12,})\b")
"""Places in memory, which some messages name: they differ from run to run."""
_AGAIN: Final = "Download it again."


def pages_of(content: bytes, where: str) -> tuple[tuple[str, tuple[Spot, ...]], ...]:
    """The text of each page as pypdf extracts it, with the places of its lines.

    Raises SourceError for a file that is protected or damaged, or that asks for too much.
    """
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    watch = _Watch(where, FREE_OPERATORS + len(content) // _BYTES_AN_OPERATOR)
    try:
        with apply_configuration(**_BOUNDS), _listening(watch):
            reader = PdfReader(BytesIO(content))
            if reader.is_encrypted and not reader.decrypt(""):
                raise SourceError("the PDF is protected by a password", where=where, hint="Save a copy without password first.")
            return tuple(_read(page, watch) for page in _pages(reader, watch))
    except DependencyError as error:
        raise SourceError("the PDF is encrypted", where=where, hint="Save a copy without encryption first.") from error
    except LimitReachedError as error:
        raise MalformedSource(f"the PDF asks for too much: {_told(error)}", where=where, hint="Is it an act? Download it again.") from error
    except (PyPdfError, *_DAMAGE) as error:
        raise MalformedSource(f"the PDF is damaged: {_told(error)}", where=where, hint=_AGAIN) from error


def _told(error: Exception) -> str:
    """The first words of what a library says, fit for one line."""
    said = _ADDRESS.sub("…", " ".join(str(error).split())[:120])[:80]
    return "".join(character if character.isprintable() else "�" for character in said) or type(error).__name__


def _pages(reader: Any, watch: _Watch) -> Iterator[Any]:
    count = len(reader.pages)
    if count > MAX_PAGES:
        raise watch.too_much(f"it has {count} pages, over the limit of {MAX_PAGES}")
    yield from reader.pages


def _read(page: Any, watch: _Watch) -> tuple[str, tuple[Spot, ...]]:
    text, spots = page_of(page, watch.take)
    watch.characters += len(text)
    watch.check()
    return text, spots


@dataclass(slots=True)
class _Watch:
    """What has been done so far with one file; lives only while its pages are read.

    pypdf goes on when a form on a page raises, and leaves its words out; so each page is checked once more at its end.
    """

    where: str
    most: int
    began: float = field(default_factory=time.process_time)
    operators: int = 0
    characters: int = 0
    lost: str = ""

    def take(self, *_: object) -> None:
        """Count an operator before pypdf runs it."""
        self.operators += 1
        if self.operators % 1_000 == 0:
            self.check()

    def check(self) -> None:
        """Raise MalformedSource when the file has asked for too much, or when words of a page were passed over."""
        if self.operators > self.most:
            raise self.too_much(f"its pages are drawn in over {self.most} steps")
        if self.characters > MAX_CHARACTERS:
            raise self.too_much(f"it has over {MAX_CHARACTERS} characters")
        if time.process_time() - self.began > MAX_SECONDS:
            raise self.too_much(f"reading takes over {MAX_SECONDS:.0f} seconds")
        if self.lost:
            raise MalformedSource(f"the PDF is damaged: {self.lost}", where=self.where, hint=_AGAIN)

    def too_much(self, what: str) -> MalformedSource:
        """The error for a file that asks for more than any act does."""
        return MalformedSource(f"the PDF asks for too much: {what}", where=self.where, hint="Is it an act? Download it again.")


class _Listener(logging.Handler):
    """Hears when pypdf passes over part of a page or of a stream, which it only logs."""

    def __init__(self, watch: _Watch) -> None:
        super().__init__(logging.WARNING)
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.name == "pypdf._page" or (record.name == "pypdf.filters" and said.startswith("Error ")):
            self._watch.lost = self._watch.lost or _told(ValueError(said))


@contextmanager
def _listening(watch: _Watch) -> Iterator[None]:
    logger, listener = logging.getLogger("pypdf"), _Listener(watch)
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
