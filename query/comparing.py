"""The engine and the baselines over one question set, side by side in one run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from kg.errors import UnknownProvision
from kg.findings import Relation
from kg.library import Library, TextRow
from query.ask import Engine, Options
from query.baselines import Bm25
from query.chunks import SIZE, Chunks, shown
from query.evaluate import DEPTH, OJ, Case, measure, read_gold, run
from query.relations import named
from query.shelf import named_act

CHUNKS: Final = f"chunks of {SIZE} characters by vectors"
"""The baseline that needs a model; left out of a library without vectors."""
_MEASURES = ("hit@1", "hit@5", "hit@10", "mrr", "recall@5", "recall@10")


def compared(library: Library, gold: Path, act: str | None, without: str, *, baselines: bool) -> list[dict[str, Any]]:
    """Measures of the engine, then of each baseline; `engine` names whose they are. Raises UnknownProvision when acts are missing."""
    left_out = named([without])
    texts = tuple(text for text in library.texts() if text.version == "oj" and text.language == "en")
    cases = read_gold(gold, named_act(act, texts) if act else texts[0].celex if len(texts) == 1 else None)
    missing = sorted({case.act for case in cases if case.act} - {text.celex for text in texts})
    if missing or not texts:
        raise UnknownProvision(f"the library lacks {', '.join(missing) or 'any act'}", hint="Add it first: whereas add FILE.")
    engine = Engine(library)
    asked = run(cases, lambda case: engine.ask(case.question, options_of(case, left_out)))
    shelf = engine.shelf(Options(act=act, published=True))
    found = [{"engine": f"whereas{' without ' + without if without else ''}", **measure(gold.name, asked), "acts": _acts(shelf.texts)}]
    for level in ("articles", "paragraphs") if baselines else ():
        asked = run(cases, Bm25(library, texts, level, DEPTH).ask)
        found.append({"engine": f"BM25 over {level}", **measure(gold.name, asked), "acts": _acts(texts)})
    if baselines and library.embedder is not None:
        plain = library.within(library.texts())
        plain.embedder = None
        wordly = Engine(plain)
        asked = run(cases, lambda case: wordly.ask(case.question, options_of(case, left_out)))
        found.append({"engine": f"{found[0]['engine']}, words alone", **measure(gold.name, asked), "acts": found[0]["acts"]})
        wanted = [text for text in texts if any(case.act in (None, text.celex) for case in cases)]
        asked = run(cases, Chunks(library, wanted, library.embedder, DEPTH).ask, shown)
        found.append({"engine": CHUNKS, **measure(gold.name, asked), "acts": _acts(wanted)})
    return found


def options_of(case: Case, without: frozenset[Relation] = frozenset()) -> Options:
    """How to ask a case: in its act and version, with rankings deep enough to measure."""
    published = case.version == OJ
    return Options(act=case.act, as_of="" if published else case.version, published=published, limit=DEPTH, without=without)


def _acts(texts: Sequence[TextRow]) -> list[dict[str, str]]:
    """The texts that an engine was asked, by act and version."""
    return [{"celex": text.celex, "version": text.version} for text in texts]


def rows_of(found: Sequence[dict[str, Any]]) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """The measures as the columns and rows of a table."""
    columns = ("engine", "group", "level", *_MEASURES, "p50 ms")
    rows: list[tuple[object, ...]] = []
    for one in found:
        for group in ("provisions", "recitals"):
            for level in ("article", "exact"):
                values = one[group][level]
                if values:
                    rows.append((one["engine"], group, level, *(values[name] for name in _MEASURES), one["time_ms"]["p50"]))
        if one["statements"]["precision"] is not None:
            rows.append((one["engine"], "statements shown", "precision", one["statements"]["precision"], *[""] * len(_MEASURES)))
    return columns, rows
