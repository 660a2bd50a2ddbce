"""The words of XML sources by the certificate's own eyes: Formex and Akoma Ntoso, parsed by lxml; no code is shared with the readers.

What the print shows and Formex only marks is known here by its own rule: capitals (HT of type UC) and thousands parted by spaces (FT of
type NUMBER). Counts are those of the source's own elements and titles. `faults` are signs in the source that it lacks something: ids that
the Publications Office numbers through (NOTE.ID, the IDs of quotation marks, NO.SEQ of tables, IDENTIFIER of articles and paragraphs),
quotation marks without their other half, and notes called but not there.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from extract.archives import digest_of, is_archive, parts_of_archive, parts_of_folder
from kg.errors import SourceError

_WORD: Final = re.compile(r"[^\W_]+")
_INLINE: Final = frozenset({
    "ANCHOR", "DATE", "EXPONENT", "FMT.VALUE", "FT", "HT", "IE", "INCL.ELEMENT", "IND", "KEYWORD", "LINK", "QUOT.END", "QUOT.START",
    "REF.CONSLEG", "REF.DOC", "REF.DOC.ECR", "REF.DOC.OJ", "REF.DOC.SE",
})  # fmt: skip
_PARTING_AKN: Final = frozenset({
    "act", "akomaNtoso", "alinea", "article", "attachment", "attachments", "authorialNote", "block", "blockContainer",
    "blockList", "body", "book", "br", "caption", "chapter", "citation", "citations", "clause", "component", "componentRef",
    "components", "conclusions", "container", "content", "coverPage", "crossHeading", "division", "doc", "embeddedStructure",
    "eol", "foreign", "formula", "hcontainer", "heading", "indent", "interstitial", "intro", "item", "judgmentBody", "level",
    "li", "list", "longTitle", "mainBody", "meta", "noteRef", "num", "ol", "p", "paragraph", "part", "point", "preamble",
    "preface", "proviso", "quotedStructure", "recital", "recitals", "rule", "section", "signature", "subchapter", "subclause",
    "subheading", "sublist", "subparagraph", "subpart", "subrule", "subsection", "subtitle", "table", "tblock", "td", "th",
    "title", "toc", "tocItem", "tome", "tr", "transitional", "ul", "wrapUp",
})  # fmt: skip
"""Elements of Akoma Ntoso that part words; those of the metadata do too."""
_TITLED: Final = frozenset({"ACT", "ANNEX", "CONS.ANNEX", "CONS.DOC", "DIVISION"})
"""Elements that the schema gives a title."""
_ABOUT: Final = frozenset({"DOC", "FAM.COMP", "INFO.CONSLEG", "INFO.PROD", "PUBLICATION"})
_GROUPINGS: Final = {
    "part": "part partie del deel", "title": "title titre afsnit titel", "chapter": "chapter chapitre kapitel hoofdstuk",
    "section": "section afdeling",
}  # fmt: skip
"""The words that head the groupings of articles; in other languages they are not counted."""
_KIND_OF: Final = {word: kind for kind, words in _GROUPINGS.items() for word in words.split()}
_AKN_COUNTS: Final = ("recital", "article", "chapter", "section", "part", "title", "citation", "paragraph")
_NUMBERED: Final = (
    ("NOTE", "NOTE.ID", "footnote"), ("QUOT.START", "ID", "opening quotation mark"), ("QUOT.END", "ID", "closing quotation mark"),
    ("TBL", "NO.SEQ", "table"),
)  # fmt: skip
_PARAGRAPH: Final = re.compile(r"\s*\d+\s*[a-z]*\.\s*")
_FEW: Final = 5
"""One number in so many may be missing before the numbers are no sequence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlWords:
    """The words of an XML source in order, its text by part (0 where it is one document), its own counts, and what it lacks."""

    sha256: str
    raw: dict[int, str]
    texts: list[str]
    counts: dict[str, int]
    faults: tuple[str, ...]


def xml_words(path: Path, content: bytes | None) -> XmlWords | None:
    """The words of a folder of parts (no `content`), an archive, or an XML document that is an act; None for anything else."""
    if content is None:
        parts = parts_of_folder(path)
        return _of_parts(parts, digest_of(parts), path)
    digest = hashlib.sha256(content).hexdigest()
    if is_archive(content):
        return _of_parts(parts_of_archive(content, str(path)), digest, path)
    if not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") or b"<html" in content[:4000].lower():
        return None
    root = _parsed(content, str(path))
    name = _name(root)
    if name not in ("ACT", "CONS.ACT", "COMBINED.FMX", "akomaNtoso"):
        return None
    return _words_of({0: root}, {0: _text(content, str(path))}, digest)


def _of_parts(parts: Iterable[tuple[str, bytes]], digest: str, path: Path) -> XmlWords:
    """The parts in the order of the manifest, or by name, what is only about the act last."""
    contents = dict(parts)
    roots = {name: _parsed(content, f"{path}: {name}") for name, content in contents.items()}
    listed = [one.get("FILE") for root in roots.values() if _name(root) == "DOC" for one in root.iter("REF.PHYS")]
    text = sorted(name for name, root in roots.items() if _name(root) not in ("DOC", "PUBLICATION"))
    text.sort(key=lambda name: listed.index(name) if name in listed else len(listed))
    order = [*text, *(name for name in sorted(roots) if name not in text)]
    numbered = {number: roots[name] for number, name in enumerate(order, 1)}
    raw = {number: _text(contents[name], f"{path}: {name}") for number, name in enumerate(order, 1)}
    return _words_of(numbered, raw, digest)


def _parsed(content: bytes, where: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"the XML is broken: {error}", where=where, hint="Download it again.") from error


def _text(content: bytes, where: str) -> str:
    declared = re.match(rb"\s*<\?xml[^>]*\bencoding=[\"']([\w-]+)", content.removeprefix(b"\xef\xbb\xbf"))
    try:
        return content.decode(declared[1].decode() if declared else "utf-8").removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError("the XML is not valid text of its encoding", where=where, hint="Download it again.") from error


def _name(element: Any) -> str:
    """The name without namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words_of(roots: Mapping[int, Any], raw: dict[int, str], digest: str) -> XmlWords:
    texts = [word for root in roots.values() for word in _WORD.findall("".join(_runs(root)))]
    found = list(roots.values())
    if any(_name(root) == "akomaNtoso" for root in found):
        counts, faults = _akn_counts(found[0]), list[str]()
    else:
        counts, faults = _formex_counts(found), list(_faults(found))
    return XmlWords(
        sha256=digest, raw=raw, texts=texts, counts={name: number for name, number in counts.items() if number}, faults=tuple(faults)
    )


# ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _runs(root: Any) -> list[str]:
    """The character data of a tree in order, with a space wherever an element parts words."""
    is_akn = _name(root) == "akomaNtoso"
    runs: list[str] = []
    stack: list[tuple[Any, bool, Callable[[str], str]]] = [(root, False, str)]
    while stack:
        element, ended, printed = stack.pop()
        outer = _parts_akn(element) if is_akn else _parts_words(element)
        if ended:
            runs += [" "] * outer + [printed(element.tail or "")]
            continue
        own = _printed(element, printed)
        stack.append((element, True, printed))
        runs += [" "] * outer
        if _name(element):
            is_number = element.tag == "FT" and element.get("TYPE") == "NUMBER" and own is not _as_it_stands
            runs.append(_grouped(element.text or "") if is_number else own(element.text or ""))
            stack += [(child, False, own) for child in reversed(element)]
    return runs


def _parts_words(element: Any) -> bool:
    name = _name(element)
    return bool(name) and name not in _INLINE


def _parts_akn(element: Any) -> bool:
    """Metadata may be of other namespaces, which part words too."""
    name = _name(element)
    return name in _PARTING_AKN or (bool(name) and any(_name(above) == "meta" for above in element.iterancestors()))


def _printed(element: Any, above: Callable[[str], str]) -> Callable[[str], str]:
    """How the words directly in an element are printed."""
    if above is _as_it_stands or element.tag in _ABOUT or (isinstance(element.tag, str) and element.tag.startswith("BIB.")):
        return _as_it_stands
    if element.tag == "HT" and element.get("TYPE") == "UC":
        return str.upper
    return str if element.tag in ("NOTE", "CELL") else above


def _as_it_stands(words: str) -> str:
    """Words about the text are not printed."""
    return words


def _grouped(number: str) -> str:
    return f"{int(number):,}".replace(",", " ") if re.fullmatch(r"[1-9][0-9]{3,30}", number) else number


# ── counts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _formex_counts(roots: Sequence[Any]) -> dict[str, int]:
    """Elements of the act's own: not those of quoted text, nor of the bibliography."""
    found: Counter[str] = Counter()
    for root in roots:
        for element in _own(root):
            if element.tag in ("CONSID", "ARTICLE", "VISA"):
                found[{"CONSID": "recital", "ARTICLE": "article", "VISA": "citation"}[element.tag]] += 1
            elif element.tag in ("ANNEX", "CONS.ANNEX"):
                found["annex"] += 1
            elif element.tag == "PARAG":
                found["paragraph"] += _is_paragraph(element)
            elif element.tag == "DIVISION":
                found[_KIND_OF.get(_first_word(element), "")] += 1
    found.pop("", None)
    return dict(found)


def _own(root: Any) -> Iterator[Any]:
    stack, deleted = [root], ""
    while stack:
        element = stack.pop()
        deleted = _deletion(element, deleted)
        if not isinstance(element.tag, str) or element.tag in _ABOUT or element.tag == "QUOT.S" or element.tag.startswith("BIB."):
            continue
        if not deleted:
            yield element
        stack += reversed(element)


def _deletion(element: Any, deleted: str) -> str:
    """The deletion that goes on behind a mark of a consolidated text, by the id of its end; an empty string where none does."""
    target = getattr(element, "target", "")
    if target == "CLG.MDFC" and element.get("ID") == deleted:
        return ""
    if target == "CLG.MDFO" and not deleted and element.get("ACTION") == "DELETED":
        return str(element.get("IDREF") or "")
    return deleted


def _is_paragraph(element: Any) -> bool:
    """A numbered division of an article; in old acts other labels stand in its place."""
    label = "".join(one for number in element.findall("NO.PARAG")[:1] for one in number.itertext())
    return element.getparent().tag == "ARTICLE" and _PARAGRAPH.fullmatch(label) is not None


def _first_word(division: Any) -> str:
    """The word that heads a division, where it is followed by a number: "CHAPTER" of "CHAPTER IV"."""
    title = " ".join("".join(one.itertext()) for one in division.findall("TITLE/TI")[:1])
    words = title.replace("\xa0", " ").split()
    return words[0].lower() if len(words) == 2 else ""


def _akn_counts(root: Any) -> dict[str, int]:
    found = Counter(_name(element) for element in root.iter() if not _is_quoted(element) and _counts_akn(element))
    return {name: found[name] for name in _AKN_COUNTS}


def _counts_akn(element: Any) -> bool:
    """Whether a paragraph is a numbered division of an article; any other unit is what its name says."""
    if _name(element) != "paragraph":
        return True
    labels = ["".join(one.itertext()) for one in element if _name(one) == "num"]
    return _name(element.getparent()) == "article" and any(_PARAGRAPH.fullmatch(label) for label in labels)


def _is_quoted(element: Any) -> bool:
    return any(_name(above) in ("quotedStructure", "quotedText", "embeddedStructure") for above in element.iterancestors())


# ── what the source lacks ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _faults(roots: Sequence[Any]) -> Iterator[str]:
    consolidated = any(_name(root) == "CONS.ACT" for root in roots)
    for root in _documents(roots):
        own = list(_own(root))
        yield from _twice(own)
        yield from (f"the {one.tag} has no title" for one in own if one.tag in _TITLED and one.find("TITLE") is None)
        yield from _halves(root)
        for tag, attribute, said in _NUMBERED:
            names = [one.get(attribute) for one in root.iter(tag) if one.get(attribute)]
            yield from _gaps(names, said)
            swapped = list(_disorder(names, said)) if tag != "QUOT.END" else []  # those of quotations within others close first
            yield from swapped if len(swapped) * _FEW <= len(names) else ()
        articles = [one for one in own if one.tag == "ARTICLE"]
        lists = [(articles, "article"), *((one.findall("PARAG"), f"paragraph of article {one.get('IDENTIFIER')}") for one in articles)]
        for units, said in lists:
            names = [one.get("IDENTIFIER") for one in units if one.get("IDENTIFIER")]
            yield from _disorder(names, said)
            yield from () if consolidated else _gaps(names, said)


def _documents(roots: Sequence[Any]) -> Iterator[Any]:
    """The roots that hold text; those of a wrapper are the documents in it."""
    for root in roots:
        if root.tag == "COMBINED.FMX":
            yield from _documents([child for child in root if isinstance(child.tag, str)])
        elif root.tag not in _ABOUT:
            yield root


def _twice(own: Sequence[Any]) -> Iterator[str]:
    names = [(one.tag, one.get("IDENTIFIER")) for one in own if one.tag in ("ARTICLE", "PARAG") and one.get("IDENTIFIER")]
    for (tag, name), times in Counter(names).items():
        if times > 1:
            yield f"the file has the {tag} {name} {times} times"


def _halves(root: Any) -> Iterator[str]:
    """Quotation marks name their other half, and calls of notes their note."""
    ids = {one.get("ID") for tag in ("QUOT.START", "QUOT.END") for one in root.iter(tag)}
    for tag, attribute in (("QUOT.START", "REF.END"), ("QUOT.END", "REF.START")):
        for one in root.iter(tag):
            if one.get(attribute) and one.get(attribute) not in ids:
                yield f"the quotation mark {one.get('ID')} has no other half {one.get(attribute)}"
    notes = {one.get("NOTE.ID") for one in root.iter("NOTE")}
    for one in root.iter("NOTE"):
        if one.get("NOTE.REF") and one.get("NOTE.REF") not in notes:
            yield f"the note {one.get('NOTE.REF')} is called but not there"
        elif not one.get("NOTE.REF") and not _WORD.search("".join(one.itertext())):
            yield f"the note {one.get('NOTE.ID', '')} has no words"


def _disorder(names: Sequence[str], said: str) -> Iterator[str]:
    """Units whose numbers do not rise: "004A" may follow "004"."""
    for before, after in pairwise(names):
        if _number(after) < _number(before):
            yield f"{said} {after} comes after {before}"


def _number(name: str) -> int:
    digits = re.findall(r"\d+", name)
    return int(digits[-1][:9]) if digits else 0


def _gaps(names: Sequence[str | None], said: str) -> Iterator[str]:
    """Numbers left out of a sequence from 1; where many are, they were never numbered through, and nothing is concluded."""
    numbers = [_number(name) for name in names if name and re.search(r"\d", name)]
    if not numbers or numbers != sorted(numbers):
        return
    missing = sorted(set(range(1, numbers[-1] + 1)) - set(numbers))
    if missing and len(missing) * _FEW <= max(len(numbers), _FEW):
        yield f"{said} {', '.join(map(str, missing[:8]))} is missing"
