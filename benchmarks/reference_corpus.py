"""References over a whole corpus: how many are found, how many have a target, and why the others have none (`references.py corpus`).

Every English text that can be read is looked at once: of an act and version the source of the best format (Formex, XHTML, HTML … as the
library chooses), and of these the one with the most provisions. *Own* references are those whose words name no act or point at the own one;
a target of them that the act does not have is an error and is printed. There is no fact to compare with here: a target may be there and
wrong. For that `--draw` takes references by chance, with the words around them, for a reader who has not seen the program; it is seeded, so
that the same program draws the same.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from pathlib import Path
from typing import Final

from benchmarks.agreement import readings
from benchmarks.reference_show import percent, table
from extract.reference_acts import Pointing
from extract.references import Mention, find_mentions
from extract.resolve import resolve
from kg.adding import RANKS
from kg.findings import Reference, Unresolved
from kg.ids import act_of, path_of
from kg.model import Act, Field, Provision, Span, walk

ROOT: Final = Path(__file__).resolve().parent.parent
SEED: Final = 20261124
AROUND: Final = 160
"""Characters shown before and behind a reference that is drawn."""
_PARTICULARS: Final = (
    (re.compile(r"'[^']*'|\"[^\"]*\""), "…"),
    (re.compile(r"\b[a-z]{3}_\S+|\S*\d\S*|\b[b-z]\b|\ba(?= (?:in|may)\b)|\b[IVXLCivxlc]+\b"), "…"),
    (re.compile(r"…(?:(?:,| or)? …)+"), "…"),
)
"""What makes a reason speak of one place only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An act with what was found in it; `own` are the references whose words name no other act."""

    name: str
    act: Act
    mentions: int
    references: tuple[Reference, ...]
    own: frozenset[int]

    def strays(self) -> tuple[Reference, ...]:
        """References into the own act whose target it does not have."""
        ids = {one.id for one in walk(self.act.provisions)}
        return tuple(one for one in self.references if _in(one, self.act) and "/" in str(one.target) and one.target not in ids)


def english(folder: Path) -> Iterator[tuple[str, Act]]:
    """The best source of every English text, by act and version."""
    best: dict[tuple[str, str], tuple[tuple[int, int, int, str], Act]] = {}
    for name, act in readings(folder, ()):
        if act.language == "en":
            rank = (RANKS.index(act.source.format), -len(walk(act.provisions)), len(name), name)
            kept = best.get((act.celex, act.version))
            if kept is None or rank < kept[0]:
                best[act.celex, act.version] = rank, act
    yield from ((rank[-1], act) for _, (rank, act) in sorted(best.items()))


def read(name: str, act: Act) -> Read:
    """Find the mentions of an act, and resolve its references."""
    mentions = {
        (one.id, part, found.start, found.end): found for one in walk(act.provisions) for part in Field for found in _in_field(one, part)
    }
    references = resolve(act)
    keys = [(one.source, one.span.field, one.span.start, one.span.end) for one in references]
    own = frozenset(at for at, key in enumerate(keys) if key in mentions and _is_own(mentions[key]))
    return Read(name=name, act=act, mentions=len(mentions), references=references, own=own)


def _in_field(provision: Provision, part: Field) -> tuple[Mention, ...]:
    """The mentions of a field; text that is quoted to stand in another act is left out, as it is when references are resolved."""
    return find_mentions(blanked(provision.words(part), provision.quoted, part))


def blanked(words: str, quoted: Span | None, part: Field) -> str:
    """A field with its quoted text as spaces."""
    if quoted is None or quoted.field is not part:
        return words
    return words[: quoted.start] + " " * (quoted.end - quoted.start) + words[quoted.end :]


def _is_own(mention: Mention) -> bool:
    return bool(mention.paths) and (mention.act is None or mention.act.pointing is Pointing.THIS)


def _in(reference: Reference, act: Act) -> bool:
    return not isinstance(reference.target, Unresolved) and act_of(reference.target) == act.celex


def reason_class(reason: str) -> str:
    """A reason without what is particular to one place."""
    return reduce(lambda said, rule: rule[0].sub(rule[1], said), _PARTICULARS, reason)


# ── what is printed ────────────────────────────────────────────────────────────────────────────────────────────────────────────

HEAD: Final = ("source", "version", "mentions", "references", "own", "own resolved", "%", "of other acts", "resolved", "targets not there")


def lines(folder: Path, *, show: bool) -> Iterator[str]:
    """The table of the corpus, the classes of reasons, and whatever is wrong; with `show`, each reference without target."""
    acts = [read(*one) for one in english(folder)]
    counts = [_counted(one) for one in acts]
    rows = [(one.name, one.act.version, *_cells(count)) for one, count in zip(acts, counts, strict=True)]
    yield from table(HEAD, [*rows, ("all", "", *_cells(_summed(counts)))], texts=2)
    yield ""
    yield from table(("without target, because", "references"), _reasons(acts))
    yield from (f"not there: {_told(one, stray)}" for one in acts for stray in one.strays())
    if show:
        yield ""
        yield from (f"{_told(one, lost)} — {_reason(lost)}" for one in acts for lost in one.references if _reason(lost))


def _counted(one: Read) -> Mapping[str, int]:
    own = [one.references[at] for at in sorted(one.own)]
    others = [reference for at, reference in enumerate(one.references) if at not in one.own]
    return {
        "mentions": one.mentions, "references": len(one.references), "own": len(own), "own resolved": sum(not _reason(x) for x in own),
        "others": len(others), "others resolved": sum(not _reason(x) for x in others), "strays": len(one.strays()),
    }  # fmt: skip


def _summed(counts: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total


def _cells(count: Mapping[str, int]) -> tuple[object, ...]:
    share = percent(count["own resolved"] / count["own"]) if count["own"] else "–"
    whole = tuple(count[name] for name in ("mentions", "references", "own", "own resolved"))
    return (*whole, share, count["others"], count["others resolved"], count["strays"])


def _reason(reference: Reference) -> str:
    return reference.target.reason if isinstance(reference.target, Unresolved) else ""


def _reasons(acts: Sequence[Read]) -> Iterator[tuple[str, int]]:
    counted = Counter(reason_class(_reason(one)) for act in acts for one in act.references if _reason(one))
    yield from counted.most_common()


def _told(one: Read, reference: Reference) -> str:
    span = reference.span
    target = "" if isinstance(reference.target, Unresolved) else f" → {reference.target}"
    return f"{one.name} {path_of(reference.source)} {span.field.value} {span.start}-{span.end} {reference.wording!r}{target}"


# ── a draw for a reader ────────────────────────────────────────────────────────────────────────────────────────────────────────


def draw(folder: Path, number: int, out: Path | None) -> None:
    """Write references with a target, drawn evenly from all, each with the words around it: legal text, so never into the repository."""
    if out is not None and out.resolve().is_relative_to(ROOT):
        raise SystemExit("a draw holds legal text: give a file outside the repository")
    acts = [read(*one) for one in english(folder)]
    every = [(one, reference) for one in acts for reference in one.references if not _reason(reference)]
    chosen = sorted(random.Random(SEED).sample(range(len(every)), min(number, len(every))))
    written = "\n".join(json.dumps(_drawn(*every[at]), ensure_ascii=False) for at in chosen)
    if out is None:
        sys.stdout.write(written + "\n")
    else:
        out.write_text(written + "\n", encoding="utf-8")
        print(f"{len(chosen)} of {len(every)} references with a target, in {out}")


def _drawn(one: Read, reference: Reference) -> dict[str, object]:
    span = reference.span
    provision = next(part for part in walk(one.act.provisions) if part.id == reference.source)
    words = provision.words(span.field)
    before, after = words[max(span.start - AROUND, 0) : span.start], words[span.end : span.end + AROUND]
    place = {"file": one.name, "act": one.act.celex, "version": one.act.version, "source": path_of(reference.source)}
    said = {"wording": reference.wording, "target": reference.target, "relation": reference.relation.value}
    return {**place, **asdict(span), **said, "before": before, "after": after}
