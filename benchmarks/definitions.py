"""Definitions found, beside the points of the article of definitions as the markup of the source has them.

    python benchmarks/definitions.py ../shared/corpus [NAME …] [--quoted] [--statuses]

For each English text as published, by its best source: the terms of its article of definitions counted from the source by lxml (from a
PDF by its lines), without any of the project's code, beside those found; every difference is listed by name. Then the definitions that
stand elsewhere, the short names and the statuses. With `--quoted`, every quotation in the enacting terms that is neither is listed too,
for a reader to classify: a use, a label, a title, or a miss. With `--statuses`, every status is listed with its words, for a reader to
judge.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree, html

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.term_sample import english_sources  # noqa: E402
from extract.definitions import find_definitions  # noqa: E402
from extract.quoted_terms import quoted_terms  # noqa: E402
from extract.reading import read_act  # noqa: E402
from extract.resolve import resolve  # noqa: E402
from extract.source import read_source  # noqa: E402
from kg.counts import counts, lists_definitions  # noqa: E402
from kg.findings import Definition, Form  # noqa: E402
from kg.ids import binds, path_of  # noqa: E402
from kg.model import Act, Field, Kind, walk  # noqa: E402

_SPACES: Final = re.compile(r"\s+")
_TERM: Final = re.compile(r"^[(\w). ]{0,8}?\s?[‘“\"'](.+?)[’”\"'](?=[\s,:;(]|$)")
_UNMARKED: Final = re.compile(r"^[‘“\"']?(.{2,80}?)[’”\"']?,? means?\b")
_POINT: Final = re.compile(r"^\(\w{1,3}\)\s*([‘“\"'].*)$")
_QUOTES: Final = {"QUOT.START": "‘", "QUOT.END": "’"}


# ── what the source has, without the project's code ────────────────────────────────────────────────────────────────────────────


def source_terms(path: Path) -> list[str]:
    """The first quoted words of each point of the article of definitions; where no marks are, those before "means", or the beginning."""
    points = list(_points(path))
    return [match[1] if (match := _TERM.match(point) or _UNMARKED.match(point)) else point[:60] for point in points]


def _points(path: Path) -> Iterator[str]:
    if path.is_dir():
        for part in sorted(path.glob("*.xml")):
            yield from _of_formex(etree.parse(str(part)).getroot())
    elif path.name.endswith(".fmx.xml"):
        yield from _of_formex(etree.parse(str(path)).getroot())
    elif path.name.endswith(".akn.xml"):
        yield from _of_akn(etree.parse(str(path)).getroot())
    elif path.suffix == ".pdf":
        yield from _of_lines(_pdf_lines(path))
    else:
        root = html.fromstring(path.read_text("utf-8").partition("?>")[2] or path.read_text("utf-8"))
        yield from _of_html(root) if root.xpath("//div[@class='eli-subdivision']") else _of_lines(_html_lines(root))


def _of_formex(root: etree._Element) -> Iterator[str]:
    for article in root.iter("ARTICLE"):
        if re.search(r"\bdefinitions\b", _text(article.find("STI.ART")), re.IGNORECASE) and article.find(".//ITEM") is not None:
            yield from (
                _text(item.find(".//TXT")) for item in article.iter("ITEM") if not any(up.tag == "ITEM" for up in item.iterancestors())
            )


def _of_akn(root: etree._Element) -> Iterator[str]:
    named = "{*}num"
    for article in root.iter("{*}article"):
        if any(_text(one).lower() == "definitions" for one in article.iter(named, "{*}heading")):
            yield from (_text(point.find("{*}content")) for point in article.iter("{*}point"))


def _of_html(root: html.HtmlElement) -> Iterator[str]:
    for article in root.xpath("//div[@class='eli-subdivision'][starts-with(@id, 'art_')]"):
        title = " ".join(_text(one) for one in article.xpath("./div[@class='eli-title']"))
        if title.strip().lower() == "definitions":
            for table in article.xpath(".//table[not(ancestor::table)]"):
                yield from (_text(cell) for cell in table.xpath("./tbody/tr/td[last()]/p[1] | ./tr/td[last()]/p[1]"))


def _html_lines(root: html.HtmlElement) -> Iterator[str]:
    for one in root.iter("p", "td"):
        if one.tag == "td" or one.find(".//p") is None:
            yield _text(one)


def _pdf_lines(path: Path) -> Iterator[str]:
    from pypdf import PdfReader

    for page in PdfReader(path).pages:
        yield from (_SPACES.sub(" ", line).strip() for line in page.extract_text().splitlines())


def _of_lines(lines: Iterator[str]) -> Iterator[str]:
    """The labelled lines that begin with a quotation, in the article that is headed "Definitions" or introduces meanings."""
    inside, held = False, ""
    for line in lines:
        if re.match(r"Article \d+$", line):
            inside = False
        if re.match(r"Definitions?$", line, re.IGNORECASE) or re.match(r"For the purposes? of this \w+(?:, the following .*)?:$", line):
            inside = True
        if inside and (match := _POINT.match(f"{held} {line}".strip())):
            yield match[1]
        held = line if re.fullmatch(r"\(\w{1,3}\)", line) else ""


def _text(element: etree._Element | None) -> str:
    """The words of an element, without notes, with the quotation marks that Formex has as elements."""
    if element is None:
        return ""
    parts: list[str] = []
    _gather(element, parts)
    return _SPACES.sub(" ", "".join(parts)).strip()


def _gather(element: etree._Element, parts: list[str]) -> None:
    if element.tag not in ("NOTE", "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}authorialNote") and isinstance(element.tag, str):
        parts.append(_QUOTES.get(element.tag, ""))
        parts.append(element.text or "")
        for part in element:
            _gather(part, parts)
            parts.append(part.tail or "")


# ── beside what is found ───────────────────────────────────────────────────────────────────────────────────────────────────────


def main() -> None:
    """Print a line for each act, its differences, and the totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--quoted", action="store_true")
    parser.add_argument("--statuses", action="store_true")
    given = parser.parse_args()
    print(
        "| Source | Points in the source | Found | Counted | Elsewhere | Short names (of the preamble) | Statuses | By reference "
        "| For a part only |"
    )
    print("|" + " --- |" * 9)
    notes: list[str] = []
    for path in english_sources(given.corpus):
        if not given.names or any(name in str(path) for name in given.names):
            act = read_act(read_source(path))
            found = find_definitions(act, resolve(act))
            notes += _compared(str(path.relative_to(given.corpus)), act, found, source_terms(path))
            notes += [f"  {line}" for line in _unclassified(act, found)] if given.quoted else []
            notes += [f"  {line}" for line in _statuses(act, found)] if given.statuses else []
    print("\n" + "\n".join(notes or ["No differences."]))


def _compared(name: str, act: Act, found: tuple[Definition, ...], source: list[str]) -> list[str]:
    lists = {
        part.id
        for one in walk(act.provisions)
        if one.kind is Kind.ARTICLE and lists_definitions(one, act.language)
        for part in walk((one,))
    }
    meant = [one for one in found if one.form not in (Form.SHORT_NAME, Form.STATUS)]
    listed = list({one.provision: one.term for one in reversed(meant) if one.provision in lists and _is_own_point(one)}.values())
    names = [one for one in found if one.form is Form.SHORT_NAME]
    statuses = {one.term for one in found if one.form is Form.STATUS}
    preamble = sum(not binds(one.provision) for one in names)
    partial, taken = sum(bool(one.scope) for one in found), sum(one.form is Form.REFERENCE for one in found)
    cells = (
        name,
        len(source),
        len(listed),
        counts(act)["definition"],
        len(meant) - len(listed),
        f"{len(names)} ({preamble})",
        len(statuses),
        taken,
        partial,
    )
    print("| " + " | ".join(map(str, cells)) + " |")
    missed, further = Counter(map(_bare, source)) - Counter(map(_bare, listed)), Counter(map(_bare, listed)) - Counter(map(_bare, source))
    return [f"{name}: not found: {term}" for term in missed] + [f"{name}: not in the source: {term}" for term in further]


def _is_own_point(one: Definition) -> bool:
    """Whether a definition is a point of its list, and not a point of such a point."""
    return "/pnt_" not in one.provision.rpartition("/")[0]


def _bare(term: str) -> str:
    return _SPACES.sub(" ", term).strip().removeprefix("the ").lower()


def _unclassified(act: Act, found: tuple[Definition, ...]) -> Iterator[str]:
    """The quotations of the enacting terms that no definition covers."""
    known = {(one.provision, one.span.field, one.span.start) for one in found}
    terms = {form.lower() for one in found for form in (one.term, *one.variants)}
    for provision in walk(act.provisions):
        if not binds(provision.id) or provision.kind is Kind.FOOTNOTE:
            continue
        for field in Field:
            text = provision.words(field)
            for one in quoted_terms(text):
                in_new_text = provision.quoted and field is Field.TEXT and provision.quoted.start <= one.start < provision.quoted.end
                if (provision.id, field, one.first) not in known and one.words(text).lower() not in terms and not in_new_text:
                    yield f"{path_of(provision.id)}: …{text[max(0, one.start - 40) : one.end + 40]!r}"


def _statuses(act: Act, found: tuple[Definition, ...]) -> Iterator[str]:
    """The statuses of an act, each with the words around the name."""
    texts = {one.id: one.text for one in walk(act.provisions)}
    for one in found:
        if one.form is Form.STATUS:
            text, start, end = texts[one.provision], one.span.start, one.span.end
            yield f"{path_of(one.provision)}: ‘{one.term}’: …{text[max(0, start - 80) : start]}»{text[start:end]}«{text[end : end + 40]}…"


if __name__ == "__main__":
    main()
