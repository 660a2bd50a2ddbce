"""A pack of uses of defined terms, drawn with a seed, for a reader to judge.

    python benchmarks/term_sample.py ../shared/corpus SEED --out FILE [--size 100]

Draws from all English texts as published, each act by its best source, and each use as likely as any other. For each use the pack gives
the act, the provision, its sentence with the use marked »thus«, the term and the words that define it. It holds legal text, so FILE must
be outside the repository.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.definitions import find_definitions  # noqa: E402
from extract.phrases import PhraseText  # noqa: E402
from extract.reading import read_act  # noqa: E402
from extract.resolve import resolve  # noqa: E402
from extract.sentences import sentence_spans  # noqa: E402
from extract.source import read_source  # noqa: E402
from extract.terms import find_term_uses, term_nodes  # noqa: E402
from kg.findings import Definition, TermUse  # noqa: E402
from kg.ids import binds, path_of  # noqa: E402
from kg.model import Act, Provision, walk  # noqa: E402

NAMES: Final = ("en.fmx", "en.fmx.xml", "en.xhtml", "en.html", "en.akn.xml", "en.pdf", "en.txt")
"""The sources of an act, the best first."""


def english_sources(corpus: Path) -> Iterator[Path]:
    """The best English source of each act as published."""
    for folder in sorted(corpus.iterdir()):
        if folder.is_dir() and folder.name.startswith("3") and "(" not in folder.name:
            found = [folder / name for name in NAMES if (folder / name).exists()]
            yield from found[:1]


def uses_of(act: Act) -> tuple[tuple[TermUse, ...], dict[str, Definition]]:
    """The uses of an act's terms, and the definition of each node that comes first, of those that bind if any does."""
    definitions = find_definitions(act, resolve(act))
    nodes: dict[str, Definition] = {}
    found = zip(term_nodes(act.celex, definitions), definitions, strict=True)
    for node, definition in sorted(found, key=lambda pair: not binds(pair[1].provision)):
        nodes.setdefault(node, definition)
    return find_term_uses(PhraseText(act), act, definitions), nodes


def main() -> None:
    """Draw and write the pack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", type=int, default=100)
    given = parser.parse_args()
    if given.out.resolve().is_relative_to(ROOT):
        parser.error("the pack holds legal text and may not stand in the repository")
    entries, total = [], 0
    for source in english_sources(given.corpus):
        act = read_act(read_source(source))
        uses, nodes = uses_of(act)
        provisions = {one.id: one for one in walk(act.provisions)}
        entries += [(use, nodes[use.node], provisions) for use in uses]
        total += len(uses)
        print(f"{act.celex} {len(nodes)} terms, {len(uses)} uses")
    drawn = sorted(random.Random(given.seed).sample(range(total), min(given.size, total)))
    given.out.write_text("\n".join(_entry(number, *entries[at]) for number, at in enumerate(drawn, 1)), encoding="utf-8")
    print(f"{len(drawn)} of {total} uses in {given.out}")


def _entry(number: int, use: TermUse, definition: Definition, provisions: dict[str, Provision]) -> str:
    """One use as the reader sees it."""
    text = provisions[use.provision].words(use.span.field)
    start, end = next((one for one in sentence_spans(text) if one[0] <= use.span.start < one[1]), (0, len(text)))
    marked = f"{text[start : use.span.start]}»{text[use.span.start : use.span.end]}«{text[use.span.end : end]}"
    meaning = provisions[definition.provision].words(definition.span.field)
    held = ", ".join(path_of(one) for one in definition.scope) or "the act"
    return (
        f"{number}. {use.provision} ({use.span.field})\n   {' '.join(marked.split())}\n"
        f"   ‘{definition.term}’ [{definition.form}, for {held}{', from its place on' if definition.onward else ''}] "
        f"{path_of(definition.provision)}: {' '.join(meaning.split())[:600]}\n"
    )


if __name__ == "__main__":
    main()
