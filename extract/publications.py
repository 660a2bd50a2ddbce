"""What can be asked of the Publications Office, and how: which act a text names, the formats worth asking for, and how answers list things.

No network here: `extract.transfer` asks, `extract.fetching` decides what to ask.

Sources. The Office's pages "Publications" and "Metadata notices" of its repository Cellar (op.europa.eu/en/web/cellar) publish the resource
addresses `…/resource/{ps-name}/{ps-id}`, the media types with their parameters, the three-letter codes of the 24 languages and the kinds of
notice. `mtype=fmx4` and the list that a 300 answers (items in `li` elements with title `item`, each with a link, its `stream_name` and
`stream_order`) are as public programs that use the service read them; none of the Office's pages at hand shows them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote, urljoin

from kg.errors import InvalidId, SourceError
from kg.ids import celex_of_eli, is_celex
from kg.names import known_names

PUBLICATIONS: Final = "https://publications.europa.eu"
"""Where acts are asked for. The identifiers are http addresses; the service answers on https, so nobody on the way can change a word."""

LANGUAGE_CODES: Final = {
    "bg": "bul", "es": "spa", "cs": "ces", "da": "dan", "de": "deu", "et": "est", "el": "ell", "en": "eng", "fr": "fra", "ga": "gle",
    "hr": "hrv", "it": "ita", "lv": "lav", "lt": "lit", "hu": "hun", "mt": "mlt", "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron",
    "sk": "slk", "sl": "slv", "fi": "fin", "sv": "swe",
}  # fmt: skip
"""The official languages with the codes that the service takes (page "Publications")."""

TREE_NOTICE: Final = "application/xml;notice=tree"
IDENTIFIERS_NOTICE: Final = "application/xml;notice=identifiers"
NOTICE_TYPES: Final = ("application/xml", "text/xml")

MOST_PARTS: Final = 500
"""More files than any act has; a longer list is refused."""

_DATED = re.compile(r"0(?P<rest>\d{4}[A-Z]{1,2}\d{4})-(?P<date>\d{8})", re.ASCII)
_ELI = re.compile(
    r"(?:https?://(?:data|eur-lex|publications)\.europa\.eu/(?:resource/)?)?eli/[a-z_]+/\d{4}/\d{1,4}"
    r"(?:/[a-z]{3}_[^/]+)*(?:/(?P<version>oj|\d{4}-\d{2}-\d{2})(?:/(?P<language>[a-z]{3}))?)?/?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An act to fetch. `celex` may name a consolidated version (02016R0679-20160504); `consolidated` asks for the newest there is."""

    celex: str
    language: str = "en"
    consolidated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A format to ask for: the Accept header, the media types it may come as, how such a file begins, and whether its parts make an act."""

    name: str
    accept: str
    types: tuple[str, ...]
    suffix: str
    start: bytes = b""
    joins: bool = False


FORMS: Final = (
    Form(name="Formex archive", accept="application/zip;mtype=fmx4", types=("application/zip",), suffix=".fmx4.zip", start=b"PK\x03\x04"),
    Form(name="Formex", accept="application/xml;mtype=fmx4", types=NOTICE_TYPES, suffix=".fmx4.xml", joins=True),
    Form(name="XHTML", accept="application/xhtml+xml", types=("application/xhtml+xml",), suffix=".xhtml"),
    Form(name="HTML", accept="text/html", types=("text/html", "application/xhtml+xml"), suffix=".html"),
    Form(
        name="PDF",
        accept="application/pdf;type=pdfa1a, application/pdf;type=pdfa2a, application/pdf;type=pdfa1b, application/pdf",
        types=("application/pdf",),
        suffix=".pdf",
        start=b"%PDF-",
    ),
)
"""Best first, as `extract.source.Format` orders sources. The kinds of PDF share one request: one is as good as another."""


# ── which act ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def named_act(text: str, language: str = "en", *, consolidated: bool = False) -> Wanted | None:
    """The act that a CELEX number, an ELI or a short name means; None where the text is none of these.

    An ELI that ends with a date, and a CELEX number of a consolidated version, mean that version. Raises InvalidId for a language that
    is none of the 24.

    >>> named_act("http://data.europa.eu/eli/reg/2016/679/oj")
    Wanted(celex='32016R0679', language='en', consolidated=False)
    >>> named_act("eli/reg/2024/1689/2026-07-27", "fr").celex
    '02024R1689-20260727'
    """
    _checked(language)
    written = text.strip()
    celex = re.sub(r"(?i)^celex:\s*", "", written).upper()
    if is_celex(celex) or _DATED.fullmatch(celex):
        return Wanted(celex=celex, language=language, consolidated=consolidated and is_celex(celex))
    eli = _ELI.fullmatch(written)
    if eli:
        return _by_eli(eli, language, consolidated)
    known = {name.casefold(): act for name, act in known_names().items()}.get(written.casefold())
    return Wanted(celex=known, language=language, consolidated=consolidated) if known else None


def _by_eli(eli: re.Match[str], language: str, consolidated: bool) -> Wanted | None:
    try:
        celex = str(celex_of_eli(eli[0]))
    except InvalidId:
        return None
    own = next((two for two, three in LANGUAGE_CODES.items() if three == eli["language"]), language)
    if eli["version"] in (None, "oj"):
        return Wanted(celex=celex, language=own, consolidated=consolidated)
    return Wanted(celex=f"0{celex[1:]}-{eli['version'].replace('-', '')}", language=own)


def _checked(language: str) -> None:
    if language not in LANGUAGE_CODES:
        raise InvalidId(f"no language {language!r}", hint=f"Languages are: {', '.join(sorted(LANGUAGE_CODES))}.")


def address(base: str, celex: str) -> str:
    """Where the act with a CELEX number is asked for; brackets and slashes in a number are escaped."""
    return f"{base.rstrip('/')}/resource/celex/{quote(celex, safe='')}"


def absolute(base: str, link: str) -> str:
    """A link as an address. A link that is none stays as it is, for whoever asks it to refuse."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def consolidations(notice: bytes, celex: str) -> tuple[str, ...]:
    """CELEX numbers of an act's consolidated versions by its tree notice, oldest first.

    They stand there as identifiers of the works that consolidate it, beside consolidations of the acts it amends, whose numbers differ,
    and beside the Office's working versions, whose numbers end with `_0000010` and the like. A consolidated version bears the act's own
    number behind a 0 in place of the sector, and its date (CELEX composition as published by EUR-Lex).
    """
    found = re.findall(rb">\s*(0%b-\d{8})\s*<" % re.escape(celex[1:].encode()), notice)
    return tuple(sorted({one.decode() for one in found}))


# ── lists of parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file of a list: its address and the name it goes by."""

    url: str
    name: str


def parts_of(listing: bytes, url: str) -> tuple[Part, ...]:
    """The files that a 300 lists, in the order the list gives them (its own numbers where every file has one). Raises SourceError."""
    items = _items(listing, url)
    if not items:
        raise SourceError("the service lists several files, but none can be made out", where=url, hint="Download the act from EUR-Lex.")
    if len(items) > MOST_PARTS:
        raise SourceError(f"the service lists {len(items)} files", where=url, hint="Is it one act?")
    if all(order is not None for order, _, _ in items):
        items.sort(key=lambda item: item[0] or 0)
    return tuple(Part(url=one, name=name) for one, name in _named({address: name for _, address, name in items}))


def _items(listing: bytes, url: str) -> list[tuple[int | None, str, str]]:
    """Number, address and name of each file: from `li` elements titled `item`, else from all links."""
    from lxml import etree, html

    try:
        tree: Any = html.document_fromstring(listing, parser=html.HTMLParser(no_network=True, encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return []
    listed = [(item, links[0]) for item in tree.iterfind(".//li[@title='item']") if (links := item.xpath(".//a/@href"))]
    if not listed:
        return [(None, absolute(url, link), "") for link in tree.xpath("//a/@href")]
    return [(_number(_told(item, "stream_order")), absolute(url, link), _told(item, "stream_name")) for item, link in listed]


def _told(item: Any, title: str) -> str:
    return next((one.text_content().strip() for one in item.iterfind(f".//li[@title='{title}']")), "")


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _named(found: dict[str, str]) -> list[tuple[str, str]]:
    """A plain and distinct file name for each address: the one it goes by, else the end of the address."""
    names: set[str] = set()
    named = []
    for count, (url, given) in enumerate(found.items(), start=1):
        name = PurePosixPath(given.replace("\\", "/")).name or PurePosixPath(re.split(r"[?#]", url)[0]).name
        if not re.fullmatch(r"\w[\w.() -]{0,119}", name, re.ASCII) or name in names:
            name = f"part-{count:03d}"
        names.add(name)
        named.append((url, name))
    return named
