"""Identifiers: CELEX numbers of acts, ELI-shaped paths of provisions, and their URIs.

A provision id is its act's CELEX number and a path of steps, written as ELI subdivisions are: `32024R1689/art_5/par_1/pnt_f`. It names
no version and no language: the text belongs to those, the id does not.

>>> identify("32024R1689", Step("art", "5"), Step("par", "1"))
'32024R1689/art_5/par_1'
>>> steps_of(ProvisionId("32024R1689/anx_III/pnt_5"))
(Step(code='anx', label='III'), Step(code='pnt', label='5'))

Sources: CELEX composition as published by EUR-Lex; ELI as in Council Conclusions OJ C 325, 26.10.2012, p. 3, and the subdivision
codes that the Publications Office uses. `rct_N` and `cit_N` in a URI are our application of that pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NewType

from kg.errors import InvalidId

ActId = NewType("ActId", str)
ProvisionId = NewType("ProvisionId", str)

ELI_BASE: Final = "http://data.europa.eu/eli/"

CODES: Final = {
    "tit": "title of the act", "pbl": "preamble", "cit": "citation", "rct": "recital", "enc": "enacting terms", "prt": "part",
    "tis": "title", "cpt": "chapter", "sct": "section", "sbs": "subsection", "art": "article", "par": "paragraph",
    "unp": "subparagraph", "pnt": "point", "idt": "indent", "anx": "annex", "fnp": "final provisions", "fnt": "footnote",
    "tab": "table", "row": "row", "cel": "cell",
}  # fmt: skip
"""Step codes and what they stand for."""

_CELEX = re.compile(
    r"(?P<sector>[0-9CE])(?P<year>\d{4})(?P<type>[A-Z]{1,2})(?P<number>\d{4})(?P<suffix>\(\d{2}\)|R\(\d{2}\))?|1\d{4}[A-Z]", re.ASCII
)
_STEP = re.compile(r"(?P<code>[a-z]{3})_(?P<label>[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)")


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a path: a code of `CODES` and a label ("4a", "iii", "3.1"). Labels are strings."""

    code: str
    label: str

    def __str__(self) -> str:
        return f"{self.code}_{self.label}"


def act_id(text: str) -> ActId:
    """A checked CELEX number. Raises InvalidId for anything else."""
    if not _CELEX.fullmatch(text):
        raise InvalidId(f"{text!r} is not a CELEX number", hint="A CELEX number looks like 32024R1689.")
    return ActId(text)


def is_celex(text: str) -> bool:
    """Whether the text is a CELEX number."""
    return _CELEX.fullmatch(text) is not None


def identify(act: str, *steps: Step) -> ProvisionId:
    """The id of the provision reached by `steps` in `act`. Raises InvalidId on a bad CELEX number, code or label."""
    for step in steps:
        if step.code not in CODES or not _STEP.fullmatch(str(step)):
            raise InvalidId(f"{str(step)!r} is not a step of a provision id", where=act)
    if not steps:
        raise InvalidId("a provision id needs at least one step", where=act)
    return ProvisionId("/".join((act_id(act), *map(str, steps))))


def parse_id(text: str) -> ProvisionId:
    """Read back what `identify` writes; raises InvalidId with the text at fault."""
    celex, _, path = text.partition("/")
    return identify(celex, *_parse_steps(path, text))


def _parse_steps(path: str, whole: str) -> tuple[Step, ...]:
    steps = []
    for part in path.split("/"):
        match = _STEP.fullmatch(part)
        if match is None:
            raise InvalidId(f"{whole!r} is not a provision id", hint="Ids look like 32024R1689/art_5/par_1/pnt_f.")
        steps.append(Step(match["code"], match["label"]))
    return tuple(steps)


def act_of(provision: str) -> ActId:
    """The act a provision id (or an act's own id) belongs to."""
    return ActId(provision.partition("/")[0])


def path_of(provision: str) -> str:
    """The part of the id behind the act: "art_5/par_1"."""
    return provision.partition("/")[2]


def steps_of(provision: str) -> tuple[Step, ...]:
    """The steps of an id that is known to be well formed."""
    return tuple(Step(part[:3], part[4:]) for part in path_of(provision).split("/") if part)


def child(parent: str, step: Step) -> ProvisionId:
    """The id one step below a provision or an act."""
    return ProvisionId(f"{parent}/{step}")


def ancestors(provision: str) -> tuple[ProvisionId, ...]:
    """The ids above a provision by its path, nearest first; groupings of articles are edges, not part of an id, and not here."""
    parts = provision.split("/")
    return tuple(ProvisionId("/".join(parts[:count])) for count in range(len(parts) - 1, 1, -1))


def article_level(provision: str) -> ProvisionId:
    """The article, annex, recital (or other top unit) that holds the provision."""
    return ProvisionId("/".join(provision.split("/")[:2]))


def binds(provision: str) -> bool:
    """Whether a provision is of the enacting terms or annexes, which bind; the preamble explains, and so does every part of a recital."""
    return path_of(provision)[:4] not in ("rct_", "cit_", "pbl_", "fnt_", "tit_")


# ── CELEX and ELI of acts ──────────────────────────────────────────────────────────────────────────────────────────────────────

_ELI_TYPES: Final = {"R": "reg", "L": "dir", "D": "dec", "F": "dec_framw", "H": "reco", "G": "res", "O": "guideline"}
_LETTERS: Final = {kind: letter for letter, kind in _ELI_TYPES.items()}
_ELI: Final = re.compile(
    rf"\b(?P<kind>{'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?:_impl|_del)?/(?P<year>\d{{4}})/(?P<number>\d{{1,4}})\b"
)
_QUALIFIED: Final = re.compile(r"[^0-9]*?\b(?P<how>implementing|delegated) (?:regulation|directive|decision)\b", re.IGNORECASE)
_ACT_WORDS: Final = (
    ("implementing regulation", "R", "reg_impl"), ("delegated regulation", "R", "reg_del"), ("regulation", "R", "reg"),
    ("implementing directive", "L", "dir_impl"), ("delegated directive", "L", "dir_del"), ("directive", "L", "dir"),
    ("framework decision", "F", "dec_framw"), ("implementing decision", "D", "dec_impl"), ("delegated decision", "D", "dec_del"),
    ("decision", "D", "dec"), ("recommendation", "H", "reco"),
)  # fmt: skip
_NUMBER = re.compile(r"(?P<no>No\s*)?(?<!\d)(?P<first>\d{1,4})/(?P<second>\d{1,4})(?!\d)", re.IGNORECASE | re.ASCII)


def celex_from_citation(kind: str, number: str) -> ActId:
    """The CELEX number of an act cited in words: `("Regulation", "(EU) 2016/679")` gives 32016R0679.

    The wording decides: "No N/YYYY" has the number first; "YYYY/N/EC" and, since 2015, "(EU) YYYY/N" the year.
    Raises InvalidId when kind or number cannot be read.
    """
    letter = _word_entry(kind)[1]
    match = _NUMBER.search(number)
    if match is None:
        raise InvalidId(f"no act number in {number!r}", where=kind)
    first, second = match["first"], match["second"]
    year, serial = (second, first) if match["no"] else (first, second)
    return act_id(f"3{_full_year(year)}{letter}{int(serial):04d}")


def _word_entry(kind: str) -> tuple[str, str, str]:
    lowered = kind.lower()
    for entry in _ACT_WORDS:
        if entry[0] in lowered:
            return entry
    raise InvalidId(f"{kind!r} is not a kind of act that has a CELEX letter")


def _full_year(year: str) -> str:
    """Before 1999 acts carried two-digit years ("95/46/EC")."""
    if len(year) == 2:
        return ("19" if int(year) >= 50 else "20") + year
    return year


def eli_of_act(celex: str, title: str = "") -> str:
    """The ELI stem of an act, such as `reg/2024/1689`; the title tells implementing and delegated acts apart.

    Raises InvalidId for CELEX numbers outside sector 3, which carry no such ELI.
    """
    match = _CELEX.fullmatch(celex)
    if match is None or match["sector"] != "3" or match["type"] not in _ELI_TYPES:
        raise InvalidId(f"{celex} has no ELI of the pattern type/year/number")
    kind = _ELI_TYPES[match["type"]]
    qualified = _QUALIFIED.match(title)
    if qualified and kind in ("reg", "dir", "dec"):
        kind += "_impl" if qualified["how"].lower() == "implementing" else "_del"
    return f"{kind}/{match['year']}/{int(match['number'])}"


def celex_of_eli(eli: str) -> ActId:
    """The CELEX number behind an ELI stem or URI: `…/eli/reg/2024/1689/oj` gives 32024R1689. Raises InvalidId otherwise."""
    match = _ELI.search(eli)
    if match is None:
        raise InvalidId(f"no ELI of an act in {eli!r}")
    return act_id(f"3{match['year']}{_LETTERS[match['kind']]}{int(match['number']):04d}")


def eli_uri(eli: str, provision: str | None, version: str) -> str:
    """The ELI URI of an act or provision in a version: the path, then `oj` or the date of the consolidation."""
    path = f"/{path_of(provision)}" if provision and path_of(provision) else ""
    return f"{ELI_BASE}{eli}{path}/{version}"


_TREATY_ELIS: Final = {"12016E": "treaty/tfeu_2016", "12016M": "treaty/teu_2016", "12016P": "treaty/char_2016"}
"""The ELI stems of the treaties in force, as EUR-Lex gives them."""
_HOW: Final = re.compile(r"\b(?:implementing|delegated) (?:regulation|directive|decision)s?\b", re.IGNORECASE)


def how_adopted(wording: str) -> str:
    """What the words that name an act say of it besides its number: "Implementing Regulation", of which its ELI is made; or nothing."""
    match = _HOW.search(wording)
    return match[0].removesuffix("s") if match else ""


def named_uri(node: str, how: str = "") -> str:
    """The URI of an act or provision that other acts name: its ELI as adopted where it has one, else the URI of its CELEX number.

    `how` tells implementing and delegated acts from others, which their CELEX numbers do not.

    >>> named_uri("32021R0914/art_2", "Implementing Regulation")
    'http://data.europa.eu/eli/reg_impl/2021/914/art_2/oj'
    """
    celex = act_of(node)
    try:
        stem = _TREATY_ELIS.get(celex) or eli_of_act(celex, how)
    except InvalidId:
        return f"http://publications.europa.eu/resource/celex/{celex}" + (f"#{path_of(node)}" if path_of(node) else "")
    return eli_uri(stem, node, "oj")


def web_page(eli: str, provision: str | None, language: str = "eng", version: str = "oj") -> str:
    """A page people can open: EUR-Lex serves the whole act in a version, with the article as anchor."""
    anchor = f"#{path_of(article_level(provision))}" if provision and path_of(provision) else ""
    return f"https://eur-lex.europa.eu/eli/{eli}/{version}/{language}{anchor}"
