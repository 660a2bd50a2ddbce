"""Acts for the tests of graph and library: a small one in our own words with something of everything, and the sample act read whole.

`printed` lays an act out as a page of text, so that every word has a place; `addition` is all that adding it takes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

from extract.pipeline import extract
from extract.sample import path as sample_path
from extract.terms import surface_forms
from extract.topics import topic_forms
from extract.words import stems_of
from kg.adding import Addition, add
from kg.findings import Definition, Findings, Reason, RecitalSupport, Reference, Relation, TermUse, TopicUse, Unresolved
from kg.ids import ActId, ProvisionId
from kg.library import Library, TextRow
from kg.model import Act, Field, NoteMark, Origin, Place, Provision, SourceInfo, Span, walk
from kg.topics import Topic
from tests.factories import CELEX, act, leaves, provision

CITING = "Regulation (EU) 2016/679 and its Article 5 apply, and so does the Charter of Keepers."
TERM = f"{CELEX}/term/log-book"
TOPICS = (
    Topic(name="records", label="records", forms=(("en", "records"), ("en", "record keeping"))),
    Topic(name="unused", label="unused", forms=(("en", "unused"),)),
)
OTHER = ActId("32016R0679")


def own(path: str) -> ProvisionId:
    """The id of a provision of the small act."""
    return ProvisionId(f"{CELEX}/{path}")


def small_act(second: str = "The keeper shall hand the log book over on request.") -> Act:
    """Two chapters, a list, an annex and a footnote; `second` are the words of Article 2."""
    points = (
        provision("art_1/par_1/pnt_a", text="‘log book’ means records of what was done;"),
        provision("art_1/par_1/pnt_b", text="‘keeper’ means whoever holds a log book."),
    )
    first = provision("art_1/par_1", *points, text="For this Regulation:", wrap_up="wherever it is held.")
    one = provision("art_1", first, provision("art_1/par_2", text="Article 2 applies to keepers."), heading="Definitions")
    two = provision("art_2", heading="Duty of the keeper", text=second)
    three = provision("art_3", heading="Other acts", text=CITING)
    recital = provision("rct_1", text="Without records nobody can tell what was done.")
    preamble = provision("pbl_1", recital, text="THE MAKERS OF TESTS,")
    annex = provision("anx_I", *leaves("anx_I", "pnt_1", "pnt_2"), heading="Forms")
    note = provision("fnt_1", text="Made up for tests.")
    return act(preamble, provision("cpt_I", one, heading="General"), provision("cpt_II", two, three), annex, _marked(note))


def _marked(note: Provision) -> Provision:
    return replace(note, marks=(NoteMark(field=Field.TEXT, at=0, note=own("fnt_99")),))


def cited(wording: str, target: ProvisionId | ActId | Unresolved) -> Reference:
    """A reference in Article 3."""
    start = CITING.index(wording)
    span = Span(start=start, end=start + len(wording))
    return Reference(source=own("art_3"), span=span, wording=wording, relation=Relation.REFERS_TO, target=target)


def small_findings() -> Findings:
    """One of each finding in the small act: references in and out of it, one without a target, terms, a topic, recital support."""
    return Findings(
        references=(
            Reference(
                source=own("art_1/par_2"), span=Span(start=0, end=9), wording="Article 2", relation=Relation.REFERS_TO, target=own("art_2")
            ),
            cited("Regulation (EU) 2016/679", OTHER),
            cited("its Article 5", ProvisionId(f"{OTHER}/art_5")),
            cited("the Charter of Keepers", Unresolved(reason="not in the library")),
        ),
        terms=((TERM, Definition(term="log book", variants=(), provision=own("art_1/par_1/pnt_a"), span=Span(start=1, end=9))),),
        term_uses=(TermUse(node=TERM, provision=own("art_2"), span=Span(start=26, end=34), form="log book"),),
        topic_uses=(TopicUse(topic="topic:records", provision=own("rct_1"), span=Span(start=8, end=15), form="records"),),
        supports=(
            RecitalSupport(
                recital=own("rct_1"),
                provision=own("art_2"),
                score=0.1 + 0.2,
                reasons=(
                    Reason(kind="shared wording", evidence="“records” · été", weight=1 / 3),
                    Reason(kind="order", evidence="first", weight=0.5),
                ),
            ),
        ),
    )


def printed(read: Act, format: str = "xhtml", lead: str = "") -> tuple[Act, str]:
    """The act as a source of that format has it, and its page: `lead`, then every field on a line, with its place and origin."""
    lines, at, found = [lead], len(lead) + 1, dict[str, list[Origin]]()
    for one in walk(read.provisions):
        for field in Field:
            words = one.words(field)
            if words:
                found.setdefault(one.id, []).append(Origin(field=field, at=0, length=len(words), start=at))
                lines.append(words)
                at += len(words) + 1
    page = "\n".join(lines)
    info = SourceInfo(file=f"test.{format}", format=format, sha256=hashlib.sha256(page.encode()).hexdigest())
    return replace(read, provisions=_placed(read.provisions, found, info.file), source=info), page


def _placed(provisions: Iterable[Provision], found: dict[str, list[Origin]], file: str) -> tuple[Provision, ...]:
    out = []
    for one in provisions:
        origins = tuple(found.get(one.id, ()))
        start, end = (origins[0].start, origins[-1].start + origins[-1].length) if origins else (0, 0)
        place = Place(source=file, start=start, end=end)
        out.append(replace(one, place=place, origins=origins, children=_placed(one.children, found, file)))
    return tuple(out)


def addition(read: Act | None = None, format: str = "xhtml", *, lead: str = "", findings: Findings | None = None) -> Addition:
    """All that adding an act from a source of that format takes; `lead` makes it another file."""
    placed, page = printed(read or small_act(), format, lead)
    found = small_findings() if findings is None else findings
    surfaces = {**topic_forms(TOPICS), **surface_forms(placed.celex, tuple(definition for _, definition in found.terms))}
    return Addition(
        act=placed, findings=found, topics=TOPICS, pages=(page,), certificate={"verdict": "complete"}, surfaces=surfaces, stems=stems_of
    )


def other_addition(celex: str = OTHER, lead: str = "") -> Addition:
    """A further act, of one article."""
    return addition(act(provision("art_5", text="Keepers may rest.", celex=celex), celex=celex), lead=lead, findings=Findings())


@cache
def sample_addition(name: str = "act.xhtml") -> Addition:
    """The sample act read whole, with all that is found in it."""
    found = extract(sample_path(name))
    terms = tuple(definition for _, definition in found.findings.terms)
    return Addition(
        act=found.act, findings=found.findings, topics=found.topics, pages=found.source.pages, certificate={}, stems=stems_of,
        surfaces={**topic_forms(found.topics), **surface_forms(found.act.celex, terms)},
    )  # fmt: skip


def stored(path: Path, *additions: Addition) -> tuple[TextRow, ...]:
    """Add to the library at a path; its texts."""
    with Library(path) as library:
        for one in additions:
            add(library, one)
        return library.texts()


TABLES = ("meta", "text", "source", "page", "provision", "place", "node", "surface", "edge", "unresolved")


def outdate(path: Path) -> None:
    """Make the texts of a library those of a version that did not look for all that this one does."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE text SET generation = 0")
        connection.commit()


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a library, and of its full-text indexes."""
    with closing(sqlite3.connect(path)) as connection:
        rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
        for table in ("passage", "article"):
            rows[table] = connection.execute(f"SELECT rowid, * FROM {table}").fetchall()
    return {table: sorted(found, key=repr) for table, found in rows.items()}
