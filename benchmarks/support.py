"""Recital support fitted and measured on tables made by people (`support_gold.py`).

    python benchmarks/support.py fit CORPUS GOLD        prints the weights (extract/support_weights.toml)
    python benchmarks/support.py score CORPUS GOLD      precision, recall and F1 of links, with the weights of the package and with others
    python benchmarks/support.py draw CORPUS            prints the recitals that readers judge, an act and a recital a line

`fit` and `score` need SciPy. A pair that a table does not have is counted as wrong here, though it is only unknown.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.support_fit import LEFT_OUT, fit, fit_parts  # noqa: E402
from benchmarks.support_gold import (  # noqa: E402
    AI_ACT,
    GDPR,
    READ,
    READERS,
    Corpus,
    Pairs,
    Read,
    at_top,
    draw,
    drawn,
    judged,
    parts_taught,
    table,
    taught,
    top,
)
from extract.support import find_support  # noqa: E402
from extract.support_weights import Parts, Weights, fitted  # noqa: E402
from kg.ids import act_of, path_of  # noqa: E402

FOLDS: Final = 6
"""Folds of a cross-validation: stretches of recitals one after another, so that neighbours are not learned from."""


def main() -> None:
    """Do what the first word of the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fit", "score", "draw"))
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", type=Path, nargs="?")
    given = parser.parse_args()
    corpus = Corpus(given.corpus)
    if given.what == "draw":
        print(*(f"{celex} {recital}" for celex, recital in draw(corpus.act(celex) for celex in READ)), sep="\n")
        return
    if given.gold is None:
        parser.error(f"{given.what} needs GOLD, the folder of the tables")
    parts = fit_parts([one for celex in READ for one in parts_taught(corpus.read(celex))])
    if given.what == "fit":
        print(as_toml(fit([taught(corpus.read(celex), table(given.gold, celex)) for celex in (GDPR, AI_ACT)], parts)), end="")
    else:
        _score(corpus, given.gold, parts)


# ── writing weights ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_toml(weights: Weights) -> str:
    """Weights as the file of the package has them."""
    lines = ["# What each reason for recital support weighs, made by: python benchmarks/support.py fit ../shared/corpus ../shared/gold"]
    for name, chain in (("recitals", weights.recitals), ("articles", weights.articles)):
        lines += ["", f"[{name}.likeness]", *_pairs(chain.likeness), "", f"[{name}.moves]", *_pairs(asdict(chain.moves))]
    lines += ["", "[links]", *_pairs({"base": weights.base, "threshold": weights.threshold})]
    lines += ["", "[links.reasons]", *_pairs(weights.reasons), "", "[parts]", *_pairs(asdict(weights.parts))]
    return "\n".join(lines) + "\n"


def _pairs(figures: Any) -> list[str]:
    return [f"{name if name.replace('_', '').isalnum() else repr(name)} = {value:.4f}" for name, value in figures.items()]


# ── measuring ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def links(read: Read, weights: Weights, score: float = 0.0) -> Pairs:
    """Pairs of a recital and a provision that it is found to support."""
    found = find_support(read.act, read.findings, weights)
    own = (link for link in found if link.score >= score and act_of(link.provision) == read.act.celex)
    return frozenset((path_of(link.recital), path_of(link.provision)) for link in own)


def told(name: str, found: Pairs, gold: Pairs) -> str:
    """Precision, recall and F1 in a line."""
    right = len(found & gold)
    precision, recall = right / max(len(found), 1), right / max(len(gold), 1)
    return f"{name:64} {len(found):5} found {len(gold):5} gold   P {precision:.3f}  R {recall:.3f}  F1 {f1(found, gold):.3f}"


def f1(found: AbstractSet[object], gold: AbstractSet[object]) -> float:
    """The harmonic mean of precision and recall: 0 to 1."""
    return 2 * len(found & gold) / max(len(found) + len(gold), 1)


def _score(corpus: Corpus, gold: Path, parts: Parts) -> None:
    gdpr, ai_act = corpus.read(GDPR), corpus.read(AI_ACT)
    tables = {celex: at_top(table(gold, celex)) for celex in (GDPR, AI_ACT)}
    for celex, read in ((GDPR, gdpr), (AI_ACT, ai_act)):
        words = read.measures.of["words"]
        best = ((row, int(words[row].argmax())) for row in range(len(words)))
        sides = read.measures.sides
        alone = frozenset((path_of(sides.recitals[row].id), path_of(sides.articles[column].id)) for row, column in best)
        print(told(f"{celex}: the article whose words are likest, alone", alone, tables[celex]))
    for without in ("", *LEFT_OUT):
        label = f" without {without}" if without else ""
        weights = fit([taught(gdpr, tables[GDPR])], parts, without)
        _both(f"{AI_ACT}, weights of {GDPR} alone{label}", at_top(links(ai_act, weights)), tables[AI_ACT])
        for celexes in ((GDPR,), (GDPR, AI_ACT)):
            found = _crossed([corpus.read(celex) for celex in celexes], tables, parts, without)
            for celex in celexes:
                _both(f"{celex}, cross-validated on {' and '.join(celexes)}{label}", found[celex], tables[celex])
    for celex, read in ((GDPR, gdpr), (AI_ACT, ai_act)):
        _both(f"{celex}, weights of the package (fitted on it)", at_top(links(read, fitted())), tables[celex])
    _by_readers(corpus)
    _parts(corpus, gold)


def _both(name: str, found: Pairs, gold: Pairs) -> None:
    """With annexes, and of articles alone, where there are annexes."""
    print(told(name, found, gold), flush=True)
    alone = [frozenset(pair for pair in pairs if pair[1].startswith("art_")) for pairs in (found, gold)]
    if alone != [found, gold]:
        print(told("    articles alone", *alone))
        spoken = {recital for recital, _ in gold}
        print(told("    articles alone, of recitals that the table speaks of", _of(alone[0], spoken), alone[1]))


def _of(pairs: Pairs, recitals: set[str]) -> Pairs:
    return frozenset(pair for pair in pairs if pair[0] in recitals)


def _crossed(reads: Sequence[Read], tables: dict[Any, Pairs], parts: Parts, without: str) -> dict[str, Pairs]:
    """Links of each fold of recitals, by weights fitted on the others."""
    out: dict[str, set[tuple[str, str]]] = {read.act.celex: set() for read in reads}
    for number in range(FOLDS):
        held = {read.act.celex: fold(len(read.measures.sides.recitals), number) for read in reads}
        weights = fit([taught(read, tables[read.act.celex], ~held[read.act.celex]) for read in reads], parts, without)
        for read in reads:
            rows = np.flatnonzero(held[read.act.celex])
            names = {path_of(read.measures.sides.recitals[row].id) for row in rows}
            out[read.act.celex] |= {pair for pair in at_top(links(read, weights)) if pair[0] in names}
    return {celex: frozenset(pairs) for celex, pairs in out.items()}


def fold(rows: int, number: int) -> np.ndarray:
    """The recitals that one fold holds back: a stretch of them."""
    edges = np.linspace(0, rows, FOLDS + 1).astype(int)
    held = np.zeros(rows, dtype=bool)
    held[edges[number] : edges[number + 1]] = True
    return held


def _by_readers(corpus: Corpus) -> None:
    """Against the two readers, act by act, and the readers against each other."""
    for field, level in (("articles", at_top), ("parts", frozenset)):
        print(f"\nRecitals drawn from five acts, {field}, weights of the package:")
        everything: list[list[tuple[str, Pairs]]] = [[], [], []]
        for celex in READ:
            found = links(corpus.read(celex), fitted())
            kept = level(found) if field == "articles" else narrowest(found)
            kept = frozenset(pair for pair in kept if pair[0] in drawn(celex))
            given = [judged(celex, reader, field) for reader in READERS]
            for reader, pairs in zip(READERS, given, strict=True):
                print(told(f"{celex}, {reader} reader", kept, pairs))
            for listed, pairs in zip(everything, (kept, *given), strict=True):
                listed.append((celex, pairs))
        ours, first, second = (frozenset((celex, *pair) for celex, pairs in listed for pair in pairs) for listed in everything)
        for name, one, other in (("first reader", ours, first), ("second reader", ours, second), ("readers of each other", second, first)):
            print(told(f"all five, {name}", one, other))  # type: ignore[arg-type]


def narrowest(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """The narrowest of each recital's links: an article counts only where none of its parts is named."""
    given = frozenset(pair for pair in pairs if pair[1].startswith(("art_", "anx_")))
    holding = {(recital, above) for recital, path in given for above in _above(path)}
    return given - holding


def _above(path: str) -> Iterator[str]:
    steps = path.split("/")
    return ("/".join(steps[:count]) for count in range(1, len(steps)))


def _parts(corpus: Corpus, gold: Path) -> None:
    """Against the paragraphs and points of the GDPR's table, which mostly gives all parts of an article the same recitals."""
    print()
    pairs = table(gold, GDPR)
    read = corpus.read(GDPR)
    found = links(read, fitted())
    listed = sorted({path for _, path in pairs})
    inherited = frozenset((recital, path) for recital, article in at_top(found) for path in listed if top(path) == article)
    print(told(f"{GDPR}, paragraphs and points, each with its article's recitals", inherited, pairs))
    telling = telling_in(pairs)
    narrow = frozenset((recital, path) for recital, path in narrowest(found) if top(path) in telling)
    own = frozenset((recital, path) for recital, path in inherited if top(path) in telling)
    few = frozenset(pair for pair in pairs if top(pair[1]) in telling)
    print(told(f"  of the {len(telling)} articles whose parts differ, each with its article's", own, few))
    print(told("  the same, the narrowest parts named", narrow, few))


def telling_in(pairs: Pairs) -> set[str]:
    """Articles of which the table gives some part other recitals than another."""
    by_part: dict[str, set[str]] = {}
    for recital, path in pairs:
        by_part.setdefault(path, set()).add(recital)
    articles: dict[str, list[set[str]]] = {}
    for path, recitals in by_part.items():
        articles.setdefault(top(path), []).append(recitals)
    return {article for article, each in articles.items() if any(one != each[0] for one in each)}


if __name__ == "__main__":
    main()
