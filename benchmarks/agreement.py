"""One act, any source: how far the readings of an act's sources agree, provision by provision.

    python benchmarks/agreement.py ../shared/corpus [CELEX …] [--show]

Sources are grouped by act and version. In each group the reference is the Formex reading, else XHTML, else HTML, of the same language;
another source of that language agrees in a provision when kind, label, heading, text and the words behind a list are equal, character by
character, and its parts have the same ids. Footnotes are compared apart, since formats are known to carry different ones. Other languages
are compared with the English reading by ids alone. `--show` prints the first differing words of each provision that differs.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.corpus import sources  # noqa: E402
from extract.reading import read_act  # noqa: E402
from extract.source import read_source  # noqa: E402
from kg.adding import RANKS  # noqa: E402
from kg.errors import LawError  # noqa: E402
from kg.model import Act, Provision, walk  # noqa: E402

Reading = tuple[str, Act]


def main() -> None:
    """Read everything that can be read, and print a line for each comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("celex", nargs="*")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for name, act in readings(given.folder, given.celex):
        groups[act.celex, act.version].append((name, act))
    for (celex, version), found in sorted(groups.items()):
        if len(found) > 1:
            print(f"\n## {celex} {version}")
            _compare_group(found, given.show)


def readings(folder: Path, wanted: Iterable[str]) -> Iterable[Reading]:
    """Every source that can be read, by its path; what is refused is left out."""
    names = tuple(wanted)
    for path in sources(folder):
        if names and not any(name in str(path) for name in names):
            continue
        try:
            yield str(path.relative_to(folder)), read_act(read_source(path))
        except LawError:
            continue


def _compare_group(found: list[Reading], show: bool) -> None:
    found.sort(key=lambda one: (one[1].language != "en", RANKS.index(one[1].source.format), one[0]))
    first: dict[str, Reading] = {}
    for name, act in found:
        reference = first.setdefault(act.language, (name, act))
        if reference[0] != name:
            _compare_texts(reference, (name, act), show)
        elif name != found[0][0]:
            _compare_ids(found[0], (name, act))


def _contents(act: Act, notes: bool) -> dict[str, Provision]:
    return {one.id: one for one in walk(act.provisions) if ("/fnt_" in one.id) is notes}


def _equal(one: Provision, two: Provision) -> bool:
    said = [(p.kind, p.label, p.heading, p.text, p.wrap_up, [part.id for part in p.children]) for p in (one, two)]
    return said[0] == said[1]


def _compare_texts(reference: Reading, other: Reading, show: bool) -> None:
    ours, theirs = _contents(reference[1], notes=False), _contents(other[1], notes=False)
    missing, extra = [one for one in ours if one not in theirs], [one for one in theirs if one not in ours]
    differing = [one for one in ours if one in theirs and not _equal(ours[one], theirs[one])]
    equal = len(ours) - len(missing) - len(differing)
    print(f"{other[0]} against {reference[0]}: {equal}/{len(ours)} provisions equal ({100 * equal / len(ours):.2f} %)", flush=True)
    for said, ids in (("missing", missing), ("extra", extra), ("different", differing)):
        if ids:
            print(f"  {said} {len(ids)}: {' '.join(ids[:12])}{' …' if len(ids) > 12 else ''}")
    print(f"  footnotes: {_notes(reference[1], other[1])}")
    for one in differing if show else ():
        print(f"    {one}: {_first_difference(ours[one], theirs[one])}")


def _notes(one: Act, two: Act) -> str:
    ours, theirs = _contents(one, notes=True), _contents(two, notes=True)
    equal = sum(name in theirs and theirs[name].text == note.text for name, note in ours.items())
    lacking, more = [name for name in ours if name not in theirs], [name for name in theirs if name not in ours]
    said = "".join(f"; {word} {' '.join(names[:10])}" for word, names in (("missing", lacking), ("extra", more)) if names)
    return f"{equal}/{len(ours)} equal{said}"


def _first_difference(one: Provision, two: Provision) -> str:
    for name in ("heading", "text", "wrap_up"):
        left, right = getattr(one, name), getattr(two, name)
        if left != right:
            at = next(index for index, (a, b) in enumerate(zip_longest(left, right)) if a != b)
            return f"{name} at {at}: {left[max(at - 20, 0) : at + 30]!r} | {right[max(at - 20, 0) : at + 30]!r}"
    return "parts: " + " ".join(sorted({part.id for part in one.children} ^ {part.id for part in two.children})[:6])


def _compare_ids(reference: Reading, other: Reading) -> None:
    ours, theirs = _contents(reference[1], notes=False), _contents(other[1], notes=False)
    missing, extra = [one for one in ours if one not in theirs], [one for one in theirs if one not in ours]
    same = "the same ids in the same order" if list(ours) == list(theirs) else f"missing {missing[:12]}, extra {extra[:12]}"
    notes = f"{len(_contents(other[1], notes=True))} of {len(_contents(reference[1], notes=True))} footnotes"
    print(f"{other[0]} ({other[1].language}) beside {reference[0]}: {len(theirs)} of {len(ours)} ids, {same}; {notes}")


if __name__ == "__main__":
    main()
