"""Recital support in an amending act, measured on what people say its recitals explain in the act it amends.

    python benchmarks/support_amending.py ../shared/corpus ../shared/gold

Two tables: that of `recital_links_aiact_amendment_rtr.jsonl`, and that of two readers who read the act and saw no output
(`tests/acts/support_amending_first.jsonl`, `…_second.jsonl`). Articles and annexes of the amended acts; a pair that a table does not have
is counted as wrong, though it is only unknown. The tables are measured against each other too.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extract.pipeline import extract  # noqa: E402
from kg.ids import act_of, article_level, path_of  # noqa: E402

AMENDING: Final = "32026R1744"
AMENDED: Final = "32024R1689"

Pairs = frozenset[tuple[str, str]]
"""Pairs of a recital's path and an id."""


def found(corpus: Path) -> tuple[Pairs, Pairs]:
    """What the recitals are found to support: articles and annexes of other acts, and instructions of the act itself."""
    links = extract(corpus / AMENDING / "en.xhtml").findings.supports
    others = frozenset((path_of(link.recital), article_level(link.provision)) for link in links if act_of(link.provision) != AMENDING)
    own = frozenset((path_of(link.recital), path_of(link.provision)) for link in links if act_of(link.provision) == AMENDING)
    return others, own


def table(gold: Path) -> Pairs:
    """The outside table."""
    lines = (gold / "recital_links_aiact_amendment_rtr.jsonl").read_text("utf-8").splitlines()
    rows = map(json.loads, lines)
    return frozenset((path_of(recital), f"{row['act']}/{row['provision']}") for row in rows for recital in row["recitals"])


def judged(reader: str, field: str) -> Pairs:
    """What a reader named: `articles` of the amended acts, or `instructions` of the amending one."""
    lines = (ROOT / "tests" / "acts" / f"support_amending_{reader}.jsonl").read_text("utf-8").splitlines()
    return frozenset((row["recital"], own) for row in map(json.loads, lines) for own in row[field])


def told(name: str, pairs: Pairs, gold: Pairs) -> str:
    """Precision, recall and F1 in a line."""
    right = len(pairs & gold)
    shares = right / max(len(pairs), 1), right / max(len(gold), 1), 2 * right / max(len(pairs) + len(gold), 1)
    figures = "  ".join(f"{called} {share:.3f}" for called, share in zip(("P", "R", "F1"), shares, strict=True))
    return f"{name:54} {len(pairs):4} found {len(gold):4} gold   {figures}"


def _of(pairs: Pairs, act: str) -> Pairs:
    return frozenset(pair for pair in pairs if act_of(pair[1]) == act)


def main() -> None:
    """Print the table."""
    corpus, gold = map(Path, sys.argv[1:3])
    (others, own), outside = found(corpus), table(gold)
    ours, spoken = _of(others, AMENDED), {provision for _, provision in outside}
    print(told("links to the amended act, outside table", ours, outside))
    print(told("    of provisions that the table speaks of", frozenset(pair for pair in ours if pair[1] in spoken), outside))
    for reader in ("first", "second"):
        print(told(f"links to all amended acts, {reader} reader", others, judged(reader, "articles")))
        print(told(f"links to instructions, {reader} reader", own, judged(reader, "instructions")))
        print(told(f"the outside table, {reader} reader", outside, _of(judged(reader, "articles"), AMENDED)))
    print(told("one reader, the other", judged("first", "articles"), judged("second", "articles")))


if __name__ == "__main__":
    main()
