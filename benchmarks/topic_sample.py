"""A draw of topic tags for a reader: is the marked phrase, here, about the topic as its note describes it?

    python benchmarks/topic_sample.py FOLDER --seed 1 --number 100 --out FILE

Drawn are uses, evenly from all uses in the English acts of the folder as published. Each is printed with its act, its provision, the
sentence with the form between « and », the topic and its note. A pack holds legal text, so it is never written into the repository; the
reader, who should not be the one who wrote the labels, answers yes or no for each, and "no" where in doubt.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.topics import published, tagged  # noqa: E402
from extract.sentences import sentence_spans  # noqa: E402
from kg.findings import TopicUse  # noqa: E402
from kg.ids import path_of  # noqa: E402
from kg.model import Act, walk  # noqa: E402
from kg.rdf import read_topics  # noqa: E402
from kg.topics import Topic  # noqa: E402


def drawn(acts: list[tuple[Act, tuple[TopicUse, ...]]], number: int, seed: int) -> list[tuple[Act, TopicUse]]:
    """Uses drawn without bias, in the order of the acts."""
    every = [(act, use) for act, uses in acts for use in uses]
    return [every[at] for at in sorted(random.Random(seed).sample(range(len(every)), min(number, len(every))))]


def item(number: int, act: Act, use: TopicUse, topic: Topic) -> str:
    """One tag as the reader sees it."""
    words = next(one for one in walk(act.provisions) if one.id == use.provision).words(use.span.field)
    first, last = use.span.start, use.span.end
    start, end = next(((a, b) for a, b in sentence_spans(words) if a <= first < b), (0, len(words)))
    marked = f"{words[start:first]}«{words[first:last]}»{words[last : max(end, last)]}".strip()
    return f"{number}. {act.celex} {path_of(use.provision)} — {topic.label}: {topic.note}\n   {' '.join(marked.split())}"


def main() -> None:
    """Write a pack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    if given.out.resolve().is_relative_to(ROOT):
        raise SystemExit("a pack holds legal text: give a file outside the repository")
    topics = {f"topic:{topic.name}": topic for topic in read_topics()}
    acts = [(act, tagged(act, tuple(topics.values())).uses) for _, act in published(given.corpus)]
    chosen = drawn(acts, given.number, given.seed)
    items = [item(at, act, use, topics[use.topic]) for at, (act, use) in enumerate(chosen, 1)]
    given.out.write_text("\n".join(items) + "\n", encoding="utf-8")
    print(f"{len(chosen)} of {sum(len(uses) for _, uses in acts)} tags, in {given.out}")


if __name__ == "__main__":
    main()
