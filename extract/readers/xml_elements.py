"""XML as elements that know where their words stand, by expat.

Trees of lxml forget at which character a word begins (decision 0004), so expat's events are put together here: an element is its tag, its
attributes and, in order, the elements and words in it. The document is what it is in itself: entities that it declares, entities that
stand outside it and undefined ones are refused, so that nothing expands, nothing is fetched and no word vanishes; how deep and how many
elements may be is limited. Comments are read over; a processing instruction holds no words and parts none, and stands as an empty element
whose tag begins with "?".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn
from xml.parsers import expat

from kg.errors import MalformedSource

MAX_DEPTH: Final = 200
"""Official acts stay below 30."""
MAX_ELEMENTS: Final = 500_000
"""The longest acts have some 60 000."""
_PSEUDO: Final = re.compile(r"""([\w.]+)=["']([^"']*)["']""")


@dataclass(frozen=True, slots=True)
class Words:
    """Character data and where it begins; `start` is None where the source writes it otherwise (a character reference)."""

    text: str
    start: int | None


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its tag without a prefix, its attributes, and what it holds in order."""

    tag: str
    attributes: dict[str, str]
    content: list[Element | Words] = field(default_factory=list)

    def is_instruction(self) -> bool:
        """Whether it stands for a processing instruction."""
        return self.tag.startswith("?")

    def elements(self) -> Iterator[Element]:
        """The elements directly in it."""
        return (inner for inner in self.content if isinstance(inner, Element))

    def all(self, tag: str) -> Iterator[Element]:
        """Every element of a tag below it, in order."""
        for inner in self.elements():
            if inner.tag == tag:
                yield inner
            yield from inner.all(tag)

    def first(self, tag: str) -> Element | None:
        """The first element of a tag below it."""
        return next(self.all(tag), None)

    def words(self) -> Iterator[Words]:
        """All character data in it, in order."""
        for inner in self.content:
            if isinstance(inner, Words):
                yield inner
            else:
                yield from inner.words()

    def text(self) -> str:
        """All its words as one string, without outer spaces."""
        return "".join(word.text for word in self.words()).strip()


def root_of(text: str, where: str) -> Element:
    """The root element of a document. Raises MalformedSource, naming `where`, for one that is broken or asks for more than itself."""
    builder = _Builder(text, where)
    try:
        builder.parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        said = f"the XML is broken at line {error.lineno}: {expat.ErrorString(error.code)}"
        raise MalformedSource(said, where=where, hint="Download it again.") from error
    return builder.open[0]


class _Builder:
    """Puts elements together while expat reports events; lives only inside `root_of`."""

    def __init__(self, text: str, where: str) -> None:
        self.text, self.where = text, where
        self.open: list[Element] = []
        self.count = 0
        self.parser: Any = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._opened
        self.parser.EndElementHandler = self._closed
        self.parser.CharacterDataHandler = self._words
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.EntityDeclHandler = self._entity
        self.parser.ExternalEntityRefHandler = self._entity
        self.parser.SkippedEntityHandler = self._entity
        self.plain = text.isascii()
        self.seen_bytes = self.seen_characters = 0
        self.bytes = b"" if self.plain else text.encode("utf-8", "surrogatepass")

    def _at(self) -> int:
        """The character at which the parser stands: bytes since the last question are counted as characters."""
        index: int = self.parser.CurrentByteIndex
        if self.plain:
            return index
        self.seen_characters += len(self.bytes[self.seen_bytes : index].decode("utf-8", "surrogatepass"))
        self.seen_bytes = index
        return self.seen_characters

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) > MAX_DEPTH or self.count > MAX_ELEMENTS:
            self._refuse("the XML nests too deep" if len(self.open) > MAX_DEPTH else f"the XML has over {MAX_ELEMENTS} elements")
        element = Element(name.rpartition(":")[2], attributes)
        if self.open:
            self.open[-1].content.append(element)
        self.open.append(element)

    def _instruction(self, target: str, said: str) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            self._refuse(f"the XML has over {MAX_ELEMENTS} elements")
        if self.open:
            self.open[-1].content.append(Element(f"?{target}", dict(_PSEUDO.findall(said))))

    def _closed(self, _: str) -> None:
        if len(self.open) > 1:
            self.open.pop()

    def _words(self, text: str) -> None:
        start = self._at()
        literal = self.text.startswith(text, start)
        self.open[-1].content.append(Words(text, start if literal else None))

    def _entity(self, *_: Any) -> NoReturn:
        self._refuse("the XML declares entities or asks for some")

    def _refuse(self, said: str) -> NoReturn:
        raise MalformedSource(said, where=self.where, hint="Official acts are XML without entities; download it again.")
