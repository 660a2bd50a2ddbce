"""Who must do what: what is read of modal verbs, measured against what independent readers say of them.

    python benchmarks/duties.py draw ../shared/corpus SAMPLE --out FILE
    python benchmarks/duties.py score ../shared/corpus SAMPLE

`draw` writes a pack of 150 sentences of three acts, as likely as any other, each with one of its modal verbs (shall, should, may) marked
»thus«, and what a reader needs to judge it; it holds legal text, so FILE must be outside the repository. The seed and the acts of a sample
are those of `SAMPLES`. `score` compares with the readers' judgements in `tests/acts/duties_SAMPLE.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.term_sample import NAMES  # noqa: E402
from extract.reading import read_act  # noqa: E402
from extract.sentences import sentence_spans  # noqa: E402
from extract.source import read_source  # noqa: E402
from kg.ids import ProvisionId  # noqa: E402
from kg.model import Act, Field, Kind, Provision, Span, walk  # noqa: E402

SAMPLES: Final = {
    "first": (20261123, ("32024R1689", "32016R0679", "32022L2555")),
    "second": (3211062, ("32022R2065", "32022R2554", "32024R2847")),
}
"""The seed of each sample, and its acts."""
EACH: Final = 50
_MODAL: Final = re.compile(r"\b(?:shall|should|may)\b", re.IGNORECASE)
_FIELDS: Final = (Field.TEXT, Field.WRAP_UP)


def acts_of(corpus: Path, sample: str) -> Iterator[Act]:
    """The acts of a sample as published, each by its best English source."""
    for celex in SAMPLES[sample][1]:
        yield read_act(read_source(next(corpus / celex / name for name in NAMES if (corpus / celex / name).exists())))


def sentences(act: Act) -> Iterator[tuple[Provision, Field, tuple[int, int]]]:
    """The sentences of an act that hold a modal verb; notes and text quoted into other acts are left out."""
    for one in walk(act.provisions):
        for field in _FIELDS if one.kind is not Kind.FOOTNOTE and one.quoted is None else ():
            for start, end in sentence_spans(one.words(field)):
                if _MODAL.search(one.words(field)[start:end]):
                    yield one, field, (start, end)


def drawn(act: Act, chance: random.Random) -> list[tuple[Provision, Span]]:
    """Sentences of an act, each by the place of one of its modal verbs, in the order of the text."""
    every = list(sentences(act))
    out = []
    for at in sorted(chance.sample(range(len(every)), EACH)):
        one, field, (start, end) = every[at]
        verb = chance.choice(list(_MODAL.finditer(one.words(field), start, end)))
        out.append((one, Span(field=field, start=verb.start(), end=verb.end())))
    return out


def draw(corpus: Path, sample: str, out: Path) -> None:
    """Write the pack of a sample."""
    chance = random.Random(SAMPLES[sample][0])
    entries: list[str] = []
    for act in acts_of(corpus, sample):
        holders = {part.id: one for one in walk(act.provisions) for part in one.children}
        for one, span in drawn(act, chance):
            entries.append(_entry(len(entries) + 1, one, span, holders))
    out.write_text("\n".join(entries), encoding="utf-8")
    print(f"{len(entries)} sentences in {out}")


def _entry(number: int, one: Provision, span: Span, holders: dict[ProvisionId, Provision]) -> str:
    """One sentence as the reader sees it: what leads to it, its provision's words with the verb marked, what follows below."""
    above: list[Provision] = []
    held = one
    while (holder := holders.get(held.id)) is not None:
        above.insert(0, holder)
        held = holder
    text = one.words(span.field)
    start, end = next(place for place in sentence_spans(text) if place[0] <= span.start < place[1])
    marked = f"{text[start : span.start]}»{text[span.start : span.end]}«{text[span.end : end]}"
    lead = " / ".join(" ".join(filter(None, (each.heading, each.text))) for each in above)
    below = " / ".join(part.text for part in one.children)
    key = {"provision": one.id, "field": span.field.value, "span": [span.start, span.end]}
    return "\n".join(
        (
            f"## {number} {json.dumps(key)}",
            f"led to by: {lead}",
            f"before it: {text[:start]}",
            f"SENTENCE: {marked}",
            f"below it: {below[:600]}",
            "",
        )
    )


def main() -> None:
    """Draw or score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("draw",))
    parser.add_argument("corpus", type=Path)
    parser.add_argument("sample", choices=tuple(SAMPLES))
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if given.out is None or given.out.resolve().is_relative_to(ROOT):
        parser.error("the pack holds legal text: name a FILE outside the repository with --out")
    draw(given.corpus, given.sample, given.out)


if __name__ == "__main__":
    main()
