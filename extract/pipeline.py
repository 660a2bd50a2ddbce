"""From a file to everything it says: the flow of docs/architecture.md, each arrow a function, each stage to be printed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from extract.definitions import find_definitions
from extract.formex_parts import is_formex_folder
from extract.languages import LANGUAGES, Drafting
from extract.linking import link
from extract.reading import read_act
from extract.source import Source, read_source
from extract.words import stems_of
from kg.adding import Added, Addition, add, find_text, will_show
from kg.errors import StructureError
from kg.findings import Findings
from kg.library import Library
from kg.model import Act
from kg.rdf import read_topics
from kg.topics import Topic
from kg.vectors import Embedded, embedded

_LONGEST_SAID: Final = 300
"""Characters of the first thing found wrong that an error tells; `whereas check` tells all."""

Progress = Callable[[str], AbstractContextManager[None]]
"""Shows that a named stage is under way."""


def silent(_: str) -> AbstractContextManager[None]:
    """No progress."""
    return nullcontext()


@contextmanager
def _without_cycle_collection() -> Iterator[None]:
    """Reading an act makes some hundred thousand small values and no cycles; looking for cycles among them costs a fifth of the time.

    What is left after the first time (mostly modules) is frozen, so that the collector does not go through it once more when Python ends;
    after later ones it is not, lest cycles that a refused file left stay for good.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count() == 0:
            gc.freeze()
        if was_enabled:
            gc.enable()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A source, its act, and what was found in it."""

    source: Source
    act: Act
    findings: Findings
    topics: tuple[Topic, ...]


def extract(path: Path, progress: Progress = silent) -> Extracted:
    """Read a file and find all that is in it. Raises SourceError or StructureError."""
    with progress("reading"):
        source = read_source(path)
    with progress("finding structure"):
        act = read_act(source)
    with progress("finding references, terms and topics"):
        topics = read_topics()
        findings = find_all(act, topics)
    return Extracted(source=source, act=act, findings=findings, topics=topics)


def find_all(act: Act, topics: tuple[Topic, ...]) -> Findings:
    """References, definitions, uses of terms and topics, recital support, amendments, actors, duties, dates and penalties of an act."""
    from extract.actors import Actors
    from extract.amendments import find_amendments
    from extract.dates import find_dates
    from extract.duties import find_duties
    from extract.phrases import PhraseText
    from extract.resolve import resolve
    from extract.sanctions import find_sanctions
    from extract.support_amending import find_all_support
    from extract.terms import find_term_uses, term_nodes
    from extract.topics import find_topic_uses

    references = resolve(act)
    definitions = find_definitions(act, references)
    text = PhraseText(act)
    found = Findings(
        references=references,
        terms=tuple(zip(term_nodes(act.celex, definitions), definitions, strict=True)),
        term_uses=find_term_uses(text, act, definitions),
        topic_uses=find_topic_uses(text, act.language, topics),
        amendments=find_amendments(act),
        dates=find_dates(act, references),
    )
    actors = Actors(act, found.terms)
    duties, sanctions = find_duties(act, actors), find_sanctions(act, references, actors)
    named = actors.named(duties, sanctions)
    return replace(found, supports=find_all_support(act, found, topics), actors=named, duties=duties, sanctions=sanctions)


def add_file(library: Library, path: Path, *, allow_incomplete: bool = False, progress: Progress = silent) -> tuple[Act, Added]:
    """Read a file, certify the reading, and add it to the library in one transaction.

    Raises SourceError, StructureError (an incomplete reading, unless allowed) or StoreError; the library is unchanged then.
    """
    with _without_cycle_collection():
        return _add_file(library, path, allow_incomplete, progress)


def _add_file(library: Library, path: Path, allow_incomplete: bool, progress: Progress) -> tuple[Act, Added]:
    from extract.coverage import certify
    from extract.terms import surface_forms
    from extract.topics import topic_forms, topic_node

    found = extract(path, progress)
    with progress("checking that no word was lost"):
        pages = found.source.pages if found.source.parted else None
        certificate = certify(path, found.act, pages=pages, references=found.findings.references)
    if certificate.verdict != "complete" and not allow_incomplete:
        raise _incomplete(path, certificate.problems)
    used = {use.topic for use in found.findings.topic_uses}
    surfaces = {
        **topic_forms(topic for topic in found.topics if topic_node(topic.name) in used),
        **surface_forms(found.act.celex, tuple(definition for _, definition in found.findings.terms), found.act.language),
    }
    addition = Addition(
        act=found.act,
        findings=found.findings,
        topics=found.topics,
        pages=found.source.pages,
        certificate=certificate.as_json(),
        surfaces=surfaces,
        stems=partial(stems_of, language=found.act.language),
        vectors=_vectors(library, found.act, progress),
    )
    with progress("writing the library"):
        added = add(library, addition, partial(link, library))
    return found.act, added


def _incomplete(path: Path, problems: Sequence[object]) -> StructureError:
    """The error of a reading that lost words, with the first thing that is wrong."""
    said = str(problems[0]) if problems else "counts differ"
    first = said if len(said) <= _LONGEST_SAID else f"{said[:_LONGEST_SAID]}…"
    hint = f"See `whereas check {path.name}`; --allow-incomplete adds it anyway."
    return StructureError(f"the reading is incomplete: {first}", where=path.name, hint=hint)


def _vectors(library: Library, act: Act, progress: Progress) -> Embedded | None:
    """The vectors of an act whose text will be shown by a library that has vectors; made before the library is kept from other writers."""
    present = find_text(library, act.celex, act.version, act.language)
    again = present is not None and present.outdated
    if library.embedder is None or not (again or will_show(act, present)):
        return None
    with progress("making vectors"):
        return embedded(act, library.embedder)


_SUFFIXES: Final = (".pdf", ".html", ".xhtml", ".htm", ".xml", ".txt", ".zip")
_LOOKED_AT: Final = 1024 * 1024
"""Characters of a text in which words of an act are looked for."""


def files_of(path: Path) -> Iterator[Path]:
    """The file itself, the folder itself where its files are the parts of one act, or the files of a folder that can be acts, by name."""
    if not path.is_dir() or is_formex_folder(path):
        yield path
        return
    for inner in sorted(path.iterdir()):
        if inner.is_file() and not _why_no_act(inner):
            yield inner


def passed_over(path: Path) -> Iterator[tuple[Path, str]]:
    """What of a folder `files_of` leaves out, and why; what file managers hide is not spoken of."""
    if not path.is_dir() or is_formex_folder(path):
        return
    for inner in sorted(path.iterdir()):
        why = "a folder in the folder" if inner.is_dir() else _why_no_act(inner)
        if why and not inner.name.startswith("."):
            yield inner, why


def _why_no_act(file: Path) -> str:
    """Why a file is plainly no act of any format. What may be one, however badly damaged, is none of these."""
    suffix = file.suffix.lower()
    if suffix not in _SUFFIXES:
        return "no format that acts are read from"
    return "a text without the words of an act" if suffix == ".txt" and _is_other_text(file) else ""


def _is_other_text(file: Path) -> bool:
    """Whether a file is text without the title of an act, a heading of an article, or what opens or closes recitals, in any language."""
    try:
        with file.open(encoding="utf-8") as opened:
            text = opened.read(_LOOKED_AT)
    except (OSError, UnicodeDecodeError):  # reading it as an act says what is wrong with it
        return False
    if not text.strip() or "\0" in text:
        return False
    lines = [line.strip() for line in text.splitlines()]
    return not any(_is_of_an_act(line, words) for words in LANGUAGES.values() for line in lines)


def _is_of_an_act(line: str, words: Drafting) -> bool:
    title = words.act_number.match(line)
    return bool(title and title["kind"].isupper()) or any(shape.match(line) for shape in (words.article, words.whereas, words.adopted))
