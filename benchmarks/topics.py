"""How the topics cover the law: what share of provisions has one, which topics are used never, and which everywhere.

    python benchmarks/topics.py FOLDER

Read are the English acts of a folder as published, each from its best source. A provision counts if it has words of its own (a heading,
text, or words behind its list); footnotes do not. "Binding" is everything but recitals and the formulas that open an act.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.reference_corpus import english  # noqa: E402
from benchmarks.reference_show import percent, table  # noqa: E402
from extract.phrases import PhraseText  # noqa: E402
from extract.topics import find_topic_uses, topic_node  # noqa: E402
from kg.findings import TopicUse  # noqa: E402
from kg.ids import binds  # noqa: E402
from kg.model import Act, Field, Kind, walk  # noqa: E402
from kg.rdf import read_topics  # noqa: E402
from kg.topics import Topic  # noqa: E402

WIDE: Final = 0.15
"""The share of provisions above which a topic is too general to lead anywhere."""
LANGUAGES: Final = ("en", "fr", "da", "nl", "de")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """An act, its provisions that have words of their own, and the uses of topics in it."""

    act: Act
    worded: tuple[str, ...]
    uses: tuple[TopicUse, ...]

    def covered(self, *, binding: bool) -> tuple[int, int]:
        """How many binding provisions, or recitals, have a topic, and how many there are."""
        about = {use.provision for use in self.uses}
        wanted = [own for own in self.worded if (binds(own) if binding else "/rct_" in own)]
        return sum(own in about for own in wanted), len(wanted)


def published(folder: Path) -> Iterator[tuple[str, Act]]:
    """The best source of every English text as published."""
    yield from ((name, act) for name, act in english(folder) if act.version == "oj")


def tagged(act: Act, topics: Sequence[Topic]) -> Tagged:
    """Find the topics of an act."""
    worded = tuple(one.id for one in walk(act.provisions) if one.kind is not Kind.FOOTNOTE and any(one.words(part) for part in Field))
    return Tagged(act=act, worded=worded, uses=find_topic_uses(PhraseText(act), act.language, topics))


def scheme_lines(topics: Sequence[Topic]) -> Iterator[str]:
    """How many concepts the scheme has, and labels of each kind in each language."""
    yield f"{len(topics)} concepts"
    rows = []
    for language in LANGUAGES:
        counts = [sum(tag == language for topic in topics for tag, _ in said(topic)) for said in _KINDS]
        rows.append((language, counts[0], counts[1] - counts[0], counts[2]))
    yield from table(("language", "preferred", "alternative", "hidden"), rows)


_KINDS: Final = (lambda topic: topic.preferred, lambda topic: topic.forms, lambda topic: topic.asked)


def coverage_lines(acts: Sequence[Tagged]) -> Iterator[str]:
    """Provisions with a topic, act by act and over all."""
    rows: list[tuple[object, ...]] = []
    sums: Counter[str] = Counter()
    for one in acts:
        (binding, bindings), (recital, recitals) = one.covered(binding=True), one.covered(binding=False)
        sums.update(binding=binding, bindings=bindings, recital=recital, recitals=recitals)
        rows.append((one.act.celex, bindings, _share(binding, bindings), recitals, _share(recital, recitals)))
    both = _share(sums["binding"] + sums["recital"], sums["bindings"] + sums["recitals"])
    total = (
        "all",
        sums["bindings"],
        _share(sums["binding"], sums["bindings"]),
        sums["recitals"],
        _share(sums["recital"], sums["recitals"]),
    )
    yield from table(("act", "binding", "% with a topic", "recitals", "% with a topic"), [*rows, total])
    yield f"of all: {both} %"


def _share(part: int, whole: int) -> str:
    return percent(part / whole) if whole else "–"


def use_lines(acts: Sequence[Tagged], topics: Sequence[Topic]) -> Iterator[str]:
    """Topics that no act uses, the most used ones, and those that are too general."""
    where = Counter(topic for one in acts for topic, _ in {(use.topic, use.provision) for use in one.uses})
    total = sum(len(one.worded) for one in acts)
    never = [topic.name for topic in topics if topic_node(topic.name) not in where]
    wide = [name for name, count in where.items() if count > WIDE * total]
    yield f"{sum(len(one.uses) for one in acts)} uses"
    yield f"never used: {len(never)} ({', '.join(never) or 'none'})"
    yield f"in more than {WIDE:.0%} of the provisions: {', '.join(sorted(wide)) or 'none'}"
    yield from table(("most used", "provisions", "%"), [(name, count, _share(count, total)) for name, count in where.most_common(5)])


def main() -> None:
    """Print all of it."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    topics = read_topics()
    acts = [tagged(act, topics) for _, act in published(Path(sys.argv[1]))]
    for lines in (scheme_lines(topics), coverage_lines(acts), use_lines(acts, topics)):
        print(*lines, "", sep="\n")


if __name__ == "__main__":
    main()
