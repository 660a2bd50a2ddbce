"""How a provision is cited: the official form of the drafting guides, a short form, and entries for reference managers.

>>> citation("32024R1689/art_6/par_3/unp_2/pnt_a"), citation("32024R1689/anx_III/pnt_5/pnt_b")
('Article 6(3), second subparagraph, point (a)', 'Annex III, point 5(b)')

What `citation` writes, `query.lookup.lookup` reads back to the same id. The forms follow the Interinstitutional style guide, which
writes "Article 1(2), point (b)(i)" and "Annex I to Regulation …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extract.reference_acts import celex_of
from extract.reference_languages import ENGLISH
from kg.errors import InvalidId
from kg.ids import Step, act_of, eli_uri, steps_of, web_page

_NAMES: Final = {
    "art": "Article", "anx": "Annex", "rct": "Recital", "cpt": "Chapter", "sct": "Section", "sbs": "Subsection", "tis": "Title",
    "prt": "Part", "cit": "Citation", "fnt": "footnote", "tab": "table", "row": "row", "cel": "column",
}  # fmt: skip
_ALONE: Final = {"pbl": "Preamble", "fnp": "Final provisions"}
_ORDINALS: Final = {place: word for word, place in reversed(tuple(ENGLISH.ordinals.items()))}
_TITLE_NUMBER: Final = re.compile(
    r"\b(?P<kind>(?:implementing |delegated |framework )?(?:regulation|directive|decision|recommendation))\s+"
    r"(?P<number>(?:\([A-Za-z, ]+\)\s*)?(?:No\s*)?\d{1,4}/\d{1,4}(?:/[A-Za-z]+)?)",
    re.IGNORECASE,
)
_KIND_OF_LETTER: Final = {"R": "Regulation", "L": "Directive", "D": "Decision", "F": "Framework Decision", "H": "Recommendation"}
_PAGES: Final = {"en": "eng", "fr": "fra", "da": "dan", "nl": "nld"}
"""Languages as EUR-Lex names them in the addresses of its pages (ISO 639-3)."""
_TREATIES: Final = {"12016E": "the TFEU", "12016M": "the TEU", "12016P": "the Charter"}


# ── The provision ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def citation(provision: str, act_title: str | None = None) -> str:
    """The citation of a provision; with `act_title` (which may be empty) followed by its act: "Recital 89 of Regulation (EU) 2024/1689"."""
    steps = steps_of(provision)
    words = _words(steps)
    if act_title is None or not steps:
        return words
    comma = "," if ", " in words else ""
    link = "to" if steps[0].code == "anx" else "of"
    return f"{words}{comma} {link} {act_number(act_of(provision), act_title)}"


def _words(steps: tuple[Step, ...]) -> str:
    out = ""
    for at, step in enumerate(steps):
        before = steps[at - 1] if at else None
        following = steps[at + 1] if at + 1 < len(steps) else None
        if following and following.code == step.code == "pnt" and following.label.startswith(f"{step.label}."):
            continue  # "3.1" says that it lies in "3"
        out += _part(step, before, annex=steps[0].code == "anx")
    return out.removeprefix(", ")


def _part(step: Step, before: Step | None, *, annex: bool) -> str:
    """One step, with what joins it to the one before it."""
    if step.code == "par" and before and before.code == "art":
        return f"({step.label})"
    if step.code == "pnt":
        return _point(step.label, before, annex=annex)
    if step.code in ("unp", "idt"):
        name = "indent" if step.code == "idt" else "paragraph" if before and before.code == "art" else "subparagraph"
        return f", {_ORDINALS[step.label]} {name}" if step.label in _ORDINALS else f", {name} {step.label}"
    if step.code in _ALONE:
        return _ALONE[step.code]
    return f", {_NAMES.get(step.code, 'paragraph')} {step.label}"


def _point(label: str, before: Step | None, *, annex: bool) -> str:
    """ "point (h)(iii)" in articles, "point 5(b)" in annexes, whose numbered points carry no brackets."""
    bare = annex and (label[0].isdigit() or label[0].isupper())
    if before is not None and before.code == "pnt" and not (bare and "." in label):
        return f"({label})"
    return f", point {label}" if bare else f", point ({label})"


# ── The act ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def act_number(celex: str, title: str = "") -> str:
    """How an act is cited: as its title writes it ("Regulation (EC) No 300/2008"), else as acts of its year are numbered."""
    for match in _TITLE_NUMBER.finditer(title[:400]):
        if celex_of(match["kind"], match["number"]) == celex:
            number = " ".join(match["number"].split()).replace("NO ", "No ")
            return f"{match['kind'].title()} {number}"
    return _TREATIES.get(celex) or _by_year(celex)


def _by_year(celex: str) -> str:
    """From the CELEX number alone: regulations had the number first until 2014, directives and decisions the year first throughout."""
    match = re.fullmatch(r"3(\d{4})([RLDFH])(\d{4})", celex)
    if match is None:
        return celex
    year, letter, number = int(match[1]), match[2], int(match[3])
    kind = _KIND_OF_LETTER[letter]
    body = "EEC" if year < 1993 else "EC" if year < 2010 else "EU"
    if year >= 2015:
        return f"{kind} (EU) {year}/{number}"
    written = f"{year % 100:02d}" if year < 1999 else str(year)
    if letter == "R":
        return f"{kind} ({body}) No {number}/{written}"
    return f"{kind} {written}/{number}/{'JHA' if letter == 'F' else body}"


# ── All ways ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedAct:
    """What citing needs to know of an act.

    `eli` is its stem ("reg/2024/1689"), `name` its short name if it has one, `journal` its place in the Official Journal, where known
    ("OJ L, 2024/1689, 12.7.2024"). The citation is in English whatever the `language`, in which the page for people is.
    """

    title: str
    eli: str
    version: str = "oj"
    language: str = "en"
    name: str = ""
    journal: str = ""

    @property
    def consolidated(self) -> str:
        """ "consolidated text of 27.7.2026"; nothing for the text as published."""
        if self.version == "oj":
            return ""
        year, month, day = map(int, self.version.split("-"))
        return f"consolidated text of {day}.{month}.{year}"

    @property
    def published_in(self) -> str:
        """Its place in the Official Journal, which only the text as published has."""
        return self.journal if self.version == "oj" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ways to cite a provision in a version of its act.

    `published` is empty where the place in the Official Journal is not known, and for a provision of a consolidated text, which was not
    published there; `consolidated` says which text that is, and is empty for the text as published.
    """

    official: str
    short: str
    published: str
    consolidated: str
    eli: str
    web: str
    bibtex: str
    csl: dict[str, str]


def ways(provision: str, act: CitedAct, page: int | None = None) -> Ways:
    """All ways to cite a provision; `page` is where it stands in the Official Journal, if that is known."""
    official = citation(provision, act.title)
    place = f"{act.published_in}{f', p. {page}' if page else ''}"
    consolidated = f"{official}, {act.consolidated}" if act.consolidated else ""
    return Ways(
        official=official,
        short=f"{citation(provision)} {act.name or act_number(act_of(provision), act.title)}",
        published=f"{official} ({place})" if act.published_in else "",
        consolidated=consolidated,
        eli=eli_uri(act.eli, provision, act.version),
        web=web_page(act.eli, provision, _PAGES.get(act.language, "eng"), act.version),
        bibtex=_bibtex(provision, act, consolidated or official),
        csl=_csl(provision, act, page),
    )


def _dated(provision: str, act: CitedAct) -> str:
    """The date of a consolidated text, or the year of the act."""
    return act.version if act.consolidated else _year(provision)


def _year(provision: str) -> str:
    match = re.match(r"\d(\d{4})", provision)
    if match is None:
        raise InvalidId(f"{provision!r} has no year in its CELEX number")
    return match[1]


def _bibtex(provision: str, act: CitedAct, note: str) -> str:
    """An entry of type `legislation`, as biblatex knows it; inner braces keep the capitals of the title."""
    fields = {"title": f"{{{act.title}}}", "number": act_number(act_of(provision), act.title), "date": _dated(provision, act)}
    fields |= {"journaltitle": act.published_in} if act.published_in else {}
    fields |= {"pages": citation(provision), "url": eli_uri(act.eli, provision, act.version), "note": note}
    key = re.sub(r"\W+", "_", provision)
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@legislation{{{key},\n{body}}}"


def _csl(provision: str, act: CitedAct, page: int | None) -> dict[str, str]:
    """A CSL-JSON item of type `legislation`; the provision is its `section`."""
    item = {"id": provision, "type": "legislation", "title": act.title, "number": act_number(act_of(provision), act.title)}
    item |= {
        "section": citation(provision),
        "issued": _dated(provision, act),
        "URL": eli_uri(act.eli, provision, act.version),
        "jurisdiction": "EU",
    }
    if act.consolidated:
        return item | {"note": act.consolidated}
    return item | ({"container-title": act.journal} if act.journal else {}) | ({"page": str(page)} if page else {})
