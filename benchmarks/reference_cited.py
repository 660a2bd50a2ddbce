"""The acts that an act cites, against what the Publications Office marked as cited (`references.py acts`).

Four sources, none made for this purpose, so each is a floor or a hint and not the whole truth:

- the page of the AI Act on EUR-Lex: its RDFa has `eli:cites` for whole acts; acts that it amends stand under `eli:changes` instead, and the
  legal basis under `eli:based_on`;
- the CELLAR notice of DORA, as RDF and as XML: `work_cites_work`. Indexers enter it, so it also has what only the procedure knows
  (opinions, sector 5) and treaty articles (`12016E290`), here counted as their treaty; what the act amends or is based on stands apart here
  too;
- `REF.DOC.OJ` marks of Formex: every place in the Official Journal printed in a note. They name no act, so what is asked is whether the
  words that hold the mark give an act, and whether the place itself is a mention;
- facts from such marks with the act told by the words of the note (`--gold`): provision → act. Text that amends another act is left out.

Compared are acts (sector 3) and treaties. Nothing that only the program finds is an error by itself: such extras are listed, with what the
notice says of them elsewhere. CELEX numbers are facts; no words are printed.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import unquote

from benchmarks.reference_corpus import english
from benchmarks.reference_show import percent, table
from extract.resolve import resolve
from kg.errors import InvalidId
from kg.findings import Reference, Unresolved
from kg.ids import act_of, celex_of_eli, path_of
from kg.model import Act, Field, Provision, walk

PAGE: Final = "32024R1689/en.page.html"
NOTICES: Final = ("32022R2554/cellar-tree.rdf", "32022R2554/cellar-tree.xml")
_META: Final = re.compile(r'<meta\s[^>]*property="eli:(?P<what>\w+)"\s[^>]*resource="(?P<uri>[^"]*)"')
_RDF: Final = re.compile(r'<[\w.]+:(?P<what>[\w-]+) rdf:resource="(?P<uri>[^"]*/celex/[^"]*)"')
_XML: Final = re.compile(r"<(?P<what>WORK_CITES_WORK|RESOURCE_LEGAL_\w+) type=\"link\">(?P<inner>.*?)</(?P=what)>", re.DOTALL)
_CELEX_URI: Final = re.compile(r"/celex/(?P<celex>[^<\"]+)")
_TREATY: Final = re.compile(r"(?P<treaty>1\d{4}[A-Z])\d*\b")
_TREATY_NAME: Final = re.compile(r"treaty/(?P<name>tfeu|teu|char)_(?P<year>\d{4})(?!/pro)", re.IGNORECASE)
_TREATY_LETTER: Final = {"tfeu": "E", "teu": "M", "char": "P"}
_MARK: Final = re.compile(r"<REF\.DOC(?:\.OJ)?\s[^>]*>(?P<words>[^<]*)")
_CITES: Final = frozenset({"cites", "work_cites_work"})
_OTHERWISE: Final = re.compile(r"(?:resource_legal_)?(?P<how>changes|amends|based_on|repeals|completes|adopts)(?:_resource_legal)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """What a source says an act cites, and which acts it names for another reason ("changes", "amends", "based_on" …)."""

    source: str
    cited: frozenset[str]
    elsewhere: Mapping[str, str]

    @property
    def comparable(self) -> frozenset[str]:
        """The acts and treaties among what is cited."""
        return frozenset(one for one in self.cited if one[0] in "13")


def lines(folder: Path, gold: Path, *, show: bool) -> Iterator[str]:
    """All four comparisons."""
    acts = {(str(act.celex), act.version): (name, act) for name, act in english(folder)}
    for source, official in officials(folder):
        found = acts.get((source.partition("/")[0], "oj"))
        if found:
            yield from _official_lines(official, found[1])
    yield "\n## marks of the Official Journal in Formex\n"
    yield from _mark_lines(folder, [found for found in acts.values() if found[1].source.format == "formex"])
    if gold.exists():
        yield f"\n## {gold.name}\n"
        yield from _gold_lines(gold, {key: act for key, (_, act) in acts.items()}, show=show)


# ── RDFa and CELLAR ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def officials(folder: Path) -> Iterator[tuple[str, Official]]:
    """What each notice says, by its path."""
    for name in (PAGE, *NOTICES):
        if (folder / name).exists():
            text = (folder / name).read_text(encoding="utf-8")
            links = _page_links(text) if name == PAGE else _notice_links(text)
            yield name, _official(name, links)


def _page_links(text: str) -> Iterator[tuple[str, str]]:
    for match in _META.finditer(text):
        yield match["what"], celex_of_uri(match["uri"])


def _notice_links(text: str) -> Iterator[tuple[str, str]]:
    for match in _RDF.finditer(text):
        yield match["what"], celex_of_uri(match["uri"])
    for match in _XML.finditer(text):
        for celex in _CELEX_URI.finditer(match["inner"]):
            yield match["what"].lower(), celex_of_uri(celex[0])


def celex_of_uri(uri: str) -> str:
    """The CELEX number behind a URI, a treaty's article as its treaty; of what has none, the end of the URI."""
    if (name := _TREATY_NAME.search(uri)) is not None:
        return f"1{name['year']}{_TREATY_LETTER[name['name'].lower()]}"
    if (celex := _CELEX_URI.search(uri)) is not None:
        number = unquote(celex["celex"])
        treaty = _TREATY.fullmatch(number)
        return treaty["treaty"] if treaty else number
    try:
        return celex_of_eli(uri)
    except InvalidId:
        return uri.rpartition("/eli/")[2] or uri


def _official(source: str, links: Iterable[tuple[str, str]]) -> Official:
    cited: set[str] = set()
    elsewhere: dict[str, str] = {}
    for what, celex in links:
        if what in _CITES:
            cited.add(celex)
        elif (other := _OTHERWISE.fullmatch(what)) is not None:
            elsewhere.setdefault(celex, other["how"])
    return Official(source=source, cited=frozenset(cited), elsewhere=elsewhere)


def acts_named(references: Iterable[Reference], own: str) -> frozenset[str]:
    """The other acts that references point at."""
    targets = (act_of(one.target) for one in references if not isinstance(one.target, Unresolved))
    return frozenset(act for act in targets if act != own)


def _official_lines(official: Official, act: Act) -> Iterator[str]:
    references = resolve(act)
    ours, theirs = acts_named(references, act.celex), official.comparable
    others = sorted(official.cited - theirs)
    yield f"\n## {official.source}\n"
    yield f"cites {len(official.cited)}: {len(theirs)} acts and treaties, {len(others)} others ({', '.join(others) or 'none'})"
    yield f"found {len(theirs & ours)} of {len(theirs)} ({percent(len(theirs & ours) / (len(theirs) or 1))} %); {len(ours)} named in all"
    yield f"missed: {', '.join(sorted(theirs - ours)) or 'none'}"
    text = acts_named((one for one in references if "/fnt_" not in one.source), act.celex)
    extra = ours - theirs
    told = [f"{one} ({official.elsewhere[one]})" for one in sorted(extra & official.elsewhere.keys())]
    extra -= official.elsewhere.keys()
    yield f"extra, but marked otherwise: {', '.join(told) or 'none'}"
    yield f"extra, in the words of provisions: {', '.join(sorted(extra & text)) or 'none'}"
    yield f"extra, in notes alone (most within the titles of other acts): {', '.join(sorted(extra - text)) or 'none'}"


# ── marks in Formex ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _mark_lines(folder: Path, acts: Iterable[tuple[str, Act]]) -> Iterator[str]:
    found = [(name, _Marks.of(folder / name, act)) for name, act in acts]
    rows = [(name, *marks.cells()) for name, marks in found]
    sums = [sum(int(str(row[at])) for row in rows) for at in range(1, len(rows[0]))] if rows else []
    head = (
        "source",
        "marks",
        "read",
        "in quoted text",
        "L: words name an act",
        "of",
        "C: words name an act",
        "of",
        "the place is a mention",
    )
    yield from table(head, [*rows, ("all", *sums)])
    yield ""
    for name, marks in found:
        silent = [path_of(seen[0].id) for seen in marks.series("L") if not marks.names_act(seen)]
        if silent:
            yield f"no act named before a mark in {name}: {', '.join(silent)}"


Seen: TypeAlias = tuple[Provision, Field, int, str]
"""A mark where it stands: provision, field, first character, words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marks:
    """The marks of a source: how many it has, those read, those of them outside quoted text, and the references beside them."""

    total: int
    read: tuple[Seen, ...]
    own: tuple[Seen, ...]
    references: Mapping[tuple[str, Field], Sequence[Reference]]

    @classmethod
    def of(cls, path: Path, act: Act) -> _Marks:
        marks = Counter(" ".join(words.split()) for words in marked(path))
        beside: dict[tuple[str, Field], list[Reference]] = defaultdict(list)
        for one in resolve(act):
            beside[one.source, one.span.field].append(one)
        places = ((one, part) for one in walk(act.provisions) for part in Field)
        read = tuple((one, part, at, words) for one, part in places for words, at in _occurrences(one.words(part), marks))
        return cls(total=marks.total(), read=read, own=tuple(seen for seen in read if not _quoted(*seen[:3])), references=beside)

    def series(self, letter: str) -> tuple[Seen, ...]:
        """The marks of one series of the Official Journal."""
        return tuple(seen for seen in self.own if seen[3].startswith(f"OJ {letter}"))

    def names_act(self, seen: Seen) -> bool:
        """Whether the words before a mark name an act."""
        here = self.references.get((seen[0].id, seen[1]), ())
        return any(one.span.start < seen[2] and not isinstance(one.target, Unresolved) for one in here)

    def is_mention(self, seen: Seen) -> bool:
        """Whether the mark itself is found as a mention."""
        here = self.references.get((seen[0].id, seen[1]), ())
        return any(one.span.start < seen[2] + len(seen[3]) and seen[2] < one.span.end for one in here)

    def cells(self) -> tuple[int, ...]:
        counted = [(sum(map(self.names_act, marks)), len(marks)) for marks in (self.series("L"), self.series("C"))]
        return self.total, len(self.read), len(self.read) - len(self.own), *counted[0], *counted[1], sum(map(self.is_mention, self.own))


def marked(path: Path) -> Iterator[str]:
    """The words of every mark in a Formex file, or in all parts of a folder."""
    for file in sorted(path.glob("*.xml")) if path.is_dir() else [path]:
        yield from (match["words"] for match in _MARK.finditer(file.read_text(encoding="utf-8")))


def _occurrences(words: str, marks: Collection[str]) -> Iterator[tuple[str, int]]:
    """Where the words of marks stand in a field; a longer mark hides the shorter one that it begins with."""
    for at in (match.start() for match in re.finditer(r"\bOJ\b", words)) if marks else ():
        here = [mark for mark in marks if words.startswith(mark, at) and not words[at + len(mark) : at + len(mark) + 1].isdigit()]
        if here:
            yield max(here, key=len), at


def _quoted(provision: Provision, part: Field, at: int) -> bool:
    quoted = provision.quoted
    return quoted is not None and quoted.field is part and quoted.start <= at < quoted.end


# ── facts of marks ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _gold_lines(gold: Path, acts: Mapping[tuple[str, str], Act], *, show: bool) -> Iterator[str]:
    every = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in every if row["cites"] and row["cites"] != row["act"] and not row.get("quoted")]
    yield f"{len(every)} facts, {len(rows)} of them with an act and not quoted; of acts that are here:\n"
    groups: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        groups[row["act"], row["version"]].add((row["provision"], row["cites"]))
    head = ("act", "version", "acts cited", "found", "R %", "provision → act", "found", "R %", "acts only found")
    compared = [(key, facts, acts[key]) for key, facts in sorted(groups.items()) if key in acts]
    yield from table(head, [(*key, *_gold_row(facts, act)) for key, facts, act in compared], texts=2)
    yield ""
    for key, facts, act in compared:
        yield from _gold_faults(" ".join(key), facts, act, show=show)


def _gold_row(facts: Collection[tuple[str, str]], act: Act) -> tuple[object, ...]:
    cited, found = {cites for _, cites in facts}, named_by_provision(act)
    ours = {celex for acts in found.values() for celex in acts}
    placed = sum(_holds(found, place, cites) for place, cites in facts)
    whole = (len(cited), len(cited & ours), percent(len(cited & ours) / len(cited)))
    return (*whole, len(facts), placed, percent(placed / len(facts)), len(ours - cited))


def named_by_provision(act: Act) -> dict[str, set[str]]:
    """The other acts that each provision names, its notes with it."""
    out: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, list[str]] = defaultdict(list)
    for one in walk(act.provisions):
        for mark in one.marks:
            holders[mark.note].append(one.id)
    for reference in resolve(act):
        named = acts_named((reference,), act.celex)
        for place in (reference.source, *holders[reference.source]):
            out[path_of(place)] |= named
    return out


def _holds(found: Mapping[str, Collection[str]], place: str, cites: str) -> bool:
    """Whether a provision, or something in it, names an act; a bare code is any provision of that kind."""
    bare = "_" not in place
    return any(cites in named for path, named in found.items() if path == place or path.startswith(f"{place}_" if bare else f"{place}/"))


def _gold_faults(name: str, facts: Collection[tuple[str, str]], act: Act, *, show: bool) -> Iterator[str]:
    found = named_by_provision(act)
    missed = [f"{place} → {cites}" for place, cites in sorted(facts) if not _holds(found, place, cites)]
    if missed:
        yield f"missed in {name}: {', '.join(missed)}"
    extra = {celex for acts in found.values() for celex in acts} - {cites for _, cites in facts}
    if show and extra:
        yield f"only found in {name}: {', '.join(sorted(extra))}"
