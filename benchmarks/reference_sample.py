"""The samples that references are measured on: provisions of five acts each, drawn once with a fixed seed.

    python benchmarks/reference_sample.py ../shared/corpus SAMPLE --out FOLDER

Writes, for the readers who judge the sample, what the provisions drawn say, and the outline of each act; both hold legal text, and are
for reading only. What the readers found is kept as facts in `tests/acts/references_SAMPLE.jsonl`: ids, characters and targets. The
first sample was drawn before the grammar was worked on, the second to be measured once, after it, and from other acts.

A unit is what a lawyer would call one provision: a recital, a citation, a footnote, a paragraph, an article without numbered paragraphs
(or, where it is a list of more than ten points, one of the points), a part of an annex. Each act has the same number of units, drawn evenly
from all of its units.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.reading import read_act  # noqa: E402
from extract.source import read_source  # noqa: E402
from kg.ids import path_of  # noqa: E402
from kg.model import Act, Field, Kind, Provision, walk  # noqa: E402

SOURCES: Final = {
    "first": ("32024R1689/en.xhtml", "32016R0679/en.xhtml", "32022R2554/en.xhtml", "32017R0745/en.html", "32022L2555/en.xhtml"),
    "second": ("32022R2065/en.xhtml", "32022R1925/en.xhtml", "32023R1114/en.xhtml", "32024R2847/en.xhtml", "32019L0790/en.fmx.xml"),
}
SEED: Final = 20261123
UNITS: Final = 40
"""Units drawn from each act."""
_LIST: Final = 10
_WHOLE: Final = frozenset({Kind.RECITAL, Kind.CITATION, Kind.FOOTNOTE, Kind.PARAGRAPH})
_OPEN: Final = frozenset({Kind.PREAMBLE, Kind.PART, Kind.TITLE, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ANNEX})


def units(provisions: tuple[Provision, ...]) -> Iterator[Provision]:
    """Every unit, in the order of the text."""
    for one in provisions:
        listing = one.kind is Kind.ARTICLE and (len(one.children) > _LIST or any(part.kind is Kind.PARAGRAPH for part in one.children))
        if one.kind in _OPEN or (listing and one.kind not in _WHOLE):
            yield from units(one.children)
        else:
            yield one


def drawn(act: Act) -> tuple[Provision, ...]:
    """The units of one act that the sample has, in the order of the text."""
    every = list(units(act.provisions))
    chosen = set(random.Random(f"{SEED} {act.celex}").sample(range(len(every)), UNITS))
    return tuple(unit for at, unit in enumerate(every) if at in chosen)


def fields(unit: Provision) -> Iterator[tuple[str, str, str]]:
    """The id, field and words of everything a unit says."""
    for one in walk((unit,)):
        for field in Field:
            if one.words(field):
                yield path_of(one.id), field.value, one.words(field)


def main() -> None:
    """Write the pack of each act, and the outline and text that its readers may look things up in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("sample", choices=SOURCES)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for source in SOURCES[given.sample]:
        act = read_act(read_source(given.corpus / source))
        pack = [{"unit": path_of(unit.id), "says": [list(said) for said in fields(unit)]} for unit in drawn(act)]
        (given.out / f"{act.celex}.pack.json").write_text(json.dumps(pack, indent=1, ensure_ascii=False), encoding="utf-8")
        whole = "\n".join(f"{path}\t{field}\t{words}" for one in act.provisions for path, field, words in fields(one))
        (given.out / f"{act.celex}.text.tsv").write_text(whole, encoding="utf-8")
        (given.out / f"{act.celex}.ids.txt").write_text("\n".join(path_of(one.id) for one in walk(act.provisions)), encoding="utf-8")
        print(act.celex, len(pack), "units,", sum(len(words.split()) for unit in pack for _, _, words in unit["says"]), "words")


if __name__ == "__main__":
    main()
