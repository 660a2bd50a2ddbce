"""lexref: references of EU law as anchors, one for each number or letter of a reference; it keeps in mind the acts named before.

Two anchors that touch are joined, as its own option does. An anchor that only names what a neighbour of it lies in ("Article 6" in "Article
6, point (a)") is left out, so that a reference does not count as several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from finder import Finder, Found, Text, run

NEAR = 40
"""Characters within which two anchors are taken to be of one reference."""
TREATIES = {"TFEU": "12016E", "TEU": "12016M", "CHAR": "12016P"}
CODES = {"ART": "art", "ANX": "anx", "CHP": "cpt", "SEC": "sct", "TIT": "tis", "PRT": "prt", "PAR": "prt", "SSC": "sbs", "PRE": "pbl"}


def load() -> Callable[[Sequence[Text]], list[list[Found]]]:
    """The act is given as the context of what is said of no document, as its own service does.

    Popular names of acts are left off, as its option says: with them it takes every naming of an agency for its founding act.
    """
    from lexref import Reflector

    def find(texts: Sequence[Text]) -> list[list[Found]]:
        out: list[list[Found]] = []
        for act, group in groupby(texts, key=lambda text: text["act"]):
            words = [text["words"] for text in group]
            reflector = Reflector("EN", "annotate", document_context=f"/eu/{act}", only_treaty_names=True, unclose=True)
            answers = {answer["text"]: answer["references"] for answer in reflector(words)}
            out.extend(_whole([_found(one, act) for one in answers[said]]) for said in words)
        return out

    return find


def _found(reference: dict, act: str) -> Found:  # type: ignore[type-arg]
    target = target_of(reference["href"], act)
    return reference["span"]["start"], reference["span"]["end"], () if target == "ANX" else (target,)


def target_of(href: str, act: str) -> str:
    """An address as a target: "https://lexparency.org/eu/32016R0679/ART_5/#1-c" is "32016R0679/art_5/1/c", "#1-c" is "./1/c"."""
    address, _, inner = href.partition("#")
    document, _, leaf = address.partition("/eu/")[2].strip("/").partition("/")
    parts = [leaf] if leaf and leaf != "TOC" else []
    parts += [part for part in inner.removeprefix("toc-").split("-") if part]
    steps = [_step(part) for part in parts]
    if not document:
        return "/".join(steps if steps and "_" in steps[0] else [".", *steps])
    celex = TREATIES.get(document) or re.sub(r"(?<=^3\d{4}[A-Z])\d+$", lambda number: number[0].zfill(4), document)
    return "/".join(steps) if celex == act and steps else "/".join([celex, *steps])


def _step(part: str) -> str:
    code, mark, label = part.partition("_")
    return f"{CODES.get(code, code.lower())}_{label}" if mark else re.sub(r"[^\w]", "", code)


def _whole(found: list[Found]) -> list[Found]:
    """The anchors without those that a near one lies in."""
    return [one for one in found if not any(_lies_in(other, one) for other in found)]


def _lies_in(other: Found, one: Found) -> bool:
    gap = max(other[0] - one[1], one[0] - other[1])
    return gap <= NEAR and bool(one[2] and other[2]) and other[2][0].startswith(f"{one[2][0]}/")


if __name__ == "__main__":
    run(Finder(distribution="lexref", load=load))
