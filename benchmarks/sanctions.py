"""The penalties read from the acts of a corpus, as a table: `python benchmarks/sanctions.py CORPUS [CELEX/FILE …]`.

`told` gives the facts of one act as tests/acts/sanctions.jsonl has them: ids, figures, and which of a few words a share is of.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from extract.actors import Actors
from extract.definitions import find_definitions
from extract.reading import read_act
from extract.resolve import resolve
from extract.sanctions import find_sanctions
from extract.source import read_source
from extract.terms import term_nodes
from kg.model import Act
from kg.rules import Sanction

FILES: Final = (
    "32024R1689/en.xhtml", "02024R1689-20260727/en.fmx.xml", "32016R0679/en.xhtml", "32022R2065/en.xhtml", "32022R1925/en.xhtml",
    "32022R2554/en.xhtml", "32023R1114/en.xhtml", "32022L2555/en.xhtml", "32024R2847/en.xhtml", "32023R2854/en.xhtml",
    "32017R0745/en.html", "32022R0868/en.fmx.xml",
)  # fmt: skip
"""The acts whose penalties were checked against their texts."""

_BASIS: Final = re.compile(r"\b(?:annual|average daily|daily|income|losses|profits|turnover|worldwide)\b")


def sanctions_of(file: Path) -> tuple[Act, tuple[Sanction, ...]]:
    """An act and the penalties read from it."""
    act = read_act(read_source(file))
    references = resolve(act)
    definitions = find_definitions(act, references)
    actors = Actors(act, zip(term_nodes(act.celex, definitions), definitions, strict=True))
    return act, find_sanctions(act, references, actors)


def told(name: str, sanctions: tuple[Sanction, ...]) -> Iterator[dict[str, Any]]:
    """The facts of each penalty: what sets it, its figures, what it is for, and by whose actors."""
    for _, group in groupby(sanctions, key=lambda one: (one.provision, one.span, one.amount, one.percentage)):
        rules = tuple(group)
        first = rules[0]
        yield {
            "file": name,
            "provision": first.provision,
            "penalty": first.penalty.value,
            "amount": first.amount,
            "currency": first.currency,
            "percentage": first.percentage,
            "basis": sorted(set(_BASIS.findall(first.basis))),
            "which": first.which.value if first.which else "",
            "measured_by": list(first.measured_by),
            "for": sorted({str(rule.target) for rule in rules}),
            "excepted": sorted({own for rule in rules for own in rule.excepted}),
            "payer": sorted({node for rule in rules for node in rule.payer}),
            "authority": sorted({node for rule in rules for node in rule.authority}),
        }


def _line(fact: dict[str, Any]) -> str:
    amount = f"{fact['currency']} {fact['amount']:,}" if fact["amount"] is not None else ""
    share = f"{fact['percentage']} % of {', '.join(fact['basis'])}" if fact["percentage"] else ""
    figures = "; ".join(filter(None, (fact["penalty"], amount, share, fact["which"], *(f"as {own}" for own in fact["measured_by"]))))
    apart = f" but not {', '.join(fact['excepted'])}" if fact["excepted"] else ""
    persons = f"paid by {', '.join(fact['payer']) or '?'}, imposed by {', '.join(fact['authority']) or '?'}"
    return f"{fact['provision']}: {figures}\n    for {', '.join(fact['for'])}{apart}\n    {persons}"


def main(corpus: Path, names: tuple[str, ...]) -> None:
    for name in names:
        act, sanctions = sanctions_of(corpus / name)
        print(f"# {name}: {act.title[:80]}; {len(sanctions)} provisions sanctioned")
        for fact in told(name, sanctions):
            print(_line(fact))


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or FILES)
