"""Asking again: the engine is deterministic, so an answer must be what its own question gives, over the acts that it speaks of.

Those acts may be all of the library, the one that was asked for, those that the question names, or all that the library had before it
grew; each is tried, and an answer that comes back the same in any of these ways is the engine's own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from kg.adding import remove
from kg.errors import LawError
from kg.library import Library
from query.answer import ActShown, Answer, as_json
from query.ask import Engine, Options
from query.faults import Fault

Json = dict[str, Any]
_FIELDS = (
    "provision", "citation", "eli", "binding", "applies_from", "wording_since", "applies", "until", "ends", "sets", "role", "score",
)  # fmt: skip


def reask(answer: Answer, library: Library) -> tuple[Fault, ...]:
    """How an answer differs from the same question put again; empty when it does not. Its acts must be in the library."""
    fewest: tuple[Fault, ...] = ()
    for again in _again(answer, library):
        found = again if isinstance(again, tuple) else tuple(_differences(as_json(answer), as_json(again)))
        if not found:
            return ()
        if not fewest or len(found) < len(fewest):
            fewest = found
    return fewest


def _again(answer: Answer, library: Library) -> Iterator[Answer | tuple[Fault, ...]]:
    """The answers that the question has, in the library as it is and was: put to all of it, and to the one act that is listed."""
    yield from _both(answer, library)
    if len(answer.acts) < len(library.texts()):
        for earlier in _earlier(library, answer.acts):
            yield from _both(answer, earlier)


def _both(answer: Answer, library: Library) -> Iterator[Answer | tuple[Fault, ...]]:
    engine = Engine(library)
    yield _asked(answer, engine)
    if len({act.celex for act in answer.acts}) == 1 < len(library.texts()):
        yield _asked(answer, engine, act=answer.acts[0].celex)


def _asked(answer: Answer, engine: Engine, act: str | None = None) -> Answer | tuple[Fault, ...]:
    """The question put again, or what keeps it from being put."""
    language = answer.acts[0].language if answer.acts else "en"
    limit = max(len(answer.provisions), len(answer.recitals), 1)
    try:
        return engine.ask(answer.question, Options(act=act, as_of=answer.as_of, language=language, limit=limit))
    except LawError as error:
        return (Fault(where="question", what=f"cannot be asked again: {error}"),)


def _earlier(library: Library, acts: Sequence[ActShown]) -> Iterator[Library]:
    """The library before each of its texts was added, newest first, while it still has the acts; then these acts alone.

    How rare a word is depends on all that a library has, so texts are taken out of a copy; leaving them aside is not enough.
    """
    kept = {(act.celex, act.version, act.language) for act in acts}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "library.sqlite"
        library.rows("VACUUM INTO ?", (str(copy),))
        with Library(copy) as earlier:
            earlier.embedder = library.embedder
            newest_first = sorted(earlier.texts(), key=lambda text: -text.row)
            others = [text for text in newest_first if (text.celex, text.version, text.language) not in kept]
            later = list(takewhile(lambda text: text in others, newest_first))
            for text in others:
                remove(earlier, text)
                if text in later or text is others[-1]:
                    yield earlier


# ── what differs ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _differences(here: Json, there: Json) -> Iterator[Fault]:
    for key in ("status", "reason", "detail"):
        if here.get(key) != there.get(key):
            yield Fault(where=key, what=f"asked again, it is {there.get(key)}, not {here.get(key)}")
    if here["acts"] != there["acts"]:
        yield Fault(where="acts", what=f"asked again, they are {_names(there)}, not {_names(here)}")
    yield from _statements(here["statements"], there["statements"])
    for name in ("provisions", "recitals"):
        yield from _ranking(name, here[name], there[name])


def _names(answer: Json) -> str:
    return ", ".join(f"{act['celex']} {act['version']} {act['language']}" for act in answer["acts"]) or "none"


def _statements(here: Sequence[Json], there: Sequence[Json]) -> Iterator[Fault]:
    if len(here) != len(there):
        yield Fault(where="statements", what=f"asked again, there are {len(there)}, not {len(here)}")
        return
    for number, (one, other) in enumerate(zip(here, there, strict=True), 1):
        for what in _statement(one, other):
            yield Fault(where=f"statement {number}", what=f"asked again, it has {what}")


def _statement(here: Json, there: Json) -> Iterator[str]:
    for key in _FIELDS:
        if here[key] != there[key]:
            yield f"{key} {there[key]}, not {here[key]}"
    if [_words(quote) for quote in here["quotes"]] != [_words(quote) for quote in there["quotes"]]:
        yield "other quotations"
    if here["walk"] != there["walk"]:
        yield "another walk"


def _words(quote: Json) -> Json:
    """A quotation without its place: a text may have come by further sources since, and each of its places proves it."""
    return {key: value for key, value in quote.items() if key != "place"}


def _ranking(name: str, here: Sequence[Json], there: Sequence[Json]) -> Iterator[Fault]:
    if len(here) != len(there):
        yield Fault(where=name, what=f"asked again, there are {len(there)}, not {len(here)}")
    for number, (one, other) in enumerate(zip(here, there, strict=False), 1):
        if one != other:
            yield Fault(where=name, what=f"asked again, number {number} is {_scored(other)}, not {_scored(one)}")
            return


def _scored(one: Json) -> str:
    return f"{one['id']} with {one['score']}"
